//! What a new form begins with: its year and its agency.

use crate::fields;
use crate::form::{Answer, Form};
use crate::standard::Edition;
use crate::year::Year;

/// The edition of a year as it is typed, and the year.
pub(super) fn edition_of(typed: &str) -> Result<(&'static Edition, Year), String> {
    let (first, last) = Edition::years();
    super::year(typed)
        .and_then(|year| Some((Edition::of_year(year)?, year)))
        .ok_or_else(|| format!("报告年度“{typed}”不对：应是{first}到{last}之间的年份（{first}年度起才有统一格式）。"))
}

/// Writes another name; the one taken over becomes a former one.
pub(super) fn rename(form: &mut Form, name: &str) {
    if let Some(before) = form.text(&fields::NAME).filter(|before| *before != name).map(str::to_owned) {
        let names = [form.texts(&fields::FORMER_NAMES), &[before]].concat();
        form.write(&fields::FORMER_NAMES, Answer::Texts(names));
        // These were those of the old name.
        for field in [&fields::LEVEL, &fields::KIND, &fields::TITLE_NAME, &fields::ISSUER] {
            form.forget(field);
        }
    }
    form.write(&fields::NAME, Answer::Text(name.to_owned()));
}
