//! 同比: the main figures of every unit beside last year's.

use rust_xlsxwriter::utility::column_number_to_name;
use rust_xlsxwriter::{Formula, Worksheet, XlsxError};

use super::super::look::{LINE, lines};
use super::super::table::number;
use super::{Book, FIRST};
use crate::figure::Figure;
use crate::place::Place;
use crate::rollup::Standing;
use crate::standard::Indicator;

pub(super) const NAME: &str = "同比";

/// What is said of a unit all of whose figures can be compared: such alone are added up.
const COMPARED: &str = "比";
/// What stands under each figure.
const PARTS: [&str; 4] = ["本年", "上年", "增减", "增减（%）"];
/// Half-width characters of each.
const WIDTH: u32 = 9;
/// Stands for a percentage of nought.
const NONE: &str = "—";

/// Unit, and whether it can be compared.
const LEADING_COLUMNS: usize = 2;

pub(super) fn write(sheet: &mut Worksheet, book: &Book) -> Result<(), XlsxError> {
    sheet.set_name(NAME)?;
    sheet.set_column_width(0, book.name_width)?;
    sheet.set_column_width(1, 12)?;
    if !book.rollup.has_previous() {
        book.begin(sheet, NAME, "")?;
        let why = "没有上年的数可比：汇总时加 --previous 上年的文件夹，或各单位在填报表里写previous。";
        sheet.write_string_with_format(3, 0, why, &book.faces.remark)?;
        return book.finish(sheet, (3, 8), 2, 0);
    }
    let years = Years { book, indicators: book.rollup.edition.indicators().collect() };
    book.begin(sheet, NAME, "标“比”的单位两年的数都有，合计只加这些单位。")?;
    years.write_heads(sheet)?;
    years.write_total(sheet)?;
    for unit in &book.rows {
        years.write_unit(sheet, *unit)?;
    }
    let last = (book.last_row(), years.column(years.indicators.len(), 0) - 1);
    sheet.autofilter(FIRST - 1, 0, last.0, last.1)?;
    sheet.set_freeze_panes(FIRST, 2)?;
    book.finish(sheet, last, FIRST, u32::from(last.1) * WIDTH)
}

struct Years<'a> {
    book: &'a Book<'a>,
    indicators: Vec<(&'static Indicator, Place)>,
}

impl Years<'_> {
    /// The sheet column of a part of an indicator.
    fn column(&self, indicator: usize, part: usize) -> u16 {
        u16::try_from(LEADING_COLUMNS + indicator * PARTS.len() + part).unwrap_or_default()
    }

    fn write_heads(&self, sheet: &mut Worksheet) -> Result<(), XlsxError> {
        let (top, row, face) = (FIRST - 3, FIRST - 2, &self.book.faces.head);
        for (at, (indicator, _)) in self.indicators.iter().enumerate() {
            let (from, to) = (self.column(at, 0), self.column(at, PARTS.len() - 1));
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
                sheet.write_string_with_format(row, self.column(at, part), *label, face)?;
            }
        }
        Ok(())
    }

    /// The figures of a unit in both years; none where one is not there.
    fn both(&self, unit: usize) -> Option<Vec<[Option<Figure>; 2]>> {
        let outcome = &self.book.rollup.units[unit];
        let form = outcome.submission.as_ref().filter(|_| outcome.standing == Standing::Counted)?;
        let last = form.last.as_ref()?;
        let (own, before) = (form.given.figures(), last.figures());
        let shared = |place: Place| self.book.rollup.edition.shares(last.edition(), place);
        let pair = |(_, place): &(_, Place)| {
            [own.get(*place), before.get(*place).filter(|_| shared(*place))]
        };
        Some(self.indicators.iter().map(pair).collect())
    }

    /// Whether every figure that both editions have is known in both years.
    fn is_compared(&self, unit: usize, both: &[[Option<Figure>; 2]]) -> bool {
        let last = self.book.rollup.units[unit].submission.as_ref().and_then(|form| form.last.as_ref());
        let shared = |place| last.is_some_and(|last| self.book.rollup.edition.shares(last.edition(), place));
        self.indicators.iter().zip(both).all(|((_, place), [own, last])| own.is_some() && (last.is_some() || !shared(*place)))
    }

    fn write_total(&self, sheet: &mut Worksheet) -> Result<(), XlsxError> {
        let (row, faces) = (FIRST - 1, &self.book.faces);
        sheet.set_row_height(row, LINE + 3)?;
        sheet.write_string_with_format(row, 0, "合计", &faces.node_name)?;
        sheet.write_string_with_format(row, 1, "", &faces.node_name)?;
        let compared: Vec<_> = self.book.rows.iter().filter_map(|unit| Some((*unit, self.both(*unit)?))).collect();
        let compared: Vec<_> =
            compared.into_iter().filter(|(unit, both)| self.is_compared(*unit, both)).map(|(_, both)| both).collect();
        let (from, until) = (FIRST + 1, self.book.last_row() + 1);
        for (at, (_, place)) in self.indicators.iter().enumerate() {
            let kind = self.book.rollup.edition.kind(*place);
            let sum = |year: usize| {
                let known = compared.iter().filter_map(|both| Some([both[at][0]?, both[at][1]?][year]));
                known.reduce(Figure::plus).unwrap_or(Figure::zero(kind))
            };
            let sums = [sum(0), sum(1)];
            for (year, sum) in sums.into_iter().enumerate() {
                let column = self.column(at, year);
                let letter = column_number_to_name(column);
                // Of what only one edition has, nothing is added up.
                let other = column_number_to_name(self.column(at, 1 - year));
                let formula = format!(
                    "=SUMIFS({letter}${from}:{letter}${until},$B${from}:$B${until},\"{COMPARED}\",{other}${from}:{other}${until},\"<>\")"
                );
                let formula = Formula::new(formula).set_result(sum.to_string());
                sheet.write_formula_with_format(row, column, formula, faces.sum(kind, false))?;
            }
            self.write_change(sheet, row, at, sums.map(Some))?;
        }
        Ok(())
    }

    fn write_unit(&self, sheet: &mut Worksheet, unit: usize) -> Result<(), XlsxError> {
        let (row, book) = (self.book.row(unit), self.book);
        sheet.set_row_height(row, LINE * lines(book.name(unit), book.name_width) + 3)?;
        let target = book.target(unit, &book.lists[0].name).filter(|_| book.sheets.contains_key(&unit));
        book.write_name(sheet, (row, 0), unit, target)?;
        let both = self.both(unit);
        let word = match (book.rollup.units[unit].standing, &both) {
            (Standing::Node, _) => "",
            (Standing::Missing, _) => "缺报",
            (Standing::Refused, _) => "退回",
            (Standing::Counted, None) => "无上年数",
            (Standing::Counted, Some(both)) if self.is_compared(unit, both) => COMPARED,
            (Standing::Counted, Some(_)) => "有缺",
        };
        let face = if both.is_some() { &book.faces.word } else { &book.faces.absent };
        sheet.write_string_with_format(row, 1, word, face)?;
        let Some(both) = both else {
            for column in self.column(0, 0)..self.column(self.indicators.len(), 0) {
                sheet.write_blank(row, column, &book.faces.absent)?;
            }
            return Ok(());
        };
        for (at, pair) in both.iter().enumerate() {
            let face = book.faces.figure(book.rollup.edition.kind(self.indicators[at].1), None);
            for (year, figure) in pair.iter().enumerate() {
                match figure {
                    Some(figure) => sheet.write_number_with_format(row, self.column(at, year), number(*figure)?, face)?,
                    None => sheet.write_blank(row, self.column(at, year), face)?,
                };
            }
            self.write_change(sheet, row, at, *pair)?;
        }
        Ok(())
    }

    /// How much more it is, and in hundredths of last year's.
    fn write_change(&self, sheet: &mut Worksheet, row: u32, at: usize, pair: [Option<Figure>; 2]) -> Result<(), XlsxError> {
        let faces = &self.book.faces;
        let kind = self.book.rollup.edition.kind(self.indicators[at].1);
        let (change, share) = (self.column(at, 2), self.column(at, 3));
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
