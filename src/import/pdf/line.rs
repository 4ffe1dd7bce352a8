//! Lines: characters that stand beside each other, put together to words.

use super::drawing::Glyph;
use super::letter::is_han;

/// A line of text.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Line {
    /// Stretches of text that stand wide apart.
    pub(super) words: Vec<String>,
    pub(super) left: i64,
    pub(super) right: i64,
    pub(super) base: i64,
    pub(super) size: i64,
    /// How wide the beginning is that cannot be broken.
    pub(super) head: i64,
}

impl Line {
    /// Its text.
    pub(super) fn text(&self) -> String {
        self.words.join(" ")
    }
}

/// Puts characters together to lines, from above to below.
pub(super) fn lines(mut glyphs: Vec<Glyph>) -> Vec<Line> {
    glyphs.sort_by_key(|glyph| (glyph.base, glyph.left));
    let mut all = Vec::new();
    let mut row: Vec<Glyph> = Vec::new();
    for glyph in glyphs {
        let is_below = row.first().is_some_and(|first| {
            let size = row.iter().map(|glyph| glyph.size).max().unwrap_or(0).max(glyph.size);
            5 * (glyph.base - first.base) > 2 * size
        });
        if is_below {
            all.extend(line(std::mem::take(&mut row)));
        }
        row.push(glyph);
    }
    all.extend(line(row));
    all
}

/// One line, unless it is blank.
fn line(mut row: Vec<Glyph>) -> Option<Line> {
    row.sort_by_key(|glyph| glyph.left);
    let shown: Vec<Glyph> = once(&row);
    let (first, last) = (shown.iter().find(|glyph| glyph.c != ' ')?, shown.iter().rfind(|glyph| glyph.c != ' ')?);
    let size = middle(shown.iter().filter(|glyph| glyph.c != ' ').map(|glyph| glyph.size).collect());
    let base = middle(shown.iter().filter(|glyph| glyph.c != ' ').map(|glyph| glyph.base).collect());
    Some(Line { words: words(&shown), left: first.left, right: last.right, base, size, head: head(&shown) })
}

/// Each character once: bold type is often the same character drawn twice.
fn once(row: &[Glyph]) -> Vec<Glyph> {
    let mut shown: Vec<Glyph> = Vec::with_capacity(row.len());
    for glyph in row {
        let is_again = shown.iter().rev().take(3).any(|before| {
            let width = (glyph.right - glyph.left).min(before.right - before.left);
            before.c == glyph.c
                && 2 * (glyph.left - before.left) < width
                && 4 * (glyph.base - before.base).abs() < glyph.size
        });
        if !is_again {
            shown.push(*glyph);
        }
    }
    shown
}

fn middle(mut numbers: Vec<i64>) -> i64 {
    numbers.sort_unstable();
    numbers.get(numbers.len() / 2).copied().unwrap_or(0)
}

fn words(shown: &[Glyph]) -> Vec<String> {
    let mut words = vec![String::new()];
    let mut before: Option<&Glyph> = None;
    let mut has_blank = false;
    for glyph in shown {
        if glyph.c == ' ' || glyph.c == '\u{3000}' {
            has_blank = true;
            continue;
        }
        if let Some(before) = before {
            let (gap, size) = (glyph.left - before.right, glyph.size.max(before.size));
            let is_latin = !is_han(glyph.c) && !is_han(before.c);
            if 10 * gap > 16 * size {
                words.push(String::new());
            } else if has_blank || is_latin && 10 * gap > 2 * size {
                words.last_mut().into_iter().for_each(|word| word.push(' '));
            }
        }
        words.last_mut().into_iter().for_each(|word| word.push(glyph.c));
        before = Some(glyph);
        has_blank = false;
    }
    words
}

/// The width of what a line would have had to break to begin earlier: a word, a number, a sign with what it belongs to.
fn head(shown: &[Glyph]) -> i64 {
    let mut shown = shown.iter().filter(|glyph| glyph.c != '\u{3000}').skip_while(|glyph| glyph.c == ' ');
    let Some(first) = shown.next() else { return 0 };
    let mut last = first;
    for glyph in shown {
        let is_word = |c: char| !is_han(c) && c != ' ';
        let sticks = is_word(last.c) && is_word(glyph.c) || CLOSING.contains(glyph.c) || OPENING.contains(last.c);
        if !sticks {
            break;
        }
        last = glyph;
    }
    last.right - first.left
}

/// Signs that do not begin a line, and that do not end one.
const CLOSING: &str = "，。、；：？！）》”’〕】〉」』…—,.;:?!)]%";
const OPENING: &str = "（《“‘〔【〈「『([";

/// Two stretches of text as one: a blank between Latin words, none within Chinese text and numbers.
pub(super) fn joined(one: &str, other: &str) -> String {
    let (one, other) = (one.trim_end(), other.trim_start());
    let is_word = |c: char| c.is_ascii_alphanumeric();
    let needs_blank = match (one.chars().last(), other.chars().next()) {
        (Some(last), Some(next)) => {
            (last.is_ascii_alphabetic() || last == ',') && is_word(next) || is_word(last) && next.is_ascii_alphabetic()
        }
        _ => false,
    };
    format!("{one}{}{other}", if needs_blank { " " } else { "" })
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;

    /// A line of characters, each a half or a whole size wide, from a place on.
    pub(in super::super) fn typeset(text: &str, left: i64, base: i64) -> Vec<Glyph> {
        let mut at = left;
        let place = |c: char| {
            let width = if is_han(c) || c == '\u{3000}' { 1000 } else { 500 };
            let glyph = Glyph { c, left: at, right: at + width, base, size: 1000 };
            at += width;
            glyph
        };
        text.chars().map(place).collect()
    }

    #[test]
    fn characters_come_to_lines() {
        let mut glyphs = typeset("第二行 of  text", 0, 2000);
        glyphs.extend(typeset("甲", 0, 1000));
        glyphs.extend(typeset("12", 1050, 1100));
        glyphs.extend(typeset("甲", 20, 1000));
        glyphs.extend(typeset("乙", 5000, 1000));
        let lines = lines(glyphs);
        assert_eq!(lines.iter().map(Line::text).collect::<Vec<_>>(), ["甲12 乙", "第二行 of text"]);
        assert_eq!(lines[0].words, ["甲12", "乙"]);
        assert_eq!((lines[0].left, lines[0].right, lines[0].head), (0, 6000, 1000));
    }

    #[test]
    fn stretches_are_joined_as_they_are_written() {
        assert_eq!(joined("信息", "公开"), "信息公开");
        assert_eq!(joined("1", "43"), "143");
        assert_eq!(joined("open ", "data"), "open data");
    }
}
