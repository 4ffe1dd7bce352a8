//! Fonts: what the bytes of a text stand for, and how wide each character is.

use encoding_rs::WINDOWS_1252;

use super::codes::CodeMap;
use super::file::File;
use super::letter::add_meant;
use super::value::{Dict, Value};

/// A map to text is no longer than this: some fourteen bytes for each of 65,536 characters.
const LONGEST_MAP: usize = 1_200_000;
/// More widths than any font gives.
const MOST_WIDTHS: usize = 80_000;

/// What a text shows at one place.
#[derive(Debug, PartialEq)]
pub(super) struct Shown {
    /// The characters; the sign of what is unknown where the file does not tell.
    pub(super) text: String,
    /// How far the next one stands, in thousandths of the size.
    pub(super) width: f64,
    /// Whether it is the blank between words that a PDF can make wider.
    pub(super) is_blank: bool,
}

/// A font.
#[derive(Debug)]
pub(super) struct Font {
    codes: Codes,
    text: Option<CodeMap>,
    widths: Widths,
    /// Whether it is set from top to bottom.
    pub(super) is_vertical: bool,
    /// How heavy it is to hold, in bytes about.
    pub(super) weight: usize,
}

#[derive(Debug)]
enum Codes {
    /// A byte each.
    Single(Vec<Option<char>>),
    /// Two bytes each, the number of the character itself.
    Double(Option<CodeMap>),
    /// As a map tells, and what its characters mean.
    Mapped(Box<CodeMap>, Option<CodeMap>),
}

/// Widths from one character to another.
#[derive(Debug)]
struct Widths {
    ranges: Vec<(usize, usize, f64)>,
    usual: f64,
}

impl Widths {
    fn of(&self, character: u32) -> f64 {
        let character = usize::try_from(character).unwrap_or(usize::MAX);
        let after = self.ranges.partition_point(|(first, ..)| *first <= character);
        let found = after.checked_sub(1).and_then(|at| self.ranges.get(at));
        found.filter(|(_, last, _)| *last >= character).map_or(self.usual, |(.., width)| *width)
    }
}

impl Font {
    /// Reads what a file says of a font.
    pub(super) fn read(file: &File, dict: &Dict) -> Self {
        let map = file.stream_of(dict.get("ToUnicode")).filter(|map| map.len() <= LONGEST_MAP);
        let weight = map.as_ref().map_or(0, Vec::len);
        let text = map.as_deref().and_then(CodeMap::parse);
        let mut font = if dict.is("Subtype", "Type0") { composite(file, dict) } else { simple(file, dict) };
        (font.text, font.weight) = (text, weight.saturating_mul(6) + font.widths.ranges.len() * 24 + 4000);
        font
    }

    /// Goes through what some bytes show.
    pub(super) fn each(&self, bytes: &[u8], mut show: impl FnMut(Shown)) {
        let mut rest = bytes;
        while !rest.is_empty() {
            let (code, length, character) = self.next_code(rest);
            let (this, behind) = rest.split_at(length.min(rest.len()));
            rest = behind;
            let text = self.text_of(code, character);
            show(Shown { text, width: self.widths.of(character), is_blank: this == b" " });
        }
    }

    /// The code at the beginning of some bytes, how many it takes, and the character of the font.
    fn next_code(&self, bytes: &[u8]) -> (u32, usize, u32) {
        let code = |length: usize| bytes.iter().take(length).fold(0_u32, |code, byte| code << 8 | u32::from(*byte));
        match &self.codes {
            Codes::Single(_) => (code(1), 1, code(1)),
            Codes::Double(_) => (code(2), 2, code(2)),
            Codes::Mapped(map, _) => {
                let lengths = (1_u8..=4).filter(|length| usize::from(*length) <= bytes.len());
                let found = lengths.into_iter().find_map(|length| {
                    let code = code(usize::from(length));
                    Some((code, usize::from(length), map.character(code, length)?))
                });
                // What the map does not know: one byte of a Western code, else two.
                let length = if bytes.first().is_some_and(u8::is_ascii) && bytes.len() % 2 == 1 { 1 } else { 2 };
                found.unwrap_or((code(length), length, 0))
            }
        }
    }

    fn text_of(&self, code: u32, character: u32) -> String {
        let told =
            self.text.as_ref().and_then(|map| map.text(code)).filter(|text| !text.starts_with(['\0', '\u{FFFD}']));
        let known = told.or_else(|| match &self.codes {
            Codes::Single(table) => {
                usize::try_from(code).ok().and_then(|at| table.get(at).copied().flatten()).map(String::from)
            }
            Codes::Double(collection) | Codes::Mapped(_, collection) => collection.as_ref()?.text(character),
        });
        let mut text = String::new();
        match known {
            Some(known) => known.chars().for_each(|c| add_meant(c, &mut text)),
            // The first characters of a font are often a box and a blank.
            None if character == 0 || matches!(self.codes, Codes::Single(_)) && code <= 32 => {}
            None => text.push(char::REPLACEMENT_CHARACTER),
        }
        text
    }
}

fn simple(file: &File, dict: &Dict) -> Font {
    let first = file.follow(dict.get("FirstChar")).count().unwrap_or(0);
    let unit = if dict.is("Subtype", "Type3") {
        let matrix = file.list(dict, "FontMatrix");
        matrix.first().and_then(Value::number).map_or(1.0, f64::abs)
    } else {
        0.001
    };
    let widths = file.list(dict, "Widths");
    let widths = widths.iter().take(256).enumerate().filter_map(|(at, width)| {
        Some((first.saturating_add(at), first.saturating_add(at), super::matrix::share(width.number()?, unit, 0.001)))
    });
    let descriptor = file.dict(dict, "FontDescriptor");
    let usual = descriptor.get("MissingWidth").number().filter(|width| *width > 0.0).unwrap_or(500.0);
    Font {
        codes: Codes::Single(single_codes(file, dict)),
        text: None,
        widths: Widths { ranges: widths.collect(), usual },
        is_vertical: false,
        weight: 0,
    }
}

/// What each byte means: as Windows has it, but for the differences the font tells.
fn single_codes(file: &File, dict: &Dict) -> Vec<Option<char>> {
    let mut table: Vec<Option<char>> = (0..=255_u8).map(|byte| (byte >= 32).then(|| western(byte)).flatten()).collect();
    let Value::Dict(encoding) = file.follow(dict.get("Encoding")) else { return table };
    let mut at = 0;
    for value in file.list(&encoding, "Differences") {
        match value {
            Value::Number(_) => at = value.count().unwrap_or(0),
            Value::Name(name) => {
                if let Some(place) = table.get_mut(at) {
                    *place = named(&name);
                }
                at = at.saturating_add(1);
            }
            _ => {}
        }
    }
    table
}

fn western(byte: u8) -> Option<char> {
    WINDOWS_1252.decode_without_bom_handling(&[byte]).0.chars().next()
}

/// The character that a name of a glyph tells.
fn named(name: &[u8]) -> Option<char> {
    let name = str::from_utf8(name).ok()?;
    let hexadecimal = |digits: &str| u32::from_str_radix(digits, 16).ok().and_then(char::from_u32);
    let mut letters = name.chars();
    match (letters.next(), letters.next()) {
        (Some(letter), None) => return Some(letter),
        _ => {}
    }
    let by_number =
        name.strip_prefix("uni").filter(|digits| digits.len() >= 4).and_then(|digits| hexadecimal(digits.get(..4)?));
    let by_number =
        by_number.or_else(|| name.strip_prefix('u').filter(|digits| digits.len() >= 4).and_then(hexadecimal));
    by_number.or_else(|| NAMES.iter().find(|(known, _)| *known == name).map(|(_, c)| *c))
}

/// Names of what stands in a report: figures and signs.
const NAMES: &[(&str, char)] = &[
    ("space", ' '),
    ("zero", '0'),
    ("one", '1'),
    ("two", '2'),
    ("three", '3'),
    ("four", '4'),
    ("five", '5'),
    ("six", '6'),
    ("seven", '7'),
    ("eight", '8'),
    ("nine", '9'),
    ("period", '.'),
    ("comma", ','),
    ("hyphen", '-'),
    ("minus", '-'),
    ("slash", '/'),
    ("percent", '%'),
    ("parenleft", '('),
    ("parenright", ')'),
    ("colon", ':'),
    ("semicolon", ';'),
    ("plus", '+'),
    ("equal", '='),
    ("asterisk", '*'),
    ("quotesingle", '\''),
    ("quotedbl", '"'),
    ("underscore", '_'),
    ("bracketleft", '['),
    ("bracketright", ']'),
    ("quotedblleft", '“'),
    ("quotedblright", '”'),
    ("quoteleft", '‘'),
    ("quoteright", '’'),
    ("endash", '–'),
    ("emdash", '—'),
    ("bullet", '•'),
    ("ellipsis", '…'),
    ("at", '@'),
    ("ampersand", '&'),
    ("numbersign", '#'),
    ("exclam", '!'),
    ("question", '?'),
    ("less", '<'),
    ("greater", '>'),
    ("fi", '\u{FB01}'),
    ("fl", '\u{FB02}'),
    ("ff", '\u{FB00}'),
    ("nbspace", ' '),
    ("periodcentered", '·'),
];

fn composite(file: &File, dict: &Dict) -> Font {
    let below = file.list(dict, "DescendantFonts").into_iter().next();
    let below = below.as_ref().and_then(Value::dict).cloned().unwrap_or_default();
    let encoding = file.follow(dict.get("Encoding"));
    let map = match &encoding {
        Value::Name(name) if !name.starts_with(b"Identity") => CodeMap::named(name),
        Value::Dict(_) => file
            .stream_of(dict.get("Encoding"))
            .filter(|map| map.len() <= LONGEST_MAP)
            .and_then(|map| CodeMap::parse(&map)),
        _ => None,
    };
    let info = file.dict(&below, "CIDSystemInfo");
    let told = |key: &str| match file.follow(info.get(key)) {
        Value::Bytes(bytes) => bytes,
        _ => Vec::new(),
    };
    let collection = CodeMap::of_collection(&told("Registry"), &told("Ordering"));
    let is_vertical = match &map {
        Some(map) => map.is_vertical(),
        None => encoding.name().is_some_and(|name| name.ends_with(b"-V")),
    };
    let collection = collection.or_else(|| map.as_ref().and_then(CodeMap::collection));
    let codes = match map {
        Some(map) => Codes::Mapped(Box::new(map), collection),
        None => Codes::Double(collection),
    };
    let usual = file.follow(below.get("DW")).number().unwrap_or(1000.0);
    Font { codes, text: None, widths: Widths { ranges: wide_widths(file, &below), usual }, is_vertical, weight: 0 }
}

/// Widths as a large font gives them: `first [w w w]` or `first last w`.
fn wide_widths(file: &File, below: &Dict) -> Vec<(usize, usize, f64)> {
    let mut ranges = Vec::new();
    let list = file.list(below, "W");
    let mut rest = list.as_slice();
    while let [first, second, behind @ ..] = rest {
        let first = first.count().unwrap_or(0);
        match (second, behind) {
            (Value::List(widths), behind) => {
                ranges.extend(widths.iter().enumerate().filter_map(|(at, width)| {
                    let at = first.saturating_add(at);
                    Some((at, at, file.follow(width).number()?))
                }));
                rest = behind;
            }
            (last, [width, behind @ ..]) => {
                ranges.extend(last.count().zip(width.number()).map(|(last, width)| (first, last, width)));
                rest = behind;
            }
            _ => break,
        }
        if ranges.len() > MOST_WIDTHS {
            break;
        }
    }
    ranges.sort_by_key(|(first, ..)| *first);
    ranges
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_font_without_a_map_is_read_by_its_encoding() {
        let text = br"1 0 obj<</Subtype/Type0/Encoding/GBK-EUC-H/DescendantFonts[<</CIDSystemInfo<</Registry(Adobe)/Ordering(GB1)>>/W[814 907 500]>>]>>
            2 0 obj<</Subtype/Type3/FontMatrix[.01 0 0 .01 0 0]/FirstChar 5/Widths[50 60]/Encoding<</Differences[5/seven/uni4E2D]>>>>";
        let file = File::open(text).unwrap();
        let shown = |number: u32, bytes: &[u8]| {
            let mut all = Vec::new();
            Font::read(&file, file.object(number).dict().unwrap())
                .each(bytes, |shown| all.push((shown.text, shown.width)));
            all
        };
        assert_eq!(shown(1, b"\xD6\xD01"), [("中".to_owned(), 1000.0), ("1".to_owned(), 500.0)]);
        assert_eq!(shown(2, &[5, 6]), [("7".to_owned(), 500.0), ("中".to_owned(), 600.0)]);
    }
}
