//! The statutory tables: a fixed grid, merges, rows that stay together.

use askama::Template;
use docx_rs::{
    AlignmentType, HeightRule, Paragraph, Shading, ShdType, TableCell, TableRow, VAlignType, VMergeType, WidthType,
};

use super::measures::{CELL_MARGIN, CELL_SIZE};
use super::order::ordered;
use super::package::rendered;
use super::runs::{remarked, run};
use crate::report::{Anchor, Cell, Document, Exhibit, Role};
use crate::write::colours::{self, NOTE_FONT};

/// The room a digit takes at the size of a table's text, in twips. In 宋体 it is 100, half of 10 pt; but where 宋体 is
/// not installed, the fonts that stand in for it are up to this wide.
const DIGIT: usize = 128;

/// A table with its caption for screen readers; `docx-rs` knows none, and breaks the grid.
#[derive(Template)]
#[template(path = "docx/table.xml")]
struct Table<'a> {
    exhibit: &'a Exhibit,
    width: u32,
    rows: Vec<String>,
}

/// A table whose rows are at least so high, in twips.
pub(super) fn table(document: &Document, exhibit: &Exhibit, height: usize) -> Result<String, String> {
    let rows = (0..exhibit.rows()).map(|row| table_row(document, exhibit, row, height)).collect::<Result<_, _>>()?;
    rendered(&Table { exhibit, width: exhibit.widths.iter().copied().map(u32::from).sum(), rows })
}

fn table_row(document: &Document, exhibit: &Exhibit, row: usize, height: usize) -> Result<String, String> {
    let size = figure_size(exhibit, row);
    let cells = exhibit.row(row).map(|found| cell(document, exhibit, found, row, size)).collect();
    #[allow(clippy::cast_precision_loss, reason = "a few hundred twips")]
    let height = height as f32;
    let set = ordered(&TableRow::new(cells).row_height(height).height_rule(HeightRule::AtLeast).cant_split())?;
    // Every table has a row that heads it, as those who hear it expect; table two, whose blocks have heads of their
    // own, never breaks over pages, so that its first one is not repeated where it is wrong.
    let heads = row < exhibit.header_rows.max(1);
    Ok(if heads { set.replacen("</w:trPr>", "<w:tblHeader/></w:trPr>", 1) } else { set })
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
    let is_band = cell.role == Role::Band;
    let fill = if document.is_flagged(cell) { Some(colours::WRONG) } else { is_band.then_some(colours::BAND) };
    if let Some(fill) = fill {
        set = set.shading(Shading::new().shd_type(ShdType::Clear).color("auto").fill(format!("{fill:06X}")));
    }
    let align = if exhibit.is_left(cell) { AlignmentType::Left } else { AlignmentType::Center };
    // A table stays on its page: every row but the last keeps with the next.
    let start = Paragraph::new().style("TableCell").align(align).keep_next(row + cell.height < exhibit.rows());
    if row > cell.row {
        return set.add_paragraph(start);
    }
    let font = if cell.role == Role::Note { NOTE_FONT } else { &document.fonts.table };
    let runs = (!cell.text.is_empty()).then(|| {
        let run = run(&cell.text, font);
        if cell.role.is_figure() && figures < CELL_SIZE { run.size(figures) } else { run }
    });
    set.add_paragraph(match &cell.entry {
        Some(entry) => remarked(document, start, Anchor::Figure(entry.place), runs.into_iter().collect()),
        None => runs.into_iter().fold(start, Paragraph::add_run),
    })
}

/// The size of the figures of a row, in half points: a figure is never broken over two lines, so where one does not
/// fit, all of them are set smaller.
fn figure_size(exhibit: &Exhibit, row: usize) -> usize {
    let sizes = exhibit.cells_from(row).filter(|cell| cell.role.is_figure()).map(|cell| {
        let (room, needed) = (exhibit.width_of(cell) - 2 * CELL_MARGIN, DIGIT * cell.text.len().max(1));
        CELL_SIZE * room / needed
    });
    sizes.min().map_or(CELL_SIZE, |size| size.clamp(2, CELL_SIZE))
}
