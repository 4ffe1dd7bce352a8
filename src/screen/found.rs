//! Findings as they are shown beside what they are about.

use std::ops::Range;

use serde::Serialize;
use std::collections::HashMap;

use super::steps::{EXPORT, Step};
use crate::finding::Finding;
use crate::form::Form;
use crate::rule::{self, Severity};
use crate::standard::Edition;
use crate::subject::Subject;

/// A finding.
#[derive(Debug, Serialize)]
pub(super) struct Found {
    rule: &'static str,
    severity: &'static str,
    word: &'static str,
    place: String,
    target: Option<String>,
    pub(super) step: String,
    sentence: String,
    passage: Option<Passage>,
    can_accept: bool,
    reason: Option<String>,
    /// Whether it says no more than that something is blank, or waits for its reason.
    #[serde(skip)]
    pub(super) weight: Weight,
}

/// What a finding means for the step it is in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Weight {
    /// Something is still blank.
    Blank,
    /// Something is wrong, or doubtful and not explained.
    Wrong,
    /// Nothing that must be done.
    Light,
}

/// A passage of a text, in the units of a browser's text.
#[derive(Debug, Clone, Copy, Serialize)]
pub(super) struct Passage {
    pub(super) from: usize,
    pub(super) to: usize,
}

impl Passage {
    /// Of the bytes of a text.
    pub(super) fn of(text: &str, bytes: &Range<usize>) -> Option<Self> {
        let units = |end: usize| Some(text.get(..end)?.encode_utf16().count());
        Some(Self { from: units(bytes.start)?, to: units(bytes.end)? })
    }
}

/// The steps of what can be jumped to.
pub(super) struct Where {
    steps: HashMap<String, String>,
    edition: &'static Edition,
}

impl Where {
    /// What the steps hold.
    pub(super) fn of(edition: &'static Edition, steps: &[Step]) -> Self {
        let own = |step: &Step| {
            let fields = step.fields.iter().map(ToString::to_string);
            let table = step.table.map(|table| table.key);
            let places =
                edition.places().filter(move |place| Some(place.table().key) == table).map(|place| place.to_string());
            fields.chain(places).map(|place| (place, step.key.clone())).collect::<Vec<_>>()
        };
        Self { steps: steps.iter().flat_map(own).collect(), edition }
    }

    /// The first place that a jump to a subject goes to.
    fn target(&self, subject: &Subject) -> Option<String> {
        let first =
            |table: &str| self.edition.places().find(|place| place.table().key == table).map(|place| place.to_string());
        let name = match subject {
            Subject::File | Subject::Key(_) | Subject::Part(_) => None,
            Subject::Table(table) => first(table),
            Subject::Row(row) => row.places().next().map(|place| place.to_string()),
            Subject::Cell(place) => Some(place.to_string()),
            Subject::Field(field) | Subject::Passage(field, _) => Some(field.to_string()),
        };
        name.filter(|name| self.steps.contains_key(name))
    }
}

impl Found {
    pub(super) fn of(finding: &Finding, form: &Form, places: &Where) -> Self {
        let passage = match &finding.subject {
            Subject::Passage(field, bytes) => form.text(field).and_then(|text| Passage::of(text, bytes)),
            _ => None,
        };
        let target = places.target(&finding.subject);
        let step =
            target.as_ref().and_then(|target| places.steps.get(target)).map_or(EXPORT, String::as_str).to_owned();
        Self {
            rule: finding.rule.code,
            severity: severity(finding.severity),
            word: finding.severity.word(),
            place: finding.subject.to_string(),
            step,
            sentence: finding.message(),
            passage,
            can_accept: finding.can_be_explained(),
            reason: finding.explained.clone(),
            weight: weight(finding),
            target,
        }
    }
}

fn weight(finding: &Finding) -> Weight {
    let of_blanks = [&rule::F04, &rule::F07, &rule::F08];
    match finding.severity {
        _ if finding.explained.is_some() => Weight::Light,
        _ if of_blanks.iter().any(|rule| rule.code == finding.rule.code) => Weight::Blank,
        Severity::Error | Severity::Warning => Weight::Wrong,
        Severity::Note => Weight::Light,
    }
}

const fn severity(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Note => "note",
    }
}
