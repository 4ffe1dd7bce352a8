//! Laws that hold for every report, tried on random ones.

use std::collections::BTreeMap;
use std::fs;

use nianbao::check::{Examined, examine};
use nianbao::source::Source;
use proptest::prelude::*;
use proptest::sample::Index;

use crate::command::nianbao;
use crate::examples::assert_all_outputs_carry;
use crate::sample::{Stating, samples};

fn examined(form: &str) -> Examined {
    examine(&Source::new("form.toml", form.to_owned()))
}

/// The codes of the findings.
fn codes(form: &str) -> Vec<&'static str> {
    examined(form).findings.iter().map(|finding| finding.rule.code).collect()
}

fn configured(cases: u32) -> ProptestConfig {
    ProptestConfig { cases, failure_persistence: None, ..ProptestConfig::default() }
}

proptest! {
    #![proptest_config(configured(64))]

    /// Totals, the row 总计 and the balance are those worked out from the official formulas alone; and since both
    /// axes are added up there, rows then columns give what columns then rows give.
    #[test]
    fn derived_figures_are_the_official_ones(sample in samples()) {
        let examined = examined(&sample.form(Stating::Nothing, &BTreeMap::new()));
        prop_assert!(examined.findings.is_empty(), "{:?}", examined.findings);
        let edition = examined.form.edition;
        for (name, digits) in sample.all() {
            let figure = examined.figures.get(edition.place(&name).unwrap()).map(|figure| figure.to_string());
            prop_assert_eq!(figure, Some(digits), "{}", name);
        }
    }

    #[test]
    fn stating_every_derived_figure_gives_no_finding(sample in samples()) {
        prop_assert_eq!(codes(&sample.form(Stating::Everything, &BTreeMap::new())), Vec::<&str>::new());
    }

    /// What is stated is compared and never used.
    #[test]
    fn stated_figures_change_nothing(sample in samples()) {
        let (bare, stated) = (
            examined(&sample.form(Stating::Nothing, &BTreeMap::new())),
            examined(&sample.form(Stating::Everything, &BTreeMap::new())),
        );
        let json = |examined: &Examined| serde_json::to_string(&examined.figures).unwrap();
        prop_assert_eq!(json(&bare), json(&stated));
    }

    #[test]
    fn the_order_of_rows_does_not_matter(sample in samples(), seed in any::<u64>()) {
        let form = sample.form(Stating::Nothing, &BTreeMap::new());
        let (head, rows) = form.split_once("[disclosure]\n").unwrap();
        let mut tables: Vec<(String, Vec<&str>)> = vec![("[disclosure]".to_owned(), Vec::new())];
        for line in rows.lines() {
            if line.starts_with('[') {
                tables.push((line.to_owned(), Vec::new()));
            } else {
                tables.last_mut().unwrap().1.push(line);
            }
        }
        let mut shuffled = head.to_owned();
        for (at, (header, mut rows)) in tables.into_iter().rev().enumerate() {
            let turn = usize::try_from(seed % 97).unwrap() + at;
            let length = rows.len();
            rows.rotate_left(turn % length);
            shuffled += &format!("{header}\n\n{}\n", rows.join("\n# 注\n"));
        }
        let json = |form: &str| serde_json::to_string(&examined(form).figures).unwrap();
        prop_assert_eq!(codes(&shuffled), Vec::<&str>::new());
        prop_assert_eq!(json(&shuffled), json(&form));
    }

    /// Any one figure of tables three and four, one more or one less, in a form that states everything.
    #[test]
    fn a_changed_figure_is_an_error(sample in samples(), which in any::<Index>(), more in any::<bool>()) {
        let places: Vec<_> = sample.all().into_iter().filter(|(name, _)| !name.starts_with("disclosure")).collect();
        let (name, digits) = which.get(&places);
        let number: i64 = digits.parse().unwrap();
        let changed = if more || number == 0 { number + 1 } else { number - 1 };
        let form = sample.form(Stating::Everything, &BTreeMap::from([(name.clone(), changed.to_string())]));
        let examined = examined(&form);
        prop_assert!(examined.has_errors(), "{name} {digits} -> {changed}");
    }

    /// One slip of the hand on any row is one finding, on its line, and no other row loses a figure by it.
    #[test]
    fn a_slip_is_one_finding(sample in samples(), which in any::<Index>(), kind in 0..10_usize) {
        let form = sample.form(Stating::Nothing, &BTreeMap::new());
        let mut lines: Vec<String> = form.lines().map(str::to_owned).collect();
        let tables = lines.iter().position(|line| line == "[disclosure]").unwrap();
        let rows: Vec<usize> = (tables..lines.len()).filter(|&at| lines[at].contains(" = ")).collect();
        let at = *which.get(&rows);
        let (key, value) = lines[at].split_once(" = ").map(|(k, v)| (k.to_owned(), v.to_owned())).unwrap();
        lines[at] = match kind {
            0 => format!("{key} ＝ {value}"),
            1 => format!("{key} {value}"),
            2 => format!("{key} = {value}件"),
            3 => format!("{key} = \"{value}\""),
            4 => format!("{key} ="),
            5 => format!("{}\n{}", lines[at], lines[at]),
            6 => format!("\u{3000}\n{}", lines[at]),
            7 => format!("这里是{key}\n{}", lines[at]),
            8 => format!("{key}x = {value}"),
            _ => format!("{key} = {}", value.replace([']', ','], "，")),
        };
        let slipped = lines.join("\n");
        let found = examined(&slipped);
        if kind == 9 && !value.contains(',') {
            return Ok(());
        }
        prop_assert_eq!(found.findings.len(), 1, "{}: {:#?}", &lines[at], found.findings);
        let position = Source::new("", slipped).position(found.findings[0].span.clone().unwrap().start).0;
        prop_assert!((at + 1..=at + 2).contains(&position), "{} at {}", &lines[at], position);
        let whole = examined(&form);
        let known = |e: &Examined| e.form.given.keys().filter(|place| place.row != key).count();
        prop_assert_eq!(known(&found), known(&whole));
    }

    /// A form damaged anywhere is read to the end: findings, or the same report, and never a panic.
    #[test]
    fn a_damaged_form_never_panics(
        sample in samples(),
        cuts in proptest::collection::vec((any::<Index>(), "[\\[\\]'\"=,，：“”（）0-9a-z#\n\r 　【】{}.\\-\u{0}\u{b}]{0,4}"), 1..4),
    ) {
        let mut form: Vec<char> = sample.form(Stating::Everything, &BTreeMap::new()).chars().collect();
        for (at, text) in &cuts {
            let at = at.index(form.len());
            form.splice(at..(at + text.chars().count() % 3).min(form.len()), text.chars());
        }
        let form: String = form.into_iter().collect();
        let source = Source::new("form.toml", form);
        let examined = examine(&source);
        let printed = nianbao::finding::print_all(&examined.findings, &source, &nianbao::finding::Look::default());
        prop_assert_eq!(printed.is_empty(), examined.findings.is_empty());
    }
}

proptest! {
    #![proptest_config(configured(24))]

    /// DOCX, XLSX and text carry the same figures in the same cells, read back by other libraries.
    #[test]
    fn all_outputs_carry_the_same_figures(sample in samples()) {
        assert_all_outputs_carry(&sample.form(Stating::Nothing, &BTreeMap::new()));
    }

    /// The program itself says no to a changed figure, and writes nothing.
    #[test]
    fn the_program_writes_nothing_on_an_error(sample in samples(), which in any::<Index>()) {
        let places: Vec<_> = sample.all().into_iter().filter(|(name, _)| !name.starts_with("disclosure")).collect();
        let (name, digits) = which.get(&places);
        let changed = digits.parse::<i64>().unwrap() + 1;
        let folder = tempfile::tempdir().unwrap();
        let form = sample.form(Stating::Everything, &BTreeMap::from([(name.clone(), changed.to_string())]));
        fs::write(folder.path().join("form.toml"), form).unwrap();
        let output = nianbao(folder.path(), &["build", "form.toml", "-o", "out"]);
        prop_assert_eq!(output.code, 1, "{}", output.stderr);
        prop_assert!(output.stderr.contains("错误"));
        prop_assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
    }
}
