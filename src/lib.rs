//! nianbao turns one filled TOML form into a Chinese agency's statutory annual report on open government information,
//! 《政府信息公开工作年度报告》, in the official format: DOCX, XLSX, plain text and HTML.
//!
//! # The one idea
//!
//! The official format is declared once, as data ([`standard`]). Reading a form, adding up, checking, and every output
//! walk that declaration: no label, sum or merged range is written a second time.
//!
//! # Words
//!
//! | here | 中文 | meaning |
//! |---|---|---|
//! | [`Edition`](standard::Edition) | 格式版本 | an official format: its notice, years, sections, tables |
//! | [`Table`](standard::Table), [`Block`](standard::Block) | 表 | headings on two axes, and how they are laid out |
//! | [`Heading`](standard::Heading) | 栏目 | a row or column: given, derived, or a group of others |
//! | [`Place`](place::Place) | 位置 | `table.row.column`: where a figure stands |
//! | [`Figure`](figure::Figure) | 数 | an exact number with the digits it was given in |
//! | [`Form`](form::Form) | 填报表 | what staff typed, with positions |
//! | [`Manuscript`](form::Manuscript) | 底稿 | what is to be written into a form: a blank one, last year's carried on, a report read |
//! | [`Figures`](tally::Figures) | 全表 | what follows from it: given and derived figures by place |
//! | [`Finding`](finding::Finding) | 问题 | a rule at a place, with what was filled and what follows |
//! | [`Expectation`](standard::Expectation) | 应有的关系 | what a column must come to, this year or from last year's |
//! | [`Claim`](claims::Claim) | 说法 | what a sentence of the narrative says of a figure |
//! | [`Relation`](standard::Relation) | 勾稽关系 | two sums over figures, and how they must stand to each other |
//! | [`Exhibit`](report::Exhibit) | 成表 | a table ready to be set |
//! | [`Roster`](roster::Roster) | 单位名录 | the units of a roll-up, a tree |
//! | [`Submission`](rollup::Submission) | 报送 | what is kept of a unit's form: figures, findings, not the form |
//! | [`Rollup`](rollup::Rollup) | 汇总 | the units' submissions matched to the roster and added up |
//! | [`Report`](report::Report) | 报告 | what will be published, in reading order |
//! | [`Questionnaire`](report::Questionnaire) | 填报工作簿 | what a form asks, for whoever fills it in a spreadsheet |
//! | [`Comparison`](report::Comparison) | 同比 | this year's figures beside last year's |
//! | [`Draft`](report::Draft) | 草稿 | what marks a report as one: a notice, and each finding at its place |
//!
//! # Flow
//!
//! ```text
//! bytes ─► Source ─► Form ─► Figures ─► Findings ─ any 错误? ─► print, exit 1 (or a draft, with remarks)
//!              last year's Form ─────────┘
//!                                           └─ none ─► Report ─► WRITERS ─► save: all files or none
//! ```
//!
//! The other way round, what is known becomes a form to be filled. [`import`](mod@import) reads a workbook of this
//! program by the names of its cells, and any published report by the standard's labels:
//!
//! ```text
//! year, agency ──► Manuscript ─► print ─► form.toml       Manuscript ─► Questionnaire ─► workbook
//! last year's Form ─ carry ─┘                             filled workbook ─ import ─► Manuscript
//! published report (text, page, document, sheets, PDF) ─► strips ─► rows by their labels ─► Manuscript, Findings
//! ```
//!
//! And many forms become one. [`rollup`](mod@rollup) keeps of each form its figures and findings, matches them to the
//! [`roster`], and adds up every node; the sum is a form again, and a workbook:
//!
//! ```text
//! files of folders ─ read, examine (in parallel) ─► Submissions ─┐
//! roster.toml ─► Roster ─────────────────────────────────────────┴─► Rollup ─► summed Manuscript ─► form.toml
//!                                                                     ├─► workbook for superiors
//!                                                                     └─► 退回修改单, a Report a unit
//! ```
//!
//! Two truths have two types: a `Form` is what was typed, a `Report` what will be published. A stated total is an
//! assertion, compared and never used. What is not filled is unknown, never nought; a value that a slip of syntax has
//! touched is unknown too. Writers are leaves: they see a finished `Report` (or `Questionnaire`, or `Rollup`) and nothing else. What a person has edited
//! since it was generated is never overwritten ([`save`](mod@save)).
//!
//! Modules stand in reading order; each uses only those before it.
//!
//! # Where a change goes
//!
//! - another edition: a file in [`standard`], a line in [`standard::EDITIONS`], an example;
//! - another output: a file in [`write`](mod@write), a line in [`write::WRITERS`];
//! - a rule over the columns of a row: a line beside the block in [`standard`], its entry in [`rule`], a folder in
//!   `tests/cases`;
//! - another rule: its entry in [`rule`], its function in [`check`], a folder in `tests/cases`;
//! - a rule between units: its entry in [`rule`], its function in [`rollup`](mod@rollup), a folder in `tests/cases`;
//! - another of the main figures by which units are compared: a line in `indicator.rs` of [`standard`];
//! - another sheet of the workbook for superiors: a file in `write/xlsx/rollup`;
//! - another kind of file to import: a file in [`import`](mod@import) that makes strips of it, a line in its `file_type`; another
//!   layout or oddity of reports: a folder in `tests/import` with what must be read of it;
//! - a word by which texts name a row or a column: `told` in [`standard`]; any other: `lexicon.rs` in [`claims`]; both with a
//!   sentence in `tests/corpus`.
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
