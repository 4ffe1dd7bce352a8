//! A copy of a file that is about to be written over: `填报表.toml.bak` beside it, once for each content it has had.

use std::fs;
use std::io::{Error, ErrorKind};
use std::path::{Path, PathBuf};

use super::{Kept, stage};

/// More copies than this are not kept of one file.
const MOST: usize = 1000;

/// Keeps a copy of a file; none if it holds just what is to be written.
pub(super) fn keep_copy(path: &Path, new: &[u8]) -> Result<Option<Kept>, Error> {
    let old = match fs::read(path) {
        Ok(old) => old,
        // A link that leads nowhere.
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(None),
        Err(error) => return Err(error),
    };
    if old == new {
        return Ok(None);
    }
    for number in 1..=MOST {
        let aside = named(path, number);
        let put = match fs::read(&aside) {
            Ok(kept) if kept == old => Ok(()),
            Ok(_) => continue,
            Err(_) => stage(&aside, &old)?.persist_noclobber(&aside).map(|_| ()).map_err(|failure| failure.error),
        };
        match put {
            Ok(()) => return Ok(Some(Kept { path: path.to_owned(), aside })),
            Err(error) if error.kind() == ErrorKind::AlreadyExists => {}
            Err(error) => return Err(error),
        }
    }
    Err(ErrorKind::AlreadyExists.into())
}

/// The name of a copy: `填报表.toml.bak`, `填报表.toml.bak2`.
fn named(path: &Path, number: usize) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(".bak");
    if number > 1 {
        name.push(number.to_string());
    }
    name.into()
}
