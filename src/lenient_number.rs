//! A number as people write it: `3个`, `增 16`, `减 8`, `１２`, `1,234`, `901.25 万元`.

/// Signs that may stand before the digits, and whether they take away.
const SIGNS: [(char, bool); 6] = [('增', false), ('加', false), ('+', false), ('减', true), ('少', true), ('-', true)];

/// Units of counts.
pub(crate) const COUNTED: &[&str] = &[
    "个", "件", "条", "项", "次", "宗", "起", "份", "人", "人次", "例", "户", "家", "部", "篇", "名", "种", "笔",
    "件次",
];

/// Units of amounts in 万元.
pub(crate) const IN_TEN_THOUSANDS: &[&str] = &["万元", "万", "万元人民币"];

/// Units of amounts in 元.
pub(crate) const IN_YUAN: &[&str] = &["元", "元整", "元人民币"];

/// Signs and words that stand for zero.
const ZERO_WORDS: &[&str] = &["/", "／", "-", "－", "—", "——", "\\", "无", "零"];

/// Words that stand for a sign.
pub(crate) const SIGN_WORDS: [char; 4] = ['增', '加', '减', '少'];

/// The plain digits of a number that is written loosely, with `-` where it takes away; none if there is any doubt, as
/// with a unit that is not among those.
pub(crate) fn number(text: &str, units: &[&str]) -> Option<String> {
    let narrow: String = text.trim().chars().map(half_width).collect();
    // One sign at most: with two it is not certain which counts.
    let sign = SIGNS.iter().find(|(sign, _)| narrow.starts_with(*sign));
    let is_negative = sign.is_some_and(|(_, takes_away)| *takes_away);
    let unsigned = sign.map_or(narrow.as_str(), |(sign, _)| &narrow[sign.len_utf8()..]).trim_start();
    let end = unsigned.find(|c: char| !c.is_ascii_digit() && !matches!(c, '.' | ',')).unwrap_or(unsigned.len());
    let (digits, unit) = (&unsigned[..end], unsigned[end..].trim());
    if !unit.is_empty() && !units.contains(&unit) {
        return None;
    }
    let plain = if digits.contains(',') { ungrouped(digits)? } else { digits.to_owned() };
    let (whole, fraction) = plain.split_once('.').unwrap_or((&plain, "0"));
    let is_digits = |s: &str| !s.is_empty() && s.bytes().all(|b| b.is_ascii_digit());
    let is_number = is_digits(whole) && is_digits(fraction) && (whole == "0" || !whole.starts_with('0'));
    is_number.then(|| if is_negative { format!("-{plain}") } else { plain.clone() })
}

/// Tens of powers that units of money stand for, in 元; and of counts.
const MONEY: &[(&str, i32)] =
    &[("元", 0), ("元整", 0), ("千元", 3), ("万", 4), ("万元", 4), ("百万元", 6), ("亿", 8), ("亿元", 8)];
const COUNTS: &[(&str, i32)] = &[("千", 3), ("千件", 3), ("万", 4), ("万件", 4), ("万条", 4)];

/// The plain digits of a number in another unit than the one of the cell: `1.2万` as a count is `12000`, `32000元` in
/// 万元 is `3.2`. `units` are the cell's own.
pub(crate) fn converted(text: &str, units: &[&str]) -> Option<String> {
    let money = |unit: &str| MONEY.iter().find(|(name, _)| *name == unit).map(|(_, power)| *power);
    let own = units.first().and_then(|unit| money(unit));
    let narrow: String = text.trim().chars().map(half_width).collect();
    let unit = narrow.trim_start_matches(|c: char| c.is_ascii_digit() || matches!(c, '.' | ',')).trim();
    let power = match own {
        Some(own) => money(unit)? - own,
        None => COUNTS.iter().find(|(name, _)| *name == unit)?.1,
    };
    let digits = number(text, &[unit])?;
    Some(shifted(&digits, power)).filter(|shifted| *shifted != digits)
}

/// A number with its point moved to the right by so many places, or to the left.
fn shifted(digits: &str, power: i32) -> String {
    let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
    let places = usize::try_from(power.unsigned_abs()).unwrap_or(0);
    let (whole, fraction) = if power >= 0 {
        let fraction = format!("{fraction:0<places$}");
        (format!("{whole}{}", &fraction[..places]), fraction[places..].to_owned())
    } else {
        let whole = format!("{whole:0>width$}", width = places + 1);
        let at = whole.len() - places;
        (whole[..at].to_owned(), format!("{}{fraction}", &whole[at..]))
    };
    let (whole, fraction) = (whole.trim_start_matches('0'), fraction.trim_end_matches('0'));
    let whole = if whole.is_empty() { "0" } else { whole };
    if fraction.is_empty() { whole.to_owned() } else { format!("{whole}.{fraction}") }
}

/// Whether a sign or word stands for zero.
pub(crate) fn means_zero(text: &str) -> bool {
    ZERO_WORDS.contains(&text.trim())
}

/// A number without its thousands commas, if it has any and they stand where they belong.
pub(crate) fn ungrouped(text: &str) -> Option<String> {
    let (whole, fraction) = text.split_once('.').map_or((text, None), |(whole, fraction)| (whole, Some(fraction)));
    let mut groups = whole.split(',');
    let first = groups.next()?;
    let is_grouped = whole.contains(',') && (1..=3).contains(&first.len()) && groups.all(|group| group.len() == 3);
    let plain = text.replace(',', "");
    let is_digits = plain.bytes().all(|b| b.is_ascii_digit() || b == b'.') && fraction.is_none_or(|f| !f.contains(','));
    (is_grouped && is_digits).then_some(plain)
}

/// A full-width letter, digit or sign as the ASCII one it stands for.
pub(crate) fn half_width(c: char) -> char {
    match c {
        '！'..='～' => char::from_u32(u32::from(c) - 0xFEE0).unwrap_or(c),
        _ => c,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_people_write_is_read_or_left() {
        for (text, plain) in [
            ("3个", "3"),
            ("增 16", "16"),
            ("减 8", "-8"),
            ("+1", "1"),
            ("-113", "-113"),
            ("１２", "12"),
            ("1,234", "1234"),
            ("1，234件", "1234"),
            ("0", "0"),
        ] {
            assert_eq!(number(text, COUNTED).as_deref(), Some(plain), "{text}");
        }
        for (text, plain) in [("14,722.49万元", "14722.49"), ("80977.16万", "80977.16"), ("901.25 万元", "901.25")]
        {
            assert_eq!(number(text, IN_TEN_THOUSANDS).as_deref(), Some(plain), "{text}");
        }
        for text in [
            "",
            "个",
            "22（其中修订16件）",
            "3-4",
            "1,23",
            "12,34,567",
            "007",
            "/",
            "1.2.3",
            "约3个",
            "3 abc",
            "1 2",
            "3万",
            "38元",
            "3个多",
            "+-8",
            "减-8",
            "增减8",
            "--8",
        ] {
            assert_eq!(number(text, COUNTED), None, "{text}");
        }
        for text in ["38元", "3亿元", "5件"] {
            assert_eq!(number(text, IN_TEN_THOUSANDS), None, "{text}");
        }
        for (text, units, plain) in [
            ("1.2万", COUNTED, Some("12000")),
            ("3万件", COUNTED, Some("30000")),
            ("3件", COUNTED, None),
            ("32000元", IN_TEN_THOUSANDS, Some("3.2")),
            ("38元", IN_TEN_THOUSANDS, Some("0.0038")),
            ("0.5亿元", IN_TEN_THOUSANDS, Some("5000")),
            ("901.25万元", IN_TEN_THOUSANDS, None),
            ("0.5万元", IN_YUAN, Some("5000")),
            ("3.2美元", IN_YUAN, None),
        ] {
            assert_eq!(converted(text, units).as_deref(), plain, "{text}");
        }
        assert!(means_zero("—") && means_zero(" 无 ") && !means_zero("") && !means_zero("0"));
    }
}
