//! Packages of parts, as documents and workbooks are: what they hold, and how large they may be unpacked, before
//! anything reads them.

use std::collections::HashMap;
use std::io::{Cursor, Read as _};

use quick_xml::Reader;
use quick_xml::events::Event;
use zip::ZipArchive;

use super::Refusal;
use super::numbering::{for_each, value};

/// The most bytes of a file that is read.
pub(super) const LARGEST: usize = 64 << 20;
/// The most bytes of all parts of a package, unpacked.
const LARGEST_UNPACKED: u64 = 128 << 20;
/// The most bytes of one part that is held as a whole.
const LARGEST_PART: u64 = 32 << 20;
/// The most parts; each costs memory before it is unpacked.
const MOST_PARTS: usize = 10_000;
/// How the part of the texts is called, in small letters.
const STRINGS: &str = "sharedstrings.xml";
/// The fewest bytes of one of them: `<si/>`.
const SHORTEST_STRING: usize = 5;
/// The most texts of a workbook that is filled in by hand.
const MOST_STRINGS: usize = 1_000_000;
/// Where a package says which of its parts is the main one.
const RELATIONS: &str = "_rels/.rels";
/// The main parts of a document and of a workbook, where it does not.
const DOCUMENT: &str = "word/document.xml";
const WORKBOOK: &str = "xl/workbook.xml";
/// The part that names the kind of an OpenDocument package, and how it names sheets; the part with what it holds.
const KIND: &str = "mimetype";
const OPEN_SHEETS: &str = "application/vnd.oasis.opendocument.spreadsheet";
const OPEN_KINDS: &str = "application/vnd.oasis.opendocument.";
const OPEN_CONTENT: &str = "content.xml";
/// The main part of an OFD document (GB/T 33190—2016).
const FIXED_LAYOUT: &str = "OFD.xml";
/// The part with title and author.
const PROPERTIES: &str = "docProps/core.xml";

/// What a package holds, by its main part.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Package {
    /// A Word document.
    Document,
    /// A workbook.
    Workbook,
    /// OpenDocument sheets.
    OpenSheets,
}

type Archive<'a> = ZipArchive<Cursor<&'a [u8]>>;

fn archive(bytes: &[u8]) -> Result<Archive<'_>, Refusal> {
    let archive = ZipArchive::new(Cursor::new(bytes)).map_err(|_| Refusal::Damaged)?;
    if archive.len() > MOST_PARTS { Err(Refusal::TooLarge) } else { Ok(archive) }
}

/// What a package holds; one that unpacks to too much is refused.
pub(super) fn package(bytes: &[u8]) -> Result<Package, Refusal> {
    let mut parts = Parts::open(bytes)?;
    let package = match parts.main() {
        Some((package, _)) => package,
        None if parts.has(FIXED_LAYOUT) => return Err(Refusal::FixedLayout),
        None => match parts.optional(KIND).trim() {
            OPEN_SHEETS => Package::OpenSheets,
            kind if kind.starts_with(OPEN_KINDS) => return Err(Refusal::OpenDocument),
            _ => return Err(Refusal::Archive),
        },
    };
    accept(bytes)?;
    Ok(package)
}

/// The parts of a package, by their names. Some programs write these with backslashes, or in capitals.
pub(super) struct Parts<'a> {
    archive: Archive<'a>,
    numbers: HashMap<String, usize>,
}

/// Where one part leads to another.
#[derive(Debug)]
pub(super) struct Relation {
    /// The name by which the part speaks of it.
    pub(super) id: String,
    /// What the other is to it, the last word of an address: `styles`, `worksheet`.
    kind: String,
    /// The name of the other.
    pub(super) target: String,
}

impl<'a> Parts<'a> {
    /// Opens a package.
    pub(super) fn open(bytes: &'a [u8]) -> Result<Self, Refusal> {
        let archive = archive(bytes)?;
        // A part whose name cannot be read is not one looked for.
        let names = archive.file_names().enumerate().filter_map(|(at, name)| Some((at, name.ok()?)));
        let numbers = names.map(|(at, name)| (plain(&name), at)).collect();
        Ok(Self { archive, numbers })
    }

    /// The main part, and what it makes of the package.
    pub(super) fn main(&mut self) -> Option<(Package, String)> {
        let stated = self.relations(RELATIONS).into_iter().find(|relation| relation.kind == "officeDocument");
        let names = stated.map(|relation| relation.target).into_iter().chain([DOCUMENT, WORKBOOK].map(str::to_owned));
        names.into_iter().filter(|name| self.has(name)).find_map(|name| {
            let kind = match name.split('/').next()? {
                "word" => Package::Document,
                "xl" => Package::Workbook,
                _ => return None,
            };
            Some((kind, name))
        })
    }

    /// The names of all parts, in small letters, in order.
    pub(super) fn names(&self) -> Vec<String> {
        let mut names: Vec<String> = self.numbers.keys().cloned().collect();
        names.sort();
        names
    }

    fn has(&self, name: &str) -> bool {
        self.numbers.contains_key(&plain(name))
    }

    /// The parts that are pages and workbooks of their own within a document, in order.
    pub(super) fn inner(&self) -> Vec<String> {
        let ends = [".xlsx", ".htm", ".html"];
        self.names()
            .into_iter()
            .filter(|name| name.starts_with("word/") && ends.iter().any(|end| name.ends_with(end)))
            .collect()
    }

    /// The bytes of a part; none if it is not there.
    pub(super) fn bytes(&mut self, name: &str) -> Result<Vec<u8>, Refusal> {
        let Some(at) = self.numbers.get(&plain(name)) else { return Ok(Vec::new()) };
        let part = self.archive.by_index(*at).map_err(|_| Refusal::Damaged)?;
        let (mut part, mut content) = (part.take(LARGEST_PART + 1), Vec::new());
        part.read_to_end(&mut content).map_err(|_| Refusal::Damaged)?;
        if content.len() as u64 > LARGEST_PART { Err(Refusal::TooLarge) } else { Ok(content) }
    }

    /// A part, as text; none if it is not there.
    pub(super) fn text(&mut self, name: &str) -> Result<Option<String>, Refusal> {
        if !self.has(name) {
            return Ok(None);
        }
        let content = self.bytes(name)?;
        let content = content.strip_prefix(b"\xEF\xBB\xBF").map_or(content.as_slice(), |rest| rest).to_vec();
        String::from_utf8(content).map(Some).map_err(|_| Refusal::Damaged)
    }

    /// A part that may be missing or damaged; it then says nothing.
    pub(super) fn optional(&mut self, name: &str) -> String {
        self.text(name).ok().flatten().unwrap_or_default()
    }

    /// The parts that a part leads to.
    pub(super) fn relations_of(&mut self, part: &str) -> Vec<Relation> {
        let (folder, name) = part.rsplit_once('/').unwrap_or(("", part));
        self.relations(&format!("{folder}/_rels/{name}.rels"))
    }

    fn relations(&mut self, list: &str) -> Vec<Relation> {
        let folder = plain(list).split("_rels").next().unwrap_or_default().to_owned();
        let text = self.optional(list);
        let mut found = Vec::new();
        for_each(&text, |start| {
            let of = |name: &[u8]| value(start, name).unwrap_or_default();
            let target = of(b"Target").replace('\\', "/");
            let target = match target.strip_prefix('/') {
                Some(whole) => whole.to_owned(),
                None => format!("{folder}{target}"),
            };
            let kind = of(b"Type").rsplit('/').next().unwrap_or_default().to_owned();
            found.push(Relation { id: of(b"Id"), kind, target });
        });
        found
    }

    /// The part that is something to another, as its styles are.
    pub(super) fn related(&mut self, part: &str, kind: &str) -> Option<String> {
        self.relations_of(part).into_iter().find(|relation| relation.kind == kind).map(|relation| relation.target)
    }
}

/// A name as it is compared.
fn plain(name: &str) -> String {
    name.replace('\\', "/").trim_start_matches('/').to_lowercase()
}

/// Refuses what no reader should be given. What the parts claim to be is not believed: they are unpacked.
fn accept(bytes: &[u8]) -> Result<(), Refusal> {
    let mut archive = archive(bytes)?;
    let mut left = LARGEST_UNPACKED;
    for at in 0..archive.len() {
        let part = archive.by_index(at).map_err(|_| Refusal::Damaged)?;
        // A part whose name cannot be read is not the one looked for.
        let is_counted = part.name().is_ok_and(|name| name.to_lowercase().ends_with(STRINGS));
        let (mut part, mut content) = (part.take(left + 1), Vec::new());
        let size = if is_counted {
            part.read_to_end(&mut content).map(|size| size as u64)
        } else {
            std::io::copy(&mut part, &mut std::io::sink())
        };
        left = left.checked_sub(size.map_err(|_| Refusal::Damaged)?).ok_or(Refusal::TooLarge)?;
        if overstates(&content) {
            return Err(Refusal::Damaged);
        }
    }
    Ok(())
}

/// The main part of a document, and its parts on lists and styles, as text; the latter may be missing.
pub(super) fn document(bytes: &[u8]) -> Result<[String; 3], Refusal> {
    let mut parts = Parts::open(bytes)?;
    let (_, main) = parts.main().ok_or(Refusal::Damaged)?;
    let [lists, styles] = ["numbering", "styles"].map(|kind| {
        let name = parts.related(&main, kind).unwrap_or_else(|| format!("word/{kind}.xml"));
        parts.optional(&name)
    });
    Ok([parts.text(&main)?.ok_or(Refusal::Damaged)?, lists, styles])
}

/// What OpenDocument sheets hold, as text.
pub(super) fn open_content(bytes: &[u8]) -> Result<String, Refusal> {
    Parts::open(bytes)?.text(OPEN_CONTENT)?.ok_or(Refusal::Damaged)
}

/// Title and author that a package says it has.
pub(super) fn properties(bytes: &[u8]) -> (Option<String>, Option<String>) {
    let Ok(Some(part)) = Parts::open(bytes).and_then(|mut parts| parts.text(PROPERTIES)) else { return (None, None) };
    let mut xml = Reader::from_str(&part);
    let (mut title, mut author) = (String::new(), String::new());
    let mut name = Vec::new();
    loop {
        match xml.read_event() {
            Ok(Event::Start(start)) => start.local_name().as_ref().clone_into(&mut name),
            Ok(Event::End(_)) => name.clear(),
            Ok(Event::Text(text)) => {
                let text = text.decode().unwrap_or_default();
                match name.as_slice() {
                    b"title" => title.push_str(&text),
                    b"creator" => author.push_str(&text),
                    _ => {}
                }
            }
            Ok(Event::Eof) | Err(_) => break,
            Ok(_) => {}
        }
    }
    let stated = |text: String| Some(text.trim().to_owned()).filter(|text| !text.is_empty());
    (stated(title), stated(author))
}

/// Whether the part of the texts claims to hold more of them than it can. The reader of workbooks makes room for as
/// many as it says, and where there is no such room the program would end at once.
fn overstates(content: &[u8]) -> bool {
    let text = String::from_utf8_lossy(content);
    let most = (content.len() / SHORTEST_STRING).min(MOST_STRINGS);
    let count = |rest: &str| {
        let digits = rest.trim_start_matches(|c: char| c.is_whitespace() || matches!(c, '=' | '"' | '\''));
        let end = digits.find(|c: char| !c.is_ascii_digit()).unwrap_or(digits.len());
        // A count of more digits than a number holds is too large in any case.
        if end == 0 { 0 } else { digits[..end].parse().unwrap_or(usize::MAX) }
    };
    text.split("uniqueCount").skip(1).any(|rest| count(rest) > most)
}
