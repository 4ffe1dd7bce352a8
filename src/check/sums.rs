//! S and B: stated sums against derived ones, and the balance of table three.

use std::collections::HashSet;

use super::suggested_correction;
use crate::figure::Figure;
use crate::finding::Finding;
use crate::form::{Form, Typed};
use crate::origin::Origin;
use crate::rule::{self, Rule};
use crate::standard::Place;
use crate::standard::{Axis, Line, Matrix, Role, Sign, SignedSum};
use crate::tally::Figures;

/// S01–S03, B01 and B02.
pub(super) fn check(form: &Form, figures: &Figures) -> Vec<Finding> {
    let mut findings = Vec::new();
    for matrix in form.edition.matrices() {
        let sheet = Sheet { form, figures, matrix };
        let mut own = Vec::new();
        let overdrawn = sheet.overdrawn(&mut own);
        sheet.compare(&overdrawn, &mut own);
        suggested_correction::offer(form, figures, matrix, &mut own);
        findings.append(&mut own);
    }
    findings
}

/// A block with its figures.
struct Sheet<'a> {
    form: &'a Form,
    figures: &'a Figures,
    matrix: &'static Matrix,
}

impl Sheet<'_> {
    /// B02: columns in which a difference comes out below zero, with what it was taken from.
    fn overdrawn(&self, findings: &mut Vec<Finding>) -> HashSet<&'static str> {
        let mut overdrawn = HashSet::new();
        for row in self.matrix.rows.iter().filter(|row| row.is_difference()) {
            for column in self.matrix.given_columns() {
                let place = self.matrix.place(row, column);
                let Some(rest) = self.most_left(row, column).filter(|rest| rest.is_negative()) else { continue };
                overdrawn.insert(column.key);
                let span = self.origin_of_minuend(row, column);
                let message = self.overdrawn_message(row, column, rest.abs());
                findings.push(Finding::new(&rule::B02, place, span, message));
            }
        }
        // The totals of the row are off by the same mistake.
        if !overdrawn.is_empty() {
            overdrawn.extend(self.matrix.total_column().map(|total| total.key));
        }
        overdrawn
    }

    /// What a difference comes out at; where some of what is taken off is not filled yet, the most it can come out at,
    /// since nothing there can be below zero.
    fn most_left(&self, row: &Line, column: &Line) -> Option<Figure> {
        if let Some(rest) = self.figures.get(self.matrix.place(row, column)) {
            return Some(rest);
        }
        let terms: SignedSum<Option<Figure>> = self
            .matrix
            .rows
            .terms(row)
            .map(|(sign, term)| match sign {
                Sign::Plus => (sign, self.figures.get(self.matrix.place(term, column))),
                Sign::Minus => (sign, self.at_least(term, column)),
            })
            .collect();
        terms.value(|figure| *figure)
    }

    /// A figure, or what of it is filled in; none if that says nothing of the whole.
    fn at_least(&self, row: &Line, column: &Line) -> Option<Figure> {
        let value = |line: &Line| self.figures.get(self.matrix.place(line, column));
        if let Some(known) = value(row) {
            return Some(known);
        }
        let filled: Vec<Figure> = self.matrix.rows.printed_terms(row).filter_map(|(_, part)| value(part)).collect();
        let sums_up = self.matrix.rows.printed_terms(row).all(|(sign, _)| sign == Sign::Plus);
        let says_something = sums_up && filled.iter().all(|figure| !figure.is_negative());
        filled.into_iter().reduce(Figure::plus).filter(|_| says_something)
    }

    fn overdrawn_message(&self, row: &Line, column: &'static Line, excess: Figure) -> String {
        let value = |heading: &'static Line| self.at_least(heading, column);
        // Both sides are sums of their own.
        let side = |wanted: Sign| -> SignedSum<(&str, Figure)> {
            let terms = self.matrix.rows.terms(row).filter(|(sign, _)| *sign == wanted);
            terms.filter_map(|(_, term)| Some((Sign::Plus, (term.short_name, value(term)?)))).collect()
        };
        let is_partial = self.figures.get(self.matrix.place(row, column)).is_none();
        let sum = |side: &SignedSum<(&str, Figure)>| {
            side.value(|(_, figure)| Some(*figure)).unwrap_or(Figure::zero(column.kind))
        };
        let listed = |side: &SignedSum<(&str, Figure)>| side.worded(|(short, figure)| format!("{short}{figure}"));
        let (there, gone) = (side(Sign::Plus), side(Sign::Minus));
        let spare = self.matrix.given_columns().filter(|other| {
            let place = self.matrix.place(row, other);
            let rest = self.figures.get(place);
            // What the office counted there itself is in its place.
            let is_counted = self.form.stated.get(&place).is_some_and(|stated| Some(stated.value) == rest);
            other.key != column.key && rest == Some(excess) && !is_counted
        });
        let spare: Vec<_> = spare.map(|other| format!("“{}”", other.name)).collect();
        let advice = if spare.is_empty() {
            "请查办理结果多填了哪一项，或新收、上年结转漏填。".to_owned()
        } else {
            format!("{}列恰余{excess}件，疑填错列。", spare.join("、"))
        };
        format!(
            "{}“{}”列{}{}件，可办理{}件（{}），多{excess}件；{advice}",
            self.matrix.table.name,
            column.name,
            if is_partial { "已填的" } else { "" },
            listed(&gone),
            sum(&there),
            listed(&there)
        )
    }

    /// Where the figure taken from stands: the first term of the difference that was filled in.
    fn origin_of_minuend(&self, row: &Line, column: &Line) -> Option<Origin> {
        let mut terms = self.matrix.rows.terms(row).map(|(_, term)| self.matrix.place(term, column));
        terms.find_map(|place| self.form.given.get(&place))?.origin.clone()
    }

    /// Stated figures against derived ones, one finding a place.
    fn compare(&self, overdrawn: &HashSet<&'static str>, findings: &mut Vec<Finding>) {
        if self.form.stated.is_empty() {
            return;
        }
        for row in self.matrix.rows.iter() {
            for column in self.matrix.columns.iter() {
                let place = self.matrix.place(row, column);
                let Some(stated) = self.form.stated.get(&place) else { continue };
                let Some(derived) = self.figures.get(place) else { continue };
                let silenced = row.is_difference() && overdrawn.contains(column.key);
                // Where a derived row crosses a derived column, the row's rule counts, as its formula does.
                let ((Role::Derived(_, rule), _) | (_, Role::Derived(_, rule))) = (row.role, column.role) else {
                    continue;
                };
                if stated.value != derived && !silenced {
                    findings.push(self.differs(rule, (row, column), stated, derived));
                }
            }
        }
    }

    fn differs(
        &self,
        rule: &'static Rule,
        (row, column): (&Line, &Line),
        stated: &Typed<Figure>,
        derived: Figure,
    ) -> Finding {
        let place = self.matrix.place(row, column);
        let cell = format!("{}填{}", place.full_name(), stated.value);
        let sum = if row.is_given() {
            self.sum(&self.matrix.columns, column, |term| self.matrix.place(row, term))
        } else {
            self.sum(&self.matrix.rows, row, |term| self.matrix.place(term, column))
        };
        let is_more = stated.value > derived;
        let difference = format!("{}{}", if is_more { "多" } else { "少" }, stated.value.minus(derived).abs());
        let slip = if swapped(stated.value, derived) {
            format!("疑为{}、{derived}颠倒；", stated.value)
        } else {
            String::new()
        };
        let advice = slip + rule.advice(is_more);
        let message = format!("{cell}，应为{derived}（{sum}），{difference}。{advice}");
        Finding { compared: Some((stated.value, derived)), ..Finding::new(rule, place, stated.origin.clone(), message) }
    }

    /// A sum in words: `新收140＋上年结转0－办结139`. Of a long sum only what is not zero is named, a group with a
    /// word of its own as a whole, any other by its parts.
    fn sum(&self, axis: &'static Axis, line: &Line, place: impl Fn(&Line) -> Place) -> String {
        let is_long = axis.terms(line).all(|(sign, _)| sign == Sign::Plus);
        let parts = axis.terms(line).flat_map(|(sign, term)| {
            let named: Vec<&Line> = if term.short_name.is_empty() { axis.parts(term).collect() } else { vec![term] };
            named.into_iter().map(move |heading| (sign, heading))
        });
        let named = parts.filter_map(|(sign, heading)| {
            let figure = self.figures.get(place(heading)).filter(|figure| !(is_long && figure.is_zero()))?;
            Some((sign, (heading.short_name, figure)))
        });
        let text = named.collect::<SignedSum<_>>().worded(|(short, figure)| format!("{short}{figure}"));
        if text.is_empty() { "各项都是0".to_owned() } else { text }
    }
}

/// Whether two figures have the same digits with two neighbours changed over: 36 and 63.
fn swapped(a: Figure, b: Figure) -> bool {
    let (a, b) = (a.to_string().into_bytes(), b.to_string().into_bytes());
    let differing: Vec<usize> = (0..a.len().min(b.len())).filter(|&at| a[at] != b[at]).collect();
    match *differing.as_slice() {
        [first, second] => a.len() == b.len() && second == first + 1 && a[first] == b[second] && a[second] == b[first],
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::swapped;
    use crate::figure::{Figure, Kind};

    #[test]
    fn neighbours_changed_over_are_seen() {
        let count = |n: u32| Figure::read(&n.to_string(), Kind::Count).unwrap();
        let is = |a, b| swapped(count(a), count(b));
        assert!(is(36, 63) && is(1234, 1324));
        assert!(!is(36, 36) && !is(36, 360) && !is(123, 321) && !is(36, 37));
    }
}
