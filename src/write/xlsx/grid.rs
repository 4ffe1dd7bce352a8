//! What sheets of all kinds do: columns with widths and heads, cells of each kind, filters, frozen panes.

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

/// A sheet, cell by cell.
pub(super) trait Grid {
    /// Makes columns, from the first, so many half-width characters wide.
    fn set_widths(&mut self, widths: impl IntoIterator<Item = u32>) -> Result<(), XlsxError>;

    /// Makes a row so many lines high, with a little air.
    fn set_lines(&mut self, row: u32, lines: u32) -> Result<(), XlsxError>;

    /// Lets the rows up to a cell be filtered below their heads, which stay in sight with so many columns.
    fn set_list(&mut self, heads: u32, last: At, columns: u16) -> Result<(), XlsxError>;

    /// Writes texts side by side.
    fn write_texts<T: AsRef<str>>(
        &mut self,
        at: At,
        texts: impl IntoIterator<Item = T>,
        format: &Format,
    ) -> Result<(), XlsxError>;

    /// Writes a text over a row's columns from the first to that one.
    fn write_across(&mut self, row: u32, last: u16, text: &str, format: &Format) -> Result<(), XlsxError>;

    /// Writes a figure, or leaves the cell blank while there is none.
    fn write_figure(&mut self, at: At, figure: Option<Figure>, format: &Format) -> Result<(), XlsxError>;

    /// Writes how many there are, or leaves the cell blank.
    fn write_count(&mut self, at: At, count: Option<usize>, format: &Format) -> Result<(), XlsxError>;

    /// Writes a formula with the result it has now, which a program that does not calculate shows; an empty text where it
    /// has none.
    fn write_live(
        &mut self,
        at: At,
        formula: &str,
        result: Option<impl ToString>,
        format: &Format,
    ) -> Result<(), XlsxError>;
}

impl Grid for Worksheet {
    fn set_widths(&mut self, widths: impl IntoIterator<Item = u32>) -> Result<(), XlsxError> {
        (0..).zip(widths).try_for_each(|(at, width)| self.set_column_width(at, width).map(drop))
    }

    fn set_lines(&mut self, row: u32, lines: u32) -> Result<(), XlsxError> {
        self.set_row_height(row, LINE * lines + 3).map(drop)
    }

    fn set_list(&mut self, heads: u32, last: At, columns: u16) -> Result<(), XlsxError> {
        self.autofilter(heads, 0, last.0, last.1)?;
        self.set_freeze_panes(heads + 1, columns).map(drop)
    }

    fn write_texts<T: AsRef<str>>(
        &mut self,
        (row, first): At,
        texts: impl IntoIterator<Item = T>,
        format: &Format,
    ) -> Result<(), XlsxError> {
        (first..)
            .zip(texts)
            .try_for_each(|(at, text)| self.write_string_with_format(row, at, text.as_ref(), format).map(drop))
    }

    fn write_across(&mut self, row: u32, last: u16, text: &str, format: &Format) -> Result<(), XlsxError> {
        self.merge_range(row, 0, row, last, text, format).map(drop)
    }

    fn write_figure(&mut self, (row, at): At, figure: Option<Figure>, format: &Format) -> Result<(), XlsxError> {
        match figure {
            Some(figure) => self.write_number_with_format(row, at, number(figure)?, format),
            None => self.write_blank(row, at, format),
        }
        .map(drop)
    }

    fn write_count(&mut self, (row, at): At, count: Option<usize>, format: &Format) -> Result<(), XlsxError> {
        match count {
            Some(count) => self.write_number_with_format(row, at, counted(count), format),
            None => self.write_blank(row, at, format),
        }
        .map(drop)
    }

    fn write_live(
        &mut self,
        (row, at): At,
        formula: &str,
        result: Option<impl ToString>,
        format: &Format,
    ) -> Result<(), XlsxError> {
        let result = result.map_or_else(String::new, |result| result.to_string());
        self.write_formula_with_format(row, at, Formula::new(formula).set_result(result), format).map(drop)
    }
}

/// A figure as Excel keeps it. Fifteen digits, which no figure exceeds, are kept exactly.
pub(super) fn number(figure: Figure) -> Result<f64, XlsxError> {
    if let Some(small) = figure.small() {
        return Ok(f64::from(small));
    }
    figure.to_string().parse().map_err(|_| XlsxError::ParameterError(format!("{figure} is not a number")))
}
