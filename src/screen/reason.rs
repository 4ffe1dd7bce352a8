//! 属实，写明理由: a finding explained in the form's text, or its explanation taken back.

use std::fmt::Write as _;

use super::read;
use crate::check::Checked;
use crate::fields::{self, Field, REPEATED};
use crate::finding::Finding;
use crate::form::{Answer, Answers, Form};
use crate::refused::Refused;
use crate::source::{Source, Span};
use crate::toml_text::quoted;

impl Checked {
    /// The form with a finding explained; without a reason, with its explanation taken back. Of several of one rule at
    /// one place it is the first that is still to be explained, or that is.
    ///
    /// # Errors
    ///
    /// There is no such finding, or none that can be explained.
    pub fn with_reason(&self, rule: &str, place: &str, reason: &str) -> Result<Form, Refused> {
        let reason = reason.split_whitespace().collect::<Vec<_>>().join(" ");
        let own = || self.findings.iter().filter(|f| f.rule.code == rule && f.subject.to_string() == place);
        let can_be = |finding: &&Finding| finding.explained.is_some() || finding.can_be_explained();
        let is_open = |finding: &&Finding| finding.explained.is_none() != reason.is_empty();
        let found = own().filter(can_be).find(is_open).or_else(|| own().find(can_be));
        let Some(finding) = found else {
            let why = if own().next().is_some() {
                "这一条不能用说明代替，请改正"
            } else {
                "这一条已经没有了"
            };
            return Err(Refused::because(why));
        };
        let mut text = self.without_explanation(finding);
        if !reason.is_empty() {
            text.truncate(text.trim_end().len());
            // A string takes whatever is written to it.
            _ = write!(text, "\n\n[[{REPEATED}]]\n{}reason = {}\n", entry(finding), quoted(&reason));
        }
        Ok(read(&self.form.source.name, &text))
    }

    /// The form's text without what explains a finding, or explains one of its rule and place no longer.
    fn without_explanation(&self, finding: &Finding) -> String {
        let same_place = |own: &Answers| {
            text(own, &fields::EXPLAINED_RULE) == finding.rule.code
                && text(own, &fields::EXPLAINED_PLACE) == finding.subject.to_string()
        };
        let others = || self.findings.iter().filter(|other| !std::ptr::eq(*other, finding));
        let is_of_other =
            |own: &Answers| others().any(|other| other.rule.code == finding.rule.code && fits(own, other));
        let goes = |own: &&Answers| same_place(own) && (fits(own, finding) || !is_of_other(own));
        let spans = self.form.explained.iter().filter(goes).filter_map(|own| block(&self.form.source, own));
        let mut spans: Vec<Span> = spans.collect();
        spans.sort_by_key(|span| span.start);
        let mut text = self.form.to_toml();
        for span in spans.into_iter().rev() {
            text.replace_range(span, "");
        }
        text
    }
}

/// What an explanation repeats of a finding, as a form's text writes it.
fn entry(finding: &Finding) -> String {
    let with = finding.explained_with();
    let repeated =
        if finding.quote.is_empty() { format!("figures = [{with}]") } else { format!("quote = {}", quoted(&with)) };
    format!("rule = {}\nplace = {}\n{repeated}\n", quoted(finding.rule.code), quoted(&finding.subject.to_string()))
}

/// Whether an explanation repeats the figures, or the quote, of a finding.
fn fits(own: &Answers, finding: &Finding) -> bool {
    let figures = match own.get(&(REPEATED, fields::EXPLAINED_FIGURES.key)).map(|typed| &typed.value) {
        Some(Answer::Figures(figures)) => figures.as_slice(),
        _ => &[],
    };
    figures == finding.figures && text(own, &fields::EXPLAINED_QUOTE) == finding.quote
}

fn text<'a>(own: &'a Answers, field: &Field) -> &'a str {
    match own.get(&(field.table, field.key)).map(|typed| &typed.value) {
        Some(Answer::Text(text)) => text,
        _ => "",
    }
}

/// The lines of an explanation, from its header to its last value.
fn block(source: &Source, own: &Answers) -> Option<Span> {
    let spans = || own.values().filter_map(|typed| typed.origin.as_ref()?.span());
    let (first, last) = (spans().map(|span| span.start).min()?, spans().map(|span| span.end).max()?);
    let text = source.text();
    let start = text.get(..first)?.rfind(&format!("[[{REPEATED}]]"))?;
    let end = text.get(last..)?.find('\n').map_or(text.len(), |length| last + length + 1);
    Some(start..end)
}
