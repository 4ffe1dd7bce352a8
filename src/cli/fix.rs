//! `nianbao fix`: what is certain is set right in the form itself.

use std::path::{Path, PathBuf};

use clap::Args;
use similar::{DiffOp, DiffTag, TextDiff};

use super::forms::{Opened, bytes, expanded, opened};
use super::{Outcome, print_stderr, print_stdout};
use crate::form::{Medium, repair};
use crate::io_error;
use crate::save::overwrite;
use crate::source::Encoding;

#[derive(Args)]
pub(super) struct Fix {
    /// 填报表文件（toml），可以有几个
    #[arg(required = true, value_name = "填报表", help_heading = "参数")]
    forms: Vec<PathBuf>,
    /// 只看要改哪些，不写入文件
    #[arg(long, help_heading = "选项")]
    diff: bool,
}

/// What a file begins with that says it is UTF-8.
const MARK: &[u8] = b"\xEF\xBB\xBF";

impl Fix {
    pub(super) fn run(&self) -> Outcome {
        expanded(&self.forms).iter().map(|path| self.fix(path)).max().unwrap_or(Outcome::Clean)
    }

    fn fix(&self, path: &Path) -> Outcome {
        let Some(before) = bytes(path) else { return Outcome::Failed };
        let form = opened(path, &before);
        if !form.checked.form.medium.is_text() {
            let name = &form.checked.form.source.name;
            let advice = if form.checked.form.medium == Medium::Page {
                "没有改网页；请在网页里改。"
            } else {
                "没有改工作簿；请照信息在WPS里改。"
            };
            return print_with_rest(&form, &format!("※ {name}：fix只改文本的填报表（toml），{advice}\n"));
        }
        let text = repair(form.checked.form.source.text());
        let encoding = form.checked.form.source.encoding;
        if text == form.checked.form.source.text() && encoding == Encoding::Utf8 {
            let sign = if form.checked.has_errors() { '※' } else { '√' };
            return print_with_rest(&form, &format!("{sign} {}：没有可以代改的。\n", form.checked.form.source.name));
        }
        let mut lines = changes(form.checked.form.source.text(), &text);
        let count = lines.len();
        if encoding != Encoding::Utf8 {
            lines.push(format!("编码由{}改为UTF-8。", encoding.name()));
        }
        let mark = if encoding == Encoding::Utf8 && before.starts_with(MARK) { MARK } else { &[] };
        let after = [mark, text.as_bytes()].concat();
        let fixed = opened(path, &after);
        match if self.diff { Ok(None) } else { overwrite(path, &after) } {
            Ok(kept) => lines.extend(kept.map(|kept| format!("原来的留存为 {}", kept.aside.display()))),
            Err(unsaved) => {
                print_stderr(&format!("写不了{}：{}。", path.display(), io_error::reason(&unsaved.error)));
                return Outcome::Failed;
            }
        }
        lines.push(match (self.diff, count) {
            (true, _) => format!("※ {}：以上还没有写入；去掉 --diff 就改。", form.checked.form.source.name),
            (false, 0) => format!("√ {}：已改。", form.checked.form.source.name),
            (false, _) => format!("√ {}：已改{count}行。", form.checked.form.source.name),
        });
        print_with_rest(&fixed, &(lines.join("\n") + "\n"))
    }
}

/// Prints what was done, then what is left for a person.
fn print_with_rest(form: &Opened, done: &str) -> Outcome {
    let printed = print_stdout(done);
    form.print_findings();
    printed.max(if form.checked.has_errors() { Outcome::Errors } else { Outcome::Clean })
}

/// The lines that differ, as they were and as they are, each beside its own.
fn changes(before: &str, after: &str) -> Vec<String> {
    let (old, new): (Vec<&str>, Vec<&str>) = (before.lines().collect(), after.lines().collect());
    let diff = TextDiff::from_slices(&old, &new);
    let mut lines = Vec::new();
    for (_, gone, come) in diff.ops().iter().map(DiffOp::as_tag_tuple).filter(|(tag, ..)| *tag != DiffTag::Equal) {
        for at in 0..gone.len().max(come.len()) {
            let was = gone.clone().nth(at).map(|line| format!("第{}行\n  － {}", line + 1, shown(old[line])));
            let is = come.clone().nth(at).map(|line| format!("  ＋ {}", shown(new[line])));
            lines.push(was.into_iter().chain(is).collect::<Vec<_>>().join("\n"));
        }
    }
    lines
}

/// A line cut to what a screen shows, with what cannot be seen as a blank.
fn shown(line: &str) -> String {
    const LONGEST: usize = 120;
    let visible = |c: char| if c.is_control() { ' ' } else { c };
    let line = line.trim_end();
    let more = if line.chars().nth(LONGEST).is_some() { "…" } else { "" };
    line.chars().take(LONGEST).map(visible).collect::<String>() + more
}
