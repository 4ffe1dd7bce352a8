//! Where the six sections begin: their headings, tolerantly read, in their order.

use super::content::{Strip, StripContent};
use super::labels::letters;
use crate::chinese_numeral;
use crate::prose::{Level, numbered};
use crate::standard::{Body, EDITIONS, Section};

/// Words by which the heading of each section is known when it has its number.
const WORDS: [&[&str]; 6] = [
    &["总体情况", "基本情况", "概述", "概况", "总体"],
    &["主动公开"],
    &["申请"],
    &["复议", "诉讼"],
    &["问题", "改进", "整改"],
    &["其他", "其它", "处理费", "收费"],
];

/// Letters of the longest heading.
const LONGEST: usize = 40;
/// Headings that are compared; a text with more is no report.
const MOST: usize = 400;

/// The heading of a section.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Heading {
    /// The strip it stands on.
    pub(super) strip: usize,
    /// Which of the six sections, from 0.
    pub(super) section: usize,
    /// Whether it has the official words.
    pub(super) is_official: bool,
    /// How sure it is one.
    weight: usize,
}

impl Heading {
    /// The key of the text that stands under it, if it heads one.
    pub(super) fn section_field(&self) -> Option<&'static str> {
        match sections().get(self.section)?.body {
            Body::Narrative(key) => Some(key),
            Body::Table(_) => None,
        }
    }
}

/// The six sections as the latest edition has them; their headings are the same in all.
pub(super) fn sections() -> &'static [Section] {
    EDITIONS.last().map_or(&[], |edition| edition.sections)
}

/// The headings of a file: of those that may be one, the most that stand in the order of the sections; the later ones
/// where several do, since a table of contents comes first.
pub(super) fn headings(strips: &[Strip]) -> Vec<Heading> {
    let mut found: Vec<Heading> = strips.iter().enumerate().filter_map(|(at, strip)| heading(at, strip)).collect();
    found.truncate(MOST);
    let found = without_contents(&found);
    // For each heading the weight of the best chain that ends with it, and the heading before it in that chain.
    let mut chains: Vec<(usize, Option<usize>)> = Vec::new();
    for (at, heading) in found.iter().enumerate() {
        let before = (0..at).filter(|other| found[*other].section < heading.section);
        let best = before.max_by_key(|other| (chains[*other].0, *other));
        chains.push((heading.weight + best.map_or(0, |best| chains[best].0), best));
    }
    let mut at = (0..found.len()).max_by_key(|at| (chains[*at].0, *at));
    let mut chain = Vec::new();
    while let Some(last) = at {
        chain.push(found[last]);
        at = chains[last].1;
    }
    chain.reverse();
    chain
}

/// The section that a line is the heading of, if it is surely one.
pub(super) fn headed_by(text: &str) -> Option<usize> {
    heading_in(0, text).filter(|heading| heading.weight > 1).map(|heading| heading.section)
}

/// The section a strip is the heading of.
pub(super) fn heading(at: usize, strip: &Strip) -> Option<Heading> {
    let text = match &strip.content {
        StripContent::Picture => return None,
        StripContent::Text(text) => text.as_str(),
        // A heading may be a cell over the width of a table.
        StripContent::Row(cells) => match cells.iter().filter(|cell| !cell.trim().is_empty()).collect::<Vec<_>>()[..] {
            [only] => only,
            _ => return None,
        },
    };
    heading_in(at, text)
}

fn heading_in(at: usize, text: &str) -> Option<Heading> {
    let text = bare(text);
    if text.contains(['。', '；', '！']) {
        return None;
    }
    let (number, level, words) = numbered_part(text);
    let words = letters(words);
    if words.is_empty() || words.chars().count() > LONGEST {
        return None;
    }
    let counted = chinese_numeral::read(number).and_then(|(digits, _)| digits.parse::<usize>().ok()?.checked_sub(1));
    let official = sections().iter().position(|section| letters(section.title()) == words);
    if let Some(section) = official {
        // A section may have such a heading within it: （一）主动公开政府信息情况.
        let (is_official, weight) = match level {
            Some(Level::One) if counted == Some(section) => (true, 4),
            Some(Level::One) => (false, 2),
            Some(Level::Three) => (true, 3),
            Some(Level::Two | Level::Four) => (false, 1),
            None => (true, 2),
        };
        return Some(Heading { strip: at, section, is_official, weight });
    }
    let section = counted.filter(|_| level == Some(Level::One))?;
    let is_known = WORDS.get(section)?.iter().any(|word| words.contains(word));
    is_known.then_some(Heading { strip: at, section, is_official: false, weight: 3 })
}

/// A heading in its number, the level of that, and its words; 第一部分 counts as 一、.
fn numbered_part(text: &str) -> (&str, Option<Level>, &str) {
    if let Some((number, words)) = text.strip_prefix('第').and_then(|rest| rest.split_once("部分"))
        && number.chars().count() == 1
    {
        return (number, Some(Level::One), words);
    }
    let numbered = numbered(text);
    let (number, words) = text.split_at(numbered.map_or(0, |(_, length)| length));
    (number, numbered.map(|(level, _)| level), words)
}

/// Parts the heading of a section from text that stands on the same line: `六、其他需要报告的事项：无`.
pub(super) fn part_headings(strips: Vec<Strip>) -> Vec<Strip> {
    strips.into_iter().flat_map(|strip| part_heading(&strip).unwrap_or_else(|| vec![strip])).collect()
}

fn part_heading(strip: &Strip) -> Option<Vec<Strip>> {
    let StripContent::Text(text) = &strip.content else { return None };
    let text = bare(text);
    let (_, level, words) = numbered_part(text);
    let words = words.trim_start();
    let title = sections().iter().map(Section::title).find(|title| words.starts_with(title))?;
    let rest = &words[title.len()..];
    let is_parted = level == Some(Level::One) && rest.starts_with(['：', ':', '。', ' ', '　', '．']);
    let rest = rest.trim_start_matches(|c: char| c.is_whitespace() || "：:。．".contains(c));
    let strip = |text: &str| Strip { at: strip.at.clone(), content: StripContent::Text(text.to_owned()) };
    let heading = &text[..text.len() - words.len() + title.len()];
    (is_parted && !rest.is_empty()).then(|| vec![strip(heading), strip(rest)])
}

/// Leaves out headings that stand in a list of them, as tables of contents do, where there are others of their section.
fn without_contents(found: &[Heading]) -> Vec<Heading> {
    let lists: Vec<&[Heading]> =
        found.chunk_by(|one, next| one.strip + 1 == next.strip).filter(|list| list.len() > 2).collect();
    let is_listed = |heading: &Heading| lists.iter().any(|list| list.contains(heading));
    let has_other = |heading: &Heading| {
        found.iter().any(|other| other.section == heading.section && other.weight > 1 && !is_listed(other))
    };
    found.iter().filter(|heading| !(is_listed(heading) && has_other(heading))).copied().collect()
}

/// A line without the signs of a heading in Markdown, and what is around a heading in a frame.
pub(super) fn bare(text: &str) -> &str {
    text.trim().trim_start_matches(['#', '*', ' ']).trim_end_matches(['*', '#', ' ']).trim()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::origin::Origin;

    fn found(lines: &[&str]) -> Vec<(usize, usize)> {
        let strip = |(at, line): (usize, &&str)| Strip {
            at: Origin::Line(at + 1),
            content: StripContent::Text((*line).to_owned()),
        };
        let strips: Vec<Strip> = lines.iter().enumerate().map(strip).collect();
        headings(&strips).iter().map(|heading| (heading.strip, heading.section)).collect()
    }

    #[test]
    fn headings_are_found_in_their_order() {
        let lines = [
            "目录",
            "一、总体情况……1",
            "二、主动公开政府信息情况……2",
            "六、其他需要报告的事项……5",
            "## 一、 总体情况",
            "三、依申请公开情况",
            "全年受理申请3件。",
            "二、主动公开政府信息情况",
            "主动公开政府信息情况",
            "三、收到和处理政府信息公开申请情况",
            "四、政府信息公开行政复议、行政诉讼情况",
            "五、存在的主要问题及下一步改进措施",
            "一、问题仍在",
            "六、其他需要报告的事项",
        ];
        assert_eq!(found(&lines), [(4, 0), (7, 1), (9, 2), (10, 3), (11, 4), (13, 5)]);
        assert_eq!(found(&["总体情况", "正文。", "存在的主要问题及改进情况"]), [(0, 0), (2, 4)]);
        assert_eq!(found(&["一是总体情况良好", "四、结转下年度继续办理"]), []);
    }
}
