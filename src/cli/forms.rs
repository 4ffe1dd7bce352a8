//! Forms named on the command line: read, checked, their findings printed.

use std::fs;
use std::io::{self, Read as _};
use std::path::{Component, Path, PathBuf};

use glob::{MatchOptions, glob_with};

use super::print_stderr;
use super::today::Today;
use crate::check::{Checked, Previous, check};
use crate::fields;
use crate::finding::{Finding, PRINTED, Palette, print_all};
use crate::form::{Form, Medium, repair};
use crate::intake;
use crate::io_error;
use crate::rule;
use crate::source::Source;

/// Files larger than this are no forms; a form of 10 MB of text still is one.
const LARGEST: u64 = 64 << 20;

/// Whether a longer form can be mended is not tried without being asked.
const LONGEST_TRIED: usize = 1 << 16;

/// A form that was read.
pub(super) struct Opened {
    pub(super) path: PathBuf,
    pub(super) checked: Checked,
}

/// The files meant by the names on the command line. `*` and `?` are left to the program where no shell expands them,
/// as on Windows; a pattern that no file fits stays, to be told as a file that is not there.
pub(super) fn expanded(names: &[PathBuf]) -> Vec<PathBuf> {
    if cfg!(windows) { names.iter().flat_map(|name| matches(name)).collect() } else { names.to_vec() }
}

fn matches(name: &Path) -> Vec<PathBuf> {
    let options = MatchOptions { case_sensitive: false, ..MatchOptions::new() };
    // A bracket is a sign of file names here, not of patterns.
    let pattern = name.to_str().filter(|name| name.contains(['*', '?'])).map(|name| name.replace('[', "[[]"));
    let found = pattern.and_then(|pattern| glob_with(&pattern, options).ok());
    let files: Vec<PathBuf> =
        found.into_iter().flatten().filter_map(Result::ok).filter(|path| path.is_file()).collect();
    if files.is_empty() { vec![name.to_owned()] } else { files }
}

/// Reads and examines a file; prints why if it cannot be read.
pub(super) fn open(path: &Path) -> Option<Opened> {
    bytes(path).map(|bytes| opened(path, &bytes))
}

/// A file that was read, checked beside last year's form, where it names one.
pub(super) fn opened(path: &Path, bytes: &[u8]) -> Opened {
    opened_beside(path, bytes, |form| previous_of(path, form))
}

/// A file that was read, checked beside what is given as last year's form.
pub(super) fn opened_beside(path: &Path, bytes: &[u8], previous: impl FnOnce(&Form) -> Option<Previous>) -> Opened {
    examined(path, intake::filled_in(&path.display().to_string(), bytes), previous)
}

/// A form that was read, checked beside what is given as last year's.
pub(super) fn examined(path: &Path, form: Form, previous: impl FnOnce(&Form) -> Option<Previous>) -> Opened {
    let previous = previous(&form);
    Opened { path: path.to_owned(), checked: without_lines(check(form, previous)) }
}

/// Of a form in a page nobody sees the text: where in it a finding stands is of no use.
fn without_lines(mut checked: Checked) -> Checked {
    let is_page = checked.form.medium == Medium::Page;
    for finding in checked.findings.iter_mut().filter(|_| is_page) {
        (finding.origin, finding.position) = (None, None);
    }
    checked
}

/// Last year's form of a form in a file: the one it names, unless one came along with it.
pub(super) fn previous_of(path: &Path, form: &Form) -> Option<Previous> {
    if form.last.is_some() { None } else { Some(previous(path, form.text(&fields::PREVIOUS)?)) }
}

/// Last year's form, as a form names it.
pub(super) fn previous(form: &Path, named: &str) -> Previous {
    match read(&beside(form, named)) {
        Err(error) => Previous::Unread(format!("读不了（{}）", io_error::reason(&error))),
        Ok(bytes) => match intake::read(named, &bytes) {
            Ok(read) => Previous::Read(Box::new(read.judged())),
            Err(refusal) => Previous::Unread(format!("读不出来（{refusal}）")),
        },
    }
}

/// A file's bytes; prints why if it cannot be read.
pub(super) fn bytes(path: &Path) -> Option<Vec<u8>> {
    match read(path) {
        Ok(bytes) => Some(bytes),
        Err(error) => {
            print_stderr(&format!("读不了{}：{}。", path.display(), io_error::reason(&error)));
            None
        }
    }
}

/// The bytes of a file, if it is not too large to be one that was filled in.
pub(super) fn read(path: &Path) -> io::Result<Vec<u8>> {
    let found = fs::metadata(path)?;
    if found.is_dir() {
        return Err(io::ErrorKind::IsADirectory.into());
    }
    // A pipe or a device may never end.
    if !found.is_file() {
        return Err(io::ErrorKind::Unsupported.into());
    }
    let mut bytes = Vec::new();
    // Not the size a file claims but what it gives decides.
    fs::File::open(path)?.take(LARGEST + 1).read_to_end(&mut bytes)?;
    if bytes.len() as u64 > LARGEST { Err(io::ErrorKind::FileTooLarge.into()) } else { Ok(bytes) }
}

/// The path of a file that a form names, with `/` or `\\` between folders.
fn beside(form: &Path, named: &str) -> PathBuf {
    let folder = form.parent().unwrap_or(Path::new(""));
    let (typed, slashed) = (folder.join(named), folder.join(named.replace('\\', "/")));
    if typed.is_file() { typed } else { slashed }
}

/// Whether two names are of one file. The folders of the second may not be there yet; they are made when it is written.
pub(super) fn is_same(own: &Path, file: &Path) -> bool {
    fs::canonicalize(own).is_ok_and(|own| whole(file) == own)
}

/// A path without links and `..`, as far as it is there.
fn whole(path: &Path) -> PathBuf {
    let mut found = PathBuf::new();
    for part in std::path::absolute(path).unwrap_or_else(|_| path.to_owned()).components() {
        if part == Component::ParentDir {
            found.pop();
        } else {
            found.push(part);
            found = fs::canonicalize(&found).unwrap_or(found);
        }
    }
    found
}

impl Opened {
    /// With what only the day of today tells.
    pub(super) fn on(self, today: &Today) -> Self {
        let checked = match today.date() {
            Some(date) => without_lines(self.checked.on(date)),
            None => self.checked,
        };
        Self { checked, ..self }
    }

    /// The file it names as last year's, if it does.
    pub(super) fn previous(&self) -> Option<PathBuf> {
        Some(beside(&self.path, self.checked.form.text(&fields::PREVIOUS)?))
    }

    /// Whether a file is the form itself, or last year's.
    pub(super) fn uses(&self, file: &Path) -> bool {
        is_same(&self.path, file) || self.previous().is_some_and(|last| is_same(&last, file))
    }

    /// Prints the findings and how many there are to standard error.
    pub(super) fn print_findings(&self) {
        self.print_first(PRINTED);
    }

    /// Prints so many of the findings, and how many there are.
    pub(super) fn print_first(&self, most: usize) {
        let findings = &self.checked.findings;
        if findings.is_empty() {
            return;
        }
        let name = &self.checked.form.source.name;
        let is_page = self.checked.form.medium == Medium::Page;
        let shown = if is_page { &Source::new(name, String::new()) } else { &self.checked.form.source };
        let printed = print_all(findings, shown, &Palette::coloured(), most);
        let sign = if self.checked.has_errors() { '×' } else { '※' };
        print_stderr(&format!("{printed}{sign} {name}：{}。", self.checked.counted()));
        if is_page && findings.iter().any(|finding| finding.explained.is_none() && finding.can_be_explained()) {
            print_stderr("  属实的，在填报网页里按那条问题旁边的“属实，写明理由”。");
        }
        // What rule F01 says of texts is no help with a file that is none.
        let is_of_text = |finding: &&Finding| finding.rule.code != rule::F01.code || finding.origin.is_some();
        if let Some(first) = findings.iter().filter(is_of_text).find(|finding| finding.is_error()) {
            let mut advice = format!("  每条规则的说明，如 {0}：nianbao explain {0}", first.rule.code);
            if !is_page
                && self.checked.form.source.text().len() < LONGEST_TRIED
                && findings.len() <= PRINTED
                && repair(self.checked.form.source.text()) != self.checked.form.source.text()
            {
                advice = format!("  其中有可以代改的：nianbao fix {name}\n{advice}");
            }
            print_stderr(&advice);
        }
    }

    /// The report the form is for: 金湖县人民政府2023年.
    pub(super) fn agency_and_year(&self) -> String {
        let form = &self.checked.form;
        let year = form.year().map(|year| format!("{year}年")).unwrap_or_default();
        format!("{}{year}", form.text(&fields::NAME).unwrap_or_default())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_file_is_known_by_every_name() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("表.toml");
        fs::write(&file, "").unwrap();
        for name in ["表.toml", "./表.toml", "没有/../表.toml", "没有/也没有/../../表.toml"] {
            assert!(is_same(&file, &folder.path().join(name)), "{name}");
        }
        assert!(!is_same(&file, &folder.path().join("没有/表.toml")));
    }

    #[test]
    fn patterns_are_the_files_that_fit() {
        let folder = tempfile::tempdir().unwrap();
        for name in ["乙[1].toml", "甲.TOML", "丙.txt"] {
            fs::write(folder.path().join(name), "").unwrap();
        }
        let names = |pattern: &str| {
            let found = matches(&folder.path().join(pattern));
            let mut names: Vec<_> = found.iter().map(|p| p.file_name().unwrap().to_str().unwrap().to_owned()).collect();
            names.sort();
            names
        };
        assert_eq!(names("*.toml"), ["乙[1].toml", "甲.TOML"]);
        assert_eq!(names("乙[1].*"), ["乙[1].toml"]);
        assert_eq!(names("乙[1].toml"), ["乙[1].toml"]);
        assert_eq!(names("没有*.toml"), ["没有*.toml"]);
    }
}
