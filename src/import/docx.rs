//! A Word document: paragraphs and tables of its main part, whoever wrote it.

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};
use quick_xml::name::LocalName;

use super::content::Content;
use super::numbering::{self, Numbering, number};
use super::reading_order::ReadingOrder;

/// Elements whose content is not shown, or is shown a second time.
const SKIPPED: &[&[u8]] = &[
    b"del",
    b"moveFrom",
    b"Fallback",
    b"instrText",
    b"delText",
    b"rubyBase",
    b"footnotePr",
    b"rPrChange",
    b"pPrChange",
];

/// Reads the main part, with the numbers that lists set before its paragraphs.
pub(super) fn read(part: &str, numbering: Numbering) -> Result<Content, quick_xml::Error> {
    let mut xml = Reader::from_str(part);
    let config = xml.config_mut();
    config.check_end_names = false;
    let mut reading = Reading { numbering, ..Reading::default() };
    loop {
        match xml.read_event()? {
            Event::Start(start) => reading.open(&start),
            Event::Empty(start) => {
                reading.open(&start);
                reading.close(start.local_name().as_ref());
            }
            Event::End(end) => reading.close(end.local_name().as_ref()),
            Event::Text(text) => {
                let text = text.decode().map_err(quick_xml::Error::from)?;
                reading.text(&text);
            }
            Event::GeneralRef(reference) => {
                let character = reference.resolve_char_ref().ok().flatten().map(String::from);
                let named = || {
                    reference
                        .decode()
                        .ok()
                        .and_then(|name| quick_xml::escape::resolve_xml_entity(&name).map(str::to_owned))
                };
                if let Some(text) = character.or_else(named) {
                    reading.text(&text);
                }
            }
            Event::Eof => return Ok(reading.order.finish()),
            _ => {}
        }
    }
}

/// Text in one weight.
#[derive(Debug, Default)]
struct Run {
    text: String,
    is_bold: bool,
}

/// A paragraph with the list and the style it names.
#[derive(Debug, Default)]
struct Paragraph {
    runs: Vec<Run>,
    list: Option<String>,
    level: usize,
    style: Option<String>,
}

/// How a run is shown.
#[derive(Debug, Clone, Copy, Default)]
struct RunFormat {
    is_bold: bool,
    is_hidden: bool,
    is_raised: bool,
}

#[derive(Debug, Default)]
struct Reading {
    order: ReadingOrder,
    numbering: Numbering,
    /// The paragraphs that are open: one within another where it stands in a text box.
    open: Vec<Paragraph>,
    /// Whether it stands among the properties of a row.
    is_row_described: bool,
    /// Whether text is the text of a run now.
    is_text: bool,
    /// How the run is shown that is open.
    format: Option<RunFormat>,
    /// How many elements are open that are not shown.
    skipped: usize,
}

impl Reading {
    fn open(&mut self, start: &BytesStart) {
        let name = start.local_name();
        self.is_row_described |= name.as_ref() == b"trPr";
        if self.is_row_described && name.as_ref() == b"del" {
            self.order.delete_row();
        }
        if SKIPPED.contains(&name.as_ref()) {
            self.skipped += 1;
        }
        if self.skipped > 0 {
            return;
        }
        match name.as_ref() {
            b"tbl" => self.order.open_table(),
            b"tr" => self.order.open_row(),
            b"tc" => self.order.open_cell(false),
            b"vMerge" if value(start).is_none_or(|value| value != "restart") => self.order.cover_cell(),
            b"p" => self.open.push(Paragraph::default()),
            b"pStyle" | b"numId" | b"ilvl" => self.describe(&name, start),
            b"r" => self.format = Some(RunFormat::default()),
            b"b" => self.format.iter_mut().for_each(|format| format.is_bold = is_on(start)),
            b"vanish" => self.format.iter_mut().for_each(|format| format.is_hidden = is_on(start)),
            b"vertAlign" => {
                let is_raised = value(start).is_some_and(|value| value == "superscript");
                self.format.iter_mut().for_each(|format| format.is_raised = is_raised);
            }
            b"t" => self.is_text = true,
            b"br" | b"cr" => self.push("\n"),
            b"tab" | b"ptab" if self.format.is_some() => self.push(" "),
            b"noBreakHyphen" => self.push("-"),
            _ => {}
        }
    }

    fn close(&mut self, name: &[u8]) {
        self.is_row_described &= name != b"trPr";
        if SKIPPED.contains(&name) {
            self.skipped = self.skipped.saturating_sub(1);
            return;
        }
        if self.skipped > 0 {
            return;
        }
        match name {
            b"tbl" => self.order.close_table(),
            b"tr" => self.order.close_row(),
            b"tc" => self.order.close_cell(),
            b"p" => {
                let Paragraph { runs, list, level, style } = self.open.pop().unwrap_or_default();
                let text = weighted(&runs, self.order.is_in_cell());
                // An empty paragraph of a list counts on, although its number is not shown.
                let number = self.numbering.next(list.map(|list| (list, level)), style.as_deref());
                let number = if text.trim().is_empty() { "" } else { &number };
                self.order.paragraph(&format!("{number}{text}"));
            }
            b"r" => self.format = None,
            b"t" => self.is_text = false,
            _ => {}
        }
    }

    /// Takes down which list, level and style the paragraph names.
    fn describe(&mut self, name: &LocalName, start: &BytesStart) {
        let Some(paragraph) = self.open.last_mut() else { return };
        match name.as_ref() {
            b"pStyle" => paragraph.style = value(start),
            b"numId" => paragraph.list = value(start),
            _ => paragraph.level = number(value(start)),
        }
    }

    fn text(&mut self, text: &str) {
        if self.is_text && self.skipped == 0 {
            // A raised sign behind a figure refers to a note; brackets keep it from being read as a digit.
            let is_sign = self.format.is_some_and(|format| format.is_raised) && self.order.is_in_cell();
            if is_sign { self.push(&format!("[{text}]")) } else { self.push(text) }
        }
    }

    fn push(&mut self, text: &str) {
        let RunFormat { is_bold, is_hidden, .. } = self.format.unwrap_or_default();
        let Some(Paragraph { runs, .. }) = self.open.last_mut().filter(|_| !is_hidden) else { return };
        match runs.last_mut().filter(|run| run.is_bold == is_bold) {
            Some(run) => run.text.push_str(text),
            None => runs.push(Run { text: text.to_owned(), is_bold }),
        }
    }
}

/// A paragraph with `**` around what is bold in it; one that is bold throughout, and what stands in cells, goes
/// without.
fn weighted(runs: &[Run], is_in_cell: bool) -> String {
    let is_shown = |run: &&Run| !run.text.trim().is_empty();
    let is_mixed =
        runs.iter().filter(is_shown).any(|run| run.is_bold) && runs.iter().filter(is_shown).any(|run| !run.is_bold);
    let is_marked =
        |run: &Run| is_mixed && !is_in_cell && run.is_bold && !run.text.trim().is_empty() && !run.text.contains('\n');
    runs.iter().map(|run| if is_marked(run) { format!("**{}**", run.text) } else { run.text.clone() }).collect()
}

fn value(start: &BytesStart) -> Option<String> {
    numbering::value(start, b"val")
}

/// Whether a property is on: written without a value, or with one that is not "off".
fn is_on(start: &BytesStart) -> bool {
    value(start).is_none_or(|value| !matches!(value.as_str(), "0" | "false" | "off"))
}

#[cfg(test)]
mod tests {
    use super::super::content::StripContent;
    use super::*;

    #[test]
    fn a_document_comes_to_strips() {
        let part = r#"<w:document><w:body>
            <w:p><w:r><w:rPr><w:b/></w:rPr><w:t>一是</w:t></w:r><w:r><w:t xml:space="preserve">加强&amp;领导</w:t><w:br/><w:t>次行</w:t></w:r>
            <w:del><w:r><w:delText>删</w:delText></w:r></w:del></w:p>
            <w:tbl><w:tr><w:tc><w:tcPr><w:vMerge w:val="restart"/></w:tcPr><w:p><w:r><w:t>角</w:t></w:r></w:p></w:tc>
            <w:tc><w:p><w:r><w:t>结果</w:t></w:r></w:p><w:p><w:r><w:t>维持</w:t></w:r></w:p></w:tc></w:tr>
            <w:tr><w:tc><w:tcPr><w:vMerge/></w:tcPr><w:p/></w:tc><w:tc><w:p><w:r><w:t>3</w:t></w:r></w:p></w:tc></w:tr></w:tbl>
            </w:body></w:document>"#;
        let strips = read(part, Numbering::default()).unwrap().strips;
        let shown: Vec<String> = strips
            .iter()
            .map(|strip| match &strip.content {
                StripContent::Text(text) => format!("={text}"),
                StripContent::Row(cells) => cells.join("|").replace('\n', "/"),
            })
            .collect();
        assert_eq!(shown, ["=**一是**加强&领导", "=次行", "角|结果/维持", "3"]);
    }
}
