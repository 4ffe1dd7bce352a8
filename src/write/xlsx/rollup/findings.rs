//! 审核结果: every finding, by rule and by unit, with the figures it compares.

use std::collections::{BTreeSet, HashMap};

use rust_xlsxwriter::{Format, Worksheet, XlsxError};

use super::super::formats::{LINE, lines};
use super::super::grid::{Columns, last_of, set_lines, write_count, write_texts};
use super::book::Book;
use super::sheet_names::FINDINGS;
use crate::finding::Finding;
use crate::rule::{RULES, Rule, Severity};

/// The columns and their widths, in half-width characters.
const COLUMNS: &Columns = &[
    ("单位", 30),
    ("级别", 8),
    ("规则", 8),
    ("位置", 32),
    ("问题", 70),
    ("现场数据", 30),
    ("单位的说明", 30),
    ("文件", 36),
    ("行号", 8),
];

/// A sheet has a little more rows than these.
const MOST: usize = 1_000_000;
/// Of one unit no more are listed: its own slip has all.
const MOST_OF_UNIT: usize = 100;

/// A line of the list.
struct Listed<'a> {
    unit: String,
    finding: &'a Finding,
    file: &'a str,
    line: Option<usize>,
}

pub(super) fn write(sheet: &mut Worksheet, book: &Book) -> Result<(), XlsxError> {
    let last_column = last_of(COLUMNS);
    sheet.set_name(FINDINGS)?;
    let (listed, left_out) = listed(book);
    let remark = match left_out {
        0 => "先按规则、再按单位列出；现场数据是核对时用的数。".to_owned(),
        more => format!("另有{more}处没有列出（一家最多列{MOST_OF_UNIT}处），见各单位的退回修改单。"),
    };
    book.begin_columns(sheet, FINDINGS, &remark, COLUMNS)?;
    let by_rule = by_rule(&listed);
    if by_rule.is_empty() {
        sheet.write_string_with_format(3, 0, "没有发现问题。", &book.formats.beside)?;
        return book.finish(sheet, (3, last_column), 2, 0);
    }
    let mut row = write_rules(sheet, book, &by_rule, 3)? + 1;
    sheet.set_row_height(row, LINE + 6)?;
    book.write_heads(sheet, row, COLUMNS)?;
    let head = row;
    for line in &listed {
        row += 1;
        write_line(sheet, book, row, line)?;
    }
    sheet.autofilter(head, 0, row, last_column)?;
    book.finish(sheet, (row, last_column), 2, 0)
}

/// How many units and places each rule was broken at; the row after the last.
fn write_rules(
    sheet: &mut Worksheet,
    book: &Book,
    by_rule: &[(&Rule, usize, usize)],
    top: u32,
) -> Result<u32, XlsxError> {
    write_texts(sheet, (top, 0), ["规则的内容", "级别", "规则", "涉及家数", "处数"], &book.formats.head)?;
    let mut row = top;
    for (rule, units, places) in by_rule {
        row += 1;
        set_lines(sheet, row, lines(rule.says, COLUMNS[0].1))?;
        sheet.write_string_with_format(row, 0, rule.says, &book.formats.text)?;
        sheet.write_string_with_format(row, 1, rule.severity.word(), severity_format(book, rule.severity))?;
        sheet.write_string_with_format(row, 2, rule.code, &book.formats.word)?;
        for (at, number) in (3..).zip([units, places]) {
            write_count(sheet, (row, at), Some(*number), &book.formats.word)?;
        }
    }
    Ok(row + 1)
}

fn severity_format<'a>(book: &'a Book, severity: Severity) -> &'a Format {
    use crate::figure::Kind::Count;
    use crate::rollup::Mark;
    match severity {
        Severity::Error => book.formats.figure(Count, Some(Mark::Wrong)),
        Severity::Warning => book.formats.figure(Count, Some(Mark::Check)),
        Severity::Note => &book.formats.word,
    }
}

fn write_line(sheet: &mut Worksheet, book: &Book, row: u32, line: &Listed) -> Result<(), XlsxError> {
    let Listed { unit, finding, file, line } = line;
    let message = finding.message();
    let place = finding.subject.full_name(book.rollup.edition);
    let (operands, explained) = (operands(finding), finding.explained.as_deref().unwrap_or_default());
    let texts = [(4, message.as_str()), (0, unit), (3, &place), (5, &operands), (6, explained), (7, file)];
    let needed = texts.iter().map(|(at, text)| lines(text, COLUMNS[*at].1)).max().unwrap_or(1);
    set_lines(sheet, row, needed)?;
    for (at, text) in texts {
        sheet.write_string_with_format(row, u16::try_from(at).unwrap_or_default(), text, &book.formats.text)?;
    }
    sheet.write_string_with_format(row, 1, finding.severity.word(), severity_format(book, finding.severity))?;
    sheet.write_string_with_format(row, 2, finding.rule.code, &book.formats.word)?;
    write_count(sheet, (row, 8), *line, &book.formats.word)
}

/// 现场数据: what was filled and what follows, the figures of the message, the sentence it is about.
fn operands(finding: &Finding) -> String {
    let compared = finding.compared.map(|(stated, derived)| format!("填报{stated}，算得{derived}"));
    let is_in_compared = finding.compared.is_some_and(|(stated, derived)| finding.figures == [stated, derived]);
    let figures =
        finding.figures.iter().filter(|_| !is_in_compared).map(ToString::to_string).collect::<Vec<_>>().join("、");
    let quote = if finding.quote.is_empty() { String::new() } else { format!("“{}”", finding.quote) };
    let parts = [compared.unwrap_or_default(), figures, quote].into_iter().filter(|part| !part.is_empty());
    parts.collect::<Vec<_>>().join("；")
}

/// The findings unit by unit, those of no unit last; and how many are not listed.
fn listed<'a>(book: &Book<'a>) -> (Vec<Listed<'a>>, usize) {
    let rollup = book.rollup;
    let (mut listed, mut left_out) = (Vec::new(), 0);
    for (at, outcome) in rollup.units.iter().enumerate() {
        let file = outcome.submission.as_ref().map_or("", |form| form.file.as_str());
        let findings = rollup.findings_of(at);
        left_out += findings.len().saturating_sub(MOST_OF_UNIT);
        listed.extend(findings.into_iter().take(MOST_OF_UNIT).map(|finding| Listed {
            unit: rollup.roster.units[at].name.clone(),
            finding,
            file,
            line: finding.position.map(|(line, _)| line),
        }));
    }
    listed.extend(rollup.between_units.iter().map(|finding| Listed {
        unit: "（名录以外）".to_owned(),
        finding,
        file: finding.file.as_deref().unwrap_or_default(),
        line: None,
    }));
    left_out += listed.len().saturating_sub(MOST);
    listed.truncate(MOST);
    (listed, left_out)
}

/// The rules that are broken, in their order, with how many units and how many places.
fn by_rule<'a>(listed: &[Listed<'a>]) -> Vec<(&'a Rule, usize, usize)> {
    let mut broken: HashMap<&str, (BTreeSet<&str>, usize)> = HashMap::new();
    for line in listed {
        let (units, places) = broken.entry(line.finding.rule.code).or_default();
        units.insert(&line.unit);
        *places += 1;
    }
    let of = |rule: &&'static Rule| broken.get(rule.code).map(|(units, places)| (*rule, units.len(), *places));
    RULES.iter().filter_map(of).collect()
}
