//! A broken text read all the same: what cannot be read is put aside, and the rest is read as a whole.

use toml::de::{DeTable, Error};

use super::diagnose::{self, Diagnosis};
use super::patched::Patched;
use super::problem::Named;
use super::statements::{self, Statement};
use super::{SyntaxError, Tree, is_empty_value};
use crate::rule;
use crate::source::{Source, Span};

/// How many lines are left out one by one before nothing of the text is trusted.
const MOST_STRAY_LINES: usize = 64;

/// The message of the `toml` crate for a key given twice; a test checks it.
const GIVEN_TWICE: &str = "duplicate key";

/// A broken text, taken apart into statements.
pub(super) struct Recovery<'a> {
    source: &'a Source,
    /// What a key of a table stands for.
    named: &'a dyn Fn(&str, &str) -> Option<Named>,
    statements: Vec<Statement>,
    patched: Patched,
    syntax_errors: Vec<SyntaxError>,
}

impl<'a> Recovery<'a> {
    pub(super) fn new(source: &'a Source, tables: &[&str], named: &'a dyn Fn(&str, &str) -> Option<Named>) -> Self {
        let statements = statements::split(source.text(), tables);
        Self { source, named, statements, patched: Patched::default(), syntax_errors: Vec::new() }
    }

    pub(super) fn read(mut self) -> Tree {
        self.put_unreadable_aside();
        let (whole, given_twice) = self.leave_stray_lines_out();
        self.report_given_twice(&given_twice);
        self.syntax_errors.sort_by_key(|error| error.span.start);
        let (table, _) = DeTable::parse_recoverable(&whole);
        Tree { entries: self.patched.into_entries(&whole, table.into_inner()), syntax_errors: self.syntax_errors }
    }

    /// Reads each statement alone.
    fn put_unreadable_aside(&mut self) {
        let text = self.source.text();
        for statement in &self.statements {
            let Some(Diagnosis { rule, span, message }) = self.diagnosis(statement) else { continue };
            let (table, key) = self.table_and_key(statement);
            self.syntax_errors.push(SyntaxError { rule, table, key, span, message });
            self.patched.put_aside(text, statement);
        }
    }

    /// What is wrong with a statement read alone, if anything.
    fn diagnosis(&self, statement: &Statement) -> Option<Diagnosis> {
        let text = self.source.text();
        let own = &text[statement.range.clone()];
        let (_, errors) = DeTable::parse_recoverable(own);
        // A byte order mark is forgiven at the start of a file, which a statement is not.
        let error = errors.iter().find(|error| !is_empty_value(own, error)).map(|error| error.span().unwrap_or(0..0));
        let at = error.or_else(|| own.starts_with('\u{feff}').then_some(0..0))?;
        let at = statement.range.start + at.start..statement.range.start + at.end;
        let named = (self.named)(self.header(statement), statement.key(text));
        Some(diagnose::diagnose(text, statement, &at, named))
    }

    /// The patched text, which is read without any error but keys given twice; and where those stand in it. A line that
    /// still cannot be read is left out: what is read must not depend on how the text was taken apart.
    fn leave_stray_lines_out(&mut self) -> (String, Vec<Span>) {
        let text = self.source.text();
        for _ in 0..MOST_STRAY_LINES {
            let whole = self.patched.text(text);
            let (_, errors) = DeTable::parse_recoverable(&whole);
            let errors: Vec<Error> = errors.into_iter().filter(|error| !is_empty_value(&whole, error)).collect();
            let stray = errors.iter().find(|error| error.message() != GIVEN_TWICE);
            let Some(stray) = stray else { return (whole, errors.iter().filter_map(Error::span).collect()) };
            let line = self.patched.line(text, &stray.span().unwrap_or(0..0));
            let message = diagnose::in_general(text, &line);
            let (table, key) = (String::new(), String::new());
            self.syntax_errors.push(SyntaxError { rule: &rule::F01, table, key, span: line.clone(), message });
            self.patched.leave_out(line);
        }
        self.patched.trust_nothing(text);
        (self.patched.text(text), Vec::new())
    }

    /// Statements of one name, of which nobody can tell which counts: the values of both are unknown. `given_twice` are
    /// the second ones, in the patched text.
    fn report_given_twice(&mut self, given_twice: &[Span]) {
        let first_of_name = statements::first_of_name(self.source.text(), &self.statements);
        for twice in given_twice {
            let span = self.patched.original(twice);
            let at = self.statements.partition_point(|statement| statement.range.start <= span.start).checked_sub(1);
            let Some(at) = at else { continue };
            let (first, second) = (&self.statements[first_of_name[at]], &self.statements[at]);
            self.patched.distrust([first.value.clone(), second.value.clone()]);
            // A table given twice is one mistake, not one more for each of its rows.
            if second.under.is_some_and(|header| first_of_name[header] != header) {
                continue;
            }
            let message = self.given_twice(first, second);
            let (table, key) = self.table_and_key(second);
            self.syntax_errors.push(SyntaxError { rule: &rule::F11, table, key, span, message });
        }
    }

    fn given_twice(&self, first: &Statement, second: &Statement) -> String {
        let key = second.key(self.source.text());
        let (line, _) = self.source.position(first.range.start);
        if second.is_header {
            return format!("[{key}]这张表写了两次（第{line}行已有），请并到一处。");
        }
        let what = match (self.named)(self.header(second), key) {
            Some(named) => format!("{}（{key}）", named.label),
            None => format!("“{key}”"),
        };
        format!("{what}写了两次（第{line}行已有），不知以哪个为准。只留一个。")
    }

    /// The name of the header a statement stands under, as typed; empty above the first.
    fn header(&self, statement: &Statement) -> &str {
        statement.under.map_or("", |at| self.statements[at].key(self.source.text()))
    }

    /// The table a statement stands under, or opens, and its key, as typed: `disclosure` and `licensing`.
    fn table_and_key(&self, statement: &Statement) -> (String, String) {
        let key = statement.key(self.source.text()).to_owned();
        if statement.is_header { (key, String::new()) } else { (self.header(statement).to_owned(), key) }
    }
}
