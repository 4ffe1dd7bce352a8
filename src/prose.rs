//! The narrative: text to paragraphs, with the figures it quotes filled in.

use crate::figure::Figure;
use crate::source::Span;

/// A numbered line longer than this is a sentence without its full stop, in characters.
const LONGEST_HEADING: usize = 30;

/// A paragraph of the narrative.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Paragraph {
    /// Its text in runs, plain and bold.
    pub runs: Vec<Run>,
}

/// A stretch of text in one weight.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Run {
    /// The text.
    pub text: String,
    /// Whether it was marked `**bold**`.
    pub bold: bool,
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
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(start) = text[at..].find("{{").map(|offset| at + offset) {
        let line_end = text[start..].find('\n').map_or(text.len(), |offset| start + offset);
        match text[start..line_end].find("}}") {
            Some(length) => {
                at = start + length + 2;
                found.push(Quote { span: start..at, name: Some(text[start + 2..start + length].trim()) });
            }
            None => {
                at = line_end;
                found.push(Quote { span: start..start + 2, name: None });
            }
        }
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
    c.is_whitespace() || matches!(c, '\u{200B}'..='\u{200F}' | '\u{2060}' | '\u{FEFF}')
}

/// The paragraphs of a text.
pub fn paragraphs(text: &str) -> Vec<Paragraph> {
    lines(text).map(|line| Paragraph { runs: runs(line) }).filter(|p| !p.text().is_empty()).collect()
}

impl Paragraph {
    /// A plain paragraph.
    pub fn plain(text: impl Into<String>) -> Self {
        Self { runs: vec![Run { text: text.into(), bold: false }] }
    }

    /// Whether it is a heading of the second level (GB/T 9704—2012, 7.3.3): a short line numbered `（一）`, without a
    /// sentence in it.
    pub fn is_heading(&self) -> bool {
        let text = self.text();
        let number = text.strip_prefix(['（', '(']).and_then(|rest| rest.split(['）', ')']).next());
        let is_numbered =
            number.is_some_and(|n| !n.is_empty() && n.chars().all(|c| "一二三四五六七八九十".contains(c)));
        is_numbered && text.chars().count() <= LONGEST_HEADING && !text.contains(['。', '；', '：', '！', '？'])
    }

    /// Its text without weights.
    pub fn text(&self) -> String {
        self.runs.iter().map(|run| run.text.as_str()).collect()
    }
}

/// A line in runs, at its `**`; a `**` without a partner stays as typed.
fn runs(line: &str) -> Vec<Run> {
    let parts: Vec<&str> = line.split("**").collect();
    let paired = if parts.len() % 2 == 1 { parts.len() } else { parts.len() - 2 };
    let mut runs: Vec<Run> = Vec::new();
    for (at, part) in parts.iter().take(paired).enumerate() {
        if !part.is_empty() {
            runs.push(Run { text: (*part).to_owned(), bold: at % 2 == 1 });
        }
    }
    if paired < parts.len() {
        runs.push(Run { text: parts[paired..].join("**"), bold: false });
    }
    runs
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::figure::Kind;

    #[test]
    fn a_short_numbered_line_is_a_heading() {
        let is = |line: &str| paragraphs(line)[0].is_heading();
        assert!(is("（一）主动公开情况") && is("(十二) 依申请公开") && is("**（三）**管理情况"));
        for text in [
            "（一）主动公开。全年公开50条。",
            "（1）推进",
            "（注）说明",
            "一、总体情况",
            "1.5万件",
            "（一）：",
            "（）空",
        ] {
            assert!(!is(text), "{text}");
        }
        assert!(!is(&format!("（一）{}", "长".repeat(30))));
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
