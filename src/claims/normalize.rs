//! A text as it is read aloud: blanks and soft line breaks gone, digits and signs in one width, figures in place of the
//! places quoted, names of documents out of the way. Every character knows where it stood.

use std::ops::Range;

use crate::figure::Figure;
use crate::lenient_number::half_width;
use crate::prose::{is_blank, is_heading, numbered, quotes};

/// Stands for what is not read: 《…》, 〔…〕, a quoted figure that is not known.
pub(super) const OPAQUE: char = '\u{FFFC}';

/// What stands around names of documents and years of notices, whose numbers are no figures.
const NAMES: [(char, char); 3] = [('《', '》'), ('〔', '〕'), ('【', '】')];

/// Marks that show nothing aloud.
const SILENT: &str = "“”‘’\"'*「」";

/// Ends of sentences; a line that ends in none of them goes on in the next.
const ENDS: &str = "。！？；：";

/// The name of a document is not longer, in characters.
const LONGEST_NAME: usize = 150;

/// A text read aloud.
pub(super) struct Plain {
    /// The text; a paragraph ends in a line break.
    pub(super) text: String,
    /// Where each byte stood; one more, for the end.
    from: Vec<usize>,
}

impl Plain {
    pub(super) fn of(text: &str, figure: impl Fn(&str) -> Option<Figure>) -> Self {
        let mut plain = Self { text: String::with_capacity(text.len()), from: Vec::with_capacity(text.len() + 1) };
        let mut at = 0;
        for line in text.split_inclusive('\n') {
            let end = at + line.len();
            plain.line(text, at..end, &figure);
            if !goes_on(line, &text[end..]) {
                plain.push('\n', if line.ends_with('\n') { end - 1 } else { end });
            }
            at = end;
        }
        plain.from.push(text.len());
        plain
    }

    fn line(&mut self, text: &str, range: Range<usize>, figure: &impl Fn(&str) -> Option<Figure>) {
        let mut quoted = quotes(&text[range.clone()]).into_iter().peekable();
        let mut closing: Option<char> = None;
        let mut skipped_to = range.start;
        for (offset, c) in text[range.clone()].char_indices() {
            let at = range.start + offset;
            if at < skipped_to {
                continue;
            }
            if let Some(quote) = quoted.next_if(|quote| quote.span.start == offset) {
                skipped_to = range.start + quote.span.end;
                if closing.is_some() {
                    continue;
                }
                match quote.name.and_then(figure) {
                    Some(figure) => figure.to_string().chars().for_each(|c| self.push(c, at)),
                    None => self.push(OPAQUE, at),
                }
                continue;
            }
            match closing {
                Some(end) if c == end => closing = None,
                Some(_) => {}
                None => match NAMES.iter().find(|(open, _)| *open == c) {
                    // What is never closed is read on.
                    Some((_, close)) if text[at..range.end].chars().take(LONGEST_NAME).any(|c| c == *close) => {
                        closing = Some(*close);
                        self.push(OPAQUE, at);
                    }
                    _ if is_blank(c) || SILENT.contains(c) => {}
                    _ => self.push(in_one_width(c), at),
                },
            }
        }
    }

    fn push(&mut self, c: char, at: usize) {
        self.text.push(c);
        self.from.extend(std::iter::repeat_n(at, c.len_utf8()));
    }

    /// Where a part of it stood in the text.
    pub(super) fn original(&self, part: &Range<usize>) -> Range<usize> {
        let last = part.end.saturating_sub(1).max(part.start);
        let end = self.from[last + 1..].iter().find(|&&at| at > self.from[last]).copied();
        self.from[part.start]..end.unwrap_or(self.from[last])
    }
}

/// Whether a line goes on in the next: it ends in the middle of a sentence, and the next begins nothing new.
fn goes_on(line: &str, rest: &str) -> bool {
    let line = line.trim_matches(is_blank);
    let next = rest.lines().next().unwrap_or_default().trim_matches(is_blank);
    !line.is_empty()
        && !next.is_empty()
        && !line.ends_with(|c| ENDS.contains(c))
        && !is_heading(line)
        && numbered(next).is_none()
}

/// Signs that have a Chinese form keep it, everything else its half-width one.
fn in_one_width(c: char) -> char {
    match half_width(c) {
        ',' => '，',
        ';' => '；',
        ':' => '：',
        '(' => '（',
        ')' => '）',
        '?' => '？',
        '!' => '！',
        c => c,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::figure::Kind;

    fn read(text: &str) -> String {
        Plain::of(text, |name| (name == "a.b.c").then(|| Figure::read("36", Kind::Count).unwrap())).text
    }

    #[test]
    fn a_text_is_read_aloud() {
        assert_eq!(read("收到 申请１ 42 件,“不予公开”（8件）。"), "收到申请142件，不予公开（8件）。\n");
        assert_eq!(read("受理{{a.b.c}}件，{{x.y.z}}件"), "受理36件，\u{FFFC}件\n");
        assert_eq!(read("依据《2022年要点》（国办发〔2021〕5号）"), "依据\u{FFFC}（国办发\u{FFFC}5号）\n");
        assert_eq!(read("收到申请1\n42件。\n（二）依申请公开\n全年"), "收到申请142件。\n（二）依申请公开\n全年\n");
    }

    #[test]
    fn every_part_knows_where_it_stood() {
        let text = "收到 申请{{a.b.c}}件。";
        let plain = Plain::of(text, |_| Figure::read("36", Kind::Count).ok());
        let at = plain.text.find("36").unwrap();
        assert_eq!(&text[plain.original(&(at..at + 2))], "{{a.b.c}}");
        let at = plain.text.find("申请").unwrap();
        assert_eq!(&text[plain.original(&(at..plain.text.len() - 1))], "申请{{a.b.c}}件。");
    }
}
