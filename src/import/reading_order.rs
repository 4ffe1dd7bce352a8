//! Paragraphs and nested tables, as documents and pages hold them, brought into one order of strips.

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
    cells: Vec<Cell>,
    is_in_cell: bool,
    /// Whether the row was deleted, with changes tracked.
    is_deleted: bool,
}

#[derive(Debug, Default)]
struct Cell {
    text: String,
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
            let text = std::mem::take(&mut cell.text);
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
        if std::mem::take(&mut table.is_deleted) {
            return;
        }
        let at = Origin::TableRow { table: table.number, row: table.row.max(1) };
        if cells.iter().any(|cell| cell.is_frame) || is_frame(&cells) {
            for cell in &cells {
                self.lines(&cell.text);
            }
            return;
        }
        let texts: Vec<String> = cells.into_iter().filter(|cell| !cell.is_covered).map(|cell| cell.text).collect();
        self.original.row(at, texts);
    }

    /// The row was deleted, with changes tracked.
    pub(super) fn delete_row(&mut self) {
        if let Some(table) = self.open.last_mut() {
            table.is_deleted = true;
        }
    }

    /// A cell begins; one that goes on with the cell above holds nothing of its own.
    pub(super) fn open_cell(&mut self, is_covered: bool) {
        if let Some(table) = self.open.last_mut() {
            table.cells.push(Cell { is_covered, ..Cell::default() });
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
    pub(super) fn paragraph(&mut self, text: &str) {
        let text = text.trim_matches(is_blank);
        match self.open.last_mut().filter(|table| table.is_in_cell).and_then(|table| table.cells.last_mut()) {
            Some(cell) if cell.is_frame => self.lines(text),
            Some(cell) => {
                if !cell.text.is_empty() && !text.is_empty() {
                    cell.text.push('\n');
                }
                cell.text.push_str(text);
            }
            None => self.lines(text),
        }
    }

    fn lines(&mut self, text: &str) {
        for line in text.lines().filter(|line| line.chars().any(|c| !is_blank(c))) {
            self.paragraphs += 1;
            self.original.text(Origin::Paragraph(self.paragraphs), line);
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

/// Whether a row is one cell around paragraphs of text.
fn is_frame(cells: &[Cell]) -> bool {
    let mut filled = cells.iter().filter(|cell| !cell.text.trim().is_empty());
    let (Some(only), None) = (filled.next(), filled.next()) else { return false };
    only.text.chars().count() > LONGEST_LABEL && only.text.contains('。') || only.text.lines().count() > 4
}
