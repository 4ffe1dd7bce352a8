//! `nianbao schema`: the form of a year told to editors.

use clap::Args;

use super::{Outcome, refuse, say, year};
use crate::form::schema;
use crate::standard::Edition;

#[derive(Args)]
pub(super) struct Schema {
    /// 报告年度
    #[arg(long, value_name = "年份", help_heading = "选项")]
    year: String,
}

impl Schema {
    pub(super) fn run(&self) -> Outcome {
        match year(&self.year).and_then(|year| Some((Edition::of_year(year)?, year))) {
            Some((edition, year)) => say(&schema::print(edition, year)),
            None => refuse(&format!("报告年度“{}”没有统一的格式。", self.year), "schema"),
        }
    }
}
