//! How every figure of an edition follows from those that are filled in, by the numbers of their places: worked out once
//! a process, followed thousands of times.

use std::collections::HashMap;
use std::sync::LazyLock;

use super::{EDITIONS, Edition, Heading, Line, Matrix, Sign};
use crate::figure::Kind;
use crate::place::{ByPlace, Place};

/// The places of an edition by number, and the sums over them.
#[derive(Debug)]
pub struct Plan {
    /// Every place in reading order, groups included; its place in this list is its number.
    pub places: Vec<Place>,
    /// What the figure at each place counts.
    pub kinds: Vec<Kind>,
    /// The places that are filled in, by number, in the order of the paper.
    pub given: Vec<usize>,
    /// The places that follow, each after its terms.
    pub sums: Vec<(usize, Vec<(Sign, usize)>)>,
    numbers: ByPlace<usize>,
    by_name: HashMap<String, usize>,
}

static PLANS: LazyLock<Vec<Plan>> = LazyLock::new(|| EDITIONS.iter().copied().map(Plan::of).collect());

impl Edition {
    /// How its figures follow from each other.
    pub fn plan(&self) -> &'static Plan {
        &PLANS[self.index().unwrap_or_default()]
    }
}

impl Plan {
    /// The number of the place that a written name like `applications.received.total` stands for.
    pub fn named(&self, name: &str) -> Option<usize> {
        self.by_name.get(name).copied()
    }

    /// The number of a place.
    pub fn number(&self, place: Place) -> Option<usize> {
        self.numbers.get(&place).copied()
    }

    fn of(edition: &'static Edition) -> Self {
        let places: Vec<Place> = edition.places().collect();
        let kinds = edition.matrices().iter().flat_map(kinds).collect();
        let by_name = places.iter().enumerate().map(|(number, place)| (place.to_string(), number)).collect();
        let numbers: ByPlace<usize> = places.iter().enumerate().map(|(number, place)| (*place, number)).collect();
        let mut plan = Self { places, kinds, given: Vec::new(), sums: Vec::new(), numbers, by_name };
        for matrix in edition.matrices() {
            plan.add(matrix);
        }
        plan
    }

    /// Columns first, so that rows can be added up in every column, derived ones included: where a derived row crosses
    /// a derived column, the row's formula counts.
    fn add(&mut self, matrix: &Matrix) {
        for row in matrix.rows.iter().filter(|row| row.terms.is_empty()) {
            let at = |column: &Heading| matrix.place(row.heading, column);
            let given = matrix.given_columns().filter(|_| row.heading.is_given());
            self.given.extend(given.filter_map(|column| self.numbers.get(&at(column)).copied()));
            for column in in_order(&matrix.columns) {
                self.add_sum(column, at);
            }
        }
        for row in in_order(&matrix.rows) {
            for column in &matrix.columns {
                self.add_sum(row, |heading| matrix.place(heading, column.heading));
            }
        }
    }

    fn add_sum(&mut self, line: &Line, at: impl Fn(&Heading) -> Place) {
        let number = |heading: &Heading| self.numbers.get(&at(heading)).copied();
        let terms = line.terms.iter().filter_map(|(sign, term)| Some((*sign, number(term)?))).collect();
        if let Some(sum) = number(line.heading) {
            self.sums.push((sum, terms));
        }
    }
}

/// What the figures of a block count, in reading order: the column decides.
fn kinds(matrix: &Matrix) -> impl Iterator<Item = Kind> {
    matrix.rows.iter().flat_map(|_| matrix.columns.iter().map(|column| column.heading.kind))
}

/// The lines that follow from others, each after its terms: groups from the inside out, then the derived ones.
fn in_order(lines: &[Line]) -> impl Iterator<Item = &Line> {
    let groups = lines.iter().rev().filter(|line| line.heading.is_group());
    groups.chain(lines.iter().filter(|line| line.heading.is_derived()))
}
