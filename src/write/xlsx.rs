//! XLSX: the three tables on three sheets, derived cells as live formulas with their results.

use rust_xlsxwriter::{
    Color, DocProperties, ExcelDateTime, Format, FormatAlign, FormatBorder, Formula, Workbook, Worksheet, XlsxError,
};
use unicode_width::UnicodeWidthStr as _;

use super::{WriteError, Writer};
use crate::figure::Figure;
use crate::place::Place;
use crate::report::{BAND_FILL, Cell, Exhibit, NOTE_FONT, Report, Role};
use crate::standard::{Sign, TYPE_AREA};

/// The `xlsx` writer.
pub(super) struct Xlsx;

impl Writer for Xlsx {
    fn extension(&self) -> &'static str {
        "xlsx"
    }

    fn write(&self, report: &Report) -> Result<Vec<u8>, WriteError> {
        workbook(report).map_err(|error| WriteError::new(self.extension(), &error))
    }
}

/// Rows above the grid: the title, and a blank one.
const TOP: u32 = 2;
/// Characters of 宋体 10 pt that fit in the width of the type area, as Excel measures columns.
const TYPE_AREA_CHARACTERS: u32 = 100;
/// The height of a line of text, in points.
const LINE: u32 = 15;
/// The least width of a column of figures, in half-width characters.
const FIGURE_WIDTH: u32 = 8;

fn workbook(report: &Report) -> Result<Vec<u8>, XlsxError> {
    let mut workbook = Workbook::new();
    let created = ExcelDateTime::from_ymd(report.dated.year, report.dated.month, report.dated.day)?;
    let properties =
        DocProperties::new().set_title(report.title()).set_author(&report.agency).set_creation_datetime(&created);
    workbook.set_properties(&properties);
    for exhibit in report.exhibits() {
        let sheet = workbook.add_worksheet().set_name(exhibit.title)?;
        Sheet::new(exhibit, &report.fonts.table).write(sheet, &report.title())?;
    }
    workbook.save_to_buffer()
}

/// A table on its sheet.
struct Sheet<'a> {
    exhibit: &'a Exhibit,
    font: &'a str,
    /// Widths of the columns, in half-width characters.
    widths: Vec<u32>,
}

impl<'a> Sheet<'a> {
    fn new(exhibit: &'a Exhibit, font: &'a str) -> Self {
        let mut widths: Vec<u32> = exhibit
            .widths
            .iter()
            .map(|twips| u32::from(*twips) * TYPE_AREA_CHARACTERS / u32::from(TYPE_AREA))
            .collect();
        // A figure that does not fit shows as ####.
        for cell in exhibit.cells.iter().filter(|cell| cell.role.is_figure() && cell.width == 1) {
            let needed = u32::try_from(cell.text.len()).unwrap_or(0) + 2;
            widths[cell.column] = widths[cell.column].max(needed).max(FIGURE_WIDTH);
        }
        Self { exhibit, font, widths }
    }

    fn write(&self, sheet: &mut Worksheet, title: &str) -> Result<(), XlsxError> {
        let last_column = column(self.widths.len() - 1);
        for (at, width) in self.widths.iter().enumerate() {
            sheet.set_column_width(column(at), *width)?;
        }
        let heading =
            Format::new().set_font_name(self.font).set_font_size(14).set_bold().set_align(FormatAlign::CenterAcross);
        sheet.write_string_with_format(0, 0, format!("{title}　{}", self.exhibit.title), &heading)?;
        for at in 1..=last_column {
            sheet.write_blank(0, at, &heading)?;
        }
        sheet.set_row_height(0, 2 * LINE)?;
        for row in 0..self.exhibit.rows {
            sheet.set_row_height(line(row), self.height(row))?;
        }
        for cell in &self.exhibit.cells {
            self.write_cell(sheet, cell)?;
        }
        let last_row = line(self.exhibit.rows - 1);
        sheet.set_freeze_panes(line(self.exhibit.header_rows), column(self.exhibit.label_columns))?;
        sheet.set_paper_size(9).set_print_fit_to_pages(1, 0).set_print_center_horizontally(true);
        if self.widths.iter().sum::<u32>() > TYPE_AREA_CHARACTERS * 5 / 4 {
            sheet.set_landscape();
        }
        sheet.set_print_area(0, 0, last_row, last_column)?;
        if self.exhibit.header_rows > 0 {
            sheet.set_repeat_rows(0, line(self.exhibit.header_rows) - 1)?;
        }
        sheet.set_footer("&C第 &P 页 共 &N 页");
        Ok(())
    }

    /// Text first and figures after: a merged cell is a merge of blanks whose first cell is then written.
    fn write_cell(&self, sheet: &mut Worksheet, cell: &Cell) -> Result<(), XlsxError> {
        let (row, at) = (line(cell.row), column(cell.column));
        let format = self.format(cell);
        if cell.height > 1 || cell.width > 1 {
            let (last_row, last_column) = (line(cell.row + cell.height - 1), column(cell.column + cell.width - 1));
            sheet.merge_range(row, at, last_row, last_column, "", &format)?;
        }
        match cell.figure {
            None => sheet.write_string_with_format(row, at, &cell.text, &format)?,
            Some(figure) if cell.formula.is_empty() => {
                sheet.write_number_with_format(row, at, number(figure)?, &format)?
            }
            Some(figure) => {
                let formula = Formula::new(self.formula(cell)).set_result(figure.to_string());
                sheet.write_formula_with_format(row, at, formula, &format)?
            }
        };
        Ok(())
    }

    /// The formula of a derived cell over the addresses of its terms; neighbours become a range.
    fn formula(&self, cell: &Cell) -> String {
        let plus = |signs: &[(Sign, Place)]| signs.iter().all(|(sign, _)| *sign == Sign::Plus);
        let addresses: Vec<(u32, u16)> = cell.formula.iter().filter_map(|(_, place)| self.address(*place)).collect();
        if plus(&cell.formula) {
            return format!("=SUM({})", ranges(&addresses).join(","));
        }
        let mut formula = String::from("=");
        for ((sign, _), (row, at)) in cell.formula.iter().zip(&addresses) {
            match sign {
                Sign::Minus => formula.push('-'),
                Sign::Plus if formula.len() > 1 => formula.push('+'),
                Sign::Plus => {}
            }
            formula.push_str(&name(*row, *at));
        }
        formula
    }

    fn address(&self, place: Place) -> Option<(u32, u16)> {
        let cell = self.exhibit.cells.iter().find(|cell| cell.place == Some(place))?;
        Some((line(cell.row), column(cell.column)))
    }

    fn format(&self, cell: &Cell) -> Format {
        let align = if self.exhibit.is_left(cell) { FormatAlign::Left } else { FormatAlign::Center };
        let format = Format::new()
            .set_font_name(if cell.role == Role::Note { NOTE_FONT } else { self.font })
            .set_font_size(10)
            .set_border(FormatBorder::Thin)
            .set_align(FormatAlign::VerticalCenter)
            .set_align(align)
            .set_text_wrap();
        match (cell.role, cell.figure) {
            (Role::Band, _) => format.set_background_color(Color::RGB(BAND_FILL)),
            (_, Some(figure)) if figure.decimals() > 0 => {
                format.set_num_format(format!("0.{}", "0".repeat(usize::from(figure.decimals()))))
            }
            (_, Some(_)) => format.set_num_format("0"),
            _ => format,
        }
    }

    /// The height of a row, in points: as many lines as its longest label of one row needs.
    fn height(&self, row: usize) -> u32 {
        let lines = self.exhibit.cells.iter().filter(|cell| cell.row == row && cell.height == 1).map(|cell| {
            let room: u32 = self.widths[cell.column..cell.column + cell.width].iter().sum();
            u32::try_from(cell.text.width()).unwrap_or(0).div_ceil(room.saturating_sub(1).max(1))
        });
        LINE * lines.max().unwrap_or(1).max(1) + 3
    }
}

/// A figure as Excel keeps it. Fifteen digits, which no figure exceeds, are kept exactly.
fn number(figure: Figure) -> Result<f64, XlsxError> {
    figure.to_string().parse().map_err(|_| XlsxError::ParameterError(format!("{figure} is not a number")))
}

/// Addresses that follow one another down or across, as ranges.
fn ranges(addresses: &[(u32, u16)]) -> Vec<String> {
    let mut runs: Vec<((u32, u16), (u32, u16))> = Vec::new();
    for &(row, at) in addresses {
        match runs.last_mut() {
            Some((first, last))
                if ((last.0 + 1, last.1) == (row, at) && first.1 == at)
                    || ((last.0, last.1 + 1) == (row, at) && first.0 == row) =>
            {
                *last = (row, at);
            }
            _ => runs.push(((row, at), (row, at))),
        }
    }
    let written = |((row, at), (last_row, last_at)): ((u32, u16), (u32, u16))| {
        if (row, at) == (last_row, last_at) {
            name(row, at)
        } else {
            format!("{}:{}", name(row, at), name(last_row, last_at))
        }
    };
    runs.into_iter().map(written).collect()
}

fn name(row: u32, at: u16) -> String {
    rust_xlsxwriter::utility::row_col_to_cell(row, at)
}

/// The sheet row of a grid row.
fn line(row: usize) -> u32 {
    TOP + u32::try_from(row).unwrap_or(u32::MAX - TOP)
}

fn column(at: usize) -> u16 {
    u16::try_from(at).unwrap_or(u16::MAX)
}
