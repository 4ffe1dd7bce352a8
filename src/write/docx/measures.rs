//! The sizes and lengths of the page (GB/T 9704—2012): sizes in half points, lengths in twips.

/// 3号.
pub(super) const BODY_SIZE: usize = 32;
/// 10 pt, as in the official form.
pub(super) const CELL_SIZE: usize = 20;
/// One character of the text.
pub(super) const CHARACTER: i32 = 320;
/// 28 characters of 16 pt on 156 mm (5.2.3) are a little closer than their own width. A grid of characters would say
/// the same, but programs disagree about what it is measured by.
pub(super) const CHARACTER_SPACING: i32 = -5;
/// The height of the type area: 225 mm (5.2.1).
pub(super) const TEXT_HEIGHT: usize = 16_838 - 2098 - 1984;
/// 22 lines on 225 mm (5.2.3).
pub(super) const LINE: u16 = 579;
/// A line of a table.
pub(super) const CELL_LINE: usize = 240;
/// The blank on either side of a cell's text.
pub(super) const CELL_MARGIN: usize = 30;
/// A line of a note under a table.
pub(super) const NOTE_LINE: usize = 300;
/// The blank above a note.
pub(super) const BEFORE_NOTE: usize = 60;
/// The blank between a table and the heading under it.
pub(super) const AFTER_TABLE: u16 = 160;
