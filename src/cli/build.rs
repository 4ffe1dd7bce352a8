//! `nianbao build`: a form without errors becomes the report's files.

use std::collections::{HashMap, HashSet};
use std::path::{Path, PathBuf};

use clap::Args;

use super::forms::{Opened, expanded, open};
use super::today::Today;
use super::{Outcome, chosen, print_stderr, print_stdout, refuse};
use crate::io_error;
use crate::report::{Refusal, Report, Wanted, compose};
use crate::save::{File, Kept, save};
use crate::write::{WRITERS, Writer, usual_writers};

#[derive(Args, Default)]
pub(super) struct Build {
    /// 填报表，或填好的工作簿（xlsx、xls、ods）、填报网页（html），可以有几个
    #[arg(required = true, value_name = "填报表", help_heading = "参数")]
    forms: Vec<PathBuf>,
    /// 报告写到这个文件夹，没有则新建；不写则放在填报表旁边
    #[arg(short, long, value_name = "文件夹", help_heading = "选项")]
    output: Option<PathBuf>,
    /// 只生成这几种，用英文逗号隔开：docx、xlsx、txt、html；不写则全部生成
    #[arg(long, value_name = "格式", value_delimiter = ',', help_heading = "选项")]
    format: Vec<String>,
    /// 只要三张表（连同标题和表下注释），贴进已有的报告；不核对文字部分。文件名与全文相同，请用-o写到别的文件夹
    #[arg(long, help_heading = "选项")]
    tables_only: bool,
    /// 网页（html）只要正文，贴进网站后台的编辑器
    #[arg(long, help_heading = "选项")]
    fragment: bool,
    /// 文本（txt）里表格的样式：grid（画线，不写即此）、tsv（制表符分隔，供粘贴）；两种都要则用英文逗号隔开，tsv的另存为.tsv.txt
    #[arg(long, value_name = "样式", value_delimiter = ',', help_heading = "选项")]
    text_tables: Vec<String>,
    /// 有错误也生成，标明“草稿”；Word、Excel里在有问题的格子上加批注
    #[arg(long, help_heading = "选项")]
    draft: bool,
    #[command(flatten)]
    today: Today,
}

/// A file of a report to be made: what writes it, and the ending of its name.
#[derive(Clone, Copy)]
struct Output {
    writer: &'static Writer,
    ending: &'static str,
}

/// A form whose report can be built, with the files it becomes.
struct Planned<'a> {
    form: &'a Opened,
    report: Report,
    paths: Vec<(&'static Writer, PathBuf)>,
}

impl Build {
    /// Every format of these forms, beside them.
    pub(super) fn of(forms: Vec<PathBuf>) -> Self {
        Self { forms, ..Self::default() }
    }

    pub(super) fn run(&self) -> Outcome {
        let outputs = match self.outputs() {
            Ok(outputs) => outputs,
            Err(sentence) => return refuse(&sentence, "build"),
        };
        let opened: Vec<Option<Opened>> = expanded(&self.forms).iter().map(|path| self.open(path)).collect();
        let mut outcome = if opened.iter().any(Option::is_none) { Outcome::Failed } else { Outcome::Clean };
        let wanted = Wanted { tables_only: self.tables_only, draft: self.draft };
        let mut planned = Vec::new();
        for form in opened.iter().flatten() {
            form.print_findings();
            if form.checked.has_errors() {
                outcome = outcome.max(Outcome::Errors);
            }
            match compose(&form.checked, wanted) {
                Ok(report) => planned.push(self.plan(form, report, &outputs)),
                Err(Refusal::NoFormat) => {
                    print_stderr(&format!(
                        "还不能确定{}用哪一版格式，草稿也没有生成。先改好上面所列的问题再试。",
                        form.checked.form.source.name
                    ));
                }
                Err(Refusal::Errors) => {
                    print_stderr(&format!("{}有错误，没有生成报告。改好后再试。", form.checked.form.source.name));
                }
            }
        }
        if self.has_clashes(&planned) {
            return Outcome::Failed;
        }
        planned.iter().map(Planned::build).fold(outcome, Outcome::max)
    }

    /// Reads a form; of one whose tables alone are wanted, the narrative does not matter.
    fn open(&self, path: &Path) -> Option<Opened> {
        let form = open(path)?.on(&self.today);
        Some(if self.tables_only { Opened { checked: form.checked.without_narrative(), ..form } } else { form })
    }

    /// The files asked for, or what is wrong with what was asked.
    fn outputs(&self) -> Result<Vec<Output>, String> {
        let known: Vec<&str> = usual_writers().map(Writer::extension).collect();
        let formats = chosen("格式", &self.format, &known)?;
        let tables = chosen("表格样式", &self.text_tables, &["grid", "tsv"])?;
        let is_wanted = |format: &str| formats.is_empty() || formats.contains(&format);
        if self.fragment && !is_wanted("html") {
            return Err("--fragment只用于网页，--format里要有html。".to_owned());
        }
        if !tables.is_empty() && !is_wanted("txt") {
            return Err("--text-tables只用于文本，--format里要有txt。".to_owned());
        }
        let has_style = |writer: &Writer| match (writer.extension(), writer.style()) {
            ("html", style) => style.is_some() == self.fragment,
            ("txt", None) => tables.is_empty() || tables.contains(&"grid"),
            ("txt", Some(style)) => tables.contains(&style),
            (_, style) => style.is_none(),
        };
        let chosen = WRITERS.iter().filter(|writer| is_wanted(writer.extension()) && has_style(writer));
        let is_both = tables.contains(&"grid");
        let ending =
            |writer: &Writer| if is_both && writer.style() == Some("tsv") { "tsv.txt" } else { writer.extension() };
        Ok(chosen.map(|writer| Output { writer, ending: ending(writer) }).collect())
    }

    fn plan<'a>(&self, form: &'a Opened, report: Report, outputs: &[Output]) -> Planned<'a> {
        let beside = form.path.parent().unwrap_or(Path::new(""));
        let folder = self.output.as_deref().unwrap_or(beside);
        let stem = report.file_stem();
        let path = |output: &Output| (output.writer, folder.join(format!("{stem}.{}", output.ending)));
        Planned { form, paths: outputs.iter().map(path).collect(), report }
    }

    /// Whether a file would be written twice, or over a form.
    fn has_clashes(&self, planned: &[Planned]) -> bool {
        let forms: HashSet<String> = expanded(&self.forms).iter().map(|form| identity(form)).collect();
        let mut taken: HashMap<String, &Planned> = HashMap::new();
        for plan in planned {
            for path in plan.paths.iter().map(|(_, path)| path) {
                let file = path.display();
                if forms.contains(&identity(path)) {
                    print_stderr(&format!("{file}就是填报表，生成会把它覆盖，一份也没有生成。请用-o写到别的文件夹。"));
                    return true;
                }
                if let Some(other) = taken.insert(identity(path), plan) {
                    let (one, two) = (other.form.path.display(), plan.form.path.display());
                    print_stderr(&if identity(&other.form.path) == identity(&plan.form.path) {
                        format!("{two}写了两次，一份也没有生成。")
                    } else {
                        format!(
                            "{one}和{two}要写同一个文件{file}，一份也没有生成。请核对机关名称和年度，或分别用-o写到不同的文件夹。"
                        )
                    });
                    return true;
                }
            }
        }
        false
    }
}

/// A path so that two ways of writing it are the same: its folder as the system knows it, and without capitals, which
/// Windows does not tell apart.
fn identity(path: &Path) -> String {
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let folder = folder.canonicalize().or_else(|_| std::path::absolute(folder)).unwrap_or_else(|_| folder.to_owned());
    folder.join(path.file_name().unwrap_or_default()).to_string_lossy().to_lowercase()
}

impl Planned<'_> {
    /// Writes the report, all its files or none.
    fn build(&self) -> Outcome {
        let mut files = Vec::new();
        for (writer, path) in &self.paths {
            match writer.write(&self.report) {
                Ok(bytes) => files.push(File { path: path.clone(), bytes }),
                Err(error) => {
                    print_stderr(&format!(
                        "{}：生成{}时程序出错，一份也没有写出。请把填报表和这句话发给开发者：{}",
                        self.form.checked.form.source.name, error.format, error.reason
                    ));
                    return Outcome::Failed;
                }
            }
        }
        match save(&files) {
            Ok(kept) => self.print_written(&files, &kept),
            Err(unsaved) => {
                let reason = io_error::reason(&unsaved.error);
                print_stderr(&format!(
                    "写不了{}：{reason}。{}的报告一份也没有写出。",
                    unsaved.path.display(),
                    self.form.agency_and_year()
                ));
                for Kept { path, aside } in &unsaved.not_restored {
                    print_stderr(&format!(
                        "原来的{}没能放回去，现在是{}，请自行改回。",
                        path.display(),
                        aside.display()
                    ));
                }
                Outcome::Failed
            }
        }
    }

    fn print_written(&self, files: &[File], kept: &[Kept]) -> Outcome {
        let (sign, what) = match (&self.report.document.draft, self.form.checked.has_errors()) {
            (Some(_), true) => ('×', "生成的是草稿"),
            (Some(_), false) => ('√', "按要求生成草稿"),
            (None, _) => ('√', "已生成"),
        };
        let (name, verdict) = (&self.form.checked.form.source.name, self.form.checked.verdict());
        let mut lines = vec![format!("{sign} {name}：{}，{verdict}，{what}：", self.form.agency_and_year())];
        lines.extend(files.iter().map(|file| format!("  {}", file.path.display())));
        for Kept { path, aside } in kept {
            let name = path.file_name().unwrap_or_default().to_string_lossy();
            lines.push(format!("※ 原来的{name}在生成以后有人改过（或不是本程序生成的），没有覆盖，改名留存为："));
            lines.push(format!("  {}", aside.display()));
            if aside.extension().is_some_and(|ending| ending.eq_ignore_ascii_case("docx")) {
                let form = self.form.path.display();
                lines.push(format!(
                    "  里面的改动都在；要用它，运行：nianbao import {} --form {form} -o 改后.toml",
                    aside.display()
                ));
            }
        }
        print_stdout(&(lines.join("\n") + "\n"))
    }
}
