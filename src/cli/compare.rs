//! `nianbao compare`: this year's form beside last year's, or a folder of forms beside another.

mod folders;

use std::path::PathBuf;

use clap::Args;

use super::forms::{bytes, examined};
use super::text_table::aligned;
use super::{Outcome, print_stderr, print_stdout, refuse};
use crate::check::Previous;
use crate::figure::Figure;
use crate::intake::{self, Refusal};
use crate::report::comparison::Compared;
use crate::report::{Comparison, Pair};
use crate::year::Year;

#[derive(Args)]
pub(super) struct Compare {
    /// 上年的填报表、本年的填报表（工作簿、发布过的报告也行）；或上年的文件夹、本年的文件夹，逐家比较
    #[arg(required = true, num_args = 2, value_names = ["上年填报表", "本年填报表"], help_heading = "参数")]
    forms: Vec<PathBuf>,
    /// 结果写成JSON（标准输出），供其他程序使用
    #[arg(long, help_heading = "选项")]
    json: bool,
}

impl Compare {
    pub(super) fn run(&self) -> Outcome {
        let [last, this] = self.forms.as_slice() else {
            return refuse("要两份填报表：上年的、本年的。", "compare");
        };
        match [last, this].map(|path| path.is_dir()) {
            [true, true] => return folders::compare(last, this, self.json),
            [false, false] => {}
            _ => return refuse("要么比较两份填报表，要么比较两个文件夹。", "compare"),
        }
        let (Some(before), Some(now)) = (bytes(last), bytes(this)) else { return Outcome::Failed };
        let [before, now] = [(last, before), (this, now)].map(|(path, bytes)| (path.display().to_string(), bytes));
        if let Err(refusal) = intake::read(&before.0, &before.1)
            && refusal != Refusal::NoTables
        {
            print_stderr(&format!("读不了{}：{refusal}。", before.0));
            return Outcome::Failed;
        }
        let [before, now] = [before, now].map(|(name, bytes)| intake::any(&name, &bytes));
        let year = before.year();
        let form = examined(this, now, |_| Some(Previous::Read(Box::new(before))));
        let outcome = if form.checked.has_errors() { Outcome::Errors } else { Outcome::Clean };
        if !self.json {
            form.print_findings();
        }
        match Comparison::of(&form.checked) {
            Some(comparison) if self.json => outcome.max(json(&comparison)),
            Some(comparison) => outcome.max(print_stdout(&print(&comparison))),
            None => {
                let years = [year, form.checked.form.year()];
                let is_swapped = years[0].is_some() && years[0] == years[1].map(Year::next);
                let hint = if is_swapped { "像是次序反了：先写上年的，再写本年的。" } else { "" };
                let why = if years.contains(&None) {
                    "有一份认不出报告年度"
                } else {
                    "不是相邻两个年度的"
                };
                print_stderr(&format!("这两份填报表不能比较：{why}。{hint}"));
                outcome.max(Outcome::Errors)
            }
        }
    }
}

/// A line on the screen: a name, both years, the change and its percentage.
fn shown(name: &str, pair: &Pair) -> Vec<String> {
    let shown = |figure: Option<Figure>| figure.map_or_else(String::new, |figure| figure.to_string());
    let percentage = match (pair.percentage(), pair.change()) {
        (Some(percentage), _) => percentage.to_string(),
        (None, Some(_)) => "—".to_owned(),
        (None, None) => String::new(),
    };
    vec![name.to_owned(), shown(pair.own), shown(pair.last), shown(pair.change()), percentage]
}

/// Each table on the screen. Of rows with a total, the columns that are not zero stand under it.
fn print(comparison: &Comparison) -> String {
    let [own, last] = comparison.years.map(|year| format!("{year}年"));
    let headings = ["", &own, &last, "增减", "增减％"].map(str::to_owned).to_vec();
    let mut text = String::new();
    for table in &comparison.tables {
        let mut rows = vec![headings.clone()];
        rows[0][0] = format!("{}　{}", table.name, table.title);
        rows.extend(ordered(table).into_iter().map(|(pair, is_under)| {
            let name =
                if is_under { format!("　　{}", pair.column) } else { format!("{}　{}", pair.row, pair.column) };
            shown(&name, pair)
        }));
        text += &aligned(&rows);
        text.push('\n');
    }
    text + "两年都是0的申请人类别、结果没有列出。\n"
}

/// The figures of a table as they are shown: the total of a row first, then what it is made of, as far as that is
/// anything.
fn ordered(table: &Compared) -> Vec<(&Pair, bool)> {
    let mut shown = Vec::new();
    for row in table.pairs.chunk_by(|one, other| one.place.row().key == other.place.row().key) {
        let has_total = row.iter().any(|pair| pair.is_total);
        shown.extend(row.iter().filter(|pair| pair.is_total).map(|pair| (pair, false)));
        let parts = row.iter().filter(|pair| !(pair.is_total || has_total && pair.is_nothing()));
        shown.extend(parts.map(|pair| (pair, has_total)));
    }
    shown
}

fn json(comparison: &Comparison) -> Outcome {
    match serde_json::to_string(comparison) {
        Ok(object) => print_stdout(&(object + "\n")),
        Err(error) => {
            print_stderr(&format!("写不出JSON：{error}。"));
            Outcome::Failed
        }
    }
}
