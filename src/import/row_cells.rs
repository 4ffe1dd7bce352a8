//! The cells of a row as figures, with what must be said of them.

use super::cell::{Cell, Instead};
use super::cell_value::{CellValue, GROUPED, Notation};
use crate::lenient_number;
use crate::standard::Line;

/// What the cells of a row hold that needs a finding.
#[derive(Default)]
pub(super) struct RowCells {
    /// Whether there was one for each column; cells that are missing have a finding of their own.
    pub(super) is_whole: bool,
    pub(super) count: usize,
    pub(super) formatted: Vec<String>,
    pub(super) zero_signs: Vec<String>,
    /// Column, words, digits.
    pub(super) remarks: Vec<(String, String, String)>,
    pub(super) words: Vec<(String, String)>,
    pub(super) blank: Vec<&'static Line>,
    pub(super) is_total_blank: bool,
    /// Columns whose cells show several numbers, with these.
    pub(super) several: Vec<(&'static str, Vec<String>)>,
    /// Columns whose cells show what cannot be read.
    pub(super) unreadable: Vec<Unread>,
    /// Sentences on what is struck out or hidden in cells, and whether a number is left.
    pub(super) left_out: Vec<(String, Option<String>)>,
}

/// What a column shows and the program cannot read.
#[derive(Debug)]
pub(super) enum Unread {
    /// Characters without a meaning, shown as a question mark among those that have one.
    Signs(&'static str, String),
    /// A picture.
    Picture(&'static str),
    /// A formula whose result is not in the file.
    Formula(&'static str),
}

impl RowCells {
    /// Reads a cell: what is to be typed for it, if anything.
    pub(super) fn read(&mut self, column: &'static Line, cell: &Cell, unit: Option<&str>) -> Option<String> {
        self.count += 1;
        let own = if unit.is_some() { lenient_number::IN_YUAN } else { column.kind.units() };
        let read = CellValue::read(cell, own);
        self.note_left_out(column.name, cell, &read);
        match read {
            CellValue::Blank if cell.leaves_out_figures() => None,
            CellValue::Several(numbers) => {
                self.several.push((column.name, numbers));
                None
            }
            CellValue::Unreadable(shown) => {
                self.unreadable.push(match cell.instead() {
                    Some(Instead::Formula) => Unread::Formula(column.name),
                    Some(Instead::Picture) => Unread::Picture(column.name),
                    None => Unread::Signs(column.name, shown),
                });
                None
            }
            CellValue::Blank => {
                if column.is_given() {
                    self.blank.push(column);
                } else {
                    self.is_total_blank = true;
                }
                None
            }
            CellValue::Words(words) => {
                self.words.push((column.name.to_owned(), words.clone()));
                Some(words)
            }
            // An amount printed in 元 keeps its unit, so that the check asks for it in 万元.
            CellValue::Number { digits, .. } if unit.is_some() && digits != "0" => {
                let words = format!("{digits}元");
                self.words.push((column.name.to_owned(), words.clone()));
                Some(words)
            }
            CellValue::Number { digits, notation } => {
                let shown = || {
                    let cell = cell.trim().replace('\n', "").replace(GROUPED, " ");
                    format!("{}“{cell}”读作{digits}", column.name)
                };
                match notation {
                    Notation::Plain | Notation::Padded => {}
                    Notation::Formatted | Notation::Apart => self.formatted.push(shown()),
                    Notation::ZeroSign => self.zero_signs.push(shown()),
                    Notation::Remark(words) => self.remarks.push((column.name.to_owned(), words, digits.clone())),
                }
                Some(digits)
            }
        }
    }

    /// Takes down what is struck out or hidden in a cell, beside what is seen there.
    fn note_left_out(&mut self, column: &str, cell: &Cell, read: &CellValue) {
        let digits = if let CellValue::Number { digits, .. } = read { Some(digits.clone()) } else { None };
        let words = cell.left_out_in_words().filter(|_| cell.leaves_out_figures());
        self.left_out.extend(words.map(|words| (format!("{column}的{words}"), digits)));
    }
}
