//! 底稿: what is to be written into a form, before anybody has filled in the rest.

use std::collections::HashMap;

use super::fields::{self, FIELDS, Field, Takes};
use super::skeleton;
use super::{Answer, Answers, Form};
use crate::agency;
use crate::date::Date;
use crate::figure::{Figure, Kind};
use crate::standard::Edition;
use crate::standard::Place;
use crate::year::Year;

/// What is to be written into a form. What is not in it stands there to be filled.
#[derive(Debug)]
pub struct Manuscript {
    /// The edition that governs it.
    pub edition: &'static Edition,
    /// Lines for the head of the form: where it comes from, what is to be minded.
    pub remarks: Vec<String>,
    /// What last year's form says, to be shown beside.
    pub earlier: Earlier,
    /// Whether it asks for 收取信息处理费情况 where its edition reports it.
    pub asks_fee: bool,
    pub(super) figures: HashMap<Place, String>,
    pub(super) answers: Written,
    pub(super) explained: Vec<Written>,
    remarked: HashMap<(String, String), Vec<String>>,
}

/// Answers without the place they stood at.
pub(super) type Written = HashMap<(&'static str, &'static str), Answer>;

/// What last year's form says: texts by field, figures by row as they are shown.
#[derive(Debug, Default)]
pub struct Earlier {
    /// By table and key.
    pub texts: HashMap<(&'static str, &'static str), String>,
    /// By table and row.
    pub rows: HashMap<(&'static str, &'static str), String>,
}

impl Manuscript {
    /// Nothing but the year.
    pub fn empty(edition: &'static Edition, year: Option<Year>) -> Self {
        let (remarks, earlier) = (Vec::new(), Earlier::default());
        let (figures, explained, remarked) = (HashMap::new(), Vec::new(), HashMap::new());
        let asks_fee = edition.information_fee;
        let mut manuscript =
            Self { edition, remarks, earlier, asks_fee, figures, answers: Written::new(), explained, remarked };
        if let Some(year) = year {
            manuscript.answer(&fields::YEAR, Answer::Year(year));
        }
        if let (Some(year), Some(version)) = (year, Year::new(edition.version))
            && Edition::of_year(year).is_none_or(|usual| usual.version != edition.version)
        {
            manuscript.answer(&fields::EDITION, Answer::Year(version));
        }
        manuscript
    }

    /// All that a form says, as it says it. What could not be read is left out.
    pub fn of(form: &Form) -> Self {
        let plain = |answers: &Answers| {
            let readable = answers.iter().filter(|(_, typed)| typed.value != Answer::Unreadable);
            readable.map(|(name, typed)| (*name, typed.value.clone())).collect::<Written>()
        };
        let mut manuscript = Self::empty(form.edition, form.year());
        manuscript.answers = plain(&form.answers);
        manuscript.explained = form.explained.iter().map(plain).collect();
        for (place, typed) in form.given.iter().chain(&form.stated) {
            manuscript.fill(*place, typed.value.to_string());
        }
        manuscript
    }

    /// Writes what belongs to a key of the fixed part.
    pub fn answer(&mut self, field: &Field, answer: Answer) {
        self.answers.insert((field.table, field.key), answer);
    }

    /// Leaves a key of the fixed part to be filled in.
    pub fn forget(&mut self, field: &Field) {
        self.answers.remove(&(field.table, field.key));
    }

    /// Writes what was found for a key as it was found, in words: a number as a number, a day as a day if it is one,
    /// anything else as text for the check to judge.
    pub fn answer_in_words(&mut self, field: &Field, words: &str) {
        let number = || words.parse().ok().and_then(Year::new).map(Answer::Year);
        let answer = match field.takes {
            Takes::Year | Takes::Version => number(),
            Takes::Count => Figure::read(words, Kind::Count).ok().map(Answer::Figure),
            Takes::Amount => Figure::read(words, Kind::Amount).ok().map(Answer::Figure),
            Takes::Date => Date::read(words).map(Answer::Date),
            Takes::Lines => Some(Answer::Texts(
                words
                    .split(['、', '，', ','])
                    .map(|part| part.trim().to_owned())
                    .filter(|part| !part.is_empty())
                    .collect(),
            )),
            Takes::Line | Takes::Font | Takes::Text | Takes::Choice(_) | Takes::Numbers => None,
        };
        self.answer(field, answer.unwrap_or_else(|| Answer::Text(words.to_owned())));
    }

    /// Writes a figure, given or stated, as it is to be typed; what is no plain number is written as text.
    pub fn fill(&mut self, place: Place, typed: impl Into<String>) {
        self.figures.insert(place, typed.into());
    }

    /// Nought wherever nothing is written yet: every given figure, and the information fee.
    pub fn fill_noughts(&mut self) {
        for matrix in self.edition.matrices() {
            for row in matrix.rows.iter().filter(|row| row.is_given()) {
                for column in matrix.given_columns() {
                    self.figures.entry(matrix.place(row, column)).or_insert_with(|| "0".to_owned());
                }
            }
        }
        let fee = [&fields::FEE_CASES, &fields::FEE_AMOUNT].map(|field| (field.table, field.key));
        for name in fee.into_iter().filter(|_| self.edition.information_fee) {
            self.answers.entry(name).or_insert(Answer::Figure(Figure::zero(Kind::Count)));
        }
    }

    /// Adds a paragraph to the note under a table.
    pub fn add_note(&mut self, table: &str, paragraph: &str) {
        let Some(field) = fields::field(fields::NOTE_REVIEWS.table, table) else { return };
        let text = self.text(field).map_or_else(|| paragraph.to_owned(), |text| format!("{text}\n{paragraph}"));
        self.answer(field, Answer::Text(text));
    }

    /// Sets a remark above a row of a table, or a key of the fixed part.
    pub fn remark_on(&mut self, table: &str, key: &str, remark: String) {
        self.remarked.entry((table.to_owned(), key.to_owned())).or_default().push(remark);
    }

    /// The remarks above a row or a key.
    pub fn remarks_on(&self, table: &str, key: &str) -> &[String] {
        self.remarked.get(&(table.to_owned(), key.to_owned())).map_or(&[], Vec::as_slice)
    }

    /// Level and kind, where the agency's name tells them.
    pub fn describe_agency(&mut self) {
        let name = self.text(&fields::NAME).unwrap_or_default().to_owned();
        for (field, told) in [(&fields::LEVEL, agency::level(&name)), (&fields::KIND, agency::kind(&name))] {
            if let (Some(word), None) = (told, self.text(field)) {
                self.answer(field, Answer::Choice(word));
            }
        }
    }

    /// What a clerk would otherwise have to look up: what the agency's name tells, and ready sentences for the text.
    pub fn prepare(&mut self) {
        self.describe_agency();
        let name = self.text(&fields::NAME).unwrap_or_default().to_owned();
        let (level, kind) = (self.text(&fields::LEVEL), self.text(&fields::KIND));
        if agency::may_make_rules(level, kind) == Some(false) {
            self.fill_for_rule_makers("0");
        }
        for (field, text) in
            skeleton::texts(self.edition, self.year_of_hints(), &agency::own_name(&name), self.text(&fields::KIND))
        {
            self.answer(field, Answer::Text(text));
        }
        if name.is_empty() {
            self.answer(&fields::NAME, Answer::Text("【机关全称】".to_owned()));
        }
    }

    /// Fills the rows that only who makes 规章 has anything for.
    fn fill_for_rule_makers(&mut self, typed: &str) {
        for matrix in self.edition.matrices() {
            for row in matrix.form_rows().filter(|row| row.by_rule_makers) {
                for column in matrix.given_columns() {
                    self.fill(matrix.place(row, column), typed);
                }
            }
        }
    }

    /// The report year, where it is known.
    pub fn year(&self) -> Option<Year> {
        match self.answers.get(&(fields::YEAR.table, fields::YEAR.key))? {
            Answer::Year(year) => Some(*year),
            _ => None,
        }
    }

    /// The year that hints speak of: the report's, or as an example the first of the edition.
    pub fn year_of_hints(&self) -> Year {
        self.year().unwrap_or(self.edition.years.0)
    }

    /// A text that is written and not blank.
    pub fn text(&self, field: &Field) -> Option<&str> {
        match self.answers.get(&(field.table, field.key))? {
            Answer::Text(text) => Some(text.as_str()).filter(|text| !text.is_empty()),
            Answer::Choice(word) => Some(word),
            _ => None,
        }
    }

    /// Several texts that are written, as former names are.
    pub fn texts(&self, field: &Field) -> &[String] {
        match self.answers.get(&(field.table, field.key)) {
            Some(Answer::Texts(texts)) => texts,
            _ => &[],
        }
    }

    /// What is written at a place.
    pub fn figure(&self, place: Place) -> Option<&str> {
        self.figures.get(&place).map(String::as_str)
    }

    /// What is written for a key of the fixed part.
    pub fn written(&self, field: &Field) -> Option<&Answer> {
        self.answers.get(&(field.table, field.key))
    }

    /// Whether anything is written for a key of a table of the fixed part.
    pub fn has_any(&self, table: &str) -> bool {
        FIELDS.iter().any(|field| field.table == table && self.answers.contains_key(&(field.table, field.key)))
    }
}
