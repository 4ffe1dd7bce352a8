//! The given figures of one form, packed: what is kept of each of thousands of units.

use crate::figure::{Figure, Packed};
use crate::form::Form;
use crate::place::Place;
use crate::standard::Edition;
use crate::tally::{Figures, derive_numbered};

/// The figures of a form that were filled in, in the order of the paper. One that is not there is unknown, not nought.
#[derive(Debug, Clone)]
pub struct Given {
    edition: &'static Edition,
    packed: Box<[Packed]>,
}

impl Given {
    /// What a form gives.
    pub fn of(form: &Form) -> Self {
        let plan = form.edition.plan();
        let packed = |number: &usize| {
            form.given.get(&plan.places[*number]).map_or(Packed::UNKNOWN, |typed| Packed::of(typed.value))
        };
        Self { edition: form.edition, packed: plan.given.iter().map(packed).collect() }
    }

    /// The edition whose places these are.
    pub const fn edition(&self) -> &'static Edition {
        self.edition
    }

    /// Every place that is filled in, with its figure if that is known.
    pub fn iter(&self) -> impl Iterator<Item = (Place, Option<Figure>)> {
        self.numbered().map(|(number, figure)| (self.edition.plan().places[number], figure))
    }

    /// The same, by the numbers of the places in the edition's plan.
    pub fn numbered(&self) -> impl Iterator<Item = (usize, Option<Figure>)> {
        let plan = self.edition.plan();
        plan.given.iter().zip(&self.packed).map(|(number, packed)| (*number, packed.figure(plan.kinds[*number])))
    }

    /// All that follows from them.
    pub fn figures(&self) -> Figures {
        derive_numbered(self.edition, self.numbered().filter_map(|(number, figure)| Some((number, figure?))))
    }

    /// The first place at which two know different figures.
    pub fn first_difference(&self, other: &Self) -> Option<(Place, Figure, Figure)> {
        let both = self.iter().zip(other.iter()).map(|((place, own), (_, other))| Some((place, own?, other?)));
        both.flatten().find(|(_, own, other)| own != other)
    }
}
