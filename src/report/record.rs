//! 核对情况表: what was checked, what was found and what the office says of it, for the reviewer's file.

use super::compose::UNNAMED;
use super::exhibit::tiled;
use super::relations::relations;
use super::{Block, Cell, Document, Exhibit, Refusal, Relation, Role, Side};
use crate::check::{Checked, Statement, rolled_up, statements};
use crate::fields;
use crate::prose::Paragraph;
use crate::rule::{FAMILIES, RULES, Rule, Severity};
use crate::standard::Comparator;

/// Widths of the columns, in twips.
const OF_RULES: &[u16] = &[900, 6144, 1800];
const OF_FINDINGS: &[u16] = &[700, 1144, 4200, 2800];
const OF_STATEMENTS: &[u16] = &[700, 3644, 3300, 1200];

/// The record of a form that was checked.
pub fn record(checked: &Checked) -> Result<Document, Refusal> {
    let Checked { form, figures, .. } = checked;
    let year = form.year().ok_or(Refusal::NoFormat)?;
    let agency = form.text(&fields::NAME).unwrap_or(UNNAMED);
    let stated = statements(form, figures);
    let mut blocks = vec![Block::Title];
    blocks.extend(opening(checked, &stated).into_iter().map(|text| Block::Paragraph(Paragraph::plain(text))));
    blocks.push(heading("一、发现的问题和说明"));
    blocks.push(table_or("没有发现问题。", "问题和说明", OF_FINDINGS, &of_findings(checked)));
    blocks.push(heading("二、核对的规则"));
    blocks.push(Block::Exhibit(table("规则", OF_RULES, &of_rules(checked))));
    blocks.push(heading("三、文字与表格对照"));
    blocks.push(table_or("文字里没有可以与表格对照的数。", "文字与表格", OF_STATEMENTS, &of_statements(&stated)));
    blocks.push(Block::Paragraph(Paragraph::plain("填表人：　　　　　　审核人：　　　　　　日期：　　　　　　")));
    let document = Document::new(agency, year, format!("{year}年政府信息公开年度报告核对情况表"), blocks);
    Ok(Document { dated: form.date(&fields::DATE).unwrap_or(document.dated), ..document })
}

/// What was checked and with what result, in a few sentences.
fn opening(checked: &Checked, stated: &[Statement]) -> Vec<String> {
    let Checked { form, figures, last, .. } = checked;
    let edition = form.edition;
    let file = form.source.name.rsplit(['/', '\\']).next().unwrap_or_default();
    let units = rolled_up(form).map(|sum| sum.opening()).unwrap_or_default();
    let last = match (last, form.text(&fields::PREVIOUS)) {
        (Some(last), _) if has_gaps(checked) => {
            format!("上年填报表：{}年度，没有填全，部分没有比较。", last.year())
        }
        (Some(last), _) => format!("上年填报表：{}年度，已比较。", last.year()),
        (None, Some(_)) => "上年填报表没有读到，年度衔接没有核对。".to_owned(),
        (None, None) => "没有写明上年填报表（previous），年度衔接没有核对。".to_owned(),
    };
    let all = relations(form, figures);
    let holding = all.iter().filter(|relation| holds(relation)).count();
    let agreeing = stated.iter().filter(|statement| statement.finding.is_none()).count();
    let count = |severity| checked.lasting().filter(|finding| finding.severity == severity).count();
    let explained = checked.lasting().filter(|finding| finding.explained.is_some()).count();
    vec![
        format!("填报表：{file}（{}版格式，{}）。{units}{last}", edition.version, edition.notice),
        format!(
            "勾稽关系和各项合计共核对{}项，成立{holding}项；文字里的数与表格对照{}处，一致{agreeing}处。",
            all.len(),
            stated.len()
        ),
        format!(
            "发现错误{}处、警告{}处、提示{}处，其中已说明{explained}处。",
            count(Severity::Error),
            count(Severity::Warning),
            count(Severity::Note)
        ),
    ]
}

/// Whether both sides are known and stand to each other as they must.
fn holds(relation: &Relation) -> bool {
    let value = |side: &Side| match side {
        Side::Sum { value, .. } => *value,
        Side::Stated(figure) => Some(*figure),
    };
    match (value(&relation.left), value(&relation.right)) {
        (Some(left), Some(right)) => match relation.comparator {
            Comparator::Equal => left == right,
            Comparator::AtLeast => left >= right,
        },
        _ => false,
    }
}

fn of_findings(checked: &Checked) -> Vec<Vec<String>> {
    let mut rows = vec![heading_row(&["序号", "规则", "问题", "说明"])];
    rows.extend(checked.lasting().enumerate().map(|(at, finding)| {
        let rule = format!("{} {}", finding.severity.word(), finding.rule.code);
        vec![(at + 1).to_string(), rule, finding.message(), finding.explained.clone().unwrap_or_default()]
    }));
    rows
}

/// Every rule, by family, with what came of it.
fn of_rules(checked: &Checked) -> Vec<Vec<String>> {
    let mut rows = vec![heading_row(&["规则", "核对内容", "结果"])];
    for (family, name) in FAMILIES {
        let is_told = |rule: &&&Rule| rule.is_of(*family) && rule.is_of_a_form() && !rule.is_of_today();
        let rules = RULES.iter().filter(is_told);
        rows.extend(
            rules.map(|rule| vec![rule.code.to_owned(), format!("{name}：{}", rule.says), result(rule, checked)]),
        );
    }
    rows
}

/// Whether last year's form lacks figures that would have been compared.
fn has_gaps(checked: &Checked) -> bool {
    checked.last.as_ref().is_some_and(|last| !last.gaps(checked.form.edition).is_empty())
}

fn result(rule: &Rule, checked: &Checked) -> String {
    let found = checked.lasting().filter(|finding| finding.rule.code == rule.code);
    let (all, explained) =
        found.fold((0, 0), |(all, explained), finding| (all + 1, explained + usize::from(finding.explained.is_some())));
    match (all, explained) {
        (0, _) if rule.needs_last_year() && checked.last.is_none() => "未核对".to_owned(),
        (0, _) if rule.needs_last_year() && has_gaps(checked) => "部分未核对".to_owned(),
        (0, _) => "无".to_owned(),
        (_, 0) => format!("{all}处"),
        _ => format!("{all}处，已说明{explained}处"),
    }
}

fn of_statements(stated: &[Statement]) -> Vec<Vec<String>> {
    let mut rows = vec![heading_row(&["序号", "文字", "表格", "结果"])];
    rows.extend(stated.iter().enumerate().map(|(at, statement)| {
        let result = match &statement.finding {
            None => "一致",
            Some(finding) if finding.severity == Severity::Note => "只指某单位",
            Some(_) => "不一致",
        };
        vec![(at + 1).to_string(), statement.quote.clone(), statement.tables.clone(), result.to_owned()]
    }));
    rows
}

fn heading(text: &str) -> Block {
    Block::Heading { text: text.to_owned(), new_page: false }
}

/// A table, or a sentence where it would have nothing but headings.
fn table_or(otherwise: &str, title: &'static str, widths: &'static [u16], rows: &[Vec<String>]) -> Block {
    match rows.len() {
        0 | 1 => Block::Paragraph(Paragraph::plain(otherwise)),
        _ => Block::Exhibit(table(title, widths, rows)),
    }
}

/// The line that heads a table.
pub(super) fn heading_row(headings: &[&str]) -> Vec<String> {
    headings.iter().copied().map(str::to_owned).collect()
}

/// Lines of text as a table; the first heads it.
pub(super) fn table(title: &'static str, widths: &'static [u16], rows: &[Vec<String>]) -> Exhibit {
    let cell = |row: usize, column: usize, text: &String| Cell {
        row,
        column,
        height: 1,
        width: 1,
        role: if row == 0 { Role::ColumnLabel } else { Role::RowLabel },
        text: text.clone(),
        entry: None,
    };
    let cells = rows.iter().enumerate().flat_map(|(row, line)| {
        line.iter().enumerate().map(move |(column, text)| cell(row, column, text)).collect::<Vec<_>>()
    });
    Exhibit { title, sheet: title, grid: tiled(cells), widths, header_rows: 1, label_columns: widths.len() }
}
