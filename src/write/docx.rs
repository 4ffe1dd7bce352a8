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

use crate::report::Document;

/// The DOCX file of a document.
pub(super) fn write(document: &Document) -> Result<Vec<u8>, String> {
    let built = body::build(document);
    finish::finish(&built, document).and_then(|parts| package::pack(parts, document))
}
