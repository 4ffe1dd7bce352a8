//! The tags of a page, looked through before a browser's reader sees them: it compares every attribute of a tag with
//! all those before it.

use super::Refusal;
use super::budget::Budget;

/// So many attributes of a tag cost nothing.
const USUAL: usize = 16;

/// Refuses a page whose tags have more attributes than can be compared.
pub(super) fn accept(text: &str) -> Result<(), Refusal> {
    let (mut budget, mut place, mut attributes) = (Budget::default(), Place::Text, 0_usize);
    for byte in text.bytes() {
        let next = place.then(byte);
        match (place, next) {
            (Place::Open, Place::Tag) => attributes = 0,
            (Place::Tag, Place::Word) => {
                attributes += 1;
                budget.spend(attributes.saturating_sub(USUAL))?;
            }
            _ => {}
        }
        place = next;
    }
    Ok(())
}

/// Where in a page a byte stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Place {
    /// Outside of all tags.
    Text,
    /// Behind `<`.
    Open,
    /// In a tag, between its words.
    Tag,
    /// In the name of the tag or of an attribute, or in a value without quotes.
    Word,
    /// Behind `=`.
    Equals,
    /// In quotes.
    Quoted(u8),
}

impl Place {
    /// Where the next byte stands.
    fn then(self, byte: u8) -> Self {
        match (self, byte) {
            (Self::Quoted(quote), _) if byte == quote => Self::Tag,
            (Self::Quoted(quote), _) => Self::Quoted(quote),
            (Self::Text | Self::Open, b'<') => Self::Open,
            (Self::Open, _) if byte.is_ascii_alphabetic() => Self::Tag,
            (Self::Text | Self::Open, _) | (_, b'>') => Self::Text,
            (Self::Equals, b'"' | b'\'') => Self::Quoted(byte),
            (Self::Equals, _) if byte.is_ascii_whitespace() => Self::Equals,
            (_, b'=') => Self::Equals,
            (_, b'/') => Self::Tag,
            _ if byte.is_ascii_whitespace() => Self::Tag,
            _ => Self::Word,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn attributes_are_counted_wherever_they_stand() {
        let many = |count: usize| (0..count).map(|at| format!("a{at}=1")).collect::<Vec<_>>().join(" ");
        for begin in ["<p", "<p b=\">\"", "<p b = '>\"' ", "<p/", "<<p"] {
            assert_eq!(accept(&format!("<html>{begin} {}>某", many(10_000))), Err(Refusal::TooComplex), "{begin}");
        }
        assert_eq!(accept(&"<td class=a style='width: 3cm' b>3 < 4, 5 > 4</td>".repeat(10_000)), Ok(()));
        assert_eq!(accept(&format!("<p {}>", many(1000))), Ok(()));
    }
}
