//! The checks: one file a family of rules.

mod dates;
mod explained;
mod narrative;
mod single_change;
mod sums;

use crate::finding::Finding;
use crate::form::{self, Form};
use crate::rule;
use crate::source::{Encoding, NotText, Source};
use crate::tally::{Figures, tally};

/// A form with all that follows from it.
#[derive(Debug)]
pub struct Examined {
    /// What was typed.
    pub form: Form,
    /// What follows.
    pub figures: Figures,
    /// What is wrong, in the order of the form.
    pub findings: Vec<Finding>,
}

/// Reads a form, works out its figures and checks them.
pub fn examine(source: &Source) -> Examined {
    let (form, read) = form::read(source);
    let figures = tally(&form);
    let mut findings: Vec<Finding> = other_encoding(source).into_iter().chain(read).collect();
    if form.is_nothing() && findings.len() == 1 {
        // Of what is no form nothing else is to be said.
        return Examined { form, figures, findings };
    }
    findings.extend(sums::check(&form, &figures));
    let is_other_edition = findings.iter().any(|finding| finding.rule.code == rule::F10.code);
    findings.extend(narrative::check(&form, source, is_other_edition));
    // Of a year that may be wrong itself, the day cannot be judged.
    findings.extend(dates::check(&form).filter(|_| !is_other_edition));
    let outdated = explained::check(&form, &mut findings);
    findings.extend(outdated);
    findings.sort_by_key(|finding| finding.span.as_ref().map(|span| span.start));
    Examined { form, figures, findings }
}

/// Reads a file's bytes as a form; what is no text has one finding and nothing else is said of it.
pub fn examine_bytes(name: &str, bytes: &[u8]) -> (Source, Examined) {
    match Source::decode(name, bytes) {
        Ok(source) => {
            let examined = examine(&source);
            (source, examined)
        }
        Err(problem) => {
            let source = Source::new(name, String::new());
            let mut examined = examine(&source);
            examined.findings = vec![Finding::new(&rule::F01, "", None, not_text(problem))];
            (source, examined)
        }
    }
}

/// A file that is not UTF-8 (F02): read all the same.
fn other_encoding(source: &Source) -> Option<Finding> {
    let message = format!(
        "文件不是UTF-8编码，已按{}读入，内容照常核对。运行 nianbao fix 可改存为UTF-8。",
        source.encoding.name()
    );
    (source.encoding != Encoding::Utf8).then(|| Finding::new(&rule::F02, "", None, message))
}

fn not_text(problem: NotText) -> String {
    match problem {
        NotText::Binary => {
            "这不是文本文件（像是Word、Excel、图片或程序）。填报表是文本文件，文件名以.toml结尾；填好的工作簿（xlsx）先用 nianbao import 读成填报表。".to_owned()
        }
        NotText::Garbled(line) => format!(
            "文件里有读不出来的字（从第{line}行起），像是几种编码混在一起，或文件已损坏。请用记事本打开，改好乱码，选“另存为”，编码选“UTF-8”，保存后再试。"
        ),
    }
}

impl Examined {
    /// Leaves out what is said of the narrative, for a report of which only the tables are printed.
    #[must_use]
    pub fn without_narrative(mut self) -> Self {
        let table = form::fields::OVERVIEW.table;
        self.findings.retain(|finding| finding.place.split('.').next() != Some(table));
        self
    }

    /// Whether nothing may be built from it.
    pub fn has_errors(&self) -> bool {
        self.findings.iter().any(Finding::is_error)
    }
}
