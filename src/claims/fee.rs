//! What section six tells of 收取信息处理费情况 (国办函〔2020〕109号).

use std::ops::Range;

/// Words that a sentence about the fee has.
const WORDS: &[&str] = &["处理费", "收费通知", "收取任何费用", "收取费用", "收费情况"];

/// What each of them has: a sentence without it need not be looked at.
const IN_EACH: char = '费';

/// The sentences of a text about the fee, in bytes.
pub fn fee_sentences(text: &str) -> Vec<Range<usize>> {
    if !text.contains(IN_EACH) {
        return Vec::new();
    }
    let mut start = 0;
    let mut found = Vec::new();
    for sentence in text.split_inclusive(['。', '；', '\n', '！']) {
        if sentence.contains(IN_EACH) && WORDS.iter().any(|word| sentence.contains(word)) {
            found.push(start..start + sentence.len());
        }
        start += sentence.len();
    }
    found
}
