//! Forms begun, opened, and set beside last year's.

use nianbao::Refused;

use crate::envelope::{FileName, Reply};
use crate::form_part::FormPart;

/// A blank form of a year and an agency, with what last year's carries forward.
pub(crate) fn new(
    _year: u16,
    _agency: &str,
    _level: Option<&str>,
    _kind: Option<&str>,
    _last: Option<String>,
) -> Result<Reply, Refused> {
    Err(Refused::because("这一步还没有"))
}

/// A file of any kind as a form.
pub(crate) fn open(_names: &[FileName], _bytes: &[u8]) -> Result<Reply, Refused> {
    Err(Refused::because("这一步还没有"))
}

/// Last year's report beside a form, with what it carries forward into blanks.
pub(crate) fn last_year(_form: FormPart, _names: &[FileName], _bytes: &[u8]) -> Result<Reply, Refused> {
    Err(Refused::because("这一步还没有"))
}
