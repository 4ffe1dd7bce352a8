//! Which year the figures of a table are of, where last year's stand beside this year's: its heading says it.

use std::collections::BTreeSet;

use super::cell::Cell;
use super::diagnostics::Diagnostics;
use super::found_tables::{FoundTables, Row};
use crate::rule;
use crate::standard::{EDITIONS, Table};
use crate::subject::Subject;
use crate::year::Year;

/// Words for last year, and for this year.
const LAST: &[&str] = &["上年", "上一年", "去年", "上年度", "上一年度"];
const THIS: &[&str] = &["本年", "本年度", "今年", "当年"];
/// Characters of the longest line above a table.
const LONGEST: usize = 40;

/// Whether the heading of a column speaks of last year.
pub(super) fn is_last_year(heading: &str) -> bool {
    LAST.iter().any(|word| heading.contains(word)) && !heading.contains("结转")
}

/// Cells that are but words for years, and whether each is last year's.
pub(super) fn of_columns(cells: &[Cell]) -> Option<Vec<bool>> {
    let words: Vec<&str> = cells.iter().map(|cell| cell.trim()).filter(|cell| !cell.is_empty()).collect();
    let are_years = words.len() > 1 && words.iter().all(|word| LAST.contains(word) || THIS.contains(word));
    are_years.then(|| words.iter().map(|word| LAST.contains(word)).collect())
}

/// The year that a line above a table says its figures are of: `2022年收到和处理……情况（供对照）`.
pub(super) fn named_above(line: &str) -> Option<Year> {
    let is_short = line.chars().count() <= LONGEST && !line.contains(['。', '，', '；']);
    let is_heading = is_short && ["情况", "表"].iter().any(|word| line.contains(word));
    let at = line.find('年').filter(|_| is_heading)?;
    let digits: String = line[..at].chars().rev().take_while(char::is_ascii_digit).collect();
    let number: u16 = digits.chars().rev().collect::<String>().parse().ok()?;
    Year::new(number).filter(|_| digits.len() == 4)
}

/// The rows of the report's own year, where a table stands in it for other years, too; with a finding on these.
pub(super) fn own(found: FoundTables, year: Option<Year>, diagnostics: &mut Diagnostics) -> FoundTables {
    let Some(year) = year else { return found };
    let is_own = |row: &Row| row.year.is_none_or(|own| own == year);
    let mut told = BTreeSet::new();
    let mut rows = Vec::new();
    let tables: BTreeSet<&str> = found.rows.iter().filter(|row| is_own(row)).map(|row| row.table).collect();
    for row in found.rows {
        if is_own(&row) || !tables.contains(row.table) {
            rows.push(row);
        } else if told.insert(row.table) {
            report(&row, year, diagnostics);
        }
    }
    FoundTables { rows, ..found }
}

fn report(row: &Row, year: Year, diagnostics: &mut Diagnostics) {
    let tables = EDITIONS.iter().filter_map(|edition| edition.table(row.table));
    let name = tables.map(|table: &Table| table.name).next().unwrap_or_default();
    let other = row.year.map_or_else(|| "别的年份".to_owned(), |other| format!("{other}年"));
    let what = format!("{name}另有{other}的一张");
    let advice = format!("没有读入，读入的是{year}年的；作为上年的表，请另存成文件读入。");
    diagnostics.report(&rule::I12, Subject::Table(row.table), Some(&row.at), &what, &advice);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headings_tell_the_year() {
        let year = |line| named_above(line).map(Year::number);
        assert_eq!(year("2022年收到和处理政府信息公开申请情况（供对照）"), Some(2022));
        assert_eq!(year("2022年，共收到申请表12件"), None);
        assert_eq!(year("主动公开政府信息情况"), None);
        assert!(is_last_year("上年处理决定数量") && !is_last_year("二、上年结转政府信息公开申请数量"));
        let cells = |words: &str| words.split('|').map(Cell::from).collect::<Vec<_>>();
        assert_eq!(of_columns(&cells("|本年|上年|本年|上年")), Some(vec![false, true, false, true]));
        assert_eq!(of_columns(&cells("本年|12")), None);
    }
}
