//! A text in tokens: words with a meaning, numbers, years, ends of clauses, and the rest.

use std::ops::Range;

use super::lexicon::{Meaning, Words};
use super::numeral::{self, Numeral, Unit};
use crate::year::Year;

/// A token and where it stands in the plain text.
#[derive(Debug, Clone)]
pub(super) struct Token {
    pub(super) kind: Kind,
    pub(super) span: Range<usize>,
}

/// What a token is.
#[derive(Debug, Clone)]
pub(super) enum Kind {
    /// A word with a meaning.
    Word(Meaning),
    /// A number of something.
    Number(Numeral),
    /// A year.
    Year(Year),
    /// `，` or `；`, the end of a clause.
    Comma,
    /// `（`.
    Open,
    /// `）`.
    Close,
    /// `。`, `！` or `？`, the end of a sentence.
    Stop,
    /// `\n`, the end of a paragraph.
    Paragraph,
    /// Anything else.
    Opaque,
}

/// The tokens of a plain text, one after the other without a gap.
pub(super) fn tokens(text: &str, words: &'static Words) -> Vec<Token> {
    let mut found = Vec::new();
    let mut at = 0;
    for (span, meaning) in words.find(text) {
        if span.start >= at {
            between(text, at..span.start, &mut found, &mut at);
            // A unit may reach into what looks like a word: 5项|目.
            if span.start >= at {
                found.push(Token { kind: Kind::Word(meaning), span: span.clone() });
                at = span.end;
            }
        }
    }
    between(text, at..text.len(), &mut found, &mut at);
    found
}

/// The tokens between two words.
fn between(text: &str, range: Range<usize>, found: &mut Vec<Token>, at: &mut usize) {
    let mut opaque_from = range.start;
    let mut here = range.start;
    while here < range.end {
        let Some(c) = text[here..].chars().next() else { break };
        let read = sign(c).map(|kind| (kind, c.len_utf8())).or_else(|| number(text, here));
        match read {
            Some((kind, length)) => {
                push_opaque(opaque_from..here, found);
                found.push(Token { kind, span: here..here + length });
                here += length;
                opaque_from = here;
            }
            None => here += skipped(&text[here..], c),
        }
    }
    push_opaque(opaque_from..here.max(opaque_from), found);
    *at = here;
}

fn push_opaque(span: Range<usize>, found: &mut Vec<Token>) {
    if !span.is_empty() {
        found.push(Token { kind: Kind::Opaque, span });
    }
}

fn sign(c: char) -> Option<Kind> {
    Some(match c {
        '，' | '；' => Kind::Comma,
        '（' => Kind::Open,
        '）' => Kind::Close,
        '。' | '！' | '？' => Kind::Stop,
        '\n' => Kind::Paragraph,
        _ => return None,
    })
}

/// A year or a number of something; not an ordinal (第三), nor a part of a telephone number.
fn number(text: &str, here: usize) -> Option<(Kind, usize)> {
    if !text[here..].starts_with(numeral::begins) {
        return None;
    }
    let before = text[..here].chars().next_back();
    if before.is_some_and(|c| c.is_ascii_alphanumeric() || "第-.号/点".contains(c)) {
        return None;
    }
    if let Some((year, length)) = numeral::year(&text[here..]) {
        return Some((Kind::Year(year), length));
    }
    let (numeral, length) = numeral::read(&text[here..])?;
    (numeral.unit != Unit::Other).then_some((Kind::Number(numeral), length))
}

/// How much is passed over where nothing begins: a character, or a whole run of digits.
fn skipped(text: &str, c: char) -> usize {
    if c.is_ascii_digit() {
        text.find(|c: char| !c.is_ascii_digit() && c != '.').unwrap_or(text.len())
    } else if numeral::begins(c) {
        text.find(|c: char| !numeral::begins(c)).unwrap_or(text.len())
    } else {
        c.len_utf8()
    }
}
