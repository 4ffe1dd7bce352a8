//! The narrative: text to paragraphs, with the figures it quotes filled in.

use crate::chinese_numeral::ORDINALS;
use crate::figure::Figure;
use crate::invisible::is_invisible;
use crate::lenient_number::half_width;
use crate::source::Span;

/// A numbered line longer than this is a sentence without its full stop, in characters.
const LONGEST_HEADING: usize = 30;

/// A first sentence of more than two lines is text like the rest, in characters.
const LONGEST_LEAD: usize = 56;

/// A Latin word of more letters is long, in characters.
const LONG_WORD: usize = 15;

/// 层次序数: the four levels of numbering (GB/T 9704—2012, 7.3.3).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Level {
    /// `一、`
    One,
    /// `（一）`
    Two,
    /// `1.`
    Three,
    /// `（1）`
    Four,
}

/// A paragraph of the narrative.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Paragraph {
    /// Its text in runs, each in one font.
    pub runs: Vec<Run>,
    /// Of a heading, its level: a short numbered line, alone.
    pub heading: Option<Level>,
}

/// A stretch of text in one font.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Run {
    /// The text.
    pub text: String,
    /// Whether it was marked `**bold**`.
    pub bold: bool,
    /// Of a heading, and of the first sentence of a numbered paragraph, the level in whose font it is set.
    pub level: Option<Level>,
}

/// `{{name}}` in a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Quote<'a> {
    /// All of it with its braces, in bytes of the text.
    pub span: Span,
    /// The name between the braces, trimmed; `None` if they are never closed.
    pub name: Option<&'a str>,
}

/// Every `{{…}}` of a text, in order.
pub fn quotes(text: &str) -> Vec<Quote<'_>> {
    let (mut found, mut line_start) = (Vec::new(), 0);
    for line in text.split_inclusive('\n') {
        let (end, mut at) = (line_start + line.len(), line_start);
        while let Some(start) = text[at..end].find("{{").map(|offset| at + offset) {
            let Some(length) = text[start..end].find("}}") else {
                found.push(Quote { span: start..start + 2, name: None });
                break;
            };
            at = start + length + 2;
            found.push(Quote { span: start..at, name: Some(text[start + 2..start + length].trim()) });
        }
        line_start = end;
    }
    found
}

/// The text with every `{{name}}` replaced by its figure; what has none stays as it is.
pub fn fill(text: &str, figure: impl Fn(&str) -> Option<Figure>) -> String {
    let mut filled = String::with_capacity(text.len());
    let mut at = 0;
    for quote in quotes(text) {
        if let Some(figure) = quote.name.and_then(&figure) {
            filled.push_str(&text[at..quote.span.start]);
            filled.push_str(&figure.to_string());
            at = quote.span.end;
        }
    }
    filled + &text[at..]
}

/// The lines of a text that are not blank, without the blanks around them: one paragraph each.
pub fn lines(text: &str) -> impl Iterator<Item = &str> {
    text.lines().map(|line| line.trim_matches(is_blank)).filter(|line| !line.is_empty())
}

/// Whether a character shows nothing: white space, and the marks of no width that pasting brings along.
pub fn is_blank(c: char) -> bool {
    c.is_whitespace() || is_invisible(c)
}

/// The paragraphs of a text.
pub fn paragraphs(text: &str) -> Vec<Paragraph> {
    let mut found: Vec<Paragraph> = lines(text).map(Paragraph::read).filter(|p| !p.text().is_empty()).collect();
    let levels: Vec<Option<Level>> = found.iter().map(|p| numbered(&p.text()).map(|(level, _)| level)).collect();
    for (at, paragraph) in found.iter_mut().enumerate() {
        if paragraph.heading.is_some_and(|level| is_item(level, &levels[at + 1..])) {
            paragraph.heading = None;
        }
    }
    found
}

/// Whether a text has any.
pub fn has_paragraphs(text: &str) -> bool {
    lines(text).any(|line| !Paragraph::read(line).text().is_empty())
}

/// Whether a short line numbered `1.` or `（1）` heads nothing: nothing comes after it, or what does has a number of
/// its own level or of one above. It is an item of a list then, and looks the same.
fn is_item(level: Level, after: &[Option<Level>]) -> bool {
    let heads_something = after.first().is_some_and(|next| next.is_none_or(|next| next > level));
    level >= Level::Three && !heads_something
}

impl Paragraph {
    /// A plain paragraph.
    pub fn plain(text: impl Into<String>) -> Self {
        Self { runs: vec![Run { text: text.into(), bold: false, level: None }], heading: None }
    }

    /// A line with its weights and its level.
    fn read(line: &str) -> Self {
        let mut paragraph = Self { runs: runs(line), heading: None };
        let text = paragraph.text();
        let Some((level, number)) = numbered(&text) else { return paragraph };
        let is_short = text.chars().count() <= LONGEST_HEADING;
        let is_sentence = text.contains(['。', '；', '！', '？']) || colon(&text).is_some();
        if is_short && text.len() > number && !is_sentence {
            paragraph.heading = Some(level);
            paragraph.set(level, text.len());
        } else {
            paragraph.set(level, lead(&text, number));
        }
        paragraph
    }

    /// Sets the first so many bytes in the font of a level.
    fn set(&mut self, level: Level, bytes: usize) {
        let mut left = bytes;
        for run in std::mem::take(&mut self.runs) {
            let (head, tail) = run.text.split_at(run.text.len().min(left));
            left -= head.len();
            for (text, level) in [(head, Some(level)), (tail, None)] {
                if !text.is_empty() {
                    self.runs.push(Run { text: text.to_owned(), bold: run.bold, level });
                }
            }
        }
    }

    /// Whether it holds a Latin word, mostly the address of a page, so long that lines set flush around it would gape.
    pub fn has_long_word(&self) -> bool {
        self.text().split(|c: char| !c.is_ascii_graphic()).any(|word| word.len() > LONG_WORD)
    }

    /// Its text without weights.
    pub fn text(&self) -> String {
        self.runs.iter().map(|run| run.text.as_str()).collect()
    }
}

/// Whether a line is a heading: short, numbered, no sentence.
pub fn is_heading(line: &str) -> bool {
    Paragraph::read(line).heading.is_some()
}

/// The level of the number a text begins with, and the length of the number in bytes.
pub fn numbered(text: &str) -> Option<(Level, usize)> {
    let is_chinese = |number: &str| number.chars().all(|c| ORDINALS.contains(c));
    let is_arabic =
        |number: &str| number.chars().count() <= 2 && number.chars().all(|c| half_width(c).is_ascii_digit());
    let bracketed = text.strip_prefix(['（', '(']);
    let body = bracketed.unwrap_or(text);
    let end = body.find(|c: char| !ORDINALS.contains(c) && !half_width(c).is_ascii_digit())?;
    let (number, rest) = body.split_at(end);
    let sign = rest.chars().next()?;
    let level = match (bracketed.is_some(), half_width(sign)) {
        _ if number.is_empty() => return None,
        (true, ')') if is_chinese(number) => Level::Two,
        (true, ')') if is_arabic(number) => Level::Four,
        // 一、二审…… counts instances, not paragraphs.
        (false, '、') if is_chinese(number) && !rest[sign.len_utf8()..].starts_with(|c| ORDINALS.contains(c)) => {
            Level::One
        }
        // 1.5万 is a number.
        (false, '.' | '、')
            if is_arabic(number) && !rest[sign.len_utf8()..].starts_with(|c| half_width(c).is_ascii_digit()) =>
        {
            Level::Three
        }
        _ => return None,
    };
    Some((level, text.len() - rest.len() + sign.len_utf8()))
}

/// Where the first colon stands, full-width or half; but not that of a time or a ratio.
fn colon(text: &str) -> Option<usize> {
    let is_colon = |(at, c): &(usize, char)| match c {
        '：' => true,
        ':' => !text[at + 1..].starts_with(|next: char| next.is_ascii_digit()),
        _ => false,
    };
    text.char_indices().find(is_colon).map(|(at, _)| at)
}

/// The length in bytes of the first sentence of a numbered paragraph, or of the words before its colon; 0 if it is too
/// long to stand out.
fn lead(text: &str, number: usize) -> usize {
    let rest = &text[number..];
    let label =
        colon(rest).filter(|&at| rest[..at].chars().count() <= LONGEST_HEADING && !rest[..at].contains(['，', '。']));
    let Some(at) = label.or_else(|| rest.find(['。', '！', '？'])) else { return 0 };
    let end = number + at + rest[at..].chars().next().map_or(0, char::len_utf8);
    if text[..end].chars().count() <= LONGEST_LEAD { end } else { 0 }
}

/// A line in runs, at its `**`; a `**` without a partner stays as typed.
fn runs(line: &str) -> Vec<Run> {
    let parts: Vec<&str> = line.split("**").collect();
    let paired = if parts.len() % 2 == 1 { parts.len() } else { parts.len() - 2 };
    let run = |text: String, bold| Run { text, bold, level: None };
    let mut runs: Vec<Run> = Vec::new();
    for (at, part) in parts.iter().take(paired).enumerate() {
        if !part.is_empty() {
            runs.push(run((*part).to_owned(), at % 2 == 1));
        }
    }
    if paired < parts.len() {
        runs.push(run(parts[paired..].join("**"), false));
    }
    runs
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::figure::Kind;

    fn heading(line: &str) -> Option<Level> {
        paragraphs(&format!("{line}\n正文。"))[0].heading
    }

    /// What a paragraph sets in the font of its level.
    fn led(line: &str) -> String {
        paragraphs(line)[0].runs.iter().filter(|run| run.level.is_some()).map(|run| run.text.as_str()).collect()
    }

    #[test]
    fn a_short_numbered_line_is_a_heading() {
        for (line, level) in [
            ("一、主动公开", Level::One),
            ("（一）主动公开情况", Level::Two),
            ("(十二) 依申请公开", Level::Two),
            ("**（三）**管理情况", Level::Two),
            ("1.加强领导，健全机制", Level::Three),
            ("１．推进公开", Level::Three),
            ("12、解读", Level::Three),
            ("（1）推进", Level::Four),
        ] {
            assert_eq!(heading(line), Some(level), "{line}");
            assert_eq!(led(line), line.replace("**", ""));
        }
        for text in [
            "（一）主动公开。全年公开50条。",
            "（注）说明",
            "1.5万件",
            "2023.12发布",
            "123.条",
            "（一）：",
            "（）空",
            "一是",
            "1.",
            "一、二审案件",
            "36件",
        ] {
            assert_eq!(heading(text), None, "{text}");
        }
        assert_eq!(heading(&format!("（一）{}", "长".repeat(30))), None);
    }

    #[test]
    fn a_line_that_heads_nothing_is_an_item() {
        let text = "1.加强学习\n（1）补短板\n（2）强弱项\n2.压实责任\n逐级负责。\n（一）改进措施\n1.落实\n2.提高：再提高。\n（二）无";
        let headings: Vec<_> = paragraphs(text).iter().map(|paragraph| paragraph.heading).collect();
        let (two, three) = (Some(Level::Two), Some(Level::Three));
        assert_eq!(headings, [three, None, None, three, None, two, None, None, two]);
    }

    #[test]
    fn the_first_sentence_of_a_numbered_paragraph_leads() {
        assert_eq!(led("（一）主动公开。全年公开50条。"), "（一）主动公开。");
        assert_eq!(led("（一）主动公开情况：全年公开50条。"), "（一）主动公开情况：");
        assert_eq!(led("（五）标题:内容如下。"), "（五）标题:");
        assert_eq!(heading("（一）主动公开:如下"), None);
        assert_eq!(heading("（一）工作日8:30开放"), Some(Level::Two));
        assert_eq!(led("（二）全年受理36件，其中：公开5件。"), "（二）全年受理36件，其中：公开5件。");
        assert_eq!(led("1.**加强**领导。压实责任。"), "1.加强领导。");
        assert_eq!(led("全年公开50条。"), "");
        assert_eq!(led(&format!("（一）{}。其余。", "长".repeat(60))), "");
        assert_eq!(led("1.5万件，比上年多。"), "");
    }

    #[test]
    fn bold_is_taken_at_its_marks() {
        let show = |line: &str| {
            runs(line).iter().map(|r| if r.bold { format!("<{}>", r.text) } else { r.text.clone() }).collect::<String>()
        };
        assert_eq!(show("**一是**范围有限。**二是**渠道少"), "<一是>范围有限。<二是>渠道少");
        assert_eq!(show("没有**收尾"), "没有**收尾");
        assert_eq!(show("**一是**又**开"), "<一是>又**开");
        assert_eq!(show("平文"), "平文");
    }

    #[test]
    fn figures_are_filled_in() {
        let figure = |name: &str| Figure::read("36", Kind::Count).ok().filter(|_| name == "a.b.c");
        assert_eq!(fill("受理{{a.b.c}}件，{{ a.b.c }}件", figure), "受理36件，36件");
        assert_eq!(fill("{{x}}和{{", figure), "{{x}}和{{");
        let found = quotes("甲{{x}}\n乙{{ y");
        assert_eq!(found.iter().map(|q| q.name).collect::<Vec<_>>(), [Some("x"), None]);
    }

    #[test]
    fn blank_lines_and_indents_go() {
        let texts: Vec<_> =
            paragraphs("\n　　甲。\r\n\n 乙。 \n\u{a0}\n\u{200b}\n****\n").iter().map(Paragraph::text).collect();
        assert_eq!(texts, ["甲。", "乙。"]);
    }
}
