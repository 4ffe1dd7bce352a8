//! From a form and its figures to the report: every section in its order.

use std::fmt;

use super::relations::{breakdown, relations};
use super::wording::{information_fee, preface};
use super::{Block, Comparison, Document, Draft, Exhibit, Fonts, Report, title_tail};
use crate::check::Checked;
use crate::date::Date;
use crate::fields::{self, Field};
use crate::form::Form;
use crate::prose::{Paragraph, fill, paragraphs};
use crate::standard::Body;
use crate::tally::Figures;
use crate::year::Year;

/// What is wanted of a report.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Wanted {
    /// The tables with their headings and notes, and nothing else.
    pub tables_only: bool,
    /// A draft, errors or not.
    pub draft: bool,
}

/// What stands for the agency in a draft that does not name it yet.
pub(super) const UNNAMED: &str = "【机关名称】";

/// Why a form makes no report.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Refusal {
    /// It has an error, and no draft is wanted.
    Errors,
    /// Its year is not known, and with it the format.
    NoFormat,
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Errors => "有错误，没有生成报告",
            Self::NoFormat => "还不能确定用哪一版格式",
        })
    }
}

/// Composes the report of a form.
pub fn compose(checked: &Checked, wanted: Wanted) -> Result<Report, Refusal> {
    let Checked { form, figures, .. } = checked;
    if checked.has_errors() && !wanted.draft {
        return Err(Refusal::Errors);
    }
    let year = form.year().ok_or(Refusal::NoFormat)?;
    let writing = Writing { form, year, figures };
    let blocks = if wanted.tables_only { writing.tables() } else { writing.whole() };
    let date = form.date(&fields::DATE);
    let document = Document {
        title: writing.title(),
        agency: writing.agency().to_owned(),
        year,
        fonts: fonts(form),
        dated: date.unwrap_or(Date { year: year.number(), month: 12, day: 31 }),
        draft: wanted.draft.then(|| Draft::new(checked, &blocks)),
        blocks,
    };
    Ok(Report {
        document,
        relations: if wanted.tables_only { Vec::new() } else { relations(form, figures) },
        breakdown: breakdown(form.edition, figures).filter(|_| !wanted.tables_only),
        comparison: Comparison::of(checked).filter(|_| !wanted.tables_only),
    })
}

/// A text with the figures it quotes.
pub(super) fn filled(text: &str, figures: &Figures) -> String {
    fill(text, |name| figures.named(name))
}

struct Writing<'a> {
    form: &'a Form,
    year: Year,
    figures: &'a Figures,
}

impl Writing<'_> {
    fn agency(&self) -> &str {
        self.form.text(&fields::NAME).unwrap_or(UNNAMED)
    }

    fn title(&self) -> [String; 2] {
        let name = self.form.text(&fields::TITLE_NAME).unwrap_or(self.agency());
        [name.to_owned(), title_tail(self.year)]
    }

    fn whole(&self) -> Vec<Block> {
        let form = self.form;
        let mut blocks = vec![Block::Title];
        let opening = self.text(&fields::PREFACE).unwrap_or_else(|| preface(form, self.year, self.agency()));
        blocks.extend(paragraphs(&opening).into_iter().map(Block::Paragraph));
        for section in form.edition.sections {
            blocks.push(Block::Heading { text: section.heading.to_owned(), new_page: section.new_page });
            match section.body {
                Body::Narrative(key) => blocks.extend(self.section(key)),
                Body::Table(key) => blocks.extend(self.exhibit(key)),
            }
        }
        let (issuer, date) = (form.text(&fields::ISSUER), form.date(&fields::DATE));
        if issuer.is_some() || date.is_some() {
            blocks.push(Block::Signature { issuer: issuer.unwrap_or(self.agency()).to_owned(), date });
        }
        blocks
    }

    fn tables(&self) -> Vec<Block> {
        let mut blocks = Vec::new();
        for section in self.form.edition.sections {
            if let Body::Table(key) = section.body {
                blocks.push(Block::Heading { text: section.heading.to_owned(), new_page: section.new_page });
                blocks.extend(self.exhibit(key));
            }
        }
        blocks
    }

    /// A text of the form with its figures filled in.
    fn text(&self, field: &Field) -> Option<String> {
        self.form.text(field).map(|text| filled(text, self.figures))
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
