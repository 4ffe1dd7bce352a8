//! The relations of an edition: sums that must be equal, as a superior recomputes them (STANDARD: 25 row sums, 7 sums
//! of results, 7 balances and 3 sums of outcomes in the 2021 edition).

use super::{Edition, Heading, Line, Matrix, Role, Sign};
use crate::place::Place;
use crate::rule::Rule;

/// 勾稽关系: two sums over printed figures that must be equal.
#[derive(Debug)]
pub struct Relation {
    /// The rule a figure breaks that does not hold to it.
    pub rule: &'static Rule,
    /// The figure that follows from the others.
    pub derived: Place,
    /// What is added up on the left: `新收＋上年结转`.
    pub left: Vec<Place>,
    /// What is added up on the right: `办结＋结转下年度`.
    pub right: Vec<Place>,
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
    let terms = |wanted: Sign| {
        let terms = line.terms.iter().filter(move |(sign, _)| *sign == wanted);
        terms.flat_map(|(_, heading)| heading.parts()).map(&place).collect::<Vec<_>>()
    };
    let right = terms(Sign::Minus).into_iter().chain([derived]).collect();
    Some(Relation { rule, derived, left: terms(Sign::Plus), right })
}
