//! 成表: a finished table, its cells with what they hold.

use crate::figure::{Figure, Kind};
use crate::standard::Place;
use crate::standard::{Content, Edition, SignedSum, Table};
use crate::tally::Figures;

/// A table ready to be set: cells that tile a grid.
#[derive(Debug)]
pub struct Exhibit {
    /// What it shows.
    pub title: &'static str,
    /// The sheet it stands on, in a workbook.
    pub sheet: &'static str,
    /// The positions of the grid, row by row.
    pub grid: Vec<Vec<Spot>>,
    /// Widths of the grid columns, in twips.
    pub widths: &'static [u16],
    /// How many rows head the whole table.
    pub header_rows: usize,
    /// How many columns on the left are labels.
    pub label_columns: usize,
}

/// A position of the grid.
#[derive(Debug)]
pub enum Spot {
    /// A cell begins here.
    Cell(Cell),
    /// The cell that begins at this row and column covers it.
    Covered(usize, usize),
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
    pub formula: SignedSum<Place>,
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

impl Spot {
    /// The cell, if one begins here.
    pub const fn cell(&self) -> Option<&Cell> {
        match self {
            Self::Cell(cell) => Some(cell),
            Self::Covered(..) => None,
        }
    }
}

/// The grid that cells tile, as wide as the last of them reaches.
pub(crate) fn tiled(cells: impl IntoIterator<Item = Cell>) -> Vec<Vec<Spot>> {
    let mut grid: Vec<Vec<Spot>> = Vec::new();
    for cell in cells {
        let (row, column) = (cell.row, cell.column);
        grid.resize_with(grid.len().max(row + cell.height), Vec::new);
        for line in &mut grid[row..row + cell.height] {
            line.resize_with(line.len().max(column + cell.width), || Spot::Covered(row, column));
            line[column..column + cell.width].fill_with(|| Spot::Covered(row, column));
        }
        grid[row][column] = Spot::Cell(cell);
    }
    grid
}

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
            sheet: table.title,
            grid: tiled(cells),
            widths: table.widths,
            header_rows: grid.header_rows,
            label_columns: grid.label_columns,
        }
    }

    /// Its cells, row by row.
    pub fn cells(&self) -> impl Iterator<Item = &Cell> {
        self.grid.iter().flatten().filter_map(Spot::cell)
    }

    /// Number of grid rows.
    pub fn rows(&self) -> usize {
        self.grid.len()
    }

    /// The cells that begin in a row of the grid.
    pub fn cells_from(&self, row: usize) -> impl Iterator<Item = &Cell> {
        self.grid[row].iter().filter_map(Spot::cell)
    }

    /// The labels of one row that begin in it: by their texts it is as high as it is.
    pub fn labels_of(&self, row: usize) -> impl Iterator<Item = &Cell> {
        self.cells_from(row).filter(|cell| cell.height == 1 && !cell.role.is_figure())
    }

    pub(super) fn cells_mut(&mut self) -> impl Iterator<Item = &mut Cell> {
        self.grid.iter_mut().flatten().filter_map(|spot| match spot {
            Spot::Cell(cell) => Some(cell),
            Spot::Covered(..) => None,
        })
    }

    /// The cells for figures, in reading order.
    pub fn entries(&self) -> impl Iterator<Item = (&Cell, &Entry)> {
        self.cells().filter_map(|cell| Some((cell, cell.entry.as_ref()?)))
    }

    /// The headings of a figure, outermost first: the band and the labels above it in its own block, the labels beside
    /// it.
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
        found.extend(self.row(cell.row).filter(|label| label.role == Role::RowLabel));
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
        match self.grid.get(row)?.get(column)? {
            Spot::Cell(cell) => Some(cell),
            Spot::Covered(row, column) => self.grid.get(*row)?.get(*column)?.cell(),
        }
    }
}
