//! The labels of the standard's tables, found again however they were printed: numbered otherwise, spaced, broken over
//! lines, a word short or a word long.

use std::sync::LazyLock;

use crate::lenient_number::half_width;
use crate::prose::numbered;
use crate::standard::{Block, EDITIONS, Heading, Layout, Role, Table};
use crate::suggest::distance;

/// What a label heads.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Heads {
    /// A row of figures, by its key.
    Row(&'static str),
    /// Rows that stand under it, by its key; empty for a group that is only printed.
    Rows(&'static str),
    /// A column of figures, by its key.
    Column(&'static str),
    /// Columns that stand under it, or nothing of its own: bands, corners.
    Nothing,
}

/// A label of a table, of every edition that has it in these words.
#[derive(Debug)]
pub(super) struct Label {
    /// The key of its table.
    pub(super) table: &'static str,
    /// What it heads.
    pub(super) heads: Heads,
    /// The official words.
    pub(super) official: &'static str,
    /// The editions that have it, by the year of their notice.
    pub(super) versions: Vec<u16>,
    /// Whether these are the words of messages, not those printed.
    is_of_messages: bool,
    /// Its letters and digits with its number, and without.
    whole: String,
    bare: String,
    /// The number it begins with, as letters and digits.
    number: String,
}

/// A label found in a text.
#[derive(Debug, Clone, Copy)]
pub(super) struct Match {
    /// The label.
    pub(super) label: &'static Label,
    /// Whether it has the official letters, whatever the signs and blanks between them.
    pub(super) is_exact: bool,
}

/// Every label of every edition, in the order of the paper.
static LABELS: LazyLock<Vec<Label>> = LazyLock::new(|| {
    let mut found = Vec::new();
    for edition in EDITIONS {
        for table in edition.tables {
            for block in table.blocks {
                collect_block(table, block, edition.version, &mut found);
            }
        }
    }
    found
});

fn collect_block(table: &'static Table, block: &'static Block, version: u16, found: &mut Vec<Label>) {
    for words in block.band.into_iter().chain([block.corner]).filter(|words| !words.is_empty()) {
        add(found, table, Heads::Nothing, words, version, false);
    }
    collect(table, block.columns, false, version, found);
    collect(table, block.rows, true, version, found);
}

fn collect(table: &'static Table, axis: &'static [Heading], is_row: bool, version: u16, found: &mut Vec<Label>) {
    for heading in axis {
        let heads = match (heading.role, is_row) {
            (Role::Group(_), true) => Heads::Rows(heading.key),
            (Role::Group(_), false) => Heads::Nothing,
            (_, true) => Heads::Row(heading.key),
            (_, false) => Heads::Column(heading.key),
        };
        add(found, table, heads, heading.label, version, false);
        if heading.name != heading.label {
            add(found, table, heads, heading.name, version, true);
        }
        if let Role::Group(children) = heading.role {
            collect(table, children, is_row, version, found);
        }
    }
}

fn add(
    found: &mut Vec<Label>,
    table: &'static Table,
    heads: Heads,
    official: &'static str,
    version: u16,
    is_of_messages: bool,
) {
    if let Some(known) = found.iter_mut().find(|l| l.table == table.key && l.heads == heads && l.official == official) {
        known.versions.push(version);
        return;
    }
    let (number, rest) = split_number(official);
    let (whole, bare, number) = (letters(official), letters(rest), letters(number));
    found.push(Label {
        table: table.key,
        heads,
        official,
        versions: vec![version],
        is_of_messages,
        whole,
        bare,
        number,
    });
}

/// The Han letters, Latin letters and digits of a text; signs and blanks left out.
pub(super) fn letters(text: &str) -> String {
    text.chars().map(half_width).filter(|c| c.is_alphanumeric()).collect()
}

/// A text at the end of the number it begins with.
fn split_number(text: &str) -> (&str, &str) {
    let text = text.trim_start();
    match numbered(text) {
        Some((_, length)) => text.split_at(length),
        // `1 属于国家秘密`: the point is missing.
        None => text.split_at(text.find(|c: char| !half_width(c).is_ascii_digit()).unwrap_or(0)),
    }
}

/// Texts of more letters than this are no label.
const LONGEST: usize = 60;

/// The label of a table that a text is.
pub(super) fn find(table: &str, text: &str) -> Option<Match> {
    best(text, |label| label.table == table)
}

/// The label of a row that a text is which stands before figures: a short one without its number, too.
pub(super) fn find_row(table: &str, text: &str) -> Option<Match> {
    let rows = |label: &Label| label.table == table && is_row(label);
    best(text, rows).or_else(|| {
        let text = letters(text);
        let label = LABELS.iter().find(|label| rows(label) && label.bare == text && !label.is_of_messages)?;
        Some(Match { label, is_exact: false })
    })
}

/// How many labels of rows a text names, letter by letter.
pub(super) fn named_in(text: &str) -> usize {
    let text = letters(text);
    let rows = LABELS
        .iter()
        .filter(|label| is_row(label) && !label.is_of_messages && label.bare.chars().count() >= LONG_ENOUGH);
    rows.filter(|label| text.contains(&label.bare)).count()
}

/// The label of a row and the figure that was joined to it: `行政事业性收费316441`.
pub(super) fn apart(table: Option<&str>, text: &str) -> Option<Vec<String>> {
    let is_digit = |c: char| half_width(c).is_ascii_digit() || matches!(c, '.' | ',');
    let label = text.trim_end_matches(is_digit);
    let figure = &text[label.len()..];
    let is_parted = !figure.is_empty() && label.chars().count() >= FEWEST && figure.starts_with(|c| c != '.');
    let is_row = |found: Match| found.is_exact && is_row(found.label);
    let is_label =
        |text: &str| table.and_then(|table| find(table, text)).or_else(|| find_exactly(text)).is_some_and(is_row);
    (is_parted && is_label(label) && !is_label(text)).then(|| vec![label.to_owned(), figure.to_owned()])
}

/// Whether a row's label is that of a group of rows in another edition: （六）其他处理.
pub(super) fn is_group_elsewhere(label: &Label) -> bool {
    let is_it = |other: &&Label| other.table == label.table && other.official == label.official;
    LABELS.iter().filter(is_it).any(|other| matches!(other.heads, Heads::Rows(_)))
}

/// The label of any table that a text is, letter by letter.
pub(super) fn find_exactly(text: &str) -> Option<Match> {
    let printed = Printed::of(text)?;
    let is_it =
        |label: &&Label| printed.whole == label.whole || printed.bare == label.bare && printed.is_numbered_as(label);
    let label = LABELS.iter().find(|label| !label.is_of_messages && is_it(label))?;
    Some(Match { label, is_exact: true })
}

/// Whether all words of a text are parts of labels of a table, as headings broken over lines are.
pub(super) fn are_fragments(table: &str, text: &str) -> bool {
    let is_part = |word: &str| {
        let word = letters(word);
        LABELS.iter().any(|label| label.table == table && label.whole.contains(&word))
    };
    text.split_whitespace().all(is_part)
}

/// The row whose label a text begins, and only that; or goes on with, after what stood before.
pub(super) fn begins(table: &str, text: &str) -> bool {
    let text = letters(text);
    let count = text.chars().count();
    let is_begun = |label: &&Label| label.table == table && is_row(label) && label.whole.starts_with(&text);
    count >= FEWEST && LABELS.iter().any(|label| is_begun(&label))
}

/// Whether a text goes on with a row's label that was begun: is part of it further on.
pub(super) fn goes_on(label: &Label, text: &str) -> bool {
    let text = letters(text);
    let is_long = text.chars().count() >= 2;
    let is_same = |other: &&Label| other.table == label.table && other.heads == label.heads;
    let holds = |label: &Label| is_long && label.whole.contains(&text) || label.whole.ends_with(&text);
    !text.is_empty() && LABELS.iter().filter(is_same).any(holds)
}

/// Letters that it takes to know a label without its number.
const FEWEST: usize = 4;
/// Letters at its beginning that it takes to know a label.
const LONG_ENOUGH: usize = 6;

const fn is_row(label: &Label) -> bool {
    matches!(label.heads, Heads::Row(_))
}

/// What a text is compared by.
struct Printed {
    whole: String,
    bare: String,
    number: String,
    length: usize,
}

/// The label that a text is; if it is none as a whole, without the remark in brackets behind it.
fn best(text: &str, is_meant: impl Fn(&Label) -> bool) -> Option<Match> {
    best_of_whole(text, &is_meant).or_else(|| {
        let (number, rest) = split_number(text);
        let (words, _) = rest.split_once(['（', '('])?;
        let found = best_of_whole(&format!("{number}{words}"), &is_meant)?;
        found.is_exact.then_some(Match { is_exact: false, ..found })
    })
}

fn best_of_whole(text: &str, is_meant: &impl Fn(&Label) -> bool) -> Option<Match> {
    let printed = Printed::of(text)?;
    let mut found: Vec<(usize, &'static Label)> = Vec::new();
    for label in LABELS.iter().filter(|label| is_meant(label)) {
        if let Some(apart) = printed.distance_from(label) {
            found.push((apart, label));
        }
    }
    let least = found.iter().map(|(apart, _)| *apart).min()?;
    let label = found.into_iter().find(|(apart, _)| *apart == least)?.1;
    let is_exact = printed.whole == label.whole || printed.bare == label.bare;
    Some(Match { label, is_exact: is_exact && !label.is_of_messages })
}

impl Printed {
    /// A text that may be a label.
    fn of(text: &str) -> Option<Self> {
        let (number, rest) = split_number(text);
        // 合计 means 总计.
        let bare = letters(rest).replace("合计", "总计");
        let length = bare.chars().count();
        let may_be = !bare.is_empty() && length <= LONGEST;
        may_be.then(|| Self { whole: letters(text), bare, number: letters(number), length })
    }

    /// Whether its number is that of a label, or is not needed to tell it: a short label needs it.
    fn is_numbered_as(&self, label: &Label) -> bool {
        self.number == label.number || self.length >= FEWEST
    }

    /// How far it is from a label: 0 where all letters are the same; none where it is another.
    fn distance_from(&self, label: &Label) -> Option<usize> {
        // 3.其他 is a row and 其他 a column, so a short label needs its own number; a long one is known without it.
        let is_numbered = !label.number.is_empty();
        if self.whole == label.whole {
            return Some(0);
        }
        let has_same_number = self.number == label.number;
        if self.bare == label.bare {
            return self.is_numbered_as(label).then_some(usize::from(!has_same_number));
        }
        if is_numbered == self.number.is_empty() && self.length < FEWEST {
            return None;
        }
        let official = label.bare.chars().count();
        let is_start = self.length >= LONG_ENOUGH && label.bare.starts_with(&self.bare);
        let is_cut = is_start || self.length * 2 >= official && is_within(&self.bare, &label.bare);
        let is_longer = official * 2 >= self.length && is_within(&label.bare, &self.bare);
        let is_part = (is_cut || is_longer) && (has_same_number && is_numbered || self.length.min(official) >= FEWEST);
        // With the same number, most letters in common are enough: 信访投诉举报类申请.
        let is_numbered_like = has_same_number && is_numbered && self.length * 2 >= official && official >= FEWEST;
        let is_part = is_part || is_numbered_like && common(&self.bare, &label.bare) * 4 >= 3 * self.length;
        // Most labels are ruled out by their length, which is cheaper than the distance.
        let longest = self.length.max(official);
        if !is_part && (official < FEWEST || self.length.abs_diff(official) * 4 > longest) {
            return None;
        }
        let apart = distance(&self.bare, &label.bare);
        let is_like = is_part || apart * 4 <= longest;
        // A label with other words is further away than one with another number.
        is_like.then_some(2 + 2 * apart + usize::from(!has_same_number))
    }
}

/// How many letters two texts have in common, in the same order.
fn common(one: &str, other: &str) -> usize {
    let other: Vec<char> = other.chars().collect();
    let mut lengths = vec![0; other.len() + 1];
    for c in one.chars() {
        let mut before = 0;
        for (at, d) in other.iter().enumerate() {
            let above = lengths[at + 1];
            lengths[at + 1] = if c == *d { before + 1 } else { above.max(lengths[at]) };
            before = above;
        }
    }
    lengths.last().copied().unwrap_or(0)
}

/// Whether the letters of a text stand in another in the same order.
fn is_within(text: &str, other: &str) -> bool {
    let mut rest = other.chars();
    text.chars().all(|c| rest.any(|d| d == c))
}

/// Whether the rows of a table are laid side by side.
pub(super) fn side_by_side(table: &str) -> bool {
    EDITIONS.iter().filter_map(|edition| edition.table(table)).any(|table| table.layout == Layout::SideBySide)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(table: &str, text: &str) -> Option<(Heads, bool)> {
        find(table, text).map(|found| (found.label.heads, found.is_exact))
    }

    #[test]
    fn labels_are_found_however_they_are_printed() {
        for (text, key, is_exact) in [
            ("一、本年新收政府信息公开申请数量", "received", true),
            ("一.本年新收政府信息 公开申请数量", "received", true),
            ("(一) 予以公开", "disclosed", true),
            ("予以公开", "disclosed", true),
            ("(二) 部分公开 (区分处理的, 只计这一情形, 不计其他情形)", "partly_disclosed", true),
            ("（二）部分公开", "partly_disclosed", false),
            ("1、属于国家秘密", "state_secret", true),
            ("1．属于国家秘密", "state_secret", true),
            ("1 属于国家秘密", "state_secret", true),
            ("2.其他法律法规禁止公开", "prohibited_by_law", false),
            ("2.其他法律行政止公开", "prohibited_by_law", false),
            ("2.法律行政止公开", "prohibited_by_law", false),
            ("3.危及三安全一稳定", "safety_and_stability", true),
            ("5.要求行政机关确认或重新\n出具已获取信息", "reconfirmation", true),
            ("3.其他", "other_handling", true),
            ("（七）总计", "handled", true),
            ("四、结转下年度继续办理", "carried_out", true),
            ("二、上年度结转申请数量", "carried_in", false),
            ("1.信访投诉举报类申请", "petition", false),
            ("（七）合计", "handled", true),
            ("1.逾期不补正", "not_corrected", false),
        ] {
            assert_eq!(row("applications", text), Some((Heads::Row(key), is_exact)), "{text}");
        }
        for (text, key) in [
            ("规范性文件", "normative_documents"),
            ("行政规范性文件", "normative_documents"),
            ("行政事业型收费", "fees"),
            ("规章（设区的市、自治州人民政府应提供相关数据）", "regulations"),
            ("行政许可", "licensing"),
            ("其他对外管理服务 事项", "other_services"),
        ] {
            assert_eq!(row("disclosure", text).map(|(heads, _)| heads), Some(Heads::Row(key)), "{text}");
        }
        assert_eq!(row("applications", "总计"), Some((Heads::Column("total"), true)));
        assert_eq!(row("applications", "其他"), Some((Heads::Column("other"), true)));
        let other = find("applications", "（六）其他").unwrap();
        assert_eq!((other.label.heads, other.is_exact), (Heads::Row("other_handling"), false));
        assert!(is_group_elsewhere(other.label) && !is_group_elsewhere(find("applications", "3.其他").unwrap().label));
        assert_eq!(row("disclosure", "现行有效件"), Some((Heads::Column("in_force"), false)));
        for text in [
            "",
            "0",
            "全年共受理政府信息公开申请36件",
            "二、主动公开政府信息情况",
            "自然人情况说明如下",
            "注：以上均为件数",
        ] {
            assert_eq!(row("applications", text), None, "{text}");
        }
        assert_eq!(find_exactly("第二十条 第(一)项").map(|found| found.label.table), Some("disclosure"));
    }
}
