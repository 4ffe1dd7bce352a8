//! P12, P13: what machines left behind in a text, and what no published text may tell of a person.
//!
//! The words are exact lists, extended as such leftovers are found; nothing is guessed.

use super::passage::Passage;
use crate::fields::{FIELDS, Takes};
use crate::finding::Finding;
use crate::form::Form;
use crate::rule::{self, Rule};

/// The most findings of one form; what is garbled throughout needs no more.
const MOST: usize = 30;

/// P12 and P13, one finding a line and kind.
pub(super) fn check(form: &Form) -> Vec<Finding> {
    let texts = FIELDS.iter().filter(|field| matches!(field.takes, Takes::Text | Takes::Line));
    let passages = texts.filter_map(|field| Passage::of(form, field));
    passages.flat_map(|passage| passage.leftovers()).take(MOST).collect()
}

impl Passage<'_> {
    fn leftovers(&self) -> Vec<Finding> {
        let mut findings = Vec::new();
        for line in self.text.lines() {
            let offset = self.offset(line).start;
            for leftover in LEFTOVERS {
                let Some((at, length)) = (leftover.find)(line) else { continue };
                let part = offset + at..offset + at + length;
                let shown = (leftover.shown)(&line[at..at + length]);
                let message = format!("{}里有{}“{shown}”{}", self.field.label, leftover.what, leftover.advice);
                let finding = Finding::new(leftover.rule, self.subject(part.clone()), self.locate(&part), message);
                findings.push(Finding { quote: self.clause_around(&part), ..finding });
            }
        }
        findings
    }
}

/// A kind of leftover.
struct Leftover {
    rule: &'static Rule,
    /// What it is.
    what: &'static str,
    /// Where the first of them stands in a line, and how long it is, in bytes.
    find: fn(&str) -> Option<(usize, usize)>,
    /// How it is shown.
    shown: fn(&str) -> String,
    /// Why it is there and what to do.
    advice: &'static str,
}

#[rustfmt::skip]
const LEFTOVERS: &[Leftover] = &[
    Leftover {
        rule: &rule::P12, what: "乱码", find: |line| first(line, &["\u{FFFD}", "锟斤拷", "烫烫烫", "屯屯屯"]), shown: whole,
        advice: "：字在转换编码时丢了，请照原稿重新键入。",
    },
    Leftover {
        rule: &rule::P12, what: "一串问号", find: question_marks, shown: whole,
        advice: "：多半是转换编码时丢了字，请照原稿补上。",
    },
    Leftover {
        rule: &rule::P12, what: "图片等对象的占位符", find: |line| first(line, &["\u{FFFC}"]), shown: |_| "U+FFFC".to_owned(),
        advice: "：粘贴时图片丢了，只剩下一个看不见的记号，请删去。",
    },
    Leftover {
        rule: &rule::P12, what: "网页的记号", find: markup, shown: whole,
        advice: "：从网页复制时带来的，会照样印出，请删去。",
    },
    Leftover {
        rule: &rule::P12, what: "Word域出错的字样", find: |line| first(line, FAILED_FIELDS), shown: whole,
        advice: "：引用的地方找不到了，请写明所指的内容。",
    },
    Leftover {
        rule: &rule::P12, what: "表格公式出错的字样", find: |line| first(line, FAILED_FORMULAS), shown: whole,
        advice: "：原来的表格里公式有错，请改成实际的数。",
    },
    Leftover {
        rule: &rule::P12, what: "Markdown记号", find: markdown, shown: whole,
        advice: "：会照样印出，请删去；层次用“一、”“（一）”“1.”。",
    },
    Leftover {
        rule: &rule::P12, what: "不成对的加粗记号", find: unpaired_bold, shown: whole,
        advice: "：会照样印出。加粗的文字两头都要写**；不加粗的，删去。",
    },
    Leftover {
        rule: &rule::P12, what: "聊天程序的应答", find: |line| first(line, CHAT), shown: whole,
        advice: "：不是报告的话，请删去，并核对这段文字的内容。",
    },
    Leftover {
        rule: &rule::P12, what: "聊天程序的引用记号", find: |line| first(line, CITATIONS), shown: whole,
        advice: "：请删去，并核对这段文字的内容。",
    },
    Leftover {
        rule: &rule::P12, what: "模板里的提示", find: |line| first(line, TEMPLATE_WORDS), shown: whole,
        advice: "：请换成实际的内容。",
    },
    Leftover {
        rule: &rule::P13, what: "身份证号码", find: |line| digits(line, is_identity_number), shown: masked,
        advice: "：报告要公开，不得写个人信息，请删去。",
    },
    Leftover {
        rule: &rule::P13, what: "手机号码", find: |line| digits(line, is_mobile_number), shown: masked,
        advice: "：报告要公开，个人的号码请删去；联系用的，写办公电话。",
    },
];

const FAILED_FIELDS: &[&str] = &[
    "错误!未找到引用源",
    "错误！未找到引用源",
    "错误!未定义书签",
    "错误！未定义书签",
    "错误!文档中没有指定样式的文字",
    "错误!不能通过编辑域代码创建对象",
    "错误!超链接引用无效",
    "错误！超链接引用无效",
    "Error! Reference source not found",
    "Error! Bookmark not defined",
    "HYPERLINK \"",
    "MERGEFIELD ",
    "PAGEREF _",
    "EMBED Excel",
];
const FAILED_FORMULAS: &[&str] =
    &["#REF!", "#VALUE!", "#DIV/0!", "#N/A", "#NAME?", "#NULL!", "#NUM!", "#SPILL!", "#CALC!"];
const CHAT: &[&str] = &[
    "好的，以下是",
    "好的，下面是",
    "好的，这是",
    "当然，以下是",
    "当然可以，以下是",
    "当然可以！",
    "以下是为您",
    "以下是为你",
    "下面是为您",
    "根据您提供的",
    "根据您的要求",
    "作为AI",
    "作为一个AI",
    "作为一名AI",
    "作为人工智能",
    "我是一个AI",
    "希望以上内容对",
    "希望这些内容对",
    "希望对您有帮助",
    "希望对你有帮助",
    "如果您需要进一步",
    "如果您还有其他",
    "如需进一步修改",
    "请根据实际情况修改",
    "请根据实际情况调整",
    "您可以根据实际情况",
    "以上内容仅供参考",
    "Sure, here",
    "As an AI",
];
const CITATIONS: &[&str] = &["†source", "†L", "oaicite", "contentReference", "turn0search", "turn0news", "citeturn"];
const TEMPLATE_WORDS: &[&str] = &[
    "具体重大政策名称",
    "具体政策名称",
    "具体部门名称",
    "具体单位名称",
    "具体数字",
    "具体数据",
    "此处填写",
    "此处插入",
    "在此填写",
    "在此输入",
    "请在此处",
    "单击此处输入",
    "单击或点击此处",
    "点击此处输入",
    "请填写具体",
    "（具体内容）",
    "插入具体",
];

fn whole(part: &str) -> String {
    // Signs that no console of Windows shows are named.
    part.replace('\u{FFFD}', "U+FFFD").replace('†', "").chars().take(20).collect()
}

/// A number of a person, without the digits in its middle.
fn masked(number: &str) -> String {
    let (head, tail) = (3, 2);
    format!("{}{}{}", &number[..head], "*".repeat(number.len() - head - tail), &number[number.len() - tail..])
}

/// The first of these words in a line.
fn first(line: &str, words: &[&str]) -> Option<(usize, usize)> {
    words.iter().filter_map(|word| Some((line.find(word)?, word.len()))).min()
}

/// Four or more question marks in a row.
fn question_marks(line: &str) -> Option<(usize, usize)> {
    let at = line.find("????")?;
    Some((at, line[at..].bytes().take_while(|b| *b == b'?').count()))
}

/// A tag or an entity of a web page.
fn markup(line: &str) -> Option<(usize, usize)> {
    let tag = line.match_indices('<').find_map(|(at, _)| {
        let inner = line[at + 1..].split('>').next().filter(|inner| at + 1 + inner.len() < line.len())?;
        let name = inner.trim_start_matches('/');
        let is_tag = name.starts_with(|c: char| c.is_ascii_alphabetic()) && inner.is_ascii();
        is_tag.then_some((at, inner.len() + 2))
    });
    let entity = line.match_indices('&').find_map(|(at, _)| {
        let name = line[at + 1..].split(';').next().filter(|name| at + 1 + name.len() < line.len())?;
        let is_name = |name: &str| (2..=8).contains(&name.len()) && name.bytes().all(|b| b.is_ascii_alphanumeric());
        let is_entity = name.strip_prefix('#').map_or_else(
            || is_name(name),
            |code| !code.is_empty() && code.len() <= 6 && code.bytes().all(|b| b.is_ascii_alphanumeric()),
        );
        is_entity.then_some((at, name.len() + 2))
    });
    tag.into_iter().chain(entity).min()
}

/// A heading, an item of a list, a fence or the rule of a table as Markdown marks them at the start of a line.
fn markdown(line: &str) -> Option<(usize, usize)> {
    let start = line.len() - line.trim_start().len();
    let text = &line[start..];
    let hashes = text.bytes().take_while(|b| *b == b'#').count();
    let length = match () {
        () if (1..=6).contains(&hashes) && text[hashes..].starts_with(' ') => hashes,
        () if ["- ", "* ", "+ ", "> "].iter().any(|mark| text.starts_with(mark)) => 1,
        () if text.starts_with("```") || text.starts_with("|--") || text.starts_with("| --") => 3,
        () if text.len() >= 3 && text.trim_end().bytes().all(|b| b == b'-') => text.trim_end().len(),
        () => return None,
    };
    Some((start, length))
}

/// The stars of something bold that begins in a line and does not end there; no placeholder, and no sign of arithmetic:
/// `***`, `5*3**2`.
fn unpaired_bold(line: &str) -> Option<(usize, usize)> {
    let is_digit = |c: Option<char>| c.is_some_and(|c| c.is_ascii_digit());
    let is_arithmetic = |at: usize| is_digit(line[..at].chars().next_back()) && is_digit(line[at + 2..].chars().next());
    let is_paired = line.matches("**").count().is_multiple_of(2) || line.contains("***");
    line.find("**").filter(|at| !is_paired && !is_arithmetic(*at)).map(|at| (at, 2))
}

/// The first run of digits, an X at its end included, that is such a number.
fn digits(line: &str, is_one: fn(&str, &str) -> bool) -> Option<(usize, usize)> {
    let mut at = 0;
    while let Some(start) = line[at..].find(|c: char| c.is_ascii_digit()).map(|found| at + found) {
        let run = line[start..].bytes().take_while(u8::is_ascii_digit).count();
        let end = start + run + usize::from(line[start + run..].starts_with(['X', 'x']));
        if is_one(&line[start..end], &line[end..]) {
            return Some((start, end - start));
        }
        at = end;
    }
    None
}

/// 公民身份号码 (GB 11643—1999): a date at its seventh digit, the check digit of ISO 7064 MOD 11-2 at its end.
fn is_identity_number(number: &str, _: &str) -> bool {
    const CHECKS: &[u8; 11] = b"10X98765432";
    let bytes = number.as_bytes();
    let part = |from: usize, to: usize| number[from..to].parse::<u16>().unwrap_or_default();
    if bytes.len() != 18 || !bytes[..17].iter().all(u8::is_ascii_digit) {
        return false;
    }
    let is_day =
        (1900..2100).contains(&part(6, 10)) && (1..=12).contains(&part(10, 12)) && (1..=31).contains(&part(12, 14));
    // The weight of a digit is a power of two by its place from the end.
    let sum: u32 = bytes[..17].iter().enumerate().map(|(at, b)| u32::from(b - b'0') * ((1 << (17 - at)) % 11)).sum();
    is_day && CHECKS[(sum % 11) as usize] == bytes[17].to_ascii_uppercase()
}

/// A mobile number: eleven digits from 13 to 19; not so many of something.
fn is_mobile_number(number: &str, behind: &str) -> bool {
    let bytes = number.as_bytes();
    let is_counted = behind.starts_with(['.', '元', '万', '亿', '件', '条', '次', '人', '个', '年']);
    bytes.len() == 11 && bytes[0] == b'1' && (b'3'..=b'9').contains(&bytes[1]) && !is_counted
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_of_persons_are_told_from_others() {
        for (text, is_identity) in [
            ("110101190003079998", true),
            ("11010119000307999X", false),
            ("110101199003074477", true),
            ("110105194912310024", false),
            ("11010519491231002X", true),
            ("11010519491331002X", false),
            ("1101051949123100", false),
        ] {
            assert_eq!(is_identity_number(text, ""), is_identity, "{text}");
        }
        assert!(is_mobile_number("13812345678", "。") && !is_mobile_number("13812345678", "元"));
        assert!(!is_mobile_number("12345678901", "") && !is_mobile_number("1381234567", ""));
        assert_eq!(masked("13812345678"), "138******78");
    }

    #[test]
    fn marks_of_machines_are_found_where_they_stand() {
        assert_eq!(markup("见<br/>下"), Some(("见".len(), 5)));
        assert_eq!(markup("A & B <附件> 1<2"), None);
        assert_eq!(markup("和&nbsp;和"), Some(("和".len(), 6)));
        assert_eq!(markdown("### 一、"), Some((0, 3)));
        assert_eq!(markdown("- 一是"), Some((0, 1)));
        assert_eq!(markdown("-8件"), None);
        assert_eq!(question_marks("由?????维护"), Some(("由".len(), 5)));
        assert_eq!(unpaired_bold("**重点"), Some((0, 2)));
        for paired in ["5*3**2", "**重点**", "回应***条", "无"] {
            assert_eq!(unpaired_bold(paired), None, "{paired}");
        }
    }
}
