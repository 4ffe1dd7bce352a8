//! The lists: a row a unit, a column a figure; the total right under the headings, in sight with the units' names.

use rust_xlsxwriter::{ConditionalFormatFormula, Url, Worksheet, XlsxError};

use super::super::addresses::Addresses;
use super::super::formats::{LINE, lines};
use super::super::grid::{number, set_lines, set_list, set_widths, write_figure, write_live, write_texts};
use super::book::{Book, FIRST, Head, WIDEST_PAGE};
use super::cell_formats::LACKING;
use super::columns::{Column, LEADING, List, first, sheet_column};
use super::unit_row::UnitRow;
use crate::rollup::workbook::{SUBMISSION_STATUS, TABLES};
use crate::rollup::{Inclusion, Mark, Rollup, Status, Sum};
use crate::rule::Severity;
use crate::standard::Place;

/// What the column that decides on a unit's part in the sums says of one that has it.
pub(super) const COUNTED: &str = "计";

/// Half-width characters of a column of figures.
const WIDTH: u32 = 9;

/// How to read the marks.
const LEGEND: &str =
    "标记：错＝有错误，待更正；核＝有警告或提示，请核对；说＝单位已说明；缺＝没有填，合计不含。“计入”为“计”的才相加。";

pub(super) fn write(sheet: &mut Worksheet, book: &Book, list: &List, sums: &Addresses) -> Result<(), XlsxError> {
    let last_column = sheet_column(list.columns.len().saturating_sub(1));
    set_widths(sheet, LEADING.map(|(_, width)| if width == 0 { book.name_width } else { width }))?;
    for (at, column) in (first()..).zip(&list.columns) {
        sheet.set_column_width(at, WIDTH)?;
        sheet.set_column_format(at, book.formats.column(column.kind))?;
    }
    let leading: u32 = LEADING.iter().map(|(_, width)| width).sum();
    let width = book.name_width + leading + WIDTH * u32::from(last_column + 1 - first());
    let head = if width > WIDEST_PAGE {
        Head { last_column: 1, width: book.name_width + LEADING[1].1 }
    } else {
        Head { last_column, width }
    };
    book.begin(sheet, &list.name, LEGEND, head)?;
    write_heads(sheet, book, list)?;
    let rows = Rows { book, list, sums };
    rows.write_total(sheet)?;
    for unit in &book.rows {
        rows.write_unit(sheet, *unit)?;
    }
    let ruled = ConditionalFormatFormula::new().set_rule("=TRUE").set_format(&book.formats.ruled);
    sheet.add_conditional_format(FIRST, first(), book.last_row(), last_column, &ruled)?;
    // Anchored at the total, which so stays whatever is filtered.
    set_list(sheet, FIRST - 1, (book.last_row(), last_column), 2)?;
    book.finish(sheet, (book.last_row(), last_column), FIRST, width)
}

/// Two rows of headings: what columns have in common, and each alone.
fn write_heads(sheet: &mut Worksheet, book: &Book, list: &List) -> Result<(), XlsxError> {
    let (top, row) = (FIRST - 3, FIRST - 2);
    let mut at = 0;
    let mut deepest = 1;
    for (column, _) in (0..).zip(LEADING) {
        sheet.write_blank(top, column, &book.formats.head)?;
    }
    for group in list.columns.chunk_by(|one, other| one.group == other.group) {
        let (from, to) = (sheet_column(at), sheet_column(at + group.len() - 1));
        if from == to {
            sheet.write_string_with_format(top, from, &group[0].group, &book.formats.head)?;
        } else {
            sheet.merge_range(top, from, top, to, &group[0].group, &book.formats.head)?;
        }
        let width = WIDTH * u32::try_from(group.len()).unwrap_or(1);
        deepest = deepest.max(lines(&group[0].group, width));
        at += group.len();
    }
    sheet.set_row_height(top, LINE * deepest + 3)?;
    let labels = list.columns.iter().map(|column| lines(&column.label, WIDTH));
    sheet.set_row_height(row, LINE * labels.max().unwrap_or(1).max(2) + 3)?;
    book.write_heads(sheet, row, &LEADING)?;
    write_texts(sheet, (row, first()), list.columns.iter().map(|column| &column.label), &book.formats.head)
}

pub(super) struct Rows<'a> {
    pub(super) book: &'a Book<'a>,
    pub(super) list: &'a List,
    /// Where the sums stand in the tables.
    sums: &'a Addresses<'a>,
}

impl Rows<'_> {
    fn rollup(&self) -> &Rollup {
        self.book.rollup
    }

    /// The sum of all, over the rows of the units that are counted.
    fn write_total(&self, sheet: &mut Worksheet) -> Result<(), XlsxError> {
        let (row, formats, rollup) = (FIRST - 1, &self.book.formats, self.rollup());
        let root = rollup.roster.root;
        set_lines(sheet, row, 1)?;
        let url = Url::new(format!("internal:'{TABLES}'!A1")).set_text("合计");
        sheet.write_url_with_format(row, 0, url, &formats.node_name)?;
        let line = UnitRow { book: self.book, unit: root, row };
        write_texts(sheet, (row, 1), self.leading(root, "", "合计"), line.format())?;
        for (at, column) in self.list.columns.iter().enumerate() {
            if let Some(cell) = self.sums.get(column.place) {
                // The link to the figure in the tables stays when the figure is written over its text.
                let url = Url::new(format!("internal:'{TABLES}'!{}", cell.relative()));
                sheet.write_url_with_format(row, sheet_column(at), url, formats.sum(column.kind, false))?;
            }
        }
        if let Some(sum) = rollup.total() {
            self.write_sums(sheet, row, sum, (FIRST, self.book.last_row()))?;
        }
        Ok(())
    }

    /// What stands between the name of a unit and its first figure.
    fn leading<'t>(&'t self, unit: usize, marks: &'t str, part: &'t str) -> [&'t str; 4] {
        let unit = &self.rollup().roster.units[unit];
        [marks, part, unit.level.unwrap_or_default(), unit.kind.unwrap_or_default()]
    }

    fn write_unit(&self, sheet: &mut Worksheet, unit: usize) -> Result<(), XlsxError> {
        let (line, rollup) = (UnitRow::of(self.book, unit), self.rollup());
        let sum = rollup.sum(unit);
        let (marks, part) = match line.inclusion() {
            Inclusion::Counted => (marks(rollup, unit), COUNTED),
            Inclusion::Node => {
                let part = if sum.is_some_and(|sum| sum.received > 0) { "小计" } else { Status::Missing.word() };
                (sum.map(|sum| format!("应{}实{}", sum.expected, sum.received)).unwrap_or_default(), part)
            }
            Inclusion::Refused => (line.absence().to_owned(), "不计"),
            Inclusion::Missing => (line.absence().to_owned(), line.absence()),
        };
        line.begin(sheet, self.target(unit), &self.leading(unit, &marks, part), line.format())?;
        match (line.inclusion(), sum.filter(|sum| sum.received > 0)) {
            (Inclusion::Counted, _) => self.write_figures(sheet, line.row, unit),
            (Inclusion::Node, Some(sum)) => self.write_sums(sheet, line.row, sum, line.block().unwrap_or((0, 0))),
            _ => line.write_absent(sheet, first()..sheet_column(self.list.columns.len())),
        }
    }

    /// Where the name of a unit leads; in the long lists but for the first only to its sheet, since thousands of links
    /// are slow to open.
    fn target(&self, unit: usize) -> Option<String> {
        let (book, is_first) = (self.book, self.list.name == self.book.lists[0].name);
        let elsewhere = if is_first { SUBMISSION_STATUS } else { &book.lists[0].name };
        book.target(unit, elsewhere).filter(|_| is_first || book.sheets.contains_key(&unit))
    }

    /// The figures of a unit, with the marks they bear.
    fn write_figures(&self, sheet: &mut Worksheet, row: u32, unit: usize) -> Result<(), XlsxError> {
        let Some(submission) = &self.rollup().units[unit].submission else { return Ok(()) };
        let figures = submission.given.figures();
        for (at, column) in self.list.columns.iter().enumerate() {
            let to = sheet_column(at);
            let Some(figure) = figures.get(column.place) else {
                sheet.write_string_with_format(row, to, LACKING, &self.book.formats.lacking)?;
                continue;
            };
            match mark(&submission.marks, column) {
                None => sheet.write_number(row, to, number(figure)?)?,
                mark => {
                    let format = self.book.formats.figure(column.kind, mark);
                    sheet.write_number_with_format(row, to, number(figure)?, format)?
                }
            };
        }
        Ok(())
    }

    /// Sums over the rows of a block of units. Where a unit lacks a part of what follows, it follows from the sums;
    /// where the units below do not stand together, the sum is a number.
    fn write_sums(&self, sheet: &mut Worksheet, row: u32, sum: &Sum, rows: (u32, u32)) -> Result<(), XlsxError> {
        let figures = sum.figures();
        let lacking: Vec<Place> = sum.iter().filter(|(_, _, lacking)| *lacking > 0).map(|(place, ..)| place).collect();
        for (at, column) in self.list.columns.iter().enumerate() {
            let to = sheet_column(at);
            let is_lacking = !lacking.is_empty() && column.behind.iter().any(|place| lacking.contains(place));
            let format = self.book.formats.sum(column.kind, is_lacking);
            let Some(figure) = figures.get(column.place) else {
                sheet.write_string_with_format(row, to, LACKING, format)?;
                continue;
            };
            match self.formula(column, to, row, rows, is_lacking) {
                Some(formula) => write_live(sheet, (row, to), &formula, Some(figure), format)?,
                None => write_figure(sheet, (row, to), Some(figure), format)?,
            }
        }
        Ok(())
    }
}

/// The gravest mark on a figure, or on one it follows from.
fn mark(marks: &[(Place, Mark)], column: &Column) -> Option<Mark> {
    marks.iter().filter(|(place, _)| column.behind.contains(place)).map(|(_, mark)| *mark).max()
}

/// `错1 核2 说1 缺3`: how much of each kind there is with a unit.
fn marks(rollup: &Rollup, unit: usize) -> String {
    let Some(submission) = &rollup.units[unit].submission else { return String::new() };
    let lacking = submission.given.iter().filter(|(_, figure)| figure.is_none()).count();
    let checks = submission.count(Severity::Warning) + submission.count(Severity::Note);
    let counts = [
        (Mark::Wrong.word(), submission.count(Severity::Error)),
        (Mark::Check.word(), checks),
        (Mark::Explained.word(), submission.explained()),
        (LACKING, lacking),
    ];
    let said = counts.into_iter().filter(|(_, count)| *count > 0).map(|(word, count)| format!("{word}{count}"));
    said.collect::<Vec<_>>().join(" ")
}
