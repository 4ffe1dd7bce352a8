//! What is so in many rows of a table, told once; in a few, row by row.

use super::diagnostics::{Doubts, listed};
use crate::origin::Origin;
use crate::rule::{self, Rule};
use crate::standard::Table;
use crate::subject::Subject;

/// More rows than this with the same to be told of are told of together.
const MOST_ALONE: usize = 5;

/// What is to be told of the rows of a table.
#[derive(Debug, Default)]
pub(super) struct Alike {
    /// Rows that lack cells at their end.
    pub(super) short: Vec<Told>,
    /// Rows with blank cells too many.
    pub(super) shifted: Vec<Told>,
    /// Rows whose columns stand in another order.
    pub(super) reordered: Vec<Told>,
    /// Rows with numbers in units, with signs, or otherwise not plain.
    pub(super) dressed: Vec<Told>,
    /// Rows with signs for nought.
    pub(super) noughts: Vec<Told>,
    /// Rows that stand twice, with the same figures and with others.
    pub(super) twice: Vec<Told>,
    pub(super) unlike: Vec<Told>,
    /// Rows with another label than the official one.
    pub(super) variants: Vec<Told>,
    /// Rows without any figure, and how many of them are filled in by staff.
    pub(super) blank: Vec<Told>,
    pub(super) blank_given: usize,
    /// Rows whose total is blank.
    pub(super) without_total: Vec<Told>,
    /// How many rows were read.
    pub(super) read: usize,
}

/// A row, with what is to be told of it: a sentence that begins with the table's name.
#[derive(Debug)]
pub(super) struct Told {
    subject: Subject,
    what: String,
    at: Origin,
}

impl Told {
    /// What is so of the row at a place of the form, and at one of the file.
    pub(super) fn new(subject: impl Into<Subject>, what: String, at: &Origin) -> Self {
        Self { subject: subject.into(), what, at: at.clone() }
    }
}

impl Alike {
    /// Tells it all, of a table of so many rows to be filled in.
    pub(super) fn tell(self, table: &Table, given: usize, doubts: &mut Doubts) {
        let mut telling = Telling { table, doubts };
        let cells = "行的格数与栏目不符";
        telling.each(&self.short, &rule::I03, cells, "从左边读起，其余按未填处理，请核对。");
        telling.each(&self.shifted, &rule::I03, cells, "读入时去掉了多出的空格，请核对每一栏。");
        telling.each(&self.reordered, &rule::I03, "行的栏目次序与官方的不同", "已按原件的栏目读入，请核对每一栏。");
        if self.blank_given == given {
            let but = if self.blank.len() < self.read { "，只有（七）总计、结转有数" } else { "" };
            let (what, at) = (format!("{}各行全部空白{but}", table.name), self.blank.first().map(|told| &told.at));
            let advice = "空白不等于0，都没有填；确实没有的逐行填0。";
            telling.doubts.tell(&rule::I04, Subject::Table(table.key), at, &what, advice);
        } else {
            telling.each(&self.blank, &rule::I04, "行整行空白", "空白不等于0，没有填；确实没有的填0。");
        }
        telling.each(&self.without_total, &rule::I04, "行总计空白", "总计由程序计算，不影响读入。");
        telling.each(&self.dressed, &rule::I05, "", "读入时去掉了单位和多余的符号，请核对。");
        telling.each(&self.noughts, &rule::I05, "", "没有的应印0，已按0读入。");
        telling.each(&self.twice, &rule::I12, "行印了两次，数一样", "读入一次。");
        telling.each(&self.unlike, &rule::I12, "行出现两次，数不一样", "读入的是先出现的，请核对。");
        telling.each(&self.variants, &rule::I07, "", "已按官方的栏目读入，请核对是不是同一栏。");
    }
}

struct Telling<'a> {
    table: &'a Table,
    doubts: &'a mut Doubts,
}

impl Telling<'_> {
    /// Tells of each row, or of many at once: with one of them as an example of what they have in common, or with all.
    fn each(&mut self, rows: &[Told], rule: &'static Rule, common: &str, advice: &str) {
        let name = self.table.name;
        if let ([first, ..], true) = (rows, rows.len() > MOST_ALONE) {
            let what = if common.is_empty() {
                let all: Vec<String> = rows.iter().map(|told| told.what.replacen(name, "", 1)).collect();
                format!("{name}{}", listed(&all, "行"))
            } else {
                format!("{name}有{}{common}，如{}", rows.len(), first.what)
            };
            return self.doubts.tell(rule, Subject::Table(self.table.key), Some(&first.at), &what, advice);
        }
        for told in rows {
            self.doubts.tell(rule, told.subject.clone(), Some(&told.at), &told.what, advice);
        }
    }
}
