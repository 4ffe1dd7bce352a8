//! U06: the form that a unit with others below it filled in itself, against their sum.

use super::{Rollup, Sum};
use crate::figure::Figure;
use crate::finding::Finding;
use crate::rule::{self, Severity};
use crate::standard::Place;

/// How many of the units below are listed.
const MOST_LISTED: usize = 8;

/// Every place at which the form of a node differs from the sum of the units below it.
pub(super) fn check(rollup: &Rollup) -> Vec<(usize, Finding)> {
    let nodes = rollup.roster.nodes().filter_map(|at| {
        let own = rollup.units[at].submission.as_ref()?;
        Some((at, own, rollup.sum(at).filter(|sum| sum.received > 0)?))
    });
    nodes
        .flat_map(|(at, own, sum)| {
            let both = own.given.iter().zip(sum.iter());
            let differing = both.filter_map(|((place, own), (_, sum, _))| Some((place, own?, sum?)));
            let differing: Vec<_> = differing.filter(|(_, own, sum)| own != sum).collect();
            let raised = differing.into_iter().map(move |(place, stated, derived)| {
                let finding = finding(rollup, at, sum, place, stated, derived);
                (at, Finding { file: Some(own.file.clone()), ..finding })
            });
            raised.collect::<Vec<_>>()
        })
        .collect()
}

fn finding(rollup: &Rollup, at: usize, sum: &Sum, place: Place, stated: Figure, derived: Figure) -> Finding {
    let unit = &rollup.roster.units[at];
    let known = unit.children.iter().filter_map(|child| Some((*child, below(rollup, *child, place)?)));
    let mut parts: Vec<String> = known
        .filter(|(_, figure)| !figure.is_zero())
        .map(|(child, figure)| format!("{}{figure}", rollup.roster.units[child].name))
        .collect();
    let more = parts.len().saturating_sub(MOST_LISTED);
    parts.truncate(MOST_LISTED);
    let parts = match (parts.is_empty(), more) {
        (true, _) => "各单位都是0".to_owned(),
        (false, 0) => parts.join("、"),
        (false, more) => format!("{}等{}家", parts.join("、"), more + MOST_LISTED),
    };
    let difference = stated.minus(derived);
    let lacking = sum.iter().find(|(known, ..)| *known == place).map_or(0, |(_, _, lacking)| lacking);
    let is_more = !difference.is_negative();
    let (word, size) = (if is_more { "多" } else { "少" }, difference.abs());
    let missing = sum.expected - sum.received;
    let gap = match (missing, lacking) {
        (0, 0) => String::new(),
        (0, lacking) => format!("（有{lacking}家这一格没有填，填齐以后再核对）"),
        (missing, _) => format!("（还缺{missing}家，报齐以后再核对）"),
    };
    let message = format!(
        "{}自报的{}是{stated}，下级合计是{derived}，{word}{size}{gap}：{parts}。{}",
        unit.name,
        place.full_name(),
        rule::U06.advice(is_more)
    );
    let severity = if missing + lacking > 0 { Severity::Warning } else { rule::U06.severity };
    let finding = Finding::new(&rule::U06, place, None, message);
    Finding { severity, compared: Some((stated, derived)), figures: vec![stated, derived], ..finding }
}

/// What a unit below a node brings to a place.
fn below(rollup: &Rollup, at: usize, place: Place) -> Option<Figure> {
    match rollup.sum(at) {
        Some(sum) => sum.iter().find(|(known, ..)| *known == place)?.1,
        None => {
            let submission = rollup.units[at].submission.as_ref()?;
            submission.given.iter().find(|(known, _)| *known == place)?.1
        }
    }
}
