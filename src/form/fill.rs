//! Filling in a form: what a reader found, what last year's form carries forward, what a blank one has ready.

use std::collections::hash_map::Entry;

use super::{Answer, Answers, Cells, Comments, Form, Medium, Typed, skeleton};
use crate::agency;
use crate::date::Date;
use crate::fields::{self, Field, Takes};
use crate::figure::{Figure, Kind};
use crate::origin::Origin;
use crate::source::Source;
use crate::standard::{ByPlace, Edition, Place};
use crate::year::Year;

impl Form {
    /// A form with nothing but the year.
    pub fn empty(edition: &'static Edition, year: Option<Year>) -> Self {
        let mut form = Self::unfilled(edition, Source::new("", String::new()));
        if let Some(year) = year {
            form.write(&fields::YEAR, Answer::Year(year));
        }
        if let (Some(year), Some(version)) = (year, Year::new(edition.version))
            && Edition::of_year(year).is_none_or(|usual| usual.version != edition.version)
        {
            form.write(&fields::EDITION, Answer::Year(version));
        }
        form
    }

    /// A form that was read from a source in which nothing was filled in.
    pub(super) fn unfilled(edition: &'static Edition, source: Source) -> Self {
        Self {
            edition,
            source,
            medium: Medium::Text,
            last: None,
            cells: Cells::default(),
            given: ByPlace::default(),
            stated: ByPlace::default(),
            explained: Vec::new(),
            comments: Comments { asks_fee: edition.information_fee, ..Comments::default() },
            problems: Vec::new(),
            words: ByPlace::default(),
            answers: Answers::default(),
        }
    }

    /// Writes what belongs to a key of the fixed part.
    pub fn write(&mut self, field: &Field, answer: Answer) {
        self.write_at(field, answer, None);
    }

    /// Writes what was found for a key of the fixed part.
    pub fn write_at(&mut self, field: &Field, value: Answer, origin: Option<Origin>) {
        self.answers.insert((field.table, field.key), Typed { value, origin });
    }

    /// Leaves a key of the fixed part to be filled in.
    pub fn forget(&mut self, field: &Field) {
        self.answers.remove(&(field.table, field.key));
    }

    /// Writes what was found for a key as it was found, in words: a number as a number, a day as a day if it is one,
    /// anything else as text for the check to judge.
    pub fn write_words(&mut self, field: &Field, words: &str, origin: Option<Origin>) {
        let number = || words.parse().ok().and_then(Year::new).map(Answer::Year);
        let answer = match field.takes {
            Takes::Year | Takes::Version => number(),
            Takes::Count => Figure::read(words, Kind::Count).ok().map(Answer::Figure),
            Takes::Amount => Figure::read(words, Kind::Amount).ok().map(Answer::Figure),
            Takes::Date => Date::read(words).map(Answer::Date),
            Takes::Lines => {
                let parts = words.split(['、', '，', ',']).map(|part| part.trim().to_owned());
                Some(Answer::Texts(parts.filter(|part| !part.is_empty()).collect()))
            }
            Takes::Line | Takes::Font | Takes::Code | Takes::Text | Takes::Choice(_) | Takes::Numbers => None,
        };
        self.write_at(field, answer.unwrap_or_else(|| Answer::Text(words.to_owned())), origin);
    }

    /// Writes a figure, given or stated.
    pub fn put(&mut self, place: Place, value: Figure, origin: Option<Origin>) {
        self.words.remove(&place);
        let figures = if place.is_given() { &mut self.given } else { &mut self.stated };
        figures.insert(place, Typed { value, origin });
    }

    /// Writes what was found for a figure as it is to be typed; what is no plain number stays as words.
    pub fn fill(&mut self, place: Place, typed: &str, origin: Option<Origin>) {
        match Figure::read(typed, place.kind()).ok().filter(|_| super::print::is_plain(typed)) {
            Some(figure) => self.put(place, figure, origin),
            None => _ = self.words.insert(place, Typed { value: typed.to_owned(), origin }),
        }
    }

    /// Leaves a figure unfilled.
    pub fn empty_at(&mut self, place: Place) {
        self.words.remove(&place);
        self.given.remove(&place);
        self.stated.remove(&place);
    }

    /// Zero wherever nothing is filled in yet: every given figure, and the information fee.
    pub fn fill_zeros(&mut self) {
        for place in self.edition.evaluation().given.iter().copied() {
            if self.typed(place).is_none() {
                self.put(place, Figure::zero(place.kind()), None);
            }
        }
        let fee = [&fields::FEE_CASES, &fields::FEE_AMOUNT];
        for field in fee.into_iter().filter(|_| self.edition.information_fee) {
            if let Entry::Vacant(entry) = self.answers.entry((field.table, field.key)) {
                entry.insert(Typed { value: Answer::Figure(Figure::zero(Kind::Count)), origin: None });
            }
        }
    }

    /// Adds a paragraph to the note under a table.
    pub fn add_note(&mut self, table: &str, paragraph: &str) {
        let Some(field) = fields::field(fields::NOTE_REVIEWS.table, table) else { return };
        let text = self.text(field).map_or_else(|| paragraph.to_owned(), |text| format!("{text}\n{paragraph}"));
        self.write(field, Answer::Text(text));
    }

    /// Fills in level and kind, where they are open and the agency's name tells them; which of them it told.
    pub fn describe_agency(&mut self) -> Vec<&'static Field> {
        let name = self.text(&fields::NAME).unwrap_or_default().to_owned();
        let mut told = Vec::new();
        for (field, word) in [(&fields::LEVEL, agency::level(&name)), (&fields::KIND, agency::kind(&name))] {
            if let (Some(word), None) = (word, self.text(field)) {
                self.write(field, Answer::Choice(word));
                told.push(field);
            }
        }
        told
    }

    /// What a clerk would otherwise have to look up: what the agency's name tells, and ready sentences for the text.
    pub fn prepare(&mut self) {
        self.describe_agency();
        let name = self.text(&fields::NAME).unwrap_or_default().to_owned();
        let (level, kind) = (self.text(&fields::LEVEL), self.text(&fields::KIND));
        if agency::may_make_rules(level, kind) == Some(false) {
            let places = self.edition.evaluation().given.iter().copied();
            for place in places.filter(|place| place.row().by_rule_makers) {
                self.put(place, Figure::zero(place.kind()), None);
            }
        }
        let own = agency::own_name(&name);
        let texts = skeleton::texts(self.edition, self.year_of_hints(), &own, self.text(&fields::KIND));
        for (field, text) in texts {
            self.write(field, Answer::Text(text));
        }
        if name.is_empty() {
            self.write(&fields::NAME, Answer::Text("【机关全称】".to_owned()));
        }
    }
}
