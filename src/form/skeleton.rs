//! Ready sentences for the text of a new form: they quote the tables, and mark what is still to be written.

use askama::Template;

use crate::fields::{self, Field};
use crate::standard::Edition;
use crate::year::Year;

/// The texts of the three sections. `own` is what the agency calls itself; unless it is a 部门, the text asks for
/// what 条例第五十条 demands of a government.
pub(super) fn texts(
    edition: &'static Edition,
    year: Year,
    own: &str,
    kind: Option<&str>,
) -> [(&'static Field, String); 3] {
    let is_government = kind != Some("部门");
    let overview = Overview { edition, year, own, is_government }.render();
    [
        (&fields::OVERVIEW, rendered(overview)),
        (&fields::PROBLEMS, rendered(Problems {}.render())),
        (&fields::OTHERS, rendered(Others {}.render())),
    ]
}

/// The templates only place texts, so that rendering cannot fail.
fn rendered(text: askama::Result<String>) -> String {
    text.unwrap_or_default().trim().to_owned()
}

#[derive(Template)]
#[template(path = "form/overview.txt")]
struct Overview<'a> {
    edition: &'static Edition,
    year: Year,
    own: &'a str,
    is_government: bool,
}

#[derive(Template)]
#[template(path = "form/problems.txt")]
struct Problems {}

#[derive(Template)]
#[template(path = "form/others.txt")]
struct Others {}
