//! `nianbao new`: a blank form of a year's edition, from nothing or from last year's.

use std::path::{Path, PathBuf};

use clap::Args;

use super::beginning::{edition_of, rename};
use super::forms::{Opened, bytes, examined, is_same};
use super::new_pages::{Blank, Pages, WHERE};
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
    #[arg(long, value_name = "机关名称", conflicts_with = "roster", help_heading = "选项")]
    agency: Option<String>,
    /// 上一年的填报表、工作簿，或发布过的报告（Word、PDF、网页、Excel，读法同import）：带入机关、联系方式和上年结转，上年的文字作为说明附在旁边
    #[arg(long, value_name = "上年填报表或报告", conflicts_with = "roster", help_heading = "选项")]
    from: Option<PathBuf>,
    /// 各格先填0，再改有数的；全年没有申请的小单位用
    #[arg(long, help_heading = "选项")]
    zero: bool,
    /// 填报表的样式，用英文逗号隔开：toml（文本，不写即此）、xlsx（在WPS表格里填的工作簿）、html（在浏览器里填的网页，另写--page）
    #[arg(long, value_name = "样式", value_delimiter = ',', help_heading = "选项")]
    format: Vec<String>,
    /// 空白的填报网页（nianbao.html），与程序一起发布；写了它，就是要网页
    #[arg(long, value_name = "填报网页", help_heading = "选项")]
    page: Option<PathBuf>,
    /// 单位名录（toml或xlsx）：给里面的每个单位各写一份网页，-o写放到哪个文件夹
    #[arg(long, value_name = "单位名录", help_heading = "选项")]
    roster: Option<PathBuf>,
    /// 上年的填报表和报告所在的文件夹：每个单位的网页带入它上年的数、联系方式和上年结转
    #[arg(long, value_name = "文件夹", requires = "roster", help_heading = "选项")]
    previous: Option<PathBuf>,
    /// 写到这个文件；不写则放在当前文件夹，名为“机关-年份.toml”
    #[arg(short, long, value_name = "文件", help_heading = "选项")]
    output: Option<PathBuf>,
    /// 已有同名文件时覆盖它；不写则不覆盖
    #[arg(long, help_heading = "选项")]
    force: bool,
    #[command(flatten)]
    today: Today,
}

const FORMATS: [&str; 3] = ["toml", "xlsx", "html"];

impl New {
    pub(super) fn run(&self) -> Outcome {
        if let Some(roster) = &self.roster {
            return self.for_units(roster);
        }
        match self.prepare() {
            Ok((form, missed)) => self.write(&form, &missed),
            Err(None) => Outcome::Failed,
            Err(Some(sentence)) => refuse(&sentence, "new"),
        }
    }

    /// A page for each unit of a roster.
    fn for_units(&self, roster: &Path) -> Outcome {
        let wanted = self.wanted().map(|wanted| wanted.iter().all(|format| *format == FORMATS[2]));
        match (wanted, &self.page, &self.output) {
            (Err(sentence), ..) => refuse(&sentence, "new"),
            (Ok(false), ..) => refuse("按单位名录只写网页：--format html。", "new"),
            (_, None, _) => refuse(&no_page(), "new"),
            (_, _, None) => refuse("没有写网页放到哪个文件夹，如 -o 各单位。", "new"),
            (_, Some(page), Some(output)) => {
                let (previous, year) = (self.previous.as_deref(), self.year.as_deref());
                Pages { page, roster, previous, output, year, zero: self.zero, force: self.force }.run()
            }
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
        match (&self.year, before) {
            (Some(typed), _) => edition_of(typed),
            (None, Some(before)) => edition_of(&before.next().to_string()),
            (None, None) => Err("没有写报告年度，如 --year 2026。".to_owned()),
        }
    }

    fn take_over(&self, form: &mut Form, last: &Opened) -> Result<Vec<String>, String> {
        let Some(before) = last.checked.form.year() else {
            let name = &last.checked.form.source.name;
            let advice = match last.checked.form.medium {
                Medium::Report => format!("先用 nianbao import {name} 读成填报表，补填year，再从那份带入。"),
                _ => String::new(),
            };
            return Err(format!("{name}里没有能认出的报告年度，不能作为上年填报表。{advice}"));
        };
        let missed = carry(form, &last.checked);
        if Some(before.next()) == form.year() {
            let paths = self.paths(form);
            let folder = paths.first().and_then(|path| path.parent()).filter(|folder| !folder.as_os_str().is_empty());
            let previous = relative(&last.path, folder.unwrap_or(Path::new(".")));
            form.write(&fields::PREVIOUS, Answer::Text(previous));
            form.last = Some(Box::new(last.checked.form.clone()));
        }
        let what = if last.checked.form.medium == Medium::Report { "报告" } else { "填报表" };
        form.comments.head.push(format!("由{before}年{what}带入；标着“上年”的数和字供对照，不会印出。"));
        form.comments.head.extend(missed.iter().cloned());
        Ok(missed)
    }

    /// The formats that are wanted: those named, or the one the file's name ends in.
    fn wanted(&self) -> Result<Vec<&str>, String> {
        let named = chosen("样式", &self.format, &FORMATS)?;
        let usual = if self.page.is_some() { FORMATS[2] } else { FORMATS[0] };
        let ending = self.output.as_deref().and_then(ending).unwrap_or(usual);
        let wanted = if named.is_empty() { vec![ending] } else { named };
        match (wanted.contains(&FORMATS[2]), &self.page) {
            (true, None) => Err(no_page()),
            (false, Some(_)) => Err("--page只用于网页，--format里要有html。".to_owned()),
            _ => Ok(wanted),
        }
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
            let made = match ending(&path) {
                Some("html") => match self.page.as_deref().and_then(Blank::open) {
                    Some(blank) => blank.with(form).map_err(|refused| refused.to_string()),
                    None => return Outcome::Failed,
                },
                Some("xlsx") => {
                    questionnaire(&Questionnaire::new(form)).map_err(|error| format!("程序出错（{error}）"))
                }
                _ => {
                    writing.add_form(form, path);
                    continue;
                }
            };
            match made {
                Ok(bytes) => writing.add(path, bytes),
                Err(reason) => {
                    print_stderr(&format!("写不了{}：{reason}。", path.display()));
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

/// What is said where a page is wanted and none is given.
fn no_page() -> String {
    format!("没有写用哪份填报网页：加 --page nianbao.html。{WHERE}。")
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

fn print_written(writing: &Writing, missed: &[String]) -> Outcome {
    let mut lines: Vec<String> = missed.iter().map(|sentence| format!("※ {sentence}")).collect();
    for path in writing.paths() {
        let path = path.display();
        let is_only = writing.paths().len() == 1;
        let format = ending(Path::new(&path.to_string())).unwrap_or(FORMATS[0]);
        lines.push(format!("√ 已写出 {path}"));
        lines.push(match (format == FORMATS[1], is_only) {
            _ if format == FORMATS[2] => {
                format!("  用浏览器打开，填好后按页面上的“另存为网页”存下，再运行：nianbao check {path}")
            }
            (true, true) => format!("  用WPS表格填好保存，把它拖到程序上，或运行：nianbao check {path}"),
            (true, false) => format!("  也可以用WPS表格填这一份，两份填一份就行：nianbao check {path}"),
            (false, _) => format!("  用记事本打开，照里面的说明填好保存，再运行：nianbao check {path}"),
        });
        if format == FORMATS[0] && is_only {
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
