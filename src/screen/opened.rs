//! Files of any kind opened on a screen: as the form, or as last year's beside it.

use super::read;
use crate::api::{self, Input};
use crate::carry_forward::carry;
use crate::check::check;
use crate::fields::{self, FIELDS, Takes};
use crate::finding::Finding;
use crate::form::{Answer, Form, Medium, print};
use crate::import::Imported;
use crate::intake;
use crate::refused::Refused;
use crate::standard::Edition;
use crate::subject::Subject;
use crate::year::Year;

/// The name that last year's form goes by.
const LAST: &str = "上年的填报表";

/// A file that was opened.
#[derive(Debug)]
pub struct Opened {
    /// The form that it gives.
    pub form: Form,
    /// Last year's, as text, where that came along.
    pub last: Option<String>,
    /// What kind of file it was: `form`, `page`, `workbook` or `report`.
    pub kind: &'static str,
    /// What was read with doubt, a sentence each.
    pub remarks: Vec<String>,
}

impl Opened {
    /// Opens a file.
    ///
    /// # Errors
    ///
    /// A file that holds no form and no report, or cannot be read.
    pub fn of(file: Input<'_>) -> Result<Self, Refused> {
        let Imported { form, findings } =
            intake::read(file.name, file.bytes).map_err(|refusal| Refused::because(refusal.to_string()))?;
        let (kind, name) = match form.medium {
            Medium::Text => ("form", file.name.to_owned()),
            Medium::Page => ("page", form.file_stem() + ".toml"),
            Medium::Workbook => ("workbook", form.file_stem() + ".toml"),
            Medium::Report => ("report", form.file_stem() + ".toml"),
        };
        let last = form.last.as_ref().map(|last| last.to_toml());
        let remarks = findings.iter().map(Finding::sentence).collect();
        Ok(Self { form: read(&name, &form.to_toml()), last, kind, remarks })
    }
}

/// A blank form of a year: of an agency, its level and kind where they are known, with what last year's carries forward.
///
/// # Errors
///
/// A year that has no official format.
pub fn begun(year: u16, agency: &str, [level, kind]: [Option<&str>; 2], last: Option<&str>) -> Result<Form, Refused> {
    let (first, newest) = Edition::years();
    let known = Year::new(year).filter(|year| Edition::of_year(*year).is_some());
    let year =
        known.ok_or_else(|| Refused::because(format!("报告年度“{year}”不对：应是{first}到{newest}之间的年份")))?;
    let last = last.map(|last| read(LAST, last));
    let mut form = api::blank(year, agency, last.as_ref())?;
    for (field, typed) in [(&fields::LEVEL, level), (&fields::KIND, kind)] {
        if let Some(typed) = typed.map(str::trim).filter(|typed| !typed.is_empty()) {
            form.write(field, Answer::Text(typed.to_owned()));
        }
    }
    let name = form.file_stem() + ".toml";
    Ok(read(&name, &print(&form, None)))
}

/// A form with what last year's carries forward, where it is still blank; with what is said of that.
///
/// # Errors
///
/// A form without a readable year, or last year's that is of another.
pub fn with_last(form: &Form, last: &Form) -> Result<(Form, Option<String>), Refused> {
    let unknown = || Refused::because("先填报告年度，再带入上年的报告");
    let year = form.year().ok_or_else(unknown)?;
    let before = last.year().ok_or_else(|| Refused::because("这份报告里没有能认出的年度，不能作为上年的报告"))?;
    if Some(before) != year.before() {
        return Err(Refused::because(format!("这是{before}年的报告，{year}年的上年应是{}年", year.number() - 1)));
    }
    let mut carried = Form::empty(form.edition, Some(year));
    let mut said = carry(&mut carried, &check(last.clone(), None));
    let (mut filled, mut count) = (form.clone(), 0);
    for place in form.edition.places().filter(|place| place.is_given()) {
        if let (None, Some(typed)) = (form.typed(place), carried.typed(place)) {
            filled = filled.set(&Subject::Cell(place), &typed)?;
            count += 1;
        }
    }
    let simple = |takes: Takes| !matches!(takes, Takes::Year | Takes::Version);
    for field in FIELDS.iter().filter(|field| simple(field.takes) && !form.has(field)) {
        let typed = match carried.answer(field) {
            Some(Answer::Texts(texts)) => texts.join("、"),
            _ => carried.text(field).unwrap_or_default().to_owned(),
        };
        if !typed.is_empty() {
            filled = filled.set(&Subject::Field(field), &typed)?;
            count += 1;
        }
    }
    said.insert(
        0,
        if count > 0 {
            format!("带入{before}年的报告，填了{count}处空白")
        } else {
            format!("带入{before}年的报告，没有要填的空白")
        },
    );
    Ok((filled, Some(said.join("。"))))
}
