//! The relations of an edition: sums that must be equal, as a superior recomputes them (in the 2021 edition 25 sums
//! along rows, 7 of results, 7 balances, 3 of outcomes), and what may not be taken from too little.

use super::{Edition, Heading, Line, Matrix, Role, Sign};
use crate::place::Place;
use crate::rule::{self, Rule};

/// 勾稽关系: two sums over printed figures, and how they must stand to each other.
#[derive(Debug)]
pub struct Relation {
    /// How.
    pub bond: Bond,
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
pub enum Bond {
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
        let (rows, columns) = (printed(&self.rows), printed(&self.columns));
        let mut found = Vec::new();
        for column in columns.iter().copied().filter(|line| line.heading.is_derived()) {
            for row in &rows {
                found.extend(relation(column, |heading| self.place(row.heading, heading)));
            }
        }
        for row in rows.iter().copied().filter(|line| line.heading.is_derived()) {
            for column in &columns {
                found.extend(relation(row, |heading| self.place(heading, column.heading)));
            }
        }
        for row in rows.iter().copied().filter(|line| line.terms.iter().any(|(sign, _)| *sign == Sign::Minus)) {
            for column in &columns {
                found.push(sufficiency(row, |heading| self.place(heading, column.heading)));
            }
        }
        found
    }
}

fn printed(lines: &[Line]) -> Vec<&Line> {
    lines.iter().filter(|line| !line.heading.is_group()).collect()
}

/// What the formula of a derived heading says, with nothing taken away: a term that is, stands on the other side.
fn relation(line: &Line, place: impl Fn(&Heading) -> Place) -> Option<Relation> {
    let Role::Derived(_, rule) = line.heading.role else { return None };
    let derived = place(line.heading);
    let right = terms(line, Sign::Minus, &place).into_iter().chain([derived]).collect();
    Some(Relation { bond: Bond::Equal, rule, derived, left: terms(line, Sign::Plus, &place), right })
}

/// No more is taken away than there is.
fn sufficiency(line: &Line, place: impl Fn(&Heading) -> Place) -> Relation {
    let [left, right] = [Sign::Plus, Sign::Minus].map(|sign| terms(line, sign, &place));
    Relation { bond: Bond::AtLeast, rule: &rule::B02, derived: place(line.heading), left, right }
}

/// The printed figures that a heading adds up, or takes away.
fn terms(line: &Line, wanted: Sign, place: impl Fn(&Heading) -> Place) -> Vec<Place> {
    let terms = line.terms.iter().filter(|(sign, _)| *sign == wanted);
    terms.flat_map(|(_, heading)| heading.parts()).map(place).collect()
}
