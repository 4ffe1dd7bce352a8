//! The words by which reports call themselves in their titles.

/// The official words.
pub(crate) const OFFICIAL: &str = "政府信息公开工作年度报告";

/// The official words, and those that stand for them in published reports.
pub(crate) const TITLE_WORDS: &[&str] = &[
    OFFICIAL,
    "政府信息公开年度报告",
    "政府信息公开工作报告",
    "政府信息公开工作年报",
    "政府信息公开年报",
    "信息公开工作年度报告",
    "政务公开工作年度报告",
];
