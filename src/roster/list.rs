//! A roster as TOML: `[[unit]]`, one a unit.

use super::columns::{self, Column};
use super::entry::{Entry, Said, nameless, subject};
use super::tree::grown;
use super::{Roster, UNIT};
use crate::date::Date;
use crate::fields;
use crate::finding::Finding;
use crate::origin::Origin;
use crate::rule::{self, Rule};
use crate::source::{Source, Span};
use crate::subject::Subject;
use crate::suggest::nearest;
use crate::toml_text::{self, Named, Node, SyntaxError, Value};

/// Reads a roster; otherwise what is wrong with it: how it is written (family F), or what it says (U10).
pub fn read(source: &Source) -> Result<Roster, Vec<Finding>> {
    let tree = toml_text::read(source, &[UNIT], &named);
    let mut reader = Reader { findings: tree.syntax_errors.into_iter().map(finding).collect(), units: Vec::new() };
    let has = |key: &str| tree.entries.iter().any(|entry| entry.key == key);
    if has(fields::NAME.table) && !has(UNIT) {
        let message = "这是填报表，不是单位名录。名录里每个单位写一段[[unit]]。";
        return Err(vec![Finding::new(&rule::U10, subject(""), None, message)]);
    }
    for entry in &tree.entries {
        reader.read(entry);
    }
    if reader.units.is_empty() && reader.findings.is_empty() {
        let message = "名录里没有单位。每个单位写一段：[[unit]]占一行，下面写name、level、kind、parent。";
        reader.findings.push(Finding::new(&rule::U10, subject(""), None, message));
    }
    let Reader { findings, units } = reader;
    grown(source, units, findings)
}

/// The name of a key of a unit in messages about its writing.
fn named(_: &str, key: &str) -> Option<Named> {
    Some(Named { label: columns::of_key(key)?.label.to_owned(), is_figure: false })
}

struct Reader {
    findings: Vec<Finding>,
    units: Vec<Entry>,
}

impl Reader {
    fn report(&mut self, rule: &'static Rule, subject: Subject, span: &Span, message: String) {
        self.findings.push(Finding::new(rule, subject, Origin::Text(span.clone()), message));
    }

    fn read(&mut self, entry: &toml_text::Entry) {
        match &entry.node.value {
            Value::List(items) if entry.key == UNIT => items.iter().for_each(|item| self.read_unit(item)),
            Value::Table(_) if entry.key == UNIT => {
                let message = "“[unit]”应写作[[unit]]，两层方括号，每个单位一段。".to_owned();
                self.report(&rule::F05, subject(""), &entry.key_span, message);
            }
            // What a mistake has touched has its finding.
            Value::Unknown => {}
            _ => {
                let message = format!(
                    "单位名录里没有“{}”这一项。名录里只有[[unit]]，每段写name、aliases、level、kind、parent。",
                    entry.key
                );
                self.report(&rule::F03, Subject::typed("", &entry.key), &entry.key_span, message);
            }
        }
    }

    fn read_unit(&mut self, item: &Node) {
        let Value::Table(entries) = &item.value else { return };
        let mut unit = Entry::at(Origin::Text(item.span.clone()));
        for entry in entries {
            let Some(column) = columns::of_key(&entry.key) else {
                let meant = nearest(&entry.key, columns::COLUMNS.iter().map(|column| column.key));
                let hint = meant.map_or("。".to_owned(), |key| format!("，是不是“{key}”？"));
                let message = format!("[[unit]]里没有“{}”这一项{hint}", entry.key);
                self.report(&rule::F03, subject(&entry.key), &entry.key_span, message);
                continue;
            };
            if let Some(said) = self.said(column, &entry.node) {
                unit.take(column, said, &Origin::Text(entry.node.span.clone()), &mut self.findings);
            }
        }
        if unit.has_name() {
            self.units.push(unit);
            return;
        }
        let name = entries.iter().find(|entry| entry.key == columns::NAME.key).map(|entry| &entry.node.value);
        // One that is there and cannot be read has its finding.
        let is_blank =
            |name: &Value| matches!(name, Value::Text(text) if text.trim().is_empty()) || matches!(name, Value::Empty);
        if name.is_none_or(is_blank) {
            self.findings.push(nameless(unit.origin));
        }
    }

    /// What stands under a key.
    fn said(&mut self, column: &'static Column, node: &Node) -> Option<Said> {
        match &node.value {
            Value::List(items) if *column == columns::ALIASES => Some(Said::Texts(self.texts(column, items))),
            _ if *column == columns::ALIASES => {
                if !matches!(node.value, Value::Unknown | Value::Empty) {
                    let message = "别称应写成列表：aliases = [\"别称\", \"旧称\"]。".to_owned();
                    self.report(&rule::F05, subject(column.key), &node.span, message);
                }
                None
            }
            Value::Text(text) => Some(Said::Text(text.clone())),
            Value::Date(year, month, day) if [&columns::DEADLINE, &columns::RETURN_BY].contains(&column) => {
                Some(Said::Text(Date { year: *year, month: *month, day: *day }.iso()))
            }
            Value::Unknown | Value::Empty => None,
            _ => {
                let message = format!("{}是文字，两边要加英文引号：{} = \"…\"。", column.label, column.key);
                self.report(&rule::F05, subject(column.key), &node.span, message);
                None
            }
        }
    }

    fn texts(&mut self, column: &'static Column, items: &[Node]) -> Vec<String> {
        let mut texts = Vec::new();
        for item in items {
            match &item.value {
                Value::Text(text) => texts.push(text.clone()),
                Value::Unknown => {}
                _ => {
                    let message = "别称的每一项都应是英文引号里的文字。".to_owned();
                    self.report(&rule::F05, subject(column.key), &item.span, message);
                }
            }
        }
        texts
    }
}

/// A syntax error as a finding at its key.
fn finding(error: SyntaxError) -> Finding {
    let SyntaxError { rule, table, key, span, message } = error;
    Finding::new(rule, Subject::typed(&table, &key), Origin::Text(span), message)
}
