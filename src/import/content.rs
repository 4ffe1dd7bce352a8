//! 原件: what a file of any type and layout holds, as lines of text and rows of cells in reading order.

use std::fmt;

/// A file as it was read.
#[derive(Debug, Default)]
pub(super) struct Content {
    /// Its text and tables, in reading order.
    pub(super) strips: Vec<Strip>,
    /// The title that the file says it has, apart from its text.
    pub(super) title: Option<String>,
    /// The author that the file says it has.
    pub(super) author: Option<String>,
}

/// A line of text or a row of a table, and where it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Strip {
    /// Where in the file.
    pub(super) at: At,
    /// What is there.
    pub(super) content: StripContent,
}

/// What stands on a strip.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum StripContent {
    /// A paragraph, or a line that may be part of one.
    Text(String),
    /// Cells from left to right. A merged cell stands in its first row and column; what it covers is left out where the
    /// file tells, and blank where it does not.
    Row(Vec<String>),
}

/// A place in a file, as whoever looks it up there counts: from 1.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum At {
    /// A line of a text.
    Line(usize),
    /// A paragraph of a document, outside its tables.
    Paragraph(usize),
    /// A row of a table of a document.
    Table { table: usize, row: usize },
    /// A row of a sheet.
    Sheet { sheet: String, row: usize },
    /// A page.
    Page(usize),
}

impl At {
    /// The sheet it is on, in a workbook.
    pub(super) fn sheet(&self) -> Option<&str> {
        match self {
            Self::Sheet { sheet, .. } => Some(sheet),
            _ => None,
        }
    }
}

impl fmt::Display for At {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Line(line) => write!(f, "第{line}行"),
            Self::Paragraph(paragraph) => write!(f, "第{paragraph}段"),
            Self::Table { table, row } => write!(f, "第{table}张表格第{row}行"),
            Self::Sheet { sheet, row } => write!(f, "“{sheet}”第{row}行"),
            Self::Page(page) => write!(f, "第{page}页"),
        }
    }
}

impl Content {
    /// Adds a line of text, unless it is blank.
    pub(super) fn text(&mut self, at: At, text: impl Into<String>) {
        let text = text.into();
        if !text.trim().is_empty() {
            self.strips.push(Strip { at, content: StripContent::Text(text) });
        }
    }

    /// Adds a row of cells.
    pub(super) fn row(&mut self, at: At, cells: Vec<String>) {
        if !cells.is_empty() {
            self.strips.push(Strip { at, content: StripContent::Row(cells) });
        }
    }
}
