//! What the office says of a warning in `[[explained]]`: it stays with the warning as long as its figures or its quote
//! fit, and is out of date otherwise (F16).

use crate::fields::{self, Field};
use crate::finding::Finding;
use crate::form::{Answer, Answers, Form, Medium};
use crate::rule::{self, RULES, Severity};
use crate::subject::Subject;

/// Gives the warnings their explanations; each explanation that explains nothing is a finding.
pub(super) fn check(form: &Form, findings: &mut [Finding], has_last_year: bool) -> Vec<Finding> {
    let medium = form.medium;
    let explanations = form.explained.iter().map(|answers| Explanation { answers, medium, has_last_year });
    explanations.filter_map(|explanation| explanation.given_to(findings)).collect()
}

/// One `[[explained]]`.
struct Explanation<'a> {
    answers: &'a Answers,
    /// What it is written in.
    medium: Medium,
    /// Whether the rules that need last year's report were checked.
    has_last_year: bool,
}

impl Explanation<'_> {
    /// Puts the reason to the warning it explains; what keeps it from that, as a finding.
    fn given_to(&self, findings: &mut [Finding]) -> Option<Finding> {
        if self.answers.values().any(|typed| typed.value == Answer::Unreadable) {
            return None;
        }
        let (code, place) = (self.text(&fields::EXPLAINED_RULE), self.text(&fields::EXPLAINED_PLACE));
        let reason = self.text(&fields::EXPLAINED_REASON);
        let named = format!("对{code}的说明");
        // A section of the text, a row of the sheet.
        let one = if self.medium.is_text() { "段" } else { "行" };
        let Some(rule) = RULES.iter().find(|rule| rule.code == code) else {
            let (part, printed) = match self.medium {
                Medium::Text => ("[[explained]]", "可粘贴的整段"),
                Medium::Workbook | Medium::Page | Medium::Report => ("说明", "所列的各格"),
            };
            return Some(self.outdated(format!(
                "{part}里没有写明是对哪条规则的说明，或没有“{code}”这条规则。请照警告信息里{printed}写。"
            )));
        };
        // In a workbook the cell that the message names will do for the place.
        let is_cell = |finding: &Finding| {
            let origin = finding.origin.as_ref().filter(|_| !self.medium.is_text());
            origin.is_some_and(|origin| origin.to_string() == place)
        };
        let is_meant = |finding: &&mut Finding| {
            finding.rule.code == code && (finding.subject.to_string() == place || is_cell(finding))
        };
        let matching: Vec<&mut Finding> = findings.iter_mut().filter(is_meant).collect();
        if matching.is_empty() {
            // Where something was not checked, whether its explanation still holds is not known.
            let is_unchecked = rule.needs_last_year() && !self.has_last_year;
            return (!is_unchecked).then(|| {
                self.outdated(format!("{named}没有对应的警告（位置“{place}”），可能已经改好。请删去这一{one}说明。"))
            });
        }
        if matching.iter().all(|finding| finding.is_error() && !finding.rule.may_be_explained()) {
            return Some(self.outdated(format!("{code}是错误，不能用说明代替。请改正错误，删去这一{one}说明。")));
        }
        // The same words may stand in a text more than once.
        let now = if self.medium.is_text() { matching[0].explainable() } else { matching[0].explained_with() };
        let mut fitting: Vec<&mut Finding> = matching.into_iter().filter(|finding| self.fits(finding)).collect();
        if fitting.is_empty() {
            return Some(
                self.outdated(format!("{named}已经过时：数或原句已变，现在是 {now}。请看理由是否还成立，再照改。")),
            );
        }
        if fitting.iter().any(|finding| finding.explained.as_deref().is_some_and(|before| before != reason)) {
            return Some(self.outdated(format!("{named}写了不止一{one}（位置“{place}”）。只留一{one}。")));
        }
        if reason.is_empty() || reason.contains('【') {
            let key = if self.medium.is_text() { "（reason）" } else { "" };
            return Some(self.outdated(format!("{named}没有写理由{key}。请写明，或删去这一{one}。")));
        }
        for finding in &mut fitting {
            finding.explained = Some(reason.to_owned());
            // An error that its rule lets the office explain is a warning then.
            finding.severity = finding.severity.max(Severity::Warning);
        }
        None
    }

    /// Whether the figures, or the quote, are those of the warning.
    fn fits(&self, finding: &Finding) -> bool {
        let figures = match self.answer(&fields::EXPLAINED_FIGURES) {
            Some(Answer::Figures(figures)) => figures.as_slice(),
            _ => &[],
        };
        figures == finding.figures && self.text(&fields::EXPLAINED_QUOTE) == finding.quote
    }

    fn answer(&self, field: &Field) -> Option<&Answer> {
        self.answers.get(&(field.table, field.key)).map(|typed| &typed.value)
    }

    fn text(&self, field: &Field) -> &str {
        match self.answer(field) {
            Some(Answer::Text(text)) => text,
            _ => "",
        }
    }

    fn outdated(&self, message: String) -> Finding {
        let origins = self.answers.values().filter_map(|typed| typed.origin.as_ref());
        let first = origins.min_by_key(|origin| origin.order()).cloned();
        Finding::new(&rule::F16, Subject::Part(fields::REPEATED), first, message)
    }
}
