//! The objects of a PDF, found by going through the file rather than by its own table, which may be damaged or lie.

use std::cell::{Cell, RefCell};
use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

use super::Unreadable;
use super::unpack::unpack;
use super::value::{Dict, Lexer, Value, is_white};

/// No stream of a report is longer than this when it is unpacked; pictures and fonts are never unpacked.
const LONGEST_STREAM: usize = 24 << 20;
/// All that is unpacked, one time or many.
const MOST_BYTES: usize = 160 << 20;
/// All values that are read, one time or many.
const MOST_EFFORT: usize = 40_000_000;
/// References that lead to references.
const LONGEST_CHAIN: usize = 8;
/// More objects than any report has.
const MOST_OBJECTS: usize = 500_000;

/// A PDF whose objects are found.
#[derive(Debug)]
pub(super) struct File<'a> {
    bytes: &'a [u8],
    places: BTreeMap<u32, Place>,
    /// Streams of objects, unpacked.
    packs: Vec<Vec<u8>>,
    /// What the file says of itself.
    trailer: Dict,
    unpacked: Cell<usize>,
    effort: Cell<usize>,
    cached: RefCell<BTreeMap<u32, Rc<Value>>>,
}

/// Where an object is.
#[derive(Debug, Clone, Copy)]
enum Place {
    /// In the file itself, with the bytes of its stream.
    Loose { at: usize, stream: Option<(usize, usize)> },
    /// In a stream of objects.
    Packed { pack: usize, at: usize },
}

/// A page, with what it has from those above it.
#[derive(Debug, Clone, Default)]
pub(super) struct Page {
    /// Where what it draws is.
    contents: Value,
    /// Its fonts and forms.
    pub(super) resources: Rc<Dict>,
    /// Its edges: left, bottom, right, top.
    pub(super) edges: Vec<f64>,
    /// By how many degrees it is turned when it is shown.
    pub(super) turn: f64,
}

/// What going through a file gathers.
#[derive(Default)]
struct Scan {
    places: BTreeMap<u32, Place>,
    packs: Vec<(usize, u32)>,
    trailer: Option<Dict>,
    catalog: Option<u32>,
}

impl<'a> File<'a> {
    /// Finds the objects of a file.
    pub(super) fn open(bytes: &'a [u8]) -> Result<Self, Unreadable> {
        let mut scan = Scan::default();
        scan_objects(bytes, &mut scan)?;
        let catalog = scan.catalog.map(|catalog| root_only(catalog));
        let trailer = scan.trailer.or(catalog).unwrap_or_default();
        if !trailer.get("Encrypt").is_nothing() {
            return Err(Unreadable::Locked);
        }
        let mut file = Self {
            bytes,
            places: scan.places,
            packs: Vec::new(),
            trailer,
            unpacked: Cell::new(0),
            effort: Cell::new(0),
            cached: RefCell::default(),
        };
        for (at, number) in scan.packs {
            file.open_pack(at, number);
        }
        if file.places.is_empty() { Err(Unreadable::Damaged) } else { Ok(file) }
    }

    /// Whether it asked for more work than any report does.
    pub(super) fn is_too_large(&self) -> bool {
        self.unpacked.get() > MOST_BYTES || self.effort.get() > MOST_EFFORT
    }

    fn open_pack(&mut self, pack_at: usize, number: u32) {
        let Value::Dict(dict) = &*self.object(number) else { return };
        let Some(bytes) = self.stream(number) else { return };
        let (count, first) = (dict.get("N").count().unwrap_or(0), dict.get("First").count().unwrap_or(0));
        let mut lexer = Lexer::of_file(&bytes, 0);
        for _ in 0..count.min(MOST_OBJECTS) {
            let (Some(number), Some(offset)) = (next_count(&mut lexer), next_count(&mut lexer)) else { break };
            let Ok(number) = u32::try_from(number) else { continue };
            let is_newer = match self.places.get(&number) {
                Some(Place::Loose { at, .. }) => *at < pack_at,
                _ => self.places.len() < MOST_OBJECTS,
            };
            if is_newer {
                self.places.insert(number, Place::Packed { pack: self.packs.len(), at: first.saturating_add(offset) });
            }
        }
        self.packs.push(bytes);
    }

    /// An object by its number; nothing where there is none.
    pub(super) fn object(&self, number: u32) -> Rc<Value> {
        self.read_object(number).map(|(value, _)| value).unwrap_or_default()
    }

    /// An object, and of how many values it is at most.
    fn read_object(&self, number: u32) -> Option<(Rc<Value>, usize)> {
        if let Some(value) = self.cached.borrow().get(&number) {
            return Some((Rc::clone(value), LARGE_OBJECT));
        }
        let lexer = match self.places.get(&number) {
            Some(Place::Loose { at, .. }) => Some(Lexer::of_file(self.bytes, *at)),
            Some(Place::Packed { pack, at }) => self.packs.get(*pack).map(|pack| Lexer::of_file(pack, *at)),
            None => None,
        };
        let mut lexer = lexer.filter(|_| !self.is_too_large())?;
        let value = Rc::new(lexer.next().unwrap_or(Value::Nothing));
        let effort = lexer.effort();
        self.effort.set(self.effort.get().saturating_add(effort).saturating_add(1));
        if effort < LARGE_OBJECT {
            let mut cached = self.cached.borrow_mut();
            if cached.len() >= MOST_CACHED {
                cached.clear();
            }
            cached.insert(number, Rc::clone(&value));
        }
        Some((value, effort))
    }

    /// What a value is, behind its references.
    pub(super) fn follow(&self, value: &Value) -> Value {
        let mut value = value.clone();
        for _ in 0..LONGEST_CHAIN {
            let Value::Reference(number) = value else { return value };
            value = (*self.object(number)).clone();
        }
        Value::Nothing
    }

    /// The dictionary that a key leads to; an empty one where there is none.
    pub(super) fn dict(&self, dict: &Dict, key: &str) -> Dict {
        match self.follow(dict.get(key)) {
            Value::Dict(dict) => dict,
            _ => Dict::default(),
        }
    }

    /// The list that a key leads to, its values behind their references.
    pub(super) fn list(&self, dict: &Dict, key: &str) -> Vec<Value> {
        self.follow(dict.get(key)).list().iter().map(|value| self.follow(value)).collect()
    }

    /// The bytes of the stream of an object, unpacked.
    pub(super) fn stream(&self, number: u32) -> Option<Vec<u8>> {
        let Some(Place::Loose { stream: Some((from, to)), .. }) = self.places.get(&number) else { return None };
        let Value::Dict(dict) = &*self.object(number) else { return None };
        if dict.is("Subtype", "Image") || self.is_too_large() {
            return None;
        }
        let bytes = unpack(self.bytes.get(*from..*to)?, &self.filters(dict), LONGEST_STREAM);
        let length = bytes.as_ref().map_or(LONGEST_STREAM, Vec::len);
        self.unpacked.set(self.unpacked.get().saturating_add(length).saturating_add(1));
        bytes
    }

    /// The stream behind a value that refers to one.
    pub(super) fn stream_of(&self, value: &Value) -> Option<Vec<u8>> {
        if let Value::Reference(number) = value { self.stream(*number) } else { None }
    }

    fn filters(&self, dict: &Dict) -> Vec<(Vec<u8>, Dict)> {
        let as_list = |value: Value| match value {
            Value::List(list) => list.iter().map(|value| self.follow(value)).collect(),
            Value::Nothing => Vec::new(),
            value => vec![value],
        };
        let names = as_list(self.follow(dict.get("Filter")));
        let parameters = as_list(self.follow(dict.get("DecodeParms")));
        let of = |at: usize| parameters.get(at).and_then(Value::dict).cloned().unwrap_or_default();
        names.iter().enumerate().filter_map(|(at, name)| Some((name.name()?.to_vec(), of(at)))).collect()
    }

    /// Goes through the pages in order; whether there are no more than `most`.
    pub(super) fn each_page(&self, most: usize, mut visit: impl FnMut(&Page)) -> bool {
        let catalog = self.dict(&self.trailer, "Root");
        let (mut count, mut seen) = (0, BTreeSet::new());
        let mut waiting = vec![(catalog.get("Pages").clone(), Rc::new(Page::default()), 0)];
        while let Some((value, above, depth)) = waiting.pop() {
            let is_again = if let Value::Reference(number) = value { !seen.insert(number) } else { false };
            let Some(dict) = self.node(&value).filter(|_| !is_again) else { continue };
            let page = self.inherit(&dict, &above);
            match self.follow(dict.get("Kids")) {
                Value::List(kids) if !dict.is("Type", "Page") => {
                    if depth > DEEPEST_PAGE || waiting.len() + kids.len() > MOST_KIDS {
                        return false;
                    }
                    let page = Rc::new(page);
                    waiting.extend(kids.into_iter().rev().map(|kid| (kid, Rc::clone(&page), depth + 1)));
                }
                _ => {
                    count += 1;
                    if count > most {
                        return false;
                    }
                    visit(&page);
                }
            }
        }
        if count == 0 {
            self.each_stray_page(most, visit);
        }
        true
    }

    /// A part of the tree of pages, unless it is larger than any is.
    fn node(&self, value: &Value) -> Option<Dict> {
        match value {
            Value::Reference(number) => {
                let (value, effort) = self.read_object(*number)?;
                value.dict().filter(|_| effort < LARGEST_NODE).cloned()
            }
            value => value.dict().cloned(),
        }
    }

    fn inherit(&self, dict: &Dict, above: &Page) -> Page {
        let mut page = above.clone();
        if let Some(resources) = self.node(dict.get("Resources")) {
            page.resources = Rc::new(resources);
        }
        for key in ["MediaBox", "CropBox"] {
            let edges: Vec<f64> = self.list(dict, key).iter().filter_map(Value::number).collect();
            if edges.len() == 4 {
                page.edges = edges;
            }
        }
        if let Some(turn) = self.follow(dict.get("Rotate")).number() {
            page.turn = turn;
        }
        page.contents = dict.get("Contents").clone();
        page
    }

    /// Objects that are pages, where no tree of pages leads to any.
    fn each_stray_page(&self, most: usize, mut visit: impl FnMut(&Page)) {
        let dicts = self.places.keys().filter_map(|number| self.node(&Value::Reference(*number)));
        let pages = dicts.filter(|dict| dict.is("Type", "Page"));
        pages.take(most).for_each(|dict| visit(&self.inherit(&dict, &Page::default())));
    }

    /// What a page draws.
    pub(super) fn contents(&self, page: &Page) -> Vec<u8> {
        let value = &page.contents;
        if let Some(bytes) = self.stream_of(value) {
            return bytes;
        }
        let mut bytes = Vec::new();
        for part in self.follow(value).list() {
            bytes.extend(self.stream_of(part).unwrap_or_default());
            bytes.push(b'\n');
            if bytes.len() > LONGEST_STREAM {
                break;
            }
        }
        bytes
    }

    /// A text of what the file says of itself: its title, its author.
    pub(super) fn property(&self, key: &str) -> Option<String> {
        let Value::Bytes(bytes) = self.follow(self.dict(&self.trailer, "Info").get(key)) else { return None };
        let text = match bytes.strip_prefix(&[0xFE, 0xFF]) {
            Some(wide) => encoding_rs::UTF_16BE.decode_without_bom_handling(wide).0,
            None => match str::from_utf8(&bytes) {
                Ok(text) => text.into(),
                Err(_) => encoding_rs::GBK.decode_without_bom_handling(&bytes).0,
            },
        };
        let text = text.trim_matches(|c: char| c.is_whitespace() || c.is_control()).to_owned();
        (!text.is_empty() && !text.contains('\u{FFFD}')).then_some(text)
    }
}

/// Objects larger than this are read anew each time, so that few are held.
const LARGE_OBJECT: usize = 400;
const MOST_CACHED: usize = 2_000;
/// The entries of a page, or of what pages are gathered in, are fewer than this.
const LARGEST_NODE: usize = 20_000;
const DEEPEST_PAGE: usize = 50;
const MOST_KIDS: usize = 20_000;

fn next_count(lexer: &mut Lexer) -> Option<usize> {
    lexer.next()?.count()
}

fn root_only(catalog: u32) -> Dict {
    let text = format!("<</Root {catalog} 0 R>>");
    Lexer::of_file(text.as_bytes(), 0).next().and_then(|value| value.dict().cloned()).unwrap_or_default()
}

/// Goes through a file: every `7 0 obj`, every `trailer`. What is appended later is newer and takes precedence.
fn scan_objects(bytes: &[u8], scan: &mut Scan) -> Result<(), Unreadable> {
    let mut at = 0;
    while let Some(found) = next_mark(bytes, at) {
        at = match found {
            Mark::Trailer(behind) => {
                let mut lexer = Lexer::of_file(bytes, behind);
                if let Some(Value::Dict(dict)) = lexer.next() {
                    scan.note_trailer(&dict);
                }
                lexer.at.max(behind)
            }
            Mark::Object { number, behind } => {
                let mut lexer = Lexer::of_file(bytes, behind);
                let value = lexer.next().unwrap_or(Value::Nothing);
                let end = lexer.at.max(behind);
                let stream = value.dict().and_then(|dict| stream_at(bytes, end, dict));
                scan.note_object(number, behind, stream, &value);
                if scan.places.len() > MOST_OBJECTS {
                    return Err(Unreadable::TooLarge);
                }
                stream.map_or(end, |(_, to)| to)
            }
        };
    }
    Ok(())
}

impl Scan {
    fn note_object(&mut self, number: u32, at: usize, stream: Option<(usize, usize)>, value: &Value) {
        self.places.insert(number, Place::Loose { at, stream });
        let Value::Dict(dict) = value else { return };
        if stream.is_some() && dict.is("Type", "ObjStm") {
            self.packs.push((at, number));
        } else if dict.is("Type", "XRef") {
            self.note_trailer(dict);
        } else if dict.is("Type", "Catalog") {
            self.catalog = Some(number);
        }
    }

    fn note_trailer(&mut self, dict: &Dict) {
        if !dict.get("Root").is_nothing() {
            self.trailer = Some(dict.clone());
        }
    }
}

enum Mark {
    Trailer(usize),
    Object { number: u32, behind: usize },
}

/// The next place where an object or a trailer begins.
fn next_mark(bytes: &[u8], from: usize) -> Option<Mark> {
    let mut at = from;
    while let Some(window) = bytes.get(at..at + 3) {
        if window == b"obj"
            && let Some(number) = number_before(bytes.get(from..at).unwrap_or_default())
        {
            return Some(Mark::Object { number, behind: at + 3 });
        }
        if window == b"tra" && bytes.get(at..at + 7) == Some(b"trailer") {
            return Some(Mark::Trailer(at + 7));
        }
        at += 1;
    }
    None
}

/// The number in `7 0 ` at the end of some bytes.
fn number_before(bytes: &[u8]) -> Option<u32> {
    let tail = bytes.get(bytes.len().saturating_sub(24)..)?;
    let trimmed = tail.trim_ascii_end();
    let before = trimmed.trim_ascii_end().len() - trimmed.iter().rev().take_while(|byte| byte.is_ascii_digit()).count();
    let (rest, generation) = trimmed.split_at(before);
    if generation.is_empty() || generation.len() > 5 || !rest.last().copied().is_some_and(is_white) {
        return None;
    }
    let rest = rest.trim_ascii_end();
    let digits = rest.iter().rev().take_while(|byte| byte.is_ascii_digit()).count();
    let number = rest.get(rest.len() - digits..)?;
    str::from_utf8(number).ok()?.parse().ok().filter(|number| *number < 100_000_000)
}

/// The bytes of a stream whose dictionary ends at a place.
fn stream_at(bytes: &[u8], end: usize, dict: &Dict) -> Option<(usize, usize)> {
    let mut lexer = Lexer::of_file(bytes, end);
    lexer.skip_blank();
    let rest = bytes.get(lexer.at..)?.strip_prefix(b"stream")?;
    let from = bytes.len() - rest.len()
        + match rest {
            [b'\r', b'\n', ..] => 2,
            [b'\r' | b'\n', ..] => 1,
            _ => 0,
        };
    let is_end = |at: &usize| {
        let tail = bytes.get(*at..(*at).saturating_add(16)).unwrap_or_default();
        tail.trim_ascii_start().starts_with(b"endstream") || tail.trim_ascii_start().starts_with(b"endobj")
    };
    let said = dict.get("Length").count().and_then(|length| from.checked_add(length)).filter(is_end);
    let found = || bytes.get(from..)?.windows(9).position(|window| window == b"endstream").map(|at| from + at);
    Some((from, said.or_else(found).unwrap_or(bytes.len())))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn objects_are_found_without_a_table_and_the_newest_counts() {
        let text = b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj 2 0 obj<</Kids[3 0 R 2 0 R]/MediaBox[0 0 9 9]/Rotate 90>>endobj\n\
            3 0 obj<</Type/Page/Contents 4 0 R>>endobj 4 0 obj<</Length 2>>stream\nalter endstream\nendobj\n\
            4 0 obj<</Length 3>>stream\nneu\nendstream endobj trailer<</Root 1 0 R>>";
        let file = File::open(text).unwrap();
        let mut pages = Vec::new();
        assert!(file.each_page(9, |page| pages.push((page.edges.len(), page.turn, file.contents(page)))));
        assert_eq!(pages, [(4, 90.0, b"neu".to_vec())]);
    }

    #[test]
    fn a_stream_of_objects_is_opened() {
        let text = b"1 0 obj<</Type/ObjStm/N 2/First 10>>stream\n5 0 6 3   12 <</A 7>>endstream endobj";
        let file = File::open(text).unwrap();
        assert_eq!(*file.object(5), Value::Number(12.0));
        assert_eq!(file.object(6).dict().unwrap().get("A"), &Value::Number(7.0));
        assert_eq!(*file.object(7), Value::Nothing);
    }
}
