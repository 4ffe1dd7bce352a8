//! This year's folder beside last year's: unit by unit, as far as both years are there.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use serde::Serialize;

use super::super::folder::{open, read_all, unchecked};
use super::super::matching::{self, Filed};
use super::super::text_table::aligned;
use super::super::{Outcome, print_stderr, print_stdout};
use super::shown;
use crate::check::{Checked, Previous};
use crate::fields;
use crate::finding::{Finding, PRINTED, Palette, print_all};
use crate::form::Form;
use crate::json::{Change, Years};
use crate::report::{Comparison, Pair};

/// How many units are named that have no partner.
const MOST_NAMED: usize = 20;

/// A unit in both years.
struct Both {
    file: PathBuf,
    checked: Checked,
}

/// A unit's line of `--json`.
#[derive(Serialize)]
struct Unit<'a> {
    agency: &'a str,
    file: String,
    years: Years,
    figures: Vec<Change>,
    findings: Vec<&'a Finding>,
}

/// Compares the units of two folders.
pub(super) fn compare(last: &Path, this: &Path, is_json: bool) -> Outcome {
    let whose = |form: &Form, _: &Path| form.text(&fields::NAME).map(str::to_owned);
    let [before, now] = [(last, "读上年的"), (this, "读本年的")]
        .map(|(folder, what)| Filed::of(folder, what, None, whose, String::clone));
    let files: Vec<PathBuf> = now.files.values().cloned().collect();
    let read = read_all(&files, "比较", |file| both(file, &before));
    let compared: Vec<Both> = read.into_iter().flatten().collect();
    let outcome = if compared.iter().any(|both| both.checked.has_errors()) { Outcome::Errors } else { Outcome::Clean };
    print_uncompared(&before, &now, &compared);
    if compared.is_empty() {
        let latest = |filed: &Filed<String>| filed.files.keys().map(|(_, year)| *year).max();
        let is_swapped = latest(&before) > latest(&now);
        let hint = if is_swapped { "像是次序反了：先写上年的，再写本年的。" } else { "" };
        print_stderr(&format!("没有一家机关两个文件夹里都有相邻两年的表，不能比较。{hint}"));
        return Outcome::Errors;
    }
    let printed: Vec<Outcome> = compared.iter().map(|both| if is_json { json(both) } else { print(both) }).collect();
    printed.into_iter().max().unwrap_or(Outcome::Clean).max(outcome)
}

/// A unit's form with that of the year before, if it is there.
fn both(file: &Path, before: &Filed<String>) -> Option<Both> {
    let previous = |form: &Form| {
        let year = form.year()?.before()?;
        let last = matching::names(form).find_map(|name| before.files.get(&(name.to_owned(), year)))?;
        Some(Previous::Read(Box::new(unchecked(last, None)?)))
    };
    let read = open(file, None, previous).ok()?;
    read.checked.last.as_ref()?;
    Some(Both { file: file.to_owned(), checked: read.checked })
}

/// Which units have only one of the years, and how many files have no agency or year.
fn print_uncompared(before: &Filed<String>, now: &Filed<String>, compared: &[Both]) {
    let agency = |form: &Form| Some((form.text(&fields::NAME).unwrap_or_default().to_owned(), form.year()?));
    let own: BTreeSet<_> = compared.iter().filter_map(|both| agency(&both.checked.form)).collect();
    let last: BTreeSet<_> = compared.iter().filter_map(|both| agency(&both.checked.last.as_ref()?.form)).collect();
    for (filed, used, what) in [(now, own, "没有上年的表"), (before, last, "没有本年的表")] {
        let single: Vec<&str> =
            filed.files.keys().filter(|key| !used.contains(key)).map(|(name, _)| name.as_str()).collect();
        if !single.is_empty() {
            let named = single.iter().take(MOST_NAMED).copied().collect::<Vec<_>>().join("、");
            let more = if single.len() > MOST_NAMED { format!("等{}家", single.len()) } else { String::new() };
            print_stderr(&format!("※ {what}，没有比较：{named}{more}。"));
        }
        if filed.unused > 0 {
            print_stderr(&format!("※ 有{}个文件读不出来，或没有机关名称、年度，没有比较。", filed.unused));
        }
    }
}

/// The findings between the years, and how many others there are.
fn between_years(checked: &Checked) -> Vec<Finding> {
    checked.findings.iter().filter(|finding| finding.rule.needs_last_year()).cloned().collect()
}

/// The main figures in both years.
fn pairs(checked: &Checked) -> Vec<Pair> {
    let (edition, Some(last)) = (checked.form.edition, &checked.last) else { return Vec::new() };
    let shared = edition.indicators().filter(|(_, place)| place.is_shared_with(last.form.edition));
    let pair = |(indicator, place): (&'static crate::standard::Indicator, _)| Pair {
        place,
        row: indicator.label.to_owned(),
        column: "",
        is_total: false,
        own: checked.figures.get(place),
        last: last.figures.shared(place),
    };
    shared.map(pair).collect()
}

fn print(both: &Both) -> Outcome {
    let Both { file, checked } = both;
    let findings = between_years(checked);
    if !findings.is_empty() {
        print_stderr(print_all(&findings, &checked.form.source, &Palette::coloured(), PRINTED).trim_end());
    }
    let others =
        checked.findings.iter().filter(|finding| finding.is_error() && !finding.rule.needs_last_year()).count();
    if others > 0 {
        print_stderr(&format!("× {0}另有错误{others}处，先改好再比较：nianbao check {0}", file.display()));
    }
    let Some(comparison) = Comparison::of(checked) else { return Outcome::Errors };
    let [this, last] = comparison.years.map(|year| format!("{year}年"));
    let name = checked.form.text(&fields::NAME).unwrap_or_default().to_owned();
    let mut rows = vec![vec![name, this, last, "增减".to_owned(), "增减％".to_owned()]];
    rows.extend(pairs(checked).iter().filter(|pair| !pair.is_nothing()).map(|pair| shown(&pair.row, pair)));
    print_stdout(&(aligned(&rows) + "\n"))
}

fn json(both: &Both) -> Outcome {
    let Both { file, checked } = both;
    let Some(comparison) = Comparison::of(checked) else { return Outcome::Errors };
    let findings = checked.findings.iter().filter(|finding| finding.rule.needs_last_year());
    let unit = Unit {
        agency: checked.form.text(&fields::NAME).unwrap_or_default(),
        file: file.display().to_string(),
        years: comparison.years(),
        figures: comparison.changes(),
        findings: findings.collect(),
    };
    match serde_json::to_string(&unit) {
        Ok(line) => print_stdout(&(line + "\n")),
        Err(error) => {
            print_stderr(&format!("写不出JSON：{error}。"));
            Outcome::Failed
        }
    }
}
