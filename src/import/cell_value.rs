//! What stands in a cell for figures: a number, however it is dressed; a sign for nought; nothing; or other words.

use crate::lenient_number;
use crate::prose::is_blank;

/// Characters of the longest number with a remark.
const LONGEST: usize = 60;

/// What a cell says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Mark {
    /// Nothing.
    Blank,
    /// A number, in plain digits.
    Number {
        /// `-113`, `901.25`.
        digits: String,
        /// How it was not plain.
        dress: Dress,
    },
    /// Anything else.
    Words(String),
}

/// How a number is not plain.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Dress {
    /// It is plain.
    None,
    /// Blanks around it, a plus sign: nobody would ask.
    Loose,
    /// With a unit, words for a sign, commas, full-width digits.
    Dressed,
    /// A sign or word that stands for nought.
    Nought,
    /// Its digits were broken apart.
    Broken,
    /// With a remark: `22（其中修订16件）`.
    Remark(String),
}

/// Signs that stand for a minus.
const MINUSES: &[char] = &['\u{2212}', '\u{FE63}', '\u{2010}', '\u{2011}', '\u{2013}'];
/// Signs that refer to a note.
const NOTE_SIGNS: &[char] = &['*', '＊', '※', '①', '②', '③', '④', '⑤', '⑥'];
/// Words that a remark on a number begins with.
const REMARKS: &[&str] = &["（", "(", "其中", "含", "包括", "注", "[", "【"];

/// Reads a cell whose column takes numbers in these units.
pub(super) fn mark(cell: &str, units: &[&str]) -> Mark {
    let text = &cell.trim_matches(is_blank).replace(MINUSES, "-");
    if text.is_empty() {
        return Mark::Blank;
    }
    if lenient_number::means_zero(text) {
        return Mark::Number { digits: "0".to_owned(), dress: Dress::Nought };
    }
    if let Some(digits) = lenient_number::number(text, units) {
        let is_plain = digits == cell;
        let is_loose = text.trim_start_matches('+') == digits;
        let dress = if is_plain {
            Dress::None
        } else if is_loose {
            Dress::Loose
        } else {
            Dress::Dressed
        };
        return Mark::Number { digits, dress };
    }
    let joined: String = text.chars().filter(|c| !is_blank(*c)).collect();
    if joined != *text
        && let Some(digits) = lenient_number::number(&joined, units)
    {
        return Mark::Number { digits, dress: Dress::Broken };
    }
    with_remark(text, units).unwrap_or_else(|| Mark::Words(text.to_owned()))
}

/// A number with a remark behind it, or a sign that refers to one.
fn with_remark(text: &str, units: &[&str]) -> Option<Mark> {
    if text.chars().count() > LONGEST {
        return None;
    }
    let signed = text.trim_end_matches(NOTE_SIGNS);
    let at = REMARKS.iter().filter_map(|word| text.find(word)).min();
    let head = at.map_or(signed, |at| &text[..at]);
    if head.len() == text.len() {
        return None;
    }
    let digits = lenient_number::number(head, units)?;
    Some(Mark::Number { digits, dress: Dress::Remark(text.to_owned()) })
}

/// Whether a cell may stand among figures: a number in whatever unit, a sign for nought, or nothing.
pub(super) fn is_figure(cell: &str) -> bool {
    !matches!(read_any(cell), Mark::Words(_))
}

/// Whether a cell shows a figure: not blank.
pub(super) fn shows_figure(cell: &str) -> bool {
    matches!(read_any(cell), Mark::Number { .. })
}

fn read_any(cell: &str) -> Mark {
    let units = [lenient_number::COUNTED, lenient_number::IN_TEN_THOUSANDS, lenient_number::IN_YUAN];
    let read = units.iter().map(|units| mark(cell, units)).find(|mark| !matches!(mark, Mark::Words(_)));
    read.unwrap_or_else(|| Mark::Words(cell.to_owned()))
}

/// The words of a line of text as cells: what belongs to one number put together again (`增 16`, `901.25 万元`).
pub(super) fn words(line: &str) -> Vec<String> {
    let units = [lenient_number::COUNTED, lenient_number::IN_TEN_THOUSANDS, lenient_number::IN_YUAN].concat();
    let mut found: Vec<String> = Vec::new();
    let mut sign = String::new();
    for word in line.split(is_blank).filter(|word| !word.is_empty()) {
        let is_sign = word.chars().count() == 1 && word.chars().all(|c| lenient_number::SIGN_WORDS.contains(&c));
        if is_sign {
            sign.push_str(word);
            continue;
        }
        let is_unit =
            units.contains(&word) && found.last().is_some_and(|last| last.ends_with(|c: char| c.is_ascii_digit()));
        match found.last_mut().filter(|_| is_unit) {
            Some(last) => last.push_str(word),
            None => found.push(std::mem::take(&mut sign) + word),
        }
    }
    if !sign.is_empty() {
        found.push(sign);
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_are_read_as_people_fill_them() {
        let count = |cell| mark(cell, lenient_number::COUNTED);
        let number = |digits: &str, dress| Mark::Number { digits: digits.to_owned(), dress };
        for (cell, mark) in [
            ("", Mark::Blank),
            ("\u{a0}\u{3000}", Mark::Blank),
            ("36", number("36", Dress::None)),
            ("0　　", number("0", Dress::Loose)),
            ("+1", number("1", Dress::Loose)),
            ("-113\u{3000}", number("-113", Dress::Loose)),
            ("3个", number("3", Dress::Dressed)),
            ("增 16", number("16", Dress::Dressed)),
            ("减 8", number("-8", Dress::Dressed)),
            ("１２", number("12", Dress::Dressed)),
            ("54,408", number("54408", Dress::Dressed)),
            ("/", number("0", Dress::Nought)),
            ("—", number("0", Dress::Nought)),
            ("14\n3", number("143", Dress::Broken)),
            ("22（其中修订16件）", number("22", Dress::Remark("22（其中修订16件）".to_owned()))),
            ("22*", number("22", Dress::Remark("22*".to_owned()))),
            ("详见附件", Mark::Words("详见附件".to_owned())),
            ("-2-", Mark::Words("-2-".to_owned())),
        ] {
            assert_eq!(count(cell), mark, "{cell}");
        }
        assert_eq!(mark("80977.16万", lenient_number::IN_TEN_THOUSANDS), number("80977.16", Dress::Dressed));
        assert_eq!(mark("38元", lenient_number::IN_TEN_THOUSANDS), Mark::Words("38元".to_owned()));
        assert!(is_figure("38元") && is_figure("901.25 万元") && !is_figure("自然人"));
        assert_eq!(words("行政许可 增 16 901.25 万元　3"), ["行政许可", "增16", "901.25万元", "3"]);
    }
}
