//! A form with all that follows from it.

use nianbao::Refused;

use crate::changed::Changed;
use crate::envelope::Reply;
use crate::form_part::FormPart;

/// Reads and checks it.
pub(crate) fn view(form: FormPart) -> Result<Reply, Refused> {
    Changed::reply(form.read(), form.last, None)
}
