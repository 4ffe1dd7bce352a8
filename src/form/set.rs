//! One value typed into a form: its text changes there and nowhere else.

use super::Form;
use super::print::{is_plain, print};
use super::read::{read, table_names};
use crate::fields::{Field, Takes};
use crate::refused::Refused;
use crate::source::Source;
use crate::standard::Row;
use crate::subject::Subject;
use crate::toml_text::{paragraphs, quoted, statements};

impl Form {
    /// The form with one value typed into it, as staff would type it; comments, order and everything else stay. A blank
    /// cell is not filled. What cannot be read is kept as typed and has its finding.
    ///
    /// # Errors
    ///
    /// What is no value of a form, such as a table, cannot be set.
    pub fn set(&self, subject: &Subject, typed: &str) -> Result<Self, Refused> {
        let (table, key, value) = match subject {
            Subject::Cell(place) if place.edition().version == self.edition.version => {
                let row = Row { matrix: place.matrix(), line: place.row() };
                (place.table().key, row.line.key, self.row_with(row, *place, typed))
            }
            Subject::Field(field) => (field.table, field.key, value_of(field, typed)),
            _ => return Err(Refused::because(format!("“{subject}”不是填报表里能填的一格"))),
        };
        let text = if self.source.text().is_empty() { print(self, None) } else { self.source.text().to_owned() };
        let changed = read(Source::new(&self.source.name, with_value(&text, table, key, &value)));
        let medium = if self.medium.is_toml() { self.medium } else { changed.medium };
        Ok(Self { medium, last: self.last.clone(), ..changed })
    }

    /// The figures of a row as they are typed, one of them anew.
    fn row_with(&self, row: Row, place: crate::standard::Place, typed: &str) -> String {
        let columns = row.matrix.given_columns().chain(row.matrix.total_column());
        let places: Vec<_> = columns.map(|column| row.matrix.place(row.line, column)).collect();
        let at = |own: &crate::standard::Place| {
            if *own == place { Some(typed.trim().to_owned()) } else { self.typed(*own) }
                .filter(|typed| !typed.is_empty())
        };
        let mut figures: Vec<Option<String>> = places.iter().map(at).collect();
        // A total that is not stated is left out.
        if row.matrix.total_column().is_some() && figures.last().is_some_and(Option::is_none) {
            figures.pop();
        }
        let token = |typed: &Option<String>| match typed {
            Some(typed) if is_plain(typed) => typed.clone(),
            typed => quoted(typed.as_deref().unwrap_or_default()),
        };
        match figures.as_slice() {
            all if all.iter().all(Option::is_none) => "[]".to_owned(),
            [only] => token(only),
            several => format!("[{}]", several.iter().map(token).collect::<Vec<_>>().join(", ")),
        }
    }
}

/// What is typed for a key of the fixed part, as the form writes it.
fn value_of(field: &Field, typed: &str) -> String {
    let is_blank = typed.trim().is_empty();
    match field.takes {
        Takes::Year | Takes::Version | Takes::Count | Takes::Amount if is_blank => "[]".to_owned(),
        Takes::Year | Takes::Version | Takes::Count | Takes::Amount if is_plain(typed.trim()) => {
            typed.trim().to_owned()
        }
        Takes::Text => paragraphs(typed),
        Takes::Lines => {
            let parts = typed.split(['、', '，', ',']).map(str::trim).filter(|part| !part.is_empty());
            format!("[{}]", parts.map(quoted).collect::<Vec<_>>().join(", "))
        }
        _ => quoted(typed.trim()),
    }
}

/// The text with a value for a key: in place of the one it has, else at the end of its table, else of the text.
fn with_value(text: &str, table: &str, key: &str, value: &str) -> String {
    let all = statements(text, &table_names());
    let header = |under: Option<usize>| under.map_or("", |at| all[at].key(text));
    if let Some(own) = all.iter().find(|one| !one.is_header && one.key(text) == key && header(one.under) == table) {
        let blanks = if own.value.is_empty() { " " } else { "" };
        return [&text[..own.value.start], blanks, value, &text[own.value.end..]].concat();
    }
    let line = format!("{key} = {value}\n");
    let last =
        all.iter().rposition(|one| if one.is_header { one.key(text) == table } else { header(one.under) == table });
    let Some(last) = last.map(|last| &all[last]) else {
        return if table.is_empty() { line + text } else { format!("{text}\n[{table}]\n{line}") };
    };
    let end = text[last.range.end..].find('\n').map_or(text.len(), |length| last.range.end + length + 1);
    let gap = if text[..end].ends_with('\n') { "" } else { "\n" };
    [&text[..end], gap, &line, &text[end..]].concat()
}
