//! 报送: what one file brings to the roll-up; the form itself is not kept.

use super::fingerprint::Fingerprint;
use super::mentions::Names;
use super::packed::Given;
use crate::check::Checked;
use crate::date::Date;
use crate::fields;
use crate::figure::Figure;
use crate::finding::Finding;
use crate::form::Medium;
use crate::roster::Identity;
use crate::rule::{self, Severity};
use crate::standard::Place;
use crate::subject::Subject;
use crate::year::Year;

/// How a figure is marked in the workbook, the gravest last.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Mark {
    /// 说: there is a finding, and the office has said why it is right.
    Explained,
    /// 核: a warning or a note is to be looked at.
    Check,
    /// 错: an error is to be put right.
    Wrong,
}

impl Mark {
    /// The word that stands beside its colour.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Explained => "说",
            Self::Check => "核",
            Self::Wrong => "错",
        }
    }

    const fn of(finding: &Finding) -> Self {
        match finding.severity {
            Severity::Error => Self::Wrong,
            Severity::Warning | Severity::Note if finding.explained.is_some() => Self::Explained,
            Severity::Warning | Severity::Note => Self::Check,
        }
    }
}

/// What a file brings: whose it is, its figures, what is wrong with it.
#[derive(Debug)]
pub struct Submission {
    /// The file, as it is named in messages.
    pub file: String,
    /// How far it is trusted among several of one unit: a form before what was read from a report. 0 is a form.
    pub rank: u8,
    /// What it was filled in: its messages speak in the terms of that.
    pub medium: Medium,
    /// The agency it says it is of.
    pub agency: String,
    /// The names the agency had before.
    pub former_names: Vec<String>,
    /// Its 统一社会信用代码.
    pub code: Option<String>,
    /// The report year, where it is readable.
    pub year: Option<Year>,
    /// 行政层级 as filled in.
    pub level: Option<String>,
    /// 政府 or 部门 as filled in.
    pub kind: Option<String>,
    /// 成文日期.
    pub date: Option<Date>,
    /// Whether it has any of the three sections of text; a workbook of the tables has none.
    pub has_text: bool,
    /// The figures that were filled in.
    pub given: Given,
    /// 收取信息处理费: cases, and the amount in 元.
    pub fee: [Option<Figure>; 2],
    /// What is wrong with it, in the order of the form.
    pub findings: Vec<Finding>,
    /// How its figures are marked.
    pub marks: Vec<(Place, Mark)>,
    /// Last year's figures, where that report is there.
    pub last: Option<Given>,
    pub(super) fingerprint: Fingerprint,
    pub(super) mentions: Vec<usize>,
}

impl Submission {
    /// What is kept of a form that was checked; of one that a report was read into (`rank` above 0), findings `doubts`
    /// come first.
    pub fn of(file: &str, rank: u8, checked: Checked, diagnostics: Vec<Finding>, names: &Names) -> Self {
        let Checked { form, findings, last, .. } = checked;
        let text = |field| form.text(field).map(str::to_owned);
        Self {
            file: file.to_owned(),
            rank,
            medium: form.medium,
            agency: text(&fields::NAME).unwrap_or_default(),
            former_names: form.texts(&fields::FORMER_NAMES).to_vec(),
            code: text(&fields::CODE),
            year: form.year(),
            level: text(&fields::LEVEL),
            kind: text(&fields::KIND),
            date: form.date(&fields::DATE),
            has_text: fields::SECTIONS.iter().any(|field| form.text(field).is_some()),
            given: Given::of(&form),
            fee: form.fee(),
            marks: marks(&findings),
            findings: diagnostics.into_iter().chain(findings).collect(),
            last: last.map(|last| Given::of(&last.form)),
            fingerprint: Fingerprint::of(&form),
            mentions: names.named_in(&form),
        }
    }

    /// What it tells of whose it is.
    pub fn identity(&self) -> Identity<'_> {
        let former = self.former_names.iter().map(String::as_str);
        Identity {
            names: std::iter::once(self.agency.as_str()).chain(former).collect(),
            code: self.code.as_deref(),
            path: &self.file,
        }
    }

    /// How many findings weigh so much, without those that are explained.
    pub fn count(&self, severity: Severity) -> usize {
        let open = self.findings.iter().filter(|finding| finding.explained.is_none());
        open.filter(|finding| finding.severity == severity).count()
    }

    /// How many findings the office has explained.
    pub fn explained(&self) -> usize {
        self.findings.iter().filter(|finding| finding.explained.is_some()).count()
    }

    /// Whether it has to be put right: it has errors, or is a draft.
    pub fn has_errors(&self) -> bool {
        self.findings.iter().any(|finding| finding.is_error() || finding.rule.code == rule::U14.code)
    }
}

/// The figures that findings are about: of a finding about a row, all of it.
fn marks(findings: &[Finding]) -> Vec<(Place, Mark)> {
    let of = |finding: &Finding| {
        let places: Vec<Place> = match finding.subject {
            Subject::Cell(place) => vec![place],
            Subject::Row(row) => row.places().filter(|place| place.is_given()).collect(),
            _ => Vec::new(),
        };
        let mark = Mark::of(finding);
        places.into_iter().map(move |place| (place, mark))
    };
    findings.iter().flat_map(of).collect()
}
