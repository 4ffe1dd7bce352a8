//! A table with row and column totals and the balance, on the screen while a form is being filled in.

use super::text_table::aligned;
use crate::check::Checked;
use crate::figure::Figure;
use crate::standard::{Line, Matrix};

/// The tables whose rows and columns both add up: 表三. What is not known yet is left blank.
pub(super) fn preview(checked: &Checked) -> String {
    let adds_up = |matrix: &&Matrix| matrix.total_column().is_some() && balance(matrix).is_some();
    checked.form.edition.matrices().iter().filter(adds_up).map(|matrix| Preview { checked, matrix }.print()).collect()
}

/// The row that says what remains: 四、结转下年度.
fn balance(matrix: &Matrix) -> Option<&Line> {
    matrix.rows.iter().find(|row| row.is_difference())
}

struct Preview<'a> {
    checked: &'a Checked,
    matrix: &'static Matrix,
}

impl Preview<'_> {
    fn print(&self) -> String {
        let table = self.matrix.table;
        let mut rows: Vec<Vec<String>> = vec![
            std::iter::once(format!("{}　{}", table.name, table.title))
                .chain(self.columns().map(|column| column.name.to_owned()))
                .collect(),
        ];
        for line in self.matrix.form_rows() {
            let figures =
                self.columns().map(|column| self.figure(line, column).map_or_else(String::new, |f| f.to_string()));
            rows.push(std::iter::once(line.full_name()).chain(figures).collect());
        }
        let verdicts = self.columns().map(|column| self.verdict(column).to_owned());
        rows.push(std::iter::once("勾稽关系".to_owned()).chain(verdicts).collect());
        aligned(&rows)
    }

    fn columns(&self) -> impl Iterator<Item = &'static Line> {
        self.matrix.given_columns().chain(self.matrix.total_column())
    }

    fn figure(&self, row: &Line, column: &Line) -> Option<Figure> {
        self.checked.figures.get(self.matrix.place(row, column))
    }

    /// Whether the column balances: nothing is overdrawn, and no figure stated for it differs.
    fn verdict(&self, column: &'static Line) -> &'static str {
        let rest = balance(self.matrix).and_then(|row| self.figure(row, column));
        let differs = |line: &Line| {
            let place = self.matrix.place(line, column);
            let stated = self.checked.form.stated.get(&place).map(|typed| typed.value);
            stated.zip(self.checked.figures.get(place)).is_some_and(|(stated, derived)| stated != derived)
        };
        match rest {
            None => "未填全",
            Some(rest) if rest.is_negative() || self.matrix.form_rows().any(differs) => "×",
            Some(_) => "√",
        }
    }
}
