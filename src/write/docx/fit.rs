//! How high the rows of the tables are: as high as lets tables three and four share a page. Lengths in twips.

use super::measures::{AFTER_TABLE, BEFORE_NOTE, CELL_LINE, CELL_MARGIN, CELL_SIZE, LINE, NOTE_LINE, TEXT_HEIGHT};
use crate::report::{Block, Document, Exhibit};
use crate::standard::TYPE_AREA;

/// Heights to choose from; the official form has 340. At the least a line of 10 pt still has air around it.
const HEIGHTS: [usize; 6] = [340, 320, 300, 285, 270, 260];

/// The height where nothing is won by another: close, so that a table finds room under the text before it.
pub(super) const USUAL: usize = 270;

/// The rule under a row.
const RULE: usize = 20;

/// The least height of a row in the tables of the section that opens a page, and of those that follow on it: the
/// greatest at which all of them fit, also where a program adds the rules to the rows; or the closest, where they fit
/// if it does not; or else what the first of them allows, with the rest on the next page.
pub(super) fn row_height(document: &Document) -> usize {
    let opens_page = |block: &Block| matches!(block, Block::Heading { new_page: true, .. });
    let on_page = |block: &&Block| matches!(block, Block::Heading { .. } | Block::Exhibit(_) | Block::Note(_));
    let blocks = document.blocks.iter().skip_while(|block| !opens_page(block));
    let page: Vec<&Block> = blocks.take_while(on_page).collect();
    // The heading of the section after the tables need not stand on their page.
    let is_heading = |block: &&Block| matches!(block, Block::Heading { .. });
    let all = page.iter().rposition(|block| !is_heading(block)).map_or(0, |last| last + 1);
    let first = page.iter().skip(1).position(is_heading).map_or(all, |next| next + 1);
    let fits = |blocks: &[&Block], least: usize, rule: usize| {
        blocks.iter().map(|block| height(block, least, rule)).sum::<usize>() <= TEXT_HEIGHT
    };
    let highest = |blocks: &[&Block]| HEIGHTS.into_iter().find(|least| fits(blocks, *least, RULE));
    let closest = || HEIGHTS.into_iter().next_back().filter(|least| fits(&page[..all], *least, 0));
    highest(&page[..all]).or_else(closest).or_else(|| highest(&page[..first])).unwrap_or(USUAL)
}

fn height(block: &Block, least: usize, rule: usize) -> usize {
    match block {
        Block::Heading { new_page: true, .. } => usize::from(LINE),
        Block::Heading { .. } => usize::from(AFTER_TABLE + LINE),
        Block::Exhibit(exhibit) => (0..exhibit.rows()).map(|row| height_of_row(exhibit, row, least) + rule).sum(),
        Block::Note(note) => lines(&note.text(), usize::from(TYPE_AREA)) * NOTE_LINE + BEFORE_NOTE,
        _ => 0,
    }
}

/// A row is as high as the label of most lines in it, with the rule under it.
fn height_of_row(exhibit: &Exhibit, row: usize, least: usize) -> usize {
    let needed =
        exhibit.labels_of(row).map(|cell| lines(&cell.text, exhibit.width_of(cell) - 2 * CELL_MARGIN) * CELL_LINE);
    (needed.max().unwrap_or(0) + RULE).max(least)
}

/// The lines a text of table size needs in a width. Half a point is ten twips; a Latin letter counts as half a
/// character, as it is in the fonts of tables.
fn lines(text: &str, width: usize) -> usize {
    let characters = width / (10 * CELL_SIZE);
    unicode_width::UnicodeWidthStr::width(text).div_ceil(2).div_ceil(characters.max(1))
}
