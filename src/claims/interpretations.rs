//! What a phrase may mean: the sums of figures that would make it true.

use super::Unit;
use crate::figure::Kind;
use crate::standard::Place;
use crate::standard::{Edition, Line, Matrix, Sign, SignedSum};

/// A sum of figures that a phrase may mean.
pub type Reading = SignedSum<Place>;

/// What a number is said of.
#[derive(Debug, Clone)]
pub(super) enum Subject {
    /// A row and a column of a table; without a column, what the row comes to.
    Row { matrix: &'static Matrix, row: &'static Line, column: Option<&'static Line> },
    /// A column of the applications, of a row that is not said; the rows the sentence has named may be meant.
    Column { matrix: &'static Matrix, column: &'static Line, rows: Vec<&'static Line> },
    /// Applications that came in.
    Received,
    /// Applications, by their name alone or as dealt with.
    Applications,
    /// Applications carried over, in or out.
    Carried,
}

/// The totals of the rows of the flow.
const RECEIVED: &str = "applications.received.total";
const CARRIED_IN: &str = "applications.carried_in.total";
const CARRIED_OUT: &str = "applications.carried_out.total";
const HANDLED: &str = "applications.handled.total";
/// What was ended without an answer: the group of the 2021 edition, the row of the 2019 one.
const UNANSWERED: [&str; 2] = ["applications.otherwise_handled.total", "applications.other_handling.total"];

impl Subject {
    /// The sums that may be meant, the plainest first.
    pub(super) fn readings(&self, edition: &'static Edition, unit: Unit) -> Vec<Reading> {
        let all = |column: Option<&'static Line>| {
            let at = |name: &str| {
                let place = edition.place(name)?;
                Some(column.map_or(place, |column| place.matrix().place(place.row(), column)))
            };
            let (received, carried_in) = (plus([at(RECEIVED)]), plus([at(RECEIVED), at(CARRIED_IN)]));
            (received, carried_in, plus([at(HANDLED)]))
        };
        match self {
            Self::Received => {
                let (received, with_carried, _) = all(None);
                vec![received, with_carried]
            }
            Self::Applications => {
                let (received, with_carried, handled) = all(None);
                vec![received, with_carried, handled]
            }
            Self::Carried => vec![plus([edition.place(CARRIED_OUT)]), plus([edition.place(CARRIED_IN)])],
            Self::Column { matrix, column, rows } => {
                let named = rows.iter().map(|row| SignedSum::from_iter([(Sign::Plus, matrix.place(row, column))]));
                let (received, with_carried, handled) = all(Some(column));
                [received, with_carried, handled].into_iter().chain(named).collect()
            }
            Self::Row { matrix, row, column: Some(column) } => {
                let mut found = vec![SignedSum::from_iter([(Sign::Plus, matrix.place(row, column))])];
                found.extend(after_change(matrix, row).filter(|_| column.key == matrix.columns[0].key));
                if row.key == "received" {
                    found.extend([all(Some(column)).1]);
                }
                found
            }
            Self::Row { matrix, row, column: None } => row_readings(edition, matrix, row, unit),
        }
    }
}

/// What a row comes to: its total, its only column, or one of several.
fn row_readings(edition: &'static Edition, matrix: &'static Matrix, row: &'static Line, unit: Unit) -> Vec<Reading> {
    if let Some(total) = matrix.total_column() {
        let place = matrix.place(row, total);
        let mut found = vec![SignedSum::from_iter([(Sign::Plus, place)])];
        if Some(place) == edition.place(HANDLED) {
            let unanswered = UNANSWERED.iter().find_map(|name| edition.place(name));
            found.extend(
                unanswered.map(|unanswered| SignedSum::from_iter([(Sign::Plus, place), (Sign::Minus, unanswered)])),
            );
        }
        return found;
    }
    let is_money = unit == Unit::Money;
    let fitting =
        matrix.given_columns().filter(|column| column.kind != Kind::Change && column.kind.is_amount() == is_money);
    // The last column is what the row is mostly told by: 处理决定, 现行有效.
    let mut found: Vec<Reading> =
        fitting.map(|column| SignedSum::from_iter([(Sign::Plus, matrix.place(row, column))])).collect();
    found.reverse();
    found.extend(after_change(matrix, row).filter(|_| !is_money));
    found
}

/// Where a table gives last year's number and the change, this year's number.
fn after_change(matrix: &'static Matrix, row: &'static Line) -> Option<Reading> {
    let change = matrix.given_columns().find(|column| column.kind == Kind::Change)?;
    let before = matrix.given_columns().next()?;
    Some(SignedSum::from_iter([(Sign::Plus, matrix.place(row, before)), (Sign::Plus, matrix.place(row, change))]))
}

fn plus<const N: usize>(places: [Option<Place>; N]) -> Reading {
    places.into_iter().flatten().map(|place| (Sign::Plus, place)).collect()
}

/// What carried-over, open applications are.
pub(super) fn carried_out(edition: &'static Edition) -> Reading {
    plus([edition.place(CARRIED_OUT)])
}

/// What came from last year.
pub(super) fn carried_in(edition: &'static Edition) -> Reading {
    plus([edition.place(CARRIED_IN)])
}

/// What shares of results are mostly of.
pub(super) fn handled(edition: &'static Edition) -> Reading {
    plus([edition.place(HANDLED)])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::standard::EDITIONS;

    #[test]
    fn every_edition_has_the_flow_of_applications() {
        for edition in EDITIONS {
            for name in [RECEIVED, CARRIED_IN, CARRIED_OUT, HANDLED] {
                assert!(edition.place(name).is_some(), "{name}");
            }
            assert!(UNANSWERED.iter().any(|name| edition.place(name).is_some()));
        }
    }
}
