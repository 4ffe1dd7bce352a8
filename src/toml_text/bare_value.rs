//! What is wrong with a value without quotes or brackets: a number that is badly written, or a word.

use super::problem::{About, Named, quote};
use crate::date::Date;
use crate::lenient_number;

/// Keys whose digits are a text, not a number.
const CODES: [&str; 3] = ["phone", "fax", "postcode"];

/// The sentence about a mistake, if the value has it.
type Explanation = fn(&About, &str) -> Option<String>;

/// The mistakes that are known, the more exact ones first: the first that fits is reported.
const KNOWN_MISTAKES: [Explanation; 12] = [
    opening_bracket_missing,
    word_for_zero,
    misspelt_date,
    unquoted_code,
    leading_zero,
    thousands_comma,
    sign_behind,
    nothing_before_point,
    several_figures,
    pasted_figures,
    figure_with_unit,
    unquoted_word,
];

/// What to type instead; none where that is not certain.
pub(super) fn explain(subject: &About, value: &str) -> Option<String> {
    KNOWN_MISTAKES.iter().find_map(|explain| explain(subject, value))
}

/// The number a clerk meant, where it is not just what was typed. With 万 or 元 behind it that depends on the cell.
pub(super) fn meant(text: &str) -> Option<String> {
    lenient_number::number(text, lenient_number::COUNTED).filter(|number| number != text)
}

fn opening_bracket_missing(subject: &About, value: &str) -> Option<String> {
    value.ends_with(']').then(|| format!("{subject}这一行缺左方括号[。"))
}

fn word_for_zero(subject: &About, value: &str) -> Option<String> {
    let means_zero = lenient_number::means_zero(value) || value == "空";
    means_zero.then(|| format!("{subject}填的{}：没有的填0。", quote(value)))
}

/// A date written otherwise than TOML writes it, or one that does not exist.
fn misspelt_date(subject: &About, value: &str) -> Option<String> {
    let parts: Vec<&str> = value.split(['-', '/', '.', '年', '月', '日']).filter(|part| !part.is_empty()).collect();
    let is_number = |s: &str| s.len() <= 4 && s.bytes().all(|b| b.is_ascii_digit());
    if parts.first().is_none_or(|year| year.len() != 4) || !parts.iter().all(|part| is_number(part)) {
        return None;
    }
    let of = |at: usize| parts.get(at).and_then(|part| part.parse::<u8>().ok());
    match (parts.len(), parts[0].parse(), of(1), of(2)) {
        (2, Ok(1900..=2999_u16), Some(1..=12), _) => {
            Some(format!("{subject}要写到日，如{}-{:0>2}-01。", parts[0], parts[1]))
        }
        (3, Ok(year @ 1900..=2999), Some(month), Some(day)) => Some(match Date::new(year, month, day) {
            Some(date) => format!("{subject}应写作{}（月、日都写两位）。", date.iso()),
            None => format!("{subject}填的{value}：没有这一天，请核对。"),
        }),
        _ => None,
    }
}

fn unquoted_code(subject: &About, value: &str) -> Option<String> {
    let is_code = is_digits(&value.replace(['-', ' '], "")) && CODES.contains(&subject.key);
    is_code.then(|| format!("{subject}是号码，要加英文引号：{} = \"{value}\"。", subject.key))
}

fn leading_zero(subject: &About, value: &str) -> Option<String> {
    let stripped = value.strip_prefix('0').filter(|_| is_digits(value))?.trim_start_matches('0');
    let right = if stripped.is_empty() { "0" } else { stripped };
    Some(format!("{subject}填的{}：数字前面不要写0，应为{right}。", quote(value)))
}

fn thousands_comma(subject: &About, value: &str) -> Option<String> {
    let right = lenient_number::ungrouped(value)?;
    Some(format!("{subject}填的{}：数字里不要写千分位逗号，应为{right}；一行几个数的，两边要加[ ]。", quote(value)))
}

fn sign_behind(subject: &About, value: &str) -> Option<String> {
    let number = value.trim_end_matches([',', ';', '.']);
    let behind = &value[number.len()..];
    let is_number = is_digits(&number.replacen('.', "", 1));
    (is_number && !behind.is_empty()).then(|| format!("{subject}填的{}：数字后面多了“{behind}”，删去。", quote(value)))
}

fn nothing_before_point(subject: &About, value: &str) -> Option<String> {
    let is_fraction = value.strip_prefix('.').is_some_and(is_digits);
    is_fraction.then(|| format!("{subject}填的{}：小数点前面要写0，应为0{value}。", quote(value)))
}

fn several_figures(subject: &About, value: &str) -> Option<String> {
    let are_several = value.contains(',') && value.split(',').all(|part| is_digits(part.trim()));
    are_several.then(|| format!("{subject}填了几个数，两边要加英文方括号：{} = [{value}]。", subject.key))
}

/// Figures with blanks or other signs between them, as pasting from a sheet leaves them.
fn pasted_figures(subject: &About, value: &str) -> Option<String> {
    let parts: Vec<&str> =
        value.split(|c: char| c.is_whitespace() || ".;|".contains(c)).filter(|part| !part.is_empty()).collect();
    let are_several = parts.len() > 2 && parts.iter().all(|part| is_digits(part));
    let row = || format!("{} = [{}]", subject.key, parts.join(", "));
    are_several.then(|| format!("{subject}填了几个数，两边要加英文方括号，数与数之间用英文逗号：{}。", row()))
}

fn figure_with_unit(subject: &About, value: &str) -> Option<String> {
    meant(value).map(|number| format!("{subject}填的{}：只写数字，应为{number}。", quote(value)))
}

fn unquoted_word(subject: &About, value: &str) -> Option<String> {
    let advice = match &subject.named {
        Some(Named { is_figure: true, .. }) if value.contains(['千', '万', '亿', '元']) => {
            "按这一格的单位换算好，只写数字"
        }
        Some(Named { is_figure: true, .. }) => "只写阿拉伯数字",
        _ if !value.starts_with(char::is_alphabetic) => return None,
        Some(_) => "两边要加英文引号",
        None => "文字两边要加英文引号，数字只写数字",
    };
    Some(format!("{subject}填的{}：{advice}。", quote(value)))
}

fn is_digits(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit())
}
