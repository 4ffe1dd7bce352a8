//! Plain text. Its tables may have one cell a line, tabs, pipes or drawn rules; all become rows of cells.

use super::cell::{Cell, Sight, WRAP};
use super::cell_value::is_figure;
use super::content::Content;
use super::sections::bare;
use crate::origin::Origin;
use crate::prose::{Level, is_blank, numbered};

/// Signs of rules drawn in characters, and what they are in ASCII.
const UPRIGHTS: &[char] = &['|', '│', '┃', '｜', '║'];
const RULES: &[char] = &['+', '-', '=', ':', '─', '━', '┼', '┌', '┐', '└', '┘', '├', '┤', '┬', '┴', '╋', '┠', '┨', '═'];
/// The longest continuation of a cell behind a blank line, in characters.
const LONGEST_REST: usize = 30;

/// Reads a text. Marks of pages are left out.
pub(super) fn read(text: &str) -> Content {
    let mut original = Content::default();
    let lines: Vec<&str> = text.lines().collect();
    let piped = lines.iter().filter(|line| line.matches('|').count() > 1 && !line.contains('。')).count();
    let has_bare_pipes = piped >= FEWEST_PIPED;
    let mut at = 0;
    while at < lines.len() {
        let line = lines[at];
        if is_cell(line) {
            let end = cells_end(&lines, at);
            original.row(Origin::Line(at + 1), cells(&lines[at..end]));
            at = end;
            continue;
        }
        if let Some((cells, end)) = drawn_row(&lines, at) {
            original.row(Origin::Line(at + 1), cells);
            at = end;
            continue;
        }
        read_line(line, at + 1, has_bare_pipes, &mut original);
        at += 1;
    }
    original
}

fn read_line(line: &str, number: usize, has_bare_pipes: bool, original: &mut Content) {
    let at = Origin::Line(number);
    let trimmed = line.trim_matches(|c| is_blank(c) || c == '\u{c}');
    if is_rule(trimmed) || is_page_mark(trimmed) {
        return;
    }
    // Some files have each cell on a line of its own, with a pipe behind it.
    let is_ruled = trimmed.starts_with(UPRIGHTS) || trimmed.ends_with(UPRIGHTS) && !trimmed.contains('。');
    let is_piped = has_bare_pipes && trimmed.contains('|') && !trimmed.contains('。');
    if is_ruled || is_piped {
        let inner = trimmed.strip_prefix(UPRIGHTS).unwrap_or(trimmed);
        let inner = inner.strip_suffix(UPRIGHTS).unwrap_or(inner);
        let cells = inner.split(UPRIGHTS).map(plain).collect();
        original.row(at, cells);
    } else if line.trim_end_matches(['\r', '\n']).contains('\t') && !trimmed.is_empty() {
        original.row(at, line.trim_end_matches(['\r', '\n', '\u{c}']).split('\t').map(plain).collect());
    } else {
        original.text(at, line.trim_start_matches('\u{c}'));
    }
}

/// The row that stands between two drawn rules, where its cells have several lines, and the line behind it. Where two
/// lines have figures in one column, they are rows of their own.
fn drawn_row(lines: &[&str], at: usize) -> Option<(Vec<Cell>, usize)> {
    let inner = |line: &str| line.trim_matches(|c| is_blank(c) || c == '\u{c}').to_owned();
    let is_ruled = |line: &str| is_rule(line) && line.contains(['+', '├', '┌', '┼', '┬', '┴', '└', '┠', '╋']);
    let is_row = |line: &str| line.starts_with(UPRIGHTS) && line.ends_with(UPRIGHTS) && !line.contains("──");
    if !is_ruled(&inner(lines.get(at.checked_sub(1)?)?)) {
        return None;
    }
    let rows: Vec<String> =
        lines[at..].iter().map(|line| inner(line)).take_while(|line| is_row(line) && !is_rule(line)).collect();
    let end = at + rows.len();
    if rows.len() < 2 || !is_ruled(&inner(lines.get(end)?)) {
        return None;
    }
    let rows: Vec<Vec<Cell>> = rows
        .iter()
        .map(|row| row.trim_start_matches(UPRIGHTS).trim_end_matches(UPRIGHTS).split(UPRIGHTS).map(plain).collect())
        .collect();
    let columns = rows.first()?.len();
    let has_figures =
        |row: &Vec<Cell>, column: usize| row[column].chars().any(|c| c.is_ascii_digit()) && is_figure(&row[column]);
    let is_one = rows.iter().all(|row| row.len() == columns)
        && (0..columns).all(|column| rows.iter().filter(|row| has_figures(row, column)).count() < 2);
    let cell = |column: usize| {
        let mut whole = Cell::default();
        for row in &rows {
            whole.add_lines(row[column].clone());
        }
        whole
    };
    is_one.then(|| ((0..columns).map(cell).collect(), end))
}

/// Lines with pipes between their words that make a table without pipes around it.
const FEWEST_PIPED: usize = 5;

/// A cell without the signs of Markdown; what they strike out does not count.
fn plain(text: &str) -> Cell {
    let cell = text.replace("<br>", "\n").replace("<br/>", "\n").replace("**", "");
    let mut found = Cell::default();
    for (at, part) in cell.split(STRUCK).enumerate() {
        let is_struck = at % 2 == 1 && cell.matches(STRUCK).count() > at;
        found.push(&unescaped(part), if is_struck { Sight::Struck } else { Sight::Shown });
    }
    found.trimmed()
}

/// The sign of Markdown around what is struck out.
const STRUCK: &str = "~~";

/// A text without the backslashes that Markdown sets before signs.
pub(super) fn unescaped(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('\\') {
        let behind = &rest[at + 1..];
        plain.push_str(&rest[..at]);
        if !behind.starts_with(|c: char| c.is_ascii_punctuation()) {
            plain.push('\\');
        }
        rest = behind;
    }
    plain + rest
}

/// Whether a line is a cell alone: a tab before it, and none in it.
fn is_cell(line: &str) -> bool {
    line.strip_prefix('\t').is_some_and(|rest| !rest.trim_end_matches('\r').contains('\t'))
}

/// Where the cells of a row end that begin in a line: before a blank line, unless a cell goes on behind it.
fn cells_end(lines: &[&str], start: usize) -> usize {
    let mut at = start + 1;
    while at < lines.len() {
        let line = lines[at];
        if is_cell(line) {
            at += 1;
        } else if line.trim_matches(is_blank).is_empty() {
            match rest_of_cell(lines, at) {
                Some(next) => at = next,
                None => return at,
            }
        } else if is_rest(line) {
            at += 1;
        } else {
            return at;
        }
    }
    at
}

/// The line behind the rest of a cell that a blank line has cut, if there is one: short, and followed by another cell.
fn rest_of_cell(lines: &[&str], blank: usize) -> Option<usize> {
    let rest =
        lines.get(blank + 1).filter(|line| !line.starts_with('\t') && !line.trim_matches(is_blank).is_empty())?;
    let is_followed = lines.get(blank + 2).is_some_and(|line| is_cell(line) || line.trim_matches(is_blank).is_empty());
    (is_rest(rest)
        && is_followed
        && lines
            .get(blank + 2..)?
            .iter()
            .find(|line| !line.trim_matches(is_blank).is_empty())
            .is_some_and(|line| is_cell(line)))
    .then_some(blank + 2)
}

/// Whether a line may be the rest of a cell: short, no heading, no sentence.
fn is_rest(line: &str) -> bool {
    let line = bare(line);
    let is_heading = matches!(numbered(line), Some((Level::One, _)));
    line.chars().count() <= LONGEST_REST && !is_heading && !line.contains('。') && !is_page_mark(line)
}

/// The cells of lines; what has no tab before it goes on with the cell before.
fn cells(lines: &[&str]) -> Vec<Cell> {
    let mut found: Vec<String> = Vec::new();
    for line in lines {
        let text = line.trim_matches(is_blank);
        match (is_cell(line), found.last_mut()) {
            (false, Some(_)) if text.is_empty() => {}
            (false, Some(last)) => {
                // Lines of this layout end where the column does, so digits go on with digits.
                let is_number = |text: &str| text.chars().all(|c| c.is_ascii_digit() || matches!(c, '.' | ','));
                last.push(if is_number(last) && is_number(text) { WRAP } else { '\n' });
                last.push_str(text);
            }
            _ => found.push(text.to_owned()),
        }
    }
    found.into_iter().map(Cell::from).collect()
}

/// Whether a line only rules: dashes, pipes and corners.
fn is_rule(line: &str) -> bool {
    let is_drawn = |c: char| RULES.contains(&c) || UPRIGHTS.contains(&c) || is_blank(c);
    let dashes = line.matches(['-', '─', '━', '═', '=']).count();
    let is_starred = line.len() > 2 && line.chars().all(|c| matches!(c, '*' | '_' | ' '));
    is_starred || !line.is_empty() && dashes >= 2 && line.chars().all(is_drawn) && !is_page_mark(line)
}

/// Whether a line is the mark of a page: `- 2 -`, `—3—`, `第 2 页`, `第2页 共7页`.
pub(super) fn is_page_mark(line: &str) -> bool {
    const DASHES: &[char] = &['-', '—', '–', '－', '―', '─', '一', '·', '•'];
    let line: String = line.chars().filter(|c| !is_blank(*c)).collect();
    let inner = line.trim_start_matches(DASHES);
    let number = inner.trim_end_matches(DASHES);
    let is_number =
        |text: &str| !text.is_empty() && text.chars().count() <= 3 && text.chars().all(|c| c.is_ascii_digit());
    let is_dashed = inner.len() < line.len() && number.len() < inner.len() && is_number(number);
    let page = line.strip_prefix('第').and_then(|rest| rest.split_once('页'));
    let is_in_words = page.is_some_and(|(number, rest)| {
        let whole = rest.trim_start_matches(['共', '/', '，', ',']).trim_end_matches('页');
        is_number(number) && (rest.is_empty() || is_number(whole))
    });
    is_dashed || is_in_words
}

#[cfg(test)]
mod tests {
    use super::super::content::StripContent;
    use super::*;

    fn rows(text: &str) -> Vec<String> {
        let shown = |content: StripContent| match content {
            StripContent::Picture => "picture".to_owned(),
            StripContent::Text(text) => format!("={text}"),
            StripContent::Row(cells) => cells.iter().map(|cell| &**cell).collect::<Vec<_>>().join("|"),
        };
        read(text).strips.into_iter().map(|strip| shown(strip.content).replace('\n', "/")).collect()
    }

    #[test]
    fn every_layout_comes_to_rows() {
        assert_eq!(
            rows("\t规章\n\t0　\n\n\t\n\t规范性\n文件\n\t结果\n\n维持\n\t3个\n\n\n三、收到申请\n\t角\n"),
            ["规章|0", "|规范性/文件|结果/维持|3个", "=三、收到申请", "角"]
        );
        assert_eq!(rows("规章\t0\t0\t\r\n\t自然人\t1\n-----\t----\n"), ["规章|0|0|", "|自然人|1"]);
        assert_eq!(rows("| 规章 | 0 | |\n|---|:--:|--|\n|    | 自然人 |"), ["规章|0|", "|自然人"]);
        assert_eq!(rows("|\n规章 |\n0 |\n| ||\n|\n行政许可 | 3 | ||"), ["", "规章", "0", "|", "", "行政许可|3||"]);
        assert_eq!(rows("+----+---+\n| 角 | 甲 |\n|    +---+\n│甲│乙│\n├─┼─┤"), ["角|甲", "甲|乙"]);
        assert_eq!(rows("一\n- 2 -\n—3—\n第 4 页\n第4页 共12页\n12\n正文"), ["=一", "=12", "=正文"]);
    }
}
