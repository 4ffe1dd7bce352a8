//! The page of GB/T 9704—2012《党政机关公文格式》: paper, margins, lines, page numbers. Lengths in twips.

use docx_rs::{
    AlignmentType, DocGrid, DocGridType, Docx, FieldCharType, Footer, Header, InstrPAGE, InstrText, PageMargin,
    Paragraph, Run,
};

use super::styles::{FOOTER_EVEN, FOOTER_ODD, HEADER, LINE, fonts, latin};
use crate::report::Document;

/// A4 (5.1).
const PAPER: (u32, u32) = (11_906, 16_838);

/// 天头 37 mm, 订口 28 mm, 版心 156 × 225 mm (5.2.1); the page number 7 mm under the type area (7.5).
const MARGINS: PageMargin =
    PageMargin { top: 2098, bottom: 1984, left: 1587, right: 1474, header: 851, footer: 1247, gutter: 0 };

/// The height of the type area: 225 mm.
pub(super) const TEXT_HEIGHT: usize = 16_838 - 2098 - 1984;

/// Sets paper, margins, grid and page numbers.
pub(super) fn set_up(docx: Docx, document: &Document) -> Docx {
    let mut docx = docx
        .page_size(PAPER.0, PAPER.1)
        .page_margin(MARGINS)
        .footer(Footer::new().add_paragraph(page_number(FOOTER_ODD, AlignmentType::Right)))
        .even_footer(Footer::new().add_paragraph(page_number(FOOTER_EVEN, AlignmentType::Left)));
    let grid = DocGrid::new().grid_type(DocGridType::Lines).line_pitch(usize::from(LINE));
    docx.document.section_property = docx.document.section_property.doc_grid(grid);
    match &document.draft {
        Some(draft) => {
            let header = || Header::new().add_paragraph(notice(&draft.notice, &document.fonts.heading1));
            docx.header(header()).even_header(header())
        }
        None => docx,
    }
}

/// 草稿, in red on every page.
fn notice(text: &str, font: &str) -> Paragraph {
    Paragraph::new().style(HEADER).add_run(Run::new().fonts(fonts(font)).size(28).color("FF0000").add_text(text))
}

/// `— 1 —` (7.5): on odd pages right, on even pages left, one character in.
fn page_number(style: &str, align: AlignmentType) -> Paragraph {
    let run = |fonts| Run::new().fonts(fonts).size(28);
    Paragraph::new()
        .style(style)
        .align(align)
        .add_run(run(fonts("宋体")).add_text("— "))
        .add_run(
            run(latin("宋体"))
                .add_field_char(FieldCharType::Begin, false)
                .add_instr_text(InstrText::PAGE(InstrPAGE {}))
                .add_field_char(FieldCharType::Separate, false)
                .add_text("1")
                .add_field_char(FieldCharType::End, false),
        )
        .add_run(run(fonts("宋体")).add_text(" —"))
}
