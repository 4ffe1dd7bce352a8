//! The checks: one file a family of rules.

mod narrative;
mod sums;

use crate::finding::Finding;
use crate::form::{self, Form};
use crate::rule;
use crate::source::Source;
use crate::tally::{Figures, tally};

/// A form with all that follows from it.
#[derive(Debug)]
pub struct Examined {
    /// What was typed.
    pub form: Form,
    /// What follows.
    pub figures: Figures,
    /// What is wrong, in the order of the form.
    pub findings: Vec<Finding>,
}

/// Reads a form, works out its figures and checks them.
pub fn examine(source: &Source) -> Examined {
    let (form, mut findings) = form::read(source);
    let figures = tally(&form);
    findings.extend(sums::check(&form, &figures));
    let is_other_edition = findings.iter().any(|finding| finding.rule.code == rule::F10.code);
    findings.extend(narrative::check(&form, source, is_other_edition));
    findings.sort_by_key(|finding| finding.span.as_ref().map(|span| span.start));
    Examined { form, figures, findings }
}

impl Examined {
    /// Whether nothing may be built from it.
    pub fn has_errors(&self) -> bool {
        self.findings.iter().any(Finding::is_error)
    }
}
