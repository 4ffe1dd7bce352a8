//! 同比: the main figures of every unit beside last year's.

use std::collections::HashMap;

use rust_xlsxwriter::utility::column_number_to_name;
use rust_xlsxwriter::{Formula, Worksheet, XlsxError};

use super::super::formats::{LINE, lines};
use super::super::table::number;
use super::{Book, FIRST, Head, WIDEST_PAGE};
use crate::figure::Figure;
use crate::rollup::Standing;
use crate::standard::Indicator;
use crate::standard::Place;

pub(super) const NAME: &str = "同比";

/// What is said of a unit all of whose figures can be compared: such alone are added up.
const COMPARED: &str = "比";
/// What stands under each figure.
const PARTS: [&str; 4] = ["本年", "上年", "增减", "增减（%）"];
/// Half-width characters of each.
const WIDTH: u32 = 9;
/// Of whether a unit can be compared.
const COMPARED_WIDTH: u32 = 12;
/// Stands for a percentage of nought.
const NONE: &str = "—";

/// Unit, and whether it can be compared.
const LEADING_COLUMNS: usize = 2;

pub(super) fn write(sheet: &mut Worksheet, book: &Book) -> Result<(), XlsxError> {
    sheet.set_name(NAME)?;
    sheet.set_column_width(0, book.name_width)?;
    sheet.set_column_width(1, COMPARED_WIDTH)?;
    if !book.rollup.has_previous() {
        book.begin(sheet, NAME, "", Head { last_column: 8, width: book.name_width + 70 })?;
        let last = book.rollup.year.number() - 1;
        let why = format!(
            "没有{last}年度的表可比：用 --previous 指明放着{last}年度各单位报表的文件夹，或各单位在填报表里写previous。"
        );
        sheet.write_string_with_format(3, 0, why, &book.faces.beside)?;
        return book.finish(sheet, (3, 8), 2, 0);
    }
    let mut years = Years { book, indicators: book.rollup.edition.indicators().collect(), sums: HashMap::new() };
    years.add_up();
    let head = Head { last_column: 1, width: book.name_width + COMPARED_WIDTH };
    book.begin(sheet, NAME, "标“比”的单位两年的数都有，合计只加这些单位。", head)?;
    years.write_heads(sheet)?;
    years.write_total(sheet)?;
    for unit in &book.rows {
        years.write_unit(sheet, *unit)?;
    }
    let last = (book.last_row(), column(years.indicators.len(), 0) - 1);
    sheet.autofilter(FIRST - 1, 0, last.0, last.1)?;
    sheet.set_freeze_panes(FIRST, 2)?;
    book.finish(sheet, last, FIRST, WIDEST_PAGE + 1)
}

/// A figure in both years, as far as it is known.
type Pair = [Option<Figure>; 2];

/// The sheet column of a part of an indicator.
fn column(indicator: usize, part: usize) -> u16 {
    u16::try_from(LEADING_COLUMNS + indicator * PARTS.len() + part).unwrap_or_default()
}

struct Years<'a> {
    book: &'a Book<'a>,
    indicators: Vec<(&'static Indicator, Place)>,
    /// Of every node with units below it that can be compared, their sums.
    sums: HashMap<usize, Vec<Pair>>,
}

impl Years<'_> {
    fn write_heads(&self, sheet: &mut Worksheet) -> Result<(), XlsxError> {
        let (top, row, face) = (FIRST - 3, FIRST - 2, &self.book.faces.head);
        for (at, (indicator, _)) in self.indicators.iter().enumerate() {
            let (from, to) = (column(at, 0), column(at, PARTS.len() - 1));
            sheet.merge_range(top, from, top, to, indicator.label, face)?;
            for part in from..=to {
                sheet.set_column_width(part, WIDTH)?;
            }
        }
        sheet.set_row_height(top, LINE + 6)?;
        sheet.set_row_height(row, LINE + 6)?;
        for (at, label) in (0..).zip(["单位", "可比"]) {
            sheet.write_string_with_format(row, at, label, face)?;
        }
        for at in 0..self.indicators.len() {
            for (part, label) in PARTS.iter().enumerate() {
                sheet.write_string_with_format(row, column(at, part), *label, face)?;
            }
        }
        Ok(())
    }

    /// The figures of a unit in both years; none where one is not there.
    fn both(&self, unit: usize) -> Option<Vec<Pair>> {
        let outcome = &self.book.rollup.units[unit];
        let form = outcome.submission.as_ref().filter(|_| outcome.standing == Standing::Counted)?;
        let last = form.last.as_ref()?;
        let (own, before) = (form.given.figures(), last.figures());
        let pair = |(_, place): &(_, Place)| [own.get(*place), before.shared(*place)];
        Some(self.indicators.iter().map(pair).collect())
    }

    /// Whether every figure that both editions have is known in both years.
    fn is_compared(&self, unit: usize, both: &[Pair]) -> bool {
        let last = self.book.rollup.units[unit].submission.as_ref().and_then(|form| form.last.as_ref());
        let shared = |place: Place| last.is_some_and(|last| place.is_shared_with(last.edition()));
        self.indicators
            .iter()
            .zip(both)
            .all(|((_, place), [own, last])| own.is_some() && (last.is_some() || !shared(*place)))
    }

    /// Adds the units that can be compared up into every node above them.
    fn add_up(&mut self) {
        let roster = &self.book.rollup.roster;
        for unit in &self.book.rows {
            let Some(both) = self.both(*unit).filter(|both| self.is_compared(*unit, both)) else { continue };
            // A root that reports for itself is its own sum.
            let own = (*unit == roster.root).then_some(*unit);
            for node in roster.above(*unit).chain(own) {
                let sums = self.sums.entry(node).or_insert_with(|| vec![[None; 2]; both.len()]);
                for (sum, pair) in sums.iter_mut().zip(&both) {
                    if let [Some(own), Some(last)] = pair {
                        let add = |sum: Option<Figure>, more: &Figure| Some(sum.map_or(*more, |sum| sum.plus(*more)));
                        *sum = [add(sum[0], own), add(sum[1], last)];
                    }
                }
            }
        }
    }

    fn write_total(&self, sheet: &mut Worksheet) -> Result<(), XlsxError> {
        let (row, faces) = (FIRST - 1, &self.book.faces);
        sheet.set_row_height(row, LINE + 3)?;
        sheet.write_string_with_format(row, 0, "合计", &faces.node_name)?;
        sheet.write_string_with_format(row, 1, "", &faces.node_word)?;
        self.write_sums(sheet, row, self.book.rollup.roster.root, Some((FIRST, self.book.last_row())))
    }

    /// The sums of a node over the rows of the units below it, or as numbers where these do not stand together.
    fn write_sums(
        &self,
        sheet: &mut Worksheet,
        row: u32,
        node: usize,
        rows: Option<(u32, u32)>,
    ) -> Result<(), XlsxError> {
        let faces = &self.book.faces;
        let nothing = vec![[None; 2]; self.indicators.len()];
        for (at, pair) in self.sums.get(&node).unwrap_or(&nothing).iter().enumerate() {
            let face = faces.sum(self.indicators[at].1.kind(), false);
            for (year, sum) in pair.iter().enumerate() {
                let to = column(at, year);
                match (sum, rows) {
                    (None, _) => sheet.write_blank(row, to, face)?,
                    (Some(sum), None) => sheet.write_number_with_format(row, to, number(*sum)?, face)?,
                    (Some(sum), Some(rows)) => {
                        let formula = Formula::new(Self::sum_of_rows(at, year, rows)).set_result(sum.to_string());
                        sheet.write_formula_with_format(row, to, formula, face)?
                    }
                };
            }
            self.write_change(sheet, row, at, *pair)?;
        }
        Ok(())
    }

    /// The sum of a year's column over the units that can be compared; of what only one edition has, nothing.
    fn sum_of_rows(at: usize, year: usize, (from, until): (u32, u32)) -> String {
        let (own, other) = (column(at, year), column(at, 1 - year));
        let range = |column: u16| {
            let letter = column_number_to_name(column);
            format!("{letter}${}:{letter}${}", from + 1, until + 1)
        };
        format!("=SUMIFS({},$B${}:$B${},\"{COMPARED}\",{},\"<>\")", range(own), from + 1, until + 1, range(other))
    }

    fn write_unit(&self, sheet: &mut Worksheet, unit: usize) -> Result<(), XlsxError> {
        let (row, book) = (self.book.row(unit), self.book);
        sheet.set_row_height(row, LINE * lines(book.name(unit), book.name_width) + 3)?;
        let target = book.target(unit, &book.lists[0].name).filter(|_| book.sheets.contains_key(&unit));
        book.write_name(sheet, (row, 0), unit, target)?;
        if book.rollup.units[unit].standing == Standing::Node {
            let block = book.rollup.roster.block(unit);
            let rows = block.map(|(first, after)| (book.row(first), book.row(after) - 1));
            sheet.write_string_with_format(row, 1, "", &book.faces.node_word)?;
            return self.write_sums(sheet, row, unit, rows);
        }
        let both = self.both(unit);
        let word = match (book.rollup.units[unit].standing, &both) {
            (Standing::Missing, _) => "缺报",
            (Standing::Refused, _) => "退回",
            (Standing::Counted | Standing::Node, None) => "无上年数",
            (Standing::Counted, Some(both)) if self.is_compared(unit, both) => COMPARED,
            (Standing::Counted | Standing::Node, Some(_)) => "有缺",
        };
        let face = if both.is_some() { &book.faces.word } else { &book.faces.absent };
        sheet.write_string_with_format(row, 1, word, face)?;
        let Some(both) = both else {
            for to in column(0, 0)..column(self.indicators.len(), 0) {
                sheet.write_blank(row, to, &book.faces.absent)?;
            }
            return Ok(());
        };
        for (at, pair) in both.iter().enumerate() {
            let face = book.faces.figure(self.indicators[at].1.kind(), None);
            for (year, figure) in pair.iter().enumerate() {
                match figure {
                    Some(figure) => sheet.write_number_with_format(row, column(at, year), number(*figure)?, face)?,
                    None => sheet.write_blank(row, column(at, year), face)?,
                };
            }
            self.write_change(sheet, row, at, *pair)?;
        }
        Ok(())
    }

    /// How much more it is, and in hundredths of last year's.
    fn write_change(&self, sheet: &mut Worksheet, row: u32, at: usize, pair: Pair) -> Result<(), XlsxError> {
        let faces = &self.book.faces;
        let kind = self.indicators[at].1.kind();
        let (change, share) = (column(at, 2), column(at, 3));
        let [Some(own), Some(last)] = pair else {
            sheet.write_blank(row, change, faces.figure(kind, None))?;
            sheet.write_blank(row, share, &faces.share)?;
            return Ok(());
        };
        let difference = own.minus(last);
        sheet.write_number_with_format(row, change, number(difference)?, faces.figure(kind, None))?;
        match difference.share_of(last, 1) {
            Some([_, rounded]) => sheet.write_number_with_format(row, share, number(rounded)?, &faces.share)?,
            None => sheet.write_string_with_format(row, share, NONE, &faces.share)?,
        };
        Ok(())
    }
}
