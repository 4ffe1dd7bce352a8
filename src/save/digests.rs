//! What was generated, by its digest: a small file beside the reports tells whether somebody has edited one since.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::{fs, io};

use sha2::{Digest as _, Sha256};

/// The name of the file.
const NAME: &str = ".nianbao-digests";

/// Its first line.
const HEAD: &str = "# 本文件由程序自动维护：所生成文件的校验值（SHA-256），用来识别生成以后是否被人改过。";

/// The digests of the files generated into one folder, by file name.
pub(super) struct Digests {
    path: PathBuf,
    known: BTreeMap<String, String>,
}

impl Digests {
    /// Reads those of a folder; none where the file is missing or damaged, and every report then counts as edited.
    pub(super) fn of(folder: &Path) -> Self {
        let path = folder.join(NAME);
        let text = fs::read_to_string(&path).unwrap_or_default();
        let entry = |line: &str| line.split_once("  ").map(|(digest, name)| (name.to_owned(), digest.to_owned()));
        Self { path, known: text.lines().filter(|line| !line.starts_with('#')).filter_map(entry).collect() }
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

    /// The file as it is to be written.
    pub(super) fn file(&self) -> (PathBuf, Vec<u8>) {
        let mut text = format!("{HEAD}\n");
        for (name, digest) in &self.known {
            _ = writeln!(text, "{digest}  {name}");
        }
        (self.path.clone(), text.into_bytes())
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
