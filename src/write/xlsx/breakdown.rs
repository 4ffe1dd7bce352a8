//! The results as a chart: each group of them with its total, from the cells of the table.

use rust_xlsxwriter::{
    Chart, ChartDataLabel, ChartFont, ChartFormat, ChartSolidFill, ChartType, FormatAlign, Formula, Worksheet,
    XlsxError,
};

use super::addresses::Addresses;
use super::look::{LINE, Look};
use crate::report::Breakdown;
use crate::standard::Sign;

/// The rows above the first part: title, a blank one, headings.
const FIRST: u32 = 3;

/// Parts, figures, and room for the title and the chart.
const WIDTHS: [u32; 3] = [30, 14, 50];

pub(super) fn write(
    sheet: &mut Worksheet,
    breakdown: &Breakdown,
    look: &Look,
    addresses: &Addresses,
) -> Result<(), XlsxError> {
    let title = breakdown.title;
    sheet.set_name(title)?;
    for (at, width) in (0..).zip(WIDTHS) {
        sheet.set_column_width(at, width)?;
    }
    look.head(sheet, title, 2, WIDTHS.iter().sum())?;
    for (at, heading) in (0..).zip([title, "件数"]) {
        sheet.write_string_with_format(FIRST - 1, at, heading, &look.cell().set_bold())?;
    }
    for (row, part) in (FIRST..).zip(&breakdown.parts) {
        sheet.write_string_with_format(row, 0, part.label, &look.cell().set_align(FormatAlign::Left))?;
        let terms: Vec<_> = part.places.iter().map(|place| (Sign::Plus, *place)).collect();
        let formula = Formula::new(format!("={}", addresses.guarded_sum(&terms, &part.places, title)));
        let value = part.value.map_or_else(String::new, |value| value.to_string());
        sheet.write_formula_with_format(row, 1, formula.set_result(value), &look.figure())?;
        sheet.set_row_height(row, LINE + 3)?;
    }
    let last = FIRST + u32::try_from(breakdown.parts.len()).unwrap_or_default() - 1;
    sheet.insert_chart(last + 2, 0, &chart(title, look, last))?;
    look.finish(sheet, (last + 22, 2), FIRST)
}

/// Columns with the figure over each; a legend would only repeat the title.
fn chart(title: &str, look: &Look, last: u32) -> Chart {
    let mut font = ChartFont::new();
    font.set_name(look.font()).set_size(10);
    let mut chart = Chart::new(ChartType::Column);
    chart
        .add_series()
        .set_name(title)
        .set_categories((title, FIRST, 0, last, 0))
        .set_values((title, FIRST, 1, last, 1))
        .set_format(ChartFormat::new().set_solid_fill(ChartSolidFill::new().set_color("4472C4")))
        .set_data_label(ChartDataLabel::new().show_value().set_font(&font));
    chart.title().set_name(&format!("{title}（件）")).set_font(font.clone().set_size(14));
    chart.x_axis().set_font(&font);
    chart.y_axis().set_font(&font).set_min(0).set_num_format("0").set_major_gridlines(false);
    chart.legend().set_hidden();
    chart.set_width(690).set_height(360).set_alt_text(format!("{title}：各类结果的件数，数见上表。"));
    chart
}
