//! Numbers that a Word document sets before its paragraphs by itself: 一、 （一） 1. are no text of theirs.
//!
//! The parts are those of ISO/IEC 29500-1, 17.9: a paragraph, or its style, names a list and a level; the list names
//! the form of its numbers.

use std::collections::HashMap;

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

use crate::chinese_numeral;

/// The lists of a document, and how far each has counted.
#[derive(Debug, Default)]
pub(super) struct Numbering {
    /// Which form a list has.
    lists: HashMap<String, String>,
    /// The levels of each form.
    levels: HashMap<(String, usize), Level>,
    /// Lists and levels that styles name.
    styles: HashMap<String, (String, usize)>,
    /// The numbers last given, by form.
    counted: HashMap<String, [u32; DEPTH]>,
}

/// One level of a list.
#[derive(Debug, Clone, Default)]
struct Level {
    start: u32,
    format: String,
    /// `%1、` and the like.
    text: String,
}

/// The most bytes of a number with what stands around it.
const LONGEST: usize = 60;
/// Levels of a list.
const DEPTH: usize = 9;
/// Numbers beyond this are given in digits.
const MOST_COUNTED: u32 = 99;

impl Numbering {
    /// Reads the parts on lists and styles; what is not there, or damaged, numbers nothing.
    pub(super) fn read(lists: &str, styles: &str) -> Self {
        let mut numbering = Self::default();
        numbering.read_lists(lists);
        numbering.read_styles(styles);
        numbering
    }

    fn read_lists(&mut self, part: &str) {
        let (mut form, mut list, mut level) = (String::new(), String::new(), 0);
        for_each(part, |start| match start.local_name().as_ref() {
            b"abstractNum" => (form, list) = (value(start, b"abstractNumId").unwrap_or_default(), String::new()),
            b"num" => (form, list) = (String::new(), value(start, b"numId").unwrap_or_default()),
            b"abstractNumId" if !list.is_empty() => {
                self.lists.insert(list.clone(), value(start, b"val").unwrap_or_default());
            }
            b"lvl" if list.is_empty() => level = number(value(start, b"ilvl")),
            name if list.is_empty() && level < DEPTH => {
                let known = self.levels.entry((form.clone(), level)).or_default();
                match name {
                    b"start" => known.start = value(start, b"val").and_then(|start| start.parse().ok()).unwrap_or(1),
                    b"numFmt" => known.format = value(start, b"val").unwrap_or_default(),
                    b"lvlText" => {
                        known.text = value(start, b"val").filter(|text| text.len() <= LONGEST).unwrap_or_default();
                    }
                    _ => {}
                }
            }
            _ => {}
        });
    }

    fn read_styles(&mut self, part: &str) {
        let (mut style, mut level) = (String::new(), 0);
        for_each(part, |start| match start.local_name().as_ref() {
            b"style" => (style, level) = (value(start, b"styleId").unwrap_or_default(), 0),
            b"ilvl" => level = number(value(start, b"val")),
            b"numId" if !style.is_empty() => {
                self.styles.insert(style.clone(), (value(start, b"val").unwrap_or_default(), level));
            }
            _ => {}
        });
    }

    /// The number before the next paragraph of a list or style; empty if it has none.
    pub(super) fn next(&mut self, list: Option<(String, usize)>, style: Option<&str>) -> String {
        let named = list.or_else(|| self.styles.get(style?).cloned());
        let Some((list, level)) = named.filter(|(_, level)| *level < DEPTH) else { return String::new() };
        let Some(form) = self.lists.get(&list).cloned() else { return String::new() };
        let Some(text) = self.levels.get(&(form.clone(), level)).map(|level| level.text.clone()) else {
            return String::new();
        };
        let starts: Vec<u32> = (0..DEPTH).map(|at| self.level(&form, at).map_or(1, |level| level.start)).collect();
        let counted = self.counted.entry(form.clone()).or_default();
        counted[level] = if counted[level] == 0 { starts[level] } else { counted[level].saturating_add(1) };
        counted[level + 1..].fill(0);
        let counted = *counted;
        (0..DEPTH).fold(text, |text, at| {
            let sign = format!("%{}", at + 1);
            if !text.contains(&sign) {
                return text;
            }
            let format = self.level(&form, at).map_or("", |level| level.format.as_str());
            text.replace(&sign, &written(counted[at].max(1), format))
        })
    }

    fn level(&self, form: &str, at: usize) -> Option<&Level> {
        self.levels.get(&(form.to_owned(), at))
    }
}

/// A number in the form of a list; of bullets nothing.
fn written(number: u32, format: &str) -> String {
    let is_chinese =
        ["chinese", "ideograph", "japaneseCounting", "taiwanese"].iter().any(|word| format.starts_with(word));
    match format {
        "bullet" | "none" => String::new(),
        "decimalEnclosedCircle" | "decimalEnclosedCircleChinese" if number <= 20 => {
            char::from_u32(0x245F + number).map(String::from).unwrap_or_default()
        }
        "lowerLetter" if number <= 26 => char::from_u32(0x60 + number).map(String::from).unwrap_or_default(),
        "upperLetter" if number <= 26 => char::from_u32(0x40 + number).map(String::from).unwrap_or_default(),
        _ if is_chinese && number <= MOST_COUNTED => chinese_numeral::written(number),
        _ => number.to_string(),
    }
}

/// Calls something with every element that begins, until the end or the first damage.
pub(super) fn for_each(part: &str, mut with: impl FnMut(&BytesStart)) {
    let mut xml = Reader::from_str(part);
    xml.config_mut().check_end_names = false;
    loop {
        match xml.read_event() {
            Ok(Event::Start(start) | Event::Empty(start)) => with(&start),
            Ok(Event::Eof) | Err(_) => return,
            Ok(_) => {}
        }
    }
}

/// An attribute by its name without prefix.
pub(super) fn value(start: &BytesStart, name: &[u8]) -> Option<String> {
    let attribute = start.attributes().with_checks(false).flatten().find(|a| a.key.local_name().as_ref() == name)?;
    String::from_utf8(attribute.value.into_owned()).ok()
}

/// A level as it is named; 0 if it is not.
pub(super) fn number(value: Option<String>) -> usize {
    value.and_then(|value| value.parse().ok()).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_count_as_word_does() {
        let lists = r#"<w:numbering><w:abstractNum w:abstractNumId="3">
            <w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="chineseCounting"/><w:lvlText w:val="%1、"/></w:lvl>
            <w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1.%2"/></w:lvl>
            <w:lvl w:ilvl="2"><w:numFmt w:val="bullet"/><w:lvlText w:val="%3"/></w:lvl></w:abstractNum>
            <w:num w:numId="7"><w:abstractNumId w:val="3"/></w:num></w:numbering>"#;
        let styles = r#"<w:styles><w:style w:styleId="H"><w:pPr><w:numPr><w:numId w:val="7"/></w:numPr></w:pPr></w:style></w:styles>"#;
        let mut numbering = Numbering::read(lists, styles);
        let list = |level| Some(("7".to_owned(), level));
        assert_eq!(numbering.next(None, Some("H")), "一、");
        assert_eq!(numbering.next(list(1), None), "一.1");
        assert_eq!(numbering.next(list(1), None), "一.2");
        assert_eq!(numbering.next(list(0), None), "二、");
        assert_eq!(numbering.next(list(1), None), "二.1");
        assert_eq!(numbering.next(list(2), None), "");
        assert_eq!(numbering.next(Some(("0".to_owned(), 0)), Some("H")), "");
        assert_eq!(numbering.next(None, None), "");
    }
}
