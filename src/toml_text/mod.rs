//! Text to a tree with spans: TOML read so that one mistake spoils no more than its own line (F01, F09, F11, F15).
//!
//! A file without a mistake is read by the `toml` crate as it is. Otherwise it is taken apart into statements, each is
//! read alone, those that cannot be read are put aside as unknown, and what is left is read as a whole. A value that
//! a mistake has touched is [`Value::Unknown`]: never checked, never added up.

mod bare_value;
mod diagnose;
mod figure_list;
mod lost_hash;
mod patched;
mod problem;
mod quotes;
mod recovery;
mod signs;
mod statements;
mod typed;

use toml::de::{DeTable, Error};

use crate::rule::Rule;
use crate::source::{Source, Span};
use patched::Patched;
use recovery::Recovery;
use statements::nothing_follows;

pub use lost_hash::with_hash;
pub use problem::Named;
pub use signs::set_right;
pub use statements::{Statement, place_of_value, split as statements};
pub use typed::{paragraphs, quoted, unquoted};

/// A file as keys and values in the order of the text, and what could not be read of it.
#[derive(Debug)]
pub struct Tree {
    /// Top-level keys and tables.
    pub entries: Vec<Entry>,
    /// In the order of the text.
    pub syntax_errors: Vec<SyntaxError>,
}

/// What could not be read of a text, or was given twice.
#[derive(Debug)]
pub struct SyntaxError {
    /// F01, F09, F11, or F15 for control characters that TOML does not take.
    pub rule: &'static Rule,
    /// The table it stands under, or whose header it is, as typed; empty above the first header.
    pub table: String,
    /// Its key, as typed; empty for a header. Of lines that belong to no statement both are empty.
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

impl Node {
    /// What was typed, without the quotes of a text.
    pub fn typed(&self, source: &Source) -> String {
        match &self.value {
            Value::Text(text) | Value::Number(text) => text.clone(),
            _ => source.text().get(self.span.clone()).unwrap_or_default().to_owned(),
        }
    }
}

/// What can stand after `=`.
#[derive(Debug)]
pub enum Value {
    /// Something stands there, but a mistake makes it unreadable.
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
        return Tree { entries: Patched::default().into_entries(text, table.into_inner()), syntax_errors: Vec::new() };
    }
    drop(table);
    Recovery::new(source, tables, named).read()
}

/// Whether the error is only that nothing stands after `=`, which is no mistake but a value not filled.
fn is_empty_value(text: &str, error: &Error) -> bool {
    error.span().is_some_and(|span| span.is_empty() && nothing_follows(text, span.start))
}

#[cfg(test)]
mod tests;
