//! Forms read and checked, as the tests want them.

use nianbao::check::{Checked, check};
use nianbao::form::{Form, read};
use nianbao::source::Source;

/// The form of a text.
pub fn form(text: &str) -> Form {
    read(Source::new("form.toml", text.to_owned()))
}

/// A form with all that follows from it, without last year's.
pub fn examine(source: &Source) -> Checked {
    check(read(source.clone()), None)
}
