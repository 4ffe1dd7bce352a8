//! The workbook of a roll-up.

use rust_xlsxwriter::{Workbook, XlsxError};

use crate::rollup::Rollup;

/// The workbook for superiors.
pub(in crate::write) fn workbook(rollup: &Rollup) -> Result<Vec<u8>, XlsxError> {
    let mut workbook = Workbook::new();
    workbook.add_worksheet().write_string(0, 0, rollup.said())?;
    workbook.save_to_buffer()
}
