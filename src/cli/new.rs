//! `nianbao new`: a blank form of a year's edition, from nothing or from last year's.

use std::path::{Path, PathBuf};

use clap::Args;

use super::forms::{Opened, bytes, examined, is_same};
use super::saving::{self, Writing};
use super::today::Today;
use super::{Outcome, chosen, print_stderr, print_stdout, refuse};
use crate::carry_forward::carry;
use crate::check::check;
use crate::date::Date;
use crate::fields;
use crate::finding::{Finding, PRINTED, Palette, print_all};
use crate::form::{Answer, Form, Medium};
use crate::intake;
use crate::report::Questionnaire;
use crate::rule;
use crate::standard::Edition;
use crate::write::questionnaire;
use crate::year::Year;

#[derive(Args)]
pub(super) struct New {
    /// 报告年度，就是数据所属的年份：2027年1月编写的报告，填2026
    #[arg(long, value_name = "年份", help_heading = "选项")]
    year: Option<String>,
    /// 机关全称，与公章一致；能由名称断定的层级、类别一并填好
    #[arg(long, value_name = "机关名称", help_heading = "选项")]
    agency: Option<String>,
    /// 上一年的填报表、工作簿，或发布过的报告（Word、PDF、网页、Excel，读法同import）：带入机关、联系方式和上年结转，上年的文字作为说明附在旁边
    #[arg(long, value_name = "上年填报表或报告", help_heading = "选项")]
    from: Option<PathBuf>,
    /// 各格先填0，再改有数的；全年没有申请的小单位用
    #[arg(long, help_heading = "选项")]
    zero: bool,
    /// 填报表的样式，用英文逗号隔开：toml（文本，不写即此）、xlsx（在WPS表格里填的工作簿）
    #[arg(long, value_name = "样式", value_delimiter = ',', help_heading = "选项")]
    format: Vec<String>,
    /// 写到这个文件；不写则放在当前文件夹，名为“机关-年份.toml”
    #[arg(short, long, value_name = "文件", help_heading = "选项")]
    output: Option<PathBuf>,
    /// 已有同名文件时覆盖它；不写则不覆盖
    #[arg(long, help_heading = "选项")]
    force: bool,
    #[command(flatten)]
    today: Today,
}

const FORMATS: [&str; 2] = ["toml", "xlsx"];

impl New {
    pub(super) fn run(&self) -> Outcome {
        match self.prepare() {
            Ok((form, missed)) => self.write(&form, &missed),
            Err(None) => Outcome::Failed,
            Err(Some(sentence)) => refuse(&sentence, "new"),
        }
    }

    /// The form to be written, and what could not be taken over into it.
    fn prepare(&self) -> Result<(Form, Vec<String>), Option<String>> {
        self.wanted()?;
        let last = match &self.from {
            Some(path) => Some(last_year(path).ok_or(None)?),
            None => None,
        };
        let (edition, year) = self.edition(last.as_ref())?;
        let mut form = Form::empty(edition, Some(year));
        let mut missed = Vec::new();
        if let Some(last) = &last {
            missed = self.take_over(&mut form, last)?;
            if last.checked.form.medium == Medium::Report {
                let name = &last.checked.form.source.name;
                missed.push(format!("上年的数照{name}读入；要改正、留底的，读成填报表：nianbao import {name}"));
            }
        }
        if let Some(name) = self
            .agency
            .as_deref()
            .map(|name| name.trim_matches(|c: char| c.is_whitespace() || "“”\"".contains(c)))
            .filter(|name| !name.is_empty())
        {
            rename(&mut form, name);
        }
        form.prepare();
        if let Some(message) = self.agency.as_ref().and_then(|_| unfit(&form)) {
            return Err(Some(message));
        }
        missed.extend(self.today.date().and_then(|today| unended(&form, today)));
        if self.zero {
            form.fill_zeros();
            missed.push("各表的格子都先填了0，有数的请逐项改。".to_owned());
        }
        Ok((form, missed))
    }

    /// The edition of the year asked for, or of the year after last year's form.
    fn edition(&self, last: Option<&Opened>) -> Result<(&'static Edition, Year), String> {
        let before = last.and_then(|last| last.checked.form.year());
        let (typed, year) = match (&self.year, before) {
            (Some(typed), _) => (typed.clone(), super::year(typed)),
            (None, Some(before)) => (before.next().to_string(), Some(before.next())),
            (None, None) => return Err("没有写报告年度，如 --year 2026。".to_owned()),
        };
        let (first, last) = Edition::years();
        year.and_then(|year| Some((Edition::of_year(year)?, year))).ok_or_else(|| {
            format!("报告年度“{typed}”不对：应是{first}到{last}之间的年份（{first}年度起才有统一格式）。")
        })
    }

    fn take_over(&self, form: &mut Form, last: &Opened) -> Result<Vec<String>, String> {
        let Some(before) = last.checked.form.year() else {
            let name = &last.checked.form.source.name;
            let advice = match last.checked.form.medium {
                Medium::Report => format!("先用 nianbao import {name} 读成填报表，补填year，再从那份带入。"),
                Medium::Text | Medium::Workbook | Medium::Page => String::new(),
            };
            return Err(format!("{name}里没有能认出的报告年度，不能作为上年填报表。{advice}"));
        };
        let missed = carry(form, &last.checked);
        if Some(before.next()) == form.year() {
            let paths = self.paths(form);
            let folder = paths.first().and_then(|path| path.parent()).filter(|folder| !folder.as_os_str().is_empty());
            let previous = relative(&last.path, folder.unwrap_or(Path::new(".")));
            form.write(&fields::PREVIOUS, Answer::Text(previous));
        }
        let what = if last.checked.form.medium == Medium::Report { "报告" } else { "填报表" };
        form.comments.head.push(format!("由{before}年{what}带入；标着“上年”的数和字供对照，不会印出。"));
        form.comments.head.extend(missed.iter().cloned());
        Ok(missed)
    }

    /// The formats that are wanted: those named, or the one the file's name ends in.
    fn wanted(&self) -> Result<Vec<&str>, String> {
        let named = chosen("样式", &self.format, &FORMATS)?;
        let ending = self.output.as_deref().and_then(ending).unwrap_or(FORMATS[0]);
        Ok(if named.is_empty() { vec![ending] } else { named })
    }

    /// The files to be written: of each format wanted.
    fn paths(&self, form: &Form) -> Vec<PathBuf> {
        let usual = form.file_stem();
        let base = match &self.output {
            None => PathBuf::from(usual),
            Some(path) if saving::is_folder(path) => path.join(usual),
            Some(path) if ending(path).is_some() => path.with_extension(""),
            Some(path) => path.clone(),
        };
        let named = |format: &&str| {
            let mut path = base.clone().into_os_string();
            path.push(format!(".{format}"));
            PathBuf::from(path)
        };
        let wanted = self.wanted().unwrap_or_default();
        FORMATS.iter().filter(|format| wanted.contains(format)).map(named).collect()
    }

    fn write(&self, form: &Form, missed: &[String]) -> Outcome {
        let taken = self.from.as_deref().and_then(|from| self.paths(form).into_iter().find(|path| is_same(from, path)));
        if let Some(path) = taken {
            let path = path.display();
            return refuse(&format!("{path}就是上年填报表，不能写在它上面。用 -o 另写一个文件名。"), "new");
        }
        let mut writing = Writing::default();
        for path in self.paths(form) {
            if path.extension().is_none_or(|ending| ending != FORMATS[1]) {
                writing.add_form(form, path);
                continue;
            }
            match questionnaire(&Questionnaire::new(form)) {
                Ok(bytes) => writing.add(path, bytes),
                Err(error) => {
                    print_stderr(&format!("写不了{}：程序出错（{error}）。", path.display()));
                    return Outcome::Failed;
                }
            }
        }
        match writing.write(self.force) {
            Outcome::Clean => print_written(&writing, missed),
            failed => failed,
        }
    }
}

/// Last year's form, workbook or published report; what was read with doubt is printed, or why nothing could be read.
fn last_year(path: &Path) -> Option<Opened> {
    let bytes = bytes(path)?;
    let read = match intake::read(&path.display().to_string(), &bytes) {
        Ok(read) => read,
        Err(refusal) => {
            print_stderr(&format!("{}：{refusal}。", path.display()));
            return None;
        }
    };
    let printed = print_all(&read.findings, &read.form.source, &Palette::coloured(), PRINTED);
    if !printed.is_empty() {
        print_stderr(printed.trim_end());
    }
    Some(examined(path, read.judged(), |_| None))
}

/// The format that a file's name ends in, if it is one of a form.
fn ending(path: &Path) -> Option<&'static str> {
    let ending = path.extension()?;
    FORMATS.iter().copied().find(|format| ending.eq_ignore_ascii_case(format))
}

/// What is wrong with the agency as it was written on the command line.
fn unfit(form: &Form) -> Option<String> {
    let mut form = form.clone();
    form.judge();
    let findings = check(form, None).findings;
    let is_unfit = |finding: &&Finding| {
        finding.subject.is_of(&fields::NAME) && ![rule::P10.code, rule::F04.code].contains(&finding.rule.code)
    };
    findings.iter().find(is_unfit).map(Finding::message)
}

/// What is to be said of a year that has not ended.
fn unended(form: &Form, today: Date) -> Option<String> {
    let checked = check(form.clone(), None).on(today);
    checked.findings.iter().find(|finding| finding.rule.code == rule::F17.code).map(Finding::message)
}

/// Writes another name; the one taken over becomes a former one.
fn rename(form: &mut Form, name: &str) {
    if let Some(before) = form.text(&fields::NAME).filter(|before| *before != name).map(str::to_owned) {
        let names = [form.texts(&fields::FORMER_NAMES), &[before]].concat();
        form.write(&fields::FORMER_NAMES, Answer::Texts(names));
        // These were those of the old name.
        for field in [&fields::LEVEL, &fields::KIND, &fields::TITLE_NAME, &fields::ISSUER] {
            form.forget(field);
        }
    }
    form.write(&fields::NAME, Answer::Text(name.to_owned()));
}

fn print_written(writing: &Writing, missed: &[String]) -> Outcome {
    let mut lines: Vec<String> = missed.iter().map(|sentence| format!("※ {sentence}")).collect();
    for path in writing.paths() {
        let path = path.display();
        let (is_book, is_only) = (path.to_string().ends_with(FORMATS[1]), writing.paths().len() == 1);
        lines.push(format!("√ 已写出 {path}"));
        lines.push(match (is_book, is_only) {
            (true, true) => format!("  用WPS表格填好保存，把它拖到程序上，或运行：nianbao check {path}"),
            (true, false) => format!("  也可以用WPS表格填这一份，两份填一份就行：nianbao check {path}"),
            (false, _) => format!("  用记事本打开，照里面的说明填好保存，再运行：nianbao check {path}"),
        });
        if !is_book && is_only {
            lines.push(
                "  想在WPS表格里填的，加 --format xlsx 另出一份工作簿，填好一样用 nianbao check 核对。".to_owned(),
            );
        }
    }
    if writing.has_forms() {
        lines.push("  一并写出的schema.json供编辑器用，可以不管。".to_owned());
    }
    print_stdout(&(lines.join("\n") + "\n"))
}

/// A file as another one in a folder names it: with `/`, which Windows takes as well.
fn relative(path: &Path, folder: &Path) -> String {
    let whole = |path: &Path| std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
    let (path, folder) = (whole(path), whole(folder));
    pathdiff::diff_paths(&path, &folder).unwrap_or(path).to_string_lossy().replace('\\', "/")
}
