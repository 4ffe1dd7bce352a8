//! Figures: what follows from the given ones, by the formulas of the standard.

use serde::ser::{Serialize, SerializeMap as _, Serializer};

use crate::figure::Figure;
use crate::form::Form;
use crate::place::Place;
use crate::standard::{Edition, Heading, Matrix, Sign};

/// Every figure that can be known, given and derived, by place. What is not here is unknown, not nought.
#[derive(Debug)]
pub struct Figures {
    edition: &'static Edition,
    /// By the numbers of the places in the edition's plan.
    known: Vec<Option<Figure>>,
}

/// Works out every figure that the given ones allow. Stated figures play no part.
pub fn tally(form: &Form) -> Figures {
    derive(form.edition, form.given.iter().map(|(place, typed)| (*place, typed.value)))
}

/// Works out every figure that follows from these.
pub fn derive(edition: &'static Edition, given: impl IntoIterator<Item = (Place, Figure)>) -> Figures {
    let plan = edition.plan();
    derive_numbered(edition, given.into_iter().filter_map(|(place, figure)| Some((plan.number(place)?, figure))))
}

/// The same, of figures by the numbers of their places in the edition's plan.
pub fn derive_numbered(edition: &'static Edition, given: impl Iterator<Item = (usize, Figure)>) -> Figures {
    let plan = edition.plan();
    let mut known = vec![None; plan.places.len()];
    for (number, figure) in given {
        known[number] = Some(figure);
    }
    for (number, terms) in &plan.sums {
        // A sum is known when every term is.
        if let Some(sum) = sum(&known, terms) {
            known[*number] = Some(sum);
        }
    }
    Figures { edition, known }
}

fn sum(known: &[Option<Figure>], terms: &[(Sign, usize)]) -> Option<Figure> {
    let mut sum: Option<Figure> = None;
    for (sign, term) in terms {
        let figure = known[*term]?;
        let before = sum.unwrap_or(Figure::zero(figure.kind()));
        sum = Some(match sign {
            Sign::Plus => before.plus(figure),
            Sign::Minus => before.minus(figure),
        });
    }
    sum
}

impl Figures {
    /// The figure at a place, if it is known.
    pub fn get(&self, place: Place) -> Option<Figure> {
        self.numbered(self.edition.plan().number(place)?)
    }

    /// The figure at the place of a number in the edition's plan, if it is known.
    pub fn numbered(&self, number: usize) -> Option<Figure> {
        self.known.get(number).copied().flatten()
    }

    /// The edition whose places these are.
    pub const fn edition(&self) -> &'static Edition {
        self.edition
    }
}

impl Serialize for Figures {
    /// `{"applications":{"received":{"total":143}}}`: every known figure, in the order of the paper.
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        for table in self.edition.tables {
            map.serialize_entry(table.key, &TableFigures { figures: self, table: table.key })?;
        }
        map.end()
    }
}

struct TableFigures<'a> {
    figures: &'a Figures,
    table: &'static str,
}

struct RowFigures<'a> {
    figures: &'a Figures,
    matrix: &'static Matrix,
    row: &'static Heading,
}

impl Serialize for TableFigures<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        for matrix in self.figures.edition.matrices_of(self.table) {
            for row in &matrix.rows {
                let figures = RowFigures { figures: self.figures, matrix, row: row.heading };
                map.serialize_entry(row.heading.key, &figures)?;
            }
        }
        map.end()
    }
}

impl Serialize for RowFigures<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let known = self.matrix.columns.iter().filter_map(|column| {
            Some((column.heading.key, self.figures.get(self.matrix.place(self.row, column.heading))?))
        });
        serializer.collect_map(known)
    }
}
