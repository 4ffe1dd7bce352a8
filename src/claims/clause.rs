//! A stretch of tokens: which of them belong together, and which words stand among them.

use super::lexicon::Meaning;
use super::tokenize::{Kind, Token};
use crate::standard::{Line, Matrix};

/// Whether any word of a meaning stands among tokens.
pub(super) fn has(tokens: &[Token], is: impl Fn(&Meaning) -> bool) -> bool {
    tokens.iter().any(|token| matches!(&token.kind, Kind::Word(meaning) if is(meaning)))
}

/// The tokens at the end that speak of one thing: nothing stands between them that tells of another. A bracket between
/// is passed over.
pub(super) fn group(tokens: &[Token]) -> &[Token] {
    let mut from = tokens.len();
    while from > 0 {
        match tokens[from - 1].kind {
            Kind::Close => match tokens[..from].iter().rposition(|token| matches!(token.kind, Kind::Open)) {
                Some(open) => from = open,
                None => break,
            },
            Kind::Open | Kind::Year(_) => from -= 1,
            // 行政复议由11件降为9件: what a change begins at is passed over.
            Kind::Number(_) => match start_of_change(&tokens[..from - 1]) {
                Some(start) => from = start,
                None => break,
            },
            Kind::Word(meaning) if belongs(&meaning) => from -= 1,
            _ => break,
        }
    }
    &tokens[from..]
}

/// The tokens after a number that say what it is of: a few words, then one that tells.
pub(super) fn following(tokens: &[Token]) -> &[Token] {
    let begins = tokens.iter().take(MOST_BETWEEN).position(is_topic);
    let Some(first) = begins.filter(|&first| tokens[..first].iter().all(is_filler)) else { return &[] };
    let length = tokens[first..].iter().take_while(|token| is_topic(token) || is_filler(token)).count();
    &tokens[..first + length]
}

/// Where 由 stands, if tokens end in it and at most a year and a few words: a number after them is what a change
/// begins at.
pub(super) fn start_of_change(tokens: &[Token]) -> Option<usize> {
    let is_between =
        |token: &&Token| matches!(token.kind, Kind::Year(_) | Kind::Word(Meaning::Other | Meaning::Filler));
    let between = tokens.iter().rev().take_while(is_between).count();
    let at = (tokens.len() - between).checked_sub(1)?;
    matches!(tokens[at].kind, Kind::Word(Meaning::From)).then_some(at)
}

/// More words than these between a number and what follows do not belong to it.
const MOST_BETWEEN: usize = 5;

/// Whether a token tells what is counted.
pub(super) fn is_topic(token: &Token) -> bool {
    matches!(
        token.kind,
        Kind::Word(
            Meaning::Row(..) | Meaning::Column(..) | Meaning::Application { .. } | Meaning::Carried | Meaning::Open
        )
    )
}

fn is_filler(token: &Token) -> bool {
    matches!(token.kind, Kind::Word(Meaning::Filler | Meaning::All))
}

/// Whether a word leaves what was said before it standing.
fn belongs(meaning: &Meaning) -> bool {
    !matches!(
        meaning,
        Meaning::Compare
            | Meaning::Beside
            | Meaning::Delta
            | Meaning::Kind
            | Meaning::Publish
            | Meaning::Unrelated
            | Meaning::Unit
            | Meaning::Negation
            | Meaning::Plan
            | Meaning::Since
            | Meaning::Other
            | Meaning::From
            | Meaning::PartOfYear
            | Meaning::Sort
    )
}

/// The tokens of a chain at the end of some, linked by 和 or 、: the last of a kind and those joined to it.
pub(super) fn chain<'t, T>(tokens: &'t [Token], pick: impl Fn(&'t Token) -> Option<T>) -> Vec<T> {
    let mut found = Vec::new();
    let mut is_linked = true;
    for token in tokens.iter().rev() {
        match pick(token) {
            Some(picked) if is_linked => {
                found.push(picked);
                is_linked = false;
            }
            Some(_) => break,
            None if matches!(token.kind, Kind::Word(Meaning::And)) => is_linked = true,
            // What else is told before the chain ends it.
            None if is_topic(token) && !found.is_empty() => break,
            None => {}
        }
    }
    found.reverse();
    found
}

pub(super) fn is_word(token: &Token, is: impl Fn(&Meaning) -> bool) -> bool {
    matches!(&token.kind, Kind::Word(meaning) if is(meaning))
}

pub(super) fn is_and(token: &Token) -> bool {
    is_word(token, |m| matches!(m, Meaning::And))
}

pub(super) fn is_opaque(token: &Token) -> bool {
    matches!(token.kind, Kind::Opaque) || is_word(token, |m| matches!(m, Meaning::Unrelated))
}

pub(super) fn is_verb(token: &Token) -> bool {
    is_word(token, |m| matches!(m, Meaning::Receive | Meaning::Process))
}

pub(super) fn is_column(token: &Token) -> bool {
    is_word(token, |m| matches!(m, Meaning::Column(..)))
}

pub(super) fn is_weak_row(token: &Token) -> bool {
    is_word(token, |m| matches!(m, Meaning::Row(_, row) if is_weak(row)))
}

/// A row whose words are common ones: 办结, 答复. They tell of applications only among others that do.
pub(super) fn is_weak(row: &Line) -> bool {
    row.is_derived() && !row.is_difference()
}

pub(super) fn strong_row(token: &Token) -> Option<(&'static Matrix, &'static Line)> {
    match token.kind {
        Kind::Word(Meaning::Row(matrix, row)) if !is_weak(row) => Some((matrix, row)),
        _ => None,
    }
}

pub(super) fn is_carried_out(meaning: &Meaning) -> bool {
    matches!(meaning, Meaning::Row(_, row) if row.is_difference())
}
