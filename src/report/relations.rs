//! 校核: the relations a superior recomputes, and the parts of the results, each over figures that are printed.

use crate::figure::Figure;
use crate::form::Form;
use crate::standard::Place;
use crate::standard::{self, Bond, Edition};
use crate::tally::Figures;

/// Two sums, and how they must stand to each other.
#[derive(Debug)]
pub struct Relation {
    /// How.
    pub bond: Bond,
    /// The cell it is about, as staff name it.
    pub subject: String,
    /// What must hold, and where that is said.
    pub basis: &'static str,
    /// One side.
    pub left: Side,
    /// The other.
    pub right: Side,
}

/// One side of a relation.
#[derive(Debug)]
pub enum Side {
    /// A sum over printed figures.
    Sum {
        /// The places added up.
        places: Vec<Place>,
        /// The places whose figures it needs.
        needs: Vec<Place>,
        /// The sum; none while a figure of it is not known.
        value: Option<Figure>,
    },
    /// A number that the office counted itself.
    Stated(Figure),
}

/// A derived figure and its parts: what a chart shows.
#[derive(Debug)]
pub struct Breakdown {
    /// What is divided: 本年度办理结果.
    pub title: &'static str,
    /// The parts, in the order of the paper.
    pub parts: Vec<Part>,
}

/// One part of a derived figure.
#[derive(Debug)]
pub struct Part {
    /// Its heading.
    pub label: &'static str,
    /// The places of its figures.
    pub places: Vec<Place>,
    /// Their sum; none while one of them is not known.
    pub value: Option<Figure>,
}

/// What the office states is held against what follows.
const STATED: &str = "填报的数应等于按勾稽关系计算的数";

/// Every relation of the edition, then every stated figure against the derived one.
pub(super) fn relations(form: &Form, figures: &Figures) -> Vec<Relation> {
    let edition = form.edition;
    let required = required(edition, figures, <[Place]>::to_vec);
    let stated = edition.places().filter_map(|place| {
        let left = Side::Stated(form.stated.get(&place)?.value);
        let right = Side::sum(vec![place], vec![place], figures);
        Some(Relation { bond: Bond::Equal, subject: place.full_name(), basis: STATED, left, right })
    });
    required.into_iter().chain(stated).collect()
}

/// Every relation of an edition; `needs` gives the places that a sum over places needs.
pub(super) fn required(
    edition: &'static Edition,
    figures: &Figures,
    needs: impl Fn(&[Place]) -> Vec<Place>,
) -> Vec<Relation> {
    let relations = edition.relations().into_iter().map(|relation| {
        let standard::Relation { bond, rule, derived, left, right } = relation;
        let [left, right] = [left, right].map(|side| {
            let needs = needs(&side);
            Side::sum(side, needs, figures)
        });
        Relation { bond, subject: derived.full_name(), basis: rule.basis, left, right }
    });
    relations.collect()
}

/// The parts of the row that is worth a chart.
pub fn breakdown(edition: &'static Edition, figures: &Figures) -> Option<Breakdown> {
    let table = edition.tables.iter().find(|table| table.charted.is_some())?;
    let matrix = edition.matrix_of(table.key, table.charted?)?;
    let (row, column) = (matrix.row(table.charted?)?, matrix.total_column()?);
    let title = row.above.last().unwrap_or(&row.heading).label;
    let parts = matrix.rows.terms(row).map(|(_, term)| {
        let places: Vec<Place> = matrix.rows.parts(term).map(|part| matrix.place(part, column)).collect();
        Part { label: term.name, value: sum(&places, figures), places }
    });
    Some(Breakdown { title: title.split_once('、').map_or(title, |(_, title)| title), parts: parts.collect() })
}

impl Side {
    fn sum(places: Vec<Place>, needs: Vec<Place>, figures: &Figures) -> Self {
        Self::Sum { value: sum(&places, figures), places, needs }
    }
}

fn sum(places: &[Place], figures: &Figures) -> Option<Figure> {
    let known: Option<Vec<Figure>> = places.iter().map(|place| figures.get(*place)).collect();
    known?.into_iter().reduce(Figure::plus)
}
