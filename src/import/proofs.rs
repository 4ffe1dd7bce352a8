//! What printed sums prove of cells that are blank: where a printed total is the sum of what is printed, nothing can stand
//! in the blanks, since nothing in them is negative.

use crate::form::Form;
use crate::standard::{Place, Sign, Table};

/// A place and the places that it is the sum of.
type Sum = (Place, Vec<(Sign, Place)>);

/// The blank places of a table that its printed sums prove to be 0: a sum may prove what the next one needs.
pub(super) fn zeros(form: &Form, table: &Table, blank: &[Place]) -> Vec<Place> {
    let sums = sums(form, table);
    let mut proven: Vec<Place> = Vec::new();
    loop {
        let is_blank = |place: &Place| blank.contains(place) && !proven.contains(place);
        let value = |place: Place| if proven.contains(&place) { Some(0) } else { printed(form, place) };
        let next: Vec<Place> = sums.iter().flat_map(|sum| proven_by(sum, is_blank, value)).collect();
        if next.is_empty() {
            return proven;
        }
        // Two sums may prove the same.
        for place in next {
            if !proven.contains(&place) {
                proven.push(place);
            }
        }
    }
}

/// Every sum of a table: those of its formulas, and the totals of rows that are derived themselves.
fn sums(form: &Form, table: &Table) -> Vec<Sum> {
    let mut found = Vec::new();
    for place in form.edition.places().filter(|place| place.table().key == table.key) {
        found.push((place, place.formula().to_vec()));
        let (matrix, row) = (place.matrix(), place.row());
        if !row.is_given() && matrix.total_column().is_some_and(|total| total.key == place.column().key) {
            let columns = matrix.given_columns().map(|column| (Sign::Plus, matrix.place(row, column)));
            found.push((place, columns.collect()));
        }
    }
    found.retain(|(_, terms)| !terms.is_empty());
    found
}

/// The blanks among the terms of a sum that it leaves nothing for.
fn proven_by(
    (sum, terms): &Sum,
    is_blank: impl Fn(&Place) -> bool,
    value: impl Fn(Place) -> Option<i128>,
) -> Vec<Place> {
    let Some(mut left) = value(*sum) else { return Vec::new() };
    let mut blanks: Vec<(Sign, Place)> = Vec::new();
    for (sign, term) in terms {
        match (value(*term), sign) {
            (Some(value), Sign::Plus) => left -= value,
            (Some(value), Sign::Minus) => left += value,
            (None, _) if is_blank(term) => blanks.push((*sign, *term)),
            (None, _) => return Vec::new(),
        }
    }
    let are_alike = blanks.windows(2).all(|pair| pair[0].0 == pair[1].0);
    if left == 0 && are_alike { blanks.into_iter().map(|(_, place)| place).collect() } else { Vec::new() }
}

/// The count that is printed at a place.
fn printed(form: &Form, place: Place) -> Option<i128> {
    form.typed(place)?.parse().ok()
}

/// What the printed total of its row leaves for a blank place, if the others are printed; nothing negative.
pub(super) fn remainder(form: &Form, blank: Place) -> Option<i128> {
    let matrix = blank.matrix();
    let total = matrix.place(blank.row(), matrix.total_column()?);
    let others = matrix.given_columns().map(|column| matrix.place(blank.row(), column)).filter(|place| *place != blank);
    let sum = others.map(|place| printed(form, place)).sum::<Option<i128>>()?;
    printed(form, total)?.checked_sub(sum).filter(|left| *left > 0)
}
