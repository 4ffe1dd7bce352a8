//! What a form was filled in, and in what terms its parts are spoken of there.

use crate::fields::{self, Field};

/// What a form was filled in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Medium {
    /// A text, TOML.
    Text,
    /// The workbook.
    Workbook,
    /// The page, in a browser.
    Page,
    /// A report that was published, in whatever kind of file.
    Report,
}

impl Medium {
    /// Whether keys and brackets are what its reader sees.
    pub const fn is_text(self) -> bool {
        matches!(self, Self::Text)
    }

    /// Whether it holds a text, which is judged as it is read.
    pub const fn is_toml(self) -> bool {
        matches!(self, Self::Text | Self::Page)
    }

    /// A key of the fixed part, as it is found there: `previous`, “上一年的填报表”.
    pub fn field(self, field: &Field) -> String {
        match self {
            Self::Text => field.key.to_owned(),
            Self::Workbook | Self::Page | Self::Report => format!("“{}”", field.label),
        }
    }

    /// A part of the form: `[agency]`, 填报机关.
    pub fn part(self, table: &str) -> String {
        match self {
            Self::Text => format!("[{table}]"),
            Self::Workbook | Self::Page | Self::Report => fields::title_of(table).to_owned(),
        }
    }

    /// Where the office says why something is right.
    pub const fn explanations(self) -> &'static str {
        match self {
            Self::Text => "[[explained]]",
            Self::Workbook => "“说明”页",
            Self::Page => "这条问题旁边",
            Self::Report => "报送时书面",
        }
    }
}
