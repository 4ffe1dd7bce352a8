//! Random reports: figures that hold together, as the forms an office would fill.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use proptest::collection::vec;
use proptest::prelude::*;

use crate::official::{Figures, Table, tables};

/// A report with all its given figures.
#[derive(Debug, Clone)]
pub struct Sample {
    pub version: u16,
    /// Given figures by name, as digits.
    pub given: Figures,
}

/// How a form is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stating {
    /// Given figures only.
    Nothing,
    /// Every total, and the rows 总计 and 结转下年度 with seven figures each.
    Everything,
}

pub fn samples() -> impl Strategy<Value = Sample> {
    prop_oneof![Just(2019_u16), Just(2021)].prop_flat_map(samples_of)
}

/// Reports of one edition.
pub fn samples_of(version: u16) -> impl Strategy<Value = Sample> {
    let names: Vec<String> = given_names(version);
    let count = prop_oneof![4 => Just(0_u64), 4 => 0..300_u64, 1 => 0..1_000_000_u64];
    let decimals = (0..1_000_000_000_u64, 0..5_usize, 0..10_000_u64);
    (vec(count, names.len()), vec(any::<bool>(), names.len()), vec(decimals, names.len())).prop_map(
        move |(counts, signs, decimals)| {
            let mut given = Figures::new();
            for (at, name) in names.iter().enumerate() {
                let digits = if name.ends_with(".amount") {
                    let (whole, places, fraction) = decimals[at];
                    let fraction = format!("{fraction:04}");
                    if places == 0 { whole.to_string() } else { format!("{whole}.{}", &fraction[..places]) }
                } else if name.ends_with(".change") && signs[at] && counts[at] > 0 {
                    format!("-{}", counts[at])
                } else {
                    counts[at].to_string()
                };
                given.insert(name.clone(), digits);
            }
            balance(version, &mut given);
            Sample { version, given }
        },
    )
}

/// Receives as much as is handled and carried on, so that no column is overdrawn.
fn balance(version: u16, given: &mut Figures) {
    let table = table(version, "applications");
    for (name, at) in table.places() {
        let Some(column) = name.strip_prefix("applications.received.").filter(|_| !table.formulas.contains_key(&at))
        else {
            continue;
        };
        let handled: u64 = table
            .places()
            .filter(|(other, at)| other.ends_with(&format!(".{column}")) && !table.formulas.contains_key(at))
            .filter(|(other, _)| !other.contains(".received.") && !other.contains(".carried_in."))
            .map(|(other, _)| given[&other].parse::<u64>().unwrap())
            .sum();
        let received: u64 = given[&name].parse().unwrap();
        given.insert(name, (received + handled).to_string());
    }
}

fn table(version: u16, key: &str) -> Table {
    tables(version).into_iter().find(|table| table.key == key).unwrap()
}

fn given_names(version: u16) -> Vec<String> {
    tables(version)
        .iter()
        .flat_map(|t| {
            t.places().filter(|(_, at)| !t.formulas.contains_key(at)).map(|(name, _)| name).collect::<Vec<_>>()
        })
        .collect()
}

impl Sample {
    /// Every figure by name, given and derived, in reading order of each table.
    pub fn all(&self) -> Vec<(String, String)> {
        let of = |table: &Table| {
            let filled = table.filled(&self.given);
            table.places().map(|(name, at)| (name, filled[&at].2.clone())).collect::<Vec<_>>()
        };
        tables(self.version).iter().flat_map(of).collect()
    }

    /// The form. Figures in `changed` are written instead of what follows.
    pub fn form(&self, stating: Stating, changed: &BTreeMap<String, String>) -> String {
        let year = if self.version == 2019 { 2020 } else { 2024 };
        let mut form = format!(
            "year = {year}\n[agency]\nname = \"某县人民政府\"\nlevel = \"县级\"\nkind = \"政府\"\n\
             [narrative]\noverview = '''\n全年新收{{{{applications.received.total}}}}件。\n'''\nproblems = '问题。'\nothers = '无。'\n"
        );
        let mut rows: Vec<(String, Vec<String>)> = Vec::new();
        let all = self.all();
        let derived: Vec<String> = tables(self.version)
            .iter()
            .flat_map(|t| {
                t.places().filter(|(_, at)| t.formulas.contains_key(at)).map(|(name, _)| name).collect::<Vec<_>>()
            })
            .collect();
        for (name, digits) in &all {
            if stating == Stating::Nothing && derived.contains(name) {
                continue;
            }
            let row = name.rsplit_once('.').unwrap().0.to_owned();
            let digits = changed.get(name).unwrap_or(digits).clone();
            match rows.iter_mut().find(|(known, _)| *known == row) {
                Some((_, figures)) => figures.push(digits),
                None => rows.push((row, vec![digits])),
            }
        }
        let mut open = "";
        for (row, figures) in &rows {
            let (table, key) = row.split_once('.').unwrap();
            if table != open {
                _ = writeln!(form, "[{table}]");
                open = table;
            }
            _ = match figures.as_slice() {
                [one] => writeln!(form, "{key} = {one}"),
                many => writeln!(form, "{key} = [{}]", many.join(", ")),
            };
        }
        form
    }
}
