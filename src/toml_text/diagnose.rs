//! What a slip in the TOML looks like, and what to type instead.

use super::statements::Statement;
use crate::source::Span;

/// Chinese signs that an input method leaves where TOML wants its own.
const CHINESE_SIGNS: [(char, char, &str); 14] = [
    ('，', ',', "逗号"),
    ('、', ',', "逗号"),
    ('“', '"', "引号"),
    ('”', '"', "引号"),
    ('‘', '\'', "引号"),
    ('’', '\'', "引号"),
    ('［', '[', "方括号"),
    ('］', ']', "方括号"),
    ('【', '[', "方括号"),
    ('】', ']', "方括号"),
    ('．', '.', "小数点"),
    ('－', '-', "负号"),
    ('＃', '#', "井号"),
    ('\u{3000}', ' ', "空格"),
];

/// The place and the sentence for a statement that cannot be read; `at` is where the parser stopped.
pub(super) fn slip(text: &str, statement: &Statement, at: &Span) -> (Span, String) {
    let own = &text[statement.range.clone()];
    if statement.is_header {
        let name = statement.key(text);
        return (statement.range.clone(), format!("表名这一行应写作[{name}]，独占一行，用英文方括号。"));
    }
    let Some(sign) = statement.sign else {
        let message = format!("这里读不出来：{}。每行应是“名称 = 内容”；说明文字前面要加#。", quote(own));
        return (first_line(text, &statement.range), message);
    };
    let key = statement.key(text);
    if sign != '=' {
        let start = statement.name.end + text[statement.name.end..].find(sign).unwrap_or(0);
        return (start..start + sign.len_utf8(), format!("“{key}”后面的“{sign}”应为英文等号“=”。"));
    }
    let span = trimmed(text, &statement.value);
    let value = &text[span.clone()];
    if let Some((offset, sign, name, right)) = chinese_sign(value) {
        let start = span.start + offset;
        let shown = quote(value);
        return (start..start + sign.len_utf8(), format!("“{key}”填的{shown}：{name}应为英文“{right}”。"));
    }
    if let Some(message) = shape(key, value) {
        return (span, message);
    }
    (first_line(text, at), in_general(text, at))
}

/// The sentence where nothing more exact can be said.
pub(super) fn in_general(text: &str, at: &Span) -> String {
    let start = text[..at.start].rfind('\n').map_or(0, |before| before + 1);
    let line = text[start..].lines().next().unwrap_or_default();
    format!("这一行读不出来：{}。请对照空白表的写法改正：数字不加引号，文字加英文引号，逗号、括号用英文。", quote(line))
}

/// A value recognised by its shape, with what it should be.
fn shape(key: &str, value: &str) -> Option<String> {
    let bare = value.split('#').next().unwrap_or_default().trim();
    let digits = |s: &str| !s.is_empty() && s.bytes().all(|b| b.is_ascii_digit());
    for quotes in ["'''", "\"\"\""] {
        if let Some(rest) = value.strip_prefix(quotes)
            && !rest.contains(quotes)
        {
            return Some(format!("“{key}”的文字没有结束：在最后一段的下一行写上{quotes}。"));
        }
    }
    if value.starts_with(['"', '\'']) {
        let quote = &value[..1];
        let message = if value[1..].contains(quote) {
            format!("“{key}”的引号之后还有别的内容：一个引号开始、一个引号结束，文字里的引号用中文的“”。")
        } else {
            format!("“{key}”的文字缺右引号{quote}。")
        };
        return Some(message);
    }
    if bare.starts_with('[') {
        return Some(list(key, bare));
    }
    if let Some((year, month, day)) = date(bare) {
        return Some(format!("“{key}”的日期应写作{year}-{month:0>2}-{day:0>2}（月、日都写两位，须是真有的日子）。"));
    }
    if bare.split_once('-').is_some_and(|(area, number)| digits(area) && digits(&number.replace('-', ""))) {
        return Some(format!("“{key}”像是电话号码，要加英文引号：{key} = \"{bare}\"。"));
    }
    if bare.len() == 6 && bare.starts_with('0') && digits(bare) {
        return Some(format!("“{key}”像是邮政编码，要加英文引号：{key} = \"{bare}\"。"));
    }
    if bare.starts_with('0') && digits(bare) {
        let plain = bare.trim_start_matches('0');
        let plain = if plain.is_empty() { "0" } else { plain };
        return Some(format!("“{key}”填的{}：数字前面不要写0，是数的改为{plain}，是号码的加英文引号。", quote(bare)));
    }
    if let Some(plain) = without_thousands(bare) {
        return Some(format!(
            "“{key}”填的{}：数字里不要写千分位逗号，应为{plain}；一行几个数的，两边要加[ ]。",
            quote(bare)
        ));
    }
    if bare.contains(',') && bare.split(',').all(|part| digits(part.trim())) {
        return Some(format!("“{key}”填了几个数，两边要加英文方括号：{key} = [{bare}]。"));
    }
    if let Some(number) = leading_number(bare) {
        return Some(format!("“{key}”填的{}：只写数字，应为{number}；是文字的，两边加英文引号。", quote(bare)));
    }
    bare.chars()
        .next()
        .filter(|c| !c.is_ascii_digit() && !matches!(c, '+' | '-' | '.'))
        .map(|_| format!("“{key}”填的{}：文字两边要加英文引号，数字只写数字。", quote(bare)))
}

fn list(key: &str, bare: &str) -> String {
    let missing = bare.matches('[').count() > bare.matches(']').count();
    let surplus = bare.matches('[').count() < bare.matches(']').count();
    if missing {
        return format!("“{key}”这一行缺右方括号]。");
    }
    if surplus {
        return format!("“{key}”这一行多了右方括号]。");
    }
    let inner = bare.trim_matches(['[', ']']).trim_end().trim_end_matches(',');
    for item in inner.split(',').map(str::trim) {
        if item.is_empty() {
            return format!("“{key}”这一行两个逗号之间没有数；没有的填0。");
        }
        if item.contains(char::is_whitespace) {
            return format!("“{key}”这一行的“{item}”：数与数之间要用英文逗号隔开。");
        }
        if let Some(number) = leading_number(item) {
            return format!("“{key}”这一行的“{item}”：只写数字，应为{number}。");
        }
    }
    format!("“{key}”这一行读不出来：{}。方括号里只写数，用英文逗号隔开。", quote(bare))
}

/// `3个` → `3`, `增16` → `16`, `减8` → `-8`: the number a clerk meant, if there is just one.
fn leading_number(text: &str) -> Option<String> {
    let sign = if text.starts_with('减') || text.starts_with('-') { "-" } else { "" };
    let rest = text.trim_start_matches(['增', '减', '+', '-', '加', '少', ' ']);
    let number: String = rest.chars().take_while(|c| c.is_ascii_digit() || *c == '.').collect();
    let unit = &rest[number.len()..];
    let is_unit = unit.trim().chars().all(|c| !c.is_ascii() && !c.is_numeric());
    (!number.is_empty() && number.len() < text.len() && is_unit).then(|| format!("{sign}{number}"))
}

fn without_thousands(text: &str) -> Option<String> {
    let (whole, fraction) = text.split_once('.').map_or((text, None), |(w, f)| (w, Some(f)));
    let mut groups = whole.split(',');
    let first = groups.next()?;
    let grouped = (1..=3).contains(&first.len()) && whole.contains(',') && groups.all(|g| g.len() == 3);
    let plain = text.replace(',', "");
    let digits = plain.bytes().all(|b| b.is_ascii_digit() || b == b'.') && fraction.is_none_or(|f| !f.contains(','));
    (grouped && digits).then_some(plain)
}

fn date(text: &str) -> Option<(&str, &str, &str)> {
    let mut parts = text.split(['-', '/', '.', '年', '月', '日']).filter(|part| !part.is_empty());
    let found = (parts.next()?, parts.next()?, parts.next()?);
    let digits = |s: &str, most: usize| (1..=most).contains(&s.len()) && s.bytes().all(|b| b.is_ascii_digit());
    (parts.next().is_none() && found.0.len() == 4 && digits(found.0, 4) && digits(found.1, 2) && digits(found.2, 2))
        .then_some(found)
}

/// The first Chinese sign in a value that is not a quoted text.
fn chinese_sign(value: &str) -> Option<(usize, char, &'static str, char)> {
    if value.starts_with(['"', '\'']) {
        return None;
    }
    let code = value.split('#').next().unwrap_or_default();
    code.char_indices().find_map(|(at, c)| {
        if matches!(c, '０'..='９') {
            let right = char::from_u32(c as u32 - '０' as u32 + '0' as u32)?;
            return Some((at, c, "数字", right));
        }
        let (sign, right, name) = CHINESE_SIGNS.iter().find(|(sign, ..)| *sign == c)?;
        Some((at, *sign, *name, *right))
    })
}

/// The start of a text in quotes, shortened.
fn quote(text: &str) -> String {
    let line = text.lines().next().unwrap_or_default().trim();
    let shown: String = line.chars().filter(|c| !c.is_control()).take(24).collect();
    let more = if line.chars().nth(24).is_some() { "…" } else { "" };
    if shown.starts_with('“') { format!("{shown}{more}") } else { format!("“{shown}{more}”") }
}

fn trimmed(text: &str, span: &Span) -> Span {
    let own = &text[span.clone()];
    let start = span.start + (own.len() - own.trim_start().len());
    start..(start + own.trim().len()).max(start)
}

/// The part of a span in its first line.
fn first_line(text: &str, span: &Span) -> Span {
    let own = &text[span.clone()];
    span.start..span.start + own.lines().next().unwrap_or_default().len()
}
