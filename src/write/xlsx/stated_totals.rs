//! 台账数: under a table, the cells for what the office counted itself, and how that differs from what follows.

use rust_xlsxwriter::{Color, ConditionalFormatFormula, Format, FormatAlign, Worksheet, XlsxError};

use super::addresses::{Address, Addresses, column, line};
use super::formats::{Styles, lines};
use super::grid::{set_lines, write_across, write_live};
use super::validation::limited;
use super::value::write_value;
use crate::figure::Kind;
use crate::report::{Exhibit, Inquiry, Tallied, Value, name_of_count};
use crate::standard::Place;
use crate::write::colours;

/// Rows of the ledger for each line of it: what is counted, the counts, the differences.
const ROWS: usize = 3;

/// The rows under a table of so many lines, the blank one above them included.
pub(super) fn rows(inquiry: &Inquiry) -> usize {
    if inquiry.ledger.is_empty() { 0 } else { 1 + ROWS * inquiry.ledger.len() }
}

/// Writes the ledger under its table, `width` half-width characters wide; returns where each count stands.
pub(super) fn write(
    sheet: &mut Worksheet,
    inquiry: &Inquiry,
    styles: &Styles,
    addresses: &Addresses,
    width: u32,
) -> Result<Vec<(String, Address<'static>)>, XlsxError> {
    let mut named = Vec::new();
    for (at, tallied) in inquiry.ledger.iter().enumerate() {
        let ledger = Ledger { exhibit: &inquiry.exhibit, tallied, styles, addresses };
        named.extend(ledger.write(sheet, line(inquiry.exhibit.rows() + 1 + ROWS * at), width)?);
    }
    Ok(named)
}

/// One line of it.
struct Ledger<'a> {
    exhibit: &'a Exhibit,
    tallied: &'a Tallied,
    styles: &'a Styles,
    addresses: &'a Addresses<'a>,
}

impl Ledger<'_> {
    fn write(&self, sheet: &mut Worksheet, top: u32, width: u32) -> Result<Vec<(String, Address<'static>)>, XlsxError> {
        let last_column = column(self.exhibit.widths.len() - 1);
        let heading = format!("台账数：{}", self.tallied.label);
        let left = self.styles.text().set_align(FormatAlign::Left).set_bold().set_text_wrap();
        write_across(sheet, top, last_column, &heading, &left)?;
        set_lines(sheet, top, lines(&heading, width))?;
        for (row, label) in [(top + 1, "台账数"), (top + 2, "与上表之差")] {
            self.label(sheet, row, label)?;
            set_lines(sheet, row, 1)?;
        }
        let mut named = Vec::new();
        for (place, value) in &self.tallied.counts {
            named.extend(self.write_count(sheet, top, *place, value.as_ref())?);
        }
        Ok(named)
    }

    fn label(&self, sheet: &mut Worksheet, row: u32, label: &str) -> Result<(), XlsxError> {
        match self.exhibit.label_columns {
            0 => {}
            1 => _ = sheet.write_string_with_format(row, 0, label, &self.styles.cell())?,
            columns => _ = sheet.merge_range(row, 0, row, column(columns - 1), label, &self.styles.cell())?,
        }
        Ok(())
    }

    /// A count in the column of the figure it is compared with, and the difference below; red unless that is zero.
    fn write_count(
        &self,
        sheet: &mut Worksheet,
        top: u32,
        place: Place,
        value: Option<&Value>,
    ) -> Result<Option<(String, Address<'static>)>, XlsxError> {
        let Some((cell, _)) = self.exhibit.entries().find(|(_, entry)| entry.place == place) else { return Ok(None) };
        let here = Address::new(self.exhibit.sheet, top + 1, column(cell.column));
        write_value(sheet, here, value, &Styles::open(self.styles.figure()))?;
        let prompt = format!("照台账填{}，用来核对；没有另数的可以不填。", Kind::Count.takes());
        sheet.add_data_validation(here.row, here.column, here.row, here.column, &limited(Kind::Count, &prompt)?)?;
        let own = here.relative();
        let follows = self.addresses.ranges([place], self.exhibit.sheet).join(",");
        let formula = format!("=IF(COUNT({own},{follows})=2,{own}-{follows},\"\")");
        let follows = self.exhibit.entries().find_map(|(_, entry)| entry.figure.filter(|_| entry.place == place));
        let difference = match (value, follows) {
            (Some(Value::Number(own)), Some(follows)) => Some(own.minus(follows)),
            _ => None,
        };
        write_live(sheet, (top + 2, here.column), &formula, difference, &self.styles.figure())?;
        let below = Address::new(self.exhibit.sheet, top + 2, here.column).relative();
        let differs = ConditionalFormatFormula::new()
            .set_rule(format!("=AND(ISNUMBER({below}),{below}<>0)").as_str())
            .set_format(Format::new().set_background_color(Color::RGB(colours::WRONG)));
        sheet.add_conditional_format(top + 2, here.column, top + 2, here.column, &differs)?;
        Ok(Some((name_of_count(place), here)))
    }
}
