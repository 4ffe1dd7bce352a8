//! The figures of a unit in two years that follow each other: random, and every sum holds.

use nianbao::internals::standard::Edition;

use super::chance::Chance;
use super::land::Size;

/// The columns of 表三.
const APPLICANTS: usize = 6;

/// Results of applications, and how often each comes about.
#[rustfmt::skip]
const RESULTS: &[(&str, u64)] = &[
    ("disclosed", 46), ("partly_disclosed", 9), ("not_held", 17), ("third_party_rights", 2), ("internal_affairs", 2), ("process_records", 3),
    ("enforcement_files", 2), ("administrative_query", 2), ("needs_creation", 2), ("still_unclear", 2), ("petition", 3), ("duplicate", 3),
    ("reconfirmation", 1), ("not_corrected", 4), ("fee_not_paid", 1), ("other_handling", 2), ("state_secret", 1), ("safety_and_stability", 1),
    ("prohibited_by_law", 0), ("published_material", 0), ("excessive", 0),
];

/// The figures of one year.
#[derive(Debug, Clone, Default)]
pub(crate) struct Year {
    /// Rows of 表二 by key, in the order of their columns. Money is in 元, told in 万元.
    pub(crate) disclosure: Vec<(&'static str, Vec<u64>)>,
    pub(crate) fees: u64,
    /// Rows of 表三 by key.
    pub(crate) applications: Vec<(&'static str, [u64; APPLICANTS])>,
    pub(crate) carried_out: [u64; APPLICANTS],
    pub(crate) reviews: Vec<(&'static str, [u64; 4])>,
    /// Cases with an information fee, and the amount in 元.
    pub(crate) fee: [u64; 2],
}

impl Year {
    /// What a row of 表三 has in a column.
    pub(crate) fn application(&self, row: &str, column: usize) -> u64 {
        self.applications.iter().find(|(key, _)| *key == row).map_or(0, |(_, figures)| figures[column])
    }

    /// The rows of a block of several columns.
    pub(crate) fn row(&self, row: &str) -> &[u64] {
        self.disclosure.iter().find(|(key, _)| *key == row).map_or(&[], |(_, figures)| figures.as_slice())
    }
}

/// The year before and the year itself.
pub(crate) fn years(unit: usize, size: Size, level: &str) -> [Year; 2] {
    let mut chance = Chance::of(unit, 1);
    let scale = Scale::of(size, level, &mut chance);
    let before = scale.year(&mut chance, None);
    let own = scale.year(&mut chance, Some(&before));
    [before, own]
}

/// How large the figures of a unit are.
struct Scale {
    makes_rules: bool,
    documents: u64,
    decisions: u64,
    fees: u64,
    applications: u64,
    reviews: u64,
}

impl Scale {
    fn of(size: Size, level: &str, chance: &mut Chance) -> Self {
        let wide = match level {
            "省级" => 12,
            "市级" => 5,
            _ => 2,
        };
        let base = Self { makes_rules: false, documents: 1, decisions: 0, fees: 0, applications: 0, reviews: 0 };
        match size {
            Size::Township => Self {
                decisions: if chance.hits(600) { 0 } else { 40 },
                applications: if chance.hits(550) { 0 } else { 4 },
                ..base
            },
            Size::Department => Self {
                documents: 2,
                decisions: 150 * wide * chance.below(6),
                fees: if chance.hits(500) { 0 } else { 200_000 * wide },
                applications: 8 * wide,
                reviews: u64::from(chance.hits(200)) * 2,
                ..base
            },
            Size::Node | Size::Government => Self {
                makes_rules: level == "省级" || level == "市级",
                documents: 6 * wide,
                decisions: 1500 * wide,
                fees: 9_000_000 * wide,
                applications: 60 * wide,
                reviews: 3 * wide,
            },
        }
    }

    fn year(&self, chance: &mut Chance, before: Option<&Year>) -> Year {
        let mut year = Year { disclosure: self.disclosure(chance, before), ..Year::default() };
        // Never a round sum of 万元: that looks like 元 and is asked about.
        year.fees = if self.fees > 0 { near(chance, self.fees) / 10_000 * 10_000 + 1234 } else { 0 };
        self.apply(chance, before, &mut year);
        for row in ["reconsideration", "litigation_direct", "litigation_after_review"] {
            year.reviews.push((row, std::array::from_fn(|_| chance.below(self.reviews + 1))));
        }
        let cases = if self.applications > 20 && chance.hits(100) { chance.between(1, 3) } else { 0 };
        year.fee = [cases, cases * chance.between(40, 400)];
        year
    }

    fn disclosure(&self, chance: &mut Chance, before: Option<&Year>) -> Vec<(&'static str, Vec<u64>)> {
        let made = |row: &'static str, most: u64, chance: &mut Chance| {
            let last = before.map_or_else(|| near(chance, most * 4), |before| before.row(row)[2]);
            let issued = chance.below(most + 1);
            let repealed = chance.below(most / 2 + 1).min(last);
            (row, vec![issued, repealed, last + issued - repealed])
        };
        let rules = if self.makes_rules { made("regulations", 4, chance) } else { ("regulations", vec![0; 3]) };
        let mut rows = vec![rules, made("normative_documents", self.documents, chance)];
        for (row, part) in [("licensing", 1), ("penalty", 6), ("compulsion", 30)] {
            let figure = if self.decisions == 0 { 0 } else { near(chance, self.decisions / part) };
            rows.push((row, vec![figure]));
        }
        rows
    }

    /// Applications and what came of each.
    fn apply(&self, chance: &mut Chance, before: Option<&Year>, year: &mut Year) {
        let mut rows: Vec<(&'static str, [u64; APPLICANTS])> = rows().map(|row| (row, [0; APPLICANTS])).collect();
        for column in 0..APPLICANTS {
            let most = self.applications / if column == 0 { 1 } else { 12 };
            rows[0].1[column] = if column == 0 { near(chance, most) } else { chance.below(most + 1) };
            rows[1].1[column] = before.map_or_else(|| chance.below(most / 10 + 1), |before| before.carried_out[column]);
            let all = rows[0].1[column] + rows[1].1[column];
            year.carried_out[column] = chance.below(all / 12 + 1).max(u64::from(all > 1 && chance.hits(60)));
            for _ in 0..all - year.carried_out[column] {
                let result = result(chance);
                rows[2 + result].1[column] += 1;
            }
        }
        year.applications = rows;
    }
}

/// The rows of 表三 that are filled in.
pub(crate) fn rows() -> impl Iterator<Item = &'static str> {
    ["received", "carried_in"].into_iter().chain(RESULTS.iter().map(|(row, _)| *row))
}

/// A figure not far from another.
fn near(chance: &mut Chance, figure: u64) -> u64 {
    figure * chance.between(75, 125) / 100
}

/// What comes of an application.
fn result(chance: &mut Chance) -> usize {
    let all: u64 = RESULTS.iter().map(|(_, weight)| weight).sum();
    let mut left = chance.below(all);
    for (at, (_, weight)) in RESULTS.iter().enumerate() {
        match left.checked_sub(*weight) {
            Some(rest) => left = rest,
            None => return at,
        }
    }
    0
}

/// The format of both years.
pub(crate) fn edition() -> &'static Edition {
    Edition::of_year(nianbao::internals::year::Year::of::<2023>()).unwrap_or(nianbao::internals::standard::EDITIONS[0])
}
