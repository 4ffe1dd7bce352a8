//! Whom to ask about a report, and where it is published, by the words before each.

use crate::agency::LONGEST_NAME;
use crate::fields::{self, Field};
use crate::lenient_number::half_width;
use crate::prose::is_blank;

/// What the paragraphs tell of website, office, address and the like; of several, what comes first.
pub(super) fn contacts<'a>(paragraphs: impl Iterator<Item = &'a str>) -> Vec<(&'static Field, String)> {
    let all: Vec<&str> = paragraphs.collect();
    let of = |(field, words): &(&'static Field, &[&str])| {
        let found = all.iter().find_map(|text| words.iter().find_map(|word| behind_word(text, word, field)))?;
        Some((*field, found))
    };
    CONTACTS.iter().filter_map(of).collect()
}

/// Words that stand before what a field holds.
static CONTACTS: &[(&Field, &[&str])] = &[
    (&fields::WEBSITE, &["可在", "可以在", "请登录", "登录", "网址", "电子版"]),
    (&fields::OFFICE, &["请与", "可与", "请联系", "联系单位"]),
    (&fields::ADDRESS, &["联系地址", "通讯地址", "通信地址", "办公地址", "地址"]),
    (&fields::POSTCODE, &["邮政编码", "邮编"]),
    (&fields::PHONE, &["联系电话", "咨询电话", "电话"]),
    (&fields::FAX, &["传真"]),
    (&fields::EMAIL, &["电子邮箱", "电子邮件", "电子信箱", "邮箱", "E-mail", "e-mail", "Email"]),
];

/// What a text says behind a word, if it fits the field.
fn behind_word(text: &str, word: &str, field: &Field) -> Option<String> {
    text.match_indices(word).find_map(|(at, _)| {
        let rest = &text[at + word.len()..];
        // 电话/传真 is both.
        let shared = ["/传真", "／传真", "、传真", "（传真）", "(传真)", "及传真", "和传真"];
        let rest =
            shared.iter().find_map(|other| rest.strip_prefix(other)).filter(|_| field.key == "phone").unwrap_or(rest);
        let has_colon = rest.starts_with(['：', ':']);
        let rest = rest.trim_start_matches(['：', ':', '为']).trim_start_matches(is_blank);
        let until = |stops: &[char]| rest.split(stops).next().unwrap_or_default().trim_matches(is_blank);
        let of = |fits: fn(char) -> bool| rest.split(|c: char| !fits(half_width(c))).next().unwrap_or_default();
        let digits = |text: &str| text.chars().filter(|c| half_width(*c).is_ascii_digit()).count();
        let found = match field.key {
            "website" if has_colon || word == "电子版" => address_of_page(rest)?,
            "website" => {
                let place = between(rest, &["查阅", "下载", "查询", "查看", "浏览", "获取", "公布"])?;
                address_of_page(place).unwrap_or_else(|| place.trim_end_matches(['上', '中', '进', '行']))
            }
            "office" if has_colon => until(&['，', ',', '；', ';', '。', '\n']),
            "office" => between(rest, &["联系"])?,
            "address" => until(&['，', ',', '；', ';', '。', '）', ')', '\n']),
            "postcode" => Some(of(|c| c.is_ascii_digit())).filter(|code| digits(code) == 6)?,
            "email" => Some(of(|c| c.is_ascii_graphic() && !matches!(c, ';' | ',' | '(' | ')')))
                .filter(|text| text.contains('@'))?,
            _ => {
                let number = of(|c| c.is_ascii_digit() || matches!(c, '-' | '(' | ')'));
                Some(number.trim_end_matches(['(', '（', '-', '）', ')'])).filter(|number| digits(number) >= 7)?
            }
        };
        let is_fit = !found.is_empty() && found.chars().count() <= LONGEST_NAME;
        (is_fit && (has_colon || field.key != "address")).then(|| found.trim_end_matches(['。', '.']).to_owned())
    })
}

/// The address of a page in a text.
fn address_of_page(text: &str) -> Option<&str> {
    let at = ["http://", "https://", "www."].iter().filter_map(|begin| text.find(begin)).min()?;
    let end = text[at..]
        .find(|c: char| !c.is_ascii_graphic() || matches!(c, ')' | ',' | ';'))
        .map_or(text.len(), |end| at + end);
    Some(&text[at..end])
}

/// What stands before the first of some words, in the same sentence.
fn between<'a>(text: &'a str, words: &[&str]) -> Option<&'a str> {
    let end = words.iter().filter_map(|word| text.find(word)).min()?;
    Some(text[..end].trim_matches(is_blank)).filter(|found| !found.contains(['。', '；', '，']))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn contacts_stand_behind_their_words() {
        let text = "本报告电子版可在县政府网站（http://www.yunxi.gov.cn）查阅、下载。如有疑问，请与云溪县人民政府办公室联系（地址：云溪县清流路8号；邮编：223300；电话：0517-1234567，传真0517-7654321，电子邮箱xx@yunxi.gov.cn）。";
        for (field, words) in [
            (&fields::WEBSITE, "http://www.yunxi.gov.cn"),
            (&fields::OFFICE, "云溪县人民政府办公室"),
            (&fields::ADDRESS, "云溪县清流路8号"),
            (&fields::POSTCODE, "223300"),
            (&fields::PHONE, "0517-1234567"),
            (&fields::FAX, "0517-7654321"),
            (&fields::EMAIL, "xx@yunxi.gov.cn"),
        ] {
            let (_, all) = CONTACTS.iter().find(|(known, _)| known.key == field.key).unwrap();
            assert_eq!(all.iter().find_map(|word| behind_word(text, word, field)).as_deref(), Some(words));
        }
        assert_eq!(behind_word("电话/传真：0517-86881234", "电话", &fields::PHONE).as_deref(), Some("0517-86881234"));
        assert_eq!(behind_word("接听咨询电话36次", "电话", &fields::PHONE), None);
    }
}
