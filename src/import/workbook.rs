//! A workbook that others made, or this program printed: its sheets as rows of cells, merged cells once.

use std::collections::{BTreeMap, HashSet};
use std::io::Cursor;

use calamine::{Data, DataRef, Dimensions, Reader as _, SheetVisible, Xls, Xlsx};

use super::Refusal;
use super::cell::words_shown;
use super::content::Content;
use crate::origin::Origin;

/// Sheets that are read; a report has fewer.
const MOST_SHEETS: usize = 60;
/// Columns that are read; a report has fewer.
const MOST_COLUMNS: u32 = 64;

/// Reads a workbook of the format of 2007.
pub(super) fn read_xlsx(bytes: &[u8]) -> Result<Content, Refusal> {
    let mut workbook: Xlsx<_> = Xlsx::new(Cursor::new(bytes)).map_err(|_| Refusal::Damaged)?;
    let mut original = Content::default();
    for name in shown(workbook.sheets_metadata()) {
        let merges = workbook.merge_cells_by_sheet_name(&name).unwrap_or_default();
        let mut sheet = Sheet::new(&name, &merges);
        // A sheet of charts has no cells.
        let Ok(mut cells) = workbook.worksheet_cells_reader(&name) else { continue };
        while let Some(cell) = cells.next_cell().map_err(|_| Refusal::Damaged)? {
            let (row, column) = cell.get_position();
            sheet.put(row, column, words_shown(cell.get_value()));
        }
        sheet.finish(&mut original);
    }
    Ok(original)
}

/// Reads a workbook of the old format.
pub(super) fn read_xls(bytes: &[u8]) -> Result<Content, Refusal> {
    let mut workbook: Xls<_> = Xls::new(Cursor::new(bytes)).map_err(|_| Refusal::OldFormat)?;
    let mut original = Content::default();
    for name in shown(workbook.sheets_metadata()) {
        let merges = workbook.merge_cells_by_sheet_name(&name).unwrap_or_default();
        let mut sheet = Sheet::new(&name, &merges);
        let Ok(range) = workbook.worksheet_range(&name) else { continue };
        let (first_row, first_column) = range.start().unwrap_or_default();
        for (row, column, value) in range.used_cells() {
            let position = u32::try_from(row).ok().zip(u32::try_from(column).ok());
            if let Some((row, column)) = position {
                sheet.put(first_row + row, first_column + column, words_shown(&borrowed(value)));
            }
        }
        sheet.finish(&mut original);
    }
    Ok(original)
}

/// The names of the sheets that can be seen.
fn shown(sheets: &[calamine::Sheet]) -> Vec<String> {
    let seen = sheets.iter().filter(|sheet| sheet.visible == SheetVisible::Visible);
    seen.map(|sheet| sheet.name.clone()).take(MOST_SHEETS).collect()
}

fn borrowed(value: &Data) -> DataRef<'_> {
    match value {
        Data::Int(number) => DataRef::Int(*number),
        Data::Float(number) => DataRef::Float(*number),
        Data::String(text) => DataRef::SharedString(text),
        Data::Bool(is_true) => DataRef::Bool(*is_true),
        Data::DateTime(day) => DataRef::DateTime(*day),
        Data::DateTimeIso(text) => DataRef::DateTimeIso(text.clone()),
        Data::DurationIso(text) => DataRef::DurationIso(text.clone()),
        Data::Error(error) => DataRef::Error(error.clone()),
        Data::Empty => DataRef::Empty,
    }
}

/// The cells of a sheet by row.
struct Sheet<'a> {
    name: &'a str,
    rows: BTreeMap<u32, BTreeMap<u32, String>>,
    /// Cells that a merged one covers.
    covered: HashSet<(u32, u32)>,
}

impl<'a> Sheet<'a> {
    fn new(name: &'a str, merges: &[Dimensions]) -> Self {
        let mut covered = HashSet::new();
        for merge in merges.iter().take(MOST_MERGES) {
            let columns = merge.start.1..=merge.end.1.min(MOST_COLUMNS);
            for row in (merge.start.0..=merge.end.0).take(TALLEST_MERGE) {
                covered.extend(columns.clone().map(|column| (row, column)).filter(|cell| *cell != merge.start));
            }
        }
        Self { name, rows: BTreeMap::new(), covered }
    }

    fn put(&mut self, row: u32, column: u32, words: Option<String>) {
        if column < MOST_COLUMNS && !self.covered.contains(&(row, column)) {
            let words = words.unwrap_or_default();
            self.rows.entry(row).or_default().insert(column, words);
        }
    }

    /// Each row from its first cell to its last, with what lies between.
    fn finish(self, original: &mut Content) {
        for (row, cells) in &self.rows {
            let last = cells.keys().next_back().copied().unwrap_or(0);
            let line = (0..=last).filter(|column| !self.covered.contains(&(*row, *column)));
            let texts: Vec<String> = line.map(|column| cells.get(&column).cloned().unwrap_or_default()).collect();
            let at = Origin::SheetRow { sheet: self.name.to_owned(), row: usize::try_from(*row).unwrap_or(0) + 1 };
            match texts.iter().filter(|text| !text.is_empty()).collect::<Vec<_>>()[..] {
                [] => {}
                // A long text in the only cell of a row is a paragraph.
                [only] if texts.len() == 1 || only.chars().count() > 40 => original.text(at, only.as_str()),
                _ => original.row(at, texts),
            }
        }
    }
}

/// Merged cells that are read, and their rows, so that a hostile file cannot take all memory.
const MOST_MERGES: usize = 10_000;
const TALLEST_MERGE: usize = 1000;
