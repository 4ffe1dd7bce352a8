//! A folder a case: `form.toml`, last year's form if it names one, and `findings.txt` with what is printed of it; or, of
//! what is read with doubt, a `report.*` that is imported; or, of what is wrong between units, `roster.toml` and the
//! units' `forms`. A folder whose name begins with no rule is a whole report, of which everything found is told.

use std::fs;
use std::path::{Path, PathBuf};

use nianbao::internals::check::{Checked, Previous, check};
use nianbao::internals::date::Date;
use nianbao::internals::fields::PREVIOUS;
use nianbao::internals::finding::{Finding, Palette, print_all};
use nianbao::internals::form;
use nianbao::internals::import::import;
use nianbao::internals::rollup::matching::Unread;
use nianbao::internals::rollup::{Names, Rollup, Submission, UnitFile};
use nianbao::internals::roster;
use nianbao::internals::rule::{RULES, Rule, Severity};
use nianbao::internals::source::Source;

use crate::golden::{assert_golden, chosen, each_folder, folders, laid_out, name_of};
use crate::official::root;
use crate::reading::examine;
use nianbao::internals::year::Year;

/// A folder with what is found in its form.
pub struct Case {
    pub name: String,
    source: Source,
    pub findings: Vec<Finding>,
}

/// Every case with what is found in it, by name.
pub fn cases() -> Vec<Case> {
    folders("tests/cases").iter().map(|folder| read(folder)).collect()
}

fn read(folder: &Path) -> Case {
    let name = name_of(folder).to_owned();
    let report = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    if let Some(report) = report.into_iter().find(|path| path.file_stem().unwrap() == "report") {
        let findings = import(&fs::read(report).unwrap()).unwrap().findings;
        return Case { name, source: Source::new("", String::new()), findings };
    }
    if let Ok(roster) = fs::read(folder.join("roster.toml")) {
        return rolled_up(name, folder, &Source::decode("roster.toml", &roster).unwrap());
    }
    let form = fs::read(folder.join("form.toml")).unwrap();
    let source = Source::decode("form.toml", &form).unwrap();
    let findings = examine_in(folder, &source).findings;
    Case { name, source, findings }
}

/// What is wrong with a roster, or between the units on it.
fn rolled_up(name: String, folder: &Path, roster: &Source) -> Case {
    let roster = match roster::read(roster) {
        Ok(roster) => roster,
        Err(findings) => return Case { name, source: Source::new(&roster.name, roster.text().to_owned()), findings },
    };
    let names = Names::of(&roster);
    let mut files: Vec<_> = fs::read_dir(folder.join("forms")).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.sort();
    let files: Vec<UnitFile> = files.iter().map(|file| bring(file, &names)).collect();
    for form in &files {
        let UnitFile::Form(form) = form else { continue };
        assert!(!form.has_errors() || form.year != Year::new(2023) || form.agency.is_empty(), "{name}: {form:?}");
    }
    let sum = Rollup::of(roster, &names, files, Year::new(2023)).unwrap();
    let findings = sum.raised().map(|(_, finding)| finding.clone()).collect();
    Case { name, source: Source::new("", String::new()), findings }
}

/// What a file of a unit brings.
fn bring(path: &PathBuf, names: &Names) -> UnitFile {
    let (file, bytes) = (path.file_name().unwrap().to_str().unwrap().to_owned(), fs::read(path).unwrap());
    let why = if path.extension().unwrap() == "toml" {
        let source = Source::decode(&file, &bytes).unwrap();
        let examined = examine(&source);
        if !examined.form.is_nothing() {
            return UnitFile::Form(Box::new(Submission::of(&file, 0, examined, Vec::new(), names)));
        }
        examined.findings[0].message().trim_end_matches('。').to_owned()
    } else {
        import(&bytes).map(|_| "读得出来").unwrap_err().to_string()
    };
    UnitFile::Unread(Unread { inside: file.clone(), file, why, severity: Severity::Error })
}

/// Examines a form of a folder, with last year's if that is there, on the day that is given there.
pub fn examine_in(folder: &Path, source: &Source) -> Checked {
    let form = form::read(source.clone());
    let previous = form.text(&PREVIOUS).map(|named| match fs::read(folder.join(named)) {
        Ok(last) => Previous::Read(Box::new(form::read(Source::decode("last.toml", &last).unwrap()))),
        Err(_) => Previous::Unread("找不到".to_owned()),
    });
    let checked = check(form, previous);
    match fs::read_to_string(folder.join("today.txt")) {
        Ok(today) => checked.on(Date::read(&today).unwrap()),
        Err(_) => checked,
    }
}

#[test]
fn findings_are_golden() {
    each_folder(chosen("tests/cases"), |folder| {
        let case = read(&folder);
        assert_golden(&folder.join("findings.txt"), &print_all(&case.findings, &case.source, &Palette::default(), 100));
    });
}

#[test]
fn a_case_is_about_its_rule_alone() {
    each_folder(chosen("tests/cases"), |folder| {
        let case = read(&folder);
        let rule = case.name.split('-').next().unwrap().to_uppercase();
        if Rule::named(&rule).is_none() {
            assert!(case.findings.len() > 1, "{:#?}", case.findings);
            return;
        }
        let codes: Vec<_> = case.findings.iter().map(|finding| finding.rule.code).collect();
        let beside: &[&str] = match rule.as_str() {
            // An explanation is out of date beside the warning it was for, or for an error.
            "F16" => &["F14", "F08", "P02"],
            // Whose form is nobody's, or of whom it is added up too early, is missing.
            "U02" | "U06" => &["U01"],
            _ => &[],
        };
        let is_own = codes.iter().all(|code| *code == rule || beside.contains(code));
        assert!(is_own && codes.contains(&rule.as_str()), "{codes:?}");
    });
}

#[test]
fn every_rule_has_a_case() {
    let cases = folders("tests/cases");
    let has_case = |rule: &&Rule| {
        let prefix = format!("{}-", rule.code.to_lowercase());
        cases.iter().any(|case| name_of(case).starts_with(&prefix))
    };
    let without: Vec<_> = RULES.iter().filter(|rule| !has_case(rule)).map(|rule| rule.code).collect();
    assert!(without.is_empty(), "no case of {without:?}");
}

/// All messages on one page, under what `explain` says of their rules, to be read as prose.
#[test]
fn messages_read_as_one_page() {
    let mut page = String::new();
    let mut messages: Vec<(&str, String)> = cases()
        .iter()
        .flat_map(|case| case.findings.iter().map(|f| (f.rule.code, f.message())).collect::<Vec<_>>())
        .collect();
    let order = |code: &str| RULES.iter().position(|rule| rule.code == code);
    messages.sort_by_key(|(code, _)| order(code));
    messages.dedup();
    for rule in RULES {
        if !page.is_empty() {
            page.push('\n');
        }
        page += &format!("{} {}：{}（{}）\n", rule.severity.word(), rule.code, rule.says, rule.basis);
        page += &format!("  为什么：{}\n  怎么改：{}\n", rule.why, rule.remedy);
        for (_, message) in messages.iter().filter(|(code, _)| *code == rule.code) {
            page += &format!("  - {message}\n");
        }
    }
    assert_golden(&root().join("tests/golden/messages.txt"), &laid_out(&page));
}

/// A Windows console in GBK can show every sign of a text.
pub fn assert_within_gbk(text: &str) {
    let allowed = |c: char| {
        c.is_ascii()
            || ('\u{4e00}'..='\u{9fa5}').contains(&c)
            || "，。：；？！、（）“”｜│…【】《》〔〕＋－＝√×※—－０１２３４５６７８９３｛｝，　".contains(c)
    };
    let odd: Vec<char> = text.chars().filter(|c| !allowed(*c)).collect();
    assert!(odd.is_empty(), "{odd:?} in {text}");
}

#[test]
fn signs_stay_within_gbk() {
    each_folder(chosen("tests/cases"), |folder| {
        for finding in &read(&folder).findings {
            assert_within_gbk(&finding.message());
        }
    });
}
