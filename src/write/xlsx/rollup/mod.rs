//! The workbook for superiors: who reported, the sums of all units as the official tables, a row a unit in lists, what
//! was found, and, of no more than a few hundred units, a sheet each.
//!
//! Sheets with a row a unit are written row by row and not kept (`constant_memory`, which needs temporary files and so
//! the feature `cli`): tens of thousands of units need no more memory than one.

mod book;
mod cell_formats;
mod charts;
mod columns;
mod findings;
mod lists;
mod sheet_names;
mod stack;
mod submission_status;
mod sum_formulas;
mod tables;
mod texts;
mod unit_row;
mod years;

use rust_xlsxwriter::{DocProperties, ExcelDateTime, Workbook, Worksheet, XlsxError};

use super::same_bytes;
use crate::report::Exhibit;
use crate::rollup::workbook::{SUBMISSION_STATUS, TABLES};
use crate::rollup::{Rollup, Sum};
use book::Book;
use stack::Stack;

/// The workbook for superiors.
pub(in crate::write) fn workbook(rollup: &Rollup) -> Result<Vec<u8>, XlsxError> {
    let book = Book::of(rollup);
    let mut workbook = Workbook::new();
    // The last day of the year, so that the same forms make the same file.
    let created = ExcelDateTime::from_ymd(rollup.year.number(), 12, 31)?;
    let properties =
        DocProperties::new().set_title(&book.title).set_author(book.root()).set_creation_datetime(&created);
    workbook.set_properties(&properties);
    submission_status::write(add_long_sheet(&mut workbook)?.set_name(SUBMISSION_STATUS)?, &book)?;
    let total = rollup.total().map(Sum::figures);
    let stack = Stack::of(Exhibit::all(rollup.edition, total.as_ref()));
    let sums = stack.of_sums();
    tables::write_total(workbook.add_worksheet().set_name(TABLES)?, &book, &stack)?;
    for list in &book.lists {
        lists::write(add_long_sheet(&mut workbook)?.set_name(&list.name)?, &book, list, &sums)?;
    }
    findings::write(add_long_sheet(&mut workbook)?, &book)?;
    years::write(add_long_sheet(&mut workbook)?, &book)?;
    texts::write(add_long_sheet(&mut workbook)?, &book)?;
    charts::write(workbook.add_worksheet(), &book, &sums)?;
    for unit in book.rows.iter().filter(|unit| book.sheets.contains_key(unit)) {
        tables::write_unit(workbook.add_worksheet().set_name(&book.sheets[unit])?, &book, *unit)?;
    }
    same_bytes::save(&mut workbook)
}

/// A sheet with a row a unit.
#[cfg(feature = "cli")]
fn add_long_sheet(workbook: &mut Workbook) -> Result<&mut Worksheet, XlsxError> {
    workbook.add_worksheet_with_constant_memory()
}

#[cfg(not(feature = "cli"))]
#[expect(clippy::unnecessary_wraps, reason = "as where sheets are kept in files")]
fn add_long_sheet(workbook: &mut Workbook) -> Result<&mut Worksheet, XlsxError> {
    Ok(workbook.add_worksheet())
}
