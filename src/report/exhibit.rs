//! 成表: a finished table, its cells with what they hold.

use crate::figure::{Figure, Kind};
use crate::standard::Place;
use crate::standard::{Content, Edition, Sign, Table};
use crate::tally::Figures;

/// A table ready to be set: cells that tile a grid.
#[derive(Debug)]
pub struct Exhibit {
    /// What it shows.
    pub title: &'static str,
    /// Cells by row, then column; a cell that covers others stands at its first row and column.
    pub cells: Vec<Cell>,
    /// Number of grid rows.
    pub rows: usize,
    /// Widths of the grid columns, in twips.
    pub widths: &'static [u16],
    /// How many rows head the whole table.
    pub header_rows: usize,
    /// How many columns on the left are labels.
    pub label_columns: usize,
}

/// A cell with the rows and columns it covers.
#[derive(Debug)]
pub struct Cell {
    /// First row, from 0.
    pub row: usize,
    /// First column, from 0.
    pub column: usize,
    /// Rows covered.
    pub height: usize,
    /// Columns covered.
    pub width: usize,
    /// What it is.
    pub role: Role,
    /// What is printed.
    pub text: String,
    /// The figure, where there is room for one.
    pub entry: Option<Entry>,
}

/// What a cell for a figure holds.
#[derive(Debug)]
pub struct Entry {
    /// Where it stands.
    pub place: Place,
    /// What it counts.
    pub kind: Kind,
    /// The figure; none while it is not known, in a draft.
    pub figure: Option<Figure>,
    /// Of a derived figure, the places it is the sum of; each is printed in the same table.
    pub formula: Vec<(Sign, Place)>,
}

/// What a cell is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Role {
    /// The band over a block.
    Band,
    /// The corner where rows and columns meet.
    Corner,
    /// The corner of a table whose rows stand in groups: the 勾稽 note, read as a sentence.
    Note,
    /// A heading across the top.
    ColumnLabel,
    /// A heading down the side.
    RowLabel,
    /// A figure that was filled in.
    Given,
    /// A figure that follows.
    Derived,
}

impl Role {
    /// Whether it is a figure.
    pub const fn is_figure(self) -> bool {
        matches!(self, Self::Given | Self::Derived)
    }
}

/// The fill of the bands in the official form.
pub const BAND_FILL: u32 = 0x00C6_D9F1;

/// The fill of a cell that a finding is about, in a draft: the light red of spreadsheets.
pub const AMISS_FILL: u32 = 0x00FF_C7CE;

/// The font of the 勾稽 note in the official form.
pub const NOTE_FONT: &str = "楷体";

impl Exhibit {
    /// Whether a cell's text stands on the left; everything else stands in the middle, as in the official form.
    pub fn is_left(&self, cell: &Cell) -> bool {
        match cell.role {
            Role::Band | Role::Note => true,
            Role::RowLabel => self.label_columns > 1,
            Role::Corner | Role::ColumnLabel | Role::Given | Role::Derived => false,
        }
    }

    /// Sets a table with its figures; a figure that is not known is left blank.
    pub fn new(table: &'static Table, figures: &Figures) -> Self {
        Self::with(table, figures.edition(), |place| figures.get(place))
    }

    /// Sets every table of an edition, without figures where there are none.
    pub fn all(edition: &'static Edition, figures: Option<&Figures>) -> Vec<Self> {
        let at = |place| figures.and_then(|figures| figures.get(place));
        edition.tables.iter().map(|table| Self::with(table, edition, at)).collect()
    }

    /// Sets a table with the figures that are there.
    pub(super) fn with(table: &'static Table, edition: &'static Edition, at: impl Fn(Place) -> Option<Figure>) -> Self {
        let grid = edition.grid(table);
        let cells = grid.slots.iter().map(|slot| {
            let mut cell = Cell {
                row: slot.row,
                column: slot.column,
                height: slot.height,
                width: slot.width,
                role: Role::Given,
                text: String::new(),
                entry: None,
            };
            (cell.role, cell.text) = match slot.content {
                Content::Band(text) => (Role::Band, text.to_owned()),
                Content::Corner(text) if grid.label_columns > 1 => (Role::Note, text.to_owned()),
                Content::Corner(text) => (Role::Corner, text.to_owned()),
                Content::ColumnLabel(text) => (Role::ColumnLabel, text.to_owned()),
                Content::RowLabel(text) => (Role::RowLabel, text.to_owned()),
                Content::Figure(place) => {
                    let (figure, formula) = (at(place), place.formula());
                    let role = if formula.is_empty() { Role::Given } else { Role::Derived };
                    cell.entry = Some(Entry { place, kind: place.kind(), figure, formula });
                    (role, figure.map_or_else(String::new, |figure| figure.to_string()))
                }
            };
            cell
        });
        Self {
            title: table.title,
            cells: cells.collect(),
            rows: grid.rows,
            widths: table.widths,
            header_rows: grid.header_rows,
            label_columns: grid.label_columns,
        }
    }

    /// The cells for figures, in reading order.
    pub fn entries(&self) -> impl Iterator<Item = (&Cell, &Entry)> {
        self.cells.iter().filter_map(|cell| Some((cell, cell.entry.as_ref()?)))
    }

    /// The headings of a figure, outermost first: the band and the labels above it in its own block, the labels beside it.
    pub fn headings(&self, cell: &Cell) -> Vec<&Cell> {
        let mut found = Vec::new();
        let mut is_in_head = false;
        let mut row = cell.row;
        while let Some(above) = row.checked_sub(1).and_then(|row| self.cell_at(row, cell.column)) {
            let is_head = matches!(above.role, Role::ColumnLabel | Role::Band);
            if is_in_head && !is_head {
                break;
            }
            if is_head {
                is_in_head = true;
                found.push(above);
            }
            if above.role == Role::Band {
                break;
            }
            row = above.row;
        }
        found.reverse();
        let beside = self
            .cells
            .iter()
            .filter(|label| label.role == Role::RowLabel && (label.row..label.row + label.height).contains(&cell.row));
        found.extend(beside);
        found
    }

    /// The cells that cover a row of the grid, from the left.
    pub fn row(&self, row: usize) -> impl Iterator<Item = &Cell> {
        let mut column = 0;
        std::iter::from_fn(move || {
            let cell = self.cell_at(row, column)?;
            column = cell.column + cell.width;
            Some(cell)
        })
    }

    /// The width of a cell, in twips.
    pub fn width_of(&self, cell: &Cell) -> usize {
        self.widths[cell.column..cell.column + cell.width].iter().copied().map(usize::from).sum()
    }

    /// The cell that covers a position of the grid.
    pub fn cell_at(&self, row: usize, column: usize) -> Option<&Cell> {
        self.cells.iter().find(|cell| {
            (cell.row..cell.row + cell.height).contains(&row)
                && (cell.column..cell.column + cell.width).contains(&column)
        })
    }
}
