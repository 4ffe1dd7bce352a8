//! The years that a text gives for the report itself: its title, its 统计期限.

use std::ops::Range;

use super::normalize::Plain;
use super::numeral::year;
use crate::lenient_number::half_width;
use crate::prose::is_blank;
use crate::title_words::TITLE_WORDS;
use crate::year::Year;

/// The first day of a period.
const FIRST_DAY: &[&str] = &["1月1日", "01月01日"];
/// Words for a period.
const PERIODS: &[&str] = &[
    "统计期限",
    "统计时限",
    "数据期限",
    "数据的期限",
    "期限为",
    "期限自",
    "期限从",
    "统计时间",
    "统计区间",
    "时间范围",
];

/// After the first day of a rule, not of a period.
const AFTER_RULES: &[&str] = &["起施行", "起实施", "起执行", "施行"];

/// Words of a sentence about another report than this: last year's.
const OTHER_REPORTS: &[&str] = &["问题", "整改", "指出", "反映", "上年", "去年", "上一年", "相比", "较"];

/// The years other than its own that a text gives for its report, each with where it stands.
pub fn years_of_report(text: &str, own: Year) -> Vec<(Year, Range<usize>)> {
    // Most texts name no other year, plainly written, and need not be read aloud.
    let is_own = |end: usize| match text[..end].chars().next_back() {
        Some(last) if last.is_ascii_digit() => year_before(text, end).is_some_and(|(year, _)| year == own),
        Some(last) => !is_blank(last) && half_width(last) == last && year_before(text, end).is_none(),
        None => true,
    };
    if text.match_indices('年').all(|(end, _)| is_own(end)) {
        return Vec::new();
    }
    let plain = Plain::of(text, |_| None);
    if years(&plain.text).iter().all(|(year, _)| *year == own) {
        return Vec::new();
    }
    let mut found = Vec::new();
    let mut start = 0;
    for sentence in plain.text.split_inclusive(['。', '\n']) {
        let others: Vec<_> = years(sentence).into_iter().filter(|(year, _)| *year != own).collect();
        let is_of_other = !others.is_empty() && OTHER_REPORTS.iter().any(|word| sentence.contains(word));
        for (year, span) in others.into_iter().filter(|_| !is_of_other) {
            let (before, after) = (&sentence[..span.start], &sentence[span.end..]);
            let begins = |words: &[&str]| words.iter().any(|word| after.starts_with(word));
            let is_first_day = begins(FIRST_DAY) && !AFTER_RULES.iter().any(|word| after.contains(word));
            if begins(TITLE_WORDS) || is_first_day || year < own && PERIODS.iter().any(|word| before.contains(word)) {
                found.push((year, plain.original(&(start + span.start..start + span.end))));
            }
        }
        start += sentence.len();
    }
    found
}

/// No more 年 than these are looked at.
const MOST: usize = 500;

/// The years of a title, as it is read aloud, with where they stand.
pub fn years_of_title(text: &str) -> Vec<(Year, Range<usize>)> {
    let plain = Plain::of(text, |_| None);
    years(&plain.text).into_iter().map(|(year, span)| (year, plain.original(&span))).collect()
}

/// Every year of a text, with where it stands.
fn years(text: &str) -> Vec<(Year, Range<usize>)> {
    text.match_indices('年').take(MOST).filter_map(|(end, _)| year_before(text, end)).collect()
}

/// The year that ends in the 年 at a position: the four signs before it.
fn year_before(text: &str, end: usize) -> Option<(Year, Range<usize>)> {
    let (at, _) = text[..end].char_indices().nth_back(3)?;
    let (year, length) = year(&text[at..])?;
    Some((year, at..at + length))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_years_of_title_and_period_are_found() {
        let years = |text| {
            years_of_report(text, Year::of::<2023>()).into_iter().map(|(year, _)| year.number()).collect::<Vec<_>>()
        };
        assert_eq!(years("现公布某县2022年政府信息公开工作年度报告。"), [2022]);
        assert_eq!(years("统计期限自2023年1月1日起至2022年12月31日止。"), [2022]);
        assert_eq!(years("依据《某省2021年政府信息公开工作年度报告》，2022年收到98件。"), Vec::<u16>::new());
        assert_eq!(years("统计期限至 2022 年12月31日止。"), [2022]);
        assert_eq!(years("统计期限至２０２２年12月31日止。"), [2022]);
        assert_eq!(years("2022年政府信息公开工作年度报告指出的问题已整改。"), Vec::<u16>::new());
    }
}
