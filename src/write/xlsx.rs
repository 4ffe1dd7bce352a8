//! XLSX: the official tables a sheet each, with live formulas; 校核, a chart of the results, and 同比 where last year's
//! report is there.

mod addresses;
mod breakdown;
mod chart;
mod comparison;
mod explanations;
mod formats;
mod grid;
mod questionnaire;
mod relations;
mod rollup;
mod roster;
mod same_bytes;
mod stated_totals;
mod table;
mod validation;
mod value;

use rust_xlsxwriter::{DocProperties, ExcelDateTime, Workbook, XlsxError};

use crate::report::{Block, Document, Exhibit, Report};
use addresses::Addresses;
use formats::Styles;
use relations::Checks;
use table::{Purpose, Sheet};

pub(super) use questionnaire::workbook as questionnaire;
pub(super) use rollup::workbook as rollup;
pub(super) use roster::workbook as roster;

/// The workbook of a report.
pub(super) fn write(report: &Report) -> Result<Vec<u8>, String> {
    workbook(report).map_err(|error| error.to_string())
}

fn workbook(report: &Report) -> Result<Vec<u8>, XlsxError> {
    let mut workbook = Workbook::new();
    let document = &report.document;
    let created = ExcelDateTime::from_ymd(document.dated.year, document.dated.month, document.dated.day)?;
    let properties = DocProperties::new()
        .set_title(document.full_title())
        .set_author(&document.agency)
        .set_creation_datetime(&created);
    workbook.set_properties(&properties);
    let (styles, addresses) = (Styles::of(document), Addresses::of(document.exhibits()));
    for (exhibit, notes) in with_notes(document) {
        let sheet = workbook.add_worksheet().set_name(exhibit.title)?;
        Sheet::new(exhibit, Purpose::Reading(document), &styles, &addresses).write(sheet, &notes)?;
    }
    if !report.relations.is_empty() {
        let checks =
            Checks { relations: &report.relations, exhibits: document.exhibits().collect(), is_filling: false };
        relations::write(workbook.add_worksheet(), &checks, &styles, &addresses)?;
    }
    if let Some(breakdown) = &report.breakdown {
        breakdown::write(workbook.add_worksheet(), breakdown, &styles, &addresses)?;
    }
    if let Some(comparison) = &report.comparison {
        comparison::write(workbook.add_worksheet(), comparison, &styles, &addresses)?;
    }
    // Each figure can be called by its place: `=applications.received.total`.
    for (place, address) in addresses.all() {
        workbook.define_name(place.to_string(), &format!("={}", address.absolute()))?;
    }
    same_bytes::save(&mut workbook)
}

/// The tables with the notes that stand under them.
fn with_notes(document: &Document) -> Vec<(&Exhibit, Vec<String>)> {
    let mut found: Vec<(&Exhibit, Vec<String>)> = Vec::new();
    for block in &document.blocks {
        match (block, found.last_mut()) {
            (Block::Exhibit(exhibit), _) => found.push((exhibit, Vec::new())),
            (Block::Note(note), Some((_, notes))) => notes.push(note.text()),
            _ => {}
        }
    }
    found
}
