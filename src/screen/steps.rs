//! 步骤: the parts of a form in the order in which they are filled in on a screen.

use crate::fields::{self, FIELDS, Field};
use crate::standard::{Body, Edition, Table};

/// A part of the form.
#[derive(Debug)]
pub struct Step {
    /// `agency`, the key of a table, that of a text, or `export`.
    pub key: String,
    /// What it is called beside the others.
    pub name: String,
    /// The heading over it, that of the report's section where it is one.
    pub heading: &'static str,
    /// Its table.
    pub table: Option<&'static Table>,
    /// Its fields.
    pub fields: Vec<&'static Field>,
}

/// The last step, in which all is looked at and taken away.
pub const EXPORT: &str = "export";
/// The first, which tells whose report it is.
const AGENCY: &str = "agency";

/// The names of sections in the space there is beside the form.
#[rustfmt::skip]
const SHORT_NAMES: &[(&str, &str)] = &[
    ("overview", "总体情况"), ("problems", "问题和改进"), ("others", "其他事项"),
    ("disclosure", "主动公开"), ("applications", "申请"), ("reviews", "复议诉讼"),
];

/// The steps of a form: the agency, the tables, the texts that quote them, the end.
pub fn steps(edition: &'static Edition) -> Vec<Step> {
    let of_tables = |field: &&&Field| ["agency", "publication"].contains(&field.table);
    let own = FIELDS.iter().filter(of_tables).copied().chain([&fields::PREFACE]);
    let first = Step {
        key: AGENCY.to_owned(),
        name: "机关和联系方式".to_owned(),
        heading: "机关和联系方式",
        table: None,
        fields: std::iter::once(&fields::YEAR).chain(own).collect(),
    };
    let fonts = FIELDS.iter().filter(|field| field.table == "layout").copied().collect();
    let heading = "预览、导出";
    let last = Step { key: EXPORT.to_owned(), name: heading.to_owned(), heading, table: None, fields: fonts };
    let (tables, texts): (Vec<Step>, Vec<Step>) = edition
        .sections
        .iter()
        .map(|section| of_section(edition, section.heading, section.body))
        .partition(|step| step.table.is_some());
    [first].into_iter().chain(tables).chain(texts).chain([last]).collect()
}

fn of_section(edition: &'static Edition, heading: &'static str, body: Body) -> Step {
    let short = |key: &str| SHORT_NAMES.iter().find(|(own, _)| *own == key).map_or(heading, |(_, name)| name);
    match body {
        Body::Table(key) => {
            let table = edition.table(key);
            let name = table.map_or("", |table| table.name);
            let fields = fields::field("notes", key).into_iter().collect();
            Step { key: key.to_owned(), name: format!("{}（{name}）", short(key)), heading, table, fields }
        }
        Body::Narrative(key) => {
            let text = fields::field("narrative", key).into_iter();
            let fee = [&fields::FEE_CASES, &fields::FEE_AMOUNT];
            let fee = fee.into_iter().filter(|_| edition.information_fee && key == fields::OTHERS.key);
            let fields = fee.chain(text).collect();
            Step { key: format!("narrative.{key}"), name: short(key).to_owned(), heading, table: None, fields }
        }
    }
}
