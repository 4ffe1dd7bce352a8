//! The package: finished parts, the small ones around them, and the ZIP file they lie in.

use std::io::{Cursor, Write as _};

use askama::Template;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipWriter};

use super::finish::Part;
use crate::report::{Document, Fonts};

/// Title, author and dates. Dates are those of the document, so that the same form gives the same bytes.
#[derive(Template)]
#[template(path = "docx/core.xml")]
struct Core<'a> {
    title: String,
    author: &'a str,
    date: String,
}

/// What Word takes for a font that is not installed.
#[derive(Template)]
#[template(path = "docx/fontTable.xml")]
struct FontTable {
    fonts: Vec<Font>,
}

struct Font {
    name: String,
    substitute: &'static str,
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

/// Packs the document.
pub(super) fn pack(mut parts: Vec<Part>, document: &Document) -> Result<Vec<u8>, String> {
    let fonts = rendered(&FontTable { fonts: fonts(&document.fonts) })?;
    parts.push(Part::new("fontTable", "fontTable", fonts.into_bytes()));
    let core = Core { title: document.full_title(), author: &document.agency, date: document.timestamp() };
    let mut entries: Vec<(String, Vec<u8>)> = [
        ("[Content_Types].xml", rendered(&ContentTypes { parts: &parts })?),
        ("_rels/.rels", PACKAGE_RELATIONS.to_owned()),
        ("docProps/app.xml", APP.to_owned()),
        ("docProps/core.xml", rendered(&core)?),
        ("word/_rels/document.xml.rels", rendered(&Relations { parts: &parts[1..] })?),
    ]
    .map(|(name, text)| (name.to_owned(), text.into_bytes()))
    .into();
    entries.extend(parts.into_iter().map(|part| (format!("word/{}.xml", part.name), part.bytes)));
    zipped(&entries).map_err(|error| error.to_string())
}

fn rendered(template: &impl Template) -> Result<String, String> {
    template.render().map_err(|error| error.to_string())
}

fn zipped(entries: &[(String, Vec<u8>)]) -> zip::result::ZipResult<Vec<u8>> {
    let options = SimpleFileOptions::default()
        .compression_method(CompressionMethod::Deflated)
        .last_modified_time(DateTime::default())
        .system(zip::System::Unix);
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in entries {
        zip.start_file(name.as_str(), options)?;
        zip.write_all(bytes)?;
    }
    Ok(zip.finish()?.into_inner())
}

/// Every font once, each with what Windows has in its place.
fn fonts(names: &Fonts) -> Vec<Font> {
    let mut fonts: Vec<Font> = Vec::new();
    for name in [&names.title, &names.heading1, &names.heading2, &names.body, &names.table] {
        if fonts.iter().all(|font| font.name != *name) {
            fonts.push(Font { name: name.clone(), substitute: Fonts::substitute(name) });
        }
    }
    fonts
}
