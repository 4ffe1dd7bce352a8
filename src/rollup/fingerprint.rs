//! What is kept of a unit's text to find others like it: a sample of its runs of letters, not the text.

use crate::check::wording::{letters, runs, standard};
use crate::fields::SECTIONS;
use crate::form::Form;

/// One in so many runs is sampled, the same ones in every text.
const SAMPLED: u64 = 8;
/// No more of a text are kept.
const MOST: usize = 128;
/// Texts with fewer are too short to be called similar: about a hundred characters of one's own.
const LEAST: usize = 12;
/// Texts with fewer runs in common are not looked at.
const LEAST_COMMON: u32 = 4;
/// A run that so many units have is everybody's wording: it makes each like the first, not each like each.
const COMMON: usize = 32;

/// A sample of a text's runs that are not standard wording, in order.
#[derive(Debug, Clone, Default)]
pub(super) struct Fingerprint {
    /// The smallest of the sampled.
    kept: Box<[u32]>,
    /// How many were sampled.
    sampled: usize,
}

/// Two units whose texts are mostly the same.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SimilarTexts {
    /// The unit that comes later.
    pub unit: usize,
    /// The one it is like.
    pub other: usize,
    /// How much of the shorter text is in the other, in hundredths; an estimate.
    pub share: usize,
}

impl Fingerprint {
    /// Of the three sections of a form.
    pub(super) fn of(form: &Form) -> Self {
        let standard = standard(form);
        let texts = SECTIONS.iter().filter_map(|field| form.text(field));
        let mut kept: Vec<u32> = texts
            .flat_map(|text| {
                let letters = letters(text);
                let own = runs(&letters).filter(|run| run % SAMPLED == 0 && !standard.contains(run));
                own.map(|run| u32::try_from(run >> 32).unwrap_or_default()).collect::<Vec<_>>()
            })
            .collect();
        kept.sort_unstable();
        kept.dedup();
        let sampled = kept.len();
        kept.truncate(MOST);
        Self { kept: kept.into(), sampled }
    }

    /// How much of the shorter of two texts is in the other, in hundredths.
    fn share(&self, other: &Self) -> usize {
        if self.sampled.min(other.sampled) < LEAST {
            return 0;
        }
        // Among the smallest of both together, as many as are kept of each, each was sampled in the same way.
        let (mut one, mut two) = (self.kept.iter().peekable(), other.kept.iter().peekable());
        let (mut both, mut seen) = (0, 0);
        while seen < MOST {
            match (one.peek(), two.peek()) {
                (Some(a), Some(b)) if a == b => {
                    both += 1;
                    _ = (one.next(), two.next());
                }
                (Some(a), Some(b)) if a < b => _ = one.next(),
                (_, Some(_)) => _ = two.next(),
                (Some(_), None) => _ = one.next(),
                (None, None) => break,
            }
            seen += 1;
        }
        // both : seen is the common part of all; of the shorter text it is a greater part.
        let (all, shorter) = (self.sampled + other.sampled, self.sampled.min(other.sampled));
        (100 * both * all / ((seen + both).max(1) * shorter)).min(100)
    }
}

/// The units of which more than half of the text is another's that comes before them; each with the one it is most
/// like.
pub(super) fn similar_texts<'a>(sketches: impl Iterator<Item = (usize, &'a Fingerprint)>) -> Vec<SimilarTexts> {
    let sketches: Vec<(usize, &Fingerprint)> = sketches.filter(|(_, sketch)| sketch.sampled >= LEAST).collect();
    let mut runs: Vec<(u32, u32)> = Vec::new();
    for (at, (_, sketch)) in (0..).zip(&sketches) {
        runs.extend(sketch.kept.iter().map(|run| (*run, at)));
    }
    runs.sort_unstable();
    let common_runs = common_runs(&runs);
    let mut common: Vec<u32> = vec![0; sketches.len()];
    let mut found: Vec<SimilarTexts> = Vec::new();
    // A text at a time: all pairs at once would be more than the texts by far.
    for of_text in common_runs.chunk_by(|one, other| one.text == other.text) {
        let met = of_text
            .iter()
            .flat_map(|meeting| &runs[meeting.first as usize..meeting.end as usize])
            .map(|(_, earlier)| *earlier as usize);
        let mut earlier: Vec<usize> =
            met.clone().filter(|earlier| counted(&mut common[*earlier]) == LEAST_COMMON).collect();
        met.for_each(|earlier| common[earlier] = 0);
        earlier.sort_unstable();
        let (unit, own) = sketches[of_text[0].text as usize];
        let similar = earlier.into_iter().map(|at| sketches[at]).map(|(other, its)| SimilarTexts {
            unit,
            other,
            share: own.share(its),
        });
        // Of several that it is equally like, the first.
        let most = similar
            .filter(|pair| pair.share > 50)
            .reduce(|most, pair| if pair.share > most.share { pair } else { most });
        found.extend(most);
    }
    found
}

/// One more; how many it is then.
const fn counted(count: &mut u32) -> u32 {
    *count += 1;
    *count
}

/// Earlier texts that have a run of a text, as a stretch of all runs.
struct CommonRun {
    text: u32,
    first: u32,
    end: u32,
}

/// Of each text, the earlier ones that have a run of it, run by run.
fn common_runs(runs: &[(u32, u32)]) -> Vec<CommonRun> {
    let mut common_runs = Vec::new();
    let mut next = 0;
    for group in runs.chunk_by(|one, other| one.0 == other.0) {
        let first = next;
        for (_, text) in group {
            if next > first {
                let end = if group.len() > COMMON { first + 1 } else { next };
                common_runs.push(CommonRun { text: *text, first, end });
            }
            next += 1;
        }
    }
    common_runs.sort_unstable_by_key(|run| run.text);
    common_runs
}
