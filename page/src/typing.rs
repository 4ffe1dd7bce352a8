//! Figures, answers and texts typed or pasted into a form.

use nianbao::Refused;

use crate::changed::Changed;
use crate::envelope::Reply;
use crate::form_part::FormPart;

/// One value typed; nothing empties its place.
pub(crate) fn set(form: FormPart, place: &str, typed: &str) -> Result<Reply, Refused> {
    let (changed, said) = form.read().typed_at(place, typed)?;
    Changed::reply(changed, form.last, said)
}

/// Zeros for what is blank in a table.
pub(crate) fn zero_rest(form: FormPart, table: &str) -> Result<Reply, Refused> {
    let (changed, said) = form.read().with_zeros(table)?;
    Changed::reply(changed, form.last, said)
}

/// A block of cells from a sheet, from a place on.
pub(crate) fn paste(form: FormPart, place: &str, text: &str) -> Result<Reply, Refused> {
    let (changed, said) = form.read().pasted_at(place, text)?;
    Changed::reply(changed, form.last, said)
}
