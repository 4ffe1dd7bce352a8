//! What was uncertain or missing when a file was read, as findings.

use super::cell::WRAP;
use crate::finding::Finding;
use crate::origin::Origin;
use crate::rule::Rule;
use crate::subject::Subject;

/// The findings, in the order they came up.
#[derive(Debug, Default)]
pub(super) struct Diagnostics(pub(super) Vec<Finding>);

impl Diagnostics {
    /// Adds a finding on a part of the form: what was found, where in the file, and what to do. `advice` ends with its
    /// own full stop, `what` goes without.
    pub(super) fn report(
        &mut self,
        rule: &'static Rule,
        subject: impl Into<Subject>,
        origin: Option<&Origin>,
        what: &str,
        advice: &str,
    ) {
        self.0.push(Finding::of_original(rule, subject, origin.cloned(), what.replace(['\n', WRAP], ""), advice));
    }
}

/// A few of several things, and how many there are: `甲、乙等5处`.
pub(super) fn listed(things: &[String], counted: &str) -> String {
    match things {
        [..] if things.len() <= SHOWN => things.join("、"),
        _ => format!("{}等{}{counted}", things[..SHOWN].join("、"), things.len()),
    }
}

/// How many of several things are named.
const SHOWN: usize = 8;
