//! 草稿: a report built in spite of errors, with every finding where it belongs.

use std::collections::HashMap;

use super::{Block, Exhibit, Role};
use crate::check::Checked;
use crate::fields::{self, FIELDS, Takes};
use crate::finding::Finding;
use crate::prose::paragraphs;
use crate::rule;
use crate::standard::Place;
use crate::standard::{Body, Edition};
use crate::subject::Subject;

/// The most findings with a remark of their own; more would not be read.
const MOST: usize = 500;

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
    pub(super) fn new(checked: &Checked, blocks: &[Block]) -> Self {
        let errors = checked.lasting().filter(|finding| finding.is_error()).count();
        let notice = match errors {
            0 => "草稿，不作为正式报告".to_owned(),
            _ => format!("草稿，有{errors}处错误未改，不得作为正式报告"),
        };
        let pins = Pins::new(checked, blocks);
        let remark = |(number, finding): (usize, &Finding)| {
            let figures = pins.figures(finding);
            let anchor = figures.first().map_or_else(|| pins.block(finding), |place| Anchor::Figure(*place));
            Remark { number, anchor, figures, text: finding.sentence() }
        };
        let mut remarks: Vec<Remark> = (1..).zip(checked.lasting().take(MOST)).map(remark).collect();
        if let Some(rest) = checked.lasting().count().checked_sub(MOST).filter(|rest| *rest > 0) {
            let text = format!("还有{rest}处问题没有列出，先改好已列出的再核对。");
            remarks.push(Remark { number: MOST + 1, anchor: Anchor::Block(0), figures: Vec::new(), text });
        }
        Self { notice, remarks }
    }

    /// The remarks at one place.
    pub fn remarks_at(&self, anchor: Anchor) -> impl Iterator<Item = &Remark> {
        self.remarks.iter().filter(move |remark| remark.anchor == anchor)
    }

    /// Whether a remark is about a figure.
    pub fn is_flagged(&self, place: Place) -> bool {
        self.remarks.iter().any(|remark| remark.figures.contains(&place))
    }
}

/// Where findings can be pinned.
struct Pins<'a> {
    checked: &'a Checked,
    blocks: &'a [Block],
    edition: &'static Edition,
    /// By field, which lines of its text become paragraphs.
    printed: HashMap<(&'static str, &'static str), Vec<usize>>,
}

impl<'a> Pins<'a> {
    fn new(checked: &'a Checked, blocks: &'a [Block]) -> Self {
        let lines = |text: &str| {
            let lines = text.lines().enumerate().filter(|(_, line)| !paragraphs(line).is_empty());
            lines.map(|(at, _)| at).collect()
        };
        let texts = FIELDS.iter().filter(|field| field.takes == Takes::Text);
        let printed = texts.filter_map(|field| Some(((field.table, field.key), lines(checked.form.text(field)?))));
        Self { checked, blocks, edition: checked.form.edition, printed: printed.collect() }
    }

    /// The printed figures a finding is about: one, or those of a row or table that are filled in.
    fn figures(&self, finding: &Finding) -> Vec<Place> {
        let subject = &finding.subject;
        let cells = self.blocks.iter().filter_map(Block::exhibit).flat_map(Exhibit::entries);
        let in_table: Vec<(Role, Place)> = cells
            .map(|(cell, entry)| (cell.role, entry.place))
            .filter(|(_, place)| place.table().key == subject.table())
            .collect();
        if let Some(place) = subject.cell().filter(|place| in_table.iter().any(|(_, printed)| printed == place)) {
            return vec![place];
        }
        let is_meant = |place: &Place| match subject.row() {
            Some(row) => row.line.key == place.row().key,
            None => matches!(subject, Subject::Table(_)),
        };
        let given = in_table.iter().filter(|(role, place)| *role == Role::Given && is_meant(place));
        let own: Vec<Place> = given.map(|(_, place)| *place).collect();
        match own.first() {
            Some(first) if finding.rule.code == rule::F08.code => self.unfilled_from(*first, &in_table),
            _ => own,
        }
    }

    /// The figures of a table that are not filled, from one on up to the next that is.
    fn unfilled_from(&self, first: Place, in_table: &[(Role, Place)]) -> Vec<Place> {
        let given = in_table.iter().filter(|(role, _)| *role == Role::Given).map(|(_, place)| *place);
        let is_unfilled = |place: &Place| self.checked.figures.get(*place).is_none();
        given.skip_while(|place| *place != first).take_while(is_unfilled).collect()
    }

    /// Of a text, its paragraph or the heading above; of a row that is none, the heading above its table; of what the
    /// preface or the signature says, these; else the title.
    fn block(&self, finding: &Finding) -> Anchor {
        let subject = &finding.subject;
        let (table, key) = (subject.table(), subject.field().map_or("", |field| field.key));
        let start = self.section(table, key).or_else(|| match table {
            _ if subject.is_of(&fields::DATE) || subject.is_of(&fields::ISSUER) => {
                self.first(|block| matches!(block, Block::Signature { .. }))
            }
            _ if table == fields::PHONE.table => {
                self.first(|block| matches!(block, Block::Heading { .. }))?.checked_sub(1)
            }
            _ => None,
        });
        let start = start.unwrap_or(0);
        Anchor::Block(self.paragraph(subject, start).unwrap_or(start))
    }

    /// The heading of the section that prints what stands in a table of the form, under a key.
    fn section(&self, table: &str, key: &str) -> Option<usize> {
        let prints = |body: Body| match body {
            Body::Narrative(own) => {
                (table == fields::OVERVIEW.table && own == key)
                    || (table == fields::FEE_CASES.table && own == fields::OTHERS.key)
            }
            Body::Table(own) => own == table || (table == fields::NOTE_REVIEWS.table && own == key),
        };
        let section = self.edition.sections.iter().find(|section| prints(section.body))?;
        self.first(|block| matches!(block, Block::Heading { text, .. } if text == section.heading))
    }

    fn first(&self, wanted: impl Fn(&Block) -> bool) -> Option<usize> {
        self.blocks.iter().position(wanted)
    }

    /// The paragraph below a block, up to the next heading, that prints the line of the text a finding is about. The
    /// paragraphs of a text are the last ones there: tables and what the program says itself stand above.
    fn paragraph(&self, subject: &Subject, start: usize) -> Option<usize> {
        let Subject::Passage(field, part) = subject else { return None };
        let line = self.checked.form.text(field)?.get(..part.start)?.matches('\n').count();
        let own = self.printed.get(&(field.table, field.key))?;
        let nth = own.binary_search(&line).ok()?;
        let below = self.blocks.iter().skip(start + 1);
        let section =
            below.take_while(|block| matches!(block, Block::Paragraph(_) | Block::Note(_) | Block::Exhibit(_)));
        (start + section.count() + 1 + nth).checked_sub(own.len())
    }
}
