//! What stands in a package beside its text: headers, footers, watermarks, and the comments of reviewers.

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

use super::numbering::value;
use super::zip::Parts;

/// The lines of headers and footers of a document or workbook, and its comments.
#[derive(Debug, Default)]
pub(super) struct Margins {
    /// Lines of headers and footers, and watermarks.
    pub(super) lines: Vec<String>,
    /// Comments, one after another.
    pub(super) comments: Vec<String>,
}

/// Where the headers of a sheet stand in its part.
const OF_A_SHEET: [&str; 2] = ["<headerFooter", "</headerFooter>"];

/// Reads them; what is damaged there says nothing.
pub(super) fn read(bytes: &[u8]) -> Margins {
    let Ok(mut parts) = Parts::open(bytes) else { return Margins::default() };
    let mut margins = Margins::default();
    for name in parts.names() {
        let file = name.rsplit('/').next().unwrap_or_default();
        match name.split('/').next() {
            Some("word") if file.starts_with("header") || file.starts_with("footer") => {
                margins.lines.extend(texts(&parts.optional(&name), &[b"p"]));
            }
            Some("xl") if name.contains("worksheets/") && !name.contains("_rels") => {
                let sheet = parts.optional(&name);
                let [open, close] = OF_A_SHEET.map(|tag| sheet.find(tag));
                let header = open.zip(close).and_then(|(open, close)| sheet.get(open..close)).unwrap_or_default();
                let lines = texts(header, &[b"oddHeader", b"evenHeader", b"firstHeader", b"oddFooter"]);
                // `&C&KFF0000` before it says where it stands and how it looks.
                let bare = |line: String| line.trim_start_matches(|c: char| c.is_ascii()).to_owned();
                margins.lines.extend(lines.into_iter().map(bare));
            }
            Some("word" | "xl") if file.starts_with("comments") => {
                margins.comments.extend(texts(&parts.optional(&name), &[b"comment"]));
            }
            _ => {}
        }
    }
    margins.lines.retain(|line| !line.is_empty());
    margins
}

/// The texts within elements of these names, and those of watermarks, which are drawn.
fn texts(xml: &str, elements: &[&[u8]]) -> Vec<String> {
    let (mut reader, mut found, mut text) = (Reader::from_str(xml), Vec::new(), String::new());
    loop {
        match reader.read_event() {
            Ok(Event::Start(start) | Event::Empty(start)) if start.local_name().as_ref() == b"textpath" => {
                found.extend(drawn(&start));
            }
            Ok(Event::Start(start)) if elements.contains(&start.local_name().as_ref()) => text.clear(),
            Ok(Event::Text(part)) => text.push_str(&part.decode().unwrap_or_default()),
            Ok(Event::End(end)) if elements.contains(&end.local_name().as_ref()) => {
                found.push(std::mem::take(&mut text).trim().to_owned());
            }
            Ok(Event::Eof) | Err(_) => break,
            Ok(_) => {}
        }
    }
    found.retain(|text| !text.is_empty());
    found
}

/// The words of a watermark.
fn drawn(start: &BytesStart<'_>) -> Option<String> {
    Some(value(start, b"string")?.trim().to_owned())
}
