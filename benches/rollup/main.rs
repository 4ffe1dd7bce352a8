//! What a roll-up costs, and how that grows with the units: `cargo bench --bench rollup`; with `-- generate 300 FOLDER`
//! it writes the forms of so many units instead.

#![allow(missing_docs, clippy::unwrap_used)]

mod generator;
mod process;

use std::fs;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use nianbao::internals::check::check;
use nianbao::internals::form::read_bytes;
use nianbao::internals::rollup::{Names, Rollup, Submission, UnitFile};
use nianbao::internals::roster::{self, Roster};
use nianbao::internals::source::Source;
use rayon::iter::{IntoParallelRefIterator as _, ParallelIterator as _};
use walkdir::WalkDir;

/// A county's units, a province's, a country's townships.
const COUNTS: [usize; 5] = [1000, 3000, 10_000, 20_000, 40_000];

fn main() {
    // Cargo adds `--bench`.
    let words: Vec<String> = std::env::args().skip(1).filter(|word| word != "--bench").collect();
    match words.iter().map(String::as_str).collect::<Vec<_>>().as_slice() {
        ["generate", count, folder] => {
            let forms = generator::write(count.parse().unwrap(), Path::new(folder)).unwrap();
            println!("{forms} forms in {folder}");
        }
        [] => measure_all(&COUNTS),
        counts => measure_all(&counts.iter().map(|count| count.parse().unwrap()).collect::<Vec<_>>()),
    }
}

/// Everything for each count; then how it grows.
fn measure_all(counts: &[usize]) {
    println!(
        "in process: read and check, match and sum, write the workbook; the whole command, without and with last year's"
    );
    println!(
        "{:>7} {:>7} {:>9} {:>9} {:>8} {:>9} {:>9} {:>8} {:>7} {:>8} {:>7}",
        "units", "forms", "check ms", "forms/s", "sum ms", "xlsx ms", "xlsx KB", "cmd ms", "MB", "prev ms", "MB"
    );
    let measured: Vec<Measured> = counts.iter().map(|count| Measured::of(*count).print()).collect();
    println!("\nper thousand units, and per unit of memory beyond the first count's");
    println!(
        "{:>7} {:>9} {:>8} {:>9} {:>8} {:>8} {:>9}",
        "units", "check ms", "sum ms", "xlsx ms", "cmd ms", "prev ms", "KB/unit"
    );
    for own in &measured {
        own.print_growth(&measured[0]);
    }
}

/// What so many units cost.
struct Measured {
    units: usize,
    forms: usize,
    check: Duration,
    sum: Duration,
    workbook: Duration,
    bytes: usize,
    command: process::Cost,
    compared: process::Cost,
}

impl Measured {
    fn of(units: usize) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let forms = generator::write(units, folder.path()).unwrap();
        // The command first: it is measured alone in its memory, and finds the files as warm as what follows.
        let command = process::run(folder.path(), None);
        let compared = process::run(folder.path(), Some("previous"));
        let list = fs::read(folder.path().join("roster.toml")).unwrap();
        let roster = roster::read(&Source::decode("roster.toml", &list).unwrap()).unwrap();
        let files = files(&folder.path().join("forms"));
        let (files, check) = timed(|| {
            let names = Names::of(&roster);
            files.par_iter().map(|file| bring(file, &names)).collect::<Vec<_>>()
        });
        let (rollup, sum) = timed(|| summed(roster, files));
        let (workbook, writing) = timed(|| nianbao::internals::write::rollup(&rollup).unwrap());
        Self { units, forms, check, sum, workbook: writing, bytes: workbook.len(), command, compared }
    }

    fn print(self) -> Self {
        println!(
            "{:>7} {:>7} {:>9} {:>9} {:>8} {:>9} {:>9} {:>8} {:>7} {:>8} {:>7}",
            self.units,
            self.forms,
            self.check.as_millis(),
            self.forms as u128 * 1_000_000 / self.check.as_micros().max(1),
            self.sum.as_millis(),
            self.workbook.as_millis(),
            self.bytes / 1024,
            self.command.time.as_millis(),
            self.command.megabytes(),
            self.compared.time.as_millis(),
            self.compared.megabytes(),
        );
        self
    }

    /// The same per thousand units: level numbers are growth in a straight line.
    fn print_growth(&self, first: &Self) {
        let per_thousand = |time: Duration| time.as_micros() / self.units as u128;
        let more = (self.units - first.units) as u64;
        let memory = self.command.kilobytes.zip(first.command.kilobytes);
        let memory = memory.and_then(|(own, first)| own.saturating_sub(first).checked_div(more));
        println!(
            "{:>7} {:>9} {:>8} {:>9} {:>8} {:>8} {:>9}",
            self.units,
            per_thousand(self.check),
            per_thousand(self.sum),
            per_thousand(self.workbook),
            per_thousand(self.command.time),
            per_thousand(self.compared.time),
            memory.map_or_else(String::new, |kilobytes| kilobytes.to_string()),
        );
    }
}

fn timed<T>(work: impl FnOnce() -> T) -> (T, Duration) {
    let start = Instant::now();
    let done = work();
    (done, start.elapsed())
}

fn files(folder: &Path) -> Vec<PathBuf> {
    let entries = WalkDir::new(folder).sort_by_file_name().into_iter().map(Result::unwrap);
    entries.filter(|entry| entry.file_type().is_file()).map(walkdir::DirEntry::into_path).collect()
}

/// A form read, checked, and what is kept of it.
fn bring(file: &Path, names: &Names) -> UnitFile {
    let (name, bytes) = (file.display().to_string(), fs::read(file).unwrap());
    let checked = check(read_bytes(&name, &bytes), None);
    UnitFile::Form(Box::new(Submission::of(&name, 0, checked, Vec::new(), names)))
}

fn summed(roster: Roster, files: Vec<UnitFile>) -> Rollup {
    let names = Names::of(&roster);
    Rollup::of(roster, &names, files, None).unwrap()
}
