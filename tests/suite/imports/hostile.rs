//! Files made to take all memory or all time: each is read or refused, and none ends a run of many.

use std::io::{Cursor, Write as _};

use nianbao::internals::import::import;

use super::{imported, typed};

/// A record of an old workbook: its type, its length, its content.
fn record(kind: u16, content: &[u8]) -> Vec<u8> {
    let length = u16::try_from(content.len()).unwrap();
    [&kind.to_le_bytes(), &length.to_le_bytes(), content].concat()
}

/// An old workbook of one sheet with table two, which declares a size.
fn old_workbook(declared: [u32; 2]) -> Vec<u8> {
    let wide = |text: &str| {
        let codes: Vec<u16> = text.encode_utf16().collect();
        let count = u16::try_from(codes.len()).unwrap().to_le_bytes();
        [&count[..], &[1], &codes.into_iter().flat_map(u16::to_le_bytes).collect::<Vec<_>>()].concat()
    };
    let at = |row: u16, column: u16| [row.to_le_bytes(), column.to_le_bytes(), [0, 0]].concat();
    let label = |row, column, text: &str| record(0x0204, &[at(row, column), wide(text)].concat());
    let number = |row, column, value: f64| record(0x0203, &[at(row, column), value.to_le_bytes().to_vec()].concat());
    let begin = |kind: u16| record(0x0809, &[&[0, 6], &kind.to_le_bytes()[..], &[0; 12]].concat());
    let listed = |at: usize| {
        let at = u32::try_from(at).unwrap().to_le_bytes();
        record(0x0085, &[&at[..], &[0, 0, 1, 1], &[0x68, 0x88]].concat())
    };
    let end = record(0x000A, &[]);
    let start = begin(5).len() + listed(0).len() + end.len();
    let [first, last] = declared.map(u32::to_le_bytes);
    let mut sheet = [begin(0x10), record(0x0200, &[&first[..], &last, &[0, 0, 4, 0, 0, 0]].concat())].concat();
    for (row, name) in (0..).zip(["规章", "行政规范性文件"]) {
        sheet.extend(label(row, 0, name));
        (1..4).for_each(|column| sheet.extend(number(row, column, f64::from(column))));
    }
    let records = [begin(5), listed(start), end.clone(), sheet, end].concat();
    let mut file = cfb::CompoundFile::create(Cursor::new(Vec::new())).unwrap();
    file.create_stream("/Workbook").unwrap().write_all(&records).unwrap();
    file.flush().unwrap();
    file.into_inner().into_inner()
}

/// A sheet that says it has four thousand million rows, or that it ends before it begins, is read by its cells.
#[test]
fn the_size_that_an_old_workbook_declares_is_not_believed() {
    let plain = typed(&imported(&old_workbook([0, 2])).form);
    assert!(plain.contains(&("disclosure.normative_documents.in_force".to_owned(), "3".to_owned())), "{plain:?}");
    for declared in [[0, u32::MAX], [u32::MAX, 2], [7, 3], [0, 0], [1 << 31, u32::MAX]] {
        assert_eq!(typed(&imported(&old_workbook(declared)).form), plain, "{declared:?}");
    }
}

/// Whichever byte of it is wrong, an old workbook is read or refused.
#[test]
fn an_old_workbook_with_a_wrong_byte_is_read_or_refused() {
    let whole = old_workbook([0, 2]);
    for at in (0..whole.len()).step_by(5) {
        let mut wrong = whole.clone();
        wrong[at] = if at % 2 == 0 { !whole[at] } else { whole[at] ^ 0x80 };
        _ = import(&wrong);
    }
}
