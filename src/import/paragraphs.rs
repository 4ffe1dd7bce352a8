//! The paragraphs of a file: what stands under each heading and is no table, with broken lines joined.

use unicode_width::UnicodeWidthStr as _;

use super::cell_value::is_figure;
use super::content::{Content, Strip, StripContent};
use super::diagnostics::Diagnostics;
use super::found_tables::FoundTables;
use super::sections::{self, Heading, sections};
use super::text::{is_page_mark, unescaped};
use crate::fields;
use crate::origin::Origin;
use crate::prose::{is_blank, numbered};
use crate::rule;
use crate::subject::Subject;

/// A paragraph with where it begins.
#[derive(Debug, Clone)]
pub(super) struct Paragraph {
    /// The strip it begins on.
    pub(super) strip: usize,
    /// Its words.
    pub(super) text: String,
    last: usize,
}

/// Paragraphs by where they stand: before the first section, and in each.
#[derive(Debug, Default)]
pub(super) struct Texts {
    /// Before the first section, title included.
    pub(super) opening: Vec<Paragraph>,
    /// In the sections, in order.
    pub(super) sections: [Vec<Paragraph>; 6],
}

/// The paragraphs of a file, each under the heading before it.
pub(super) fn texts(
    original: &Content,
    headings: &[Heading],
    found: &FoundTables,
    diagnostics: &mut Diagnostics,
) -> Texts {
    let mut texts = Texts::default();
    let width = wrapped_at(original, found);
    let mut section = None;
    for (at, strip) in original.strips.iter().enumerate() {
        if let Some(heading) = headings.iter().find(|heading| heading.strip == at) {
            section = Some(heading.section);
            continue;
        }
        // Headings before the first section are those of a table of contents.
        let is_heading = sections::heading(at, strip).is_some_and(|heading| heading.is_official || section.is_none());
        if found.used.get(at) == Some(&true) || is_heading {
            continue;
        }
        let paragraphs = match section {
            None => &mut texts.opening,
            Some(section) => &mut texts.sections[section],
        };
        for text in words_of(strip).into_iter().filter(|text| !is_page_mark(text)) {
            if is_noise(&text) && paragraphs_end(section, paragraphs) {
                continue;
            }
            let joined = paragraphs.last().and_then(|last| join(original, last, at, &text, width));
            match (joined, paragraphs.last_mut()) {
                (Some(joined), Some(last)) => {
                    let is_cut = width.is_none() || !is_next(original, last.last, at);
                    if is_cut {
                        let what = format!("“{}”和“{}”是断开的一段，接成了一段", tail(&last.text), head(&text));
                        diagnostics.report(
                            &rule::I11,
                            Subject::Part(fields::OVERVIEW.table),
                            Some(&strip.at),
                            &what,
                            "请对原件核对。",
                        );
                    }
                    (last.text, last.last) = (joined, at);
                }
                _ => paragraphs.push(Paragraph { strip: at, text: text.trim_matches(is_blank).to_owned(), last: at }),
            }
        }
    }
    texts
}

/// Whether what pages print around a report may stand here: before its first section, or behind its last.
fn paragraphs_end(section: Option<usize>, paragraphs: &[Paragraph]) -> bool {
    section.is_none() || section == Some(sections().len() - 1) && !paragraphs.is_empty()
}

/// What pages print around a report.
const NOISE: &[&str] = &[
    "发布时间",
    "发布日期",
    "发布机构",
    "发文日期",
    "发文机关",
    "成文日期：",
    "生成日期",
    "信息来源",
    "来源：",
    "来源:",
    "作者：",
    "字体",
    "【字体",
    "[字体",
    "字号",
    "浏览",
    "点击",
    "阅读次数",
    "访问量",
    "分享",
    "打印",
    "【打印",
    "[打印",
    "责任编辑",
    "编辑：",
    "索引号",
    "主题分类",
    "公开方式",
    "当前位置",
    "您现在的位置",
    "您的位置",
    "首页",
    "目录",
    "扫一扫",
    "上一篇",
    "下一篇",
    "上一条",
    "下一条",
    "关闭",
    "【关闭",
    "[关闭",
    "主办单位",
    "承办单位",
    "主办：",
    "版权所有",
    "网站标识码",
    "公安备案",
    "网站地图",
    "联系我们",
    "返回顶部",
    "相关链接",
    "附件下载",
    "Copyright",
    "copyright",
    "大中小",
    "[大",
];

/// Whether a line is what pages print around a report, not a part of it.
fn is_noise(text: &str) -> bool {
    let text: String = text.chars().filter(|c| !is_blank(*c)).collect();
    let is_it = NOISE.iter().any(|word| text.starts_with(word)) || text.contains("ICP备") || text.contains("公网安备");
    is_it && text.chars().count() <= LONGEST_NOISE && !text.contains('。')
}

/// Characters of the longest line of that kind.
const LONGEST_NOISE: usize = 80;

/// The texts of a strip: its lines, or its cells that are not blank.
fn words_of(strip: &Strip) -> Vec<String> {
    // A picture in a cell is no text.
    let is_read = |c: char| !is_blank(c) && c != '\u{FFFC}';
    let lines = |text: &str| text.lines().filter(|line| line.chars().any(is_read)).map(unmarked).collect::<Vec<_>>();
    match &strip.content {
        StripContent::Text(text) => lines(text),
        StripContent::Row(cells) => cells.iter().flat_map(|cell| lines(cell)).collect(),
        StripContent::Picture => Vec::new(),
    }
}

/// A line without the signs of Markdown: the marks of a heading, of a link.
fn unmarked(line: &str) -> String {
    let marks = line.trim_start().trim_start_matches('#').len();
    let is_heading =
        line.trim_start().len() - marks > 0 && line.trim_start()[line.trim_start().len() - marks..].starts_with(' ');
    let line = if is_heading { line.trim_start().trim_start_matches('#') } else { line };
    let mut text = String::with_capacity(line.len());
    let mut rest = line;
    while let Some(at) = rest.find("](") {
        let (before, behind) = rest.split_at(at);
        let (Some(open), Some(close)) = (before.rfind('['), behind.find(')')) else { break };
        text += &before[..open];
        text += &before[open + 1..];
        rest = &behind[close + 1..];
    }
    unescaped(&(text + rest))
}

/// The width, in half-width columns, at which lines were broken: many lines are that wide and stop in mid-sentence.
fn wrapped_at(original: &Content, found: &FoundTables) -> Option<usize> {
    let lines = original
        .strips
        .iter()
        .enumerate()
        .filter(|(at, strip)| matches!(strip.at, Origin::Line(_)) && found.used.get(*at) != Some(&true));
    let widths: Vec<(usize, bool)> = lines
        .filter_map(|(_, strip)| match &strip.content {
            StripContent::Text(text) => Some((text.trim_end().width(), is_unfinished(text))),
            StripContent::Row(_) | StripContent::Picture => None,
        })
        .collect();
    let widest = widths.iter().map(|(width, _)| *width).max()?;
    let full: Vec<bool> = widths.iter().filter(|(width, _)| width + SLACK >= widest).map(|(_, open)| *open).collect();
    let open = full.iter().filter(|open| **open).count();
    let is_wrapped = (NARROWEST..=WIDEST).contains(&widest)
        && open >= FEWEST_FULL
        && 2 * open >= full.len()
        && 3 * full.len() >= widths.len();
    is_wrapped.then_some(widest)
}

/// Lines this much narrower than the widest still count as full.
const SLACK: usize = 8;
/// Between these widths text is broken into lines by a page.
const NARROWEST: usize = 40;
const WIDEST: usize = 110;
/// Full lines that it takes to show that lines were broken at a width.
const FEWEST_FULL: usize = 4;
/// Shorter lines that stop in mid-sentence may be headings.
const SHORTEST_PROSE: usize = 30;

/// Whether a line stops in mid-sentence.
fn is_unfinished(line: &str) -> bool {
    let is_middle = |c: char| c.is_alphanumeric() || matches!(c, '，' | '、' | ',' | '（' | '“' | '《');
    line.trim_end_matches(is_blank).ends_with(is_middle)
}

/// Whether only blank lines and marks of pages stand between two strips: whether they are next to each other.
fn is_next(original: &Content, one: usize, other: usize) -> bool {
    match (original.strips.get(one).map(|strip| &strip.at), original.strips.get(other).map(|strip| &strip.at)) {
        (Some(Origin::Line(one)), Some(Origin::Line(other))) => one + 1 == *other,
        _ => false,
    }
}

/// A paragraph with the line that goes on with it, if it does.
fn join(original: &Content, last: &Paragraph, at: usize, text: &str, width: Option<usize>) -> Option<String> {
    let strips = (original.strips.get(last.last)?, original.strips.get(at)?);
    let (
        Strip { at: Origin::Line(_), content: StripContent::Text(before) },
        Strip { at: Origin::Line(_), content: StripContent::Text(_) },
    ) = strips
    else {
        return None;
    };
    let begins_paragraph = numbered(text.trim_start()).is_some_and(|(_, length)| length > 0)
        && !text.trim_start().starts_with(|c: char| c.is_ascii_digit());
    let begins_paragraph = begins_paragraph || INDENTS.iter().any(|indent| text.starts_with(indent)) || is_figure(text);
    if begins_paragraph {
        return None;
    }
    let is_full = width.is_some_and(|width| before.trim_end().width() + SLACK >= width);
    let is_prose = |text: &str| text.contains(['，', '。', '；', '、']);
    // A sentence that stops at the end of a page goes on behind the mark of the page.
    let is_cut = !is_next(original, last.last, at)
        && is_unfinished(before)
        && last.text.chars().count() >= SHORTEST_PROSE
        && is_prose(&last.text)
        && is_prose(text);
    let goes_on = is_full && (is_unfinished(before) || is_next(original, last.last, at)) || is_cut;
    goes_on.then(|| joined(&last.text, text))
}

/// Blanks that begin a paragraph.
const INDENTS: &[&str] = &["　　", "    ", "  ", "　"];

/// Two stretches of a sentence, with a blank between Latin words only.
fn joined(one: &str, other: &str) -> String {
    let (one, other) = (one.trim_end_matches(is_blank), other.trim_matches(is_blank));
    let is_latin = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphabetic());
    let gap = if is_latin(one.chars().last()) && is_latin(other.chars().next()) { " " } else { "" };
    format!("{one}{gap}{other}")
}

/// The last words of a text, to show where it is.
fn tail(text: &str) -> String {
    let count = text.chars().count();
    text.chars().skip(count.saturating_sub(8)).collect()
}

/// The first words of a text, to show where it is.
pub(super) fn head(text: &str) -> String {
    text.trim_start_matches(is_blank).chars().take(8).collect()
}
