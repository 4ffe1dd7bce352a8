//! Y01, Y04 and Y05: this year's report against last year's.

use super::Last;
use crate::fields;
use crate::figure::Kind;
use crate::finding::Finding;
use crate::form::Form;
use crate::rule;
use crate::rule::Severity;
use crate::standard::Place;
use crate::standard::{Line, Matrix};
use crate::tally::Figures;

/// A figure that moved more than so many times, and by more than so much, is asked about.
const MOST_TIMES: i128 = 10;
const MOST_DIFFERENCE: u32 = 100;

/// That last year's report could not be read, and why (Y04).
pub(super) fn unread(form: &Form, why: &str) -> Finding {
    let named = form.text(&fields::PREVIOUS).unwrap_or_default();
    let field = form.medium.field(&fields::PREVIOUS);
    let advice = if form.medium.is_text() { "删去previous一行" } else { "清空这一格" };
    let message = format!(
        "上一年的填报表“{named}”{why}，年度衔接没有核对。请核对{field}里的文件名（相对本文件）；没有上年填报表的，{advice}。"
    );
    let span = form.origin(&fields::PREVIOUS);
    let finding = Finding::new(&rule::Y04, &fields::PREVIOUS, span, message);
    Finding { severity: Severity::Warning, ..finding }
}

/// Whether the report named is that of the year before (Y04): the year must be, the agency's name should be.
pub(super) fn identity(form: &Form, last: &Last) -> Option<Finding> {
    let (year, before) = (form.year()?, last.form.year());
    let finding = |message| {
        let span = form.origin(&fields::PREVIOUS);
        Finding::new(&rule::Y04, &fields::PREVIOUS, span, message)
    };
    let due = year.before()?;
    if before != Some(due) {
        let what = before.map_or("里没有能认出的报告年度".to_owned(), |before| format!("是{before}年度的"));
        let message = format!(
            "上一年的填报表“{}”{what}，应是{due}年度的。请改正{}里的文件名；年度衔接没有核对。",
            last.form.source.name,
            form.medium.field(&fields::PREVIOUS)
        );
        return Some(finding(message));
    }
    let (own, other) = (form.text(&fields::NAME)?, last.form.text(&fields::NAME)?);
    if own == other || form.texts(&fields::FORMER_NAMES).iter().any(|name| name == other) {
        return None;
    }
    let [former, previous] = [&fields::FORMER_NAMES, &fields::PREVIOUS].map(|field| form.medium.field(field));
    let part = form.medium.part(fields::FORMER_NAMES.table);
    let message = format!(
        "上一年的填报表是“{other}”的，本年是“{own}”。同一机关改了名称的，在{part}的{former}里写上原来的名称；不是同一机关的，请改正{previous}里的文件名。"
    );
    Some(Finding { severity: Severity::Warning, quote: other.to_owned(), ..finding(message) })
}

/// That last year's form does not have all that is to be compared (Y04).
pub(super) fn gaps(form: &Form, last: &Last) -> Option<Finding> {
    let gaps = last.gaps(form.edition);
    let first = gaps.first()?;
    let message = format!(
        "上一年的填报表“{}”没有填全或有错误，{}等{}处没有数可比。请先把它改好，再核对年度衔接。",
        last.form.source.name,
        first.full_name(),
        gaps.len()
    );
    let span = form.origin(&fields::PREVIOUS);
    let finding = Finding::new(&rule::Y04, &fields::PREVIOUS, span, message);
    Some(Finding { severity: Severity::Warning, ..finding })
}

/// Rows that repeat last year's, and figures that moved far (Y01 and Y05). Across editions only what both have under
/// the same headings is compared.
pub(super) fn check(form: &Form, figures: &Figures, last: &Last) -> Vec<Finding> {
    let mut findings = Vec::new();
    for matrix in form.edition.matrices() {
        let both = Both { form, figures, last, matrix };
        for line in matrix.rows.iter().filter(|line| line.is_given()) {
            if line.continues.is_empty() {
                both.moved(line, &mut findings);
            } else {
                both.repeated(line, &mut findings);
            }
        }
    }
    findings
}

/// A block in both years.
struct Both<'a> {
    form: &'a Form,
    figures: &'a Figures,
    last: &'a Last,
    matrix: &'static Matrix,
}

impl Both<'_> {
    /// A row that repeats another of last year's report, column by column (Y01).
    fn repeated(&self, row: &'static Line, findings: &mut Vec<Finding>) {
        let Some(before) = self.matrix.row(row.continues) else { return };
        for column in self.matrix.given_columns() {
            let place = self.matrix.place(row, column);
            let from = self.matrix.place(before, column).in_edition(self.last.form.edition);
            let other = from.and_then(|from| Some((from, self.last.figures.get(from)?)));
            let (Some(own), Some((from, other))) = (self.figures.get(place), other) else { continue };
            // A balance below zero is an error of last year's form: nothing to go by.
            if own == other || other.is_negative() {
                continue;
            }
            let stated = self.last.form.stated.get(&from).filter(|stated| stated.value != other);
            let aside = stated.map(|stated| format!("（表里另填了{}，与计算不符）", stated.value)).unwrap_or_default();
            let message = format!(
                "{}填{own}，{}年报告“{}”为{other}{aside}，{}{}件。请照上年发布的报告改正；确因机构改革或上年误报的，请在{}说明。",
                place.full_name(),
                self.last.year(),
                before.short_name,
                if own > other { "多" } else { "少" },
                own.minus(other).abs(),
                self.form.medium.explanations()
            );
            findings.push(Finding {
                compared: Some((own, other)),
                figures: vec![own, other],
                ..self.finding(&rule::Y01, place, message)
            });
        }
    }

    /// A figure that moved far (Y05): of a row that has a total that moved, the total; otherwise each cell.
    fn moved(&self, line: &Line, findings: &mut Vec<Finding>) {
        let total = self.matrix.total_column().and_then(|column| self.far(line, column));
        match total {
            Some(finding) => findings.push(finding),
            None => findings.extend(self.matrix.given_columns().filter_map(|column| self.far(line, column))),
        }
    }

    fn far(&self, line: &Line, column: &'static Line) -> Option<Finding> {
        let place = self.matrix.place(line, column);
        if column.kind == Kind::Change {
            return None;
        }
        let (own, other) = (self.figures.get(place)?, self.last.figures.shared(place)?);
        if !own.is_far_from(other, MOST_TIMES, MOST_DIFFERENCE) {
            return None;
        }
        let moved = if own.is_zero() || other.is_zero() { "变动很大" } else { "相差十倍以上" };
        let message = format!(
            "{}填{own}，{}年报告为{other}，{}{}，{moved}。请核对有没有多填、少填数位，统计范围是否与上年相同。",
            place.full_name(),
            self.last.year(),
            if own > other { "多" } else { "少" },
            own.minus(other).abs()
        );
        Some(Finding { figures: vec![own, other], ..self.finding(&rule::Y05, place, message) })
    }

    fn finding(&self, rule: &'static rule::Rule, place: Place, message: String) -> Finding {
        let cells = self.matrix.given_columns().map(|column| self.matrix.place(place.row(), column));
        let typed = [place].into_iter().chain(cells).find_map(|place| self.form.given.get(&place));
        Finding::new(rule, place, typed.and_then(|typed| typed.origin.clone()), message)
    }
}
