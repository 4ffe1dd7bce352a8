//! The checks: one file a family of rules.

mod dates;
mod expected;
mod explained;
mod fee;
mod leftovers;
mod narrative;
mod passage;
mod plausible;
mod rolled_up;
mod self_reference;
mod similarity;
mod statements;
mod suggested_correction;
mod sums;
mod topics;
pub mod wording;
mod years;

pub use rolled_up::rolled_up;
pub use statements::{Statement, statements};

use crate::date::Date;
use crate::fields;
use crate::figure::Kind;
use crate::finding::Finding;
use crate::form::Form;
use crate::rule::{self, Severity};
use crate::standard::{Edition, Place};
use crate::tally::{Figures, tally};

/// A form with all that follows from it.
#[derive(Debug)]
pub struct Checked {
    /// What was filled in.
    pub form: Form,
    /// What follows.
    pub figures: Figures,
    /// What is wrong, in the order of the form.
    pub findings: Vec<Finding>,
    /// Last year's report, if it is there and is that of the year before.
    pub last: Option<Last>,
}

/// Last year's report, to compare with.
#[derive(Debug)]
pub struct Last {
    /// What was filled in.
    pub form: Form,
    /// What follows.
    pub figures: Figures,
}

/// What came of reading last year's form.
#[derive(Debug)]
pub enum Previous {
    /// It could be read.
    Read(Box<Form>),
    /// It could not, and why, to be said after its name: `找不到`.
    Unread(String),
}

impl Last {
    /// Works out the figures of a form to compare with; what is wrong with it is its own affair.
    pub fn of(form: Form) -> Self {
        Self { figures: tally(&form), form }
    }

    /// Its year in words; it is the year before this year's, once it is compared.
    pub fn year(&self) -> String {
        self.form.year().map(|year| year.to_string()).unwrap_or_default()
    }

    /// The figures that an edition shares with it, and that it does not have; or has below zero.
    pub fn gaps(&self, edition: &'static Edition) -> Vec<Place> {
        let is_unknown = |place: &Place| {
            let figure = self.figures.shared(*place);
            figure.is_none_or(|figure| figure.is_negative() && place.kind() != Kind::Change)
        };
        edition.places().filter(|place| place.is_shared_with(self.form.edition)).filter(is_unknown).collect()
    }
}

/// Works out a form's figures and checks it, beside last year's form if that was named or is given, or came along with it.
pub fn check(form: Form, previous: Option<Previous>) -> Checked {
    let figures = tally(&form);
    let mut checked = Checked { findings: form.problems.clone(), form, figures, last: None };
    if checked.form.is_nothing() && checked.findings.len() == 1 {
        // A file that is no form gets only that one finding.
        checked.locate();
        return checked;
    }
    if let Some(previous) = previous.or_else(|| checked.form.last.clone().map(Previous::Read)) {
        checked.set_beside(previous);
    }
    checked.check();
    checked.locate();
    checked
}

impl Checked {
    /// Sets last year's report beside this one, if it is that.
    fn set_beside(&mut self, previous: Previous) {
        match previous {
            Previous::Unread(why) => self.findings.push(years::unread(&self.form, &why)),
            Previous::Read(form) => {
                let last = Last::of(*form);
                let other = years::identity(&self.form, &last);
                if other.as_ref().is_none_or(|finding| !finding.is_error()) && self.form.year().is_some() {
                    self.last = Some(last);
                }
                self.findings.extend(other);
                self.findings.extend(self.last.as_ref().and_then(|last| years::gaps(&self.form, last)));
            }
        }
    }

    /// All that is checked once the form is read.
    fn check(&mut self) {
        let Self { form, figures, findings, last } = self;
        findings.extend(rolled_up::check(form));
        findings.extend(sums::check(form, figures));
        findings.extend(plausible::check(form, figures));
        findings.extend(expected::check(form, figures, last.as_ref().map(|last| &last.figures)));
        if let Some(last) = last {
            findings.extend(years::check(form, figures, last));
            findings.extend(similarity::check(form, last));
        }
        let is_other_edition = findings.iter().any(|finding| finding.rule.code == rule::F10.code);
        findings.extend(narrative::check(form, is_other_edition));
        findings.extend(statements::check(form, figures));
        findings.extend(self_reference::check(form));
        findings.extend(leftovers::check(form));
        findings.extend(topics::check(form));
        // What is still to be filled has its finding.
        let is_open = findings.iter().any(|finding| finding.subject.table() == fields::FEE_CASES.table);
        findings.extend(fee::check(form).filter(|_| !is_open));
        // Of a year that may be wrong itself, the day cannot be judged.
        findings.extend(dates::check(form).filter(|_| !is_other_edition));
        let outdated = explained::check(form, findings, last.is_some());
        findings.extend(outdated);
        findings.sort_by_key(|finding| form.order(finding));
    }

    /// Looks up where the findings stand.
    fn locate(&mut self) {
        let Self { form, findings, .. } = self;
        for finding in findings.iter_mut() {
            if finding.origin.is_none() {
                finding.origin = form.cell_of(&finding.subject);
            }
            finding.locate(&form.source);
        }
    }

    /// Leaves out the findings on the narrative, for a report of which only the tables are printed.
    #[must_use]
    pub fn without_narrative(mut self) -> Self {
        self.findings.retain(|finding| finding.subject.table() != fields::OVERVIEW.table);
        self
    }

    /// Adds what only the day of today tells: that the year has not ended.
    #[must_use]
    pub fn on(mut self, today: Date) -> Self {
        if let Some(mut finding) = dates::check_today(&self.form, today) {
            finding.locate(&self.form.source);
            self.findings.push(finding);
            let Self { form, findings, .. } = &mut self;
            findings.sort_by_key(|finding| form.order(finding));
        }
        self
    }

    /// The findings that do not depend on the day of today: what is written holds these alone.
    pub fn lasting(&self) -> impl Iterator<Item = &Finding> {
        self.findings.iter().filter(|finding| !finding.rule.is_of_today())
    }

    /// How many findings there are: `错误1处、警告2处`; nothing of none.
    pub fn counted(&self) -> String {
        let count = |severity| self.findings.iter().filter(|finding| finding.severity == severity).count();
        let counts = Severity::ALL.map(|severity| (count(severity), severity.word())).into_iter();
        let counted: Vec<_> = counts.filter(|(count, _)| *count > 0).map(|(n, word)| format!("{word}{n}处")).collect();
        counted.join("、")
    }

    /// How it stands, in the same words wherever that is said: `核对无误`, `没有错误，有警告2处`, `有错误1处、警告2处`.
    pub fn verdict(&self) -> String {
        match (self.counted(), self.has_errors()) {
            (counted, _) if counted.is_empty() => "核对无误".to_owned(),
            (counted, true) => format!("有{counted}"),
            (counted, false) => format!("没有错误，有{counted}"),
        }
    }

    /// Whether nothing may be built from it.
    pub fn has_errors(&self) -> bool {
        self.findings.iter().any(Finding::is_error)
    }
}
