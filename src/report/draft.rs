//! 草稿: a report built in spite of errors, with every finding where it belongs.

use super::{Block, Exhibit};
use crate::check::Examined;
use crate::finding::Finding;
use crate::form::fields;
use crate::place::Place;
use crate::prose::{fill, lines, paragraphs};
use crate::source::Source;
use crate::standard::{Body, Edition};
use crate::tally::Figures;

/// What marks a report as a draft.
#[derive(Debug)]
pub struct Draft {
    /// What stands on every page.
    pub notice: String,
    /// What is to be looked at, in the order of the form.
    pub remarks: Vec<Remark>,
}

/// A finding at its place in the report.
#[derive(Debug)]
pub struct Remark {
    /// Its number in the draft, from 1.
    pub number: usize,
    /// Where.
    pub anchor: Anchor,
    /// The finding's sentence, with its severity and rule.
    pub text: String,
}

/// A place in the report that a remark can be pinned to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Anchor {
    /// The cell of a figure.
    Figure(Place),
    /// One of the report's blocks, by its position.
    Block(usize),
}

impl Draft {
    pub(super) fn new(examined: &Examined, source: &Source, blocks: &[Block]) -> Self {
        let errors = examined.findings.iter().filter(|finding| finding.is_error()).count();
        let notice = match errors {
            0 => "草稿，不作为正式报告".to_owned(),
            _ => format!("草稿，有{errors}处错误未改，不得作为正式报告"),
        };
        let pins = Pins { examined, source, blocks, edition: examined.form.edition };
        let remark = |(number, finding): (usize, &Finding)| Remark {
            number,
            anchor: pins.anchor(finding),
            text: finding.sentence(),
        };
        Self { notice, remarks: (1..).zip(&examined.findings).map(remark).collect() }
    }

    /// The remarks at one place.
    pub fn remarks_at(&self, anchor: Anchor) -> impl Iterator<Item = &Remark> {
        self.remarks.iter().filter(move |remark| remark.anchor == anchor)
    }
}

/// Where findings can be pinned.
struct Pins<'a> {
    examined: &'a Examined,
    source: &'a Source,
    blocks: &'a [Block],
    edition: &'static Edition,
}

impl Pins<'_> {
    /// The cell; of a row or table, its first cell; of a text, its paragraph or the heading above; else the title.
    fn anchor(&self, finding: &Finding) -> Anchor {
        let (table, key) = finding.place.split_once('.').unwrap_or((&finding.place, ""));
        let place = self.edition.place(&finding.place);
        let row = key.split('.').next().unwrap_or_default();
        let cell = self.cell(|at| Some(at) == place);
        let in_row = || self.cell(|at| at.table == table && at.row == row);
        let in_table = || self.cell(|at| at.table == table);
        if let Some(place) = cell.or_else(in_row).or_else(in_table) {
            return Anchor::Figure(place);
        }
        let section = match table {
            _ if table == fields::OVERVIEW.table => {
                self.section(|body| matches!(body, Body::Narrative(own) if own == key))
            }
            _ if table == fields::FEE_CASES.table => self.section(|body| body == Body::Narrative(fields::OTHERS.key)),
            _ if table == fields::NOTE_REVIEWS.table => {
                self.section(|body| matches!(body, Body::Table(own) if own == key))
            }
            _ if table == fields::DATE.table => self.blocks.iter().position(|b| matches!(b, Block::Signature { .. })),
            _ => None,
        };
        let start = section.unwrap_or(0);
        Anchor::Block(self.paragraph(finding, start).unwrap_or(start))
    }

    fn cell(&self, wanted: impl Fn(Place) -> bool) -> Option<Place> {
        let exhibits = self.blocks.iter().filter_map(Block::exhibit);
        exhibits.flat_map(Exhibit::entries).map(|(_, entry)| entry.place).find(|place| wanted(*place))
    }

    fn section(&self, wanted: impl Fn(Body) -> bool) -> Option<usize> {
        let section = self.edition.sections.iter().find(|section| wanted(section.body))?;
        self.blocks.iter().position(|block| matches!(block, Block::Heading { text, .. } if text == section.heading))
    }

    /// The paragraph below a block, up to the next heading, that prints the line of the form a finding is about.
    fn paragraph(&self, finding: &Finding, start: usize) -> Option<usize> {
        let (table, key) = finding.place.split_once('.')?;
        let text = self.examined.form.text(fields::field(table, key)?)?;
        let typed = self.source.line(finding.span.as_ref()?.start);
        let line = lines(text).find(|line| typed.contains(line))?;
        let printed = paragraphs(&filled(line, &self.examined.figures)).first()?.text();
        let below = self.blocks.iter().enumerate().skip(start + 1);
        let mut section = below.take_while(|(_, block)| !matches!(block, Block::Heading { .. }));
        section
            .find(|(_, block)| match block {
                Block::Paragraph(paragraph) | Block::Note(paragraph) => paragraph.text() == printed,
                _ => false,
            })
            .map(|(at, _)| at)
    }
}

/// A text with the figures it quotes.
pub(super) fn filled(text: &str, figures: &Figures) -> String {
    fill(text, |name| figures.edition().place(name).and_then(|place| figures.get(place)))
}
