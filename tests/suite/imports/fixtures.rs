//! Published reports in other words, one folder each: `report.*`, and `expected.txt` with what must be read of it.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use nianbao::internals::fields::{self, field};
use nianbao::internals::form::{Answer, Form};
use nianbao::internals::import::Imported;

use super::{imported, typed, value};
use crate::golden::{chosen, each_folder, folders};

/// Words for what is told, and the codes that tell it.
const TOLD: &[(&str, &[&str])] = &[
    ("表未找到", &["I01"]),
    ("行未找到", &["I02", "I08"]),
    ("格数不对", &["I03"]),
    ("空白", &["I04"]),
    ("空白是0", &["I18"]),
    ("单位或符号", &["I05"]),
    ("另有文字", &["I06"]),
    ("标签变体", &["I07"]),
    ("混合版式", &["I08"]),
    ("版本不符", &["I08"]),
    ("重复", &["I12"]),
    ("段落接合", &["I11"]),
];

fn report_in(folder: &Path) -> Vec<u8> {
    let report = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    fs::read(report.into_iter().find(|path| path.file_stem().unwrap() == "report").unwrap()).unwrap()
}

/// What differs from what is expected, a line each.
fn differences(imported: &Imported, expected: &str) -> Vec<String> {
    let form = &imported.form;
    let mut found: BTreeMap<String, String> = typed(form).into_iter().collect();
    let mut wrong = Vec::new();
    let mut ambiguous = BTreeSet::new();
    for line in expected.lines().filter(|line| !line.trim().is_empty() && !line.starts_with('#')) {
        if let Some(row) = line.strip_prefix("ambiguous ") {
            ambiguous.insert(row.trim().to_owned());
        } else if let Some(said) = line.strip_prefix("finding ") {
            wrong.extend((!is_told(imported, said)).then(|| line.to_owned()));
        } else if let Some((what, rest)) = line.split_once(' ').filter(|(what, _)| ["text", "not-text"].contains(what))
        {
            let (section, sentence) = rest.split_once(' ').unwrap();
            let (table, key) = section.split_once('.').unwrap_or(("narrative", section));
            let squeezed = |text: &str| text.split_whitespace().collect::<String>();
            let text = squeezed(form.text(field(table, key).unwrap()).unwrap_or_default());
            wrong.extend((text.contains(&squeezed(sentence)) != (what == "text")).then(|| line.to_owned()));
        } else {
            let (name, expected) = line.split_once('=').unwrap_or_else(|| panic!("{line}"));
            let (name, expected) = (name.trim().trim_start_matches("stated ").trim(), expected.trim());
            let read = match name {
                "year" => form.year().map(|year| year.to_string()),
                "edition" => Some(form.edition.version.to_string()),
                "agency" => form.text(&fields::NAME).map(str::to_owned),
                _ if name.starts_with("publication.") => answer(form, name),
                _ => found.remove(name),
            };
            let is_figure = name.matches('.').count() == 2;
            let is_same = match &read {
                Some(read) if is_figure => read.parse::<f64>().is_ok() && value(read) == value(expected),
                read => read.as_deref() == Some(expected),
            };
            wrong.extend((!is_same).then(|| format!("{line}: {read:?}")));
        }
    }
    // Nothing is invented; of rows that nobody can place, nothing is taken but noughts.
    let is_left = |(name, digits): &(&String, &String)| {
        let row = name.rsplit_once('.').unwrap().0;
        !(ambiguous.contains(row) && *digits == "0")
    };
    wrong.extend(found.iter().filter(is_left).map(|(name, digits)| format!("not on the paper: {name} = {digits}")));
    wrong
}

fn answer(form: &Form, name: &str) -> Option<String> {
    let key = name.split_once('.')?.1;
    match form.answer(field("publication", key)?)? {
        Answer::Text(text) => Some(text.clone()),
        Answer::Date(date) => Some(date.iso()),
        _ => None,
    }
}

/// Whether a finding tells of it: at the row, or at its whole table.
fn is_told(imported: &Imported, said: &str) -> bool {
    let (word, place) = said.split_once(' ').unwrap_or((said, ""));
    let codes = TOLD.iter().find(|(known, _)| *known == word).unwrap_or_else(|| panic!("{said}")).1;
    let table = place.split('.').next().unwrap_or_default();
    imported.findings.iter().any(|finding| {
        let is_there = place.is_empty()
            || finding.subject.to_string() == place
            || finding.subject.to_string().starts_with(&format!("{place}."))
            || finding.subject.to_string() == table;
        codes.contains(&finding.rule.code)
            && (is_there || !place.contains('.') && finding.subject.to_string().starts_with(table))
    })
}

#[test]
fn published_reports_are_read_whole() {
    assert!(folders("tests/import").len() >= 16);
    each_folder(chosen("tests/import"), |folder| {
        let imported = imported(&report_in(&folder));
        let differences = differences(&imported, &fs::read_to_string(folder.join("expected.txt")).unwrap());
        let findings = imported.findings.iter();
        let told: String = findings.map(|f| format!("      {} {} {}\n", f.rule.code, f.subject, f.message())).collect();
        assert!(differences.is_empty(), "  {}\n{told}", differences.join("\n  "));
    });
}
