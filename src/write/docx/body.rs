//! The body: each block of the document as paragraphs and tables.

use docx_rs::{AlignmentType, BreakType, LineSpacing, LineSpacingType, Paragraph, Run};
use unicode_width::UnicodeWidthChar as _;

use super::fit;
use super::measures::{AFTER_TABLE, CHARACTER, CHARACTER_SPACING, LINE};
use super::order::ordered;
use super::runs::{fonts, remarked, run, weighted};
use super::table::table;
use super::title;
use crate::date::Date;
use crate::prose::{self, Level};
use crate::report::{Anchor, Block, Document};
use crate::standard::TYPE_AREA;

/// The names of the styles, as the template declares them.
const TITLE: &str = "Title";
const SECTION: &str = "Heading1";
const TEXT: &str = "BodyText";
const NOTE: &str = "TableNote";
const SIGNATURE: &str = "Signature";

/// The blocks of a document in the XML of Word.
pub(super) fn body(document: &Document) -> Result<String, String> {
    let mut body = Body { document, row_height: fit::USUAL, xml: String::new() };
    for at in 0..document.blocks.len() {
        body.add(at)?;
    }
    Ok(body.xml)
}

struct Body<'a> {
    document: &'a Document,
    /// The least height of a row in the tables to come, in twips.
    row_height: usize,
    xml: String,
}

impl Body<'_> {
    fn add(&mut self, at: usize) -> Result<(), String> {
        let (document, fonts, anchor) = (self.document, &self.document.fonts, Anchor::Block(at));
        match &document.blocks[at] {
            Block::Title => self.title(&document.title, anchor),
            Block::Heading { text, new_page } => {
                if *new_page {
                    self.row_height = fit::row_height(document);
                }
                let heading = Paragraph::new().style(SECTION).keep_next(true).page_break_before(*new_page);
                let is_after_table = at > 0 && matches!(document.blocks[at - 1], Block::Exhibit(_) | Block::Note(_));
                let heading = if is_after_table && !new_page { heading.line_spacing(after_table()) } else { heading };
                self.put(heading, anchor, vec![run(text, &fonts.heading1)])
            }
            Block::Paragraph(paragraph) => {
                // The signature never stands on a page alone.
                let stays = matches!(document.blocks.get(at + 1), Some(Block::Signature { .. }));
                let font = |level: Option<Level>| level.map_or(fonts.body.as_str(), |level| fonts.of_level(level));
                let runs = paragraph.runs.iter().map(|part| weighted(part, font(part.level))).collect();
                self.put(start(paragraph, stays), anchor, runs)
            }
            Block::Exhibit(exhibit) => {
                self.xml += &table(document, exhibit, self.row_height)?;
                Ok(())
            }
            Block::Note(note) => {
                let runs = note.runs.iter().map(|part| weighted(part, &fonts.table)).collect();
                self.put(Paragraph::new().style(NOTE), anchor, runs)
            }
            Block::Signature { issuer, date } => self.signature(issuer, *date, anchor),
        }
    }

    /// Adds a paragraph with its runs, and in a draft with the remarks made on it.
    fn put(&mut self, start: Paragraph, anchor: Anchor, runs: Vec<Run>) -> Result<(), String> {
        self.put_plain(&remarked(self.document, start, anchor, runs))
    }

    fn put_plain(&mut self, paragraph: &Paragraph) -> Result<(), String> {
        self.xml += &ordered(paragraph)?;
        Ok(())
    }

    /// The title, and a blank line under it (GB/T 9704—2012, 7.3.1).
    fn title(&mut self, parts: &[String], anchor: Anchor) -> Result<(), String> {
        for (at, part) in parts.iter().enumerate() {
            let mut broken = Run::new().fonts(fonts(&self.document.fonts.title));
            for (at, line) in title::lines(part).iter().enumerate() {
                broken = if at > 0 { broken.add_break(BreakType::TextWrapping) } else { broken }.add_text(line);
            }
            let start = Paragraph::new().style(TITLE);
            match at {
                0 => self.put(start, anchor, vec![broken])?,
                _ => self.put_plain(&start.add_run(broken))?,
            }
        }
        self.put_plain(&Paragraph::new().style(TEXT))
    }

    /// 落款 without a seal (GB/T 9704—2012, 7.3.5.2): a blank line, the issuer two characters from the right, the date
    /// beginning two characters after the issuer; where the date reaches further, it is two characters from the right.
    /// Both are measured from the left, so that they begin where they should whatever a program puts between Han
    /// characters and figures.
    fn signature(&mut self, issuer: &str, date: Option<Date>, anchor: Anchor) -> Result<(), String> {
        let date = date.map(|date| date.to_string());
        let reach = width(issuer).max(date.as_deref().map_or(0, |date| 2 * CHARACTER + width(date)));
        let left = i32::from(TYPE_AREA) - 2 * CHARACTER - reach;
        // An issuer of more than a line has no beginning to measure from; both then stand at the right.
        let line = |from: i32| match left {
            0.. => Paragraph::new().style(SIGNATURE).indent(Some(left + from), None, None, None),
            _ => {
                let line = Paragraph::new().style(SIGNATURE).align(AlignmentType::Right);
                line.indent(None, None, Some(2 * CHARACTER), None)
            }
        };
        let font = &self.document.fonts.body;
        self.put_plain(&Paragraph::new().style(SIGNATURE).keep_next(true))?;
        self.put(line(0).keep_next(date.is_some()), anchor, vec![run(issuer, font)])?;
        date.map_or(Ok(()), |date| self.put_plain(&line(2 * CHARACTER).add_run(run(&date, font))))
    }
}

/// The lines of a heading that stands right under a table.
fn after_table() -> LineSpacing {
    let exact = LineSpacing::new().line_rule(LineSpacingType::Exact).line(i32::from(LINE));
    exact.before(u32::from(AFTER_TABLE)).after(0)
}

/// The style of a paragraph: a heading keeps with what it heads.
fn start(paragraph: &prose::Paragraph, stays: bool) -> Paragraph {
    let style = match paragraph.heading {
        None => TEXT,
        Some(Level::One | Level::Two) => "Heading2",
        Some(Level::Three) => "Heading3",
        Some(Level::Four) => "Heading4",
    };
    let start = Paragraph::new().style(style).keep_next(stays || paragraph.heading.is_some());
    if paragraph.has_long_word() { start.align(AlignmentType::Left) } else { start }
}

/// The width of a line of the text's size, in twips.
fn width(text: &str) -> i32 {
    let of = |c: char| match c.width() {
        Some(2) => CHARACTER + CHARACTER_SPACING,
        _ => CHARACTER / 2 + CHARACTER_SPACING,
    };
    text.chars().map(of).sum()
}
