//! The statutory tables: a fixed grid, merges, rows that stay together.

use docx_rs::{
    AlignmentType, BorderType, HeightRule, Paragraph, Shading, ShdType, Table, TableAlignmentType, TableBorder,
    TableBorderPosition, TableBorders, TableCell, TableCellMargins, TableLayoutType, TableRow, VAlignType, VMergeType,
    WidthType,
};

use super::runs::{remarked, run};
use super::styles::{CELL, CELL_MARGIN, CELL_SIZE};
use crate::report::{Anchor, Cell, Document, Exhibit, Role};
use crate::write::colours::{self, NOTE_FONT};

/// The room a digit takes at the size of a table's text, in twips. In 宋体 it is 100, half of 10 pt; but where 宋体 is not
/// installed, the fonts that stand in for it are up to this wide.
const DIGIT: usize = 128;

/// A table whose rows are at least so high, in twips.
pub(super) fn table(document: &Document, exhibit: &Exhibit, row_height: usize) -> Table {
    let widths: Vec<usize> = exhibit.widths.iter().map(|width| usize::from(*width)).collect();
    let positions = [
        TableBorderPosition::Top,
        TableBorderPosition::Left,
        TableBorderPosition::Bottom,
        TableBorderPosition::Right,
        TableBorderPosition::InsideH,
        TableBorderPosition::InsideV,
    ];
    let borders = positions.into_iter().fold(TableBorders::with_empty(), |borders, position| {
        borders.set(TableBorder::new(position).border_type(BorderType::Single).size(8).color("000000"))
    });
    let sizes: Vec<usize> = (0..exhibit.rows()).map(|row| figure_size(exhibit, row)).collect();
    #[allow(clippy::cast_precision_loss, reason = "a few hundred twips")]
    let height = row_height as f32;
    let rows = (0..exhibit.rows()).map(|row| {
        let cells = exhibit.row(row).map(|found| cell(document, exhibit, found, row, sizes[row])).collect();
        TableRow::new(cells).row_height(height).height_rule(HeightRule::AtLeast).cant_split()
    });
    Table::without_borders(rows.collect())
        .set_grid(widths.clone())
        .width(widths.iter().sum(), WidthType::Dxa)
        .align(TableAlignmentType::Center)
        .layout(TableLayoutType::Fixed)
        .margins(TableCellMargins::new().margin(0, CELL_MARGIN, 0, CELL_MARGIN))
        .set_borders(borders)
}

/// A cell of a row, its figure in that size; below its first row a merged cell is empty and only continues.
fn cell(document: &Document, exhibit: &Exhibit, cell: &Cell, row: usize, figures: usize) -> TableCell {
    let mut set = TableCell::new().width(exhibit.width_of(cell), WidthType::Dxa).vertical_align(VAlignType::Center);
    if cell.width > 1 {
        set = set.grid_span(cell.width);
    }
    if cell.height > 1 {
        set = set.vertical_merge(if row == cell.row { VMergeType::Restart } else { VMergeType::Continue });
    }
    let anchor = cell.entry.as_ref().map(|entry| Anchor::Figure(entry.place));
    let fill = if document.is_flagged(cell) {
        Some(colours::WRONG)
    } else {
        (cell.role == Role::Band).then_some(colours::BAND)
    };
    if let Some(fill) = fill {
        set = set.shading(Shading::new().shd_type(ShdType::Clear).color("auto").fill(format!("{fill:06X}")));
    }
    let align = if exhibit.is_left(cell) { AlignmentType::Left } else { AlignmentType::Center };
    // A table stays on its page: every row but the last keeps with the next.
    let start = Paragraph::new().style(CELL).align(align).keep_next(row + cell.height < exhibit.rows());
    if row > cell.row {
        return set.add_paragraph(start);
    }
    let font = if cell.role == Role::Note { NOTE_FONT } else { &document.fonts.table };
    let runs = (!cell.text.is_empty()).then(|| {
        let run = run(&cell.text, font);
        if cell.role.is_figure() && figures < CELL_SIZE { run.size(figures) } else { run }
    });
    set.add_paragraph(match anchor {
        Some(anchor) => remarked(document, start, anchor, runs.into_iter().collect()),
        None => runs.into_iter().fold(start, Paragraph::add_run),
    })
}

/// The size of the figures of a row, in half points: a figure is never broken over two lines, so where one does not fit,
/// all of them are set smaller.
fn figure_size(exhibit: &Exhibit, row: usize) -> usize {
    let figures = exhibit.cells_from(row).filter(|cell| cell.role.is_figure());
    let sizes = figures.map(|cell| {
        let (room, needed) = (exhibit.width_of(cell) - 2 * CELL_MARGIN, DIGIT * cell.text.len().max(1));
        CELL_SIZE * room / needed
    });
    sizes.min().map_or(CELL_SIZE, |size| size.clamp(2, CELL_SIZE))
}
