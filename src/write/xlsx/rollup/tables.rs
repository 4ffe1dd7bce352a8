//! The official tables: of all units together, over the rows of the lists; and of one unit, from its row in them.

use rust_xlsxwriter::utility::{column_number_to_name, row_col_to_cell};
use rust_xlsxwriter::{Format, FormatAlign, Url, Worksheet, XlsxError};

use super::super::addresses::Addresses;
use super::super::formats::LINE;
use super::super::grid::{write_across, write_live};
use super::super::table::{label, number_format};
use super::book::{Book, FIRST};
use super::cell_formats::{CellFormats, LACKING};
use super::lists::COUNTED;
use super::stack::{Area, Stack};
use crate::report::{Cell, Entry, Exhibit, Role};
use crate::rollup::workbook::{SUBMISSION_STATUS, SUM_MARK, TABLES};
use crate::rollup::{Inclusion, Mark, Sum};
use crate::rule::Severity;
use crate::standard::Place;

/// 汇总表: the three tables of all units.
pub(super) fn write_total(sheet: &mut Worksheet, book: &Book, stack: &Stack) -> Result<(), XlsxError> {
    let sheets = Tables { book, stack, addresses: stack.of_sums(), name: TABLES, unit: None };
    let root = book.rollup.roster.root;
    let lacking = book.rollup.total().map_or(0, |sum| sum.iter().filter(|(_, _, lacking)| *lacking > 0).count());
    let lacks = if lacking > 0 {
        format!("有{lacking}格不是每家都填了，它们和由它们算出的数旁边写着“缺”，合计只含填了的单位。")
    } else {
        String::new()
    };
    let remark = format!("{}。{lacks}点数可看各单位的明细。", book.rollup.summary_line());
    sheets.write(sheet, &format!("{}{SUM_MARK}", book.name(root)), &remark)
}

/// The three tables of a unit.
pub(super) fn write_unit(sheet: &mut Worksheet, book: &Book, unit: usize) -> Result<(), XlsxError> {
    let figures = book.rollup.figures(unit);
    let stack = Stack::of(Exhibit::all(book.rollup.edition, figures.as_ref()));
    let name = &book.sheets[&unit];
    let sheets = Tables { book, stack: &stack, addresses: stack.addresses(name), name, unit: Some(unit) };
    let remark = match (book.rollup.units[unit].inclusion, &book.rollup.units[unit].submission) {
        (Inclusion::Node, _) => book.rollup.sum(unit).map(Sum::summary_line).unwrap_or_default(),
        (_, Some(form)) => format!(
            "{}：错误{}处、警告{}处、提示{}处，已说明{}处。",
            book.rollup.status(unit).word(),
            form.count(Severity::Error),
            form.count(Severity::Warning),
            form.count(Severity::Note),
            form.explained()
        ),
        (_, None) => String::new(),
    };
    sheets.write(sheet, book.name(unit), &remark)
}

struct Tables<'a> {
    book: &'a Book<'a>,
    stack: &'a Stack,
    addresses: Addresses<'a>,
    /// The name of the sheet.
    name: &'a str,
    /// The unit; none for all together.
    unit: Option<usize>,
}

impl Tables<'_> {
    fn write(&self, sheet: &mut Worksheet, title: &str, remark: &str) -> Result<(), XlsxError> {
        let (stack, book) = (self.stack, self.book);
        let last_column = stack.last_column();
        sheet.set_formula_result_default("");
        for (at, width) in (0..).zip(stack.widths()) {
            sheet.set_column_width_pixels(at, width)?;
        }
        let format = book.formats.title.clone().set_align(FormatAlign::Center).set_text_wrap();
        let title = format!("{title}{}年政府信息公开工作年度报告", book.rollup.year);
        write_across(sheet, 0, last_column, &title, &format)?;
        sheet.set_row_height(0, 4 * LINE)?;
        let format = book.formats.remark.clone().set_align(FormatAlign::Center);
        write_across(sheet, 1, last_column, remark, &format)?;
        sheet.set_row_height(1, LINE + 6)?;
        let back = Url::new(format!("internal:'{SUBMISSION_STATUS}'!A1")).set_text("返回报送情况");
        write_across(sheet, 2, last_column, "", &book.formats.remark)?;
        sheet.write_url_with_format(2, 0, back, &book.formats.remark)?;
        for (table, exhibit) in stack.exhibits.iter().enumerate() {
            let top = stack.top(table);
            let format = book.formats.remark.clone().set_bold();
            write_across(sheet, top, last_column, exhibit.title, &format)?;
            sheet.set_row_height(top, LINE + 6)?;
            for row in 0..exhibit.rows() {
                let at = top + 1 + u32::try_from(row).unwrap_or_default();
                sheet.set_row_height(at, stack.height(table, row))?;
            }
            for cell in exhibit.cells() {
                self.write_cell(sheet, table, cell)?;
            }
        }
        sheet.set_freeze_panes(2, 0)?;
        book.styles.page(sheet, (stack.last_row(), last_column), 2)
    }

    fn write_cell(&self, sheet: &mut Worksheet, table: usize, cell: &Cell) -> Result<(), XlsxError> {
        let Area { first: (row, column), last } = self.stack.area(table, cell);
        let format = match &cell.entry {
            None => label(&self.book.styles, &self.stack.exhibits[table], cell),
            Some(entry) => self.format(entry),
        };
        if (row, column) != last {
            sheet.merge_range(row, column, last.0, last.1, "", &format)?;
        }
        let Some(entry) = &cell.entry else {
            sheet.write_string_with_format(row, column, &cell.text, &format)?;
            return Ok(());
        };
        // The link stays when the figure is written over its text.
        if let (None, Some((list, at))) = (self.unit, self.book.details.get(entry.place)) {
            let target = format!("internal:'{list}'!{}", row_col_to_cell(FIRST - 1, at));
            sheet.write_url_with_format(row, column, Url::new(target), &format)?;
        }
        match (self.formula(cell, entry), entry.figure) {
            (_, None) if cell.role == Role::Given => {
                sheet.write_string_with_format(row, column, LACKING, &self.book.formats.lacking)?
            }
            (Some(formula), figure) => return write_live(sheet, (row, column), &formula, figure, &format),
            (None, _) => sheet.write_string_with_format(row, column, &cell.text, &format)?,
        };
        Ok(())
    }

    /// A figure over the rows of the units, or from the row of one; what follows, over its own table.
    fn formula(&self, cell: &Cell, entry: &Entry) -> Option<String> {
        if cell.role == Role::Derived {
            let needs: Vec<Place> = entry.formula.iter().map(|(_, place)| *place).collect();
            let sum = match entry.figure {
                Some(_) => self.addresses.sum(&entry.formula, self.name),
                None => self.addresses.guarded_sum(&entry.formula, &needs, self.name),
            };
            return Some(format!("={sum}"));
        }
        let (list, column) = self.book.details.get(entry.place)?;
        if let Some(unit) = self.unit {
            return Some(format!("='{list}'!{}", row_col_to_cell(self.book.row(unit), column)));
        }
        let (letter, from, until) = (column_number_to_name(column), FIRST + 1, self.book.last_row() + 1);
        Some(format!("=SUMIF('{list}'!$C${from}:$C${until},\"{COUNTED}\",'{list}'!{letter}${from}:{letter}${until})"))
    }

    fn format(&self, entry: &Entry) -> Format {
        let format = self.book.styles.figure().set_num_format(number_format(entry));
        match self.mark(entry.place) {
            Some(mark) => CellFormats::marking(format, entry.kind, mark),
            None if self.lacks(entry.place) => CellFormats::lacking(format, entry.kind),
            None => format,
        }
    }

    /// Whether a sum, or one it follows from, lacks the part of a unit that is counted.
    fn lacks(&self, place: Place) -> bool {
        let rollup = self.book.rollup;
        let Some(sum) = rollup.sum(self.unit.unwrap_or(rollup.roster.root)) else { return false };
        let behind = place.given_terms();
        sum.iter().any(|(known, _, lacking)| lacking > 0 && behind.contains(&known))
    }

    /// The gravest mark on the figure of a unit.
    fn mark(&self, place: Place) -> Option<Mark> {
        let submission = self.book.rollup.units[self.unit?].submission.as_ref()?;
        if self.book.rollup.units[self.unit?].inclusion == Inclusion::Node {
            return None;
        }
        submission.marks.iter().filter(|(marked, _)| *marked == place).map(|(_, mark)| *mark).max()
    }
}
