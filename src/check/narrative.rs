//! P: what is missing from the text, and what it quotes (P01, P08, P10).

use crate::finding::Finding;
use crate::form::fields::{self, FIELDS, Field, Takes};
use crate::form::{Form, nearest, place_of};
use crate::prose::quotes;
use crate::rule;
use crate::source::{Source, Span};
use crate::standard::{Body, Edition};

/// P01, P08 and P10.
pub(super) fn check(form: &Form, source: &Source) -> Vec<Finding> {
    let mut findings = Vec::new();
    for field in FIELDS {
        let Some((span, text)) = form.span(field).zip(form.text(field)) else { continue };
        let typed = Typed { source, span, field };
        typed.unwritten(&mut findings);
        if matches!(field.takes, Takes::Text) && !text.is_empty() {
            typed.quotes(form.edition, &mut findings);
        }
    }
    findings.extend(empty_sections(form));
    findings
}

/// Sections without text (P01). 第六部分 may be made of the information fee alone.
fn empty_sections(form: &Form) -> Vec<Finding> {
    let has_fee = form.number(&fields::FEE_CASES).is_some() || form.is_unreadable(&fields::FEE_CASES);
    let mut findings = Vec::new();
    for section in form.edition.sections {
        let Body::Narrative(key) = section.body else { continue };
        let Some(field) = fields::field(fields::OVERVIEW.table, key) else { continue };
        let excused = form.is_unreadable(field) || (*field == fields::OTHERS && has_fee);
        if form.text(field).is_none() && !excused {
            let message = format!("“{}”没有写。请写在[narrative]的{key}里，一段一行。", section.heading);
            findings.push(Finding::new(&rule::P01, place_of(field), form.span(field).cloned(), message));
        }
    }
    findings
}

/// A text as it stands in the form.
struct Typed<'a> {
    source: &'a Source,
    span: &'a Span,
    field: &'static Field,
}

impl Typed<'_> {
    /// `【　】` still to be written (P10), one finding a line.
    fn unwritten(&self, findings: &mut Vec<Finding>) {
        let typed = self.text();
        let mut at = 0;
        for line in typed.split_inclusive('\n') {
            let marks = line.matches('【').count();
            if let Some(start) = line.find('【') {
                let end =
                    line[start..].find('】').map_or(line.trim_end().len(), |length| start + length + '】'.len_utf8());
                let begin = self.span.start + at;
                let mark: String = line[start..end].chars().take(20).collect();
                let many = if marks > 1 { format!("等{marks}处") } else { String::new() };
                let message = format!(
                    "{}的“{mark}”{many}还没有补写。补写后连【】一起删去；没有这项内容的，删去整句。",
                    self.field.label
                );
                findings.push(Finding::new(&rule::P10, place_of(self.field), begin + start..begin + end, message));
            }
            at += line.len();
        }
    }

    /// `{{…}}` that names no place (P08).
    fn quotes(&self, edition: &'static Edition, findings: &mut Vec<Finding>) {
        let mut places: Vec<String> = Vec::new();
        for quote in quotes(self.text()) {
            let message = match quote.name {
                Some(name) if edition.place(name).is_some() => continue,
                Some(name) => {
                    if places.is_empty() {
                        places.extend(edition.places().map(|place| place.to_string()));
                    }
                    let meant = nearest(name, places.iter().map(String::as_str));
                    let shown: String = name.chars().take(60).collect();
                    let hint = match (meant, edition.other().place(name)) {
                        (Some(meant), _) => format!("是不是“{meant}”？"),
                        (None, Some(_)) => {
                            format!("这是{}版的名称，本表用{}版。", edition.other().version, edition.version)
                        }
                        (None, None) => "写法是“表.行.列”，如{{applications.received.total}}。".to_owned(),
                    };
                    format!("{}引用的“{shown}”在表里找不到。{hint}", self.field.label)
                }
                None => format!("{}的“{{{{”没有配上“}}}}”。", self.field.label),
            };
            let span = self.span.start + quote.span.start..self.span.start + quote.span.end;
            findings.push(Finding::new(&rule::P08, place_of(self.field), span, message));
        }
    }

    fn text(&self) -> &str {
        self.source.text().get(self.span.clone()).unwrap_or_default()
    }
}
