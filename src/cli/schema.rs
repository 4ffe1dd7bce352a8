//! `nianbao schema`: the form of a year told to editors.

use clap::Args;

use super::{Outcome, refuse, say};
use crate::form::schema;
use crate::loose::half_width;
use crate::standard::Edition;

#[derive(Args)]
pub(super) struct Schema {
    /// 报告年度
    #[arg(long, value_name = "年份", help_heading = "选项")]
    year: String,
}

impl Schema {
    pub(super) fn run(&self) -> Outcome {
        let narrow: String = self.year.trim().trim_end_matches('年').chars().map(half_width).collect();
        match narrow.parse().ok().and_then(|year| Some((Edition::of_year(year)?, year))) {
            Some((edition, year)) => say(&schema::print(edition, year)),
            None => refuse(&format!("报告年度“{}”没有统一的格式。", self.year), "schema"),
        }
    }
}
