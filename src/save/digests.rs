//! What was generated, by its digest: a small file beside the reports tells whether somebody has edited one since.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::io::{Read as _, Seek as _};
use std::path::{Path, PathBuf};
use std::{fs, io};

use sha2::{Digest as _, Sha256};

/// The name of the file.
const NAME: &str = ".nianbao-digests";

/// Its first line.
const HEAD: &str = "# 本文件由程序自动维护：所生成文件的校验值（SHA-256），用来识别生成以后是否被人改过。";

/// The digests of the files generated into one folder, by file name. While they are held, no other run of the program
/// changes them.
pub(super) struct Digests {
    file: fs::File,
    path: PathBuf,
    is_new: bool,
    known: BTreeMap<String, String>,
}

impl Digests {
    /// Opens those of a folder; none are known where the file is new or damaged, and every report there then counts as
    /// edited. Where files cannot be locked, on some shared drives, two runs at once may forget what the other noted,
    /// and a report may be kept aside that nobody edited.
    pub(super) fn open(folder: &Path) -> io::Result<Self> {
        let path = folder.join(NAME);
        let is_new = !path.exists();
        fs::create_dir_all(folder)?;
        let mut file = fs::OpenOptions::new().read(true).write(true).create(true).truncate(false).open(&path)?;
        _ = file.lock();
        let mut bytes = Vec::new();
        file.read_to_end(&mut bytes)?;
        let text = String::from_utf8_lossy(&bytes);
        let entry = |line: &str| line.split_once("  ").map(|(digest, name)| (name.to_owned(), digest.to_owned()));
        let known = text.lines().filter(|line| !line.starts_with('#')).filter_map(entry).collect();
        Ok(Self { file, path, is_new, known })
    }

    /// Whether a file stands in the way that is not as it was generated. One that is just what is to be written is not.
    pub(super) fn is_edited(&self, path: &Path, new: &[u8]) -> io::Result<bool> {
        // A folder in the way is told of when it is to be replaced.
        if path.is_dir() {
            return Ok(false);
        }
        let old = match fs::read(path) {
            Ok(old) => old,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(false),
            Err(error) => return Err(error),
        };
        Ok(old != new && self.known.get(&name(path)) != Some(&digest(&old)))
    }

    /// Notes a file that is being generated.
    pub(super) fn note(&mut self, path: &Path, new: &[u8]) {
        self.known.insert(name(path), digest(new));
    }

    /// Writes them.
    pub(super) fn write(&mut self) -> io::Result<()> {
        let mut text = format!("{HEAD}\n");
        for (name, digest) in &self.known {
            _ = writeln!(text, "{digest}  {name}");
        }
        self.file.rewind()?;
        self.file.set_len(0)?;
        io::Write::write_all(&mut self.file, text.as_bytes())?;
        self.file.sync_all()
    }

    /// Leaves the folder as it was found.
    pub(super) fn abandon(self) {
        let Self { file, path, is_new, .. } = self;
        drop(file);
        if is_new {
            _ = fs::remove_file(path);
        }
    }

    /// The file itself, where it stood before.
    pub(super) fn path_in(folder: &Path) -> Option<PathBuf> {
        Some(folder.join(NAME)).filter(|path| path.exists())
    }
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
