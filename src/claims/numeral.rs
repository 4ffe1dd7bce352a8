//! Numbers as texts write them: `142`, `12，846`, `1.28万`, `一百四十二`, `贰`, with what is counted.

use crate::chinese_numeral;
use crate::figure::{Figure, Kind};
use crate::lenient_number::COUNTED;
use crate::year::Year;

/// A number with its unit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Numeral {
    /// Its value: in 万元 of money, in hundredths of a share.
    pub value: Figure,
    /// What it counts.
    pub unit: Unit,
    /// Whether it is said to be exact: not 余, 约, 以上.
    pub is_exact: bool,
    /// The unit of its last digit, where it may be rounded: `1.28万件` to hundreds.
    pub rounded_to: Option<Figure>,
}

/// What a number counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unit {
    /// Cases, documents, people.
    Counted,
    /// Money.
    Money,
    /// A share of a hundred.
    Percent,
    /// Nothing is said.
    None,
    /// Something that no table counts: 工作日, 个部门.
    Other,
}

/// After a number: it is more than that.
const MORE: [char; 4] = ['余', '多', '来', '几'];

/// After the unit: it is about that.
const ABOUT: [&str; 6] = ["以上", "以下", "左右", "上下", "之多", "以内"];

/// What is counted by 个, 家 and the like, but by no table.
#[rustfmt::skip]
const OTHERS: [&str; 43] = [
    "部分", "工作日", "月", "百分点", "小时", "年", "季度", "部门", "单位", "乡", "镇", "街道", "村", "社区", "领域", "方面", "栏目",
    "专栏", "类", "大类", "小项", "平台", "网站", "公众号", "账号", "站点", "窗口", "专区", "科室", "工作组", "地方", "数字", "数据", "指标",
    "内容", "问题", "措施", "工作", "制度", "任务", "要求", "重点", "环节",
];

/// Units after which a number is a day, an hour, an issue, and counts nothing.
const NOTHING: [char; 14] = ['年', '月', '日', '号', '时', '点', '期', '版', '届', '周', '字', '级', '分', '秒'];

/// The number that a text begins with, and its length in bytes with the unit; none if it does not begin with one, or
/// with one that counts nothing.
pub(super) fn read(text: &str) -> Option<(Numeral, usize)> {
    let (whole, mut at) = arabic(text).or_else(|| chinese(text))?;
    if whole.len() > LONGEST {
        return None;
    }
    let (digits, mut scale) = (whole, 0_usize);
    let mut is_exact = true;
    // 1.28万件, but not 一万, which has been read.
    for (sign, power) in [('万', 4), ('亿', 8)] {
        if text[at..].starts_with(sign) && text.as_bytes()[0].is_ascii_digit() {
            scale += power;
            at += sign.len_utf8();
        }
    }
    if let Some(more) = text[at..].chars().next().filter(|c| MORE.contains(c)) {
        is_exact = false;
        at += more.len_utf8();
    }
    let (unit, length, shift) = if digits.ends_with('%') { (Unit::Percent, 0, 0) } else { unit(&text[at..], scale)? };
    at += length;
    if text[at..].starts_with(['多', '余']) || ABOUT.iter().any(|about| text[at..].starts_with(about)) {
        is_exact = false;
    }
    let (value, step) = scaled(&digits, shift)?;
    let rounded_to = (scale > 0 || unit == Unit::Money).then_some(step);
    Some((Numeral { value, unit, is_exact, rounded_to }, at))
}

/// Digits that no figure has as many of.
const LONGEST: usize = 40;

/// Whether a number may begin with a character.
pub(super) fn begins(c: char) -> bool {
    c.is_ascii_digit() || chinese_numeral::is_numeral(c)
}

/// The year that a text begins with, and its length. Texts speak of years long before the first report: of laws, of
/// plans.
pub(super) fn year(text: &str) -> Option<(Year, usize)> {
    let (end, _) = text.char_indices().nth(4).filter(|(_, c)| *c == '年')?;
    let year = chinese_numeral::digit_by_digit(&text[..end])?.parse().ok()?;
    let length = end + '年'.len_utf8();
    let length = length + if text[length..].starts_with('度') { '度'.len_utf8() } else { 0 };
    Some((Year::new(year).filter(|_| (1949..2100).contains(&year))?, length))
}

/// Arabic digits, with thousands commas and decimals.
fn arabic(text: &str) -> Option<(String, usize)> {
    let is_digit = |c: char| c.is_ascii_digit();
    let run = |text: &str| text.find(|c| !is_digit(c)).unwrap_or(text.len());
    let mut at = run(text);
    if at == 0 {
        return None;
    }
    let mut digits = text[..at].to_owned();
    while at <= 3 || digits.len() > at {
        let Some(group) = text[at..].strip_prefix('，').filter(|rest| run(rest) == 3) else { break };
        digits += &group[..3];
        at += '，'.len_utf8() + 3;
        if digits.len() > 12 {
            break;
        }
    }
    if let Some(fraction) = text[at..].strip_prefix('.').map(|rest| &rest[..run(rest)]).filter(|f| !f.is_empty()) {
        digits = digits + "." + fraction;
        at += 1 + fraction.len();
    }
    Some((digits, at))
}

/// A number in Chinese characters, or a share in them.
fn chinese(text: &str) -> Option<(String, usize)> {
    match text.strip_prefix(PERCENT) {
        None => chinese_numeral::read(text),
        Some(rest) => {
            let (digits, length) = chinese_numeral::read(rest).or_else(|| arabic(rest))?;
            Some((digits + "%", PERCENT.len() + length))
        }
    }
}

/// Before a share in Chinese.
const PERCENT: &str = "百分之";

/// The unit at the beginning of a text, its length, and how many places the number moves to the left to be in the
/// unit of the tables.
fn unit(text: &str, scale: usize) -> Option<(Unit, usize, i32)> {
    let places = i32::try_from(scale).ok()?;
    for (money, power) in [("元", -4), ("万元", 0), ("亿元", 4)] {
        if text.starts_with(money) {
            return Some((Unit::Money, money.len(), power + places));
        }
    }
    if text.starts_with('%') {
        return Some((Unit::Percent, 1, 0));
    }
    let next = text.chars().next();
    if next.is_some_and(|c| NOTHING.contains(&c)) {
        return None;
    }
    let longest = COUNTED.iter().filter(|unit| text.starts_with(**unit)).max_by_key(|unit| unit.len());
    match longest {
        Some(unit) if OTHERS.iter().any(|other| text[unit.len()..].starts_with(other)) => {
            Some((Unit::Other, unit.len(), places))
        }
        Some(unit) => Some((Unit::Counted, unit.len(), places)),
        None if next.is_none_or(|c| "，。；：、）（\n".contains(c)) => Some((Unit::None, 0, places)),
        None => Some((Unit::Other, 0, places)),
    }
}

/// The value of digits with their point moved, and the value of the last digit.
fn scaled(digits: &str, places: i32) -> Option<(Figure, Figure)> {
    let digits = digits.trim_end_matches('%');
    let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
    let point = i32::try_from(whole.len()).ok()? + places;
    let all = format!("{whole}{fraction}");
    let moved = |all: &str| {
        let length = i32::try_from(all.len()).ok()?;
        let written = if point <= 0 {
            format!("0.{}{all}", "0".repeat(usize::try_from(-point).ok()?))
        } else if point >= length {
            format!("{all}{}", "0".repeat(usize::try_from(point - length).ok()?))
        } else {
            let at = usize::try_from(point).ok()?;
            format!("{}.{}", &all[..at], &all[at..])
        };
        // Digits below the finest of the tables are cut off; zeros that only the unit adds are not shown.
        let finest = written.find('.').map_or(written.len(), |point| (point + 5).min(written.len()));
        let shown = if places < 0 { written[..finest].trim_end_matches('0').trim_end_matches('.') } else { &written };
        let kind = if shown.contains('.') { Kind::Amount } else { Kind::Count };
        Figure::read(shown, kind).ok()
    };
    let last = format!("{:0>width$}", 1, width = all.len());
    Some((moved(&all)?, moved(&last)?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_read_as_texts_write_them() {
        for (text, value, unit, is_exact, length) in [
            ("142件", "142", Unit::Counted, true, 6),
            ("12，846件，", "12846", Unit::Counted, true, 11),
            ("1.28万件", "12800", Unit::Counted, true, 10),
            ("12600余条", "12600", Unit::Counted, false, 11),
            ("一百四十二件", "142", Unit::Counted, true, 18),
            ("十件", "10", Unit::Counted, true, 6),
            ("三十余件", "30", Unit::Counted, false, 12),
            ("一千二百零五件", "1205", Unit::Counted, true, 21),
            ("两万三千件", "23000", Unit::Counted, true, 15),
            ("贰件", "2", Unit::Counted, true, 6),
            ("零件", "0", Unit::Counted, true, 6),
            ("50件以上", "50", Unit::Counted, false, 5),
            ("3561.28万元", "3561.28", Unit::Money, true, 13),
            ("35612800元", "3561.28", Unit::Money, true, 11),
            ("0.35亿元", "3500", Unit::Money, true, 10),
            ("88.73%", "88.73", Unit::Percent, true, 6),
            ("百分之四十，", "40", Unit::Percent, true, 15),
            ("20个工作日", "20", Unit::Other, true, 5),
            ("0。", "0", Unit::None, true, 1),
        ] {
            let (numeral, read) = read(text).unwrap();
            assert_eq!(
                (numeral.value.to_string().as_str(), numeral.unit, numeral.is_exact, read),
                (value, unit, is_exact, length),
                "{text}"
            );
        }
        for text in ["12月", "31日", "5号", "申请", "件"] {
            assert_eq!(read(text), None, "{text}");
        }
        assert_eq!(year("2023年度报告"), Some((Year::of::<2023>(), 10)));
        assert_eq!(year("二〇二三年，"), Some((Year::of::<2023>(), 15)));
        assert_eq!(year("12345年"), None);
    }
}
