//! What a run that was killed has left in a folder: its temporary files, which nobody holds any more.

use std::fs::{self, OpenOptions};
use std::path::Path;

use super::{PREFIX, TEMPORARY, WAS};

/// Removes the temporary files of earlier runs. Each is locked by the run that writes it; where files cannot be locked
/// they stay.
pub(super) fn sweep(folder: &Path) {
    for path in named(folder, TEMPORARY) {
        let is_left = OpenOptions::new().write(true).open(&path).is_ok_and(|file| file.try_lock().is_ok());
        if is_left {
            _ = fs::remove_file(path);
        }
    }
}

/// Removes what earlier runs had generated and replaced; to be called by none but who holds the digests of the folder,
/// as every run does that has such files.
pub(super) fn sweep_replaced(folder: &Path) {
    named(folder, WAS).for_each(|path| _ = fs::remove_file(path));
}

fn named(folder: &Path, ending: &'static str) -> impl Iterator<Item = std::path::PathBuf> {
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    let is_own = move |entry: &fs::DirEntry| {
        let name = entry.file_name();
        let name = name.to_string_lossy();
        name.starts_with(PREFIX) && name.ends_with(ending) && entry.file_type().is_ok_and(|kind| kind.is_file())
    };
    entries.filter(is_own).map(|entry| entry.path())
}
