//! 报告: what will be published, in reading order. Writers see this and nothing else.

mod compose;
mod exhibit;
mod wording;

pub use compose::compose;
pub use exhibit::{BAND_FILL, Cell, Exhibit, NOTE_FONT, Role};

use crate::date::Date;
use crate::prose::Paragraph;

/// A finished report.
#[derive(Debug)]
pub struct Report {
    /// The agency, in full.
    pub agency: String,
    /// The report year.
    pub year: u16,
    /// Title, sections and signature, in reading order.
    pub blocks: Vec<Block>,
    /// The fonts asked for.
    pub fonts: Fonts,
    /// The day it is dated, or else the last of its year: what file properties give as their date.
    pub dated: Date,
}

/// A part of the report.
#[derive(Debug)]
pub enum Block {
    /// The title, a line each.
    Title(Vec<String>),
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
    /// The name of its files, without the ending: `<机关><年>年政府信息公开工作年度报告`.
    pub fn file_stem(&self) -> String {
        format!("{}{}", self.agency, self.title_tail())
    }

    /// The title on one line.
    pub fn title(&self) -> String {
        self.blocks
            .iter()
            .find_map(|block| match block {
                Block::Title(lines) => Some(lines.concat()),
                _ => None,
            })
            .unwrap_or_default()
    }

    /// The day it is dated as a point in time: `2024-01-23T00:00:00Z`.
    pub fn timestamp(&self) -> String {
        let Date { year, month, day } = self.dated;
        format!("{year:04}-{month:02}-{day:02}T00:00:00Z")
    }

    /// The tables, in order.
    pub fn exhibits(&self) -> impl Iterator<Item = &Exhibit> {
        self.blocks.iter().filter_map(|block| match block {
            Block::Exhibit(exhibit) => Some(exhibit),
            _ => None,
        })
    }

    fn title_tail(&self) -> String {
        title_tail(self.year)
    }
}

/// The title after the agency.
fn title_tail(year: u16) -> String {
    format!("{year}年政府信息公开工作年度报告")
}
