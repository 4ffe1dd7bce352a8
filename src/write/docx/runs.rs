//! Runs of text in their faces, and the remarks of a draft pinned to them as comments.

use docx_rs::{Comment, Paragraph, Run};

use super::styles::{COMMENT, fonts};
use crate::prose;
use crate::report::{Anchor, Document, Remark};

/// Who remarks, in the comments of a draft.
const REVIEWER: &str = "年报核对";

/// A text in one font.
pub(super) fn run(text: &str, font: &str) -> Run {
    Run::new().fonts(fonts(font)).add_text(text)
}

/// A run of the narrative with its weight.
pub(super) fn weighted(part: &prose::Run, font: &str) -> Run {
    let run = run(&part.text, font);
    if part.bold { run.bold() } else { run }
}

/// A paragraph with its runs; in a draft with the remarks made on it as comments.
pub(super) fn remarked(document: &Document, start: Paragraph, anchor: Anchor, runs: Vec<Run>) -> Paragraph {
    let remarks: Vec<&Remark> = document.remarks_at(anchor).collect();
    let start = remarks.iter().fold(start, |paragraph, remark| paragraph.add_comment_start(comment(document, remark)));
    let filled = runs.into_iter().fold(start, Paragraph::add_run);
    remarks.iter().fold(filled, |paragraph, remark| paragraph.add_comment_end(remark.number))
}

fn comment(document: &Document, remark: &Remark) -> Comment {
    let text = Paragraph::new().style(COMMENT).add_run(run(&remark.text, &document.fonts.table));
    Comment::new(remark.number).author(REVIEWER).date(document.timestamp()).add_paragraph(text)
}
