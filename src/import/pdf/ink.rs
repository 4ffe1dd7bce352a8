//! How characters of a page are drawn, and what of it is text of the page: watermarks are none, and a page drawn sideways
//! is turned.

use std::collections::{BTreeMap, BTreeSet};

use super::page::{Direction, Drawn, Glyph, Ink, Page, Rule};

/// The text and the rules of pages, without watermarks, each page upright.
pub(super) fn settle(drawn: Vec<Drawn>) -> Vec<Page> {
    let usual = usual_size(&drawn);
    let repeated = repeated(&drawn);
    let is_mark = |ink: &Ink| {
        let is_large = 2 * ink.size() > 3 * usual;
        ink.direction == Direction::Aslant || ink.is_pale && (is_large || repeated.contains(&ink.text()))
    };
    let page = |mut page: Drawn| {
        page.inks.retain(|ink| !is_mark(ink));
        upright(page)
    };
    drawn.into_iter().map(page).collect()
}

/// The size of most characters.
fn usual_size(drawn: &[Drawn]) -> i64 {
    let mut counted: BTreeMap<i64, usize> = BTreeMap::new();
    for glyph in drawn.iter().flat_map(|page| &page.inks).flat_map(|ink| &ink.glyphs) {
        *counted.entry(glyph.size).or_default() += 1;
    }
    counted.into_iter().max_by_key(|(_, count)| *count).map_or(0, |(size, _)| size)
}

/// Pale texts that stand on several pages. Where each character is drawn apart, it stands for the whole.
fn repeated(drawn: &[Drawn]) -> BTreeSet<String> {
    let mut counted: BTreeMap<String, usize> = BTreeMap::new();
    for page in drawn {
        let texts: BTreeSet<String> = page.inks.iter().filter(|ink| ink.is_pale).map(Ink::text).collect();
        for text in texts {
            *counted.entry(text).or_default() += 1;
        }
    }
    let has_words = |text: &String| !text.is_ascii();
    counted.into_iter().filter(|(text, pages)| *pages > 1 && has_words(text)).map(|(text, _)| text).collect()
}

/// A page as it is read: turned where most of it is drawn sideways.
fn upright(drawn: Drawn) -> Page {
    let Drawn { inks, mut rules, width, height, .. } = drawn;
    let count = |direction: Direction| -> usize {
        inks.iter().filter(|ink| ink.direction == direction).map(|ink| ink.glyphs.len()).sum()
    };
    let (across, down, up) = (count(Direction::Across), count(Direction::Down), count(Direction::Up));
    let mut glyphs: Vec<Glyph> = inks.into_iter().flat_map(|ink| ink.glyphs).collect();
    if down.max(up) <= across {
        return Page { glyphs, rules, height };
    }
    let is_down = down > up;
    let turned = |x: i64, y: i64| if is_down { (y, width - x) } else { (height - y, x) };
    for glyph in &mut glyphs {
        (glyph.left, glyph.base) = turned(glyph.left, glyph.base);
    }
    for rule in &mut rules {
        let ends = if rule.is_across {
            [(rule.from, rule.at), (rule.to, rule.at)]
        } else {
            [(rule.at, rule.from), (rule.at, rule.to)]
        };
        let [(x, y), (other_x, other_y)] = ends.map(|(x, y)| turned(x, y));
        *rule = if rule.is_across {
            Rule { is_across: false, at: x, from: y.min(other_y), to: y.max(other_y) }
        } else {
            Rule { is_across: true, at: y, from: x.min(other_x), to: x.max(other_x) }
        };
    }
    Page { glyphs, rules, height: width }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ink(text: &str, left: i64, base: i64, direction: Direction, is_pale: bool) -> Ink {
        let glyph = |(at, c): (usize, char)| {
            let along = 1000 * i64::try_from(at).unwrap();
            let (left, base) = if direction == Direction::Up { (left, base - along) } else { (left + along, base) };
            Glyph { c, left, base, size: if is_pale { 3000 } else { 1000 } }
        };
        Ink { glyphs: text.chars().enumerate().map(glyph).collect(), direction, is_pale }
    }

    #[test]
    fn watermarks_are_no_text_and_pages_are_turned() {
        let page = |inks| Drawn {
            inks,
            rules: vec![Rule { is_across: false, at: 100, from: 200, to: 900 }],
            width: 5000,
            height: 9000,
            ..Drawn::default()
        };
        let marks = || ink("内部", 100, 400, Direction::Across, true);
        let pages = settle(vec![
            page(vec![
                ink("公开情况", 0, 500, Direction::Across, false),
                marks(),
                ink("网", 9, 9, Direction::Aslant, false),
            ]),
            page(vec![ink("行政许可", 700, 8000, Direction::Up, false), marks()]),
        ]);
        let text = |page: &Page| page.glyphs.iter().map(|glyph| glyph.c).collect::<String>();
        assert_eq!(pages.iter().map(text).collect::<Vec<_>>(), ["公开情况", "行政许可"]);
        assert_eq!(pages[1].rules, [Rule { is_across: true, at: 100, from: 8100, to: 8800 }]);
        assert_eq!((pages[1].glyphs[0].left, pages[1].glyphs[1].left, pages[1].glyphs[0].base), (1000, 2000, 700));
        assert_eq!(
            [(9, 1), (0, -5), (3, 3), (-7, 0)].map(|(x, y)| Direction::of(x, y)),
            [Direction::Across, Direction::Up, Direction::Aslant, Direction::Back]
        );
    }
}
