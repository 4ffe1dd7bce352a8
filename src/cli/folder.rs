//! The files of units below folders: found, read in parallel, whatever is wrong with one.

use std::cell::RefCell;
use std::collections::HashSet;
use std::ffi::OsStr;
use std::path::{Path, PathBuf};
use std::{fs, io};

use indicatif::{ProgressBar, ProgressStyle};
use rayon::iter::{IntoParallelRefIterator as _, ParallelIterator as _};
use walkdir::{DirEntry, WalkDir};

use super::forms::{examined, read};
use crate::check::{Checked, Previous};
use crate::fields;
use crate::fields::Field;
use crate::finding::Finding;
use crate::form::{Answer, Form, Medium};
use crate::import::{Imported, Refusal};
use crate::intake;
use crate::io_error;
use crate::page::Unreadable;
use crate::parcel::Parcel;
use crate::rollup::matching::Unread;
use crate::rollup::{Names, Submission, UnitFile};
use crate::roster::{Identity, Roster, Whose};
use crate::rule::{self, Severity};

/// Files that are read, by their endings: forms first, then reports, the more trusted before the less; last those of
/// which can only be said what to do.
const ENDINGS: &[&str] =
    &["toml", "xlsx", "docx", "xls", "ods", "html", "htm", "txt", "pdf", "et", "doc", "wps", "odt", "rtf", "ofd"];
/// What may lie among reports and be none: pictures. One is told as a report where its name tells a unit.
const ASIDE: &[&str] = &["jpg", "jpeg", "png", "bmp", "gif", "tif", "tiff", "webp", "heic"];

/// The message about a file that may be no report at all.
const NO_REPORT: &str = "里面没有年度报告的表（表二、表三、表四），没有计入合计；本来就不是报表的，不用管";

/// The message about an empty file.
const EMPTY: &str = "文件是空的，可能没有下载完整；请重新发来";

/// Parcels that are not opened, by their endings, and what is said of them.
const SEALED_ENDINGS: &[&str] = &["rar", "7z", "tar", "gz", "msg"];
const SEALED: &str = "这种压缩包、邮件不能直接读；请解开，或把附件另存出来，放进同一个文件夹";
/// What is said of a parcel in a parcel.
const NESTED: &str = "压缩包、邮件里又有压缩包，没有再往里读；请解开放进来";

/// Files below folders.
#[derive(Default)]
pub(super) struct Folder {
    /// Those that are read, in order of their names.
    pub(super) files: Vec<PathBuf>,
    /// What could not be entered or listed.
    pub(super) unread: Vec<Unread>,
    /// How many are of a kind that is not read.
    pub(super) passed_over: usize,
}

impl Folder {
    /// Finds the files below folders, without those to be left out.
    pub(super) fn of(folders: &[PathBuf], left_out: &[PathBuf]) -> Self {
        let left_out: HashSet<PathBuf> = left_out.iter().filter_map(|path| fs::canonicalize(path).ok()).collect();
        let (above, above_too) = (RefCell::new(Above::default()), &mut Above::default());
        let is_wanted = |entry: &DirEntry| {
            let is_left_out = || above.borrow_mut().whole(entry).is_ok_and(|path| left_out.contains(&path));
            entry.depth() == 0 || !is_hidden(entry.file_name()) && (left_out.is_empty() || !is_left_out())
        };
        let (mut found, mut known) = (Self::default(), HashSet::new());
        for folder in folders {
            let entries = WalkDir::new(folder).follow_links(true).sort_by_file_name().into_iter();
            for entry in entries.filter_entry(is_wanted) {
                match entry {
                    Ok(entry) if entry.file_type().is_dir() => {}
                    Ok(entry) if entry.file_type().is_file() && parcel(entry.path()).is_some() => {
                        found.open(folder, entry.path());
                    }
                    Ok(entry) if entry.file_type().is_file() && is_sealed(entry.path()) => {
                        found.refuse(folder, entry.path(), SEALED.to_owned());
                    }
                    // What is neither, as a pipe, might never end.
                    Ok(entry) if rank(entry.path()).is_none() || !entry.file_type().is_file() => found.passed_over += 1,
                    Ok(entry) => {
                        // The same file may be met by two ways.
                        let own = above_too.whole(&entry).unwrap_or_else(|_| entry.path().to_owned());
                        if known.insert(own) {
                            found.files.push(entry.into_path());
                        }
                    }
                    Err(error) => found.unread.push(unread_entry(folder, &error)),
                }
            }
        }
        found.files.sort();
        found
    }
}

impl Folder {
    /// Finds what is in a parcel: its files have paths below it, as if it were a folder.
    fn open(&mut self, folder: &Path, path: &Path) {
        let names = contents(path).and_then(|bytes| {
            let names = parcel(path).map(|kind| kind.names(&bytes));
            names.unwrap_or(Ok(Vec::new())).map_err(str::to_owned)
        });
        let names = match names {
            Ok(names) => names,
            Err(why) => return self.refuse(folder, path, why),
        };
        for inner in names.iter().map(|name| path.join(name)) {
            let is_own = inner.components().any(|part| is_hidden(part.as_os_str()));
            match () {
                () if is_own => {}
                () if parcel(&inner).is_some() || is_sealed(&inner) => self.refuse(folder, &inner, NESTED.to_owned()),
                () if rank(&inner).is_none() => self.passed_over += 1,
                () => self.files.push(inner),
            }
        }
    }

    /// Notes a file that is there and not read.
    fn refuse(&mut self, folder: &Path, path: &Path, why: String) {
        let (file, inside) = (named(path), inside(&[folder], path));
        self.unread.push(Unread { file, inside, why, severity: Severity::Error });
    }
}

/// The kind of parcel that a file is, if it is one.
fn parcel(path: &Path) -> Option<Parcel> {
    Parcel::of_ending(path.extension()?.to_str()?)
}

/// Whether a file is a parcel of a kind that is not opened.
fn is_sealed(path: &Path) -> bool {
    path.extension().is_some_and(|ending| SEALED_ENDINGS.iter().any(|own| ending.eq_ignore_ascii_case(own)))
}

/// What a file holds, on the disk or in a parcel there; or why it cannot be read.
fn contents(path: &Path) -> Result<Vec<u8>, String> {
    let parcel = path.ancestors().skip(1).find_map(|above| Some((above, parcel(above).filter(|_| above.is_file())?)));
    let bytes = |path: &Path| read(path).map_err(|error| io_error::reason(&error));
    let Some((above, parcel)) = parcel else { return bytes(path) };
    let name = path.strip_prefix(above).unwrap_or(path).to_string_lossy().replace('\\', "/");
    parcel.file(&bytes(above)?, &name).map_err(str::to_owned)
}

/// The folder last met, by both its names: its files are found by the thousand.
#[derive(Default)]
struct Above {
    met: PathBuf,
    whole: PathBuf,
}

impl Above {
    /// An entry's path without links.
    fn whole(&mut self, entry: &DirEntry) -> io::Result<PathBuf> {
        let Some(folder) = entry.path().parent().filter(|_| entry.depth() > 0 && !entry.path_is_symlink()) else {
            return fs::canonicalize(entry.path());
        };
        if self.met != folder {
            (self.whole, self.met) = (fs::canonicalize(folder)?, folder.to_owned());
        }
        Ok(self.whole.join(entry.file_name()))
    }
}

/// Files that systems keep in any folder, and the bin of a drive.
const OF_THE_SYSTEM: [&str; 4] = ["$RECYCLE.BIN", "System Volume Information", "Thumbs.db", "desktop.ini"];

/// Hidden files, what systems keep, and what WPS and Word leave beside an open document.
pub(super) fn is_hidden(name: &OsStr) -> bool {
    let name = name.to_string_lossy();
    OF_THE_SYSTEM.iter().any(|own| own.eq_ignore_ascii_case(&name))
        || name.starts_with('.')
        || name.starts_with("~$")
        || name.ends_with(".schema.json")
}

/// How far a file is trusted among several of one unit; none if it is not read.
pub(super) fn rank(path: &Path) -> Option<u8> {
    if path.file_name().is_some_and(|name| intake::is_named_as_form(&name.to_string_lossy())) {
        return Some(0);
    }
    let ending = path.extension()?;
    let at = ENDINGS.iter().chain(ASIDE).position(|known| ending.eq_ignore_ascii_case(known))?;
    u8::try_from(at).ok()
}

/// Whether a file may be no report at all.
fn is_aside(path: &Path) -> bool {
    path.extension().is_some_and(|ending| ASIDE.iter().any(|known| ending.eq_ignore_ascii_case(known)))
}

fn unread_entry(folder: &Path, error: &walkdir::Error) -> Unread {
    let path = error.path().unwrap_or(folder);
    let (why, severity) = match (error.loop_ancestor(), error.io_error()) {
        (Some(above), _) => {
            (format!("这个链接指回上面的文件夹{}，绕成了一圈，没有再往里读", above.display()), Severity::Warning)
        }
        (None, Some(error)) => (io_error::reason(error), Severity::Error),
        (None, None) => ("打不开".to_owned(), Severity::Error),
    };
    Unread { file: named(path), inside: inside(&[folder], path), why, severity }
}

/// A path as it stands in what is added up, which is the same on every system: with `/`, which Windows takes as well, but
/// for the name of another computer.
fn named(path: &Path) -> String {
    let shown = path.display().to_string();
    if cfg!(windows) && !shown.starts_with(r"\\") { shown.replace('\\', "/") } else { shown }
}

/// The path of a file below the first folder it lies in; of one that was named itself its name.
fn inside(folders: &[impl AsRef<Path>], path: &Path) -> String {
    let below = folders.iter().find_map(|folder| path.strip_prefix(folder).ok());
    let below = below.filter(|below| !below.as_os_str().is_empty());
    named(&below.map_or_else(|| path.file_name().unwrap_or_default().into(), Path::to_owned))
}

/// Reads files in parallel, with a bar on a terminal; what comes back is in their order.
pub(super) fn read_all<T: Send>(files: &[PathBuf], what: &'static str, read: impl Fn(&Path) -> T + Sync) -> Vec<T> {
    let bar = bar(files.len(), what);
    let read = files
        .par_iter()
        .map(|file| {
            let read = read(file);
            bar.inc(1);
            read
        })
        .collect();
    bar.finish_and_clear();
    read
}

/// A bar on standard error where that is a terminal, nothing elsewhere.
pub(super) fn bar(length: usize, what: &'static str) -> ProgressBar {
    let bar = ProgressBar::new(u64::try_from(length).unwrap_or_default()).with_message(what);
    let style = ProgressStyle::with_template("{msg} [{bar:30}] {pos}/{len}（{percent}%）");
    style.map_or_else(|_| bar.clone(), |style| bar.clone().with_style(style.progress_chars("=> ")))
}

/// What a unit's file below one of the folders brings; last year's form is looked for by the unit. A file that may be no
/// report, and is not called like a unit, brings nothing.
pub(super) fn read_file(
    path: &Path,
    folders: &[PathBuf],
    roster: &Roster,
    names: &Names,
    previous: impl FnOnce(&Form) -> Option<Previous>,
) -> Option<UnitFile> {
    let (file, inside) = (named(path), inside(folders, path));
    if is_aside(path) && names.in_path(&inside, roster).is_none() {
        return None;
    }
    Some(match open(path, Some(roster), previous) {
        Ok(Read { rank, checked, diagnostics }) => {
            UnitFile::Form(Box::new(Submission::of(&file, rank, checked, diagnostics, names)))
        }
        Err((why, severity)) => UnitFile::Unread(Unread { file, inside, why, severity }),
    })
}

/// A unit's file that was read.
pub(super) struct Read {
    /// 0 of a form, more of a report.
    pub(super) rank: u8,
    pub(super) checked: Checked,
    /// What was read with doubt from a report.
    pub(super) diagnostics: Vec<Finding>,
}

/// Reads a form, or a report into one; otherwise why not, and how much that weighs.
pub(super) fn open(
    path: &Path,
    roster: Option<&Roster>,
    previous: impl FnOnce(&Form) -> Option<Previous>,
) -> Result<Read, (String, Severity)> {
    let bytes = contents(path).map_err(|why| (why, Severity::Error))?;
    let rank = rank(path).unwrap_or_default();
    if bytes.iter().all(u8::is_ascii_whitespace) {
        return Err((EMPTY.to_owned(), Severity::Error));
    }
    let Imported { form, findings: diagnostics } = taken_in(path, &bytes, roster)?;
    let medium = form.medium;
    let mut checked = examined(path, form, previous).checked;
    if medium.is_toml() {
        if checked.form.is_nothing() {
            let why = checked.findings.first().map_or("不是填报表".to_owned(), Finding::message);
            return Err((why.trim_end_matches('。').to_owned(), Severity::Error));
        }
        return Ok(Read { rank, checked, diagnostics });
    }
    // No report says them; where the roster does not either, that is a doubt and no mistake of the unit.
    let is_described = |finding: &Finding| DESCRIBED.iter().any(|field| finding.subject.is_of(field));
    checked.findings.retain(|finding| finding.rule.code != rule::F04.code || !is_described(finding));
    if is_workbook(path) && medium == Medium::Report {
        // A published workbook holds no text; that it has none is a doubt (I10), too.
        checked.findings.retain(|finding| finding.rule.code != rule::P01.code);
    }
    Ok(Read { rank, checked, diagnostics })
}

/// A form, or the one that a report is read into, not checked.
pub(super) fn unchecked(path: &Path, roster: Option<&Roster>) -> Option<Form> {
    taken_in(path, &contents(path).ok()?, roster).ok().map(|read| read.form)
}

/// A file read into a form; level and kind of a report as the roster has them.
fn taken_in(path: &Path, bytes: &[u8], roster: Option<&Roster>) -> Result<Imported, (String, Severity)> {
    let mut read = intake::read(&named(path), bytes).map_err(|refusal| match refusal {
        Refusal::NoTables if is_mislabelled(path, bytes) => (Refusal::Damaged.to_string(), Severity::Error),
        // The page as it was handed out, with nothing in it, is nobody's.
        Refusal::Page(Unreadable::Blank) => (refusal.to_string(), Severity::Warning),
        // A letter or a list among the reports is no error.
        Refusal::NoTables => (NO_REPORT.to_owned(), Severity::Warning),
        _ => (refusal.to_string(), Severity::Error),
    })?;
    if !read.form.medium.is_toml() {
        if let Some(roster) = roster {
            describe(&mut read, roster, &named(path));
        }
        read.form.judge();
    }
    Ok(read)
}

fn is_workbook(path: &Path) -> bool {
    path.extension().is_some_and(|ending| ["xlsx", "xls", "ods"].iter().any(|own| ending.eq_ignore_ascii_case(own)))
}

/// Whether a file of an office program is none: an empty or broken one would pass for a text without tables.
fn is_mislabelled(path: &Path, bytes: &[u8]) -> bool {
    const PACKED: &[u8] = b"PK";
    const COMPOUND: &[u8] = &[0xD0, 0xCF, 0x11, 0xE0];
    let is_office =
        path.extension().is_some_and(|ending| ["docx", "xlsx"].iter().any(|own| ending.eq_ignore_ascii_case(own)));
    is_office && !bytes.starts_with(PACKED) && !bytes.starts_with(COMPOUND)
}

/// What a form, in a file of that path, tells of whose it is.
pub(super) fn identity<'a>(form: &'a Form, path: &'a str) -> Identity<'a> {
    let former = form.texts(&fields::FORMER_NAMES).iter().map(String::as_str);
    Identity {
        names: form.text(&fields::NAME).into_iter().chain(former).collect(),
        code: form.text(&fields::CODE),
        path,
    }
}

/// What the roster tells of a unit and a report does not.
const DESCRIBED: [&Field; 2] = [&fields::LEVEL, &fields::KIND];

/// Level and kind as the roster has them, where a report does not tell them; then there is no doubt about them.
fn describe(Imported { form, findings }: &mut Imported, roster: &Roster, path: &str) {
    let Whose::Of(unit) = roster.whose(&identity(form, path)) else { return };
    let unit = &roster.units[unit];
    for (field, word) in DESCRIBED.into_iter().zip([unit.level, unit.kind]) {
        if let (Some(word), None) = (word, form.text(field)) {
            form.write(field, Answer::Choice(word));
            findings.retain(|finding| !finding.subject.is_of(field));
        }
    }
}
