//! Forms read and checked, as the tests want them.

use nianbao::check::{Checked, check};
use nianbao::form::read;
use nianbao::source::Source;

/// A form with all that follows from it, without last year's.
pub fn examine(source: &Source) -> Checked {
    check(read(source.clone()), None)
}
