//! Runs of text in their faces, and the remarks of a draft pinned to them as comments.

use docx_rs::{Comment, Paragraph, Run};

use super::styles::{COMMENT, fonts};
use crate::prose;
use crate::report::{Anchor, Remark, Report};

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
pub(super) fn remarked(report: &Report, start: Paragraph, anchor: Anchor, runs: Vec<Run>) -> Paragraph {
    let remarks: Vec<&Remark> = report.remarks_at(anchor).collect();
    let start = remarks.iter().fold(start, |paragraph, remark| paragraph.add_comment_start(comment(report, remark)));
    let filled = runs.into_iter().fold(start, Paragraph::add_run);
    remarks.iter().fold(filled, |paragraph, remark| paragraph.add_comment_end(remark.number))
}

fn comment(report: &Report, remark: &Remark) -> Comment {
    let text = Paragraph::new().style(COMMENT).add_run(run(&remark.text, &report.fonts.table));
    Comment::new(remark.number).author(REVIEWER).date(report.timestamp()).add_paragraph(text)
}
