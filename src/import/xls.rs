//! Workbooks of the old format: how far their cells reach, before anything makes room for them.
//!
//! The records are those of MS-XLS, 2.5: a type and a length of two bytes each, then the content.

use std::io::{Cursor, Read as _};

use cfb::CompoundFile;

use super::Refusal;

/// The stream of the cells, in the formats of 1997 and 1995.
const STREAMS: [&str; 2] = ["/Workbook", "/Book"];
/// Records that begin with the row and column of a cell: blanks, numbers, texts, formulas, several in a row.
const CELLS: &[u16] = &[
    0x0001, 0x0002, 0x0003, 0x0004, 0x0005, 0x0006, 0x00BD, 0x00BE, 0x00D6, 0x00FD, 0x0201, 0x0203, 0x0204, 0x0205,
    0x027E,
];
/// The record that begins a sheet.
const SHEET: u16 = 0x0809;
/// The most bytes of the cells.
const LARGEST: u64 = 32 << 20;
/// The most cells that all sheets span together, blank ones included.
const MOST_CELLS: u64 = 2_000_000;
/// The most columns of a sheet.
const MOST_COLUMNS: u64 = 256;

/// Refuses what is no such workbook, and one whose cells stand further apart than on any sheet of a report.
pub(super) fn accept(bytes: &[u8]) -> Result<(), Refusal> {
    let mut file = CompoundFile::open(Cursor::new(bytes)).map_err(|_| Refusal::OldFormat)?;
    let stream = STREAMS.iter().find(|stream| file.is_stream(stream)).ok_or(Refusal::OldFormat)?;
    let mut records = Vec::new();
    let stream = file.open_stream(stream).map_err(|_| Refusal::Damaged)?;
    stream.take(LARGEST + 1).read_to_end(&mut records).map_err(|_| Refusal::Damaged)?;
    if records.len() as u64 > LARGEST || spanned(&records).is_none_or(|cells| cells > MOST_CELLS) {
        return Err(Refusal::TooLarge);
    }
    Ok(())
}

/// How many cells the sheets span; none if a cell stands beyond the last column.
fn spanned(records: &[u8]) -> Option<u64> {
    let (mut all, mut rows, mut columns) = (0, 0, 0);
    let mut rest = records;
    while let Some((head, behind)) = rest.split_at_checked(4) {
        let kind = u16::from_le_bytes([head[0], head[1]]);
        let length = usize::from(u16::from_le_bytes([head[2], head[3]]));
        let (content, next) = behind.split_at_checked(length).unwrap_or((behind, &[]));
        rest = next;
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
            let width = u64::try_from(length / 2).unwrap_or(u64::MAX);
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
        assert_eq!(accept(b"\xD0\xCF\x11\xE0"), Err(Refusal::OldFormat));
    }
}
