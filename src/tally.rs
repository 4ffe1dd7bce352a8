//! Figures: what follows from the given ones, by the formulas of the standard.

use serde::ser::{Serialize, SerializeMap as _, Serializer};

use crate::figure::Figure;
use crate::form::Form;
use crate::place::{ByPlace, Place};
use crate::standard::{Edition, Heading, Line, Matrix, Sign};

/// Every figure that can be known, given and derived, by place. What is not here is unknown, not nought.
#[derive(Debug)]
pub struct Figures {
    edition: &'static Edition,
    known: ByPlace<Figure>,
}

/// Works out every figure that the given ones allow. Stated figures play no part.
pub fn tally(form: &Form) -> Figures {
    derive(form.edition, form.given.iter().map(|(place, typed)| (*place, typed.value)))
}

/// Works out every figure that follows from these.
pub fn derive(edition: &'static Edition, given: impl IntoIterator<Item = (Place, Figure)>) -> Figures {
    let mut figures = Figures { edition, known: given.into_iter().collect() };
    for matrix in edition.matrices() {
        figures.derive(matrix);
    }
    figures
}

impl Figures {
    /// The figure at a place, if it is known.
    pub fn get(&self, place: Place) -> Option<Figure> {
        self.known.get(&place).copied()
    }

    /// The edition whose places these are.
    pub const fn edition(&self) -> &'static Edition {
        self.edition
    }

    /// Columns first, so that rows can be added up in every column, derived ones included: where a derived row
    /// crosses a derived column, the row's formula counts.
    fn derive(&mut self, matrix: &Matrix) {
        for row in matrix.rows.iter().filter(|row| row.terms.is_empty()) {
            for column in in_order(&matrix.columns) {
                let at = |heading: &Heading| matrix.place(row.heading, heading);
                self.put(at(column.heading), column.terms.iter().map(|(sign, term)| (*sign, at(term))));
            }
        }
        for row in in_order(&matrix.rows) {
            for column in &matrix.columns {
                let at = |heading: &Heading| matrix.place(heading, column.heading);
                self.put(at(row.heading), row.terms.iter().map(|(sign, term)| (*sign, at(term))));
            }
        }
    }

    /// A sum is known when every term is.
    fn put(&mut self, place: Place, terms: impl Iterator<Item = (Sign, Place)>) {
        let mut sum: Option<Figure> = None;
        for (sign, term) in terms {
            let Some(figure) = self.get(term) else { return };
            let before = sum.unwrap_or(Figure::zero(figure.kind()));
            sum = Some(match sign {
                Sign::Plus => before.plus(figure),
                Sign::Minus => before.minus(figure),
            });
        }
        if let Some(sum) = sum {
            self.known.insert(place, sum);
        }
    }
}

/// The lines that follow from others, each after its terms: groups from the inside out, then the derived ones.
fn in_order(lines: &[Line]) -> impl Iterator<Item = &Line> {
    let groups = lines.iter().rev().filter(|line| line.heading.is_group());
    groups.chain(lines.iter().filter(|line| line.heading.is_derived()))
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
