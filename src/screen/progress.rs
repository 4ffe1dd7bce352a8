//! How far each step is.

use std::collections::BTreeMap;

use serde::Serialize;

use super::found::{Found, Weight};
use super::steps::{EXPORT, Step};
use crate::check::Checked;

/// How far a step is.
#[derive(Debug, Serialize)]
pub(super) struct StepState {
    state: &'static str,
    word: &'static str,
    count: usize,
}

const BLANK: (&str, &str) = ("blank", "未填");
const PARTIAL: (&str, &str) = ("partial", "填了一部分");
const WRONG: (&str, &str) = ("wrong", "有问题");
const DONE: (&str, &str) = ("done", "完成");

/// Every step by its key.
pub(super) fn states(checked: &Checked, steps: &[Step], findings: &[Found]) -> BTreeMap<String, StepState> {
    steps.iter().map(|step| (step.key.clone(), state(checked, step, findings))).collect()
}

fn state(checked: &Checked, step: &Step, findings: &[Found]) -> StepState {
    let is_end = step.key == EXPORT;
    let own = || findings.iter().filter(|found| is_end || found.step == step.key);
    let count = own().filter(|found| found.weight == Weight::Wrong).count();
    let is_lacking = own().any(|found| found.weight == Weight::Blank);
    let (filled, all) = filled(checked, step);
    let (state, word) = match () {
        () if filled == 0 && !is_end => BLANK,
        () if count > 0 => WRONG,
        () if is_lacking || filled < all => PARTIAL,
        () => DONE,
    };
    StepState { state, word, count }
}

/// How much of a step is filled in that must be, and how much that is.
fn filled(checked: &Checked, step: &Step) -> (usize, usize) {
    let form = &checked.form;
    let places = || {
        form.edition
            .places()
            .filter(|place| place.is_given() && step.table.is_some_and(|table| table.key == place.table().key))
    };
    let is_asked = |field: &&&crate::fields::Field| {
        field.required || step.table.is_none() && field.table == "narrative" && field.key != "preface"
    };
    let fields = || step.fields.iter().filter(is_asked);
    let filled = places().filter(|place| form.typed(*place).is_some()).count()
        + fields().filter(|field| form.has(field)).count();
    (filled, places().count() + fields().count())
}
