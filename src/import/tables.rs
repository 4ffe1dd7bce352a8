//! The rows of the standard's tables, found in the strips of a file by their labels, whatever the layout.

use std::ops::RangeInclusive;

use super::cell_value::{is_figure, shows_figure, words};
use super::content::{Content, Original, Strip};
use super::found_tables::{Found, Row};
use super::labels::{self, Heads, Label, Match};
use super::reviews::Outcomes;
use super::sections::{self, Heading, sections};
use crate::chinese_numeral::EVERYDAY;
use crate::origin::Origin;
use crate::prose::numbered;
use crate::standard::{Body, EDITIONS};

/// Finds the rows of all tables.
pub(super) fn find(original: &Original, headings: &[Heading]) -> Found {
    let count = original.strips.len();
    let found = Found { used: vec![false; count], ..Found::default() };
    let mut reader = Reader {
        found,
        table: None,
        open: None,
        begun: String::new(),
        heads: Vec::new(),
        has_rows: false,
        strips: 0,
        outcomes: Outcomes::default(),
    };
    for (at, strip) in original.strips.iter().enumerate() {
        let heading = headings.iter().find(|heading| heading.strip == at);
        if let Some(heading) = heading {
            reader.enter(section_table(heading.section));
            continue;
        }
        let is_used = reader.read(strip);
        reader.found.used[at] = is_used;
    }
    reader.enter(None);
    reader.found
}

fn section_table(section: usize) -> Option<&'static str> {
    match sections().get(section)?.body {
        Body::Table(key) => Some(key),
        Body::Narrative(_) => None,
    }
}

/// Reads one strip after another.
struct Reader {
    found: Found,
    /// The table it stands in.
    table: Option<&'static str>,
    /// The row whose cells are still to come.
    open: Option<(Row, &'static Label)>,
    /// The beginning of a label that goes on in the next line.
    begun: String,
    /// The columns headed last, in reading order, and whether rows have stood under them.
    heads: Vec<(usize, &'static str)>,
    has_rows: bool,
    /// How many strips were read.
    strips: usize,
    /// The table whose rows are laid side by side.
    outcomes: Outcomes,
}

impl Reader {
    /// Goes over into a table, or out of all.
    fn enter(&mut self, table: Option<&'static str>) {
        if table != self.table {
            self.close();
            self.found.rows.extend(self.outcomes.finish());
            self.table = table;
            self.heads.clear();
        }
    }

    /// Reads a strip; whether it is part of a table.
    fn read(&mut self, strip: &Strip) -> bool {
        self.strips += 1;
        let (cells, is_text) = match &strip.content {
            Content::Row(cells) => (cells.clone(), false),
            Content::Text(text) => match self.cells_of(text) {
                Ok(cells) => (cells, true),
                Err(is_used) => return is_used,
            },
        };
        if let Some(table) = self.table_of(&cells, is_text) {
            self.enter(Some(table));
        }
        let Some(table) = self.table else { return false };
        if labels::side_by_side(table) {
            let (rows, is_used) = self.outcomes.read(table, &cells, &strip.at);
            self.found.rows.extend(rows);
            return is_used;
        }
        self.read_row(table, &cells, &strip.at)
    }

    /// The table that cells belong to, if their labels leave no doubt.
    fn table_of(&self, cells: &[String], is_text: bool) -> Option<&'static str> {
        let has_figures = cells.iter().any(|cell| shows_figure(cell));
        let is_own =
            |cell: &String| self.table.is_some_and(|table| labels::find(table, cell).is_some_and(|m| m.is_exact));
        if cells.iter().any(is_own) {
            return None;
        }
        let telling = cells.iter().filter_map(|cell| labels::find_exactly(cell)).find(|found| {
            let is_long = found.label.official.chars().count() >= FEWEST_LETTERS;
            let is_row = matches!(found.label.heads, Heads::Row(_) | Heads::Rows(_));
            // A line of the narrative may be a word of the tables.
            let is_surely = !is_text || self.table.is_some() || found.label.heads == Heads::Nothing;
            is_long && if is_row { has_figures || self.table.is_some() && !is_text } else { is_surely }
        });
        telling.map(|found| found.label.table)
    }

    /// A line of text as cells; if it is not one, whether it is part of a table all the same.
    fn cells_of(&mut self, text: &str) -> Result<Vec<String>, bool> {
        let text = text.trim();
        if text.chars().count() > LONGEST_LINE || text.contains(['。', '！']) {
            return Err(false);
        }
        let words = words(text);
        let figures = words.iter().rev().take_while(|word| is_figure(word)).count();
        let (head, tail) = words.split_at(words.len() - figures);
        if figures > 0 {
            if head.is_empty() && is_grouped(text) {
                return self.table.map(|_| vec![text.to_owned()]).ok_or(false);
            }
            return self.figures_behind(head, tail).ok_or(false);
        }
        self.labels_of(text, words)
    }

    /// A line without figures as labels, or the beginning or more of one; if it is none, whether it is part of a table.
    fn labels_of(&mut self, text: &str, words: Vec<String>) -> Result<Vec<String>, bool> {
        let table = self.table;
        let begun = format!("{}{text}", self.begun);
        let find = |text: &str| {
            // A line may begin another table.
            table.and_then(|table| labels::find(table, text)).or_else(|| labels::find_exactly(text))
        };
        let is_label = |word: &String| find(word).is_some_and(|found| found.is_exact);
        if words.len() > 1 && words.iter().all(is_label) {
            self.begun.clear();
            return Ok(words);
        }
        if !find(text).is_some_and(|found| found.is_exact) && self.goes_on(text, true) {
            return Err(true);
        }
        if let Some(whole) = [begun.as_str(), text].into_iter().find(|text| find(text).is_some()) {
            let whole = whole.to_owned();
            self.begun.clear();
            return Ok(vec![whole]);
        }
        let Some(table) = table else { return Err(false) };
        if self.goes_on(text, false) {
            return Err(true);
        }
        // The label may stand behind that of its group.
        let starts = [text.to_owned()].into_iter().chain(ends_with_number(text));
        if let Some(start) = starts.into_iter().find(|start| labels::begins(table, start)) {
            self.begun = start;
            return Err(true);
        }
        if words.iter().all(|word| labels::find(table, word).is_some()) {
            return Ok(words);
        }
        let are_fragments = labels::are_fragments(table, text);
        if let (false, Some(section)) = (are_fragments, sections::headed_by(text)) {
            self.enter(section_table(section));
            return Err(false);
        }
        // A number in words, or with signs, stands in a cell all the same.
        if !are_fragments && self.open.is_some() && is_value(text) {
            return Ok(vec![text.to_owned()]);
        }
        Err(are_fragments)
    }

    /// The label at the end of some words, with the figures behind it.
    fn figures_behind(&mut self, head: &[String], figures: &[String]) -> Option<Vec<String>> {
        if head.is_empty() {
            self.table?;
            // What was begun is all there is of the label.
            let label = std::mem::take(&mut self.begun);
            return Some(
                [label].into_iter().filter(|label| !label.is_empty()).chain(figures.iter().cloned()).collect(),
            );
        }
        let begun = std::mem::take(&mut self.begun);
        let (table, joined) = (self.table, head.concat());
        let mut tried = vec![begun + &joined, joined.clone()];
        tried.extend((1..head.len()).map(|at| head[at..].concat()));
        tried.extend(ends_with_number(&joined));
        let is_row = |label: &String| match table {
            Some(table) => labels::find_row(table, label).is_some(),
            None => figures.len() >= FEWEST_FIGURES && labels::find_exactly(label).is_some(),
        };
        let is_exact =
            |label: &&String| table.is_some_and(|table| labels::find(table, label).is_some_and(|m| m.is_exact));
        let exact = tried.iter().find(|label| is_exact(label) && is_row(label)).cloned();
        if exact.is_none() && self.goes_on(&joined, true) {
            return Some(figures.to_vec());
        }
        let label = exact.or_else(|| tried.into_iter().find(is_row))?;
        Some([label].into_iter().chain(figures.iter().cloned()).collect())
    }

    /// Takes a text as more of the label of the open row, if it is; while the row has no cells, or even then.
    fn goes_on(&mut self, text: &str, is_bare: bool) -> bool {
        let is_more = |(row, label): &&mut (Row, &'static Label)| {
            (!is_bare || row.cells.is_empty()) && labels::goes_on(label, text)
        };
        let Some((row, _)) = self.open.as_mut().filter(is_more) else { return false };
        row.printed.push_str(text);
        true
    }

    /// Reads cells of a table whose rows stand one below the other.
    fn read_row(&mut self, table: &'static str, cells: &[String], at: &Origin) -> bool {
        let (mut is_used, mut is_open_here) = (false, false);
        let are_figures = cells.iter().all(|cell| is_figure(cell));
        for (number, cell) in cells.iter().enumerate() {
            let has_figures = cells[number + 1..].iter().any(|cell| shows_figure(cell));
            if is_figure(cell) {
                is_used |= (is_open_here || are_figures) && self.fill(cell, is_open_here);
                continue;
            }
            match label_in(table, cell, has_figures) {
                Some((found, printed)) => {
                    is_used = true;
                    is_open_here = self.meet(&found, printed, at);
                }
                None if is_open_here => _ = self.fill(cell, true),
                None if cells.len() == 1 && is_value(cell) => is_used |= self.fill(cell, false),
                None => {}
            }
        }
        is_used || are_figures && cells.iter().all(|cell| !shows_figure(cell))
    }

    /// Adds a cell to the open row, unless that has all it can have.
    fn fill(&mut self, cell: &str, is_same_strip: bool) -> bool {
        let most = self.open.as_ref().map_or(0, |(row, _)| self.most_cells(row));
        let Some((row, _)) = &mut self.open else { return false };
        // One number more than there can be shows that something is amiss, where a total tells the numbers of the row.
        let is_plain = cell.bytes().all(|b| b.is_ascii_digit()) && !cell.is_empty();
        let is_full = row.cells.len() == most && row.cells.iter().all(|cell| shows_figure(cell));
        let is_amiss = is_full && is_plain && has_total(row);
        let has_room = is_same_strip || row.cells.len() < most || is_amiss;
        if has_room {
            row.cells.push(cell.to_owned());
        }
        has_room
    }

    /// How many cells a row has on paper, in the edition whose columns were seen, or at most.
    fn most_cells(&self, row: &Row) -> usize {
        let seen = |version: u16| {
            let columns = self.found.columns.iter().filter(|(label, ..)| label.table == row.table);
            columns.filter(|(label, ..)| label.versions == [version]).count()
        };
        let of = |table: &str, key: &str| {
            let matrices =
                EDITIONS.iter().filter_map(|edition| Some((seen(edition.version), edition.matrix_of(table, key)?)));
            matrices.map(|(seen, matrix)| (seen, matrix.given_columns().chain(matrix.total_column()).count())).max()
        };
        of(row.table, row.key).map_or(0, |(_, count)| count)
    }

    /// Meets a label: a row is opened, whatever else is noted. Whether a row is open now.
    fn meet(&mut self, found: &Match, printed: String, at: &Origin) -> bool {
        let label = found.label;
        let (key, is_group) = match label.heads {
            Heads::Row(key) => (key, labels::is_group_elsewhere(label)),
            Heads::Column(key) => {
                self.close();
                let is_known =
                    |(known, words, _): &(&Label, String, Origin)| std::ptr::eq(*known, label) && *words == printed;
                if !self.found.columns.iter().any(is_known) {
                    self.found.columns.push((label, printed, at.clone()));
                }
                self.head(key);
                return false;
            }
            Heads::Rows(_) | Heads::Nothing => {
                self.close();
                return false;
            }
        };
        self.close();
        let heads = self.heads.clone();
        self.has_rows = true;
        let row = Row { table: label.table, key, printed, is_group, heads, cells: Vec::new(), at: at.clone() };
        self.open = Some((row, label));
        true
    }

    /// A column is headed; after rows, with others that are headed anew.
    fn head(&mut self, key: &'static str) {
        if std::mem::take(&mut self.has_rows) {
            self.heads.clear();
        }
        self.heads.push((self.strips, key));
    }

    /// Ends the open row.
    fn close(&mut self) {
        let Some((row, _)) = self.open.take() else { return };
        // A group over its rows has no cells of its own, but perhaps one that is covered.
        if !row.is_group || row.cells.len() > 1 || row.cells.iter().any(|cell| shows_figure(cell)) {
            self.found.rows.push(row);
        }
    }
}

/// The label a cell is, or ends with after that of the group above it.
fn label_in(table: &str, cell: &str, has_figures: bool) -> Option<(Match, String)> {
    let printed = || cell.trim().to_owned();
    if has_figures && let Some(found) = labels::find_row(table, cell) {
        return Some((found, printed()));
    }
    if let Some(found) = labels::find(table, cell) {
        return Some((found, printed()));
    }
    ends_with_number(cell).into_iter().find_map(|end| {
        let found = labels::find_row(table, &end).filter(|found| found.is_exact)?;
        Some((found, end))
    })
}

/// What stands from each number in a text on: `三、本年度办理结果（一）予以公开` ends with `（一）予以公开`.
fn ends_with_number(text: &str) -> Vec<String> {
    let starts = text.char_indices().skip(1).map(|(at, _)| at);
    starts.filter(|at| numbered(&text[*at..]).is_some()).map(|at| text[at..].to_owned()).collect()
}

/// Whether the last of a row's cells is the total of the others.
fn has_total(row: &Row) -> bool {
    EDITIONS.iter().filter_map(|edition| edition.matrix_of(row.table, row.key)).any(|m| m.total_column().is_some())
}

/// Whether a line is one number whose thousands are set apart by blanks: `1 204`.
fn is_grouped(text: &str) -> bool {
    let mut groups = text.split(' ');
    let is_number = |group: &str, length: RangeInclusive<usize>| {
        length.contains(&group.len()) && group.bytes().all(|b| b.is_ascii_digit())
    };
    let is_first = groups.next().is_some_and(|first| is_number(first, 1..=3) && first != "0");
    let others: Vec<&str> = groups.collect();
    is_first && (1..=2).contains(&others.len()) && others.iter().all(|group| is_number(group, 3..=3))
}

/// Whether a short text may be what somebody put for a number: 八十七, 未开展, 0.12万件.
fn is_value(text: &str) -> bool {
    const WORDS: [&str; 4] = ["未开展", "未发生", "详见", "见附"];
    let is_short = text.chars().count() <= 10 && numbered(text).is_none() && !text.contains(['年', '页', '表']);
    let is_digit = |c: char| c.is_numeric() && !EVERYDAY.contains(&c);
    let is_number = text.chars().all(|c| EVERYDAY.contains(&c)) || text.contains(is_digit);
    is_short && (is_number || WORDS.iter().any(|word| text.starts_with(word)))
}

/// Lines of more characters are no rows of tables.
const LONGEST_LINE: usize = 160;
/// Labels of fewer letters do not tell which table they are of.
const FEWEST_LETTERS: usize = 4;
/// Fewer figures behind a label do not make a row outside of any table.
const FEWEST_FIGURES: usize = 6;
