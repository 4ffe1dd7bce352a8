//! nianbao turns one filled form into a Chinese agency's statutory annual report on open government information,
//! 《政府信息公开工作年度报告》, in the official format: DOCX, XLSX, plain text and HTML.
//!
//! This page is the whole public interface: bytes in, values out. It knows no files, clock, threads or terminal; the
//! command line (feature `cli`, on by default) is one face of it. A program that reads last year's report and this
//! year's form, checks, and builds:
//!
//! ```
//! use nianbao::{Format, Input, Options, Output, Refused, build, check, read};
//!
//! fn report(name: &str, bytes: &[u8], last: Option<&[u8]>) -> Result<(Vec<u8>, String), Refused> {
//!     let last = last.map(|bytes| read(Input { name: "last", bytes })).transpose()?;
//!     let checked = check(read(Input { name, bytes })?, last.as_ref());
//!     for finding in &checked.findings {
//!         eprintln!("{}", finding.sentence());
//!     }
//!     // A form with errors makes a draft, and says so on every page.
//!     let options = Options { draft: checked.has_errors(), ..Options::default() };
//!     let docx = build(&checked, Output::Report(Format::Docx), options)?;
//!     let text = build(&checked, Output::Report(Format::Text), options)?;
//!     Ok((docx.bytes, String::from_utf8_lossy(&text.bytes).into_owned()))
//! }
//!
//! let form = "year = 2024\n[agency]\nname = '某县某镇人民政府'\n[applications]\nreceived = [3, 0, 0, 0, 0, 1]\n";
//! let (docx, text) = report("某镇.toml", form.as_bytes(), None)?;
//! assert!(docx.starts_with(b"PK") && text.contains("某县某镇人民政府"));
//! # Ok::<(), Refused>(())
//! ```
//!
#![doc = include_str!("../ARCHITECTURE.md")]
//!
//! # Why each dependency
//!
//! - `aho-corasick`: finds the words of the narrative that speak of figures, and the units it names, all in one pass.
//! - `anstream`, `anstyle`: colour where a terminal shows it, and nowhere else; `clap` brings them.
//! - `askama`: templates checked when the program is built; text, HTML, the parts of the DOCX that are no paragraph or table, the standard wording.
//! - `calamine`: reads workbooks, of this program and of others.
//! - `cfb`: how far the cells of an old workbook reach, before it is read.
//! - `clap`: the command line; `clap_complete`, `clap_mangen`: its scripts for shells and its page for `man`.
//! - `docx-rs`, `rust_xlsxwriter`: the two office formats.
//! - `encoding_rs`: reads forms that Notepad or WPS saved as GBK or UTF-16, and web pages in the encoding they name.
//! - `flate2`: measures the streams of a PDF before it is read.
//! - `glob`: `*.toml` where no shell expands it.
//! - `hayro-interpret`: what the pages of a PDF draw, characters and rules, in pure Rust.
//! - `indicatif`: a bar on the terminal while thousands of forms are read.
//! - `jiff`: days that exist; the local day, in the names of files that are kept aside.
//! - `mail-parser`: what is attached to letters that were saved (eml), their names in any encoding; it needs next to nothing itself.
//! - `pathdiff`: how a new form names last year's, relative to itself.
//! - `quick-xml`: reads Word documents and what is in their tables.
//! - `rayon`: forms of a roll-up are read on every core, in an order that never matters.
//! - `rustc-hash`: figures by place and answers by key, looked up by the thousand.
//! - `same-file`: whether the locked file of digests is still the one in the folder.
//! - `scraper`, `ego-tree`: web pages as browsers read them.
//! - `serde`, `serde_json`: `--json`.
//! - `sha2`: digests that tell a generated file from an edited one.
//! - `similar`: the lines that `fix` changes, as they were and as they are.
//! - `strsim`: the nearest known name for a misspelt one.
//! - `tempfile`: temporary files that vanish when a report cannot be written whole.
//! - `toml`: reads the form, with the position of every value and recovery from errors.
//! - `toml_writer`: the quotes and escapes of a form that is written.
//! - `unicode-normalization`: Han characters that PDFs give as radicals.
//! - `unicode-width`: Han characters are two columns wide, in text tables and under carets.
//! - `walkdir`: the files below folders, with links that lead in a circle reported and not followed.
//! - `zip`: packs the finished DOCX, compressed; measures documents and workbooks before they are read; opens those of a roll-up.
#![cfg_attr(not(feature = "internals"), allow(unreachable_pub))]
#![cfg_attr(not(all(feature = "cli", feature = "internals")), allow(dead_code))]

mod date;
mod year;

mod agency;
mod catch_panic;
mod invisible;
mod lenient_number;
mod radicals;

mod credit_code;

mod chinese_numeral;
mod title_words;

mod figure;
mod rule;
mod standard;
mod suggest;

mod source;

mod toml_text;

mod fields;

mod origin;
mod subject;

mod finding;

mod refused;

mod form;

mod reference;

mod tally;

mod prose;

mod claims;

mod check;

mod carry_forward;

mod roster;

mod rollup;

mod report;

mod write;

mod page;

mod import;

mod intake;

mod edited;

mod json;

mod api;

pub mod screen;

#[cfg(feature = "cli")]
mod io_error;
#[cfg(feature = "cli")]
mod parcel;
#[cfg(feature = "cli")]
mod save;

#[cfg(feature = "cli")]
pub mod cli;

pub use api::{File, Input, Output, Units, blank, build, check, compare, fix, read, rollup};
pub use check::Checked;
pub use edited::take_back;
pub use figure::Figure;
pub use finding::Finding;
pub use form::Form;
pub use origin::Origin;
pub use page::hand_out;
pub use refused::Refused;
pub use report::{Comparison, Wanted as Options};
pub use rollup::Rollup;
pub use rule::{RULES, Rule, Severity};
pub use standard::Place;
pub use subject::Subject;
pub use write::Format;
pub use year::Year;

/// For the tests and benchmarks of this crate only; not a stable interface.
#[cfg(feature = "internals")]
#[doc(hidden)]
pub mod internals {
    macro_rules! rooms {
        ($($room:ident)*) => { $(pub mod $room { pub use crate::$room::*; })* };
    }

    rooms! {
        agency carry_forward check claims date fields figure finding form import intake json origin page prose reference report
        rollup roster rule source standard subject tally toml_text write year
    }
}
