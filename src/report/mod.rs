//! 报告: what will be published, in reading order. Writers see this and nothing else.

pub(crate) mod comparison;
mod compose;
mod document;
mod draft;
mod exhibit;
mod questionnaire;
mod record;
mod relations;
mod slip;
mod wording;

pub use comparison::{Comparison, Pair};
pub use compose::{Refusal, Wanted, compose};
pub use document::{Block, Document, Fonts};
pub use draft::{Anchor, Draft, Remark};
#[cfg(test)]
pub(crate) use exhibit::tiled;
pub use exhibit::{Cell, Entry, Exhibit, Role, Spot};
pub use questionnaire::{
    Explanations, Group, Inquiry, Question, Questionnaire, Room, Tallied, Value, name_of, name_of_count,
};
pub use record::record;
pub use relations::{Breakdown, Relation, Side, breakdown};
pub use slip::slip;

use crate::agency::as_file_name;
use crate::year::Year;

/// A finished report.
#[derive(Debug)]
pub struct Report {
    /// What is printed of it.
    pub document: Document,
    /// What must hold between its figures; nothing where only the tables are wanted.
    pub relations: Vec<Relation>,
    /// What is worth a chart.
    pub breakdown: Option<Breakdown>,
    /// Its figures beside last year's, where that report is there.
    pub comparison: Option<Comparison>,
}

impl Report {
    /// The name of its files, without the ending: `<机关><年>年政府信息公开工作年度报告`. What no file name can hold,
    /// as the agency of a draft may, is left out.
    pub fn file_stem(&self) -> String {
        as_file_name(&self.document.agency) + &title_tail(self.document.year)
    }
}

/// The title after the agency.
fn title_tail(year: Year) -> String {
    format!("{year}年政府信息公开工作年度报告")
}
