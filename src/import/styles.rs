//! What the styles of a Word document strike out or hide.
//!
//! Styles are those of ISO/IEC 29500-1, 17.7: strike and vanish are toggle properties (17.7.3), which a run has where an
//! odd number of its styles, of table, paragraph and characters, set them; what the run says itself counts before all.

use std::collections::HashMap;

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

use super::cell::Sight;
use super::numbering::value;

/// What a run, or a style, says of how it is seen; nothing where it does not.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Marks {
    strike: Option<bool>,
    double_strike: Option<bool>,
    vanish: Option<bool>,
}

/// Styles longer based on each other than this are damaged.
const MOST_BASES: usize = 20;

impl Marks {
    /// Takes down an element among the properties of a run.
    pub(super) fn take(&mut self, start: &BytesStart) {
        match start.local_name().as_ref() {
            b"strike" => self.strike = Some(is_on(start)),
            b"dstrike" => self.double_strike = Some(is_on(start)),
            b"vanish" => self.vanish = Some(is_on(start)),
            _ => {}
        }
    }

    /// These marks, and those of what they rest on where they say nothing.
    fn or(self, base: Self) -> Self {
        Self {
            strike: self.strike.or(base.strike),
            double_strike: self.double_strike.or(base.double_strike),
            vanish: self.vanish.or(base.vanish),
        }
    }
}

/// Whether a property is on: written without a value, or with one that is not "off".
pub(super) fn is_on(start: &BytesStart) -> bool {
    value(start, b"val").is_none_or(|value| !matches!(value.as_str(), "0" | "false" | "off"))
}

/// The styles of a document.
#[derive(Debug, Default)]
pub(super) struct Styles {
    marks: HashMap<String, Marks>,
    bases: HashMap<String, String>,
    /// The style of paragraphs that name none, and what holds for all.
    of_paragraphs: Option<String>,
    of_all: Marks,
}

impl Styles {
    /// Reads the part on styles; what is not there, or damaged, marks nothing.
    pub(super) fn read(part: &str) -> Self {
        let mut styles = Self::default();
        let mut xml = Reader::from_str(part);
        xml.config_mut().check_end_names = false;
        // What a table style says of its first row and the like stands deeper, and is left out.
        let (mut style, mut is_of_part) = (String::new(), false);
        loop {
            let (start, is_empty) = match xml.read_event() {
                Ok(Event::Start(start)) => (start, false),
                Ok(Event::Empty(start)) => (start, true),
                Ok(Event::End(end)) => {
                    is_of_part &= end.local_name().as_ref() != b"tblStylePr";
                    continue;
                }
                Ok(Event::Eof) | Err(_) => return styles,
                Ok(_) => continue,
            };
            match start.local_name().as_ref() {
                b"style" => {
                    style = value(&start, b"styleId").unwrap_or_default();
                    let is_default = value(&start, b"default").is_some_and(|value| value != "0" && value != "false");
                    if is_default && value(&start, b"type").is_some_and(|kind| kind == "paragraph") {
                        styles.of_paragraphs = Some(style.clone());
                    }
                }
                b"tblStylePr" => is_of_part = !is_empty,
                b"basedOn" => _ = styles.bases.insert(style.clone(), value(&start, b"val").unwrap_or_default()),
                _ if is_of_part => {}
                _ if style.is_empty() => styles.of_all.take(&start),
                _ => styles.marks.entry(style.clone()).or_default().take(&start),
            }
        }
    }

    /// How a run is seen by what it says itself and by its styles: of its table, paragraph, characters.
    pub(super) fn sight(
        &self,
        own: Marks,
        of_table: Option<&str>,
        of_paragraph: Option<&str>,
        of_run: Option<&str>,
    ) -> Sight {
        let of_paragraph = of_paragraph.or(self.of_paragraphs.as_deref());
        let all = [of_table, of_paragraph, of_run].map(|style| style.map_or(Marks::default(), |style| self.of(style)));
        let toggled = |mark: fn(&Marks) -> Option<bool>| {
            let said: Vec<bool> = all.iter().filter_map(mark).collect();
            let of_styles = said.iter().filter(|is_on| **is_on).count() % 2 == 1;
            mark(&own).unwrap_or(if said.is_empty() { mark(&self.of_all).unwrap_or(false) } else { of_styles })
        };
        let nearest = all.iter().rev().fold(own, |marks, base| marks.or(*base)).or(self.of_all);
        match () {
            () if toggled(|marks| marks.vanish) => Sight::Hidden,
            () if toggled(|marks| marks.strike) || nearest.double_strike == Some(true) => Sight::Struck,
            () => Sight::Shown,
        }
    }

    /// What a style says, with what it is based on.
    fn of(&self, style: &str) -> Marks {
        let bases = std::iter::successors(Some(style), |style| self.bases.get(*style).map(String::as_str));
        let marks = bases.take(MOST_BASES).map(|style| self.marks.get(style).copied().unwrap_or_default());
        marks.fold(Marks::default(), Marks::or)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_run_is_seen_as_its_styles_have_it() {
        let styles = Styles::read(
            r#"<w:styles><w:docDefaults><w:rPrDefault><w:rPr/></w:rPrDefault></w:docDefaults>
            <w:style w:type="paragraph" w:styleId="Old"><w:rPr><w:strike/></w:rPr></w:style>
            <w:style w:type="paragraph" w:styleId="Older"><w:basedOn w:val="Old"/></w:style>
            <w:style w:type="character" w:styleId="Out"><w:rPr><w:strike w:val="1"/></w:rPr></w:style>
            <w:style w:type="character" w:styleId="Gone"><w:rPr><w:vanish/></w:rPr></w:style>
            <w:style w:type="table" w:styleId="T"><w:tblStylePr w:type="firstRow"><w:rPr><w:strike/></w:rPr></w:tblStylePr>
            <w:rPr><w:dstrike/></w:rPr></w:style></w:styles>"#,
        );
        let plain = Marks::default();
        let kept = Marks { strike: Some(false), ..plain };
        assert_eq!(styles.sight(plain, None, None, None), Sight::Shown);
        assert_eq!(styles.sight(plain, None, Some("Older"), None), Sight::Struck);
        assert_eq!(styles.sight(plain, None, Some("Older"), Some("Out")), Sight::Shown);
        assert_eq!(styles.sight(kept, None, Some("Old"), None), Sight::Shown);
        assert_eq!(styles.sight(plain, None, None, Some("Gone")), Sight::Hidden);
        assert_eq!(styles.sight(plain, Some("T"), None, None), Sight::Struck);
    }
}
