//! From a tree to a [`Form`]: which key belongs where, and what is missing.

use std::collections::HashMap;

use super::fields::{self, FIELDS, Field, REPEATED, field, table_label};
use super::rows::Rows;
use super::{Answer, Answers, Form, Typed, answers, nearest, place_of};
use crate::finding::Finding;
use crate::rule;
use crate::source::{Source, Span};
use crate::standard::{Edition, Matrix, Table, Y2019, Y2021};
use crate::toml_text::{self, Entry, Node, Value};

/// Reads a form, with every problem of reading it (F01, F03–F08, F10–F13, F15).
pub fn read(source: &Source) -> (Form, Vec<Finding>) {
    let tree = toml_text::read(source);
    let mut reader = Reader { source, findings: tree.findings, answers: Answers::new(), explained: Vec::new() };
    reader.read_top(&tree.entries);
    let edition = reader.edition(&tree.entries);
    let mut rows = Rows::new(edition, source);
    for entry in &tree.entries {
        reader.read_table(entry, edition, &mut rows);
    }
    reader.demand_answers(&tree.entries);
    reader.demand_fee(&tree.entries, edition);
    rows.demand(&tree.entries);
    rows.tell_other_edition(reader.year());
    let mut findings = reader.findings;
    findings.append(&mut rows.findings);
    let form =
        Form { edition, given: rows.given, stated: rows.stated, explained: reader.explained, answers: reader.answers };
    (form, findings)
}

struct Reader<'a> {
    source: &'a Source,
    findings: Vec<Finding>,
    answers: Answers,
    explained: Vec<Answers>,
}

impl Reader<'_> {
    /// Reads the keys at the top of the file.
    fn read_top(&mut self, entries: &[Entry]) {
        for entry in entries {
            if let Some(field) = field("", &entry.key) {
                self.read_field(field, &entry.node);
            }
        }
    }

    /// Reads one `[table]`.
    fn read_table(&mut self, entry: &Entry, edition: &'static Edition, rows: &mut Rows) {
        let name = entry.key.as_str();
        if field("", name).is_some() {
            return;
        }
        let figures = edition.table(name);
        let is_fields = FIELDS.iter().any(|f| f.table == name);
        if figures.is_none() && !is_fields {
            self.unknown_name(entry, edition, rows);
            return;
        }
        match &entry.node.value {
            Value::Table(children) if name != REPEATED => match figures {
                Some(table) => self.read_rows(table, children, edition, rows),
                None => self.read_fields(name, entry, children, edition, rows),
            },
            Value::List(items) if name == REPEATED => {
                for item in items {
                    self.read_explained(item, edition, rows);
                }
            }
            Value::Unknown => rows.touch_table(name),
            Value::Empty | Value::List(_) if figures.is_some() => {}
            _ if name == REPEATED => {
                let message = "说明应写在[[explained]]下面（两层方括号），每条一段。";
                self.findings.push(Finding::new(&rule::F05, name, entry.key_span.clone(), message));
            }
            _ => {
                rows.touch_table(name);
                let message = format!("“{name}”应为一张表：写作[{name}]，独占一行，各栏目写在它下面。");
                self.findings.push(Finding::new(&rule::F05, name, entry.key_span.clone(), message));
            }
        }
    }

    fn read_rows(&mut self, table: &'static Table, children: &[Entry], edition: &'static Edition, rows: &mut Rows) {
        for child in children {
            if !rows.read(table, child) {
                self.unknown_key(table.key, child, edition, rows);
            }
        }
    }

    fn read_fields(
        &mut self,
        table: &str,
        entry: &Entry,
        children: &[Entry],
        edition: &'static Edition,
        rows: &mut Rows,
    ) {
        if table == fields::FEE_CASES.table && !edition.information_fee {
            let version = edition.version;
            let message =
                format!("{version}版格式不报告收取信息处理费情况：请删去[{table}]；确有收取的，写在第六部分的文字里。");
            self.findings.push(Finding::new(&rule::F10, table, entry.key_span.clone(), message));
        }
        for child in children {
            match field(table, &child.key) {
                Some(field) => self.read_field(field, &child.node),
                None => self.unknown_key(table, child, edition, rows),
            }
        }
    }

    fn read_explained(&mut self, item: &Node, edition: &'static Edition, rows: &mut Rows) {
        let Value::Table(children) = &item.value else { return };
        let mut explained = Answers::new();
        for child in children {
            match field(REPEATED, &child.key) {
                Some(field) => {
                    let answer = answers::read(self.source, field, &child.node, &mut self.findings);
                    explained.insert((field.table, field.key), Typed { value: answer, span: child.node.span.clone() });
                }
                None => self.unknown_key(REPEATED, child, edition, rows),
            }
        }
        self.explained.push(explained);
    }

    fn read_field(&mut self, field: &'static Field, node: &Node) {
        if matches!(node.value, Value::Empty) {
            return;
        }
        let value = answers::read(self.source, field, node, &mut self.findings);
        self.answers.insert((field.table, field.key), Typed { value, span: node.span.clone() });
    }

    /// A name at the top of the file that is neither a key nor a table (F03).
    fn unknown_name(&mut self, entry: &Entry, edition: &'static Edition, rows: &mut Rows) {
        let tables = edition.tables.iter().map(|t| t.key).chain(FIELDS.iter().map(|f| f.table));
        let keys = FIELDS.iter().filter(|f| f.table.is_empty()).map(|f| f.key);
        let meant = nearest(&entry.key, tables.chain(keys).filter(|name| !name.is_empty()));
        let message = match (meant, home(&entry.key, edition)) {
            (Some(name), _) if matches!(entry.node.value, Value::Table(_)) => {
                // What stands below a misspelt header is not missing, only not found.
                self.touch_table(name, rows);
                format!("没有[{}]这张表，是不是[{name}]？", entry.key)
            }
            (None, Some(table)) => {
                self.touch(table, &entry.key, rows);
                format!("“{}”应写在[{table}]下面。", entry.key)
            }
            (Some(name), _) => {
                self.touch("", name, rows);
                format!("没有“{}”这个栏目，是不是“{name}”？", entry.key)
            }
            (None, None) => format!("没有“{}”这个栏目或表，删去或对照空白表改正。", entry.key),
        };
        self.findings.push(Finding::new(&rule::F03, entry.key.clone(), entry.key_span.clone(), message));
    }

    /// A key that its table does not have (F03), or only in the other edition (F10).
    fn unknown_key(&mut self, table: &str, entry: &Entry, edition: &'static Edition, rows: &mut Rows) {
        let key = entry.key.as_str();
        let own_keys: Vec<&str> = match edition.table(table) {
            Some(_) => edition.matrices_of(table).flat_map(Matrix::form_rows).map(|line| line.heading.key).collect(),
            None => FIELDS.iter().filter(|f| f.table == table).map(|f| f.key).collect(),
        };
        let is_group = edition.has_row(table, key);
        if !is_group && edition.other().has_row(table, key) {
            rows.foreign.push((key.to_owned(), entry.key_span.clone()));
            return;
        }
        let message = if field("", key).is_some() {
            self.touch("", key, rows);
            format!("“{key}”应移到文件开头，写在第一个[ ]之前；现在在[{table}]里面。")
        } else if is_group {
            format!("“{key}”由程序计算，不用填；请删去这一行。")
        } else if let Some(home) = home(key, edition) {
            self.touch(home, key, rows);
            format!("“{key}”应写在[{home}]下面，现在在[{table}]里面。")
        } else if let Some(meant) = nearest(key, own_keys) {
            self.touch(table, meant, rows);
            format!("[{table}]里没有“{key}”这个栏目，是不是“{meant}”？")
        } else {
            format!("[{table}]里没有“{key}”这个栏目，删去或对照空白表改正。")
        };
        self.findings.push(Finding::new(&rule::F03, format!("{table}.{key}"), entry.key_span.clone(), message));
    }

    /// Marks what a misplaced or misspelt key stood for as not missing.
    fn touch(&mut self, table: &str, key: &str, rows: &mut Rows) {
        match field(table, key) {
            Some(field) => {
                let unreadable = Typed { value: Answer::Unreadable, span: 0..0 };
                self.answers.entry((field.table, field.key)).or_insert(unreadable);
            }
            None => rows.touch(table, key),
        }
    }

    fn touch_table(&mut self, table: &str, rows: &mut Rows) {
        rows.touch_table(table);
        for field in FIELDS.iter().filter(|f| f.table == table) {
            self.touch(table, field.key, rows);
        }
    }

    /// Required keys that are not there (F04); those of one missing table together.
    fn demand_answers(&mut self, entries: &[Entry]) {
        let mut missing: HashMap<&str, Vec<&Field>> = HashMap::new();
        for field in FIELDS.iter().filter(|f| f.required) {
            let blank = match self.answers.get(&(field.table, field.key)).map(|typed| &typed.value) {
                None => true,
                Some(Answer::Text(text)) => text.is_empty(),
                Some(_) => false,
            };
            if blank {
                missing.entry(field.table).or_default().push(field);
            }
        }
        for field in missing.get("").into_iter().flatten() {
            let message =
                format!("没有填{}：在文件开头写 {} = 2026 这样的一行（数据所属的年份）。", field.label, field.key);
            self.findings.push(Finding::new(&rule::F04, field.key, None, message));
        }
        for (table, fields) in missing.into_iter().filter(|(table, _)| !table.is_empty()) {
            let entry = entries.iter().find(|entry| entry.key == table);
            let Some(entry) = entry else {
                let labels: Vec<_> = fields.iter().map(|f| f.label).collect();
                let message = format!("没有[{table}]（{}）：要填{}。", table_label(table), labels.join("、"));
                self.findings.push(Finding::new(&rule::F04, table, None, message));
                continue;
            };
            for field in fields {
                let span = self.span_of(entry, field);
                let message =
                    format!("没有填{}：在[{table}]里写 {} = \"…\"{}。", field.label, field.key, choices(field));
                self.findings.push(Finding::new(&rule::F04, format!("{table}.{}", field.key), span, message));
            }
        }
    }

    /// The two numbers of the information fee, once it is reported at all (F08); of no case there is no amount.
    fn demand_fee(&mut self, entries: &[Entry], edition: &'static Edition) {
        let answer = |field: &Field| self.answers.get(&(field.table, field.key)).map(|typed| &typed.value);
        let none_charged = matches!(answer(&fields::FEE_CASES), Some(Answer::Figure(cases)) if cases.is_zero());
        let missing: Vec<&Field> = [&fields::FEE_CASES, &fields::FEE_AMOUNT]
            .into_iter()
            .filter(|field| answer(field).is_none() && !(none_charged && **field == fields::FEE_AMOUNT))
            .collect();
        let entry = entries.iter().find(|entry| entry.key == fields::FEE_CASES.table && edition.information_fee);
        for (entry, field) in entry.into_iter().flat_map(|entry| missing.iter().map(move |field| (entry, field))) {
            let message = format!("{}没有填。没有收取的，{}填0。", field.label, fields::FEE_CASES.key);
            self.findings.push(Finding::new(&rule::F08, place_of(field), entry.key_span.clone(), message));
        }
    }

    fn span_of(&self, entry: &Entry, field: &Field) -> Span {
        self.answers.get(&(field.table, field.key)).map_or_else(|| entry.key_span.clone(), |typed| typed.span.clone())
    }

    fn year(&self) -> Option<u16> {
        match self.answers.get(&("", fields::YEAR.key)).map(|typed| &typed.value) {
            Some(Answer::Year(year)) => Some(*year),
            _ => None,
        }
    }

    /// The edition stated, or that of the year; while neither is readable, the one the rows look like.
    fn edition(&mut self, entries: &[Entry]) -> &'static Edition {
        if let Some(Answer::Year(version)) = self.answers.get(&("", fields::EDITION.key)).map(|typed| &typed.value)
            && let Some(edition) = Edition::of_version(*version)
        {
            return edition;
        }
        if let Some(edition) = self.year().and_then(Edition::of_year) {
            return edition;
        }
        let only = |edition: &'static Edition| {
            let keys = entries.iter().filter_map(|entry| match &entry.node.value {
                Value::Table(rows) => Some(rows.iter().map(|row| (entry.key.as_str(), row.key.as_str()))),
                _ => None,
            });
            let has = |e: &'static Edition, (table, key): (&str, &str)| e.has_row(table, key);
            keys.flatten().filter(|&name| has(edition, name) && !has(edition.other(), name)).count()
        };
        if only(&Y2019) > only(&Y2021) { &Y2019 } else { &Y2021 }
    }
}

/// The table a key belongs to, if it is in just one.
fn home(key: &str, edition: &'static Edition) -> Option<&'static str> {
    let rows = edition.tables.iter().filter(|t| edition.has_row(t.key, key)).map(|t| t.key);
    let mut found = FIELDS.iter().filter(|f| f.key == key && !f.table.is_empty()).map(|f| f.table).chain(rows);
    found.next().filter(|_| found.next().is_none())
}

fn choices(field: &Field) -> String {
    match field.takes {
        fields::Takes::Choice(words) => format!("（{}，选一个）", words.join("、")),
        _ => String::new(),
    }
}
