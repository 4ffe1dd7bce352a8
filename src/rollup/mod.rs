//! 汇总: the forms of many units matched to the roster, checked against each other, and added up.
//!
//! ```text
//! files ─► Submission each (figures packed, findings) ─┐
//! roster ──────────────────────────────────────────────┴─► Rollup: standing of each unit, sums of each node, family U
//! ```
//!
//! A unit with others below it adds nothing of its own: its own form is compared with their sum. What is missing,
//! unreadable or of another year is not counted, and never becomes zero.

mod fingerprint;
pub mod matching;
mod mentions;
mod own_form;
pub mod packed;
mod submission;
mod summary;
mod sums;
pub mod workbook;

pub use fingerprint::SimilarTexts;
pub use matching::UnitFile;
pub use mentions::Names;
pub use submission::{Mark, Submission};
pub use summary::summed;
pub use sums::Sum;

use std::collections::HashSet;

use crate::agency;
use crate::date::Date;
use crate::finding::Finding;
use crate::roster::Roster;
use crate::rule;
use crate::standard::Edition;
use crate::tally::Figures;
use crate::year::Year;

/// The forms of the units of a roster, of one year.
#[derive(Debug)]
pub struct Rollup {
    /// The units.
    pub roster: Roster,
    /// The report year.
    pub year: Year,
    /// Its edition.
    pub edition: &'static Edition,
    /// What came of each unit, in the order of the roster.
    pub units: Vec<Outcome>,
    /// What is wrong between units, family U, and is no unit's.
    pub between_units: Vec<Finding>,
    /// Units whose texts are mostly the same.
    pub similar: Vec<SimilarTexts>,
    /// Units whose texts name another, and which.
    pub mentions: Vec<(usize, usize)>,
    sums: Vec<Option<Sum>>,
}

/// What came of a unit.
#[derive(Debug)]
pub struct Outcome {
    /// Whether it is counted.
    pub inclusion: Inclusion,
    /// Its form: that is counted, or of a unit with others below it, compared with their sum.
    pub submission: Option<Submission>,
    /// What is wrong between it and others, family U.
    pub raised: Vec<Finding>,
}

/// How a unit stands in the sum.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Inclusion {
    /// Its figures are in the sum.
    Counted,
    /// A file of it is there that cannot be counted: unreadable, of another year, one of two that differ.
    Refused,
    /// Nothing of it is there.
    Missing,
    /// It is the sum of the units below it.
    Node,
}

/// The status of a unit, in the lists of the office that adds up.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Status {
    /// 已报: counted, without an error.
    Reported,
    /// 待更正: counted, with errors that are to be put right.
    InError,
    /// 退回: something is there that cannot be counted.
    Returned,
    /// 缺报: nothing is there.
    Missing,
    /// 汇总: the sum of others.
    Node,
}

impl Status {
    /// The word for it.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Reported => "已报",
            Self::InError => "待更正",
            Self::Returned => "退回",
            Self::Missing => "缺报",
            Self::Node => "汇总",
        }
    }
}

impl Rollup {
    /// The sum of a node, or of a root that reports for itself.
    pub fn sum(&self, at: usize) -> Option<&Sum> {
        self.sums[at].as_ref()
    }

    /// The sum of all: that of the root.
    pub fn total(&self) -> Option<&Sum> {
        self.sum(self.roster.root)
    }

    /// The units that are counted, with their forms.
    pub fn counted(&self) -> impl Iterator<Item = (usize, &Submission)> {
        let units = self.units.iter().enumerate().filter(|(_, outcome)| outcome.inclusion == Inclusion::Counted);
        units.filter_map(|(at, outcome)| Some((at, outcome.submission.as_ref()?)))
    }

    /// The figures of a unit: its own if it is counted, of a node the sums; none where nothing is counted.
    pub fn figures(&self, at: usize) -> Option<Figures> {
        let outcome = &self.units[at];
        match outcome.inclusion {
            Inclusion::Counted => outcome.submission.as_ref().map(|submission| submission.given.figures()),
            Inclusion::Node => self.sum(at).filter(|sum| sum.received > 0).map(Sum::figures),
            Inclusion::Refused | Inclusion::Missing => None,
        }
    }

    /// What is wrong between units, unit by unit in the order of the roster, what is no unit's last; with the unit.
    pub fn raised(&self) -> impl Iterator<Item = (Option<usize>, &Finding)> {
        let of_units = self.units.iter().enumerate();
        let of_units = of_units.flat_map(|(at, outcome)| outcome.raised.iter().map(move |finding| (Some(at), finding)));
        of_units.chain(self.between_units.iter().map(|finding| (None, finding)))
    }

    /// Whether a unit has to put something right.
    pub fn is_returned(&self, at: usize) -> bool {
        let is_wrong = |finding: &Finding| finding.is_error() && finding.rule.code != rule::U01.code;
        let Outcome { submission, raised, .. } = &self.units[at];
        submission.as_ref().is_some_and(Submission::has_errors) || raised.iter().any(is_wrong)
    }

    /// The units whose forms go back, each with the name of its files.
    pub fn returned(&self) -> Vec<(usize, String)> {
        let named = self.file_names().into_iter().enumerate();
        named.filter(|(at, _)| self.is_returned(*at)).collect()
    }

    /// The names of the units' files: without signs that no file name can hold, and each once, the same in every run.
    fn file_names(&self) -> Vec<String> {
        let mut taken = HashSet::new();
        let named = self.roster.units.iter().map(|unit| {
            let fit = agency::as_file_name(&unit.name);
            let (own, mut again) = (fit.trim_matches(['.', ' ']).to_owned(), 1);
            let mut unique = own.clone();
            while unique.is_empty() || !taken.insert(unique.to_lowercase()) {
                again += 1;
                unique = format!("{own}（{again}）");
            }
            unique
        });
        named.collect()
    }

    /// The status of a unit.
    pub fn status(&self, at: usize) -> Status {
        match self.units[at].inclusion {
            Inclusion::Node => Status::Node,
            Inclusion::Missing => Status::Missing,
            Inclusion::Refused => Status::Returned,
            Inclusion::Counted if self.is_returned(at) => Status::InError,
            Inclusion::Counted => Status::Reported,
        }
    }

    /// The findings of a unit, errors first: those between units, and those of its form.
    pub fn findings_of(&self, at: usize) -> Vec<&Finding> {
        let Outcome { submission, raised, .. } = &self.units[at];
        let own = submission.iter().flat_map(|submission| &submission.findings);
        let mut findings: Vec<&Finding> = raised.iter().chain(own).collect();
        findings.sort_by_key(|finding| finding.severity);
        findings
    }

    /// Whether anything is missing or in error, of any unit.
    pub fn has_errors(&self) -> bool {
        self.raised().any(|(_, finding)| finding.is_error())
            || self.units.iter().any(|unit| unit.submission.as_ref().is_some_and(Submission::has_errors))
    }

    /// Whether last year's report of any unit is there.
    pub fn has_previous(&self) -> bool {
        self.units.iter().any(|unit| unit.submission.as_ref().is_some_and(|submission| submission.last.is_some()))
    }

    /// The day by which a unit has to publish; none while level or kind is not known.
    pub fn deadline(&self, at: usize) -> Option<Date> {
        let unit = &self.roster.units[at];
        agency::deadline(self.year, unit.level, unit.kind)
    }

    /// `应报60、实报58，缺2；3家待更正`.
    pub fn summary_line(&self) -> String {
        self.total().map_or_else(String::new, Sum::summary_line)
    }
}

impl Sum {
    /// `应报60、实报58，缺2；3家待更正`.
    pub fn summary_line(&self) -> String {
        let missing = match self.expected - self.received {
            0 => "，齐".to_owned(),
            missing => format!("，缺{missing}"),
        };
        let pending = if self.pending > 0 { format!("；{}家待更正", self.pending) } else { String::new() };
        format!("应报{}、实报{}{missing}{pending}", self.expected, self.received)
    }
}
