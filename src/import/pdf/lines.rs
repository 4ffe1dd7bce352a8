//! Characters put together to lines, and lines to paragraphs.

use std::collections::{BTreeMap, BTreeSet};

use super::super::cell::{Cell, WRAP};
use super::super::cell_value::is_figure;
use super::super::content::Content;
use super::super::sections::headed_by;
use super::super::text::is_page_mark;
use super::page::Glyph;
use crate::origin::Origin;

/// A line of text and its place, in hundredths of a point.
#[derive(Debug, Clone)]
pub(super) struct Line {
    pub(super) text: String,
    left: i64,
    right: i64,
    /// Where it stands, downwards.
    pub(super) base: i64,
    size: i64,
    /// Whether it stands at the head or the foot of its page.
    is_at_edge: bool,
}

/// How wide a character is taken to be.
pub(super) fn width(glyph: &Glyph) -> i64 {
    if is_narrow(glyph.c) { glyph.size / 2 } else { glyph.size }
}

fn is_narrow(c: char) -> bool {
    c.is_ascii() || ('\u{A0}'..'\u{2E80}').contains(&c) && !matches!(c, '“' | '”' | '‘' | '’' | '—' | '…')
}

/// The lines of characters, top to bottom.
pub(super) fn lines(glyphs: Vec<Glyph>, height: i64) -> Vec<Line> {
    rows(glyphs).iter().filter_map(|row| line(row, height)).collect()
}

/// What stands in a cell so wide, a line below the other. Digits that fill a line to its end go on in the next: the
/// width of the column has broken the number.
pub(super) fn cell_of(glyphs: &[Glyph], width: i64) -> Cell {
    let mut whole = String::new();
    let mut is_full = false;
    for row in rows(glyphs.to_vec()) {
        let text = text(&row);
        if text.is_empty() {
            continue;
        }
        let is_number = |text: &str| text.bytes().all(|b| b.is_ascii_digit() || matches!(b, b'.' | b','));
        if !whole.is_empty() {
            let last = whole.rsplit(['\n', WRAP]).next().unwrap_or_default();
            whole.push(if is_full && is_number(last) && is_number(&text) { WRAP } else { '\n' });
        }
        whole.push_str(&text);
        is_full = fills(&row, width);
    }
    Cell::from(whole)
}

/// A line of figures in a cell.
#[derive(Debug)]
pub(super) struct FigureLine {
    pub(super) base: i64,
    pub(super) size: i64,
    row: Vec<Glyph>,
}

impl FigureLine {
    /// Whether no other digit finds room on it in a cell so wide.
    pub(super) fn fills(&self, wide: i64) -> bool {
        fills(&self.row, wide)
    }
}

/// The lines of a cell, if all of them are figures or signs for none.
pub(super) fn figures(glyphs: &[Glyph]) -> Vec<FigureLine> {
    let rows: Vec<Vec<Glyph>> =
        rows(glyphs.to_vec()).into_iter().filter(|row| row.iter().any(|g| g.c != ' ')).collect();
    if !rows.iter().all(|row| is_figure(&text(row))) {
        return Vec::new();
    }
    let line = |row: Vec<Glyph>| {
        let first = row.first()?;
        Some(FigureLine { base: first.base, size: first.size, row })
    };
    rows.into_iter().filter_map(line).collect()
}

/// Whether no other digit finds room on a line of a cell so wide.
fn fills(row: &[Glyph], wide: i64) -> bool {
    let (Some(first), Some(last)) = (row.first(), row.last()) else { return false };
    let left = wide - (last.left + width(last) - first.left);
    left < width(last) + MARGINS
}

/// The room that programs leave at both sides of a cell, together: twice 5.4 points, as Word does.
const MARGINS: i64 = 1200;

/// Characters by the line they stand on, each line from left to right; what is drawn twice to look bold counts once.
fn rows(mut glyphs: Vec<Glyph>) -> Vec<Vec<Glyph>> {
    glyphs.sort_by_key(|glyph| (glyph.base, glyph.left));
    let mut rows: Vec<Vec<Glyph>> = Vec::new();
    for glyph in glyphs {
        let is_same = |row: &&mut Vec<Glyph>| {
            row.first().is_some_and(|first| (glyph.base - first.base).abs() * 5 <= 2 * glyph.size.min(first.size))
        };
        match rows.last_mut().filter(is_same) {
            Some(row) => row.push(glyph),
            None => rows.push(vec![glyph]),
        }
    }
    for row in &mut rows {
        row.sort_by_key(|glyph| glyph.left);
        row.dedup_by(|next, last| next.c == last.c && (next.left - last.left) * 4 < last.size);
    }
    rows
}

/// The text of a line: a blank where there is a gap, two where it is wide, none between Han characters set apart to
/// fill the line.
fn text(row: &[Glyph]) -> String {
    let mut text = String::new();
    let mut last: Option<&Glyph> = None;
    for glyph in row.iter().filter(|glyph| glyph.c != ' ') {
        if let Some(last) = last {
            let gap = glyph.left - last.left - width(last);
            let is_latin = is_narrow(last.c) && is_narrow(glyph.c);
            let widest = if is_latin { last.size / 4 } else { last.size };
            if gap > 2 * last.size {
                text.push_str("  ");
            } else if gap > widest {
                text.push(' ');
            }
        }
        text.push(glyph.c);
        last = Some(glyph);
    }
    text
}

fn line(row: &[Glyph], height: i64) -> Option<Line> {
    let mut shown = row.iter().filter(|glyph| glyph.c != ' ');
    let first = shown.next()?;
    let last = shown.next_back().unwrap_or(first);
    let size = row.iter().map(|glyph| glyph.size).max().unwrap_or(0);
    let is_at_edge = first.base * 10 > height * 9 || first.base * 12 < height;
    Some(Line {
        text: without_bullet(text(row)),
        left: first.left,
        right: last.left + width(last),
        base: first.base,
        size,
        is_at_edge,
    })
}

/// A line without the sign before it that its font does not tell, unless a figure follows.
fn without_bullet(text: String) -> String {
    let rest = text.trim_start_matches(['\u{FFFD}', ' ']);
    if rest.starts_with(char::is_alphabetic) && rest.len() < text.len() { rest.to_owned() } else { text }
}

impl Line {
    /// Its text without digits and blanks, as it stands on every page.
    fn without_digits(&self) -> String {
        self.text.chars().filter(|c| !c.is_ascii_digit() && *c != ' ').collect()
    }

    /// Whether it stands at the edge of its page, as on others.
    pub(super) fn is_repeated(&self, repeated: &BTreeSet<String>) -> bool {
        self.is_at_edge && repeated.contains(&self.without_digits())
    }

    /// The title of the page that a browser printed above it.
    pub(super) fn title_of_browser(&self) -> Option<String> {
        let (_, title) = self.text.split_once("  ").filter(|_| self.is_at_edge && self.is_of_browser())?;
        Some(title.trim().to_owned()).filter(|title| !title.is_empty())
    }

    /// Whether a browser printed it around a page: the day and the title, or the address.
    fn is_of_browser(&self) -> bool {
        let is_address = ["http://", "https://", "file:///", "about:"].iter().any(|begin| self.text.starts_with(begin));
        let day = self.text.split([',', ' ', '，']).next().unwrap_or_default();
        let parts: Vec<&str> = day.split(['/', '-']).collect();
        let is_day = parts.len() == 3
            && parts.iter().all(|part| (1..=4).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_digit()));
        is_address || is_day && self.text.contains(':')
    }

    /// Whether it is the number of its page.
    pub(super) fn is_page_mark(&self) -> bool {
        let is_number = self.text.len() <= 3 && self.text.bytes().all(|b| b.is_ascii_digit());
        let is_part = self.text.split_once('/').is_some_and(|(one, all)| {
            [one, all].iter().all(|n| !n.trim().is_empty() && n.trim().bytes().all(|b| b.is_ascii_digit()))
        });
        is_page_mark(&self.text) || self.is_at_edge && (is_number || is_part || self.is_of_browser())
    }
}

/// Lines at the edge of most pages, of three at the least, but for their digits: what is printed on each.
pub(super) fn repeated<'a>(pages: impl Iterator<Item = &'a [Line]>) -> BTreeSet<String> {
    let (mut count, mut found): (usize, BTreeMap<String, usize>) = (0, BTreeMap::new());
    for page in pages {
        count += 1;
        let edge: BTreeSet<String> = page.iter().filter(|line| line.is_at_edge).map(Line::without_digits).collect();
        for text in edge {
            *found.entry(text).or_default() += 1;
        }
    }
    found
        .into_iter()
        .filter(|(text, times)| *times >= 3 && 2 * times > count && !text.is_empty())
        .map(|(text, _)| text)
        .collect()
}

/// Lines put together as they come.
#[derive(Debug)]
pub(super) struct Paragraphs {
    /// The edges of the text.
    left: i64,
    right: i64,
    /// How far lines are apart.
    pitch: i64,
    open: Option<(String, usize, Line)>,
}

impl Paragraphs {
    /// Paragraphs within the edges that most lines keep to.
    pub(super) fn within<'a>(lines: impl Iterator<Item = &'a Line>) -> Self {
        let lines: Vec<&Line> = lines.collect();
        let rounded = |place: i64| (place + 200).div_euclid(400) * 400;
        // Full lines begin at the left edge, and are the longest.
        let widest = lines.iter().map(|line| line.right - line.left).max().unwrap_or(0);
        let full = || lines.iter().filter(|line| (line.right - line.left) * 10 >= widest * 9);
        let left = full().map(|line| line.left).min().unwrap_or(0);
        let right = full().map(|line| rounded(line.right)).max().unwrap_or(0);
        let mut pitches: Vec<i64> =
            lines.windows(2).map(|pair| pair[1].base - pair[0].base).filter(|pitch| *pitch > 0).collect();
        pitches.sort_unstable();
        let pitch = pitches.get(pitches.len() / 2).copied().unwrap_or(0);
        Self { left, right, pitch, open: None }
    }

    /// Adds a line: it goes on with the paragraph before, or begins another.
    pub(super) fn add(&mut self, line: Line, page: usize, original: &mut Content) {
        if let Some((text, _, last)) = &mut self.open {
            let is_new_page = line.base <= last.base;
            let is_near = is_new_page || (line.base - last.base) * 5 <= self.pitch * 9;
            let is_full = last.right + 2 * last.size > self.right;
            let is_flush = (line.left - self.left).abs() < line.size * 3 / 4;
            let is_same_size = (line.size - last.size).abs() * 8 <= line.size;
            let is_apart =
                [&last.text, &line.text].into_iter().any(|text| is_tabular(text)) || headed_by(&line.text).is_some();
            if is_near && is_full && is_flush && is_same_size && !is_apart {
                *text = joined(text, &line.text);
                *last = line;
                return;
            }
        }
        self.end(original);
        self.open = Some((line.text.clone(), page, line));
    }

    /// Ends the paragraph.
    pub(super) fn end(&mut self, original: &mut Content) {
        if let Some((text, page, _)) = self.open.take() {
            original.text(Origin::Page(page), &text);
        }
    }
}

/// Whether a line is a row of a table without rules: several figures stand at its end.
fn is_tabular(text: &str) -> bool {
    let figures = text.split(' ').filter(|word| !word.is_empty()).rev().take_while(|word| is_figure(word));
    figures.count() >= FEWEST_FIGURES
}

/// Fewer figures at the end of a line do not make a row.
const FEWEST_FIGURES: usize = 3;

/// Two lines of a paragraph, with a blank between Latin words.
fn joined(one: &str, other: &str) -> String {
    let is_latin = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphabetic());
    let gap = if is_latin(one.chars().next_back()) && is_latin(other.chars().next()) { " " } else { "" };
    format!("{one}{gap}{other}")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(text: &str, left: i64, base: i64) -> Vec<Glyph> {
        let mut at = left;
        let mut set = |c| {
            let glyph = Glyph { c, left: at, base, size: 1000 };
            at += width(&glyph);
            glyph
        };
        text.chars().map(&mut set).collect()
    }

    #[test]
    fn lines_come_to_paragraphs() {
        let mut glyphs = row("甲乙丙丁戊己庚辛壬癸甲乙", 3000, 10_000);
        glyphs.extend(row("丙丁，2023年受理12件，其中", 1000, 12_000));
        glyphs.extend(row("戊己。", 1000, 14_000));
        glyphs.extend(row("一、次段", 3000, 16_000));
        glyphs.extend(row("12", 8000, 79_000));
        // Some programs draw bold characters twice.
        glyphs.extend(row("一、次段", 3010, 16_000));
        let found = lines(glyphs, 80_000);
        let (mut original, mut paragraphs) = (Content::default(), Paragraphs::within(found.iter()));
        found.into_iter().filter(|line| !line.is_page_mark()).for_each(|line| paragraphs.add(line, 1, &mut original));
        paragraphs.end(&mut original);
        let texts: Vec<_> = original.strips.iter().map(|strip| format!("{:?}", strip.content)).collect();
        assert_eq!(
            texts,
            [r#"Text("甲乙丙丁戊己庚辛壬癸甲乙丙丁，2023年受理12件，其中戊己。")"#, r#"Text("一、次段")"#]
        );
    }
}
