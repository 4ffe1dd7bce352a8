//! What is wrong with a statement that cannot be read: its key, the place and the message.

use std::fmt;

use crate::source::Span;

/// How many characters of what was typed a message quotes.
const LONGEST_QUOTE: usize = 24;

/// What a key stands for, in words for staff.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Named {
    /// What the paper calls it: 表三“一、本年新收”.
    pub label: String,
    /// Whether it takes figures.
    pub is_figure: bool,
}

/// What a message is about: what the key stands for, with the key to find it by.
pub(super) struct About<'a> {
    pub(super) key: &'a str,
    pub(super) named: Option<Named>,
}

impl fmt::Display for About<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.named {
            Some(named) => write!(f, "{}（{}）", named.label, self.key),
            None => write!(f, "“{}”", self.key),
        }
    }
}

/// A stretch of the text and the sentence about it.
pub(super) struct Problem {
    pub(super) span: Span,
    pub(super) message: String,
}

impl Problem {
    pub(super) fn new(span: Span, message: String) -> Self {
        Self { span, message }
    }
}

/// The start of what was typed, in Chinese quotes.
pub(super) fn quote(text: &str) -> String {
    let line = text.lines().next().unwrap_or_default().trim();
    let blank = |c: char| if c == '\t' { ' ' } else { c };
    let shown: String = line.chars().map(blank).filter(|c| !c.is_control()).take(LONGEST_QUOTE).collect();
    let more = if line.chars().nth(LONGEST_QUOTE).is_some() { "…" } else { "" };
    if shown.starts_with('“') { format!("{shown}{more}") } else { format!("“{shown}{more}”") }
}
