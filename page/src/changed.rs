//! What every request that changes a form is answered: the form, and all that follows from it.

use nianbao::screen::View;
use nianbao::{Form, Refused};
use serde::Serialize;

use crate::envelope::Reply;
use crate::form_part::FormPart;

/// The form as it is now.
#[derive(Debug, Serialize)]
pub(crate) struct Changed {
    toml: String,
    last: Option<String>,
    said: Option<String>,
    view: View,
}

impl Changed {
    /// A form, the text of last year's, and what was done beyond the plain.
    pub(crate) fn of(form: Form, last: Option<String>, said: Option<String>) -> Self {
        let part = FormPart { toml: String::new(), name: String::new(), last };
        let earlier = part.read_last();
        let toml = form.to_toml();
        Self { view: View::of(&nianbao::check(form, earlier.as_ref())), toml, last: part.last, said }
    }

    /// As an answer.
    pub(crate) fn reply(form: Form, last: Option<String>, said: Option<String>) -> Result<Reply, Refused> {
        Reply::of(&Self::of(form, last, said))
    }
}
