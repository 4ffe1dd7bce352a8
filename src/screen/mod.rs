//! 填报页面: what a page on a screen asks of a form and shows of it, and what is typed into it there.
//!
//! The page is a face like the command line and adds nothing up: all that people read there is made here.

mod answers;
mod balances;
mod describe;
mod explain;
mod fixed;
mod found;
mod opened;
mod paste;
mod progress;
mod reason;
mod steps;
mod typing;
mod units;
mod view;

pub use describe::Description;
pub use explain::Explanation;
pub use fixed::{FixedLine, fixed_lines};
pub use opened::{Opened, begun, with_last};
pub use units::{RolledUp, rolled_up};
pub use view::View;

use crate::form::{self, Form, Medium};
use crate::source::Source;

/// What stands where a figure is not known yet.
const UNKNOWN: &str = "—";

/// Reads the text of a form that is filled in on a screen: messages speak of cells and buttons, not of keys and
/// brackets. What cannot be read has its finding.
pub fn read(name: &str, text: &str) -> Form {
    form::read_as(Source::new(name, text.to_owned()), Medium::Page)
}
