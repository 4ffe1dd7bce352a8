//! HTML: a page that needs nothing else, or the bare report for the editor of a content system.

mod css;
mod table;

use askama::Template;

use crate::prose::{Level, Paragraph, Run};
use crate::report::{Anchor, Block, Document, Exhibit};
use css::Styles;
use table::Table;

/// A page that needs nothing else.
pub(super) fn page(document: &Document) -> Result<Vec<u8>, String> {
    let styles = Styles::new(&document.fonts, true);
    rendered(&Page { document, styles: &styles, content: Content { document, styles: &styles } })
}

/// The document without a page around it, to be pasted into the editor of a content system.
pub(super) fn fragment(document: &Document) -> Result<Vec<u8>, String> {
    rendered(&Content { document, styles: &Styles::new(&document.fonts, false) })
}

fn rendered(template: &impl Template) -> Result<Vec<u8>, String> {
    template.render().map(String::into_bytes).map_err(|error| error.to_string())
}

/// The page around the document.
#[derive(Template)]
#[template(path = "html/page.html")]
struct Page<'a> {
    document: &'a Document,
    styles: &'a Styles,
    content: Content<'a>,
}

/// The document.
#[derive(Template)]
#[template(path = "html/report.html")]
struct Content<'a> {
    document: &'a Document,
    styles: &'a Styles,
}

/// The runs of a paragraph.
#[derive(Template)]
#[template(path = "html/runs.html")]
struct Runs<'a> {
    paragraph: &'a Paragraph,
    styles: &'a Styles,
}

/// A block with what depends on where it stands.
struct Piece<'a> {
    block: &'a Block,
    /// Of a heading in the narrative: its level in the page, and the attribute with its style.
    level: usize,
    style: String,
    /// The numbers of the remarks made on it.
    marks: String,
}

impl Content<'_> {
    /// The blocks. A heading is never more than one level below the one before it, as those who hear the page expect.
    fn pieces(&self) -> Vec<Piece<'_>> {
        let mut level = 1;
        let pieces = self.document.blocks.iter().enumerate().map(|(at, block)| {
            level = match block {
                Block::Title => 1,
                Block::Heading { .. } => 2,
                _ => block.heading().map_or(level, |own| depth(own).min(level + 1)),
            };
            let style = self.styles.attribute(&heading_classes(block.heading()));
            Piece { block, level, style, marks: marks(self.document, Anchor::Block(at)) }
        });
        pieces.collect()
    }

    fn runs<'a>(&'a self, paragraph: &'a Paragraph) -> Runs<'a> {
        Runs { paragraph, styles: self.styles }
    }

    fn table<'a>(&'a self, exhibit: &'a Exhibit) -> Table<'a> {
        Table::new(exhibit, self.document, self.styles)
    }
}

impl Runs<'_> {
    /// The class of a run, where it is not that of the whole paragraph.
    fn class(&self, run: &Run) -> Option<&'static str> {
        run.level.filter(|_| self.paragraph.heading.is_none()).and_then(level_class)
    }
}

/// The level of a heading in the page, below the title and its section.
const fn depth(level: Level) -> usize {
    match level {
        Level::One | Level::Two => 3,
        Level::Three => 4,
        Level::Four => 5,
    }
}

/// The class of a level, where its font differs from that of the text.
const fn level_class(level: Level) -> Option<&'static str> {
    match level {
        Level::One => Some("level1"),
        Level::Two => Some("level2"),
        Level::Three | Level::Four => None,
    }
}

/// The classes of a heading in the narrative.
fn heading_classes(level: Option<Level>) -> String {
    level.and_then(level_class).map_or_else(|| "heading".to_owned(), |class| format!("heading {class}"))
}

/// The numbers of the remarks made at a place, after what they are about.
fn marks(document: &Document, anchor: Anchor) -> String {
    let marks: Vec<String> =
        document.remarks_at(anchor).map(|remark| format!("<sup>［{}］</sup>", remark.number)).collect();
    marks.concat()
}
