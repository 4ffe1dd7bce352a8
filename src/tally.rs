//! Figures: what follows from the given ones, by the formulas of the standard.

use serde::ser::{Serialize, SerializeMap as _, Serializer};

use crate::figure::Figure;
use crate::form::Form;
use crate::standard::Place;
use crate::standard::{Edition, Line, Matrix};

/// Every figure that can be known, given and derived, by place. What is not here is unknown, not zero.
#[derive(Debug)]
pub struct Figures {
    edition: &'static Edition,
    /// By the numbers of the edition's places.
    known: Vec<Option<Figure>>,
}

/// Works out every figure that the given ones allow. Stated figures play no part.
pub fn tally(form: &Form) -> Figures {
    derive(form.edition, form.given.iter().map(|(place, typed)| (*place, typed.value)))
}

/// Works out every figure that follows from these. Places of another edition play no part.
pub fn derive(edition: &'static Edition, given: impl IntoIterator<Item = (Place, Figure)>) -> Figures {
    let evaluation = edition.evaluation();
    let mut known = vec![None; evaluation.places.len()];
    for (place, figure) in given.into_iter().filter(|(place, _)| place.edition().version == edition.version) {
        known[place.number()] = Some(figure);
    }
    for (number, terms) in &evaluation.sums {
        // A sum is known when every term is.
        if let Some(sum) = terms.value(|term| known[*term]) {
            known[*number] = Some(sum);
        }
    }
    Figures { edition, known }
}

impl Figures {
    /// The figure at a place, if it is known; of a place of another edition nothing is.
    pub fn get(&self, place: Place) -> Option<Figure> {
        let is_own = place.edition().version == self.edition.version;
        self.known.get(place.number()).copied().flatten().filter(|_| is_own)
    }

    /// The figure at the place that a text names as `applications.received.total`.
    pub fn named(&self, name: &str) -> Option<Figure> {
        self.get(self.edition.place(name)?)
    }

    /// The figure at the same cell, where the report that a place belongs to shares it with this one, whatever the
    /// editions.
    pub fn shared(&self, place: Place) -> Option<Figure> {
        self.get(place.in_edition(self.edition).filter(|_| place.is_shared_with(self.edition))?)
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
    row: &'static Line,
}

impl Serialize for TableFigures<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        for matrix in self.figures.edition.matrices_of(self.table) {
            for row in matrix.rows.iter() {
                let figures = RowFigures { figures: self.figures, matrix, row };
                map.serialize_entry(row.key, &figures)?;
            }
        }
        map.end()
    }
}

impl Serialize for RowFigures<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let known = self
            .matrix
            .columns
            .iter()
            .filter_map(|column| Some((column.key, self.figures.get(self.matrix.place(self.row, column))?)));
        serializer.collect_map(known)
    }
}
