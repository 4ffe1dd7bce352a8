//! 主要指标: the figures by which superiors compare units, about twenty of the tables.

use super::{Edition, Place};

/// A figure by which units are compared.
#[derive(Debug)]
pub struct Indicator {
    /// What its column is called.
    pub label: &'static str,
    /// The places that bear it, the first of which an edition has.
    names: &'static [&'static str],
}

/// Every one, in the order of the report.
#[rustfmt::skip]
static INDICATORS: &[Indicator] = &[
    indicator("新收",               &["applications.received.total"]),
    indicator("上年结转",           &["applications.carried_in.total"]),
    indicator("办结",               &["applications.handled.total"]),
    indicator("予以公开",           &["applications.disclosed.total"]),
    indicator("部分公开",           &["applications.partly_disclosed.total"]),
    indicator("不予公开",           &["applications.refused.total"]),
    indicator("无法提供",           &["applications.unavailable.total"]),
    indicator("不予处理",           &["applications.not_processed.total"]),
    indicator("其他处理",           &["applications.otherwise_handled.total", "applications.other_handling.total"]),
    indicator("结转",               &["applications.carried_out.total"]),
    indicator("复议总数",           &["reviews.reconsideration.total"]),
    indicator("复议纠正",           &["reviews.reconsideration.corrected"]),
    indicator("诉讼总数",           &["reviews.litigation.total"]),
    indicator("诉讼纠正",           &["reviews.litigation.corrected"]),
    indicator("规范性文件制发",     &["disclosure.normative_documents.issued"]),
    indicator("规范性文件废止",     &["disclosure.normative_documents.repealed"]),
    indicator("规范性文件现行有效", &["disclosure.normative_documents.in_force"]),
    indicator("规范性文件新制作",   &["disclosure.normative_documents.created"]),
    indicator("规范性文件新公开",   &["disclosure.normative_documents.newly_disclosed"]),
    indicator("规范性文件公开总数", &["disclosure.normative_documents.total_disclosed"]),
    indicator("许可",               &["disclosure.licensing.decisions"]),
    indicator("处罚",               &["disclosure.penalty.decisions"]),
    indicator("强制",               &["disclosure.compulsion.decisions"]),
    indicator("收费（万元）",       &["disclosure.fees.amount"]),
];

const fn indicator(label: &'static str, names: &'static [&'static str]) -> Indicator {
    Indicator { label, names }
}

impl Edition {
    /// The figures by which units are compared, as far as the edition has them.
    pub fn indicators(&self) -> impl Iterator<Item = (&'static Indicator, Place)> {
        INDICATORS
            .iter()
            .filter_map(|indicator| Some((indicator, indicator.names.iter().find_map(|name| self.place(name))?)))
    }
}
