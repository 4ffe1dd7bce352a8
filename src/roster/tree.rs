//! The tree that the units of a roster make: who is above whom, and whether one name is one unit.

use std::collections::HashMap;

use super::columns;
use super::entry::{Entry, subject};
use super::identity::{Index, is_alike, plain};
use super::{Roster, Unit};
use crate::agency;
use crate::finding::Finding;
use crate::origin::Origin;
use crate::rule;
use crate::source::Source;

/// For how many units with an unknown parent a similar name is searched.
const MOST_SOUGHT: usize = 50;

/// How many units of a circle are listed.
const MOST_LISTED: usize = 6;

/// Makes a roster of what is said of its units; otherwise what is wrong with it, together with what is known to be.
pub fn grown(source: &Source, entries: Vec<Entry>, mut findings: Vec<Finding>) -> Result<Roster, Vec<Finding>> {
    let by_name = by_name(&entries);
    let parents = parents(source, &entries, &by_name, &mut findings);
    clashes(source, &entries, &parents, &mut findings);
    let by_code = by_code(source, &entries, &mut findings);
    if findings.iter().any(Finding::is_error) {
        findings.sort_by_key(|finding| finding.origin.as_ref().map(Origin::order));
        return Err(findings);
    }
    let origin =
        |entry: &Entry| entry.parent.as_ref().map_or_else(|| entry.origin.clone(), |(_, origin)| origin.clone());
    let origins: Vec<Origin> = entries.iter().map(origin).collect();
    let mut units: Vec<Unit> = entries.into_iter().zip(&parents).map(|(entry, parent)| entry.unit(*parent)).collect();
    for (at, parent) in parents.iter().enumerate() {
        if let Some(parent) = parent {
            units[*parent].children.push(at);
        }
    }
    let roots: Vec<usize> = (0..units.len()).filter(|at| parents[*at].is_none()).collect();
    let downwards = downwards(&units, &roots);
    let problem = match roots.as_slice() {
        _ if downwards.len() < units.len() => circle(&units, &origins, &downwards),
        [_] => None,
        roots => Some(many_roots(&units, &origins, roots)),
    };
    if let Some(problem) = problem {
        return Err(vec![problem]);
    }
    let blocks = blocks(&units, &downwards);
    let index = Index::of(&units, by_name, by_code);
    tell_apart(&mut units, &downwards, &index);
    let file = source.name.rsplit(['/', '\\']).next().unwrap_or_default().to_owned();
    Ok(Roster { file, root: downwards.first().copied().unwrap_or_default(), units, downwards, blocks, index })
}

/// The units that go by each name.
fn by_name(entries: &[Entry]) -> HashMap<String, Vec<usize>> {
    let mut by_name: HashMap<String, Vec<usize>> = HashMap::new();
    for (at, entry) in entries.iter().enumerate() {
        for name in entry.names() {
            let units = by_name.entry(plain(name)).or_default();
            if units.last() != Some(&at) {
                units.push(at);
            }
        }
    }
    by_name
}

/// Where something stands in a roster, in words.
fn whereabouts(source: &Source, origin: &Origin) -> String {
    match origin.span() {
        Some(span) => format!("第{}行", source.position(span.start).0),
        None => origin.to_string(),
    }
}

/// The parent of each unit; a name that no unit has, or several, is an error.
fn parents(
    source: &Source,
    entries: &[Entry],
    by_name: &HashMap<String, Vec<usize>>,
    findings: &mut Vec<Finding>,
) -> Vec<Option<usize>> {
    let mut sought = 0;
    let mut parents = Vec::with_capacity(entries.len());
    for entry in entries {
        let Some((name, origin)) = &entry.parent else {
            parents.push(None);
            continue;
        };
        let found = named(name, entries, by_name);
        parents.push(found.first().copied());
        let message = match found.as_slice() {
            [_] => continue,
            [] => {
                sought += 1;
                unknown_parent(entry, name, entries, sought <= MOST_SOUGHT)
            }
            [first, second, ..] => format!(
                "“{}”的上级“{name}”在名录里有{}个（{}、{}），分不清是哪一个。上级写全，它的上级写在前面（如“{}”），或写它的统一社会信用代码。",
                entry.name,
                found.len(),
                whereabouts(source, &entries[*first].origin),
                whereabouts(source, &entries[*second].origin),
                with_parent(&entries[*first]),
            ),
        };
        findings.push(Finding::new(&rule::U10, subject(columns::PARENT.key), origin.clone(), message));
    }
    parents
}

/// The units meant by the name of a parent: those that bear it; of several, or of none, the one of that code, or whose
/// own parent stands in front.
fn named(name: &str, entries: &[Entry], by_name: &HashMap<String, Vec<usize>>) -> Vec<usize> {
    let wanted = plain(name);
    match by_name.get(&wanted) {
        Some(found) => found.clone(),
        None => {
            let is_meant =
                |entry: &Entry| entry.code.as_deref() == Some(&wanted) || plain(&with_parent(entry)) == wanted;
            (0..entries.len()).filter(|at| is_meant(&entries[*at])).collect()
        }
    }
}

/// A name with that of the area above in front.
fn with_parent(entry: &Entry) -> String {
    let above = entry.parent.as_ref().map_or("", |(parent, _)| agency::area(parent));
    if entry.name.starts_with(above) { entry.name.clone() } else { format!("{above}{}", entry.name) }
}

fn unknown_parent(entry: &Entry, name: &str, entries: &[Entry], is_sought: bool) -> String {
    let others = entries.iter().filter(|other| is_sought && other.name != entry.name);
    let mut meant = others.filter(|other| is_alike(&plain(name), &plain(&other.name)));
    let hint = match (meant.next(), meant.next()) {
        (Some(meant), None) => format!("是不是“{}”？", meant.name),
        _ => "请照抄上级单位的name。".to_owned(),
    };
    format!("“{}”的上级单位“{name}”不在名录里。{hint}", entry.name)
}

/// One name for two units of one parent, or for a unit and one above it, is an error: nothing tells them apart.
fn clashes(source: &Source, entries: &[Entry], parents: &[Option<usize>], findings: &mut Vec<Finding>) {
    let mut seen: HashMap<(String, Option<usize>), usize> = HashMap::new();
    for (at, entry) in entries.iter().enumerate() {
        for name in entry.names() {
            let first = seen.insert((plain(name), parents[at]), at).filter(|first| *first != at);
            let above = || {
                let own = parents[at].filter(|above| *above != at)?;
                entries[own].names().any(|other| plain(other) == plain(name)).then_some(own)
            };
            let Some(first) = first.or_else(above) else { continue };
            let place = whereabouts(source, &entries[first].origin);
            let message = if entry.name == entries[first].name && parents[at].is_none() {
                format!(
                    "“{name}”在名录里写了两次（{place}已有）。不同上级的单位可以同名，请写上各自的上级；是同一个单位的，只写一次。"
                )
            } else if entry.name == entries[first].name {
                format!("“{name}”在名录里写了两次（{place}已有）。一个单位只写一次；不同的单位，名称要能分清。")
            } else {
                format!(
                    "“{name}”既是“{}”的名称或别称，也是“{}”的（{place}），分不清是哪个单位。请改掉一处。",
                    entry.name, entries[first].name
                )
            };
            findings.push(Finding::new(&rule::U10, subject(columns::NAME.key), entry.origin.clone(), message));
        }
    }
}

/// The unit of each code; one code for two units is an error.
fn by_code(source: &Source, entries: &[Entry], findings: &mut Vec<Finding>) -> HashMap<String, usize> {
    let mut by_code = HashMap::new();
    for (at, entry) in entries.iter().enumerate() {
        let Some(code) = &entry.code else { continue };
        if let Some(first) = by_code.insert(code.clone(), at) {
            let (other, place) = (&entries[first], whereabouts(source, &entries[first].origin));
            let message = format!(
                "“{}”的统一社会信用代码与“{}”的（{place}）相同。一个单位一个代码，请改正一处。",
                entry.name, other.name
            );
            findings.push(Finding::new(&rule::U10, subject(columns::CODE.key), entry.origin.clone(), message));
        }
    }
    by_code
}

/// Puts the name of the area above in front of a name that several units have, so that lists tell them apart.
fn tell_apart(units: &mut [Unit], downwards: &[usize], index: &Index) {
    for at in downwards {
        let Some(parent) = units[*at].parent.filter(|_| index.is_shared(&units[*at].name)) else { continue };
        let above = agency::area(&units[parent].name);
        if !units[*at].name.starts_with(above) {
            units[*at].name = format!("{above}{}", units[*at].name);
        }
    }
}

/// Every unit that hangs below the roots, each after the one above it.
fn downwards(units: &[Unit], roots: &[usize]) -> Vec<usize> {
    let mut order = roots.to_vec();
    let mut at = 0;
    while let Some(unit) = order.get(at) {
        order.extend_from_slice(&units[*unit].children);
        at += 1;
    }
    order
}

/// A circle of units each above the next: there is one when not all hang below a root.
fn circle(units: &[Unit], origins: &[Origin], reached: &[usize]) -> Option<Finding> {
    let mut is_reached = vec![false; units.len()];
    for at in reached {
        is_reached[*at] = true;
    }
    let mut at = is_reached.iter().position(|is_reached| !is_reached)?;
    let mut path = Vec::new();
    let mut met = vec![false; units.len()];
    while !met[at] {
        met[at] = true;
        path.push(at);
        at = units[at].parent?;
    }
    let start = path.iter().position(|other| *other == at)?;
    let name = |at: usize| units[at].name.as_str();
    let above = path[start + 1..].iter().chain([&at]);
    let pairs =
        path[start..].iter().zip(above).map(|(unit, above)| format!("“{}”的上级是“{}”", name(*unit), name(*above)));
    let mut listed: Vec<String> = pairs.take(MOST_LISTED).collect();
    if path.len() - start > MOST_LISTED {
        listed.push("……".to_owned());
    }
    let message = match path.len() - start {
        1 => format!("“{}”的上级写的是它自己。请改成它的上级单位；它是汇总单位的，删去parent。", name(at)),
        _ => format!("名录里的上级绕成了一圈：{}。请改正其中一个的parent。", listed.join("，")),
    };
    Some(Finding::new(&rule::U10, subject(columns::PARENT.key), origins[at].clone(), message))
}

fn many_roots(units: &[Unit], origins: &[Origin], roots: &[usize]) -> Finding {
    let listed: Vec<String> = roots.iter().take(MOST_LISTED).map(|at| format!("“{}”", units[*at].name)).collect();
    let more = if roots.len() > MOST_LISTED { "等" } else { "" };
    let message = format!(
        "有{}个单位没有写上级（parent）：{}{more}。只有汇总单位不写parent，别的单位都要写；还没有汇总单位的，加一段[[unit]]写上它。",
        roots.len(),
        listed.join("、")
    );
    let second = roots.get(1).copied().unwrap_or_default();
    Finding::new(&rule::U10, subject(columns::PARENT.key), origins[second].clone(), message)
}

/// Of each unit the stretch of the roster that the units below it fill, if they follow it without a gap.
fn blocks(units: &[Unit], downwards: &[usize]) -> Vec<Option<(usize, usize)>> {
    let mut below: Vec<(usize, usize, usize)> = (0..units.len()).map(|at| (at, at, 1)).collect();
    for at in downwards.iter().rev() {
        let (first, last, count) = below[*at];
        if let Some(parent) = units[*at].parent {
            let (above_first, above_last, above_count) = below[parent];
            below[parent] = (above_first.min(first), above_last.max(last), above_count + count);
        }
    }
    let block = |(at, (first, last, count)): (usize, (usize, usize, usize))| {
        (first == at && last - first + 1 == count && count > 1).then_some((at + 1, last + 1))
    };
    below.into_iter().enumerate().map(block).collect()
}
