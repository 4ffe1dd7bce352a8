//! From a form and its figures to the report: every section in its order.

use super::wording::{information_fee, preface};
use super::{Block, Exhibit, Fonts, Report, title_tail};
use crate::check::Examined;
use crate::date::Date;
use crate::form::Form;
use crate::form::fields::{self, Field};
use crate::prose::{Paragraph, fill, paragraphs};
use crate::standard::Body;
use crate::tally::Figures;

/// Composes the report of a form; none while the form has an error.
pub fn compose(examined: &Examined) -> Option<Report> {
    let Examined { form, figures, .. } = examined;
    if examined.has_errors() {
        return None;
    }
    let agency = form.text(&fields::NAME).unwrap_or_default();
    let title_name = form.text(&fields::TITLE_NAME).unwrap_or(agency);
    let writing = Writing { form, figures };
    let mut blocks = vec![Block::Title(vec![title_name.to_owned(), title_tail(form.year())])];
    let opening = writing.text(&fields::PREFACE).unwrap_or_else(|| preface(form, agency));
    blocks.extend(paragraphs(&opening).into_iter().map(Block::Paragraph));
    for section in form.edition.sections {
        blocks.push(Block::Heading { text: section.heading.to_owned(), new_page: section.new_page });
        match section.body {
            Body::Narrative(key) => blocks.extend(writing.section(key)),
            Body::Table(key) => blocks.extend(writing.exhibit(key)),
        }
    }
    let (issuer, date) = (form.text(&fields::ISSUER), form.date(&fields::DATE));
    if issuer.is_some() || date.is_some() {
        blocks.push(Block::Signature { issuer: issuer.unwrap_or(agency).to_owned(), date });
    }
    let dated = date.unwrap_or(Date { year: form.year(), month: 12, day: 31 });
    Some(Report { agency: agency.to_owned(), year: form.year(), blocks, fonts: fonts(form), dated })
}

struct Writing<'a> {
    form: &'a Form,
    figures: &'a Figures,
}

impl Writing<'_> {
    /// A text of the form with its figures filled in.
    fn text(&self, field: &Field) -> Option<String> {
        let edition = self.form.edition;
        let text = self.form.text(field)?;
        Some(fill(text, |name| edition.place(name).and_then(|place| self.figures.get(place))))
    }

    fn section(&self, key: &str) -> Vec<Block> {
        let mut blocks = Vec::new();
        if key == fields::OTHERS.key {
            blocks.extend(information_fee(self.form).map(|fee| Block::Paragraph(Paragraph::plain(fee))));
        }
        let text = fields::field(fields::OVERVIEW.table, key).and_then(|field| self.text(field)).unwrap_or_default();
        blocks.extend(paragraphs(&text).into_iter().map(Block::Paragraph));
        blocks
    }

    fn exhibit(&self, key: &str) -> Vec<Block> {
        let table = self.form.edition.table(key).map(|table| Block::Exhibit(Exhibit::new(table, self.figures)));
        let note =
            fields::field(fields::NOTE_REVIEWS.table, key).and_then(|field| self.text(field)).unwrap_or_default();
        table.into_iter().chain(paragraphs(&note).into_iter().map(Block::Note)).collect()
    }
}

/// The fonts of `[layout]`, the official ones where it is silent.
fn fonts(form: &Form) -> Fonts {
    let official = Fonts::default();
    let of = |field: &Field, otherwise: String| form.text(field).map_or(otherwise, str::to_owned);
    Fonts {
        title: of(&fields::FONT_TITLE, official.title),
        heading1: of(&fields::FONT_HEADING1, official.heading1),
        heading2: of(&fields::FONT_HEADING2, official.heading2),
        body: of(&fields::FONT_BODY, official.body),
        table: of(&fields::FONT_TABLE, official.table),
    }
}
