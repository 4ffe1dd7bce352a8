//! 文字雷同: units whose texts are mostly the same, and texts that name another unit.

use rust_xlsxwriter::{Worksheet, XlsxError};

use super::super::formats::lines;
use super::super::grid::{Columns, last_of, set_lines, set_list, write_count};
use super::book::Book;
use super::sheet_names::SIMILAR_TEXTS;
use super::unit_row::UnitRow;

/// The columns and their widths, in half-width characters.
const COLUMNS: &Columns = &[("单位", 62), ("情况", 16), ("另一单位", 62), ("相同（约%）", 12)];

/// The rows above the first line: title, how many units it holds, headings.
const HEAD: u32 = 3;

pub(super) fn write(sheet: &mut Worksheet, book: &Book) -> Result<(), XlsxError> {
    sheet.set_name(SIMILAR_TEXTS)?;
    let last_column = last_of(COLUMNS);
    let remark = "大半相同的才列出，不算数字、标点和标准措辞；写到别的单位的，看看是不是漏改。";
    book.begin_columns(sheet, SIMILAR_TEXTS, remark, COLUMNS)?;
    let similar = book.rollup.similar.iter().map(|pair| (pair.unit, "文字大半相同", pair.other, Some(pair.share)));
    let mentions = book.rollup.mentions.iter().map(|(unit, other)| (*unit, "文字里写到", *other, None));
    let found: Vec<_> = similar.chain(mentions).collect();
    if found.is_empty() {
        sheet.write_string_with_format(
            HEAD,
            0,
            "没有文字大半相同的单位，也没有写到别的单位的。",
            &book.formats.beside,
        )?;
        return book.finish(sheet, (HEAD, last_column), 2, 0);
    }
    book.write_heads(sheet, HEAD - 1, COLUMNS)?;
    let mut row = HEAD - 1;
    for (unit, what, other, share) in found {
        row += 1;
        let needed = [unit, other].map(|unit| lines(book.name(unit), COLUMNS[0].1)).into_iter().max().unwrap_or(1);
        set_lines(sheet, row, needed)?;
        let target = |unit| book.target(unit, &book.lists[0].name);
        UnitRow { book, unit, row }.write_name(sheet, 0, target(unit))?;
        sheet.write_string_with_format(row, 1, what, &book.formats.word)?;
        UnitRow { book, unit: other, row }.write_name(sheet, 2, target(other))?;
        write_count(sheet, (row, 3), share, &book.formats.word)?;
    }
    set_list(sheet, HEAD - 1, (row, last_column), 1)?;
    book.finish(sheet, (row, last_column), HEAD, 0)
}
