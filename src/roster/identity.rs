//! Whose a form is: by its code, by the name it bears, and, of units of one name, by the folder it lies in or the area
//! in front of its name.

use std::collections::HashMap;

use super::{Roster, Unit};
use crate::agency;
use crate::invisible::is_invisible;
use crate::lenient_number::half_width;
use crate::suggest::distance;

/// Shorter names, in characters, stand in too many others.
const SHORTEST_PART: usize = 3;

/// From how many units above one its name may begin with the area.
const MOST_ABOVE: usize = 4;

/// What a form, and the path of its file, tell of whose it is.
#[derive(Debug, Clone)]
pub struct Identity<'a> {
    /// The name of the agency, then those it had before.
    pub names: Vec<&'a str>,
    /// 统一社会信用代码.
    pub code: Option<&'a str>,
    /// The path of its file: the folders may be named after the units above it.
    pub path: &'a str,
}

/// Whose a form is.
#[derive(Debug, PartialEq, Eq)]
pub enum Whose {
    /// Of this unit.
    Of(usize),
    /// Of one of these, which bear the same name.
    Either(Vec<usize>),
    /// Its code is that of the first, its name that of the second.
    Torn(usize, usize),
    /// Of no unit that is known.
    Nobody,
}

/// The units by all that they are known by.
#[derive(Debug)]
pub(super) struct Index {
    names: HashMap<String, Vec<usize>>,
    /// Names without the area of a unit above in front.
    short_names: HashMap<String, Vec<usize>>,
    codes: HashMap<String, usize>,
}

impl Index {
    /// Of units by name and by code.
    pub(super) fn of(units: &[Unit], names: HashMap<String, Vec<usize>>, codes: HashMap<String, usize>) -> Self {
        let mut shorter: HashMap<String, Vec<usize>> = HashMap::new();
        for at in 0..units.len() {
            for short in short_names(units, at) {
                shorter.entry(short).or_default().push(at);
            }
        }
        Self { names, short_names: shorter, codes }
    }

    /// Whether several units have a name.
    pub(super) fn is_shared(&self, name: &str) -> bool {
        self.named(name).len() > 1
    }

    fn named(&self, name: &str) -> &[usize] {
        self.names.get(&plain(name)).map_or(&[], Vec::as_slice)
    }
}

impl Roster {
    /// The names by which people call the files of a unit: all it goes by, also without the area above, and each
    /// without its ending: 苍岭县城关镇人民政府, 城关镇人民政府, 城关镇.
    pub fn names_of_files(&self, at: usize) -> Vec<String> {
        let own = self.units[at].names().map(str::to_owned);
        let whole: Vec<String> = own.chain(short_names(&self.units, at)).collect();
        let short = whole.iter().map(|name| agency::stem(name).to_owned());
        let mut names: Vec<String> = short.chain(whole.iter().cloned()).collect();
        names.sort();
        names.dedup();
        names
    }
}

/// A name without the areas of the units above in front: 城关镇人民政府 of 苍岭县城关镇人民政府.
fn short_names(units: &[Unit], at: usize) -> Vec<String> {
    let above: Vec<usize> =
        std::iter::successors(units[at].parent, |above| units[*above].parent).take(MOST_ABOVE).collect();
    let (mut rest, mut found) = (plain(&units[at].name), Vec::new());
    for above in above.into_iter().rev() {
        let area = plain(agency::area(&units[above].name));
        let short = rest.strip_prefix(&area).filter(|_| !area.is_empty());
        if let Some(short) = short.filter(|short| !short.starts_with(agency::GOVERNMENT) && !short.is_empty()) {
            found.push(short.to_owned());
            rest = short.to_owned();
        }
    }
    found
}

impl Roster {
    /// The units that go by a name, whatever the blanks and the width of its signs.
    pub fn named(&self, name: &str) -> &[usize] {
        self.index.named(name)
    }

    /// Whose a form is.
    pub fn whose(&self, form: &Identity<'_>) -> Whose {
        let names = || form.names.iter().filter(|name| !name.is_empty());
        if let Some(unit) = form.code.and_then(|code| self.index.codes.get(code).copied()) {
            let own = names().map(|name| self.candidates(name)).find(|candidates| !candidates.is_empty());
            return match own.as_deref() {
                Some([other]) if *other != unit => Whose::Torn(unit, *other),
                _ => Whose::Of(unit),
            };
        }
        let mut either = Vec::new();
        for name in names() {
            match self.of_name(name, form) {
                Whose::Either(units) if either.is_empty() => either = units,
                Whose::Nobody | Whose::Either(_) => {}
                whose => return whose,
            }
        }
        if either.is_empty() { Whose::Nobody } else { Whose::Either(either) }
    }

    /// Whose a form of some name is: of several units the one that its path names.
    fn of_name(&self, name: &str, form: &Identity<'_>) -> Whose {
        let mut exact = self.candidates(name);
        let short = self.index.short_names.get(&plain(name)).map_or(&[][..], Vec::as_slice);
        let mut all = exact.clone();
        all.extend(short.iter().filter(|unit| !exact.contains(unit)));
        // A form with a code is of no unit that has another one, if it can be of one that has none.
        let may_be = |unit: &usize| form.code.is_none() || self.units[*unit].code.is_none();
        if all.iter().any(may_be) {
            exact.retain(may_be);
            all.retain(may_be);
        }
        match (exact.as_slice(), all.as_slice()) {
            (_, []) => Whose::Nobody,
            ([_], [only]) => Whose::Of(*only),
            (_, several) => match (self.told_by(form.path, several), exact.as_slice()) {
                (Some(unit), _) => Whose::Of(unit),
                (None, [unit]) => Whose::Of(*unit),
                (None, []) if several.len() == 1 => Whose::Nobody,
                (None, _) => Whose::Either(several.to_vec()),
            },
        }
    }

    /// The units that bear a name, or whose name it is with the areas above in front.
    fn candidates(&self, name: &str) -> Vec<usize> {
        let exact = self.named(name);
        if !exact.is_empty() {
            return exact.to_vec();
        }
        let name = plain(name);
        let ends = name.char_indices().skip(1).filter_map(|(at, _)| Some((at, self.index.names.get(&name[at..])?)));
        let of_areas = |at: usize, unit: usize| {
            let above: Vec<usize> = self.above(unit).take(MOST_ABOVE).collect();
            let areas = above.iter().rev().map(|above| plain(agency::area(&self.units[*above].name)));
            areas.fold(&name[..at], |front, area| front.strip_prefix(&area).unwrap_or(front)).is_empty()
        };
        let found = ends.flat_map(|(at, units)| units.iter().map(move |unit| (at, *unit)));
        let mut found: Vec<usize> = found.filter(|(at, unit)| of_areas(*at, *unit)).map(|(_, unit)| unit).collect();
        found.sort_unstable();
        found.dedup();
        found
    }

    /// The only one of several units that stands below what a path names, from the file itself outwards.
    pub fn told_by(&self, path: &str, units: &[usize]) -> Option<usize> {
        let mut left = units.to_vec();
        for part in path.rsplit(['/', '\\']) {
            let part = plain(part);
            let is_named = |above: usize| {
                let unit = &self.units[above];
                part.contains(&plain(agency::area(&unit.name)))
                    || unit.aliases.iter().any(|own| part.contains(&plain(own)))
            };
            let named: Vec<usize> = left.iter().copied().filter(|unit| self.above(*unit).any(is_named)).collect();
            match named.as_slice() {
                [only] => return Some(*only),
                [] => {}
                _ => left = named,
            }
        }
        None
    }

    /// The only unit among those still open that a name may be meant for: it begins alike and has one sign wrong, or
    /// one name holds the other.
    pub fn meant(&self, name: &str, is_open: impl Fn(usize) -> bool) -> Option<&Unit> {
        let name = plain(name);
        let is_meant = |unit: &Unit| unit.names().any(|own| is_alike(&name, &plain(own)));
        let mut meant = (0..self.units.len()).filter(|at| is_open(*at) && is_meant(&self.units[*at]));
        let only = meant.next()?;
        meant.next().is_none().then(|| &self.units[only])
    }
}

/// Whether two names may be of one unit. Names that begin differently are of different units.
pub(super) fn is_alike(one: &str, other: &str) -> bool {
    let (length, other_length) = (one.chars().count(), other.chars().count());
    let begins_alike = one.chars().take(2).eq(other.chars().take(2));
    let is_typing_mistake = begins_alike && length.abs_diff(other_length) <= 1 && distance(one, other) <= 1;
    let holds = length.min(other_length) >= SHORTEST_PART && (one.contains(other) || other.contains(one));
    is_typing_mistake || holds
}

/// A name to be compared: without blanks, its brackets and digits half-width.
pub(super) fn plain(name: &str) -> String {
    name.chars().filter(|c| !c.is_whitespace() && !is_invisible(*c)).map(half_width).collect()
}
