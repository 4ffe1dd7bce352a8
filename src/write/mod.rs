//! The writers: a finished report in, the bytes of a file out. Each is a leaf: it sees the report, or the questionnaire, and nothing else.

mod docx;
mod html;
mod text;
mod xlsx;

use crate::catch_panic::catch_panic;
use crate::report::{Questionnaire, Report};
use crate::rollup::Rollup;
use text::Tables;

/// An output format.
pub trait Writer: Sync {
    /// The ending of its files, which names it on the command line: `docx`.
    fn extension(&self) -> &'static str;

    /// Whether its files are read as text, page by page, and not as sheets.
    fn is_of_text(&self) -> bool {
        true
    }

    /// The file.
    fn write(&self, report: &Report) -> Result<Vec<u8>, WriteError>;
}

/// Every output format, in the order they are listed.
pub static WRITERS: &[&dyn Writer] =
    &[&docx::Docx, &xlsx::Xlsx, &text::Text { tables: Tables::Ruled }, &html::Html { is_whole: true }];

/// Text with its tables tab separated, to be pasted into other systems.
pub static TABBED_TEXT: &dyn Writer = &text::Text { tables: Tables::Tabbed };

/// HTML without a page around it, to be pasted into the editor of a content system.
pub static HTML_FRAGMENT: &dyn Writer = &html::Html { is_whole: false };

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
