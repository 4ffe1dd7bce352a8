//! `nianbao check`: what is wrong with a form, as text or JSON.

use std::path::{Path, PathBuf};

use clap::Args;

use super::forms::{Opened, expanded, open};
use super::today::Today;
use super::watch::watch;
use super::{Outcome, print_stderr, print_stdout, refuse};
use crate::io_error;
use crate::report::{Document, record};
use crate::save::{File, Kept, save};
use crate::write::{Writer, usual_writers};

#[derive(Args, Default)]
pub(super) struct Check {
    /// 填报表，或填好的工作簿（xlsx、xls、ods）、填报网页（html），可以有几个
    #[arg(required = true, value_name = "填报表", help_heading = "参数")]
    forms: Vec<PathBuf>,
    /// 结果写成JSON（标准输出，每份填报表一行），供其他程序使用
    #[arg(long, help_heading = "选项")]
    json: bool,
    /// 边填边核对：每次保存都重新核对，显示表三的合计和勾稽关系（一次一份填报表）
    #[arg(long, conflicts_with = "json", help_heading = "选项")]
    watch: bool,
    /// 把核对内容、发现的问题和说明写成核对情况表（docx、txt或html），交审核人存档（一次一份填报表）
    #[arg(long, value_name = "文件", conflicts_with = "watch", help_heading = "选项")]
    record: Option<PathBuf>,
    #[command(flatten)]
    today: Today,
}

impl Check {
    /// Checks these forms.
    pub(super) fn of(forms: Vec<PathBuf>) -> Self {
        Self { forms, ..Self::default() }
    }

    pub(super) fn run(&self) -> Outcome {
        let forms = expanded(&self.forms);
        if self.watch {
            return match forms.as_slice() {
                [form] => watch(form, &self.today),
                _ => refuse("--watch一次只能看一份填报表。", "check"),
            };
        }
        if let Some(file) = &self.record {
            return match forms.as_slice() {
                [form] => self.recorded(form, file),
                _ => refuse("--record一次只能记一份填报表。", "check"),
            };
        }
        forms
            .iter()
            .map(|path| match open(path) {
                Some(form) => self.report(&form.on(&self.today)),
                None => Outcome::Failed,
            })
            .max()
            .unwrap_or(Outcome::Clean)
    }

    /// Checks a form and writes the record of it.
    fn recorded(&self, form: &Path, file: &Path) -> Outcome {
        let Some(writer) = writer_of(file) else {
            return refuse("--record的文件名应以.docx、.txt或.html结尾。", "check");
        };
        let Some(form) = open(form) else { return Outcome::Failed };
        let form = form.on(&self.today);
        if form.uses(file) {
            return refuse("--record的文件就是填报表自己（或上年的填报表），换一个文件名。", "check");
        }
        let outcome = self.report(&form);
        match record(&form.checked) {
            Ok(record) => outcome.max(written(&record, writer, file, self.json)),
            Err(_) => {
                print_stderr(&format!("还不能确定{}用哪一版格式，没有写核对情况表。", form.checked.form.source.name));
                Outcome::Failed
            }
        }
    }

    fn report(&self, form: &Opened) -> Outcome {
        let outcome = if form.checked.has_errors() { Outcome::Errors } else { Outcome::Clean };
        if !self.json {
            form.print_findings();
            if outcome == Outcome::Clean {
                let (name, report) = (&form.checked.form.source.name, form.agency_and_year());
                return print_stdout(&format!("√ {name}：{report}，{}，可以生成。\n", form.checked.verdict()));
            }
            return outcome;
        }
        match serde_json::to_string(&form.checked) {
            Ok(line) => outcome.max(print_stdout(&(line + "\n"))),
            Err(error) => {
                print_stderr(&format!("写不出JSON：{error}。"));
                Outcome::Failed
            }
        }
    }
}

/// Who writes a file of that ending: a text, not a workbook.
fn writer_of(file: &Path) -> Option<&'static Writer> {
    let ending = file.extension()?;
    usual_writers().find(|writer| writer.is_of_text() && ending.eq_ignore_ascii_case(writer.extension()))
}

/// Writes the record, and says so where that is not in the way of JSON.
fn written(record: &Document, writer: &Writer, file: &Path, is_silent: bool) -> Outcome {
    let bytes = match writer.write_document(record) {
        Ok(bytes) => bytes,
        Err(error) => {
            print_stderr(&format!("写不了{}：程序出错（{error}）。", file.display()));
            return Outcome::Failed;
        }
    };
    match save(&[File { path: file.to_owned(), bytes }]) {
        Ok(kept) => {
            let mut lines = vec![format!("√ 核对情况表已写到 {}", file.display())];
            let aside = |kept: &Kept| format!("※ 原来的文件有人改过，没有覆盖，改名留存为：{}", kept.aside.display());
            lines.extend(kept.iter().map(aside));
            if is_silent { Outcome::Clean } else { print_stdout(&(lines.join("\n") + "\n")) }
        }
        Err(unsaved) => {
            print_stderr(&format!("写不了{}：{}。", file.display(), io_error::reason(&unsaved.error)));
            Outcome::Failed
        }
    }
}
