//! A chart of figures that stand in a column, each beside its name.

use rust_xlsxwriter::{Chart, ChartDataLabel, ChartFont, ChartFormat, ChartSolidFill, ChartType, Color};

use crate::write::colours;

/// Figures that are shown as bars.
pub(super) struct Bars<'a> {
    /// What they are called.
    pub(super) title: &'a str,
    /// The sheet they stand in.
    pub(super) sheet: &'a str,
    /// The column of their names, and their own.
    pub(super) columns: [u16; 2],
    /// The first row and the last.
    pub(super) rows: [u32; 2],
    /// Whether the bars lie, so that long names can be read.
    pub(super) are_lying: bool,
}

impl Bars<'_> {
    /// The chart, with the figure at each bar; a legend would only repeat the title.
    pub(super) fn chart(&self, font: &str) -> Chart {
        let (sheet, [names, values], [first, last]) = (self.sheet, self.columns, self.rows);
        let mut chart_font = ChartFont::new();
        chart_font.set_name(font).set_size(10);
        let mut chart = Chart::new(if self.are_lying { ChartType::Bar } else { ChartType::Column });
        chart
            .add_series()
            .set_name(self.title)
            .set_categories((sheet, first, names, last, names))
            .set_values((sheet, first, values, last, values))
            .set_format(ChartFormat::new().set_solid_fill(ChartSolidFill::new().set_color(Color::RGB(colours::BARS))))
            .set_data_label(ChartDataLabel::new().show_value().set_font(&chart_font));
        chart.title().set_name(self.title).set_font(chart_font.clone().set_size(14));
        // The axis across is called x, whatever stands on it.
        let figures = if self.are_lying { chart.x_axis() } else { chart.y_axis() };
        figures.set_font(&chart_font).set_min(0).set_num_format("0").set_major_gridlines(false);
        let names = if self.are_lying { chart.y_axis() } else { chart.x_axis() };
        names.set_font(&chart_font).set_major_gridlines(false);
        if self.are_lying {
            // The first on top.
            names.set_reverse();
        }
        chart.legend().set_hidden();
        chart
    }
}
