//! 说明: the sheet on which the office says why what is remarked on is right, a row each. A name stands for all cells
//! of a column, so that rows may be added.

use rust_xlsxwriter::utility::row_col_to_cell_absolute;
use rust_xlsxwriter::{DataValidation, Format, FormatAlign, Worksheet, XlsxError};

use super::addresses::Address;
use super::formats::{LINE, Styles, lines};
use super::grid::{counted, set_lines, set_widths, write_across, write_texts};
use super::validation::prompting;
use super::value::write_value;
use crate::report::{Explanations, Value};

/// The name of the sheet.
const NAME: &str = "说明";
/// Widths of the columns, in half-width characters.
const WIDTHS: [u32; 4] = [10, 48, 40, 60];
/// The row of the headings; title and guide stand above.
const HEADINGS: u32 = 2;
/// The height of a row, in points, that Excel does not exceed.
const HIGHEST: u32 = 409;
/// Rows for explanations that are still to be written.
const BLANK: u32 = 20;

/// Writes the sheet; returns the name of each column with the cells it stands for.
pub(super) fn write(
    sheet: &mut Worksheet,
    explanations: &Explanations,
    styles: &Styles,
) -> Result<Vec<(String, String)>, XlsxError> {
    sheet.set_name(NAME)?;
    set_widths(sheet, WIDTHS)?;
    let width = WIDTHS.iter().sum();
    styles.head(sheet, NAME, 3, width)?;
    write_across(sheet, 1, 3, explanations.guide, &styles.text().set_align(FormatAlign::Left).set_text_wrap())?;
    set_lines(sheet, 1, lines(explanations.guide, width))?;
    write_texts(sheet, (HEADINGS, 0), explanations.columns.iter().map(|(_, head)| head), &styles.cell().set_bold())?;
    let first = HEADINGS + 1;
    let last = HEADINGS + counted(explanations.rows.len()) + BLANK;
    // What is a text stays one: “66, 3” is no number.
    let open = Styles::open(styles.cell().set_align(FormatAlign::Left).set_num_format("@"));
    for row in first..=last {
        let written = explanations.rows.get((row - first) as usize);
        write_row(sheet, row, written.map_or(&[], Vec::as_slice), &open)?;
    }
    let mut named = Vec::new();
    for (at, (name, head)) in (0..).zip(&explanations.columns) {
        let validation = prompting(DataValidation::new(), &format!("{head}：照核对信息里列的填"))?;
        sheet.add_data_validation(first, at, last, at, &validation)?;
        let [from, to] = [first, last].map(|row| row_col_to_cell_absolute(row, at));
        named.push((name.clone(), format!("'{NAME}'!{from}:{to}")));
    }
    sheet.set_freeze_panes(first, 0)?.set_landscape();
    styles.finish(sheet, (last, 3), first)?;
    Ok(named)
}

fn write_row(sheet: &mut Worksheet, row: u32, written: &[Option<Value>], open: &Format) -> Result<(), XlsxError> {
    let mut highest = 1;
    for (at, width) in (0..).zip(WIDTHS) {
        let value = written.get(usize::from(at)).and_then(Option::as_ref);
        write_value(sheet, Address::new(NAME, row, at), value, open)?;
        if let Some(Value::Text(text)) = value {
            highest = highest.max(lines(text, width));
        }
    }
    sheet.set_row_height(row, (LINE * highest + 3).min(HIGHEST))?;
    Ok(())
}
