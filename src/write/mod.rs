//! The writers: a finished report in, the bytes of a file out. Each is a leaf: it sees the report, or the
//! questionnaire, or the roll-up, and nothing else.

mod colours;
mod docx;
mod html;
mod long_table;
mod text;
mod xlsx;

use crate::catch_panic::catch_panic;
use crate::report::{Document, Questionnaire, Report};
use crate::rollup::Rollup;
use crate::roster::Proposed;

/// A format of reports.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// Word.
    Docx,
    /// Excel: the tables, with live formulas.
    Xlsx,
    /// Text with ruled tables.
    Text,
    /// Text with tab separated tables, to be pasted.
    TabSeparated,
    /// A web page.
    Html,
    /// A web page without what is around it, for the editor of a content system.
    HtmlFragment,
}

impl Format {
    /// Its writer.
    pub(crate) fn writer(self) -> Option<&'static Writer> {
        WRITERS.iter().find(|writer| writer.format == self)
    }
}

/// An output format and how it is written.
#[derive(Debug, Clone, Copy)]
pub struct Writer {
    format: Format,
    extension: &'static str,
    style: Option<&'static str>,
    print: Print,
}

/// What is made of what.
#[derive(Debug, Clone, Copy)]
enum Print {
    /// A text, read page by page.
    Text(fn(&Document) -> Result<Vec<u8>, String>),
    /// Sheets, also of what is not printed.
    Sheets(fn(&Report) -> Result<Vec<u8>, String>),
}

/// Every output format, in the order they are listed; of several styles the usual one first.
#[rustfmt::skip]
pub static WRITERS: &[Writer] = &[
    Writer { format: Format::Docx,         extension: "docx", style: None,             print: Print::Text(docx::write) },
    Writer { format: Format::Xlsx,         extension: "xlsx", style: None,             print: Print::Sheets(xlsx::write) },
    Writer { format: Format::Text,         extension: "txt",  style: None,             print: Print::Text(text::ruled) },
    Writer { format: Format::TabSeparated, extension: "txt",  style: Some("tsv"),      print: Print::Text(text::tabbed) },
    Writer { format: Format::Html,         extension: "html", style: None,             print: Print::Text(html::page) },
    Writer { format: Format::HtmlFragment, extension: "html", style: Some("fragment"), print: Print::Text(html::fragment) },
];

/// Every output format in its usual style.
pub fn usual_writers() -> impl Iterator<Item = &'static Writer> {
    WRITERS.iter().filter(|writer| writer.style.is_none())
}

impl Writer {
    /// The ending of its files, which names it on the command line: `docx`.
    pub const fn extension(&self) -> &'static str {
        self.extension
    }

    /// The name of a style of its format; none of the usual one.
    pub const fn style(&self) -> Option<&'static str> {
        self.style
    }

    /// Whether its files are read as text, page by page, and not as sheets.
    pub const fn is_of_text(&self) -> bool {
        matches!(self.print, Print::Text(_))
    }

    /// The file of a report.
    pub fn write(&self, report: &Report) -> Result<Vec<u8>, WriteError> {
        let written = match self.print {
            Print::Text(print) => print(&report.document),
            Print::Sheets(print) => print(report),
        };
        written.map_err(|reason| WriteError::new(self.extension, &reason))
    }

    /// The file of a document that is no report; an error where the format is one of sheets.
    pub fn write_document(&self, document: &Document) -> Result<Vec<u8>, WriteError> {
        let written = match self.print {
            Print::Text(print) => print(document),
            Print::Sheets(_) => Err("only a report has sheets".to_owned()),
        };
        written.map_err(|reason| WriteError::new(self.extension, &reason))
    }
}

/// The workbook in which a form is filled in.
pub fn questionnaire(questionnaire: &Questionnaire) -> Result<Vec<u8>, WriteError> {
    xlsx::questionnaire(questionnaire).map_err(|error| WriteError::new("xlsx", &error))
}

/// The workbook for superiors.
pub fn rollup(rollup: &Rollup) -> Result<Vec<u8>, WriteError> {
    // What spills to the disk and finds it full is a fault there, not an error.
    let written = catch_panic(|| xlsx::rollup(rollup));
    let written = written.map_err(|_| WriteError::new("xlsx", &"临时文件写不下，磁盘可能已满；请腾出空间再试"))?;
    written.map_err(|error| WriteError::new("xlsx", &error))
}

/// The roll-up as a long table, a line a figure (CSV, UTF-8).
pub fn long_table(rollup: &Rollup) -> Vec<u8> {
    long_table::print(rollup).into_bytes()
}

/// The workbook of a roster to be completed.
pub fn roster(units: &[Proposed]) -> Result<Vec<u8>, WriteError> {
    xlsx::roster(units).map_err(|error| WriteError::new("xlsx", &error))
}

/// The formats of a 退回修改单.
pub const SLIP_FORMATS: [&str; 2] = ["docx", "txt"];

/// The 退回修改单 of a unit, in each of its formats, with the ending of its name.
pub fn slip(rollup: &Rollup, at: usize) -> Vec<(&'static str, Result<Vec<u8>, WriteError>)> {
    let slip = crate::report::slip(rollup, at);
    let writers = usual_writers().filter(|writer| SLIP_FORMATS.contains(&writer.extension()));
    writers.map(|writer| (writer.extension(), writer.write_document(&slip))).collect()
}

/// A file that could not be made: a fault of the program, never of the form.
#[derive(Debug)]
pub struct WriteError {
    /// The format.
    pub format: &'static str,
    /// What went wrong, for the developers.
    pub reason: String,
}

impl std::fmt::Display for WriteError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}: {}", self.format, self.reason)
    }
}

impl std::error::Error for WriteError {}

impl WriteError {
    fn new(format: &'static str, reason: &impl ToString) -> Self {
        Self { format, reason: reason.to_string() }
    }
}
