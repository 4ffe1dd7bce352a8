//! Forms begun, opened, and set beside last year's.

use nianbao::screen::{self, Opened};
use nianbao::{Form, Input, Refused};
use serde::Serialize;

use crate::changed::Changed;
use crate::envelope::{self, FileName, Reply};
use crate::form_part::FormPart;

/// A form that was opened.
#[derive(Serialize)]
struct Answer {
    #[serde(flatten)]
    changed: Changed,
    name: String,
    kind: &'static str,
    remarks: Vec<String>,
}

impl Answer {
    fn reply(opened: Opened, last: Option<String>, said: Option<String>) -> Result<Reply, Refused> {
        let Opened { form, kind, remarks, .. } = opened;
        let name = form.source.name.clone();
        Reply::of(&Self { changed: Changed::of(form, last, said), name, kind, remarks })
    }
}

/// The only file of a request.
pub(crate) fn only<'a>(names: &'a [FileName], bytes: &'a [u8]) -> Result<Input<'a>, Refused> {
    match envelope::files(names, bytes)?[..] {
        [(name, bytes)] => Ok(Input { name, bytes }),
        _ => Err(Refused::because("每次打开一个文件")),
    }
}

/// A blank form of a year and an agency, with what last year's carries forward.
pub(crate) fn new(
    year: u16,
    agency: &str,
    level: Option<&str>,
    kind: Option<&str>,
    last: Option<String>,
) -> Result<Reply, Refused> {
    let form = screen::begun(year, agency, [level, kind], last.as_deref())?;
    Changed::reply(form, last, None)
}

/// A file of any kind as a form.
pub(crate) fn open(names: &[FileName], bytes: &[u8]) -> Result<Reply, Refused> {
    let mut opened = Opened::of(only(names, bytes)?)?;
    let last = opened.last.take();
    Answer::reply(opened, last, None)
}

/// Last year's report beside a form, with what it carries forward into blanks.
pub(crate) fn last_year(form: &FormPart, names: &[FileName], bytes: &[u8]) -> Result<Reply, Refused> {
    let opened = Opened::of(only(names, bytes)?)?;
    let (filled, said): (Form, _) = screen::with_last(&form.read(), &opened.form)?;
    let last = opened.form.to_toml();
    Answer::reply(Opened { form: filled, ..opened }, Some(last), said)
}
