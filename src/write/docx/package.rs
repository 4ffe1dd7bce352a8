//! The package: the parts, the small ones that list them, and the ZIP file they lie in.

use std::io::{Cursor, Write as _};

use askama::Template;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipWriter};

use crate::report::Document;

/// A part of the document.
pub(super) struct Part {
    /// Its file in the package, without the ending: `footer1`.
    name: &'static str,
    /// What it is to the document, as relationships and content types call it: `footer`.
    kind: &'static str,
    /// What the document calls it.
    id: String,
    xml: String,
}

impl Part {
    pub(super) fn new(name: &'static str, kind: &'static str, xml: String) -> Self {
        Self { name, kind, id: format!("rId{}{}", name[..1].to_uppercase(), &name[1..]), xml }
    }
}

/// Title, author and dates. Dates are those of the document, so that the same form gives the same bytes.
#[derive(Template)]
#[template(path = "docx/core.xml")]
struct Core<'a> {
    title: String,
    author: &'a str,
    date: String,
}

/// What kind of part each file is.
#[derive(Template)]
#[template(path = "docx/content_types.xml")]
struct ContentTypes<'a> {
    parts: &'a [Part],
}

/// What the document calls its parts.
#[derive(Template)]
#[template(path = "docx/document_rels.xml")]
struct Relations<'a> {
    parts: &'a [Part],
}

const PACKAGE_RELATIONS: &str = include_str!("../../../templates/docx/package_rels.xml");
const APP: &str = include_str!("../../../templates/docx/app.xml");

/// Packs the parts of a document, itself first.
pub(super) fn pack(parts: Vec<Part>, document: &Document) -> Result<Vec<u8>, String> {
    let core = Core { title: document.full_title(), author: &document.agency, date: document.timestamp() };
    let mut entries: Vec<(String, String)> = [
        ("[Content_Types].xml", rendered(&ContentTypes { parts: &parts })?),
        ("_rels/.rels", PACKAGE_RELATIONS.to_owned()),
        ("docProps/app.xml", APP.to_owned()),
        ("docProps/core.xml", rendered(&core)?),
        ("word/_rels/document.xml.rels", rendered(&Relations { parts: &parts[1..] })?),
    ]
    .map(|(name, text)| (name.to_owned(), text))
    .into();
    entries.extend(parts.into_iter().map(|part| (format!("word/{}.xml", part.name), part.xml)));
    zipped(&entries).map_err(|error| error.to_string())
}

pub(super) fn rendered(template: &impl Template) -> Result<String, String> {
    template.render().map_err(|error| error.to_string())
}

fn zipped(entries: &[(String, String)]) -> zip::result::ZipResult<Vec<u8>> {
    let options = SimpleFileOptions::default()
        .compression_method(CompressionMethod::Deflated)
        .last_modified_time(DateTime::default())
        .system(zip::System::Unix);
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, text) in entries {
        zip.start_file(name.as_str(), options)?;
        zip.write_all(text.as_bytes())?;
    }
    Ok(zip.finish()?.into_inner())
}
