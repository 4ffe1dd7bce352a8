//! What a workbook strikes out, hides, or leaves uncalculated, which its values alone do not tell.
//!
//! The parts are those of ISO/IEC 29500-1, 18: a cell names its format, which names a font; a text in runs names a font
//! for each; rows and columns are hidden by themselves.

use std::collections::{HashMap, HashSet};

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

use super::Refusal;
use super::cell::{Cell, Instead, Sight};
use super::numbering::value;
use super::styles::is_on;
use super::zip::Parts;

/// A cell by row and column, from 0.
pub(super) type Position = (u32, u32);

/// What is marked on a sheet.
#[derive(Debug, Default, Clone)]
pub(super) struct SheetMarks {
    hidden_rows: HashSet<u32>,
    /// The first and the last of columns that are hidden together.
    hidden_columns: Vec<(u32, u32)>,
    /// Cells whose text is struck out in part, or that hold a formula without a result.
    cells: HashMap<Position, Cell>,
    /// Cells that are struck out or hidden as a whole.
    whole: HashMap<Position, Sight>,
}

impl SheetMarks {
    /// Whether its row, or its column, cannot be seen.
    pub(super) fn is_hidden(&self, (row, column): Position) -> bool {
        self.is_row_hidden(row) || self.hidden_columns.iter().any(|(first, last)| (*first..=*last).contains(&column))
    }

    /// Whether a row cannot be seen.
    pub(super) fn is_row_hidden(&self, row: u32) -> bool {
        self.hidden_rows.contains(&row)
    }

    /// Notes that a row cannot be seen.
    pub(super) fn hide_row(&mut self, row: u32) {
        self.hidden_rows.insert(row);
    }

    /// Notes that columns cannot be seen, the first to the last.
    pub(super) fn hide_columns(&mut self, first: u32, last: u32) {
        self.hidden_columns.push((first, last));
    }

    /// Notes that a cell is struck out or hidden as a whole.
    pub(super) fn mark(&mut self, position: Position, sight: Sight) {
        self.whole.insert(position, sight);
    }

    /// Notes how a cell is seen that is struck out in part.
    pub(super) fn put(&mut self, position: Position, cell: Cell) {
        self.cells.insert(position, cell);
    }

    /// A cell as it is seen that holds some words.
    pub(super) fn cell(&self, position: Position, words: &str) -> Cell {
        if let Some(cell) = self.cells.get(&position) {
            return cell.clone();
        }
        let mut cell = Cell::default();
        cell.push(words, self.whole.get(&position).copied().unwrap_or(Sight::Shown));
        cell
    }

    /// A cell as it is seen where rows and columns can be hidden, too.
    pub(super) fn seen(&self, position: Position, words: &str) -> Cell {
        if !self.is_hidden(position) {
            return self.cell(position, words);
        }
        let mut cell = Cell::default();
        cell.push(words, Sight::Hidden);
        cell
    }

    /// Cells that hold a formula without a result.
    pub(super) fn uncalculated(&self) -> impl Iterator<Item = Position> {
        let formulas = self.cells.iter().filter(|(_, cell)| cell.instead() == Some(Instead::Formula));
        formulas.map(|(position, _)| *position)
    }
}

/// The marks of the sheets of a workbook, by their names.
pub(super) fn read(bytes: &[u8]) -> Result<HashMap<String, SheetMarks>, Refusal> {
    let mut parts = Parts::open(bytes)?;
    let Some((_, main)) = parts.main() else { return Ok(HashMap::new()) };
    let related = |parts: &mut Parts, kind: &str| {
        let name = parts.related(&main, kind);
        name.map(|name| parts.optional(&name)).unwrap_or_default()
    };
    let formats = formats(&related(&mut parts, "styles"));
    let texts = struck_texts(&related(&mut parts, "sharedStrings"));
    let leads = parts.relations_of(&main);
    let mut sheets = Vec::new();
    super::numbering::for_each(&parts.optional(&main), |start| {
        if start.local_name().as_ref() == b"sheet" {
            sheets.push((value(start, b"name").unwrap_or_default(), value(start, b"id").unwrap_or_default()));
        }
    });
    let mut found = HashMap::new();
    for (name, id) in sheets {
        let Some(part) = leads.iter().find(|relation| relation.id == id) else { continue };
        let name = quick_xml::escape::unescape(&name).map_or_else(|_| name.clone(), std::borrow::Cow::into_owned);
        found.insert(name, sheet(&parts.optional(&part.target), &formats, &texts));
    }
    Ok(found)
}

/// How the formats of cells are seen that are not plain, by their numbers.
fn formats(part: &str) -> HashMap<usize, Sight> {
    let (mut found, mut fonts, mut unseen) = (HashMap::new(), Vec::new(), HashSet::new());
    let (mut is_font_list, mut is_format_list, mut count) = (false, false, 0);
    events(part, |event| match event {
        Part::Begin(start) => match start.local_name().as_ref() {
            b"fonts" => is_font_list = true,
            b"cellXfs" => is_format_list = true,
            // A format of nothing but signs shows nothing.
            b"numFmt" if value(start, b"formatCode").is_some_and(|code| code == ";;;") => {
                unseen.insert(value(start, b"numFmtId").unwrap_or_default());
            }
            b"font" if is_font_list => fonts.push(false),
            b"strike" if is_font_list => {
                if let Some(is_struck) = fonts.last_mut() {
                    *is_struck = is_on(start);
                }
            }
            b"xf" if is_format_list => {
                let font = value(start, b"fontId").and_then(|font| font.parse::<usize>().ok());
                if value(start, b"numFmtId").is_some_and(|format| unseen.contains(&format)) {
                    found.insert(count, Sight::Hidden);
                } else if font.is_some_and(|font| fonts.get(font) == Some(&true)) {
                    found.insert(count, Sight::Struck);
                }
                count += 1;
            }
            _ => {}
        },
        Part::End(name) => {
            is_font_list &= name != b"fonts";
            is_format_list &= name != b"cellXfs";
        }
        Part::Text(_) => {}
    });
    found
}

/// The texts that are struck out in part, by their numbers.
fn struck_texts(part: &str) -> HashMap<usize, Cell> {
    let (mut found, mut count) = (HashMap::new(), 0);
    if !part.contains("strike") {
        return found;
    }
    let mut runs = Runs::default();
    events(part, |event| {
        if matches!(&event, Part::Begin(start) if start.local_name().as_ref() == b"si") {
            runs = Runs::default();
        }
        let is_end = matches!(&event, Part::End(b"si"));
        runs.take(event);
        if is_end {
            found.extend(std::mem::take(&mut runs).struck().map(|cell| (count, cell)));
            count += 1;
        }
    });
    found
}

/// A text in runs, as it is read.
#[derive(Debug, Default)]
struct Runs {
    cell: Cell,
    is_struck: bool,
    is_text: bool,
    /// Within the reading of characters, which stands above them.
    is_reading: bool,
}

impl Runs {
    fn take(&mut self, event: Part) {
        match event {
            Part::Begin(start) => match start.local_name().as_ref() {
                b"r" => self.is_struck = false,
                b"rPh" => self.is_reading = true,
                b"strike" => self.is_struck = is_on(start),
                b"t" => self.is_text = !self.is_reading,
                _ => {}
            },
            Part::End(b"rPh") => self.is_reading = false,
            Part::End(b"t") => self.is_text = false,
            Part::Text(text) if self.is_text => {
                self.cell.push(&text, if self.is_struck { Sight::Struck } else { Sight::Shown });
            }
            _ => {}
        }
    }

    /// The text, if any of it is struck out.
    fn struck(self) -> Option<Cell> {
        (!self.cell.left_out().is_empty()).then_some(self.cell)
    }
}

/// The marks of a sheet.
fn sheet(part: &str, formats: &HashMap<usize, Sight>, texts: &HashMap<usize, Cell>) -> SheetMarks {
    let mut marks = SheetMarks::default();
    let is_marked = ["hidden", "strike", "<f", ":f", "\"0\""].iter().any(|mark| part.contains(mark));
    if !is_marked && formats.is_empty() && texts.is_empty() {
        return marks;
    }
    let mut open = Open::default();
    let mut row = 0;
    events(part, |event| {
        match &event {
            Part::Begin(start) => match start.local_name().as_ref() {
                b"col" => marks.hidden_columns.extend(hidden_columns(start)),
                b"row" => {
                    row = number(start, b"r").map_or(row + 1, |row| row);
                    if is_set(start, b"hidden") || value(start, b"ht").is_some_and(|height| height == "0") {
                        marks.hidden_rows.insert(row.saturating_sub(1));
                    }
                }
                b"c" => open = Open::new(start),
                b"f" => open.is_formula = true,
                b"v" => open.is_value = true,
                _ => {}
            },
            Part::Text(text) if open.is_value => open.value.push_str(text),
            _ => {}
        }
        let end = if let Part::End(name) = &event { *name } else { b"" };
        open.is_value &= end != b"v";
        if end == b"c" {
            std::mem::take(&mut open).close(&mut marks, formats, texts);
        } else {
            open.runs.take(event);
        }
    });
    marks
}

/// A cell as it is read.
#[derive(Debug, Default)]
struct Open {
    position: Option<Position>,
    format: Option<usize>,
    is_shared: bool,
    is_formula: bool,
    is_value: bool,
    value: String,
    runs: Runs,
}

impl Open {
    fn new(start: &BytesStart) -> Self {
        let position = value(start, b"r").and_then(|name| position(&name));
        let format = value(start, b"s").and_then(|format| format.parse().ok());
        Self { position, format, is_shared: value(start, b"t").is_some_and(|kind| kind == "s"), ..Self::default() }
    }

    fn close(self, marks: &mut SheetMarks, formats: &HashMap<usize, Sight>, texts: &HashMap<usize, Cell>) {
        let Some(position) = self.position else { return };
        let shared = || self.value.trim().parse().ok().and_then(|number: usize| texts.get(&number)).cloned();
        if let Some(sight) = self.format.and_then(|format| formats.get(&format)) {
            marks.whole.insert(position, *sight);
        } else if self.is_formula && self.value.trim().is_empty() && self.runs.cell.is_empty() {
            let mut cell = Cell::default();
            cell.put(Instead::Formula);
            marks.cells.insert(position, cell);
        } else if let Some(cell) = if self.is_shared { shared() } else { self.runs.struck() } {
            marks.cells.insert(position, cell);
        }
    }
}

fn hidden_columns(start: &BytesStart) -> Option<(u32, u32)> {
    let is_narrow = value(start, b"width").is_some_and(|width| width == "0");
    let (first, last) = (number(start, b"min")?, number(start, b"max")?);
    (is_set(start, b"hidden") || is_narrow).then(|| (first.saturating_sub(1), last.saturating_sub(1)))
}

fn is_set(start: &BytesStart, name: &[u8]) -> bool {
    value(start, name).is_some_and(|value| value != "0" && value != "false")
}

fn number(start: &BytesStart, name: &[u8]) -> Option<u32> {
    value(start, name)?.parse().ok()
}

/// The row and column of a cell's name: `B14`.
fn position(name: &str) -> Option<Position> {
    let (letters, digits) = name.split_at(name.find(|c: char| c.is_ascii_digit())?);
    let is_column = (1..=3).contains(&letters.len()) && letters.bytes().all(|b| b.is_ascii_uppercase());
    let column = letters.bytes().fold(0, |column, letter| 26 * column + u32::from(letter.saturating_sub(b'A')) + 1);
    let row: u32 = digits.parse().ok()?;
    (is_column && row > 0).then(|| (row - 1, column - 1))
}

/// What a part is made of.
enum Part<'a> {
    Begin(&'a BytesStart<'a>),
    Text(String),
    End(&'a [u8]),
}

/// Calls something with all that a part is made of, until the end or the first damage.
fn events(part: &str, mut with: impl FnMut(Part)) {
    let mut xml = Reader::from_str(part);
    xml.config_mut().check_end_names = false;
    loop {
        match xml.read_event() {
            Ok(Event::Start(start)) => with(Part::Begin(&start)),
            Ok(Event::Empty(start)) => {
                with(Part::Begin(&start));
                with(Part::End(start.local_name().as_ref()));
            }
            Ok(Event::End(end)) => with(Part::End(end.local_name().as_ref())),
            Ok(Event::Text(text)) => with(Part::Text(text.decode().unwrap_or_default().into_owned())),
            Ok(Event::GeneralRef(reference)) => {
                let character = reference.resolve_char_ref().ok().flatten().map(String::from);
                let named = || quick_xml::escape::resolve_xml_entity(&reference.decode().ok()?).map(str::to_owned);
                character.or_else(named).into_iter().for_each(|text| with(Part::Text(text)));
            }
            Ok(Event::Eof) | Err(_) => return,
            Ok(_) => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_of_a_sheet_are_found() {
        let styles = r#"<styleSheet><numFmts><numFmt numFmtId="170" formatCode=";;;"/></numFmts>
            <fonts><font><sz/></font><font><strike/></font><font><strike val="0"/></font></fonts><cellStyleXfs><xf fontId="1"/></cellStyleXfs>
            <cellXfs><xf fontId="0"/><xf fontId="1"/><xf fontId="2"/><xf fontId="0" numFmtId="170"/></cellXfs></styleSheet>"#;
        let strings = r"<sst><si><t>甲</t></si><si><r><rPr><strike/></rPr><t>77</t></r><r><t>5164</t></r></si></sst>";
        let part = r#"<worksheet><cols><col min="4" max="6" hidden="1"/></cols><sheetData>
            <row r="1"><c r="A1" s="1"><v>8</v></c><c r="B1" t="s"><v>1</v></c><c r="C1"><f>1+1</f><v></v></c><c r="D1" s="3"><v>9</v></c></row>
            <row r="2" hidden="1"><c r="A2" t="inlineStr"><is><r><rPr><strike/></rPr><t>3</t></r><r><t>&#52;</t></r></is></c></row>
            </sheetData></worksheet>"#;
        let marks = sheet(part, &formats(styles), &struck_texts(strings));
        let seen = |position, words| {
            let cell = marks.cell(position, words);
            (cell.to_string(), cell.left_out().iter().map(|left_out| left_out.text.clone()).collect::<String>())
        };
        let pair = |seen: &str, left_out: &str| (seen.to_owned(), left_out.to_owned());
        assert_eq!(seen((0, 0), "8"), pair("", "8"));
        assert_eq!(seen((0, 1), "775164"), pair("5164", "77"));
        assert_eq!(seen((0, 3), "9"), pair("", "9"));
        assert_eq!(seen((1, 0), "34"), pair("4", "3"));
        assert_eq!(marks.uncalculated().collect::<Vec<_>>(), [(0, 2)]);
        assert!(marks.is_hidden((0, 4)) && marks.is_hidden((1, 0)) && !marks.is_hidden((0, 1)));
    }
}
