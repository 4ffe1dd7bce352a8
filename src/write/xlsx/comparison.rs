//! 同比: every figure of this year beside last year's, the change and its percentage as live formulas.

use rust_xlsxwriter::{Format, FormatAlign, Formula, Worksheet, XlsxError};

use super::addresses::Addresses;
use super::formats::{LINE, Look, lines};
use super::table::number;
use crate::figure::Figure;
use crate::report::{Comparison, Pair};

/// The name of the sheet.
const NAME: &str = "同比";

/// The rows above the first figure: title, a blank one, headings.
const FIRST: u32 = 3;

/// Table, row, column, this year, last year, change, percentage.
const WIDTHS: [u32; 7] = [6, 44, 20, 14, 14, 14, 12];

/// Stands for a percentage of nought.
const NONE: &str = "—";

pub(super) fn write(
    sheet: &mut Worksheet,
    comparison: &Comparison,
    look: &Look,
    addresses: &Addresses,
) -> Result<(), XlsxError> {
    sheet.set_name(NAME)?;
    let last_column = u16::try_from(WIDTHS.len() - 1).unwrap_or_default();
    for (at, width) in (0..).zip(WIDTHS) {
        sheet.set_column_width(at, width)?;
    }
    look.head(sheet, "与上年比较", last_column, WIDTHS.iter().sum())?;
    let [own, last] = comparison.years;
    let years = [format!("{own}年"), format!("{last}年")];
    let headings = ["表", "栏目", "列", &years[0], &years[1], "增减", "增减（%）"];
    for (at, heading) in (0..).zip(headings) {
        sheet.write_string_with_format(FIRST - 1, at, heading, &look.cell().set_bold())?;
    }
    let mut at = FIRST;
    for table in &comparison.tables {
        for pair in &table.pairs {
            write_pair(sheet, look, addresses, at, table.name, pair)?;
            at += 1;
        }
    }
    sheet.autofilter(FIRST - 1, 0, at - 1, last_column)?;
    sheet.set_freeze_panes(FIRST, 3)?;
    look.finish(sheet, (at - 1, last_column), FIRST)
}

fn write_pair(
    sheet: &mut Worksheet,
    look: &Look,
    addresses: &Addresses,
    at: u32,
    table: &str,
    pair: &Pair,
) -> Result<(), XlsxError> {
    let text = if pair.is_total { look.cell().set_bold() } else { look.cell() };
    sheet.write_string_with_format(at, 0, table, &text)?;
    sheet.write_string_with_format(at, 1, &pair.row, &text.clone().set_align(FormatAlign::Left))?;
    sheet.write_string_with_format(at, 2, pair.column, &text)?;
    sheet.set_row_height(at, LINE * lines(&pair.row, WIDTHS[1]) + 3)?;
    let line = at + 1;
    let own = addresses.ranges([pair.place], NAME).concat();
    live(sheet, look, (at, 3), format!("=IF(COUNT({own})=1,{own},\"\")"), pair.own)?;
    match pair.last {
        Some(last) => sheet.write_number_with_format(at, 4, number(last)?, &figure(look, Some(last)))?,
        None => sheet.write_blank(at, 4, &look.figure())?,
    };
    live(sheet, look, (at, 5), format!("=IF(COUNT(D{line}:E{line})=2,D{line}-E{line},\"\")"), pair.change())?;
    let formula = format!("=IF(COUNT(F{line})=0,\"\",IF(E{line}>0,ROUND(F{line}/E{line}*100,1),\"{NONE}\"))");
    let percentage = pair.percentage().map_or_else(
        || if pair.change().is_some() { NONE.to_owned() } else { String::new() },
        |percentage| percentage.to_string(),
    );
    let format = look.figure().set_num_format("0.0");
    sheet.write_formula_with_format(at, 6, Formula::new(formula).set_result(percentage), &format)?;
    Ok(())
}

/// A formula with the result it has now.
fn live(
    sheet: &mut Worksheet,
    look: &Look,
    (row, column): (u32, u16),
    formula: String,
    result: Option<Figure>,
) -> Result<(), XlsxError> {
    let shown = result.map_or_else(String::new, |result| result.to_string());
    sheet.write_formula_with_format(row, column, Formula::new(formula).set_result(shown), &figure(look, result))?;
    Ok(())
}

/// The look of a figure, with the decimals it was given in.
fn figure(look: &Look, figure: Option<Figure>) -> Format {
    match figure.map(Figure::decimals) {
        None | Some(0) => look.figure(),
        Some(decimals) => look.figure().set_num_format(format!("0.{}", "0".repeat(decimals.into()))),
    }
}
