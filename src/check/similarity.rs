//! Y03: how much of this year's narrative stands in last year's.

use std::collections::HashSet;
use std::sync::Arc;

use super::Last;
use super::passage::Passage;
use super::wording::{RUN, letters, runs, standard};
use crate::fields::{self, SECTIONS};
use crate::figure::Figure;
use crate::finding::Finding;
use crate::form::Form;
use crate::prose::lines;
use crate::rule;
use crate::subject::Subject;

/// How many characters of a repeated paragraph are shown, and of how many paragraphs.
const SHOWN: usize = 16;
const MOST: usize = 12;

/// Y03, if more than half of the narrative is last year's.
pub(super) fn check(form: &Form, last: &Last) -> Option<Finding> {
    let before: Vec<char> = SECTIONS.iter().filter_map(|field| last.form.text(field)).flat_map(letters).collect();
    let known = KnownRuns { last: runs(&before).collect(), standard: standard(form) };
    let (mut own, mut copied, mut repeated, mut span) = (0, 0, Vec::new(), None);
    for field in SECTIONS {
        let Some(passage) = Passage::of(form, field) else { continue };
        for line in lines(passage.text) {
            let (of_line, copied_of_line) = known.count(&letters(line));
            own += of_line;
            copied += copied_of_line;
            if copied_of_line * 2 > of_line {
                span = span.or_else(|| passage.find(line, &mut 0));
                repeated.push(line);
            }
        }
    }
    if copied * 2 <= own {
        return None;
    }
    let share = u32::try_from(copied * 100 / own.max(1)).unwrap_or_default();
    let shown: Vec<String> = repeated.iter().take(MOST).map(|line| format!("“{}”", beginning(line))).collect();
    let more = if repeated.len() > MOST { "等" } else { "" };
    let message = format!(
        "文字有{share}%与{}年报告相同（不算数字、标点和标准措辞），相同的有{}段：{}{more}。内容雷同的报告不合要求，请按本年的情况改写。",
        last.year(),
        repeated.len(),
        shown.join("、")
    );
    let finding = Finding::new(&rule::Y03, Subject::Part(fields::OVERVIEW.table), span, message);
    Some(Finding { figures: vec![Figure::count(share)], ..finding })
}

/// The runs of characters of two texts.
struct KnownRuns {
    last: HashSet<u64>,
    standard: Arc<HashSet<u64>>,
}

impl KnownRuns {
    /// How many characters are not standard wording; and how many of these stand in last year's text.
    fn count(&self, letters: &[char]) -> (usize, usize) {
        let within = |known: &HashSet<u64>| {
            let mut found = vec![false; letters.len()];
            for (at, run) in runs(letters).enumerate() {
                if known.contains(&run) {
                    found[at..at + RUN].fill(true);
                }
            }
            found
        };
        let (standard, last) = (within(&self.standard), within(&self.last));
        let own = standard.iter().filter(|is_standard| !**is_standard).count();
        let copied = standard.iter().zip(last).filter(|(is_standard, is_last)| !**is_standard && *is_last).count();
        (own, copied)
    }
}

/// How a paragraph begins.
fn beginning(line: &str) -> String {
    match line.char_indices().nth(SHOWN) {
        Some((end, _)) => line[..end].to_owned() + "…",
        None => line.to_owned(),
    }
}
