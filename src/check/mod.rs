//! The checks: one file a family of rules.

mod dates;
mod expected;
mod explained;
mod fee;
mod narrative;
mod passage;
mod plausible;
mod self_reference;
mod similarity;
mod statements;
mod suggested_correction;
mod sums;
mod topics;
pub mod wording;
mod years;

pub use statements::{Statement, statements};

use crate::figure::Kind;
use crate::finding::Finding;
use crate::form::{self, Form, fields};
use crate::rule;
use crate::source::{Encoding, NotText, Source};
use crate::standard::Edition;
use crate::standard::Place;
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
    /// Last year's report, if it is there and is that of the year before.
    pub last: Option<Last>,
}

/// Last year's report, to compare with.
#[derive(Debug)]
pub struct Last {
    /// The name of its file.
    pub name: String,
    /// What was typed.
    pub form: Form,
    /// What follows.
    pub figures: Figures,
}

/// What came of reading last year's form.
#[derive(Debug)]
pub enum Previous {
    /// It could be read.
    Read(Box<Last>),
    /// It could not, and why, to be said after its name: `找不到`.
    Unread(String),
}

impl Last {
    /// Its year in words; it is the year before this year's, once it is compared.
    pub fn year(&self) -> String {
        self.form.year().map(|year| year.to_string()).unwrap_or_default()
    }

    /// The figures that an edition shares with it, and that it does not have; or has below nought.
    pub fn gaps(&self, edition: &'static Edition) -> Vec<Place> {
        let is_unknown = |place: &Place| {
            self.figures.shared(*place).is_none_or(|figure| figure.is_negative() && place.kind() != Kind::Change)
        };
        edition.places().filter(|place| place.is_shared_with(self.form.edition)).filter(is_unknown).collect()
    }

    /// Reads a form to compare with; what is wrong with it is its own affair.
    pub fn read(source: &Source) -> Self {
        let form = form::read(source).0;
        Self { name: source.name.clone(), figures: tally(&form), form }
    }
}

/// Reads a form, works out its figures and checks them, without last year's report.
pub fn examine(source: &Source) -> Examined {
    examine_beside(source, |_| None)
}

/// Reads a form, works out its figures and checks them; `previous` reads last year's form, given this one, which may
/// name it.
pub fn examine_beside(source: &Source, previous: impl FnOnce(&Form) -> Option<Previous>) -> Examined {
    let (form, read) = form::read(source);
    let figures = tally(&form);
    let findings: Vec<Finding> = other_encoding(source).into_iter().chain(read).collect();
    let mut examined = Examined { form, figures, findings, last: None };
    if examined.form.is_nothing() && examined.findings.len() == 1 {
        // Of what is no form nothing else is to be said.
        return examined;
    }
    if let Some(previous) = previous(&examined.form) {
        let named = examined.form.text(&fields::PREVIOUS).map(str::to_owned);
        examined.set_beside(named.as_deref().unwrap_or_default(), previous);
    }
    examined.check(source);
    examined
}

/// Reads a file's bytes as a form; what is no text has one finding and nothing else is said of it.
pub fn examine_bytes(name: &str, bytes: &[u8], previous: impl FnOnce(&Form) -> Option<Previous>) -> (Source, Examined) {
    match Source::decode(name, bytes) {
        Ok(source) => {
            let examined = examine_beside(&source, previous);
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
    /// Sets last year's report beside this one, if it is that.
    fn set_beside(&mut self, named: &str, previous: Previous) {
        match previous {
            Previous::Unread(why) => self.findings.push(years::unread(&self.form, named, &why)),
            Previous::Read(last) => {
                let other = years::identity(&self.form, &last);
                if other.as_ref().is_none_or(|finding| !finding.is_error()) && self.form.year().is_some() {
                    self.last = Some(*last);
                }
                self.findings.extend(other);
                self.findings.extend(self.last.as_ref().and_then(|last| years::gaps(&self.form, last)));
            }
        }
    }

    /// All that is checked once the form is read.
    fn check(&mut self, source: &Source) {
        let Self { form, figures, findings, last } = self;
        findings.extend(sums::check(form, figures));
        findings.extend(plausible::check(form, figures));
        findings.extend(expected::check(form, figures, last.as_ref().map(|last| &last.figures)));
        if let Some(last) = last {
            findings.extend(years::check(form, figures, last));
            findings.extend(similarity::check(form, source, last));
        }
        let is_other_edition = findings.iter().any(|finding| finding.rule.code == rule::F10.code);
        findings.extend(narrative::check(form, source, is_other_edition));
        findings.extend(statements::check(form, source, figures));
        findings.extend(self_reference::check(form, source));
        findings.extend(topics::check(form));
        // What is still to be filled has its finding.
        let is_open = findings.iter().any(|finding| finding.place.split('.').next() == Some(fields::FEE_CASES.table));
        findings.extend(fee::check(form, source).filter(|_| !is_open));
        // Of a year that may be wrong itself, the day cannot be judged.
        findings.extend(dates::check(form).filter(|_| !is_other_edition));
        let outdated = explained::check(form, findings, last.is_some());
        findings.extend(outdated);
        findings.sort_by_key(|finding| finding.span.as_ref().map(|span| span.start));
    }

    /// Leaves out what is said of the narrative, for a report of which only the tables are printed.
    #[must_use]
    pub fn without_narrative(mut self) -> Self {
        let table = fields::OVERVIEW.table;
        self.findings.retain(|finding| finding.place.split('.').next() != Some(table));
        self
    }

    /// Whether nothing may be built from it.
    pub fn has_errors(&self) -> bool {
        self.findings.iter().any(Finding::is_error)
    }
}
