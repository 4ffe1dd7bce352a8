//! Where each figure stands in the workbook, and formulas over those addresses.

use std::collections::HashMap;

use rust_xlsxwriter::utility::{row_col_to_cell, row_col_to_cell_absolute};

use crate::report::Exhibit;
use crate::standard::Place;
use crate::standard::Sign;

/// Rows above the grid of a table: the title, and a blank one.
pub(super) const TOP: u32 = 2;

/// A cell of the workbook.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Address<'a> {
    sheet: &'a str,
    pub(super) row: u32,
    pub(super) column: u16,
}

impl<'a> Address<'a> {
    pub(super) const fn new(sheet: &'a str, row: u32, column: u16) -> Self {
        Self { sheet, row, column }
    }

    /// `B5`.
    pub(super) fn relative(&self) -> String {
        row_col_to_cell(self.row, self.column)
    }

    /// `'主动公开政府信息情况'!$B$5`.
    pub(super) fn absolute(&self) -> String {
        format!("'{}'!{}", self.sheet, row_col_to_cell_absolute(self.row, self.column))
    }
}

/// The addresses of figures.
pub(super) struct Addresses<'a> {
    places: Vec<(Place, Address<'a>)>,
    by_place: HashMap<Place, Address<'a>>,
}

impl Addresses<'static> {
    /// Of the figures of tables, a sheet each.
    pub(super) fn of<'e>(exhibits: impl Iterator<Item = &'e Exhibit>) -> Self {
        Addresses::new(exhibits.flat_map(|exhibit| {
            exhibit
                .entries()
                .map(|(cell, entry)| (entry.place, Address::new(exhibit.sheet, line(cell.row), column(cell.column))))
        }))
    }
}

impl<'a> Addresses<'a> {
    /// Of figures wherever they stand.
    pub(super) fn new(places: impl Iterator<Item = (Place, Address<'a>)>) -> Self {
        let places: Vec<(Place, Address)> = places.collect();
        Self { by_place: places.iter().copied().collect(), places }
    }

    /// Where a figure stands, if it does.
    pub(super) fn get(&self, place: Place) -> Option<Address<'a>> {
        self.by_place.get(&place).copied()
    }

    /// Every figure with its address, in reading order.
    pub(super) fn all(&self) -> impl Iterator<Item = (Place, Address<'a>)> {
        self.places.iter().copied()
    }

    /// The ranges that places fill, each as large as it can be; on another sheet than `here` with its name.
    pub(super) fn ranges(&self, places: impl IntoIterator<Item = Place>, here: &str) -> Vec<String> {
        let addresses: Vec<Address> =
            places.into_iter().filter_map(|place| self.by_place.get(&place).copied()).collect();
        let mut runs: Vec<(Address, Address)> = Vec::new();
        for address in addresses {
            match runs.last_mut() {
                Some((first, last))
                    if first.row == address.row && (last.sheet, last.column + 1) == (address.sheet, address.column) =>
                {
                    *last = address;
                }
                _ => runs.push((address, address)),
            }
        }
        let mut areas: Vec<(Address, Address)> = Vec::new();
        for (first, last) in runs {
            match areas.last_mut() {
                Some((top, bottom))
                    if (top.column, bottom.column) == (first.column, last.column)
                        && (bottom.sheet, bottom.row + 1) == (first.sheet, first.row) =>
                {
                    *bottom = last;
                }
                _ => areas.push((first, last)),
            }
        }
        areas.into_iter().map(|(first, last)| written(first, last, here)).collect()
    }

    /// The formula of a sum, without its `=`.
    pub(super) fn sum(&self, terms: &[(Sign, Place)], here: &str) -> String {
        let places = terms.iter().map(|(_, place)| *place);
        if terms.len() > 1 && terms.iter().all(|(sign, _)| *sign == Sign::Plus) {
            return format!("SUM({})", self.ranges(places, here).join(","));
        }
        let mut formula = String::new();
        for (sign, place) in terms {
            match sign {
                Sign::Minus => formula.push('-'),
                Sign::Plus if !formula.is_empty() => formula.push('+'),
                Sign::Plus => {}
            }
            formula.extend(self.ranges([*place], here));
        }
        formula
    }

    /// The same where a cell of those it needs may be empty: then it is empty itself, and not a sum of the rest.
    pub(super) fn guarded_sum(&self, terms: &[(Sign, Place)], needs: &[Place], here: &str) -> String {
        let ranges = self.ranges(needs.iter().copied(), here).join(",");
        format!("IF(COUNT({ranges})={},{},\"\")", needs.len(), self.sum(terms, here))
    }

    /// The sum of what there is so far, and empty while there is nothing. An empty text among the terms, which is what
    /// a sum of nothing shows, is passed over.
    pub(super) fn running_sum(&self, terms: &[(Sign, Place)], here: &str) -> String {
        let of = |wanted: Sign| {
            let places = terms.iter().filter(|(sign, _)| *sign == wanted).map(|(_, place)| *place);
            Some(self.ranges(places, here).join(",")).filter(|ranges| !ranges.is_empty())
        };
        let (added, taken) = (of(Sign::Plus).unwrap_or_default(), of(Sign::Minus));
        let taken = |before: &str, after: &str| taken.as_ref().map(|ranges| format!("{before}{ranges}{after}"));
        let (all, difference) = (taken(",", "").unwrap_or_default(), taken("-SUM(", ")").unwrap_or_default());
        format!("IF(COUNT({added}{all})=0,\"\",SUM({added}){difference})")
    }
}

fn written(first: Address, last: Address, here: &str) -> String {
    let mut range = if first.sheet == here { String::new() } else { format!("'{}'!", first.sheet) };
    range += &row_col_to_cell(first.row, first.column);
    if first != last {
        range = range + ":" + &row_col_to_cell(last.row, last.column);
    }
    range
}

/// The sheet row of a grid row.
pub(super) fn line(row: usize) -> u32 {
    TOP + u32::try_from(row).unwrap_or(u32::MAX - TOP)
}

/// The sheet column of a grid column.
pub(super) fn column(at: usize) -> u16 {
    u16::try_from(at).unwrap_or(u16::MAX)
}
