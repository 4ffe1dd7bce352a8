//! Heads and feet of pages: page numbers, and what stands there on one page after another.

use std::collections::HashMap;

use super::flow::{Block, Sheet};
use super::line::Line;

/// Takes the heads and feet out of all pages.
pub(super) fn remove(sheets: &mut [Sheet]) {
    let mut counts: HashMap<(String, bool), usize> = HashMap::new();
    for sheet in sheets.iter() {
        let mut marks: Vec<(String, bool)> =
            margin_lines(sheet).map(|(_, is_head, line)| (masked(line), is_head)).collect();
        marks.sort();
        marks.dedup();
        marks.into_iter().for_each(|mark| *counts.entry(mark).or_default() += 1);
    }
    let pages = sheets.len();
    for sheet in sheets.iter_mut() {
        let is_margin = |line: &Line, is_head: bool| {
            let count = counts.get(&(masked(line), is_head)).copied().unwrap_or(0);
            is_page_number(&line.text()) || count > 1 && 2 * count >= pages || count > 3
        };
        let gone: Vec<usize> =
            margin_lines(sheet).filter(|(_, is_head, line)| is_margin(line, *is_head)).map(|(at, ..)| at).collect();
        let mut at = 0;
        sheet.blocks.retain(|_| {
            at += 1;
            !gone.contains(&(at - 1))
        });
    }
}

/// The lines near the upper edge of a page, and near its lower edge.
fn margin_lines(sheet: &Sheet) -> impl Iterator<Item = (usize, bool, &Line)> {
    let count = sheet.blocks.len();
    sheet.blocks.iter().enumerate().filter_map(move |(at, block)| match block {
        Block::Line(line) if at < 3 && 8 * line.base < sheet.height => Some((at, true, line)),
        Block::Line(line) if at + 3 >= count && 8 * (sheet.height - line.base) < sheet.height => {
            Some((at, false, line))
        }
        _ => None,
    })
}

/// A line without its figures.
fn masked(line: &Line) -> String {
    line.text().chars().filter(|c| !c.is_numeric() && !c.is_whitespace()).collect()
}

/// Whether a line is the number of a page: `— 2 —`, `第 2 页 共 7 页`, `2 / 7`, `II`.
fn is_page_number(text: &str) -> bool {
    let text: String = text.chars().filter(|c| !c.is_whitespace()).collect();
    let is_sign = |c: char| {
        matches!(
            c,
            '-' | '—'
                | '–'
                | '―'
                | '·'
                | '/'
                | '第'
                | '页'
                | '共'
                | '，'
                | ','
                | '|'
                | '~'
                | '－'
                | '─'
                | '﹣'
                | '．'
        )
    };
    let is_roman = |c: char| matches!(c, 'I' | 'V' | 'X' | 'i' | 'v' | 'x');
    let is_digit = |c: char| c.is_ascii_digit() || ('０'..='９').contains(&c);
    let core = text.trim_matches(is_sign);
    let digits = text.chars().filter(|c| is_digit(*c)).count();
    let is_number = text.chars().all(|c| is_sign(c) || is_digit(c)) && (1..=6).contains(&digits);
    is_number || !core.is_empty() && core.len() < 6 && core.chars().all(is_roman)
}

#[cfg(test)]
mod tests {
    use super::super::line::lines;
    use super::super::line::tests::typeset;
    use super::*;

    #[test]
    fn heads_and_feet_are_taken_out() {
        for number in ["— 2 —", "- 2 -", "2", "第 2 页", "2 / 7", "第3页 共10页", "ii"] {
            assert!(is_page_number(number), "{number}");
        }
        assert!(!is_page_number("2023年") && !is_page_number("1234567") && !is_page_number("—"));
        let page = |text: &str, number: &str| {
            let texts = [("某县2023年报告", 1000), (text, 9000), (number, 19500)];
            let glyphs = texts.iter().flat_map(|(text, base)| typeset(text, 1000, *base)).collect();
            Sheet { blocks: lines(glyphs).into_iter().map(Block::Line).collect(), width: 12000, height: 20000 }
        };
        let mut sheets = [page("甲", "1"), page("乙", "2")];
        remove(&mut sheets);
        assert!(sheets.iter().all(|sheet| sheet.blocks.len() == 1));
    }
}
