//! DOCX: runs, paragraphs and the rows of tables are built by `docx-rs` and put in the order Word and WPS ask for; the
//! parts around them are templates.

mod body;
mod fit;
mod measures;
mod order;
mod package;
mod parts;
mod runs;
mod table;
mod title;

use crate::report::Document;

/// The DOCX file of a document.
pub(super) fn write(document: &Document) -> Result<Vec<u8>, String> {
    package::pack(parts::parts(document)?, document)
}
