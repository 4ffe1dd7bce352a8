//! 说明: the rows of the sheet on which the office says why what is remarked on is right.

use std::collections::BTreeSet;

use super::book::{Address, Book};
use crate::fields::{self, EXPLANATION, Field};
use crate::figure::{Figure, Kind};
use crate::form::{Answer, Answers, Typed};
use crate::lenient_number::half_width;
use crate::report::name_of;

/// The sheet, where its cells have no names: in a workbook that did not have it, somebody may add one.
const SHEET: &str = "说明";

/// Every row in which something is written.
pub(super) fn read(book: &Book) -> Vec<Answers> {
    let columns: Vec<(&'static Field, Address)> =
        EXPLANATION.iter().filter_map(|(field, head)| Some((*field, first_cell(book, field, head)?))).collect();
    let rows: BTreeSet<u32> = columns.iter().flat_map(|(_, first)| book.rows_below(*first)).collect();
    let written = rows.into_iter().map(|row| explanation(book, &columns, row));
    written.filter(|answers| !answers.is_empty()).collect()
}

/// Where a column begins: by its name, or under its heading.
fn first_cell(book: &Book, field: &Field, head: &str) -> Option<Address> {
    let below = |(sheet, row, column): Address| (sheet, row + 1, column);
    book.address(&name_of(field)).or_else(|| book.find(SHEET, head).map(below))
}

fn explanation(book: &Book, columns: &[(&'static Field, Address)], row: u32) -> Answers {
    let mut answers = Answers::default();
    for (field, (sheet, _, column)) in columns {
        let cell = (*sheet, row, *column);
        let Some(words) = book.held(cell).map(str::trim).filter(|words| !words.is_empty()) else { continue };
        let (field, value) = answer(field, words);
        answers.insert((field.table, field.key), Typed { value, origin: book.origin(cell) });
    }
    answers
}

/// What a cell says. In the column of the figures, what is no list of numbers is the quote.
fn answer(field: &'static Field, words: &str) -> (&'static Field, Answer) {
    match field {
        _ if *field == fields::EXPLAINED_RULE => {
            let code: String = words.chars().map(half_width).collect();
            (field, Answer::Text(code.to_uppercase()))
        }
        _ if *field == fields::EXPLAINED_FIGURES => match figures(words) {
            Some(figures) => (field, Answer::Figures(figures)),
            // The message puts the sentence between quotes; they may have been copied with it.
            None => (&fields::EXPLAINED_QUOTE, Answer::Text(words.trim_matches(['“', '”', '"']).to_owned())),
        },
        _ => (field, Answer::Text(words.lines().map(str::trim).collect::<Vec<_>>().join(" "))),
    }
}

/// A list of numbers: `66, 3, 6, 14`.
fn figures(words: &str) -> Option<Vec<Figure>> {
    let inner = words.trim_matches(['[', ']']);
    let parts = inner.split([',', '，', '、', ' ', '\u{3000}']).filter(|part| !part.is_empty());
    let read = |part: &str| {
        let narrow: String = part.chars().map(half_width).collect();
        Figure::read(&narrow, Kind::Change).or_else(|_| Figure::read(&narrow, Kind::Amount)).ok()
    };
    parts.map(read).collect()
}
