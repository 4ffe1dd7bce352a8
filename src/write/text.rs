//! Plain text: UTF-8, one paragraph a line, tables ruled or tab separated.

mod ruled;
mod tabbed;

use askama::Template;

use crate::report::{Block, Document, Exhibit};

/// Text with its tables drawn.
pub(super) fn ruled(document: &Document) -> Result<Vec<u8>, String> {
    written(document, ruled::ruled)
}

/// Text with its tables tab separated, to be pasted into other systems.
pub(super) fn tabbed(document: &Document) -> Result<Vec<u8>, String> {
    written(document, tabbed::tabbed)
}

fn written(document: &Document, set: fn(&Exhibit) -> String) -> Result<Vec<u8>, String> {
    let text = Page { document, set }.render().map_err(|error| error.to_string())?;
    // Without a title, the first heading has no line above it.
    Ok(text.trim_start_matches('\n').as_bytes().to_vec())
}

#[derive(Template)]
#[template(path = "report.txt")]
struct Page<'a> {
    document: &'a Document,
    /// How tables are set.
    set: fn(&Exhibit) -> String,
}
