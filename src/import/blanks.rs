//! Cells of printed rows that are blank to the eye: proven to be 0 by what is printed, or left to be filled in.

use super::diagnostics::Diagnostics;
use super::grouped::{Grouped, GroupedRow};
use super::proofs;
use crate::form::Form;
use crate::origin::Origin;
use crate::rule;
use crate::standard::{self, Line, Place, Table};
use crate::subject::Subject;

/// The blank cells of a row.
#[derive(Debug)]
pub(super) struct BlankRow {
    /// The row.
    pub(super) own: standard::Row,
    /// Where it stands.
    pub(super) at: Origin,
    /// The columns of the blank cells that are filled in.
    pub(super) columns: Vec<&'static Line>,
    /// Whether the row has no other cells.
    pub(super) is_whole: bool,
}

impl BlankRow {
    /// All places that are blank.
    fn all(&self) -> impl Iterator<Item = Place> {
        let standard::Row { matrix, line } = self.own;
        self.columns.iter().map(move |column| matrix.place(line, column))
    }

    /// Those that staff fill in.
    fn places(&self) -> impl Iterator<Item = Place> {
        self.all().filter(|place| place.is_given())
    }
}

/// Fills in the blanks that are proven to be 0, and gives findings on them and on the others.
pub(super) fn read(
    rows: &[BlankRow],
    table: &'static Table,
    form: &mut Form,
    grouped: &mut Grouped,
    diagnostics: &mut Diagnostics,
) {
    let all: Vec<Place> = rows.iter().flat_map(BlankRow::all).collect();
    let zeros: Vec<Place> = proofs::zeros(form, table, &all).into_iter().filter(|place| place.is_given()).collect();
    for row in rows {
        for place in row.places().filter(|place| zeros.contains(place)) {
            form.fill(place, "0", Some(row.at.clone()));
        }
    }
    if let (false, Some(first)) = (zeros.is_empty(), rows.first()) {
        let what = format!("{}有{}格空白，印着的总计证明都是0", table.name, zeros.len());
        diagnostics.report(&rule::I18, Subject::Table(table.key), Some(&first.at), &what, "已按0读入，请核对。");
    }
    for row in rows {
        report(row, table, form, &zeros, grouped, diagnostics);
    }
}

fn report(
    row: &BlankRow,
    table: &Table,
    form: &Form,
    zeros: &[Place],
    grouped: &mut Grouped,
    diagnostics: &mut Diagnostics,
) {
    let line = row.own.line;
    let name = format!("{}“{}”", table.name, line.full_name());
    let left: Vec<Place> = row.places().filter(|place| !zeros.contains(place)).collect();
    if row.is_whole && left.len() == row.places().count() {
        grouped.blank_given += usize::from(line.is_given());
        grouped.blank.push(GroupedRow::new(row.own, format!("{name}整行空白"), &row.at));
    } else if !left.is_empty() {
        let columns: Vec<&str> = left.iter().map(|place| place.column().name).collect();
        let due = if let [only] = left[..] { proofs::remainder(form, only) } else { None };
        let due = due.map(|due| format!("按总计应为{due}，")).unwrap_or_default();
        let advice = format!("空白不等于0，没有填；{due}请对台账补填。");
        let what = format!("{name}{}空白", columns.join("、"));
        diagnostics.report(&rule::I04, row.own, Some(&row.at), &what, &advice);
    }
}
