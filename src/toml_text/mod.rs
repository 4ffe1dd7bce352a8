//! Text to a tree with spans: TOML read so that one slip spoils no more than its own line (F01, F09, F11, F15).
//!
//! A file without a slip is read by the `toml` crate as it is. Otherwise it is taken apart into statements, each is
//! read alone, those that cannot be read are put aside as unknown, and what is left is read as a whole. A value that
//! a slip has touched is [`Value::Unknown`]: never checked, never added up.

mod diagnose;
mod quotes;
mod signs;
mod statements;
mod typed;

use toml::de::{DeTable, DeValue, Error};

use crate::lenient_number::half_width;
use crate::rule::{self, Rule};
use crate::source::{Source, Span};
use diagnose::Diagnosis;
use statements::nothing_follows;

pub use diagnose::Named;
pub use signs::set_right;
pub use statements::{Statement, split as statements};
pub use typed::{paragraphs, quoted};

/// A file as keys and values in the order of the text, and what could not be read of it.
#[derive(Debug)]
pub struct Tree {
    /// Top-level keys and tables.
    pub entries: Vec<Entry>,
    /// In the order of the text.
    pub slips: Vec<Slip>,
}

/// What could not be read of a text, or was given twice.
#[derive(Debug)]
pub struct Slip {
    /// F01, F09, F11, or F15 for control characters that TOML does not take.
    pub rule: &'static Rule,
    /// The table it stands under, or whose header it is, as typed; empty above the first header.
    pub table: String,
    /// Its key, as typed; empty for a header, and, as the table is, for lines that belong to no statement.
    pub key: String,
    /// Where it stands.
    pub span: Span,
    /// What is wrong and what to type instead; a Chinese sentence.
    pub message: String,
}

/// A key with its value.
#[derive(Debug)]
pub struct Entry {
    /// The key.
    pub key: String,
    /// Where the key stands.
    pub key_span: Span,
    /// Its value.
    pub node: Node,
}

/// A value and where it stands.
#[derive(Debug)]
pub struct Node {
    /// The value.
    pub value: Value,
    /// Where it stands; of a table, its header.
    pub span: Span,
}

/// What can stand after `=`.
#[derive(Debug)]
pub enum Value {
    /// Something stands there, but a slip makes it unreadable.
    Unknown,
    /// Nothing stands after `=`.
    Empty,
    /// A number as typed, without underscores.
    Number(String),
    /// A text.
    Text(String),
    /// A date without a time: year, month, day.
    Date(u16, u8, u8),
    /// `true`, `false`, or a time.
    Other,
    /// `[…]`.
    List(Vec<Node>),
    /// `[header]` or `{…}`.
    Table(Vec<Entry>),
}

/// Reads the text as TOML. `tables` are the names of tables there can be; `named` tells what a key of one stands for.
pub fn read(source: &Source, tables: &[&str], named: &dyn Fn(&str, &str) -> Option<Named>) -> Tree {
    let text = source.text();
    let (table, errors) = DeTable::parse_recoverable(text);
    if errors.iter().all(|error| is_empty_value(text, error)) {
        let whole = Patched::default();
        return Tree { entries: whole.entries(text, table.into_inner()), slips: Vec::new() };
    }
    drop(table);
    let statements = statements::split(text, tables);
    let mut slips = Vec::new();
    let mut patched = Patched::default();
    for statement in &statements {
        let header = statement.under.map_or("", |at| statements[at].key(text));
        if let Some(Diagnosis { rule, span, message }) =
            diagnosis(text, statement, || named(header, statement.key(text)))
        {
            let (table, key) = statement.table_and_key(text, &statements);
            slips.push(Slip { rule, table, key, span, message });
            patched.put_aside(text, statement);
        }
    }
    let (whole, given_twice) = patched.settle(text, &mut slips);
    let first_of_name = statements::first_of_name(text, &statements);
    for twice in given_twice {
        let span = patched.original(&twice);
        // What is right in every statement and wrong in the whole is said twice.
        let second = statements.partition_point(|statement| statement.range.start <= span.start).checked_sub(1);
        let Some(at) = second else { continue };
        let (first, second) = (&statements[first_of_name[at]], &statements[at]);
        patched.unknown.extend([first.value.clone(), second.value.clone()]);
        // Of a table given twice the header says it for all its rows.
        if second.under.is_some_and(|header| first_of_name[header] != header) {
            continue;
        }
        let (line, _) = source.position(first.range.start);
        let key = second.key(text);
        let header = second.under.map_or("", |at| statements[at].key(text));
        let message = match named(header, key) {
            _ if second.is_header => format!("[{key}]这张表写了两次（第{line}行已有），请并到一处。"),
            Some(named) => format!("{}（{key}）写了两次（第{line}行已有），不知以哪个为准。只留一个。", named.said),
            None => format!("“{key}”写了两次（第{line}行已有），不知以哪个为准。只留一个。"),
        };
        let (table, key) = second.table_and_key(text, &statements);
        slips.push(Slip { rule: &rule::F11, table, key, span, message });
    }
    patched.unknown.sort_by_key(|span| span.start);
    slips.sort_by_key(|slip| slip.span.start);
    let (table, _) = DeTable::parse_recoverable(&whole);
    Tree { entries: patched.entries(&whole, table.into_inner()), slips }
}

/// What is wrong with a statement read alone, if anything.
fn diagnosis(text: &str, statement: &Statement, named: impl Fn() -> Option<Named>) -> Option<Diagnosis> {
    let own = &text[statement.range.clone()];
    let (_, errors) = DeTable::parse_recoverable(own);
    // A byte order mark is forgiven at the start of a file, which a statement is not.
    let error = errors.iter().find(|error| !is_empty_value(own, error)).map(|error| error.span().unwrap_or(0..0));
    let at = error.or_else(|| own.starts_with('\u{feff}').then_some(0..0))?;
    let at = statement.range.start + at.start..statement.range.start + at.end;
    Some(diagnose::diagnose(text, statement, &at, named()))
}

/// How many lines are put aside one by one before the rest is left as it is.
const MOST_STRAY_LINES: usize = 64;

/// What the `toml` crate says of a key given twice; a test holds it to that.
const GIVEN_TWICE: &str = "duplicate key";

/// Whether the error is only that nothing stands after `=`, which is no slip but a value not filled.
fn is_empty_value(text: &str, error: &Error) -> bool {
    error.span().is_some_and(|span| span.is_empty() && nothing_follows(text, span.start))
}

/// The text with unreadable statements replaced, and the way back to the original.
#[derive(Default)]
struct Patched {
    /// In the order of the text.
    edits: Vec<Edit>,
    /// Original spans of values that are not to be trusted; disjoint, in order once all are known.
    unknown: Vec<Span>,
}

/// A stretch of the original and what stands for it.
struct Edit {
    original: Span,
    patched: Span,
    replacement: String,
}

impl Patched {
    /// Puts a statement aside: its key stays, its value is unknown; a broken header is completed.
    fn put_aside(&mut self, text: &str, statement: &Statement) {
        // Whose key is full-width, or has a blank in it, is not missing.
        let key: String = statement.key(text).chars().filter(|c| !c.is_whitespace()).map(half_width).collect();
        let replacement = match (statement.is_header, key.is_empty()) {
            (_, true) => " ".to_owned(),
            (true, false) => format!("[{key}]"),
            (false, false) if key.is_ascii() => format!("{key} = ''"),
            (false, false) => format!("\"{key}\" = ''"),
        };
        self.unknown.push(statement.range.clone());
        self.edits.push(Edit { original: statement.range.clone(), patched: 0..0, replacement });
    }

    /// Leaves out a line of the original, and all of any statement that was put aside and overlaps it.
    fn leave_out(&mut self, line: Span) {
        let overlaps = |edit: &Edit| edit.original.start <= line.end && line.start <= edit.original.end;
        let overlapping = self.edits.iter().filter(|edit| overlaps(edit)).map(|edit| &edit.original);
        let original = overlapping.fold(line.clone(), |all, part| all.start.min(part.start)..all.end.max(part.end));
        self.edits.retain(|edit| !overlaps(edit));
        let at = self.edits.partition_point(|edit| edit.original.start < original.start);
        self.unknown.push(original.clone());
        self.edits.insert(at, Edit { original, patched: 0..0, replacement: String::new() });
    }

    /// The patched text, which is read without any error but keys given twice; and where those stand in it. A line that
    /// still cannot be read is replaced as well: what is left must not depend on how the text was taken apart.
    fn settle(&mut self, original: &str, slips: &mut Vec<Slip>) -> (String, Vec<Span>) {
        for _ in 0..MOST_STRAY_LINES {
            let whole = self.text(original);
            let (_, errors) = DeTable::parse_recoverable(&whole);
            let errors: Vec<Error> = errors.into_iter().filter(|error| !is_empty_value(&whole, error)).collect();
            let stray = errors.iter().find(|error| error.message() != GIVEN_TWICE);
            let Some(stray) = stray else { return (whole, errors.iter().filter_map(Error::span).collect()) };
            let line = self.line(original, &stray.span().unwrap_or(0..0));
            let message = diagnose::in_general(original, &line);
            let (table, key) = (String::new(), String::new());
            slips.push(Slip { rule: &rule::F01, table, key, span: line.clone(), message });
            self.leave_out(line);
        }
        // Nothing of a file so broken is to be trusted.
        self.unknown.clear();
        self.unknown.push(0..original.len());
        (self.text(original), Vec::new())
    }

    /// The line of the original in which a span of the patched text begins.
    fn line(&self, original: &str, span: &Span) -> Span {
        let at = self.original(span).start.min(original.len());
        let start = original[..at].rfind('\n').map_or(0, |before| before + 1);
        start..original[start..].find('\n').map_or(original.len(), |length| start + length)
    }

    /// The patched text; where each replacement stands in it is noted.
    fn text(&mut self, original: &str) -> String {
        let mut text = String::with_capacity(original.len());
        let mut at = 0;
        for edit in &mut self.edits {
            text.push_str(&original[at..edit.original.start]);
            let start = text.len();
            text.push_str(&edit.replacement);
            edit.patched = start..text.len();
            at = edit.original.end;
        }
        text + &original[at..]
    }

    /// A span of the patched text in the original; what lies in a replacement becomes the whole of what it replaced.
    fn original(&self, span: &Span) -> Span {
        let before = self.edits.partition_point(|edit| edit.patched.start <= span.start);
        match before.checked_sub(1).map(|at| &self.edits[at]) {
            None => span.clone(),
            Some(edit) if span.start < edit.patched.end => edit.original.clone(),
            Some(edit) => {
                let shift = |at: usize| at.saturating_sub(edit.patched.end) + edit.original.end;
                shift(span.start)..shift(span.end)
            }
        }
    }

    /// Whether a value of the original is not to be trusted.
    fn is_unknown(&self, original: &Span) -> bool {
        let before = self.unknown.partition_point(|unknown| unknown.start <= original.start);
        before.checked_sub(1).is_some_and(|at| original.end <= self.unknown[at].end)
    }

    fn entries(&self, text: &str, table: DeTable<'_>) -> Vec<Entry> {
        let mut entries: Vec<Entry> = table
            .into_iter()
            .map(|(key, value)| {
                let node = self.node(text, &value.span(), value.into_inner());
                Entry { key_span: self.original(&key.span()), key: key.into_inner().into_owned(), node }
            })
            .collect();
        entries.sort_by_key(|entry| entry.key_span.start);
        entries
    }

    fn node(&self, text: &str, span: &Span, value: DeValue<'_>) -> Node {
        let typed = || text.get(span.clone()).unwrap_or_default().replace('_', "");
        let original = self.original(span);
        let value = match value {
            DeValue::Table(table) => Value::Table(self.entries(text, table)),
            _ if self.is_unknown(&original) => Value::Unknown,
            DeValue::String(empty) if span.is_empty() && empty.is_empty() => Value::Empty,
            DeValue::String(string) => Value::Text(string.into_owned()),
            DeValue::Integer(_) | DeValue::Float(_) => Value::Number(typed()),
            DeValue::Datetime(datetime) => match (datetime.date, datetime.time) {
                (Some(date), None) => Value::Date(date.year, date.month, date.day),
                _ => Value::Other,
            },
            DeValue::Boolean(_) => Value::Other,
            DeValue::Array(items) => {
                Value::List(items.into_iter().map(|item| self.node(text, &item.span(), item.into_inner())).collect())
            }
        };
        Node { value, span: original }
    }
}

#[cfg(test)]
mod tests;
