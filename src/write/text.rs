//! Plain text: UTF-8, one paragraph a line, tables ruled or tab separated.

mod ruled;
mod tabbed;

use askama::Template;

use super::{WriteError, Writer};
use crate::report::{Block, Exhibit, Report};

/// The `txt` writer.
pub(super) struct Text {
    /// How tables are set.
    pub(super) tables: Tables,
}

/// How tables are set in a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Tables {
    /// Drawn with rules.
    Ruled,
    /// A row a line, tab separated.
    Tabbed,
}

impl Writer for Text {
    fn extension(&self) -> &'static str {
        "txt"
    }

    fn write(&self, report: &Report) -> Result<Vec<u8>, WriteError> {
        let page = Page { report, tables: self.tables };
        // Without a title, the first heading has no line above it.
        page.render()
            .map(|text| text.trim_start_matches('\n').as_bytes().to_vec())
            .map_err(|error| WriteError::new(self.extension(), &error))
    }
}

#[derive(Template)]
#[template(path = "report.txt")]
struct Page<'a> {
    report: &'a Report,
    tables: Tables,
}

impl Page<'_> {
    fn table(&self, exhibit: &Exhibit) -> String {
        match self.tables {
            Tables::Ruled => ruled::ruled(exhibit),
            Tables::Tabbed => tabbed::tabbed(exhibit),
        }
    }
}
