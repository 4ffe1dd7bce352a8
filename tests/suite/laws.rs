//! Laws that hold for every report, tried on random ones.

use std::collections::BTreeMap;
use std::fs;

use nianbao::internals::check::Checked;
use nianbao::internals::fields;
use nianbao::internals::finding::Finding;
use nianbao::internals::form::{Answer, Form, repair};
use nianbao::internals::source::Source;
use proptest::prelude::*;
use proptest::sample::Index;

use crate::command::nianbao;
use crate::examples::assert_all_outputs_carry;
use crate::official::root;
use crate::reading::examine;
use crate::sample::{Stating, samples};

fn examined(form: &str) -> Checked {
    examine(&Source::new("form.toml", form.to_owned()))
}

/// What is wrong with how a form is typed and added up; random figures are seldom plausible.
fn mistakes(examined: &Checked) -> Vec<&Finding> {
    examined
        .findings
        .iter()
        .filter(|finding| ['F', 'S', 'B'].iter().any(|family| finding.rule.is_of(*family)))
        .collect()
}

/// The codes of those findings.
fn codes(form: &str) -> Vec<&'static str> {
    mistakes(&examined(form)).iter().map(|finding| finding.rule.code).collect()
}

fn configured(cases: u32) -> ProptestConfig {
    ProptestConfig { cases, failure_persistence: None, ..ProptestConfig::default() }
}

/// An example torn apart: pieces left out, put elsewhere, with signs of forms between.
fn torn(pieces: &[(Index, Index, usize)]) -> String {
    const SIGNS: &[&str] = &[
        "\"",
        "'''",
        "[",
        "]",
        "=",
        "＝",
        "“",
        "”",
        "，",
        ",",
        "\n",
        "#",
        " ",
        "[reviews]\n",
        "0",
        "年",
        "\u{feff}",
        "\t",
    ];
    let mut form = fs::read_to_string(root().join("examples/jinhu-2023/form.toml")).unwrap();
    for (one, other, kind) in pieces {
        let [one, other] = [one, other].map(|at| form.floor_char_boundary(at.index(form.len().max(1))));
        let (from, to) = (one.min(other), one.max(other));
        match kind % 3 {
            0 => drop(form.drain(from..form.floor_char_boundary(to.min(from + 300)))),
            1 => form.insert_str(one, SIGNS[kind / 3 % SIGNS.len()]),
            _ => {
                let piece = form[from..form.floor_char_boundary(to.min(from + 200))].to_owned();
                form.insert_str(other, &piece);
            }
        }
    }
    form
}

proptest! {
    #![proptest_config(configured(if std::env::var_os("LONG").is_some() { 3000 } else { 48 }))]

    /// What `fix` leaves it leaves the second time as well.
    #[test]
    fn to_fix_twice_is_to_fix_once(pieces in prop::collection::vec((any::<Index>(), any::<Index>(), any::<usize>()), 1..12)) {
        let once = repair(&torn(&pieces));
        prop_assert_eq!(&repair(&once), &once);
    }
}

proptest! {
    #![proptest_config(configured(64))]

    /// Totals, the row 总计 and the balance are those worked out from the official formulas alone; and since both
    /// axes are added up there, rows then columns give what columns then rows give.
    #[test]
    fn derived_figures_are_the_official_ones(sample in samples()) {
        let examined = examined(&sample.form(Stating::Nothing, &BTreeMap::new()));
        prop_assert!(!examined.has_errors(), "{:?}", examined.findings);
        let edition = examined.form.edition;
        for (name, digits) in sample.all() {
            let figure = examined.figures.get(edition.place(&name).unwrap()).map(|figure| figure.to_string());
            prop_assert_eq!(figure, Some(digits), "{}", name);
        }
    }

    /// A text made of the sentences of a new form says what the tables say, whatever they say.
    #[test]
    fn the_sentences_of_a_new_form_agree_with_the_tables(sample in samples(), agency in 0..3_usize) {
        let agency = ["某县人民政府", "某县某镇人民政府", "某市教育局"][agency];
        let sampled = sample.form(Stating::Nothing, &BTreeMap::new());
        let read = examined(&sampled).form;
        let mut form = Form::empty(read.edition, read.year());
        form.write(&fields::NAME, Answer::Text(agency.to_owned()));
        form.prepare();
        let (head, rest) = sampled.split_once("[narrative]\n").unwrap();
        let (_, tables) = rest.split_once("[disclosure]").unwrap();
        let written = |field: &fields::Field| {
            let text = form.text(field).unwrap();
            let parts = text.split('【').map(|part| part.split_once('】').map_or(part, |(_, after)| after));
            format!("{} = \'\'\'\n{}\n\'\'\'\n", field.key, parts.collect::<Vec<_>>().join("若干"))
        };
        let texts = [&fields::OVERVIEW, &fields::PROBLEMS, &fields::OTHERS].map(written).concat();
        let kind = if agency.ends_with("局") { "部门" } else { "政府" };
        let head = head.replace("某县人民政府", agency).replace("kind = \"政府\"", &format!("kind = \"{kind}\""));
        let found = examined(&format!("{head}[narrative]\n{texts}[disclosure]{tables}"));
        let of_text: Vec<_> = found.findings.iter().filter(|finding| finding.rule.is_of('P')).collect();
        prop_assert!(of_text.is_empty(), "{of_text:#?}");
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
        let json = |examined: &Checked| serde_json::to_string(&examined.figures).unwrap();
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
        let mistakes = mistakes(&found);
        prop_assert_eq!(mistakes.len(), 1, "{}: {:#?}", &lines[at], mistakes);
        let position = Source::new("", slipped).position(mistakes[0].span().unwrap().start).0;
        prop_assert!((at + 1..=at + 2).contains(&position), "{} at {}", &lines[at], position);
        let whole = examined(&form);
        let known = |e: &Checked| e.form.given.keys().filter(|place| place.row().key != key).count();
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
        let printed = nianbao::internals::finding::print_all(&examined.findings, &source, &nianbao::internals::finding::Palette::default(), 100);
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

/// The messages of a form of which one figure is not what it was.
fn offers(sample: &crate::sample::Sample, changed: &BTreeMap<String, String>) -> Vec<String> {
    let found = examined(&sample.form(Stating::Everything, changed)).findings;
    let messages = found.into_iter().map(|finding| finding.message());
    messages.filter_map(|message| Some(message.split_once("只改一处")?.1.to_owned())).collect()
}

proptest! {
    #![proptest_config(configured(96))]

    /// Where every sum is stated, digits changed over in one figure of 表三 are found again, and nothing else is offered.
    #[test]
    fn digits_changed_over_are_found_again(sample in samples(), which in any::<Index>()) {
        let stated = |name: &str| [".total", ".handled.", ".carried_out."].iter().any(|part| name.contains(part));
        let swapped = |digits: &str| {
            let at = digits.as_bytes().windows(2).position(|pair| pair[0] != pair[1] && pair[1] != b'0')?;
            let mut other = digits.as_bytes().to_vec();
            other.swap(at, at + 1);
            String::from_utf8(other).ok()
        };
        let cells: Vec<(String, String, String)> = sample
            .all()
            .into_iter()
            .filter(|(name, _)| name.starts_with("applications.") && !stated(name))
            .filter_map(|(name, digits)| Some((name, swapped(&digits)?, digits)))
            .collect();
        prop_assume!(!cells.is_empty());
        let (name, typed, digits) = which.get(&cells).clone();
        let offers = offers(&sample, &BTreeMap::from([(name.clone(), typed.clone())]));
        prop_assert!(offers.len() == 1, "{name}: {digits} typed {typed}: {offers:?}");
        prop_assert!(offers[0].contains(&format!("填{typed}，疑应为{digits}（数字颠倒）")), "{name}: {digits} typed {typed}: {offers:?}");
    }

    /// A figure that was missed is found again, in its row and in its column.
    #[test]
    fn a_missed_figure_is_found_again(sample in samples(), which in any::<Index>()) {
        let is_given = |name: &str| {
            name.starts_with("applications.") && [".total", ".handled.", ".carried_out."].iter().all(|part| !name.contains(part))
        };
        let cells: Vec<_> = sample.all().into_iter().filter(|(name, digits)| is_given(name) && digits != "0").collect();
        prop_assume!(!cells.is_empty());
        let (name, digits) = which.get(&cells).clone();
        let offers = offers(&sample, &BTreeMap::from([(name.clone(), "0".to_owned())]));
        prop_assert!(offers.len() == 1 && offers[0].contains(&format!("填0，疑应为{digits}")), "{name} {digits}: {offers:?}");
    }

    /// Two neighbours of a row changed over are found again.
    #[test]
    fn a_figure_in_the_neighbouring_column_is_found_again(sample in samples(), which in any::<Index>()) {
        let all = sample.all();
        let is_given = |name: &str| {
            name.starts_with("applications.") && [".total", ".handled.", ".carried_out."].iter().all(|part| !name.contains(part))
        };
        let pairs: Vec<usize> = (1..all.len())
            .filter(|&at| is_given(&all[at].0) && is_given(&all[at - 1].0) && all[at].1 != all[at - 1].1)
            .filter(|&at| all[at].0.rsplit_once('.').unwrap().0 == all[at - 1].0.rsplit_once('.').unwrap().0)
            .collect();
        prop_assume!(!pairs.is_empty());
        let at = *which.get(&pairs);
        let (one, other) = (all[at - 1].clone(), all[at].clone());
        let changed = BTreeMap::from([(one.0.clone(), other.1.clone()), (other.0.clone(), one.1.clone())]);
        let offers = offers(&sample, &changed);
        // Another row whose figures differ by as much would be set right as well: then nothing can be told.
        let number = |digits: &str| digits.parse::<i64>().unwrap();
        let column = |name: &str| name.rsplit_once('.').unwrap().1.to_owned();
        let as_much = pairs.iter().filter(|&&rival| rival != at && column(&all[rival].0) == column(&other.0)).any(|&rival| {
            number(&all[rival - 1].1) - number(&all[rival].1) == number(&other.1) - number(&one.1)
        });
        prop_assume!(!as_much);
        prop_assert!(offers.len() == 1, "{one:?} {other:?}: {offers:?}");
        let says = if one.1 == "0" || other.1 == "0" { "填错列" } else { "对调" };
        prop_assert!(offers[0].contains(says), "{one:?} {other:?}: {offers:?}");
    }
}
