//! What can be asked, and who answers it.

use nianbao::Refused;
use serde::Deserialize;

use crate::envelope::{FileName, Reply};
use crate::form_part::FormPart;
use crate::{accept, describe, explain, fix, making, opening, typing, view};

/// A request.
#[derive(Debug, Deserialize)]
#[serde(tag = "op", rename_all = "kebab-case")]
pub(crate) enum Request {
    /// What does not change while a form of one year is filled in.
    Describe { year: Option<u16> },
    /// A form with all that follows from it.
    View(FormPart),
    /// A blank form.
    New { year: u16, agency: String, level: Option<String>, kind: Option<String>, last: Option<String> },
    /// A file of any kind as a form.
    Open { files: Vec<FileName> },
    /// Last year's report, to fill and compare with.
    LastYear {
        #[serde(flatten)]
        form: FormPart,
        files: Vec<FileName>,
    },
    /// One value typed.
    Set {
        #[serde(flatten)]
        form: FormPart,
        place: String,
        typed: String,
    },
    /// Zeros for what is blank in a table.
    ZeroRest {
        #[serde(flatten)]
        form: FormPart,
        table: String,
    },
    /// A block of cells typed.
    Paste {
        #[serde(flatten)]
        form: FormPart,
        place: String,
        text: String,
    },
    /// Why a finding is right as it stands.
    Accept {
        #[serde(flatten)]
        form: FormPart,
        rule: String,
        place: String,
        reason: String,
    },
    /// What is certainly wrong set right, or only shown.
    Fix {
        #[serde(flatten)]
        form: FormPart,
        apply: bool,
    },
    /// What a rule says.
    Explain { rule: String },
    /// The report as a web page.
    Preview(FormPart),
    /// A file made of the form.
    Export {
        #[serde(flatten)]
        form: FormPart,
        what: String,
    },
    /// This page with the form in it.
    HandOut {
        #[serde(flatten)]
        form: FormPart,
        files: Vec<FileName>,
    },
    /// The forms of units added up.
    Rollup { year: Option<u16>, files: Vec<FileName> },
}

impl Request {
    /// Answers it; `files` are the bytes behind its JSON.
    ///
    /// # Errors
    ///
    /// What cannot be done, and why.
    pub(crate) fn answer(self, files: &[u8]) -> Result<Reply, Refused> {
        match self {
            Self::Describe { year } => describe::describe(year),
            Self::View(form) => view::view(form),
            Self::Set { form, place, typed } => typing::set(form, &place, &typed),
            Self::ZeroRest { form, table } => typing::zero_rest(form, &table),
            Self::Paste { form, place, text } => typing::paste(form, &place, &text),
            Self::Accept { form, rule, place, reason } => accept::accept(form, &rule, &place, &reason),
            Self::Fix { form, apply } => fix::fix(form, apply),
            Self::Explain { rule } => explain::explain(&rule),
            Self::New { year, agency, level, kind, last } => {
                opening::new(year, &agency, level.as_deref(), kind.as_deref(), last)
            }
            Self::Open { files: names } => opening::open(&names, files),
            Self::LastYear { form, files: names } => opening::last_year(&form, &names, files),
            Self::Preview(form) => making::preview(&form),
            Self::Export { form, what } => making::export(&form, &what),
            Self::HandOut { form, files: names } => making::hand_out(&form, &names, files),
            Self::Rollup { year, files: names } => making::rollup(year, &names, files),
        }
    }
}
