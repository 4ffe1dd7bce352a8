//! Where a value stands, or what a finding is about: in the text of a form, in a sheet, in a report that was read.

use std::fmt;

use serde::Serialize;
use serde::ser::{SerializeMap as _, Serializer};

use crate::source::Span;

/// 出处: a place in what was read, as whoever looks it up there counts: from 1.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Origin {
    /// A stretch of the form's text, in bytes.
    Text(Span),
    /// A cell of a filled workbook.
    Cell {
        /// The name of its sheet.
        sheet: String,
        /// Its row.
        row: u32,
        /// Its column.
        column: u32,
    },
    /// A row of a sheet of a published report.
    SheetRow {
        /// The name of the sheet.
        sheet: String,
        /// The row.
        row: usize,
    },
    /// A line of a published report's text.
    Line(usize),
    /// A paragraph of a document, outside its tables.
    Paragraph(usize),
    /// A row of a table of a document.
    TableRow {
        /// The number of the table.
        table: usize,
        /// The row.
        row: usize,
    },
    /// A page.
    Page(usize),
}

impl Origin {
    /// The stretch of the form's text, if it is one.
    pub const fn span(&self) -> Option<&Span> {
        match self {
            Self::Text(span) => Some(span),
            _ => None,
        }
    }

    /// Where it stands among others of one kind: from the top, row by row.
    pub fn order(&self) -> (usize, usize) {
        let at = |number: &u32| usize::try_from(*number).unwrap_or(usize::MAX);
        match self {
            Self::Text(span) => (span.start, 0),
            Self::Cell { row, column, .. } => (at(row), at(column)),
            Self::SheetRow { row, .. } => (*row, 0),
            Self::TableRow { table, row } => (*table, *row),
            Self::Line(number) | Self::Paragraph(number) | Self::Page(number) => (*number, 0),
        }
    }

    /// The sheet it is on, in a workbook.
    pub fn sheet(&self) -> Option<&str> {
        match self {
            Self::Cell { sheet, .. } | Self::SheetRow { sheet, .. } => Some(sheet),
            _ => None,
        }
    }

    /// Whether it stands in a published report: what was read from there is to be looked up in the original.
    pub const fn is_of_original(&self) -> bool {
        !matches!(self, Self::Text(_) | Self::Cell { .. })
    }
}

impl fmt::Display for Origin {
    /// `表三!F12`, 第3页; nothing for a text, whose lines are given apart.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Text(_) => Ok(()),
            Self::Cell { sheet, row, column } => write!(f, "{sheet}!{}{row}", letters(*column)),
            Self::SheetRow { sheet, row } => write!(f, "“{sheet}”第{row}行"),
            Self::Line(line) => write!(f, "第{line}行"),
            Self::Paragraph(paragraph) => write!(f, "第{paragraph}段"),
            Self::TableRow { table, row } => write!(f, "第{table}张表格第{row}行"),
            Self::Page(page) => write!(f, "第{page}页"),
        }
    }
}

impl Serialize for Origin {
    /// `{"sheet":"表三","cell":"F12"}`, `{"page":3}`.
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        match self {
            Self::Text(_) => {}
            Self::Cell { sheet, row, column } => {
                map.serialize_entry("sheet", sheet)?;
                map.serialize_entry("cell", &format!("{}{row}", letters(*column)))?;
            }
            Self::SheetRow { sheet, row } => {
                map.serialize_entry("sheet", sheet)?;
                map.serialize_entry("row", row)?;
            }
            Self::Line(line) => map.serialize_entry("line", line)?,
            Self::Paragraph(paragraph) => map.serialize_entry("paragraph", paragraph)?,
            Self::TableRow { table, row } => {
                map.serialize_entry("table", table)?;
                map.serialize_entry("row", row)?;
            }
            Self::Page(page) => map.serialize_entry("page", page)?,
        }
        map.end()
    }
}

/// The letters of a column, counted from 1: A, Z, AA.
fn letters(column: u32) -> String {
    let mut rest = column;
    let mut letters = Vec::new();
    while rest > 0 {
        letters.extend(char::from_digit((rest - 1) % 26 + 10, 36).map(|letter| letter.to_ascii_uppercase()));
        rest = (rest - 1) / 26;
    }
    letters.iter().rev().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_have_the_letters_of_a_sheet() {
        assert_eq!([1, 26, 27, 52, 53, 702, 703].map(letters), ["A", "Z", "AA", "AZ", "BA", "ZZ", "AAA"]);
    }
}
