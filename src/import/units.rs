//! A roster of any kind: TOML, or a workbook with a row a unit under heads in any order.

use std::collections::BTreeMap;
use std::io::Cursor;

use calamine::{Dimensions, Reader as _, Xls, Xlsx};

use super::file_type::{self, FileType};
use super::stored::words_shown;
use super::workbook::borrowed;
use super::{Refusal, xls};
use crate::catch_panic::catch_panic;
use crate::finding::Finding;
use crate::origin::Origin;
use crate::roster::columns::{self, Column};
use crate::roster::{Entry, Roster, Said, grown, nameless, read};
use crate::rule;
use crate::source::Source;
use crate::subject::Subject;

/// The columns that are looked at; a roster has fewer.
const MOST_COLUMNS: u32 = 64;
/// The row with the heads is among the first.
const MOST_ABOVE: usize = 30;
/// Merged cells that are read, and their rows, so that a hostile file cannot take all memory.
const MOST_MERGES: usize = 10_000;
const TALLEST_MERGE: u32 = 1000;

/// What is said of a file of another kind.
const NO_ROSTER: &str = "单位名录应是文本文件（toml）或Excel（xlsx）。";

/// A roster that cannot be used, with what is wrong with it.
#[derive(Debug)]
pub struct Unlisted {
    /// The text it was read from; of a workbook its name alone.
    pub source: Source,
    /// What is wrong.
    pub findings: Vec<Finding>,
}

/// Reads a roster.
pub fn roster(name: &str, bytes: &[u8]) -> Result<Roster, Unlisted> {
    let unlisted = |source: &Source| {
        let source = source.clone();
        move |findings| Unlisted { source, findings }
    };
    let of_workbook = Source::new(name, String::new());
    let kind = catch_panic(|| file_type::of(bytes)).unwrap_or(Err(Refusal::Damaged));
    let sheets = match kind {
        Ok(FileType::Workbook) => catch_panic(|| sheets_of_xlsx(bytes)).unwrap_or(Err(Refusal::Damaged)),
        Ok(FileType::OldWorkbook) => catch_panic(|| sheets_of_xls(bytes)).unwrap_or(Err(Refusal::Damaged)),
        Ok(FileType::Text(_) | FileType::Page(_)) | Err(Refusal::Garbled(_)) => {
            return match Source::decode(name, bytes) {
                Ok(source) => read(&source).map_err(unlisted(&source)),
                Err(_) => Err(unlisted(&of_workbook)(vec![about_file(NO_ROSTER)])),
            };
        }
        Ok(FileType::Document | FileType::Pdf | FileType::OpenSheets | FileType::Flat(..))
        | Err(Refusal::NotText | Refusal::Picture) => {
            return Err(unlisted(&of_workbook)(vec![about_file(NO_ROSTER)]));
        }
        Err(refusal) => Err(refusal),
    };
    match sheets {
        Ok(sheets) => of_sheets(&of_workbook, &sheets).map_err(unlisted(&of_workbook)),
        Err(refusal) => Err(unlisted(&of_workbook)(vec![about_file(&format!("单位名录读不出来：{refusal}。"))])),
    }
}

fn about_file(message: &str) -> Finding {
    Finding::new(&rule::U10, Subject::File, None, message)
}

/// A sheet: what its cells hold, by row and column, counted from 0.
struct Sheet {
    name: String,
    rows: BTreeMap<u32, BTreeMap<u32, String>>,
}

impl Sheet {
    fn new(name: &str, cells: impl Iterator<Item = (u32, u32, Option<String>)>, merges: &[Dimensions]) -> Self {
        let mut rows: BTreeMap<u32, BTreeMap<u32, String>> = BTreeMap::new();
        for (row, column, words) in cells.filter(|(_, column, _)| *column < MOST_COLUMNS) {
            let words = words.map(|words| words.trim().to_owned()).filter(|words| !words.is_empty());
            if let Some(words) = words {
                rows.entry(row).or_default().insert(column, words);
            }
        }
        // What is merged downwards, as one parent of many units, is said of each.
        for merge in merges.iter().take(MOST_MERGES).filter(|merge| merge.start.1 == merge.end.1) {
            let (first, column) = merge.start;
            let Some(words) = rows.get(&first).and_then(|row| row.get(&column)).cloned() else { continue };
            for row in first + 1..=merge.end.0.min(first.saturating_add(TALLEST_MERGE)) {
                rows.entry(row).or_default().insert(column, words.clone());
            }
        }
        Self { name: name.to_owned(), rows }
    }

    /// The row with the heads, and which column each of them heads.
    fn heads(&self) -> Option<(u32, BTreeMap<u32, &'static Column>)> {
        self.rows.iter().take(MOST_ABOVE).find_map(|(row, cells)| {
            let mut heads: BTreeMap<u32, &'static Column> = BTreeMap::new();
            for (at, cell) in cells {
                if let Some(column) = columns::of_head(cell).filter(|column| heads.values().all(|own| own != column)) {
                    heads.insert(*at, column);
                }
            }
            let is_head = heads.len() > 1 && heads.values().any(|column| **column == columns::NAME);
            is_head.then_some((*row, heads))
        })
    }
}

fn sheets_of_xlsx(bytes: &[u8]) -> Result<Vec<Sheet>, Refusal> {
    let mut workbook: Xlsx<_> = Xlsx::new(Cursor::new(bytes)).map_err(|_| Refusal::Damaged)?;
    let mut sheets = Vec::new();
    for name in workbook.sheet_names() {
        let merges = workbook.merge_cells_by_sheet_name(&name).unwrap_or_default();
        // A sheet of charts has no cells.
        let Ok(mut reader) = workbook.worksheet_cells_reader(&name) else { continue };
        let mut cells = Vec::new();
        while let Some(cell) = reader.next_cell().map_err(|_| Refusal::Damaged)? {
            let (row, column) = cell.get_position();
            cells.push((row, column, words_shown(cell.get_value())));
        }
        sheets.push(Sheet::new(&name, cells.into_iter(), &merges));
    }
    Ok(sheets)
}

fn sheets_of_xls(bytes: &[u8]) -> Result<Vec<Sheet>, Refusal> {
    let bytes = xls::measured(bytes)?;
    let mut workbook: Xls<_> = Xls::new(Cursor::new(bytes.as_slice())).map_err(|_| Refusal::OldFormat)?;
    let mut sheets = Vec::new();
    for name in workbook.sheet_names() {
        let merges = workbook.merge_cells_by_sheet_name(&name).unwrap_or_default();
        let Ok(range) = workbook.worksheet_range(&name) else { continue };
        let (first_row, first_column) = range.start().unwrap_or_default();
        let at = |first: u32, offset: usize| first.saturating_add(u32::try_from(offset).unwrap_or(u32::MAX));
        let cells = range
            .used_cells()
            .map(|(row, column, value)| (at(first_row, row), at(first_column, column), words_shown(&borrowed(value))));
        sheets.push(Sheet::new(&name, cells, &merges));
    }
    Ok(sheets)
}

/// The roster on the first sheet that has one.
fn of_sheets(source: &Source, sheets: &[Sheet]) -> Result<Roster, Vec<Finding>> {
    let found = sheets.iter().find_map(|sheet| Some((sheet, sheet.heads()?)));
    let Some((sheet, (top, heads))) = found else {
        let known: Vec<&str> = columns::COLUMNS.iter().skip(1).map(|column| column.heads[0]).collect();
        let message = format!(
            "这个工作簿里没有单位名录：要有一行表头，里面有“{}”，还可以有{}，次序随意。",
            columns::NAME.heads[0],
            known.join("、")
        );
        return Err(vec![about_file(&message)]);
    };
    let (mut units, mut findings) = (Vec::new(), Vec::new());
    for (row, cells) in sheet.rows.range(top + 1..) {
        let said: Vec<(u32, &'static Column, &str)> =
            heads.iter().filter_map(|(at, column)| Some((*at, *column, cells.get(at)?.as_str()))).collect();
        // What stands in brackets under a head explains it.
        if !said.iter().all(|(_, _, words)| words.starts_with('（')) {
            units.extend(unit(sheet, *row, &said, &mut findings));
        }
    }
    if units.is_empty() && findings.is_empty() {
        return Err(vec![about_file("名录里没有单位：表头下面每个单位写一行。")]);
    }
    grown(source, units, findings)
}

/// The unit of a row; none without a name, which is a finding unless what stands there already has one.
fn unit(sheet: &Sheet, row: u32, said: &[(u32, &'static Column, &str)], findings: &mut Vec<Finding>) -> Option<Entry> {
    let origin = |column: u32| Origin::Cell { sheet: sheet.name.clone(), row: row + 1, column: column + 1 };
    let (first, before) = (said.first().map_or(0, |(at, ..)| *at), findings.len());
    let mut unit = Entry::at(origin(first));
    for (at, column, words) in said {
        let said = if **column == columns::ALIASES {
            Said::Texts(words.split(['、', '，', ',', '；', ';', '\n']).map(str::to_owned).collect())
        } else {
            Said::Text((*words).to_owned())
        };
        unit.take(column, said, &origin(*at), findings);
    }
    if !unit.has_name() && findings.len() == before {
        findings.push(nameless(origin(first)));
    }
    Some(unit).filter(Entry::has_name)
}
