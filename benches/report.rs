//! What each step of one report costs: `cargo bench`.

#![allow(missing_docs, clippy::unwrap_used)]

use std::hint::black_box;
use std::sync::LazyLock;

use divan::Bencher;
use nianbao::internals::check::{self, Checked};
use nianbao::internals::form;
use nianbao::internals::report::{Report, Wanted, compose};
use nianbao::internals::source::Source;
use nianbao::internals::tally::tally;
use nianbao::internals::write::{WRITERS, usual_writers};

static SOURCE: LazyLock<Source> = LazyLock::new(|| {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/examples/jinhu-2023/form.toml");
    Source::new("form.toml", std::fs::read_to_string(path).unwrap())
});

static EXAMINED: LazyLock<Checked> = LazyLock::new(|| check::check(form::read(SOURCE.clone()), None));

static REPORT: LazyLock<Report> = LazyLock::new(|| compose(&EXAMINED, Wanted::default()).unwrap());

fn main() {
    divan::main();
}

/// Text to form, every value with its position.
#[divan::bench]
fn read() {
    black_box(form::read(black_box(&*SOURCE).clone()));
}

/// Given figures to all figures.
#[divan::bench]
fn add_up() {
    black_box(tally(black_box(&EXAMINED.form)));
}

/// All of `nianbao check`: read, add up, check.
#[divan::bench]
fn check() {
    black_box(check::check(form::read(black_box(&*SOURCE).clone()), None));
}

/// Figures to the finished report.
#[divan::bench]
fn compose_report() {
    _ = black_box(compose(black_box(&EXAMINED), Wanted::default()));
}

/// The report to the bytes of a file.
#[divan::bench(args = ["docx", "xlsx", "txt", "html"])]
fn write(bencher: Bencher, format: &str) {
    let writer = WRITERS.iter().find(|writer| writer.extension() == format).unwrap();
    bencher.bench(|| writer.write(black_box(&REPORT)).unwrap());
}

/// All of `nianbao build` but the disk.
#[divan::bench]
fn whole() {
    let examined = check::check(form::read(black_box(&*SOURCE).clone()), None);
    let report = compose(&examined, Wanted::default()).unwrap();
    for writer in usual_writers() {
        black_box(writer.write(&report).unwrap());
    }
}

/// What the narrative says of figures, held against them.
#[divan::bench]
fn statements() {
    let Checked { form, figures, .. } = &*EXAMINED;
    _ = black_box(check::statements(black_box(form), figures));
}

/// A narrative read for what it says of figures.
#[divan::bench]
fn claims() {
    let form = &EXAMINED.form;
    let setting =
        nianbao::internals::claims::Setting {
            edition: form.edition, year: form.year(), agency: "金湖县人民政府"
        };
    let text = form.text(&nianbao::internals::fields::OVERVIEW).unwrap();
    let figure = |name: &str| form.edition.place(name).and_then(|place| EXAMINED.figures.get(place));
    _ = black_box(nianbao::internals::claims::read(black_box(text), setting, figure));
}

/// A file of the report back to a form of its form.
#[divan::bench(args = ["docx", "xlsx", "txt", "html"])]
fn import(bencher: Bencher, format: &str) {
    let writer = WRITERS.iter().find(|writer| writer.extension() == format).unwrap();
    let file = writer.write(&REPORT).unwrap();
    bencher.bench(|| nianbao::internals::import::import(black_box(&file)).unwrap());
}
