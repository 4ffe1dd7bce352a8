//! What a finding is about.

use std::fmt;
use std::ops::Range;

use crate::fields::{self, Field};
use crate::standard::{Edition, Place, Row, Table};

/// 所指: what a finding is about. Written as the keys of the form (`applications.received.total`, `agency.name`) in
/// `--json` and in `[[explained]]`, and nothing for the file as a whole.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Subject {
    /// The file as a whole.
    File,
    /// A table of figures.
    Table(&'static str),
    /// A row of a table of figures.
    Row(Row),
    /// A cell of a table of figures.
    Cell(Place),
    /// A table of the fixed part, by its key.
    Part(&'static str),
    /// A key of the fixed part.
    Field(&'static Field),
    /// A passage of a text: its key, and which bytes of the text.
    Passage(&'static Field, Range<usize>),
    /// A key that a form or roster does not have, as it was typed, or one of the roster.
    Key(Key),
}

/// A key as it was typed, with that of its table; either may be empty.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Key {
    /// The key of the table.
    pub table: String,
    /// Its own.
    pub key: String,
}

impl Subject {
    /// What a key of a form stands for in an edition: a table, a row, a key of the fixed part; otherwise as it was
    /// typed.
    pub fn of_key(edition: &'static Edition, table: &str, key: &str) -> Self {
        if key.is_empty() {
            return Self::of_table(edition, table);
        }
        let row = edition.row(table, key).map(Self::Row);
        row.or_else(|| fields::field(table, key).map(Self::Field)).unwrap_or_else(|| Self::typed(table, key))
    }

    fn of_table(edition: &'static Edition, table: &str) -> Self {
        let part = fields::FIELDS.iter().map(|field| field.table).find(|part| *part == table);
        match (edition.table(table), part) {
            (Some(Table { key, .. }), _) => Self::Table(key),
            (None, Some("")) => Self::File,
            (None, Some(part)) => Self::Part(part),
            (None, None) => Self::typed(table, ""),
        }
    }

    /// A key as it was typed.
    pub fn typed(table: &str, key: &str) -> Self {
        Self::Key(Key { table: table.to_owned(), key: key.to_owned() })
    }

    /// The key of the table it is in, of figures or of the fixed part; empty at the head of a form.
    pub fn table(&self) -> &str {
        match self {
            Self::File => "",
            Self::Table(table) | Self::Part(table) => table,
            Self::Row(row) => row.matrix.table.key,
            Self::Cell(place) => place.table().key,
            Self::Field(field) | Self::Passage(field, _) => field.table,
            Self::Key(key) => &key.table,
        }
    }

    /// The row it is in, if it is one or a cell of one.
    pub fn row(&self) -> Option<Row> {
        match self {
            Self::Row(row) => Some(*row),
            Self::Cell(place) => Some(Row { matrix: place.matrix(), line: place.row() }),
            _ => None,
        }
    }

    /// The cell, if it is one.
    pub const fn cell(&self) -> Option<Place> {
        match self {
            Self::Cell(place) => Some(*place),
            _ => None,
        }
    }

    /// The key of the fixed part, if it is one or a passage of one.
    pub const fn field(&self) -> Option<&'static Field> {
        match self {
            Self::Field(field) | Self::Passage(field, _) => Some(field),
            _ => None,
        }
    }

    /// Whether it is a key of the fixed part, or a passage of it.
    pub fn is_of(&self, field: &Field) -> bool {
        self.field().is_some_and(|own| own == field)
    }

    /// It as staff would name it: 表三“一、本年新收”自然人, 机关名称, 文字部分.
    pub fn full_name(&self, edition: &Edition) -> String {
        match self {
            Self::File => String::new(),
            Self::Table(table) => edition.table(table).map_or("", |table| table.name).to_owned(),
            Self::Row(row) => row.full_name(),
            Self::Cell(place) => place.full_name(),
            Self::Part(part) => fields::title_of(part).to_owned(),
            Self::Field(field) | Self::Passage(field, _) => field.label.to_owned(),
            Self::Key(Key { table, key }) => {
                let name = if table.is_empty() { key } else { table };
                edition.table(name).map_or_else(|| fields::title_of(name), |table| table.name).to_owned()
            }
        }
    }
}

impl From<Place> for Subject {
    fn from(place: Place) -> Self {
        Self::Cell(place)
    }
}

impl From<Row> for Subject {
    fn from(row: Row) -> Self {
        Self::Row(row)
    }
}

impl From<&'static Field> for Subject {
    fn from(field: &'static Field) -> Self {
        Self::Field(field)
    }
}

impl fmt::Display for Subject {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::File => Ok(()),
            Self::Table(key) | Self::Part(key) => f.write_str(key),
            Self::Row(row) => row.fmt(f),
            Self::Cell(place) => place.fmt(f),
            Self::Field(field) | Self::Passage(field, _) => field.fmt(f),
            Self::Key(Key { table, key }) if table.is_empty() || key.is_empty() => write!(f, "{table}{key}"),
            Self::Key(Key { table, key }) => write!(f, "{table}.{key}"),
        }
    }
}
