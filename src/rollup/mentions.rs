//! Units of the roster that a text names.

use aho_corasick::{AhoCorasick, MatchKind};

use crate::fields::{PREFACE, SECTIONS};
use crate::form::Form;
use crate::roster::Roster;

/// Shorter names, in characters, are words of the language: 县教育局 is said of one's own.
const SHORTEST: usize = 5;

/// The names of a roster, all looked for at once.
#[derive(Debug)]
pub struct Names {
    automaton: Option<AhoCorasick>,
    units: Vec<usize>,
}

impl Names {
    /// Of every unit, with the other names it goes by.
    pub fn of(roster: &Roster) -> Self {
        let names = roster.units.iter().enumerate().flat_map(|(at, unit)| unit.names().map(move |name| (at, name)));
        let (units, names): (Vec<usize>, Vec<&str>) =
            names.filter(|(_, name)| name.chars().count() >= SHORTEST).unzip();
        let automaton = AhoCorasick::builder().match_kind(MatchKind::LeftmostLongest).build(names).ok();
        Self { automaton, units }
    }

    /// The units that the narrative of a form names, each once.
    pub(super) fn named_in(&self, form: &Form) -> Vec<usize> {
        let Some(automaton) = &self.automaton else { return Vec::new() };
        let texts = SECTIONS.into_iter().chain([&PREFACE]).filter_map(|field| form.text(field));
        let mut found: Vec<usize> =
            texts.flat_map(|text| automaton.find_iter(text).map(|met| self.units[met.pattern().as_usize()])).collect();
        found.sort_unstable();
        found.dedup();
        found
    }

    /// The unit, of those that count, that the name of a file tells, or that of a folder it lies in.
    pub(super) fn in_path(&self, path: &str, counts: impl Fn(usize) -> bool) -> Option<usize> {
        let automaton = self.automaton.as_ref()?;
        let found = path.rsplit(['/', '\\']).filter_map(|part| automaton.find(part));
        found.map(|met| self.units[met.pattern().as_usize()]).find(|unit| counts(*unit))
    }
}
