//! Numbers in Chinese characters, read and written: `一百四十二`, `贰`, `二〇二一`, `两万三千`.

use crate::lenient_number::half_width;

/// The numerals of headings: 一、 （十二）.
pub(crate) const ORDINALS: &str = "一二三四五六七八九十";

/// The numerals of everyday texts; the formal ones, such as 陆, are words of other meanings as well.
pub(crate) const EVERYDAY: [char; 17] =
    ['〇', '零', '一', '二', '三', '四', '五', '六', '七', '八', '九', '十', '百', '千', '万', '亿', '两'];

/// Each digit in every way it is written.
const DIGITS: [(char, u8); 24] = [
    ('〇', 0),
    ('零', 0),
    ('一', 1),
    ('二', 2),
    ('两', 2),
    ('三', 3),
    ('四', 4),
    ('五', 5),
    ('六', 6),
    ('七', 7),
    ('八', 8),
    ('九', 9),
    ('壹', 1),
    ('贰', 2),
    ('叁', 3),
    ('肆', 4),
    ('伍', 5),
    ('陆', 6),
    ('柒', 7),
    ('捌', 8),
    ('玖', 9),
    ('○', 0),
    ('Ｏ', 0),
    ('俩', 2),
];

/// Each power of ten.
const POWERS: [(char, u64); 8] =
    [('十', 10), ('拾', 10), ('百', 100), ('佰', 100), ('千', 1000), ('仟', 1000), ('万', 10_000), ('亿', 100_000_000)];

/// Signs of the longest number that is read.
const LONGEST: usize = 20;

/// The digit that a character stands for, Chinese or Arabic, of either width.
pub(crate) fn digit(c: char) -> Option<u8> {
    let arabic = || half_width(c).to_digit(10).and_then(|digit| u8::try_from(digit).ok());
    chinese_digit(c).or_else(arabic)
}

/// Whether a Chinese number may hold a character.
pub(crate) fn is_numeral(c: char) -> bool {
    chinese_digit(c).is_some() || power(c).is_some()
}

/// A number that is written digit by digit, in plain digits: 二〇二一 and ２０２１ are both 2021.
pub(crate) fn digit_by_digit(text: &str) -> Option<String> {
    text.chars().map(|c| digit(c).map(|digit| char::from(b'0' + digit))).collect()
}

/// The Chinese number that a text begins with, in plain digits, and its length in bytes; none where it is no exact one:
/// 两三 is one or the other, 三点五 no number of things.
pub(crate) fn read(text: &str) -> Option<(String, usize)> {
    let end = text.find(|c| !is_numeral(c)).unwrap_or(text.len());
    let written = &text[..end];
    let count = written.chars().count();
    if !(1..=LONGEST).contains(&count) || text[end..].starts_with('点') {
        return None;
    }
    if count > 1 && written.chars().all(|c| power(c).is_none()) {
        // Two digits are a number only with a zero: 二〇.
        let has_zero = written.chars().any(|c| chinese_digit(c) == Some(0));
        return if count > 2 || has_zero { Some((digit_by_digit(written)?, end)) } else { None };
    }
    Some((by_powers(written)?.to_string(), end))
}

/// The value of digits that each stand before their power of ten: 一千二百零五.
fn by_powers(written: &str) -> Option<u64> {
    let (mut all, mut section, mut pending) = (0_u64, 0_u64, 0_u64);
    for c in written.chars() {
        match (chinese_digit(c), power(c)) {
            // 十二三 is about so many.
            (Some(_), _) if pending > 0 => return None,
            (Some(digit), _) => pending = u64::from(digit),
            (None, Some(power)) if power >= 10_000 => {
                all = all.checked_add(section + pending)?.max(1).checked_mul(power)?;
                (section, pending) = (0, 0);
            }
            (None, Some(power)) => {
                section = section.checked_add(pending.max(1) * power)?;
                pending = 0;
            }
            (None, None) => return None,
        }
    }
    all.checked_add(section + pending)
}

/// A number from 1 to 99 as headings write it: 十二, 二十.
pub(crate) fn written(number: u32) -> String {
    let digit = |number: u32| ORDINALS.chars().nth(usize::try_from(number).unwrap_or(0).wrapping_sub(1));
    let (tens, ones) = (number / 10, number % 10);
    let tens: String = match tens {
        0 => String::new(),
        1 => "十".to_owned(),
        _ => digit(tens).into_iter().chain(['十']).collect(),
    };
    tens + &digit(ones).map(String::from).unwrap_or_default()
}

fn chinese_digit(c: char) -> Option<u8> {
    DIGITS.iter().find(|(sign, _)| *sign == c).map(|(_, digit)| *digit)
}

fn power(c: char) -> Option<u64> {
    POWERS.iter().find(|(sign, _)| *sign == c).map(|(_, power)| *power)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_read_or_left() {
        for (text, digits) in [
            ("十", "10"),
            ("十二", "12"),
            ("二十", "20"),
            ("三十一日", "31"),
            ("一百四十二件", "142"),
            ("一千二百零五", "1205"),
            ("两万三千", "23000"),
            ("一亿零三", "100000003"),
            ("贰拾叁", "23"),
            ("零", "0"),
            ("一四二", "142"),
            ("二〇", "20"),
            ("二〇二一年", "2021"),
        ] {
            assert_eq!(read(text).map(|(digits, _)| digits).as_deref(), Some(digits), "{text}");
        }
        assert_eq!(read("三十一日").map(|(_, length)| length), Some("三十一".len()));
        for text in ["", "件", "12", "两三件", "十二三件", "三点五", &"一".repeat(21)] {
            assert_eq!(read(text), None, "{text}");
        }
    }

    #[test]
    fn digits_stand_for_themselves() {
        for (text, digits) in [("二〇二一", "2021"), ("二○二一", "2021"), ("２０21", "2021"), ("贰零", "20")]
        {
            assert_eq!(digit_by_digit(text).as_deref(), Some(digits), "{text}");
        }
        assert_eq!(digit_by_digit("二十"), None);
        assert_eq!((digit('俩'), digit('十'), is_numeral('十'), is_numeral('1')), (Some(2), None, true, false));
    }

    #[test]
    fn what_is_written_is_read_again() {
        assert_eq!([1, 10, 11, 20, 35].map(written), ["一", "十", "十一", "二十", "三十五"]);
        for number in 1..100 {
            assert_eq!(read(&written(number)).map(|(digits, _)| digits), Some(number.to_string()));
        }
        assert!(EVERYDAY.into_iter().chain(ORDINALS.chars()).all(is_numeral));
    }
}
