//! A workbook that others made, or this program printed: its sheets as rows of cells, merged cells once.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::io::Cursor;

use calamine::{Data, DataRef, Dimensions, Reader as _, SheetVisible, Xls, Xlsx};

use super::budget::Budget;
use super::cell::{Cell, LeftOut, Sight};
use super::content::Content;
use super::sheet_marks::{self, Position, SheetMarks};
use super::stored::words_shown;
use super::{Refusal, ods, xls, xls_marks};
use crate::origin::Origin;

/// Sheets that are read; a report has fewer.
const MOST_SHEETS: usize = 60;
/// Columns that are read; a report has fewer.
const MOST_COLUMNS: u32 = 64;

/// The steps of a cell that is written, blank or not.
const CELL: usize = 2;

/// Reads a workbook of the format of 2007.
pub(super) fn read_xlsx(bytes: &[u8]) -> Result<Content, Refusal> {
    let mut workbook: Xlsx<_> = Xlsx::new(Cursor::new(bytes)).map_err(|_| Refusal::Damaged)?;
    let (mut marks, mut budget) = (sheet_marks::read(bytes)?, Budget::default());
    let mut original = Content::default();
    for name in shown(workbook.sheets_metadata()) {
        let merges = workbook.merge_cells_by_sheet_name(&name).unwrap_or_default();
        let mut sheet = Sheet::new(&name, &merges, marks.remove(&name).unwrap_or_default());
        // A sheet of charts has no cells.
        let Ok(mut cells) = workbook.worksheet_cells_reader(&name) else { continue };
        while let Some(cell) = cells.next_cell().map_err(|_| Refusal::Damaged)? {
            budget.spend(CELL)?;
            sheet.put(cell.get_position(), words_shown(cell.get_value()));
        }
        sheet.finish(&mut original);
    }
    Ok(original)
}

/// Reads a workbook of the old format.
pub(super) fn read_xls(bytes: &[u8]) -> Result<Content, Refusal> {
    let mut workbook: Xls<_> = Xls::new(Cursor::new(bytes)).map_err(|_| Refusal::OldFormat)?;
    let names = workbook.sheet_names();
    let mut marks: HashMap<String, SheetMarks> =
        names.into_iter().zip(xls_marks::read(&xls::stream(bytes)?.1)).collect();
    let mut original = Content::default();
    for name in shown(workbook.sheets_metadata()) {
        let merges = workbook.merge_cells_by_sheet_name(&name).unwrap_or_default();
        let mut sheet = Sheet::new(&name, &merges, marks.remove(&name).unwrap_or_default());
        let Ok(range) = workbook.worksheet_range(&name) else { continue };
        let (first_row, first_column) = range.start().unwrap_or_default();
        for (row, column, value) in range.used_cells() {
            let position = u32::try_from(row).ok().zip(u32::try_from(column).ok());
            if let Some((row, column)) = position {
                sheet.put((first_row + row, first_column + column), words_shown(&borrowed(value)));
            }
        }
        sheet.finish(&mut original);
    }
    Ok(original)
}

/// OpenDocument sheets that were read.
pub(super) fn of_ods(read: &ods::Sheets) -> Content {
    let mut original = Content::default();
    let seen = read.sheets.iter().filter(|sheet| !sheet.is_hidden);
    for ods::Sheet { name, cells, merges, marks, .. } in seen.take(MOST_SHEETS) {
        let mut sheet = Sheet::new(name, merges, marks.clone());
        for cell in cells {
            sheet.put((cell.row, cell.column), cell.words.clone());
        }
        sheet.finish(&mut original);
    }
    original
}

/// The names of the sheets that can be seen.
fn shown(sheets: &[calamine::Sheet]) -> Vec<String> {
    let seen = sheets.iter().filter(|sheet| sheet.visible == SheetVisible::Visible);
    seen.map(|sheet| sheet.name.clone()).take(MOST_SHEETS).collect()
}

/// A value of a sheet that is held whole.
pub(super) fn borrowed(value: &Data) -> DataRef<'_> {
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
    marks: SheetMarks,
    rows: BTreeMap<u32, BTreeMap<u32, Cell>>,
    /// Cells that a merged one covers; where its own is hidden, the first that can be seen stands for it.
    covered: HashSet<Position>,
    moved: HashMap<Position, Position>,
    /// What stands in rows and columns that are hidden, by row.
    hidden: BTreeMap<u32, Vec<String>>,
}

impl<'a> Sheet<'a> {
    fn new(name: &'a str, merges: &[Dimensions], marks: SheetMarks) -> Self {
        let (mut covered, mut moved) = (HashSet::new(), HashMap::new());
        for merge in merges.iter().take(MOST_MERGES) {
            let columns = merge.start.1..=merge.end.1.min(MOST_COLUMNS);
            let rows = (merge.start.0..=merge.end.0).take(TALLEST_MERGE);
            let all = rows.flat_map(|row| columns.clone().map(move |column| (row, column)));
            let first = all.clone().find(|cell| !marks.is_hidden(*cell)).unwrap_or(merge.start);
            covered.extend(all.filter(|cell| *cell != first));
            moved.insert(merge.start, first);
        }
        let mut sheet = Self { name, marks, rows: BTreeMap::new(), covered, moved, hidden: BTreeMap::new() };
        let uncalculated: Vec<Position> = sheet.marks.uncalculated().collect();
        for position in uncalculated {
            sheet.put(position, None);
        }
        sheet
    }

    fn put(&mut self, position: Position, words: Option<String>) {
        let words = words.unwrap_or_default();
        let cell = self.marks.cell(position, &words);
        let (row, column) = self.moved.get(&position).copied().unwrap_or(position);
        if column >= MOST_COLUMNS || self.covered.contains(&(row, column)) {
            return;
        }
        if self.marks.is_hidden((row, column)) {
            self.hidden.entry(row).or_default().extend(Some(words).filter(|words| !words.is_empty()));
        } else {
            self.rows.entry(row).or_default().insert(column, cell);
        }
    }

    /// Each row from its first cell to its last, with what lies between.
    fn finish(self, original: &mut Content) {
        let at =
            |row: &u32| Origin::SheetRow { sheet: self.name.to_owned(), row: usize::try_from(*row).unwrap_or(0) + 1 };
        for (row, texts) in self.hidden.iter().filter(|(_, texts)| !texts.is_empty()) {
            original.left_out.push((at(row), LeftOut { sight: Sight::Hidden, text: texts.join(" ") }));
        }
        for (row, cells) in &self.rows {
            let last = cells.keys().next_back().copied().unwrap_or(0);
            let is_seen = |column: &u32| {
                let position = (*row, *column);
                !self.covered.contains(&position) && !self.marks.is_hidden(position)
            };
            let line: Vec<Cell> =
                (0..=last).filter(is_seen).map(|column| cells.get(&column).cloned().unwrap_or_default()).collect();
            match line.iter().filter(|cell| !cell.is_empty()).collect::<Vec<_>>()[..] {
                [] if line.iter().all(|cell| cell.left_out().is_empty()) => {}
                // A long text in the only cell of a row is a paragraph.
                [only] if line.len() == 1 || only.chars().count() > 40 => original.text(at(row), only),
                _ => original.row(at(row), line),
            }
        }
    }
}

/// Merged cells that are read, and their rows, so that a hostile file cannot take all memory.
const MOST_MERGES: usize = 10_000;
const TALLEST_MERGE: usize = 1000;
