//! The texts of the form: the paragraphs of each section without title and signature, and what stands beside a table
//! as its notes.

use super::cell_value::is_figure;
use super::diagnostics::Diagnostics;
use super::metadata::Metadata;
use super::paragraphs::{Texts, head};
use super::sections::{Heading, bare, sections};
use crate::fields::{self, field};
use crate::form::Form;
use crate::rule;
use crate::standard::{Body, Section};
use crate::subject::Subject;

/// Writes the texts of the sections and the notes into the form.
pub(super) fn write(
    texts: &Texts,
    metadata: &Metadata,
    headings: &[Heading],
    form: &mut Form,
    diagnostics: &mut Diagnostics,
) {
    write_section(&fields::PREFACE, &metadata.preface, form);
    let has_text = headings.iter().any(|heading| heading.section_field().is_some());
    if !has_text {
        let advice = "三部分文字（总体情况、存在的主要问题、其他事项）请照原件补。";
        diagnostics.report(
            &rule::I10,
            Subject::Part(fields::OVERVIEW.table),
            None,
            "没有找到文字部分的标题，只读入了表格",
            advice,
        );
    }
    for (number, section) in sections().iter().enumerate() {
        let all = &texts.sections[number];
        let kept: Vec<&str> = all.iter().filter(|p| !metadata.is_taken(p.strip)).map(|p| p.text.as_str()).collect();
        match section.body {
            Body::Narrative(key) => {
                if has_text && headings.iter().all(|heading| heading.section != number) {
                    let what = format!("没有找到“{}”", section.heading);
                    diagnostics.report(
                        &rule::I10,
                        Subject::of_key(form.edition, fields::OVERVIEW.table, key),
                        None,
                        &what,
                        "这部分文字没有读入，请照原件补。",
                    );
                }
                if let Some(field) = field(fields::OVERVIEW.table, key) {
                    write_section(field, &kept, form);
                }
            }
            Body::Table(key) => write_notes(section, key, &kept, form, diagnostics),
        }
    }
}

/// Writes what stands beside a table as its notes, with a finding for what is not marked as one.
fn write_notes(section: &Section, key: &'static str, kept: &[&str], form: &mut Form, diagnostics: &mut Diagnostics) {
    let (notes, others): (Vec<&str>, Vec<&str>) = kept.iter().partition(|text| is_note(text));
    for note in notes {
        form.add_note(key, note);
    }
    let others: Vec<&str> = others.into_iter().filter(|text| !is_trivial(text)).collect();
    if let Some(first) = others.first() {
        let (name, count) = (section.title(), others.len());
        let what = format!("“{name}”里除了表格还有{count}段文字，如“{}”", head(first));
        let subject = Subject::of_key(form.edition, fields::NOTE_REVIEWS.table, key);
        diagnostics.report(&rule::I10, subject, None, &what, "放在这张表的注释里，不要的请删去。");
        for text in others {
            form.add_note(key, text);
        }
    }
}

fn write_section(field: &'static fields::Field, paragraphs: &[impl AsRef<str>], form: &mut Form) {
    let text: Vec<&str> = paragraphs.iter().map(AsRef::as_ref).collect();
    if !text.is_empty() {
        form.write_words(field, &text.join("\n"), None);
    }
}

fn is_note(text: &str) -> bool {
    let text = text.trim_start_matches(['（', '(', '*', '※', '【']);
    ["注：", "注:", "注释", "备注", "说明", "注1", "注2", "注 "].iter().any(|word| text.starts_with(word))
}

/// Whether a line beside a table has no meaning of its own: its number, its unit, a stray figure.
fn is_trivial(text: &str) -> bool {
    let text = bare(text);
    let is_unit = text.contains("单位：") || text.contains("单位:");
    is_figure(text) || text.chars().count() <= 12 && (is_unit || text.starts_with(['表', '附']))
}
