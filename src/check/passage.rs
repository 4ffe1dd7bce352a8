//! A text of the form, and where a part of it was typed.

use crate::form::Form;
use crate::form::fields::Field;
use crate::source::{Source, Span};

/// A clause is not quoted further, in characters.
const LONGEST: usize = 60;

/// A text of the form and where it was typed.
pub(super) struct Passage<'a> {
    source: &'a Source,
    /// Where it was typed, quotes included.
    pub(super) span: &'a Span,
    /// The key it was typed for.
    pub(super) field: &'static Field,
    /// The text.
    pub(super) text: &'a str,
}

impl<'a> Passage<'a> {
    /// The text of a key, if there is any.
    pub(super) fn of(form: &'a Form, source: &'a Source, field: &'static Field) -> Option<Self> {
        let (span, text) = form.span(field).zip(form.text(field))?;
        Some(Self { source, span, field, text })
    }

    /// Where a part of the text was typed: the next place it is found as it is; typed with escapes, the whole text.
    pub(super) fn find(&self, part: &str, from: &mut usize) -> Span {
        match self.typed().get(*from..).and_then(|rest| rest.find(part)) {
            Some(offset) => {
                let start = *from + offset;
                *from = start + part.len();
                self.span.start + start..self.span.start + *from
            }
            None => self.span.clone(),
        }
    }

    /// Where so many bytes of the text were typed, up to the end of their line; typed with escapes, the whole text.
    pub(super) fn locate(&self, part: &Span) -> Span {
        let Some(part_text) = self.text.get(part.clone()) else { return self.span.clone() };
        let line = part_text.lines().next().unwrap_or_default();
        // As often as the line stands before it, it is to be passed over.
        let earlier = self.text[..part.start].matches(line).count();
        match self.typed().match_indices(line).nth(earlier) {
            Some((offset, _)) if !line.is_empty() => {
                let start = self.span.start + offset;
                start..start + line.len()
            }
            _ => self.span.clone(),
        }
    }

    /// The clause around a part of the text, as far as it is quoted.
    pub(super) fn clause_around(&self, part: &Span) -> String {
        let ends = ['，', '。', '；', '！', '？', '\n'];
        let after = |end: usize| end + self.text[end..].chars().next().map_or(0, char::len_utf8);
        let from = self.text[..part.start].rfind(ends).map_or(0, after);
        let to = self.text[part.end..].find(ends).map_or(self.text.len(), |end| part.end + end);
        self.text[from..to].trim().chars().take(LONGEST).collect()
    }

    /// Whether a span is a part of the text as it was typed.
    pub(super) fn is_typed(&self, span: &Span, part: &str) -> bool {
        self.source.text().get(span.clone()) == Some(part)
    }

    fn typed(&self) -> &'a str {
        self.source.text().get(self.span.clone()).unwrap_or_default()
    }
}
