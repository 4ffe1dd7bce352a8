//! A number as people write it: `3个`, `增 16`, `减 8`, `１２`, `1,234`, `901.25 万元`.

/// Signs that may stand before the digits, and whether they take away.
const SIGNS: [(char, bool); 6] = [('增', false), ('加', false), ('+', false), ('减', true), ('少', true), ('-', true)];

/// The plain digits of a number that is written loosely, with `-` where it takes away; none if there is any doubt.
pub fn number(text: &str) -> Option<String> {
    let narrow: String = text.trim().chars().map(half_width).collect();
    let is_negative = SIGNS.iter().any(|(sign, takes_away)| *takes_away && narrow.starts_with(*sign));
    let unsigned = narrow.trim_start_matches(|c: char| c.is_whitespace() || SIGNS.iter().any(|(sign, _)| *sign == c));
    // What follows the digits may be a unit, in Chinese, and no other number.
    let digits = unsigned.trim_end_matches(|c: char| c.is_whitespace() || (!c.is_ascii() && !c.is_numeric()));
    let plain = if digits.contains(',') { ungrouped(digits)? } else { digits.to_owned() };
    let (whole, fraction) = plain.split_once('.').unwrap_or((&plain, "0"));
    let is_digits = |s: &str| !s.is_empty() && s.bytes().all(|b| b.is_ascii_digit());
    let is_number = is_digits(whole) && is_digits(fraction) && (whole == "0" || !whole.starts_with('0'));
    is_number.then(|| if is_negative { format!("-{plain}") } else { plain.clone() })
}

/// A number without its thousands commas, if it has any and they stand where they belong.
pub fn ungrouped(text: &str) -> Option<String> {
    let (whole, fraction) = text.split_once('.').map_or((text, None), |(whole, fraction)| (whole, Some(fraction)));
    let mut groups = whole.split(',');
    let first = groups.next()?;
    let is_grouped = whole.contains(',') && (1..=3).contains(&first.len()) && groups.all(|group| group.len() == 3);
    let plain = text.replace(',', "");
    let is_digits = plain.bytes().all(|b| b.is_ascii_digit() || b == b'.') && fraction.is_none_or(|f| !f.contains(','));
    (is_grouped && is_digits).then_some(plain)
}

/// A full-width letter, digit or sign as the ASCII one it stands for.
pub fn half_width(c: char) -> char {
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
            ("14,722.49万元", "14722.49"),
            ("80977.16万", "80977.16"),
            ("901.25 万元", "901.25"),
            ("0", "0"),
        ] {
            assert_eq!(number(text).as_deref(), Some(plain), "{text}");
        }
        for text in
            ["", "个", "22（其中修订16件）", "3-4", "1,23", "12,34,567", "007", "/", "1.2.3", "约3个", "3 abc", "1 2"]
        {
            assert_eq!(number(text), None, "{text}");
        }
    }
}
