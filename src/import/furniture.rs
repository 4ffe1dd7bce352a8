//! What a web page prints around a report: lines that are short and no sentences, before its first section and behind its
//! last. They are no text of the report.

use super::diagnostics::Diagnostics;
use super::metadata::Metadata;
use super::paragraphs::{Paragraph, Texts, head};
use crate::prose::numbered;
use crate::rule;
use crate::subject::Subject;

/// Characters of the longest such line.
const LONGEST: usize = 80;

/// Takes it out of the texts, and tells of it once.
pub(super) fn take_out(texts: &mut Texts, metadata: &mut Metadata, diagnostics: &mut Diagnostics) {
    let mut taken: Vec<String> = Vec::new();
    let is_furniture = |line: &str| line.chars().count() <= LONGEST && !line.contains(['。', '；']);
    metadata.preface.retain(|line| {
        let is_left_out = is_furniture(line);
        taken.extend(is_left_out.then(|| line.clone()));
        !is_left_out
    });
    if let Some(last) = texts.sections.iter_mut().rev().find(|section| !section.is_empty()) {
        let is_behind = |line: &Paragraph| {
            is_furniture(&line.text) && numbered(&line.text).is_none() && !metadata.is_taken(line.strip)
        };
        let kept = last.iter().rposition(|line| !is_behind(line)).map_or(1, |at| at + 1);
        taken.extend(last.drain(kept.min(last.len())..).map(|line| line.text));
    }
    if let Some(first) = taken.first() {
        let what = format!("原件在报告前后另有{}行短句（如“{}”），是网页上的", taken.len(), head(first));
        diagnostics.report(&rule::I17, Subject::File, None, &what, "没有读入；是报告的文字的，请补上。");
    }
}
