//! Which file is whose, and of which year: the most trusted of several; none where two differ.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use super::folder::{Folder, rank, read_all, unchecked};
use super::print_stderr;
use crate::fields;
use crate::form::Form;
use crate::rollup::packed::Given;
use crate::roster::Roster;
use crate::year::Year;

/// The files of a folder by whose they are and of which year.
pub(super) struct Filed<K> {
    pub(super) files: BTreeMap<(K, Year), PathBuf>,
    /// How many tell neither, or nothing at all.
    pub(super) unused: usize,
}

/// A form, or a report read into one.
struct Candidate<'a> {
    rank: u8,
    file: &'a Path,
    given: Given,
}

impl<K: Ord + Send> Filed<K> {
    /// Reads a folder, without asking what is wrong with a form. Two that differ are told by the name that is said of
    /// them.
    pub(super) fn of(
        folder: &Path,
        what: &'static str,
        roster: Option<&Roster>,
        whose: impl Fn(&Form, &Path) -> Option<K> + Sync,
        name_of: impl Fn(&K) -> String,
    ) -> Self {
        let found = Folder::of(&[folder.to_owned()], &[]);
        let read = read_all(&found.files, what, |file| {
            let form = unchecked(file, roster)?;
            let year = form.year()?;
            Some(((whose(&form, file)?, year), Given::of(&form)))
        });
        let unused = read.iter().filter(|read| read.is_none()).count() + found.unread.len();
        let mut by_unit: BTreeMap<(K, Year), Vec<Candidate<'_>>> = BTreeMap::new();
        for (file, read) in found.files.iter().zip(read) {
            if let Some((key, given)) = read {
                let rank = rank(file).unwrap_or_default();
                by_unit.entry(key).or_default().push(Candidate { rank, file, given });
            }
        }
        let one = |((whose, year), candidates): ((K, Year), Vec<Candidate<'_>>)| {
            let file = one_of(&name_of(&whose), year, candidates)?;
            Some(((whose, year), file))
        };
        Self { files: by_unit.into_iter().filter_map(one).collect(), unused }
    }
}

/// The most trusted of the files of one unit and year; none where two differ, which is reported.
fn one_of(name: &str, year: Year, mut candidates: Vec<Candidate<'_>>) -> Option<PathBuf> {
    candidates.sort_by_key(|candidate| candidate.rank);
    let first = candidates.first()?;
    let differs = |other: &&Candidate<'_>| first.given.first_difference(&other.given).is_some();
    let Some(other) = candidates.iter().find(differs) else { return Some(first.file.to_owned()) };
    print_stderr(&format!(
        "※ {name}{year}年度的表不止一份，数不同，没有与它比较：{}、{}。",
        first.file.display(),
        other.file.display()
    ));
    None
}

/// The names of a form's agency: its own, and those it had before.
pub(super) fn names(form: &Form) -> impl Iterator<Item = &str> {
    let former = form.texts(&fields::FORMER_NAMES).iter().map(String::as_str);
    form.text(&fields::NAME).into_iter().chain(former)
}
