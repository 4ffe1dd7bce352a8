//! The formulas of the sums in the lists.

use rust_xlsxwriter::utility::{column_number_to_name, row_col_to_cell};

use super::columns::{Column, sheet_column};
use super::lists::{COUNTED, Rows};
use crate::standard::Place;
use crate::standard::Sign;

impl Rows<'_> {
    /// The formula of a sum in a row of a list, over so many rows of units; none where these do not stand together.
    pub(super) fn formula(
        &self,
        column: &Column,
        to: u16,
        row: u32,
        (from, until): (u32, u32),
        is_lacking: bool,
    ) -> Option<String> {
        if !column.terms.is_empty() && self.list.is_whole {
            return Some(self.sum_of_row(&column.terms, row));
        }
        if from == 0 {
            return None;
        }
        if is_lacking && column.behind.len() > 2 {
            return self.sum_elsewhere(column, row);
        }
        let letter = column_number_to_name(to);
        let (from, until) = (from + 1, until + 1);
        Some(format!("=SUMIF($C${from}:$C${until},\"{COUNTED}\",{letter}${from}:{letter}${until})"))
    }

    /// A sum over cells of the same row, those that stand side by side as one range.
    fn sum_of_row(&self, terms: &[(Sign, Place)], row: u32) -> String {
        let column = |place: Place| self.list.columns.iter().position(|column| column.place == place);
        let columns: Vec<(Sign, u16)> =
            terms.iter().filter_map(|(sign, place)| Some((*sign, sheet_column(column(*place)?)))).collect();
        if columns.iter().any(|(sign, _)| *sign == Sign::Minus) {
            let term = |(sign, column): &(Sign, u16)| {
                format!("{}{}", if *sign == Sign::Minus { '-' } else { '+' }, row_col_to_cell(row, *column))
            };
            return format!("={}", columns.iter().map(term).collect::<String>().trim_start_matches('+'));
        }
        let ranges = columns.chunk_by(|one, other| one.1 + 1 == other.1).map(|run| {
            let (first, last) = (run[0].1, run[run.len() - 1].1);
            let cell = |column| row_col_to_cell(row, column);
            if first == last { cell(first) } else { format!("{}:{}", cell(first), cell(last)) }
        });
        format!("=SUM({})", ranges.collect::<Vec<_>>().join(","))
    }

    /// What follows, from the sums in the same row of the list that holds the table whole.
    fn sum_elsewhere(&self, column: &Column, row: u32) -> Option<String> {
        let cell = |place: Place| {
            let (sheet, at) = self.book.details.get(place)?;
            Some(format!("'{sheet}'!{}", row_col_to_cell(row, at)))
        };
        if let Some(cell) = cell(column.place) {
            return Some(format!("={cell}"));
        }
        let mut formula = String::from("=");
        for (sign, place) in column.terms.iter() {
            formula.push(if *sign == Sign::Minus { '-' } else { '+' });
            formula += &cell(*place)?;
        }
        Some(formula)
    }
}
