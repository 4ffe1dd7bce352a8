//! The given figures of one form, packed: what is kept of each of thousands of units.

use crate::figure::{Figure, Packed};
use crate::form::Form;
use crate::standard::Edition;
use crate::standard::Place;
use crate::tally::{Figures, derive};

/// The figures of a form that were filled in, in the order of the paper. One that is not there is unknown, not zero.
#[derive(Debug, Clone)]
pub struct Given {
    edition: &'static Edition,
    packed: Box<[Packed]>,
}

impl Given {
    /// What a form gives.
    pub fn of(form: &Form) -> Self {
        let packed = |place: &Place| form.given.get(place).map_or(Packed::UNKNOWN, |typed| Packed::of(typed.value));
        Self { edition: form.edition, packed: form.edition.evaluation().given.iter().map(packed).collect() }
    }

    /// The edition whose places these are.
    pub const fn edition(&self) -> &'static Edition {
        self.edition
    }

    /// Every place that is filled in, with its figure if that is known.
    pub fn iter(&self) -> impl Iterator<Item = (Place, Option<Figure>)> {
        let evaluation = self.edition.evaluation();
        let places = evaluation.given.iter().zip(&self.packed);
        places.map(|(place, packed)| (*place, packed.figure(evaluation.kinds[place.number()])))
    }

    /// All that follows from them.
    pub fn figures(&self) -> Figures {
        derive(self.edition, self.iter().filter_map(|(place, figure)| Some((place, figure?))))
    }

    /// The first place at which two know different figures.
    pub fn first_difference(&self, other: &Self) -> Option<(Place, Figure, Figure)> {
        let both = self.iter().zip(other.iter()).map(|((place, own), (_, other))| Some((place, own?, other?)));
        both.flatten().find(|(_, own, other)| own != other)
    }
}
