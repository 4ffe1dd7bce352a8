//! 导入: what others wrote, read into a manuscript of the form; what is doubtful is said, nothing is guessed.

mod package;
mod questionnaire;

use std::{fmt, panic};

use crate::form::Manuscript;

/// What a file gave.
#[derive(Debug)]
pub struct Imported {
    /// The form it makes.
    pub manuscript: Manuscript,
    /// What could not be taken over, in sentences.
    pub doubts: Vec<String>,
}

/// Why a file gives no form.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Refusal {
    /// It is larger than any workbook that was filled in by hand.
    TooLarge,
    /// It is of the old format of spreadsheets, or locked with a password.
    OldFormat,
    /// It is no workbook, or a damaged one.
    NotAWorkbook,
    /// It is a workbook, but none of this program's to be filled in.
    NotOurs,
    /// Its year or format is not one there is.
    NoEdition,
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::TooLarge => "文件太大，不像是填报工作簿",
            Self::OldFormat => "是旧格式（xls、et）的表格，或加了密码；请在WPS里另存为不加密的xlsx，再读入",
            Self::NotAWorkbook => "不是xlsx工作簿，或文件已损坏；请在WPS里打开，另存为xlsx，再读入",
            Self::NotOurs => {
                "只能读入 nianbao new --format xlsx 写出的填报工作簿；这个工作簿里没有它的格子名称，请把数填进填报工作簿再读入"
            }
            Self::NoEdition => "封面上的报告年度或格式版本被改动，认不出是哪一年的表；请改回原来的年份",
        })
    }
}

/// Reads a workbook that this program wrote and somebody filled in. Cells are taken as they are: a blank one is not
/// filled in, a number has its shortest exact digits, anything else is text for the check to judge.
pub fn workbook(bytes: &[u8]) -> Result<Imported, Refusal> {
    package::accept(bytes)?;
    // The reader of workbooks trusts addresses; one that runs over is damage in the file, not a fault to die of.
    panic::catch_unwind(|| questionnaire::read(bytes)).unwrap_or(Err(Refusal::NotAWorkbook))
}
