//! The official formats as the notices print them, typed cell by cell in `tests/official`; nothing of the program's
//! own declaration is used.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use crate::golden::folders;

/// A table as cells: first row and column to height, width and text.
pub type Cells = BTreeMap<(usize, usize), (usize, usize, String)>;

/// Figures by their names: `applications.received.total` to `143`.
pub type Figures = BTreeMap<String, String>;

/// A table as printed.
pub struct Table {
    pub key: String,
    /// Cells; of a figure the text is `=row.column`.
    pub cells: Cells,
    /// Formulas by the place of the figure, in addresses of the grid: `D6:D24`, `D4+D5-D25`.
    pub formulas: BTreeMap<(usize, usize), String>,
}

pub fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

pub fn example_folders() -> Vec<PathBuf> {
    folders("examples")
}

/// The three tables of an edition.
pub fn tables(version: u16) -> Vec<Table> {
    let text = fs::read_to_string(root().join(format!("tests/official/{version}.txt"))).unwrap();
    let mut tables: Vec<Table> = Vec::new();
    for line in text.lines().filter(|line| !line.is_empty() && !line.starts_with('#')) {
        if let Some(key) = line.strip_prefix('[') {
            let key = key.trim_end_matches(']').to_owned();
            tables.push(Table { key, cells: Cells::new(), formulas: BTreeMap::new() });
            continue;
        }
        let table = tables.last_mut().unwrap();
        let (range, text) = line.split_once('\t').unwrap();
        let (first, last) = range.split_once(':').unwrap_or((range, range));
        let (first, last) = (address(first), address(last));
        let (text, formula) = text.split_once(" := ").unwrap_or((text, ""));
        table.cells.insert(first, (last.0 - first.0 + 1, last.1 - first.1 + 1, text.to_owned()));
        if !formula.is_empty() {
            table.formulas.insert(first, formula.to_owned());
        }
    }
    tables
}

/// `D6` as row and column from 0.
pub fn address(name: &str) -> (usize, usize) {
    let (column, row) = name.split_at(1);
    (row.parse::<usize>().unwrap() - 1, usize::from(column.as_bytes()[0] - b'A'))
}

impl Table {
    /// The table with its figures, every derived one worked out here from the given ones.
    pub fn filled(&self, given: &Figures) -> Cells {
        let mut cells = self.cells.clone();
        // Row totals stand in the last column and come first; then sums down, then the balance.
        let mut pending: Vec<_> = self.formulas.keys().copied().collect();
        for (at, cell) in &mut cells {
            if let Some(name) = cell.2.strip_prefix('=').filter(|_| !self.formulas.contains_key(at)) {
                cell.2.clone_from(&given[&format!("{}.{name}", self.key)]);
            }
        }
        while !pending.is_empty() {
            let before = pending.len();
            pending.retain(|at| match evaluate(&self.formulas[at], &cells) {
                Some(sum) => {
                    cells.get_mut(at).unwrap().2 = sum.to_string();
                    false
                }
                None => true,
            });
            assert!(pending.len() < before, "formulas in a circle");
        }
        cells
    }

    /// The names of the figures in reading order, with their cells.
    pub fn places(&self) -> impl Iterator<Item = (String, (usize, usize))> {
        self.cells.iter().filter_map(|(at, cell)| Some((format!("{}.{}", self.key, cell.2.strip_prefix('=')?), *at)))
    }
}

/// The value of `A1:B2` or `A1+B1-C1`, once every cell in it is a number.
fn evaluate(formula: &str, cells: &Cells) -> Option<i128> {
    let value = |at: (usize, usize)| match cells.get(&at) {
        Some((_, _, text)) => text.parse::<i128>().ok(),
        // Covered by a merge: group rows have no figures.
        None => Some(0),
    };
    if let Some((first, last)) = formula.split_once(':') {
        let (first, last) = (address(first), address(last));
        let range = (first.0..=last.0).flat_map(|row| (first.1..=last.1).map(move |column| (row, column)));
        return range.map(value).sum();
    }
    let mut sum = 0;
    for term in formula.replace('-', "+-").split('+') {
        let (sign, name) = term.strip_prefix('-').map_or((1, term), |name| (-1, name));
        sum += sign * value(address(name))?;
    }
    Some(sum)
}

/// The figures of a form, read by the `toml` crate alone: name to digits as typed.
pub fn given(form: &str, version: u16) -> Figures {
    let root: toml::de::DeTable<'_> = toml::de::DeTable::parse(form).unwrap().into_inner();
    let mut given = Figures::new();
    for table in tables(version) {
        for (name, at) in table.places().filter(|(_, at)| !table.formulas.contains_key(at)) {
            let mut parts = name.split('.').skip(1);
            let (row, column) = (parts.next().unwrap(), parts.next().unwrap());
            let columns: Vec<_> = table
                .places()
                .filter(|(other, at)| other.split('.').nth(1) == Some(row) && !table.formulas.contains_key(at))
                .collect();
            let index = columns.iter().position(|(other, _)| other.split('.').nth(2) == Some(column)).unwrap();
            let value = root[table.key.as_str()].get_ref().get(row).unwrap_or_else(|| panic!("{name}")).get_ref();
            let value = value.as_array().map_or(value, |list| list[index].get_ref());
            let digits = value.as_integer().map(|i| i.as_str().to_owned());
            let digits = digits.or_else(|| value.as_float().map(|f| f.as_str().to_owned()));
            given.insert(name.clone(), digits.unwrap_or_else(|| panic!("{name} at {at:?}")));
        }
    }
    given
}

/// The year of a form, and the edition it falls under.
pub fn year_and_version(form: &str) -> (u16, u16) {
    let line = form.lines().find(|line| line.starts_with("year")).unwrap();
    let year: String = line.chars().filter(char::is_ascii_digit).take(4).collect();
    let year = year.parse().unwrap();
    (year, if year <= 2020 { 2019 } else { 2021 })
}
