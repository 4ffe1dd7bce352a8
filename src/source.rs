//! A form's bytes as text, with positions that can be shown: line, column, excerpt with carets.

use std::borrow::Cow;
use std::ops::Range;

use encoding_rs::{GB18030, UTF_16BE, UTF_16LE};
use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

use crate::radicals;

/// A stretch of the text, in bytes.
pub type Span = Range<usize>;

/// How wide an excerpt may be before it is cut around its carets, in half-width columns.
const EXCERPT_WIDTH: usize = 100;

/// The text of a form and where its lines begin.
#[derive(Debug, Clone)]
pub struct Source {
    /// The name to show, as it was given on the command line.
    pub name: String,
    /// How the file wrote the text.
    pub encoding: Encoding,
    text: String,
    /// Byte offsets of the line starts.
    lines: Vec<usize>,
}

/// The byte order mark, as a character.
const MARK: char = '\u{FEFF}';

/// How a file writes its text. A byte order mark is no part of the text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Encoding {
    /// UTF-8, without or with a byte order mark.
    Utf8,
    /// UTF-16, low byte first: "Unicode" in Windows.
    Utf16Le,
    /// UTF-16, high byte first.
    Utf16Be,
    /// GB18030—2022 or its parts GBK and GB 2312: "ANSI" in Chinese Windows.
    Gb18030,
}

impl Encoding {
    /// What staff find in the menus of their programs.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Utf8 => "UTF-8",
            Self::Utf16Le | Self::Utf16Be => "UTF-16",
            Self::Gb18030 => "GBK",
        }
    }
}

/// Why bytes are not the text of a form.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NotText {
    /// Holds NUL bytes: a picture, a Word file, a workbook.
    Binary,
    /// Text in no encoding that is known, or in several; the first byte that is not UTF-8 is in this line (from 1).
    Garbled(usize),
    /// Text but for NUL characters, the first of which is in this line (from 1).
    Nul(usize),
    /// UTF-16 that ends within a character.
    CutShort,
    /// UTF-8 that a program took for GBK and saved so: 閲戞箹 for 金湖.
    Misread,
}

impl Source {
    /// Decodes the bytes of a file: UTF-8, UTF-16 of either order, with or without a byte order mark; GB18030. Only
    /// what is valid throughout counts: no byte is replaced or left out.
    pub fn decode(name: &str, bytes: &[u8]) -> Result<Self, NotText> {
        let (encoding, text) = decoded(bytes)?;
        // A file that was joined or converted may have several marks.
        let text = match text.strip_prefix(MARK) {
            Some(rest) => rest.trim_start_matches(MARK).to_owned(),
            None => text,
        };
        if is_misread(&text) {
            return Err(NotText::Misread);
        }
        // A text of old programs may end its lines with a carriage return alone.
        let text = if text.contains('\n') { text } else { text.replace('\r', "\n") };
        // What looks the same is the same: a radical from a PDF is the character.
        let text = radicals::folded(&text).into_owned();
        Ok(Self { encoding, ..Self::new(name, text) })
    }

    /// A source of text already at hand.
    pub fn new(name: &str, text: String) -> Self {
        let lines = std::iter::once(0).chain(text.match_indices('\n').map(|(at, _)| at + 1)).collect();
        Self { name: name.to_owned(), encoding: Encoding::Utf8, text, lines }
    }

    /// The whole text.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Line and column of an offset, both from 1; the column counts characters.
    pub fn position(&self, offset: usize) -> (usize, usize) {
        let line = self.line_at(offset);
        let before = self.text.get(self.lines[line]..offset.min(self.text.len())).unwrap_or_default();
        (line + 1, before.chars().count() + 1)
    }

    /// The line a span begins in, and carets under the part of the span within that line.
    /// Han characters are two columns wide; a long line is cut around the carets.
    pub fn excerpt(&self, span: &Span) -> (String, String) {
        let Range { start, end } = self.bounds(span.start);
        let from = span.start.clamp(start, end);
        let to = span.end.clamp(from, end);
        let (Some(before), Some(marked), Some(after)) =
            (self.text.get(start..from), self.text.get(from..to), self.text.get(to..end))
        else {
            return (String::new(), String::new());
        };
        let before = keep_last(&printable(before), EXCERPT_WIDTH * 6 / 10);
        let marked = keep_first(&printable(marked), EXCERPT_WIDTH / 2);
        let after = keep_first(&printable(after), EXCERPT_WIDTH.saturating_sub(before.width() + marked.width()));
        let carets = format!("{}{}", " ".repeat(before.width()), "^".repeat(marked.width().max(1)));
        (format!("{before}{marked}{after}").trim_end().to_owned(), carets)
    }

    /// The line an offset stands in, without its end.
    pub fn line(&self, offset: usize) -> &str {
        self.text.get(self.bounds(offset)).unwrap_or_default()
    }

    fn bounds(&self, offset: usize) -> Range<usize> {
        let line = self.line_at(offset);
        self.lines[line]..self.lines.get(line + 1).map_or(self.text.len(), |next| next - 1)
    }

    fn line_at(&self, offset: usize) -> usize {
        self.lines.partition_point(|&start| start <= offset).saturating_sub(1)
    }
}

fn decoded(bytes: &[u8]) -> Result<(Encoding, String), NotText> {
    if let Some((encoding, wide)) = utf16(bytes) {
        let codec = if encoding == Encoding::Utf16Le { UTF_16LE } else { UTF_16BE };
        let is_text = |text: &Cow<str>| !text.contains('\0') && !text.contains(is_private);
        let read = |wide| codec.decode_without_bom_handling_and_without_replacement(wide).filter(is_text);
        return match read(wide) {
            Some(text) => Ok((encoding, text.into_owned())),
            None if read(without_half(encoding, wide)).is_some() => Err(NotText::CutShort),
            None => Err(NotText::Binary),
        };
    }
    if let Some(first) = bytes.iter().position(|byte| *byte == 0) {
        let rest: Vec<u8> = bytes.iter().copied().filter(|byte| *byte != 0).collect();
        let is_text = (bytes.len() - rest.len()) * RAREST_NULS <= bytes.len()
            && !rest.iter().any(|byte| *byte < b' ' && !byte.is_ascii_whitespace())
            && decoded(&rest).is_ok_and(|(_, text)| !text.trim().is_empty());
        let line = bytes[..first].split(|&byte| byte == b'\n').count();
        return Err(if is_text { NotText::Nul(line) } else { NotText::Binary });
    }
    let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
    let error = match std::str::from_utf8(bytes) {
        Ok(text) => return Ok((Encoding::Utf8, text.to_owned())),
        Err(error) => error,
    };
    let text = GB18030.decode_without_bom_handling_and_without_replacement(bytes);
    match text.filter(|text| !is_damaged_utf8(bytes) && !text.contains(is_private)) {
        Some(text) => Ok((Encoding::Gb18030, text.into_owned())),
        None => Err(NotText::Garbled(bytes[..error.valid_up_to()].split(|&b| b == b'\n').count())),
    }
}

/// So many characters tell whether a text was misread, and so many of them must be Han characters when read right.
const TRIED: usize = 2000;
const FEWEST: usize = 20;

/// Whether a text is UTF-8 that was read as GBK: taken back to bytes and read right, it makes Han characters, and
/// hardly a byte is left over; of a text that is right, hardly anything is.
fn is_misread(text: &str) -> bool {
    let han = |c: &char| matches!(c, '\u{4E00}'..='\u{9FFF}');
    let typed: String = text.chars().filter(|c| !c.is_ascii()).take(TRIED).collect();
    let (bytes, ..) = GB18030.encode(&typed);
    let right = String::from_utf8_lossy(&bytes);
    let (read, lost) = (right.chars().filter(han).count(), right.matches('\u{FFFD}').count());
    read >= FEWEST && lost * 3 < read
}

/// A text that is damaged by NUL characters has one in so many bytes, or fewer.
const RAREST_NULS: usize = 16;

/// Of an odd number of bytes, which is no whole UTF-16, one in so many must be zero.
const SURE: usize = 8;

/// Whether the bytes are UTF-16, and those behind the byte order mark. Without a mark it shows by the zero bytes that
/// are every other byte of its ASCII signs.
fn utf16(bytes: &[u8]) -> Option<(Encoding, &[u8])> {
    match bytes {
        [0xFF, 0xFE, wide @ ..] => return Some((Encoding::Utf16Le, wide)),
        [0xFE, 0xFF, wide @ ..] => return Some((Encoding::Utf16Be, wide)),
        _ if !bytes.contains(&0) => return None,
        _ => {}
    }
    let zeros = |odd: usize| bytes.iter().skip(odd).step_by(2).filter(|byte| **byte == 0).count();
    let (high_first, low_first) = (zeros(0), zeros(1));
    // A form has ASCII keys and blanks throughout; a character like 一 or ─ has a zero byte where they have none.
    let rarest = if bytes.len().is_multiple_of(2) { 32 } else { SURE };
    let is_mostly = |these: usize, those: usize| these * rarest > bytes.len() && these > those * 2;
    if is_mostly(low_first, high_first) {
        Some((Encoding::Utf16Le, bytes))
    } else if is_mostly(high_first, low_first) {
        Some((Encoding::Utf16Be, bytes))
    } else {
        None
    }
}

/// UTF-16 without what is left of a last character that was cut: one byte, the first of a pair of codes, or both.
fn without_half(encoding: Encoding, wide: &[u8]) -> &[u8] {
    let whole = &wide[..wide.len() / 2 * 2];
    match whole.split_last_chunk() {
        Some((before, last)) => {
            let code =
                if encoding == Encoding::Utf16Le { u16::from_le_bytes(*last) } else { u16::from_be_bytes(*last) };
            if (0xD800..0xDC00).contains(&code) { before } else { whole }
        }
        None => whole,
    }
}

/// Whether a character is one that no text has: what damaged GBK often turns into.
fn is_private(c: char) -> bool {
    ('\u{E000}'..='\u{F8FF}').contains(&c)
}

/// Whether most of what is not ASCII is still UTF-8: then a few bytes of it are spoilt, and what GB18030 makes
/// of it would be nonsense.
fn is_damaged_utf8(bytes: &[u8]) -> bool {
    let (mut good, mut bad) = (0, 0);
    for chunk in bytes.utf8_chunks() {
        good += chunk.valid().chars().filter(|c| c.len_utf8() == 3).count();
        bad += usize::from(!chunk.invalid().is_empty());
    }
    good > bad
}

/// Control characters as blanks, so that every character is as wide as it looks.
fn printable(text: &str) -> String {
    // Only what can be shown is looked at: a line may be megabytes long.
    let shown = |c: char| if c.is_control() { ' ' } else { c };
    if text.len() <= 8 * EXCERPT_WIDTH {
        return text.chars().map(shown).collect();
    }
    let head: String = text.chars().take(2 * EXCERPT_WIDTH).map(shown).collect();
    let mut tail: Vec<char> = text.chars().rev().take(2 * EXCERPT_WIDTH).map(shown).collect();
    tail.reverse();
    head + &tail.into_iter().collect::<String>()
}

fn keep_first(text: &str, width: usize) -> String {
    if text.width() <= width {
        return text.to_owned();
    }
    let mut used = 0;
    let kept: String = text.chars().take_while(|c| add(&mut used, *c) + 2 <= width).collect();
    kept + "…"
}

fn keep_last(text: &str, width: usize) -> String {
    if text.width() <= width {
        return text.to_owned();
    }
    let mut used = 0;
    let mut kept: Vec<char> = text.chars().rev().take_while(|c| add(&mut used, *c) + 2 <= width).collect();
    kept.push('…');
    kept.iter().rev().collect()
}

fn add(used: &mut usize, c: char) -> usize {
    *used += c.width().unwrap_or(0);
    *used
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn radicals_are_common_characters() {
        let source = Source::decode("", "name = \"柘溪区统计局⼯⾏⺠\"".as_bytes()).unwrap();
        assert_eq!(source.text(), "name = \"柘溪区统计局工行民\"");
    }

    #[test]
    fn positions_count_characters() {
        let source = Source::new("f", "a = 1\r\n规章 = 减8\n".to_owned());
        assert_eq!(source.position(0), (1, 1));
        assert_eq!(source.position(source.text().find('减').unwrap()), (2, 6));
        assert_eq!(source.position(source.text().len()), (3, 1));
    }

    #[test]
    fn carets_stand_under_han_characters() {
        let source = Source::new("f", "规章 = 减8 # 注".to_owned());
        let at = source.text().find('减').unwrap();
        assert_eq!(source.excerpt(&(at..at + 4)), ("规章 = 减8 # 注".to_owned(), "       ^^^".to_owned()));
    }

    #[test]
    fn a_long_line_is_cut_around_the_carets() {
        let text = format!("x = '{}※{}'", "长".repeat(500_000), "尾".repeat(500_000));
        let source = Source::new("f", text);
        let at = source.text().find('※').unwrap();
        let (line, carets) = source.excerpt(&(at..at + 3));
        assert!(line.width() <= EXCERPT_WIDTH + 2, "{line}");
        let column = carets.find('^').unwrap();
        let under: String = line
            .chars()
            .scan(0, |used, c| {
                let at = *used;
                add(used, c);
                Some((at, c))
            })
            .filter(|(at, _)| *at == column)
            .map(|(_, c)| c)
            .collect();
        assert_eq!(under, "※");
    }

    #[test]
    fn every_encoding_gives_the_same_text() {
        let text = "year = 2023\r\n# ────────\r\n[agency]\r\nname = \"一级政府联通\" # 〔2021〕\r\n";
        let wide = |order: fn(u16) -> [u8; 2]| text.encode_utf16().flat_map(order).collect::<Vec<u8>>();
        let (low_first, high_first) = (wide(u16::to_le_bytes), wide(u16::to_be_bytes));
        for (bytes, encoding) in [
            (text.as_bytes().to_vec(), Encoding::Utf8),
            ([b"\xEF\xBB\xBF", text.as_bytes()].concat(), Encoding::Utf8),
            ([b"\xFF\xFE", low_first.as_slice()].concat(), Encoding::Utf16Le),
            ([b"\xFE\xFF", high_first.as_slice()].concat(), Encoding::Utf16Be),
            (low_first, Encoding::Utf16Le),
            (high_first, Encoding::Utf16Be),
            (GB18030.encode(text).0.into_owned(), Encoding::Gb18030),
        ] {
            let source = Source::decode("f", &bytes).unwrap();
            assert_eq!((source.text(), source.encoding), (text, encoding));
        }
        let rare = "name = '㐀𠮷'";
        let source = Source::decode("f", &GB18030.encode(rare).0).unwrap();
        assert_eq!((source.text(), source.encoding), (rare, Encoding::Gb18030));
    }

    #[test]
    fn a_misread_text_is_told_from_a_right_one() {
        let right = "# 填报机关\nname = \"金湖县人民政府\" # 机关名称（全称，与公章一致；标题、导语、落款都用它）\n";
        let misread = GB18030.decode_without_bom_handling(right.as_bytes()).0.into_owned();
        assert_eq!(Source::decode("f", misread.as_bytes()).err(), Some(NotText::Misread));
        for text in [right, "year = 2024\n", "锟斤拷", "name = \"閲戞箹\"", &right.repeat(50)] {
            assert!(Source::decode("f", text.as_bytes()).is_ok(), "{text}");
        }
        assert_eq!(Source::decode("f", b"a = 1\rb = 2\r").unwrap().text(), "a = 1\nb = 2\n");
    }

    #[test]
    fn bytes_that_are_no_text_are_told_apart() {
        assert_eq!(Source::decode("f", b"PK\x03\x04\0\0").err(), Some(NotText::Binary));
        assert_eq!(Source::decode("f", b"\xFF\xFEa\0\0\0").err(), Some(NotText::Binary));
        assert_eq!(Source::decode("f", b"a\nname = \"\xFF\xF0\"").err(), Some(NotText::Garbled(2)));
        assert_eq!(
            Source::decode("f", b"# a report of a town\n# of the last year\nyear = 2023\0\n[agency]\0\0\n").err(),
            Some(NotText::Nul(3))
        );
        assert_eq!(Source::decode("f", b"\0\0\0\0").err(), Some(NotText::Binary));
        let wide = |mark: &str, text: &str| {
            format!("{mark}{text}").encode_utf16().flat_map(u16::to_le_bytes).collect::<Vec<u8>>()
        };
        for whole in [wide("\u{feff}", "year = 2023 # 𠮷"), wide("", "year = 2023 # 年𠮷")] {
            for cut in 1..4 {
                let found = Source::decode("f", &whole[..whole.len() - cut]);
                assert_eq!(found.err(), Some(NotText::CutShort), "{cut}");
            }
        }
        let marks = Source::decode("f", &wide("\u{feff}\u{feff}", "year = 2023")).unwrap();
        assert_eq!(marks.text(), "year = 2023");
        let mut spoilt = "name = '金湖县人民政府'\n".as_bytes().to_vec();
        spoilt.extend(b"office = '\xBD\xF0\xBA\xFE'");
        assert_eq!(Source::decode("f", &spoilt).err(), Some(NotText::Garbled(2)));
    }
}
