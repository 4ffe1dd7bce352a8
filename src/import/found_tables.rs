//! What is found of the standard's tables in a file: rows by their keys, and the labels of columns.

use super::cell::Cell;
use super::labels::Label;
use crate::origin::Origin;
use crate::year::Year;

/// What was found of the tables.
#[derive(Debug, Default)]
pub(super) struct FoundTables {
    /// Rows with their cells, in reading order.
    pub(super) rows: Vec<Row>,
    /// Labels of columns, with where they stand.
    pub(super) columns: Vec<(&'static Label, String, Origin)>,
    /// Tables in whose section a picture stands.
    pub(super) pictured: Vec<&'static str>,
    /// For each strip whether it is part of a table.
    pub(super) used: Vec<bool>,
}

/// A row of a table as it stands in the file.
#[derive(Debug, Clone)]
pub(super) struct Row {
    /// The key of its table.
    pub(super) table: &'static str,
    /// Its own key.
    pub(super) key: &'static str,
    /// The label as it was printed; the official one where none was.
    pub(super) printed: String,
    /// Whether the label is that of a group that holds rows: （六） printed as one row.
    pub(super) is_group: bool,
    /// The columns that were headed above it, in reading order, each with the number of the strip it stands on.
    pub(super) heads: Vec<(usize, &'static str)>,
    /// Its cells, blank ones included; more or fewer than columns, it may be.
    pub(super) cells: Vec<Cell>,
    /// The year that was named above its table, if one was.
    pub(super) year: Option<Year>,
    /// For each column that was headed above it, whether it is last year's.
    pub(super) last_years: Vec<bool>,
    /// Whether other rows were set in one with it, and which figures are its own is not certain.
    pub(super) is_unpaired: bool,
    /// Where it stands.
    pub(super) at: Origin,
}

impl Row {
    /// A row with its cells.
    pub(super) fn new(table: &'static str, key: &'static str, printed: String, cells: Vec<Cell>, at: &Origin) -> Self {
        Self {
            table,
            key,
            printed,
            is_group: false,
            heads: Vec::new(),
            cells,
            year: None,
            last_years: Vec::new(),
            is_unpaired: false,
            at: at.clone(),
        }
    }

    /// Its cells without those of last year's columns, where each cell has its heading.
    pub(super) fn of_this_year(&self) -> Vec<Cell> {
        let has_both = self.last_years.contains(&true) && self.last_years.contains(&false);
        if !has_both || self.last_years.len() != self.cells.len() {
            return self.cells.clone();
        }
        let own = self.cells.iter().zip(&self.last_years).filter(|(_, is_last)| !**is_last);
        own.map(|(cell, _)| cell.clone()).collect()
    }

    /// Its figures, for comparing.
    pub(super) fn plain(&self) -> Vec<&str> {
        self.cells.iter().map(|cell| cell.trim()).filter(|cell| !cell.is_empty()).collect()
    }

    /// Its cells in a row, a blank one shown as such.
    pub(super) fn list(&self) -> String {
        let shown = |cell: &Cell| if cell.trim().is_empty() { "空".to_owned() } else { cell.trim().replace('\n', "") };
        self.cells.iter().map(shown).collect::<Vec<_>>().join("、")
    }
}
