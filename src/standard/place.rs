//! Where figures stand: a place is a row crossing a column of one edition, and is made by that edition alone.

use std::cmp::Ordering;
use std::fmt;
use std::hash::{Hash, Hasher};

use rustc_hash::FxHashMap;

use super::{Edition, Line, Matrix, Table};
use crate::figure::Kind;

/// 位置: where a figure stands. Written as `table.row.column` by the keys of the form, a public contract, and read back
/// by `Edition::place`; it becomes an address in a sheet or a name for messages only where it is needed.
///
/// Places of two editions are never equal and do not compare; [`Place::in_edition`] finds the same cell in another.
///
/// ```compile_fail
/// let place = nianbao::Place { number: 0 };
/// ```
#[derive(Clone, Copy)]
pub struct Place {
    edition: &'static Edition,
    /// Its number in reading order among all places of the edition, groups included.
    number: u16,
}

/// Things by place. Figures are looked up by the thousand; places are the standard's own, so that nobody can choose
/// them to collide.
pub type ByPlace<T> = FxHashMap<Place, T>;

impl Place {
    /// The place of that number; numbers come from the edition's own blocks.
    pub(super) const fn numbered(edition: &'static Edition, number: u16) -> Self {
        Self { edition, number }
    }

    /// The edition it belongs to.
    pub const fn edition(self) -> &'static Edition {
        self.edition
    }

    /// Its number in reading order, from 0.
    pub fn number(self) -> usize {
        usize::from(self.number)
    }

    /// The block it stands in.
    pub fn matrix(self) -> &'static Matrix {
        let matrices = self.edition.matrices();
        &matrices[matrices.partition_point(|matrix| matrix.first <= self.number).saturating_sub(1)]
    }

    /// The table it stands in.
    pub fn table(self) -> &'static Table {
        self.matrix().table
    }

    /// Its row; in table four a row is a kind of case.
    pub fn row(self) -> &'static Line {
        let matrix = self.matrix();
        &matrix.rows[usize::from(self.number - matrix.first) / matrix.columns.len()]
    }

    /// Its column.
    pub fn column(self) -> &'static Line {
        let matrix = self.matrix();
        &matrix.columns[usize::from(self.number - matrix.first) % matrix.columns.len()]
    }

    /// What its figure counts; the column decides.
    pub fn kind(self) -> Kind {
        self.column().kind
    }

    /// Whether staff fill it in.
    pub fn is_given(self) -> bool {
        self.row().is_given() && self.column().is_given()
    }

    /// The place as staff would name it: 表三“一、本年新收”自然人.
    pub fn full_name(self) -> String {
        format!("{}“{}”{}", self.table().name, self.row().full_name(), self.column().name)
    }

    /// The same cell in another edition: that has the table, and row and column under the same labels.
    pub fn in_edition(self, other: &'static Edition) -> Option<Self> {
        if self.edition.version == other.version {
            return Some(self);
        }
        let (row, column) = (self.row(), self.column());
        let matrix = other.matrix_of(self.table().key, row.key)?;
        let same = |line: &&Line, own: &Line| line.label == own.label;
        let row = matrix.row(row.key).filter(|line| same(line, row))?;
        let column = matrix.column(column.key).filter(|line| same(line, column))?;
        Some(matrix.place(row, column))
    }
}

impl PartialEq for Place {
    fn eq(&self, other: &Self) -> bool {
        (self.number, self.edition.version) == (other.number, other.edition.version)
    }
}

impl Eq for Place {}

impl PartialOrd for Place {
    /// In reading order; places of two editions do not compare.
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        (self.edition.version == other.edition.version).then(|| self.number.cmp(&other.number))
    }
}

impl Hash for Place {
    fn hash<H: Hasher>(&self, state: &mut H) {
        state.write_u32(u32::from(self.edition.version) << 16 | u32::from(self.number));
    }
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}.{}.{}", self.table().key, self.row().key, self.column().key)
    }
}

impl fmt::Debug for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{self}", self.edition.version)
    }
}

/// A row of an edition's table, as the form writes it: `applications.received`.
#[derive(Clone, Copy)]
pub struct Row {
    /// The block it stands in.
    pub matrix: &'static Matrix,
    /// The row.
    pub line: &'static Line,
}

impl Row {
    /// The row as staff would name it: 表三“（三）8.属于行政查询事项”.
    pub fn full_name(self) -> String {
        format!("{}“{}”", self.matrix.table.name, self.line.full_name())
    }

    /// Its places, column by column.
    pub fn places(self) -> impl Iterator<Item = Place> {
        self.matrix.columns.iter().map(move |column| self.matrix.place(self.line, column))
    }
}

impl PartialEq for Row {
    fn eq(&self, other: &Self) -> bool {
        std::ptr::eq(self.matrix, other.matrix) && self.line.key == other.line.key
    }
}

impl Eq for Row {}

impl fmt::Display for Row {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}.{}", self.matrix.table.key, self.line.key)
    }
}

impl fmt::Debug for Row {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}
