//! Reading the rows of figures of a form's text (F05–F08, F10, F12).

use super::entered::Entered;
use super::number::figure;
use super::unfilled::{Partly, Unfilled};
use super::{Answers, Medium, Typed, year};
use crate::fields;
use crate::figure::{Figure, Kind};
use crate::finding::Finding;
use crate::origin::Origin;
use crate::rule::{self, Rule};
use crate::source::{Source, Span};
use crate::standard::{ByPlace, EDITIONS, Edition, Line, Row, Table};
use crate::subject::Subject;
use crate::toml_text::{Entry, Node, Value};

/// The rows read so far.
pub(super) struct Rows<'a> {
    edition: &'static Edition,
    source: &'a Source,
    medium: Medium,
    pub(super) given: ByPlace<Typed<Figure>>,
    pub(super) stated: ByPlace<Typed<Figure>>,
    /// What was typed for figures and is none.
    pub(super) words: ByPlace<Typed<String>>,
    pub(super) findings: Vec<Finding>,
    /// Keys that only the other edition has, and where they stand.
    pub(super) foreign: Vec<(String, Span)>,
    /// Rows whose number of figures is wrong here and right in the other edition: F07, or part of one F10.
    doubtful: Vec<(String, Finding)>,
    unfilled: Unfilled,
}

impl<'a> Rows<'a> {
    pub(super) fn new(edition: &'static Edition, source: &'a Source, medium: Medium) -> Self {
        Self {
            edition,
            source,
            medium,
            words: ByPlace::default(),
            given: ByPlace::default(),
            stated: ByPlace::default(),
            findings: Vec::new(),
            foreign: Vec::new(),
            doubtful: Vec::new(),
            unfilled: Unfilled::default(),
        }
    }

    /// Reads a row if the table has one of that key.
    pub(super) fn read(&mut self, table: &'static Table, entry: &Entry) -> bool {
        let mut rows = self.edition.form_rows(table.key);
        let Some(row) = rows.find(|row| row.line.key == entry.key) else { return false };
        let is_filled = match &entry.node.value {
            Value::Empty => false,
            Value::List(items) => !items.is_empty(),
            Value::Text(text) => !text.trim().is_empty(),
            _ => true,
        };
        if is_filled {
            self.unfilled.touched.insert((table.key, row.line.key));
            self.read_row(row, &entry.node);
        }
        true
    }

    fn read_row(&mut self, row: Row, node: &Node) {
        let mut columns = row.matrix.given_columns();
        match (&node.value, columns.next(), columns.next()) {
            (Value::List(items), ..) => self.read_list(row, items, node),
            (_, Some(only), None) => self.read_figure(row, only, node),
            (Value::Number(text), ..) if Figure::read(text, Kind::Count).is_ok_and(Figure::is_zero) => {
                for column in row.matrix.given_columns() {
                    self.put(row, column, Figure::zero(column.kind), &node.span);
                }
            }
            (Value::Number(_), ..) => self.wrong_number(row, 1, node),
            _ => {
                let count = row.matrix.given_columns().count();
                let typed = Entered::of(self.source, node, self.medium).shown();
                let brackets = if self.medium.is_text() { "，写在[ ]里" } else { "" };
                let message = format!("{}：应填{count}个数{brackets}，现填{typed}。", row.full_name());
                self.report(&rule::F05, row, node, message);
            }
        }
    }

    fn read_list(&mut self, row: Row, items: &[Node], node: &Node) {
        let given = row.matrix.given_columns().count();
        let total = row.matrix.total_column().filter(|_| items.len() == given + 1);
        let is_split = total.is_some() && self.is_split_by_a_comma(items, node);
        if is_split || (items.len() != given && total.is_none()) {
            return self.wrong_number(row, items.len(), node);
        }
        let is_blank = |item: &Node| matches!(&item.value, Value::Text(text) if text.trim().is_empty());
        let mut blank = Vec::new();
        for (column, item) in row.matrix.given_columns().chain(total).zip(items) {
            if is_blank(item) {
                // What follows need not be stated.
                blank.extend(row.line.is_given().then_some((column, item)));
            } else {
                self.read_figure(row, column, item);
            }
        }
        if let Some((_, first)) = blank.first() {
            let origin = Some(Origin::Text(first.span.clone()));
            let columns = blank.iter().map(|(column, _)| *column).collect();
            self.unfilled.partly.push(Partly { row, columns, origin });
        }
    }

    /// Whether one figure too many comes from a thousands comma: `[1,140, 1, 0, 0, 0, 2]`, where the last figure is
    /// not the sum of the others.
    fn is_split_by_a_comma(&self, items: &[Node], node: &Node) -> bool {
        let counts: Option<Vec<Figure>> = items
            .iter()
            .map(|item| match &item.value {
                Value::Number(text) => Figure::read(text, Kind::Count).ok(),
                _ => None,
            })
            .collect();
        let Some((last, others)) = counts.as_deref().and_then(<[Figure]>::split_last) else { return false };
        let sum = others.iter().fold(Figure::zero(Kind::Count), |sum, figure| sum.plus(*figure));
        sum != *last && thousands(self.source, node).is_some()
    }

    fn read_figure(&mut self, row: Row, column: &Line, node: &Node) {
        let place = row.matrix.place(row.line, column);
        match figure(&Entered::of(self.source, node, self.medium), column.kind, column.kind.units(), || {
            place.full_name()
        }) {
            Ok(figure) => self.put(row, column, figure, &node.span),
            Err(None) => {}
            Err(Some((rule, message))) => {
                let origin = Some(Origin::Text(node.span.clone()));
                self.words.insert(place, Typed { value: node.typed(self.source), origin });
                self.report(rule, place, node, message);
            }
        }
    }

    fn put(&mut self, row: Row, column: &Line, value: Figure, span: &Span) {
        let is_given = row.line.is_given() && column.is_given();
        let figures = if is_given { &mut self.given } else { &mut self.stated };
        let origin = Some(Origin::Text(span.clone()));
        figures.insert(row.matrix.place(row.line, column), Typed { value, origin });
    }

    fn report(&mut self, rule: &'static Rule, subject: impl Into<Subject>, node: &Node, message: String) {
        if !matches!(node.value, Value::Unknown) {
            self.findings.push(Entered::of(self.source, node, self.medium).finding(rule, subject, message));
        }
    }

    /// A row with too few or too many figures (F07).
    fn wrong_number(&mut self, row: Row, found: usize, node: &Node) {
        let labels: Vec<_> = row.matrix.given_columns().map(|column| column.name).collect();
        let advice = match thousands(self.source, node) {
            Some((typed, plain)) => format!("“{typed}”疑有千分位逗号，应写{plain}。"),
            None if found < labels.len() => "没有的填0。".to_owned(),
            None => "请删去多出的数。".to_owned(),
        };
        let (count, labels) = (labels.len(), labels.join("、"));
        let message = format!("{}：应填{count}个数（{labels}），现填{found}个。{advice}", row.full_name());
        let finding = Entered::of(self.source, node, self.medium).finding(&rule::F07, row, message);
        let key = row.line.key;
        let mut elsewhere = self.edition.others().filter_map(|e| e.matrix_of(row.matrix.table.key, key));
        if elsewhere.any(|matrix| matrix.given_columns().count() == found) {
            self.doubtful.push((key.to_owned(), finding));
        } else {
            self.findings.push(finding);
        }
    }

    /// Marks a row as not missing.
    pub(super) fn touch(&mut self, table: &str, row: &str) {
        let row = self.edition.row(table, row);
        self.unfilled.touched.extend(row.map(|row| (row.matrix.table.key, row.line.key)));
    }

    /// Marks every row of a table as not missing.
    pub(super) fn touch_table(&mut self, table: &str) {
        for matrix in self.edition.matrices_of(table) {
            self.unfilled.touched.extend(matrix.rows.iter().map(|line| (matrix.table.key, line.key)));
        }
    }

    /// Rows that are not filled (F08); those of a table without any filled row together.
    pub(super) fn demand(&mut self, entries: &[Entry]) {
        let entry = |table: &Table| entries.iter().find(|entry| entry.key == table.key);
        let header = |table: &Table| Some(Origin::Text(entry(table)?.key_span.clone()));
        let origin = |row: Row| row_span(entry(row.matrix.table)?, row.line.key).map(Origin::Text);
        let meant = |table: &Table| entry(table).map_or(0, |entry| chinese_keys(table, entry));
        let unfilled = Unfilled { is_of_other_edition: !self.foreign.is_empty(), ..std::mem::take(&mut self.unfilled) };
        self.findings.extend(unfilled.findings(self.edition, &header, &origin, &meant));
    }

    /// One finding for all that belongs to the other edition (F10).
    pub(super) fn report_other_edition(&mut self, answers: &Answers) {
        let doubtful = std::mem::take(&mut self.doubtful);
        if self.foreign.is_empty() {
            self.findings.extend(doubtful.into_iter().map(|(_, finding)| finding));
            return;
        }
        let spans = doubtful.into_iter().filter_map(|(key, finding)| Some((key, finding.span()?.clone())));
        self.foreign.extend(spans);
        self.foreign.sort_by_key(|(_, span)| span.start);
        let edition = self.edition;
        let of_row = |key: &str| edition.tables.iter().find_map(|t| Some((t.key, edition.elsewhere(t.key, key)?)));
        let Some((first, span)) = self.foreign.first() else { return };
        let Some((table, other)) = self.foreign.iter().find_map(|(key, _)| of_row(key)) else { return };
        let keys: Vec<_> = self.foreign.iter().map(|(key, _)| key.as_str()).collect();
        let (own, other, keys) = (edition.version, other.version, keys.join("、"));
        let (why, advice) = match (year(answers, &fields::EDITION), year(answers, &fields::YEAR)) {
            (Some(version), _) if self.medium.is_text() => {
                (format!("写了 edition = {version}，"), "edition写错的删去那一行")
            }
            (Some(version), _) => (format!("格式版本填了{version}，"), "格式版本填错的清空"),
            (None, Some(year)) if self.medium.is_text() => (format!("报告年度是{year}，"), "报告年度填错的改year"),
            (None, Some(year)) => (format!("报告年度是{year}，"), "报告年度填错的改过来"),
            (None, None) => (String::new(), "先填好报告年度"),
        };
        let message =
            format!("{why}用{own}版格式，{keys}却是{other}版的填法。{advice}；没有写错的，这几行按{own}版改填或删去。");
        let table = of_row(first).map_or(table, |(table, _)| table);
        let subject = Subject::of_key(edition, table, first);
        self.findings.push(Finding::new(&rule::F10, subject, Origin::Text(span.clone()), message));
    }
}

/// How many keys of a table are Chinese words that name none of its rows.
fn chinese_keys(table: &Table, entry: &Entry) -> usize {
    let Value::Table(children) = &entry.node.value else { return 0 };
    let is_known = |key: &str| EDITIONS.iter().any(|edition| edition.has_row(table.key, key));
    let is_elsewhere = |key: &str| fields::FIELDS.iter().any(|field| field.key == key);
    let strange = children.iter().filter(|child| !is_known(&child.key) && !is_elsewhere(&child.key));
    strange.filter(|child| !child.key.is_ascii()).count()
}

fn row_span(entry: &Entry, key: &str) -> Option<Span> {
    match &entry.node.value {
        Value::Table(rows) => rows.iter().find(|row| row.key == key).map(|row| row.key_span.clone()),
        _ => None,
    }
}

/// Two neighbours in a row that look like one number with a thousands comma: as typed, and plain. They touch where
/// other figures of the row are set apart.
fn thousands(source: &Source, node: &Node) -> Option<(String, String)> {
    let Value::List(items) = &node.value else { return None };
    let between = |pair: &[Node]| source.text().get(pair[0].span.end..pair[1].span.start).unwrap_or_default();
    let is_spaced = items.len() == 2 || items.windows(2).any(|pair| between(pair) != ",");
    items.windows(2).filter(|pair| is_spaced && between(pair) == ",").find_map(|pair| {
        let (Value::Number(a), Value::Number(b)) = (&pair[0].value, &pair[1].value) else { return None };
        let is_group = b.split('.').next().is_some_and(|whole| whole.len() == 3);
        let is_head = (1..=3).contains(&a.len()) && a != "0" && a.bytes().all(|b| b.is_ascii_digit());
        (is_group && is_head).then(|| (format!("{a},{b}"), format!("{a}{b}")))
    })
}
