//! 同比: every figure of this year beside last year's, the change and its percentage as live formulas.

use rust_xlsxwriter::{Format, FormatAlign, Worksheet, XlsxError};

use super::addresses::Addresses;
use super::formats::{Styles, lines};
use super::grid::{set_lines, set_list, set_widths, write_figure, write_live, write_texts};
use crate::figure::Figure;
use crate::report::{Comparison, Pair};

/// The name of the sheet.
const NAME: &str = "同比";

/// The rows above the first figure: title, a blank one, headings.
const FIRST: u32 = 3;

/// Table, row, column, this year, last year, change, percentage.
const WIDTHS: [u32; 7] = [6, 44, 20, 14, 14, 14, 12];

/// Stands for a percentage of zero.
const NONE: &str = "—";

pub(super) fn write(
    sheet: &mut Worksheet,
    comparison: &Comparison,
    styles: &Styles,
    addresses: &Addresses,
) -> Result<(), XlsxError> {
    sheet.set_name(NAME)?;
    let last_column = u16::try_from(WIDTHS.len() - 1).unwrap_or_default();
    set_widths(sheet, WIDTHS)?;
    styles.head(sheet, "与上年比较", last_column, WIDTHS.iter().sum())?;
    let [own, last] = comparison.years;
    let years = [format!("{own}年"), format!("{last}年")];
    let headings = ["表", "栏目", "列", &years[0], &years[1], "增减", "增减（%）"];
    write_texts(sheet, (FIRST - 1, 0), headings, &styles.cell().set_bold())?;
    let mut at = FIRST;
    for table in &comparison.tables {
        for pair in &table.pairs {
            write_pair(sheet, styles, addresses, at, table.name, pair)?;
            at += 1;
        }
    }
    set_list(sheet, FIRST - 1, (at - 1, last_column), 3)?;
    styles.finish(sheet, (at - 1, last_column), FIRST)
}

fn write_pair(
    sheet: &mut Worksheet,
    styles: &Styles,
    addresses: &Addresses,
    at: u32,
    table: &str,
    pair: &Pair,
) -> Result<(), XlsxError> {
    let text = if pair.is_total { styles.cell().set_bold() } else { styles.cell() };
    sheet.write_string_with_format(at, 0, table, &text)?;
    sheet.write_string_with_format(at, 1, &pair.row, &text.clone().set_align(FormatAlign::Left))?;
    sheet.write_string_with_format(at, 2, pair.column, &text)?;
    set_lines(sheet, at, lines(&pair.row, WIDTHS[1]))?;
    let line = at + 1;
    let own = addresses.ranges([pair.place], NAME).concat();
    write_live(sheet, (at, 3), &format!("=IF(COUNT({own})=1,{own},\"\")"), pair.own, &figure(styles, pair.own))?;
    write_figure(sheet, (at, 4), pair.last, &figure(styles, pair.last))?;
    let change = format!("=IF(COUNT(D{line}:E{line})=2,D{line}-E{line},\"\")");
    write_live(sheet, (at, 5), &change, pair.change(), &figure(styles, pair.change()))?;
    let formula = format!("=IF(COUNT(F{line})=0,\"\",IF(E{line}>0,ROUND(F{line}/E{line}*100,1),\"{NONE}\"))");
    let percentage = pair.percentage().map(|percentage| percentage.to_string());
    let percentage = percentage.or(pair.change().map(|_| NONE.to_owned()));
    write_live(sheet, (at, 6), &formula, percentage, &styles.figure().set_num_format("0.0"))
}

/// The format of a figure, with the decimals it was given in.
fn figure(styles: &Styles, figure: Option<Figure>) -> Format {
    match figure.map(Figure::decimals) {
        None | Some(0) => styles.figure(),
        Some(decimals) => styles.figure().set_num_format(format!("0.{}", "0".repeat(decimals.into()))),
    }
}
