//! What does not change while a form of one year is filled in.

use serde::Serialize;

use crate::refused::Refused;
use crate::year::Year;

/// The form of a year, described.
#[derive(Debug, Serialize)]
pub struct Description {
    version: &'static str,
}

impl Description {
    /// The form of a year; of none, of the newest edition.
    ///
    /// # Errors
    ///
    /// A year that has no official format.
    pub fn of(_year: Option<Year>) -> Result<Self, Refused> {
        Ok(Self { version: env!("CARGO_PKG_VERSION") })
    }
}
