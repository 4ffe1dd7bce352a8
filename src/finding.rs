//! A finding: a rule at a place, with what was filled and what follows; and how it is printed.

use std::fmt::Write as _;

use anstyle::{AnsiColor, Style};
use serde::Serialize;
use serde::ser::{SerializeStruct as _, Serializer};

use crate::figure::Figure;
use crate::rule::{Rule, Severity};
use crate::source::{Source, Span};

/// The most characters of a message or a place; more comes from a name without end.
const LONGEST: usize = 600;

/// How many findings of one form are printed as text before the rest is only counted.
pub const PRINTED: usize = 100;

/// 问题: a rule that does not hold, or a remark, at one place of the form.
#[derive(Debug, Clone)]
pub struct Finding {
    /// The rule.
    pub rule: &'static Rule,
    /// What it weighs: mostly what its rule says.
    pub severity: Severity,
    /// Where: `applications.received.total`, `agency.name`; empty for the file as a whole.
    pub place: String,
    /// The text it is about, if there is any.
    pub span: Option<Span>,
    /// Which cell, what is wrong, what to do; a Chinese sentence.
    pub message: String,
    /// What was filled and what follows, where figures are compared.
    pub compared: Option<(Figure, Figure)>,
    /// The figures of the message in their order: an explanation holds as long as they stay.
    pub figures: Vec<Figure>,
    /// The sentence of the report it is about; empty where it is about figures.
    pub quote: String,
    /// What the office says of it.
    pub explained: Option<String>,
}

impl Finding {
    /// A finding at a place of the text.
    pub fn new(
        rule: &'static Rule,
        place: impl Into<String>,
        span: impl Into<Option<Span>>,
        message: impl Into<String>,
    ) -> Self {
        let (place, message) = (printable(place.into()), printable(message.into()));
        let (figures, quote) = (Vec::new(), String::new());
        Self {
            rule,
            severity: rule.severity,
            place,
            span: span.into(),
            message,
            compared: None,
            figures,
            quote,
            explained: None,
        }
    }

    /// Adds a sentence to the message.
    pub fn add(&mut self, sentence: &str) {
        self.message = printable(std::mem::take(&mut self.message) + sentence);
    }

    /// Whether it forbids building.
    pub fn is_error(&self) -> bool {
        self.severity == Severity::Error
    }

    /// Its severity, rule and message on one line: `错误 B01｜表三……`.
    pub fn sentence(&self) -> String {
        format!("{} {}｜{}", self.severity.word(), self.rule.code, self.message)
    }

    /// The finding as text: the sentence, the position, the line with carets.
    pub fn print(&self, source: &Source, look: &Look) -> String {
        let style = look.of(self.severity);
        let (word, code, message) = (self.severity.word(), self.rule.code, &self.message);
        let mut text = format!("{style}{word} {code}{style:#}｜{message}\n");
        if let Some(span) = &self.span {
            let (line, column) = source.position(span.start);
            let (excerpt, carets) = source.excerpt(span);
            let number = line.to_string();
            let (gap, aside) = (" ".repeat(number.len()), look.aside);
            _ = writeln!(text, "  {aside}{}:{line}:{column}{aside:#}", source.name);
            _ = writeln!(text, "  {aside}{number} │{aside:#} {excerpt}");
            _ = writeln!(text, "  {aside}{gap} │{aside:#} {style}{carets}{style:#}");
        }
        match &self.explained {
            Some(reason) => _ = writeln!(text, "  已说明：{reason}"),
            None if self.can_be_explained() => {
                _ = writeln!(text, "  属实的，把下面几行贴到填报表末尾，写明理由：");
                let lines =
                    ["[[explained]]", &self.head_of_explanation(), &self.explainable(), "reason = \"\""].join("\n");
                lines.lines().for_each(|line| _ = writeln!(text, "    {line}"));
            }
            None => {}
        }
        text
    }

    /// Whether the office may say why it is right all the same: of what is no error, and of the errors whose rule allows it.
    pub fn can_be_explained(&self) -> bool {
        let is_about_something = !self.figures.is_empty() || !self.quote.is_empty();
        // What is wrong between units is no form's to explain.
        is_about_something && !self.rule.is_of('U') && (!self.is_error() || self.rule.may_be_explained())
    }

    fn head_of_explanation(&self) -> String {
        format!("rule = \"{}\"\nplace = \"{}\"", self.rule.code, self.place)
    }

    /// What an explanation of it must repeat, as the form writes it.
    pub fn explainable(&self) -> String {
        if self.quote.is_empty() {
            let figures: Vec<String> = self.figures.iter().map(Figure::to_string).collect();
            format!("figures = [{}]", figures.join(", "))
        } else {
            format!("quote = '''{}'''", self.quote)
        }
    }
}

/// How findings look on a screen.
#[derive(Debug, Default)]
pub struct Look {
    /// Of errors, warnings and notes.
    severities: [Style; 3],
    /// Of what stands beside.
    aside: Style,
}

impl Look {
    /// In colour. Where it is printed decides whether it shows.
    pub fn coloured() -> Self {
        let bold = |colour: AnsiColor| colour.on_default().bold();
        let severities = [bold(AnsiColor::Red), bold(AnsiColor::Yellow), bold(AnsiColor::Cyan)];
        Self { severities, aside: Style::new().dimmed() }
    }

    const fn of(&self, severity: Severity) -> Style {
        self.severities[severity as usize]
    }
}

/// A text that can be printed anywhere: not longer than it need be, and what no document holds by its number.
fn printable(text: String) -> String {
    let is_fit = |c: char| !c.is_control() && !matches!(c, '\u{FFFE}' | '\u{FFFF}');
    let text = if text.chars().all(is_fit) {
        text
    } else {
        let show = |c: char| if is_fit(c) { c.to_string() } else { format!("U+{:04X}", u32::from(c)) };
        text.chars().map(show).collect()
    };
    match text.char_indices().nth(LONGEST) {
        Some((end, _)) => text[..end].to_owned() + "…",
        None => text,
    }
}

/// So many findings of a form as text, in their order in the form.
pub fn print_all(findings: &[Finding], source: &Source, look: &Look, most: usize) -> String {
    let mut text: String = findings.iter().take(most).map(|finding| finding.print(source, look) + "\n").collect();
    if let Some(rest) = findings.len().checked_sub(most).filter(|&rest| rest > 0) {
        _ = writeln!(text, "还有{rest}处问题没有列出，先改好上面的再核对。\n");
    }
    text
}

/// A finding as `--json` shows it, with the line and column it stands at.
pub struct Listed<'a> {
    /// The finding.
    pub finding: &'a Finding,
    /// Line and column, from 1; nothing where it stands nowhere.
    pub position: Option<(usize, usize)>,
}

impl<'a> Listed<'a> {
    /// A finding about a text.
    pub fn of(finding: &'a Finding, source: &Source) -> Self {
        Self { finding, position: finding.span.as_ref().map(|span| source.position(span.start)) }
    }
}

impl Serialize for Listed<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let Self { finding, position } = self;
        let mut object = serializer.serialize_struct("Finding", 9)?;
        object.serialize_field("rule", finding.rule.code)?;
        object.serialize_field("severity", finding.severity.code())?;
        object.serialize_field("place", &finding.place)?;
        object.serialize_field("line", &position.map(|(line, _)| line))?;
        object.serialize_field("column", &position.map(|(_, column)| column))?;
        object.serialize_field("message", &finding.message)?;
        if let Some((stated, derived)) = &finding.compared {
            object.serialize_field("stated", stated)?;
            object.serialize_field("derived", derived)?;
        }
        if let Some(reason) = &finding.explained {
            object.serialize_field("explained", reason)?;
        }
        object.end()
    }
}
