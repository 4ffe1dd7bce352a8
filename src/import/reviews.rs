//! The table whose rows stand side by side, each over its own columns: the figures fill the columns in their order.

use super::cell::Cell;
use super::cell_value::{is_figure, shows_figure};
use super::columns::fitted;
use super::found_tables::Row;
use super::labels::{self, Heads};
use crate::origin::Origin;
use crate::standard::{EDITIONS, Matrix};

/// What was read of the table so far.
#[derive(Debug, Default)]
pub(super) struct Reviews {
    table: &'static str,
    /// The rows named so far, in their order.
    named: Vec<&'static str>,
    /// The group of rows that was headed, and where among the names its rows go.
    group: Option<(&'static str, usize)>,
    /// Whether the first row was named behind a group: the rows stand in another order than the official one.
    is_reordered: bool,
    /// Columns that wait for their figures, each with the number of its row.
    waiting: Vec<(usize, usize)>,
    /// How many rows have had their columns.
    rows: usize,
    /// Where the last of them stands.
    headed: Option<Origin>,
    /// Figures since the last label, and where the first of them stands.
    figures: Vec<Cell>,
    at: Option<Origin>,
}

impl Reviews {
    /// Reads cells of the table: rows that are complete, and whether the cells are part of it.
    pub(super) fn read(&mut self, table: &'static str, cells: &[Cell], at: &Origin) -> (Vec<Row>, bool) {
        self.table = table;
        let (mut found, mut is_used, mut number) = (Vec::new(), false, 0);
        let has_figures = cells.iter().any(|cell| shows_figure(cell));
        while let Some(cell) = cells.get(number) {
            number += 1;
            if is_figure(cell) {
                // Blank cells before any figure belong to the headings.
                if has_figures || !self.figures.is_empty() {
                    self.at.get_or_insert_with(|| at.clone());
                    self.figures.push(cell.clone());
                    is_used = true;
                }
                continue;
            }
            let Some(label) = labels::find(table, cell).map(|found| found.label) else { continue };
            is_used = true;
            found.extend(self.flush());
            match label.heads {
                Heads::Row(key) => {
                    let behind = cells[number..].iter().take_while(|cell| is_figure(cell)).count();
                    let figures = &cells[number..number + behind];
                    if figures.iter().any(|cell| shows_figure(cell)) {
                        found.extend(self.row(key, figures.to_vec(), at));
                        number += behind;
                    } else {
                        self.name(key);
                    }
                }
                Heads::Column(key) => {
                    self.headed = Some(at.clone());
                    self.wait_for(key);
                }
                Heads::Rows(key) => self.group = Some((key, self.named.len())),
                Heads::Nothing => {}
            }
        }
        if self.figures.len() >= self.expected() {
            found.extend(self.flush());
        }
        let are_blank = cells.iter().all(|cell| is_figure(cell));
        (found, is_used || are_blank)
    }

    /// Notes the label of a row whose figures stand elsewhere.
    fn name(&mut self, key: &'static str) {
        if self.named.contains(&key) {
            return;
        }
        let Some(matrix) = self.matrix() else { return };
        self.is_reordered |= self.group.is_some() && matrix.rows.first().is_some_and(|row| row.heading.key == key);
        let is_of = |group: &str| matrix.row(key).is_some_and(|line| line.above.iter().any(|above| above.key == group));
        // The names of a group's rows stand below its own, and go where it stands.
        match &mut self.group {
            Some((group, at)) if is_of(group) => {
                self.named.insert(*at, key);
                *at += 1;
            }
            _ => self.named.push(key),
        }
    }

    /// Ends the table: what is left to be placed.
    pub(super) fn finish(&mut self) -> Vec<Row> {
        let mut found = self.flush();
        // Columns with headings and no figures are a table that was left blank.
        if let (true, Some(at), Some(matrix)) = (self.are_read(), self.headed.take(), self.matrix()) {
            let blank = vec![Cell::default(); matrix.columns.len()];
            let rows = matrix.form_rows().map(|line| line.key);
            found.extend(rows.filter_map(|key| self.row(key, blank.clone(), &at)));
        }
        *self = Self::default();
        found
    }

    /// How many figures there will be: those of the columns that wait, or all if their labels could not all be read.
    fn expected(&self) -> usize {
        let Some(matrix) = self.matrix() else { return 0 };
        if self.are_read() { self.waiting.len() } else { matrix.form_rows().count() * matrix.columns.len() }
    }

    /// Whether the labels of the columns could be read: each row that waits has as many, at the least all but the
    /// total.
    fn are_read(&self) -> bool {
        let rows: Vec<usize> = self.waiting.chunk_by(|one, other| one.0 == other.0).map(<[_]>::len).collect();
        let given = self.matrix().map_or(0, |matrix| matrix.given_columns().count());
        rows.first().is_some_and(|first| *first >= given && rows.iter().all(|row| row == first))
    }

    fn matrix(&self) -> Option<&'static Matrix> {
        EDITIONS.last()?.matrices_of(self.table).next()
    }

    /// A column comes that will have a figure.
    fn wait_for(&mut self, key: &str) {
        let Some(matrix) = self.matrix() else { return };
        let Some(column) = matrix.columns.iter().position(|line| line.key == key) else { return };
        let is_next = self.waiting.last().is_none_or(|(row, _)| self.waiting.contains(&(*row, column)));
        self.rows += usize::from(is_next);
        self.waiting.push((self.rows - 1, column));
    }

    /// Gives the figures to the columns that wait for them.
    fn flush(&mut self) -> Vec<Row> {
        let (figures, at) = (std::mem::take(&mut self.figures), self.at.take());
        let (Some(matrix), Some(at)) = (self.matrix(), at) else { return Vec::new() };
        if !figures.iter().any(|cell| shows_figure(cell)) {
            return Vec::new();
        }
        let keys: Vec<&'static str> = matrix.form_rows().map(|line| line.key).collect();
        let columns = matrix.columns.len();
        let are_read = self.are_read();
        let waiting = std::mem::take(&mut self.waiting);
        let whole: Vec<(usize, usize)> =
            (0..keys.len()).flat_map(|row| (0..columns).map(move |column| (row, column))).collect();
        // Where not all headings could be read, the number of figures decides.
        let is_read = are_read && fitted(&figures, waiting.len()).is_some();
        // Rows take the names before them only if every row has one.
        let rows = waiting.last().map_or(0, |(row, _)| row + 1);
        let are_named = is_read && self.named.len() == rows;
        let is_clear = rows < 2 || !self.is_reordered || are_named;
        let places = if is_read { waiting } else { whole };
        let Some(cells) = fitted(&figures, places.len()).filter(|_| is_clear) else {
            return self.row(keys.first().copied().unwrap_or_default(), figures, &at).into_iter().collect();
        };
        let mut found: Vec<(usize, Vec<Cell>)> = Vec::new();
        for ((row, column), cell) in places.into_iter().zip(cells) {
            if found.last().is_none_or(|(last, _)| *last != row) {
                found.push((row, vec![Cell::default(); columns]));
            }
            if let Some((_, cells)) = found.last_mut() {
                cells[column] = cell;
            }
        }
        let named = |row: usize| if are_named { self.named.get(row).copied() } else { None };
        let key = |row: usize| named(row).or_else(|| keys.get(row).copied());
        found.into_iter().filter_map(|(row, cells)| self.row(key(row)?, cells, &at)).collect()
    }

    fn row(&self, key: &'static str, cells: Vec<Cell>, at: &Origin) -> Option<Row> {
        let line = self.matrix()?.row(key)?;
        let printed = line.label.to_owned();
        Some(Row::new(self.table, key, printed, cells, at))
    }
}
