//! One value as it was filled in, from wherever: what it is, how it was typed, where it stands.

use super::Medium;
use crate::finding::Finding;
use crate::origin::Origin;
use crate::rule::Rule;
use crate::source::Source;
use crate::subject::Subject;
use crate::toml_text::{Node, Value};

/// A value that was filled in.
pub(super) struct Entered<'a> {
    pub(super) value: &'a Value,
    /// As it was typed, quotes included.
    pub(super) typed: &'a str,
    pub(super) origin: Option<Origin>,
    /// What it was filled in.
    pub(super) medium: Medium,
}

impl<'a> Entered<'a> {
    /// A value of a form's text.
    pub(super) fn of(source: &'a Source, node: &'a Node, medium: Medium) -> Self {
        let typed = source.text().get(node.span.clone()).unwrap_or_default();
        Self { value: &node.value, typed, origin: Some(Origin::Text(node.span.clone())), medium }
    }

    /// What was typed, in quotes, shortened.
    pub(super) fn shown(&self) -> String {
        let typed = match self.value {
            // Nobody typed the quotes there.
            Value::Text(text) if !self.medium.is_text() => text,
            _ => self.typed,
        };
        let line = typed.lines().next().unwrap_or_default();
        let shown: String = line.chars().take(24).collect();
        let more = if typed.len() > shown.len() { "…" } else { "" };
        format!("“{shown}{more}”")
    }

    /// Where a character of it stands, where it is typed as itself.
    pub(super) fn origin_of(&self, c: char) -> Option<Origin> {
        let Some(Origin::Text(span)) = &self.origin else { return self.origin.clone() };
        // The quotes around the text are no part of it.
        let at = self.typed.char_indices().skip(1).find(|(_, typed)| *typed == c).map(|(at, _)| span.start + at);
        Some(Origin::Text(at.map_or_else(|| span.clone(), |start| start..start + c.len_utf8())))
    }

    /// A finding about it.
    pub(super) fn finding(&self, rule: &'static Rule, subject: impl Into<Subject>, message: String) -> Finding {
        Finding::new(rule, subject, self.origin.clone(), message)
    }

    /// Whether it is typed as text, between quotes of its own.
    pub(super) const fn is_of_text(&self) -> bool {
        self.medium.is_text()
    }

    /// Whether a syntax error has touched it, which has its finding.
    pub(super) const fn is_unknown(&self) -> bool {
        matches!(self.value, Value::Unknown)
    }
}
