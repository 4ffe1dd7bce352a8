//! What sheets of all kinds need: columns with widths and heads, cells of each kind, filters, frozen panes.

use rust_xlsxwriter::{Format, Formula, Worksheet, XlsxError};

use super::formats::LINE;
use crate::figure::Figure;

/// The row and the column of a cell.
pub(super) type At = (u32, u16);

/// The columns of a sheet: what stands over each, and how wide it is, in half-width characters.
pub(super) type Columns = [(&'static str, u32)];

/// How wide columns are together.
pub(super) fn width_of(columns: &Columns) -> u32 {
    columns.iter().map(|(_, width)| width).sum()
}

/// The last of columns.
pub(super) fn last_of(columns: &Columns) -> u16 {
    u16::try_from(columns.len().saturating_sub(1)).unwrap_or_default()
}

/// A number of things as a sheet keeps it.
pub(super) fn counted(number: usize) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}

/// Makes columns, from the first, so many half-width characters wide.
pub(super) fn set_widths(sheet: &mut Worksheet, widths: impl IntoIterator<Item = u32>) -> Result<(), XlsxError> {
    (0..).zip(widths).try_for_each(|(at, width)| sheet.set_column_width(at, width).map(drop))
}

/// Makes a row so many lines high, with a little air.
pub(super) fn set_lines(sheet: &mut Worksheet, row: u32, lines: u32) -> Result<(), XlsxError> {
    sheet.set_row_height(row, LINE * lines + 3).map(drop)
}

/// Lets the rows up to a cell be filtered below their heads, which stay in sight with so many columns.
pub(super) fn set_list(sheet: &mut Worksheet, heads: u32, last: At, columns: u16) -> Result<(), XlsxError> {
    sheet.autofilter(heads, 0, last.0, last.1)?;
    sheet.set_freeze_panes(heads + 1, columns).map(drop)
}

/// Writes texts side by side.
pub(super) fn write_texts<T: AsRef<str>>(
    sheet: &mut Worksheet,
    (row, first): At,
    texts: impl IntoIterator<Item = T>,
    format: &Format,
) -> Result<(), XlsxError> {
    (first..)
        .zip(texts)
        .try_for_each(|(at, text)| sheet.write_string_with_format(row, at, text.as_ref(), format).map(drop))
}

/// Writes a text over a row's columns from the first to that one.
pub(super) fn write_across(
    sheet: &mut Worksheet,
    row: u32,
    last: u16,
    text: &str,
    format: &Format,
) -> Result<(), XlsxError> {
    sheet.merge_range(row, 0, row, last, text, format).map(drop)
}

/// Writes a figure, or leaves the cell blank while there is none.
pub(super) fn write_figure(
    sheet: &mut Worksheet,
    (row, at): At,
    figure: Option<Figure>,
    format: &Format,
) -> Result<(), XlsxError> {
    match figure {
        Some(figure) => sheet.write_number_with_format(row, at, number(figure)?, format),
        None => sheet.write_blank(row, at, format),
    }
    .map(drop)
}

/// Writes how many there are, or leaves the cell blank.
pub(super) fn write_count(
    sheet: &mut Worksheet,
    (row, at): At,
    count: Option<usize>,
    format: &Format,
) -> Result<(), XlsxError> {
    match count {
        Some(count) => sheet.write_number_with_format(row, at, counted(count), format),
        None => sheet.write_blank(row, at, format),
    }
    .map(drop)
}

/// Writes a formula with the result it has now, which a program that does not calculate shows; an empty text where it
/// has none.
pub(super) fn write_live(
    sheet: &mut Worksheet,
    (row, at): At,
    formula: &str,
    result: Option<impl ToString>,
    format: &Format,
) -> Result<(), XlsxError> {
    let result = result.map_or_else(String::new, |result| result.to_string());
    sheet.write_formula_with_format(row, at, Formula::new(formula).set_result(result), format).map(drop)
}

/// A figure as Excel keeps it. Fifteen digits, which no figure exceeds, are kept exactly.
pub(super) fn number(figure: Figure) -> Result<f64, XlsxError> {
    if let Some(small) = figure.small() {
        return Ok(f64::from(small));
    }
    figure.to_string().parse().map_err(|_| XlsxError::ParameterError(format!("{figure} is not a number")))
}
