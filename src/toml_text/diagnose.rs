//! What is wrong with a statement that TOML cannot read, and what to type instead.

use super::bare_value;
use super::figure_list;
use super::lost_hash;
use super::problem::{About, Named, Problem, quote};
use super::quotes::is_misquoted;
use super::signs::{self, SOFT_BREAKS, WIDE_BLANKS};
use super::statements::Statement;
use crate::lenient_number::half_width;
use crate::rule::{self, Rule};
use crate::source::Span;

/// The rule that a statement breaks, where, and what to type instead.
pub(super) struct Diagnosis {
    pub(super) rule: &'static Rule,
    pub(super) span: Span,
    pub(super) message: String,
}

/// What is wrong with a statement that cannot be read; `at` is where the parser stopped.
pub(super) fn diagnose(text: &str, statement: &Statement, at: &Span, named: Option<Named>) -> Diagnosis {
    let broken = Broken { text, statement, subject: About { key: statement.key(text), named } };
    let control = broken.control_character().map(|problem| (&rule::F15, problem));
    let found = control.or_else(|| Some((&rule::F01, broken.lost_hash()?)));
    let found = found.or_else(|| Some((&rule::F09, broken.foreign_sign_with_advice()?)));
    let (rule, Problem { span, message }) = found.unwrap_or_else(|| (&rule::F01, broken.misspelling(at)));
    Diagnosis { rule, span, message }
}

/// The sentence where no exact cause is known.
pub(super) fn in_general(text: &str, at: &Span) -> String {
    let start = text[..at.start].rfind('\n').map_or(0, |before| before + 1);
    let line = text[start..].lines().next().unwrap_or_default();
    format!("这一行读不出来：{}。请对照空白表的写法改正：数字不加引号，文字加英文引号，逗号、括号用英文。", quote(line))
}

/// A statement that cannot be read.
struct Broken<'a> {
    text: &'a str,
    statement: &'a Statement,
    subject: About<'a>,
}

impl<'a> Broken<'a> {
    /// All that was typed.
    fn own(&self) -> &'a str {
        &self.text[self.statement.range.clone()]
    }

    /// The value as typed, without the comment behind it, and where it stands.
    fn value(&self) -> (&'a str, Span) {
        let span = code_of(self.text, &self.statement.value);
        (&self.text[span.clone()], span)
    }

    /// Whether `fix` can replace the signs.
    fn is_fixable(&self) -> bool {
        signs::set_right(self.text, self.statement).is_some()
    }

    /// A control character, which TOML does not take (F15).
    fn control_character(&self) -> Option<Problem> {
        let (own, subject) = (self.own(), &self.subject);
        let is_hidden = |c: &char| c.is_control() && !matches!(c, '\n' | '\t');
        // A carriage return before a line feed ends the line and is right.
        let is_line_end = |at: usize, c: char| c == '\r' && own[at + 1..].starts_with('\n');
        let (offset, c) = own.char_indices().find(|(at, c)| is_hidden(c) && !is_line_end(*at, *c))?;
        let start = self.statement.range.start + offset;
        let place = if subject.key.is_empty() { "这里".to_owned() } else { format!("{subject}里") };
        let code = u32::from(c);
        let message = if SOFT_BREAKS.contains(&c) && self.is_fixable() {
            format!(
                "{place}有从Word、WPS带来的换行符（U+{code:04X}），看不见。运行 nianbao fix 可改：文字里的改为分段，别处的改为空格。"
            )
        } else {
            format!("{place}有看不见的控制字符（U+{code:04X}），请删去后重新键入。")
        };
        Some(Problem::new(start..start + c.len_utf8(), message))
    }

    /// Words behind a whole value: a comment without its sign.
    fn lost_hash(&self) -> Option<Problem> {
        let span = lost_hash::words(self.text, self.statement)?;
        let words = quote(&self.text[span.clone()]);
        Some(Problem::new(span, format!("{}后面的{words}：说明文字前面要加#。", self.subject)))
    }

    fn foreign_sign_with_advice(&self) -> Option<Problem> {
        let Problem { span, message } = self.foreign_sign()?;
        let advice = if self.is_fixable() { "运行 nianbao fix 可改，文字部分不动。" } else { "" };
        Some(Problem::new(span, message + advice))
    }

    /// A Chinese sign, or a wide blank or letter, where TOML wants its own (F09).
    fn foreign_sign(&self) -> Option<Problem> {
        match self.statement.sign {
            _ if self.statement.is_header => self.foreign_brackets(),
            None => self.wide_indent(),
            Some(sign @ ('＝' | '：')) => Some(self.wrong_equals(sign)),
            Some('=') => self.wide_blank().or_else(|| self.wide_key()).or_else(|| self.foreign_value()),
            Some(_) => None,
        }
    }

    fn foreign_brackets(&self) -> Option<Problem> {
        let key = self.subject.key;
        let head = self.own().split('#').next().unwrap_or_default();
        let is_foreign = |c: char| !c.is_ascii() && !key.contains(c);
        (self.is_fixable() && head.contains(is_foreign)).then(|| {
            let message = format!("表名应写作[{key}]，用英文方括号，前后没有中文空格。");
            Problem::new(self.statement.range.clone(), message)
        })
    }

    /// Of loose lines.
    fn wide_indent(&self) -> Option<Problem> {
        let begins_wide = self.own().chars().next().is_some_and(|c| WIDE_BLANKS.contains(&c));
        begins_wide.then(|| {
            let message = "行首有中文空格（全角空格）或看不见的空格，请删去；空行就整行删去。".to_owned();
            Problem::new(first_line(self.text, &self.statement.range), message)
        })
    }

    fn wrong_equals(&self, sign: char) -> Problem {
        let name_end = self.statement.name.end;
        let start = name_end + self.text[name_end..].find(sign).unwrap_or(0);
        let message = format!("{}后面的“{sign}”应为英文等号“=”。", self.subject);
        Problem::new(start..start + sign.len_utf8(), message)
    }

    /// A blank from the input method before or behind the value.
    fn wide_blank(&self) -> Option<Problem> {
        let (text, range) = (self.text, &self.statement.range);
        let (_, value) = self.value();
        let line_end = value.end + text[value.end..range.end].find('\n').unwrap_or(range.end - value.end);
        let around = [range.start..value.start, value.end..line_end];
        let mut blanks = around.into_iter().flat_map(|part| {
            let code = text[part.clone()].split('#').next().unwrap_or_default();
            code.char_indices().map(move |(at, c)| (part.start + at, c))
        });
        let (start, blank) = blanks.find(|(_, c)| WIDE_BLANKS.contains(c))?;
        let message = format!("{}旁边有中文空格（全角空格），看上去像空格却不是。请删去，改用英文空格。", self.subject);
        Some(Problem::new(start..start + blank.len_utf8(), message))
    }

    fn wide_key(&self) -> Option<Problem> {
        let key = self.subject.key;
        let narrow: String = key.chars().map(half_width).collect();
        (narrow.is_ascii() && !key.is_ascii()).then(|| {
            let message = format!("“{key}”是全角字母，应为英文“{narrow}”。");
            Problem::new(self.statement.name.clone(), message)
        })
    }

    fn foreign_value(&self) -> Option<Problem> {
        let (value, span) = self.value();
        if is_misquoted(value) {
            let is_foreign = !value.lines().next().unwrap_or_default().is_ascii();
            return is_foreign.then(|| self.misquoted(&span));
        }
        let is_certain_key = self.subject.key.is_ascii();
        let Some((offset, sign, name, right)) = signs::first(value).filter(|_| is_certain_key) else {
            // The sign is behind a text in quotes, or is the quotes themselves.
            let right = signs::set_right(self.text, self.statement)?;
            let right = right.lines().next().unwrap_or_default().trim();
            let message = format!("{}这一行有中文（全角）符号，应写作 {right}。", self.subject);
            return Some(Problem::new(first_line(self.text, &span), message));
        };
        let advice = if sign.is_numeric() {
            "数字是全角的，请改用半角（英文）数字。".to_owned()
        } else {
            format!("{name}应为英文“{right}”。")
        };
        let start = span.start + offset;
        let message = format!("{}填的{}：{advice}", self.subject, quote(value));
        Some(Problem::new(start..start + sign.len_utf8(), message))
    }

    /// What is wrong although every sign is TOML's own (F01).
    fn misspelling(&self, at: &Span) -> Problem {
        match self.statement.sign {
            _ if self.statement.is_header => {
                let message = format!("表名这一行应写作[{}]，独占一行，用英文方括号。", self.subject.key);
                Problem::new(self.statement.range.clone(), message)
            }
            None => Problem::new(first_line(self.text, &self.statement.range), self.missing_equals()),
            Some('=') => self.misspelt_key().unwrap_or_else(|| self.misspelt_value(at)),
            Some(sign) => self.wrong_equals(sign),
        }
    }

    fn missing_equals(&self) -> String {
        let (key, subject) = (self.subject.key, &self.subject);
        if key.is_empty() {
            format!("这里读不出来：{}。每行应是“名称 = 内容”；说明文字前面要加#。", quote(self.own()))
        } else {
            format!("{subject}后面缺英文等号“=”：应写作 {key} = …。")
        }
    }

    fn misspelt_key(&self) -> Option<Problem> {
        let key = self.subject.key;
        let message = if !key.is_ascii() {
            format!("等号左边应是英文栏目名，不是“{key}”。请照空白表的写法，不要改动等号左边。")
        } else if key.contains(char::is_whitespace) {
            let whole: String = key.chars().filter(|c| !c.is_whitespace()).collect();
            format!("“{key}”中间多了空格，应写作{whole}。")
        } else {
            return None;
        };
        Some(Problem::new(self.statement.name.clone(), message))
    }

    fn misspelt_value(&self, at: &Span) -> Problem {
        let (value, span) = self.value();
        if is_misquoted(value) {
            return self.misquoted(&span);
        }
        if value.starts_with('[') {
            return figure_list::explain(&self.subject, value, &span);
        }
        match self.misquoted_text(value).or_else(|| bare_value::explain(&self.subject, value)) {
            Some(message) => Problem::new(first_line(self.text, &span), message),
            None => Problem::new(first_line(self.text, at), in_general(self.text, at)),
        }
    }

    fn misquoted(&self, span: &Span) -> Problem {
        let message = format!("{}的文字有几行，头尾应各是三个英文单引号'''，如空白表那样。", self.subject);
        Problem::new(first_line(self.text, span), message)
    }

    /// What is wrong with a text that begins with a right quote.
    fn misquoted_text(&self, value: &str) -> Option<String> {
        let subject = &self.subject;
        for quotes in ["'''", "\"\"\""] {
            if let Some(rest) = value.strip_prefix(quotes) {
                return Some(match rest.find(quotes) {
                    None => format!("{subject}的文字没有结束：在最后一段的下一行写上{quotes}。"),
                    Some(_) if value.starts_with('"') && value.contains('\\') => self.backslash("'''"),
                    Some(_) => format!("{subject}的文字结束之后还有别的内容：文字里面不能再有{quotes}。"),
                });
            }
        }
        let quote = value.get(..1).filter(|_| value.starts_with(['"', '\'']))?;
        Some(match value[1..].find(quote) {
            None => format!("{subject}的文字缺右引号{quote}。"),
            Some(_) if quote == "\"" && value.contains('\\') => self.backslash("'"),
            Some(_) => {
                format!("{subject}的引号之后还有别的内容：一个引号开始、一个引号结束，文字里的引号用中文的“”。")
            }
        })
    }

    fn backslash(&self, quotes: &str) -> String {
        format!("{}的文字里有“\\”：改成“/”，或把两头的引号换成{quotes}。", self.subject)
    }
}

/// A value without the blanks around it and, unless it is a text or a list, without the comment behind it.
fn code_of(text: &str, span: &Span) -> Span {
    let own = &text[span.clone()];
    let start = own.len() - own.trim_start().len();
    let value = own.trim();
    let code =
        if value.starts_with(['"', '\'', '[', '{']) { value } else { value.split('#').next().unwrap_or_default() };
    span.start + start..span.start + start + code.trim_end().len()
}

/// The part of a span in its first line.
fn first_line(text: &str, span: &Span) -> Span {
    let own = &text[span.clone()];
    span.start..span.start + own.lines().next().unwrap_or_default().len()
}
