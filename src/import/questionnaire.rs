//! The filled workbook: its cells found by their names, wherever a spreadsheet program has put them.

use std::collections::BTreeMap;

use super::book::{Address, Book};
use super::{Imported, Refusal, explanations};
use crate::fields::{self, FIELDS, Field};
use crate::finding::Finding;
use crate::form::{Form, Medium};
use crate::origin::Origin;
use crate::report::{Questionnaire, name_of, name_of_count};
use crate::rule::{self, Rule};
use crate::standard::Place;
use crate::standard::{Edition, Line};
use crate::subject::Subject;
use crate::year::Year;

/// Whose name tells a workbook that this program made: that of the cell for the year.
pub(super) fn key() -> String {
    name_of(&fields::YEAR)
}

/// Reads what is filled in.
pub(super) fn read(book: Book) -> Result<Imported, Refusal> {
    let cells = Cells { book };
    let book = &cells.book;
    let (edition, year) = cells.edition().ok_or(Refusal::NoEdition)?;
    let mut form = Form::empty(edition, Some(year));
    form.medium = Medium::Workbook;
    cells.note(&mut form);
    let mut findings = cells.missing_or_copied(&Questionnaire::new(&form).cells());
    let typed_over = cells.typed_over(edition);
    findings.extend(cells.uncalculated(edition));
    findings.extend(cells.told_left_out(edition));
    findings.extend(cells.partly_typed_over(edition));
    findings.extend(typed_over.first().map(|first| {
        let count = typed_over.len();
        let message = format!("工作簿里有{count}格总计、结转的公式被改成了数：作为填报的数读入，由程序核对，不采用。");
        of_workbook(&rule::I13, book.origin_of(&first.to_string()), message)
    }));
    form.comments.head.extend(findings.iter().map(Finding::message));
    let is_heading = |field: &Field| [&fields::YEAR, &fields::EDITION].contains(&field);
    for field in FIELDS.iter().filter(|field| !is_heading(field)) {
        let name = name_of(field);
        if let Some(words) = book.words(&name) {
            form.write_words(field, words, book.origin_of(&name));
        }
    }
    for place in edition.places() {
        let name = if place.formula().is_empty() { place.to_string() } else { name_of_count(place) };
        if let Some(words) = book.words(&name) {
            form.fill(place, words, book.origin_of(&name));
        }
    }
    for place in typed_over {
        let name = place.to_string();
        if let (None, Some(words)) = (form.typed(place), book.words(&name)) {
            form.fill(place, words, book.origin_of(&name));
        }
    }
    form.explained = explanations::read(book);
    Ok(Imported { form, findings })
}

/// A finding about the workbook as a whole, with the first cell that shows it.
fn of_workbook(rule: &'static Rule, first: Option<Origin>, message: String) -> Finding {
    Finding::new(rule, Subject::File, first, message)
}

/// The cells of a workbook.
struct Cells {
    book: Book,
}

impl Cells {
    /// Notes where each cell stands, filled in or not.
    fn note(&self, form: &mut Form) {
        for field in FIELDS {
            if let Some(cell) = self.book.origin_of(&name_of(field)) {
                form.cells.set_field(field, cell);
            }
        }
        for place in form.edition.places() {
            if let Some(cell) = self.book.origin_of(&place.to_string()) {
                form.cells.set_place(place, cell);
            }
        }
    }

    /// The finding on cells to be filled in that hold a formula whose result is not in the file.
    fn uncalculated(&self, edition: &'static Edition) -> Option<Finding> {
        let asked = edition.places().filter(|place| place.formula().is_empty()).map(|place| place.to_string());
        let cells = asked.filter_map(|name| self.book.address(&name));
        let is_blank = |cell: &Address| self.book.is_calculated(*cell) && self.book.held(*cell).is_none();
        let blank: Vec<Address> = cells.filter(is_blank).collect();
        let first = blank.first()?;
        let message = format!(
            "工作簿里有{}格填的是公式，文件里没有算出的数，按未填处理。请在WPS里打开，保存后再试。",
            blank.len()
        );
        Some(of_workbook(&rule::I04, self.book.origin(*first), message))
    }

    /// The findings on cells to be filled in where something is struck out or hidden.
    fn told_left_out(&self, edition: &'static Edition) -> Vec<Finding> {
        let fields = FIELDS.iter().map(|field| (name_of(field), Subject::Field(field), field.label.to_owned()));
        let places = edition.places().filter(|place| place.formula().is_empty());
        let places = places.map(|place| (place.to_string(), Subject::Cell(place), place.full_name()));
        let told = |(name, subject, label): (String, Subject, String)| {
            let words = self.book.left_out(self.book.address(&name)?)?;
            let message = format!("{label}的{words}。划掉的、隐藏的不算，请核对。");
            Some(Finding::new(&rule::I14, subject, self.book.origin_of(&name), message))
        };
        fields.chain(places).filter_map(told).collect()
    }

    /// The findings on derived rows of which only some cells hold a number for the formula: a row is stated whole or
    /// not at all.
    fn partly_typed_over(&self, edition: &'static Edition) -> Vec<Finding> {
        let mut findings = Vec::new();
        for matrix in edition.matrices() {
            for line in matrix.form_rows().filter(|line| !line.is_given()) {
                let columns = matrix.given_columns().chain(matrix.total_column());
                let first = columns.map(|column| matrix.place(line, column)).find(|place| self.is_typed_over(*place));
                let is_typed = |column: &&Line| self.is_typed_over(matrix.place(line, column));
                let given = matrix.given_columns().filter(is_typed).count();
                let typed = given + matrix.total_column().filter(|column| is_typed(column)).iter().count();
                if typed > 0 && given < matrix.given_columns().count() {
                    let name = format!("{}“{}”", matrix.table.name, line.full_name());
                    let message =
                        format!("{name}有{typed}格公式被改成了数，没有整行改，未读入。要核对的，填在表下的台账数里。");
                    let first = first.and_then(|place| self.book.origin_of(&place.to_string()));
                    findings.push(of_workbook(&rule::I13, first, message));
                }
            }
        }
        findings
    }

    /// Whether a number stands where a formula was.
    fn is_typed_over(&self, place: Place) -> bool {
        let cell = self.book.address(&place.to_string());
        cell.is_some_and(|cell| self.book.held(cell).is_some() && !self.book.is_calculated(cell))
    }

    /// The places of sums whose formula a number stands for now: totals of rows, and whole rows.
    fn typed_over(&self, edition: &'static Edition) -> Vec<Place> {
        let mut found = Vec::new();
        for matrix in edition.matrices() {
            for row in matrix.form_rows() {
                let columns = matrix.given_columns().chain(matrix.total_column());
                let sums = columns.map(|column| matrix.place(row, column)).filter(|place| !place.formula().is_empty());
                let typed: Vec<Place> = sums.filter(|place| self.is_typed_over(*place)).collect();
                // A derived row is stated whole or not at all.
                let given = matrix.given_columns().map(|column| matrix.place(row, column));
                let is_whole = row.is_given() || given.into_iter().all(|place| typed.contains(&place));
                found.extend(typed.into_iter().filter(|_| is_whole));
            }
        }
        found
    }

    /// The edition and year on the cover.
    fn edition(&self) -> Option<(&'static Edition, Year)> {
        let number = |field| self.book.words(&name_of(field)).and_then(|words| words.trim().parse::<u16>().ok());
        let year = Year::new(number(&fields::YEAR)?)?;
        let usual = Edition::of_year(year)?;
        let edition = match self.book.words(&name_of(&fields::EDITION)) {
            Some(_) => Edition::of_version(number(&fields::EDITION)?),
            None => Some(usual),
        };
        edition.map(|edition| (edition, year))
    }

    /// The findings on cells that are gone, and on names that stand for several cells with different contents.
    /// `asked` are the names of a blank workbook, with the part of it each belongs to.
    fn missing_or_copied(&self, asked: &[(String, String)]) -> Vec<Finding> {
        let (mut missing, mut twofold) = (BTreeMap::<&str, usize>::new(), Vec::new());
        for (name, part) in asked {
            match self.book.addresses(name) {
                [] => *missing.entry(part.as_str()).or_default() += 1,
                [first, others @ ..] => {
                    let differs = others.iter().any(|cell| self.book.held(*cell) != self.book.held(*first));
                    twofold.extend(differs.then_some(*first));
                }
            }
        }
        let missing_of = |(part, number)| {
            let message = format!("工作簿里找不到{part}的{number}格（删过行、列或表？），没有读入，按未填处理。");
            of_workbook(&rule::I02, None, message)
        };
        let copied = twofold.first().map(|first| {
            let count = twofold.len();
            let message =
                format!("工作簿里有{count}格不止一处，填的又不一样（复制过工作表？）：读入的是靠左的那张表，请核对。");
            of_workbook(&rule::I12, self.book.origin(*first), message)
        });
        missing.into_iter().map(missing_of).chain(copied).collect()
    }
}
