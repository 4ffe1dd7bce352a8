//! 属实，写明理由: why a finding is right as it stands.

use super::read;
use crate::check::Checked;
use crate::fields;
use crate::finding::Finding;
use crate::form::Form;
use crate::refused::Refused;
use crate::toml_text::{quoted, statements};

impl Checked {
    /// The form with a finding explained; without a reason, with its explanation taken back.
    ///
    /// # Errors
    ///
    /// A finding that is not there, or that nobody can explain.
    pub fn with_reason(&self, rule: &str, place: &str, reason: &str) -> Result<Form, Refused> {
        let is_asked = |finding: &&Finding| finding.rule.code == rule && finding.subject.to_string() == place;
        let gone = || Refused::because("这条问题已经没有了，不用说明");
        let finding = self.findings.iter().find(is_asked).ok_or_else(gone)?;
        if !finding.can_be_explained() {
            return Err(Refused::because("这条问题不能说明属实，要改正"));
        }
        let text = without(&self.form.to_toml(), rule, place);
        let text = match reason.trim() {
            "" => text,
            reason => format!("{}\n{}", text.trim_end(), block(finding, reason)),
        };
        Ok(read(&self.form.source.name, &text))
    }
}

/// An explanation as a form's text writes it.
fn block(finding: &Finding, reason: &str) -> String {
    let (rule, place) = (finding.rule.code, &finding.subject);
    let reason = quoted(&reason.split_whitespace().collect::<Vec<_>>().join(" "));
    let head = format!("\n[[{}]]\nrule = \"{rule}\"\nplace = \"{place}\"", fields::REPEATED);
    format!("{head}\n{}\nreason = {reason}\n", finding.explainable())
}

/// The text without the explanations of a rule at a place.
fn without(text: &str, rule: &str, place: &str) -> String {
    let all = statements(text, &[fields::REPEATED]);
    let (mut kept, mut at) = (String::new(), 0);
    for (number, header) in all.iter().enumerate().filter(|(_, one)| one.is_header && one.key(text) == fields::REPEATED)
    {
        let own: Vec<_> = all.iter().filter(|one| one.under == Some(number)).collect();
        let says = |key: &str, value: &str| {
            own.iter()
                .any(|one| one.key(text) == key && text[one.value.clone()].trim().trim_matches(['"', '\'']) == value)
        };
        if says("rule", rule) && says("place", place) {
            let end = own.last().map_or(header.range.end, |last| last.range.end);
            kept.push_str(text[at..header.range.start].trim_end());
            kept.push('\n');
            at = end;
        }
    }
    kept + &text[at..]
}
