//! stub
use super::{WriteError, Writer};
use crate::report::Report;
pub(super) struct Docx;
impl Writer for Docx {
    fn extension(&self) -> &'static str {
        "docx"
    }
    fn write(&self, _: &Report) -> Result<Vec<u8>, WriteError> {
        Ok(vec![])
    }
}
