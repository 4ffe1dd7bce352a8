//! 图: the results of all units together, and the busiest units.

use rust_xlsxwriter::utility::row_col_to_cell;
use rust_xlsxwriter::{Worksheet, XlsxError};

use super::super::addresses::Addresses;
use super::super::chart::Bars;
use super::super::grid::{set_lines, set_widths, write_live, write_texts};
use super::book::{Book, Head};
use super::columns::sheet_column;
use super::sheet_names::CHARTS;
use crate::figure::Figure;
use crate::report::breakdown;
use crate::rollup::Sum;
use crate::standard::Sign;

/// How many of the busiest units are shown.
const MOST: usize = 15;
/// The rows above the first line: title, how many units it holds, a blank one, headings.
const FIRST: u32 = 4;

pub(super) fn write(sheet: &mut Worksheet, book: &Book, sums: &Addresses) -> Result<(), XlsxError> {
    sheet.set_name(CHARTS)?;
    set_widths(sheet, [36, 12, 4, 36, 12])?;
    book.begin(sheet, CHARTS, "", Head { last_column: 4, width: 100 })?;
    let results = write_results(sheet, book, sums)?;
    let busiest = write_busiest(sheet, book)?;
    let below = results.max(busiest).max(FIRST) + 1;
    if results >= FIRST {
        let rows = [FIRST, results];
        let bars =
            Bars { title: "本年度办理结果（件）", sheet: CHARTS, columns: [0, 1], rows, are_lying: false };
        insert(sheet, book, below, &bars)?;
    }
    if busiest >= FIRST {
        let rows = [FIRST, busiest];
        let bars = Bars {
            title: "新收申请最多的单位（件）", sheet: CHARTS, columns: [3, 4], rows, are_lying: true
        };
        insert(sheet, book, below + 22, &bars)?;
    }
    book.finish(sheet, (below + 46, 4), 2, 0)?;
    sheet.set_portrait();
    Ok(())
}

/// The groups of results, each over the sheet of sums; the last row, or one above the first where there is none.
fn write_results(sheet: &mut Worksheet, book: &Book, sums: &Addresses) -> Result<u32, XlsxError> {
    let figures = book.rollup.total().map(Sum::figures);
    let Some(results) = figures.and_then(|figures| breakdown(book.rollup.edition, &figures)) else {
        return Ok(FIRST - 1);
    };
    write_texts(sheet, (FIRST - 1, 0), [results.title, "件数"], &book.formats.head)?;
    let mut row = FIRST - 1;
    for part in results.parts {
        row += 1;
        set_lines(sheet, row, 1)?;
        sheet.write_string_with_format(row, 0, part.label, &book.formats.text)?;
        let terms: Vec<_> = part.places.iter().map(|place| (Sign::Plus, *place)).collect();
        let formula = format!("={}", sums.guarded_sum(&terms, &part.places, CHARTS));
        write_live(sheet, (row, 1), &formula, part.value, &book.formats.word)?;
    }
    Ok(row)
}

/// The units with the most of the first of the main figures, each from its row.
fn write_busiest(sheet: &mut Worksheet, book: &Book) -> Result<u32, XlsxError> {
    let Some(first) = book.lists[0].columns.first() else { return Ok(FIRST - 1) };
    write_texts(sheet, (FIRST - 1, 3), ["单位", &first.label], &book.formats.head)?;
    let known = book.rollup.counted().filter_map(|(unit, form)| Some((form.given.figures().get(first.place)?, unit)));
    let mut busiest: Vec<(Figure, usize)> = known.filter(|(figure, _)| !figure.is_zero()).collect();
    busiest.sort_by(|one, other| other.0.cmp(&one.0).then(one.1.cmp(&other.1)));
    let mut row = FIRST - 1;
    for (figure, unit) in busiest.into_iter().take(MOST) {
        row += 1;
        sheet.write_string_with_format(row, 3, book.name(unit), &book.formats.text)?;
        let formula = format!("='{}'!{}", book.lists[0].name, row_col_to_cell(book.row(unit), sheet_column(0)));
        write_live(sheet, (row, 4), &formula, Some(figure), &book.formats.word)?;
    }
    Ok(row)
}

/// A chart under the tables.
fn insert(sheet: &mut Worksheet, book: &Book, row: u32, bars: &Bars) -> Result<(), XlsxError> {
    let mut chart = bars.chart(book.styles.font());
    chart.set_width(720).set_height(400).set_alt_text(format!("{}：数见上表。", bars.title));
    sheet.insert_chart(row, 0, &chart)?;
    Ok(())
}
