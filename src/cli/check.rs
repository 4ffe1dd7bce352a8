//! `nianbao check`: what is wrong with a form, as text or JSON.

use std::path::PathBuf;

use clap::Args;
use serde::Serialize;

use super::forms::{Opened, expanded, open};
use super::watch::watch;
use super::{Outcome, complain, refuse, say};
use crate::finding::Listed;
use crate::tally::Figures;

#[derive(Args)]
pub(super) struct Check {
    /// 填报表文件，可以有几个
    #[arg(required = true, value_name = "填报表", help_heading = "参数")]
    forms: Vec<PathBuf>,
    /// 结果写成JSON（标准输出，每份填报表一行），供其他程序使用
    #[arg(long, help_heading = "选项")]
    json: bool,
    /// 边填边核对：每次保存都重新核对，显示表三的合计和勾稽关系（一次一份填报表）
    #[arg(long, conflicts_with = "json", help_heading = "选项")]
    watch: bool,
}

/// One form's line of `--json`.
#[derive(Serialize)]
struct Line<'a> {
    file: &'a str,
    findings: Vec<Listed<'a>>,
    derived: &'a Figures,
}

impl Check {
    pub(super) fn run(&self) -> Outcome {
        let forms = expanded(&self.forms);
        if self.watch {
            return match forms.as_slice() {
                [form] => watch(form),
                _ => refuse("--watch一次只能看一份填报表。", "check"),
            };
        }
        forms
            .iter()
            .map(|path| match open(path) {
                Some(form) => self.report(&form),
                None => Outcome::Failed,
            })
            .max()
            .unwrap_or(Outcome::Clean)
    }

    fn report(&self, form: &Opened) -> Outcome {
        let outcome = if form.examined.has_errors() { Outcome::Errors } else { Outcome::Clean };
        if !self.json {
            form.print_findings();
            if outcome == Outcome::Clean {
                let (name, said) = (&form.source.name, form.said());
                let verdict =
                    if form.examined.findings.is_empty() { "核对无误" } else { "没有错误，可以生成" };
                return say(&format!("√ {name}：{said}，{verdict}。\n"));
            }
            return outcome;
        }
        let line = Line {
            file: &form.source.name,
            findings: form.examined.findings.iter().map(|finding| Listed(finding, &form.source)).collect(),
            derived: &form.examined.figures,
        };
        match serde_json::to_string(&line) {
            Ok(line) => outcome.max(say(&(line + "\n"))),
            Err(error) => {
                complain(&format!("写不出JSON：{error}。"));
                Outcome::Failed
            }
        }
    }
}
