//! Documents and workbooks that are one XML file: what Word saves as XML, and the tables that systems print for Excel 2003.

use quick_xml::Reader;
use quick_xml::events::Event;

use super::Refusal;
use super::cell::{Cell, Sight};
use super::content::Content;
use super::numbering::value;
use crate::origin::Origin;

/// A kind of such files.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum FlatKind {
    /// The parts of a Word document in one file.
    Document,
    /// A workbook of 2003.
    Workbook,
}

/// The kind of a text, if it is such a file; a document of Word 2003 is refused by its name.
pub(super) fn kind(text: &str) -> Result<Option<FlatKind>, Refusal> {
    let start = text.get(..text.floor_char_boundary(2000)).unwrap_or_default();
    match () {
        () if !start.trim_start().starts_with("<?xml") => Ok(None),
        () if start.contains("schemas.microsoft.com/office/2006/xmlPackage") => Ok(Some(FlatKind::Document)),
        () if start.contains("urn:schemas-microsoft-com:office:spreadsheet") => Ok(Some(FlatKind::Workbook)),
        () if start.contains("schemas.microsoft.com/office/word/2003/wordml") => Err(Refusal::OldXml),
        () => Ok(None),
    }
}

/// A part of a document in one file, by its name.
pub(super) fn part<'a>(text: &'a str, name: &str) -> Option<&'a str> {
    let at = text.find(&format!("pkg:name=\"{name}\""))?;
    let rest = &text[at..];
    let begin = rest.find("<pkg:xmlData")?;
    let end = rest.find("</pkg:part>").unwrap_or(rest.len());
    rest.get(begin..end)
}

/// Reads a workbook of 2003: rows of cells, each where its index has it.
pub(super) fn read_workbook(text: &str) -> Content {
    let (mut xml, mut original) = (Reader::from_str(text), Content::default());
    xml.config_mut().check_end_names = false;
    let (mut sheet, mut row, mut cells, mut is_data) = (String::new(), 0, Vec::<Cell>::new(), false);
    let mut is_hidden = false;
    loop {
        match xml.read_event() {
            Ok(Event::Start(start) | Event::Empty(start)) => {
                let index = value(&start, b"Index").and_then(|index| index.parse::<usize>().ok());
                match start.local_name().as_ref() {
                    b"Worksheet" => (sheet, row) = (value(&start, b"Name").unwrap_or_default(), 0),
                    b"Row" => {
                        row = index.unwrap_or(row + 1);
                        is_hidden = value(&start, b"Hidden").is_some_and(|hidden| hidden == "1");
                        cells.clear();
                    }
                    b"Cell" => {
                        let before = index.map_or(0, |index| index.saturating_sub(cells.len() + 1)).min(MOST_BLANK);
                        cells.extend(std::iter::repeat_n(Cell::default(), before));
                        cells.push(Cell::default());
                    }
                    b"Data" => is_data = true,
                    _ => {}
                }
            }
            Ok(Event::Text(text)) if is_data => {
                let text = text.decode().unwrap_or_default();
                cells.iter_mut().last().into_iter().for_each(|cell| cell.push(&text, Sight::Shown));
            }
            Ok(Event::End(end)) => match end.local_name().as_ref() {
                b"Data" => is_data = false,
                b"Row" if !is_hidden => finish(std::mem::take(&mut cells), &sheet, row, &mut original),
                _ => {}
            },
            Ok(Event::Eof) | Err(_) => return original,
            Ok(_) => {}
        }
    }
}

/// Blank cells that are left between two others.
const MOST_BLANK: usize = 64;

fn finish(cells: Vec<Cell>, sheet: &str, row: usize, original: &mut Content) {
    let at = Origin::SheetRow { sheet: sheet.to_owned(), row };
    match cells.iter().filter(|cell| !cell.is_empty()).collect::<Vec<_>>()[..] {
        [] => {}
        [only] if cells.len() == 1 || only.chars().count() > 40 => original.text(at, only),
        _ => original.row(at, cells),
    }
}
