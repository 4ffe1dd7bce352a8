//! Which cell of a row belongs under which column, when there are more or fewer cells than columns.

use super::cell::{Cell, WRAP};
use super::cell_value::{CellValue, shows_figure};
use crate::lenient_number::COUNTED;
use crate::standard::Line;

/// The cells of a row, one a column.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Placed {
    /// One for each column; blank where there was none.
    pub(super) cells: Vec<Cell>,
    /// How well they fitted.
    pub(super) fit: Fit,
}

/// The columns of a row in the order in which they were headed, if that is not the official one: `official` with the
/// total last, `heads` in reading order with the number of the strip each stands on.
pub(super) fn as_headed(official: &[&'static Line], heads: &[(usize, &str)]) -> Option<Vec<&'static Line>> {
    let mut headed: Vec<(usize, &'static Line)> = Vec::new();
    for (strip, key) in heads {
        let column = official.iter().find(|column| column.key == *key);
        headed.extend(
            column.filter(|column| headed.iter().all(|(_, known)| known.key != column.key)).map(|c| (*strip, *c)),
        );
    }
    if headed.len() < official.len() {
        return None;
    }
    let is_one_line = headed.windows(2).all(|pair| pair[0].0 == pair[1].0);
    let mut order: Vec<&Line> = headed.iter().map(|(_, column)| *column).collect();
    // In a heading of several lines 总计 stands on the first, but its column is the last.
    let total = order.iter().position(|column| column.is_derived()).filter(|at| !is_one_line && *at > 0);
    if let Some(total) = total {
        let total = order.remove(total);
        order.push(total);
    }
    let is_official = order.iter().zip(official).all(|(one, other)| one.key == other.key);
    (!is_official).then_some(order)
}

/// How the cells of a row fitted its columns.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Fit {
    /// One each.
    Exact,
    /// Blank cells were left out at one end, and might have been left out at the other.
    Shifted,
    /// Some were missing at the end.
    Short,
    /// Which cell is missing or too much is not certain: none is taken.
    Unclear,
}

/// Cells without the blank ones at their ends that are too many; none if they do not come to so many.
pub(super) fn fitted(cells: &[Cell], columns: usize) -> Option<Vec<Cell>> {
    let placed = place(cells, columns, false);
    matches!(placed.fit, Fit::Exact).then_some(placed.cells)
}

/// Places cells under so many columns, the last of which is their total, or not.
pub(super) fn place(cells: &[Cell], columns: usize, has_total: bool) -> Placed {
    let exact = |cells: Vec<Cell>| Placed { cells, fit: Fit::Exact };
    let unclear = Placed { cells: vec![Cell::default(); columns], fit: Fit::Unclear };
    let shown: Vec<Cell> = cells.iter().filter(|cell| !cell.is_blank()).cloned().collect();
    if cells.len() == columns {
        return exact(cells.to_vec());
    }
    if shown.len() == columns {
        return exact(shown);
    }
    // One cell too many may be the number of a page, or a remark behind the last column.
    if let Some((last, rest)) = cells.split_last().filter(|(_, rest)| rest.len() == columns)
        && (has_total && is_total(rest) && shows_figure(last) || is_words(last))
        && rest.iter().all(|cell| shows_figure(cell))
    {
        return Placed { cells: rest.to_vec(), fit: Fit::Shifted };
    }
    let Some(extra) = cells.len().checked_sub(columns) else {
        return placed_short(cells, columns).unwrap_or(unclear);
    };
    if shown.len() > columns {
        return unclear;
    }
    let is_blank = |cell: &&Cell| cell.is_blank();
    let (lead, trail) = (cells.iter().take_while(is_blank).count(), cells.iter().rev().take_while(is_blank).count());
    let windows: Vec<&[Cell]> = (0..=extra)
        .rev()
        .filter(|before| *before <= lead && extra - before <= trail)
        .filter_map(|before| cells.get(before..before + columns))
        .collect();
    match windows.as_slice() {
        [] => unclear,
        [only] => exact(only.to_vec()),
        // Labels cover several columns; the cells they cover are blank and stand before the figures.
        [first, ..] => {
            let adds_up = |window: &&&[Cell]| has_total && is_total(window);
            let chosen = windows.iter().find(adds_up).unwrap_or(first);
            let are_blank = shown.is_empty();
            Placed { cells: chosen.to_vec(), fit: if are_blank { Fit::Exact } else { Fit::Shifted } }
        }
    }
}

/// Fewer cells than columns: taken from the left where all of them are 0, so that none can be under the wrong head.
fn placed_short(cells: &[Cell], columns: usize) -> Option<Placed> {
    if !cells.iter().all(|cell| cell.is_blank() || number(cell) == Some(0)) {
        return None;
    }
    let missing = columns - cells.len();
    let cells = cells.iter().cloned().chain(vec![Cell::default(); missing]).collect();
    Some(Placed { cells, fit: Fit::Short })
}

/// Whether the last of some cells is the sum of the others, and not zero.
pub(super) fn is_total(cells: &[Cell]) -> bool {
    let Some((last, others)) = cells.split_last() else { return false };
    let sum = others.iter().try_fold(0_i128, |sum, cell| sum.checked_add(number(cell).unwrap_or(0)));
    number(last).is_some_and(|total| total != 0 && sum == Some(total))
}

/// Puts several numbers in a cell together to one, where the total of the row shows that they are.
pub(super) fn join_proven(cells: &mut [Cell]) {
    let joined: Vec<Cell> = cells.iter().map(|cell| with_one_number(cell).unwrap_or_else(|| cell.clone())).collect();
    if is_total(&joined) {
        cells.clone_from_slice(&joined);
    } else {
        // Where the total shows that they are not, the width of the column has not broken them.
        for cell in cells.iter_mut().filter(|cell| cell.contains(WRAP)) {
            *cell = cell.showing(cell.replace(WRAP, "\n"));
        }
    }
}

/// A cell of several numbers as if they were one that was broken over lines.
fn with_one_number(cell: &Cell) -> Option<Cell> {
    let CellValue::Several(numbers) = CellValue::read(cell, COUNTED) else { return None };
    Some(cell.showing(numbers.join(&WRAP.to_string())))
}

fn number(cell: &str) -> Option<i128> {
    match CellValue::read(cell, COUNTED) {
        CellValue::Number { digits, .. } => digits.parse().ok(),
        _ => None,
    }
}

fn is_words(cell: &str) -> bool {
    matches!(CellValue::read(cell, COUNTED), CellValue::Words(_))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn placed(cells: &str, columns: usize) -> (String, Fit) {
        let cells: Vec<Cell> = cells.split('|').map(Cell::from).collect();
        let placed = place(&cells, columns, columns == 7);
        (placed.cells.iter().map(|cell| &**cell).collect::<Vec<_>>().join("|"), placed.fit)
    }

    #[test]
    fn a_total_shows_that_numbers_are_one() {
        let joined = |cells: &str| {
            let mut cells: Vec<Cell> = cells.split('|').map(Cell::from).collect();
            join_proven(&mut cells);
            cells
                .iter()
                .map(|cell| number(cell).map_or("?".to_owned(), |n| n.to_string()))
                .collect::<Vec<_>>()
                .join("|")
        };
        assert_eq!(joined("14\n3|1|144"), "143|1|144");
        assert_eq!(joined("14 3|1|18"), "?|1|18");
        assert_eq!(joined("14\n3|1|14\n4"), "143|1|144");
    }

    #[test]
    fn cells_come_under_their_columns() {
        for (cells, columns, expected, fit) in [
            ("3|0|0|0|0|0|3", 7, "3|0|0|0|0|0|3", Fit::Exact),
            ("||3|0|0|0|0|0|3", 7, "3|0|0|0|0|0|3", Fit::Exact),
            ("3|0|0|0|0|0|3||", 7, "3|0|0|0|0|0|3", Fit::Exact),
            ("|0|0|0|0|0|0|", 7, "0|0|0|0|0|0|", Fit::Shifted),
            ("|3|0|0|0|0|3|", 7, "|3|0|0|0|0|3", Fit::Shifted),
            ("|5|0|0|0|0|2|", 7, "5|0|0|0|0|2|", Fit::Shifted),
            ("|0|0|0|0|0|0", 7, "|0|0|0|0|0|0", Fit::Exact),
            ("|5|0|0|0|0|9", 7, "|5|0|0|0|0|9", Fit::Exact),
            ("|3|0|0|0|0|3", 7, "|3|0|0|0|0|3", Fit::Exact),
            ("0|0", 7, "0|0|||||", Fit::Short),
            ("5|0|0|0|0|2", 7, "||||||", Fit::Unclear),
            ("3|0|0|0|0|3", 7, "||||||", Fit::Unclear),
            ("3|0", 7, "||||||", Fit::Unclear),
            ("3|0|1|0|0|0|0|4", 7, "||||||", Fit::Unclear),
            ("3|0|1|0|0|0|4|7", 7, "3|0|1|0|0|0|4", Fit::Shifted),
            ("3|0|0|0|0|0|3|含上年", 7, "3|0|0|0|0|0|3", Fit::Shifted),
            ("54408||", 1, "54408", Fit::Exact),
            ("||||", 2, "|", Fit::Exact),
        ] {
            assert_eq!(placed(cells, columns), (expected.to_owned(), fit), "{cells}");
        }
    }
}
