//! The objects of `--json`, a contract that scripts rely on.

use serde::Serialize;
use serde::ser::{SerializeMap as _, SerializeStruct as _, Serializer};

use crate::check::Checked;
use crate::figure::Figure;
use crate::finding::Finding;
use crate::report::{Comparison, Pair};
use crate::rollup::{Rollup, Sum};
use crate::year::Year;

impl Serialize for Checked {
    /// `{"file":"…","findings":[…],"derived":{…}}`: every figure that can be known, given and derived.
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut object = serializer.serialize_struct("Checked", 3)?;
        object.serialize_field("file", &self.form.source.name)?;
        object.serialize_field("findings", &self.findings)?;
        object.serialize_field("derived", &self.figures)?;
        object.end()
    }
}

/// The two years of a comparison.
#[derive(Debug, Serialize)]
pub struct Years {
    /// The report's own.
    pub this: Year,
    /// The year before.
    pub last: Year,
}

/// A figure in both years.
#[derive(Debug, Serialize)]
pub struct Change {
    place: String,
    this: Option<Figure>,
    last: Option<Figure>,
    #[serde(rename = "change")]
    difference: Option<Figure>,
    percentage: Option<Figure>,
}

impl Change {
    fn of(pair: &Pair) -> Self {
        let (difference, percentage) = (pair.change(), pair.percentage());
        Self { place: pair.place.to_string(), this: pair.own, last: pair.last, difference, percentage }
    }
}

impl Comparison {
    /// Its years.
    pub fn years(&self) -> Years {
        let [this, last] = self.years;
        Years { this, last }
    }

    /// Every figure in both years, in reading order.
    pub fn changes(&self) -> Vec<Change> {
        self.tables.iter().flat_map(|table| &table.pairs).map(Change::of).collect()
    }
}

impl Serialize for Comparison {
    /// `{"years":{"this":2023,"last":2022},"figures":[…]}`.
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut object = serializer.serialize_struct("Comparison", 2)?;
        object.serialize_field("figures", &self.changes())?;
        object.serialize_field("years", &self.years())?;
        object.end()
    }
}

/// What a roll-up came to: the sums of every node, what is wrong between units and with each, how many units there are.
#[derive(Debug, Serialize)]
pub struct RolledUp<'a> {
    nodes: Nodes<'a>,
    findings: Vec<OfUnit<'a>>,
    units: Units,
}

#[derive(Debug, Serialize)]
struct Units {
    expected: usize,
    received: usize,
}

/// A finding with the unit and the file it is about.
#[derive(Debug, Serialize)]
struct OfUnit<'a> {
    unit: Option<&'a str>,
    file: Option<&'a str>,
    #[serde(flatten)]
    finding: &'a Finding,
}

/// The sums of every node by its name.
#[derive(Debug)]
struct Nodes<'a>(Option<&'a Rollup>);

impl Serialize for Nodes<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        let all = self.0.into_iter().flat_map(|rollup| (0..rollup.units.len()).map(move |at| (rollup, at)));
        for (name, sum) in all.filter_map(|(rollup, at)| Some((&rollup.roster.units[at].name, rollup.sum(at)?))) {
            map.serialize_entry(name, &sum.figures())?;
        }
        map.end()
    }
}

impl<'a> RolledUp<'a> {
    /// What came of a roll-up: findings between units first, then those of each unit's form.
    pub fn of(rollup: &'a Rollup) -> Self {
        let name = |at: usize| Some(rollup.roster.units[at].name.as_str());
        let between = rollup.raised().map(|(unit, finding)| OfUnit {
            unit: unit.and_then(name),
            file: finding.file.as_deref(),
            finding,
        });
        let forms = rollup.units.iter().enumerate().filter_map(|(at, unit)| Some((at, unit.submission.as_ref()?)));
        let own = forms.flat_map(|(at, form)| {
            form.findings.iter().map(move |finding| OfUnit { unit: name(at), file: Some(&form.file), finding })
        });
        let [expected, received] =
            rollup.total().map_or([0, 0], |Sum { expected, received, .. }| [*expected, *received]);
        Self { nodes: Nodes(Some(rollup)), findings: between.chain(own).collect(), units: Units { expected, received } }
    }

    /// What is told where no year could be added up.
    pub fn undecided(findings: &'a [Finding], expected: usize) -> Self {
        let of = |finding: &'a Finding| OfUnit { unit: None, file: finding.file.as_deref(), finding };
        Self { nodes: Nodes(None), findings: findings.iter().map(of).collect(), units: Units { expected, received: 0 } }
    }
}
