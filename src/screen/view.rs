//! A form as it stands: figures, answers, findings, steps.

use serde::Serialize;

use crate::check::Checked;
use crate::year::Year;

/// All that a page shows of a form.
#[derive(Debug, Serialize)]
pub struct View {
    year: Option<Year>,
}

impl View {
    /// What it shows of a form that was checked.
    pub fn of(checked: &Checked) -> Self {
        Self { year: checked.form.year() }
    }
}
