//! 同比: the main figures of every unit beside last year's.

use std::collections::HashMap;

use rust_xlsxwriter::utility::column_number_to_name;
use rust_xlsxwriter::{Worksheet, XlsxError};

use super::super::formats::LINE;
use super::super::grid::{set_lines, set_list, set_widths, write_figure, write_live, write_texts};
use super::book::{Book, FIRST, Head, WIDEST_PAGE};
use super::sheet_names::YEAR_ON_YEAR;
use super::unit_row::UnitRow;
use crate::figure::Figure;
use crate::rollup::Standing;
use crate::standard::Indicator;
use crate::standard::Place;

/// The word for a unit all of whose figures can be compared; only those are added up.
const COMPARED: &str = "比";
/// What stands under each figure.
const PARTS: [&str; 4] = ["本年", "上年", "增减", "增减（%）"];
/// Half-width characters of each.
const WIDTH: u32 = 9;
/// Of whether a unit can be compared.
const COMPARED_WIDTH: u32 = 12;
/// Stands for a percentage of zero.
const NONE: &str = "—";

/// Unit, and whether it can be compared.
const LEADING_COLUMNS: usize = 2;

pub(super) fn write(sheet: &mut Worksheet, book: &Book) -> Result<(), XlsxError> {
    sheet.set_name(YEAR_ON_YEAR)?;
    set_widths(sheet, [book.name_width, COMPARED_WIDTH])?;
    if !book.rollup.has_previous() {
        book.begin(sheet, YEAR_ON_YEAR, "", Head { last_column: 8, width: book.name_width + 70 })?;
        let last = book.rollup.year.number() - 1;
        let why = format!(
            "没有{last}年度的表可比：用 --previous 指明放着{last}年度各单位报表的文件夹，或各单位在填报表里写previous。"
        );
        sheet.write_string_with_format(3, 0, why, &book.formats.beside)?;
        return book.finish(sheet, (3, 8), 2, 0);
    }
    let mut years = Years { book, indicators: book.rollup.edition.indicators().collect(), sums: HashMap::new() };
    years.add_up();
    let head = Head { last_column: 1, width: book.name_width + COMPARED_WIDTH };
    book.begin(sheet, YEAR_ON_YEAR, "标“比”的单位两年的数都有，合计只加这些单位。", head)?;
    years.write_heads(sheet)?;
    years.write_total(sheet)?;
    for unit in &book.rows {
        years.write_unit(sheet, *unit)?;
    }
    let last = (book.last_row(), column(years.indicators.len(), 0) - 1);
    set_list(sheet, FIRST - 1, last, 2)?;
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
        let (top, row, format) = (FIRST - 3, FIRST - 2, &self.book.formats.head);
        for (at, (indicator, _)) in self.indicators.iter().enumerate() {
            let (from, to) = (column(at, 0), column(at, PARTS.len() - 1));
            sheet.merge_range(top, from, top, to, indicator.label, format)?;
            sheet.set_column_range_width(from, to, WIDTH)?;
        }
        sheet.set_row_height(top, LINE + 6)?;
        sheet.set_row_height(row, LINE + 6)?;
        write_texts(sheet, (row, 0), ["单位", "可比"], format)?;
        (0..self.indicators.len()).try_for_each(|at| write_texts(sheet, (row, column(at, 0)), PARTS, format))
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
        let (row, formats) = (FIRST - 1, &self.book.formats);
        set_lines(sheet, row, 1)?;
        sheet.write_string_with_format(row, 0, "合计", &formats.node_name)?;
        sheet.write_string_with_format(row, 1, "", &formats.node_word)?;
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
        let formats = &self.book.formats;
        let nothing = vec![[None; 2]; self.indicators.len()];
        for (at, pair) in self.sums.get(&node).unwrap_or(&nothing).iter().enumerate() {
            let format = formats.sum(self.indicators[at].1.kind(), false);
            for (year, sum) in pair.iter().enumerate() {
                let to = column(at, year);
                match rows.filter(|_| sum.is_some()) {
                    Some(rows) => write_live(sheet, (row, to), &Self::sum_of_rows(at, year, rows), *sum, format)?,
                    None => write_figure(sheet, (row, to), *sum, format)?,
                }
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
        let (line, book) = (UnitRow::of(self.book, unit), self.book);
        let target = book.target(unit, &book.lists[0].name).filter(|_| book.sheets.contains_key(&unit));
        if line.standing() == Standing::Node {
            line.begin(sheet, target, &[""], line.format())?;
            return self.write_sums(sheet, line.row, unit, line.block());
        }
        let both = self.both(unit);
        let word = match (line.standing(), &both) {
            (Standing::Missing | Standing::Refused, _) => line.absence(),
            (_, None) => "无上年数",
            (_, Some(both)) if self.is_compared(unit, both) => COMPARED,
            (_, Some(_)) => "有缺",
        };
        let format = if both.is_some() { &book.formats.word } else { &book.formats.absent };
        line.begin(sheet, target, &[word], format)?;
        let Some(both) = both else {
            return line.write_absent(sheet, column(0, 0)..column(self.indicators.len(), 0));
        };
        for (at, pair) in both.iter().enumerate() {
            let format = book.formats.figure(self.indicators[at].1.kind(), None);
            for (year, figure) in pair.iter().enumerate() {
                write_figure(sheet, (line.row, column(at, year)), *figure, format)?;
            }
            self.write_change(sheet, line.row, at, *pair)?;
        }
        Ok(())
    }

    /// How much more it is, and in hundredths of last year's.
    fn write_change(&self, sheet: &mut Worksheet, row: u32, at: usize, pair: Pair) -> Result<(), XlsxError> {
        let formats = &self.book.formats;
        let kind = self.indicators[at].1.kind();
        let (change, share) = (column(at, 2), column(at, 3));
        let [own, last] = pair;
        let difference = own.zip(last).map(|(own, last)| own.minus(last));
        write_figure(sheet, (row, change), difference, formats.figure(kind, None))?;
        let rounded = difference.zip(last).and_then(|(difference, last)| difference.share_of(last, 1));
        match rounded.map(|[_, rounded]| rounded) {
            None if difference.is_some() => write_texts(sheet, (row, share), [NONE], &formats.share),
            rounded => write_figure(sheet, (row, share), rounded, &formats.share),
        }
    }
}
