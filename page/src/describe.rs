//! What does not change while a form of one year is filled in.

use nianbao::screen::Description;
use nianbao::{Refused, Year};

use crate::envelope::Reply;

/// Describes the form of a year; of none, of the newest edition.
pub(crate) fn describe(year: Option<u16>) -> Result<Reply, Refused> {
    let known = year.map(|year| Year::new(year).ok_or_else(|| Refused::because("没有这个年度")));
    Reply::of(&Description::of(known.transpose()?)?)
}
