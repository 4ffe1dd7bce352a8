//! A finding: a rule and what it found, as values; and how it is printed.

use std::fmt::{Display, Write as _};

use anstyle::{AnsiColor, Style};
use serde::Serialize;
use serde::ser::{SerializeStruct as _, Serializer};

use crate::fields;
use crate::figure::Figure;
use crate::origin::Origin;
use crate::rule::{Rule, Severity};
use crate::source::{Source, Span};
use crate::subject::Subject;

/// The most characters of a message or a place; more comes from a name without end.
const LONGEST: usize = 600;

/// How many findings of one form are printed as text before the rest is only counted.
pub const PRINTED: usize = 100;

/// 问题: a rule that does not hold, or a remark: what it is about, where that stands, what was filled and what follows.
///
/// Its subject is a value of its own type; a text for it does not compile:
///
/// ```compile_fail
/// let finding = nianbao::Finding::new(nianbao::RULES[0], "applications.carried_out.total", None, "……");
/// ```
#[derive(Debug, Clone)]
pub struct Finding {
    /// The rule.
    pub rule: &'static Rule,
    /// How serious it is: mostly as its rule has it.
    pub severity: Severity,
    /// What it is about.
    pub subject: Subject,
    /// Where that stands; nothing of what is missing.
    pub origin: Option<Origin>,
    /// Line and column of the form's text, from 1, once they have been looked up.
    pub position: Option<(usize, usize)>,
    /// The file it is about, where many are read.
    pub file: Option<String>,
    /// Which cell, what is wrong; a Chinese sentence, of an import without its full stop.
    pub(crate) statement: String,
    /// What to do, for findings of an import: printed after the place in the original.
    pub(crate) advice: String,
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
    /// A finding: which cell, what is wrong, what to do.
    pub fn new(
        rule: &'static Rule,
        subject: impl Into<Subject>,
        origin: impl Into<Option<Origin>>,
        message: impl Display,
    ) -> Self {
        Self {
            rule,
            severity: rule.severity,
            subject: subject.into(),
            origin: origin.into(),
            position: None,
            file: None,
            statement: printable(message.to_string()),
            advice: String::new(),
            compared: None,
            figures: Vec::new(),
            quote: String::new(),
            explained: None,
        }
    }

    /// A finding about what was read from a published report: what is so, without its full stop, and what to do.
    pub fn of_original(
        rule: &'static Rule,
        subject: impl Into<Subject>,
        origin: impl Into<Option<Origin>>,
        statement: impl Display,
        advice: impl Display,
    ) -> Self {
        Self { advice: printable(advice.to_string()), ..Self::new(rule, subject, origin, statement) }
    }

    /// Which cell, what is wrong, what to do: a Chinese sentence.
    pub fn message(&self) -> String {
        if self.advice.is_empty() {
            return self.statement.clone();
        }
        let origin = self.origin.as_ref().filter(|origin| origin.is_of_original());
        let origin = origin.map(|origin| format!("（原件{origin}）")).unwrap_or_default();
        printable(format!("{}{origin}。{}", self.statement, self.advice))
    }

    /// The message for whoever wrote the report it was read from: what is wrong, not what to do where it was read into.
    pub fn message_to_author(&self) -> String {
        if self.advice.is_empty() {
            self.message()
        } else {
            format!("{}。请在原件里核对、改正。", self.statement)
        }
    }

    /// Adds a sentence to the message.
    pub fn add(&mut self, sentence: &str) {
        self.statement = printable(std::mem::take(&mut self.statement) + sentence);
    }

    /// Looks up the line and column it stands at.
    pub fn locate(&mut self, source: &Source) {
        self.position = self.span().map(|span| source.position(span.start));
    }

    /// Where it stands in the form's text, if it does.
    pub fn span(&self) -> Option<&Span> {
        self.origin.as_ref()?.span()
    }

    /// Whether it forbids building.
    pub fn is_error(&self) -> bool {
        self.severity == Severity::Error
    }

    /// Its severity, rule and message on one line: `错误 B01｜表三……`.
    pub fn sentence(&self) -> String {
        format!("{} {}｜{}", self.severity.word(), self.rule.code, self.message())
    }

    /// The finding as text: the sentence, the position, the line with carets.
    pub fn print(&self, source: &Source, palette: &Palette) -> String {
        let style = palette.of(self.severity);
        let (word, code, message) = (self.severity.word(), self.rule.code, self.message());
        let mut text = format!("{style}{word} {code}{style:#}｜{message}\n");
        let dimmed = palette.dimmed;
        match &self.origin {
            Some(Origin::Text(span)) => {
                let (line, column) = source.position(span.start);
                let (excerpt, carets) = source.excerpt(span);
                let number = line.to_string();
                let gap = " ".repeat(number.len());
                _ = writeln!(text, "  {dimmed}{}:{line}:{column}{dimmed:#}", source.name);
                _ = writeln!(text, "  {dimmed}{number} │{dimmed:#} {excerpt}");
                _ = writeln!(text, "  {dimmed}{gap} │{dimmed:#} {style}{carets}{style:#}");
            }
            Some(cell @ Origin::Cell { .. }) => _ = writeln!(text, "  {dimmed}{} {cell}{dimmed:#}", source.name),
            _ => {}
        }
        match &self.explained {
            Some(reason) => _ = writeln!(text, "  已说明：{reason}"),
            // A published report has no room for an explanation.
            None if self.can_be_explained() && (self.is_in_sheet() || !source.text().is_empty()) => {
                text += &self.offer()
            }
            None => {}
        }
        text
    }

    /// Whether it stands in a cell of the workbook.
    const fn is_in_sheet(&self) -> bool {
        matches!(self.origin, Some(Origin::Cell { .. }))
    }

    /// What to write where it is right as it stands: lines of a form's text, or cells of the workbook's sheet.
    fn offer(&self) -> String {
        let (head, lines) = if self.is_in_sheet() {
            let cells = [self.rule.code.to_owned(), self.subject.to_string(), self.explained_with()];
            let lines = fields::EXPLANATION.iter().zip(&cells).map(|((_, column), cell)| format!("{column}：{cell}"));
            ("属实的，在工作簿“说明”页的一行里照填，写明理由：", lines.collect::<Vec<_>>().join("\n"))
        } else {
            let lines = ["[[explained]]", &self.head_of_explanation(), &self.explainable(), "reason = \"\""].join("\n");
            ("属实的，把下面几行贴到填报表末尾，写明理由：", lines)
        };
        lines.lines().fold(format!("  {head}\n"), |text, line| text + "    " + line + "\n")
    }

    /// Whether the office may explain why it is right: for what is no error, and of the errors whose rule
    /// allows it.
    pub fn can_be_explained(&self) -> bool {
        let is_about_something = !self.figures.is_empty() || !self.quote.is_empty();
        // What is wrong between units is no form's to explain.
        is_about_something && !self.rule.is_between_units() && (!self.is_error() || self.rule.may_be_explained())
    }

    fn head_of_explanation(&self) -> String {
        format!("rule = \"{}\"\nplace = \"{}\"", self.rule.code, self.subject)
    }

    /// What an explanation of it must repeat, as a form's text writes it.
    pub fn explainable(&self) -> String {
        let with = self.explained_with();
        if self.quote.is_empty() { format!("figures = [{with}]") } else { format!("quote = '''{with}'''") }
    }

    /// The figures that an explanation of it must repeat, or the quote.
    pub fn explained_with(&self) -> String {
        let figures: Vec<String> = self.figures.iter().map(Figure::to_string).collect();
        if self.quote.is_empty() { figures.join(", ") } else { self.quote.clone() }
    }
}

/// The colours of findings on a screen.
#[derive(Debug, Default)]
pub struct Palette {
    /// Of errors, warnings and notes.
    severities: [Style; 3],
    /// Of what stands beside.
    dimmed: Style,
}

impl Palette {
    /// In colour. Where it is printed decides whether it shows.
    pub fn coloured() -> Self {
        let bold = |colour: AnsiColor| colour.on_default().bold();
        let severities = [bold(AnsiColor::Red), bold(AnsiColor::Yellow), bold(AnsiColor::Cyan)];
        Self { severities, dimmed: Style::new().dimmed() }
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
        let show = |c: char| match c {
            '\t' => " ".to_owned(),
            c if is_fit(c) => c.to_string(),
            c => format!("U+{:04X}", u32::from(c)),
        };
        text.chars().map(show).collect()
    };
    shortened(&text, LONGEST)
}

/// The first so many characters of a text, with a sign where there are more.
pub(crate) fn shortened(text: &str, most: usize) -> String {
    match text.char_indices().nth(most) {
        Some((end, _)) => text[..end].to_owned() + "…",
        None => text.to_owned(),
    }
}

/// So many findings of a form as text, in their order in the form.
pub fn print_all(findings: &[Finding], source: &Source, palette: &Palette, most: usize) -> String {
    let mut text: String = findings.iter().take(most).map(|finding| finding.print(source, palette) + "\n").collect();
    if let Some(rest) = findings.len().checked_sub(most).filter(|&rest| rest > 0) {
        _ = writeln!(text, "还有{rest}处问题没有列出，先改好上面的再核对。\n");
    }
    text
}

impl Serialize for Finding {
    /// As `--json` shows it: the line and column of a text, the origin of anything else.
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut object = serializer.serialize_struct("Finding", 10)?;
        object.serialize_field("rule", self.rule.code)?;
        object.serialize_field("severity", self.severity.code())?;
        object.serialize_field("place", &self.subject.to_string())?;
        object.serialize_field("line", &self.position.map(|(line, _)| line))?;
        object.serialize_field("column", &self.position.map(|(_, column)| column))?;
        if let Some(origin) = self.origin.as_ref().filter(|origin| origin.span().is_none()) {
            object.serialize_field("origin", origin)?;
        }
        object.serialize_field("message", &self.message())?;
        if let Some((stated, derived)) = &self.compared {
            object.serialize_field("stated", stated)?;
            object.serialize_field("derived", derived)?;
        }
        if let Some(reason) = &self.explained {
            object.serialize_field("explained", reason)?;
        }
        object.end()
    }
}
