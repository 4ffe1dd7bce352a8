//! 单位名录: the units of a roll-up, a tree of any depth in the order of the roster.

pub mod columns;
mod entry;
mod identity;
mod list;
mod proposed;
mod tree;

pub use entry::{Entry, Said, nameless};
pub use identity::{Identity, Whose};
pub use list::read;
#[cfg(feature = "cli")]
pub use proposed::print;
pub use proposed::{Proposed, TO_DO};
pub use tree::grown;

use crate::date::Date;
use identity::Index;

/// The table a unit is written in: `[[unit]]`.
const UNIT: &str = "unit";

/// A unit of the roster.
#[derive(Debug)]
pub struct Unit {
    /// Its name; where several units have it, with the area above in front.
    pub name: String,
    /// Other names it goes by.
    pub aliases: Vec<String>,
    /// 行政层级, where the roster or the name tells it.
    pub level: Option<&'static str>,
    /// 政府 or 部门, likewise.
    pub kind: Option<&'static str>,
    /// The unit its figures go to; of the root none.
    pub parent: Option<usize>,
    /// The units whose figures come to it, in the order of the roster.
    pub children: Vec<usize>,
    /// 统一社会信用代码.
    pub code: Option<String>,
    /// The day by which it is to report.
    pub deadline: Option<Date>,
    /// The day by which it is to report again what went back.
    pub return_by: Option<Date>,
    /// Whom to ask there.
    pub contact: Option<String>,
    /// And at which number.
    pub phone: Option<String>,
}

impl Unit {
    /// Whether it reports for itself: a unit with others below it is their sum.
    pub const fn is_leaf(&self) -> bool {
        self.children.is_empty()
    }

    /// Its name and the others it goes by.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        std::iter::once(self.name.as_str()).chain(self.aliases.iter().map(String::as_str))
    }
}

/// 单位名录: units by their place in it, each with one above it but the root.
#[derive(Debug)]
pub struct Roster {
    /// The name of its file, without the folders it lies in.
    pub file: String,
    /// In the order of the roster.
    pub units: Vec<Unit>,
    /// The unit that all others come to.
    pub root: usize,
    /// Every unit after the one above it.
    downwards: Vec<usize>,
    /// The first unit, and the one after the last, that the units below each would fill without a gap, if they do.
    blocks: Vec<Option<(usize, usize)>>,
    index: Index,
}

impl Roster {
    /// The units that report for themselves.
    pub fn leaves(&self) -> impl Iterator<Item = usize> {
        (0..self.units.len()).filter(|at| self.units[*at].is_leaf())
    }

    /// The units with others below them.
    pub fn nodes(&self) -> impl Iterator<Item = usize> {
        (0..self.units.len()).filter(|at| !self.units[*at].is_leaf())
    }

    /// Every unit after those below it.
    pub fn upwards(&self) -> impl Iterator<Item = usize> {
        self.downwards.iter().rev().copied()
    }

    /// The units above one, from the nearest.
    pub fn above(&self, at: usize) -> impl Iterator<Item = usize> {
        std::iter::successors(self.units[at].parent, |above| self.units[*above].parent)
    }

    /// The units below one, if they follow it without a gap: the first, and the one after the last.
    pub fn block(&self, at: usize) -> Option<(usize, usize)> {
        self.blocks[at]
    }
}
