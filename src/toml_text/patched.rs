//! A text with what cannot be read replaced, and the way back from each span of it to the original.

use toml::de::{DeTable, DeValue};

use super::statements::Statement;
use super::{Entry, Node, Value};
use crate::lenient_number::half_width;
use crate::source::Span;

/// The text with unreadable statements replaced, and the way back to the original.
#[derive(Default)]
pub(super) struct Patched {
    /// In the order of the text.
    edits: Vec<Edit>,
    /// Original spans of values that are not to be trusted; disjoint, and in order when entries are made.
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
    pub(super) fn put_aside(&mut self, text: &str, statement: &Statement) {
        // A key that is full-width, or has a blank in it, must not be reported as missing too.
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
    pub(super) fn leave_out(&mut self, line: Span) {
        let overlaps = |edit: &Edit| edit.original.start <= line.end && line.start <= edit.original.end;
        let overlapping = self.edits.iter().filter(|edit| overlaps(edit)).map(|edit| &edit.original);
        let original = overlapping.fold(line.clone(), |all, part| all.start.min(part.start)..all.end.max(part.end));
        self.edits.retain(|edit| !overlaps(edit));
        let at = self.edits.partition_point(|edit| edit.original.start < original.start);
        self.unknown.push(original.clone());
        self.edits.insert(at, Edit { original, patched: 0..0, replacement: String::new() });
    }

    /// Gives up: no value of the text is known.
    pub(super) fn trust_nothing(&mut self, original: &str) {
        self.unknown.clear();
        self.unknown.push(0..original.len());
    }

    /// Marks values that can be read but not trusted.
    pub(super) fn distrust(&mut self, values: [Span; 2]) {
        self.unknown.extend(values);
    }

    /// The line of the original in which a span of the patched text begins.
    pub(super) fn line(&self, original: &str, span: &Span) -> Span {
        let at = self.original(span).start.min(original.len());
        let start = original[..at].rfind('\n').map_or(0, |before| before + 1);
        start..original[start..].find('\n').map_or(original.len(), |length| start + length)
    }

    /// The patched text; where each replacement stands in it is noted.
    pub(super) fn text(&mut self, original: &str) -> String {
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
    pub(super) fn original(&self, span: &Span) -> Span {
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

    /// The entries of the patched text as they stand in the original.
    pub(super) fn into_entries(mut self, text: &str, table: DeTable<'_>) -> Vec<Entry> {
        self.unknown.sort_by_key(|span| span.start);
        self.entries(text, table)
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
