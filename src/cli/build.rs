//! `nianbao build`: a form without errors becomes the report's files.

use std::collections::{HashMap, HashSet};
use std::path::{Path, PathBuf};

use clap::Args;

use super::forms::{Opened, open};
use super::{Outcome, complain, say};
use crate::fault;
use crate::report::{Report, compose};
use crate::save::{File, save};
use crate::write::{WRITERS, Writer};

#[derive(Args)]
pub(super) struct Build {
    /// 填报表文件，可以有几个
    #[arg(required = true, value_name = "填报表", help_heading = "参数")]
    forms: Vec<PathBuf>,
    /// 报告写到这个文件夹，没有则新建；不写则放在填报表旁边
    #[arg(short, long, value_name = "文件夹", help_heading = "选项")]
    output: Option<PathBuf>,
    /// 只生成这几种，用英文逗号隔开：docx、xlsx、txt；不写则全部生成
    #[arg(long, value_name = "格式", value_delimiter = ',', help_heading = "选项")]
    format: Vec<String>,
}

/// A form whose report can be built, with the files it becomes.
struct Planned<'a> {
    form: &'a Opened,
    report: Report,
    paths: Vec<(&'static dyn Writer, PathBuf)>,
}

impl Build {
    pub(super) fn run(&self) -> Outcome {
        let writers = match self.writers() {
            Ok(writers) => writers,
            Err(unknown) => {
                let known: Vec<_> = WRITERS.iter().map(|writer| writer.extension()).collect();
                complain(&format!("没有“{unknown}”这种格式，只有{}。用法见 nianbao build --help。", known.join("、")));
                return Outcome::Failed;
            }
        };
        let opened: Vec<Option<Opened>> = self.forms.iter().map(|path| open(path)).collect();
        let mut outcome = if opened.iter().any(Option::is_none) { Outcome::Failed } else { Outcome::Clean };
        let mut planned = Vec::new();
        for form in opened.iter().flatten() {
            form.print_findings();
            if let Some(report) = compose(&form.examined) {
                planned.push(self.plan(form, report, &writers));
            } else {
                outcome = outcome.max(Outcome::Errors);
                complain(&format!("{}有错误，没有生成报告。改好后再试。", form.source.name));
            }
        }
        if self.has_clashes(&planned) {
            return Outcome::Failed;
        }
        planned.iter().map(Planned::build).fold(outcome, Outcome::max)
    }

    /// The formats asked for, or the first that does not exist.
    fn writers(&self) -> Result<Vec<&'static dyn Writer>, &str> {
        let asked: Vec<&str> = self.format.iter().map(|name| name.trim()).filter(|name| !name.is_empty()).collect();
        let is_asked = |writer: &&&dyn Writer| asked.is_empty() || asked.contains(&writer.extension());
        match asked.iter().find(|name| WRITERS.iter().all(|writer| writer.extension() != **name)) {
            Some(unknown) => Err(unknown),
            None => Ok(WRITERS.iter().filter(is_asked).copied().collect()),
        }
    }

    fn plan<'a>(&self, form: &'a Opened, report: Report, writers: &[&'static dyn Writer]) -> Planned<'a> {
        let beside = form.path.parent().unwrap_or(Path::new(""));
        let folder = self.output.as_deref().unwrap_or(beside);
        let stem = report.file_stem();
        let path = |writer: &&'static dyn Writer| (*writer, folder.join(format!("{stem}.{}", writer.extension())));
        Planned { form, paths: writers.iter().map(path).collect(), report }
    }

    /// Whether a file would be written twice, or over a form.
    fn has_clashes(&self, planned: &[Planned]) -> bool {
        let forms: HashSet<String> = self.forms.iter().map(|form| identity(form)).collect();
        let mut taken: HashMap<String, &Planned> = HashMap::new();
        for plan in planned {
            for path in plan.paths.iter().map(|(_, path)| path) {
                let file = path.display();
                if forms.contains(&identity(path)) {
                    complain(&format!("{file}就是填报表，生成会把它覆盖，一份也没有生成。请用-o写到别的文件夹。"));
                    return true;
                }
                if let Some(other) = taken.insert(identity(path), plan) {
                    let (one, two) = (other.form.path.display(), plan.form.path.display());
                    complain(&if identity(&other.form.path) == identity(&plan.form.path) {
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
                    complain(&format!(
                        "{}：生成{}时程序出错，一份也没有写出。请把填报表和这句话发给开发者：{}",
                        self.form.source.name, error.format, error.reason
                    ));
                    return Outcome::Failed;
                }
            }
        }
        if let Err(unsaved) = save(&files) {
            let reason = fault::reason(&unsaved.error);
            complain(&format!(
                "写不了{}：{reason}。{}的报告一份也没有写出。",
                unsaved.path.display(),
                self.form.said()
            ));
            return Outcome::Failed;
        }
        let names: Vec<String> = files.iter().map(|file| format!("\n  {}", file.path.display())).collect();
        say(&format!("√ {}：{}，核对无误，已生成：{}\n", self.form.source.name, self.form.said(), names.concat()))
    }
}
