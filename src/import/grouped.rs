//! Findings that many rows of a table share, given once; those of a few rows, row by row.

use super::diagnostics::{Diagnostics, listed};
use crate::origin::Origin;
use crate::rule::{self, Rule};
use crate::standard::Table;
use crate::subject::Subject;

/// Findings of more rows than this are given as one.
const MOST_SINGLE: usize = 5;

/// The rows of a table with a finding, by what is found.
#[derive(Debug, Default)]
pub(super) struct Grouped {
    /// Rows that lack cells at their end.
    pub(super) short: Vec<GroupedRow>,
    /// Rows with blank cells too many.
    pub(super) shifted: Vec<GroupedRow>,
    /// Rows whose columns stand in another order.
    pub(super) reordered: Vec<GroupedRow>,
    /// Rows with numbers in units, with signs, or otherwise not plain.
    pub(super) formatted: Vec<GroupedRow>,
    /// Rows with signs for zero.
    pub(super) zero_signs: Vec<GroupedRow>,
    /// Rows that stand twice, with the same figures.
    pub(super) repeated: Vec<GroupedRow>,
    /// Rows that stand twice, with different figures.
    pub(super) conflicting: Vec<GroupedRow>,
    /// Rows with another label than the official one.
    pub(super) variants: Vec<GroupedRow>,
    /// Rows with characters that cannot be read.
    pub(super) unreadable: Vec<GroupedRow>,
    /// Rows without any figure.
    pub(super) blank: Vec<GroupedRow>,
    /// How many of those are filled in by staff.
    pub(super) blank_given: usize,
    /// Rows whose total is blank.
    pub(super) without_total: Vec<GroupedRow>,
    /// How many rows were read.
    pub(super) read: usize,
}

/// A row with what was found of it, a sentence that begins with the table's name.
#[derive(Debug)]
pub(super) struct GroupedRow {
    subject: Subject,
    what: String,
    at: Origin,
}

impl GroupedRow {
    /// What was found of the row at a place of the form, and at one of the file.
    pub(super) fn new(subject: impl Into<Subject>, what: String, at: &Origin) -> Self {
        Self { subject: subject.into(), what, at: at.clone() }
    }
}

impl Grouped {
    /// Gives the findings of a table with so many rows to be filled in.
    pub(super) fn report(self, table: &Table, given: usize, diagnostics: &mut Diagnostics) {
        let mut reporter = GroupReporter { table, diagnostics };
        let cells = "行的格数与栏目不符";
        reporter.each(&self.short, &rule::I03, cells, "从左边读起，其余按未填处理，请核对。");
        reporter.each(&self.shifted, &rule::I03, cells, "读入时去掉了多出的空格，请核对每一栏。");
        reporter.each(&self.reordered, &rule::I03, "行的栏目次序与官方的不同", "已按原件的栏目读入，请核对每一栏。");
        if self.blank_given == given {
            let but = if self.blank.len() < self.read { "，只有（七）总计、结转有数" } else { "" };
            let (what, at) = (format!("{}各行全部空白{but}", table.name), self.blank.first().map(|row| &row.at));
            let advice = "空白不等于0，都没有填；确实没有的逐行填0。";
            reporter.diagnostics.report(&rule::I04, Subject::Table(table.key), at, &what, advice);
        } else {
            reporter.each(&self.blank, &rule::I04, "行整行空白", "空白不等于0，没有填；确实没有的填0。");
        }
        reporter.each(&self.without_total, &rule::I04, "行总计空白", "总计由程序计算，不影响读入。");
        let advice = "文件里没有写那是什么字，没有读入，请照原件填。";
        reporter.each(&self.unreadable, &rule::I15, "行有认不出的字", advice);
        reporter.each(&self.formatted, &rule::I05, "", "读入时去掉了单位和多余的符号，请核对。");
        reporter.each(&self.zero_signs, &rule::I05, "", "没有的应印0，已按0读入。");
        reporter.each(&self.repeated, &rule::I12, "行印了两次，数一样", "读入一次。");
        reporter.each(&self.conflicting, &rule::I12, "行出现两次，数不一样", "读入的是先出现的，请核对。");
        reporter.each(&self.variants, &rule::I07, "", "已按官方的栏目读入，请核对是不是同一栏。");
    }
}

struct GroupReporter<'a> {
    table: &'a Table,
    diagnostics: &'a mut Diagnostics,
}

impl GroupReporter<'_> {
    /// Gives a finding for each row; for many rows one, with the first as an example of what they have in common, or
    /// with a list of them where they have nothing in common.
    fn each(&mut self, rows: &[GroupedRow], rule: &'static Rule, common: &str, advice: &str) {
        let name = self.table.name;
        if let ([first, ..], true) = (rows, rows.len() > MOST_SINGLE) {
            let what = if common.is_empty() {
                let all: Vec<String> = rows.iter().map(|row| row.what.replacen(name, "", 1)).collect();
                format!("{name}{}", listed(&all, "行"))
            } else {
                format!("{name}有{}{common}，如{}", rows.len(), first.what)
            };
            return self.diagnostics.report(rule, Subject::Table(self.table.key), Some(&first.at), &what, advice);
        }
        for row in rows {
            self.diagnostics.report(rule, row.subject.clone(), Some(&row.at), &row.what, advice);
        }
    }
}
