//! 报告: what will be published, in reading order. Writers see this and nothing else.

mod comparison;
mod compose;
mod draft;
mod exhibit;
mod questionnaire;
mod record;
mod relations;
mod slip;
mod wording;

pub use comparison::{Compared, Comparison, Pair};
pub use compose::{Refusal, Wanted, compose};
pub use draft::{Anchor, Draft, Remark};
pub use exhibit::{AMISS_FILL, BAND_FILL, Cell, Entry, Exhibit, NOTE_FONT, Role};
pub use questionnaire::{Group, Inquiry, Question, Questionnaire, Room, Tallied, Value, name_of, name_of_count};
pub use record::record;
pub use relations::{Breakdown, Part, Relation, Side, breakdown};
pub use slip::slip;

use crate::agency::as_file_name;
use crate::date::Date;
use crate::prose::{Level, Paragraph};
use crate::year::Year;

/// A finished report.
#[derive(Debug)]
pub struct Report {
    /// The agency, in full.
    pub agency: String,
    /// The report year.
    pub year: Year,
    /// The title: the agency as the title names it, and the rest.
    pub title: [String; 2],
    /// Title, sections and signature, in reading order.
    pub blocks: Vec<Block>,
    /// The fonts asked for.
    pub fonts: Fonts,
    /// The day it is dated, or else the last of its year: what file properties give as their date.
    pub dated: Date,
    /// What must hold between its figures; nothing where only the tables are wanted.
    pub relations: Vec<Relation>,
    /// What is worth a chart.
    pub breakdown: Option<Breakdown>,
    /// Its figures beside last year's, where that report is there.
    pub comparison: Option<Comparison>,
    /// What marks it as a draft, if it is one.
    pub draft: Option<Draft>,
}

/// A part of the report.
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

impl Report {
    /// The name of its files, without the ending: `<机关><年>年政府信息公开工作年度报告`. What no file name can hold, as
    /// the agency of a draft may, is left out.
    pub fn file_stem(&self) -> String {
        as_file_name(&self.agency) + &title_tail(self.year)
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

    /// Whether a cell is marked, in a draft.
    pub fn is_amiss(&self, cell: &Cell) -> bool {
        self.draft.as_ref().zip(cell.entry.as_ref()).is_some_and(|(draft, entry)| draft.is_amiss(entry.place))
    }
}

/// The title after the agency.
fn title_tail(year: Year) -> String {
    format!("{year}年政府信息公开工作年度报告")
}
