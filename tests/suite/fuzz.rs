//! Files changed at random, for as long as one wants: no panic of the program's own, none that takes long, and `fix`
//! twice is `fix` once. The corpus are the examples, the cases and the reports to import.
//!
//! `FUZZ_SECONDS=600 cargo test --test suite fuzz -- --ignored --nocapture` runs each target ten minutes and prints how
//! many files it tried; without the variable it is thirty seconds. What is found is written below `target/fuzz`.

use std::fs;
use std::io::{Cursor, Read as _, Write as _};
use std::panic::{self, AssertUnwindSafe};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, Once};
use std::time::{Duration, Instant};

use nianbao::internals::form::{print, read_bytes, repair};
use nianbao::internals::import::import;
use nianbao::internals::roster;
use nianbao::internals::source::Source;

use crate::imports::hostile::{forms_in_forms, old_workbook};
use crate::official::root;
use crate::reading::examine;

/// No file takes longer, in a debug build on a busy machine.
const LONGEST: Duration = Duration::from_mins(1);
/// Longer files of the corpus take too long to be tried often.
const LARGEST: usize = 400_000;
/// What is set between the bytes of a file.
const WORDS: &[&str] = &[
    "",
    "0",
    "-1",
    "99999999999",
    "=",
    "[",
    "]",
    "\"",
    "'''",
    "\n",
    "\r",
    "\t",
    "，",
    "＝",
    "“",
    "{{",
    "}}",
    "【",
    "】",
    "**",
    "年",
    "2022年",
    "件",
    "其中",
    "未",
    "规章",
    "一、",
    "（",
    "<td>",
    "</table>",
    "<w:tbl>",
    "<w:p/>",
    "\u{feff}",
    "\u{0}",
    "%",
    "Do ",
];

/// A stream of random numbers (xorshift), the same on every run.
struct Random(u64);

impl Random {
    fn below(&mut self, limit: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 >> 16).unwrap() % limit.max(1)
    }

    /// Some bytes with a few of them changed, moved, put in or left out.
    fn changed(&mut self, bytes: &[u8]) -> Vec<u8> {
        let mut bytes = bytes.to_vec();
        for _ in 0..=self.below(6) {
            let (at, other) = (self.below(bytes.len()), self.below(bytes.len()));
            let power = self.below(12);
            let length = self.below(1 << power);
            let piece = bytes[other..(other + length).min(bytes.len())].to_vec();
            let (word, byte) = (WORDS[self.below(WORDS.len())], u8::try_from(self.below(256)).unwrap());
            match self.below(5) {
                0 if !bytes.is_empty() => bytes[at] = byte,
                1 => drop(bytes.drain(at..(at + length).min(bytes.len()))),
                2 => drop(bytes.splice(at..at, piece)),
                3 => drop(bytes.splice(at..at, word.bytes())),
                _ if !bytes.is_empty() => bytes[at] ^= 1 << (byte % 8),
                _ => {}
            }
        }
        bytes
    }

    /// A package with one of its parts changed, so that the change is read and not only its check sum.
    fn changed_within(&mut self, bytes: &[u8]) -> Vec<u8> {
        let Ok(mut archive) = zip::ZipArchive::new(Cursor::new(bytes)) else { return self.changed(bytes) };
        let mut package = zip::ZipWriter::new(Cursor::new(Vec::new()));
        let chosen = self.below(archive.len());
        for at in 0..archive.len() {
            let mut part = archive.by_index(at).unwrap();
            let mut content = Vec::new();
            part.read_to_end(&mut content).unwrap();
            let content = if at == chosen { self.changed(&content) } else { content };
            package.start_file(part.name().unwrap().into_owned(), zip::write::SimpleFileOptions::default()).unwrap();
            package.write_all(&content).unwrap();
        }
        package.finish().unwrap().into_inner()
    }
}

/// Panics of the program itself, also those that are caught.
static OWN_PANICS: Mutex<Vec<String>> = Mutex::new(Vec::new());

/// Takes down where the program itself panics; those of packages are caught and are none of it.
fn watch_panics() {
    static ONCE: Once = Once::new();
    ONCE.call_once(|| {
        let before = panic::take_hook();
        panic::set_hook(Box::new(move |panic| match panic.location() {
            Some(place) if place.file().starts_with("src") => OWN_PANICS.lock().unwrap().push(place.to_string()),
            Some(place) if place.file().starts_with("tests") => before(panic),
            _ => {}
        }));
    });
}

/// The files below some folders whose names end so.
fn corpus(folders: &[&str], endings: &[&str]) -> Vec<Vec<u8>> {
    fn below(folder: &Path, found: &mut Vec<PathBuf>) {
        for path in fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()) {
            if path.is_dir() { below(&path, found) } else { found.push(path) }
        }
    }
    let mut found = Vec::new();
    for folder in folders {
        below(&root().join(folder), &mut found);
    }
    found.retain(|path| endings.iter().any(|ending| path.to_string_lossy().ends_with(ending)));
    found.sort();
    let files = found.iter().map(|path| fs::read(path).unwrap());
    files.filter(|bytes| bytes.len() <= LARGEST).collect()
}

/// Changes the files of a corpus until the time is over, and has each of them tried.
fn fuzz(target: &str, corpus: &[Vec<u8>], attempt: impl Fn(&[u8])) {
    assert!(!corpus.is_empty(), "{target}: no corpus");
    watch_panics();
    let seconds = std::env::var("FUZZ_SECONDS").ok().and_then(|typed| typed.parse().ok()).unwrap_or(30);
    let (begin, mut random) = (Instant::now(), Random(0x9E37_79B9_7F4A_7C15));
    let (mut tried, mut slowest) = (0_usize, Duration::ZERO);
    while begin.elapsed() < Duration::from_secs(seconds) {
        let original = &corpus[random.below(corpus.len())];
        let bytes =
            if original.starts_with(b"PK") { random.changed_within(original) } else { random.changed(original) };
        let own = Instant::now();
        let outcome = panic::catch_unwind(AssertUnwindSafe(|| attempt(&bytes)));
        (tried, slowest) = (tried + 1, slowest.max(own.elapsed()));
        let panics: Vec<String> = std::mem::take(&mut *OWN_PANICS.lock().unwrap());
        if outcome.is_err() || !panics.is_empty() || own.elapsed() > LONGEST {
            let folder = root().join("target/fuzz");
            fs::create_dir_all(&folder).unwrap();
            fs::write(folder.join(format!("{target}-{tried}")), &bytes).unwrap();
            panic!("{target}-{tried}, {:?}: {panics:?}", own.elapsed());
        }
    }
    println!("fuzz {target}: {tried} files from {}, the slowest {slowest:?}", corpus.len());
}

/// The forms of the corpus.
fn forms() -> Vec<Vec<u8>> {
    corpus(&["examples", "tests/cases"], &["form.toml"])
}

#[test]
#[ignore = "slow; CI runs it"]
fn fuzz_form() {
    fuzz("form", &forms(), |bytes| {
        let form = read_bytes("form.toml", bytes);
        let checked = examine(&form.source);
        checked.findings.iter().for_each(|finding| drop(finding.message()));
    });
}

#[test]
#[ignore = "slow; CI runs it"]
fn fuzz_fix() {
    fuzz("fix", &forms(), |bytes| {
        let Ok(source) = Source::decode("form.toml", bytes) else { return };
        let once = repair(source.text());
        assert_eq!(repair(&once), once);
    });
}

/// A sentence of the corpus of sentences, in the text of an example.
#[test]
#[ignore = "slow; CI runs it"]
fn fuzz_sentences() {
    let form = fs::read_to_string(root().join("examples/jinhu-2023/form.toml")).unwrap();
    let (head, tail) = form.split_once("overview = '''\n").unwrap();
    let sentences = fs::read_to_string(root().join("tests/corpus/sentences.tsv")).unwrap();
    let sentences: Vec<Vec<u8>> =
        sentences.lines().filter_map(|line| Some(line.rsplit_once('\t')?.1.as_bytes().to_vec())).collect();
    fuzz("sentences", &sentences, |bytes| {
        let sentence = String::from_utf8_lossy(bytes).replace("'''", "");
        let checked = examine(&Source::new("form.toml", format!("{head}overview = '''\n{sentence}\n{tail}")));
        checked.findings.iter().for_each(|finding| drop(finding.message()));
    });
}

#[test]
#[ignore = "slow; CI runs it"]
fn fuzz_roster() {
    fuzz("roster", &corpus(&["tests/cases"], &["roster.toml"]), |bytes| {
        if let Ok(source) = Source::decode("roster.toml", bytes) {
            _ = roster::read(&source);
        }
    });
}

/// The reports of one format.
fn reports(format: &str) -> Vec<Vec<u8>> {
    corpus(&["tests/import", "tests/cases"], &[&format!("report.{format}")])
}

/// What is read of a report is a form that can be read.
fn fuzz_import(format: &str, reports: &[Vec<u8>]) {
    fuzz(format, reports, |bytes| {
        let Ok(imported) = import(bytes) else { return };
        let findings = examine(&Source::new("form.toml", print(&imported.form, None))).findings;
        let broken = findings.iter().find(|finding| ["F01", "F03", "F09", "F11"].contains(&finding.rule.code));
        assert!(broken.is_none(), "{broken:?}");
    });
}

#[test]
#[ignore = "slow; CI runs it"]
fn fuzz_import_docx() {
    fuzz_import("docx", &reports("docx"));
}

#[test]
#[ignore = "slow; CI runs it"]
fn fuzz_import_xlsx() {
    fuzz_import("xlsx", &reports("xlsx"));
}

#[test]
#[ignore = "slow; CI runs it"]
fn fuzz_import_xls() {
    fuzz_import("xls", &[old_workbook([0, 2], 0)]);
}

#[test]
#[ignore = "slow; CI runs it"]
fn fuzz_import_html() {
    fuzz_import("html", &reports("html"));
}

#[test]
#[ignore = "slow; CI runs it"]
fn fuzz_import_txt() {
    fuzz_import("txt", &reports("txt"));
}

#[test]
#[ignore = "slow; CI runs it"]
fn fuzz_import_pdf() {
    fuzz_import("pdf", &[forms_in_forms(3)]);
}
