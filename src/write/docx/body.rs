//! The body: each block of the document as paragraphs and tables.

use docx_rs::{AlignmentType, BreakType, Docx, Paragraph, Run, XMLDocx};
use unicode_width::UnicodeWidthChar as _;

use super::fit;
use super::page;
use super::runs::{remarked, run, weighted};
use super::styles::{
    self, BODY, CHARACTER, CHARACTER_SPACING, HEADING1, HEADING2, HEADING3, HEADING4, NOTE, SIGNATURE, TITLE, fonts,
};
use super::table;
use super::title;
use crate::date::Date;
use crate::prose::{self, Level};
use crate::report::{Anchor, Block, Document, Fonts};
use crate::standard::TYPE_AREA;

/// Builds the parts of the document.
pub(super) fn build(document: &Document) -> XMLDocx {
    let mut body = Body { document, fonts: &document.fonts, row_height: fit::USUAL };
    let mut docx = styles::add(page::set_up(Docx::new(), document), body.fonts);
    let mut is_after_table = false;
    for (at, block) in document.blocks.iter().enumerate() {
        if matches!(block, Block::Heading { new_page: true, .. }) {
            body.row_height = fit::row_height(document);
        }
        // The signature never stands on a page alone.
        let stays = matches!(document.blocks.get(at + 1), Some(Block::Signature { .. }));
        docx = body.add(docx, block, Anchor::Block(at), is_after_table, stays);
        is_after_table = matches!(block, Block::Exhibit(_) | Block::Note(_));
    }
    docx.build()
}

/// What paragraphs are made from.
struct Body<'a> {
    document: &'a Document,
    fonts: &'a Fonts,
    /// The least height of a row in the tables to come, in twips.
    row_height: usize,
}

impl Body<'_> {
    fn add(&self, docx: Docx, block: &Block, anchor: Anchor, is_after_table: bool, stays: bool) -> Docx {
        match block {
            Block::Title => self.title(docx, &self.document.title, anchor),
            Block::Heading { text, new_page } => {
                let heading = Paragraph::new().style(HEADING1).keep_next(true).page_break_before(*new_page);
                let heading =
                    if is_after_table && !new_page { heading.line_spacing(styles::after_table()) } else { heading };
                docx.add_paragraph(remarked(self.document, heading, anchor, vec![run(text, &self.fonts.heading1)]))
            }
            Block::Paragraph(paragraph) => {
                let set = remarked(self.document, start(paragraph, stays), anchor, self.runs(paragraph));
                docx.add_paragraph(set)
            }
            Block::Exhibit(exhibit) => docx.add_table(table::table(self.document, exhibit, self.row_height)),
            Block::Note(note) => {
                let runs = note.runs.iter().map(|part| weighted(part, &self.fonts.table)).collect();
                docx.add_paragraph(remarked(self.document, Paragraph::new().style(NOTE), anchor, runs))
            }
            Block::Signature { issuer, date } => self.signature(docx, issuer, *date, anchor),
        }
    }

    /// The title, and a blank line under it (GB/T 9704—2012, 7.3.1).
    fn title(&self, docx: Docx, parts: &[String], anchor: Anchor) -> Docx {
        let mut docx = docx;
        for (at, part) in parts.iter().enumerate() {
            let mut broken = Run::new().fonts(fonts(&self.fonts.title));
            for (at, line) in title::lines(part).iter().enumerate() {
                broken = if at > 0 { broken.add_break(BreakType::TextWrapping) } else { broken }.add_text(line);
            }
            let start = Paragraph::new().style(TITLE);
            docx = docx.add_paragraph(match at {
                0 => remarked(self.document, start, anchor, vec![broken]),
                _ => start.add_run(broken),
            });
        }
        docx.add_paragraph(Paragraph::new().style(BODY))
    }

    /// A paragraph's runs, each in its face.
    fn runs(&self, paragraph: &prose::Paragraph) -> Vec<Run> {
        let face = |level: Option<Level>| level.map_or(self.fonts.body.as_str(), |level| self.fonts.of_level(level));
        paragraph.runs.iter().map(|part| weighted(part, face(part.level))).collect()
    }

    /// 落款 without a seal (GB/T 9704—2012, 7.3.5.2): a blank line, the issuer two characters from the right, the date
    /// beginning two characters after the issuer; where the date reaches further, it is two characters from the right.
    /// Both are measured from the left, so that they begin where they should whatever a program puts between Han
    /// characters and figures.
    fn signature(&self, docx: Docx, issuer: &str, date: Option<Date>, anchor: Anchor) -> Docx {
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
        let docx = docx.add_paragraph(Paragraph::new().style(SIGNATURE).keep_next(true)).add_paragraph(remarked(
            self.document,
            line(0).keep_next(date.is_some()),
            anchor,
            vec![run(issuer, &self.fonts.body)],
        ));
        match date {
            Some(date) => docx.add_paragraph(line(2 * CHARACTER).add_run(run(&date, &self.fonts.body))),
            None => docx,
        }
    }
}

/// The style of a paragraph: a heading keeps with what it heads.
fn start(paragraph: &prose::Paragraph, stays: bool) -> Paragraph {
    let style = match paragraph.heading {
        None => BODY,
        Some(Level::One | Level::Two) => HEADING2,
        Some(Level::Three) => HEADING3,
        Some(Level::Four) => HEADING4,
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
