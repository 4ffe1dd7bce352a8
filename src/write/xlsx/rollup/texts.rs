//! 文字雷同: units whose texts are mostly the same, and texts that name another unit.

use rust_xlsxwriter::{Worksheet, XlsxError};

use super::super::formats::{LINE, lines};
use super::{Book, Head};

pub(super) const NAME: &str = "文字雷同";

/// The columns and their widths, in half-width characters.
const COLUMNS: [(&str, u32); 4] = [("单位", 62), ("情况", 16), ("另一单位", 62), ("相同（约%）", 12)];

/// The rows above the first line: title, how many units it holds, headings.
const HEAD: u32 = 3;

pub(super) fn write(sheet: &mut Worksheet, book: &Book) -> Result<(), XlsxError> {
    sheet.set_name(NAME)?;
    let last_column = u16::try_from(COLUMNS.len() - 1).unwrap_or_default();
    for (at, (_, width)) in (0..).zip(COLUMNS) {
        sheet.set_column_width(at, width)?;
    }
    let head = Head { last_column, width: COLUMNS.iter().map(|(_, width)| width).sum() };
    book.begin(sheet, NAME, "大半相同的才列出，不算数字、标点和标准措辞；写到别的单位的，看看是不是漏改。", head)?;
    let alike = book.rollup.alike.iter().map(|pair| (pair.unit, "文字大半相同", pair.other, Some(pair.share)));
    let mentions = book.rollup.mentions.iter().map(|(unit, other)| (*unit, "文字里写到", *other, None));
    let found: Vec<_> = alike.chain(mentions).collect();
    if found.is_empty() {
        sheet.write_string_with_format(
            HEAD,
            0,
            "没有文字大半相同的单位，也没有写到别的单位的。",
            &book.faces.beside,
        )?;
        return book.finish(sheet, (HEAD, last_column), 2, 0);
    }
    for (at, (label, _)) in (0..).zip(COLUMNS) {
        sheet.write_string_with_format(HEAD - 1, at, label, &book.faces.head)?;
    }
    let mut row = HEAD - 1;
    for (unit, what, other, share) in found {
        row += 1;
        let needed = [unit, other].map(|unit| lines(book.name(unit), COLUMNS[0].1)).into_iter().max().unwrap_or(1);
        sheet.set_row_height(row, LINE * needed + 3)?;
        book.write_name(sheet, (row, 0), unit, book.target(unit, &book.lists[0].name))?;
        sheet.write_string_with_format(row, 1, what, &book.faces.word)?;
        book.write_name(sheet, (row, 2), other, book.target(other, &book.lists[0].name))?;
        match share {
            Some(share) => {
                let share = u32::try_from(share).unwrap_or(100);
                sheet.write_number_with_format(row, 3, share, &book.faces.word)?
            }
            None => sheet.write_blank(row, 3, &book.faces.word)?,
        };
    }
    sheet.autofilter(HEAD - 1, 0, row, last_column)?;
    sheet.set_freeze_panes(HEAD, 1)?;
    book.finish(sheet, (row, last_column), HEAD, 0)
}
