//! A text of the form, and where a part of it was typed.

use crate::fields::Field;
use crate::form::Form;
use crate::origin::Origin;
use crate::source::{Source, Span};
use crate::subject::Subject;

/// A clause is not quoted further, in characters.
const LONGEST: usize = 60;

/// A text of the form and where it was typed.
pub(super) struct Passage<'a> {
    source: &'a Source,
    /// Where it was typed, quotes included.
    pub(super) origin: Option<Origin>,
    /// The key it was typed for.
    pub(super) field: &'static Field,
    /// The text.
    pub(super) text: &'a str,
    /// Where it begins behind its quotes, if it was typed without escapes.
    verbatim: Option<usize>,
}

impl<'a> Passage<'a> {
    /// The text of a key, if there is any.
    pub(super) fn of(form: &'a Form, field: &'static Field) -> Option<Self> {
        let (origin, text) = (form.origin(field), form.text(field)?);
        let passage = Self { source: &form.source, origin, field, text, verbatim: None };
        Some(Self { verbatim: passage.typed().find(text), ..passage })
    }

    /// The subject of a finding about a part of the text.
    pub(super) const fn subject(&self, part: Span) -> Subject {
        Subject::Passage(self.field, part)
    }

    /// Where a line or other part of the text stands in it.
    pub(super) fn offset(&self, part: &str) -> Span {
        let start = (part.as_ptr() as usize).saturating_sub(self.text.as_ptr() as usize);
        start..start + part.len()
    }

    /// Where a part of the text was typed: the next place it is found as it is; typed with escapes, the whole text.
    pub(super) fn find(&self, part: &str, from: &mut usize) -> Option<Origin> {
        let Some(whole) = self.span() else { return self.origin.clone() };
        match self.typed().get(*from..).and_then(|rest| rest.find(part)) {
            Some(offset) => {
                let start = *from + offset;
                *from = start + part.len();
                Some(Origin::Text(whole.start + start..whole.start + *from))
            }
            None => self.origin.clone(),
        }
    }

    /// Where so many bytes of the text were typed, up to the end of their line; typed with escapes, the whole text.
    pub(super) fn locate(&self, part: &Span) -> Option<Origin> {
        let (Some(part_text), Some(whole)) = (self.text.get(part.clone()), self.span()) else {
            return self.origin.clone();
        };
        let line = part_text.lines().next().unwrap_or_default();
        if let Some(begin) = self.verbatim.filter(|_| !line.is_empty()) {
            let start = whole.start + begin + part.start;
            return Some(Origin::Text(start..start + line.len()));
        }
        // As often as the line stands before it, it is to be passed over.
        let earlier = self.text[..part.start].matches(line).count();
        match self.typed().match_indices(line).nth(earlier) {
            Some((offset, _)) if !line.is_empty() => {
                let start = whole.start + offset;
                Some(Origin::Text(start..start + line.len()))
            }
            _ => self.origin.clone(),
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

    /// Whether a part of the text was typed as it is at a span.
    pub(super) fn is_typed(&self, span: &Span, part: &str) -> bool {
        self.source.text().get(span.clone()) == Some(part)
    }

    fn span(&self) -> Option<&Span> {
        self.origin.as_ref()?.span()
    }

    fn typed(&self) -> &'a str {
        self.span().and_then(|span| self.source.text().get(span.clone())).unwrap_or_default()
    }
}
