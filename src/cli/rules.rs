//! `nianbao rules`: every rule on a line, by family.

use clap::Args;

use super::explain::line;
use super::{Outcome, print_stdout};
use crate::reference;
use crate::rule::{FAMILIES, RULES};

#[derive(Args)]
pub(super) struct Rules {
    /// 印成docs/规则.md
    #[arg(long, hide = true)]
    markdown: bool,
}

impl Rules {
    pub(super) fn run(&self) -> Outcome {
        if self.markdown {
            return print_stdout(&reference::rules());
        }
        let families = FAMILIES.iter().map(|(letter, name)| {
            let lines: String = RULES.iter().filter(|rule| rule.is_of(*letter)).map(|rule| line(rule)).collect();
            format!("{letter} {name}\n{lines}\n")
        });
        print_stdout(&(families.collect::<String>() + "每条规则的说明：nianbao explain 规则编号\n"))
    }
}
