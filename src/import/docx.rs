//! A Word document: paragraphs and tables of its main part, whoever wrote it.

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};
use quick_xml::name::LocalName;

use super::cell::{Cell, Instead, Sight};
use super::content::Content;
use super::numbering::{self, Numbering, number};
use super::reading_order::ReadingOrder;
use super::styles::{Marks, Styles, is_on};

/// Elements whose content is not shown, or is shown a second time: what was moved, the reading above a character.
const SKIPPED: &[&[u8]] =
    &[b"moveFrom", b"Fallback", b"instrText", b"delInstrText", b"rt", b"footnotePr", b"rPrChange", b"pPrChange"];
/// Elements that hold a picture.
const PICTURES: &[&[u8]] = &[b"drawing", b"pict", b"object"];

/// Reads the main part, with the numbers that lists set before its paragraphs, and what styles strike out or hide.
pub(super) fn read(part: &str, numbering: Numbering, styles: Styles) -> Result<Content, quick_xml::Error> {
    let mut xml = Reader::from_str(part);
    let config = xml.config_mut();
    config.check_end_names = false;
    let mut reading = Reading { numbering, styles, ..Reading::default() };
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

/// Text in one weight, seen in one way.
#[derive(Debug)]
struct Run {
    text: String,
    is_bold: bool,
    sight: Sight,
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
#[derive(Debug, Clone, Default)]
struct RunFormat {
    is_bold: bool,
    is_raised: bool,
    style: Option<String>,
    marks: Marks,
}

/// What properties are of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Described {
    Row,
    Paragraph,
}

#[derive(Debug, Default)]
struct Reading {
    order: ReadingOrder,
    numbering: Numbering,
    styles: Styles,
    /// The styles of the tables it stands in.
    tables: Vec<Option<String>>,
    /// The paragraphs that are open: one within another where it stands in a text box.
    open: Vec<Paragraph>,
    /// The properties it stands among.
    described: Option<Described>,
    /// Whether the paragraph holds a picture.
    is_picture: bool,
    /// Whether text is the text of a run now.
    is_text: bool,
    /// How the runs are shown that are open: one within another where it stands in a text box.
    formats: Vec<RunFormat>,
    /// How many elements are open that are not shown, and that were deleted with changes tracked.
    skipped: usize,
    deleted: usize,
    /// The content controls that are open, and whether each shows only its prompt.
    controls: Vec<bool>,
}

impl Reading {
    fn open(&mut self, start: &BytesStart) {
        let name = start.local_name();
        match name.as_ref() {
            b"trPr" => self.described = Some(Described::Row),
            b"pPr" => self.described = Some(Described::Paragraph),
            _ => {}
        }
        if self.described == Some(Described::Row) && matches!(name.as_ref(), b"del" | b"hidden") && is_on(start) {
            self.order.leave_out_row(if name.as_ref() == b"del" { Sight::Struck } else { Sight::Hidden });
        }
        if SKIPPED.contains(&name.as_ref()) {
            self.skipped += 1;
        }
        if self.skipped > 0 {
            return;
        }
        match name.as_ref() {
            b"tbl" => {
                self.tables.push(None);
                self.order.open_table();
            }
            b"tblStyle" => self.tables.iter_mut().last().into_iter().for_each(|style| *style = value(start)),
            b"tr" => self.order.open_row(),
            b"tc" => self.order.open_cell(false),
            b"vMerge" if value(start).is_none_or(|value| value != "restart") => self.order.cover_cell(),
            b"p" => self.open.push(Paragraph::default()),
            b"pStyle" | b"numId" | b"ilvl" => self.describe(&name, start),
            b"r" => self.formats.push(RunFormat::default()),
            b"del" => self.deleted += 1,
            b"sdt" => self.controls.push(false),
            b"showingPlcHdr" => self.controls.iter_mut().last().into_iter().for_each(|shows| *shows = is_on(start)),
            b"t" | b"delText" => self.is_text = true,
            // The lower part of a fraction stands on a line of its own.
            b"br" | b"cr" | b"den" => self.push("\n"),
            b"tab" | b"ptab" if !self.formats.is_empty() && self.described.is_none() => self.push(" "),
            b"noBreakHyphen" => self.push("-"),
            // A sign of a font of its own, and a picture, are seen and cannot be read.
            b"sym" if self.order.is_in_cell() => self.push("\u{FFFD}"),
            name if PICTURES.contains(&name) && self.order.is_in_cell() => self.is_picture = true,
            name if PICTURES.contains(&name) => self.order.picture(),
            _ if self.described.is_none() => self.describe_run(start),
            _ => {}
        }
    }

    /// Takes down how the run is shown.
    fn describe_run(&mut self, start: &BytesStart) {
        let Some(format) = self.formats.last_mut() else { return };
        match start.local_name().as_ref() {
            b"b" => format.is_bold = is_on(start),
            b"rStyle" => format.style = value(start),
            b"vertAlign" => format.is_raised = value(start).is_some_and(|value| value != "baseline"),
            _ => format.marks.take(start),
        }
    }

    fn close(&mut self, name: &[u8]) {
        if matches!(name, b"trPr" | b"pPr") {
            self.described = None;
        }
        if SKIPPED.contains(&name) {
            self.skipped = self.skipped.saturating_sub(1);
            return;
        }
        if self.skipped > 0 {
            return;
        }
        match name {
            b"tbl" => {
                self.tables.pop();
                self.order.close_table();
            }
            b"tr" => self.order.close_row(),
            b"tc" => self.order.close_cell(),
            b"p" => {
                let Paragraph { runs, list, level, style } = self.open.pop().unwrap_or_default();
                let text = weighted(&runs, self.order.is_in_cell());
                let mut whole = Cell::default();
                // An empty paragraph of a list counts on, although its number is not shown.
                let number = self.numbering.next(list.map(|list| (list, level)), style.as_deref());
                let is_blank = |(text, sight): &(String, Sight)| *sight != Sight::Shown || text.trim().is_empty();
                let number = if text.iter().all(is_blank) { "" } else { &number };
                whole.push(number, Sight::Shown);
                for (text, sight) in text {
                    whole.push(&text, sight);
                }
                if std::mem::take(&mut self.is_picture) && whole.trim().is_empty() {
                    whole.put(Instead::Picture);
                }
                self.order.paragraph(whole);
            }
            b"r" => _ = self.formats.pop(),
            b"del" => self.deleted = self.deleted.saturating_sub(1),
            b"sdt" => _ = self.controls.pop(),
            b"t" | b"delText" => self.is_text = false,
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
            let is_sign = self.formats.last().is_some_and(|format| format.is_raised) && self.order.is_in_cell();
            if is_sign { self.push(&format!("[{text}]")) } else { self.push(text) }
        }
    }

    fn push(&mut self, text: &str) {
        let is_prompt = self.controls.contains(&true);
        let Some(Paragraph { runs, style, .. }) = self.open.last_mut().filter(|_| !is_prompt) else { return };
        let RunFormat { is_bold, style: own, marks, .. } = self.formats.last().cloned().unwrap_or_default();
        let of_table = self.tables.last().and_then(Option::as_deref);
        let sight = match self.styles.sight(marks, of_table, style.as_deref(), own.as_deref()) {
            Sight::Shown if self.deleted > 0 => Sight::Struck,
            sight => sight,
        };
        match runs.last_mut().filter(|run| run.is_bold == is_bold && run.sight == sight) {
            Some(run) => run.text.push_str(text),
            None => runs.push(Run { text: text.to_owned(), is_bold, sight }),
        }
    }
}

/// A paragraph with `**` around what is bold in it; one that is bold throughout, and what stands in cells, goes
/// without.
fn weighted(runs: &[Run], is_in_cell: bool) -> Vec<(String, Sight)> {
    let is_shown = |run: &&Run| !run.text.trim().is_empty() && run.sight == Sight::Shown;
    let is_mixed =
        runs.iter().filter(is_shown).any(|run| run.is_bold) && runs.iter().filter(is_shown).any(|run| !run.is_bold);
    let is_marked = |run: &Run| is_mixed && !is_in_cell && run.is_bold && is_shown(&run) && !run.text.contains('\n');
    let text = |run: &Run| if is_marked(run) { format!("**{}**", run.text) } else { run.text.clone() };
    runs.iter().map(|run| (text(run), run.sight)).collect()
}

fn value(start: &BytesStart) -> Option<String> {
    numbering::value(start, b"val")
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
        let strips = read(part, Numbering::default(), Styles::default()).unwrap().strips;
        let shown: Vec<String> = strips
            .iter()
            .map(|strip| match &strip.content {
                StripContent::Picture => "picture".to_owned(),
                StripContent::Text(text) => format!("={text}"),
                StripContent::Row(cells) => {
                    cells.iter().map(|cell| &**cell).collect::<Vec<_>>().join("|").replace('\n', "/")
                }
            })
            .collect();
        assert_eq!(shown, ["=**一是**加强&领导", "=次行", "角|结果/维持", "3"]);
    }
}
