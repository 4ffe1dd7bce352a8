//! The package: finished parts, the small ones around them, and the ZIP file they lie in.

use std::io::{Cursor, Write as _};

use askama::Template;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipWriter};

use super::finish::Parts;
use crate::report::{Fonts, Report};

/// Title, author and dates. Dates are those of the report, so that the same form gives the same bytes.
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

const CONTENT_TYPES: &str = include_str!("../../../templates/docx/content_types.xml");
const PACKAGE_RELATIONS: &str = include_str!("../../../templates/docx/package_rels.xml");
const DOCUMENT_RELATIONS: &str = include_str!("../../../templates/docx/document_rels.xml");
const APP: &str = include_str!("../../../templates/docx/app.xml");

/// Packs the document.
pub(super) fn pack(parts: &Parts, report: &Report) -> Result<Vec<u8>, String> {
    let [odd, even] = parts.footers.as_slice() else {
        return Err(format!("docx: {} footers, expected 2", parts.footers.len()));
    };
    let core = Core { title: report.title(), author: &report.agency, date: report.timestamp() };
    let core = core.render().map_err(|error| error.to_string())?;
    let fonts = FontTable { fonts: fonts(&report.fonts) }.render().map_err(|error| error.to_string())?;
    let entries: [(&str, &[u8]); 11] = [
        ("[Content_Types].xml", CONTENT_TYPES.as_bytes()),
        ("_rels/.rels", PACKAGE_RELATIONS.as_bytes()),
        ("docProps/app.xml", APP.as_bytes()),
        ("docProps/core.xml", core.as_bytes()),
        ("word/_rels/document.xml.rels", DOCUMENT_RELATIONS.as_bytes()),
        ("word/document.xml", &parts.document),
        ("word/styles.xml", &parts.styles),
        ("word/settings.xml", &parts.settings),
        ("word/fontTable.xml", fonts.as_bytes()),
        ("word/footer1.xml", odd),
        ("word/footer2.xml", even),
    ];
    zipped(&entries).map_err(|error| error.to_string())
}

fn zipped(entries: &[(&str, &[u8])]) -> zip::result::ZipResult<Vec<u8>> {
    let options = SimpleFileOptions::default()
        .compression_method(CompressionMethod::Deflated)
        .last_modified_time(DateTime::default())
        .system(zip::System::Unix);
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in entries {
        zip.start_file(*name, options)?;
        zip.write_all(bytes)?;
    }
    Ok(zip.finish()?.into_inner())
}

/// Every font once, each with what Windows has in its place.
fn fonts(names: &Fonts) -> Vec<Font> {
    let substitute = |name: &str| match name {
        _ if name.contains("仿宋") => "仿宋",
        _ if name.contains("楷") => "楷体",
        _ if name.contains("黑") => "黑体",
        _ => "宋体",
    };
    let mut fonts: Vec<Font> = Vec::new();
    for name in [&names.title, &names.heading1, &names.heading2, &names.body, &names.table] {
        if fonts.iter().all(|font| font.name != *name) {
            fonts.push(Font { name: name.clone(), substitute: substitute(name) });
        }
    }
    fonts
}
