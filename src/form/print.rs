//! A form as text: every key with its official label, rows as the paper's tables have them.

use std::fmt::Write as _;

use askama::Template;
use unicode_width::UnicodeWidthStr as _;

use super::{Answer, Answers, Form};
use crate::fields::{self, FIELDS, Field, Takes};
use crate::figure::{Figure, Kind, Misread};
use crate::standard::{self, Block, Body, Edition, Heading, Matrix, Role, Table};
use crate::toml_text::{paragraphs, quoted};
use crate::year::Year;

/// Values wider than this do not push the comments of other lines aside.
const WIDEST_VALUE: usize = 40;

/// The text of the form. `schema` is the file that tells editors about it.
pub fn print(form: &Form, schema: Option<&str>) -> String {
    let text = FormText { form, edition: form.edition, year: form.year_of_hints(), schema }.render();
    text.unwrap_or_default().trim().to_owned() + "\n"
}

#[derive(Template)]
#[template(path = "form/form.toml", escape = "none")]
struct FormText<'a> {
    form: &'a Form,
    edition: &'static Edition,
    year: Year,
    schema: Option<&'a str>,
}

impl FormText<'_> {
    /// A ruled line with a title.
    fn rule(title: &str) -> String {
        let line = format!("# ── {title} ");
        let width = line.width();
        line + &"─".repeat(72_usize.saturating_sub(width))
    }

    /// The tables of figures, with the headings of their sections.
    fn tables(&self) -> impl Iterator<Item = (&'static str, &'static Table)> {
        self.edition.sections.iter().filter_map(|section| match section.body {
            Body::Table(key) => Some((section.heading, self.edition.table(key)?)),
            Body::Narrative(_) => None,
        })
    }

    /// The texts, with the key of each.
    fn texts() -> impl Iterator<Item = &'static Field> {
        FIELDS.iter().copied().filter(|field| field.table == fields::OVERVIEW.table)
    }

    /// The lines of the keys of one table of the fixed part.
    fn answers(&self, table: &str) -> String {
        let fields: Vec<&Field> = FIELDS.iter().copied().filter(|field| field.table == table).collect();
        let of = |field: &&Field| {
            let remarks = self.form.comments.above(table, field.key).iter().map(|remark| Line::remark(remark));
            remarks.chain([self.answer(&self.form.answers, field)]).collect::<Vec<_>>()
        };
        lines(fields.iter().flat_map(of).collect())
    }

    /// The `[[explained]]` entries.
    fn explained(&self) -> Vec<String> {
        let of = |written: &Answers| {
            let fields = FIELDS.iter().filter(|field| field.table == fields::REPEATED);
            lines(fields.filter(|f| written.contains_key(&(f.table, f.key))).map(|f| self.answer(written, f)).collect())
        };
        self.form.explained.iter().map(of).collect()
    }

    fn answer(&self, written: &Answers, field: &Field) -> Line {
        let value = written.get(&(field.table, field.key)).and_then(|answer| token(field, &answer.value));
        let is_left_out = value.is_none() && !field.sample.is_empty();
        let value = value.unwrap_or_else(|| match field.takes {
            _ if is_left_out => field.sample_in(self.year),
            Takes::Year | Takes::Count | Takes::Amount => "[]".to_owned(),
            Takes::Text => paragraphs(""),
            _ => quoted(""),
        });
        let choices = match field.takes {
            Takes::Choice(words) => format!("{}；", words.join(" ")),
            _ => String::new(),
        };
        let key = if is_left_out { format!("# {}", field.key) } else { field.key.to_owned() };
        let hint =
            if field.hint.is_empty() { String::new() } else { format!("（{choices}{}）", field.hint_in(self.year)) };
        Line::Value { key, value, says: field.label.to_owned() + &hint }
    }

    /// The remarks on a key, as comments.
    fn remarks(&self, field: &Field) -> String {
        let remarks = self.form.comments.above(field.table, field.key);
        remarks.iter().fold(String::new(), |mut lines, remark| {
            _ = writeln!(lines, "# ※ {remark}");
            lines
        })
    }

    /// The text of a key, between quotes of its own.
    fn text(&self, field: &Field) -> String {
        paragraphs(self.form.text(field).unwrap_or_default())
    }

    /// Last year's text, as comments.
    fn earlier(&self, field: &Field) -> String {
        let text = self.form.comments.earlier.texts.get(&(field.table, field.key)).map_or("", String::as_str);
        let lines = text.split(|c: char| c.is_control() && c != '\t');
        lines.map(str::trim).filter(|line| !line.is_empty()).fold(String::new(), |mut lines, line| {
            _ = writeln!(lines, "# ｜{line}");
            lines
        })
    }

    /// The rows of a table, block by block, with their columns above.
    fn rows(&self, table: &'static Table) -> String {
        let mut found = Vec::new();
        for (block, matrix) in table.blocks.iter().zip(self.edition.matrices_of(table.key)) {
            let rows = Rows { form: self.form, block, matrix, widths: self.widths(matrix) };
            rows.head(&mut found);
            rows.collect(block.rows, 0, &mut found);
        }
        lines(found)
    }

    /// How wide the figures of each column are.
    fn widths(&self, matrix: &Matrix) -> Vec<usize> {
        let width = |row: &standard::Line, column: &standard::Line| {
            self.form.typed(matrix.place(row, column)).map_or(1, |typed| figure_token(&typed).len())
        };
        let is_list = |row: &&standard::Line| !is_zero(matrix, &cells(self.form, matrix, row));
        let rows: Vec<&standard::Line> = matrix.form_rows().filter(is_list).collect();
        let columns = matrix.given_columns().chain(matrix.total_column());
        columns.map(|column| rows.iter().map(|row| width(row, column)).max().unwrap_or(1)).collect()
    }
}

/// A line of the form.
enum Line {
    /// A comment alone, with what stands under the values.
    Comment { text: String, columns: String },
    /// A key with its value and what it is.
    Value { key: String, value: String, says: String },
}

impl Line {
    /// A remark on the line that follows.
    fn remark(text: &str) -> Self {
        Self::Comment { text: format!("※ {text}"), columns: String::new() }
    }
}

/// Lines of one table, keys, values and comments each under the other.
fn lines(lines: Vec<Line>) -> String {
    let keys = lines.iter().filter_map(|line| match line {
        Line::Value { key, .. } => Some(key.width()),
        Line::Comment { .. } => None,
    });
    let key_width = keys.max().unwrap_or(0);
    let values = lines.iter().filter_map(|line| match line {
        Line::Value { value, .. } if !value.contains('\n') => {
            Some(value.width()).filter(|width| *width <= WIDEST_VALUE)
        }
        _ => None,
    });
    let value_width = values.max().unwrap_or(0);
    let mut text = String::new();
    for line in lines {
        _ = match line {
            Line::Comment { text: comment, columns } if columns.is_empty() => writeln!(text, "# {comment}"),
            Line::Comment { text: comment, columns } => {
                writeln!(text, "# {}{columns}", padded(&comment, (key_width + 1).max(comment.width() + 2)))
            }
            Line::Value { key, value, says } if says.is_empty() => {
                writeln!(text, "{} = {value}", padded(&key, key_width))
            }
            Line::Value { key, value, says } => {
                writeln!(text, "{} = {}   # {says}", padded(&key, key_width), padded(&value, value_width))
            }
        };
    }
    text
}

fn padded(text: &str, width: usize) -> String {
    text.to_owned() + &" ".repeat(width.saturating_sub(text.width()))
}

/// The rows of one block.
struct Rows<'a> {
    form: &'a Form,
    block: &'static Block,
    matrix: &'static Matrix,
    widths: Vec<usize>,
}

impl Rows<'_> {
    /// The columns, as they are to be filled in.
    fn columns(&self) -> String {
        let labels: Vec<&str> = self.matrix.given_columns().map(|column| column.label).collect();
        match labels.as_slice() {
            [only] => (*only).to_owned(),
            several => format!("[{}]", several.join(", ")),
        }
    }

    fn head(&self, found: &mut Vec<Line>) {
        let text = self.block.band.unwrap_or_default().to_owned();
        found.push(Line::Comment { text, columns: self.columns() });
    }

    fn collect(&self, headings: &'static [Heading], depth: usize, found: &mut Vec<Line>) {
        for heading in headings {
            match heading.role {
                Role::Group(children) => {
                    // A group of groups heads no figures itself.
                    let heads_rows = !heading.key.is_empty();
                    let columns = if heads_rows { self.columns() } else { String::new() };
                    found.push(Line::Comment { text: with_meaning(heading), columns });
                    self.collect(children, depth + usize::from(heads_rows), found);
                }
                Role::Derived(..) if self.is_left_out(heading) => {
                    let remarks = self.form.comments.above(self.matrix.table.key, heading.key);
                    found.extend(remarks.iter().map(|remark| Line::remark(remark)));
                    let text = format!("{}：由程序计算，不用填", heading.label);
                    found.push(Line::Comment { text, columns: String::new() });
                }
                Role::Given | Role::Derived(..) => {
                    let remarks = self.form.comments.above(self.matrix.table.key, heading.key);
                    found.extend(remarks.iter().map(|remark| Line::remark(remark)));
                    found.extend(self.matrix.row(heading.key).map(|row| self.row(row, depth)));
                }
            }
        }
    }

    /// Whether a row that follows is neither asked for nor stated.
    fn is_left_out(&self, heading: &Heading) -> bool {
        let cells = self.matrix.row(heading.key).map(|row| cells(self.form, self.matrix, row));
        !heading.counted && cells.into_iter().flatten().all(|cell| cell.is_none())
    }

    fn row(&self, row: &standard::Line, depth: usize) -> Line {
        let earlier = self.form.comments.earlier.rows.get(&(self.matrix.table.key, row.key));
        let earlier = earlier.map(|figures| format!("　上年：{figures}")).unwrap_or_default();
        let says = "  ".repeat(depth) + &with_meaning(row) + &earlier;
        Line::Value { key: row.key.to_owned(), value: self.value(row), says }
    }

    /// The figures of a row as they are typed.
    fn value(&self, row: &standard::Line) -> String {
        let cells = cells(self.form, self.matrix, row);
        if is_zero(self.matrix, &cells) {
            return "0".to_owned();
        }
        if cells.iter().all(Option::is_none) {
            return "[]".to_owned();
        }
        let tokens = cells.iter().map(|typed| typed.as_deref().map_or_else(|| quoted(""), figure_token));
        let tokens: Vec<String> = tokens.zip(&self.widths).map(|(token, width)| format!("{token:>width$}")).collect();
        match tokens.as_slice() {
            [only] => only.trim_start().to_owned(),
            several => format!("[{}]", several.join(", ")),
        }
    }
}

/// What is written in the columns of a row: the given ones and, if it is stated, the total.
fn cells(form: &Form, matrix: &Matrix, row: &standard::Line) -> Vec<Option<String>> {
    let at = |column: &standard::Line| form.typed(matrix.place(row, column));
    let stated = matrix.total_column().and_then(at).map(Some);
    matrix.given_columns().map(at).chain(stated).collect()
}

/// Whether a row of several columns is zero in all of them and states no total: that is written once.
fn is_zero(matrix: &Matrix, cells: &[Option<String>]) -> bool {
    let is_zero = |typed: &Option<String>| typed.as_deref() == Some("0");
    cells.len() > 1 && cells.len() == matrix.given_columns().count() && cells.iter().all(is_zero)
}

/// The label with what belongs there: `一、本年新收政府信息公开申请数量（1月1日至12月31日收到的）`.
fn with_meaning(heading: &Heading) -> String {
    let optional = if heading.counted { "；最好填，漏计、多计靠它查出，不填也行" } else { "" };
    match heading.means {
        "" => heading.label.to_owned(),
        means => format!("{}（{means}{optional}）", heading.label),
    }
}

/// A figure as it is typed: a plain number as it is, too large or too precise as it may be; anything else as text.
fn figure_token(typed: &str) -> String {
    if is_plain(typed) { typed.to_owned() } else { quoted(typed) }
}

/// Whether it is a number as a form writes it, too large or too precise as it may be.
pub(super) fn is_plain(typed: &str) -> bool {
    let digits = typed.trim_start_matches(['-', '+']);
    let has_lead = digits.strip_prefix('0').is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_digit()));
    Figure::read(typed, Kind::Amount) != Err(Misread::NotANumber) && !has_lead
}

/// An answer as it is typed; none if there is nothing to type.
fn token(field: &Field, answer: &Answer) -> Option<String> {
    let list = |items: Vec<String>| format!("[{}]", items.join(", "));
    Some(match answer {
        Answer::Unreadable => return None,
        Answer::Year(year) => year.to_string(),
        Answer::Text(text) if field.takes == Takes::Text => paragraphs(text),
        Answer::Text(text) => quoted(text),
        Answer::Choice(word) => quoted(word),
        Answer::Date(date) => date.iso(),
        Answer::Figure(figure) => figure.to_string(),
        Answer::Texts(texts) => list(texts.iter().map(|text| quoted(text)).collect()),
        Answer::Figures(figures) => list(figures.iter().map(Figure::to_string).collect()),
    })
}
