//! How every figure of an edition follows from those that are filled in, by the numbers of their places: worked out
//! once a process, followed thousands of times.

use std::collections::HashMap;
use std::sync::LazyLock;

use super::{Axis, EDITIONS, Edition, Line, Matrix, Place, SignedSum};
use crate::figure::Kind;

/// The places of an edition by number, and the sums over them.
#[derive(Debug)]
pub struct Evaluation {
    /// Every place in reading order, groups included; its place in this list is its number.
    pub places: Vec<Place>,
    /// What the figure at each place counts.
    pub kinds: Vec<Kind>,
    /// The places that are filled in, in the order of the paper.
    pub given: Vec<Place>,
    /// The places that follow, each after its terms, by number.
    pub sums: Vec<(usize, SignedSum<usize>)>,
    by_name: HashMap<String, usize>,
}

static EVALUATIONS: LazyLock<Vec<Evaluation>> =
    LazyLock::new(|| EDITIONS.iter().copied().map(Evaluation::of).collect());

impl Edition {
    /// How its figures follow from each other.
    pub fn evaluation(&self) -> &'static Evaluation {
        &EVALUATIONS[self.index().unwrap_or_default()]
    }
}

impl Evaluation {
    /// The number of the place that a written name like `applications.received.total` stands for.
    pub fn named(&self, name: &str) -> Option<usize> {
        self.by_name.get(name).copied()
    }

    fn of(edition: &'static Edition) -> Self {
        let places: Vec<Place> = edition.places().collect();
        let kinds = places.iter().map(|place| place.kind()).collect();
        let by_name = places.iter().enumerate().map(|(number, place)| (place.to_string(), number)).collect();
        let given = places.iter().copied().filter(|place| place.is_given()).collect();
        let mut evaluation = Self { places, kinds, given, sums: Vec::new(), by_name };
        for matrix in edition.matrices() {
            evaluation.add(matrix);
        }
        evaluation
    }

    /// Columns first, so that rows can be added up in every column, derived ones included: where a derived row crosses
    /// a derived column, the row's formula counts.
    fn add(&mut self, matrix: &Matrix) {
        for row in matrix.rows.iter().filter(|row| !row.follows()) {
            for column in in_order(&matrix.columns) {
                self.add_sum(&matrix.columns, column, |column| matrix.place(row, column));
            }
        }
        for row in in_order(&matrix.rows) {
            for column in matrix.columns.iter() {
                self.add_sum(&matrix.rows, row, |row| matrix.place(row, column));
            }
        }
    }

    fn add_sum(&mut self, axis: &Axis, line: &Line, at: impl Fn(&Line) -> Place) {
        let terms = axis.terms(line).map(|(sign, term)| (sign, at(term).number())).collect();
        self.sums.push((at(line).number(), terms));
    }
}

/// The lines that follow from others, each after its terms: groups from the inside out, then the derived ones.
fn in_order(axis: &Axis) -> impl Iterator<Item = &Line> {
    let groups = axis.iter().rev().filter(|line| line.is_group());
    groups.chain(axis.iter().filter(|line| line.is_derived()))
}
