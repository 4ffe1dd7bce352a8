//! Files made of forms.

use nianbao::Refused;

use crate::envelope::{FileName, Reply};
use crate::form_part::FormPart;

/// The report as a web page.
pub(crate) fn preview(_form: &FormPart) -> Result<Reply, Refused> {
    Err(Refused::because("这一步还没有"))
}

/// A file made of the form.
pub(crate) fn export(_form: &FormPart, _what: &str) -> Result<Reply, Refused> {
    Err(Refused::because("这一步还没有"))
}

/// This page with the form in it.
pub(crate) fn hand_out(_form: &FormPart, _names: &[FileName], _bytes: &[u8]) -> Result<Reply, Refused> {
    Err(Refused::because("这一步还没有"))
}

/// The forms of units added up.
pub(crate) fn rollup(_year: Option<u16>, _names: &[FileName], _bytes: &[u8]) -> Result<Reply, Refused> {
    Err(Refused::because("这一步还没有"))
}
