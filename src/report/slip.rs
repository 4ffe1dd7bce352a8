//! 退回修改单: what a unit has to put right before its report can be added up, on a page.

use super::record::{heading_row, table};
use super::{Block, Document};
use crate::finding::Finding;
use crate::form::Medium;
use crate::prose::Paragraph;
use crate::rollup::{Inclusion, Rollup};
use crate::rule::Severity;

/// Number, rule, where it stands, what is wrong and what to change; in twips. The place in a report needs more room than
/// the line of a text.
const WIDTHS: &[u16] = &[640, 1120, 784, 6300];
const WIDTHS_WITH_PLACES: &[u16] = &[640, 1120, 1784, 5300];

/// The slip of a unit of a roll-up: only its own findings, errors first.
pub fn slip(rollup: &Rollup, at: usize) -> Document {
    let (unit, year) = (&rollup.roster.units[at], rollup.year);
    let root = &rollup.roster.units[rollup.roster.root];
    let findings = rollup.findings_of(at);
    let count = |severity| findings.iter().filter(|finding| finding.severity == severity).count();
    let counted = [Severity::Error, Severity::Warning, Severity::Note]
        .map(|severity| (severity.word(), count(severity)))
        .into_iter()
        .filter(|(_, count)| *count > 0)
        .map(|(word, count)| format!("{word}{count}处"))
        .collect::<Vec<_>>()
        .join("、");
    let outcome = &rollup.units[at];
    let file = outcome.submission.as_ref().map(|form| form.file.rsplit(['/', '\\']).next().unwrap_or_default());
    let file = file.map(|name| format!("（{name}）")).unwrap_or_default();
    let inclusion = match outcome.inclusion {
        Inclusion::Counted => "现报的数已先计入汇总，改正后以重报的为准",
        Inclusion::Node => "汇总用下级单位的合计，不用自报的数",
        Inclusion::Refused | Inclusion::Missing => "现在没有计入汇总",
    };
    // What cannot be read was sent in whatever kind of file: nothing of a form's text is said to who sent it.
    let medium = outcome.submission.as_ref().map_or(Medium::Report, |form| form.medium);
    let terms = Terms::of(medium);
    let mut rows = vec![heading_row(&["序号", "规则", terms.place, "问题和怎么改"])];
    rows.extend(findings.iter().enumerate().map(|(at, finding)| {
        let rule = format!("{} {}", finding.severity.word(), finding.rule.code);
        let explained = finding.explained.as_ref().map(|reason| format!("（已说明：{reason}）")).unwrap_or_default();
        let message = if medium == Medium::Report { finding.message_to_author() } else { finding.message() };
        vec![(at + 1).to_string(), rule, place(finding), message + &explained]
    }));
    let paragraph = |text: String| Block::Paragraph(Paragraph::plain(text));
    let blocks = vec![
        Block::Title,
        paragraph(format!(
            "{}：你单位报送的{year}年度政府信息公开工作年度报告{file}，核对发现{counted}。{inclusion}。请照下表改正错误，核实警告和提示，重新报送。",
            unit.name
        )),
        Block::Exhibit(table("退回修改单", terms.widths, &rows)),
        paragraph(terms.closing.to_owned()),
        paragraph(format!("退回单位：{}　　经办人：　　　　　日期：", root.name)),
    ];
    Document::new(&unit.name, year, format!("{year}年度报告退回修改单"), blocks)
}

/// In what terms a slip speaks of where things stand, by what the unit filled in.
struct Terms {
    /// What heads the column.
    place: &'static str,
    widths: &'static [u16],
    /// How to read it, and what to do when all is put right.
    closing: &'static str,
}

impl Terms {
    const fn of(medium: Medium) -> Self {
        match medium {
            Medium::Text => Self {
                place: "行号",
                widths: WIDTHS,
                closing: "表中的行号是填报表里的行。改完可先自己核对：nianbao check 填报表；每条规则的说明：nianbao explain 规则编号。",
            },
            Medium::Workbook => Self {
                place: "位置",
                widths: WIDTHS_WITH_PLACES,
                closing: "表中的位置是工作簿里的工作表和格子。改完保存，可先自己核对：把工作簿拖到程序 nianbao 上。",
            },
            Medium::Page => Self {
                place: "位置",
                widths: WIDTHS_WITH_PLACES,
                closing: "请在填报网页里照栏目的名称找到各处，改正后按“另存为网页”存下，重新报送。",
            },
            Medium::Report => Self {
                place: "位置",
                widths: WIDTHS_WITH_PLACES,
                closing: "表中的位置是报来的文件里的页、表、行；没有写位置的，照栏目的名称找。请在原件里改正，重新报送。",
            },
        }
    }
}

/// Where a finding stands in what the unit sent: a line, a cell, a page.
fn place(finding: &Finding) -> String {
    match finding.position {
        Some((line, _)) => line.to_string(),
        None => finding.origin.as_ref().map(ToString::to_string).unwrap_or_default(),
    }
}
