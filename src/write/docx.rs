//! DOCX: built by `docx-rs`, finished part by part so that Word and WPS take it as their own, and packed.

mod body;
mod element;
mod finish;
mod fit;
mod package;
mod page;
mod runs;
mod styles;
mod table;
mod title;

use super::{WriteError, Writer};
use crate::report::Report;

/// The `docx` writer.
pub(super) struct Docx;

impl Writer for Docx {
    fn extension(&self) -> &'static str {
        "docx"
    }

    fn write(&self, report: &Report) -> Result<Vec<u8>, WriteError> {
        let built = body::build(report);
        finish::finish(&built, report)
            .and_then(|parts| package::pack(parts, report))
            .map_err(|reason| WriteError::new(self.extension(), &reason))
    }
}
