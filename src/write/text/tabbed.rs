//! A table a row a line, its cells separated by tabs: what spreadsheets and reporting systems take when it is pasted.

use crate::report::{Exhibit, Spot};

/// Every column of the grid is a field: a merged cell stands in its first row and column, the rest of it is empty.
pub(super) fn tabbed(exhibit: &Exhibit) -> String {
    let text = |spot: &'_ Spot| spot.cell().map_or(String::new(), |cell| cell.text.clone());
    let lines = exhibit.grid.iter().map(|row| row.iter().map(text).collect::<Vec<_>>().join("\t") + "\n");
    lines.collect()
}
