//! What a new form takes over from last year's.

use crate::check::Checked;
use crate::fields::{self, FIELDS, Field, Takes};
use crate::figure::Figure;
use crate::form::{Answer, Form};
use crate::prose::fill;
use crate::standard::{Line, Matrix};
use crate::tally::Figures;
use crate::year::Year;

/// Tables of the fixed part that hold from year to year, but for the day of the report.
const CARRIED_TABLES: [&str; 3] = ["agency", "publication", "layout"];

/// Takes over the agency, its contacts and fonts, and the figures that this year repeats; shows what last year's form
/// says beside the rest. Tells, in sentences, what could not be taken over.
pub fn carry(form: &mut Form, last: &Checked) -> Vec<String> {
    let is_carried = |field: &&&Field| CARRIED_TABLES.contains(&field.table) && ***field != fields::DATE;
    for field in FIELDS.iter().filter(is_carried) {
        if let Some(answer) = last.form.answer(field).filter(|answer| **answer != Answer::Unreadable) {
            form.write(field, answer.clone());
        }
    }
    show_texts(form, last);
    let (year, before) = (form.year(), last.form.year());
    let due = year.and_then(Year::before);
    if before != due {
        let [before, due] = [before, due].map(|year| year.map(|year| year.to_string()).unwrap_or_default());
        return vec![format!("上年填报表是{before}年的，不是{due}年的，表里的数没有带入。")];
    }
    let mut missed = unread(last);
    let other = last.form.edition;
    if other.version != form.edition.version {
        let (own, other) = (form.edition.version, other.version);
        missed.push(format!("上年用{other}版格式，今年用{own}版，表二的栏目不同，没有可以带入或对照的数。"));
    }
    for matrix in form.edition.matrices() {
        show_rows(form, matrix, &last.figures);
        for row in matrix.rows.iter().filter(|row| !row.continues.is_empty()) {
            missed.extend(repeat(form, matrix, row, last));
        }
    }
    missed
}

/// That not all of last year's figures can be shown.
fn unread(last: &Checked) -> Vec<String> {
    let places = last.form.edition.places().filter(|place| last.figures.get(*place).is_none()).count();
    let errors = last.findings.iter().filter(|finding| finding.is_error()).count();
    let sentence = || format!("上年填报表有错误{errors}处，有的数读不出来，没有附在旁边对照。");
    if places > 0 { vec![sentence()] } else { Vec::new() }
}

/// Fills a row with the figures of last year's that it repeats, if last year's table is without error and complete.
fn repeat(form: &mut Form, matrix: &'static Matrix, row: &Line, last: &Checked) -> Option<String> {
    let table = matrix.table;
    let errors = last.findings.iter().filter(|f| f.is_error() && f.subject.table() == table.key).count();
    let before = |column| {
        let place = matrix.place(matrix.row(row.continues)?, column).in_edition(last.form.edition)?;
        last.figures.get(place)
    };
    let figures: Option<Vec<Figure>> = matrix.given_columns().map(before).collect();
    match figures {
        Some(figures) if errors == 0 => {
            for (column, figure) in matrix.given_columns().zip(figures) {
                form.put(matrix.place(row, column), figure, None);
            }
            None
        }
        _ => {
            let why = if errors > 0 { format!("有错误{errors}处") } else { "没有填全".to_owned() };
            Some(format!("上年填报表的{}{why}，“{}”没有带入，请照上年发布的报告填。", table.name, row.name))
        }
    }
}

/// Shows last year's figures beside the rows that both years have under the same label.
fn show_rows(form: &mut Form, matrix: &'static Matrix, last: &Figures) {
    for row in matrix.form_rows() {
        let at = |column| Some(last.get(matrix.place(row, column).in_edition(last.edition())?)?.to_string());
        let shown: Option<Vec<String>> = match matrix.total_column() {
            Some(total) => at(total).map(|figure| vec![format!("总计{figure}")]),
            None => matrix.given_columns().map(at).collect(),
        };
        if let Some(shown) = shown {
            form.comments.earlier.rows.insert((matrix.table.key, row.key), shown.join("、"));
        }
    }
}

/// Shows last year's texts, with the figures they quote.
fn show_texts(form: &mut Form, last: &Checked) {
    for field in FIELDS.iter().filter(|field| field.takes == Takes::Text) {
        if let Some(text) = last.form.text(field) {
            form.comments.earlier.texts.insert((field.table, field.key), fill(text, |name| last.figures.named(name)));
        }
    }
}
