//! The results as a chart: each group of them with its total, from the cells of the table.

use rust_xlsxwriter::{FormatAlign, Worksheet, XlsxError};

use super::addresses::Addresses;
use super::chart::Bars;
use super::formats::Styles;
use super::grid::{set_lines, set_widths, write_live, write_texts};
use crate::report::Breakdown;
use crate::standard::Sign;

/// The rows above the first part: title, a blank one, headings.
const FIRST: u32 = 3;

/// Parts, figures, and room for the title and the chart.
const WIDTHS: [u32; 3] = [30, 14, 50];

pub(super) fn write(
    sheet: &mut Worksheet,
    breakdown: &Breakdown,
    styles: &Styles,
    addresses: &Addresses,
) -> Result<(), XlsxError> {
    let title = breakdown.title;
    sheet.set_name(title)?;
    set_widths(sheet, WIDTHS)?;
    styles.head(sheet, title, 2, WIDTHS.iter().sum())?;
    write_texts(sheet, (FIRST - 1, 0), [title, "件数"], &styles.cell().set_bold())?;
    for (row, part) in (FIRST..).zip(&breakdown.parts) {
        sheet.write_string_with_format(row, 0, part.label, &styles.cell().set_align(FormatAlign::Left))?;
        let terms: Vec<_> = part.places.iter().map(|place| (Sign::Plus, *place)).collect();
        let formula = format!("={}", addresses.guarded_sum(&terms, &part.places, title));
        write_live(sheet, (row, 1), &formula, part.value, &styles.figure())?;
        set_lines(sheet, row, 1)?;
    }
    let last = FIRST + u32::try_from(breakdown.parts.len()).unwrap_or_default() - 1;
    let name = format!("{title}（件）");
    let bars = Bars { title: &name, sheet: title, columns: [0, 1], rows: [FIRST, last], are_lying: false };
    let mut chart = bars.chart(styles.font());
    chart.set_width(690).set_height(360).set_alt_text(format!("{title}：各类结果的件数，数见上表。"));
    sheet.insert_chart(last + 2, 0, &chart)?;
    styles.finish(sheet, (last + 22, 2), FIRST)
}
