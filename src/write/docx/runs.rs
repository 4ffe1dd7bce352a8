//! Runs of text in their fonts, and the remarks of a draft pinned to them as comments.

use docx_rs::{Comment, Paragraph, Run, RunFonts};

use crate::prose;
use crate::report::{Anchor, Document, Remark};

/// Who remarks, in the comments of a draft.
const REVIEWER: &str = "年报核对";

/// A font for every kind of letter: without the East Asian slot Word takes another, and “ ” — … go astray.
pub(super) fn fonts(name: &str) -> RunFonts {
    RunFonts::new().ascii(name).hi_ansi(name).east_asia(name).cs(name).hint("eastAsia")
}

/// A text in one font.
pub(super) fn run(text: &str, font: &str) -> Run {
    Run::new().fonts(fonts(font)).add_text(text)
}

/// A run of the narrative with its weight.
pub(super) fn weighted(part: &prose::Run, font: &str) -> Run {
    let run = run(&part.text, font);
    if part.bold { run.bold() } else { run }
}

/// A paragraph with its runs; in a draft between the marks of the remarks made on it.
pub(super) fn remarked(document: &Document, start: Paragraph, anchor: Anchor, runs: Vec<Run>) -> Paragraph {
    let numbers: Vec<usize> = document.remarks_at(anchor).map(|remark| remark.number).collect();
    let start = numbers.iter().fold(start, |start, number| start.add_comment_start(Comment::new(*number)));
    let filled = runs.into_iter().fold(start, Paragraph::add_run);
    numbers.into_iter().fold(filled, Paragraph::add_comment_end)
}

/// A remark as a comment.
pub(super) fn comment(document: &Document, remark: &Remark) -> Comment {
    let text = Paragraph::new().style("CommentText").add_run(run(&remark.text, &document.fonts.table));
    Comment::new(remark.number).author(REVIEWER).date(document.timestamp()).add_paragraph(text)
}
