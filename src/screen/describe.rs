//! What does not change while a form of one year is filled in.

use serde::Serialize;

use super::steps::{Step, steps};
use crate::fields::{FIELDS, Field, SECTIONS, Takes};
use crate::refused::Refused;
use crate::standard::{self, Content, EDITIONS, Edition, Layout, Matrix};
use crate::year::Year;

/// The form of a year, described: steps, tables as on paper, fields, what texts can quote.
#[derive(Debug, Serialize)]
pub struct Description {
    year: Year,
    edition: String,
    years: Vec<Year>,
    version: &'static str,
    steps: Vec<Part>,
    tables: Vec<Table>,
    fields: Vec<Asked>,
    insert: Vec<Insert>,
}

/// A step.
#[derive(Debug, Serialize)]
struct Part {
    key: String,
    name: String,
    heading: &'static str,
    tables: Vec<&'static str>,
    fields: Vec<String>,
}

/// A table as on paper.
#[derive(Debug, Serialize)]
struct Table {
    key: &'static str,
    name: &'static str,
    title: &'static str,
    rows: Vec<Vec<Cell>>,
    /// How many rows head it, and how many columns on the left are labels.
    head: usize,
    labels: usize,
    widths: &'static [u16],
    /// The places that are filled in, line by line.
    order: Vec<Vec<String>>,
}

/// A cell of a table.
#[derive(Debug, Serialize)]
struct Cell {
    text: &'static str,
    rowspan: usize,
    colspan: usize,
    scope: Option<&'static str>,
    place: Option<String>,
    given: bool,
    label: Option<String>,
}

/// A field of the fixed part.
#[derive(Debug, Serialize)]
struct Asked {
    place: String,
    label: &'static str,
    kind: &'static str,
    choices: Vec<Choice>,
    hint: String,
    sample: String,
    required: bool,
    outline: Vec<String>,
}

/// A word that a field takes.
#[derive(Debug, Serialize)]
struct Choice {
    value: &'static str,
    label: &'static str,
}

/// What a text can quote: a figure, or others below a heading.
#[derive(Debug, Serialize)]
struct Insert {
    label: String,
    insert: Option<String>,
    children: Vec<Insert>,
}

impl Description {
    /// The form of a year; of none, of the first year of the newest edition.
    ///
    /// # Errors
    ///
    /// A year that has no official format.
    pub fn of(year: Option<Year>) -> Result<Self, Refused> {
        let (first, last) = Edition::years();
        let year = year.unwrap_or(EDITIONS[EDITIONS.len() - 1].years.0);
        let edition =
            Edition::of_year(year).ok_or_else(|| Refused::because(format!("{year}年没有统一的年度报告格式")))?;
        // Forms of years gone by, and of the one that is not over yet.
        let newest = year.next().number().min(last.number());
        let steps = steps(edition);
        let asked = FIELDS.iter().filter(|field| steps.iter().any(|step| step.fields.contains(field)));
        Ok(Self {
            year,
            edition: edition.version.to_string(),
            years: (first.number()..=newest).rev().filter_map(Year::new).collect(),
            version: env!("CARGO_PKG_VERSION"),
            tables: edition.tables.iter().map(|table| Table::of(edition, table)).collect(),
            fields: asked.map(|field| Asked::of(field, year)).collect(),
            insert: edition.tables.iter().map(|table| insert(edition, table)).collect(),
            steps: steps.into_iter().map(Part::of).collect(),
        })
    }
}

impl Part {
    fn of(step: Step) -> Self {
        let fields = step.fields.iter().map(|field| field.to_string()).collect();
        let tables = step.table.iter().map(|table| table.key).collect();
        Self { key: step.key, name: step.name, heading: step.heading, tables, fields }
    }
}

impl Table {
    fn of(edition: &'static Edition, table: &'static standard::Table) -> Self {
        let grid = edition.grid(table);
        let mut rows: Vec<Vec<Cell>> = Vec::new();
        rows.resize_with(grid.rows, Vec::new);
        for slot in &grid.slots {
            rows[slot.row].push(Cell::of(slot.content, slot.height, slot.width));
        }
        let lines = edition.matrices_of(table.key).flat_map(order);
        let order = match table.layout {
            Layout::Crossed => lines.collect(),
            Layout::SideBySide => vec![lines.flatten().collect()],
        };
        let (head, labels) = (grid.header_rows, grid.label_columns);
        Self { key: table.key, name: table.name, title: table.title, rows, head, labels, widths: table.widths, order }
    }
}

/// The places of a matrix that are filled in, row by row.
fn order(matrix: &'static Matrix) -> impl Iterator<Item = Vec<String>> {
    let given = matrix.rows.printed().filter(|row| row.is_given());
    given.map(|row| matrix.given_columns().map(|column| matrix.place(row, column).to_string()).collect())
}

impl Cell {
    fn of(content: Content, rowspan: usize, colspan: usize) -> Self {
        let plain =
            |text, scope| Self { text, rowspan, colspan, scope: Some(scope), place: None, given: false, label: None };
        match content {
            Content::Band(text) => plain(text, "colgroup"),
            Content::Corner(text) => plain(text, "corner"),
            Content::ColumnLabel(text) => plain(text, if colspan > 1 { "colgroup" } else { "col" }),
            Content::RowLabel(text) => plain(text, if rowspan > 1 { "rowgroup" } else { "row" }),
            Content::Figure(place) => Self {
                text: "",
                rowspan,
                colspan,
                scope: None,
                place: Some(place.to_string()),
                given: place.is_given(),
                label: Some(place.full_name()),
            },
        }
    }
}

impl Asked {
    fn of(field: &'static Field, year: Year) -> Self {
        let choices: &[&str] = if let Takes::Choice(words) = field.takes { words } else { &[] };
        let hint = field.hint_in(year);
        let is_section = SECTIONS.contains(&field);
        let outline = if is_section { hint.split('；').map(str::to_owned).collect() } else { Vec::new() };
        Self {
            place: field.to_string(),
            label: field.label,
            kind: kind(field.takes),
            choices: choices.iter().map(|word| Choice { value: word, label: word }).collect(),
            hint: if is_section { String::new() } else { hint },
            sample: field.sample_in(year).trim_matches(['"', '[', ']']).to_owned(),
            required: field.required,
            outline,
        }
    }
}

/// What takes an answer on the screen.
const fn kind(takes: Takes) -> &'static str {
    match takes {
        Takes::Year | Takes::Version => "year",
        Takes::Line | Takes::Font | Takes::Code => "text",
        Takes::Text => "narrative",
        Takes::Choice(_) => "choice",
        Takes::Date => "date",
        Takes::Count => "number",
        Takes::Amount => "amount",
        Takes::Lines | Takes::Numbers => "lines",
    }
}

fn insert(edition: &'static Edition, table: &'static standard::Table) -> Insert {
    let children = edition.matrices_of(table.key).flat_map(|matrix| {
        matrix.rows.printed().map(move |row| {
            let leaf = |label: &str, place: standard::Place| Insert {
                label: label.to_owned(),
                insert: Some(format!("{{{{{place}}}}}")),
                children: Vec::new(),
            };
            let columns: Vec<_> = matrix.columns.printed().collect();
            match columns[..] {
                [only] => leaf(&format!("{} {}", row.full_name(), only.name), matrix.place(row, only)),
                _ => {
                    let children = columns.iter().map(|column| leaf(column.name, matrix.place(row, column))).collect();
                    Insert { label: row.full_name(), insert: None, children }
                }
            }
        })
    });
    Insert { label: format!("{} {}", table.name, table.title), insert: None, children: children.collect() }
}
