//! 为什么: what a rule says, to whoever reads a finding of it on a screen.

use serde::Serialize;

use crate::reference::example;
use crate::rule::Rule;

/// A rule in words.
#[derive(Debug, Serialize)]
pub struct Explanation {
    rule: &'static str,
    word: &'static str,
    title: &'static str,
    why: String,
    basis: String,
    example: String,
    remedy: String,
}

impl Explanation {
    /// What a rule says.
    pub fn of(rule: &'static Rule) -> Self {
        Self {
            rule: rule.code,
            word: rule.severity.word(),
            title: rule.says,
            why: rule.why.to_owned(),
            basis: rule.basis.to_owned(),
            example: example(rule),
            remedy: rule.remedy.to_owned(),
        }
    }
}
