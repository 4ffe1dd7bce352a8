//! One value typed into a form: its text changes there and nowhere else.

use super::print::{is_plain, print};
use super::read::{read_as, table_names};
use super::{Form, Medium};
use crate::fields::{Field, Takes};
use crate::refused::Refused;
use crate::source::Source;
use crate::standard::{Place, Row};
use crate::subject::Subject;
use crate::toml_text::{Statement, paragraphs, place_of_value, quoted, statements};

impl Form {
    /// The form with one value typed into it, as staff would type it; comments, order and everything else stay. A blank
    /// cell is not filled. What cannot be read is kept as typed and has its finding.
    ///
    /// # Errors
    ///
    /// What is no value of a form, such as a table, cannot be set.
    pub fn set(&self, subject: &Subject, typed: &str) -> Result<Self, Refused> {
        match subject {
            Subject::Cell(place) if place.edition().version == self.edition.version => {
                Ok(self.set_figures(&[(*place, typed.to_owned())]))
            }
            Subject::Field(field) => Ok(self.written(&[(field.table, field.key, value_of(field, typed))])),
            _ => Err(Refused::because(format!("“{subject}”不是填报表里能填的一格"))),
        }
    }

    /// The form with figures typed into it; places of another edition play no part.
    #[must_use]
    pub fn set_figures(&self, typed: &[(Place, String)]) -> Self {
        let own = typed.iter().filter(|(place, _)| place.edition().version == self.edition.version);
        let mut rows: Vec<Row> = Vec::new();
        for (place, _) in own {
            let row = Row { matrix: place.matrix(), line: place.row() };
            if !rows.contains(&row) {
                rows.push(row);
            }
        }
        let values = rows.into_iter().map(|row| (row.matrix.table.key, row.line.key, self.row_with(row, typed)));
        self.written(&values.collect::<Vec<_>>())
    }

    /// The form with values for keys of its tables.
    fn written(&self, values: &[(&str, &str, String)]) -> Self {
        let text = if self.source.text().is_empty() { print(self, None) } else { self.source.text().to_owned() };
        let text = values.iter().fold(text, |text, (table, key, value)| with_value(&text, table, key, value));
        // It is printed now, whatever it was read from.
        let medium = if self.medium.is_toml() { self.medium } else { Medium::Text };
        Self { last: self.last.clone(), ..read_as(Source::new(&self.source.name, text), medium) }
    }

    /// The figures of a row as they are typed, some of them anew.
    fn row_with(&self, row: Row, anew: &[(Place, String)]) -> String {
        let columns = row.matrix.given_columns().chain(row.matrix.total_column());
        let places: Vec<_> = columns.map(|column| row.matrix.place(row.line, column)).collect();
        let at = |own: &Place| {
            let typed = anew.iter().rfind(|(place, _)| place == own).map(|(_, typed)| typed.trim().to_owned());
            typed.or_else(|| self.typed(*own)).filter(|typed| !typed.is_empty())
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
            let parts = typed.split(['、', '，', ',', '\n']).map(str::trim).filter(|part| !part.is_empty());
            format!("[{}]", parts.map(quoted).collect::<Vec<_>>().join(", "))
        }
        _ => quoted(typed.trim()),
    }
}

/// The text with a value for a key: in place of the one it has, else at the end of its table, else of the text.
fn with_value(text: &str, table: &str, key: &str, value: &str) -> String {
    let all = statements(text, &table_names());
    let header = |under: Option<usize>| under.map_or("", |at| all[at].key(text));
    // A key may also be written with its table, above the first header.
    let dotted = format!("{table}.{key}");
    let is_own = |one: &Statement| match header(one.under) {
        under if under == table => one.key(text) == key,
        under => under.is_empty() && one.key(text) == dotted,
    };
    if let Some(own) = all.iter().find(|one| !one.is_header && is_own(one)) {
        let place = place_of_value(text, own);
        let blanks = if place.is_empty() { " " } else { "" };
        return [&text[..place.start], blanks, value, &text[place.end..]].concat();
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
