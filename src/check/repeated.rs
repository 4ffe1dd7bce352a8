//! Y03: how much of this year's narrative stands in last year's.

use std::collections::HashSet;

use super::Last;
use super::passage::Passage;
use crate::figure::Figure;
use crate::finding::Finding;
use crate::form::fields::{self, SECTIONS};
use crate::form::{Form, Manuscript};
use crate::prose::{lines, quotes};
use crate::rule;
use crate::source::Source;
use crate::told::fee_sentences;

/// So many characters in a row that both texts have are copied, not met by chance.
const RUN: usize = 12;

/// How many characters of a repeated paragraph are shown, and of how many paragraphs.
const SHOWN: usize = 16;
const MOST: usize = 12;

/// What section six of most reports says.
const SAID_BY_ALL: [&str; 2] = ["无其他需要报告的事项。", "没有其他需要报告的事项。"];

/// Digits in Chinese.
const NUMERALS: &str = "〇零一二三四五六七八九十百千万亿两";

/// Y03, if more than half of the narrative is last year's.
pub(super) fn check(form: &Form, source: &Source, last: &Last) -> Option<Finding> {
    let before: Vec<char> = SECTIONS.iter().filter_map(|field| last.form.text(field)).flat_map(letters).collect();
    let standard = standard_wording(form);
    let runs = Runs { last: before.windows(RUN).collect(), standard: standard.windows(RUN).collect() };
    let (mut own, mut copied, mut repeated, mut span) = (0, 0, Vec::new(), None);
    for field in SECTIONS {
        let Some(passage) = Passage::of(form, source, field) else { continue };
        for line in lines(passage.text) {
            let (of_line, copied_of_line) = runs.count(&letters(line));
            own += of_line;
            copied += copied_of_line;
            if copied_of_line * 2 > of_line {
                span = span.or_else(|| Some(passage.find(line, &mut 0)));
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
        last.form.year(),
        repeated.len(),
        shown.join("、")
    );
    let finding = Finding::new(&rule::Y03, fields::OVERVIEW.table, span, message);
    Some(Finding { figures: vec![Figure::count(share)], ..finding })
}

/// The runs of characters of two texts.
struct Runs<'a> {
    last: HashSet<&'a [char]>,
    standard: HashSet<&'a [char]>,
}

impl Runs<'_> {
    /// How many characters are not standard wording; and how many of these stand in last year's text.
    fn count(&self, letters: &[char]) -> (usize, usize) {
        let within = |runs: &HashSet<&[char]>| {
            let mut found = vec![false; letters.len()];
            for (at, run) in letters.windows(RUN).enumerate() {
                if runs.contains(run) {
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

/// The letters of a text: without digits, punctuation, blanks, figures it quotes, and what it must say of the fee.
fn letters(text: &str) -> Vec<char> {
    let mut silent = vec![false; text.len()];
    for span in quotes(text).into_iter().map(|quote| quote.span).chain(fee_sentences(text)) {
        silent[span].fill(true);
    }
    let is_letter = |(at, c): &(usize, char)| c.is_alphabetic() && !NUMERALS.contains(*c) && !silent[*at];
    text.char_indices().filter(is_letter).map(|(_, c)| c).collect()
}

/// What reports say alike: the official headings, and the sentences of a new form.
fn standard_wording(form: &Form) -> Vec<char> {
    let mut manuscript = Manuscript::empty(form.edition, form.year());
    if let Some(name) = form.answer(&fields::NAME) {
        manuscript.answer(&fields::NAME, name.clone());
    }
    manuscript.prepare();
    let sentences = SECTIONS.iter().map(|field| manuscript.text(field).unwrap_or_default());
    let headings = form.edition.sections.iter().map(|section| section.heading);
    headings.chain(sentences).chain(SAID_BY_ALL.iter().copied()).flat_map(letters).collect()
}

/// How a paragraph begins.
fn beginning(line: &str) -> String {
    match line.char_indices().nth(SHOWN) {
        Some((end, _)) => line[..end].to_owned() + "…",
        None => line.to_owned(),
    }
}
