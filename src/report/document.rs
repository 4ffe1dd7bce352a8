//! A document: what is printed in reading order, be it a report, a 核对情况表 or a 退回修改单.

use super::{Anchor, Cell, Draft, Exhibit, Remark};
use crate::date::Date;
use crate::prose::{Level, Paragraph};
use crate::year::Year;

/// What every writer of texts prints.
#[derive(Debug)]
pub struct Document {
    /// The title: the agency as the title names it, and the rest.
    pub title: [String; 2],
    /// The agency, in full.
    pub agency: String,
    /// The report year.
    pub year: Year,
    /// Title, sections and signature, in reading order.
    pub blocks: Vec<Block>,
    /// The fonts asked for.
    pub fonts: Fonts,
    /// The day it is dated, or else the last of its year: what file properties give as their date.
    pub dated: Date,
    /// What marks it as a draft, if it is one.
    pub draft: Option<Draft>,
}

/// A part of a document.
#[derive(Debug)]
pub enum Block {
    /// The title.
    Title,
    /// The heading of one of the six sections.
    Heading {
        /// The heading, with its number.
        text: String,
        /// Whether it opens a page.
        new_page: bool,
    },
    /// A paragraph.
    Paragraph(Paragraph),
    /// One of the tables.
    Exhibit(Exhibit),
    /// A note under a table.
    Note(Paragraph),
    /// 落款: who issued the report, and when.
    Signature {
        /// The issuing body.
        issuer: String,
        /// The day, if there is one.
        date: Option<Date>,
    },
}

impl Block {
    /// The table, if it is one.
    pub const fn exhibit(&self) -> Option<&Exhibit> {
        match self {
            Self::Exhibit(exhibit) => Some(exhibit),
            _ => None,
        }
    }

    /// The level of a heading within the narrative, if it is one.
    pub const fn heading(&self) -> Option<Level> {
        match self {
            Self::Paragraph(paragraph) => paragraph.heading,
            _ => None,
        }
    }
}

/// Font names, as installed in Chinese offices (GB/T 9704—2012, 5.2.4 and 7.3).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fonts {
    /// Of the title.
    pub title: String,
    /// Of level-one headings.
    pub heading1: String,
    /// Of level-two headings.
    pub heading2: String,
    /// Of the text.
    pub body: String,
    /// Of tables.
    pub table: String,
}

impl Fonts {
    /// The font of a numbered line or first sentence (GB/T 9704—2012, 7.3.3).
    pub fn of_level(&self, level: Level) -> &str {
        match level {
            Level::One => &self.heading1,
            Level::Two => &self.heading2,
            Level::Three | Level::Four => &self.body,
        }
    }

    /// What Windows has in place of a font that is not installed.
    pub fn substitute(name: &str) -> &'static str {
        match name {
            _ if name.contains("仿宋") => "仿宋",
            _ if name.contains('楷') => "楷体",
            _ if name.contains('黑') => "黑体",
            _ => "宋体",
        }
    }
}

impl Default for Fonts {
    fn default() -> Self {
        let named = str::to_owned;
        Self {
            title: named("方正小标宋简体"),
            heading1: named("黑体"),
            heading2: named("楷体_GB2312"),
            body: named("仿宋_GB2312"),
            table: named("宋体"),
        }
    }
}

impl Document {
    /// A document in the official fonts, dated the last day of its year: the same blocks make the same file.
    pub(super) fn new(agency: &str, year: Year, title_tail: String, blocks: Vec<Block>) -> Self {
        Self {
            title: [agency.to_owned(), title_tail],
            agency: agency.to_owned(),
            year,
            blocks,
            fonts: Fonts::default(),
            dated: Date { year: year.number(), month: 12, day: 31 },
            draft: None,
        }
    }

    /// The title on one line, as files are described by it; a draft says so.
    pub fn full_title(&self) -> String {
        let draft = if self.draft.is_some() { "（草稿）" } else { "" };
        self.title.concat() + draft
    }

    /// Whether the title is printed.
    pub fn has_title(&self) -> bool {
        self.blocks.iter().any(|block| matches!(block, Block::Title))
    }

    /// The day it is dated as a point in time: `2024-01-23T00:00:00Z`.
    pub fn timestamp(&self) -> String {
        self.dated.iso() + "T00:00:00Z"
    }

    /// The tables, in order.
    pub fn exhibits(&self) -> impl Iterator<Item = &Exhibit> {
        self.blocks.iter().filter_map(Block::exhibit)
    }

    /// The remarks at a place, if it is a draft.
    pub fn remarks_at(&self, anchor: Anchor) -> impl Iterator<Item = &Remark> {
        self.draft.iter().flat_map(move |draft| draft.remarks_at(anchor))
    }

    /// Whether a cell is flagged, in a draft.
    pub fn is_flagged(&self, cell: &Cell) -> bool {
        self.draft.as_ref().zip(cell.entry.as_ref()).is_some_and(|(draft, entry)| draft.is_flagged(entry.place))
    }
}
