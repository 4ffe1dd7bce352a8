//! What a rule says.

use nianbao::screen::Explanation;
use nianbao::{RULES, Refused};

use crate::envelope::Reply;

/// Explains the rule of that code.
pub(crate) fn explain(code: &str) -> Result<Reply, Refused> {
    let rule = RULES.iter().find(|rule| rule.code == code);
    Reply::of(&Explanation::of(rule.ok_or_else(|| Refused::because("没有这条规则"))?))
}
