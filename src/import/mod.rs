//! 导入: a published report or a filled workbook, read into a form. What is uncertain is not guessed: it becomes a
//! finding for whoever imports, and a remark in the form.
//!
//! ```text
//! bytes ─ file_type ─► text · html · docx · workbook · pdf ─► Content (strips: text, rows of cells)
//!     Content ─ sections, tables (labels, reviews) ─► FoundTables ─ figures ─┐
//!     Content ─ paragraphs ─► Texts ─ metadata, narrative ───────────────────┴─► Form, Findings
//! ```
//!
//! The layouts differ only in how they become strips; everything after walks the standard's labels.

mod blanks;
mod book;
mod budget;
mod cell;
mod cell_value;
mod columns;
mod comma_separated;
mod contacts;
mod content;
mod diagnostics;
mod docx;
mod draft;
mod explanations;
mod figures;
mod file_type;
mod flat_xml;
mod found_tables;
mod furniture;
mod grouped;
mod html;
mod labels;
mod margins;
mod metadata;
mod multiple;
mod narrative;
mod no_tables;
mod numbering;
mod ods;
mod page_style;
mod paragraphs;
mod pdf;
mod proofs;
mod questionnaire;
mod reading_order;
mod reviews;
mod rolled_up;
mod row_cells;
mod rows_in_one;
mod sections;
mod sheet_marks;
mod stored;
mod styles;
mod tables;
mod tags;
mod text;
mod units;
mod workbook;
mod xls;
mod xls_marks;
mod years;
mod zip;

pub use units::{Unlisted, roster};

use std::fmt;

use crate::catch_panic::catch_panic;
use crate::fields;
use crate::finding::Finding;
use crate::form::{Form, Medium};
use crate::page::Unreadable;
use crate::standard::{EDITIONS, Edition};
use crate::subject::Subject;
use crate::year::Year;
use book::Book;
use cell::Sight;
use content::{Content, StripContent};
use diagnostics::Diagnostics;
use file_type::FileType;
use flat_xml::FlatKind;
use found_tables::FoundTables;
use numbering::Numbering;
use styles::Styles;

/// What a file gave.
#[derive(Debug)]
pub struct Imported {
    /// The form it makes.
    pub form: Form,
    /// What is uncertain or missing, rules of family I.
    pub findings: Vec<Finding>,
}

impl Imported {
    /// The form with all that is wrong with it, what was read with doubt first. A text has been judged as it was read.
    pub fn judged(self) -> Form {
        let Self { mut form, findings } = self;
        if !form.medium.is_toml() {
            form.problems = findings;
            form.judge();
        }
        form
    }
}

/// Why a file gives no form.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Refusal {
    /// It is larger than any report, packed or unpacked.
    TooLarge,
    /// It takes more work to read than any report.
    TooComplex,
    /// It is a file of an old format that is no workbook.
    OldFormat,
    /// It is a Word document of the old format.
    OldDocument,
    /// It is a document or workbook that is locked with a password.
    Encrypted,
    /// It is a PDF that is locked with a password.
    Locked,
    /// It is damaged.
    Damaged,
    /// It is a picture, or a PDF that holds nothing but pictures.
    Picture,
    /// It is a web page with its pictures in one file.
    WebArchive,
    /// It is an OpenDocument document that is no workbook.
    OpenDocument,
    /// It is an OFD document.
    FixedLayout,
    /// It is RTF.
    RichText,
    /// It is an archive of files.
    Archive,
    /// It is no text and no format that is known.
    NotText,
    /// It is UTF-8 that a program took for GBK and saved so.
    Misread,
    /// It is text in no encoding that is known; the first wrong byte is in this line.
    Garbled(usize),
    /// It is text but for NUL characters, the first of which is in this line.
    Nul(usize),
    /// It is text in UTF-16 that ends within a character.
    CutShort,
    /// It is a workbook that was filled in, whose year or format is not one there is.
    NoEdition,
    /// Its tables are pictures.
    PicturedTables,
    /// It has the labels of the tables, and their cells run together.
    RunTogether,
    /// It is of a year before there were uniform tables.
    BeforeTables,
    /// It is a page that leads to the report.
    Attached,
    /// It is a document of Word 2003 as XML.
    OldXml,
    /// It holds none of the official tables.
    NoTables,
    /// It is a page made to carry a form, and carries none that can be read.
    Page(Unreadable),
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::TooLarge => "文件太大，不像是年度报告",
            Self::TooComplex => {
                "文件太复杂，不像是年度报告（行数、格数、属性或绘图太多）；只留年度报告的部分，另存一份，再读入"
            }
            Self::OldFormat => {
                "是旧格式的文件（doc、wps、et等），或加了密码；请在WPS里打开，另存为不加密的docx或xlsx，再读入"
            }
            Self::OldDocument => "是旧版的Word文件（doc、wps），读不了；请在WPS或Word里打开，另存为docx，再读入",
            Self::Encrypted => "加了密码，读不了；请在WPS里打开，去掉密码，另存一份，再读入",
            Self::Locked => "这个PDF加了密码，读不出文字；请向编制单位要不加密的文件",
            Self::Damaged => "文件已损坏，或没有下载完整；请重新下载，或在WPS里打开，另存一份，再读入",
            Self::Picture => "这是图片或扫描件，或者里面的文字取不出来（字体没有嵌入）；请向编制单位要Word、Excel或网页文件，或先做文字识别",
            Self::WebArchive => "这是单个文件的网页（mht）；请在浏览器里另存为“网页，仅HTML”（html），再读入",
            Self::OpenDocument => "是OpenDocument文件（odt等），读不了；请在WPS里打开，另存为docx，再读入",
            Self::FixedLayout => {
                "是OFD文件，读不了；请用原来的Word、Excel文件，或在WPS里转成docx，再读入"
            }
            Self::RichText => "是RTF文件，读不了；请在WPS里打开，另存为docx，再读入",
            Self::Archive => "是压缩包，读不了；请先解压，再读入里面的文件",
            Self::NotText => "不是文本，也不是能读的格式；能读的有docx、xlsx、xls、ods、html、txt和有文字的PDF",
            Self::Garbled(line) => {
                return write!(
                    f,
                    "第{line}行起有认不出的字，不是UTF-8、UTF-16或GBK编码的文本；请用记事本打开，另存为UTF-8"
                );
            }
            Self::Nul(line) => {
                return write!(
                    f,
                    "第{line}行有看不见的空字符（NUL），文件可能没有存完；请用记事本打开，检查这一行，另存为UTF-8，再读入"
                );
            }
            Self::CutShort => "是UTF-16编码的文本，最后半个字被截断，没有存完或没有传完；请重新取得完整的文件",
            Self::Misread => {
                "整个文件都是乱码：UTF-8的文件被当作GBK打开、又存过一次，有的字已经丢了；请找回没有存过的那一份"
            }
            Self::NoEdition => "封面上的报告年度或格式版本被改动，认不出是哪一年的表；请改回原来的年份",
            Self::PicturedTables => {
                "文字都在，表二、表三、表四却是图片，图里的数读不出来，没有写出填报表；请新建填报表（nianbao new）照图填，或向编制单位要Word、Excel文件"
            }
            Self::RunTogether => {
                "表的栏目都在，格子却连在一起，分不开；请从网页或Word里重新复制表格，或另存为docx、html，再读入"
            }
            Self::BeforeTables => "是2019年以前的报告，那时还没有统一的三张表，没有可读入的数；请改用2019年以后的报告",
            Self::Attached => "网页里没有报告，报告在附件里；请在网页上下载附件（Word、Excel或PDF），再读入附件",
            Self::OldXml => "是Word 2003的XML文件，读不了；请在WPS或Word里打开，另存为docx，再读入",
            Self::NoTables => {
                "没有找到年度报告的任何一张表（表二、表三、表四），没有写出填报表；请看看是不是选错了文件"
            }
            Self::Page(unreadable) => return unreadable.fmt(f),
        })
    }
}

/// Reads a report, or a workbook that was filled in.
pub fn import(bytes: &[u8]) -> Result<Imported, Refusal> {
    // The libraries that read formats panic on some damaged files; that is no reason to end the program.
    catch_panic(|| read(bytes)).unwrap_or_else(|fault| Err(fault.downcast_ref().copied().unwrap_or(Refusal::Damaged)))
}

fn read(bytes: &[u8]) -> Result<Imported, Refusal> {
    let original = match file_type::of(bytes)? {
        FileType::Workbook => match Book::of_xlsx(bytes, &questionnaire::key())? {
            Some(book) => return questionnaire::read(book),
            None => with_properties(workbook::read_xlsx(bytes)?, bytes),
        },
        FileType::OldWorkbook => {
            let bytes = &xls::measured(bytes)?;
            match Book::of_xls(bytes, &questionnaire::key())? {
                Some(book) => return questionnaire::read(book),
                None => workbook::read_xls(bytes)?,
            }
        }
        FileType::OpenSheets => {
            let sheets = ods::read(&zip::open_content(bytes)?)?;
            match Book::of_ods(&sheets, &questionnaire::key()) {
                Some(book) => return questionnaire::read(book),
                None => workbook::of_ods(&sheets),
            }
        }
        FileType::Document => {
            let original = document(zip::document(bytes)?.each_ref().map(String::as_str))?;
            with_properties(with_inner(original, bytes)?, bytes)
        }
        FileType::Flat(FlatKind::Document, text) => {
            let part = |name: &str| flat_xml::part(&text, name).unwrap_or_default();
            document([part("/word/document.xml"), part("/word/numbering.xml"), part("/word/styles.xml")])?
        }
        FileType::Flat(FlatKind::Workbook, text) => flat_xml::read_workbook(&text),
        FileType::Pdf => pdf::read(bytes).map_err(|why| match why {
            pdf::Unreadable::NoText => Refusal::Picture,
            pdf::Unreadable::Damaged => Refusal::Damaged,
            pdf::Unreadable::Locked => Refusal::Locked,
            pdf::Unreadable::TooLarge => Refusal::TooLarge,
        })?,
        FileType::Page(text) => html::read(&text)?,
        FileType::Text(text) => comma_separated::read(&text).unwrap_or_else(|| text::read(&text)),
    };
    if original.is_too_complex {
        return Err(Refusal::TooComplex);
    }
    let units = rolled_up::Units::of(&original);
    let original = match &units {
        Some(_) => rolled_up::sums(original),
        None => Content { strips: sections::part_headings(original.strips), ..original },
    };
    let mut imported = understand(original)?;
    if let Some(units) = units {
        units.describe(&mut imported);
    }
    Ok(imported)
}

/// A document by its main part and those on lists and styles.
fn document([part, lists, styles]: [&str; 3]) -> Result<Content, Refusal> {
    let (numbering, styles) = (Numbering::read(lists, styles), Styles::read(styles));
    docx::read(part, numbering, styles).map_err(|_| Refusal::Damaged)
}

/// A document with what stands in it as files of their own, where it has no tables itself: a page, workbooks.
fn with_inner(mut original: Content, bytes: &[u8]) -> Result<Content, Refusal> {
    if original.strips.iter().any(|strip| matches!(strip.content, StripContent::Row(_))) {
        return Ok(original);
    }
    let mut parts = zip::Parts::open(bytes)?;
    for name in parts.inner() {
        let inner = match name.rsplit('.').next() {
            Some("xlsx") => workbook::read_xlsx(&parts.bytes(&name)?)?,
            _ => html::read(&parts.optional(&name))?,
        };
        original.strips.extend(inner.strips);
        original.left_out.extend(inner.left_out);
    }
    Ok(original)
}

fn with_properties(original: Content, bytes: &[u8]) -> Content {
    let (title, author) = zip::properties(bytes);
    Content { title, author, margins: margins::read(bytes), ..original }
}

/// Finds the tables and texts of a report in its strips.
fn understand(mut original: Content) -> Result<Imported, Refusal> {
    let mut diagnostics = Diagnostics::default();
    if let Some(draft) = draft::recognise(&mut original) {
        draft.report(&mut diagnostics);
    }
    let original = &multiple::first_report(original, &mut diagnostics);
    let headings = sections::headings(&original.strips);
    let found = figures::of_first_sheets(tables::find(original, &headings));
    if found.rows.is_empty() {
        return Err(no_tables::reason(original, &headings));
    }
    let mut texts = paragraphs::texts(original, &headings, &found, &mut diagnostics);
    let mut metadata = metadata::read(original, &texts);
    if original.has_surroundings {
        furniture::take_out(&mut texts, &mut metadata, &mut diagnostics);
    }
    let edition = edition(&found, metadata.year, &mut diagnostics);
    let found = years::own(found, metadata.year, &mut diagnostics);
    let mut form = Form::empty(edition, metadata.year);
    form.medium = Medium::Report;
    form.comments.asks_fee = false;
    metadata.write(&mut form, &mut diagnostics);
    figures::gather(&found, &mut form, &mut diagnostics);
    narrative::write(&texts, &metadata, &headings, &mut form, &mut diagnostics);
    report_left_out(original, &mut diagnostics);
    let findings = diagnostics.0;
    for finding in &findings {
        form.comments.remark(&finding.subject, format!("{} {}", finding.rule.code, finding.message()));
    }
    Ok(Imported { form, findings })
}

/// What the text and the tables hold beside what is seen, in so many rows and places.
fn report_left_out(original: &Content, diagnostics: &mut Diagnostics) {
    let of = |sight: Sight| {
        let all = original.left_out.iter().filter(move |(_, left_out)| left_out.sight == sight);
        all.filter(move |(_, left_out)| sight == Sight::Struck || left_out.has_figures()).collect::<Vec<_>>()
    };
    let advices = [
        (Sight::Struck, "处字", "划掉的不算，没有读入。"),
        (Sight::Hidden, "行有数", "看不见的不算，没有读入；要用的，在原件里取消隐藏，再读入。"),
    ];
    for (sight, counted, advice) in advices {
        let all = of(sight);
        if let Some((at, first)) = all.first() {
            let shown = paragraphs::head(&first.text);
            let what = format!("原件有{}{counted}{}，如“{shown}”", all.len(), sight.in_words());
            diagnostics.report(&crate::rule::I14, Subject::File, Some(at), &what, advice);
        }
    }
}

/// The edition of the year, unless the tables are those of another.
fn edition(found: &FoundTables, year: Option<Year>, diagnostics: &mut Diagnostics) -> &'static Edition {
    let usual = year.and_then(Edition::of_year);
    let printed = figures::edition_of(found);
    let latest = EDITIONS.last().copied().unwrap_or(EDITIONS[0]);
    let edition = printed.or(usual).unwrap_or(latest);
    if let (Some(usual), Some(year)) = (usual, year)
        && usual.version != edition.version
    {
        let what = format!("{year}年的报告应用{}版格式，原件的表却是{}版的", usual.version, edition.version);
        let advice = format!("按{}版读入，并写明edition；年度看错了的，请改year。", edition.version);
        diagnostics.report(&crate::rule::I08, &fields::EDITION, None, &what, &advice);
    }
    edition
}
