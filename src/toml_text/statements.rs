//! A broken file taken apart into statements, line by line, so that each can be read alone.

use std::collections::HashMap;

use toml::de::DeTable;

use super::quotes::is_quotes;
use crate::lenient_number::half_width;
use crate::source::Span;

/// A `[header]`, a `key = value`, or lines that are neither.
#[derive(Debug)]
pub struct Statement {
    /// All of it, without the line break at its end.
    pub range: Span,
    /// The name in a header or before `=`; empty where there is none.
    pub name: Span,
    /// What follows the sign between key and value; of a header or loose lines, all of it.
    pub value: Span,
    /// The sign between key and value, which may be a wrong one.
    pub sign: Option<char>,
    /// Whether it opens a table.
    pub is_header: bool,
    /// The header it stands under, by its number among the statements.
    pub under: Option<usize>,
}

impl Statement {
    /// The name as written, without quotes.
    pub fn key<'a>(&self, text: &'a str) -> &'a str {
        text[self.name.clone()].trim_matches(['"', '\''])
    }

    fn new(line: &Span, name: Span, value: Span, sign: Option<char>, is_header: bool) -> Self {
        Self { range: line.clone(), name, value, sign, is_header, under: None }
    }
}

/// Signs that are typed where `=` belongs.
const EQUALS: [char; 4] = ['=', '＝', ':', '：'];

/// Brackets that are typed where `[` and `]` belong.
pub(super) const OPENING: [char; 6] = ['[', '［', '【', '〔', '(', '（'];
pub(super) const CLOSING: [char; 6] = [']', '］', '】', '〕', ')', '）'];

/// The only blanks TOML knows within a line; any other that looks like one is a mistake.
const BLANKS: [char; 2] = [' ', '\t'];

/// Takes the text apart. `tables` are the names of tables there can be: a header that is badly written counts only if
/// it names one of them.
pub fn split(text: &str, tables: &[&str]) -> Vec<Statement> {
    let mut splitter = Splitter { text, tables, statements: Vec::new(), under: None, ends_loose: false };
    let mut next = (!text.is_empty()).then(|| line_of(text, 0));
    while let Some(line) = next {
        let end = splitter.read(&line);
        next = next_line(text, end);
    }
    splitter.statements
}

/// A text being taken apart.
struct Splitter<'a> {
    text: &'a str,
    tables: &'a [&'a str],
    statements: Vec<Statement>,
    /// The last header.
    under: Option<usize>,
    /// Whether the last statement is of loose lines, to which the next loose line belongs as well.
    ends_loose: bool,
}

impl Splitter<'_> {
    /// Reads a line, and those after it that belong to its value; returns where they end.
    fn read(&mut self, line: &Span) -> usize {
        let text = self.text;
        let content = text[line.clone()].trim_matches(BLANKS);
        if content.is_empty() {
            return line.end;
        }
        if content.starts_with('#') {
            self.ends_loose = false;
            return line.end;
        }
        match header(text, line, self.tables).or_else(|| pair(text, line)).or_else(|| word(text, line)) {
            Some(statement) => self.add(statement),
            None => self.add_loose(line),
        }
    }

    fn add(&mut self, mut statement: Statement) -> usize {
        if statement.sign.is_some() {
            let end = end_of_value(self.text, &statement, self.tables);
            (statement.range.end, statement.value.end) = (end, end);
        }
        if statement.is_header {
            self.under = Some(self.statements.len());
        } else {
            statement.under = self.under;
        }
        let end = statement.range.end;
        self.statements.push(statement);
        self.ends_loose = false;
        end
    }

    fn add_loose(&mut self, line: &Span) -> usize {
        match self.statements.last_mut().filter(|_| self.ends_loose) {
            Some(loose) => (loose.range.end, loose.value.end) = (line.end, line.end),
            None => {
                let nowhere = line.start..line.start;
                let loose = Statement::new(line, nowhere, line.clone(), None, false);
                self.statements.push(Statement { under: self.under, ..loose });
            }
        }
        self.ends_loose = true;
        line.end
    }
}

/// Where the value of a `key = value` stands, without the blanks and the comment around it; where it cannot be read, all
/// that follows the sign.
pub fn place_of_value(text: &str, statement: &Statement) -> Span {
    let (own, start) = (&text[statement.range.clone()], statement.range.start);
    let Ok(table) = DeTable::parse(own) else {
        let rest = &text[statement.value.clone()];
        let is_empty = rest.trim_start().is_empty() || rest.trim_start().starts_with('#');
        return if is_empty { statement.value.start..statement.value.start } else { statement.value.clone() };
    };
    // A key with dots opens a table for each of them.
    let dots = statement.key(text).matches('.').count();
    let mut value = table.get_ref().values().next();
    for _ in 0..dots {
        value = value.and_then(|value| value.get_ref().as_table()?.values().next());
    }
    value.map_or_else(|| statement.value.clone(), |value| start + value.span().start..start + value.span().end)
}

/// For each statement the first of the same name under a header of the same name; itself, where there is no other.
pub(super) fn first_of_name(text: &str, statements: &[Statement]) -> Vec<usize> {
    let mut first = HashMap::new();
    let of = |(at, statement): (usize, &Statement)| {
        let header = statement.under.map(|at| statements[at].key(text));
        let name = (statement.is_header, header, statement.key(text));
        if name.2.is_empty() { at } else { *first.entry(name).or_insert(at) }
    };
    statements.iter().enumerate().map(of).collect()
}

/// Whether the offset is right after a `=` that nothing but blanks or a comment follows.
pub(super) fn nothing_follows(text: &str, offset: usize) -> bool {
    let (Some(before), Some(after)) = (text.get(..offset), text.get(offset..)) else { return false };
    let rest = after.lines().next().unwrap_or_default().trim_start_matches([' ', '\t', '\r']);
    before.trim_end_matches([' ', '\t']).ends_with('=') && (rest.is_empty() || rest.starts_with('#'))
}

/// `[name]`, also with its bracket missing; and, for a table there can be, with other brackets or words behind it.
fn header(text: &str, line: &Span, tables: &[&str]) -> Option<Statement> {
    let own = text[line.clone()].trim_matches(is_blank);
    let inner = own.trim_start_matches(OPENING);
    let name = inner[..inner.find(|c| !is_key(c)).unwrap_or(inner.len())].trim_end_matches('.');
    let after = inner[name.len()..].trim_start_matches('.').trim_start();
    let (is_opened, is_closed) = (inner.len() < own.len(), after.starts_with(CLOSING));
    let rest = after.trim_start_matches(CLOSING).trim_start();
    let ends = rest.is_empty() || rest.starts_with('#');
    let is_plain = own.starts_with(['[', '［']) && (is_closed || after.is_empty() || after.starts_with('#')) && ends;
    let is_known = tables.contains(&name) && (is_opened || (is_closed && ends));
    let start = line.start + text[line.clone()].find(inner)?;
    (name.starts_with(|c: char| c.is_ascii_alphabetic()) && (is_plain || is_known))
        .then(|| Statement::new(line, start..start + name.len(), line.clone(), None, true))
}

/// `key = …`, also with a wrong sign for `=` or a Chinese key; up to the end of its line.
fn pair(text: &str, line: &Span) -> Option<Statement> {
    let own = &text[line.clone()];
    let indent = own.len() - own.trim_start_matches(is_blank).len();
    let length =
        own[indent..].find(|c: char| !is_key(half_width(c)) && !c.is_alphanumeric() && !matches!(c, '"' | '\''))?;
    let length = length + blank_within(&own[indent + length..]);
    let name = line.start + indent..line.start + indent + length;
    let rest = own[indent + length..].trim_start();
    let sign = rest.chars().next().filter(|c| EQUALS.contains(c))?;
    let value = line.end - rest.len() + sign.len_utf8();
    // A Chinese word before a colon is more likely a stray line of text.
    let is_pair = length > 0 && (text[name.clone()].is_ascii() || matches!(sign, '=' | '＝'));
    is_pair.then(|| Statement::new(line, name, value..line.end, Some(sign), false))
}

/// How much more belongs to a key that blanks have got into: `rec eived = …`.
fn blank_within(rest: &str) -> usize {
    let length = rest.find('=').unwrap_or(0);
    let more = rest[..length].trim_end_matches(is_blank);
    let is_key_or_blank = |c: char| is_key(c) || matches!(c, ' ' | '\t');
    let is_part = !more.trim().is_empty() && more.len() < LONGEST_KEY && more.chars().all(is_key_or_blank);
    if is_part { more.len() } else { 0 }
}

/// No key is longer.
const LONGEST_KEY: usize = 40;

/// A key with a value or nothing after it, and no sign between.
fn word(text: &str, line: &Span) -> Option<Statement> {
    let own = &text[line.clone()];
    let indent = own.len() - own.trim_start_matches(is_blank).len();
    let word = own[indent..].split(char::is_whitespace).next().unwrap_or_default();
    let rest = own[indent + word.len()..].trim_start();
    let is_key = word.len() >= 4 && word.chars().all(|c| c.is_ascii_lowercase() || c == '_');
    let is_value = rest.is_empty() || rest.starts_with(|c: char| c.is_ascii_digit() || "['\"+-#".contains(c));
    let name = line.start + indent..line.start + indent + word.len();
    (is_key && is_value).then(|| Statement::new(line, name, line.end - rest.len()..line.end, None, false))
}

/// What looks like a blank, to TOML or not.
fn is_blank(c: char) -> bool {
    c.is_whitespace() || matches!(c, '\u{feff}' | '\u{200b}')
}

const fn is_key(c: char) -> bool {
    c.is_ascii_alphanumeric() || matches!(c, '_' | '-' | '.')
}

/// Where a value that may run over several lines ends: where it is closed, or before the next statement.
fn end_of_value(text: &str, statement: &Statement, tables: &[&str]) -> usize {
    let mut end = statement.range.end;
    let value = text[statement.value.clone()].trim();
    if is_quotes(value) && value != "'''" && value != "\"\"\"" {
        return end_of_misquoted(text, statement, tables);
    }
    let Some(mut open) = Open::of(value) else { return end };
    if let Open::Text(quotes) = open
        && let Some(closing) = closing_line(text, end, quotes)
    {
        return closing.end;
    }
    let mut at = end;
    while let Some(line) = next_line(text, at) {
        let own = &text[line.clone()];
        if begins_statement(text, &line, tables) {
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

/// Where a text of several lines ends whose opening quotes are not those of one: at a line of nothing but quotes, or,
/// of quotes that open anything at all, where the loose lines end. Two that close each other may be an empty text.
fn end_of_misquoted(text: &str, statement: &Statement, tables: &[&str]) -> usize {
    let value = text[statement.value.clone()].trim();
    let mut end = statement.range.end;
    let mut at = end;
    while let Some(line) = next_line(text, at) {
        let own = text[line.clone()].trim();
        if is_quotes(own) {
            return line.end;
        }
        let is_loose = pair(text, &line).is_none() && header(text, &line, tables).is_none() && !own.starts_with('#');
        if !is_loose || begins_statement(text, &line, tables) {
            break;
        }
        end = if own.is_empty() { end } else { line.end };
        at = line.end;
    }
    if matches!(value, "''" | "\"\"") { statement.range.end } else { end }
}

/// The line that closes a text of several lines; none if the next quotes are those of another text being opened.
fn closing_line(text: &str, end: usize, quotes: &str) -> Option<Span> {
    let at = end + text[end..].find(quotes)?;
    let start = text[..at].rfind('\n').map_or(0, |before| before + 1);
    let line = line_of(text, start);
    let opens = pair(text, &line).is_some_and(|pair| Open::of(text[pair.value].trim_start()).is_some());
    (!opens).then_some(line)
}

/// Whether a line within an open value shows that the value was never closed.
fn begins_statement(text: &str, line: &Span, tables: &[&str]) -> bool {
    let opens_or_holds = |pair: &Statement| {
        let opens = Open::of(text[pair.value.clone()].trim_start()).is_some();
        pair.sign == Some('=') && (opens || DeTable::parse(&text[line.clone()]).is_ok())
    };
    let is_header = |header: &Statement| tables.contains(&header.key(text));
    header(text, line, tables).as_ref().is_some_and(is_header) || pair(text, line).as_ref().is_some_and(opens_or_holds)
}

/// What is open at the end of a line.
enum Open {
    /// A text of several lines, by its quotes.
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
