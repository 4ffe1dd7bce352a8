//! The sums of the units below each node of the roster, place by place.

use super::{Inclusion, Rollup};
use crate::figure::Figure;
use crate::standard::Edition;
use crate::standard::Place;
use crate::tally::{Figures, derive};

/// What the units below a node come to. Only units that are counted play a part; what none of them knows is unknown.
#[derive(Debug)]
pub struct Sum {
    edition: &'static Edition,
    /// How many units below are to report.
    pub expected: usize,
    /// How many are counted.
    pub received: usize,
    /// How many of these have errors that are to be put right: 待更正.
    pub pending: usize,
    /// By given place: the sum of what is known, and how many of the counted units lack the figure.
    places: Vec<(Option<Figure>, usize)>,
}

impl Sum {
    fn nothing(edition: &'static Edition) -> Self {
        let places = vec![(None, 0); edition.evaluation().given.len()];
        Self { edition, expected: 0, received: 0, pending: 0, places }
    }

    /// Every given place, with the sum if any unit knows the figure, and how many of the counted do not.
    pub fn iter(&self) -> impl Iterator<Item = (Place, Option<Figure>, usize)> {
        let places = self.edition.evaluation().given.iter().zip(&self.places);
        places.map(|(place, (figure, lacking))| (*place, *figure, *lacking))
    }

    /// The sums with all that follows from them.
    pub fn figures(&self) -> Figures {
        derive(self.edition, self.iter().filter_map(|(place, figure, _)| Some((place, figure?))))
    }

    fn add(&mut self, at: usize, figure: Option<Figure>, lacking: usize) {
        let (sum, missing) = &mut self.places[at];
        *missing += lacking;
        *sum = match (*sum, figure) {
            (Some(sum), Some(figure)) => Some(sum.plus(figure)),
            (sum, figure) => sum.or(figure),
        };
    }
}

/// The sum of every node; of a unit that reports for itself none, unless it is the root.
pub(super) fn sums(rollup: &Rollup) -> Vec<Option<Sum>> {
    let Rollup { roster, edition, units, .. } = rollup;
    let mut sums: Vec<Option<Sum>> = roster.units.iter().map(|_| None).collect();
    let nodes = roster.nodes().chain([roster.root]);
    nodes.for_each(|node| sums[node] = Some(Sum::nothing(edition)));
    for at in roster.upwards() {
        if roster.units[at].is_leaf() {
            let into = if at == roster.root { Some(at) } else { roster.units[at].parent };
            let Some(sum) = into.and_then(|into| sums[into].as_mut()) else { continue };
            sum.expected += 1;
            if units[at].inclusion != Inclusion::Counted {
                continue;
            }
            let Some(submission) = &units[at].submission else { continue };
            sum.received += 1;
            sum.pending += usize::from(submission.has_errors());
            for (index, (_, figure)) in submission.given.iter().enumerate() {
                sum.add(index, figure, usize::from(figure.is_none()));
            }
            continue;
        }
        let Some(parent) = roster.units[at].parent else { continue };
        let Some(own) = sums[at].take() else { continue };
        if let Some(above) = &mut sums[parent] {
            above.expected += own.expected;
            above.received += own.received;
            above.pending += own.pending;
            for (index, (figure, lacking)) in own.places.iter().enumerate() {
                above.add(index, *figure, *lacking);
            }
        }
        sums[at] = Some(own);
    }
    sums
}
