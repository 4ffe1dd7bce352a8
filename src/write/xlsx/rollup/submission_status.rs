//! 报送情况: who has reported, in the order of the roster, with what is to be put right, and when.

use rust_xlsxwriter::{ExcelDateTime, Worksheet, XlsxError};

use super::super::formats::{LINE, lines};
use super::super::grid::{Columns, counted, last_of, set_lines, set_list, write_count};
use super::book::Book;
use super::unit_row::UnitRow;
use crate::date::Date;
use crate::finding::Finding;
use crate::rollup::workbook::{
    ERRORS, EXPECTED, KIND, LEVEL, PARENT, RECEIVED, STATUS, SUBMISSION_STATUS, TABLES, UNIT,
};
use crate::rollup::{Status, Submission};
use crate::rule::Severity;

/// The columns and their widths, in half-width characters; the first is as wide as the names.
const COLUMNS: &Columns = &[
    (UNIT, 0),
    (LEVEL, 7),
    (KIND, 6),
    (PARENT, 26),
    (STATUS, 8),
    (EXPECTED, 7),
    (RECEIVED, 7),
    ("缺", 7),
    ("待更正", 8),
    (ERRORS, 6),
    ("警告", 6),
    ("提示", 6),
    ("说明", 6),
    ("成文日期", 11),
    ("是否逾期", 10),
    ("文件、情况", 44),
];

/// The rows above the first unit: title, how many units it holds, headings.
const HEAD: u32 = 3;

pub(super) fn write(sheet: &mut Worksheet, book: &Book) -> Result<(), XlsxError> {
    book.begin_columns(
        sheet,
        SUBMISSION_STATUS,
        "缺报、退回的不计入合计，不是0；待更正的已计入。退回、待更正的，请照退回修改单改。",
        COLUMNS,
    )?;
    sheet.set_row_height(HEAD - 1, LINE + 6)?;
    book.write_heads(sheet, HEAD - 1, COLUMNS)?;
    let units = book.rollup.units.len();
    for (row, unit) in (HEAD..).zip(0..units) {
        write_unit(sheet, book, row, unit)?;
    }
    let last = (HEAD + counted(units).max(1) - 1, last_of(COLUMNS));
    set_list(sheet, HEAD - 1, last, 1)?;
    book.finish(sheet, last, HEAD, 0)
}

fn write_unit(sheet: &mut Worksheet, book: &Book, row: u32, at: usize) -> Result<(), XlsxError> {
    let (rollup, formats) = (book.rollup, &book.formats);
    let (unit, status) = (&rollup.roster.units[at], rollup.status(at));
    let is_total = at == rollup.roster.root && !unit.is_leaf();
    let target = if is_total { Some(format!("internal:'{TABLES}'!A1")) } else { book.target(at, &book.lists[0].name) };
    let line = UnitRow { book, unit: at, row };
    let format = line.format();
    let parent = unit.parent.map_or("", |parent| book.name(parent));
    let words = [unit.level.unwrap_or_default(), unit.kind.unwrap_or_default(), parent, status.word()];
    line.begin(sheet, target, &words, format)?;
    let form = rollup.units[at].submission.as_ref();
    let counted = form.map(|form| [Severity::Error, Severity::Warning, Severity::Note].map(|of| form.count(of)));
    let explained = form.map(Submission::explained);
    let sums = rollup.sum(at).map(|sum| [sum.expected, sum.received, sum.expected - sum.received, sum.pending]);
    let numbers = spread(sums).chain(spread(counted)).chain([explained]);
    for (column, number) in (5..).zip(numbers) {
        write_count(sheet, (row, column), number, format)?;
    }
    match form.and_then(|form| form.date) {
        Some(Date { year, month, day }) => {
            let date = ExcelDateTime::from_ymd(year, month, day)?;
            sheet.write_datetime_with_format(row, 13, &date, &formats.date)?
        }
        None => sheet.write_blank(row, 13, format)?,
    };
    sheet.write_string_with_format(row, 14, lateness(book, at), format)?;
    let remarks = remarks(book, at, status);
    let needed =
        lines(&remarks, COLUMNS[15].1).max(lines(&unit.name, book.name_width)).max(lines(parent, COLUMNS[3].1));
    set_lines(sheet, row, needed)?;
    sheet.write_string_with_format(row, 15, remarks, &formats.text)?;
    Ok(())
}

/// Several numbers, or as many blanks.
fn spread<const N: usize>(numbers: Option<[usize; N]>) -> impl Iterator<Item = Option<usize>> {
    (0..N).map(move |at| numbers.map(|numbers| numbers[at]))
}

/// Whether the report is dated after the day it was due (条例第四十九条).
fn lateness(book: &Book, at: usize) -> &'static str {
    let Some(form) = &book.rollup.units[at].submission else { return "" };
    match (form.date, book.rollup.deadline(at)) {
        (None, _) => "未写日期",
        (Some(_), None) => "",
        (Some(date), Some(due)) if date > due => "逾期",
        (Some(_), Some(_)) => "按期",
    }
}

/// The file that is counted, or why none is.
fn remarks(book: &Book, at: usize, status: Status) -> String {
    let raised = book.rollup.units[at].raised.iter().map(Finding::message);
    let file = book.rollup.units[at].submission.as_ref().map(|form| form.file.clone());
    match (status, file) {
        (Status::Missing, _) => "没有报表".to_owned(),
        (_, Some(file)) => file,
        (Status::Returned, None) => raised.collect::<Vec<_>>().join(" "),
        (_, None) => String::new(),
    }
}
