//! What stands beside the values of a form that is printed: where it comes from, what is to be minded, last year's.

use std::collections::HashMap;

use crate::fields::Field;
use crate::subject::{Key, Subject};

/// What stands beside the values of a form.
#[derive(Debug, Clone, Default)]
pub struct Comments {
    /// Lines at its head.
    pub head: Vec<String>,
    /// What last year's form says.
    pub earlier: Earlier,
    /// Whether it asks for 收取信息处理费情况 where its edition reports it.
    pub asks_fee: bool,
    pub(super) beside: HashMap<(String, String), Vec<String>>,
}

/// What last year's form says: texts by field, figures by row as they are shown.
#[derive(Debug, Clone, Default)]
pub struct Earlier {
    /// By table and key.
    pub texts: HashMap<(&'static str, &'static str), String>,
    /// By table and row.
    pub rows: HashMap<(&'static str, &'static str), String>,
}

impl Comments {
    /// Sets a remark above the row or the key that it is about; else at the head.
    pub fn remark(&mut self, subject: &Subject, remark: String) {
        let name = match (subject, subject.row(), subject.field()) {
            (_, Some(row), _) => (row.matrix.table.key.to_owned(), row.line.key.to_owned()),
            (_, _, Some(field)) if !field.table.is_empty() => (field.table.to_owned(), field.key.to_owned()),
            (Subject::Key(Key { table, key }), ..) if !table.is_empty() && !key.is_empty() => {
                (table.clone(), key.clone())
            }
            _ => return self.head.push(remark),
        };
        self.beside.entry(name).or_default().push(remark);
    }

    /// Takes back what was remarked on a field.
    pub fn forget(&mut self, field: &Field) {
        self.beside.remove(&(field.table.to_owned(), field.key.to_owned()));
    }

    /// The remarks above a row or a key.
    pub fn above(&self, table: &str, key: &str) -> &[String] {
        self.beside.get(&(table.to_owned(), key.to_owned())).map_or(&[], Vec::as_slice)
    }
}
