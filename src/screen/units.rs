//! 汇总 in small: the forms of some units dropped on a screen, added up.

use serde::Serialize;

use crate::api::{self, File, Input};
use crate::finding::Finding;
use crate::refused::Refused;
use crate::rollup::{Rollup, Sum};
use crate::rule::Severity;
use crate::year::Year;

/// What came of a roll-up, for whoever looks at it.
#[derive(Debug, Serialize)]
pub struct RolledUp {
    expected: usize,
    received: usize,
    findings: Vec<OfUnit>,
    said: Option<String>,
}

/// A finding with the unit and the file it is about.
#[derive(Debug, Serialize)]
struct OfUnit {
    word: &'static str,
    unit: Option<String>,
    file: Option<String>,
    sentence: String,
}

impl OfUnit {
    fn of(finding: &Finding, unit: Option<&str>, file: Option<&str>) -> Self {
        Self {
            word: finding.severity.word(),
            unit: unit.map(str::to_owned),
            file: finding.file.as_deref().or(file).map(str::to_owned),
            sentence: format!("{}｜{}", finding.rule.code, finding.message()),
        }
    }
}

/// Adds up the forms of units by a roster: what is to be seen, and the files for superiors.
///
/// # Errors
///
/// A roster that cannot be read, or forms of different years where none was asked for.
pub fn rolled_up(roster: Input<'_>, forms: &[Input<'_>], year: Option<Year>) -> Result<(RolledUp, Vec<File>), Refused> {
    let mut units = api::rollup(roster, year)?;
    let mut findings = Vec::new();
    for form in forms {
        match api::read(*form) {
            Ok(read) => units.add(read),
            Err(refused) => findings.push(OfUnit {
                word: Severity::Error.word(),
                unit: None,
                file: Some(form.name.to_owned()),
                sentence: format!("读不了：{refused}"),
            }),
        }
    }
    let rollup = units.finish()?;
    let files = rollup.files()?;
    let name = |at: usize| rollup.roster.units.get(at).map(|unit| unit.name.as_str());
    findings.extend(rollup.raised().map(|(unit, finding)| OfUnit::of(finding, unit.and_then(name), None)));
    for (at, unit) in rollup.units.iter().enumerate() {
        if let Some(form) = &unit.submission {
            findings.extend(form.findings.iter().map(|finding| OfUnit::of(finding, name(at), Some(&form.file))));
        }
    }
    let [expected, received] = counts(&rollup);
    Ok((RolledUp { expected, received, findings, said: None }, files))
}

fn counts(rollup: &Rollup) -> [usize; 2] {
    rollup.total().map_or([0, 0], |Sum { expected, received, .. }| [*expected, *received])
}
