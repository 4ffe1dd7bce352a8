//! What a workbook of the old format strikes out or hides, which its values alone do not tell.
//!
//! The records are those of MS-XLS, 2.4: fonts and formats stand before the sheets, rows and columns in them; a text in
//! runs names a font for each.

use super::cell::{Cell, Sight};
use super::sheet_marks::SheetMarks;
use super::xls::{Kind, Record, records_of_sheets, records_of_workbook};

/// What the fonts and formats of a workbook do to the cells that name them.
#[derive(Debug, Default)]
struct Formats {
    /// Whether each font is struck out.
    fonts: Vec<bool>,
    /// How cells of each format are seen.
    cells: Vec<Sight>,
    /// Formats of numbers that show nothing.
    unseen: Vec<u16>,
}

impl Formats {
    fn of<'a>(records: impl Iterator<Item = Record<'a>>) -> Self {
        let mut found = Self::default();
        for Record { kind, content } in records {
            match kind {
                // The fourth bit of the options; see 2.4.122.
                Kind::FONT => found.fonts.push(short(content, 2).is_some_and(|options| options & 0x8 != 0)),
                Kind::FORMAT if content.ends_with(b";;;") || content.ends_with(b";\0;\0;\0") => {
                    found.unseen.extend(short(content, 0));
                }
                Kind::XF => {
                    let sight = found.sight(short(content, 0), short(content, 2));
                    found.cells.push(sight);
                }
                _ => {}
            }
        }
        found
    }

    fn sight(&self, font: Option<u16>, format: Option<u16>) -> Sight {
        match (font, format) {
            (_, Some(format)) if self.unseen.contains(&format) => Sight::Hidden,
            (Some(font), _) => self.of_font(font),
            _ => Sight::Shown,
        }
    }

    /// How characters of a font are seen. There is no font 4.
    fn of_font(&self, number: u16) -> Sight {
        let at = usize::from(if number > 4 { number - 1 } else { number });
        if self.fonts.get(at) == Some(&true) { Sight::Struck } else { Sight::Shown }
    }

    fn of_cell(&self, number: u16) -> Sight {
        self.cells.get(usize::from(number)).copied().unwrap_or(Sight::Shown)
    }
}

/// The marks of each sheet that is listed, in the order of the workbook.
pub(super) fn read(records: &[u8]) -> Vec<SheetMarks> {
    let formats = Formats::of(records_of_workbook(records));
    let texts = if formats.fonts.contains(&true) { shared_texts(records) } else { Vec::new() };
    let mut found: Vec<SheetMarks> = Vec::new();
    for (sheet, record) in records_of_sheets(records) {
        found.resize_with(found.len().max(sheet + 1), SheetMarks::default);
        if let Some(marks) = found.get_mut(sheet) {
            mark(marks, &record, &formats, &texts);
        }
    }
    found
}

/// What one record of a sheet says of it.
fn mark(marks: &mut SheetMarks, record: &Record, formats: &Formats, texts: &[InRuns]) {
    let at = |offset| short(record.content, offset);
    match record.kind {
        // Options of a row, 2.4.221: the sixth bit of the thirteenth byte.
        Kind::ROW if record.content.get(12).is_some_and(|options| options & 0x20 != 0) => {
            marks.hide_row(at(0).unwrap_or_default().into());
        }
        Kind::COLUMNS => {
            let is_hidden = at(8).is_some_and(|options| options & 1 != 0) || at(4) == Some(0);
            if let (true, Some(first), Some(last)) = (is_hidden, at(0), at(2)) {
                marks.hide_columns(first.into(), last.into());
            }
        }
        Kind::SEVERAL_NUMBERS => {
            let (Some(row), Some(first)) = (at(0), at(2)) else { return };
            // Each of six bytes, its format first; two more say where the last stands.
            let several = record.content.get(4..).unwrap_or_default().chunks_exact(6);
            for (column, cell) in (u32::from(first)..).zip(several) {
                mark_whole(marks, (row.into(), column), formats.of_cell(short(cell, 0).unwrap_or_default()));
            }
        }
        kind if kind.is_cell() => {
            let (Some(row), Some(column), Some(format)) = (at(0), at(2), at(4)) else { return };
            let position = (row.into(), column.into());
            let sight = formats.of_cell(format);
            let number = || usize::try_from(long(record.content, 6)?).ok();
            let shared = || texts.get(number()?).filter(|text| !text.starts.is_empty());
            match if record.kind == Kind::SHARED_TEXT { shared() } else { None } {
                Some(text) if sight != Sight::Hidden => marks.put(position, text.seen(sight, formats)),
                _ => mark_whole(marks, position, sight),
            }
        }
        _ => {}
    }
}

fn mark_whole(marks: &mut SheetMarks, position: (u32, u32), sight: Sight) {
    if sight != Sight::Shown {
        marks.mark(position, sight);
    }
}

/// The texts that cells share, by their numbers.
fn shared_texts(records: &[u8]) -> Vec<InRuns> {
    let mut parts = records_of_workbook(records).skip_while(|record| record.kind != Kind::SHARED_TEXTS);
    let Some(first) = parts.next() else { return Vec::new() };
    let continued = parts.take_while(|record| record.kind == Kind::CONTINUED).map(|record| record.content);
    let mut texts = Texts { parts: std::iter::once(first.content).chain(continued).collect(), part: 0, at: 8 };
    let mut found = Vec::new();
    while let Some(text) = texts.next() {
        found.push(text);
    }
    found
}

/// The table of shared texts, which goes on over records.
struct Texts<'a> {
    parts: Vec<&'a [u8]>,
    part: usize,
    at: usize,
}

impl Texts<'_> {
    /// The next text, 2.5.293: its length and options, how many runs and further bytes it has, its characters, the runs.
    /// None behind the last.
    fn next(&mut self) -> Option<InRuns> {
        let (length, options) = (self.short()?, self.byte()?);
        let runs = if options & 0x8 != 0 { self.short()? } else { 0 };
        let further = if options & 0x4 != 0 { u32::from(self.short()?) | u32::from(self.short()?) << 16 } else { 0 };
        let characters = self.characters(length, options & 1 != 0)?;
        let mut starts = Vec::new();
        for _ in 0..runs {
            starts.push((usize::from(self.short()?), self.short()?));
        }
        self.skip(further)?;
        Some(InRuns { characters, starts })
    }

    fn byte(&mut self) -> Option<u8> {
        while self.at >= self.parts.get(self.part)?.len() {
            (self.part, self.at) = (self.part + 1, 0);
        }
        self.at += 1;
        self.parts[self.part].get(self.at - 1).copied()
    }

    fn short(&mut self) -> Option<u16> {
        Some(u16::from_le_bytes([self.byte()?, self.byte()?]))
    }

    fn skip(&mut self, bytes: u32) -> Option<()> {
        (0..bytes).try_for_each(|_| self.byte().map(drop))
    }

    /// Characters of one byte or two; where they go on in the next record, that says anew which.
    fn characters(&mut self, length: u16, is_wide: bool) -> Option<Vec<u16>> {
        let (mut found, mut is_wide) = (Vec::new(), is_wide);
        for _ in 0..length {
            if self.at >= self.parts.get(self.part)?.len() {
                is_wide = self.byte()? & 1 != 0;
            }
            found.push(if is_wide { self.short()? } else { self.byte()?.into() });
        }
        Some(found)
    }
}

/// A text in runs: its characters, and where each further run begins, with its font.
#[derive(Debug)]
struct InRuns {
    characters: Vec<u16>,
    starts: Vec<(usize, u16)>,
}

impl InRuns {
    /// The text in a cell; what stands before the first run is seen as the cell is.
    fn seen(&self, first: Sight, formats: &Formats) -> Cell {
        let mut cell = Cell::default();
        let ends = self.starts.iter().map(|(start, _)| *start).chain([self.characters.len()]);
        let sights = std::iter::once(first).chain(self.starts.iter().map(|(_, font)| formats.of_font(*font)));
        let mut begin = 0;
        for (end, sight) in ends.zip(sights) {
            let end = end.clamp(begin, self.characters.len());
            cell.push(&String::from_utf16_lossy(&self.characters[begin..end]), sight);
            begin = end;
        }
        cell
    }
}

fn short(content: &[u8], at: usize) -> Option<u16> {
    content.get(at..)?.first_chunk().map(|bytes| u16::from_le_bytes(*bytes))
}

fn long(content: &[u8], at: usize) -> Option<u32> {
    content.get(at..)?.first_chunk().map(|bytes| u32::from_le_bytes(*bytes))
}
