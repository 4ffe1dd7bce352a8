//! Sentences as reports write them, each with what a reviewer would say to it: how many mistakes the check finds, and
//! how many of those it tells are mistakes.

use std::fs;

use nianbao::check::examine;
use nianbao::finding::Finding;
use nianbao::rule::{RULES, Severity};
use nianbao::source::Source;

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
        if is_mistake != !findings.is_empty() || is_mistake && !is_right {
            let said: Vec<_> = findings.iter().map(Finding::sentence).collect();
            odd.push(format!("{} {} {}: {:?}", line.label, line.rule, line.sentence, said));
        }
    }
    (found * 100 / told.max(1), found * 100 / mistakes.max(1), odd)
}

#[test]
fn mistakes_are_found_and_nothing_else() {
    for file in std::env::var("CORPUS").unwrap_or("sentences.tsv".into()).split(',') {
        let lines = lines(file);
        let (precision, recall, odd) = measure(&lines);
        println!("{}", odd.join("\n"));
        println!("{file}: {} sentences, precision {precision}, recall {recall}", lines.len());
    }
}
