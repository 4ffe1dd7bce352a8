//! What `docx-rs` builds, its properties in the order that ISO/IEC 29500-1 (wml.xsd) demands.

use docx_rs::BuildXML;

/// The lists of properties that are used, each in its order.
#[rustfmt::skip]
const ORDER: &[(&str, &[&str])] = &[
    ("w:pPr", &["w:pStyle", "w:keepNext", "w:pageBreakBefore", "w:spacing", "w:ind", "w:jc"]),
    ("w:rPr", &["w:rFonts", "w:b", "w:bCs", "w:sz", "w:szCs"]),
    ("w:tcPr", &["w:tcW", "w:gridSpan", "w:vMerge", "w:shd", "w:vAlign"]),
];

/// The XML of an element; fails where it has a property that has no place here, as it may in a new version of the
/// package.
pub(super) fn ordered(element: &impl BuildXML) -> Result<String, String> {
    let built = String::from_utf8(element.build()).map_err(|error| error.to_string())?;
    let mut xml = String::with_capacity(built.len());
    // Text never holds a `<`, so that each piece is a tag and the text after it.
    let mut tags = built.split('<').skip(1);
    while let Some(tag) = tags.next() {
        match tag {
            // Empty run properties change nothing, and within those of paragraphs they are not allowed.
            "w:rPr />" => {}
            "/w:r>" if xml.ends_with("<w:r>") => xml.replace_range(xml.len() - 1.., "/>"),
            // Nothing refers to the ids of paragraphs.
            _ if tag.starts_with("w:p ") => xml.push_str("<w:p>"),
            _ => {
                push(&mut xml, tag);
                let list = ORDER.iter().find(|(list, _)| tag.strip_suffix('>') == Some(list));
                list.map_or(Ok(()), |(_, order)| push_ordered(&mut xml, &mut tags, order))?;
            }
        }
    }
    Ok(xml)
}

/// Adds the properties of a list, all of them empty elements, and its end.
fn push_ordered<'a>(xml: &mut String, tags: &mut impl Iterator<Item = &'a str>, order: &[&str]) -> Result<(), String> {
    let mut properties = Vec::new();
    for tag in tags {
        let name = tag.split([' ', '>']).next().unwrap_or_default();
        match order.iter().position(|known| *known == name) {
            Some(place) => properties.push((place, tag)),
            None if tag == "w:rPr />" => {}
            None if tag.starts_with('/') => {
                properties.sort_unstable();
                for (_, property) in properties {
                    push(xml, property);
                }
                push(xml, tag);
                return Ok(());
            }
            None => return Err(format!("no place for {name}")),
        }
    }
    Err("a list of properties without an end".to_owned())
}

fn push(xml: &mut String, tag: &str) {
    xml.push('<');
    match tag.strip_suffix(" />") {
        Some(empty) => xml.extend([empty, "/>"]),
        None => xml.push_str(tag),
    }
}
