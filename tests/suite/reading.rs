//! Forms read and checked, as the tests want them.

use nianbao::internals::check::{Checked, check};
use nianbao::internals::form::read;
use nianbao::internals::source::Source;

/// A form with all that follows from it, without last year's.
pub fn examine(source: &Source) -> Checked {
    check(read(source.clone()), None)
}
