//! A table in HTML: every cell says what it is and which headings it stands under.

use std::ops::Range;

use askama::Template;

use super::css::Styles;
use super::marks;
use crate::report::{Anchor, Cell, Document, Exhibit, Role};

#[derive(Template)]
#[template(path = "html/table.html")]
pub(super) struct Table<'a> {
    exhibit: &'a Exhibit,
    document: &'a Document,
    styles: &'a Styles,
    /// Which of the report's tables it is, from 1; the names of its cells begin with it.
    number: usize,
}

impl<'a> Table<'a> {
    pub(super) fn new(exhibit: &'a Exhibit, document: &'a Document, styles: &'a Styles) -> Self {
        let number = document.exhibits().take_while(|other| !std::ptr::eq(*other, exhibit)).count() + 1;
        Self { exhibit, document, styles, number }
    }

    /// The rows that head the table, then those of each band, or all the rest.
    fn parts(&self) -> Vec<(&'static str, Range<usize>)> {
        let exhibit = self.exhibit;
        let bands = exhibit.cells().filter(|cell| cell.role == Role::Band).map(|cell| cell.row);
        let mut starts: Vec<usize> = bands.chain([0, exhibit.header_rows, exhibit.rows()]).collect();
        starts.sort_unstable();
        starts.dedup();
        let tag = |end: usize| if end <= exhibit.header_rows { "thead" } else { "tbody" };
        starts.windows(2).map(|pair| (tag(pair[1]), pair[0]..pair[1])).collect()
    }

    /// The width of each column, in hundredths of the table's.
    fn shares(&self) -> Vec<usize> {
        let whole: usize = self.exhibit.widths.iter().copied().map(usize::from).sum();
        self.exhibit.widths.iter().map(|width| usize::from(*width) * 100 / whole).collect()
    }

    fn row(&self, row: usize) -> impl Iterator<Item = &'a Cell> {
        self.exhibit.cells_from(row)
    }

    fn id(&self, cell: &Cell) -> String {
        format!("t{}r{}c{}", self.number, cell.row + 1, cell.column + 1)
    }

    /// The names of the headings a figure stands under.
    fn headings(&self, cell: &Cell) -> String {
        let ids: Vec<String> = self.exhibit.headings(cell).into_iter().map(|heading| self.id(heading)).collect();
        ids.join(" ")
    }

    fn marks(&self, cell: &Cell) -> String {
        cell.entry.as_ref().map_or_else(String::new, |entry| marks(self.document, Anchor::Figure(entry.place)))
    }

    /// A table of many columns is pushed sideways on a telephone, rather than squeezed.
    fn style(&self) -> String {
        self.styles.attribute(if self.exhibit.widths.len() > 4 { "table wide" } else { "table" })
    }

    fn style_of(&self, cell: &Cell) -> String {
        let mut names = String::from("cell");
        if self.exhibit.is_left(cell) {
            names += " left";
        }
        names += match cell.role {
            Role::Band => " band",
            Role::Note => " corner",
            Role::Given | Role::Derived if self.document.is_flagged(cell) => " figure amiss",
            Role::Given | Role::Derived => " figure",
            Role::Corner | Role::RowLabel | Role::ColumnLabel => "",
        };
        self.styles.attribute(&names)
    }
}

/// How far a cell reaches.
fn spans(cell: &Cell) -> String {
    let span = |name: &str, length: usize| if length > 1 { format!(" {name}=\"{length}\"") } else { String::new() };
    span("rowspan", cell.height) + &span("colspan", cell.width)
}
