//! Paragraphs: lines that go on with each other, and lines of words apart that are rows of a table without rules.

use super::super::original::{At, Original};
use super::line::{Line, joined};

/// A line or a row on a page, in reading order.
#[derive(Debug)]
pub(super) enum Block {
    Line(Line),
    Row(Vec<String>),
}

/// A page, its blocks in order.
#[derive(Debug)]
pub(super) struct Sheet {
    pub(super) blocks: Vec<Block>,
    pub(super) width: i64,
    pub(super) height: i64,
}

/// Where the text of pages of one width begins and ends.
#[derive(Debug, Clone, Copy)]
struct Edges {
    left: i64,
    right: i64,
    /// How far a line usually is below the one before.
    pitch: i64,
}

/// A paragraph so far, with its last line and the page of that.
struct Open {
    text: String,
    page: usize,
    last: Line,
    last_page: usize,
}

/// Puts the blocks of all pages together.
pub(super) fn flow(sheets: &[Sheet], original: &mut Original) {
    let mut open: Option<Open> = None;
    for (at, sheet) in sheets.iter().enumerate() {
        let edges = edges(sheets, sheet.width);
        for (place, block) in sheet.blocks.iter().enumerate() {
            match (block, row_of(&sheet.blocks, place)) {
                (Block::Row(cells), _) => {
                    close(open.take(), original);
                    original.row(At::Page(at + 1), cells.clone());
                }
                (Block::Line(_), Some(cells)) => {
                    close(open.take(), original);
                    original.row(At::Page(at + 1), cells);
                }
                (Block::Line(line), None) => {
                    open = Some(match open.take() {
                        Some(before) if goes_on(&before, at, line, edges) => Open {
                            text: joined(&before.text, &line.text()),
                            page: before.page,
                            last: line.clone(),
                            last_page: at,
                        },
                        before => {
                            close(before, original);
                            Open { text: line.text(), page: at, last: line.clone(), last_page: at }
                        }
                    });
                }
            }
        }
    }
    close(open, original);
}

fn close(open: Option<Open>, original: &mut Original) {
    if let Some(open) = open {
        original.text(At::Page(open.page + 1), open.text.trim());
    }
}

/// Whether a line goes on with the paragraph before it.
fn goes_on(before: &Open, page: usize, line: &Line, edges: Edges) -> bool {
    let last = &before.last;
    let size = last.size.max(line.size);
    let is_other_size = 100 * (last.size - line.size).abs() > 16 * size;
    let is_indented = 10 * (line.left - edges.left) > 7 * size;
    // What begins the line would have had room on the line before.
    let has_room = last.right + line.head + size / 2 < edges.right;
    let drop = line.base - last.base;
    let is_far = before.last_page == page && (drop <= 0 || 10 * drop > 14 * edges.pitch);
    !(is_other_size || is_indented || has_room || is_far)
}

/// The edges of text on all pages of one width.
fn edges(sheets: &[Sheet], width: i64) -> Edges {
    let (mut lefts, mut rights, mut drops) = (Vec::new(), Vec::new(), Vec::new());
    for sheet in sheets.iter().filter(|sheet| sheet.width == width) {
        let mut before: Option<&Line> = None;
        for block in &sheet.blocks {
            let Block::Line(line) = block else {
                before = None;
                continue;
            };
            lefts.push(line.left);
            rights.push(-line.right);
            drops.extend(before.map(|before| line.base - before.base).filter(|drop| *drop > 0));
            before = Some(line);
        }
    }
    drops.sort_unstable();
    let pitch = drops.get(drops.len() / 2).copied().unwrap_or(i64::MAX / 100);
    Edges { left: shared_least(lefts), right: -shared_least(rights), pitch }
}

/// The least number that is not alone, give or take a little; else the least.
fn shared_least(mut numbers: Vec<i64>) -> i64 {
    numbers.sort_unstable();
    let shared = numbers.windows(2).find_map(|pair| match pair {
        [one, other] if other - one < 300 => Some(*one),
        _ => None,
    });
    shared.or(numbers.first().copied()).unwrap_or(0)
}

/// The cells of a line whose words stand apart as those of a row do.
fn row_of(blocks: &[Block], at: usize) -> Option<Vec<String>> {
    let words = |at: Option<usize>| match at.and_then(|at| blocks.get(at)) {
        Some(Block::Line(line)) => line.words.as_slice(),
        _ => &[],
    };
    let is_figure =
        |word: &String| word.chars().all(|c| c.is_ascii_digit() || matches!(c, '.' | '-' | ',' | '/' | '—'));
    let own = words(Some(at));
    let is_beside_row = || [at.checked_sub(1), Some(at + 1)].into_iter().any(|at| words(at).len() > 1);
    let is_row = own.len() > 2 || own.len() == 2 && own.iter().any(is_figure) && is_beside_row();
    is_row.then(|| own.to_vec())
}

#[cfg(test)]
mod tests {
    use super::super::super::original::Content;
    use super::super::line::lines;
    use super::super::line::tests::typeset;
    use super::*;

    fn sheet(texts: &[(&str, i64, i64)]) -> Sheet {
        let glyphs = texts.iter().flat_map(|(text, left, base)| typeset(text, *left, *base)).collect();
        Sheet { blocks: lines(glyphs).into_iter().map(Block::Line).collect(), width: 12000, height: 20000 }
    }

    #[test]
    fn lines_come_to_paragraphs() {
        let sheets = [
            sheet(&[
                ("题目", 5000, 1000),
                ("一二三四五六七八", 3000, 3000),
                ("一二三四五六七八九十", 1000, 5000),
                ("尾", 1000, 7000),
                ("新段从这里写起到页", 3000, 9000),
            ]),
            sheet(&[("脚过去了。", 1000, 1000), ("款项", 1000, 3000), ("12", 6000, 3000), ("3.5", 9000, 3000)]),
        ];
        let mut original = Original::default();
        flow(&sheets, &mut original);
        let shown: Vec<String> = original
            .strips
            .iter()
            .map(|strip| match &strip.content {
                Content::Text(text) => format!("{} {text}", strip.at),
                Content::Row(cells) => format!("{} {}", strip.at, cells.join("|")),
            })
            .collect();
        let expected = [
            "第1页 题目",
            "第1页 一二三四五六七八一二三四五六七八九十尾",
            "第1页 新段从这里写起到页脚过去了。",
            "第2页 款项|12|3.5",
        ];
        assert_eq!(shown, expected);
    }
}
