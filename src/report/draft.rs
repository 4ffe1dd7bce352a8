//! 草稿: a report built in spite of errors, with every finding where it belongs.

use super::{Block, Exhibit, Role};
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
    /// The figures it is about: of a row or table that is not filled, all that are to be.
    pub figures: Vec<Place>,
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
        let remark = |(number, finding): (usize, &Finding)| {
            let figures = pins.figures(finding);
            let anchor = figures.first().map_or_else(|| pins.block(finding), |place| Anchor::Figure(*place));
            Remark { number, anchor, figures, text: finding.sentence() }
        };
        Self { notice, remarks: (1..).zip(&examined.findings).map(remark).collect() }
    }

    /// The remarks at one place.
    pub fn remarks_at(&self, anchor: Anchor) -> impl Iterator<Item = &Remark> {
        self.remarks.iter().filter(move |remark| remark.anchor == anchor)
    }

    /// Whether a remark is about a figure.
    pub fn is_amiss(&self, place: Place) -> bool {
        self.remarks.iter().any(|remark| remark.figures.contains(&place))
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
    /// The printed figures a finding is about: one, or those of a row or table that are filled in.
    fn figures(&self, finding: &Finding) -> Vec<Place> {
        let mut keys = finding.place.split('.');
        let (table, row) = (keys.next().unwrap_or_default(), keys.next());
        let cells = || self.blocks.iter().filter_map(Block::exhibit).flat_map(Exhibit::entries);
        let place = self.edition.place(&finding.place);
        if let Some(place) = place.filter(|place| cells().any(|(_, entry)| entry.place == *place)) {
            return vec![place];
        }
        let in_table = cells().filter(|(cell, entry)| entry.place.table == table && cell.role == Role::Given);
        let in_table: Vec<Place> = in_table.map(|(_, entry)| entry.place).collect();
        let in_row: Vec<Place> = in_table.iter().filter(|place| Some(place.row) == row).copied().collect();
        if in_row.is_empty() { in_table } else { in_row }
    }

    /// Of a text, its paragraph or the heading above; of what the preface or the signature says, these; else the title.
    fn block(&self, finding: &Finding) -> Anchor {
        let (table, key) = finding.place.split_once('.').unwrap_or((&finding.place, ""));
        let is_signed = [&fields::DATE, &fields::ISSUER].iter().any(|field| field.table == table && field.key == key);
        let start = match table {
            _ if table == fields::OVERVIEW.table => {
                self.section(|body| matches!(body, Body::Narrative(own) if own == key))
            }
            _ if table == fields::FEE_CASES.table => self.section(|body| body == Body::Narrative(fields::OTHERS.key)),
            _ if table == fields::NOTE_REVIEWS.table => {
                self.section(|body| matches!(body, Body::Table(own) if own == key))
            }
            _ if is_signed => self.blocks.iter().position(|block| matches!(block, Block::Signature { .. })),
            _ if table == fields::PHONE.table => {
                let first = self.blocks.iter().position(|block| matches!(block, Block::Heading { .. }));
                first.and_then(|first| first.checked_sub(1))
            }
            _ => None,
        };
        let start = start.unwrap_or(0);
        Anchor::Block(self.paragraph(finding, start).unwrap_or(start))
    }

    fn section(&self, wanted: impl Fn(Body) -> bool) -> Option<usize> {
        let section = self.edition.sections.iter().find(|section| wanted(section.body))?;
        self.blocks.iter().position(|block| matches!(block, Block::Heading { text, .. } if text == section.heading))
    }

    /// The paragraph below a block, up to the next heading, that prints the line of the form a finding is about.
    fn paragraph(&self, finding: &Finding, start: usize) -> Option<usize> {
        let printed = paragraphs(&filled(self.line(finding)?, &self.examined.figures)).first()?.text();
        let below = self.blocks.iter().enumerate().skip(start + 1);
        let mut section = below.take_while(|(_, block)| !matches!(block, Block::Heading { .. }));
        section
            .find(|(_, block)| match block {
                Block::Paragraph(paragraph) | Block::Note(paragraph) => paragraph.text() == printed,
                _ => false,
            })
            .map(|(at, _)| at)
    }

    /// The line of a text that a finding is about; none where it is about the whole text.
    fn line(&self, finding: &Finding) -> Option<&str> {
        let (table, key) = finding.place.split_once('.')?;
        let field = fields::field(table, key)?;
        let (text, span) = (self.examined.form.text(field)?, finding.span.as_ref()?);
        if self.examined.form.span(field) == Some(span) {
            return None;
        }
        let typed = self.source.line(span.start);
        let marked = self.source.text().get(span.clone())?;
        let is_it = |line: &&str| lines(typed).next() == Some(*line);
        let holds_it = |line: &&str| typed.contains(*line) && line.contains(marked);
        lines(text).find(is_it).or_else(|| lines(text).find(holds_it))
    }
}

/// A text with the figures it quotes.
pub(super) fn filled(text: &str, figures: &Figures) -> String {
    fill(text, |name| figures.edition().place(name).and_then(|place| figures.get(place)))
}
