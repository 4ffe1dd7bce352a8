//! The paragraph styles: what each kind of paragraph looks like (GB/T 9704—2012, 7.3). Sizes in half points.

use docx_rs::{AlignmentType, Docx, LineSpacing, LineSpacingType, RunFonts, SpecialIndentType, Style, StyleType};

use crate::report::Fonts;

pub(super) const TITLE: &str = "Title";
pub(super) const HEADING1: &str = "Heading1";
pub(super) const HEADING2: &str = "Heading2";
pub(super) const HEADING3: &str = "Heading3";
pub(super) const HEADING4: &str = "Heading4";
pub(super) const BODY: &str = "BodyText";
pub(super) const NOTE: &str = "TableNote";
pub(super) const CELL: &str = "TableCell";
pub(super) const COMMENT: &str = "CommentText";
pub(super) const HEADER: &str = "Header";
pub(super) const SIGNATURE: &str = "Signature";
pub(super) const FOOTER_ODD: &str = "Footer";
pub(super) const FOOTER_EVEN: &str = "FooterEven";

/// 3号.
pub(super) const BODY_SIZE: usize = 32;
/// 2号.
const TITLE_SIZE: usize = 44;
/// 10 pt, as in the official form.
pub(super) const CELL_SIZE: usize = 20;
/// One character of the text.
pub(super) const CHARACTER: i32 = 320;
/// 22 lines on 225 mm (5.2.3), in twips.
pub(super) const LINE: u16 = 579;
/// 28 characters of 16 pt on 156 mm (5.2.3) are a little closer than their own width, in twips each. A grid of
/// characters would say the same, but programs disagree about what it is measured by.
pub(super) const CHARACTER_SPACING: i32 = -5;
/// A line of a table.
pub(super) const CELL_LINE: usize = 240;
/// The blank on either side of a cell's text, in twips.
pub(super) const CELL_MARGIN: usize = 30;
/// A line of a note under a table.
pub(super) const NOTE_LINE: usize = 300;
/// The blank above a note.
pub(super) const BEFORE_NOTE: usize = 60;
/// The blank between a table and the heading under it.
pub(super) const AFTER_TABLE: usize = 160;

/// The lines of a heading that stands right under a table.
pub(super) fn after_table() -> LineSpacing {
    exact(usize::from(LINE)).before(twips(AFTER_TABLE))
}

/// Lines of just this height, in twips, with nothing between paragraphs.
fn exact(height: usize) -> LineSpacing {
    let height = i32::try_from(height).unwrap_or(i32::MAX);
    LineSpacing::new().line_rule(LineSpacingType::Exact).line(height).before(0).after(0)
}

fn twips(length: usize) -> u32 {
    u32::try_from(length).unwrap_or(u32::MAX)
}

/// A font for every kind of letter: without the East Asian slot Word takes another, and “ ” — … go astray.
pub(super) fn fonts(name: &str) -> RunFonts {
    RunFonts::new().ascii(name).hi_ansi(name).east_asia(name).cs(name).hint("eastAsia")
}

/// The same for runs of Latin letters and figures.
pub(super) fn latin(name: &str) -> RunFonts {
    RunFonts::new().ascii(name).hi_ansi(name).east_asia(name).cs(name)
}

/// Adds every style.
pub(super) fn add(docx: Docx, names: &Fonts) -> Docx {
    let indent = |style: Style| style.indent(None, Some(SpecialIndentType::FirstLine(2 * CHARACTER)), None, None);
    let text = |id: &str, name: &str, font: &str| {
        let mut style = paragraph(id, name, font, BODY_SIZE).line_spacing(exact(usize::from(LINE)));
        style.run_property = style.run_property.character_spacing(CHARACTER_SPACING);
        style
    };
    let body = |id: &str, name: &str| text(id, name, &names.body);
    let heading =
        |id: &str, name: &str, font: &str, level: usize| indent(text(id, name, font)).next(BODY).outline_lvl(level);
    let title = paragraph(TITLE, "Title", &names.title, TITLE_SIZE).align(AlignmentType::Center).next(BODY);
    docx.default_size(BODY_SIZE)
        .default_fonts(fonts(&names.body))
        .add_style(title.line_spacing(exact(700)))
        .add_style(heading(HEADING1, "heading 1", &names.heading1, 0))
        .add_style(heading(HEADING2, "heading 2", &names.heading2, 1))
        .add_style(heading(HEADING3, "heading 3", &names.body, 2))
        .add_style(heading(HEADING4, "heading 4", &names.body, 3))
        .add_style(indent(body(BODY, "Body Text")).align(AlignmentType::Both))
        .add_style(
            paragraph(CELL, "Table Cell", &names.table, CELL_SIZE).line_spacing(exact(CELL_LINE)).snap_to_grid(false),
        )
        .add_style(
            paragraph(NOTE, "Table Note", &names.table, CELL_SIZE)
                .line_spacing(exact(NOTE_LINE).before(twips(BEFORE_NOTE)))
                .align(AlignmentType::Both)
                .snap_to_grid(false),
        )
        .add_style(body(SIGNATURE, "Signature"))
        .add_style(paragraph(COMMENT, "annotation text", &names.table, CELL_SIZE))
        .add_style(paragraph(HEADER, "header", &names.heading1, 28).align(AlignmentType::Center))
        .add_style(paragraph(FOOTER_ODD, "footer", "宋体", 28).indent(None, None, Some(CHARACTER), None))
        .add_style(paragraph(FOOTER_EVEN, "Footer Even", "宋体", 28).indent(Some(CHARACTER), None, None, None))
}

fn paragraph(id: &str, name: &str, font: &str, size: usize) -> Style {
    Style::new(id, StyleType::Paragraph).name(name).based_on("Normal").fonts(fonts(font)).size(size).q_format(true)
}
