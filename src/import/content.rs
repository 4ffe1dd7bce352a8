//! 原件: what a file of any type and layout holds, as lines of text and rows of cells in reading order.

use super::budget::Budget;
use super::cell::{Cell, LeftOut};
use super::margins::Margins;
use crate::origin::Origin;
use crate::radicals;

/// A file as it was read.
#[derive(Debug, Default)]
pub(super) struct Content {
    /// Its text and tables, in reading order.
    pub(super) strips: Vec<Strip>,
    /// What its text holds beside what is seen, and where.
    pub(super) left_out: Vec<(Origin, LeftOut)>,
    /// What stands beside its text: headers, watermarks, comments.
    pub(super) margins: Margins,
    /// Whether it leads to files that are attached to it.
    pub(super) has_attachments: bool,
    /// Whether something else stands around the report, as on pages of a website.
    pub(super) has_surroundings: bool,
    /// The title that the file says it has, apart from its text.
    pub(super) title: Option<String>,
    /// The author that the file says it has.
    pub(super) author: Option<String>,
    /// What may still be added, and whether more was to be.
    pub(super) budget: Budget,
    pub(super) is_too_complex: bool,
}

/// The steps of a strip, which is held against every label of the standard; a cell is one more.
const STRIP: usize = 80;

/// A line of text or a row of a table, and where it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Strip {
    /// Where in the file.
    pub(super) at: Origin,
    /// What is there.
    pub(super) content: StripContent,
}

/// What stands on a strip.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum StripContent {
    /// A paragraph, or a line that may be part of one.
    Text(String),
    /// Cells from left to right. A merged cell stands in its first row and column; what it covers is left out where the
    /// file tells, and blank where it does not.
    Row(Vec<Cell>),
    /// A picture.
    Picture,
}

impl Content {
    /// Adds a line of text, unless it is blank.
    pub(super) fn text(&mut self, at: Origin, text: &str) {
        if !text.trim().is_empty() {
            self.add(at, STRIP, || StripContent::Text(radicals::folded(text).into_owned()));
        }
    }

    /// Adds a picture.
    pub(super) fn picture(&mut self, at: Origin) {
        self.strips.push(Strip { at, content: StripContent::Picture });
    }

    /// Adds a row of cells.
    pub(super) fn row(&mut self, at: Origin, cells: Vec<Cell>) {
        if !cells.is_empty() {
            self.add(at, STRIP + cells.len(), || StripContent::Row(cells));
        }
    }

    fn add(&mut self, at: Origin, steps: usize, content: impl FnOnce() -> StripContent) {
        if self.budget.spend(steps).is_ok() {
            self.strips.push(Strip { at, content: content() });
        } else {
            self.is_too_complex = true;
        }
    }
}
