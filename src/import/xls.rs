//! Workbooks of the old format: how far their cells reach, before anything makes room for them. The reader is given a
//! file of its own with the records that were looked at, and no more.
//!
//! The records are those of MS-XLS, 2.5: a type and a length of two bytes each, then the content.

use std::collections::HashSet;
use std::io::{self, Cursor, Read as _, Write as _};

use cfb::{CompoundFile, Version};

use super::Refusal;

/// The stream of the cells, in the formats of 1997 and 1995.
const STREAMS: [&str; 2] = ["/Workbook", "/Book"];
/// The stream of a Word document of that time, and that of a new file which is locked with a password.
const DOCUMENT: &str = "/WordDocument";
const LOCKED: &str = "/EncryptedPackage";
/// Records that begin with the row and column of a cell: blanks, numbers, texts, formulas, several in a row.
const CELLS: &[u16] = &[
    0x0001, 0x0002, 0x0003, 0x0004, 0x0005, 0x0006, 0x00BD, 0x00BE, 0x00D6, 0x00FD, 0x0201, 0x0203, 0x0204, 0x0205,
    0x027E,
];
/// The record that says how far the cells of a sheet reach. The reader makes room for as many as it says, and where
/// there is no such room the program would end at once.
const DIMENSIONS: u16 = 0x0200;
/// The record that begins a sheet, and the one that ends it.
const SHEET: u16 = 0x0809;
const END: u16 = 0x000A;
/// The record of a cell with a formula.
const FORMULA: u16 = 0x0006;
/// The record that lists a sheet, and says where it begins.
const LISTED: u16 = 0x0085;
/// The bytes of a record before its content.
const HEAD: usize = 4;
/// The most bytes of the cells.
const LARGEST: u64 = 32 << 20;
/// The most cells that all sheets span together, blank ones included.
const MOST_CELLS: u64 = 2_000_000;
/// The most columns of a sheet.
const MOST_COLUMNS: u64 = 256;

/// The workbook with nothing but its cells, whose size it no longer declares; refused if it is none, and if its cells
/// stand further apart than on any sheet of a report.
pub(super) fn measured(bytes: &[u8]) -> Result<Vec<u8>, Refusal> {
    let (name, mut records) = stream(bytes)?;
    if records.len() as u64 > LARGEST || spanned(&records).is_none_or(|cells| cells > MOST_CELLS) {
        return Err(Refusal::TooLarge);
    }
    if !are_apart(&records) {
        return Err(Refusal::Damaged);
    }
    forget_sizes(&mut records);
    alone(name, &records).map_err(|_| Refusal::Damaged)
}

/// The stream of the cells, with its name; no more of it than is read.
pub(super) fn stream(bytes: &[u8]) -> Result<(&'static str, Vec<u8>), Refusal> {
    let mut file = CompoundFile::open(Cursor::new(bytes)).map_err(|_| Refusal::OldFormat)?;
    let Some(name) = STREAMS.into_iter().find(|stream| file.is_stream(stream)) else {
        return Err(match () {
            () if file.is_stream(DOCUMENT) => Refusal::OldDocument,
            () if file.is_stream(LOCKED) => Refusal::Encrypted,
            () => Refusal::OldFormat,
        });
    };
    let mut records = Vec::new();
    let stream = file.open_stream(name).map_err(|_| Refusal::Damaged)?;
    stream.take(LARGEST + 1).read_to_end(&mut records).map_err(|_| Refusal::Damaged)?;
    Ok((name, records))
}

/// A file that holds one stream.
fn alone(name: &str, records: &[u8]) -> io::Result<Vec<u8>> {
    // The reader knows the sectors of 512 bytes alone.
    let mut file = CompoundFile::create_with_version(Version::V3, Cursor::new(Vec::new()))?;
    file.create_stream(name)?.write_all(records)?;
    file.flush()?;
    Ok(file.into_inner().into_inner())
}

/// Records one after the other: where each begins, and where its content ends. One that is cut short ends with the file.
fn bounds(records: &[u8]) -> impl Iterator<Item = (usize, usize)> {
    let mut at = 0;
    std::iter::from_fn(move || {
        let length = u16::from_le_bytes([*records.get(at + 2)?, *records.get(at + 3)?]);
        let begin = at;
        at = (at + HEAD + usize::from(length)).min(records.len());
        Some((begin, at))
    })
}

/// Whether every sheet that is listed begins where a record does that begins one, and each somewhere else: what stands
/// between the records that were looked at is never read, and none is read over and over.
fn are_apart(records: &[u8]) -> bool {
    let of_kind =
        |kind: u16| bounds(records).filter(move |(begin, _)| records[*begin..].starts_with(&kind.to_le_bytes()));
    let mut left: HashSet<usize> = of_kind(SHEET).map(|(begin, _)| begin).collect();
    of_kind(LISTED).all(|(begin, end)| {
        let at = records[begin + HEAD..end].first_chunk().map(|at| u32::from_le_bytes(*at));
        at.and_then(|at| usize::try_from(at).ok()).is_some_and(|at| left.remove(&at))
    })
}

/// Sets the declared size of every sheet to nothing.
fn forget_sizes(records: &mut [u8]) {
    let all: Vec<_> = bounds(records).collect();
    for (begin, end) in all {
        if records[begin..].starts_with(&DIMENSIONS.to_le_bytes()) {
            records[begin + HEAD..end].fill(0);
        }
    }
}

/// The kind of a record.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Kind(u16);

impl Kind {
    /// A font.
    pub(super) const FONT: Self = Self(0x0031);
    /// A format of numbers.
    pub(super) const FORMAT: Self = Self(0x041E);
    /// A format of cells.
    pub(super) const XF: Self = Self(0x00E0);
    /// The texts that cells share, and what goes on with the record before it.
    pub(super) const SHARED_TEXTS: Self = Self(0x00FC);
    pub(super) const CONTINUED: Self = Self(0x003C);
    /// How columns and rows are set.
    pub(super) const COLUMNS: Self = Self(0x007D);
    pub(super) const ROW: Self = Self(0x0208);
    /// Cells: several with numbers, one with a shared text.
    pub(super) const SEVERAL_NUMBERS: Self = Self(0x00BD);
    pub(super) const SHARED_TEXT: Self = Self(0x00FD);

    /// Whether it is of a cell, or of several.
    pub(super) fn is_cell(self) -> bool {
        CELLS.contains(&self.0)
    }
}

/// A record: what it says of what.
#[derive(Debug, Clone, Copy)]
pub(super) struct Record<'a> {
    /// Its kind.
    pub(super) kind: Kind,
    /// What stands in it.
    pub(super) content: &'a [u8],
}

fn all_records(records: &[u8]) -> impl Iterator<Item = Record<'_>> {
    bounds(records).map(|(begin, end)| Record {
        kind: Kind(u16::from_le_bytes([records[begin], records[begin + 1]])),
        content: &records[(begin + HEAD).min(end)..end],
    })
}

/// The records of a workbook that stand before its sheets.
pub(super) fn records_of_workbook(records: &[u8]) -> impl Iterator<Item = Record<'_>> {
    all_records(records).take_while(|record| record.kind != Kind(END))
}

/// The records of the sheets with the number of the sheet, in the order in which they are listed.
pub(super) fn records_of_sheets(records: &[u8]) -> impl Iterator<Item = (usize, Record<'_>)> {
    let listed = records_of_workbook(records).filter(|record| record.kind == Kind(LISTED));
    let begins = listed.filter_map(|record| usize::try_from(u32::from_le_bytes(*record.content.first_chunk()?)).ok());
    begins.enumerate().flat_map(move |(sheet, begin)| {
        // A chart within the sheet has a beginning and an end of its own.
        let mut depth = 0_usize;
        let own = all_records(records.get(begin..).unwrap_or_default()).map_while(move |record| {
            match record.kind {
                Kind(SHEET) => depth += 1,
                Kind(END) if depth <= 1 => return None,
                Kind(END) => depth -= 1,
                _ => {}
            }
            Some((depth == 1).then_some((sheet, record)))
        });
        own.flatten()
    })
}

/// Sheet, row and column of every cell that holds a formula, its own or one that it shares with others.
pub(super) fn formulas(records: &[u8]) -> Vec<(usize, u32, u32)> {
    let formulas = records_of_sheets(records).filter(|(_, record)| record.kind == Kind(FORMULA));
    let place = |(sheet, record): (usize, Record)| {
        let [row, row_high, column, column_high] = *record.content.first_chunk()?;
        let at = |bytes| u32::from(u16::from_le_bytes(bytes));
        Some((sheet, at([row, row_high]), at([column, column_high])))
    };
    formulas.filter_map(place).collect()
}

/// How many cells the sheets span; none if a cell stands beyond the last column.
fn spanned(records: &[u8]) -> Option<u64> {
    let (mut all, mut rows, mut columns) = (0, 0, 0);
    for (begin, end) in bounds(records) {
        let kind = u16::from_le_bytes([records[begin], records[begin + 1]]);
        let content = &records[begin + HEAD..end];
        if kind == SHEET {
            all += rows * columns;
            (rows, columns) = (0, 0);
        }
        if let (true, [row, row_high, column, column_high, ..]) = (CELLS.contains(&kind), content) {
            let [row, column] =
                [[*row, *row_high], [*column, *column_high]].map(|at| u64::from(u16::from_le_bytes(at)));
            if column >= MOST_COLUMNS {
                return None;
            }
            // The last of several in a row stands this much further.
            let width = u64::try_from(content.len() / 2).unwrap_or(u64::MAX);
            (rows, columns) = (rows.max(row + 1), columns.max((column + width).min(MOST_COLUMNS)));
        }
    }
    Some(all + rows * columns)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn record(kind: u16, content: &[u8]) -> Vec<u8> {
        let length = u16::try_from(content.len()).unwrap();
        [&kind.to_le_bytes(), &length.to_le_bytes(), content].concat()
    }

    #[test]
    fn cells_that_span_too_much_are_counted() {
        let cell = |row: u16, column: u16| record(0x0203, &[row.to_le_bytes(), column.to_le_bytes(), [0, 0]].concat());
        let sheet = || record(SHEET, &[0; 8]);
        assert_eq!(spanned(&[sheet(), cell(0, 0), cell(9, 1), sheet(), cell(1, 0)].concat()), Some(10 * 4 + 2 * 3));
        assert_eq!(spanned(&cell(0, 256)), None);
        assert!(spanned(&cell(65_535, 200)).unwrap() > MOST_CELLS);
        assert_eq!(spanned(&[0x03, 0x02, 0xFF, 0xFF]), Some(0));
        assert_eq!(measured(b"\xD0\xCF\x11\xE0"), Err(Refusal::OldFormat));
    }

    #[test]
    fn sheets_begin_with_records_of_their_own() {
        let listed = |at: u32| record(LISTED, &[at.to_le_bytes(), [0; 4]].concat());
        let sheet = record(SHEET, &[0; 8]);
        let book = |first: u32, second: u32| [listed(first), listed(second), sheet.clone(), sheet.clone()].concat();
        assert!(are_apart(&book(24, 36)) && are_apart(&book(36, 24)));
        assert!(!are_apart(&book(24, 24)) && !are_apart(&book(24, 26)) && !are_apart(&book(24, 9_999_999)));
        assert!(!are_apart(&record(LISTED, &[1, 2])));
    }

    #[test]
    fn declared_sizes_are_forgotten() {
        let sizes = |size: u8| record(DIMENSIONS, &[size; 14]);
        let mut records = [record(SHEET, &[9; 8]), sizes(0xFF), record(0x0203, &[7; 14]), sizes(0xFF)].concat();
        forget_sizes(&mut records);
        assert_eq!(records, [record(SHEET, &[9; 8]), sizes(0), record(0x0203, &[7; 14]), sizes(0)].concat());
        let mut cut = vec![0x00, 0x02, 0xFF, 0xFF, 1, 2];
        forget_sizes(&mut cut);
        assert_eq!(cut, [0x00, 0x02, 0xFF, 0xFF, 0, 0]);
    }
}
