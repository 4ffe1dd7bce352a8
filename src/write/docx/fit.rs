//! How high the rows of the tables are: as high as lets tables three and four share a page. Lengths in twips.

use super::page::TEXT_HEIGHT;
use super::styles::{AFTER_TABLE, BEFORE_NOTE, CELL_LINE, CELL_MARGIN, CELL_SIZE, LINE, NOTE_LINE};
use crate::report::{Block, Exhibit, Report};
use crate::standard::TYPE_AREA;

/// Heights to choose from; the official form has 340. At the least a line of 10 pt still has air around it.
const HEIGHTS: [usize; 6] = [340, 320, 300, 285, 270, 260];

/// The height where nothing is won by another: close, so that a table finds room under the text before it.
pub(super) const USUAL: usize = 270;

/// The rule under a row.
const RULE: usize = 20;

/// The least height of a row in the tables of the section that opens a page, and of those that follow on it.
pub(super) fn row_height(report: &Report) -> usize {
    let opens_page = |block: &Block| matches!(block, Block::Heading { new_page: true, .. });
    let page: Vec<&Block> = report
        .blocks
        .iter()
        .skip_while(|block| !opens_page(block))
        .take_while(|block| matches!(block, Block::Heading { .. } | Block::Exhibit(_) | Block::Note(_)))
        .collect();
    // The heading of the section after the tables need not stand on their page.
    let tables = page.iter().rposition(|block| !matches!(block, Block::Heading { .. })).map_or(0, |last| last + 1);
    let fits =
        |height: &usize| page[..tables].iter().map(|block| self::height(block, *height)).sum::<usize>() <= TEXT_HEIGHT;
    HEIGHTS.into_iter().find(fits).unwrap_or(USUAL)
}

fn height(block: &Block, row_height: usize) -> usize {
    match block {
        Block::Heading { new_page: true, .. } => usize::from(LINE),
        Block::Heading { .. } => AFTER_TABLE + usize::from(LINE),
        Block::Exhibit(exhibit) => (0..exhibit.rows).map(|row| height_of_row(exhibit, row, row_height)).sum(),
        Block::Note(note) => lines(&note.text(), usize::from(TYPE_AREA)) * NOTE_LINE + BEFORE_NOTE,
        _ => 0,
    }
}

/// A row is as high as the label of most lines in it, with the rule under it.
fn height_of_row(exhibit: &Exhibit, row: usize, least: usize) -> usize {
    let labels = exhibit.cells.iter().filter(|cell| cell.row == row && cell.height == 1 && !cell.role.is_figure());
    let needed = labels.map(|cell| lines(&cell.text, exhibit.width_of(cell) - 2 * CELL_MARGIN) * CELL_LINE);
    (needed.max().unwrap_or(0) + RULE).max(least)
}

/// The lines a text of table size needs in a width. Half a point is ten twips; a Latin letter counts as half a
/// character, as it is in the fonts of tables.
fn lines(text: &str, width: usize) -> usize {
    let characters = width / (10 * CELL_SIZE);
    unicode_width::UnicodeWidthStr::width(text).div_ceil(2).div_ceil(characters.max(1))
}
