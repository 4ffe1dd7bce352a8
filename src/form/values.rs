//! Reading what was filled in for a key of the fixed part (F05, F06, F10, F12, F13, F15).

use super::Answer;
use super::entered::Entered;
use super::number::figure;
use crate::agency::{LONGEST_NAME, NOT_IN_FILE_NAMES};
use crate::credit_code;
use crate::date::Date;
use crate::fields::{self, Field, Takes};
use crate::figure::{Figure, Kind};
use crate::finding::Finding;
use crate::invisible::{is_invisible, visible};
use crate::lenient_number;
use crate::rule;
use crate::standard::{EDITIONS, Edition};
use crate::suggest::nearest;
use crate::toml_text::Value;
use crate::year::Year;

/// The longest line of any other kind, in characters.
const LONGEST_LINE: usize = 200;

/// The longest name of a font that Word and Excel take, in characters.
const LONGEST_FONT: usize = 31;
/// The longest paragraph of a note that still shows whole in a row of a sheet, in characters.
const LONGEST_NOTE: usize = 1000;

/// Signs that part the names of several fonts, or that no name of a font has.
const NOT_IN_FONTS: &str = ",;，；、/|\\\"'<>“”";

/// Reads the value of a key; what cannot be read leaves a finding.
pub(super) fn read(field: &'static Field, entered: &Entered<'_>, findings: &mut Vec<Finding>) -> Answer {
    let mut answer = Reading { field, entered, findings };
    match field.takes {
        Takes::Year => answer.year(),
        Takes::Version => answer.version(),
        Takes::Line | Takes::Font | Takes::Text => answer.text(),
        Takes::Code => answer.code(),
        Takes::Choice(words) => answer.choice(words),
        Takes::Date => answer.date(),
        Takes::Count => answer.figure(Kind::Count, lenient_number::COUNTED),
        Takes::Amount => answer.figure(Kind::Amount, lenient_number::IN_YUAN),
        Takes::Lines => answer.texts(),
        Takes::Numbers => answer.figures(),
    }
}

struct Reading<'a> {
    field: &'static Field,
    entered: &'a Entered<'a>,
    findings: &'a mut Vec<Finding>,
}

impl Reading<'_> {
    fn year(&mut self) -> Answer {
        let Some(year) = self.whole_number() else {
            let shown = self.entered.shown();
            let example = if self.is_text() { "year = 2026" } else { "2026" };
            return self.wrong(format!("{}应为四位数的年份，如 {example}，现填{shown}。", self.field.label));
        };
        match year_problem(year) {
            None => Year::read(year).map_or(Answer::Unreadable, Answer::Year),
            Some(message) => self.report(&rule::F10, message),
        }
    }

    fn version(&mut self) -> Answer {
        let year = self.whole_number().and_then(Year::read);
        match year.filter(|year| Edition::of_version(year.number()).is_some()) {
            Some(year) => Answer::Year(year),
            None => {
                let (shown, versions) =
                    (self.entered.shown(), EDITIONS.iter().map(|e| e.version.to_string()).collect::<Vec<_>>());
                let versions = versions.join("或");
                self.report(&rule::F13, format!("格式版本只能是{versions}，现填{shown}。一般不用写这一行。"))
            }
        }
    }

    fn text(&mut self) -> Answer {
        match self.entered.value {
            Value::Text(text) => self.checked(text),
            Value::Number(_) if !self.is_text() => {
                let message = format!("{}应为文字，现填{}。请重新键入。", self.field.label, self.entered.shown());
                self.wrong(message)
            }
            Value::Number(typed) => {
                let message = format!("{}是文字，要加英文引号：{} = \"{typed}\"。", self.field.label, self.field.key);
                self.wrong(message)
            }
            Value::Unknown | Value::Empty => Answer::Unreadable,
            _ => {
                let shown = self.entered.shown();
                let quotes = if self.is_text() { "，写在英文引号里" } else { "" };
                self.wrong(format!("{}应为文字{quotes}，现填{shown}。", self.field.label))
            }
        }
    }

    fn texts(&mut self) -> Answer {
        let Value::List(items) = self.entered.value else {
            return self.wrong(if self.is_text() {
                format!("{}应写成列表：{} = [\"…\", \"…\"]。", self.field.label, self.field.key)
            } else {
                format!("{}应一行填一个。请重新键入。", self.field.label)
            });
        };
        let mut texts = Vec::new();
        for item in items {
            match &item.value {
                Value::Text(text) => texts.push(text.trim().to_owned()),
                _ if self.is_text() => {
                    return self.wrong(format!("{}的每一项都应是英文引号里的文字。", self.field.label));
                }
                _ => return self.wrong(format!("{}应一行填一个。请重新键入。", self.field.label)),
            }
        }
        for text in &texts {
            if let Answer::Unreadable = self.checked(text) {
                return Answer::Unreadable;
            }
        }
        Answer::Texts(texts)
    }

    fn choice(&mut self, words: &'static [&'static str]) -> Answer {
        let word = match self.entered.value {
            Value::Text(text) => text.trim(),
            _ => return self.text(),
        };
        if word.is_empty() || word.contains('【') {
            return Answer::Text(word.to_owned());
        }
        if let Some(found) = words.iter().find(|w| **w == word) {
            return Answer::Choice(found);
        }
        let synonym = fields::SYNONYMS.iter().find(|(other, meant)| *other == word && words.contains(meant));
        let meant = synonym.map(|(_, meant)| *meant).or_else(|| nearest(word, words.iter().copied()));
        let meant = meant.map(|w| format!("，是不是“{w}”？")).unwrap_or_default();
        let message = format!("{}填“{word}”，只能是{}中的一个{meant}", self.field.label, words.join("、"));
        let message = if message.ends_with('？') { message } else { message + "。" };
        self.report(&rule::F13, message)
    }

    fn code(&mut self) -> Answer {
        let typed = match self.text() {
            Answer::Text(text) if !text.is_empty() && !text.contains('【') => text,
            answer => return answer,
        };
        match credit_code::read(&typed) {
            Ok(code) => Answer::Text(code),
            Err(fault) => self.report(&rule::F05, format!("{}{fault}。请照登记证书抄。", self.field.label)),
        }
    }

    fn date(&mut self) -> Answer {
        let date = match self.entered.value {
            Value::Date(year, month, day) => Date::new(*year, *month, *day),
            Value::Text(text) if text.trim().is_empty() => return Answer::Text(String::new()),
            Value::Text(text) if text.contains('【') => return Answer::Text(text.clone()),
            Value::Text(text) => Date::read(text),
            Value::Unknown => return Answer::Unreadable,
            _ => None,
        };
        match date {
            Some(date) => Answer::Date(date),
            None => {
                let shown = self.entered.shown();
                let quote = if self.is_text() { "\"" } else { "" };
                self.wrong(format!(
                    "{}应写作2026-01-23或{quote}2026年1月23日{quote}，须是真有的日子，现填{shown}。",
                    self.field.label
                ))
            }
        }
    }

    fn figure(&mut self, kind: Kind, units: &[&str]) -> Answer {
        match figure(self.entered, kind, units, || self.field.label.to_owned()) {
            Ok(figure) => Answer::Figure(figure),
            Err(None) => Answer::Unreadable,
            Err(Some((rule, message))) => self.report(rule, message),
        }
    }

    fn figures(&mut self) -> Answer {
        let Value::List(items) = self.entered.value else {
            return self.wrong(format!("{}应写成列表：{} = [1, 2]。", self.field.label, self.field.key));
        };
        let mut figures = Vec::new();
        for item in items {
            // What is explained may be a count, a change or an amount: the widest of them is read.
            let read = match &item.value {
                Value::Number(text) => {
                    Figure::read(text, Kind::Change).or_else(|_| Figure::read(text, Kind::Amount)).ok()
                }
                _ => None,
            };
            match read {
                Some(figure) => figures.push(figure),
                None => return self.wrong(format!("{}的每一项都应是数。", self.field.label)),
            }
        }
        Answer::Figures(figures)
    }

    /// The text, trimmed, unless something in it cannot be printed or named.
    fn checked(&mut self, text: &str) -> Answer {
        let one_line = matches!(self.field.takes, Takes::Line | Takes::Lines | Takes::Font);
        let hidden = |c: char| match c {
            '\n' | '\r' | '\t' => one_line,
            '\u{FFFE}' | '\u{FFFF}' => true,
            _ => c.is_control(),
        };
        let text = text.trim_matches(|c: char| c.is_whitespace());
        if let Some(c) = text.chars().find(|&c| hidden(c)) {
            let code = u32::from(c);
            let what = if matches!(c, '\n' | '\r') {
                "换行".to_owned()
            } else {
                format!("看不见的控制字符（U+{code:04X}）")
            };
            let message = if *self.field == fields::PREVIOUS {
                format!(
                    "{}：文件名里的“\\”被当成了记号。把“\\”都改成“/”，或把两头的引号换成英文单引号。",
                    self.field.label
                )
            } else {
                format!("{}里有{what}，不能印出。请删去后重新键入。", self.field.label)
            };
            return self.report_at(&rule::F15, c, message);
        }
        let seen = visible(text);
        if let Some(c) = text.chars().find(|&c| one_line && is_invisible(c)) {
            let (label, code) = (self.field.label, u32::from(c));
            let message =
                format!("{label}里有看不见的字符（U+{code:04X}），多半是粘贴带来的。请删去，或整行重新键入。");
            // What the eye sees goes on.
            self.report_at(&rule::F15, c, message);
        }
        let text = if one_line { seen.as_str() } else { text };
        if let Some(message) = self.too_long(text) {
            return self.report(&rule::F15, message);
        }
        if self.field.takes == Takes::Font
            && let Some(c) = text.chars().find(|c| NOT_IN_FONTS.contains(*c))
        {
            let message = format!("{}里有“{c}”。只能写一个字体的名称，如“方正仿宋_GBK”。", self.field.label);
            return self.report_at(&rule::F15, c, message);
        }
        if *self.field == fields::NAME
            && let Some(c) = text.chars().find(|c| NOT_IN_FILE_NAMES.contains(c))
        {
            let message = format!(
                "机关名称里有“{c}”，文件名不能用这个符号（\\ / : * ? \" < > | 都不能用）。请填与公章一致的全称。"
            );
            return self.report_at(&rule::F15, c, message);
        }
        Answer::Text(text.to_owned())
    }

    /// What is too long for a file name, a title, the name of a font, or a cell under a table.
    fn too_long(&self, text: &str) -> Option<String> {
        let label = self.field.label;
        let longest_note = text.lines().map(|line| line.trim().chars().count()).max().unwrap_or(0);
        if self.field.table == fields::NOTE_REVIEWS.table && longest_note > LONGEST_NOTE {
            return Some(format!(
                "{label}有一段{longest_note}个字，太长（一段最多{LONGEST_NOTE}个字）。请分段，或移到文字部分。"
            ));
        }
        let longest = match self.field.takes {
            _ if [&fields::NAME, &fields::TITLE_NAME].contains(&self.field) => LONGEST_NAME,
            Takes::Line | Takes::Lines => LONGEST_LINE,
            Takes::Font => LONGEST_FONT,
            _ => return None,
        };
        let length = text.chars().count();
        (length > longest).then(|| format!("{label}有{length}个字，太长（最多{longest}个字）。"))
    }

    /// Whether quotes and brackets are what its reader sees.
    const fn is_text(&self) -> bool {
        self.entered.medium.is_text()
    }

    fn whole_number(&self) -> Option<i128> {
        match self.entered.value {
            Value::Number(text) => text.parse().ok(),
            _ => None,
        }
    }

    fn wrong(&mut self, message: String) -> Answer {
        if self.entered.is_unknown() {
            return Answer::Unreadable;
        }
        self.report(&rule::F05, message)
    }

    fn report(&mut self, rule: &'static rule::Rule, message: String) -> Answer {
        self.findings.push(self.entered.finding(rule, self.field, message));
        Answer::Unreadable
    }

    /// Reports with the caret under a character, where it is typed as itself.
    fn report_at(&mut self, rule: &'static rule::Rule, c: char, message: String) -> Answer {
        self.findings.push(Finding::new(rule, self.field, self.entered.origin_of(c), message));
        Answer::Unreadable
    }
}

/// Why a year has no official format, if it has none (F10).
fn year_problem(year: i128) -> Option<String> {
    let (first, last) = Edition::years();
    if year < i128::from(first.number()) {
        let notice = EDITIONS[0].notice;
        return Some(format!("{year}年没有统一的年度报告格式：{notice}自{first}年度起用。请核对报告年度。"));
    }
    (year > i128::from(last.number())).then(|| format!("报告年度{year}太大（最大{last}）。请核对报告年度。"))
}
