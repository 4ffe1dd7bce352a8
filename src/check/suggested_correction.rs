//! The one change of a figure that would set a failing sum right, in its row and in its column: offered, never made.

use std::collections::{HashMap, HashSet};

use crate::figure::{Figure, Kind};
use crate::finding::Finding;
use crate::form::Form;
use crate::standard::Place;
use crate::standard::{Line, Matrix};
use crate::tally::{Figures, derive};

/// Adds to the findings of a block what single change would set them right, where there is only one.
pub(super) fn offer(form: &Form, figures: &Figures, matrix: &'static Matrix, findings: &mut [Finding]) {
    let search = Search { form, figures, matrix };
    let failing = search.failing(figures);
    if failing.is_empty() {
        return;
    }
    let mut remedies: Vec<Remedy> =
        search.changes(&failing).filter_map(|change| search.tried(change, &failing)).collect();
    let mut known: Vec<Vec<(Place, Figure)>> = Vec::new();
    remedies.retain(|remedy| {
        let is_new = !known.contains(&remedy.change.figures);
        known.extend(is_new.then(|| remedy.change.figures.clone()));
        is_new
    });
    // A change that sets more right says more; of two that set the same right neither is certain, so neither is
    // suggested.
    remedies.sort_by_key(|remedy| std::cmp::Reverse(remedy.cured.len()));
    let mut told: Places = Places::default();
    for remedy in &remedies {
        let rivals = remedies
            .iter()
            .filter(|other| !other.cured.is_disjoint(&remedy.cured) && other.cured.len() == remedy.cured.len());
        if rivals.count() > 1 || !told.is_disjoint(&remedy.cured) {
            told.extend(&remedy.cured);
            continue;
        }
        told.extend(&remedy.cured);
        let is_cured =
            |finding: &&mut Finding| finding.subject.cell().is_some_and(|place| remedy.cured.contains(&place));
        if let Some(finding) = findings.iter_mut().find(is_cured) {
            finding.add(&search.sentence(remedy));
        }
    }
}

/// Places, whatever their order.
type Places = HashSet<Place>;

struct Search<'a> {
    form: &'a Form,
    figures: &'a Figures,
    matrix: &'static Matrix,
}

/// Other figures at some places.
struct Change {
    how: How,
    figures: Vec<(Place, Figure)>,
}

/// How a figure may have gone wrong.
#[derive(Clone, Copy, PartialEq, Eq)]
enum How {
    /// Two neighbouring digits changed over.
    Transposed,
    /// Two neighbouring cells of a row changed over.
    Neighbour,
    /// A figure missed, or otherwise wrong, by what its row lacks.
    Differs,
}

/// A change with the places whose sums it sets right.
struct Remedy {
    change: Change,
    cured: Places,
}

impl Search<'_> {
    /// The places whose sums do not hold: stated otherwise than they follow, or below zero.
    fn failing(&self, figures: &Figures) -> Places {
        let places =
            self.matrix.rows.iter().flat_map(|row| self.matrix.columns.iter().map(move |column| (row, column)));
        let fails = |(row, column): (&Line, &Line)| {
            let place = self.matrix.place(row, column);
            let derived = figures.get(place)?;
            let differs = self.form.stated.get(&place).is_some_and(|stated| stated.value != derived);
            let is_overdrawn = row.is_difference() && column.is_given() && derived.is_negative();
            (differs || is_overdrawn).then_some(place)
        };
        places.filter_map(fails).collect()
    }

    /// The changes to be tried: of given figures in a row or column that fails.
    fn changes<'s>(&'s self, failing: &'s Places) -> impl Iterator<Item = Change> + 's {
        // A total that fails where a derived row crosses it may come from any cell.
        let is_corner = |fault: &Place| fault.column().is_derived() && !fault.row().is_given();
        let is_near = move |place: &Place| {
            failing.iter().any(|fault| is_in_row(fault, place) || is_in_column(fault, place) || is_corner(fault))
        };
        let given = self.matrix.rows.iter().filter(|row| row.is_given()).flat_map(|row| {
            let columns: Vec<&'static Line> = self.matrix.given_columns().collect();
            (0..columns.len()).map(move |at| (row, columns.clone(), at))
        });
        given
            .filter_map(move |(row, columns, at)| {
                let place = self.matrix.place(row, columns[at]);
                let figure = self.figures.get(place).filter(|_| is_near(&place))?;
                let mut changes: Vec<Change> = transposed(figure)
                    .into_iter()
                    .map(|other| Change { how: How::Transposed, figures: vec![(place, other)] })
                    .collect();
                changes.extend(self.with_neighbour(place, figure, row, columns.get(at + 1).copied()));
                changes.extend(self.by_what_the_row_lacks(place, figure));
                Some(changes)
            })
            .flatten()
    }

    fn with_neighbour(&self, place: Place, figure: Figure, row: &Line, next: Option<&Line>) -> Option<Change> {
        let beside = self.matrix.place(row, next?);
        let other = self.figures.get(beside).filter(|other| *other != figure && other.kind() == figure.kind())?;
        Some(Change { how: How::Neighbour, figures: vec![(place, other), (beside, figure)] })
    }

    fn by_what_the_row_lacks(&self, place: Place, figure: Figure) -> Option<Change> {
        let total = self.matrix.place(place.row(), self.matrix.total_column()?);
        let (stated, derived) = (self.form.stated.get(&total)?.value, self.figures.get(total)?);
        let other = figure.plus(stated.minus(derived));
        (stated != derived && !other.is_negative()).then(|| Change { how: How::Differs, figures: vec![(place, other)] })
    }

    /// What a change sets right: every sum of its row and its columns that fails, more than one, and it breaks none.
    fn tried(&self, change: Change, failing: &Places) -> Option<Remedy> {
        let mut given: HashMap<Place, Figure> =
            self.form.given.iter().map(|(place, typed)| (*place, typed.value)).collect();
        given.extend(change.figures.iter().copied());
        let after = self.failing(&derive(self.form.edition, given));
        let cured: Places = failing.difference(&after).copied().collect();
        let is_touched = |fault: &Place| {
            change.figures.iter().any(|(place, _)| is_in_row(place, fault) || is_in_column(place, fault))
        };
        // Of one sum alone it may be the sum that is wrong, and columns alone do not tell the row: a row and a column
        // must, or the two columns of neighbours changed over.
        let shows_row = |fault: &Place| change.figures.iter().any(|(place, _)| is_in_row(place, fault));
        let enough = cured.len() > 1 && (change.how == How::Neighbour || cured.iter().any(shows_row));
        let is_right = enough && after.is_subset(failing) && !after.iter().any(is_touched);
        is_right.then_some(Remedy { change, cured })
    }

    fn sentence(&self, remedy: &Remedy) -> String {
        let name = |place: &Place| place.full_name();
        let column = |place: &Place| place.column().name;
        let before = |place: &Place| self.figures.get(*place).map(|figure| figure.to_string()).unwrap_or_default();
        let what = match (remedy.change.how, remedy.change.figures.as_slice()) {
            (How::Transposed, [(place, figure)]) => {
                format!("{}填{}，疑应为{figure}（数字颠倒）", name(place), before(place))
            }
            (How::Neighbour, [(place, _), (beside, other)] | [(beside, other), (place, _)]) if other.is_zero() => {
                format!("{}填{}，疑应填在“{}”（填错列）", name(beside), before(beside), column(place))
            }
            (How::Neighbour, [(place, _), (beside, _)]) => {
                format!("{}填{}，疑与“{}”的{}对调", name(place), before(place), column(beside), before(beside))
            }
            (_, changes) => {
                let changes: Vec<_> = changes
                    .iter()
                    .map(|(place, figure)| format!("{}填{}，疑应为{figure}", name(place), before(place)))
                    .collect();
                changes.join("，")
            }
        };
        format!("只改一处就都对得上：{what}。请先对台账，再决定改不改。")
    }
}

fn is_in_row(one: &Place, other: &Place) -> bool {
    one.row().key == other.row().key
}

fn is_in_column(one: &Place, other: &Place) -> bool {
    one.column().key == other.column().key
}

/// The figures with two neighbouring digits of this one changed over.
fn transposed(figure: Figure) -> Vec<Figure> {
    if figure.kind() != Kind::Count {
        return Vec::new();
    }
    let digits = figure.to_string().into_bytes();
    let swaps = (1..digits.len()).filter(|&at| digits[at - 1] != digits[at]);
    let swapped = swaps.filter_map(|at| {
        let mut digits = digits.clone();
        digits.swap(at - 1, at);
        if digits.first() == Some(&b'0') {
            return None;
        }
        Figure::read(std::str::from_utf8(&digits).ok()?, Kind::Count).ok()
    });
    swapped.collect()
}
