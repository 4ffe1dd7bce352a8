//! Forms named on the command line: read, examined, their findings printed.

use std::fs;
use std::io::{self, Read as _};
use std::path::{Path, PathBuf};

use super::complain;
use crate::check::{Examined, examine_bytes};
use crate::fault;
use crate::finding::print_all;
use crate::form::fields;
use crate::rule::Severity;
use crate::source::Source;

/// Files larger than this are no forms; a form of 10 MB of text still is one.
const LARGEST: u64 = 64 << 20;

/// A form that was read.
pub(super) struct Opened {
    pub(super) path: PathBuf,
    pub(super) source: Source,
    pub(super) examined: Examined,
}

/// Reads and examines a file; what keeps it from being read is said, and nothing comes back.
pub(super) fn open(path: &Path) -> Option<Opened> {
    let name = path.display().to_string();
    let bytes = match read(path) {
        Ok(bytes) => bytes,
        Err(error) => {
            complain(&format!("读不了{name}：{}。", fault::reason(&error)));
            return None;
        }
    };
    let (source, examined) = examine_bytes(&name, &bytes);
    Some(Opened { path: path.to_owned(), source, examined })
}

/// The bytes of a file, if it is not too large to be one that was filled in.
pub(super) fn read(path: &Path) -> io::Result<Vec<u8>> {
    if fs::metadata(path)?.is_dir() {
        return Err(io::ErrorKind::IsADirectory.into());
    }
    let mut bytes = Vec::new();
    // Not the size a file claims but what it gives decides.
    fs::File::open(path)?.take(LARGEST + 1).read_to_end(&mut bytes)?;
    if bytes.len() as u64 > LARGEST { Err(io::ErrorKind::FileTooLarge.into()) } else { Ok(bytes) }
}

impl Opened {
    /// Prints the findings and how many there are to standard error.
    pub(super) fn print_findings(&self) {
        let findings = &self.examined.findings;
        if findings.is_empty() {
            return;
        }
        let count = |severity| findings.iter().filter(|f| f.rule.severity == severity).count();
        let counts = [Severity::Error, Severity::Warning, Severity::Note].map(|s| (count(s), s.word()));
        let counted: Vec<_> = counts.iter().filter(|(n, _)| *n > 0).map(|(n, word)| format!("{word}{n}处")).collect();
        complain(&format!("{}× {}：{}。", print_all(findings, &self.source), self.source.name, counted.join("，")));
    }

    /// The report the form is for: 金湖县人民政府2023年.
    pub(super) fn said(&self) -> String {
        let form = &self.examined.form;
        format!("{}{}年", form.text(&fields::NAME).unwrap_or_default(), form.year())
    }
}
