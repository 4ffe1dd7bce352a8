//! What a cell to be filled in holds already.

use rust_xlsxwriter::{ExcelDateTime, Format, Worksheet, XlsxError};

use super::addresses::Address;
use super::grid::number;
use crate::date::Date;
use crate::report::Value;

/// Writes what a cell holds already, or leaves it blank.
pub(super) fn write_value(
    sheet: &mut Worksheet,
    at: Address,
    value: Option<&Value>,
    format: &Format,
) -> Result<(), XlsxError> {
    match value {
        None => sheet.write_blank(at.row, at.column, format)?,
        Some(Value::Text(text)) => sheet.write_string_with_format(at.row, at.column, text, format)?,
        Some(Value::Number(figure)) => sheet.write_number_with_format(at.row, at.column, number(*figure)?, format)?,
        Some(Value::Date(Date { year, month, day })) => {
            let date = ExcelDateTime::from_ymd(*year, *month, *day)?;
            sheet.write_datetime_with_format(at.row, at.column, &date, format)?
        }
    };
    Ok(())
}
