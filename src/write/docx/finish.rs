//! The finishing pass: what `docx-rs` writes in another order than the schema, or not at all.
//!
//! Every mend counts how often it hit and fails where the number is not the one expected, so that a new version of
//! the package that does otherwise is noticed at once.

use docx_rs::XMLDocx;

use super::element::{Element, Node};
use super::styles::{BODY, SIGNATURE};
use crate::report::{Document, Exhibit};

/// A part of the document, finished.
pub(super) struct Part {
    /// Its file in the package, without the ending: `footer1`.
    pub(super) name: String,
    /// What it is to the document, as relationships and content types call it: `footer`.
    pub(super) kind: &'static str,
    /// What the document calls it.
    pub(super) id: String,
    pub(super) bytes: Vec<u8>,
}

impl Part {
    pub(super) fn new(name: &str, kind: &'static str, bytes: Vec<u8>) -> Self {
        let id = format!("rId{}{}", name[..1].to_uppercase(), &name[1..]);
        Self { name: name.to_owned(), kind, id, bytes }
    }
}

/// The order of children that ISO/IEC 29500-1 (wml.xsd) demands.
#[rustfmt::skip]
const ORDER: &[(&str, &[&str])] = &[
    ("w:pPr", &["w:pStyle", "w:keepNext", "w:keepLines", "w:pageBreakBefore", "w:framePr", "w:widowControl", "w:numPr",
        "w:suppressLineNumbers", "w:pBdr", "w:shd", "w:tabs", "w:autoSpaceDE", "w:autoSpaceDN", "w:bidi", "w:adjustRightInd", "w:snapToGrid", "w:spacing",
        "w:ind", "w:contextualSpacing", "w:jc", "w:textDirection", "w:textAlignment", "w:outlineLvl", "w:rPr", "w:sectPr"]),
    ("w:rPr", &["w:rStyle", "w:rFonts", "w:b", "w:bCs", "w:i", "w:iCs", "w:caps", "w:strike", "w:dstrike",
        "w:snapToGrid", "w:vanish", "w:color", "w:spacing", "w:w", "w:kern", "w:position", "w:sz", "w:szCs",
        "w:highlight", "w:u", "w:bdr", "w:shd", "w:fitText", "w:vertAlign", "w:lang"]),
    ("w:tblPr", &["w:tblStyle", "w:tblpPr", "w:tblW", "w:jc", "w:tblInd", "w:tblBorders", "w:shd", "w:tblLayout",
        "w:tblCellMar", "w:tblLook", "w:tblCaption", "w:tblDescription"]),
    ("w:tblBorders", &["w:top", "w:left", "w:bottom", "w:right", "w:insideH", "w:insideV"]),
    ("w:tblCellMar", &["w:top", "w:left", "w:bottom", "w:right"]),
    ("w:tcPr", &["w:tcW", "w:gridSpan", "w:vMerge", "w:tcBorders", "w:shd", "w:noWrap", "w:tcMar", "w:textDirection",
        "w:vAlign"]),
    ("w:sectPr", &["w:headerReference", "w:footerReference", "w:type", "w:pgSz", "w:pgMar", "w:pgNumType", "w:cols",
        "w:titlePg", "w:textDirection", "w:docGrid"]),
    ("w:style", &["w:name", "w:basedOn", "w:next", "w:link", "w:uiPriority", "w:semiHidden", "w:unhideWhenUsed",
        "w:qFormat", "w:pPr", "w:rPr", "w:tblPr", "w:trPr", "w:tcPr"]),
    ("w:settings", &["w:zoom", "w:defaultTabStop", "w:evenAndOddHeaders", "w:characterSpacingControl", "w:compat"]),
];

/// Finishes the parts of a document.
pub(super) fn finish(built: &XMLDocx, document: &Document) -> Result<Vec<Part>, String> {
    let mut body = Element::read(&built.document)?;
    let exhibits: Vec<&Exhibit> = document.exhibits().collect();
    finish_tables(&mut body, &exhibits)?;
    let mut styles = Element::read(&built.styles)?;
    finish_styles(&mut styles)?;
    let mut parts = vec![
        Part::new("document", "document.main", written(body)?),
        Part::new("styles", "styles", written(styles)?),
        Part::new("settings", "settings", written(Element::read(&built.settings)?)?),
    ];
    for (kind, built, expected) in
        [("footer", &built.footers, 2), ("header", &built.headers, if document.draft.is_some() { 2 } else { 0 })]
    {
        hit(kind, built.len(), expected)?;
        for (number, part) in (1..).zip(built) {
            parts.push(Part::new(&format!("{kind}{number}"), kind, written(Element::read(part)?)?));
        }
    }
    let remarks = document.draft.as_ref().map_or(0, |draft| draft.remarks.len());
    if remarks > 0 {
        let comments = Element::read(&built.comments)?;
        hit("comments", comments.children.len(), remarks)?;
        parts.push(Part::new("comments", "comments", written(comments)?));
    }
    Ok(parts)
}

fn written(mut part: Element) -> Result<Vec<u8>, String> {
    let mut unknown = None;
    part.visit(&mut |element| {
        // Paragraph ids are repeated around section breaks, and nothing refers to them.
        element.attributes.retain(|(key, _)| key != "w14:paraId");
        // Empty run properties say nothing, and within those of a style's paragraphs they are not allowed.
        element
            .children
            .retain(|child| !matches!(child, Node::Element(e) if e.name == "w:rPr" && e.children.is_empty()));
        if let Err(name) = sort(element) {
            unknown = Some(format!("docx: no place for {name} in {}", element.name));
        }
    });
    unknown.map_or_else(|| part.write(), Err)
}

/// Puts the children of an element into the order of the schema; fails with the name of one that the table leaves out.
fn sort(element: &mut Element) -> Result<(), String> {
    let Some((_, order)) = ORDER.iter().find(|(name, _)| *name == element.name) else { return Ok(()) };
    let place = |child: &Node| match child {
        Node::Element(child) => order.iter().position(|name| *name == child.name),
        Node::Text(_) => None,
    };
    for child in &element.children {
        if let (None, Node::Element(child)) = (place(child), child) {
            return Err(child.name.clone());
        }
    }
    element.children.sort_by_key(place);
    Ok(())
}

/// Captions for screen readers, repeated header rows, and a grid without the illegal attribute.
fn finish_tables(document: &mut Element, exhibits: &[&Exhibit]) -> Result<(), String> {
    let (mut tables, mut grid_columns) = (0, 0);
    document.visit(&mut |element| match element.name.as_str() {
        "w:tbl" => {
            if let Some(exhibit) = exhibits.get(tables) {
                let caption = Element::new("w:tblCaption", &[("w:val", exhibit.title)]);
                element.add_to("w:tblPr", caption);
                // Every table has a row that heads it, as those who hear it expect; table two, whose blocks have heads
                // of their own, never breaks over pages, so that its first one is not repeated where it is wrong.
                for row in element.children_named("w:tr").take(exhibit.header_rows.max(1)) {
                    row.add_to("w:trPr", Element::new("w:tblHeader", &[]));
                }
            }
            tables += 1;
        }
        "w:gridCol" => {
            element.attributes.retain(|(key, _)| key != "w:type");
            grid_columns += 1;
        }
        _ => {}
    });
    hit("tables", tables, exhibits.len())?;
    hit("grid columns", grid_columns, exhibits.iter().map(|exhibit| exhibit.widths.len()).sum())
}

/// What Word does of its own accord and this page has not: it keeps lines back at the foot of a page, which then has
/// fewer than 22 (GB/T 9704—2012, 5.2.3); it parts Han characters from figures, by which the date of the signature
/// would reach further than it is reckoned to.
const SWITCHED_OFF: &[(&str, &str)] =
    &[(BODY, "w:widowControl"), (SIGNATURE, "w:autoSpaceDE"), (SIGNATURE, "w:autoSpaceDN")];

/// The language of the text, the style that holds by default, and indents that follow the size of the characters.
fn finish_styles(styles: &mut Element) -> Result<(), String> {
    let (mut languages, mut indents, mut defaults, mut switches) = (0, 0, 0, 0);
    styles.visit(&mut |element| match element.name.as_str() {
        "w:rPrDefault" => {
            let language = Element::new("w:lang", &[("w:val", "en-US"), ("w:eastAsia", "zh-CN")]);
            element.add_to("w:rPr", language);
            languages += 1;
        }
        "w:style" => {
            let id = element.attribute("w:styleId").unwrap_or_default().to_owned();
            if id == "Normal" {
                element.attributes.push(("w:default".to_owned(), "1".to_owned()));
                defaults += 1;
            }
            for (_, property) in SWITCHED_OFF.iter().filter(|(style, _)| *style == id) {
                element.add_to("w:pPr", Element::new(property, &[("w:val", "0")]));
                switches += 1;
            }
        }
        "w:ind" if element.attribute("w:firstLine").is_some_and(|twips| twips != "0") => {
            element.attributes.push(("w:firstLineChars".to_owned(), "200".to_owned()));
            indents += 1;
        }
        _ => {}
    });
    hit("default run properties", languages, 1)?;
    hit("default styles", defaults, 1)?;
    hit("properties switched off", switches, SWITCHED_OFF.len())?;
    hit("indented styles", indents, 5)
}

fn hit(what: &str, found: usize, expected: usize) -> Result<(), String> {
    if found == expected { Ok(()) } else { Err(format!("docx: {found} {what}, expected {expected}")) }
}
