//! Words behind a value that were a comment until its `#` was lost.

use toml::de::DeTable;

use super::statements::Statement;
use crate::source::Span;

/// Shorter words may be a unit, or part of the value.
const SHORTEST: usize = 4;
/// The units of figures: what begins so belongs to the value.
const UNITS: &str = "万亿千百元件个项条份人次";

/// Where the words stand that lost their `#`: behind a value that is whole without them, and no more than the line.
pub(super) fn words(text: &str, statement: &Statement) -> Option<Span> {
    if statement.sign != Some('=') || statement.is_header {
        return None;
    }
    let line = text[statement.value.clone()].lines().next()?;
    let mut gaps = line.char_indices().filter(|(_, c)| c.is_whitespace());
    let start = gaps.find_map(|(at, _)| {
        let (value, rest) = line.split_at(at);
        let words = rest.trim();
        let is_comment = words.chars().count() >= SHORTEST
            && words.starts_with(|c: char| !c.is_ascii() && !c.is_whitespace() && !UNITS.contains(c) && c != '＃');
        let is_whole = || DeTable::parse(&format!("x = {value}")).is_ok();
        (is_comment && !value.trim().is_empty() && !value.contains('#') && is_whole())
            .then(|| at + rest.len() - rest.trim_start().len())
    })?;
    let start = statement.value.start + start;
    Some(start..statement.value.start + line.trim_end().len())
}

/// The statement with a `#` before such words; none where there are none.
pub fn with_hash(text: &str, statement: &Statement) -> Option<String> {
    let Span { start, .. } = words(text, statement)?;
    Some(format!("{}# {}", &text[statement.range.start..start], &text[start..statement.range.end]))
}
