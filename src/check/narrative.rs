//! P: what is missing from the text, and what it quotes (P01, P08, P10).

use std::cell::LazyCell;
use std::collections::HashMap;

use super::passage::Passage;
use crate::fields::{self, FIELDS, Takes};
use crate::finding::Finding;
use crate::form::{Form, Medium};
use crate::origin::Origin;
use crate::prose::{has_paragraphs, quotes};
use crate::rule;
use crate::standard::{Body, Edition};
use crate::suggest::nearest;

/// P01, P08 and P10. Where rows of the other edition have a finding of their own, names of it do not get another.
pub(super) fn check(form: &Form, is_other_edition: bool) -> Vec<Finding> {
    let mut findings = Vec::new();
    for field in FIELDS {
        let Some(passage) = Passage::of(form, field) else { continue };
        passage.unwritten(&mut findings);
        passage.wide_braces(&mut findings);
        passage.quotes(form.edition, is_other_edition, &mut findings);
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
        if form.text(field).is_none_or(|text| !has_paragraphs(text)) && !excused {
            let place = match form.medium {
                Medium::Text => format!("写在[narrative]的{key}里"),
                Medium::Workbook => "写在“文字”页".to_owned(),
                Medium::Page | Medium::Report => "补写".to_owned(),
            };
            let message = format!("“{}”没有写。请{place}，一段一行。", section.heading);
            findings.push(Finding::new(&rule::P01, field, form.origin(field), message));
        }
    }
    findings
}

impl Passage<'_> {
    /// `【　】` still to be written (P10), one finding a line.
    fn unwritten(&self, findings: &mut Vec<Finding>) {
        if !self.text.contains('【') {
            return;
        }
        let mut from = 0;
        for line in self.text.lines() {
            let typed = self.find(line, &mut from);
            let Some(start) = line.find('【') else { continue };
            let end = line[start..].find('】').map_or(line.len(), |length| start + length + '】'.len_utf8());
            let inner = line[start..end].trim_matches(['【', '】']);
            // A mark of a chat program has its own finding.
            if inner.contains('†') {
                continue;
            }
            let shown: String = inner.chars().take(SHOWN).collect();
            let more = if inner.chars().count() > SHOWN { "…" } else { "" };
            let many = match line.matches('【').count() {
                1 => String::new(),
                marks => format!("等{marks}处"),
            };
            let advice = if inner.trim().is_empty() {
                "还没有补写。补写后连【】一起删去"
            } else {
                "还没有补写；已经写好的，把【】删去"
            };
            let message = format!("{}的“【{shown}{more}】”{many}{advice}。", self.field.label);
            // Typed with escapes, the line is not found as it is, but its mark may be.
            let origin = match typed {
                Some(Origin::Text(typed)) if self.is_typed(&typed, line) => {
                    Some(Origin::Text(typed.start + start..typed.start + end))
                }
                _ => self.find(&line[start..end], &mut from),
            };
            let subject = self.subject(self.offset(&line[start..end]));
            findings.push(Finding::new(&rule::P10, subject, origin, message));
        }
    }

    /// Full-width braces around a name, which would be printed as they are (P08).
    fn wide_braces(&self, findings: &mut Vec<Finding>) {
        let mut from = 0;
        for line in self.text.lines().filter(|line| line.contains(['｛', '｝'])) {
            let origin = self.find(line, &mut from);
            let message = format!(
                "{}里有全角的“｛”“｝”：引用表里的数要用英文的{{{{ }}}}，如{{{{applications.received.total}}}}。",
                self.field.label
            );
            findings.push(Finding::new(&rule::P08, self.subject(self.offset(line)), origin, message));
        }
    }

    /// `{{…}}` that names no place, or stands where none is filled in (P08).
    fn quotes(&self, edition: &'static Edition, is_other_edition: bool, findings: &mut Vec<Finding>) {
        let (mut from, mut hints) = (0, HashMap::new());
        let places = LazyCell::new(|| edition.places().map(|place| place.to_string()).collect::<Vec<_>>());
        for quote in quotes(self.text) {
            let origin = self.find(&self.text[quote.span.clone()], &mut from);
            let label = self.field.label;
            let message = match quote.name {
                _ if !matches!(self.field.takes, Takes::Text) => {
                    format!("{label}里不能用{{{{ }}}}引用表里的数，请直接写出。")
                }
                None => format!("{label}的“{{{{”没有配上“}}}}”。"),
                Some(name) if edition.place(name).is_some() => continue,
                Some(name) if is_other_edition && edition.others().any(|e| e.place(name).is_some()) => continue,
                Some(name) => {
                    let shown: String = name.chars().take(60).collect();
                    let hint = hints.entry(name).or_insert_with(|| hint(edition, &places, name));
                    format!("{label}引用的“{shown}”在表里找不到。{hint}")
                }
            };
            findings.push(Finding::new(&rule::P08, self.subject(quote.span), origin, message));
        }
    }
}

/// How many characters of a mark are shown.
const SHOWN: usize = 18;

/// What was meant by a name that is no place.
fn hint(edition: &'static Edition, places: &[String], name: &str) -> String {
    if let Some(other) = edition.others().find(|e| e.place(name).is_some()) {
        return format!("这是{}版的名称，本表用{}版。", other.version, edition.version);
    }
    let total = format!("{name}.total");
    let meant = if edition.place(&total).is_some() {
        Some(total.as_str())
    } else {
        nearest(name, places.iter().map(String::as_str))
    };
    match meant {
        Some(meant) => format!("是不是“{meant}”？"),
        None => "写法是“表.行.列”，如{{applications.received.total}}。".to_owned(),
    }
}
