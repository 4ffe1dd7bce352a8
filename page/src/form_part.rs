//! What every request about a form carries.

use nianbao::screen;
use nianbao::{Checked, Form};
use serde::Deserialize;

/// The form, and last year's.
#[derive(Debug, Deserialize)]
pub(crate) struct FormPart {
    /// The form's text.
    pub(crate) toml: String,
    /// The name of its file.
    pub(crate) name: String,
    /// The text of last year's form, if there is one.
    pub(crate) last: Option<String>,
}

impl FormPart {
    /// The form, as far as it can be read.
    pub(crate) fn read(&self) -> Form {
        screen::read(&self.name, &self.toml)
    }

    /// Last year's form.
    pub(crate) fn read_last(&self) -> Option<Form> {
        self.last.as_deref().map(|last| screen::read("上年的填报表", last))
    }

    /// The form with all that follows from it.
    pub(crate) fn checked(&self) -> Checked {
        nianbao::check(self.read(), self.read_last().as_ref())
    }
}
