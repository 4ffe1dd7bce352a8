//! The row of a unit, alike in every sheet that has one for each: its name, a few words, and grey cells where it has no
//! figures.

use std::ops::Range;

use rust_xlsxwriter::{Format, Url, Worksheet, XlsxError};

use super::super::formats::lines;
use super::super::grid::{set_lines, write_texts};
use super::book::Book;
use crate::rollup::{Standing, Status};

/// The row of a unit.
pub(super) struct UnitRow<'a> {
    pub(super) book: &'a Book<'a>,
    pub(super) unit: usize,
    pub(super) row: u32,
}

impl<'a> UnitRow<'a> {
    /// Its row in the lists.
    pub(super) fn of(book: &'a Book, unit: usize) -> Self {
        Self { book, unit, row: book.row(unit) }
    }

    pub(super) fn standing(&self) -> Standing {
        self.book.rollup.units[self.unit].standing
    }

    /// The format of its words.
    pub(super) fn format(&self) -> &'a Format {
        let formats = &self.book.formats;
        match self.standing() {
            Standing::Counted => &formats.word,
            Standing::Node => &formats.node_word,
            Standing::Refused | Standing::Missing => &formats.absent,
        }
    }

    /// Why it has no figures: 退回, 缺报.
    pub(super) fn absence(&self) -> &'static str {
        match self.standing() {
            Standing::Refused => Status::Returned.word(),
            _ => Status::Missing.word(),
        }
    }

    /// Begins the row, as high as its name needs: the name, a link where it can be followed, then words.
    pub(super) fn begin(
        &self,
        sheet: &mut Worksheet,
        target: Option<String>,
        words: &[&str],
        format: &Format,
    ) -> Result<(), XlsxError> {
        set_lines(sheet, self.row, lines(self.book.name(self.unit), self.book.name_width))?;
        self.write_name(sheet, 0, target)?;
        write_texts(sheet, (self.row, 1), words, format)
    }

    /// The cell with the name of the unit, as a link where there is a target.
    pub(super) fn write_name(&self, sheet: &mut Worksheet, at: u16, target: Option<String>) -> Result<(), XlsxError> {
        let formats = &self.book.formats;
        let format = match self.standing() {
            Standing::Node => &formats.node_name,
            Standing::Missing | Standing::Refused => &formats.absent_name,
            Standing::Counted => &formats.name,
        };
        let name = self.book.name(self.unit);
        match target {
            Some(target) => sheet.write_url_with_format(self.row, at, Url::new(target).set_text(name), format)?,
            None => sheet.write_string_with_format(self.row, at, name, format)?,
        };
        Ok(())
    }

    /// Grey cells without a figure: what is not there is never zero.
    pub(super) fn write_absent(&self, sheet: &mut Worksheet, columns: Range<u16>) -> Result<(), XlsxError> {
        columns.into_iter().try_for_each(|at| sheet.write_blank(self.row, at, &self.book.formats.absent).map(drop))
    }

    /// The rows of the units below it in the lists, if they stand together.
    pub(super) fn block(&self) -> Option<(u32, u32)> {
        let block = self.book.rollup.roster.block(self.unit);
        block.map(|(first, after)| (self.book.row(first), self.book.row(after) - 1))
    }
}
