//! Why a file that may well be the right one gives no table: what stands in place of the tables.

use super::Refusal;
use super::content::{Content, StripContent};
use super::labels;
use super::sections::Heading;
use crate::standard::EDITIONS;

/// Labels that stand in a text whose cells run together.
const FEWEST_LABELS: usize = 6;
/// The first year with uniform tables.
const FIRST_YEAR: u16 = 2019;

/// The reason.
pub(super) fn reason(original: &Content, headings: &[Heading]) -> Refusal {
    let texts = || {
        original.strips.iter().flat_map(|strip| match &strip.content {
            StripContent::Text(text) => vec![text.as_str()],
            StripContent::Row(cells) => cells.iter().map(|cell| &**cell).collect(),
            StripContent::Picture => Vec::new(),
        })
    };
    let has_pictures = original.strips.iter().any(|strip| strip.content == StripContent::Picture);
    let all: String = texts().collect::<Vec<_>>().concat();
    match () {
        () if has_pictures && !headings.is_empty() => Refusal::PicturedTables,
        () if labels::named_in(&all) >= FEWEST_LABELS => Refusal::RunTogether,
        () if texts().chain(original.title.as_deref()).any(is_title_of_before) => Refusal::BeforeTables,
        () if original.has_attachments => Refusal::Attached,
        () => Refusal::NoTables,
    }
}

/// Whether a line is the title of a report of a year before there were uniform tables.
fn is_title_of_before(line: &str) -> bool {
    let is_title = line.contains("政府信息公开") && line.contains("报告") && line.chars().count() <= 60;
    let first = EDITIONS.iter().map(|edition| edition.version).min().unwrap_or(FIRST_YEAR);
    let year = line.find('年').and_then(|at| line.get(at.checked_sub(4)?..at)?.parse::<u16>().ok());
    is_title && year.is_some_and(|year| (2008..first).contains(&year))
}
