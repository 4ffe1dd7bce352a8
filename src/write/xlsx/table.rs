//! One of the official tables on its sheet: what is filled in can be changed, what follows is a live formula.

use std::collections::BTreeMap;

use rust_xlsxwriter::{Color, Format, FormatAlign, Note, Worksheet, XlsxError};

use super::addresses::{Addresses, column, line};
use super::formats::{LINE, Styles, lines};
use super::grid::{set_lines, set_widths, write_figure, write_live};
use super::validation::accepted;
use crate::figure::{AMOUNT_DECIMALS, Figure, Kind};
use crate::report::{Anchor, Cell, Document, Entry, Exhibit, Inquiry, Role};
use crate::standard::Place;
use crate::standard::TYPE_AREA;
use crate::write::colours::{self, NOTE_FONT};

/// Characters of 宋体 10 pt that fit in the width of the type area, as Excel measures columns.
const TYPE_AREA_CHARACTERS: u32 = 100;
/// The least width of a column of figures, in half-width characters.
const FIGURE_WIDTH: u32 = 8;

/// What a table is set for.
#[derive(Clone, Copy)]
pub(super) enum Purpose<'a> {
    /// To be read; in a draft, with the remarks on its figures.
    Reading(&'a Document),
    /// To be filled in.
    Filling(&'a Inquiry),
}

/// A table on its sheet.
pub(super) struct Sheet<'a> {
    exhibit: &'a Exhibit,
    purpose: Purpose<'a>,
    styles: &'a Styles,
    addresses: &'a Addresses<'a>,
    /// Widths of the columns, in half-width characters.
    widths: Vec<u32>,
}

impl<'a> Sheet<'a> {
    pub(super) fn new(
        exhibit: &'a Exhibit,
        purpose: Purpose<'a>,
        styles: &'a Styles,
        addresses: &'a Addresses<'a>,
    ) -> Self {
        let mut widths: Vec<u32> = exhibit
            .widths
            .iter()
            .map(|twips| u32::from(*twips) * TYPE_AREA_CHARACTERS / u32::from(TYPE_AREA))
            .collect();
        for (cell, _) in exhibit.entries().filter(|(cell, _)| cell.width == 1) {
            let needed = u32::try_from(cell.text.len()).unwrap_or(0) + 2;
            widths[cell.column] = widths[cell.column].max(needed).max(FIGURE_WIDTH);
        }
        Self { exhibit, purpose, styles, addresses, widths }
    }

    /// The table with the notes under it.
    pub(super) fn write(&self, sheet: &mut Worksheet, notes: &[String]) -> Result<(), XlsxError> {
        self.write_grid(sheet)?;
        self.write_notes(sheet, notes)?;
        self.finish(sheet, notes.len())
    }

    /// The width of the whole table, in half-width characters.
    pub(super) fn width(&self) -> u32 {
        self.widths.iter().sum()
    }

    pub(super) fn write_grid(&self, sheet: &mut Worksheet) -> Result<(), XlsxError> {
        let last_column = column(self.widths.len() - 1);
        set_widths(sheet, self.widths.iter().copied())?;
        self.styles.head(sheet, self.exhibit.title, last_column, self.width())?;
        for row in 0..self.exhibit.rows() {
            sheet.set_row_height(line(row), self.height(row))?;
        }
        for cell in self.exhibit.cells() {
            self.write_cell(sheet, cell)?;
        }
        Ok(())
    }

    /// Sets the sheet up, with so many rows under the table.
    pub(super) fn finish(&self, sheet: &mut Worksheet, below: usize) -> Result<(), XlsxError> {
        let last_column = column(self.widths.len() - 1);
        self.validate(sheet)?;
        let heading_rows = line(self.exhibit.header_rows);
        sheet.set_freeze_panes(heading_rows, column(self.exhibit.label_columns))?;
        if self.width() > TYPE_AREA_CHARACTERS * 11 / 10 {
            sheet.set_landscape();
        }
        self.styles.finish(sheet, (line(self.exhibit.rows() + below) - 1, last_column), heading_rows)
    }

    /// Text first and figures after: a merged cell is a merge of blanks whose first cell is then written.
    fn write_cell(&self, sheet: &mut Worksheet, cell: &Cell) -> Result<(), XlsxError> {
        let (row, at) = (line(cell.row), column(cell.column));
        let format = self.format(cell);
        if cell.height > 1 || cell.width > 1 {
            let (last_row, last_column) = (line(cell.row + cell.height - 1), column(cell.column + cell.width - 1));
            sheet.merge_range(row, at, last_row, last_column, "", &format)?;
        }
        let Some(entry) = &cell.entry else {
            sheet.write_string_with_format(row, at, &cell.text, &format)?;
            return Ok(());
        };
        match entry.figure {
            figure if cell.role == Role::Derived => {
                write_live(sheet, (row, at), &self.formula(entry), figure, &format)?;
            }
            None if !cell.text.is_empty() => _ = sheet.write_string_with_format(row, at, &cell.text, &format)?,
            figure => write_figure(sheet, (row, at), figure, &format)?,
        }
        let Purpose::Reading(document) = self.purpose else { return Ok(()) };
        let remarks = document.remarks_at(Anchor::Figure(entry.place)).map(|remark| remark.text.as_str());
        let remarks: Vec<&str> = remarks.collect();
        if !remarks.is_empty() {
            let note = Note::new(within_limits(&remarks)).add_author_prefix(false).set_author(&document.agency);
            sheet.insert_note(row, at, &note.set_width(320).set_height(120))?;
        }
        Ok(())
    }

    /// The formula of a derived cell.
    fn formula(&self, entry: &Entry) -> String {
        let here = self.exhibit.sheet;
        let terms = &entry.formula;
        let sum = match (self.purpose, entry.figure) {
            (Purpose::Filling(_), _) => self.addresses.running_sum(terms, here),
            (Purpose::Reading(_), Some(_)) => self.addresses.sum(terms, here),
            (Purpose::Reading(_), None) => {
                let needs: Vec<Place> = terms.iter().map(|(_, place)| *place).collect();
                self.addresses.guarded_sum(terms, &needs, here)
            }
        };
        format!("={sum}")
    }

    fn format(&self, cell: &Cell) -> Format {
        let Some(entry) = &cell.entry else { return label(self.styles, self.exhibit, cell) };
        let mut format = self.styles.figure().set_num_format(number_format(entry));
        match self.purpose {
            Purpose::Reading(document) => {
                if cell.role == Role::Given {
                    format = format.set_unlocked();
                }
                if document.is_flagged(cell) {
                    format = format.set_background_color(Color::RGB(colours::WRONG));
                }
                format
            }
            Purpose::Filling(_) if cell.role == Role::Given => Styles::open(format),
            Purpose::Filling(_) => format,
        }
    }

    /// The notes under the table, a row each over its whole width.
    fn write_notes(&self, sheet: &mut Worksheet, notes: &[String]) -> Result<(), XlsxError> {
        let format = self.styles.text().set_align(FormatAlign::Left).set_text_wrap();
        for (at, note) in notes.iter().enumerate() {
            let row = line(self.exhibit.rows() + at);
            sheet.merge_range(row, 0, row, column(self.widths.len() - 1), "", &format)?;
            sheet.write_string_with_format(row, 0, note, &format)?;
            set_lines(sheet, row, lines(note, self.width()))?;
        }
        Ok(())
    }

    /// What can be filled in takes figures of its kind only.
    fn validate(&self, sheet: &mut Worksheet) -> Result<(), XlsxError> {
        for (hint, places) in self.prompts() {
            let mut by_kind: BTreeMap<Kind, Vec<Place>> = BTreeMap::new();
            for (_, entry) in self.exhibit.entries().filter(|(cell, entry)| is_among(cell, entry, places)) {
                by_kind.entry(entry.kind).or_default().push(entry.place);
            }
            for (kind, places) in by_kind {
                let ranges = self.addresses.ranges(places, self.exhibit.sheet);
                let validation = accepted(kind, hint)?.ignore_blank(false).set_multi_range(ranges.join(" "));
                sheet.add_data_validation(0, 0, 0, 0, &validation)?;
            }
        }
        Ok(())
    }

    /// The prompts of cells: to whoever fills the table in, row by row; otherwise the same of all.
    fn prompts(&self) -> Vec<(&'a str, Option<&'a [Place]>)> {
        match self.purpose {
            Purpose::Reading(_) => vec![("", None)],
            Purpose::Filling(inquiry) => {
                inquiry.hints.iter().map(|(places, hint)| (hint.as_str(), Some(places.as_slice()))).collect()
            }
        }
    }

    /// The height of a row, in points: as many lines as its longest label of one row needs.
    fn height(&self, row: usize) -> u32 {
        let labels = self.exhibit.labels_of(row);
        let needed =
            labels.map(|cell| lines(&cell.text, self.widths[cell.column..cell.column + cell.width].iter().sum()));
        LINE * needed.max().unwrap_or(1) + 3
    }
}

/// The format of a label of a table.
pub(super) fn label(styles: &Styles, exhibit: &Exhibit, cell: &Cell) -> Format {
    let align = if exhibit.is_left(cell) { FormatAlign::Left } else { FormatAlign::Center };
    let format = styles.cell().set_align(align);
    match cell.role {
        Role::Band => format.set_background_color(Color::RGB(colours::BAND)),
        Role::Note => format.set_font_name(NOTE_FONT),
        _ => format,
    }
}

/// How a figure is shown: with the decimals it was given in. A longer amount typed over it shows all its digits;
/// nothing is rounded.
pub(super) fn number_format(entry: &Entry) -> String {
    match entry.figure.map(Figure::decimals) {
        Some(decimals @ 1..) => {
            let (shown, more) = (usize::from(decimals), usize::from(AMOUNT_DECIMALS.saturating_sub(decimals)));
            format!("0.{}{}", "0".repeat(shown), "#".repeat(more))
        }
        _ if entry.kind.is_amount() => "General".to_owned(),
        _ => "0".to_owned(),
    }
}

/// The remarks on a cell as one text, the first few where they are many: Excel takes 32,767 characters.
fn within_limits(remarks: &[&str]) -> String {
    const MOST: usize = 20;
    let mut lines: Vec<String> = remarks.iter().take(MOST).map(|remark| (*remark).to_owned()).collect();
    if remarks.len() > MOST {
        lines.push(format!("……等{}处，全部见程序列出的问题。", remarks.len()));
    }
    lines.join("\n")
}

/// Whether a cell is filled in, and one of those places if only they are meant.
fn is_among(cell: &Cell, entry: &Entry, places: Option<&[Place]>) -> bool {
    cell.role == Role::Given && places.is_none_or(|places| places.contains(&entry.place))
}
