//! `nianbao import`: published reports and filled workbooks read into forms.

use std::collections::HashSet;
use std::path::{Path, PathBuf};

use clap::Args;

use super::forms::{expanded, read};
use super::written::{self, Writing};
use super::{Outcome, complain, refuse, say};
use crate::fault;
use crate::finding::Look;
use crate::import::{Imported, import};
use crate::source::Source;

#[derive(Args)]
pub(super) struct Import {
    /// 填好的填报工作簿（nianbao new --format xlsx 写出的xlsx），可以写几个
    #[arg(required = true, value_name = "工作簿", help_heading = "参数")]
    books: Vec<PathBuf>,
    /// 写到这个填报表文件；读入几个工作簿时，写到这个文件夹，名为“机关-年份.toml”；不写则放在工作簿旁边
    #[arg(short, long, value_name = "填报表", help_heading = "选项")]
    output: Option<PathBuf>,
    /// 已有同名的填报表时覆盖它；不写则不覆盖
    #[arg(long, help_heading = "选项")]
    force: bool,
}

impl Import {
    pub(super) fn run(&self) -> Outcome {
        let (mut read, mut outcome) = (Vec::new(), Outcome::Clean);
        let books = expanded(&self.books);
        for book in &books {
            match open(book) {
                Ok(imported) => read.push((book.as_path(), imported)),
                Err(worse) => outcome = outcome.max(worse),
            }
        }
        match self.write(&read) {
            Ok(()) => outcome,
            Err(worse) => outcome.max(worse),
        }
    }

    /// Writes the forms; two of one name are a wrong call, and nothing is written.
    fn write(&self, read: &[(&Path, Imported)]) -> Result<(), Outcome> {
        let (mut writing, mut names) = (Writing::default(), HashSet::new());
        for (book, Imported { manuscript, .. }) in read {
            let path = match (&self.output, self.books.as_slice()) {
                (None, _) => book.with_extension("toml"),
                (Some(output), [_]) if !written::is_folder(output) => output.clone(),
                (Some(output), _) => output.join(written::name(manuscript) + ".toml"),
            };
            if path.extension().is_none_or(|ending| !ending.eq_ignore_ascii_case("toml")) {
                return Err(refuse(&format!("填报表的文件名应以.toml结尾，不能写成{}。", path.display()), "import"));
            }
            if !names.insert(path.clone()) {
                let (book, path) = (book.display(), path.display());
                return Err(refuse(&format!("{book}和前面一个工作簿要写成同一个文件{path}，都没有写。"), "import"));
            }
            writing.add_form(manuscript, path);
        }
        match writing.write(self.force) {
            Outcome::Clean => tell(read, &writing),
            failed => return Err(failed),
        };
        Ok(())
    }
}

/// Reads a workbook that was dropped on the program into a form beside it, anew whenever it is dropped.
pub(super) fn beside(book: &Path) -> Result<PathBuf, Outcome> {
    let imported = open(book)?;
    let form = book.with_extension("toml");
    let mut writing = Writing::default();
    writing.add_form(&imported.manuscript, form.clone());
    match writing.write_anew() {
        Outcome::Clean => Ok(form),
        failed => Err(failed),
    }
    .inspect(|_| _ = tell(&[(book, imported)], &writing))
}

/// Reads a workbook; what keeps it from being one is said.
fn open(book: &Path) -> Result<Imported, Outcome> {
    let name = book.display();
    if book.extension().is_some_and(|ending| ending.eq_ignore_ascii_case("toml")) {
        complain(&format!("{name}已经是填报表，不用读入。直接核对：nianbao check {name}"));
        return Err(Outcome::Errors);
    }
    let bytes = read(book).map_err(|error| {
        complain(&format!("读不了{name}：{}。", fault::reason(&error)));
        Outcome::Failed
    })?;
    import(&bytes).map_err(|refusal| {
        complain(&format!("{name}：{refusal}。"));
        Outcome::Errors
    })
}

fn tell(read: &[(&Path, Imported)], writing: &Writing) -> Outcome {
    let mut lines = Vec::new();
    for ((book, imported), path) in read.iter().zip(writing.paths()) {
        let name = book.display();
        for finding in &imported.findings {
            complain(&format!("{}\n", finding.print(&Source::new("", String::new()), &Look::coloured()).trim_end()));
        }
        let path = path.display();
        lines.push(format!("√ 已由{name}读入，写出 {path}"));
        lines.push(format!("  下一步核对：nianbao check {path}"));
    }
    if lines.is_empty() { Outcome::Clean } else { say(&(lines.join("\n") + "\n")) }
}
