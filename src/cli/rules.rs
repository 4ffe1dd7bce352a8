//! `nianbao rules`: every rule on a line, by family.

use super::explain::line;
use super::{Outcome, say};
use crate::rule::{FAMILIES, RULES};

pub(super) fn run() -> Outcome {
    let families = FAMILIES.iter().map(|(letter, name)| {
        let lines: String = RULES.iter().filter(|rule| rule.is_of(*letter)).map(|rule| line(rule)).collect();
        format!("{letter} {name}\n{lines}\n")
    });
    say(&(families.collect::<String>() + "每条规则的说明：nianbao explain 规则编号\n"))
}
