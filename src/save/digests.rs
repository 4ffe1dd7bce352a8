//! What was generated, by its digest: a small file beside the reports tells whether somebody has edited one since.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::io::{Read as _, Seek as _, Write as _};
use std::path::{Path, PathBuf};
use std::{fs, io};

use same_file::Handle;
use sha2::{Digest as _, Sha256};

use super::Unsaved;

/// The name of the file of digests.
const NAME: &str = ".nianbao-digests";

/// Its first line.
const HEAD: &str = "# 本文件由程序自动维护：所生成文件的校验值（SHA-256），用来识别生成以后是否被人改过。";

/// How often the file is opened again because another run has removed it.
const MOST_TRIES: usize = 50;

/// The digests of the files generated into one folder, by file name. While they are held, no other run of the program
/// changes them.
pub(super) struct Digests {
    file: fs::File,
    path: PathBuf,
    /// What the file held before.
    found: Vec<u8>,
    known: BTreeMap<String, String>,
}

impl Digests {
    /// Opens those of a folder; none are known where the file is new or damaged, and every report there then counts as
    /// edited. Where files cannot be locked, on some shared drives, two runs at once may forget what the other noted,
    /// and a report may be kept aside that nobody edited.
    pub(super) fn open(folder: &Path) -> Result<Self, Unsaved> {
        let path = folder.join(NAME);
        // What stands in the way is named; of a file that cannot even be made, the folder says more.
        let unsaved = |error| Unsaved::new(if path.exists() { &path } else { folder }, error);
        let mut file = open_locked(&path).map_err(unsaved)?;
        let mut found = Vec::new();
        file.read_to_end(&mut found).map_err(unsaved)?;
        let text = String::from_utf8_lossy(&found);
        let entry = |line: &str| line.split_once("  ").map(|(digest, name)| (name.to_owned(), digest.to_owned()));
        let known = text.lines().filter(|line| !line.starts_with('#')).filter_map(entry).collect();
        Ok(Self { file, path, found, known })
    }

    /// Opens those of a folder in which something has been generated before; an error where nothing has.
    pub(super) fn open_existing(folder: &Path) -> Result<Self, Unsaved> {
        let path = folder.join(NAME);
        fs::metadata(&path).map_err(|error| Unsaved::new(&path, error))?;
        Self::open(folder)
    }

    /// The files that were generated into the folder, there or not.
    pub(super) fn generated(&self, folder: &Path) -> Vec<PathBuf> {
        self.known.keys().map(|name| folder.join(name)).collect()
    }

    /// Forgets a file that has been removed.
    pub(super) fn forget(&mut self, path: &Path) {
        self.known.remove(&name(path));
    }

    /// Whether a file of that name was generated with just these bytes.
    pub(super) fn knows(&self, path: &Path, bytes: &[u8]) -> bool {
        self.known.get(&name(path)).is_some_and(|known| *known == digest(bytes))
    }

    /// Notes a file that is being generated.
    pub(super) fn note(&mut self, path: &Path, new: &[u8]) {
        self.known.insert(name(path), digest(new));
    }

    /// Writes them.
    pub(super) fn write(&mut self) -> Result<(), Unsaved> {
        let mut text = format!("{HEAD}\n");
        for (name, digest) in &self.known {
            _ = writeln!(text, "{digest}  {name}");
        }
        overwrite(&mut self.file, text.as_bytes()).map_err(|error| Unsaved::new(&self.path, error))
    }

    /// Leaves the file as it was found; while it is still held, so that no other process waits for a removed file.
    pub(super) fn abandon(mut self) {
        if self.found.is_empty() {
            _ = fs::remove_file(&self.path);
        } else {
            _ = overwrite(&mut self.file, &self.found);
        }
    }
}

/// Opens the file of digests, made if missing, and waits until no other run holds it.
fn open_locked(path: &Path) -> io::Result<fs::File> {
    let mut tries = 0;
    loop {
        // Where a link leads, or into a pipe, nothing is written.
        if fs::symlink_metadata(path).is_ok_and(|found| !found.is_file()) {
            return Err(io::ErrorKind::Unsupported.into());
        }
        let file = fs::OpenOptions::new().read(true).write(true).create(true).truncate(false).open(path)?;
        _ = file.lock();
        // Whoever held it may have removed it meanwhile. Some shared drives never call a file the same twice.
        let own = Handle::from_file(file.try_clone()?)?;
        tries += 1;
        if tries == MOST_TRIES || Handle::from_path(path).is_ok_and(|there| there == own) {
            return Ok(file);
        }
    }
}

fn overwrite(file: &mut fs::File, bytes: &[u8]) -> io::Result<()> {
    file.rewind()?;
    file.set_len(0)?;
    file.write_all(bytes)?;
    file.sync_all()
}

fn name(path: &Path) -> String {
    path.file_name().unwrap_or_default().to_string_lossy().into_owned()
}

fn digest(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().fold(String::new(), |mut text, byte| {
        _ = write!(text, "{byte:02x}");
        text
    })
}
