//! The rows of the standard's tables, found in the strips of a file by their labels, whatever the layout.

use std::ops::RangeInclusive;

use super::cell::Cell;
use super::cell_value::{GROUPED, is_figure, shows_figure, words};
use super::content::{Content, Strip, StripContent};
use super::found_tables::{FoundTables, Row};
use super::labels::{self, Heads, Label, Match};
use super::reviews::Reviews;
use super::rows_in_one::{self, RowsInOne};
use super::sections::{self, Heading, sections};
use super::text::is_page_mark;
use super::years;
use crate::chinese_numeral::EVERYDAY;
use crate::origin::Origin;
use crate::prose::numbered;
use crate::standard::{Body, EDITIONS};
use crate::year::Year;

/// Finds the rows of all tables.
pub(super) fn find(original: &Content, headings: &[Heading]) -> FoundTables {
    let count = original.strips.len();
    let found = FoundTables { used: vec![false; count], ..FoundTables::default() };
    let mut reader = Reader {
        found,
        table: None,
        open: None,
        begun: String::new(),
        heads: Vec::new(),
        has_rows: false,
        last_years: Vec::new(),
        year: None,
        strips: 0,
        reviews: Reviews::default(),
    };
    for (at, strip) in original.strips.iter().enumerate() {
        let heading = headings.iter().find(|heading| heading.strip == at);
        if let Some(heading) = heading {
            reader.enter(section_table(heading.section));
            continue;
        }
        if let (StripContent::Picture, Some(table)) = (&strip.content, reader.table) {
            reader.found.pictured.push(table);
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

/// What a line of text is to the tables.
enum Line {
    /// Labels and cells of a row.
    Cells(Vec<Cell>),
    /// The beginning of a label, or more of one.
    PartOfLabel,
    /// No part of a table.
    Outside,
}

/// Reads one strip after another.
struct Reader {
    found: FoundTables,
    /// The table it stands in.
    table: Option<&'static str>,
    /// The row whose cells are still to come.
    open: Option<(Row, &'static Label)>,
    /// The beginning of a label that goes on in the next line.
    begun: String,
    /// The columns headed last, in reading order, and whether rows have stood under them.
    heads: Vec<(usize, &'static str)>,
    has_rows: bool,
    /// Whether each of the columns is last year's, those included that only name a year.
    last_years: Vec<bool>,
    /// The year that was named above the table.
    year: Option<Year>,
    /// How many strips were read.
    strips: usize,
    /// The table whose rows are laid side by side.
    reviews: Reviews,
}

impl Reader {
    /// Enters a table, or leaves all.
    fn enter(&mut self, table: Option<&'static str>) {
        if table != self.table {
            self.close();
            self.found.rows.extend(self.reviews.finish());
            self.table = table;
            self.heads.clear();
            self.last_years.clear();
            self.year = None;
        }
    }

    /// Reads a strip; whether it is part of a table.
    fn read(&mut self, strip: &Strip) -> bool {
        self.strips += 1;
        let (cells, is_text) = match &strip.content {
            StripContent::Picture => return false,
            StripContent::Row(cells) => (self.apart(cells), false),
            StripContent::Text(text) => match self.read_line(text) {
                Line::Cells(cells) => (cells, true),
                Line::PartOfLabel => return true,
                Line::Outside => {
                    let named = years::named_above(text).filter(|_| self.table.is_some());
                    self.year = named.or(self.year);
                    return named.is_some();
                }
            },
        };
        if let Some(last_years) = years::of_columns(&cells) {
            self.close();
            self.last_years = last_years;
            return true;
        }
        if let Some(table) = self.table_of(&cells, is_text) {
            self.enter(Some(table));
        }
        let Some(table) = self.table else { return false };
        if labels::side_by_side(table) {
            let (rows, is_used) = self.reviews.read(table, &cells, &strip.at);
            self.found.rows.extend(rows.into_iter().map(|row| Row { year: self.year, ..row }));
            return is_used;
        }
        match rows_in_one::part(self.table, &cells) {
            Some(parted) => self.read_rows(table, &parted, &strip.at),
            None => self.read_row(table, &cells, &strip.at),
        }
    }

    /// Cells with the figures that are joined to a label set apart.
    fn apart(&self, cells: &[Cell]) -> Vec<Cell> {
        let parts = |cell: &Cell| match labels::apart(self.table, cell) {
            Some(parts) => parts.into_iter().map(Cell::from).collect(),
            None => vec![cell.clone()],
        };
        cells.iter().flat_map(parts).collect()
    }

    /// Reads rows that were set in one.
    fn read_rows(&mut self, table: &'static str, parted: &RowsInOne, at: &Origin) -> bool {
        for cells in &parted.rows {
            self.read_row(table, cells, at);
            if let Some((row, _)) = &mut self.open {
                row.is_unpaired = !parted.are_paired;
            }
        }
        self.close();
        true
    }

    /// The table that cells belong to, if their labels stand in no other.
    fn table_of(&self, cells: &[Cell], is_text: bool) -> Option<&'static str> {
        let has_figures = cells.iter().any(|cell| shows_figure(cell));
        let is_own =
            |cell: &Cell| self.table.is_some_and(|table| labels::find(table, cell).is_some_and(|m| m.is_exact));
        if cells.iter().any(is_own) {
            return None;
        }
        let of_table = cells.iter().filter_map(|cell| labels::find_exactly(cell)).find(|found| {
            let is_long = found.label.official.chars().count() >= FEWEST_LETTERS;
            let is_row = matches!(found.label.heads, Heads::Row(_) | Heads::Rows(_));
            // Outside of any table, a line in the words of a label may be narrative.
            let is_surely = !is_text || self.table.is_some() || found.label.heads == Heads::Nothing;
            is_long && if is_row { has_figures || self.table.is_some() && !is_text } else { is_surely }
        });
        of_table.map(|found| found.label.table)
    }

    /// What a line of text is to the tables.
    fn read_line(&mut self, text: &str) -> Line {
        let text = text.trim();
        if text.chars().count() > LONGEST_LINE || text.contains(['。', '！']) || is_page_mark(text) {
            return Line::Outside;
        }
        let words: Vec<String> =
            words(text).into_iter().flat_map(|word| labels::apart(self.table, &word).unwrap_or(vec![word])).collect();
        let figures = words.iter().rev().take_while(|word| is_figure(word)).count();
        let (head, tail) = words.split_at(words.len() - figures);
        let cells = match (figures, head) {
            (0, _) => return self.read_labels(text, words),
            // A line of its own holds one cell, so what is set apart on it is one number.
            (_, []) if is_grouped(text) => self.table.map(|_| vec![text.replace(' ', &GROUPED.to_string()).into()]),
            _ => self.figures_behind(head, tail),
        };
        cells.map_or(Line::Outside, Line::Cells)
    }

    /// What a line without figures is.
    fn read_labels(&mut self, text: &str, words: Vec<String>) -> Line {
        if let Some(line) = self.whole_labels(text, &words) {
            return line;
        }
        match self.table {
            Some(table) => self.parts_of_labels(table, text, words),
            None => Line::Outside,
        }
    }

    /// A line as labels: one a word, or one that begins in the line before, or in an open row.
    fn whole_labels(&mut self, text: &str, words: &[String]) -> Option<Line> {
        let is_exact = |text: &str| self.label(text).is_some_and(|found| found.is_exact);
        if words.len() > 1 && words.iter().all(|word| is_exact(word)) {
            self.begun.clear();
            return Some(Line::Cells(words.iter().map(|word| Cell::from(word.as_str())).collect()));
        }
        if !is_exact(text) && self.goes_on(text, true) {
            return Some(Line::PartOfLabel);
        }
        let begun = format!("{}{text}", self.begun);
        let whole = [begun, text.to_owned()].into_iter().find(|text| self.label(text).is_some())?;
        self.begun.clear();
        Some(Line::Cells(vec![whole.into()]))
    }

    /// What a line is that stands in a table and is no whole label.
    fn parts_of_labels(&mut self, table: &'static str, text: &str, words: Vec<String>) -> Line {
        if self.goes_on(text, false) || self.begin_label(table, text) {
            return Line::PartOfLabel;
        }
        if words.iter().all(|word| labels::find(table, word).is_some()) {
            return Line::Cells(words.into_iter().map(Cell::from).collect());
        }
        if labels::are_fragments(table, text) {
            return Line::PartOfLabel;
        }
        if let Some(section) = sections::headed_by(text) {
            self.enter(section_table(section));
            return Line::Outside;
        }
        // A number in words, or with signs, is the cell of an open row.
        if self.open.is_some() && is_value(text) { Line::Cells(vec![text.into()]) } else { Line::Outside }
    }

    /// The label that a text is, of this table or, letter by letter, of another that may begin here.
    fn label(&self, text: &str) -> Option<Match> {
        self.table.and_then(|table| labels::find(table, text)).or_else(|| labels::find_exactly(text))
    }

    /// Takes a text as the beginning of a label, if one begins with it or with what stands behind the label of a group.
    fn begin_label(&mut self, table: &str, text: &str) -> bool {
        let mut starts = [text.to_owned()].into_iter().chain(ends_with_number(text));
        let Some(start) = starts.find(|start| labels::begins(table, start)) else { return false };
        self.begun = start;
        true
    }

    /// The label at the end of some words, with the figures behind it.
    fn figures_behind(&mut self, head: &[String], figures: &[String]) -> Option<Vec<Cell>> {
        if head.is_empty() {
            self.table?;
            // Figures follow, so the label that was begun is complete.
            let label = std::mem::take(&mut self.begun);
            return Some(
                [label]
                    .into_iter()
                    .filter(|label| !label.is_empty())
                    .chain(figures.iter().cloned())
                    .map(Cell::from)
                    .collect(),
            );
        }
        let begun = std::mem::take(&mut self.begun);
        let (table, joined) = (self.table, head.concat());
        let mut tried = vec![format!("{begun}{joined}"), joined.clone()];
        // What goes on with a label may stand behind a label that covers several rows.
        if !begun.is_empty() {
            tried.extend((1..head.len()).map(|at| format!("{begun}{}", head[at..].concat())));
        }
        tried.extend((1..head.len()).map(|at| head[at..].concat()));
        tried.extend(ends_with_number(&joined));
        let is_row = |label: &String| match table {
            Some(table) => labels::find_row(table, label).is_some(),
            None => figures.len() >= FEWEST_FIGURES && labels::find_exactly(label).is_some(),
        };
        let is_exact =
            |label: &&String| table.is_some_and(|table| labels::find(table, label).is_some_and(|m| m.is_exact));
        let exact = tried.iter().find(|label| is_exact(label) && is_row(label)).cloned();
        let ends = (0..head.len()).map(|at| head[at..].concat());
        if exact.is_none() && ends.into_iter().any(|end| self.goes_on(&end, true)) {
            return Some(figures.iter().cloned().map(Cell::from).collect());
        }
        let label = exact.or_else(|| tried.into_iter().find(is_row))?;
        Some([label].into_iter().chain(figures.iter().cloned()).map(Cell::from).collect())
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
    fn read_row(&mut self, table: &'static str, cells: &[Cell], at: &Origin) -> bool {
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
                    is_open_here = self.take_label(&found, printed, at);
                }
                None if is_open_here => _ = self.fill(cell, true),
                None if cells.len() == 1 && is_value(cell) => is_used |= self.fill(cell, false),
                None => {}
            }
        }
        is_used || are_figures && cells.iter().all(|cell| !shows_figure(cell))
    }

    /// Adds a cell to the open row, unless that has all it can have.
    fn fill(&mut self, cell: &Cell, is_same_strip: bool) -> bool {
        let most = self.open.as_ref().map_or(0, |(row, _)| self.most_cells(row));
        let Some((row, _)) = &mut self.open else { return false };
        // One number too many is kept where a total can show which of the numbers belong to the row.
        let is_plain = cell.bytes().all(|b| b.is_ascii_digit()) && !cell.is_empty();
        let is_full = row.cells.len() == most && row.cells.iter().all(|cell| shows_figure(cell));
        let is_one_too_many = is_full && is_plain && has_total(row);
        let has_room = is_same_strip || row.cells.len() < most || is_one_too_many;
        if has_room {
            row.cells.push(cell.clone());
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

    /// Takes a label: that of a row opens it, that of a column is noted. Whether a row is open now.
    fn take_label(&mut self, found: &Match, printed: String, at: &Origin) -> bool {
        let label = found.label;
        let (key, is_group) = match label.heads {
            Heads::Row(key) => (key, labels::is_group_elsewhere(label)),
            Heads::Column(key) => {
                self.close();
                let is_last_year = years::is_last_year(&printed) && !years::is_last_year(label.official);
                let is_known =
                    |(known, words, _): &(&Label, String, Origin)| std::ptr::eq(*known, label) && *words == printed;
                if !self.found.columns.iter().any(is_known) {
                    self.found.columns.push((label, printed, at.clone()));
                }
                self.head(key, is_last_year);
                return false;
            }
            Heads::Rows(_) | Heads::Nothing => {
                self.close();
                return false;
            }
        };
        self.close();
        self.has_rows = true;
        let mut row = Row::new(label.table, key, printed, Vec::new(), at);
        (row.is_group, row.heads, row.last_years) = (is_group, self.heads.clone(), self.last_years.clone());
        row.year = self.year;
        self.open = Some((row, label));
        true
    }

    /// Notes that a column is headed, this year's or last year's; headings that come after rows replace those before
    /// them.
    fn head(&mut self, key: &'static str, is_last_year: bool) {
        if std::mem::take(&mut self.has_rows) {
            self.heads.clear();
            self.last_years.clear();
        }
        self.last_years.push(is_last_year);
        if !is_last_year {
            self.heads.push((self.strips, key));
        }
    }

    /// Ends the open row.
    fn close(&mut self) {
        let Some((row, _)) = self.open.take() else { return };
        self.found.rows.push(row);
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

/// The ends of a text that begin with a number: `三、本年度办理结果（一）予以公开` ends with `（一）予以公开`.
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
/// Labels of fewer letters may be of several tables.
const FEWEST_LETTERS: usize = 4;
/// Fewer figures behind a label do not make a row outside of any table.
const FEWEST_FIGURES: usize = 6;
