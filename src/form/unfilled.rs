//! Rows of figures that are not filled in, or not whole (F08).

use std::collections::HashSet;

use crate::finding::Finding;
use crate::origin::Origin;
use crate::rule;
use crate::standard::{Edition, Line, Row, Table};
use crate::subject::Subject;

/// How many rows that follow each other share one finding.
const FEWEST_TOGETHER: usize = 3;

/// What of the rows is filled in.
#[derive(Default)]
pub(super) struct Unfilled {
    /// Rows that something was filled in for, right or wrong.
    pub(super) touched: HashSet<(&'static str, &'static str)>,
    /// Rows of which some figures are not filled.
    pub(super) partly: Vec<Partly>,
    /// Whether rows of the other edition were filled in.
    pub(super) is_of_other_edition: bool,
}

/// A row of which some figures are not filled.
pub(super) struct Partly {
    pub(super) row: Row,
    pub(super) columns: Vec<&'static Line>,
    /// Where the first of them stands.
    pub(super) origin: Option<Origin>,
}

impl Unfilled {
    /// Rows that are not filled; those of a table without any filled row together. `header` is where a table begins,
    /// `origin` where a row stands, `meant` how many rows of a table may be filled in under other names.
    pub(super) fn findings(
        self,
        edition: &'static Edition,
        header: &dyn Fn(&Table) -> Option<Origin>,
        origin: &dyn Fn(Row) -> Option<Origin>,
        meant: &dyn Fn(&Table) -> usize,
    ) -> Vec<Finding> {
        let mut findings = self.partly_filled();
        for table in edition.tables {
            let given: Vec<Row> = edition.form_rows(table.key).filter(|row| row.line.is_given()).collect();
            let missing: Vec<Row> = given.iter().copied().filter(|row| self.is_missing(edition, *row)).collect();
            if let ([first, .., last], true) = (missing.as_slice(), missing.len() == given.len()) {
                let (name, count, first, last) =
                    (table.name, missing.len(), first.line.short_name, last.line.short_name);
                let message = format!("{name}{count}行均未填（{first}至{last}）。空白不等于0；确实没有的逐行填0。");
                findings.push(Finding::new(&rule::F08, Subject::Table(table.key), header(table), message));
                continue;
            }
            // What is missing may be what an unknown key was meant for.
            if missing.len() <= meant(table) {
                continue;
            }
            let origin = |row: &Row| origin(*row).or_else(|| header(table));
            findings.extend(runs(&missing, &given).into_iter().flat_map(|rows| missing_rows(rows, &origin)));
        }
        findings
    }

    /// Figures that are not filled in rows that otherwise are: many rows one after the other together.
    fn partly_filled(&self) -> Vec<Finding> {
        let mut findings = Vec::new();
        for rows in self.partly.chunk_by(|one, next| one.row.matrix.table.key == next.row.matrix.table.key) {
            if let ([first, .., last], FEWEST_TOGETHER..) = (rows, rows.len()) {
                let count: usize = rows.iter().map(|row| row.columns.len()).sum();
                let (name, from, to) =
                    (first.row.matrix.table.name, first.row.line.full_name(), last.row.line.full_name());
                let message = format!("{name}“{from}”至“{to}”有{count}格没有填。空白不等于0；确实没有的填0。");
                findings.push(first.finding(message));
                continue;
            }
            findings.extend(rows.iter().map(|row| {
                let columns: Vec<_> = row.columns.iter().map(|column| column.name).collect();
                row.finding(format!(
                    "{}{}没有填。空白不等于0；确实没有的填0。",
                    row.row.full_name(),
                    columns.join("、")
                ))
            }));
        }
        findings
    }

    fn is_missing(&self, edition: &Edition, row: Row) -> bool {
        let (table, key) = (row.matrix.table.key, row.line.key);
        // Rows that the other edition does not have are not missed in a form of the other edition.
        let only_here = edition.elsewhere(table, key).is_none();
        !(self.touched.contains(&(table, key)) || only_here && self.is_of_other_edition)
    }
}

impl Partly {
    /// A finding at the first figure that is not filled.
    fn finding(&self, message: String) -> Finding {
        let cell = self.columns.first().map(|column| Subject::Cell(self.row.matrix.place(self.row.line, column)));
        Finding::new(&rule::F08, cell.unwrap_or(Subject::Row(self.row)), self.origin.clone(), message)
    }
}

/// Rows that are not filled: many one after the other together, a few each for itself.
fn missing_rows(rows: &[Row], origin: &dyn Fn(&Row) -> Option<Origin>) -> Vec<Finding> {
    if let ([first, .., last], FEWEST_TOGETHER..) = (rows, rows.len()) {
        let (name, count) = (first.matrix.table.name, rows.len());
        let (from, to) = (first.line.full_name(), last.line.full_name());
        let message = format!("{name}“{from}”至“{to}”{count}行均未填。空白不等于0；确实没有的逐行填0。");
        return vec![Finding::new(&rule::F08, *first, origin(first), message)];
    }
    let one = |row: &Row| {
        let message = format!("{}没有填。空白不等于0；确实没有的填0。", row.full_name());
        Finding::new(&rule::F08, *row, origin(row), message)
    };
    rows.iter().map(one).collect()
}

/// The rows that are not filled, in stretches without a filled one between.
fn runs<'a>(missing: &'a [Row], given: &[Row]) -> Vec<&'a [Row]> {
    let number = |row: &Row| given.iter().position(|other| other == row);
    missing.chunk_by(|one, next| number(one).map(|at| at + 1) == number(next)).collect()
}
