//! The parts of the package that lie under `word/`: the document with its body, and the templates around it.

use askama::Template;

use super::body::body;
use super::measures::{BEFORE_NOTE, BODY_SIZE, CELL_LINE, CELL_SIZE, CHARACTER_SPACING, LINE, NOTE_LINE};
use super::order::ordered;
use super::package::{Part, rendered};
use super::runs::comment;
use crate::report::{Anchor, Block, Document, Exhibit, Fonts};

/// The document on the page of GB/T 9704—2012《党政机关公文格式》: A4 (5.1); 天头 37 mm, 订口 28 mm, 版心 156 × 225 mm
/// (5.2.1); the page number 7 mm under the type area (7.5).
#[derive(Template)]
#[template(path = "docx/document.xml")]
struct Whole<'a> {
    document: &'a Document,
    body: String,
}

/// What each kind of paragraph looks like (GB/T 9704—2012, 7.3).
#[derive(Template)]
#[template(path = "docx/styles.xml")]
struct Styles<'a> {
    fonts: &'a Fonts,
}

/// `— 1 —` (7.5): on odd pages right, on even pages left, one character in.
#[derive(Template)]
#[template(path = "docx/footer.xml")]
struct Footer {
    style: &'static str,
    align: &'static str,
}

/// 草稿, in red on every page.
#[derive(Template)]
#[template(path = "docx/header.xml")]
struct Header<'a> {
    notice: &'a str,
    font: &'a str,
}

/// The remarks of a draft.
#[derive(Template)]
#[template(path = "docx/comments.xml")]
struct Comments {
    comments: Vec<String>,
}

const SETTINGS: &str = include_str!("../../../templates/docx/settings.xml");

/// What Word takes for a font that is not installed.
#[derive(Template)]
#[template(path = "docx/fontTable.xml")]
struct FontTable<'a> {
    fonts: Vec<&'a str>,
}

/// Every part of a document, itself first.
pub(super) fn parts(document: &Document) -> Result<Vec<Part>, String> {
    let mut parts = vec![
        Part::new("document", "document.main", rendered(&Whole { document, body: body(document)? })?),
        Part::new("styles", "styles", rendered(&Styles { fonts: &document.fonts })?),
        Part::new("settings", "settings", SETTINGS.trim_end().to_owned()),
        Part::new("footer1", "footer", rendered(&Footer { style: "Footer", align: "right" })?),
        Part::new("footer2", "footer", rendered(&Footer { style: "FooterEven", align: "left" })?),
    ];
    if let Some(draft) = &document.draft {
        let header = rendered(&Header { notice: &draft.notice, font: &document.fonts.heading1 })?;
        parts.push(Part::new("header1", "header", header.clone()));
        parts.push(Part::new("header2", "header", header));
        let comments = comments(document)?;
        if !comments.is_empty() {
            parts.push(Part::new("comments", "comments", rendered(&Comments { comments })?));
        }
    }
    parts.push(Part::new("fontTable", "fontTable", rendered(&FontTable { fonts: fonts(&document.fonts) })?));
    Ok(parts)
}

/// The remarks in the order in which the text comes to them.
fn comments(document: &Document) -> Result<Vec<String>, String> {
    let figures = |block: &Block| -> Vec<Anchor> {
        let entries = block.exhibit().into_iter().flat_map(Exhibit::entries);
        entries.map(|(_, entry)| Anchor::Figure(entry.place)).collect()
    };
    let blocks = document.blocks.iter().enumerate();
    let anchors = blocks.flat_map(|(at, block)| [vec![Anchor::Block(at)], figures(block)].concat());
    let remarks = anchors.flat_map(|anchor| document.remarks_at(anchor));
    remarks.map(|remark| ordered(&comment(document, remark))).collect()
}

/// Every font once.
fn fonts(names: &Fonts) -> Vec<&str> {
    let mut fonts: Vec<&str> = Vec::new();
    for name in [&names.title, &names.heading1, &names.heading2, &names.body, &names.table] {
        if !fonts.contains(&name.as_str()) {
            fonts.push(name);
        }
    }
    fonts
}
