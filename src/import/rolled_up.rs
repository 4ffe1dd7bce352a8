//! A workbook for superiors (汇总.xlsx) that is handed on: the sums as a form, and of which units they are. Its other
//! sheets hold the same figures again, unit by unit, and are no part of a report.

use super::Imported;
use super::cell::Cell;
use super::content::{Content, Strip, StripContent};
use crate::fields::{self, KINDS, LEVELS};
use crate::figure::{Figure, Kind};
use crate::form::Answer;
use crate::origin::Origin;
use crate::rollup::Status;
use crate::rollup::workbook::{
    ERRORS, EXPECTED, KIND, LEVEL, PARENT, RECEIVED, ROWS_ABOVE_TABLES, STATUS, SUBMISSION_STATUS, SUM_MARK, TABLES,
    UNIT,
};

/// What the workbook says of the units.
#[derive(Debug, Default)]
pub(super) struct Units {
    /// The office that added up, its level and kind.
    office: [String; 3],
    expected: Option<Figure>,
    received: Option<Figure>,
    missing: Vec<String>,
    in_error: Vec<String>,
}

impl Units {
    /// What 报送情况 says; none of a workbook that has not both sheets.
    pub(super) fn of(original: &Content) -> Option<Self> {
        original.strips.iter().find(|strip| strip.at.sheet() == Some(TABLES))?;
        let mut rows = original.strips.iter().filter_map(|strip| match &strip.content {
            StripContent::Row(cells) if strip.at.sheet() == Some(SUBMISSION_STATUS) => Some(cells),
            _ => None,
        });
        let heads = rows.find(|cells| [UNIT, STATUS].iter().all(|head| cells.iter().any(|cell| **cell == **head)))?;
        let at = |cells: &[Cell], head: &str| {
            let at = heads.iter().position(|own| **own == *head);
            at.and_then(|at| cells.get(at)).map(|cell| cell.trim().to_owned()).unwrap_or_default()
        };
        let mut units = Self::default();
        for cells in rows {
            let name = at(cells, UNIT);
            if units.office[0].is_empty() && at(cells, PARENT).is_empty() {
                units.office = [name.clone(), at(cells, LEVEL), at(cells, KIND)];
                let count = |head| Figure::read(&at(cells, head), Kind::Count).ok();
                (units.expected, units.received) = (count(EXPECTED), count(RECEIVED));
            }
            let has_errors = !["", "0"].contains(&at(cells, ERRORS).as_str());
            let status = at(cells, STATUS);
            if status == Status::InError.word() || status == Status::Returned.word() && has_errors {
                // Version 0.1 called counted units with errors 退回, too.
                units.in_error.push(name);
            } else if [Status::Missing, Status::Returned].iter().any(|own| status == own.word()) {
                units.missing.push(name);
            }
        }
        (!units.office[0].is_empty()).then_some(units)
    }

    /// Writes into the form of the sums whose it is and of which units.
    pub(super) fn describe(self, Imported { form, findings, .. }: &mut Imported) {
        let [name, level, kind] = self.office;
        form.write(&fields::NAME, Answer::Text(name));
        form.forget(&fields::TITLE_NAME);
        for (field, word, words) in [(&fields::LEVEL, level, LEVELS), (&fields::KIND, kind, KINDS)] {
            if let Some(word) = words.iter().find(|own| **own == word) {
                form.write(field, Answer::Choice(word));
                findings.retain(|finding| !finding.subject.is_of(field));
            }
        }
        for (field, count) in [(&fields::ROLLUP_EXPECTED, self.expected), (&fields::ROLLUP_RECEIVED, self.received)] {
            if let Some(count) = count {
                form.write(field, Answer::Figure(count));
            }
        }
        form.write(&fields::ROLLUP_MISSING, Answer::Texts(self.missing));
        form.write(&fields::ROLLUP_IN_ERROR, Answer::Texts(self.in_error));
    }
}

/// The sums alone, under their title.
pub(super) fn sums(original: Content) -> Content {
    let is_title = |strip: &Strip| matches!(strip.at, Origin::SheetRow { row: 1, .. });
    let is_table = |strip: &Strip| matches!(strip.at, Origin::SheetRow { row, .. } if row > ROWS_ABOVE_TABLES as usize);
    let strips = original.strips.into_iter().filter(|strip| strip.at.sheet() == Some(TABLES));
    let strips = strips.filter(|strip| is_title(strip) || is_table(strip)).map(|strip| match strip.content {
        StripContent::Text(text) => Strip { content: StripContent::Text(text.replacen(SUM_MARK, "", 1)), ..strip },
        StripContent::Row(_) | StripContent::Picture => strip,
    });
    Content { strips: strips.collect(), ..Content::default() }
}
