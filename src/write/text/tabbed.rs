//! A table a row a line, its cells separated by tabs: what spreadsheets and reporting systems take when it is pasted.

use crate::report::Exhibit;

/// Every column of the grid is a field: a merged cell stands in its first row and column, the rest of it is empty.
pub(super) fn tabbed(exhibit: &Exhibit) -> String {
    let mut text = String::new();
    for row in 0..exhibit.rows {
        for column in 0..exhibit.widths.len() {
            if column > 0 {
                text.push('\t');
            }
            let cell = exhibit.cell_at(row, column).filter(|cell| (cell.row, cell.column) == (row, column));
            text.push_str(cell.map_or("", |cell| cell.text.as_str()));
        }
        text.push('\n');
    }
    text
}
