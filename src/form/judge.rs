//! What is wrong with the values of a form that was not typed as text: the same is said of them as of a form's text
//! (F04–F06, F08, F10, F12, F13, F15).

use super::entered::Entered;
use super::unfilled::{Partly, Unfilled};
use super::{Answer, Answers, Form, Medium, Typed, missing, number, values};
use crate::fields::{self, FIELDS, Field};
use crate::finding::Finding;
use crate::origin::Origin;

use crate::standard::{Edition, Place, Row};
use crate::subject::Subject;
use crate::toml_text::{Node, Value};

impl Form {
    /// Looks over what was filled in and notes what is wrong with it.
    pub fn judge(&mut self) {
        let mut findings = Vec::new();
        let (repeated, single): (Vec<_>, Vec<_>) =
            FIELDS.iter().copied().partition(|field| field.table == fields::REPEATED);
        judge_answers(&mut self.answers, &single, self.medium, &mut findings);
        for explained in &mut self.explained {
            judge_answers(explained, &repeated, self.medium, &mut findings);
        }
        if self.has_any(fields::FEE_CASES.table) && !self.edition.information_fee {
            findings.push(missing::fee_of_other_edition(self.edition, self.medium, None));
        }
        let headers = missing::Headers { of: &|_| None, is_written: true, medium: self.medium };
        findings.extend(missing::answers(&self.answers, &headers));
        let asks_fee = self.comments.asks_fee || self.has_any(fields::FEE_CASES.table);
        if asks_fee && self.edition.information_fee {
            findings.extend(missing::fee(&self.answers, None));
        }
        self.judge_figures(&mut findings);
        findings.sort_by_key(|finding| order(self.edition, &finding.subject));
        self.problems.append(&mut findings);
    }

    fn judge_figures(&mut self, findings: &mut Vec<Finding>) {
        let mut words: Vec<(Place, &Typed<String>)> = self.words.iter().map(|(place, typed)| (*place, typed)).collect();
        words.sort_by_key(|(place, _)| place.number());
        for (place, Typed { value, origin }) in words {
            let is_number = super::print::is_plain(value);
            let value = if is_number { Value::Number(value.clone()) } else { Value::Text(value.clone()) };
            let typed = match &value {
                Value::Text(text) | Value::Number(text) => text.as_str(),
                _ => "",
            };
            let entered = Entered { value: &value, typed, origin: origin.clone(), medium: self.medium };
            let kind = place.kind();
            if let Err(Some((rule, message))) = number::figure(&entered, kind, kind.units(), || place.full_name()) {
                findings.push(entered.finding(rule, place, message));
            }
        }
        let mut unfilled = Unfilled::default();
        for row in self.edition.tables.iter().flat_map(|table| self.edition.form_rows(table.key)) {
            self.judge_row(row, &mut unfilled);
        }
        findings.extend(unfilled.findings(
            self.edition,
            &|table| self.cell_of(&Subject::Table(table.key)),
            &|row| self.origin_of(row),
            &|_| 0,
        ));
    }

    fn judge_row(&self, row: Row, unfilled: &mut Unfilled) {
        let is_filled = |place: &Place| {
            self.given.contains_key(place) || self.stated.contains_key(place) || self.words.contains_key(place)
        };
        if row.places().any(|place| is_filled(&place)) {
            unfilled.touched.insert((row.matrix.table.key, row.line.key));
            let columns: Vec<_> = row
                .matrix
                .given_columns()
                .filter(|column| row.line.is_given() && !is_filled(&row.matrix.place(row.line, column)))
                .collect();
            if let Some(first) = columns.first() {
                // The blank cell itself, where there is one.
                let origin = self.origin_at(row.matrix.place(row.line, first)).or_else(|| self.origin_of(row));
                unfilled.partly.push(Partly { row, columns, origin });
            }
        }
    }

    /// Where the first value of a row stands.
    fn origin_of(&self, row: Row) -> Option<Origin> {
        row.places().find_map(|place| self.origin_at(place))
    }
}

/// Looks over what was filled in for keys of the fixed part.
fn judge_answers(answers: &mut Answers, fields: &[&'static Field], medium: Medium, findings: &mut Vec<Finding>) {
    for field in fields {
        let Some(known) = answers.get_mut(&(field.table, field.key)) else { continue };
        let value = as_typed(&known.value);
        let typed = match &value {
            Value::Text(text) | Value::Number(text) => text.clone(),
            _ => String::new(),
        };
        let entered = Entered { value: &value, typed: &typed, origin: known.origin.clone(), medium };
        known.value = values::read(field, &entered, findings);
    }
}

/// An answer as it would be typed.
fn as_typed(answer: &Answer) -> Value {
    let node = |value| Node { value, span: 0..0 };
    match answer {
        Answer::Unreadable => Value::Unknown,
        Answer::Year(year) => Value::Number(year.to_string()),
        Answer::Text(text) => Value::Text(text.clone()),
        Answer::Choice(word) => Value::Text((*word).to_owned()),
        Answer::Date(date) => Value::Date(date.year, date.month, date.day),
        Answer::Figure(figure) => Value::Number(figure.to_string()),
        Answer::Texts(texts) => Value::List(texts.iter().map(|text| node(Value::Text(text.clone()))).collect()),
        Answer::Figures(figures) => {
            Value::List(figures.iter().map(|figure| node(Value::Number(figure.to_string()))).collect())
        }
    }
}

impl Form {
    /// Where a finding stands among others: in the order of the text, or, where there is none, of a printed form.
    pub fn order(&self, finding: &Finding) -> (usize, usize) {
        if self.source.text().is_empty() {
            return order(self.edition, &finding.subject);
        }
        finding.span().map_or((0, 0), |span| (1, span.start))
    }
}

/// Where the subject of a finding stands in a printed form.
fn order(edition: &Edition, subject: &Subject) -> (usize, usize) {
    const BEFORE: [&str; 2] = ["", "agency"];
    const BEHIND: [&str; 7] = ["information_fee", "notes", "narrative", "publication", "layout", "rollup", "explained"];
    if *subject == Subject::File {
        return (0, 0);
    }
    let table = subject.table();
    let tables = edition.tables.iter().map(|table| table.key);
    let names: Vec<&str> = BEFORE.into_iter().chain(tables).chain(BEHIND).collect();
    let part = names.iter().position(|name| *name == table).map_or(names.len(), |at| at + 1);
    let within = match (subject.cell().or_else(|| subject.row()?.places().next()), subject.field()) {
        (Some(place), _) => place.number() + 1,
        (_, Some(field)) => FIELDS.iter().position(|own| *own == field).map_or(0, |at| at + 1),
        _ => 0,
    };
    (part, within)
}
