//! The workbook for superiors: who reported, the sums of all units as the official tables, a row a unit in lists, what
//! was found, and, of no more than a few hundred units, a sheet each.
//!
//! Sheets with a row a unit are written row by row and not kept (`constant_memory`): tens of thousands of units need no
//! more memory than one.

mod cell_formats;
mod charts;
mod columns;
mod findings;
mod lists;
mod stack;
mod submission_status;
mod tables;
mod texts;
mod years;

use std::collections::{HashMap, HashSet};

use rust_xlsxwriter::utility::row_col_to_cell;
use rust_xlsxwriter::{DocProperties, ExcelDateTime, Url, Workbook, Worksheet, XlsxError};
use unicode_width::UnicodeWidthStr as _;

use super::formats::{LINE, Look, lines};
use crate::report::Exhibit;
use crate::rollup::{Rollup, Standing, Sum};
use cell_formats::Faces;
use columns::{Details, List};
use stack::Stack;

/// Up to so many units have a sheet each.
const MOST_SHEETS: usize = 200;
/// Excel takes 65,530 links a sheet; beyond this, lists have none of their rows.
const MOST_LINKED: usize = 20_000;
/// The longest name of a sheet, in characters.
const LONGEST_SHEET_NAME: usize = 31;
/// Signs that no name of a sheet can hold.
const NOT_IN_SHEET_NAMES: &[char] = &['\\', '/', ':', '*', '?', '[', ']', '\''];

/// Room for a name, in half-width characters; a link is not broken into lines everywhere.
const NARROWEST_NAME: u32 = 16;
const WIDEST_NAME: u32 = 62;
/// Sheets that are wider would be too small on one page, in half-width characters.
const WIDEST_PAGE: u32 = 240;

/// The names of the sheets that links lead to.
const STANDING: &str = "报送情况";
const TABLES: &str = "汇总表";

/// The rows of a list above its units: title, how many units it holds, two rows of headings, the total.
const FIRST: u32 = 5;

/// The workbook for superiors.
pub(in crate::write) fn workbook(rollup: &Rollup) -> Result<Vec<u8>, XlsxError> {
    let book = Book::of(rollup);
    let mut workbook = Workbook::new();
    // The last day of the year, so that the same forms make the same file.
    let created = ExcelDateTime::from_ymd(rollup.year.number(), 12, 31)?;
    let properties =
        DocProperties::new().set_title(&book.title).set_author(book.root()).set_creation_datetime(&created);
    workbook.set_properties(&properties);
    submission_status::write(workbook.add_worksheet_with_constant_memory()?.set_name(STANDING)?, &book)?;
    let total = rollup.total().map(Sum::figures);
    let stack = Stack::of(Exhibit::all(rollup.edition, total.as_ref()));
    let sums = stack.of_sums();
    tables::write_total(workbook.add_worksheet().set_name(TABLES)?, &book, &stack)?;
    for list in &book.lists {
        lists::write(workbook.add_worksheet_with_constant_memory()?.set_name(&list.name)?, &book, list, &sums)?;
    }
    findings::write(workbook.add_worksheet_with_constant_memory()?, &book)?;
    years::write(workbook.add_worksheet_with_constant_memory()?, &book)?;
    texts::write(workbook.add_worksheet_with_constant_memory()?, &book)?;
    charts::write(workbook.add_worksheet(), &book, &sums)?;
    for unit in book.rows.iter().filter(|unit| book.sheets.contains_key(unit)) {
        tables::write_unit(workbook.add_worksheet().set_name(&book.sheets[unit])?, &book, *unit)?;
    }
    workbook.save_to_buffer()
}

/// The columns over which the title of a sheet stands: all that its page shows, or of a sheet of several pages across the
/// two that each repeats.
#[derive(Clone, Copy)]
struct Head {
    last_column: u16,
    /// How wide they are, in half-width characters.
    width: u32,
}

/// What the sheets have in common.
struct Book<'a> {
    rollup: &'a Rollup,
    title: String,
    look: Look,
    faces: Faces,
    /// The units that have a row, in the order of the roster: all but the root, which is the total.
    rows: Vec<usize>,
    /// The sheets with a row a unit and its figures.
    lists: Vec<List>,
    /// In which of these each figure of the tables stands.
    details: Details,
    /// The sheets of single units.
    sheets: HashMap<usize, String>,
    /// Room for the names of the units, in half-width characters.
    name_width: u32,
}

impl<'a> Book<'a> {
    fn of(rollup: &'a Rollup) -> Self {
        let root = rollup.roster.root;
        let title = format!("{}{}年政府信息公开工作年度报告汇总", rollup.roster.units[root].name, rollup.year);
        let look = Look::new("宋体", &title);
        let is_row = |at: &usize| *at != root || rollup.roster.units[root].is_leaf();
        let rows: Vec<usize> = (0..rollup.units.len()).filter(is_row).collect();
        let lists = columns::lists(rollup.edition);
        let details = Details::of(&lists);
        let sheets = if rows.len() <= MOST_SHEETS { sheet_names(rollup, &rows, &lists) } else { HashMap::new() };
        let longest = rollup.roster.units.iter().map(|unit| unit.name.width()).max().unwrap_or_default();
        let name_width = u32::try_from(longest + 2).unwrap_or(WIDEST_NAME).clamp(NARROWEST_NAME, WIDEST_NAME);
        Self { rollup, title, faces: Faces::of(&look), look, rows, lists, details, sheets, name_width }
    }

    fn root(&self) -> &str {
        &self.rollup.roster.units[self.rollup.roster.root].name
    }

    fn name(&self, unit: usize) -> &str {
        &self.rollup.roster.units[unit].name
    }

    /// The sheet row of a unit in the lists.
    fn row(&self, unit: usize) -> u32 {
        FIRST + u32::try_from(self.rows.partition_point(|row| *row < unit)).unwrap_or(u32::MAX - FIRST)
    }

    /// The last row of the lists.
    fn last_row(&self) -> u32 {
        FIRST + u32::try_from(self.rows.len()).unwrap_or(u32::MAX - FIRST).max(1) - 1
    }

    /// Begins a sheet: the title and how many units it holds, over its first columns, which are so many half-width
    /// characters wide; and a word on how to read it, which stands beside them where every page repeats them.
    fn begin(&self, sheet: &mut Worksheet, what: &str, remark: &str, head: Head) -> Result<(), XlsxError> {
        let Head { last_column, width } = head;
        sheet.set_formula_result_default("");
        let title = format!("{}　{what}", self.title);
        // A character of 14 pt takes the room of 1.4 at the size of tables.
        sheet.set_row_height(0, LINE * lines(&title, width * 10 / 14) * 3 / 2 + 6)?;
        sheet.merge_range(0, 0, 0, last_column, &title, &self.faces.title)?;
        let said = if last_column > 1 { format!("{}。{remark}", self.rollup.said()) } else { self.rollup.said() };
        sheet.set_row_height(1, LINE * lines(&said, width) + 3)?;
        sheet.merge_range(1, 0, 1, last_column, &said, &self.faces.remark)?;
        if last_column == 1 {
            sheet.write_string_with_format(1, 2, remark, &self.faces.beside)?;
        }
        Ok(())
    }

    /// Sets the page of a list up, so many half-width characters wide: A4 across, headings and names on every page.
    fn finish(&self, sheet: &mut Worksheet, last: (u32, u16), heading_rows: u32, width: u32) -> Result<(), XlsxError> {
        self.look.page(sheet, last, heading_rows)?;
        sheet.set_landscape().set_print_center_horizontally(false);
        sheet.set_margins(0.4, 0.4, 0.6, 0.6, 0.3, 0.3);
        if width > WIDEST_PAGE {
            sheet.set_print_fit_to_pages(0, 0).set_print_scale(70).set_repeat_columns(0, 1)?;
        }
        Ok(())
    }

    /// The cell that tells of a unit: a link where it can be followed.
    fn write_name(
        &self,
        sheet: &mut Worksheet,
        at: (u32, u16),
        unit: usize,
        target: Option<String>,
    ) -> Result<(), XlsxError> {
        let face = match self.rollup.units[unit].standing {
            Standing::Node => &self.faces.node_name,
            Standing::Missing | Standing::Refused => &self.faces.absent_name,
            Standing::Counted => &self.faces.name,
        };
        let name = self.name(unit);
        match target {
            Some(target) => sheet.write_url_with_format(at.0, at.1, Url::new(target).set_text(name), face)?,
            None => sheet.write_string_with_format(at.0, at.1, name, face)?,
        };
        Ok(())
    }

    /// Where a name in a list leads: to the sheet of the unit, or to its row elsewhere.
    fn target(&self, unit: usize, otherwise: &str) -> Option<String> {
        if let Some(sheet) = self.sheets.get(&unit) {
            return Some(format!("internal:'{sheet}'!A1"));
        }
        (self.rows.len() <= MOST_LINKED)
            .then(|| format!("internal:'{otherwise}'!{}", row_col_to_cell(self.row(unit), 0)))
    }
}

/// The names of the sheets of the units that are counted or have a form: no longer than Excel takes, each once.
fn sheet_names(rollup: &Rollup, rows: &[usize], lists: &[List]) -> HashMap<usize, String> {
    let fixed = [STANDING, TABLES, findings::NAME, years::NAME, texts::NAME, charts::NAME];
    let mut taken: HashSet<String> = fixed.into_iter().map(str::to_owned).collect();
    taken.extend(lists.iter().map(|list| list.name.clone()));
    // Excel keeps this name to itself.
    taken.insert("history".to_owned());
    let mut named = HashMap::new();
    for unit in rows.iter().copied().filter(|unit| rollup.figures(*unit).is_some()) {
        let name: String = rollup.roster.units[unit].name.chars().filter(|c| !NOT_IN_SHEET_NAMES.contains(c)).collect();
        let mut again = 1;
        let mut unique: String = name.chars().take(LONGEST_SHEET_NAME).collect();
        while unique.is_empty() || !taken.insert(unique.to_lowercase()) {
            again += 1;
            let end = format!("（{again}）");
            unique = name.chars().take(LONGEST_SHEET_NAME - end.chars().count()).chain(end.chars()).collect();
        }
        named.insert(unit, unique);
    }
    named
}
