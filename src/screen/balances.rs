//! 勾稽关系 as it is shown: a column each, in figures and in a word.

use serde::Serialize;

use super::UNKNOWN;
use crate::figure::Figure;
use crate::standard::{Comparator, Edition, Place};
use crate::tally::Figures;

/// A column's balance.
#[derive(Debug, Serialize)]
pub(super) struct Balance {
    table: &'static str,
    place: String,
    label: &'static str,
    text: String,
    state: &'static str,
    word: &'static str,
}

/// The balances of an edition: what is taken away is not more than there is, and the rest is carried over.
pub(super) fn balances(edition: &'static Edition, figures: &Figures) -> Vec<Balance> {
    let relations = edition.relations().into_iter().filter(|relation| relation.comparator == Comparator::AtLeast);
    relations.map(|relation| balance(relation.derived, [&relation.left, &relation.right], figures)).collect()
}

fn balance(derived: Place, [there, taken]: [&[Place]; 2], figures: &Figures) -> Balance {
    let (there, taken) = (all(there, figures), all(taken, figures));
    let (text, state, word) = match (there, taken, figures.get(derived)) {
        (Some(there), Some(taken), Some(rest)) if rest.is_negative() => {
            let more = Figure::count(0).minus(rest);
            (format!("{}≠{}，多{more}", joined(&there), joined(&taken)), "odd", "不平")
        }
        (Some(there), Some(taken), Some(rest)) => {
            (format!("{}＝{}＋{rest}", joined(&there), joined(&taken)), "even", "平")
        }
        _ => (UNKNOWN.to_owned(), "unknown", "未填全"),
    };
    let place = format!("{}.balance.{}", derived.table().key, derived.column().key);
    Balance { table: derived.table().key, place, label: derived.column().name, text, state, word }
}

fn all(places: &[Place], figures: &Figures) -> Option<Vec<Figure>> {
    places.iter().map(|place| figures.get(*place)).collect()
}

fn joined(figures: &[Figure]) -> String {
    figures.iter().map(Figure::to_string).collect::<Vec<_>>().join("＋")
}
