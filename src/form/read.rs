//! From the text of a form to a [`Form`]: which key belongs where, and what is missing.

use std::cell::LazyCell;
use std::collections::BTreeMap;

use super::entered::Entered;
use super::rows::Rows;
use super::{Answer, Answers, Form, Medium, Typed, missing, values, year};
use crate::fields::{self, FIELDS, Field, REPEATED, field};
use crate::finding::Finding;
use crate::lenient_number::half_width;
use crate::origin::Origin;
use crate::rule::{self, Rule};
use crate::source::{Encoding, NotText, Source, Span};
use crate::standard::{EDITIONS, Edition, Matrix, Table};
use crate::subject::Subject;
use crate::suggest::nearest;
use crate::toml_text::{self, Entry, Named, Node, SyntaxError, Value};
use crate::year::Year;

/// Reads a file's bytes as the text of a form; a file that is no text gets only that one finding.
pub fn read_bytes(name: &str, bytes: &[u8]) -> Form {
    match Source::decode(name, bytes) {
        Ok(source) => read(source),
        Err(problem) => {
            let source = Source::new(name, String::new());
            let problem = Finding::new(&rule::F01, Subject::File, None, not_text(problem));
            Form { problems: vec![problem], ..Form::unfilled(latest(), source) }
        }
    }
}

fn not_text(problem: NotText) -> String {
    match problem {
        NotText::Binary => {
            "这不是文本文件（像是Word、Excel、图片或程序）。填报表是文本文件，文件名以.toml结尾，或者是填好的工作簿（xlsx）。".to_owned()
        }
        NotText::Misread => {
            "整个文件都是乱码：UTF-8的文件被当作GBK打开、又存过一次，有的字已经丢了。请找回没有存过的那一份；没有的，用 nianbao new 重新填。".to_owned()
        }
        NotText::Nul(line) => format!(
            "第{line}行有看不见的空字符（NUL），多半是存盘中断或别的程序写坏的。请用记事本打开，检查这一行有没有缺字，选“另存为”，编码选“UTF-8”，保存后再试。"
        ),
        NotText::CutShort => {
            "文件是UTF-16编码，最后半个字被截断，后面可能还缺内容（没有存完或没有传完）。请重新取得完整的文件，或用记事本打开，检查末尾，选“另存为”，编码选“UTF-8”，保存后再试。".to_owned()
        }
        NotText::Garbled(line) => format!(
            "文件里有读不出来的字（从第{line}行起），像是几种编码混在一起，或文件已损坏。请用记事本打开，改好乱码，选“另存为”，编码选“UTF-8”，保存后再试。"
        ),
    }
}

/// Reads a form, with every problem of reading it (F01–F08, F10–F13, F15).
pub fn read(source: Source) -> Form {
    read_as(source, Medium::Text)
}

/// Reads the text of a form that was filled in elsewhere: messages speak in the terms of that.
pub fn read_as(source: Source, medium: Medium) -> Form {
    let tree = {
        let likely = LazyCell::new(|| likely_edition(source.text()));
        toml_text::read(&source, &table_names(), &|table, key| named(*likely, table, key))
    };
    if !tree.entries.iter().any(is_known) {
        let problems =
            other_encoding(&source).into_iter().chain([no_form(&source, tree.syntax_errors, medium)]).collect();
        return Form { problems, medium, ..Form::unfilled(latest(), source) };
    }
    let (mut answers, mut findings) = (Answers::default(), Vec::new());
    for (entry, field) in tree.entries.iter().filter_map(|entry| Some((entry, field("", &entry.key)?))) {
        answer(&source, medium, field, &entry.node, &mut answers, &mut findings);
    }
    let edition = edition(&answers, &tree.entries);
    let syntax_errors = tree.syntax_errors.into_iter().map(|error| finding(edition, error));
    let findings = other_encoding(&source).into_iter().chain(syntax_errors).chain(findings).collect();
    let rows = Rows::new(edition, &source, medium);
    let (explained, misplaced) = (Vec::new(), BTreeMap::new());
    let mut reader = Reader { source: &source, medium, edition, rows, answers, findings, explained, misplaced };
    for entry in tree.entries.iter().filter(|entry| field("", &entry.key).is_none()) {
        reader.read_table(entry);
    }
    reader.report_misplaced();
    reader.demand(&tree.entries);
    let Reader { rows, answers, findings, explained, .. } = reader;
    let Rows { given, stated, words, findings: of_rows, .. } = rows;
    let problems = findings.into_iter().chain(of_rows).collect();
    Form { given, stated, words, explained, problems, answers, medium, ..Form::unfilled(edition, source) }
}

/// The edition in force, for a text without a year.
fn latest() -> &'static Edition {
    EDITIONS[EDITIONS.len() - 1]
}

/// The finding on a file that is not UTF-8 (F02); it is still read.
fn other_encoding(source: &Source) -> Option<Finding> {
    let message = format!(
        "文件不是UTF-8编码，已按{}读入，内容照常核对。运行 nianbao fix 可改存为UTF-8。",
        source.encoding.name()
    );
    (source.encoding != Encoding::Utf8).then(|| Finding::new(&rule::F02, Subject::File, None, message))
}

/// A syntax error as a finding at its key.
pub(super) fn finding(edition: &'static Edition, error: SyntaxError) -> Finding {
    let SyntaxError { rule, table, key, span, message } = error;
    Finding::new(rule, Subject::of_key(edition, &table, &key), Origin::Text(span), message)
}

/// Whether a key or table is one that forms have.
fn is_known(entry: &Entry) -> bool {
    field("", &entry.key).is_some() || table_names().contains(&entry.key.as_str())
}

/// The one finding of a file that has nothing of a form, instead of one for each thing it lacks.
fn no_form(source: &Source, syntax_errors: Vec<SyntaxError>, medium: Medium) -> Finding {
    let what = if source.text().trim().is_empty() {
        "文件是空的"
    } else {
        "这不像填报表，里面一个栏目也没有认出来"
    };
    let advice = if medium.is_text() {
        "请用 nianbao new --year 2026 新建一张填报表，照里面的说明填"
    } else {
        "请新建一份"
    };
    let message = format!("{what}。{advice}。");
    let first = syntax_errors.into_iter().next();
    let rule = first.as_ref().map_or(&rule::F04, |error| error.rule);
    Finding::new(rule, Subject::File, first.map(|error| Origin::Text(error.span)), message)
}

/// The names of all tables there can be.
pub(super) fn table_names() -> Vec<&'static str> {
    let tables = FIELDS.iter().map(|f| f.table).chain(EDITIONS.iter().flat_map(|e| e.tables).map(|t| t.key));
    tables.filter(|name| !name.is_empty()).collect()
}

/// What a key stands for in the edition the form is likely to be of; a row of another, what it is called there.
fn named(likely: Option<&'static Edition>, table: &str, key: &str) -> Option<Named> {
    if let Some(field) = field(table, key) {
        let is_figure = matches!(field.takes, fields::Takes::Count | fields::Takes::Amount | fields::Takes::Year);
        return Some(Named { label: format!("“{}”", field.label), is_figure });
    }
    let mut editions = likely.into_iter().chain(EDITIONS.iter().rev().copied());
    let matrix = editions.find_map(|edition| edition.matrix_of(table, key))?;
    Some(Named { label: format!("{}“{}”", matrix.table.name, matrix.row(key)?.full_name()), is_figure: true })
}

/// The edition of the year that is written in a text, before the text is read.
fn likely_edition(text: &str) -> Option<&'static Edition> {
    let is_digit = |c: char| c.is_ascii_digit();
    let year =
        |line: &str| line.strip_prefix("year")?.split(|c| !is_digit(c)).find(|part| part.len() == 4).map(str::to_owned);
    Edition::of_year(Year::new(text.lines().find_map(year)?.parse().ok()?)?)
}

struct Reader<'a> {
    source: &'a Source,
    medium: Medium,
    edition: &'static Edition,
    rows: Rows<'a>,
    answers: Answers,
    explained: Vec<Answers>,
    findings: Vec<Finding>,
    /// Keys in a table they do not belong to: by that table and their own, the names and the first place.
    misplaced: BTreeMap<(String, &'static str), (Vec<String>, Span)>,
}

impl Reader<'_> {
    /// Reads one `[table]`.
    fn read_table(&mut self, entry: &Entry) {
        let name = entry.key.as_str();
        let figures = self.edition.table(name);
        if figures.is_none() && FIELDS.iter().all(|f| f.table != name) {
            return self.unknown_name(entry);
        }
        match (&entry.node.value, figures) {
            (Value::Table(children), Some(table)) => self.read_rows(table, children),
            (Value::Table(children), None) if name != REPEATED => self.read_fields(name, entry, children),
            (Value::List(items), _) if name == REPEATED => {
                for item in items {
                    self.read_explained(item);
                }
            }
            (Value::Unknown, _) => self.touch_table(name),
            (Value::Empty, _) => {}
            (Value::List(items), _) if items.is_empty() => {}
            _ => {
                self.touch_table(name);
                let (brackets, note) = if name == REPEATED {
                    ("[[explained]]".to_owned(), "每条一段")
                } else {
                    (format!("[{name}]"), "各栏目写在它下面")
                };
                let message = format!("“{name}”应写作{brackets}，独占一行，{note}。");
                self.report(&rule::F05, Subject::of_key(self.edition, name, ""), &entry.key_span, message);
            }
        }
    }

    fn read_rows(&mut self, table: &'static Table, children: &[Entry]) {
        for child in children {
            if !self.rows.read(table, child) {
                self.unknown_key(table.key, child);
            }
        }
    }

    fn read_fields(&mut self, table: &str, entry: &Entry, children: &[Entry]) {
        if table == fields::FEE_CASES.table && !self.edition.information_fee {
            let header = Some(Origin::Text(entry.key_span.clone()));
            self.findings.push(missing::fee_of_other_edition(self.edition, self.medium, header));
        }
        for child in children {
            match field(table, &child.key) {
                Some(field) => {
                    answer(self.source, self.medium, field, &child.node, &mut self.answers, &mut self.findings);
                }
                None => self.unknown_key(table, child),
            }
        }
    }

    fn read_explained(&mut self, item: &Node) {
        let Value::Table(children) = &item.value else {
            let message = "说明应写在[[explained]]下面，每条一段。";
            self.report(&rule::F05, Subject::Part(REPEATED), &item.span, message.to_owned());
            return;
        };
        let mut explained = Answers::default();
        for child in children {
            match field(REPEATED, &child.key) {
                Some(field) => {
                    answer(self.source, self.medium, field, &child.node, &mut explained, &mut self.findings);
                }
                None => self.unknown_key(REPEATED, child),
            }
        }
        self.explained.push(explained);
    }

    /// A name at the top of the file that is neither a key nor a table (F03).
    fn unknown_name(&mut self, entry: &Entry) {
        let name = entry.key.as_str();
        let tables = self.edition.tables.iter().map(|t| t.key).chain(FIELDS.iter().map(|f| f.table));
        let keys = FIELDS.iter().filter(|f| f.table.is_empty()).map(|f| f.key);
        let meant = nearest(name, tables.chain(keys).filter(|name| !name.is_empty()));
        let message = match (meant, home(name, self.edition)) {
            (Some(meant), _) if matches!(entry.node.value, Value::Table(_)) => {
                // What stands below a misspelt header is not missing, only not found.
                self.touch_table(meant);
                format!("没有[{name}]这张表，是不是[{meant}]？")
            }
            (_, Some((home, key))) => return self.misplace("", home, key, entry),
            (Some(meant), None) => {
                self.touch("", meant);
                format!("没有“{name}”这个栏目，是不是“{meant}”？")
            }
            (None, None) => format!("没有“{name}”这个栏目或表，删去或对照空白表改正。"),
        };
        self.report_unknown("", entry, message);
    }

    /// A key that its table does not have (F03), or only in the other edition (F10).
    fn unknown_key(&mut self, table: &str, entry: &Entry) {
        let (edition, key) = (self.edition, entry.key.as_str());
        let is_group = edition.has_row(table, key);
        if !is_group && edition.table(table).is_some() && edition.elsewhere(table, key).is_some() {
            self.rows.foreign.push((key.to_owned(), entry.key_span.clone()));
            return;
        }
        let own_keys: Vec<&str> = match edition.table(table) {
            Some(_) => edition.matrices_of(table).flat_map(Matrix::form_rows).map(|line| line.key).collect(),
            None => FIELDS.iter().filter(|f| f.table == table).map(|f| f.key).collect(),
        };
        let message = if field("", key).is_some() {
            self.touch("", key);
            format!("“{key}”应移到文件开头，写在第一个[ ]之前；现在在[{table}]里面。")
        } else if is_group {
            format!("“{key}”由程序计算，不用填；请删去这一行。")
        } else {
            let narrow: String = key.chars().map(half_width).collect();
            let meant = labelled(table, key, edition).or_else(|| nearest(&narrow, own_keys));
            match (home(key, edition), meant) {
                (Some((home, key)), _) if home != table => return self.misplace(table, home, key, entry),
                (_, Some(meant)) => {
                    self.touch(table, meant);
                    format!("[{table}]里没有“{key}”这个栏目，是不是“{meant}”？")
                }
                _ => format!("[{table}]里没有“{key}”这个栏目，删去或对照空白表改正。"),
            }
        };
        self.report_unknown(table, entry, message);
    }

    /// A key whose value could not be read has its finding already.
    fn report_unknown(&mut self, table: &str, entry: &Entry, message: String) {
        if !matches!(entry.node.value, Value::Unknown) {
            self.report(&rule::F03, Subject::typed(table, &entry.key), &entry.key_span, message);
        }
    }

    fn report(&mut self, rule: &'static Rule, subject: Subject, span: &Span, message: String) {
        self.findings.push(Finding::new(rule, subject, Origin::Text(span.clone()), message));
    }

    fn misplace(&mut self, table: &str, home: &'static str, key: &str, entry: &Entry) {
        self.touch(home, key);
        if matches!(entry.node.value, Value::Unknown) {
            return;
        }
        let first = || (Vec::new(), entry.key_span.clone());
        self.misplaced.entry((table.to_owned(), home)).or_insert_with(first).0.push(entry.key.clone());
    }

    /// Keys in the wrong table, all of one table in another together: what is missing is the header above them.
    fn report_misplaced(&mut self) {
        for ((table, home), (keys, span)) in std::mem::take(&mut self.misplaced) {
            let now = if table.is_empty() { String::new() } else { format!("，现在在[{table}]里面") };
            let message = match keys.as_slice() {
                [only] => format!("“{only}”应写在[{home}]下面{now}。"),
                [first, .., last] => {
                    format!("{first}至{last}等{}行应写在[{home}]下面{now}。上面是不是缺[{home}]一行？", keys.len())
                }
                [] => continue,
            };
            self.report(&rule::F03, Subject::typed(&table, &keys[0]), &span, message);
        }
    }

    /// Marks what a misplaced or misspelt key stood for as not missing.
    fn touch(&mut self, table: &str, key: &str) {
        match field(table, key) {
            Some(field) => {
                let unreadable = Typed { value: Answer::Unreadable, origin: Some(Origin::Text(0..0)) };
                self.answers.entry((field.table, field.key)).or_insert(unreadable);
            }
            None => self.rows.touch(table, key),
        }
    }

    fn touch_table(&mut self, table: &str) {
        self.rows.touch_table(table);
        for field in FIELDS.iter().filter(|f| f.table == table) {
            self.touch(table, field.key);
        }
    }

    /// What has to be filled in and is not (F04, F08), and what is of the other edition (F10).
    fn demand(&mut self, entries: &[Entry]) {
        let header = |table: &str| {
            let entry = entries.iter().find(|entry| entry.key == table)?;
            Some(Origin::Text(entry.key_span.clone()))
        };
        let headers = missing::Headers { of: &header, is_written: false, medium: self.medium };
        self.findings.extend(missing::answers(&self.answers, &headers));
        let fee = header(fields::FEE_CASES.table).filter(|_| self.edition.information_fee);
        self.findings.extend(fee.and_then(|header| missing::fee(&self.answers, Some(header))));
        self.rows.demand(entries);
        self.rows.report_other_edition(&self.answers);
    }
}

/// Reads what was filled in for a key; nothing after `=` is not filled in, nor is `[]` for a number.
fn answer(
    source: &Source,
    medium: Medium,
    field: &'static Field,
    node: &Node,
    answers: &mut Answers,
    findings: &mut Vec<Finding>,
) {
    let is_number = matches!(field.takes, fields::Takes::Year | fields::Takes::Count | fields::Takes::Amount);
    let is_blank = match &node.value {
        Value::Empty => true,
        Value::List(items) => is_number && items.is_empty(),
        Value::Text(text) => is_number && text.trim().is_empty(),
        _ => false,
    };
    if !is_blank {
        let value = values::read(field, &Entered::of(source, node, medium), findings);
        answers.insert((field.table, field.key), Typed { value, origin: Some(Origin::Text(node.span.clone())) });
    }
}

/// The edition stated, or that of the year; while neither is readable, the one the rows look like.
fn edition(answers: &Answers, entries: &[Entry]) -> &'static Edition {
    let stated = year(answers, &fields::EDITION).and_then(|version| Edition::of_version(version.number()));
    if let Some(edition) = stated.or_else(|| year(answers, &fields::YEAR).and_then(Edition::of_year)) {
        return edition;
    }
    let rows = |entry: &'_ Entry| match &entry.node.value {
        Value::Table(rows) => rows.iter().map(|row| (entry.key.clone(), row.key.clone())).collect(),
        _ => Vec::new(),
    };
    let names: Vec<(String, String)> = entries.iter().flat_map(rows).collect();
    let known = |edition: &Edition| names.iter().filter(|(table, key)| edition.has_row(table, key)).count();
    // If two know as many rows, the later one.
    EDITIONS.iter().copied().max_by_key(|edition| known(edition)).unwrap_or(EDITIONS[EDITIONS.len() - 1])
}

/// The table and key that a name belongs to, if it is in just one; also by its official label.
fn home(name: &str, edition: &'static Edition) -> Option<(&'static str, &'static str)> {
    let rows =
        edition.tables.iter().filter_map(|t| Some((t.key, edition.matrix_of(t.key, name)?.row(name)?.heading.key)));
    // What a roll-up writes, nobody types.
    let is_typed = |table: &str| !table.is_empty() && table != fields::ROLLUP_RECEIVED.table;
    let fields = FIELDS.iter().filter(|f| f.key == name && is_typed(f.table)).map(|f| (f.table, f.key));
    let labels = edition.tables.iter().filter_map(|t| Some((t.key, labelled(t.key, name, edition)?)));
    let mut found = fields.chain(rows).chain(labels);
    found.next().filter(|_| found.next().is_none())
}

/// The row of that official label.
pub(super) fn labelled(table: &str, label: &str, edition: &'static Edition) -> Option<&'static str> {
    let mut rows = edition.matrices_of(table).flat_map(Matrix::form_rows);
    rows.find(|heading| [heading.label, heading.name, heading.short_name].contains(&label)).map(|heading| heading.key)
}
