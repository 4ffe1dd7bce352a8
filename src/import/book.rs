//! A workbook as cells that are found by their names, whatever the format of its file.

use std::collections::{HashMap, HashSet};
use std::io::Cursor;

use calamine::{Reader as _, Xls, Xlsx};

use super::sheet_marks::{self, SheetMarks};
use super::stored::words;
use super::workbook::borrowed;
use super::{Refusal, ods, xls, xls_marks};
use crate::origin::Origin;

/// A cell: its sheet, row and column, from 0. Of two, that on the sheet further to the left is the first.
pub(super) type Address = (usize, u32, u32);

/// A workbook whose cells have names.
#[derive(Debug, Default)]
pub(super) struct Book {
    /// The names of its sheets.
    sheets: Vec<String>,
    /// Where the cells of a name stand; a sheet that was copied has a second one.
    named: HashMap<String, Vec<Address>>,
    /// What cells hold that are not blank, in words.
    held: HashMap<Address, String>,
    /// What cells hold that is struck out or hidden, beside what is seen, in words.
    left_out: HashMap<Address, String>,
    /// Cells that hold a formula.
    calculated: HashSet<Address>,
}

impl Book {
    /// Reads a workbook of the format of 2007, if it has a cell of that name.
    pub(super) fn of_xlsx(bytes: &[u8], key: &str) -> Result<Option<Self>, Refusal> {
        let mut workbook: Xlsx<_> = Xlsx::new(Cursor::new(bytes)).map_err(|_| Refusal::Damaged)?;
        let Some(mut book) = Self::with_names(workbook.sheet_names(), workbook.defined_names(), key) else {
            return Ok(None);
        };
        let (marks, none) = (sheet_marks::read(bytes)?, SheetMarks::default());
        for (at, sheet) in workbook.sheet_names().iter().enumerate() {
            let marks = marks.get(sheet).unwrap_or(&none);
            // A sheet of charts has no cells.
            if let Ok(mut cells) = workbook.worksheet_cells_reader(sheet) {
                while let Some(cell) = cells.next_cell().map_err(|_| Refusal::Damaged)? {
                    book.hold(at, cell.get_position(), words(cell.get_value()), marks);
                }
            }
            if let Ok(mut cells) = workbook.worksheet_cells_reader(sheet) {
                while let Some(cell) = cells.next_formula().map_err(|_| Refusal::Damaged)? {
                    let (row, column) = cell.get_position();
                    book.calculated.extend((!cell.get_value().is_empty()).then_some((at, row, column)));
                }
            }
        }
        Ok(Some(book))
    }

    /// Reads a workbook of the old format, if it has a cell of that name.
    pub(super) fn of_xls(bytes: &[u8], key: &str) -> Result<Option<Self>, Refusal> {
        let mut workbook: Xls<_> = Xls::new(Cursor::new(bytes)).map_err(|_| Refusal::OldFormat)?;
        let Some(mut book) = Self::with_names(workbook.sheet_names(), workbook.defined_names(), key) else {
            return Ok(None);
        };
        let (_, records) = xls::stream(bytes)?;
        let (marks, none) = (xls_marks::read(&records), SheetMarks::default());
        for (at, sheet) in workbook.sheet_names().iter().enumerate() {
            let marks = marks.get(at).unwrap_or(&none);
            if let Ok(range) = workbook.worksheet_range(sheet) {
                let first = range.start().unwrap_or_default();
                for (row, column, value) in range.used_cells() {
                    if let Some(position) = position(first, (row, column)) {
                        book.hold(at, position, words(&borrowed(value)), marks);
                    }
                }
            }
        }
        // The package leaves out formulas that cells share.
        book.calculated.extend(xls::formulas(&records));
        Ok(Some(book))
    }

    /// Takes OpenDocument sheets that were read, if they have a cell of that name.
    pub(super) fn of_ods(read: &ods::Sheets, key: &str) -> Option<Self> {
        let sheets = read.sheets.iter().map(|sheet| sheet.name.clone()).collect();
        let mut book = Self::with_names(sheets, &read.names, key)?;
        for (at, sheet) in read.sheets.iter().enumerate() {
            for cell in &sheet.cells {
                book.hold(at, (cell.row, cell.column), cell.words.clone(), &sheet.marks);
                book.calculated.extend(cell.is_calculated.then_some((at, cell.row, cell.column)));
            }
        }
        Some(book)
    }

    /// A workbook with its names, if one of them is the one looked for.
    fn with_names(sheets: Vec<String>, names: &[(String, String)], key: &str) -> Option<Self> {
        let mut book = Self { sheets, ..Self::default() };
        for (name, target) in names {
            if let Some(address) = address(target, &book.sheets) {
                book.named.entry(name.clone()).or_default().push(address);
            }
        }
        book.named.values_mut().for_each(|cells| cells.sort_unstable());
        let is_there = !book.addresses(key).is_empty();
        is_there.then_some(book)
    }

    /// Notes what a cell holds: what is seen there, and what is struck out or hidden.
    fn hold(&mut self, sheet: usize, position: (u32, u32), words: Option<String>, marks: &SheetMarks) {
        let Some(words) = words else { return };
        let (cell, address) = (marks.seen(position, &words), (sheet, position.0, position.1));
        self.left_out.extend(cell.left_out_in_words().map(|words| (address, words)));
        if !cell.is_empty() {
            self.held.insert(address, cell.to_string());
        }
    }

    /// Where the cells of a name stand, the first first. Programs that keep names of the old format write its dots as
    /// underscores.
    pub(super) fn addresses(&self, name: &str) -> &[Address] {
        let found = self.named.get(name).or_else(|| self.named.get(&name.replace('.', "_")));
        found.map_or(&[], Vec::as_slice)
    }

    /// Where the first cell of a name stands.
    pub(super) fn address(&self, name: &str) -> Option<Address> {
        self.addresses(name).first().copied()
    }

    /// The first cell that holds these words on the sheet of that name.
    pub(super) fn find(&self, sheet: &str, words: &str) -> Option<Address> {
        let at = self.sheets.iter().position(|own| own == sheet)?;
        let found = self.held.iter().filter(|((sheet, ..), held)| *sheet == at && held.trim() == words);
        found.map(|(address, _)| *address).min()
    }

    /// The rows of a column that hold something, from a cell downwards.
    pub(super) fn rows_below(&self, (sheet, first, column): Address) -> impl Iterator<Item = u32> {
        let cells = self.held.keys().filter(move |(at, row, own)| (*at, *own) == (sheet, column) && *row >= first);
        cells.map(|(_, row, _)| *row)
    }

    /// What a cell holds; nothing if it is blank.
    pub(super) fn held(&self, cell: Address) -> Option<&str> {
        self.held.get(&cell).map(String::as_str)
    }

    /// What is struck out or hidden in a cell, in words.
    pub(super) fn left_out(&self, cell: Address) -> Option<&str> {
        self.left_out.get(&cell).map(String::as_str)
    }

    /// What the cell of a name holds; nothing if it is blank.
    pub(super) fn words(&self, name: &str) -> Option<&str> {
        self.held(self.address(name)?)
    }

    /// Whether a cell holds a formula.
    pub(super) fn is_calculated(&self, cell: Address) -> bool {
        self.calculated.contains(&cell)
    }

    /// A cell as whoever looks it up counts.
    pub(super) fn origin(&self, (sheet, row, column): Address) -> Option<Origin> {
        Some(Origin::Cell { sheet: self.sheets.get(sheet)?.clone(), row: row + 1, column: column + 1 })
    }

    /// Where the cell of a name stands.
    pub(super) fn origin_of(&self, name: &str) -> Option<Origin> {
        self.origin(self.address(name)?)
    }
}

/// A cell so far behind the first of its range.
fn position((row, column): (u32, u32), (down, right): (usize, usize)) -> Option<(u32, u32)> {
    Some((row.checked_add(u32::try_from(down).ok()?)?, column.checked_add(u32::try_from(right).ok()?)?))
}

/// The first cell of a target: `'文字'!$A$4:$D$9`, or with the signs of OpenDocument `$文字.$A$4:.$D$9`.
fn address(target: &str, sheets: &[String]) -> Option<Address> {
    let is_of_open_document = target.starts_with('$') && !target.contains('!');
    let (sheet, cell) = if is_of_open_document {
        // A name of a sheet may hold dots; the cell does not.
        let first = target.split(":.").next()?;
        first[1..].rsplit_once('.')?
    } else {
        target.rsplit_once('!')?
    };
    let sheet = match sheet.strip_prefix('\'').and_then(|sheet| sheet.strip_suffix('\'')) {
        Some(quoted) => quoted.replace("''", "'"),
        None => sheet.to_owned(),
    };
    let first = cell.split(':').next()?.replace('$', "");
    let (letters, digits) = first.split_at(first.find(|c: char| c.is_ascii_digit())?);
    let is_column = (1..=3).contains(&letters.len()) && letters.bytes().all(|b| b.is_ascii_uppercase());
    let column = letters.bytes().fold(0, |column, letter| 26 * column + u32::from(letter.saturating_sub(b'A')) + 1);
    let row: u32 = digits.parse().ok()?;
    let sheet = sheets.iter().position(|name| *name == sheet)?;
    (is_column && row > 0).then(|| (sheet, row - 1, column - 1))
}

#[cfg(test)]
mod tests {
    use super::address;

    #[test]
    fn targets_of_every_program_are_found() {
        let sheets = ["封面", "表三", "a.b'c"].map(str::to_owned);
        for (target, found) in [
            ("'封面'!$B$13", Some((0, 12, 1))),
            ("封面!$B$13", Some((0, 12, 1))),
            ("'表三'!$A$4:$D$9", Some((1, 3, 0))),
            ("$封面.$B$13", Some((0, 12, 1))),
            ("$表三.$A$4:.$D$9", Some((1, 3, 0))),
            ("$'a.b''c'.$AB$2", Some((2, 1, 27))),
            ("#REF!", None),
            ("$没有.$A$1", None),
            ("$封面.#REF!", None),
            ("封面!$B$0", None),
        ] {
            assert_eq!(address(target, &sheets), found, "{target}");
        }
    }
}
