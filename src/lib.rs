//! nianbao turns one filled TOML form into a Chinese agency's statutory annual report on open government information,
//! 《政府信息公开工作年度报告》, in the official format: DOCX, XLSX, plain text and HTML.
//!
#![doc = include_str!("../ARCHITECTURE.md")]
//!
//! # Why each dependency
//!
//! - `aho-corasick`: finds the words of the narrative that speak of figures, and the units it names, all in one pass.
//! - `anstream`, `anstyle`: colour where a terminal shows it, and nowhere else; `clap` brings them.
//! - `askama`: templates checked when the program is built; text, HTML, small parts of the DOCX, the standard wording.
//! - `calamine`: reads workbooks, of this program and of others.
//! - `cfb`: how far the cells of an old workbook reach, before it is read.
//! - `chrono`: the local day, in the names of files that are kept aside.
//! - `clap`: the command line; `clap_complete`, `clap_mangen`: its scripts for shells and its page for `man`.
//! - `docx-rs`, `rust_xlsxwriter`: the two office formats.
//! - `encoding_rs`: reads forms that Notepad or WPS saved as GBK or UTF-16, and web pages in the encoding they name.
//! - `flate2`: measures the streams of a PDF before it is read.
//! - `glob`: `*.toml` where no shell expands it.
//! - `hayro-interpret`: what the pages of a PDF draw, characters and rules, in pure Rust.
//! - `indicatif`: a bar on the terminal while thousands of forms are read.
//! - `pathdiff`: how a new form names last year's, relative to itself.
//! - `quick-xml`: mends the parts that `docx-rs` builds; reads Word documents.
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
//! - `walkdir`: the files below folders, with links that lead in a circle told and not followed.
//! - `zip`: packs the finished DOCX, compressed; measures documents and workbooks before they are read.

pub mod date;

pub mod agency;
pub mod catch_panic;
pub mod io_error;
pub mod lenient_number;

pub mod figure;
pub mod place;
pub mod rule;
pub mod standard;
pub mod suggest;

pub mod source;

pub mod finding;

pub mod toml_text;

pub mod form;

pub mod reference;

pub mod tally;

pub mod prose;

pub mod claims;

pub mod check;

pub mod carry_forward;

pub mod roster;

pub mod rollup;

pub mod report;

pub mod write;

pub mod save;

pub mod import;

pub mod cli;
