//! `nianbao rollup --new-roster`: a roster to be completed, of the units whose forms lie in folders.

use std::collections::HashMap;
use std::path::{Path, PathBuf};

use super::folder::{Folder, read_all, unchecked};
use super::saving::native_line_ends;
use super::{Outcome, print_stderr, print_stdout};
use crate::fields;
use crate::form::Form;
use crate::io_error;
use crate::rollup::packed::Given;
use crate::roster::{Proposed, TO_DO, print};
use crate::save::{File, create};
use crate::write::{WriteError, roster};
use crate::year::Year;

/// How many files that tell no agency are named.
const MOST_NAMED: usize = 10;

/// Writes the roster; never over another.
pub(super) fn write(path: &Path, folders: &[PathBuf]) -> Outcome {
    let folder = Folder::of(folders, &[path.to_owned()]);
    let forms = read_all(&folder.files, "读入", |file| unchecked(file, None));
    let mut found = Found::default();
    for (file, form) in folder.files.iter().zip(&forms) {
        match form.as_ref().filter(|form| form.text(&fields::NAME).is_some()) {
            Some(form) => found.add(file, form),
            None => found.nameless.push(file.display().to_string()),
        }
    }
    let is_sheet = path.extension().is_some_and(|ending| ending.eq_ignore_ascii_case("xlsx"));
    let units: Vec<Proposed> = found.units.iter().map(|unit| unit.proposed.clone()).collect();
    if units.is_empty() {
        print_stderr("× 文件夹里没有一份读得出机关名称的填报表或报告，没有写名录。");
        return Outcome::Errors;
    }
    let bytes = if is_sheet { roster(&units) } else { Ok(native_line_ends(&print(&units)).into_bytes()) };
    match saved(path, bytes) {
        Err(reason) => {
            print_stderr(&reason);
            Outcome::Failed
        }
        Ok(()) => {
            print_nameless(&found.nameless);
            print_stdout(&summary(path, units.len()))
        }
    }
}

fn saved(path: &Path, bytes: Result<Vec<u8>, WriteError>) -> Result<(), String> {
    let shown = path.display();
    let bytes = bytes.map_err(|error| format!("写不了{shown}：程序出错（{error}）。"))?;
    let file = File { path: path.to_owned(), bytes };
    create(&[file], &[], false).map(|_| ()).map_err(|unsaved| {
        if unsaved.error.kind() == std::io::ErrorKind::AlreadyExists {
            format!("已有{shown}，没有覆盖它。名录请换个文件名。")
        } else {
            format!("写不了{shown}：{}。", io_error::reason(&unsaved.error))
        }
    })
}

fn print_nameless(files: &[String]) {
    if !files.is_empty() {
        let listed: Vec<&str> = files.iter().take(MOST_NAMED).map(String::as_str).collect();
        let more = if files.len() > MOST_NAMED { "等" } else { "" };
        print_stderr(&format!(
            "※ 有{}个文件读不出机关名称，没有列入，请自己补上：{}{more}。",
            files.len(),
            listed.join("、")
        ));
    }
}

fn summary(path: &Path, count: usize) -> String {
    let mut lines = vec![format!("√ 已写出 {}：{count}个单位", path.display())];
    lines.extend(TO_DO.iter().zip(1..).map(|(line, at)| format!("  {at}. {line}")));
    lines.push(format!("  填好再汇总：nianbao rollup 文件夹 --roster {} -o 汇总", path.display()));
    lines.join("\n") + "\n"
}

/// The units found, each once.
#[derive(Default)]
struct Found {
    units: Vec<Unit>,
    /// Which of them bear a name.
    by_name: HashMap<String, Vec<usize>>,
    /// Files that tell no agency.
    nameless: Vec<String>,
}

/// A unit, and the form by which it was found first.
struct Unit {
    proposed: Proposed,
    folder: Option<PathBuf>,
    year: Option<Year>,
    given: Given,
}

impl Found {
    /// Adds the unit of a form, unless it is there already, as of another year or in another kind of file.
    fn add(&mut self, file: &Path, form: &Form) {
        let mut form = form.clone();
        form.describe_agency();
        let says = |field| form.text(field).unwrap_or_default().to_owned();
        let proposed = Proposed {
            name: says(&fields::NAME),
            level: says(&fields::LEVEL),
            kind: says(&fields::KIND),
            code: says(&fields::CODE),
            file: file.display().to_string(),
        };
        let folder = file.parent().map(Path::to_owned);
        let unit = Unit { proposed, folder, year: form.year(), given: Given::of(&form) };
        let known = self.by_name.entry(unit.proposed.name.clone()).or_default();
        if known.iter().all(|at| self.units[*at].is_another(&unit)) {
            known.push(self.units.len());
            self.units.push(unit);
        }
    }
}

impl Unit {
    /// Whether two of one name are surely different units: their codes differ, or in different folders their figures of
    /// one year.
    fn is_another(&self, other: &Self) -> bool {
        let (own, others) = (&self.proposed.code, &other.proposed.code);
        if !own.is_empty() && !others.is_empty() {
            return own != others;
        }
        self.folder != other.folder
            && self.year == other.year
            && self.given.edition().version == other.given.edition().version
            && self.given.first_difference(&other.given).is_some()
    }
}
