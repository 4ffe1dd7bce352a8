//! stub
use super::{WriteError, Writer};
use crate::report::Report;
pub(super) struct Xlsx;
impl Writer for Xlsx {
    fn extension(&self) -> &'static str {
        "xlsx"
    }
    fn write(&self, _: &Report) -> Result<Vec<u8>, WriteError> {
        Ok(vec![])
    }
}
