//! What was uncertain or missing when a file was read, as findings.

use super::content::At;
use crate::finding::Finding;
use crate::rule::Rule;

/// The findings, in the order they came up.
#[derive(Debug, Default)]
pub(super) struct Diagnostics(pub(super) Vec<Finding>);

impl Diagnostics {
    /// Adds a finding at a place of the form: what was found, where in the file, and what to do. `advice` ends with its
    /// own full stop, `what` goes without.
    pub(super) fn tell(&mut self, rule: &'static Rule, place: &str, at: Option<&At>, what: &str, advice: &str) {
        let at = at.map(|at| format!("（原件{at}）")).unwrap_or_default();
        let what = what.replace('\n', "");
        self.0.push(Finding::new(rule, place, None, format!("{what}{at}。{advice}")));
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
