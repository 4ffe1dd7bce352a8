//! The standard wording: what the report says where the office writes nothing of its own.

use askama::Template;

use crate::claims::fee_sentences;
use crate::fields;
use crate::form::Form;
use crate::standard::Edition;
use crate::year::Year;

/// 导语: legal basis, the six parts, the period, where to find the report and whom to ask.
pub(super) fn preface(form: &Form, year: Year, agency: &str) -> String {
    rendered(&Preface::of(form, year, agency))
}

/// 收取信息处理费情况 (国办函〔2020〕109号), the first sentence of section six; none if the form does not report the
/// fee or section six speaks of it already.
pub(super) fn information_fee(form: &Form) -> Option<String> {
    InformationFee::of(form).map(|fee| rendered(&fee))
}

/// The templates only place texts, so that rendering into a `String` cannot fail.
fn rendered(template: &impl Template) -> String {
    template.render().unwrap_or_default().trim().to_owned()
}

#[derive(Template)]
#[template(path = "preface.txt")]
struct Preface<'a> {
    agency: &'a str,
    year: Year,
    edition: &'static Edition,
    website: &'a str,
    office: &'a str,
    /// Address, postcode and the like, each with its name.
    contacts: String,
}

impl<'a> Preface<'a> {
    fn of(form: &'a Form, year: Year, agency: &'a str) -> Self {
        let contacts = [&fields::ADDRESS, &fields::POSTCODE, &fields::PHONE, &fields::FAX, &fields::EMAIL];
        let contacts = contacts.iter().filter_map(|field| Some(format!("{}：{}", field.label, form.text(field)?)));
        Self {
            agency,
            year,
            edition: form.edition,
            website: form.text(&fields::WEBSITE).unwrap_or_default(),
            office: form.text(&fields::OFFICE).unwrap_or_default(),
            contacts: contacts.collect::<Vec<_>>().join("；"),
        }
    }
}

#[derive(Template)]
#[template(path = "information_fee.txt")]
struct InformationFee {
    /// Cases charged.
    cases: String,
    /// The total, in 元.
    amount: String,
    /// Whether nothing was charged.
    none: bool,
}

impl InformationFee {
    fn of(form: &Form) -> Option<Self> {
        let others = form.text(&fields::OTHERS).unwrap_or_default();
        if !form.edition.information_fee || !fee_sentences(others).is_empty() {
            return None;
        }
        let [cases, amount] = form.fee();
        let cases = cases?;
        let amount = amount.filter(|amount| !amount.is_zero());
        Some(Self {
            cases: cases.to_string(),
            none: cases.is_zero() && amount.is_none(),
            amount: amount.map_or_else(|| "0".to_owned(), |amount| amount.to_string()),
        })
    }
}
