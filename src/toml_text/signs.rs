//! Full-width and Chinese signs where TOML wants its own: which they are, and the text with the right ones.

use std::borrow::Cow;

use toml::de::DeTable;

use super::quotes::{CHINESE_QUOTES, is_misquoted, is_quotes};
use super::statements::{CLOSING, OPENING, Statement};
use crate::lenient_number::half_width;

/// Signs that an input method leaves where TOML wants its own, with their names.
const SIGNS: [(char, char, &str); 22] = [
    ('，', ',', "逗号"),
    ('、', ',', "逗号"),
    ('；', ',', "逗号"),
    ('“', '"', "引号"),
    ('”', '"', "引号"),
    ('‘', '\'', "引号"),
    ('’', '\'', "引号"),
    ('＂', '"', "引号"),
    ('＇', '\'', "引号"),
    ('「', '"', "引号"),
    ('」', '"', "引号"),
    ('［', '[', "方括号"),
    ('］', ']', "方括号"),
    ('【', '[', "方括号"),
    ('】', ']', "方括号"),
    ('（', '[', "方括号"),
    ('）', ']', "方括号"),
    ('．', '.', "小数点"),
    ('。', '.', "小数点"),
    ('－', '-', "负号"),
    ('＋', '+', "正号"),
    ('＃', '#', "井号"),
];

/// Blanks that look like a space and are none to TOML.
pub(super) const WIDE_BLANKS: [char; 9] =
    ['\u{3000}', '\u{a0}', '\u{2002}', '\u{2003}', '\u{2009}', '\u{200b}', '\u{feff}', '\u{85}', '\u{c}'];

/// What Word and WPS leave of a line broken by Shift+Enter, or of a page.
pub(super) const SOFT_BREAKS: [char; 2] = ['\u{b}', '\u{c}'];

/// The first sign in a value that is not a quoted text: where, which, what it is, what it should be.
pub(super) fn first(value: &str) -> Option<(usize, char, &'static str, char)> {
    if value.starts_with(['"', '\'']) {
        return None;
    }
    let mut in_comment = false;
    value.char_indices().find_map(|(at, c)| {
        in_comment = c == '#' || (in_comment && c != '\n');
        if in_comment {
            return None;
        }
        if matches!(c, '０'..='９') {
            return Some((at, c, "数字", half_width(c)));
        }
        if WIDE_BLANKS.contains(&c) {
            return Some((at, c, "空格", ' '));
        }
        let (sign, right, name) = SIGNS.iter().find(|(sign, ..)| *sign == c)?;
        Some((at, *sign, *name, *right))
    })
}

/// A statement with TOML's own signs in place of Chinese ones, texts and comments left as they are; none if it is no
/// TOML even so, or was it before.
pub fn set_right(text: &str, statement: &Statement) -> Option<String> {
    let own = &text[statement.range.clone()];
    if own.contains(SOFT_BREAKS) {
        return Some(without_soft_breaks(text, statement)).filter(|right| is_toml(right));
    }
    let right = match statement.sign {
        _ if statement.is_header => header(text, statement),
        Some(_) => pair(text, statement)?,
        None => bare(own),
    };
    let right = if own.ends_with(WIDE_BLANKS) { right.trim_end().to_owned() } else { right };
    (right != own && is_toml(&right)).then_some(right)
}

fn is_toml(text: &str) -> bool {
    DeTable::parse(text).is_ok()
}

/// A statement with soft breaks as paragraphs within a text of several lines, and as blanks anywhere else: a comment
/// must not become a line of its own.
fn without_soft_breaks(text: &str, statement: &Statement) -> String {
    let typed = &text[statement.value.clone()];
    let lead = typed.len() - typed.trim_start().len();
    let quotes = ["'''", "\"\"\""].into_iter().find(|quotes| typed[lead..].starts_with(quotes));
    let inner = quotes.and_then(|quotes| {
        let start = statement.value.start + lead + quotes.len();
        Some(start..start + text[start..statement.range.end].find(quotes)?)
    });
    let end = if text[statement.range.clone()].contains("\r\n") { "\r\n" } else { "\n" };
    let range = statement.range.clone();
    match inner {
        None => text[range].replace(SOFT_BREAKS, " "),
        Some(inner) => [
            text[range.start..inner.start].replace(SOFT_BREAKS, " "),
            text[inner.clone()].replace(SOFT_BREAKS, end),
            text[inner.end..range.end].replace(SOFT_BREAKS, " "),
        ]
        .concat(),
    }
}

/// A header in brackets of its own, with what stands behind it.
fn header(text: &str, statement: &Statement) -> String {
    let own = &text[statement.range.clone()];
    let comment = own.find(['#', '＃']).unwrap_or(own.len());
    let head: String = own[..comment]
        .trim_start_matches(|c| WIDE_BLANKS.contains(&c))
        .chars()
        .map(|c| match c {
            _ if OPENING.contains(&c) => '[',
            _ if CLOSING.contains(&c) => ']',
            _ => blank(c),
        })
        .collect();
    let tail = &own[comment..];
    head + &tail.strip_prefix('＃').map_or_else(|| tail.to_owned(), |rest| format!("#{rest}"))
}

/// A key with its value; none where the value cannot be set right.
fn pair(text: &str, statement: &Statement) -> Option<String> {
    let Statement { range, name, value: span, .. } = statement;
    let indent = bare(&text[range.start..name.start]);
    let key: String = text[name.clone()].chars().map(half_width).collect();
    let between: String = text[name.end..span.start].chars().map(|c| blank(half_width(c))).collect();
    // A colon, full-width or not, was typed for the equals sign.
    let between = if between.contains('=') { between } else { between.replace(':', "=") };
    let typed = &text[span.clone()];
    let right = quotes_alone(typed).or_else(|| quoted_lines(typed)).or_else(|| value(typed))?;
    Some(indent + &key + &between + &right)
}

/// A text without wide blanks before anything else.
fn bare(text: &str) -> String {
    text.trim_start_matches(|c| WIDE_BLANKS.contains(&c)).chars().map(blank).collect()
}

fn blank(c: char) -> char {
    if WIDE_BLANKS.contains(&c) { ' ' } else { c }
}

/// An empty text in Chinese quotes: two for one line, six for several.
fn quotes_alone(typed: &str) -> Option<String> {
    let code = typed.split('#').next().unwrap_or_default();
    let quotes = code.trim().chars().filter(|c| CHINESE_QUOTES.contains(c)).count();
    let empty = match quotes {
        2 => "\"\"",
        6 => "''''''",
        _ => return None,
    };
    (code.trim().chars().count() == quotes).then(|| format!(" {empty}{}", &typed[code.trim_end().len()..]))
}

/// A text of several lines between lines of wrong quotes, with the right ones. What stands in it stays.
fn quoted_lines(typed: &str) -> Option<String> {
    let lines: Vec<&str> = typed.split_inclusive('\n').collect();
    let [first, inner @ .., last] = lines.as_slice() else { return None };
    let is_text =
        is_misquoted(typed.trim()) && is_quotes(last.trim()) && !inner.iter().any(|line| line.contains("'''"));
    let end = if first.ends_with("\r\n") { "\r\n" } else { "\n" };
    is_text.then(|| format!(" '''{end}{}'''", inner.concat()))
}

/// A value with its signs set right; none where it cannot be told where a text ends.
fn value(typed: &str) -> Option<String> {
    if has_inner_brackets(typed) {
        return None;
    }
    let mut right = String::new();
    let mut rest = typed;
    while let Some(c) = rest.chars().next() {
        let (piece, length): (Cow<str>, usize) = match c {
            '"' | '\'' => quoted(rest, c)?,
            _ if CHINESE_QUOTES.contains(&c) => in_chinese_quotes(rest, c)?,
            '#' | '＃' => {
                let end = rest.find('\n').unwrap_or(rest.len());
                (format!("#{}", &rest[c.len_utf8()..end]).into(), end)
            }
            _ if ascii(c) == ',' && c != ',' => (comma(c, &rest[c.len_utf8()..]).into(), c.len_utf8()),
            _ => (ascii(c).to_string().into(), c.len_utf8()),
        };
        right += &piece;
        rest = &rest[length..];
    }
    Some(right)
}

/// A comma, and a blank where none follows; three digits may be what a thousands comma parts off, which must still
/// show.
fn comma(typed: char, rest: &str) -> &'static str {
    let digits = rest.chars().take_while(|c| half_width(*c).is_ascii_digit()).count();
    let may_part_thousands = typed == '，' && digits == 3;
    if may_part_thousands || rest.starts_with(char::is_whitespace) { "," } else { ", " }
}

/// Whether round brackets stand elsewhere than around a whole list: there they may mean that something is taken away.
fn has_inner_brackets(typed: &str) -> bool {
    let code = typed.split('#').next().unwrap_or_default().trim();
    let inner = code.strip_prefix('（').and_then(|rest| rest.strip_suffix('）')).unwrap_or(code);
    let is_single = inner.len() < code.len() && !inner.contains([',', '，', '、', '；']);
    let is_text = code.starts_with(['"', '\'']) || code.starts_with(CHINESE_QUOTES);
    !is_text && (is_single || inner.contains(['（', '）']))
}

/// The sign TOML wants for a character outside texts.
fn ascii(c: char) -> char {
    match SIGNS.iter().find(|(sign, ..)| *sign == c) {
        Some((_, right, _)) => *right,
        None if matches!(c, '０'..='９') => half_width(c),
        None => blank(c),
    }
}

/// A text in quotes as it stands, and its length; one that a Chinese quote closes, with quotes of TOML's own.
fn quoted(rest: &str, quote: char) -> Option<(Cow<'_, str>, usize)> {
    for quotes in ["'''", "\"\"\""] {
        if let Some(inner) = rest.strip_prefix(quotes) {
            let end = inner.find(quotes)? + 2 * quotes.len();
            return Some((rest[..end].into(), end));
        }
    }
    let line = rest.lines().next().unwrap_or_default();
    match line[1..].find(quote) {
        Some(end) => Some((rest[..end + 2].into(), end + 2)),
        None => in_chinese_quotes(rest, quote),
    }
}

/// A text in Chinese quotes with TOML's, and the length it had. It ends at the first quote that nothing but the end of
/// an item follows; a Chinese quote within it stays.
fn in_chinese_quotes(rest: &str, opening: char) -> Option<(Cow<'_, str>, usize)> {
    let line = rest.lines().next().unwrap_or_default();
    let closes = |c: char| c == '"' || CHINESE_QUOTES.contains(&c);
    let ends = |after: &str| after.trim_start().chars().next().is_none_or(|c| ",，、]］】）#＃".contains(c));
    let closing = line.char_indices().skip(1).find(|(at, c)| closes(*c) && ends(&line[at + c.len_utf8()..]));
    let (end, closing) = closing?;
    let inner = &line[opening.len_utf8()..end];
    // Where quotes touch, nobody can tell which of them belong to the text.
    let is_empty = inner.is_empty() || inner.starts_with(CHINESE_QUOTES) || inner.ends_with(CHINESE_QUOTES);
    let is_plain = !is_empty && !inner.contains(['"', '\\']) && !inner.chars().any(char::is_control);
    is_plain.then(|| (format!("\"{inner}\"").into(), end + closing.len_utf8()))
}
