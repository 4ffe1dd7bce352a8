//! A table ruled with `+`, `-` and `|`, so that columns stand under Han characters.

use unicode_width::UnicodeWidthStr as _;

use crate::report::{Cell, Exhibit, Role};

/// A table in characters: a Han character is two columns wide. Signs that are wide in some fonts and narrow in others
/// (“ ” …) count as one column, as terminals and UAX #11 have it; only the row 三安全一稳定 holds any.
pub(super) fn ruled(exhibit: &Exhibit) -> String {
    let sheet = Sheet::new(exhibit);
    let mut text = String::new();
    for row in 0..exhibit.rows() {
        text.push_str(&sheet.rule(row));
        text.push_str(&sheet.line(row));
    }
    text + &sheet.rule(exhibit.rows())
}

/// A table with the width of every column.
struct Sheet<'a> {
    exhibit: &'a Exhibit,
    /// Columns of characters, without the blank on either side.
    widths: Vec<usize>,
}

impl<'a> Sheet<'a> {
    fn new(exhibit: &'a Exhibit) -> Self {
        let mut sheet = Self { exhibit, widths: vec![1; exhibit.widths.len()] };
        let mut cells: Vec<&Cell> = exhibit.cells().collect();
        cells.sort_by_key(|cell| cell.width);
        for cell in cells {
            let missing = cell.text.width().saturating_sub(sheet.width(cell));
            sheet.widths[cell.column + cell.width - 1] += missing;
        }
        sheet
    }

    /// The room in a cell: its columns, and the rules with their blanks that it covers.
    fn width(&self, cell: &Cell) -> usize {
        self.widths[cell.column..cell.column + cell.width].iter().sum::<usize>() + 3 * (cell.width - 1)
    }

    /// The text of a grid row. A cell over several rows says its text in the first.
    fn line(&self, row: usize) -> String {
        let mut line = String::new();
        for cell in self.exhibit.row(row) {
            let text = if cell.row == row { cell.text.as_str() } else { "" };
            let room = self.width(cell).saturating_sub(text.width());
            let before = match cell.role {
                Role::Given | Role::Derived => room,
                Role::ColumnLabel => room / 2,
                Role::Band | Role::Corner | Role::Note | Role::RowLabel => 0,
            };
            line.extend(["| ", &" ".repeat(before), text, &" ".repeat(room - before), " "]);
        }
        line + "|\n"
    }

    /// The rule above a grid row; where a cell runs on, there is none.
    fn rule(&self, row: usize) -> String {
        let columns = self.widths.len();
        let cut =
            |column: usize| row == 0 || row == self.exhibit.rows() || self.differ((row - 1, column), (row, column));
        let side = |row: usize, column: usize| {
            column == 0 || column == columns || self.differ((row, column - 1), (row, column))
        };
        let mut rule = String::new();
        for column in 0..=columns {
            let level = (column > 0 && cut(column - 1)) || (column < columns && cut(column));
            let upright = (row > 0 && side(row - 1, column)) || (row < self.exhibit.rows() && side(row, column));
            rule.push(match (level, upright) {
                (true, true) => '+',
                (true, false) => '-',
                (false, true) => '|',
                (false, false) => ' ',
            });
            if column < columns {
                let sign = if cut(column) { "-" } else { " " };
                rule.push_str(&sign.repeat(self.widths[column] + 2));
            }
        }
        rule + "\n"
    }

    fn differ(&self, a: (usize, usize), b: (usize, usize)) -> bool {
        let first = |(row, column)| self.exhibit.cell_at(row, column).map(|cell| (cell.row, cell.column));
        first(a) != first(b)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::tiled;

    fn cell(row: usize, column: usize, height: usize, width: usize, role: Role, text: &str) -> Cell {
        Cell { row, column, height, width, role, text: text.to_owned(), entry: None }
    }

    #[test]
    fn merges_are_drawn() {
        let exhibit = Exhibit {
            sheet: "",
            title: "题",
            grid: tiled(vec![
                cell(0, 0, 2, 1, Role::Corner, "角"),
                cell(0, 1, 1, 2, Role::ColumnLabel, "申请人情况"),
                cell(1, 1, 1, 1, Role::ColumnLabel, "甲"),
                cell(1, 2, 1, 1, Role::ColumnLabel, "乙"),
                cell(2, 0, 1, 1, Role::RowLabel, "新收"),
                cell(2, 1, 1, 1, Role::Given, "12"),
                cell(2, 2, 1, 1, Role::Derived, "3"),
            ]),
            widths: &[1, 1, 1],
            header_rows: 2,
            label_columns: 1,
        };
        let expected = "\
+------+------------+
| 角   | 申请人情况 |
|      +----+-------+
|      | 甲 |  乙   |
+------+----+-------+
| 新收 | 12 |     3 |
+------+----+-------+
";
        assert_eq!(ruled(&exhibit), expected);
    }
}
