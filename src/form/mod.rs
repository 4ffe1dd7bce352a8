//! 填报表: what staff filled in, each with where it stands; nothing here is derived.
//!
//! There is one form, however it was filled: the readers of TOML, of a workbook and of a published report all fill it,
//! and TOML, workbook and report are printed from it.

mod cells;
mod comments;
mod entered;
mod fill;
mod judge;
mod medium;
mod missing;
mod number;
mod print;
mod read;
mod repair;
mod rows;
pub mod schema;
mod set;
mod skeleton;
mod unfilled;
mod values;

pub use cells::Cells;
pub use comments::Comments;
pub use medium::Medium;
pub use number::plain;
pub use print::print;
pub use read::{read, read_as, read_bytes};
pub use repair::repair;

use rustc_hash::FxHashMap;

use crate::agency::{LONGEST_NAME, as_file_name};
use crate::date::Date;
use crate::fields::{self, Field};
use crate::figure::Figure;
use crate::finding::Finding;
use crate::origin::Origin;
use crate::source::Source;
use crate::standard::{ByPlace, Edition, Place};
use crate::toml_text::unquoted;
use crate::year::Year;

/// A form as filled in. A stated figure is what the office counted itself: compared, never used.
#[derive(Debug, Clone)]
pub struct Form {
    /// The edition that governs it.
    pub edition: &'static Edition,
    /// The text it was read from, with the name to show; without text where it is no text.
    pub source: Source,
    /// What it was filled in.
    pub medium: Medium,
    /// Last year's form, where it came along in the same file.
    pub last: Option<Box<Form>>,
    /// Where the cells stand that were to be filled in, in a workbook.
    pub cells: Cells,
    /// Figures of given headings, by place. What is not here is not filled, or not readable.
    pub given: ByPlace<Typed<Figure>>,
    /// Figures stated for derived headings, by place.
    pub stated: ByPlace<Typed<Figure>>,
    /// The `[[explained]]` entries.
    pub explained: Vec<Answers>,
    /// What stands beside the values when it is printed.
    pub comments: Comments,
    /// What could not be read, or is missing.
    pub problems: Vec<Finding>,
    /// What was filled in for figures and is none.
    words: ByPlace<Typed<String>>,
    answers: Answers,
}

/// A value and where it was filled in; nowhere, where the program put it.
#[derive(Debug, Clone)]
pub struct Typed<T> {
    /// The value.
    pub value: T,
    /// Where it stands in what was read.
    pub origin: Option<Origin>,
}

/// What was filled in for the fixed part, by table and key.
pub type Answers = ByKey<Typed<Answer>>;

/// Something for keys of the fixed part, by table and key.
type ByKey<T> = FxHashMap<(&'static str, &'static str), T>;

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
        self.answers.is_empty()
            && self.given.is_empty()
            && self.stated.is_empty()
            && self.words.is_empty()
            && self.explained.is_empty()
    }

    /// The report year; none while it is not readable.
    pub fn year(&self) -> Option<Year> {
        year(&self.answers, &fields::YEAR)
    }

    /// The year in hints: the report's, or as an example the first of the edition.
    pub fn year_of_hints(&self) -> Year {
        self.year().unwrap_or(self.edition.years.0)
    }

    /// The name of its file, without the ending: `<机关>-<年>`.
    pub fn file_stem(&self) -> String {
        let agency = self.text(&fields::NAME).filter(|name| !name.contains('【')).unwrap_or("填报表");
        let agency: String = as_file_name(agency).chars().take(LONGEST_NAME).collect();
        self.year().map_or(agency.clone(), |year| format!("{agency}-{year}"))
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

    /// Cases and amount of the information fee; of no case the amount is nothing, whether it is written or not.
    pub fn fee(&self) -> [Option<Figure>; 2] {
        let cases = self.number(&fields::FEE_CASES);
        let nothing = cases.filter(|cases| cases.is_zero());
        [cases, self.number(&fields::FEE_AMOUNT).or(nothing)]
    }

    /// A number of the fixed part.
    pub fn number(&self, field: &Field) -> Option<Figure> {
        match self.answer(field)? {
            Answer::Figure(figure) => Some(*figure),
            _ => None,
        }
    }

    /// Where a key of the fixed part was filled in, readable or not; in a workbook, where it was to be.
    pub fn origin(&self, field: &Field) -> Option<Origin> {
        let written = self.answers.get(&(field.table, field.key)).and_then(|typed| typed.origin.clone());
        written.or_else(|| self.cells.of_field(field))
    }

    /// Whether something was filled in for a key of the fixed part, readable or not.
    pub fn has(&self, field: &Field) -> bool {
        self.answers.contains_key(&(field.table, field.key))
    }

    /// Whether anything is filled in for a key of a table of the fixed part.
    pub fn has_any(&self, table: &str) -> bool {
        self.answers.keys().any(|(own, _)| *own == table)
    }

    /// Whether something stands there that could not be read.
    pub fn is_unreadable(&self, field: &Field) -> bool {
        self.answer(field) == Some(&Answer::Unreadable)
    }

    /// What was filled in for a key of the fixed part.
    pub fn answer(&self, field: &Field) -> Option<&Answer> {
        self.answers.get(&(field.table, field.key)).map(|typed| &typed.value)
    }

    /// What was filled in at a place, as it is typed: a figure, or words that are none.
    pub fn typed(&self, place: Place) -> Option<String> {
        let figure = self.given.get(&place).or_else(|| self.stated.get(&place)).map(|typed| typed.value.to_string());
        figure.or_else(|| Some(self.words.get(&place)?.value.clone()))
    }

    /// What was filled in for a key of the fixed part, as it is typed: lines one below the other.
    pub fn typed_for(&self, field: &Field) -> Option<String> {
        let typed = match self.answer(field)? {
            Answer::Unreadable => {
                let span = self.origin(field)?.span()?.clone();
                unquoted(self.source.text().get(span)?)
            }
            Answer::Year(year) => year.to_string(),
            Answer::Text(text) => text.clone(),
            Answer::Choice(word) => (*word).to_owned(),
            Answer::Date(date) => date.iso(),
            Answer::Figure(figure) => figure.to_string(),
            Answer::Texts(texts) => texts.join("\n"),
            Answer::Figures(figures) => figures.iter().map(Figure::to_string).collect::<Vec<_>>().join(", "),
        };
        Some(typed).filter(|typed| !typed.is_empty())
    }

    /// Where a figure that was filled in stands; in a workbook, where it was to be.
    pub fn origin_at(&self, place: Place) -> Option<Origin> {
        let figure = self.given.get(&place).or_else(|| self.stated.get(&place));
        let words = || self.words.get(&place).and_then(|typed| typed.origin.clone());
        figure.map_or_else(words, |typed| typed.origin.clone()).or_else(|| self.cells.of_place(place))
    }
}

/// The year filled in for a key, if it is readable.
fn year(answers: &Answers, field: &Field) -> Option<Year> {
    match answers.get(&(field.table, field.key))?.value {
        Answer::Year(year) => Some(year),
        _ => None,
    }
}
