//! Files written all or none: to temporary files beside their targets first, then renamed. What a person has edited
//! since it was generated is never overwritten: it is kept aside under a dated name.

mod digests;
mod kept_copy;
mod leftovers;

use std::collections::btree_map::Entry;
use std::collections::{BTreeMap, HashSet};
use std::fs;
use std::io::{Error, ErrorKind, Write as _};
use std::path::{Path, PathBuf};

use jiff::ZonedDateTime;
use tempfile::{Builder, NamedTempFile};

use digests::Digests;
use kept_copy::keep_copy;
use leftovers::{sweep, sweep_replaced};

/// How the names of temporary files begin, and end: of those that are written, and of what they replace.
const PREFIX: &str = ".nianbao-";
const TEMPORARY: &str = ".tmp";
const WAS: &str = ".old";

/// A file to be written.
#[derive(Debug)]
pub(crate) struct File {
    /// Where to.
    pub path: PathBuf,
    /// What.
    pub bytes: Vec<u8>,
}

/// A file that could not be written. None of those it came with were.
#[derive(Debug)]
pub(crate) struct Unsaved {
    /// The file.
    pub path: PathBuf,
    /// Why not.
    pub error: Error,
    /// What could not be put back where it was.
    pub not_restored: Vec<Kept>,
}

impl Unsaved {
    fn new(path: &Path, error: Error) -> Self {
        Self { path: path.to_owned(), error, not_restored: Vec::new() }
    }
}

impl std::fmt::Display for Unsaved {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}: {}", self.path.display(), self.error)
    }
}

impl std::error::Error for Unsaved {}

/// A file that stood in the way, and where it is kept now.
#[derive(Debug)]
pub(crate) struct Kept {
    /// Where it stood.
    pub path: PathBuf,
    /// Where it is.
    pub aside: PathBuf,
}

/// Writes all the files, or leaves every file as it was; returns those that were kept aside because somebody had edited
/// them. The folders are made if missing, and stay.
pub(crate) fn save(files: &[File]) -> Result<Vec<Kept>, Unsaved> {
    let mut folders: BTreeMap<&Path, Digests> = BTreeMap::new();
    let mut replaced = Vec::new();
    match replace_all(files, &mut folders, &mut replaced) {
        Ok(()) => Ok(replaced.into_iter().filter_map(Replaced::kept).collect()),
        Err(mut failure) => {
            failure.not_restored.extend(replaced.into_iter().rev().filter_map(Replaced::undo));
            folders.into_values().for_each(Digests::abandon);
            Err(failure)
        }
    }
}

/// Removes from a folder what was generated there before and is not among these files. What somebody has edited stays,
/// and so does what cannot be removed; those are returned.
pub(crate) fn withdraw(folder: &Path, files: &[File]) -> Vec<PathBuf> {
    let kept: HashSet<&Path> = files.iter().map(|file| file.path.as_path()).collect();
    withdraw_those(folder, |path| !kept.contains(path))
}

/// Removes a file that was generated before; whether nothing is there any more that was. What somebody has edited stays.
pub(crate) fn withdraw_file(file: &Path) -> bool {
    let folder = file.parent().unwrap_or(Path::new(""));
    withdraw_those(folder, |path| path == file).is_empty()
}

fn withdraw_those(folder: &Path, is_one: impl Fn(&Path) -> bool) -> Vec<PathBuf> {
    let Ok(mut digests) = Digests::open_existing(folder) else { return Vec::new() };
    let mut staying = Vec::new();
    for path in digests.generated(folder).into_iter().filter(|path| is_one(path)) {
        let is_own = fs::read(&path).is_ok_and(|bytes| digests.knows(&path, &bytes));
        if !path.exists() || is_own && fs::remove_file(&path).is_ok() {
            digests.forget(&path);
        } else {
            staying.push(path);
        }
    }
    _ = digests.write();
    staying.sort();
    staying
}

/// Writes files that are not there yet, all or none. One that is there is replaced only if `replace` says so, and
/// otherwise is an error of the kind [`ErrorKind::AlreadyExists`]; those of `always_replaced` are replaced in any case.
/// What was replaced before a later file failed stays replaced. Of what is replaced because `replace` says so a copy is
/// kept; where comes back.
pub(crate) fn create(files: &[File], always_replaced: &[File], replace: bool) -> Result<Vec<Kept>, Unsaved> {
    let mut kept = Vec::new();
    for File { path, bytes } in files.iter().filter(|file| replace && file.path.is_file()) {
        kept.extend(keep_copy(path, bytes).map_err(|error| Unsaved::new(path, error))?);
    }
    let files = files.iter().map(|file| (file, replace));
    let all = files.chain(always_replaced.iter().map(|file| (file, true)));
    let staged: Vec<New> = all.map(|(file, replace)| New::stage(file, replace)).collect::<Result<_, _>>()?;
    let mut created: Vec<&Path> = Vec::new();
    for New { path, replace, is_there, file } in staged {
        let put = if replace { file.persist(path) } else { file.persist_noclobber(path) };
        if let Err(failure) = put {
            for path in created {
                _ = fs::remove_file(path);
            }
            return Err(Unsaved::new(path, failure.error));
        }
        created.extend((!is_there).then_some(path));
    }
    Ok(kept)
}

/// Writes many files as [`create`] does, each made when its turn comes and kept no longer.
pub(crate) fn create_each(
    paths: &[PathBuf],
    make: impl Fn(usize) -> Vec<u8>,
    replace: bool,
) -> Result<Vec<Kept>, Unsaved> {
    let is_there = |path: &Path| path.symlink_metadata().is_ok();
    if let Some(path) = paths.iter().find(|path| !replace && is_there(path)) {
        return Err(Unsaved::new(path, ErrorKind::AlreadyExists.into()));
    }
    let (mut kept, mut created) = (Vec::new(), Vec::new());
    for (at, path) in paths.iter().enumerate() {
        let is_new = !is_there(path);
        match create(&[File { path: path.clone(), bytes: make(at) }], &[], replace) {
            Ok(more) => kept.extend(more),
            Err(unsaved) => {
                created.into_iter().for_each(|path| _ = fs::remove_file(path));
                return Err(unsaved);
            }
        }
        created.extend(is_new.then_some(path));
    }
    Ok(kept)
}

/// A file to be created, written to a temporary one.
struct New<'a> {
    path: &'a Path,
    /// Whether it may take the place of another.
    replace: bool,
    /// Whether there is another.
    is_there: bool,
    file: NamedTempFile,
}

impl<'a> New<'a> {
    fn stage(File { path, bytes }: &'a File, replace: bool) -> Result<Self, Unsaved> {
        let unsaved = |error| Unsaved::new(path, error);
        let is_there = path.symlink_metadata().is_ok();
        if is_there && !replace {
            return Err(unsaved(ErrorKind::AlreadyExists.into()));
        }
        if is_there && path.is_dir() {
            return Err(unsaved(ErrorKind::IsADirectory.into()));
        }
        fs::create_dir_all(folder_of(path)).map_err(unsaved)?;
        sweep(folder_of(path));
        let file = stage(path, bytes).map_err(unsaved)?;
        Ok(Self { path, replace, is_there, file })
    }
}

/// Writes other bytes into a file that is there: where a link leads, with the permissions it has. A copy of it is kept;
/// where comes back.
pub(crate) fn overwrite(path: &Path, bytes: &[u8]) -> Result<Option<Kept>, Unsaved> {
    let unsaved = |error| Unsaved::new(path, error);
    let target = path.canonicalize().map_err(unsaved)?;
    let permissions = fs::metadata(&target).map_err(unsaved)?.permissions();
    if permissions.readonly() {
        return Err(unsaved(ErrorKind::PermissionDenied.into()));
    }
    sweep(folder_of(&target));
    let kept = keep_copy(&target, bytes).map_err(unsaved)?;
    let new = stage(&target, bytes).map_err(unsaved)?;
    new.as_file().set_permissions(permissions).map_err(unsaved)?;
    new.persist(&target).map(|_| kept).map_err(|failure| unsaved(failure.error))
}

/// Puts the files in their places, one after the other, up to the first that cannot be written.
fn replace_all<'a>(
    files: &'a [File],
    folders: &mut BTreeMap<&'a Path, Digests>,
    replaced: &mut Vec<Replaced>,
) -> Result<(), Unsaved> {
    let mut staged = Vec::new();
    for File { path, bytes } in files {
        let unsaved = |error| Unsaved::new(path, error);
        let folder = folder_of(path);
        fs::create_dir_all(folder).map_err(unsaved)?;
        let digests = match folders.entry(folder) {
            Entry::Occupied(known) => known.into_mut(),
            Entry::Vacant(new) => {
                let digests = Digests::open(folder)?;
                sweep(folder);
                sweep_replaced(folder);
                new.insert(digests)
            }
        };
        let existing = Existing::at(path, bytes, digests).map_err(unsaved)?;
        digests.note(path, bytes);
        staged.push((path, stage(path, bytes).map_err(unsaved)?, existing));
    }
    for (path, new, existing) in staged {
        replaced.push(replace(path, new, existing)?);
    }
    folders.values_mut().try_for_each(Digests::write)
}

/// What stands where a file is to be written.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Existing {
    Nothing,
    /// What was generated, or just what is to be written.
    Generated,
    /// What somebody edited, or put there.
    Edited,
}

impl Existing {
    fn at(path: &Path, new: &[u8], digests: &Digests) -> Result<Self, Error> {
        match fs::symlink_metadata(path) {
            Err(error) if error.kind() == ErrorKind::NotFound => return Ok(Self::Nothing),
            Err(error) => return Err(error),
            Ok(_) if path.is_dir() => return Err(ErrorKind::IsADirectory.into()),
            // A link without a target, or a pipe, was still put there by a person.
            Ok(_) if !path.is_file() => return Ok(Self::Edited),
            Ok(_) => {}
        }
        let old = fs::read(path)?;
        Ok(if old == new || digests.knows(path, &old) { Self::Generated } else { Self::Edited })
    }
}

/// A file in its place, and what stood there before.
struct Replaced {
    path: PathBuf,
    old: Old,
}

/// What stood in a file's place, and where it is now.
enum Old {
    Nothing,
    /// What was generated before: a temporary file, deleted once all files are in place.
    Generated(NamedTempFile<()>),
    /// What somebody had edited: kept.
    Edited(PathBuf),
}

impl Replaced {
    /// Puts back what was there. If that fails it is not deleted either; where it is then comes back.
    fn undo(self) -> Option<Kept> {
        let aside = match self.old {
            Old::Nothing => {
                _ = fs::remove_file(&self.path);
                return None;
            }
            Old::Generated(old) => match old.persist(&self.path) {
                Ok(()) => return None,
                Err(lost) => lost.file.keep().map_or_else(|lost| lost.file.path().to_owned(), |((), path)| path),
            },
            Old::Edited(aside) => match fs::rename(&aside, &self.path) {
                Ok(()) => return None,
                Err(_) => aside,
            },
        };
        Some(Kept { path: self.path, aside })
    }

    fn kept(self) -> Option<Kept> {
        match self.old {
            Old::Edited(aside) => Some(Kept { path: self.path, aside }),
            Old::Nothing | Old::Generated(_) => None,
        }
    }
}

/// Writes the bytes to a temporary file in the folder of the file they are for, so that it only has to be renamed.
fn stage(path: &Path, bytes: &[u8]) -> Result<NamedTempFile, Error> {
    let folder = folder_of(path);
    let mut builder = Builder::new();
    builder.prefix(PREFIX).suffix(TEMPORARY);
    // A report is a public document; the default would make it private to its author.
    #[cfg(unix)]
    builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o666));
    let mut new = builder.tempfile_in(folder)?;
    // So that other runs know that it is still written; some shared drives have no locks.
    _ = new.as_file().try_lock();
    new.write_all(bytes)?;
    new.as_file().sync_all()?;
    Ok(new)
}

/// Gives a file a second name, so that it stays in its place until another takes it; a copy where the drive has one
/// name a file, and moved where it cannot be copied either.
fn name_twice(path: &Path, second: &Path) -> Result<(), Error> {
    let is_copied = || path.is_file() && !second.exists() && fs::copy(path, second).is_ok();
    if fs::hard_link(path, second).is_ok() || is_copied() {
        return Ok(());
    }
    fs::rename(path, second)
}

/// Puts a new file in its place, and keeps what stood there. At no moment is there neither.
fn replace(path: &Path, new: NamedTempFile, existing: Existing) -> Result<Replaced, Unsaved> {
    let old = match existing {
        Existing::Nothing => Ok(Old::Nothing),
        Existing::Generated => {
            let aside = |temporary: &Path| name_twice(path, temporary);
            Builder::new().prefix(PREFIX).suffix(WAS).make_in(folder_of(path), aside).map(Old::Generated)
        }
        Existing::Edited => name_aside(path).and_then(|aside| name_twice(path, &aside).map(|()| Old::Edited(aside))),
    };
    let old = old.map_err(|error| Unsaved::new(path, error))?;
    let replaced = Replaced { path: path.to_owned(), old };
    match new.persist(path) {
        Ok(_) => Ok(replaced),
        // It stands where it stood: the second name goes. Renamed it would stay, for both are one file.
        Err(failure) if fs::symlink_metadata(path).is_ok() => {
            if let Old::Edited(aside) = replaced.old {
                _ = fs::remove_file(aside);
            }
            Err(Unsaved::new(path, failure.error))
        }
        Err(failure) => {
            Err(Unsaved { not_restored: replaced.undo().into_iter().collect(), ..Unsaved::new(path, failure.error) })
        }
    }
}

/// A free name to keep a file under, with the day it was last changed: `年报（2026-01-23留存）.docx`.
fn name_aside(path: &Path) -> Result<PathBuf, Error> {
    let changed = fs::symlink_metadata(path)?.modified()?;
    let day = ZonedDateTime::try_from(changed).map_err(Error::other)?.date();
    let part = |part: Option<&std::ffi::OsStr>| part.unwrap_or_default().to_string_lossy().into_owned();
    let (stem, ending) = (part(path.file_stem()), part(path.extension()));
    let named = |again: String| path.with_file_name(format!("{stem}（{day}留存{again}）.{ending}"));
    let mut name = named(String::new());
    let mut again = 2;
    while name.try_exists()? {
        name = named(again.to_string());
        again += 1;
    }
    Ok(name)
}

fn folder_of(path: &Path) -> &Path {
    path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn file(folder: &Path, name: &str, text: &str) -> File {
        File { path: folder.join(name), bytes: text.as_bytes().to_vec() }
    }

    /// The files of a folder, without the digests.
    fn listing(folder: &Path) -> Vec<(String, String)> {
        let mut found: Vec<_> = fs::read_dir(folder)
            .unwrap()
            .map(|entry| entry.unwrap())
            .map(|e| (e.file_name().into_string().unwrap(), fs::read_to_string(e.path()).unwrap_or_default()))
            .filter(|(name, _)| !name.ends_with("-digests"))
            .collect();
        found.sort();
        found
    }

    #[test]
    fn all_are_written_and_nothing_else_is_left() {
        let folder = tempfile::tempdir().unwrap();
        let deep = folder.path().join("新 建").join("out");
        save(&[file(&deep, "a.txt", "一"), file(&deep, "b.txt", "二")]).unwrap();
        save(&[file(&deep, "a.txt", "三"), file(&deep, "b.txt", "四")]).unwrap();
        assert_eq!(listing(&deep), [("a.txt".into(), "三".into()), ("b.txt".into(), "四".into())]);
    }

    #[test]
    fn what_cannot_be_put_back_is_kept() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.txt");
        fs::write(&path, "旧").unwrap();
        let aside = |temporary: &Path| fs::rename(&path, temporary);
        let old = Builder::new().suffix(".old").make_in(folder.path(), aside).unwrap();
        // A folder in the way, as a program that holds the file would be.
        fs::create_dir(&path).unwrap();
        fs::write(path.join("b.txt"), "新").unwrap();
        let not_restored = Replaced { path, old: Old::Generated(old) }.undo().unwrap();
        assert_eq!(fs::read_to_string(&not_restored.aside).unwrap(), "旧");
        assert!(listing(folder.path()).iter().any(|(name, text)| name.contains(".old") && text == "旧"));
    }

    #[test]
    fn when_one_cannot_be_written_all_stay_as_they_were() {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join("a.txt"), "旧").unwrap();
        fs::create_dir(folder.path().join("c.txt")).unwrap();
        let before = listing(folder.path());
        let files = ["a.txt", "b.txt", "c.txt"].map(|name| file(folder.path(), name, "新"));
        let failure = save(&files).unwrap_err();
        assert_eq!(failure.path, folder.path().join("c.txt"));
        assert_eq!(failure.error.kind(), ErrorKind::IsADirectory);
        assert_eq!(listing(folder.path()), before);
    }

    #[test]
    fn what_somebody_edited_is_kept_aside() {
        let folder = tempfile::tempdir().unwrap();
        let files = ["a.txt", "b.txt"].map(|name| file(folder.path(), name, "一"));
        assert!(save(&files).unwrap().is_empty());
        assert!(save(&files).unwrap().is_empty());
        let changed = ["a.txt", "b.txt"].map(|name| file(folder.path(), name, "二"));
        assert!(save(&changed).unwrap().is_empty(), "what was generated is replaced");
        let mut asides = Vec::new();
        for text in ["人改的", "人又改的"] {
            fs::write(folder.path().join("a.txt"), text).unwrap();
            let kept = save(&files).unwrap();
            assert_eq!(kept.len(), 1);
            assert_eq!(kept[0].path, folder.path().join("a.txt"));
            assert_eq!(fs::read_to_string(&kept[0].aside).unwrap(), text);
            asides.push(kept[0].aside.file_name().unwrap().to_string_lossy().into_owned());
        }
        assert!(asides[0].starts_with("a（20") && asides[0].ends_with("留存）.txt"), "{asides:?}");
        assert!(asides[1].ends_with("留存2）.txt"), "{asides:?}");
        assert_eq!(listing(folder.path()).len(), 4);
        assert_eq!(fs::read_to_string(folder.path().join("a.txt")).unwrap(), "一");
    }

    #[test]
    fn what_a_killed_run_left_is_removed() {
        let folder = tempfile::tempdir().unwrap();
        for name in [".nianbao-aB3.tmp", ".nianbao-xY9.old", "nianbao-1.tmp"] {
            fs::write(folder.path().join(name), "半").unwrap();
        }
        let held = stage(&folder.path().join("b.txt"), b"1").unwrap();
        save(&[file(folder.path(), "a.txt", "一")]).unwrap();
        assert!(held.path().exists(), "another run still writes it");
        drop(held);
        let left = [("a.txt".to_owned(), "一".to_owned()), ("nianbao-1.tmp".to_owned(), "半".to_owned())];
        assert_eq!(listing(folder.path()), left);
        fs::write(folder.path().join(".nianbao-cD4.tmp"), "半").unwrap();
        create(&[], &[file(folder.path(), "a.txt", "一")], true).unwrap();
        assert_eq!(listing(folder.path()), left);
    }

    #[test]
    fn what_is_written_over_is_kept_once() {
        let folder = tempfile::tempdir().unwrap();
        let own = folder.path().join("f.toml");
        fs::write(&own, "一").unwrap();
        for text in ["二", "三", "一", "二"] {
            create(&[file(folder.path(), "f.toml", text)], &[], true).unwrap();
        }
        assert!(create(&[file(folder.path(), "f.toml", "二")], &[], true).unwrap().is_empty());
        assert!(overwrite(&own, "三".as_bytes()).unwrap().is_some());
        let kept: Vec<String> = listing(folder.path()).into_iter().map(|(_, text)| text).collect();
        assert_eq!(kept, ["三", "一", "二", "三"], "the file, then its copies");
    }

    #[cfg(unix)]
    #[test]
    fn links_and_pipes_are_not_written_through() {
        let folder = tempfile::tempdir().unwrap();
        let other = folder.path().join("别的.txt");
        fs::write(&other, "别的").unwrap();
        std::os::unix::fs::symlink(&other, folder.path().join(".nianbao-digests")).unwrap();
        let failure = save(&[file(folder.path(), "a.txt", "一")]).unwrap_err();
        assert_eq!(
            (failure.error.kind(), fs::read_to_string(&other).unwrap()),
            (ErrorKind::Unsupported, "别的".to_owned())
        );
        assert!(!folder.path().join("a.txt").exists());
    }

    #[test]
    fn what_was_there_before_counts_as_edited() {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join("a.txt"), "别处来的").unwrap();
        assert_eq!(save(&[file(folder.path(), "a.txt", "一")]).unwrap().len(), 1);
        fs::write(folder.path().join(".nianbao-digests"), "坏了").unwrap();
        assert_eq!(save(&[file(folder.path(), "a.txt", "二")]).unwrap().len(), 1);
        assert!(save(&[file(folder.path(), "a.txt", "三")]).unwrap().is_empty());
    }

    #[test]
    fn what_was_edited_goes_back_when_not_all_can_be_written() {
        let folder = tempfile::tempdir().unwrap();
        save(&[file(folder.path(), "a.txt", "一")]).unwrap();
        fs::write(folder.path().join("a.txt"), "人改的").unwrap();
        fs::create_dir(folder.path().join("b.txt")).unwrap();
        let before = listing(folder.path());
        save(&["a.txt", "b.txt"].map(|name| file(folder.path(), name, "二"))).unwrap_err();
        assert_eq!(listing(folder.path()), before);
    }
}
