//! 属实，写明理由: what a finding remarks on explained.

use nianbao::Refused;

use crate::changed::Changed;
use crate::envelope::Reply;
use crate::form_part::FormPart;

/// Explains a finding; without a reason, takes its explanation back.
pub(crate) fn accept(form: FormPart, rule: &str, place: &str, reason: &str) -> Result<Reply, Refused> {
    let changed = form.checked().with_reason(rule, place, reason)?;
    Changed::reply(changed, form.last, None)
}
