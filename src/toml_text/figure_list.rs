//! What is wrong with a list of figures, and which of them it is.

use std::cmp::Ordering;

use super::bare_value::meant;
use super::problem::{About, Problem, quote};
use crate::lenient_number;
use crate::source::Span;

/// The mistake in a list that cannot be read; `value` begins with `[`.
pub(super) fn explain(subject: &About, value: &str, span: &Span) -> Problem {
    let first_line = span.start..span.start + value.lines().next().unwrap_or_default().len();
    let code = blank_comments(value);
    let closed = code[1..].rsplit_once(']').map(|(inner, _)| inner);
    let message = match (code.matches('[').count().cmp(&code.matches(']').count()), closed) {
        (Ordering::Less, _) => format!("{subject}这一行多了右方括号]。"),
        (Ordering::Greater, _) | (_, None) => format!("{subject}这一行缺右方括号]。"),
        (Ordering::Equal, Some(inner)) => match wrong_item(inner, span.start + 1) {
            Some((item, problem)) => return Problem::new(item, format!("{subject}这一行{problem}")),
            None => format!("{subject}这一行读不出来：{}。方括号里只写数，用英文逗号隔开。", quote(value)),
        },
    };
    Problem::new(first_line, message)
}

/// A list with blanks where its comments stand, so that what is left keeps its place.
fn blank_comments(value: &str) -> String {
    let blank = |line: &str| {
        let code = line.split('#').next().unwrap_or_default();
        code.to_owned() + &" ".repeat(line.trim_end_matches('\n').len() - code.trim_end_matches('\n').len())
    };
    value
        .split_inclusive('\n')
        .map(|line| if line.contains('#') { blank(line) + "\n" } else { line.to_owned() })
        .collect()
}

/// The first item with something wrong, and what; `start` is where the items begin in the text.
fn wrong_item(items: &str, start: usize) -> Option<(Span, String)> {
    let mut offset = start;
    let mut before = "";
    for typed in items.trim_end().trim_end_matches(',').split(',') {
        let item = typed.trim();
        let start = offset + (typed.len() - typed.trim_start().len());
        if let Some(problem) = item_problem(item, before, typed.len() == item.len()) {
            return Some((start..start + item.len(), problem));
        }
        offset += typed.len() + 1;
        before = item;
    }
    None
}

/// What is wrong with an item; `touches` if no blank is around it.
fn item_problem(item: &str, before: &str, touches: bool) -> Option<String> {
    let begins_with_zero = item.len() > 1 && item.starts_with('0') && item.bytes().all(|b| b.is_ascii_digit());
    if item.is_empty() {
        Some("两个逗号之间没有数；没有的填0。".to_owned())
    } else if let Some(number) = meant(item) {
        Some(format!("的“{item}”：只写数字，应为{number}。"))
    } else if lenient_number::means_zero(item) {
        Some(format!("的“{item}”：没有的填0。"))
    } else if begins_with_zero && item.len() == 3 && touches && !before.is_empty() {
        Some(format!("的“{before},{item}”疑有千分位逗号，应写{before}{item}。"))
    } else if begins_with_zero {
        Some(format!("的“{item}”：数字前面不要写0。"))
    } else if item.contains(char::is_whitespace) || is_run_together(item) {
        let (shown, pasted) = (item.replace('\t', " "), item.contains('\t'));
        let why = if pasted { "像是从表格粘贴来的，数之间是制表符；" } else { "" };
        Some(format!("的“{shown}”：{why}数与数之间要用英文逗号隔开。"))
    } else {
        None
    }
}

/// Whether several figures stand there with other signs between them: `12.3.0`, `12;3;0`.
fn is_run_together(item: &str) -> bool {
    let parts: Vec<&str> = item.split(['.', ';', '|']).collect();
    parts.len() > 2 && parts.iter().all(|part| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit()))
}
