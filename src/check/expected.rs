//! L02, L03 and Y02: what is expected of the columns of a row, as the standard declares it beside the block.

use crate::figure::Figure;
use crate::finding::Finding;
use crate::form::Form;
use crate::standard::{Bond, Expectation, Line, Matrix, Operand, Sign, SignedSum};
use crate::tally::Figures;

/// Holds every row to what is expected of it; of two that fail in one cell, only the first has a finding. Without last
/// year's figures, or with those of another edition, only this year's are looked at.
pub(super) fn check(form: &Form, figures: &Figures, last: Option<&Figures>) -> Vec<Finding> {
    let last = last.filter(|last| last.edition().version == form.edition.version);
    let mut findings: Vec<Finding> = Vec::new();
    for matrix in form.edition.matrices().iter().filter(|matrix| !matrix.expected.is_empty()) {
        for row in matrix.rows.iter() {
            let mut failing = matrix
                .expected
                .iter()
                .filter_map(|expectation| Held { form, figures, last, matrix, row, expectation }.finding());
            findings.extend(failing.next());
        }
    }
    findings
}

/// A row held to an expectation.
struct Held<'a> {
    form: &'a Form,
    figures: &'a Figures,
    last: Option<&'a Figures>,
    matrix: &'static Matrix,
    row: &'static Line,
    expectation: &'static Expectation,
}

impl Held<'_> {
    fn finding(&self) -> Option<Finding> {
        let Expectation { rule, column, bond, terms } = *self.expectation;
        let column = self.matrix.column(column)?;
        let place = self.matrix.place(self.row, column);
        let filled = self.figures.get(place)?;
        let terms: SignedSum<(String, Figure)> = terms.iter().map(|term| self.term(term)).collect::<Option<_>>()?;
        let sum = terms.value(|(_, figure)| Some(*figure))?;
        let (holds, must) = match bond {
            Bond::Equal => (filled == sum, "应为"),
            Bond::AtLeast => (filled >= sum, "至少应为"),
        };
        if holds {
            return None;
        }
        let listed = terms.worded(|(named, figure)| format!("{named}{figure}"));
        let is_more = filled > sum;
        let message = format!(
            "{}填{filled}，按{listed}计算{must}{sum}，{}{}。{}",
            place.full_name(),
            if is_more { "多" } else { "少" },
            filled.minus(sum).abs(),
            rule.advice(is_more)
        );
        let figures = terms.iter().map(|(_, (_, figure))| *figure).chain([filled]).collect();
        let span = self.form.given.get(&place).and_then(|typed| typed.origin.clone());
        let compared = Some((filled, sum));
        Some(Finding { compared, figures, ..Finding::new(rule, place, span, message) })
    }

    /// A term with its sign, its name and its figure; none while that is not known.
    fn term(&self, operand: &Operand) -> Option<(Sign, (String, Figure))> {
        let (sign, key, is_last) = operand.parts();
        let column = self.matrix.column(key)?;
        let place = self.matrix.place(self.row, column);
        let (said, figures) = if is_last { ("上年", self.last?) } else { ("", self.figures) };
        Some((sign, (format!("{said}{}", column.short_name), figures.get(place)?)))
    }
}
