//! OpenDocument sheets (ods): what their cells hold, by position; names; merged cells (ISO/IEC 26300, 9).
//!
//! Repeated cells are written once with a number of times. Those that hold something are counted before room is made
//! for them; blank ones take none.

use std::collections::HashSet;

use calamine::{DataRef, Dimensions};
use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

use super::Refusal;
use super::cell::{self, Sight};
use super::sheet_marks::SheetMarks;
use super::stored::words;

/// The most cells that hold something, and the most bytes of what they hold.
const MOST_CELLS: usize = 1_000_000;
const MOST_BYTES: usize = 64 << 20;
/// Blank cells in a stretch as wide as this are part of a table; wider ones are the rest of the sheet.
const WIDEST_BLANK: u32 = 64;
/// The most rows and columns of a sheet.
const MOST_ROWS: u32 = 1 << 20;
const MOST_COLUMNS: u32 = 1 << 14;

/// A workbook.
#[derive(Debug, Default)]
pub(super) struct Sheets {
    /// From left to right.
    pub(super) sheets: Vec<Sheet>,
    /// The names of cells, with what they stand for: `$封面.$B$13`.
    pub(super) names: Vec<(String, String)>,
}

/// A sheet.
#[derive(Debug, Default)]
pub(super) struct Sheet {
    /// Its name.
    pub(super) name: String,
    /// Cells, row by row; rows in which nothing is held are left out.
    pub(super) cells: Vec<Cell>,
    /// Merged cells.
    pub(super) merges: Vec<Dimensions>,
    /// What is struck out or hidden on it.
    pub(super) marks: SheetMarks,
    /// Whether it cannot be seen as a whole.
    pub(super) is_hidden: bool,
    /// The styles of columns, for cells without their own: the first column behind each stretch, with its style.
    columns: Vec<(u32, String)>,
}

/// A cell.
#[derive(Debug, Clone)]
pub(super) struct Cell {
    /// Its row, from 0.
    pub(super) row: u32,
    /// Its column, from 0.
    pub(super) column: u32,
    /// What it holds, in words; of a formula its result.
    pub(super) words: Option<String>,
    /// Whether it is the result of a formula.
    pub(super) is_calculated: bool,
}

/// Reads the part that holds the sheets.
pub(super) fn read(content: &str) -> Result<Sheets, Refusal> {
    let mut reading = Reading::default();
    let mut xml = Reader::from_str(content);
    xml.config_mut().expand_empty_elements = true;
    loop {
        match xml.read_event().map_err(|_| Refusal::Damaged)? {
            Event::Start(start) => reading.start(&start),
            Event::End(end) => reading.end(end.local_name().as_ref())?,
            Event::Text(text) => reading.text(&text.decode().map_err(|_| Refusal::Damaged)?),
            Event::CData(text) => reading.text(&text.decode().map_err(|_| Refusal::Damaged)?),
            Event::GeneralRef(reference) => {
                let named = reference.decode().map_err(|_| Refusal::Damaged)?;
                let resolved = reference.resolve_char_ref().ok().flatten().map(String::from);
                let known = || quick_xml::escape::resolve_predefined_entity(&named).map(str::to_owned);
                reading.text(&resolved.or_else(known).unwrap_or_default());
            }
            Event::Eof => return Ok(reading.found),
            _ => {}
        }
    }
}

/// What the styles of the part do to what bears them.
#[derive(Debug, Default)]
struct Styles {
    /// The style that is being read.
    open: String,
    /// Styles of texts and cells that are struck out.
    struck: HashSet<String>,
    /// Styles of sheets that cannot be seen.
    hidden: HashSet<String>,
}

impl Styles {
    fn read(&mut self, name: &[u8], start: &BytesStart<'_>) {
        match name {
            b"style" => {
                self.open = attribute(start, b"name").unwrap_or_default();
                // A style is as the one it comes from, if it does not say otherwise.
                let is_struck =
                    attribute(start, b"parent-style-name").is_some_and(|parent| self.struck.contains(&parent));
                self.struck.extend(is_struck.then(|| self.open.clone()));
            }
            b"text-properties" => match ["text-line-through-style", "text-line-through-type"]
                .map(|name| attribute(start, name.as_bytes()))
                .into_iter()
                .flatten()
                .next()
            {
                Some(none) if none == "none" => _ = self.struck.remove(&self.open),
                Some(_) => _ = self.struck.insert(self.open.clone()),
                None => {}
            },
            b"table-properties" if attribute(start, b"display").is_some_and(|display| display == "false") => {
                self.hidden.insert(self.open.clone());
            }
            _ => {}
        }
    }

    fn sight(&self, style: &str) -> Sight {
        if self.struck.contains(style) { Sight::Struck } else { Sight::Shown }
    }
}

/// Whether rows or columns that say so cannot be seen.
fn is_unseen(start: &BytesStart<'_>) -> bool {
    attribute(start, b"visibility").is_some_and(|seen| seen == "collapse" || seen == "filter")
}

/// What is known on the way through the part.
#[derive(Debug, Default)]
struct Reading {
    found: Sheets,
    styles: Styles,
    /// How many groups of rows around the row are folded away, of how many.
    groups: Vec<bool>,
    is_row_hidden: bool,
    next_column: u32,
    /// How deep the reading is inside a sheet that lies in a cell, or a remark: they are no part of the sheet.
    aside: usize,
    row: u32,
    /// How many times the row stands there.
    rows: u32,
    column: u32,
    cell: Option<Open>,
    /// The first cell of the row among those of its sheet.
    row_start: usize,
    count: usize,
    bytes: usize,
}

/// A cell that is being read.
#[derive(Debug, Default)]
struct Open {
    times: u32,
    is_calculated: bool,
    /// The value, where the cell states it apart from its text.
    value: Option<String>,
    is_text: bool,
    text: String,
    paragraphs: usize,
    /// How it is seen as a whole.
    sight: Sight,
    /// How the stretches of text around are seen.
    spans: Vec<Sight>,
    seen: cell::Cell,
}

impl Open {
    fn push(&mut self, text: &str) {
        self.text.push_str(text);
        self.seen.push(text, self.spans.last().copied().unwrap_or_default());
    }
}

impl Reading {
    fn start(&mut self, start: &BytesStart<'_>) {
        let name = start.local_name();
        let name = name.as_ref();
        if self.aside > 0 || name == b"annotation" || self.cell.is_some() && name == b"table" {
            self.aside += 1;
            return;
        }
        match name {
            b"table" => {
                let name = attribute(start, b"name").unwrap_or_default();
                let is_hidden =
                    attribute(start, b"style-name").is_some_and(|style| self.styles.hidden.contains(&style));
                self.found.sheets.push(Sheet { name, is_hidden, ..Sheet::default() });
                (self.row, self.column, self.next_column) = (0, 0, 0);
            }
            b"table-column" => self.columns(start),
            b"table-row-group" => {
                let is_folded = attribute(start, b"display").is_some_and(|display| display == "false");
                self.groups.push(is_folded);
            }
            b"table-row" => {
                self.is_row_hidden = is_unseen(start) || self.groups.contains(&true);
                self.rows = number(start, b"number-rows-repeated").clamp(1, MOST_ROWS);
                (self.column, self.row_start) = (0, self.sheet().map_or(0, |sheet| sheet.cells.len()));
            }
            b"table-cell" | b"covered-table-cell" => self.open(start),
            b"p" => {
                if let Some(cell) = &mut self.cell {
                    if cell.paragraphs > 0 {
                        cell.push("\n");
                    }
                    cell.paragraphs += 1;
                }
            }
            b"span" => {
                let style = attribute(start, b"style-name").unwrap_or_default();
                let own = self.styles.sight(&style);
                if let Some(cell) = &mut self.cell {
                    let around = cell.spans.last().copied().unwrap_or_default();
                    cell.spans.push(if own == Sight::Shown { around } else { own });
                }
            }
            b"s" => self.text(&" ".repeat(usize::try_from(number(start, b"c").clamp(1, 1000)).unwrap_or(1))),
            b"tab" => self.text("\t"),
            b"line-break" => self.text("\n"),
            b"named-range" => {
                let named = attribute(start, b"name").zip(attribute(start, b"cell-range-address"));
                self.found.names.extend(named);
            }
            name => self.styles.read(name, start),
        }
    }

    fn columns(&mut self, start: &BytesStart<'_>) {
        let first = self.next_column;
        self.next_column =
            first.saturating_add(number(start, b"number-columns-repeated").clamp(1, MOST_COLUMNS)).min(MOST_COLUMNS);
        let end = self.next_column;
        let Some(sheet) = self.found.sheets.last_mut() else { return };
        if is_unseen(start) && end > first {
            sheet.marks.hide_columns(first, end - 1);
        }
        sheet.columns.push((end, attribute(start, b"default-cell-style-name").unwrap_or_default()));
    }

    /// How the cell is seen as a whole: as its style says, or that of its column.
    fn sight(&self, start: &BytesStart<'_>) -> Sight {
        let of_column = || {
            let mut columns = self.sheet()?.columns.iter();
            columns.find(|(end, _)| self.column < *end).map(|(_, style)| self.styles.sight(style))
        };
        attribute(start, b"style-name").map(|style| self.styles.sight(&style)).or_else(of_column).unwrap_or_default()
    }

    fn open(&mut self, start: &BytesStart<'_>) {
        let (row, column) = (self.row, self.column);
        let (height, width) = (number(start, b"number-rows-spanned"), number(start, b"number-columns-spanned"));
        if height > 1 || width > 1 {
            let end = (row.saturating_add(height.max(1) - 1), column.saturating_add(width.max(1) - 1));
            if let Some(sheet) = self.found.sheets.last_mut() {
                sheet.merges.push(Dimensions { start: (row, column), end });
            }
        }
        let kind = attribute(start, b"value-type");
        self.cell = Some(Open {
            times: number(start, b"number-columns-repeated").clamp(1, MOST_COLUMNS),
            is_calculated: attribute(start, b"formula").is_some_and(|formula| !formula.is_empty()),
            value: kind.as_deref().and_then(|kind| value(kind, start)),
            is_text: kind.as_deref() == Some("string"),
            sight: self.sight(start),
            ..Open::default()
        });
    }

    fn text(&mut self, text: &str) {
        if let Some(cell) = self.cell.as_mut().filter(|cell| self.aside == 0 && cell.paragraphs > 0) {
            cell.push(text);
        }
    }

    fn end(&mut self, name: &[u8]) -> Result<(), Refusal> {
        if self.aside > 0 {
            self.aside -= 1;
            return Ok(());
        }
        match name {
            b"table-cell" | b"covered-table-cell" => self.close(),
            b"table-row" => self.close_row(),
            b"table-row-group" => {
                self.groups.pop();
                Ok(())
            }
            b"span" => {
                self.cell.iter_mut().for_each(|cell| _ = cell.spans.pop());
                Ok(())
            }
            _ => Ok(()),
        }
    }

    fn close(&mut self) -> Result<(), Refusal> {
        let Some(cell) = self.cell.take() else { return Ok(()) };
        let first = self.column;
        self.column = first.saturating_add(cell.times).min(MOST_COLUMNS);
        let text = if cell.is_text { Some(cell.text) } else { None };
        let held = cell.value.or(text).and_then(|held| words(&DataRef::String(held)));
        if held.is_some() || cell.is_calculated || cell.times <= WIDEST_BLANK {
            for column in first..self.column {
                self.mark((self.row, column), cell.sight, &cell.seen);
                let held = Cell { row: self.row, column, words: held.clone(), is_calculated: cell.is_calculated };
                self.put(held)?;
            }
        }
        Ok(())
    }

    /// Notes how a cell is seen that is not seen plainly.
    fn mark(&mut self, position: (u32, u32), whole: Sight, seen: &cell::Cell) {
        let Some(sheet) = self.found.sheets.last_mut() else { return };
        if whole != Sight::Shown {
            sheet.marks.mark(position, whole);
        } else if !seen.left_out().is_empty() {
            sheet.marks.put(position, seen.clone());
        }
    }

    /// The row as many times as it stands there.
    fn close_row(&mut self) -> Result<(), Refusal> {
        let cells = self.found.sheets.last_mut().map_or(Vec::new(), |sheet| sheet.cells.split_off(self.row_start));
        if cells.iter().any(|cell| cell.words.is_some() || cell.is_calculated) {
            for further in 0..self.rows {
                if let (true, Some(sheet)) = (self.is_row_hidden, self.found.sheets.last_mut()) {
                    sheet.marks.hide_row(self.row.saturating_add(further));
                }
                for cell in &cells {
                    self.put(Cell { row: cell.row + further, ..cell.clone() })?;
                }
            }
        }
        self.row = self.row.saturating_add(self.rows).min(MOST_ROWS);
        Ok(())
    }

    fn sheet(&self) -> Option<&Sheet> {
        self.found.sheets.last()
    }

    fn put(&mut self, cell: Cell) -> Result<(), Refusal> {
        self.count += 1;
        self.bytes += cell.words.as_ref().map_or(0, String::len);
        if self.count > MOST_CELLS || self.bytes > MOST_BYTES {
            return Err(Refusal::TooLarge);
        }
        if let Some(sheet) = self.found.sheets.last_mut() {
            sheet.cells.push(cell);
        }
        Ok(())
    }
}

/// The value that a cell states apart from its text: of a number its shortest digits.
fn value(kind: &str, start: &BytesStart<'_>) -> Option<String> {
    match kind {
        "float" | "currency" | "percentage" => {
            let number: f64 = attribute(start, b"value")?.parse().ok()?;
            words(&DataRef::Float(number))
        }
        "date" => attribute(start, b"date-value").map(|day| day.trim_end_matches("T00:00:00").to_owned()),
        "time" => attribute(start, b"time-value"),
        "boolean" => attribute(start, b"boolean-value").map(|truth| truth.to_uppercase()),
        _ => attribute(start, b"string-value"),
    }
}

/// An attribute of the standard; extensions repeat some of them with a prefix of their own.
fn attribute(start: &BytesStart<'_>, name: &[u8]) -> Option<String> {
    // `calcext`, `loext` and their like; `text` is no extension.
    let is_extension = |prefix: Option<quick_xml::name::Prefix<'_>>| {
        prefix.is_some_and(|own| own.as_ref().ends_with(b"ext") && own.as_ref() != b"text")
    };
    let mut attributes = start.attributes();
    let mut own = attributes.with_checks(false).flatten().filter(|own| !is_extension(own.key.prefix()));
    let found = own.find(|own| own.key.local_name().as_ref() == name)?;
    let written = std::str::from_utf8(&found.value).ok()?;
    Some(quick_xml::escape::unescape(written).ok()?.into_owned())
}

/// A number of an attribute; 0 where there is none.
fn number(start: &BytesStart<'_>, name: &[u8]) -> u32 {
    attribute(start, name).and_then(|number| number.parse().ok()).unwrap_or_default()
}
