//! `nianbao explain`: what rules mean, why, on what basis, with an example and what to do.

use clap::Args;

use super::{Outcome, print_stderr, print_stdout};
use crate::reference::example;
use crate::rule::{RULES, Rule};
use crate::suggest::nearest;

#[derive(Args)]
pub(super) struct Explain {
    /// 规则编号，如B01，可以有几个，不分大小写
    #[arg(required = true, value_name = "规则编号", help_heading = "参数")]
    codes: Vec<String>,
}

impl Explain {
    pub(super) fn run(&self) -> Outcome {
        let (mut pages, mut outcome) = (Vec::new(), Outcome::Clean);
        for code in &self.codes {
            match Rule::named(code) {
                Some(rule) => pages.push(page(rule)),
                None => {
                    print_stderr(&unknown(code));
                    outcome = Outcome::Failed;
                }
            }
        }
        if pages.is_empty() { outcome } else { outcome.max(print_stdout(&pages.join("\n\n"))) }
    }
}

/// A rule's line in lists: code, severity, what it says.
pub(super) fn line(rule: &Rule) -> String {
    format!("{}  {}  {}\n", rule.code, rule.severity.word(), rule.says)
}

fn page(rule: &'static Rule) -> String {
    let example = example(rule);
    let parts = [("为什么", rule.why), ("依据", rule.basis), ("例子", &example), ("怎么改", rule.remedy)];
    parts.iter().fold(line(rule), |page, (name, text)| page + &format!("\n{name}：{text}\n"))
}

/// The message about a code that no rule has, with the nearest of its family.
fn unknown(code: &str) -> String {
    let family: Vec<String> = code.chars().next().map_or_else(Vec::new, |letter| {
        let same = RULES.iter().filter(|rule| rule.is_of(letter.to_ascii_uppercase()));
        same.map(|rule| rule.code.to_lowercase()).collect()
    });
    match nearest(code, family.iter().map(String::as_str)) {
        Some(meant) => {
            format!("没有“{code}”这条规则，是不是“{}”？全部规则见 nianbao rules。", meant.to_uppercase())
        }
        None => format!("没有“{code}”这条规则。全部规则见 nianbao rules。"),
    }
}
