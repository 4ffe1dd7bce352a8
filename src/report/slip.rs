//! 退回修改单: what a unit has to put right before its report can be added up, on a page.

use super::record::{heading_row, table};
use super::{Block, Document};
use crate::prose::Paragraph;
use crate::rollup::{Inclusion, Rollup};
use crate::rule::Severity;

/// Number, rule, line of the form, what is wrong and what to change; in twips.
const WIDTHS: &[u16] = &[640, 1120, 784, 6300];

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
    let mut rows = vec![heading_row(&["序号", "规则", "行号", "问题和怎么改"])];
    rows.extend(findings.iter().enumerate().map(|(at, finding)| {
        let rule = format!("{} {}", finding.severity.word(), finding.rule.code);
        let line = finding.position.map(|(line, _)| line.to_string()).unwrap_or_default();
        let explained = finding.explained.as_ref().map(|reason| format!("（已说明：{reason}）")).unwrap_or_default();
        vec![(at + 1).to_string(), rule, line, finding.message() + &explained]
    }));
    let paragraph = |text: String| Block::Paragraph(Paragraph::plain(text));
    let blocks = vec![
        Block::Title,
        paragraph(format!(
            "{}：你单位报送的{year}年度政府信息公开工作年度报告{file}，核对发现{counted}。{inclusion}。请照下表改正错误，核实警告和提示，重新报送。",
            unit.name
        )),
        Block::Exhibit(table("退回修改单", WIDTHS, &rows)),
        paragraph("表中的行号是填报表里的行。改完可先自己核对：nianbao check 填报表；每条规则的说明：nianbao explain 规则编号。".to_owned()),
        paragraph(format!("退回单位：{}　　经办人：　　　　　日期：", root.name)),
    ];
    Document::new(&unit.name, year, format!("{year}年度报告退回修改单"), blocks)
}
