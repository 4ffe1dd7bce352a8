//! The wording of texts, to be compared: their letters in runs, and what all reports have in common.

use std::collections::{HashMap, HashSet};
use std::ops::RangeInclusive;
use std::sync::{Arc, LazyLock, RwLock};

use crate::agency;
use crate::chinese_numeral::EVERYDAY;
use crate::claims::fee_sentences;
use crate::fields::{self, SECTIONS};
use crate::form::{Answer, Form};
use crate::prose::quotes;
use crate::standard::Edition;
use crate::year::Year;

/// So many characters in a row that two texts have are copied, not met by chance.
pub const RUN: usize = 12;

/// What section six of most reports says.
const STOCK_SENTENCES: [&str; 2] = ["无其他需要报告的事项。", "没有其他需要报告的事项。"];

/// Han characters, but for rare ones.
const HAN: RangeInclusive<char> = '\u{4E00}'..='\u{9FFF}';

/// A base for numbers made of runs; odd and large, so that they spread.
const BASE: u64 = 0x9E37_79B9_7F4A_7C15;

/// The letters of a text: without digits, punctuation, blanks, figures it quotes, and what it must say of the fee.
pub fn letters(text: &str) -> Vec<char> {
    let mut silent = vec![false; text.len()];
    for span in quotes(text).into_iter().map(|quote| quote.span).chain(fee_sentences(text)) {
        silent[span].fill(true);
    }
    text.char_indices().filter(|(at, c)| is_letter(*c) && !silent[*at]).map(|(_, c)| c).collect()
}

/// Whether a character is one and no digit, not in Chinese either.
fn is_letter(c: char) -> bool {
    // Nearly all are of this block, of which each is a letter; looking it up costs more than the rest.
    (HAN.contains(&c) || c.is_alphabetic()) && !EVERYDAY.contains(&c)
}

/// A number for each run of letters, from the first on; the same for the same run, on every machine.
pub fn runs(letters: &[char]) -> impl Iterator<Item = u64> {
    let first_weight = BASE.wrapping_pow(u32::try_from(RUN - 1).unwrap_or_default());
    let add = |sum: u64, c: &char| sum.wrapping_mul(BASE).wrapping_add(u64::from(u32::from(*c)));
    let mut sum = letters.iter().take(RUN - 1).fold(0, add);
    letters.windows(RUN).map(move |run| {
        let whole = add(sum, &run[RUN - 1]);
        sum = whole.wrapping_sub(first_weight.wrapping_mul(u64::from(u32::from(run[0]))));
        // The low bits of a sum of products spread least.
        (whole ^ (whole >> 29)).wrapping_mul(BASE.rotate_left(17) | 1)
    })
}

/// What the wording of a new form depends on: its edition, and what the agency calls itself.
type Issuer = (u16, Option<Year>, String, Option<&'static str>);

/// How many issuers' wordings are kept, some kilobytes each. Thousands of units come to a few dozen different ones.
const MOST_ISSUERS: usize = 256;

/// Worked out once for each issuer.
static STANDARD: LazyLock<RwLock<HashMap<Issuer, Arc<HashSet<u64>>>>> = LazyLock::new(RwLock::default);

/// The runs that all reports have in common: the official headings, and the sentences of a new form.
pub fn standard(form: &Form) -> Arc<HashSet<u64>> {
    let name = form.text(&fields::NAME).unwrap_or_default();
    let (year, own) = (form.year(), agency::own_name(name));
    let issuer = (form.edition.version, year, own, agency::kind(name));
    if let Some(known) = STANDARD.read().ok().and_then(|known| known.get(&issuer).cloned()) {
        return known;
    }
    let new: Arc<HashSet<u64>> = Arc::new(runs(&standard_wording(form.edition, year, name)).collect());
    if let Ok(mut known) = STANDARD.write() {
        // A program that runs for long, over forms from anywhere, must not grow.
        if known.len() >= MOST_ISSUERS {
            known.clear();
        }
        known.insert(issuer, Arc::clone(&new));
    }
    new
}

fn standard_wording(edition: &'static Edition, year: Option<Year>, name: &str) -> Vec<char> {
    let mut form = Form::empty(edition, year);
    form.write(&fields::NAME, Answer::Text(name.to_owned()));
    form.prepare();
    let sentences = SECTIONS.iter().map(|field| form.text(field).unwrap_or_default());
    let headings = edition.sections.iter().map(|section| section.heading);
    headings.chain(sentences).chain(STOCK_SENTENCES.iter().copied()).flat_map(letters).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_run_is_known_by_its_letters_alone() {
        let all: Vec<char> = letters("全年受理政府信息公开申请事项，均已在法定期限内答复申请人。");
        let numbers: Vec<u64> = runs(&all).collect();
        assert_eq!(numbers.len(), all.len() - RUN + 1);
        for at in 0..numbers.len() {
            assert_eq!(runs(&all[at..at + RUN]).collect::<Vec<_>>(), [numbers[at]]);
        }
        assert_eq!(numbers.iter().collect::<HashSet<_>>().len(), numbers.len());
        assert_eq!(runs(&all[..RUN - 1]).count(), 0);
    }
}
