//! What is typed and pasted into a form on a screen.

use crate::check::Checked;
use crate::form::Form;
use crate::refused::Refused;

/// A form after what was done, and what is said of it.
type Done = (Form, Option<String>);

impl Form {
    /// The form with one value typed at a place; nothing empties it.
    pub fn typed_at(&self, _place: &str, _typed: &str) -> Result<Done, Refused> {
        Err(Refused::because("这一步还没有"))
    }

    /// The form with zeros for what is blank in a table.
    pub fn with_zeros(&self, _table: &str) -> Result<Done, Refused> {
        Err(Refused::because("这一步还没有"))
    }

    /// The form with a block of cells typed from a place on.
    pub fn pasted_at(&self, _place: &str, _block: &str) -> Result<Done, Refused> {
        Err(Refused::because("这一步还没有"))
    }
}

impl Checked {
    /// The form with a finding explained; without a reason, with its explanation taken back.
    pub fn with_reason(&self, _rule: &str, _place: &str, _reason: &str) -> Result<Form, Refused> {
        Err(Refused::because("这一步还没有"))
    }
}
