//! XLSX: the official tables a sheet each, with live formulas; 校核, a chart of the results, and 同比 where last year's
//! report is there.

mod addresses;
mod breakdown;
mod chart;
mod comparison;
mod formats;
mod questionnaire;
mod relations;
mod rollup;
mod stated_totals;
mod table;
mod value;

use rust_xlsxwriter::{DocProperties, ExcelDateTime, Workbook, XlsxError};

use super::{WriteError, Writer};
use crate::report::{Block, Exhibit, Report};
use addresses::Addresses;
use formats::Look;
use relations::Checks;
use table::{Purpose, Sheet};

pub(super) use questionnaire::workbook as questionnaire;
pub(super) use rollup::workbook as rollup;

/// The `xlsx` writer.
pub(super) struct Xlsx;

impl Writer for Xlsx {
    fn extension(&self) -> &'static str {
        "xlsx"
    }

    fn is_of_text(&self) -> bool {
        false
    }

    fn write(&self, report: &Report) -> Result<Vec<u8>, WriteError> {
        workbook(report).map_err(|error| WriteError::new(self.extension(), &error))
    }
}

fn workbook(report: &Report) -> Result<Vec<u8>, XlsxError> {
    let mut workbook = Workbook::new();
    let created = ExcelDateTime::from_ymd(report.dated.year, report.dated.month, report.dated.day)?;
    let properties =
        DocProperties::new().set_title(report.full_title()).set_author(&report.agency).set_creation_datetime(&created);
    workbook.set_properties(&properties);
    let (look, addresses) = (Look::of(report), Addresses::of(report.exhibits()));
    for (exhibit, notes) in with_notes(report) {
        let sheet = workbook.add_worksheet().set_name(exhibit.title)?;
        Sheet::new(exhibit, Purpose::Reading(report), &look, &addresses).write(sheet, &notes)?;
    }
    if !report.relations.is_empty() {
        let checks = Checks { relations: &report.relations, exhibits: report.exhibits().collect(), is_filling: false };
        relations::write(workbook.add_worksheet(), &checks, &look, &addresses)?;
    }
    if let Some(breakdown) = &report.breakdown {
        breakdown::write(workbook.add_worksheet(), breakdown, &look, &addresses)?;
    }
    if let Some(comparison) = &report.comparison {
        comparison::write(workbook.add_worksheet(), comparison, &look, &addresses)?;
    }
    // Each figure can be called by its place: `=applications.received.total`.
    for (place, address) in addresses.all() {
        workbook.define_name(place.to_string(), &format!("={}", address.absolute()))?;
    }
    workbook.save_to_buffer()
}

/// The tables with the notes that stand under them.
fn with_notes(report: &Report) -> Vec<(&Exhibit, Vec<String>)> {
    let mut found: Vec<(&Exhibit, Vec<String>)> = Vec::new();
    for block in &report.blocks {
        match (block, found.last_mut()) {
            (Block::Exhibit(exhibit), _) => found.push((exhibit, Vec::new())),
            (Block::Note(note), Some((_, notes))) => notes.push(note.text()),
            _ => {}
        }
    }
    found
}
