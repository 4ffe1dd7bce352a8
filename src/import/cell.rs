//! 格: what stands in a cell as the eye sees it, and what the file holds there besides. The readers of all formats make
//! it; whatever comes after reads it and knows nothing of formats.

use std::ops::Deref;

use crate::prose::is_blank;
use crate::radicals;

/// How the eye sees a run of characters.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) enum Sight {
    /// Plainly.
    #[default]
    Shown,
    /// Struck out: it does not count.
    Struck,
    /// Not at all.
    Hidden,
}

/// What a cell holds that does not count.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct LeftOut {
    /// Why it does not.
    pub(super) sight: Sight,
    /// Its characters.
    pub(super) text: String,
}

/// The end of a line that the width of the column made, where a reader can tell: what it parts is one.
pub(super) const WRAP: char = '\u{2028}';

/// A cell: it is the text that is seen in it, lines parted by line ends.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Cell {
    shown: String,
    left_out: Vec<LeftOut>,
    /// What stands there in place of a text.
    instead: Option<Instead>,
}

/// What may stand in a cell in place of a text: the eye sees it, and it cannot be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Instead {
    /// A picture.
    Picture,
    /// A formula whose result is not in the file.
    Formula,
}

/// What is seen is shown in a message up to so many characters.
const LONGEST_SHOWN: usize = 30;

/// The sign for what stands in place of a text.
const OBJECT: char = '\u{FFFC}';

impl Cell {
    /// Adds a run behind the others.
    pub(super) fn push(&mut self, text: &str, sight: Sight) {
        if sight == Sight::Shown {
            self.shown.push_str(&radicals::folded(text));
        } else if text.chars().any(|c| !is_blank(c)) {
            match self.left_out.last_mut().filter(|last| last.sight == sight) {
                Some(last) => last.text.push_str(text),
                None => self.left_out.push(LeftOut { sight, text: text.to_owned() }),
            }
        }
    }

    /// Adds what stands in place of a text.
    pub(super) fn put(&mut self, instead: Instead) {
        self.shown.push(OBJECT);
        self.instead = Some(instead);
    }

    /// What stands there in place of a text.
    pub(super) const fn instead(&self) -> Option<Instead> {
        self.instead
    }

    /// Adds what stands in another cell, on a line of its own.
    pub(super) fn add_lines(&mut self, other: Self) {
        if !self.shown.is_empty() && !other.shown.is_empty() {
            self.shown.push('\n');
        }
        self.shown.push_str(&other.shown);
        self.left_out.extend(other.left_out);
        self.instead = self.instead.or(other.instead);
    }

    /// Without the blanks around what is shown.
    pub(super) fn trimmed(self) -> Self {
        Self { shown: self.shown.trim_matches(is_blank).to_owned(), ..self }
    }

    /// Each line as a cell; what does not count stays with the first.
    pub(super) fn parted(&self) -> Vec<Self> {
        let mut parts: Vec<Self> =
            self.split(['\n', WRAP]).filter(|line| line.chars().any(|c| !is_blank(c))).map(Self::from).collect();
        if let Some(first) = parts.first_mut() {
            first.left_out.clone_from(&self.left_out);
        }
        parts
    }

    /// With other text in its place, as when lines of it were put together.
    pub(super) fn showing(&self, shown: String) -> Self {
        Self { shown, ..self.clone() }
    }

    /// What does not count in it beside what is seen, in words; nothing where all counts.
    pub(super) fn left_out_in_words(&self) -> Option<String> {
        let texts: Vec<String> = self.left_out.iter().map(|left_out| format!("“{}”", left_out.text.trim())).collect();
        let texts = texts.concat();
        let how = self.left_out.first()?.sight.in_words();
        Some(match self.trim() {
            "" => format!("{texts}{how}，没有别的"),
            seen if seen.chars().count() > LONGEST_SHOWN => format!("{texts}{how}"),
            seen => format!("{texts}{how}，看得见的是“{seen}”"),
        })
    }

    /// Whether the eye sees nothing there, not even a figure that is struck out.
    pub(super) fn is_blank(&self) -> bool {
        self.trim().is_empty() && !self.leaves_out_figures()
    }

    /// Whether there are figures among what does not count.
    pub(super) fn leaves_out_figures(&self) -> bool {
        self.left_out.iter().any(LeftOut::has_figures)
    }

    /// What does not count.
    pub(super) fn left_out(&self) -> &[LeftOut] {
        &self.left_out
    }
}

impl Sight {
    /// How what does not count is seen, as a sentence goes on.
    pub(super) const fn in_words(self) -> &'static str {
        match self {
            Self::Shown => "是看得见的",
            Self::Struck => "划掉了",
            Self::Hidden => "是隐藏的",
        }
    }
}

impl LeftOut {
    /// Whether there are digits in it.
    pub(super) fn has_figures(&self) -> bool {
        self.text.chars().any(char::is_numeric)
    }
}

impl Deref for Cell {
    type Target = str;

    fn deref(&self) -> &str {
        &self.shown
    }
}

impl From<&str> for Cell {
    fn from(shown: &str) -> Self {
        Self { shown: radicals::folded(shown).into_owned(), ..Self::default() }
    }
}

impl From<String> for Cell {
    fn from(shown: String) -> Self {
        Self::from(shown.as_str())
    }
}

/// Whether a character is one whose meaning the file does not tell: the signs for such, and those of a font's own.
pub(super) fn is_unreadable(c: char) -> bool {
    matches!(c, OBJECT | '\u{FFFD}' | '\u{E000}'..='\u{F8FF}' | '\u{F0000}'..='\u{10FFFD}')
}
