//! 填报表: what staff typed, each with its position; nothing here is derived.

pub mod fields;
mod manuscript;
mod number;
mod print;
mod read;
mod repair;
mod rows;
pub mod schema;
mod skeleton;
mod values;

pub use manuscript::{Earlier, Manuscript};
pub use print::print;
pub use read::{finding, read};
pub use repair::repair;
pub use values::place as place_of;

use rustc_hash::FxHashMap;

use crate::date::Date;
use crate::figure::Figure;
use crate::source::Span;
use crate::standard::ByPlace;
use crate::standard::Edition;
use crate::year::Year;
use fields::Field;

/// A form as typed. A stated figure is what the office counted itself: compared, never used.
#[derive(Debug)]
pub struct Form {
    /// The edition that governs it.
    pub edition: &'static Edition,
    /// Figures of given headings, by place. What is not here is not filled, or not readable.
    pub given: ByPlace<Typed<Figure>>,
    /// Figures stated for derived headings, by place.
    pub stated: ByPlace<Typed<Figure>>,
    /// The `[[explained]]` entries.
    pub explained: Vec<Answers>,
    answers: Answers,
}

/// A value and where it was typed.
#[derive(Debug, Clone)]
pub struct Typed<T> {
    /// The value.
    pub value: T,
    /// Where it stands in the form.
    pub span: Span,
}

/// What was filled in for the fixed part, by table and key.
pub type Answers = FxHashMap<(&'static str, &'static str), Typed<Answer>>;

/// What was filled in for one key.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Answer {
    /// Something that could not be read and has its finding.
    Unreadable,
    /// A year.
    Year(Year),
    /// Text, trimmed at both ends; one line or several.
    Text(String),
    /// One of the words of its field.
    Choice(&'static str),
    /// A day.
    Date(Date),
    /// A number.
    Figure(Figure),
    /// Several texts.
    Texts(Vec<String>),
    /// Several numbers.
    Figures(Vec<Figure>),
}

impl Form {
    /// Whether there is nothing of a form in the file at all.
    pub fn is_nothing(&self) -> bool {
        self.answers.is_empty() && self.given.is_empty() && self.stated.is_empty() && self.explained.is_empty()
    }

    /// The report year; none while it is not readable.
    pub fn year(&self) -> Option<Year> {
        year(&self.answers, &fields::YEAR)
    }

    /// A text that is there and not blank.
    pub fn text(&self, field: &Field) -> Option<&str> {
        match self.answer(field)? {
            Answer::Text(text) => Some(text.as_str()).filter(|text| !text.is_empty()),
            Answer::Choice(word) => Some(word),
            _ => None,
        }
    }

    /// Several texts; none where nothing is filled in.
    pub fn texts(&self, field: &Field) -> &[String] {
        match self.answer(field) {
            Some(Answer::Texts(texts)) => texts,
            _ => &[],
        }
    }

    /// A day.
    pub fn date(&self, field: &Field) -> Option<Date> {
        match self.answer(field)? {
            Answer::Date(date) => Some(*date),
            _ => None,
        }
    }

    /// A number of the fixed part.
    pub fn number(&self, field: &Field) -> Option<Figure> {
        match self.answer(field)? {
            Answer::Figure(figure) => Some(*figure),
            _ => None,
        }
    }

    /// Where a key of the fixed part was filled in, readable or not.
    pub fn span(&self, field: &Field) -> Option<&Span> {
        self.answers.get(&(field.table, field.key)).map(|typed| &typed.span)
    }

    /// Whether something stands there that could not be read.
    pub fn is_unreadable(&self, field: &Field) -> bool {
        self.answer(field) == Some(&Answer::Unreadable)
    }

    /// What was filled in for a key of the fixed part.
    pub fn answer(&self, field: &Field) -> Option<&Answer> {
        self.answers.get(&(field.table, field.key)).map(|typed| &typed.value)
    }
}

/// The year filled in for a key, if it is readable.
fn year(answers: &Answers, field: &Field) -> Option<Year> {
    match answers.get(&(field.table, field.key))?.value {
        Answer::Year(year) => Some(year),
        _ => None,
    }
}
