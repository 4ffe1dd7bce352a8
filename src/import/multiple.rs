//! Files that hold several reports, one after the other: the first is read, the others get a finding.

use super::content::{Content, Strip, StripContent};
use super::diagnostics::Diagnostics;
use super::metadata::Title;
use super::{sections, tables};
use crate::rule;
use crate::subject::Subject;

/// Titles compared; a file with more is a list of links.
const MOST_TITLES: usize = 40;
/// Rows of tables that make a report of what stands behind a title.
const FEWEST_ROWS: usize = 8;

/// The file up to the title of a second report: another agency's, or of another year, with tables of its own.
pub(super) fn first_report(original: Content, diagnostics: &mut Diagnostics) -> Content {
    let titles: Vec<(usize, Title)> =
        original.strips.iter().enumerate().filter_map(|(at, strip)| Some((at, title(strip)?))).collect();
    let is_other =
        |(_, one): &(usize, Title), (_, other): &(usize, Title)| one.agency != other.agency || one.year != other.year;
    let Some(second) = titles.windows(2).take(MOST_TITLES).find_map(|pair| {
        let (before, behind) = original.strips.split_at(pair[1].0);
        let is_second = is_other(&pair[0], &pair[1]) && has_tables(before) && has_tables(behind);
        is_second.then_some(pair[1].0)
    }) else {
        return original;
    };
    let mut strips = original.strips;
    let behind = strips.split_off(second);
    if let Some(Strip { at, content: StripContent::Text(text) }) = behind.first() {
        let what = format!("原件里不止一份报告：从“{}”起是另一份", text.trim());
        diagnostics.report(
            &rule::I12,
            Subject::File,
            Some(at),
            &what,
            "只读入了前一份；另一份请单独存成文件，再读入。",
        );
    }
    Content { strips, ..original }
}

/// The title that a strip is, with an agency and a year.
fn title(strip: &Strip) -> Option<Title> {
    let StripContent::Text(text) = &strip.content else { return None };
    let text: String = text.chars().filter(|c| !c.is_whitespace()).collect();
    let is_short = text.chars().count() <= LONGEST && !text.contains(['，', '。', '《', '：', '（']);
    Title::read(&text).filter(|title| is_short && !title.agency.is_empty() && title.year.is_some())
}

/// Characters of the longest title on one line.
const LONGEST: usize = 60;

fn has_tables(strips: &[Strip]) -> bool {
    let original = Content { strips: strips.to_vec(), ..Content::default() };
    tables::find(&original, &sections::headings(strips)).rows.len() >= FEWEST_ROWS
}
