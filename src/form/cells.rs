//! Where the cells of a workbook stand that are filled in, blank ones too: what is missing is told by its cell.

use super::{ByKey, Form};
use crate::fields::{FIELDS, Field};
use crate::origin::Origin;
use crate::standard::{ByPlace, Place};
use crate::subject::Subject;

/// Cells by what they are for; none of a form that has no cells.
#[derive(Debug, Clone, Default)]
pub struct Cells {
    places: ByPlace<Origin>,
    fields: ByKey<Origin>,
}

impl Cells {
    /// Notes the cell for a figure, given or derived.
    pub fn set_place(&mut self, place: Place, cell: Origin) {
        self.places.insert(place, cell);
    }

    /// Notes the cell for a key of the fixed part.
    pub fn set_field(&mut self, field: &Field, cell: Origin) {
        self.fields.insert((field.table, field.key), cell);
    }

    /// The cell for a figure.
    pub fn of_place(&self, place: Place) -> Option<Origin> {
        self.places.get(&place).cloned()
    }

    /// The cell for a key of the fixed part.
    pub fn of_field(&self, field: &Field) -> Option<Origin> {
        self.fields.get(&(field.table, field.key)).cloned()
    }
}

impl Form {
    /// The cell of what a finding is about; of several the first.
    pub fn cell_of(&self, subject: &Subject) -> Option<Origin> {
        let first = |table: &str| {
            let rows = self.edition.form_rows(table);
            rows.flat_map(|row| row.places().collect::<Vec<_>>()).find_map(|place| self.cells.of_place(place))
        };
        let of_part = |table: &str| {
            let mut fields = FIELDS.iter().filter(|field| field.table == table);
            fields.find_map(|field| self.cells.of_field(field))
        };
        match subject {
            Subject::File | Subject::Key(_) => None,
            Subject::Table(table) => first(table),
            Subject::Row(row) => row.places().find_map(|place| self.cells.of_place(place)),
            Subject::Cell(place) => self.origin_at(*place),
            Subject::Part(part) => of_part(part),
            Subject::Field(field) | Subject::Passage(field, _) => self.cells.of_field(field),
        }
    }
}
