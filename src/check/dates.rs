//! F14, F17: the day of the report, and today, against the year it is about and the day the law sets.

use crate::agency::deadline;
use crate::date::Date;
use crate::fields;
use crate::figure::{Figure, Kind};
use crate::finding::Finding;
use crate::form::Form;
use crate::rule;

/// The day the report is dated.
pub(super) fn check(form: &Form) -> Option<Finding> {
    let (year, date) = (form.year()?, form.date(&fields::DATE)?);
    let end = Date::new(year.number(), 12, 31)?;
    let (level, kind) = (form.text(&fields::LEVEL), form.text(&fields::KIND));
    let message = if date < end {
        format!("成文日期{date}早于报告年度终了（{end}）：报告写的是全年的情况。请核对年份。")
    } else {
        let last = deadline(year, level, kind).filter(|last| date > *last)?;
        format!(
            "成文日期{date}晚于公布期限{last}（条例第四十九条）。请核对日期；确实晚了的，照实际日期填写，并说明原因。"
        )
    };
    let parts = [date.year, date.month.into(), date.day.into()];
    let figures = parts.iter().filter_map(|part| Figure::read(&part.to_string(), Kind::Count).ok()).collect();
    let span = form.origin(&fields::DATE);
    Some(Finding { figures, ..Finding::new(&rule::F14, &fields::DATE, span, message) })
}

/// A year that has not ended by today.
pub(super) fn check_today(form: &Form, today: Date) -> Option<Finding> {
    let year = form.year().filter(|year| year.has_not_ended(today))?;
    let wrong = if form.medium.is_text() { "改year" } else { "换一份那一年的" };
    let message = format!(
        "{year}年还没有过完：报告写的是1月1日至12月31日全年的情况。年份填错的，{wrong}；提前编写的，年终以后把数和文字补齐再核对。"
    );
    Some(Finding::new(&rule::F17, &fields::YEAR, form.origin(&fields::YEAR), message))
}
