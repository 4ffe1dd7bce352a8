//! Figures: what follows from the given ones, by the formulas of the standard.

use std::collections::HashMap;

use serde::ser::{Serialize, SerializeMap as _, Serializer};

use crate::figure::Figure;
use crate::form::Form;
use crate::place::Place;
use crate::standard::{Block, Edition, Heading, Line, Sign, Table};

/// Every figure that can be known, given and derived, by place. What is not here is unknown, not nought.
#[derive(Debug)]
pub struct Figures {
    edition: &'static Edition,
    known: HashMap<Place, Figure>,
}

/// Works out every figure that the given ones allow. Stated figures play no part.
pub fn tally(form: &Form) -> Figures {
    let known = form.given.iter().map(|(place, typed)| (*place, typed.value)).collect();
    let mut figures = Figures { edition: form.edition, known };
    for table in form.edition.tables {
        for block in table.blocks {
            figures.derive(table, block);
        }
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
    fn derive(&mut self, table: &'static Table, block: &'static Block) {
        let (rows, columns) = (in_order(block.row_lines()), in_order(block.column_lines()));
        for row in rows.iter().filter(|row| row.terms.is_empty()) {
            for column in columns.iter().filter(|column| !column.terms.is_empty()) {
                let at = |heading| table.place(row.heading, heading);
                self.put(at(column.heading), column.terms.iter().map(|(sign, term)| (*sign, at(term))));
            }
        }
        for row in rows.iter().filter(|row| !row.terms.is_empty()) {
            for column in &columns {
                let at = |heading| table.place(heading, column.heading);
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

/// Lines so that every term stands before what it is a term of: given ones, groups from the inside out, the rest.
fn in_order(mut lines: Vec<Line>) -> Vec<Line> {
    let mut groups: Vec<Line> = lines.extract_if(.., |line| line.heading.is_group()).collect();
    let derived: Vec<Line> = lines.extract_if(.., |line| line.heading.is_derived()).collect();
    groups.reverse();
    lines.into_iter().chain(groups).chain(derived).collect()
}

/// The printed terms of a derived place, as places of one row or one column: what a live formula adds up.
pub fn formula(table: &'static Table, place: Place) -> Vec<(Sign, Place)> {
    let Some(block) = table.block_of(place.row) else { return Vec::new() };
    let row = block.row_lines().into_iter().find(|line| line.heading.key == place.row);
    let column = block.column_lines().into_iter().find(|line| line.heading.key == place.column);
    let (Some(row), Some(column)) = (row, column) else { return Vec::new() };
    let printed = |terms: &[(Sign, &'static Heading)]| {
        terms.iter().flat_map(|(sign, term)| term.parts().into_iter().map(|part| (*sign, part))).collect::<Vec<_>>()
    };
    if row.heading.is_given() {
        let at = |heading| table.place(row.heading, heading);
        printed(&column.terms).into_iter().map(|(sign, term)| (sign, at(term))).collect()
    } else {
        let at = |heading| table.place(heading, column.heading);
        printed(&row.terms).into_iter().map(|(sign, term)| (sign, at(term))).collect()
    }
}

impl Serialize for Figures {
    /// `{"applications":{"received":{"total":143}}}`: every known figure, in the order of the paper.
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        for table in self.edition.tables {
            map.serialize_entry(table.key, &TableFigures { figures: self, table })?;
        }
        map.end()
    }
}

struct TableFigures<'a> {
    figures: &'a Figures,
    table: &'static Table,
}

struct RowFigures<'a> {
    figures: &'a Figures,
    places: Vec<Place>,
}

impl Serialize for TableFigures<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        for block in self.table.blocks {
            let columns = block.column_lines();
            for row in block.row_lines() {
                let places = columns.iter().map(|column| self.table.place(row.heading, column.heading)).collect();
                map.serialize_entry(row.heading.key, &RowFigures { figures: self.figures, places })?;
            }
        }
        map.end()
    }
}

impl Serialize for RowFigures<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let known = self.places.iter().filter_map(|place| Some((place.column, self.figures.get(*place)?)));
        serializer.collect_map(known)
    }
}
