//! What a slip in the TOML looks like, and what to type instead.

use std::fmt;

use super::quotes::is_misquoted;
use super::signs::{self, SOFT_BREAKS, WIDE_BLANKS};
use super::statements::Statement;
use crate::date::Date;
use crate::lenient_number::{self, half_width};
use crate::rule::{self, Rule};
use crate::source::Span;

/// What a key stands for, in words for staff.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Named {
    /// What the paper calls it: 表三“一、本年新收”.
    pub said: String,
    /// Whether it takes figures.
    pub is_figure: bool,
}

/// What a message is about: what the key stands for, with the key to find it by.
struct Subject<'a> {
    key: &'a str,
    named: Option<Named>,
}

impl fmt::Display for Subject<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.named {
            Some(named) => write!(f, "{}（{}）", named.said, self.key),
            None => write!(f, "“{}”", self.key),
        }
    }
}

impl Subject<'_> {
    /// What to do with what is neither a number nor in quotes.
    fn quoting(&self, bare: &str) -> &'static str {
        match &self.named {
            Some(Named { is_figure: true, .. }) if bare.contains(['千', '万', '亿', '元']) => {
                "按这一格的单位换算好，只写数字"
            }
            Some(Named { is_figure: true, .. }) => "只写阿拉伯数字",
            Some(_) => "两边要加英文引号",
            None => "文字两边要加英文引号，数字只写数字",
        }
    }
}

/// What is wrong with a statement.
pub(super) struct Slip {
    pub(super) rule: &'static Rule,
    pub(super) span: Span,
    pub(super) message: String,
}

/// What is wrong with a statement that cannot be read; `at` is where the parser stopped.
pub(super) fn slip(text: &str, statement: &Statement, at: &Span, named: Option<Named>) -> Slip {
    let subject = &Subject { key: statement.key(text), named };
    let own = &text[statement.range.clone()];
    let is_hidden = |c: &char| c.is_control() && !matches!(c, '\n' | '\t');
    // A carriage return is one only where no line ends.
    let control = own.char_indices().find(|(at, c)| is_hidden(c) && !(*c == '\r' && own[at + 1..].starts_with('\n')));
    if let Some((offset, c)) = control {
        let start = statement.range.start + offset;
        let place = if subject.key.is_empty() { "这里".to_owned() } else { format!("{subject}里") };
        let message = if SOFT_BREAKS.contains(&c) && signs::set_right(text, statement).is_some() {
            format!(
                "{place}有从Word、WPS带来的换行符（U+{:04X}），看不见。运行 nianbao fix 可改：文字里的改为分段，别处的改为空格。",
                u32::from(c)
            )
        } else {
            format!("{place}有看不见的控制字符（U+{:04X}），请删去后重新键入。", u32::from(c))
        };
        return Slip { rule: &rule::F15, span: start..start + c.len_utf8(), message };
    }
    match foreign_signs(text, statement, subject) {
        Some((span, message)) => {
            let is_certain = signs::set_right(text, statement).is_some();
            let advice = if is_certain { "运行 nianbao fix 可改，文字部分不动。" } else { "" };
            Slip { rule: &rule::F09, span, message: message + advice }
        }
        None => {
            let (span, message) = sentence(text, statement, at, subject);
            Slip { rule: &rule::F01, span, message }
        }
    }
}

/// A Chinese sign, or a wide blank or letter, where TOML wants its own (F09).
fn foreign_signs(text: &str, statement: &Statement, subject: &Subject) -> Option<(Span, String)> {
    let own = &text[statement.range.clone()];
    let key = statement.key(text);
    if statement.is_header {
        let is_foreign = |c: char| !c.is_ascii() && !key.contains(c);
        let head = own.split('#').next().unwrap_or_default();
        let is_only_sign = signs::set_right(text, statement).is_some() && head.contains(is_foreign);
        return is_only_sign
            .then(|| (statement.range.clone(), format!("表名应写作[{key}]，用英文方括号，前后没有中文空格。")));
    }
    let Some(sign) = statement.sign else {
        let begins_wide = own.chars().next().is_some_and(|c| WIDE_BLANKS.contains(&c));
        let message = "行首有中文空格（全角空格）或看不见的空格，请删去；空行就整行删去。".to_owned();
        return begins_wide.then(|| (first_line(text, &statement.range), message));
    };
    if matches!(sign, '＝' | '：') {
        let start = statement.name.end + text[statement.name.end..].find(sign).unwrap_or(0);
        return Some((start..start + sign.len_utf8(), format!("{subject}后面的“{sign}”应为英文等号“=”。")));
    }
    if sign != '=' {
        return None;
    }
    if let Some(found) = wide_blank(text, statement, subject) {
        return Some(found);
    }
    let narrow: String = key.chars().map(half_width).collect();
    if narrow.is_ascii() && !key.is_ascii() {
        return Some((statement.name.clone(), format!("“{key}”是全角字母，应为英文“{narrow}”。")));
    }
    let span = code_of(text, &statement.value);
    let value = &text[span.clone()];
    if is_misquoted(value) {
        return (!value.lines().next().unwrap_or_default().is_ascii()).then(|| misquoted(subject, text, &span));
    }
    let Some((offset, sign, name, right)) = signs::first(value).filter(|_| key.is_ascii()) else {
        // Behind a text in quotes, or the quotes themselves.
        let right = signs::set_right(text, statement)?;
        let message =
            format!("{subject}这一行有中文（全角）符号，应写作 {}。", right.lines().next().unwrap_or_default().trim());
        return Some((first_line(text, &span), message));
    };
    let start = span.start + offset;
    let message = if sign.is_numeric() {
        format!("{subject}填的{}：数字是全角的，请改用半角（英文）数字。", quote(value))
    } else {
        format!("{subject}填的{}：{name}应为英文“{right}”。", quote(value))
    };
    Some((start..start + sign.len_utf8(), message))
}

fn sentence(text: &str, statement: &Statement, at: &Span, subject: &Subject) -> (Span, String) {
    let own = &text[statement.range.clone()];
    let key = statement.key(text);
    if statement.is_header {
        return (statement.range.clone(), format!("表名这一行应写作[{key}]，独占一行，用英文方括号。"));
    }
    let Some(sign) = statement.sign else {
        let message = if key.is_empty() {
            format!("这里读不出来：{}。每行应是“名称 = 内容”；说明文字前面要加#。", quote(own))
        } else {
            format!("{subject}后面缺英文等号“=”：应写作 {key} = …。")
        };
        return (first_line(text, &statement.range), message);
    };
    if sign != '=' {
        let start = statement.name.end + text[statement.name.end..].find(sign).unwrap_or(0);
        return (start..start + sign.len_utf8(), format!("{subject}后面的“{sign}”应为英文等号“=”。"));
    }
    if !key.is_ascii() {
        return (
            statement.name.clone(),
            format!("等号左边应是英文栏目名，不是“{key}”。请照空白表的写法，不要改动等号左边。"),
        );
    }
    if key.contains(char::is_whitespace) {
        let whole: String = key.chars().filter(|c| !c.is_whitespace()).collect();
        return (statement.name.clone(), format!("“{key}”中间多了空格，应写作{whole}。"));
    }
    let span = code_of(text, &statement.value);
    let value = &text[span.clone()];
    if is_misquoted(value) {
        return misquoted(subject, text, &span);
    }
    if value.starts_with('[') {
        return list(subject, value, &span);
    }
    let message = string(subject, value).or_else(|| number_or_word(subject, value));
    message.map_or_else(|| (first_line(text, at), in_general(text, at)), |message| (first_line(text, &span), message))
}

fn misquoted(subject: &Subject, text: &str, span: &Span) -> (Span, String) {
    let message = format!("{subject}的文字有几行，头尾应各是三个英文单引号'''，如空白表那样。");
    (first_line(text, span), message)
}

/// The sentence where nothing more exact can be said.
pub(super) fn in_general(text: &str, at: &Span) -> String {
    let start = text[..at.start].rfind('\n').map_or(0, |before| before + 1);
    let line = text[start..].lines().next().unwrap_or_default();
    format!("这一行读不出来：{}。请对照空白表的写法改正：数字不加引号，文字加英文引号，逗号、括号用英文。", quote(line))
}

/// A blank from the input method before or behind the value.
fn wide_blank(text: &str, statement: &Statement, subject: &Subject) -> Option<(Span, String)> {
    let value = code_of(text, &statement.value);
    let line_end =
        value.end + text[value.end..statement.range.end].find('\n').unwrap_or(statement.range.end - value.end);
    let around = [statement.range.start..value.start, value.end..line_end];
    let mut blanks = around.into_iter().flat_map(|part| {
        let code = text[part.clone()].split('#').next().unwrap_or_default();
        code.char_indices().map(move |(at, c)| (part.start + at, c))
    });
    let (start, blank) = blanks.find(|(_, c)| WIDE_BLANKS.contains(c))?;
    let message = format!("{subject}旁边有中文空格（全角空格），看上去像空格却不是。请删去，改用英文空格。");
    Some((start..start + blank.len_utf8(), message))
}

/// A text in quotes.
fn string(subject: &Subject, value: &str) -> Option<String> {
    for quotes in ["'''", "\"\"\""] {
        if let Some(rest) = value.strip_prefix(quotes) {
            return Some(match rest.find(quotes) {
                None => format!("{subject}的文字没有结束：在最后一段的下一行写上{quotes}。"),
                Some(_) if value.starts_with('"') && value.contains('\\') => backslash(subject, "'''"),
                Some(_) => format!("{subject}的文字结束之后还有别的内容：文字里面不能再有{quotes}。"),
            });
        }
    }
    let quote = value.get(..1).filter(|_| value.starts_with(['"', '\'']))?;
    Some(match value[1..].find(quote) {
        None => format!("{subject}的文字缺右引号{quote}。"),
        Some(_) if quote == "\"" && value.contains('\\') => backslash(subject, "'"),
        Some(_) => format!("{subject}的引号之后还有别的内容：一个引号开始、一个引号结束，文字里的引号用中文的“”。"),
    })
}

fn backslash(subject: &Subject, quotes: &str) -> String {
    format!("{subject}的文字里有“\\”：改成“/”，或把两头的引号换成{quotes}。")
}

/// A value without quotes or brackets.
fn number_or_word(subject: &Subject, bare: &str) -> Option<String> {
    let is_digits = |s: &str| !s.is_empty() && s.bytes().all(|b| b.is_ascii_digit());
    if bare.ends_with(']') {
        return Some(format!("{subject}这一行缺左方括号[。"));
    }
    if lenient_number::is_zero_sign(bare) || bare == "空" {
        return Some(format!("{subject}填的{}：没有的填0。", quote(bare)));
    }
    if let Some(message) = date(subject, bare) {
        return Some(message);
    }
    let is_number_plate = is_digits(&bare.replace(['-', ' '], ""));
    if is_number_plate && matches!(subject.key, "phone" | "fax" | "postcode") {
        return Some(format!("{subject}是号码，要加英文引号：{} = \"{bare}\"。", subject.key));
    }
    if bare.starts_with('0') && is_digits(bare) {
        let plain = bare.trim_start_matches('0');
        let plain = if plain.is_empty() { "0" } else { plain };
        return Some(format!("{subject}填的{}：数字前面不要写0，应为{plain}。", quote(bare)));
    }
    if let Some(plain) = lenient_number::ungrouped(bare) {
        return Some(format!(
            "{subject}填的{}：数字里不要写千分位逗号，应为{plain}；一行几个数的，两边要加[ ]。",
            quote(bare)
        ));
    }
    let stem = bare.trim_end_matches([',', ';', '.']);
    if is_digits(&stem.replacen('.', "", 1)) && stem.len() < bare.len() {
        return Some(format!("{subject}填的{}：数字后面多了“{}”，删去。", quote(bare), &bare[stem.len()..]));
    }
    if bare.starts_with('.') && is_digits(&bare[1..]) {
        return Some(format!("{subject}填的{}：小数点前面要写0，应为0{bare}。", quote(bare)));
    }
    if bare.contains(',') && bare.split(',').all(|part| is_digits(part.trim())) {
        return Some(format!("{subject}填了几个数，两边要加英文方括号：{} = [{bare}]。", subject.key));
    }
    if let Some(number) = meant(bare) {
        return Some(format!("{subject}填的{}：只写数字，应为{number}。", quote(bare)));
    }
    let is_figure = subject.named.as_ref().is_some_and(|named| named.is_figure);
    let is_word = is_figure || bare.chars().next().is_some_and(char::is_alphabetic);
    is_word.then(|| format!("{subject}填的{}：{}。", quote(bare), subject.quoting(bare)))
}

/// A list of figures: the slip in it, with its place.
fn list(subject: &Subject, value: &str, span: &Span) -> (Span, String) {
    let at_list = |message: String| (span.start..span.start + value.lines().next().unwrap_or_default().len(), message);
    let code = blank_comments(value);
    match code.matches('[').count().cmp(&code.matches(']').count()) {
        std::cmp::Ordering::Greater => return at_list(format!("{subject}这一行缺右方括号]。")),
        std::cmp::Ordering::Less => return at_list(format!("{subject}这一行多了右方括号]。")),
        std::cmp::Ordering::Equal => {}
    }
    let Some((inner, _)) = code[1..].rsplit_once(']') else {
        return at_list(format!("{subject}这一行缺右方括号]。"));
    };
    let inner = inner.trim_end().trim_end_matches(',');
    let mut offset = span.start + 1;
    let mut before = "";
    for typed in inner.split(',') {
        let item = typed.trim();
        let start = offset + (typed.len() - typed.trim_start().len());
        offset += typed.len() + 1;
        if let Some(problem) = item_problem(item, before, typed.len() == item.len()) {
            return (start..start + item.len(), format!("{subject}这一行{problem}"));
        }
        before = item;
    }
    at_list(format!("{subject}这一行读不出来：{}。方括号里只写数，用英文逗号隔开。", quote(value)))
}

/// A list with blanks where its comments stand, so that what is left keeps its place.
fn blank_comments(value: &str) -> String {
    let blank = |line: &str| {
        let code = line.split('#').next().unwrap_or_default();
        code.to_owned() + &" ".repeat(line.trim_end_matches('\n').len() - code.trim_end_matches('\n').len())
    };
    value
        .split_inclusive('\n')
        .map(|line| if line.contains('#') { blank(line) + "\n" } else { line.to_owned() })
        .collect()
}

/// What is wrong with an item of a list; `touches` if no blank is around it.
fn item_problem(item: &str, before: &str, touches: bool) -> Option<String> {
    let digits = item.bytes().all(|b| b.is_ascii_digit());
    if item.is_empty() {
        return Some("两个逗号之间没有数；没有的填0。".to_owned());
    }
    if let Some(number) = meant(item) {
        return Some(format!("的“{item}”：只写数字，应为{number}。"));
    }
    if lenient_number::is_zero_sign(item) {
        return Some(format!("的“{item}”：没有的填0。"));
    }
    if digits && item.len() == 3 && item.starts_with('0') && touches && !before.is_empty() {
        return Some(format!("的“{before},{item}”疑有千分位逗号，应写{before}{item}。"));
    }
    if digits && item.len() > 1 && item.starts_with('0') {
        return Some(format!("的“{item}”：数字前面不要写0。"));
    }
    item.contains(char::is_whitespace).then(|| format!("的“{item}”：数与数之间要用英文逗号隔开。"))
}

/// The number a clerk meant, where it is not just what was typed. With 万 or 元 behind it that depends on the cell.
fn meant(text: &str) -> Option<String> {
    lenient_number::number(text, lenient_number::COUNTED).filter(|number| number != text)
}

/// A date written otherwise than TOML writes it, or one that does not exist.
fn date(subject: &Subject, text: &str) -> Option<String> {
    let parts: Vec<&str> = text.split(['-', '/', '.', '年', '月', '日']).filter(|part| !part.is_empty()).collect();
    let is_number = |s: &str| s.len() <= 4 && s.bytes().all(|b| b.is_ascii_digit());
    if parts.first().is_none_or(|year| year.len() != 4) || !parts.iter().all(|part| is_number(part)) {
        return None;
    }
    let of = |at: usize| parts.get(at).and_then(|part| part.parse::<u8>().ok());
    match (parts.len(), parts[0].parse(), of(1), of(2)) {
        (2, Ok(1900..=2999_u16), Some(1..=12), _) => {
            Some(format!("{subject}要写到日，如{}-{:0>2}-01。", parts[0], parts[1]))
        }
        (3, Ok(year @ 1900..=2999), Some(month), Some(day)) => Some(match Date::new(year, month, day) {
            Some(date) => format!("{subject}应写作{}（月、日都写两位）。", date.iso()),
            None => format!("{subject}填的{text}：没有这一天，请核对。"),
        }),
        _ => None,
    }
}

/// The start of a text in quotes, shortened.
fn quote(text: &str) -> String {
    let line = text.lines().next().unwrap_or_default().trim();
    let shown: String = line.chars().filter(|c| !c.is_control()).take(24).collect();
    let more = if line.chars().nth(24).is_some() { "…" } else { "" };
    if shown.starts_with('“') { format!("{shown}{more}") } else { format!("“{shown}{more}”") }
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
