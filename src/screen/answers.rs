//! The fixed part and the texts as they are shown, beside last year's.

use std::collections::BTreeMap;

use serde::Serialize;

use super::found::Passage;
use super::steps::Step;
use crate::check::{Checked, Last};
use crate::fields::{Field, Takes};
use crate::prose;
use crate::tally::Figures;

/// What stands in a field.
#[derive(Debug, Serialize)]
pub(super) struct FieldAnswer {
    text: String,
    tip: Option<String>,
    last: Option<String>,
    chips: Vec<Chip>,
}

/// A figure that a text quotes.
#[derive(Debug, Serialize)]
struct Chip {
    #[serde(flatten)]
    passage: Passage,
    shown: Option<String>,
    label: String,
}

/// Every field that is not blank, or was not last year.
pub(super) fn of(checked: &Checked, steps: &[Step]) -> BTreeMap<String, FieldAnswer> {
    let fields = steps.iter().flat_map(|step| &step.fields);
    fields.filter_map(|field| Some((field.to_string(), answer(checked, field)?))).collect()
}

fn answer(checked: &Checked, field: &'static Field) -> Option<FieldAnswer> {
    let form = &checked.form;
    let text = form.typed_for(field).unwrap_or_default();
    let last = checked.last.as_ref().and_then(|last| earlier(last, field));
    if text.is_empty() && last.is_none() {
        return None;
    }
    let wrong =
        || checked.findings.iter().find(|finding| finding.subject.is_of(field)).map(crate::finding::Finding::message);
    let tip = if form.is_unreadable(field) { wrong() } else { None };
    Some(FieldAnswer { chips: chips(checked, field, &text), text, tip, last })
}

fn earlier(last: &Last, field: &'static Field) -> Option<String> {
    let text = last.form.typed_for(field)?;
    let text = if field.takes == Takes::Text { prose::fill(&text, |name| last.figures.named(name)) } else { text };
    Some(text).filter(|text| !text.is_empty())
}

fn chips(checked: &Checked, field: &Field, text: &str) -> Vec<Chip> {
    if field.takes != Takes::Text {
        return Vec::new();
    }
    let figures: &Figures = &checked.figures;
    let chip = |quote: prose::Quote| {
        let name = quote.name.unwrap_or_default();
        let label = checked.form.edition.place(name).map_or_else(|| name.to_owned(), |place| place.full_name());
        let shown = quote.name.and_then(|name| figures.named(name)).map(|figure| figure.to_string());
        Some(Chip { passage: Passage::of(text, &quote.span)?, shown, label })
    };
    prose::quotes(text).into_iter().filter_map(chip).collect()
}
