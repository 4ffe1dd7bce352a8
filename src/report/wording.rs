//! The standard wording: what the report says where the office writes nothing of its own.

use askama::Template;

use crate::form::{Form, fields};
use crate::standard::Edition;

/// 导语: legal basis, the six parts, the period, where to find the report and whom to ask.
#[derive(Template)]
#[template(path = "preface.txt")]
pub(super) struct Preface<'a> {
    pub(super) agency: &'a str,
    pub(super) year: u16,
    pub(super) edition: &'static Edition,
    pub(super) website: &'a str,
    pub(super) office: &'a str,
    /// Address, postcode and the like, each with its name.
    pub(super) contacts: String,
}

impl<'a> Preface<'a> {
    pub(super) fn of(form: &'a Form, agency: &'a str) -> Self {
        let contacts = [&fields::ADDRESS, &fields::POSTCODE, &fields::PHONE, &fields::FAX, &fields::EMAIL];
        let contacts = contacts.iter().filter_map(|field| Some(format!("{}：{}", field.label, form.text(field)?)));
        Self {
            agency,
            year: form.year(),
            edition: form.edition,
            website: form.text(&fields::WEBSITE).unwrap_or_default(),
            office: form.text(&fields::OFFICE).unwrap_or_default(),
            contacts: contacts.collect::<Vec<_>>().join("；"),
        }
    }
}

/// 收取信息处理费情况 (国办函〔2020〕109号), the first sentence of section six.
#[derive(Template)]
#[template(path = "information_fee.txt")]
pub(super) struct InformationFee {
    /// Cases charged.
    pub(super) cases: String,
    /// The total, in 元.
    pub(super) amount: String,
    /// Whether nothing was charged.
    pub(super) none: bool,
}

impl InformationFee {
    /// The sentence, if the form reports the fee and section six does not speak of it already.
    pub(super) fn of(form: &Form) -> Option<Self> {
        let others = form.text(&fields::OTHERS).unwrap_or_default();
        if !form.edition.information_fee || others.contains("信息处理费") {
            return None;
        }
        let (cases, amount) = (form.number(&fields::FEE_CASES)?, form.number(&fields::FEE_AMOUNT));
        let amount = amount.filter(|amount| !amount.is_zero());
        Some(Self {
            cases: cases.to_string(),
            none: cases.is_zero() && amount.is_none(),
            amount: amount.map_or_else(|| "0".to_owned(), |amount| amount.to_string()),
        })
    }
}
