//! `nianbao schema`: the schema of a year's form, for editors.

use clap::Args;

use super::{Outcome, print_stdout, refuse, year};
use crate::form::schema;
use crate::reference;
use crate::standard::Edition;

#[derive(Args)]
pub(super) struct Schema {
    /// 报告年度
    #[arg(long, value_name = "年份", required_unless_present = "markdown", help_heading = "选项")]
    year: Option<String>,
    /// 印成docs/格式.md
    #[arg(long, hide = true, conflicts_with = "year")]
    markdown: bool,
}

impl Schema {
    pub(super) fn run(&self) -> Outcome {
        let Some(typed) = &self.year else { return print_stdout(&reference::form()) };
        match year(typed).and_then(|year| Some((Edition::of_year(year)?, year))) {
            Some((edition, year)) => print_stdout(&schema::print(edition, year)),
            None => refuse(&format!("报告年度“{typed}”没有统一的格式。"), "schema"),
        }
    }
}
