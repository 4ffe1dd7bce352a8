//! `nianbao import`: published reports and filled workbooks read into forms.

use std::collections::HashSet;
use std::path::{Path, PathBuf};

use clap::Args;
use serde::Serialize;

use super::forms::{self, Opened, expanded, read};
use super::saving::{self, Writing};
use super::{Outcome, print_stderr, print_stdout, refuse};
use crate::edited::take_back;
use crate::fields::{self, FIELDS};
use crate::finding::{Finding, PRINTED, Palette, print_all};
use crate::form::{Form, Medium};
use crate::import::Imported;
use crate::intake;
use crate::io_error;
use crate::subject::Subject;

#[derive(Args)]
pub(super) struct Import {
    /// 已发布的年度报告（docx、xlsx、xls、ods、html、txt、有文字的pdf），或填好的填报工作簿、填报网页，可以写几个
    #[arg(required = true, value_name = "报告", help_heading = "参数")]
    reports: Vec<PathBuf>,
    /// 写到这个填报表文件；读入几份报告时，写到这个文件夹，名为“机关-年份.toml”；不写则放在报告旁边
    #[arg(short, long, value_name = "填报表", help_heading = "选项")]
    output: Option<PathBuf>,
    /// 报告是由哪份填报表生成、后来又改过的：没有改动的句子仍照它写作{{…}}，报告不印的项目（层级、类别等）照它填
    #[arg(long, value_name = "填报表", help_heading = "选项")]
    form: Option<PathBuf>,
    /// 已有同名的填报表时覆盖它；不写则不覆盖
    #[arg(long, help_heading = "选项")]
    force: bool,
    /// 读入时的疑点写成JSON（标准输出，每份报告一行），供其他程序使用
    #[arg(long, help_heading = "选项")]
    json: bool,
}

/// A report that was read.
struct Read {
    report: PathBuf,
    imported: Imported,
}

/// One report's line of `--json`.
#[derive(Serialize)]
struct Line<'a> {
    file: String,
    form: String,
    findings: &'a [Finding],
}

impl Import {
    pub(super) fn run(&self) -> Outcome {
        let own = match &self.form {
            Some(form) => match forms::open(form) {
                Some(form) => Some(form),
                None => return Outcome::Failed,
            },
            None => None,
        };
        let (mut read, mut outcome) = (Vec::new(), Outcome::Clean);
        for report in expanded(&self.reports) {
            match open(&report) {
                Ok(imported) => {
                    let imported = match &own {
                        Some(own) => beside_form(imported, own),
                        None => imported,
                    };
                    read.push(Read { report, imported });
                }
                Err(worse) => outcome = outcome.max(worse),
            }
        }
        match self.write(&read) {
            Ok(()) => outcome,
            Err(worse) => outcome.max(worse),
        }
    }

    /// Writes the forms; two of one name are a wrong call, and nothing is written.
    fn write(&self, read: &[Read]) -> Result<(), Outcome> {
        let (mut writing, mut names, mut beside) = (Writing::default(), HashSet::new(), Vec::new());
        for Read { report, imported } in read {
            let path = match (&self.output, self.reports.as_slice()) {
                (None, _) => report.with_extension("toml"),
                (Some(output), [_]) if !saving::is_folder(output) => output.clone(),
                (Some(output), _) => output.join(imported.form.file_stem() + ".toml"),
            };
            if path.extension().is_none_or(|ending| !ending.eq_ignore_ascii_case("toml")) {
                return Err(refuse(&format!("填报表的文件名应以.toml结尾，不能写成{}。", path.display()), "import"));
            }
            if !names.insert(path.clone()) {
                let (report, path) = (report.display(), path.display());
                return Err(refuse(&format!("{report}和前面一份要写成同一个文件{path}，都没有写。"), "import"));
            }
            if imported.form.medium == Medium::Page {
                let (form, last) = carried(&imported.form, &path);
                writing.add(path, form.to_toml().into_bytes());
                beside.extend(last);
            } else {
                writing.add_form(&imported.form, path);
            }
        }
        beside.into_iter().for_each(|(path, bytes)| writing.add(path, bytes));
        match writing.write(self.force) {
            Outcome::Clean => self.print_read(read, &writing),
            failed => return Err(failed),
        };
        Ok(())
    }

    fn print_read(&self, read: &[Read], writing: &Writing) -> Outcome {
        if !self.json {
            return print_doubts(read, writing);
        }
        let of = |(read, form): (&Read, &Path)| {
            let (file, form) = (read.report.display().to_string(), form.display().to_string());
            let line = Line { file, form, findings: &read.imported.findings };
            serde_json::to_string(&line).unwrap_or_default() + "\n"
        };
        print_stdout(&read.iter().zip(writing.paths()).map(of).collect::<String>())
    }
}

/// The form of a page, which names last year's if that came along; and the file of that one, unless it is there already.
fn carried(form: &Form, path: &Path) -> (Form, Option<(PathBuf, Vec<u8>)>) {
    let Some(last) = &form.last else { return (form.clone(), None) };
    let (name, bytes) = (last.file_stem() + ".toml", last.to_toml().into_bytes());
    let named = form.set(&Subject::Field(&fields::PREVIOUS), &name).unwrap_or_else(|_| form.clone());
    let beside = path.with_file_name(name);
    let is_there = read(&beside).is_ok_and(|there| there == bytes);
    (named, (!is_there && beside != path).then_some((beside, bytes)))
}

/// A report that was edited, beside the form it was made of; of what that form knows there is no doubt left.
fn beside_form(imported: Imported, own: &Opened) -> Imported {
    let missing: Vec<_> = FIELDS.iter().copied().filter(|field| !imported.form.has(field)).collect();
    let form = take_back(imported.form, &own.checked);
    let is_known = |finding: &Finding| missing.iter().any(|field| finding.subject.is_of(field) && form.has(field));
    let findings = imported.findings.into_iter().filter(|finding| !is_known(finding)).collect();
    Imported { form, findings }
}

/// A report that was dropped on the program, read into a form beside it, anew whenever it is dropped.
pub(super) fn beside(report: &Path) -> Result<PathBuf, Outcome> {
    let imported = open(report)?;
    let form = report.with_extension("toml");
    let mut writing = Writing::default();
    writing.add_form(&imported.form, form.clone());
    match writing.write_over() {
        Outcome::Clean => {
            print_doubts(&[Read { report: report.to_owned(), imported }], &writing);
            Ok(form)
        }
        failed => Err(failed),
    }
}

/// Reads a report; if it is none, prints why.
fn open(report: &Path) -> Result<Imported, Outcome> {
    let name = report.display();
    let bytes = read(report).map_err(|error| {
        print_stderr(&format!("读不了{name}：{}。", io_error::reason(&error)));
        Outcome::Failed
    })?;
    match intake::read(&name.to_string(), &bytes) {
        Ok(read) if !read.form.medium.is_text() => Ok(read),
        Ok(_) => {
            print_stderr(&format!("{name}已经是填报表，不用读入。直接核对：nianbao check {name}"));
            Err(Outcome::Errors)
        }
        Err(refusal) => {
            print_stderr(&format!("{name}：{refusal}。"));
            Err(Outcome::Errors)
        }
    }
}

/// Prints what was read with doubt, and where the forms are.
fn print_doubts(read: &[Read], writing: &Writing) -> Outcome {
    let mut lines = Vec::new();
    for (Read { report, imported }, path) in read.iter().zip(writing.paths()) {
        let (name, path) = (report.display(), path.display());
        if !imported.findings.is_empty() && read.len() > 1 {
            print_stderr(&format!("{name}："));
        }
        let printed = print_all(&imported.findings, &imported.form.source, &Palette::coloured(), PRINTED);
        if !printed.is_empty() {
            print_stderr(printed.trim_end());
        }
        let diagnostics = match imported.findings.len() {
            0 => String::new(),
            count => format!("；疑点{count}处，已在表里注明，请对原件核对"),
        };
        lines.push(format!("√ 已由{name}读入，写出 {path}{diagnostics}"));
        if imported.form.last.is_some() {
            lines.push("  上年的表也在里面，写在它旁边，年度衔接照那一份核对。".to_owned());
        }
        lines.push(format!("  下一步核对：nianbao check {path}"));
        if imported.form.medium == Medium::Report {
            lines.push(format!("  只为做下一年的填报表，也可以一步：nianbao new --from {name}"));
        }
    }
    if lines.is_empty() { Outcome::Clean } else { print_stdout(&(lines.join("\n") + "\n")) }
}
