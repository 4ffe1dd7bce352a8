//! A place of the report's tables: table, row, column, by their keys in the form.

use std::fmt;

use rustc_hash::FxHashMap;

/// Where a figure stands. The keys are those of the form (`applications.received.total`), a public contract;
/// a place becomes a line of the form, an address in a sheet or a spoken name only where it is needed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Place {
    /// Key of the table, such as `applications`.
    pub table: &'static str,
    /// Key of the row, such as `received`; in table four a row is a kind of case.
    pub row: &'static str,
    /// Key of the column, such as `natural_person`.
    pub column: &'static str,
}

/// Things by place. Figures are looked up by the thousand; keys are the standard's own, so that nobody can choose them
/// to collide.
pub type ByPlace<T> = FxHashMap<Place, T>;

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}.{}.{}", self.table, self.row, self.column)
    }
}
