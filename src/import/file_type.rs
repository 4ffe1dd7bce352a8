//! What kind of file bytes are, by what they hold and not by their name.

use encoding_rs::Encoding;

use super::Refusal;
use super::flat_xml::{self, FlatKind};
use super::zip::{self, Package};
use crate::source::{NotText, Source};

/// A kind of file that can be read.
#[derive(Debug)]
pub(super) enum FileType {
    /// A workbook, xlsx.
    Workbook,
    /// A workbook of the old format, xls.
    OldWorkbook,
    /// OpenDocument sheets, ods.
    OpenSheets,
    /// A Word document, docx.
    Document,
    /// A PDF.
    Pdf,
    /// A document or workbook that is one XML file, decoded.
    Flat(FlatKind, String),
    /// A web page, decoded.
    Page(String),
    /// A text, decoded.
    Text(String),
}

/// How files of the old formats begin, and new ones that are locked with a password.
const COMPOUND: &[u8] = &[0xD0, 0xCF, 0x11, 0xE0];
/// How pictures begin.
const PICTURES: &[&[u8]] = &[b"\x89PNG", b"\xFF\xD8\xFF", b"GIF8", b"BM", b"II*\0", b"MM\0*"];
/// What stands a little further on in others: WebP, and what telephones take (HEIC).
const PICTURES_WITHIN: &[(usize, &[u8])] = &[(8, b"WEBP"), (4, b"ftyp")];
/// How archives of other kinds than zip begin: rar, 7z, gzip.
const ARCHIVES: &[&[u8]] = &[b"Rar!\x1A\x07", b"7z\xBC\xAF\x27\x1C", b"\x1F\x8B\x08"];
/// How a zip with nothing in it begins.
const EMPTY_ZIP: &[u8] = b"PK\x05\x06";
/// A PDF says so within its first bytes.
const PDF_WITHIN: usize = 1024;
/// The encoding of a page stands within its first bytes.
const CHARSET_WITHIN: usize = 4096;
/// Marks of a page.
const MARKS: &[&str] = &["<html", "<!doctype html", "<body", "<table", "<div", "<p>", "<p "];

/// The kind of a file.
pub(super) fn of(bytes: &[u8]) -> Result<FileType, Refusal> {
    if bytes.len() > zip::LARGEST {
        return Err(Refusal::TooLarge);
    }
    if bytes.starts_with(b"PK\x03\x04") {
        return zip::package(bytes).map(|package| match package {
            Package::Document => FileType::Document,
            Package::Workbook => FileType::Workbook,
            Package::OpenSheets => FileType::OpenSheets,
        });
    }
    if bytes.starts_with(COMPOUND) {
        return Ok(FileType::OldWorkbook);
    }
    let is_picture = PICTURES.iter().any(|begins| bytes.starts_with(begins))
        || PICTURES_WITHIN.iter().any(|(at, mark)| bytes.get(*at..).is_some_and(|rest| rest.starts_with(mark)));
    if is_picture {
        return Err(Refusal::Picture);
    }
    if bytes.windows(5).take(PDF_WITHIN).any(|window| window == b"%PDF-") {
        return Ok(FileType::Pdf);
    }
    if bytes.starts_with(b"{\\rtf") {
        return Err(Refusal::RichText);
    }
    if bytes.starts_with(EMPTY_ZIP) || ARCHIVES.iter().any(|begins| bytes.starts_with(begins)) {
        return Err(Refusal::Archive);
    }
    let text = decoded(bytes)?;
    let is_archive =
        text.starts_with("MIME-Version:") || text.starts_with("From:") && text.contains("multipart/related");
    if is_archive {
        return Err(Refusal::WebArchive);
    }
    if let Some(kind) = flat_xml::kind(&text)? {
        return Ok(FileType::Flat(kind, text));
    }
    let start = text.get(..text.floor_char_boundary(MOST_SEARCHED)).unwrap_or_default().to_ascii_lowercase();
    let is_page = MARKS.iter().any(|mark| start.contains(mark));
    Ok(if is_page { FileType::Page(text) } else { FileType::Text(text) })
}

/// How much of a text is looked at for the marks of a page.
const MOST_SEARCHED: usize = 1 << 16;

/// A text in whatever encoding it is; a page that is damaged in places is still read, as a browser would.
fn decoded(bytes: &[u8]) -> Result<String, Refusal> {
    let why = match Source::decode("", bytes) {
        Ok(source) => return Ok(source.text().to_owned()),
        Err(NotText::Binary) => return Err(Refusal::NotText),
        Err(NotText::CutShort) => return Err(Refusal::CutShort),
        Err(why) => why,
    };
    let start = String::from_utf8_lossy(&bytes[..bytes.len().min(CHARSET_WITHIN)]).to_ascii_lowercase();
    let charset = start.split("charset=").nth(1).map(|rest| rest.trim_start_matches(['"', '\'']));
    let label = charset.and_then(|rest| rest.split(|c: char| !c.is_ascii_alphanumeric() && !"-_".contains(c)).next());
    match label.and_then(|label| Encoding::for_label(label.as_bytes())) {
        Some(encoding) => Ok(encoding.decode(bytes).0.into_owned()),
        None => Err(match why {
            NotText::Garbled(line) => Refusal::Garbled(line),
            NotText::Nul(line) => Refusal::Nul(line),
            NotText::CutShort => Refusal::CutShort,
            NotText::Misread => Refusal::Misread,
            NotText::Binary => Refusal::NotText,
        }),
    }
}
