//! Comma-separated values, as spreadsheets print a sheet: records of cells, some in quotes.

use super::cell::Cell;
use super::content::Content;
use crate::origin::Origin;

/// So many records with figures make such a file.
const FEWEST_RECORDS: usize = 12;
/// A text in the only cell of its record is a paragraph if it is longer.
const LONGEST_LABEL: usize = 40;

/// Reads a text, if it is such a file.
pub(super) fn read(text: &str) -> Option<Content> {
    let records = records(text);
    let is_row = |(_, cells): &&(usize, Vec<String>)| {
        cells.len() > 1 && cells.iter().any(|cell| cell.trim().starts_with(|c: char| c.is_ascii_digit()))
    };
    let rows = records.iter().filter(is_row).count();
    let parted = records.iter().filter(|(_, cells)| cells.len() > 1).count();
    if rows < FEWEST_RECORDS || 3 * parted < 2 * records.len() {
        return None;
    }
    let mut original = Content::default();
    for (line, cells) in records {
        let at = Origin::Line(line);
        match cells.iter().filter(|cell| !cell.trim().is_empty()).collect::<Vec<_>>()[..] {
            [] => {}
            [only] if cells.len() == 1 || only.chars().count() > LONGEST_LABEL => original.text(at, only),
            _ => original.row(at, cells.into_iter().map(Cell::from).collect()),
        }
    }
    Some(original)
}

/// The records that are not blank, each with the line it begins on.
fn records(text: &str) -> Vec<(usize, Vec<String>)> {
    let (mut found, mut cells, mut cell) = (Vec::new(), Vec::new(), String::new());
    let (mut line, mut first, mut is_quoted) = (1, 1, false);
    let mut signs = text.chars().peekable();
    while let Some(c) = signs.next() {
        match c {
            '"' if is_quoted && signs.peek() == Some(&'"') => {
                signs.next();
                cell.push('"');
            }
            '"' if is_quoted || cell.is_empty() => is_quoted = !is_quoted,
            ',' if !is_quoted => cells.push(std::mem::take(&mut cell)),
            '\r' => {}
            '\n' => {
                line += 1;
                if is_quoted {
                    cell.push('\n');
                } else {
                    cells.push(std::mem::take(&mut cell));
                    found.push((first, std::mem::take(&mut cells)));
                    first = line;
                }
            }
            c => cell.push(c),
        }
    }
    cells.push(cell);
    found.push((first, cells));
    found.retain(|(_, cells)| cells.iter().any(|cell| !cell.trim().is_empty()));
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn records_are_parted() {
        let text = "规章,0,\"1,204\"\r\n\"行政\n许可\",3,\"说\"\"明\"\n\n,,\n尾,";
        let shown: Vec<String> =
            records(text).into_iter().map(|(line, cells)| format!("{line}:{}", cells.join("|"))).collect();
        assert_eq!(shown, ["1:规章|0|1,204", "2:行政\n许可|3|说\"明", "6:尾|"]);
        assert!(read("一、总体情况\n全年公开12条，其中3条。\n").is_none());
    }
}
