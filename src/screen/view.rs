//! A form as it stands: figures, answers, texts, balances, findings, steps.

use std::collections::BTreeMap;

use serde::Serialize;

use super::UNKNOWN;
use super::answers::{self, FieldAnswer};
use super::balances::{Balance, balances};
use super::found::{Found, Where};
use super::progress::{StepState, states};
use super::steps::steps;
use crate::check::Checked;
use crate::fields;
use crate::rule::Severity;
use crate::standard::Place;
use crate::year::Year;

/// What is shown of a form.
#[derive(Debug, Serialize)]
pub struct View {
    year: Option<Year>,
    agency: String,
    title: String,
    stem: String,
    cells: BTreeMap<String, Cell>,
    answers: BTreeMap<String, FieldAnswer>,
    balances: Vec<Balance>,
    findings: Vec<Found>,
    steps: BTreeMap<String, StepState>,
    counts: Counts,
    summary: String,
}

/// A cell of the tables.
#[derive(Debug, Serialize)]
struct Cell {
    text: String,
    known: bool,
    tip: Option<String>,
    last: Option<String>,
}

#[derive(Debug, Serialize)]
struct Counts {
    error: usize,
    warning: usize,
    note: usize,
}

impl View {
    /// What is shown of a form that was checked.
    pub fn of(checked: &Checked) -> Self {
        let form = &checked.form;
        let steps = steps(form.edition);
        let places = Where::of(form.edition, &steps);
        let findings: Vec<Found> = checked.findings.iter().map(|finding| Found::of(finding, form, &places)).collect();
        let count = |severity| checked.findings.iter().filter(|finding| finding.severity == severity).count();
        let counts =
            Counts { error: count(Severity::Error), warning: count(Severity::Warning), note: count(Severity::Note) };
        let agency = form.typed_for(&fields::NAME).unwrap_or_default();
        let year = form.year().map(|year| format!(" {year}年度")).unwrap_or_default();
        Self {
            year: form.year(),
            title: format!("{agency}{year}").trim().to_owned(),
            agency,
            stem: form.file_stem(),
            cells: form.edition.places().filter_map(|place| Some((place.to_string(), cell(checked, place)?))).collect(),
            answers: answers::of(checked, &steps),
            balances: balances(form.edition, &checked.figures),
            steps: states(checked, &steps, &findings),
            summary: counts.in_words(),
            counts,
            findings,
        }
    }
}

impl Counts {
    fn in_words(&self) -> String {
        let of = |count: usize, word: &str| (count > 0).then(|| format!("{word}{count}处"));
        let words: Vec<String> =
            [of(self.error, "错误"), of(self.warning, "警告"), of(self.note, "提示")].into_iter().flatten().collect();
        if words.is_empty() { "没有发现问题".to_owned() } else { words.join("，") }
    }
}

/// A cell; none of a given one that is blank and has nothing to be told.
fn cell(checked: &Checked, place: Place) -> Option<Cell> {
    let (form, figure) = (&checked.form, checked.figures.get(place));
    let last = checked.last.as_ref().and_then(|last| {
        let earlier = place.in_edition(last.form.edition)?;
        last.figures.get(earlier).map(|figure| figure.to_string())
    });
    if place.is_given() {
        let text = form.typed(place).unwrap_or_default();
        if text.is_empty() && last.is_none() {
            return None;
        }
        let known = figure.is_some();
        let tip = if known || text.is_empty() { None } else { said_of(checked, place) };
        return Some(Cell { text, known, tip, last });
    }
    let text = figure.map_or_else(|| UNKNOWN.to_owned(), |figure| figure.to_string());
    let tip = if figure.is_some() { None } else { missing(checked, place) };
    Some(Cell { text, known: figure.is_some(), tip, last })
}

/// What is wrong with a cell.
fn said_of(checked: &Checked, place: Place) -> Option<String> {
    let finding = checked.findings.iter().find(|finding| finding.subject.cell() == Some(place));
    finding.map(crate::finding::Finding::message)
}

/// What is still to be filled in before a figure follows.
fn missing(checked: &Checked, place: Place) -> Option<String> {
    let unknown: Vec<Place> =
        place.given_terms().into_iter().filter(|term| checked.figures.get(*term).is_none()).collect();
    let blank = unknown.iter().filter(|term| checked.form.typed(**term).is_none()).count();
    match (blank, unknown.len() - blank) {
        (0, 0) => None,
        (blank, 0) => Some(format!("还有{blank}格没有填")),
        (0, wrong) => Some(format!("有{wrong}格填的不是数")),
        (blank, wrong) => Some(format!("还有{blank}格没有填，{wrong}格填的不是数")),
    }
}
