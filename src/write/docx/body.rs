//! The body: each block of the report as paragraphs and tables.

use docx_rs::{
    AlignmentType, BorderType, Docx, HeightRule, Paragraph, Run, Shading, ShdType, Table, TableAlignmentType,
    TableBorder, TableBorderPosition, TableBorders, TableCell, TableCellMargins, TableLayoutType, TableRow, VAlignType,
    VMergeType, WidthType, XMLDocx,
};

use super::page;
use super::styles::{self, BODY, CELL, CELL_SIZE, CHARACTER, HEADING1, HEADING2, NOTE, SIGNATURE, TITLE, fonts};
use crate::date::Date;
use crate::prose;
use crate::report::{BAND_FILL, Block, Cell, Exhibit, Fonts, NOTE_FONT, Report, Role};
use crate::standard::TYPE_AREA;

/// The least height of a table row, in twips; the official form has 340.
const ROW_HEIGHT: f32 = 340.0;

/// The blank on either side of a cell's text, in twips.
const CELL_MARGIN: usize = 30;
/// The width of a digit at the size of a table's text, in twips: half of 10 pt.
const DIGIT: usize = 100;

/// Builds the parts of the document.
pub(super) fn build(report: &Report) -> XMLDocx {
    let fonts = &report.fonts;
    let mut docx = styles::add(page::set_up(Docx::new()), fonts);
    let mut is_after_table = false;
    for (at, block) in report.blocks.iter().enumerate() {
        let is_last = matches!(report.blocks.get(at + 1), Some(Block::Signature { .. }));
        docx = match block {
            Block::Title(lines) => title(docx, lines, &fonts.title),
            Block::Heading { text, new_page } => {
                let heading = styled(HEADING1, text, &fonts.heading1).keep_next(true).page_break_before(*new_page);
                docx.add_paragraph(if is_after_table { heading.line_spacing(styles::after_table()) } else { heading })
            }
            // The signature never stands on a page alone.
            Block::Paragraph(paragraph) if is_last => docx.add_paragraph(text(paragraph, fonts).keep_next(true)),
            Block::Paragraph(paragraph) => docx.add_paragraph(text(paragraph, fonts)),
            Block::Exhibit(exhibit) => docx.add_table(table(exhibit, fonts)),
            Block::Note(note) => docx.add_paragraph(runs(Paragraph::new().style(NOTE), note, &fonts.table)),
            Block::Signature { issuer, date } => signature(docx, issuer, *date, fonts),
        };
        is_after_table = matches!(block, Block::Exhibit(_) | Block::Note(_));
    }
    docx.build()
}

/// The title, and a blank line under it (GB/T 9704—2012, 7.3.1).
fn title(docx: Docx, lines: &[String], font: &str) -> Docx {
    let docx = lines.iter().fold(docx, |docx, line| docx.add_paragraph(styled(TITLE, line, font)));
    docx.add_paragraph(Paragraph::new().style(BODY))
}

fn styled(style: &str, text: &str, font: &str) -> Paragraph {
    Paragraph::new().style(style).add_run(run(text, font))
}

fn run(text: &str, font: &str) -> Run {
    Run::new().fonts(fonts(font)).add_text(text)
}

/// A paragraph of the text; a short numbered line alone is a heading.
fn text(paragraph: &prose::Paragraph, fonts: &Fonts) -> Paragraph {
    if paragraph.is_heading() {
        return runs(Paragraph::new().style(HEADING2).keep_next(true), paragraph, &fonts.heading2);
    }
    runs(Paragraph::new().style(BODY), paragraph, &fonts.body)
}

fn runs(start: Paragraph, paragraph: &prose::Paragraph, font: &str) -> Paragraph {
    paragraph.runs.iter().fold(start, |paragraph, part| {
        let run = run(&part.text, font);
        paragraph.add_run(if part.bold { run.bold() } else { run })
    })
}

/// 落款 without a seal (GB/T 9704—2012, 7.3.5.2): a blank line, the issuer two characters from the right, the date
/// beginning two characters after the issuer; where the date is the longer one, it is two characters from the right.
fn signature(docx: Docx, issuer: &str, date: Option<Date>, fonts: &Fonts) -> Docx {
    let date = date.map(|date| date.to_string());
    let half_widths = |text: &str| i32::try_from(unicode_width::UnicodeWidthStr::width(text)).unwrap_or(0);
    let issuer_width = half_widths(issuer);
    let date_width = date.as_deref().map_or(issuer_width - 4, half_widths);
    // An issuer of more than a line has no beginning to measure from; the date then stands under its end.
    let is_long = issuer_width + 4 > i32::from(TYPE_AREA) * 2 / CHARACTER;
    let date_right = if is_long { 4 } else { (issuer_width - date_width).max(4) };
    let issuer_right = (date_right + date_width - issuer_width + 4).clamp(4, 16);
    let line = |text: &str, right: i32| {
        styled(SIGNATURE, text, &fonts.body).indent(None, None, Some(right * CHARACTER / 2), None)
    };
    let docx = docx.add_paragraph(Paragraph::new().style(SIGNATURE).keep_next(true));
    match date {
        Some(date) => {
            docx.add_paragraph(line(issuer, issuer_right).keep_next(true)).add_paragraph(line(&date, date_right))
        }
        None => docx.add_paragraph(line(issuer, issuer_right)),
    }
}

fn table(exhibit: &Exhibit, fonts: &Fonts) -> Table {
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
    let rows = (0..exhibit.rows).map(|row| {
        let mut cells = Vec::new();
        let mut column = 0;
        while let Some(found) = exhibit.cell_at(row, column) {
            cells.push(cell(exhibit, found, row, &widths, fonts));
            column = found.column + found.width;
        }
        TableRow::new(cells).row_height(ROW_HEIGHT).height_rule(HeightRule::AtLeast).cant_split()
    });
    Table::without_borders(rows.collect())
        .set_grid(widths.clone())
        .width(widths.iter().sum(), WidthType::Dxa)
        .align(TableAlignmentType::Center)
        .layout(TableLayoutType::Fixed)
        .margins(TableCellMargins::new().margin(0, CELL_MARGIN, 0, CELL_MARGIN))
        .set_borders(borders)
}

/// A cell of a row; below its first row a merged cell is empty and only continues.
fn cell(exhibit: &Exhibit, cell: &Cell, row: usize, widths: &[usize], fonts: &Fonts) -> TableCell {
    let width: usize = widths[cell.column..cell.column + cell.width].iter().sum();
    let mut set = TableCell::new().width(width, WidthType::Dxa).vertical_align(VAlignType::Center);
    if cell.width > 1 {
        set = set.grid_span(cell.width);
    }
    if cell.height > 1 {
        set = set.vertical_merge(if row == cell.row { VMergeType::Restart } else { VMergeType::Continue });
    }
    if cell.role == Role::Band {
        set = set.shading(Shading::new().shd_type(ShdType::Clear).color("auto").fill(format!("{BAND_FILL:06X}")));
    }
    let align = if exhibit.is_left(cell) { AlignmentType::Left } else { AlignmentType::Center };
    let font = if cell.role == Role::Note { NOTE_FONT } else { &fonts.table };
    // A table stays on its page: every row but the last keeps with the next.
    let paragraph = Paragraph::new().style(CELL).align(align).keep_next(row + cell.height < exhibit.rows);
    let text = if row == cell.row { cell.text.as_str() } else { "" };
    if text.is_empty() {
        return set.add_paragraph(paragraph);
    }
    // A figure is never broken over two lines: one that does not fit is set smaller.
    let (room, needed) = (width - 2 * CELL_MARGIN, DIGIT * text.len());
    let run = run(text, font);
    let fits = !cell.role.is_figure() || needed <= room;
    set.add_paragraph(paragraph.add_run(if fits { run } else { run.size((CELL_SIZE * room / needed).max(2)) }))
}
