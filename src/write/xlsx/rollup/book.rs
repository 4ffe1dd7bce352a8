//! What the sheets of the workbook have in common: its units, formats, links and pages.

use std::collections::HashMap;

use rust_xlsxwriter::utility::row_col_to_cell;
use rust_xlsxwriter::{Worksheet, XlsxError};
use unicode_width::UnicodeWidthStr as _;

use super::super::formats::{LINE, Styles, lines};
use super::super::grid::{Columns, last_of, set_lines, set_widths, write_across, write_texts};
use super::cell_formats::CellFormats;
use super::columns::{self, Details, List};
use super::sheet_names::sheet_names;
use crate::rollup::Rollup;

/// Up to so many units have a sheet each.
const MOST_SHEETS: usize = 200;
/// Excel takes 65,530 links a sheet; beyond this, lists have none of their rows.
const MOST_LINKED: usize = 20_000;

/// Room for a name, in half-width characters; a link is not broken into lines everywhere.
const NARROWEST_NAME: u32 = 16;
const WIDEST_NAME: u32 = 62;
/// Sheets that are wider would be too small on one page, in half-width characters.
pub(super) const WIDEST_PAGE: u32 = 240;

/// The rows of a list above its units: title, how many units it holds, two rows of headings, the total.
pub(super) const FIRST: u32 = 5;

/// The columns over which the title of a sheet stands: all that its page shows, or of a sheet of several pages across
/// the two that each repeats.
#[derive(Clone, Copy)]
pub(super) struct Head {
    pub(super) last_column: u16,
    /// How wide they are, in half-width characters.
    pub(super) width: u32,
}

/// What the sheets have in common.
pub(super) struct Book<'a> {
    pub(super) rollup: &'a Rollup,
    pub(super) title: String,
    pub(super) styles: Styles,
    pub(super) formats: CellFormats,
    /// The units that have a row, in the order of the roster: all but the root, which is the total.
    pub(super) rows: Vec<usize>,
    /// The sheets with a row a unit and its figures.
    pub(super) lists: Vec<List>,
    /// In which of these each figure of the tables stands.
    pub(super) details: Details,
    /// The sheets of single units.
    pub(super) sheets: HashMap<usize, String>,
    /// Room for the names of the units, in half-width characters.
    pub(super) name_width: u32,
}

impl<'a> Book<'a> {
    pub(super) fn of(rollup: &'a Rollup) -> Self {
        let root = rollup.roster.root;
        let title = format!("{}{}年政府信息公开工作年度报告汇总", rollup.roster.units[root].name, rollup.year);
        let styles = Styles::new("宋体", &title);
        let is_row = |at: &usize| *at != root || rollup.roster.units[root].is_leaf();
        let rows: Vec<usize> = (0..rollup.units.len()).filter(is_row).collect();
        let lists = columns::lists(rollup.edition);
        let details = Details::of(&lists);
        let sheets = if rows.len() <= MOST_SHEETS { sheet_names(rollup, &rows, &lists) } else { HashMap::new() };
        let longest = rollup.roster.units.iter().map(|unit| unit.name.width()).max().unwrap_or_default();
        let name_width = u32::try_from(longest + 2).unwrap_or(WIDEST_NAME).clamp(NARROWEST_NAME, WIDEST_NAME);
        Self { rollup, title, formats: CellFormats::of(&styles), styles, rows, lists, details, sheets, name_width }
    }

    pub(super) fn root(&self) -> &str {
        &self.rollup.roster.units[self.rollup.roster.root].name
    }

    pub(super) fn name(&self, unit: usize) -> &str {
        &self.rollup.roster.units[unit].name
    }

    /// The sheet row of a unit in the lists.
    pub(super) fn row(&self, unit: usize) -> u32 {
        FIRST + u32::try_from(self.rows.partition_point(|row| *row < unit)).unwrap_or(u32::MAX - FIRST)
    }

    /// The last row of the lists.
    pub(super) fn last_row(&self) -> u32 {
        FIRST + u32::try_from(self.rows.len()).unwrap_or(u32::MAX - FIRST).max(1) - 1
    }

    /// Begins a sheet: the title and how many units it holds, over its first columns, which are so many half-width
    /// characters wide; and a word on how to read it, which stands beside them where every page repeats them.
    pub(super) fn begin(&self, sheet: &mut Worksheet, what: &str, remark: &str, head: Head) -> Result<(), XlsxError> {
        let Head { last_column, width } = head;
        sheet.set_formula_result_default("");
        let title = format!("{}　{what}", self.title);
        // A character of 14 pt takes the room of 1.4 at the size of tables.
        sheet.set_row_height(0, LINE * lines(&title, width * 10 / 14) * 3 / 2 + 6)?;
        write_across(sheet, 0, last_column, &title, &self.formats.title)?;
        let said = if last_column > 1 {
            format!("{}。{remark}", self.rollup.summary_line())
        } else {
            self.rollup.summary_line()
        };
        set_lines(sheet, 1, lines(&said, width))?;
        write_across(sheet, 1, last_column, &said, &self.formats.remark)?;
        if last_column == 1 {
            sheet.write_string_with_format(1, 2, remark, &self.formats.beside)?;
        }
        Ok(())
    }

    /// Begins a sheet with those columns, the title over all of them. The first is as wide as the names unless it has a
    /// width.
    pub(super) fn begin_columns(
        &self,
        sheet: &mut Worksheet,
        what: &str,
        remark: &str,
        columns: &Columns,
    ) -> Result<(), XlsxError> {
        let width = |width: u32| if width == 0 { self.name_width } else { width };
        set_widths(sheet, columns.iter().map(|(_, own)| width(*own)))?;
        let head = Head { last_column: last_of(columns), width: columns.iter().map(|(_, own)| width(*own)).sum() };
        self.begin(sheet, what, remark, head)
    }

    /// Writes the heads of columns.
    pub(super) fn write_heads(&self, sheet: &mut Worksheet, row: u32, columns: &Columns) -> Result<(), XlsxError> {
        write_texts(sheet, (row, 0), columns.iter().map(|(label, _)| label), &self.formats.head)
    }

    /// Sets the page of a list up, so many half-width characters wide: A4 across, headings and names on every page.
    pub(super) fn finish(
        &self,
        sheet: &mut Worksheet,
        last: (u32, u16),
        heading_rows: u32,
        width: u32,
    ) -> Result<(), XlsxError> {
        self.styles.page(sheet, last, heading_rows)?;
        sheet.set_landscape().set_print_center_horizontally(false);
        sheet.set_margins(0.4, 0.4, 0.6, 0.6, 0.3, 0.3);
        if width > WIDEST_PAGE {
            sheet.set_print_fit_to_pages(0, 0).set_print_scale(70).set_repeat_columns(0, 1)?;
        }
        Ok(())
    }

    /// Where a name in a list leads: to the sheet of the unit, or to its row elsewhere.
    pub(super) fn target(&self, unit: usize, otherwise: &str) -> Option<String> {
        if let Some(sheet) = self.sheets.get(&unit) {
            return Some(format!("internal:'{sheet}'!A1"));
        }
        (self.rows.len() <= MOST_LINKED)
            .then(|| format!("internal:'{otherwise}'!{}", row_col_to_cell(self.row(unit), 0)))
    }
}
