//! 单位名录 as a sheet to be completed: a row a unit, the columns of a roster.

use rust_xlsxwriter::{DataValidation, Workbook, XlsxError};

use super::formats::{Styles, lines};
use super::grid::{counted, set_lines, set_widths, write_across, write_texts};
use super::same_bytes;
use crate::fields::{KINDS, LEVELS};
use crate::roster::columns::{COLUMNS, Column, KIND, LEVEL};
use crate::roster::{Proposed, TO_DO};

/// The name of the sheet.
const NAME: &str = "单位名录";

/// How wide the columns are, in half-width characters.
const WIDTHS: [u32; 10] = [40, 8, 8, 40, 24, 24, 14, 14, 12, 18];

/// How many rows below those that are filled have the lists of words, too.
const SPARE: u32 = 500;

/// The workbook of a roster to be completed.
pub(in crate::write) fn workbook(units: &[Proposed]) -> Result<Vec<u8>, XlsxError> {
    let mut workbook = Workbook::new();
    let styles = Styles::new("宋体", NAME);
    let sheet = workbook.add_worksheet().set_name(NAME)?;
    set_widths(sheet, WIDTHS)?;
    let last = u16::try_from(COLUMNS.len() - 1).unwrap_or_default();
    for (row, line) in (0..).zip(TO_DO) {
        write_across(sheet, row, last, line, &styles.text().set_align(rust_xlsxwriter::FormatAlign::Left))?;
    }
    let heads = counted(TO_DO.len());
    write_texts(sheet, (heads, 0), COLUMNS.iter().map(|column| column.heads[0]), &styles.cell().set_bold())?;
    let needed = COLUMNS.iter().zip(WIDTHS).map(|(column, width)| lines(column.hint, width)).max().unwrap_or(1);
    set_lines(sheet, heads + 1, needed)?;
    write_texts(sheet, (heads + 1, 0), COLUMNS.iter().map(|column| hint(column)), &styles.cell().set_italic())?;
    let first = heads + 2;
    // What is typed stays as it is typed: a code of eighteen digits as a number would lose its last ones.
    let cell = styles.cell().set_num_format("@");
    for (row, unit) in (first..).zip(std::iter::once(&Proposed::root()).chain(units)) {
        write_texts(sheet, (row, 0), COLUMNS.iter().map(|column| unit.says(column.key)), &cell)?;
    }
    let end = first + counted(units.len()) + SPARE;
    for (column, words) in [(&LEVEL, LEVELS), (&KIND, KINDS)] {
        let at =
            COLUMNS.iter().position(|own| *own == column).and_then(|at| u16::try_from(at).ok()).unwrap_or_default();
        let choice = DataValidation::new().allow_list_strings(words)?;
        sheet.add_data_validation(first, at, end, at, &choice)?;
    }
    sheet.set_freeze_panes(first, 1)?;
    same_bytes::save(&mut workbook)
}

/// The hint under the head of a column, in brackets: a reader of the list passes over it.
fn hint(column: &Column) -> String {
    format!("（{}）", column.hint)
}
