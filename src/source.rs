//! A form's bytes as text, with positions that can be shown: line, column, excerpt with carets.

use std::ops::Range;

use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

/// A stretch of the text, in bytes.
pub type Span = Range<usize>;

/// How wide an excerpt may be before it is cut around its carets, in half-width columns.
const EXCERPT_WIDTH: usize = 100;

/// The text of a form and where its lines begin.
#[derive(Debug)]
pub struct Source {
    /// The name to show, as it was given on the command line.
    pub name: String,
    text: String,
    /// Byte offsets of the line starts.
    lines: Vec<usize>,
}

/// Why bytes are not the text of a form.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NotText {
    /// Holds NUL bytes: a picture, a Word file, a workbook.
    Binary,
    /// Text in another encoding; the first byte that is not UTF-8 is in this line (from 1).
    NotUtf8(usize),
}

impl Source {
    /// Decodes the bytes of a file: UTF-8, with or without a byte order mark.
    pub fn decode(name: &str, bytes: &[u8]) -> Result<Self, NotText> {
        if bytes.starts_with(b"\xFF\xFE") || bytes.starts_with(b"\xFE\xFF") {
            return Err(NotText::NotUtf8(1));
        }
        let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
        if bytes.contains(&0) {
            return Err(NotText::Binary);
        }
        match std::str::from_utf8(bytes) {
            Ok(text) => Ok(Self::new(name, text.to_owned())),
            Err(error) => Err(NotText::NotUtf8(bytes[..error.valid_up_to()].split(|&b| b == b'\n').count())),
        }
    }

    /// A source of text already at hand.
    pub fn new(name: &str, text: String) -> Self {
        let lines = std::iter::once(0).chain(text.match_indices('\n').map(|(at, _)| at + 1)).collect();
        Self { name: name.to_owned(), text, lines }
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
    fn bytes_that_are_no_text_are_told_apart() {
        assert!(Source::decode("f", b"\xEF\xBB\xBFyear = 1").is_ok_and(|s| s.text() == "year = 1"));
        assert_eq!(Source::decode("f", b"PK\x03\x04\0\0").err(), Some(NotText::Binary));
        assert_eq!(Source::decode("f", b"a\nname = \"\xBD\xF0\"").err(), Some(NotText::NotUtf8(2)));
    }
}
