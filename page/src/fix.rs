//! What is certainly wrong in the form's text, set right.

use nianbao::Refused;
use nianbao::screen::{self, FixedLine, fixed_lines};
use serde::Serialize;

use crate::changed::Changed;
use crate::envelope::Reply;
use crate::form_part::FormPart;

#[derive(Debug, Serialize)]
struct Fixed {
    #[serde(flatten)]
    changed: Changed,
    changes: Vec<FixedLine>,
}

/// The lines that would change; where that is wanted, changed.
pub(crate) fn fix(form: FormPart, apply: bool) -> Result<Reply, Refused> {
    let own = form.read();
    let (fixed, _) = nianbao::fix(&own);
    let lines = fixed_lines(&own, &fixed);
    let fixed = screen::read(&form.name, &fixed.to_toml());
    let changed = Changed::of(if apply { fixed } else { own }, form.last, None);
    Reply::of(&Fixed { changed, changes: lines })
}
