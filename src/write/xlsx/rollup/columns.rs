//! Which figures stand in which list, column by column: from the standard.

use std::collections::HashMap;

use crate::figure::Kind;
use crate::standard::{Edition, Matrix, Place, SignedSum, Table};

/// The columns of a list before the first figure: unit, marks, whether it is counted, level, kind; and their widths but
/// for the first, which is as wide as the names.
pub(super) const LEADING: [(&str, u32); 5] = [("单位", 0), ("标记", 12), ("计入", 6), ("层级", 7), ("类别", 6)];

/// A sheet with a row a unit.
pub(super) struct List {
    pub(super) name: String,
    pub(super) columns: Vec<Column>,
    /// Whether every figure of a table stands in it, so that sums can be worked out in its rows.
    pub(super) is_whole: bool,
}

/// A column of figures.
pub(super) struct Column {
    /// What stands over it and its neighbours.
    pub(super) group: String,
    pub(super) label: String,
    pub(super) place: Place,
    pub(super) kind: Kind,
    /// The place itself and those it follows from: what a mark on one of them marks here.
    pub(super) behind: Vec<Place>,
    /// Of a figure that follows, the printed ones it is the sum of.
    pub(super) terms: SignedSum<Place>,
}

/// The sheet column of the first figure.
pub(super) fn first() -> u16 {
    u16::try_from(LEADING.len()).unwrap_or_default()
}

/// The sheet column of a figure's column.
pub(super) fn sheet_column(at: usize) -> u16 {
    first() + u16::try_from(at).unwrap_or_default()
}

/// 主要指标, then each table's.
pub(super) fn lists(edition: &'static Edition) -> Vec<List> {
    let indicators = edition.indicators().map(|(indicator, place)| {
        let table = place.table().name;
        column(table.to_owned(), indicator.label.to_owned(), place)
    });
    let mut lists = vec![List { name: "主要指标".to_owned(), columns: indicators.collect(), is_whole: false }];
    for table in edition.tables {
        let by_applicant = edition.matrices_of(table.key).any(Matrix::carries_over);
        if by_applicant {
            lists
                .push(List { name: format!("{}明细", table.name), columns: totals(edition, table), is_whole: false });
        }
        let name = format!("{}{}", table.name, if by_applicant { "分申请人" } else { "明细" });
        lists.push(List { name, columns: all(edition, table), is_whole: true });
    }
    lists
}

/// The total of every row of a table.
fn totals(edition: &'static Edition, table: &'static Table) -> Vec<Column> {
    let rows = edition.matrices_of(table.key).flat_map(|matrix| matrix.form_rows().map(move |row| (matrix, row)));
    rows.filter_map(|(matrix, row)| {
        let group = row.above.last().map_or("", |above| above.name);
        let place = matrix.place(row, matrix.total_column()?);
        Some(column(group.to_owned(), row.name.to_owned(), place))
    })
    .collect()
}

/// Every printed figure of a table, row by row.
fn all(edition: &'static Edition, table: &'static Table) -> Vec<Column> {
    let mut columns = Vec::new();
    for matrix in edition.matrices_of(table.key) {
        for row in matrix.rows.printed() {
            let own = matrix.columns.printed();
            columns.extend(own.map(|head| column(row.full_name(), head.name.to_owned(), matrix.place(row, head))));
        }
    }
    columns
}

fn column(group: String, label: String, place: Place) -> Column {
    let mut behind = place.given_terms();
    behind.push(place);
    Column { group, label, place, kind: place.kind(), behind, terms: place.formula() }
}

/// Where each figure of the tables stands in the lists that hold them whole.
pub(super) struct Details(HashMap<Place, (String, u16)>);

impl Details {
    pub(super) fn of(lists: &[List]) -> Self {
        let columns = lists.iter().filter(|list| list.is_whole).flat_map(|list| {
            list.columns.iter().enumerate().map(|(at, column)| (column.place, (list.name.clone(), sheet_column(at))))
        });
        Self(columns.collect())
    }

    /// The sheet and the column of a figure.
    pub(super) fn get(&self, place: Place) -> Option<(&str, u16)> {
        self.0.get(&place).map(|(sheet, column)| (sheet.as_str(), *column))
    }
}
