//! A PDF whose text can be taken out: tables rebuilt from their rules, lines put together to paragraphs.

mod grid;
mod ink;
mod lines;
mod page;
mod streams;

use super::content::Content;
use crate::origin::Origin;
use grid::Table;
use lines::{Line, Paragraphs};
use page::Page;

pub(super) use page::Unreadable;

/// Fewer characters than this are no text.
const FEWEST: usize = 20;

/// Reads a PDF.
pub(super) fn read(bytes: &[u8]) -> Result<Content, Unreadable> {
    if !streams::are_small(bytes) {
        return Err(Unreadable::TooLarge);
    }
    let drawn = page::pages(bytes)?;
    let unknown: usize = drawn.iter().map(|page| page.unseen).sum();
    let pages = ink::settle(drawn);
    let known = pages.iter().flat_map(|page| &page.glyphs).filter(|glyph| glyph.c != page::UNKNOWN).count();
    if known < FEWEST || unknown > known {
        return Err(Unreadable::NoText);
    }
    Ok(strips(pages))
}

/// The pages as strips, tables and paragraphs in reading order.
fn strips(pages: Vec<Page>) -> Content {
    let mut read: Vec<(Vec<Table>, Vec<Line>)> = Vec::new();
    for page in pages {
        let before = read.last().and_then(|(tables, _)| tables.last());
        let page = read_page(page, before);
        read.push(page);
    }
    let title = read.iter().find_map(|(_, lines)| lines.iter().find_map(Line::title_of_browser));
    let repeated = lines::repeated(read.iter().map(|(_, lines)| lines.as_slice()));
    let all = read.iter().flat_map(|(_, lines)| lines).filter(|line| !line.is_repeated(&repeated));
    let mut paragraphs = Paragraphs::within(all);
    let mut original = Content { has_surroundings: title.is_some(), title, ..Content::default() };
    for (number, (tables, lines)) in read.into_iter().enumerate() {
        let page = number + 1;
        let mut tables = tables.into_iter().peekable();
        for line in lines.into_iter().filter(|line| !line.is_repeated(&repeated) && !line.is_page_mark()) {
            while let Some(table) = tables.next_if(|table| table.top < line.base) {
                paragraphs.end(&mut original);
                table.rows().into_iter().for_each(|row| original.row(Origin::Page(page), row));
            }
            paragraphs.add(line, page, &mut original);
        }
        for table in tables {
            paragraphs.end(&mut original);
            table.rows().into_iter().for_each(|row| original.row(Origin::Page(page), row));
        }
    }
    paragraphs.end(&mut original);
    original
}

/// The tables of a page, and the lines of text around them, top to bottom; the first goes on with the table `before`, if
/// that ended the page before.
fn read_page(page: Page, before: Option<&Table>) -> (Vec<Table>, Vec<Line>) {
    let mut tables = grid::tables(&page.rules);
    let mut outside = Vec::new();
    for glyph in page.glyphs {
        match tables.iter_mut().find(|table| table.holds(&glyph)) {
            Some(table) => table.put(glyph),
            None => outside.push(glyph),
        }
    }
    let first = |(at, table): (usize, Table)| match before.filter(|_| at == 0) {
        Some(before) => table.completed().going_on(before),
        None => table.completed(),
    };
    let tables: Vec<Table> = tables.into_iter().enumerate().map(first).collect();
    // A frame around text and the lines of a picture are no tables.
    let (tables, frames): (Vec<Table>, Vec<Table>) = tables.into_iter().partition(Table::is_table);
    outside.extend(frames.into_iter().flat_map(Table::into_glyphs));
    (tables, lines::lines(outside, page.height))
}
