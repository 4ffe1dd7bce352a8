//! The official tables one under the other on one sheet, their columns fitted to a common grid.

use std::collections::BTreeSet;

use super::super::addresses::{Address, Addresses};
use super::super::formats::{LINE, lines};
use crate::report::{Cell, Exhibit};
use crate::rollup::workbook::{ROWS_ABOVE_TABLES, TABLES};
use crate::standard::TYPE_AREA;

/// The width of the tables, in pixels.
const WIDTH: u32 = 760;
/// Pixels of a half-width character.
const CHARACTER: u32 = 7;

/// Tables one under the other.
pub(super) struct Stack {
    pub(super) exhibits: Vec<Exhibit>,
    /// Where columns of any of the tables begin or end, in twips.
    bounds: Vec<u32>,
}

/// The cells of a sheet that a cell of a table covers.
pub(super) struct Area {
    pub(super) first: (u32, u16),
    pub(super) last: (u32, u16),
}

impl Stack {
    /// Fits tables to each other.
    pub(super) fn of(exhibits: Vec<Exhibit>) -> Self {
        let bounds: BTreeSet<u32> = exhibits.iter().flat_map(|exhibit| bounds(exhibit.widths)).collect();
        Self { exhibits, bounds: bounds.into_iter().collect() }
    }

    /// The sheet row of the title of a table; its grid begins in the next.
    pub(super) fn top(&self, table: usize) -> u32 {
        let rows: usize = self.exhibits[..table].iter().map(|exhibit| exhibit.rows() + 2).sum();
        ROWS_ABOVE_TABLES + u32::try_from(rows).unwrap_or_default()
    }

    /// The last row of the last table.
    pub(super) fn last_row(&self) -> u32 {
        self.top(self.exhibits.len()).saturating_sub(2)
    }

    /// The last column.
    pub(super) fn last_column(&self) -> u16 {
        u16::try_from(self.bounds.len().saturating_sub(2)).unwrap_or_default()
    }

    /// The width of a column of the sheet, in pixels; all together they are as wide as the tables.
    pub(super) fn widths(&self) -> impl Iterator<Item = u32> {
        let pixels = |twips: u32| twips * WIDTH / u32::from(TYPE_AREA);
        self.bounds.windows(2).map(move |pair| pixels(pair[1]) - pixels(pair[0]))
    }

    /// Where a cell of a table stands.
    pub(super) fn area(&self, table: usize, cell: &Cell) -> Area {
        let exhibit = &self.exhibits[table];
        let edges: Vec<u32> = bounds(exhibit.widths).collect();
        let column =
            |edge: usize| u16::try_from(self.bounds.partition_point(|bound| *bound < edges[edge])).unwrap_or_default();
        let row = |row: usize| self.top(table) + 1 + u32::try_from(row).unwrap_or_default();
        Area {
            first: (row(cell.row), column(cell.column)),
            last: (row(cell.row + cell.height - 1), column(cell.column + cell.width) - 1),
        }
    }

    /// The height of a row of a table, in points: as many lines as its longest label of one row needs.
    pub(super) fn height(&self, table: usize, row: usize) -> u32 {
        let exhibit = &self.exhibits[table];
        let needed = exhibit.labels_of(row).map(|cell| {
            let twips = u32::try_from(exhibit.width_of(cell)).unwrap_or_default();
            lines(&cell.text, twips * WIDTH / u32::from(TYPE_AREA) / CHARACTER)
        });
        LINE * needed.max().unwrap_or(1) + 3
    }

    /// Where every figure stands, on a sheet of some name.
    pub(super) fn addresses<'a>(&self, sheet: &'a str) -> Addresses<'a> {
        Addresses::new(self.exhibits.iter().enumerate().flat_map(|(table, exhibit)| {
            exhibit.entries().map(move |(cell, entry)| {
                let (row, column) = self.area(table, cell).first;
                (entry.place, Address::new(sheet, row, column))
            })
        }))
    }

    /// The addresses on the sheet of sums.
    pub(super) fn of_sums(&self) -> Addresses<'static> {
        self.addresses(TABLES)
    }
}

/// Where the columns of a table begin and end.
fn bounds(widths: &[u16]) -> impl Iterator<Item = u32> {
    let ends = widths.iter().scan(0, |end, width| {
        *end += u32::from(*width);
        Some(*end)
    });
    std::iter::once(0).chain(ends)
}
