//! Rows of a table that were set in one, with soft breaks: labels line by line, and figures line by line.

use super::cell::Cell;
use super::cell_value::is_figure;
use super::labels::{self, Heads};

/// The rows that a row of cells holds, if it holds several: each line of a label is a label of its own. The lines of
/// every cell of figures must pair with them; where they do not, each row has all of the cells and is not `paired`.
pub(super) struct RowsInOne {
    /// The cells of each row.
    pub(super) rows: Vec<Vec<Cell>>,
    /// Whether it is certain which figure belongs to which row.
    pub(super) are_paired: bool,
}

/// Parts the rows that were set in one; none if there is but one.
pub(super) fn part(table: Option<&'static str>, cells: &[Cell]) -> Option<RowsInOne> {
    let at = cells.iter().position(|cell| are_labels(table, cell))?;
    let labels = cells[at].parted();
    let count = labels.len();
    let lines = |cell: &Cell| cell.parted();
    let figures = || cells[at + 1..].iter().filter(|cell| !cell.trim().is_empty());
    let pairs = |cell: &Cell| lines(cell).len() == count && lines(cell).iter().all(|line| is_figure(line));
    let are_paired = figures().all(pairs);
    let row = |number: usize| {
        let cell = |(place, cell): (usize, &Cell)| match () {
            () if place == at => labels[number].clone(),
            // What stands before is the label of a group, printed with its first row.
            () if place < at => {
                if number == 0 {
                    cell.clone()
                } else {
                    Cell::default()
                }
            }
            () if are_paired => lines(cell).get(number).cloned().unwrap_or_default(),
            () => cell.clone(),
        };
        cells.iter().enumerate().map(cell).collect()
    };
    Some(RowsInOne { rows: (0..count).map(row).collect(), are_paired })
}

/// Whether every line of a cell is the label of a row, letter by letter, and there are several.
fn are_labels(table: Option<&'static str>, cell: &Cell) -> bool {
    let lines = cell.parted();
    let is_row = |line: &Cell| {
        let found = table.and_then(|table| labels::find(table, line)).or_else(|| labels::find_exactly(line));
        found.is_some_and(|found| found.is_exact && matches!(found.label.heads, Heads::Row(_)))
    };
    lines.len() > 1
        && lines.iter().all(is_row)
        && table.is_none_or(|table| labels::find(table, cell).is_none_or(|found| !found.is_exact))
}
