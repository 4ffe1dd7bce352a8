//! Sums of figures of either sign: worked out in one way, and worded in one way.

use std::fmt::Write as _;
use std::ops::Deref;

use super::Sign;
use crate::figure::Figure;

/// A sum whose terms are added or taken away: of places, of headings, of named figures.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SignedSum<T>(Vec<(Sign, T)>);

impl<T> SignedSum<T> {
    /// What it comes to, once every term is known; none of no term.
    pub fn value(&self, figure: impl Fn(&T) -> Option<Figure>) -> Option<Figure> {
        let known: Option<Vec<(Sign, Figure)>> = self.iter().map(|(sign, term)| Some((*sign, figure(term)?))).collect();
        total(known?)
    }

    /// What the terms that are known come to; none where none is.
    pub fn value_so_far(&self, figure: impl Fn(&T) -> Option<Figure>) -> Option<Figure> {
        total(self.iter().filter_map(|(sign, term)| Some((*sign, figure(term)?))))
    }

    /// It in words: `新收140＋上年结转0－办结139`.
    pub fn worded(&self, word: impl Fn(&T) -> String) -> String {
        let mut text = String::new();
        for (sign, term) in self.iter() {
            match sign {
                Sign::Minus => text.push('－'),
                Sign::Plus if !text.is_empty() => text.push('＋'),
                Sign::Plus => {}
            }
            _ = write!(text, "{}", word(term));
        }
        text
    }
}

fn total(terms: impl IntoIterator<Item = (Sign, Figure)>) -> Option<Figure> {
    terms.into_iter().fold(None, |sum: Option<Figure>, (sign, figure)| {
        let before = sum.unwrap_or(Figure::zero(figure.kind()));
        Some(match sign {
            Sign::Plus => before.plus(figure),
            Sign::Minus => before.minus(figure),
        })
    })
}

impl<T> FromIterator<(Sign, T)> for SignedSum<T> {
    fn from_iter<I: IntoIterator<Item = (Sign, T)>>(terms: I) -> Self {
        Self(terms.into_iter().collect())
    }
}

impl<T> IntoIterator for SignedSum<T> {
    type IntoIter = std::vec::IntoIter<(Sign, T)>;
    type Item = (Sign, T);

    fn into_iter(self) -> Self::IntoIter {
        self.0.into_iter()
    }
}

impl<T> Deref for SignedSum<T> {
    type Target = [(Sign, T)];

    fn deref(&self) -> &[(Sign, T)] {
        &self.0
    }
}
