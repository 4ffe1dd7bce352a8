//! Paragraphs and nested tables, as documents and pages hold them, brought into one order of strips.

use super::cell::{Cell, LeftOut, Sight};
use super::content::Content;
use crate::origin::Origin;
use crate::prose::is_blank;

/// A cell with paragraphs longer than this, alone in its row, frames text.
const LONGEST_LABEL: usize = 60;

/// Takes paragraphs and the beginnings and ends of tables, rows and cells.
#[derive(Debug, Default)]
pub(super) struct ReadingOrder {
    /// The strips so far.
    pub(super) original: Content,
    /// The tables it stands in, outermost first.
    open: Vec<Table>,
    tables: usize,
    paragraphs: usize,
}

#[derive(Debug, Default)]
struct Table {
    number: usize,
    row: usize,
    cells: Vec<Held>,
    is_in_cell: bool,
    /// How the row is seen, if it is left out.
    left_out: Option<Sight>,
}

#[derive(Debug, Default)]
struct Held {
    cell: Cell,
    /// Whether the cell goes on with one above.
    is_covered: bool,
    /// Whether it holds a table of its own, and so frames what it holds.
    is_frame: bool,
}

impl ReadingOrder {
    /// A table begins. The cell it stands in only frames it: what came before in the cell is text.
    pub(super) fn open_table(&mut self) {
        let framed = self.open.last_mut().filter(|table| table.is_in_cell).and_then(|table| table.cells.last_mut());
        if let Some(cell) = framed {
            cell.is_frame = true;
            let text = std::mem::take(&mut cell.cell);
            self.lines(&text);
        }
        self.tables += 1;
        self.open.push(Table { number: self.tables, ..Table::default() });
    }

    /// A table ends.
    pub(super) fn close_table(&mut self) {
        self.close_row();
        self.open.pop();
    }

    /// A row begins.
    pub(super) fn open_row(&mut self) {
        self.close_row();
        if let Some(table) = self.open.last_mut() {
            table.row += 1;
        }
    }

    /// A row ends.
    pub(super) fn close_row(&mut self) {
        let Some(table) = self.open.last_mut() else { return };
        table.is_in_cell = false;
        let cells = std::mem::take(&mut table.cells);
        let at = Origin::TableRow { table: table.number, row: table.row.max(1) };
        if let Some(sight) = table.left_out.take() {
            let texts: Vec<&str> = cells.iter().map(|held| held.cell.trim()).filter(|text| !text.is_empty()).collect();
            self.original.left_out.push((at, LeftOut { sight, text: texts.join(" ") }));
            return;
        }
        // A row whose cells hold only what is hidden is not seen either.
        if cells.iter().all(|held| held.cell.trim().is_empty()) && cells.iter().any(|held| is_hidden(&held.cell)) {
            return;
        }
        if cells.iter().any(|cell| cell.is_frame) || is_frame(&cells) {
            for held in cells {
                self.lines(&held.cell);
            }
            return;
        }
        let seen = cells.into_iter().filter(|held| !held.is_covered).map(|held| held.cell).collect();
        self.original.row(at, seen);
    }

    /// The row does not count: it was deleted, with changes tracked, or is hidden.
    pub(super) fn leave_out_row(&mut self, sight: Sight) {
        if let Some(table) = self.open.last_mut() {
            table.left_out = Some(sight);
        }
    }

    /// A cell begins; one that goes on with the cell above holds nothing of its own.
    pub(super) fn open_cell(&mut self, is_covered: bool) {
        if let Some(table) = self.open.last_mut() {
            table.cells.push(Held { is_covered, ..Held::default() });
            table.is_in_cell = true;
        }
    }

    /// The cell goes on with the one above, as is learnt after it began.
    pub(super) fn cover_cell(&mut self) {
        if let Some(cell) = self.open.last_mut().and_then(|table| table.cells.last_mut()) {
            cell.is_covered = true;
        }
    }

    /// A cell ends.
    pub(super) fn close_cell(&mut self) {
        if let Some(table) = self.open.last_mut() {
            table.is_in_cell = false;
        }
    }

    /// Whether what comes now stands in a cell.
    pub(super) fn is_in_cell(&self) -> bool {
        self.open.last().is_some_and(|table| table.is_in_cell)
    }

    /// A paragraph; its lines are paragraphs of their own.
    pub(super) fn paragraph(&mut self, paragraph: Cell) {
        let paragraph = paragraph.trimmed();
        match self.open.last_mut().filter(|table| table.is_in_cell).and_then(|table| table.cells.last_mut()) {
            Some(held) if !held.is_frame => held.cell.add_lines(paragraph),
            _ => self.lines(&paragraph),
        }
    }

    /// The lines of a text. What is struck out in it does not count; what is hidden in a text nobody misses.
    fn lines(&mut self, text: &Cell) {
        let struck = text.left_out().iter().filter(|left_out| left_out.sight == Sight::Struck).cloned();
        let at = Origin::Paragraph(self.paragraphs + 1);
        self.original.left_out.extend(struck.map(|left_out| (at.clone(), left_out)));
        for line in text.lines().filter(|line| line.chars().any(|c| !is_blank(c))) {
            self.paragraphs += 1;
            self.original.text(Origin::Paragraph(self.paragraphs), line);
        }
    }

    /// A picture outside of cells.
    pub(super) fn picture(&mut self) {
        if !self.is_in_cell() {
            self.paragraphs += 1;
            self.original.picture(Origin::Paragraph(self.paragraphs));
        }
    }

    /// Ends what is still open.
    pub(super) fn finish(mut self) -> Content {
        while !self.open.is_empty() {
            self.close_table();
        }
        self.original
    }
}

fn is_hidden(cell: &Cell) -> bool {
    cell.left_out().iter().any(|left_out| left_out.sight == Sight::Hidden)
}

/// Whether a row is one cell around paragraphs of text.
fn is_frame(cells: &[Held]) -> bool {
    let mut filled = cells.iter().filter(|held| !held.cell.trim().is_empty());
    let (Some(only), None) = (filled.next(), filled.next()) else { return false };
    only.cell.chars().count() > LONGEST_LABEL && only.cell.contains('。') || only.cell.lines().count() > 4
}
