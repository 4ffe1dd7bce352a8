//! A broken file taken apart into statements, line by line, so that each can be read alone.

use std::collections::HashMap;

use toml::de::DeTable;

use crate::source::Span;

/// A `[header]`, a `key = value`, or lines that are neither.
#[derive(Debug)]
pub(super) struct Statement {
    /// All of it, without the line break at its end.
    pub(super) range: Span,
    /// The name in a header or before `=`; empty where there is none.
    pub(super) name: Span,
    /// What follows the sign between key and value; of a header or loose lines, all of it.
    pub(super) value: Span,
    /// The sign between key and value, which may be a wrong one.
    pub(super) sign: Option<char>,
    /// Whether it opens a table.
    pub(super) is_header: bool,
}

impl Statement {
    /// The name as written, without quotes.
    pub(super) fn key<'a>(&self, text: &'a str) -> &'a str {
        text[self.name.clone()].trim_matches(['"', '\''])
    }

    const fn loose(line: Span) -> Self {
        Self { name: line.start..line.start, sign: None, is_header: false, value: line.start..line.end, range: line }
    }
}

/// Signs that are typed where `=` belongs.
const EQUALS: [char; 4] = ['=', '＝', ':', '：'];

/// Takes the text apart.
pub(super) fn split(text: &str) -> Vec<Statement> {
    let mut statements: Vec<Statement> = Vec::new();
    // Lines that say nothing make one stretch until something else comes.
    let mut stretching = false;
    let mut next = (!text.is_empty()).then(|| line_of(text, 0));
    while let Some(line) = next {
        let content = text[line.clone()].trim();
        let mut end = line.end;
        let was_stretching = std::mem::take(&mut stretching);
        if content.is_empty() || content.starts_with('#') {
        } else if let Some(statement) = header(text, &line) {
            statements.push(statement);
        } else if let Some(mut statement) = pair(text, &line) {
            end = end_of_value(text, &statement);
            statement.range.end = end;
            statement.value.end = end;
            statements.push(statement);
        } else {
            stretching = true;
            match statements.last_mut().filter(|_| was_stretching) {
                Some(stretch) => (stretch.range.end, stretch.value.end) = (end, end),
                None => statements.push(Statement::loose(line)),
            }
        }
        next = next_line(text, end);
    }
    statements
}

/// For each statement the first of the same name under the same header; itself, where there is no other.
pub(super) fn first_of_name(text: &str, statements: &[Statement]) -> Vec<usize> {
    let mut header = "";
    let mut first = HashMap::new();
    let mut found = Vec::with_capacity(statements.len());
    for (at, statement) in statements.iter().enumerate() {
        let key = statement.key(text);
        let name = if statement.is_header { (None, key) } else { (Some(header), key) };
        found.push(if key.is_empty() { at } else { *first.entry(name).or_insert(at) });
        if statement.is_header {
            header = key;
        }
    }
    found
}

/// Whether the offset is right after a `=` that nothing but blanks or a comment follows.
pub(super) fn nothing_follows(text: &str, offset: usize) -> bool {
    let (Some(before), Some(after)) = (text.get(..offset), text.get(offset..)) else { return false };
    let rest = after.lines().next().unwrap_or_default().trim_start_matches([' ', '\t', '\r']);
    before.trim_end_matches([' ', '\t']).ends_with('=') && (rest.is_empty() || rest.starts_with('#'))
}

/// `[name]`, also with its bracket missing or in Chinese.
fn header(text: &str, line: &Span) -> Option<Statement> {
    let own = &text[line.clone()];
    let inner = own.trim_start().trim_start_matches(['[', '［', '【', '〔']);
    if inner.len() == own.trim_start().len() {
        return None;
    }
    let start = line.end - inner.len();
    let inner = inner.split('#').next().unwrap_or_default();
    let name = inner.trim_end().trim_end_matches([']', '］', '】', '〕']).trim();
    let is_name = name.starts_with(|c: char| c.is_ascii_alphabetic()) && name.chars().all(is_key);
    let start = start + inner.len() - inner.trim_start().len();
    is_name.then(|| Statement {
        range: line.clone(),
        name: start..start + name.len(),
        value: line.clone(),
        sign: None,
        is_header: true,
    })
}

/// `key = …`, also with a wrong sign for `=`; up to the end of its line.
fn pair(text: &str, line: &Span) -> Option<Statement> {
    let own = &text[line.clone()];
    let indent = own.len() - own.trim_start().len();
    let length = own[indent..].find(|c: char| !is_key(c) && !matches!(c, '"' | '\''))?;
    let name = line.start + indent..line.start + indent + length;
    let rest = own[indent + length..].trim_start();
    let sign = rest.chars().next().filter(|c| EQUALS.contains(c))?;
    let value = line.end - rest.len() + sign.len_utf8();
    (length > 0).then(|| Statement {
        range: line.start + indent..line.end,
        name,
        value: value..line.end,
        sign: Some(sign),
        is_header: false,
    })
}

const fn is_key(c: char) -> bool {
    c.is_ascii_alphanumeric() || matches!(c, '_' | '-' | '.')
}

/// Where a value that may run over several lines ends: where it is closed, or before the next statement.
fn end_of_value(text: &str, statement: &Statement) -> usize {
    let mut end = statement.range.end;
    let Some(mut open) = Open::of(text[statement.value.clone()].trim_start()) else { return end };
    let mut at = end;
    while let Some(line) = next_line(text, at) {
        let own = &text[line.clone()];
        if begins_statement(text, &line) {
            return end;
        }
        if !own.trim().is_empty() {
            end = line.end;
        }
        if open.is_closed_by(own) {
            return end;
        }
        at = line.end;
    }
    end
}

/// Whether a line within an open value shows that the value was never closed: nobody writes such a line in a text.
fn begins_statement(text: &str, line: &Span) -> bool {
    let opens_or_holds = |pair: &Statement| {
        let opens = Open::of(text[pair.value.clone()].trim_start()).is_some();
        pair.sign == Some('=') && (opens || DeTable::parse(&text[line.clone()]).is_ok())
    };
    header(text, line).is_some() || pair(text, line).as_ref().is_some_and(opens_or_holds)
}

/// What is open at the end of a line.
enum Open {
    /// A text of several lines, with its quotes.
    Text(&'static str),
    /// So many brackets.
    Brackets(usize),
}

impl Open {
    fn of(value: &str) -> Option<Self> {
        for quotes in ["'''", "\"\"\""] {
            if let Some(rest) = value.strip_prefix(quotes) {
                return (!rest.contains(quotes)).then_some(Self::Text(quotes));
            }
        }
        let mut open = Self::Brackets(0);
        (value.starts_with(['[', '{']) && !open.is_closed_by(value)).then_some(open)
    }

    fn is_closed_by(&mut self, line: &str) -> bool {
        match self {
            Self::Text(quotes) => line.contains(*quotes),
            Self::Brackets(depth) => {
                let code = line.split('#').next().unwrap_or_default();
                let count = |signs: [char; 2]| code.matches(signs).count();
                *depth = (*depth + count(['[', '{'])).saturating_sub(count([']', '}']));
                *depth == 0
            }
        }
    }
}

fn line_of(text: &str, at: usize) -> Span {
    let end = text[at..].find('\n').map_or(text.len(), |length| at + length);
    let end = if text[at..end].ends_with('\r') { end - 1 } else { end };
    at..end
}

/// The line after the one that ends at `end`.
fn next_line(text: &str, end: usize) -> Option<Span> {
    let start = end + text[end..].find('\n')? + 1;
    Some(line_of(text, start))
}
