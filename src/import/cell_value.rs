//! The reading of a cell for figures, one for all kinds of files: a number, in whatever notation, a sign for zero,
//! nothing, words, or what the eye sees and the program cannot: several numbers, characters without a meaning.

use super::cell::{WRAP, is_unreadable};
use crate::lenient_number::{self, half_width};
use crate::prose::is_blank;

/// Characters of the longest number with a remark.
const LONGEST: usize = 60;

/// What a cell holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum CellValue {
    /// Nothing.
    Blank,
    /// A number.
    Number {
        /// Its plain digits: `-113`, `901.25`.
        digits: String,
        /// How it is written.
        notation: Notation,
    },
    /// Several numbers, beside or below each other. Whether they are one that was broken, its sums must show.
    Several(Vec<String>),
    /// Digits, and characters among them whose meaning the file does not tell.
    Unreadable(String),
    /// Anything else.
    Words(String),
}

/// How a number is written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Notation {
    /// In digits alone.
    Plain,
    /// With blanks around it or a plus sign, which nobody needs to check.
    Padded,
    /// With a unit, a word for a sign, commas or full-width digits.
    Formatted,
    /// As a sign or word for zero.
    ZeroSign,
    /// With its digits set apart: thousands by a blank, or lines by the width of the column.
    Apart,
    /// With a remark: `22（其中修订16件）`.
    Remark(String),
}

/// Signs that stand for a minus.
const MINUSES: &[char] = &['\u{2212}', '\u{FE63}', '\u{2010}', '\u{2011}', '\u{2013}'];
/// Signs that refer to a note.
const NOTE_SIGNS: &[char] = &['*', '＊', '※', '①', '②', '③', '④', '⑤', '⑥'];
/// Words that a remark on a number begins with.
const REMARKS: &[&str] = &["（", "(", "其中", "含", "包括", "注", "[", "【"];

impl CellValue {
    /// Reads a cell whose column takes numbers in these units.
    pub(super) fn read(cell: &str, units: &[&str]) -> Self {
        let text = &cell.trim_matches(is_blank).replace(MINUSES, "-");
        if text.is_empty() {
            return Self::Blank;
        }
        if lenient_number::means_zero(text) {
            return Self::Number { digits: "0".to_owned(), notation: Notation::ZeroSign };
        }
        if let Some(digits) = lenient_number::number(text, units) {
            let notation = match () {
                () if digits == cell => Notation::Plain,
                () if text.trim_start_matches('+') == digits => Notation::Padded,
                () => Notation::Formatted,
            };
            return Self::Number { digits, notation };
        }
        if text.chars().any(is_unreadable) && text.chars().all(may_stand_in_number) {
            return Self::Unreadable(text.chars().map(|c| if is_unreadable(c) { UNREADABLE } else { c }).collect());
        }
        of_words(text, units).or_else(|| with_remark(text, units)).unwrap_or_else(|| Self::Words(text.to_owned()))
    }
}

/// How a character is shown that cannot be read.
const UNREADABLE: char = '？';

/// Whether a character may stand in a number that cannot be read whole.
fn may_stand_in_number(c: char) -> bool {
    is_unreadable(c) || is_blank(c) || half_width(c).is_ascii_digit() || matches!(half_width(c), '.' | ',' | '-' | '+')
}

/// A text with blanks in it: the sign and the digits of one number, thousands set apart, or several numbers.
fn of_words(text: &str, units: &[&str]) -> Option<CellValue> {
    let words: Vec<&str> = text.split(is_blank).filter(|word| !word.is_empty()).collect();
    let with_digits = words.iter().filter(|word| word.chars().any(|c| half_width(c).is_ascii_digit())).count();
    let joined = lenient_number::number(&words.concat(), units);
    match (words.len(), joined) {
        (..2, _) => None,
        (_, Some(digits)) if with_digits == 1 => Some(CellValue::Number { digits, notation: Notation::Formatted }),
        (_, Some(digits)) if are_thousands(text) || text.split(WRAP).all(|line| !line.contains(is_blank)) => {
            Some(CellValue::Number { digits, notation: Notation::Apart })
        }
        _ => {
            // The rest of a number that was broken may begin with 0.
            let is_number =
                |word: &&str| lenient_number::number(word, units).is_some() || word.bytes().all(|b| b.is_ascii_digit());
            words.iter().all(is_number).then(|| CellValue::Several(words.into_iter().map(str::to_owned).collect()))
        }
    }
}

/// Whether thousands are set apart as nothing else is: by a narrow blank. With a common one, `12 345` may be two
/// numbers.
fn are_thousands(text: &str) -> bool {
    let mut groups = text.split(NARROW);
    let is_digits = |group: &str| group.bytes().all(|b| b.is_ascii_digit());
    let is_first =
        groups.next().is_some_and(|first| (1..=3).contains(&first.len()) && is_digits(first) && first != "0");
    is_first && groups.all(|group| group.len() == 3 && is_digits(group))
}

/// Blanks that set thousands apart.
const NARROW: &[char] = &[GROUPED, '\u{202F}'];
/// That which a reader puts where a layout shows that a number is grouped.
pub(super) const GROUPED: char = '\u{2009}';

/// A number with a remark behind it, or a sign that refers to one.
fn with_remark(text: &str, units: &[&str]) -> Option<CellValue> {
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
    Some(CellValue::Number { digits, notation: Notation::Remark(text.to_owned()) })
}

/// Whether a cell may stand among figures: a number in whatever unit, a sign for zero, or nothing.
pub(super) fn is_figure(cell: &str) -> bool {
    !matches!(read_any(cell), CellValue::Words(_))
}

/// Whether a cell shows a figure: not blank.
pub(super) fn shows_figure(cell: &str) -> bool {
    !matches!(read_any(cell), CellValue::Words(_) | CellValue::Blank)
}

/// Whether a cell shows a figure that cannot be read.
pub(super) fn is_unreadable_figure(cell: &str) -> bool {
    matches!(read_any(cell), CellValue::Unreadable(_))
}

fn read_any(cell: &str) -> CellValue {
    let units = [lenient_number::COUNTED, lenient_number::IN_TEN_THOUSANDS, lenient_number::IN_YUAN];
    let values = units.iter().map(|units| CellValue::read(cell, units));
    values
        .into_iter()
        .find(|value| !matches!(value, CellValue::Words(_)))
        .unwrap_or_else(|| CellValue::Words(cell.to_owned()))
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
        let count = |cell| CellValue::read(cell, lenient_number::COUNTED);
        let several = |all: &[&str]| CellValue::Several(all.iter().map(|one| (*one).to_owned()).collect());
        let number = |digits: &str, notation| CellValue::Number { digits: digits.to_owned(), notation };
        for (cell, value) in [
            ("", CellValue::Blank),
            ("\u{a0}\u{3000}", CellValue::Blank),
            ("36", number("36", Notation::Plain)),
            ("0　　", number("0", Notation::Padded)),
            ("+1", number("1", Notation::Padded)),
            ("-113\u{3000}", number("-113", Notation::Padded)),
            ("3个", number("3", Notation::Formatted)),
            ("增 16", number("16", Notation::Formatted)),
            ("减 8", number("-8", Notation::Formatted)),
            ("１２", number("12", Notation::Formatted)),
            ("54,408", number("54408", Notation::Formatted)),
            ("/", number("0", Notation::ZeroSign)),
            ("—", number("0", Notation::ZeroSign)),
            ("14\n3", several(&["14", "3"])),
            ("6120 6477", several(&["6120", "6477"])),
            ("612 647", several(&["612", "647"])),
            ("0　0", several(&["0", "0"])),
            ("1 204", several(&["1", "204"])),
            ("12\u{202F}345\u{2009}678", number("12345678", Notation::Apart)),
            ("35\u{2028}11", number("3511", Notation::Apart)),
            ("减\n8", number("-8", Notation::Formatted)),
            ("5\u{FFFD}89", CellValue::Unreadable("5？89".to_owned())),
            ("\u{E012}", CellValue::Unreadable("？".to_owned())),
            ("行政\u{FFFD}可", CellValue::Words("行政\u{FFFD}可".to_owned())),
            ("22（其中修订16件）", number("22", Notation::Remark("22（其中修订16件）".to_owned()))),
            ("22*", number("22", Notation::Remark("22*".to_owned()))),
            ("详见附件", CellValue::Words("详见附件".to_owned())),
            ("-2-", CellValue::Words("-2-".to_owned())),
        ] {
            assert_eq!(count(cell), value, "{cell}");
        }
        assert_eq!(
            CellValue::read("80977.16万", lenient_number::IN_TEN_THOUSANDS),
            number("80977.16", Notation::Formatted)
        );
        assert_eq!(CellValue::read("38元", lenient_number::IN_TEN_THOUSANDS), CellValue::Words("38元".to_owned()));
        assert!(is_figure("38元") && is_figure("901.25 万元") && !is_figure("自然人"));
        assert_eq!(words("行政许可 增 16 901.25 万元　3"), ["行政许可", "增16", "901.25万元", "3"]);
    }
}
