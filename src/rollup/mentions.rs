//! Units of the roster that a text names.

use std::collections::BTreeMap;

use aho_corasick::{AhoCorasick, MatchKind};

use crate::fields::{PREFACE, SECTIONS};
use crate::form::Form;
use crate::roster::Roster;

/// Shorter names, in characters, are words of the language: 县教育局 is said of one's own.
const SHORTEST: usize = 5;

/// Shorter names, in characters, do not tell in the name of a file whose it is.
const SHORTEST_OF_FILE: usize = 3;

/// The names of a roster, all looked for at once: in texts, and in the names of files.
#[derive(Debug)]
pub struct Names {
    in_texts: Search<usize>,
    in_paths: Search<Vec<usize>>,
}

/// Names that are looked for, and what each stands for.
#[derive(Debug)]
struct Search<T> {
    automaton: Option<AhoCorasick>,
    meant: Vec<T>,
}

impl<T> Search<T> {
    fn of(names: impl IntoIterator<Item = (String, T)>) -> Self {
        let (names, meant): (Vec<String>, Vec<T>) = names.into_iter().unzip();
        Self { automaton: AhoCorasick::builder().match_kind(MatchKind::LeftmostLongest).build(names).ok(), meant }
    }

    fn find<'t>(&'t self, text: &'t str) -> impl Iterator<Item = &'t T> {
        let found = self.automaton.iter().flat_map(move |automaton| automaton.find_iter(text));
        found.map(|met| &self.meant[met.pattern().as_usize()])
    }
}

impl Names {
    /// Of every unit, with the other names it goes by; in files also short, as people name them: 城关镇.
    pub fn of(roster: &Roster) -> Self {
        let names = roster.units.iter().enumerate().flat_map(|(at, unit)| unit.names().map(move |name| (at, name)));
        // What several units are called tells of none.
        let own = names.filter(|(_, name)| name.chars().count() >= SHORTEST && roster.named(name).len() < 2);
        let in_texts = Search::of(own.map(|(at, name)| (name.to_owned(), at)));
        let mut of_files: BTreeMap<String, Vec<usize>> = BTreeMap::new();
        for (at, name) in
            roster.leaves().flat_map(|at| roster.names_of_files(at).into_iter().map(move |name| (at, name)))
        {
            if name.chars().count() >= SHORTEST_OF_FILE {
                of_files.entry(name).or_default().push(at);
            }
        }
        Self { in_texts, in_paths: Search::of(of_files) }
    }

    /// The units that the narrative of a form names, each once.
    pub(super) fn named_in(&self, form: &Form) -> Vec<usize> {
        let texts = SECTIONS.into_iter().chain([&PREFACE]).filter_map(|field| form.text(field));
        let mut found: Vec<usize> = texts.flat_map(|text| self.in_texts.find(text)).copied().collect();
        found.sort_unstable();
        found.dedup();
        found
    }

    /// The unit that reports for itself and that the name of a file tells, or that of a folder it lies in; of several
    /// of one name the one that the folders tell.
    pub fn in_path(&self, path: &str, roster: &Roster) -> Option<usize> {
        let mut found = path.rsplit(['/', '\\']).flat_map(|part| self.in_paths.find(part));
        found.find_map(|units| match units.as_slice() {
            [only] => Some(*only),
            several => roster.told_by(path, several),
        })
    }
}
