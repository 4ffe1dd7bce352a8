//! The rows of a file as figures at their places, with findings where they were read with doubt.

use std::collections::BTreeSet;

use super::blanks::{self, BlankRow};
use super::cell::Cell;
use super::cell_value::{CellValue, is_unreadable_figure, shows_figure};
use super::columns::{Fit, as_headed, join_proven, place};
use super::diagnostics::{Diagnostics, listed};
use super::found_tables::{FoundTables, Row};
use super::grouped::{Grouped, GroupedRow};
use super::labels::{Heads, letters};
use super::row_cells::{RowCells, Unread};
use crate::form::Form;
use crate::lenient_number;
use crate::origin::Origin;
use crate::rule;
use crate::standard::{self, EDITIONS, Edition, Line, Matrix, Table};
use crate::subject::Subject;

/// The edition whose labels the tables have: the one with more of the columns and rows that no other edition has.
pub(super) fn edition_of(found: &FoundTables) -> Option<&'static Edition> {
    let votes = |edition: &&'static Edition| {
        let is_its = |versions: &[u16]| versions == [edition.version];
        let columns = found.columns.iter().filter(|(label, printed, _)| {
            is_its(&label.versions) && letters(printed).starts_with(&letters(label.official))
        });
        let rows = found.rows.iter().filter(|row| {
            edition.has_row(row.table, row.key) && edition.others().all(|other| !other.has_row(row.table, row.key))
        });
        columns.count() + rows.count()
    };
    let counted: Vec<(usize, &Edition)> = EDITIONS.iter().map(|edition| (votes(edition), *edition)).collect();
    let most = counted.iter().map(|(votes, _)| *votes).max().filter(|votes| *votes > 0)?;
    match counted.iter().filter(|(votes, _)| *votes == most).collect::<Vec<_>>()[..] {
        [(_, only)] => Some(only),
        _ => None,
    }
}

/// The rows of each table from the first sheet that has it: other sheets of a workbook may repeat some of them.
pub(super) fn of_first_sheets(found: FoundTables) -> FoundTables {
    let sheet_of = |table: &str| found.rows.iter().find(|row| row.table == table).and_then(|row| row.at.sheet());
    let firsts: Vec<(&str, String)> = EDITIONS
        .iter()
        .flat_map(|edition| edition.tables)
        .filter_map(|table| Some((table.key, sheet_of(table.key)?.to_owned())))
        .collect();
    let is_first = |row: &Row| {
        firsts
            .iter()
            .find(|(table, _)| *table == row.table)
            .is_none_or(|(_, first)| row.at.sheet() == Some(first.as_str()))
    };
    let rows = found.rows.into_iter().filter(is_first).collect();
    FoundTables { rows, ..found }
}

/// So many rows that stand twice with other figures are those of another table.
const FEWEST_DOUBLED: usize = 3;

/// Writes the figures of the rows into the form.
pub(super) fn gather(found: &FoundTables, form: &mut Form, diagnostics: &mut Diagnostics) {
    let edition = form.edition;
    let is_unreadable = report_unreadable(found, diagnostics);
    for table in edition.tables {
        let mut reading =
            Reading { found, table, form, diagnostics, grouped: Grouped::default(), blanks: Vec::new(), is_unreadable };
        if found.rows.iter().any(|row| row.table == table.key) {
            reading.read();
        } else {
            let is_picture = found.pictured.contains(&table.key);
            let (how, advice) = match is_picture {
                true => ("，这一部分是一张图片", "图里的数读不出来，请照图填。"),
                false => ("", "整张表没有读入，请照原件填，原件没有的向编制单位要。"),
            };
            let what = format!("没有找到{}（{}）{how}", table.name, table.title);
            diagnostics.report(&rule::I01, Subject::Table(table.key), None, &what, advice);
        }
    }
    foreign(found, edition, diagnostics);
}

/// Tells, and whether it had to be told, that the digits of the file have no meaning in it.
fn report_unreadable(found: &FoundTables, diagnostics: &mut Diagnostics) -> bool {
    let cells = || found.rows.iter().flat_map(|row| row.cells.iter().map(move |cell| (row, cell)));
    let unreadable: Vec<&Row> = cells().filter(|(_, cell)| is_unreadable_figure(cell)).map(|(row, _)| row).collect();
    let figures = cells().filter(|(_, cell)| shows_figure(cell)).count();
    let Some(first) = unreadable.first().filter(|_| 2 * unreadable.len() > figures) else { return false };
    let what = "原件里的数字看得见，取不出来（字形没有对应的字）";
    let advice = "表里的数没有读入，空着的不是0。请向编制单位要Word、Excel，或先做文字识别，再读入。";
    diagnostics.report(&rule::I15, Subject::File, Some(&first.at), what, advice);
    true
}

/// Whether a row shows a nought for every column that is filled in, and nothing else.
fn is_nought(row: &Row, matrix: &Matrix) -> bool {
    let mut shown = row.cells.iter().filter(|cell| !cell.is_blank());
    shown.clone().count() >= matrix.given_columns().count()
        && shown.all(|cell| matches!(CellValue::read(cell, lenient_number::COUNTED), CellValue::Number { digits, .. } if digits == "0"))
}

/// Rows that only another edition has.
fn foreign(found: &FoundTables, edition: &'static Edition, diagnostics: &mut Diagnostics) {
    for row in found.rows.iter().filter(|row| !edition.has_row(row.table, row.key)) {
        let (label, version) = (&row.printed, edition.version);
        let cells: Vec<&str> = row.cells.iter().map(|cell| cell.trim()).filter(|cell| !cell.is_empty()).collect();
        let what = format!("“{label}”一行{version}版没有，原件印{}", cells.join("、"));
        diagnostics.report(
            &rule::I08,
            Subject::typed(row.table, row.key),
            Some(&row.at),
            &what,
            "没有读入，请核对年度和格式。",
        );
    }
}

/// Reads the rows of one table.
struct Reading<'a> {
    found: &'a FoundTables,
    table: &'static Table,
    form: &'a mut Form,
    diagnostics: &'a mut Diagnostics,
    grouped: Grouped,
    /// Whether it was told that the digits of the file cannot be read.
    is_unreadable: bool,
    /// Rows with cells that are blank to the eye.
    blanks: Vec<BlankRow>,
}

impl Reading<'_> {
    fn read(&mut self) {
        if let Some((at, count)) = self.doubled() {
            let what = format!("{}有两张，{count}行的数不一样，看不出哪一张是本年的", self.table.name);
            let advice = "都没有读入，请照原件本年的那一张填。";
            return self.diagnostics.report(&rule::I12, Subject::Table(self.table.key), Some(&at), &what, advice);
        }
        for matrix in self.form.edition.matrices_of(self.table.key) {
            let has_total = self.has_total(matrix);
            let mut missing: Vec<&'static Line> = Vec::new();
            for line in matrix.form_rows() {
                match self.row_of(line.key) {
                    Some(row) => {
                        self.report_missing(matrix, &std::mem::take(&mut missing));
                        self.read_row(matrix, line, &row, has_total);
                    }
                    None if self.is_within_group(matrix, line) => self.read_nought(matrix, line),
                    None => missing.push(line),
                }
            }
            self.report_missing(matrix, &missing);
        }
        let given = self.form.edition.matrices_of(self.table.key).flat_map(Matrix::form_rows);
        let given = given.filter(|line| line.is_given()).count();
        blanks::read(&self.blanks, self.table, self.form, &mut self.grouped, self.diagnostics);
        std::mem::take(&mut self.grouped).report(self.table, given, self.diagnostics);
    }

    /// Where the table begins a second time with other figures, and how many of its rows differ: most of them.
    fn doubled(&self) -> Option<(Origin, usize)> {
        let rows = || self.found.rows.iter().filter(|row| row.table == self.table.key && !row.is_group);
        let has_figures = |row: &&Row| row.cells.iter().any(|cell| shows_figure(cell));
        let keys: BTreeSet<&str> = rows().map(|row| row.key).collect();
        let second = |key: &&str| {
            let mut own = rows().filter(|row| row.key == *key).filter(has_figures);
            let first = own.next()?;
            own.find(|row| row.at != first.at && row.plain() != first.plain())
        };
        let seconds: Vec<&Row> = keys.iter().filter_map(second).collect();
        let is_most = seconds.len() >= FEWEST_DOUBLED && 2 * seconds.len() > keys.len();
        seconds.first().filter(|_| is_most).map(|row| (row.at.clone(), seconds.len()))
    }

    /// The row of a key; of several the first that shows a figure.
    fn row_of(&mut self, key: &str) -> Option<Row> {
        // The label of a group without figures is a row where the edition has no items under it.
        let has_items = self
            .form
            .edition
            .row(self.table.key, key)
            .is_some_and(|row| row.line.above.last().is_some_and(|group| !group.key.is_empty()));
        let is_row = |row: &&Row| !row.is_group || !has_items || row.cells.iter().any(|cell| shows_figure(cell));
        let own = |row: &&Row| row.table == self.table.key && row.key == key;
        let rows: Vec<&Row> = self.found.rows.iter().filter(own).filter(is_row).collect();
        // The row of an item is preferred to that of its group, which is printed for want of items.
        let shown = rows.iter().filter(|row| row.cells.iter().any(|cell| shows_figure(cell)));
        let chosen = shown.clone().min_by_key(|row| row.is_group).or(rows.iter().min_by_key(|row| row.is_group))?;
        let others: Vec<&&Row> = shown.filter(|row| row.at != chosen.at && row.is_group == chosen.is_group).collect();
        if let Some(other) = others.iter().find(|row| row.plain() != chosen.plain()).or(others.first()) {
            let (name, printed) = (self.table.name, &chosen.printed);
            let what = if other.plain() == chosen.plain() {
                format!("{name}“{printed}”印了两次，数一样")
            } else {
                let (first, then) = (chosen.plain().join("、"), other.plain().join("、"));
                format!("{name}“{printed}”出现两次，数不一样：先是{first}，后是{then}")
            };
            let grouped = GroupedRow::new(self.subject(key), what, &other.at);
            let of_kind = if other.plain() == chosen.plain() {
                &mut self.grouped.repeated
            } else {
                &mut self.grouped.conflicting
            };
            of_kind.push(grouped);
        }
        Some((*chosen).clone())
    }

    /// The row of that key, as the subject of a finding.
    fn subject(&self, key: &str) -> Subject {
        Subject::of_key(self.form.edition, self.table.key, key)
    }

    /// Whether a row is one of a group that was printed as one row.
    fn is_within_group(&self, matrix: &Matrix, line: &Line) -> bool {
        let Some(group) = line.above.last().and_then(|group| matrix.row(group.key)) else { return false };
        // The label of a group without figures of its own is no row.
        let is_row = |row: &&Row| row.is_group && row.cells.iter().any(|cell| shows_figure(cell));
        let mut rows = self.found.rows.iter().filter(|row| row.table == self.table.key).filter(is_row);
        rows.any(|row| matrix.rows.parts(group).any(|part| part.key == row.key))
    }

    /// The row of which another is printed for the whole group, if that is nothing but noughts.
    fn nought_group(&self, matrix: &Matrix, line: &Line) -> Option<&Row> {
        let group = line.above.last().and_then(|group| matrix.row(group.key))?;
        let is_of_group = |row: &&Row| matrix.rows.parts(group).any(|part| part.key == row.key);
        let mut rows = self.found.rows.iter().filter(|row| row.table == self.table.key && row.is_group);
        rows.find(is_of_group).filter(|row| is_nought(row, matrix))
    }

    /// A sum of what cannot be below zero is 0 only where all of it is: a row of a group that was printed as one row of
    /// noughts.
    fn read_nought(&mut self, matrix: &'static Matrix, line: &'static Line) {
        let Some(at) = self.nought_group(matrix, line).map(|row| row.at.clone()) else { return };
        for column in matrix.given_columns() {
            self.form.fill(matrix.place(line, column), "0", Some(at.clone()));
        }
    }

    /// Whether the table has its column 总计: named, or with a cell for it in most rows.
    fn has_total(&self, matrix: &Matrix) -> bool {
        let Some(total) = matrix.total_column() else { return false };
        let given = matrix.given_columns().count();
        let own = |heads: Heads| {
            self.found.columns.iter().any(|(label, ..)| label.table == self.table.key && label.heads == heads)
        };
        let rows: Vec<&Row> = self.found.rows.iter().filter(|row| row.table == self.table.key).collect();
        let full = rows.iter().filter(|row| row.cells.len() > given).count();
        own(Heads::Column(total.key)) || 2 * full >= rows.len()
    }

    fn read_row(&mut self, matrix: &'static Matrix, line: &'static Line, row: &Row, has_total: bool) {
        let name = format!("{}“{}”", self.table.name, line.full_name());
        let own = standard::Row { matrix, line };
        self.grouped.read += 1;
        self.report_label(own, row, &name);
        let official: Vec<&'static Line> =
            matrix.given_columns().chain(matrix.total_column().filter(|_| has_total)).collect();
        let headed = as_headed(&official, &row.heads);
        if let Some(headed) = &headed {
            let order: Vec<&str> = headed.iter().map(|column| column.name).collect();
            let what = format!("{name}的栏目印成了{}的次序", order.join("、"));
            self.grouped.reordered.push(GroupedRow::new(own, what, &row.at));
        }
        let columns = headed.unwrap_or(official);
        let has_total = columns.last().is_some_and(|column| column.is_derived());
        let is_blank = row.cells.iter().all(Cell::is_blank);
        if is_blank {
            let columns = matrix.given_columns().collect();
            self.blanks.push(BlankRow { own, at: row.at.clone(), columns, is_whole: true });
            return;
        }
        if row.is_unpaired {
            let what = format!("{name}与别的行印在一行里，格里的数（{}）与行对不上", row.plain().join("、"));
            let advice = "看不出哪个是这一行的，没有读入，请照原件填。";
            return self.diagnostics.report(&rule::I16, own, Some(&row.at), &what, advice);
        }
        let mut placed = place(&row.of_this_year(), columns.len(), has_total);
        if has_total {
            join_proven(&mut placed.cells);
        }
        self.report_fit(placed.fit, row, columns.len(), &name, own);
        let mut cells = RowCells { is_whole: placed.fit == Fit::Exact, ..RowCells::default() };
        for (column, cell) in columns.iter().zip(&placed.cells) {
            let place = matrix.place(line, column);
            let value = cells.read(column, cell, self.unit_of(column));
            if let Some(value) = value {
                self.form.fill(place, &value, Some(row.at.clone()));
            }
        }
        if placed.fit != Fit::Unclear {
            self.report_cells(&cells, own, row, &name);
        }
    }

    /// The unit printed over a column of amounts, if it is not that of the standard.
    fn unit_of(&self, column: &Line) -> Option<&'static str> {
        let is_own = |heads: Heads| heads == Heads::Column(column.key);
        let mut heads =
            self.found.columns.iter().filter(|(label, ..)| label.table == self.table.key && is_own(label.heads));
        heads
            .find(|(_, printed, _)| column.kind.is_amount() && printed.contains('元') && !printed.contains('万'))
            .map(|_| "元")
    }

    fn report_label(&mut self, own: standard::Row, row: &Row, name: &str) {
        let line = own.line;
        if row.is_group && line.above.last().is_some_and(|group| !group.key.is_empty()) {
            let what = format!("{}“{}”只印了一行，没有分项", self.table.name, row.printed);
            let advice = if is_nought(row, own.matrix) {
                "都是0，各项都读作0。".to_owned()
            } else {
                format!("数读入“{}”，其余各项没有填，请对台账分填。", line.full_name())
            };
            self.diagnostics.report(&rule::I08, own, Some(&row.at), &what, &advice);
            return;
        }
        let printed = letters(&row.printed);
        if ![line.label, line.name].iter().any(|own| letters(own) == printed || bare(own) == printed) {
            let what = format!("{name}印作“{}”", row.printed.replace('\n', ""));
            self.grouped.variants.push(GroupedRow::new(own, what, &row.at));
        }
    }

    fn report_fit(&mut self, fit: Fit, row: &Row, columns: usize, name: &str, own: standard::Row) {
        let shown = row.cells.iter().filter(|cell| !cell.trim().is_empty()).count();
        let list = row.list();
        let row_with = |what: String| GroupedRow::new(own, what, &row.at);
        match fit {
            Fit::Exact => {}
            Fit::Short => {
                self.grouped.short.push(row_with(format!("{name}只印了{shown}格（{list}），应有{columns}格")));
            }
            Fit::Shifted => self.grouped.shifted.push(row_with(format!(
                "{name}的格子与栏目错开了：{columns}栏，{}格，其中{shown}格有数（{list}）",
                row.cells.len()
            ))),
            Fit::Unclear => {
                let what = format!("{name}印了{}格（{list}），应有{columns}格", row.cells.len());
                let advice = "看不出缺的、多的是哪一格，没有读入，请照原件填。";
                self.diagnostics.report(&rule::I03, own, Some(&row.at), &what, advice);
            }
        }
    }

    fn report_cells(&mut self, cells: &RowCells, own: standard::Row, row: &Row, name: &str) {
        let line = own.line;
        let row_with = |what: String| GroupedRow::new(own, what, &row.at);
        if !cells.formatted.is_empty() {
            self.grouped.formatted.push(row_with(format!("{name}{}", listed(&cells.formatted, "格"))));
        }
        if !cells.zero_signs.is_empty() {
            self.grouped.zero_signs.push(row_with(format!("{name}{}", listed(&cells.zero_signs, "格"))));
        }
        for (column, words, digits) in &cells.remarks {
            let what = format!("{name}{column}印作“{words}”");
            self.diagnostics.report(
                &rule::I06,
                own,
                Some(&row.at),
                &what,
                &format!("读作{digits}，其余的话移到表下的注释里，请核对。"),
            );
            self.form.add_note(self.table.key, &format!("{}{column}：{words}。", line.name));
        }
        for (column, words) in &cells.words {
            let what = format!("{name}{column}印的不是数：“{words}”");
            self.diagnostics.report(&rule::I06, own, Some(&row.at), &what, &in_figures(words));
        }
        self.report_sight(cells, own, row, name);
        if cells.is_total_blank && cells.is_whole && line.is_given() {
            self.grouped.without_total.push(row_with(format!("{name}总计空白")));
        }
        if !cells.blank.is_empty() && row.cells.len() >= cells.count {
            let columns = cells.blank.clone();
            self.blanks.push(BlankRow { own, at: row.at.clone(), columns, is_whole: false });
        }
    }

    /// What the eye sees in the cells and the program cannot read, and what the file holds that is not seen.
    fn report_sight(&mut self, cells: &RowCells, own: standard::Row, row: &Row, name: &str) {
        for (column, numbers) in &cells.several {
            let shown: Vec<String> = numbers.iter().map(|number| format!("“{number}”")).collect();
            let what = format!("{name}{column}一格里印了{}个数：{}", numbers.len(), shown.concat());
            let advice = "看不出用哪个，也看不出是不是一个数，没有读入，请照原件填。";
            self.diagnostics.report(&rule::I16, own, Some(&row.at), &what, advice);
        }
        let signs = |unread: &Unread| match unread {
            Unread::Signs(column, shown) => Some(format!("{column}有认不出的字（“{shown}”）")),
            _ => None,
        };
        let signs: Vec<String> = cells.unreadable.iter().filter_map(signs).collect();
        if !signs.is_empty() && !self.is_unreadable {
            self.grouped.unreadable.push(GroupedRow::new(own, format!("{name}{}", signs.join("、")), &row.at));
        }
        for unread in &cells.unreadable {
            let (rule, what, advice) = match unread {
                Unread::Signs(..) => continue,
                Unread::Picture(column) => {
                    (&rule::I15, format!("{name}{column}是一张图片"), "图里的数读不出来，没有读入，请照图填。")
                }
                Unread::Formula(column) => (
                    &rule::I04,
                    format!("{name}{column}是公式，文件里没有算出的数"),
                    "没有读入。请在WPS里打开，保存后再读入。",
                ),
            };
            self.diagnostics.report(rule, own, Some(&row.at), &what, advice);
        }
        for (what, digits) in &cells.left_out {
            let advice = match digits {
                Some(digits) => format!("划掉的、隐藏的不算，读作{digits}，请核对。"),
                None => "划掉的、隐藏的不算，没有填；请核对。".to_owned(),
            };
            self.diagnostics.report(&rule::I14, own, Some(&row.at), &format!("{name}{what}"), &advice);
        }
    }

    /// Rows that were not found, one after the other together.
    fn report_missing(&mut self, matrix: &'static Matrix, lines: &[&'static Line]) {
        let (Some(first), Some(last)) = (lines.first(), lines.last()) else { return };
        let name = match lines.len() {
            1 => format!("{}“{}”一行", self.table.name, first.full_name()),
            count => format!("{}“{}”至“{}”{count}行", self.table.name, first.full_name(), last.full_name()),
        };
        let advice = if lines.iter().all(|line| line.is_derived()) {
            "这是程序算得出的，不影响读入。"
        } else {
            "没有读入，请照原件填。"
        };
        self.diagnostics.report(
            &rule::I02,
            standard::Row { matrix, line: first },
            None,
            &format!("没有找到{name}"),
            advice,
        );
    }
}

/// A label without its number, in letters.
fn bare(label: &str) -> String {
    let length = crate::prose::numbered(label).map_or(0, |(_, length)| length);
    letters(&label[length..])
}

/// What to do about words in place of a figure: an amount in 元 has all its digits in 万元, too.
fn in_figures(words: &str) -> String {
    let amount =
        words.trim().ends_with('元').then(|| lenient_number::converted(words, lenient_number::IN_TEN_THOUSANDS));
    match amount.flatten() {
        Some(amount) => format!("印的单位是元，这一格的单位是万元，应为{amount}；照录在填报表里，请改。"),
        None => "照录在填报表里，请改成数；说明写在[notes]里。".to_owned(),
    }
}
