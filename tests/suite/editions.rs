//! The declared editions against the official formats: every label, every merge, every formula.

use std::collections::BTreeSet;

use nianbao::internals::standard::{Content, EDITIONS, Sign, TYPE_AREA};

use crate::official::{Cells, tables};

#[test]
fn grids_are_the_official_ones_cell_by_cell() {
    for edition in EDITIONS.iter().copied() {
        for (table, official) in edition.tables.iter().zip(tables(edition.version)) {
            let grid = edition.grid(table);
            let text = |content: &Content| match content {
                Content::Band(text) | Content::Corner(text) | Content::ColumnLabel(text) | Content::RowLabel(text) => {
                    (*text).to_owned()
                }
                Content::Figure(place) => format!("={}.{}", place.row().key, place.column().key),
            };
            let cells: Cells =
                grid.slots.iter().map(|s| ((s.row, s.column), (s.height, s.width, text(&s.content)))).collect();
            assert_eq!(table.key, official.key);
            assert_eq!(cells, official.cells, "{} {}", edition.version, table.key);
        }
    }
}

#[test]
fn cells_tile_the_grid() {
    for (edition, table) in EDITIONS.iter().flat_map(|edition| edition.tables.iter().map(move |table| (edition, table)))
    {
        let grid = edition.grid(table);
        let covered: Vec<(usize, usize)> = grid
            .slots
            .iter()
            .flat_map(|s| {
                (s.row..s.row + s.height).flat_map(move |r| (s.column..s.column + s.width).map(move |c| (r, c)))
            })
            .collect();
        let distinct: BTreeSet<_> = covered.iter().collect();
        assert_eq!(
            (covered.len(), distinct.len()),
            (grid.rows * grid.columns, grid.rows * grid.columns),
            "{}",
            table.key
        );
        assert_eq!(table.widths.iter().sum::<u16>(), TYPE_AREA);
    }
}

#[test]
fn formulas_are_the_official_ones() {
    for edition in EDITIONS.iter().copied() {
        for official in tables(edition.version) {
            for (name, at) in official.places() {
                let terms = edition.place(&name).unwrap().formula();
                let address = |name: String| official.places().find(|(other, _)| *other == name).unwrap().1;
                let terms: Vec<_> = terms.iter().map(|(sign, place)| (*sign, address(place.to_string()))).collect();
                let expected =
                    official.formulas.get(&at).map_or_else(Vec::new, |formula| spread(formula, &official.cells));
                assert_eq!(terms, expected, "{} {name}", edition.version);
            }
        }
    }
}

/// `D4:D6` and `D4+D5-D6` as signed addresses of cells that are there.
fn spread(formula: &str, cells: &Cells) -> Vec<(Sign, (usize, usize))> {
    let address = crate::official::address;
    if let Some((first, last)) = formula.split_once(':') {
        let (first, last) = (address(first), address(last));
        return cells
            .keys()
            .filter(|at| (first.0..=last.0).contains(&at.0) && (first.1..=last.1).contains(&at.1))
            .map(|at| (Sign::Plus, *at))
            .collect();
    }
    let terms = formula.replace('-', "+-");
    let signed = |term: &str| match term.strip_prefix('-') {
        Some(name) => (Sign::Minus, address(name)),
        None => (Sign::Plus, address(term)),
    };
    terms.split('+').map(signed).collect()
}

#[test]
fn figures_are_as_many_as_the_formats_have() {
    let count = |version: u16| {
        let edition = EDITIONS.iter().copied().find(|e| e.version == version).unwrap();
        let table = edition.table("applications").unwrap();
        let figures = edition.grid(table).slots.into_iter().filter_map(|s| match s.content {
            Content::Figure(place) => Some(place.formula().is_empty()),
            _ => None,
        });
        let figures: Vec<bool> = figures.collect();
        (figures.len(), figures.iter().filter(|given| **given).count())
    };
    // 2021: 25 rows, 138 filled in and 37 derived.
    assert_eq!(count(2021), (175, 138));
    assert_eq!(count(2019), (161, 126));
}

#[test]
fn each_edition_begins_where_the_one_before_it_ends() {
    assert!(EDITIONS.windows(2).all(|pair| pair[0].years.1.next() == pair[1].years.0));
}

#[test]
fn tables_are_titled_as_their_sections() {
    for edition in EDITIONS {
        for section in edition.sections {
            let nianbao::internals::standard::Body::Table(key) = section.body else { continue };
            assert_eq!(section.title(), edition.table(key).unwrap().title);
        }
    }
}

#[test]
fn every_report_year_has_one_edition() {
    use nianbao::internals::standard::Edition;
    let version = |year| Edition::of_year(nianbao::internals::year::Year::new(year)?).map(|e| e.version);
    assert_eq!(
        [2018, 2019, 2020, 2021, 2099, 2100].map(version),
        [None, Some(2019), Some(2019), Some(2021), Some(2021), None]
    );
}
