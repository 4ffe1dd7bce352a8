//! Text as TOML takes it.

use toml::de::{DeTable, DeValue};
use toml_writer::{ToTomlValue as _, TomlStringBuilder};

/// A text of one line in quotes.
pub fn quoted(text: &str) -> String {
    TomlStringBuilder::new(text).as_basic().to_toml_value()
}

/// A text of several paragraphs, a line each, between `'''`; escaped, if it cannot stand there as it is.
pub fn paragraphs(text: &str) -> String {
    match TomlStringBuilder::new(text).as_ml_literal() {
        _ if text.is_empty() => "''''''".to_owned(),
        Some(_) if !text.ends_with('\'') && !text.contains('\r') => format!("'''\n{text}\n'''"),
        _ => quoted(text),
    }
}

/// A value without its quotes and escapes, if it is a text; anything else as it is written.
pub fn unquoted(value: &str) -> String {
    let line = format!("value = {value}");
    let table = DeTable::parse(&line).ok();
    let read = table.as_ref().and_then(|table| match table.get_ref().values().next()?.get_ref() {
        DeValue::String(text) => Some(text.clone().into_owned()),
        _ => None,
    });
    read.unwrap_or_else(|| value.to_owned())
}
