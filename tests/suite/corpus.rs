//! Sentences as reports write them, each with what a reviewer would say to it: how many mistakes the check finds, and
//! how many of those it tells are mistakes.

use std::fs;

use crate::reading::examine;
use nianbao::internals::finding::Finding;
use nianbao::internals::rule::{RULES, Severity};
use nianbao::internals::source::Source;

use crate::official::root;

/// A sentence of the corpus.
struct Line {
    context: String,
    /// `ok`: nothing is to be said; `bad`: it contradicts the tables; `note`: it speaks of a unit with another number.
    label: String,
    rule: String,
    is_trap: bool,
    sentence: String,
}

fn lines(file: &str) -> Vec<Line> {
    let text = fs::read_to_string(root().join("tests/corpus").join(file)).unwrap();
    let line = |line: &str| {
        let [context, label, rule, trap, sentence] = line.split('\t').collect::<Vec<_>>()[..] else { panic!("{line}") };
        let sentence = sentence.replace("\\n", "\n");
        let (context, label, rule) = (context.to_owned(), label.to_owned(), rule.to_owned());
        Line { context, label, rule, is_trap: trap == "trap", sentence }
    };
    text.lines().map(line).collect()
}

/// What is said of a sentence in the report of its agency.
fn said(line: &Line) -> Vec<Finding> {
    let form = fs::read_to_string(root().join("tests/corpus").join(format!("{}.toml", line.context))).unwrap();
    let form = form.replace("SENTENCE", &line.sentence);
    let found = examine(&Source::new("form.toml", form)).findings;
    found.into_iter().filter(|finding| finding.rule.is_of('P')).collect()
}

/// Precision and recall over some lines, in hundredths, with what was missed and what was told for nothing.
fn measure(lines: &[Line]) -> (usize, usize, Vec<String>) {
    let (mut found, mut told, mut mistakes, mut odd) = (0, 0, 0, Vec::new());
    for line in lines {
        let findings = said(line);
        let is_mistake = line.label != "ok";
        let is_weighed = |finding: &Finding| (finding.severity == Severity::Note) == (line.label == "note");
        let is_right = findings.iter().any(|finding| finding.rule.code == line.rule && is_weighed(finding));
        mistakes += usize::from(is_mistake);
        told += usize::from(!findings.is_empty());
        found += usize::from(is_mistake && !findings.is_empty());
        if is_mistake == findings.is_empty() || is_mistake && !is_right {
            let said: Vec<_> = findings.iter().map(Finding::sentence).collect();
            odd.push(format!("{} {} {}: {:?}", line.label, line.rule, line.sentence, said));
        }
    }
    (found * 100 / told.max(1), found * 100 / mistakes.max(1), odd)
}

/// Where `CORPUS` names another file of the folder, that one is measured.
#[test]
fn mistakes_are_found_and_nothing_else() {
    let file = std::env::var("CORPUS").unwrap_or("sentences.tsv".to_owned());
    let lines = lines(&file);
    let (precision, recall, odd) = measure(&lines);
    println!("{}", odd.join("\n"));
    println!("{file}：{}句，准确率{precision}%，召回率{recall}%", lines.len());
    assert!(precision >= 95 && recall >= 95, "准确率{precision}%，召回率{recall}%\n{}", odd.join("\n"));
}

/// Half of the sentences are right and half are not; half of each are meant to mislead.
#[test]
fn the_corpus_is_balanced() {
    let lines = lines("sentences.tsv");
    assert!(lines.len() >= 150);
    let share = |is: &dyn Fn(&Line) -> bool| lines.iter().filter(|line| is(line)).count() * 100 / lines.len();
    assert_eq!(share(&|line| line.label == "ok"), 50);
    assert!((45..=55).contains(&share(&|line| line.is_trap)));
    assert!((20..=30).contains(&share(&|line| line.is_trap && line.label == "ok")));
    let known = |line: &Line| line.label == "ok" || RULES.iter().any(|rule| rule.code == line.rule);
    assert!(lines.iter().all(known));
}
