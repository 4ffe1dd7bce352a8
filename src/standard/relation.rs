//! The relations of an edition: sums that must be equal, as a superior recomputes them (in the 2021 edition 25 sums
//! along rows, 7 of results, 7 balances, 3 of outcomes), and what may not be taken from too little.

use super::{Axis, Edition, Line, Matrix, Place, Role, Sign};
use crate::rule::{self, Rule};

/// 勾稽关系: two sums over printed figures, and how they must stand to each other.
#[derive(Debug)]
pub struct Relation {
    /// How.
    pub comparator: Comparator,
    /// The rule a figure breaks that does not hold to it.
    pub rule: &'static Rule,
    /// The figure that follows from the others.
    pub derived: Place,
    /// What is added up on the left: `新收＋上年结转`.
    pub left: Vec<Place>,
    /// What is added up on the right: `办结＋结转下年度`.
    pub right: Vec<Place>,
}

/// How the left side must stand to the right one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Comparator {
    /// They are equal.
    Equal,
    /// The left one is not less.
    AtLeast,
}

impl Edition {
    /// Every relation, table by table: along each row, then down each column.
    pub fn relations(&self) -> Vec<Relation> {
        self.matrices().iter().flat_map(Matrix::relations).collect()
    }
}

impl Matrix {
    fn relations(&self) -> Vec<Relation> {
        let mut found = Vec::new();
        for column in self.columns.printed().filter(|column| column.is_derived()) {
            for row in self.rows.printed() {
                found.extend(relation(&self.columns, column, |column| self.place(row, column)));
            }
        }
        for row in self.rows.printed().filter(|row| row.is_derived()) {
            for column in self.columns.printed() {
                found.extend(relation(&self.rows, row, |row| self.place(row, column)));
            }
        }
        for row in self.rows.printed().filter(|row| row.is_difference()) {
            for column in self.columns.printed() {
                found.push(sufficiency(&self.rows, row, |row| self.place(row, column)));
            }
        }
        found
    }
}

/// What the formula of a derived line says, with nothing taken away: a term that is, stands on the other side.
fn relation(axis: &Axis, line: &Line, place: impl Fn(&Line) -> Place) -> Option<Relation> {
    let Role::Derived(_, rule) = line.role else { return None };
    let derived = place(line);
    let right = terms(axis, line, Sign::Minus, &place).into_iter().chain([derived]).collect();
    Some(Relation { comparator: Comparator::Equal, rule, derived, left: terms(axis, line, Sign::Plus, &place), right })
}

/// No more is taken away than there is.
fn sufficiency(axis: &Axis, line: &Line, place: impl Fn(&Line) -> Place) -> Relation {
    let [left, right] = [Sign::Plus, Sign::Minus].map(|sign| terms(axis, line, sign, &place));
    Relation { comparator: Comparator::AtLeast, rule: &rule::B02, derived: place(line), left, right }
}

/// The printed figures that a line adds up, or takes away.
fn terms(axis: &Axis, line: &Line, wanted: Sign, place: impl Fn(&Line) -> Place) -> Vec<Place> {
    axis.printed_terms(line).filter(|(sign, _)| *sign == wanted).map(|(_, term)| place(term)).collect()
}
