//! Files written all or none: to temporary files beside their targets first, then renamed.

use std::fs;
use std::io::{Error, ErrorKind, Write as _};
use std::path::{Path, PathBuf};

use tempfile::{Builder, NamedTempFile};

/// A file to be written.
#[derive(Debug)]
pub struct File {
    /// Where to.
    pub path: PathBuf,
    /// What.
    pub bytes: Vec<u8>,
}

/// A file that could not be written. None of those it came with were.
#[derive(Debug)]
pub struct Unsaved {
    /// The file.
    pub path: PathBuf,
    /// Why not.
    pub error: Error,
}

impl std::fmt::Display for Unsaved {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}: {}", self.path.display(), self.error)
    }
}

impl std::error::Error for Unsaved {}

/// Writes all the files, or leaves every file as it was. The folders are made if missing, and stay.
pub fn save(files: &[File]) -> Result<(), Unsaved> {
    let mut staged = Vec::new();
    for file in files {
        staged.push(stage(file).map_err(|error| Unsaved { path: file.path.clone(), error })?);
    }
    let mut replaced: Vec<Replaced> = Vec::new();
    for (file, new) in files.iter().zip(staged) {
        match replace(&file.path, new) {
            Ok(old) => replaced.push(old),
            Err(error) => {
                replaced.into_iter().rev().for_each(Replaced::undo);
                return Err(Unsaved { path: file.path.clone(), error });
            }
        }
    }
    Ok(())
}

/// A file in its place, and what stood there before, kept until all are in place.
struct Replaced {
    path: PathBuf,
    old: Option<NamedTempFile<()>>,
}

impl Replaced {
    /// Puts back what was there; if even that fails, it is kept under its temporary name, never deleted.
    fn undo(self) {
        _ = fs::remove_file(&self.path);
        if let Some(old) = self.old
            && let Err(lost) = old.persist(&self.path)
        {
            _ = lost.file.keep();
        }
    }
}

fn stage(file: &File) -> Result<NamedTempFile, Error> {
    let folder = folder_of(&file.path);
    fs::create_dir_all(folder)?;
    let mut builder = Builder::new();
    builder.prefix(".nianbao-").suffix(".tmp");
    // A report is a public document; the default would make it private to its author.
    #[cfg(unix)]
    builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o666));
    let mut new = builder.tempfile_in(folder)?;
    new.write_all(&file.bytes)?;
    new.as_file().sync_all()?;
    Ok(new)
}

fn replace(path: &Path, new: NamedTempFile) -> Result<Replaced, Error> {
    let old = match fs::symlink_metadata(path) {
        Ok(found) if found.is_dir() => return Err(ErrorKind::IsADirectory.into()),
        Ok(_) => {
            let aside = |temporary: &Path| fs::rename(path, temporary);
            Some(Builder::new().prefix(".nianbao-").suffix(".old").make_in(folder_of(path), aside)?)
        }
        Err(error) if error.kind() == ErrorKind::NotFound => None,
        Err(error) => return Err(error),
    };
    let replaced = Replaced { path: path.to_owned(), old };
    match new.persist(path) {
        Ok(_) => Ok(replaced),
        Err(failure) => {
            replaced.undo();
            Err(failure.error)
        }
    }
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

    fn listing(folder: &Path) -> Vec<(String, String)> {
        let mut found: Vec<_> = fs::read_dir(folder)
            .unwrap()
            .map(|entry| entry.unwrap())
            .map(|e| (e.file_name().into_string().unwrap(), fs::read_to_string(e.path()).unwrap_or_default()))
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
        Replaced { path, old: Some(old) }.undo();
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
}
