//! What sheets have in common: formats, the page, protection.

use rust_xlsxwriter::{Color, Format, FormatAlign, FormatBorder, ProtectionOptions, Worksheet, XlsxError};

use unicode_width::UnicodeWidthStr as _;

use crate::report::Document;
use crate::write::colours;

/// The height of a line of text, in points.
pub(super) const LINE: u32 = 15;

/// The styles of a workbook.
pub(super) struct Styles {
    font: String,
    /// The title of every sheet begins with it.
    title: String,
    /// What is printed at the head of every page of a draft.
    notice: Option<String>,
}

impl Styles {
    /// Of a workbook whose sheets begin with a title.
    pub(super) fn new(font: &str, title: &str) -> Self {
        Self { font: font.to_owned(), title: title.to_owned(), notice: None }
    }

    pub(super) fn of(document: &Document) -> Self {
        let notice = document.draft.as_ref().map(|draft| draft.notice.clone());
        Self { notice, ..Self::new(&document.fonts.table, &document.full_title()) }
    }

    /// The font of tables.
    pub(super) fn font(&self) -> &str {
        &self.font
    }

    /// Text at the size of tables, in the middle of its cell.
    pub(super) fn text(&self) -> Format {
        Format::new()
            .set_font_name(&self.font)
            .set_font_size(10)
            .set_align(FormatAlign::VerticalCenter)
            .set_align(FormatAlign::Center)
    }

    /// Text in a ruled cell.
    pub(super) fn cell(&self) -> Format {
        self.text().set_border(FormatBorder::Thin).set_text_wrap()
    }

    /// A figure in a ruled cell. One that grows too long for its column is shown smaller, not as ####.
    pub(super) fn figure(&self) -> Format {
        self.text().set_border(FormatBorder::Thin).set_shrink().set_num_format("0")
    }

    /// A cell that is to be filled in.
    pub(super) fn open(format: Format) -> Format {
        format.set_unlocked().set_background_color(Color::RGB(colours::OPEN))
    }

    /// Begins a sheet: the title over its columns, `width` half-width characters in all; and a formula whose result is
    /// an empty text keeps that, where it would otherwise be 0.
    pub(super) fn head(
        &self,
        sheet: &mut Worksheet,
        what: &str,
        last_column: u16,
        width: u32,
    ) -> Result<(), XlsxError> {
        let mut format = self.text().set_font_size(14).set_bold().set_text_wrap();
        if self.notice.is_some() {
            format = format.set_font_color(Color::Red);
        }
        sheet.set_formula_result_default("");
        let title = format!("{}　{what}", self.title);
        sheet.merge_range(0, 0, 0, last_column, &title, &format)?;
        // A character of 14 pt takes the room of 1.4 at the size of tables.
        sheet.set_row_height(0, 2 * LINE.max(LINE * lines(&title, width * 10 / 14) * 7 / 10))?;
        Ok(())
    }

    /// The page, and locked without a password but for the cells that are unlocked.
    pub(super) fn finish(&self, sheet: &mut Worksheet, last: (u32, u16), heading_rows: u32) -> Result<(), XlsxError> {
        self.page(sheet, last, heading_rows)?;
        let allowed = ProtectionOptions {
            format_cells: true,
            format_columns: true,
            format_rows: true,
            ..ProtectionOptions::default()
        };
        sheet.protect_with_options(&allowed);
        Ok(())
    }

    /// A4, one page wide, page numbers.
    pub(super) fn page(&self, sheet: &mut Worksheet, last: (u32, u16), heading_rows: u32) -> Result<(), XlsxError> {
        sheet.set_paper_size(9).set_print_fit_to_pages(1, 0).set_print_center_horizontally(true);
        sheet.set_print_area(0, 0, last.0, last.1)?;
        sheet.set_repeat_rows(0, heading_rows.max(1) - 1)?;
        sheet.set_footer("&C第 &P 页 共 &N 页");
        if let Some(notice) = &self.notice {
            sheet.set_header(format!("&C&KFF0000{notice}"));
        }
        Ok(())
    }
}

/// The lines a text needs in a width of half-width characters.
pub(super) fn lines(text: &str, width: u32) -> u32 {
    u32::try_from(text.width()).unwrap_or(0).div_ceil(width.saturating_sub(1).max(1)).max(1)
}
