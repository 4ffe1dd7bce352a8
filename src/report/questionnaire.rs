//! 填报工作簿: what is asked of whoever fills the form in a spreadsheet, with what is known already.

use std::collections::HashSet;

use super::Exhibit;
use super::relations::{Relation, required};
use crate::fields::{self, FIELDS, Field, Takes, title_of};
use crate::figure::{Figure, Kind};
use crate::form::{Answer, Answers, Form};
use crate::standard::Place;
use crate::standard::{Edition, Line, Matrix, Table};
use crate::tally::tally;
use crate::year::Year;

/// Everything a blank form asks, in the order it is filled in. Each answer has the name of its cell, by which it is
/// found again wherever a spreadsheet program puts it.
#[derive(Debug)]
pub struct Questionnaire {
    /// What it is: 2026年政府信息公开工作年度报告填报表.
    pub title: String,
    /// The agency, as far as it is known.
    pub agency: String,
    /// The report year; where it is not known, the first of the edition.
    pub year: Year,
    /// How to fill it in, and what is to be minded.
    pub guidance: Vec<String>,
    /// The questions of the cover.
    pub groups: Vec<Group>,
    /// The official tables.
    pub tables: Vec<Inquiry>,
    /// What must hold between the figures.
    pub relations: Vec<Relation>,
    /// The texts.
    pub texts: Vec<Question>,
    /// Why what is remarked on is right.
    pub explanations: Explanations,
}

/// 说明: why what the check remarks on is right as it stands, a row each.
#[derive(Debug)]
pub struct Explanations {
    /// How to fill it in.
    pub guide: &'static str,
    /// The columns: the name of its cells, what heads it.
    pub columns: Vec<(String, &'static str)>,
    /// What is written already: a cell a column.
    pub rows: Vec<Vec<Option<Value>>>,
}

/// Questions under one heading.
#[derive(Debug)]
pub struct Group {
    /// The heading.
    pub title: String,
    /// The questions.
    pub questions: Vec<Question>,
}

/// A question that is no figure of the tables.
#[derive(Debug)]
pub struct Question {
    /// The name of the cell for its answer.
    pub name: String,
    /// What is asked.
    pub label: &'static str,
    /// What to write there.
    pub hint: String,
    /// What its cell takes.
    pub room: Room,
    /// What is there already.
    pub value: Option<Value>,
    /// What last year's form says.
    pub earlier: Option<String>,
}

/// What a cell takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Room {
    /// Nothing: the text is fixed.
    Fixed,
    /// A line of text.
    Line,
    /// Text of any number of paragraphs.
    Text,
    /// One of these words.
    Choice(&'static [&'static str]),
    /// A day.
    Date,
    /// A number.
    Number(Kind),
}

/// What a cell holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Value {
    /// Words, and what should be something else but is not.
    Text(String),
    /// A number.
    Number(Figure),
    /// A day.
    Date(crate::date::Date),
}

/// An official table to be filled in.
#[derive(Debug)]
pub struct Inquiry {
    /// The table; what follows is the sum of what there is, and blank while there is nothing.
    pub exhibit: Exhibit,
    /// What to mind in all of it.
    pub guide: &'static str,
    /// Places that are filled in, with what belongs there, row by row.
    pub hints: Vec<(Vec<Place>, String)>,
    /// What the office counted itself.
    pub ledger: Vec<Tallied>,
}

/// 台账数: what the office counted itself of figures that follow, to be compared with them.
#[derive(Debug)]
pub struct Tallied {
    /// What is counted.
    pub label: String,
    /// The places of the figures that follow, with what was counted.
    pub counts: Vec<(Place, Option<Value>)>,
}

/// What only the printed page has: who is responsible. The form has no room for it.
#[rustfmt::skip]
const SIGNATURES: &[(&str, &str)] = &[
    ("paper.filled_by",   "填表人"),
    ("paper.reviewed_by", "审核人"),
    ("paper.signed_by",   "签发人"),
    ("paper.phone",       "填表人电话"),
];

#[rustfmt::skip]
const GUIDANCE: &[&str] = &[
    "1. 只填黄色的格。空白不等于0：没有的填0，空着的算没有填。",
    "2. 总计、（七）总计、结转下年度自动算出，不用填；各表填没填全、平不平，看“校核”页（不查文字和封面）。",
    "3. 文字填在“文字”页，在格里换段按 Alt+Enter；{{…}} 生成时换成表里的数，不要改；【　】是要补写的地方。",
    "4. 填好保存，把这个文件拖到程序 nianbao 上：核对，没有错误就生成报告。",
    "5. 也可以分步运行：nianbao check 本文件（只核对）、nianbao build 本文件（核对无误就生成）。警告属实的，写在“说明”页。",
];

const EXPLAINING: &str =
    "核对时指出的警告，属实的在这里说明：规则、位置、数或原句照信息里列的填，一条一行，写明理由。数变了要重写。";

/// The name of the cell for a key of the fixed part.
pub fn name_of(field: &Field) -> String {
    // A name without a dot may be that of a function.
    if field.table.is_empty() { format!("form.{}", field.key) } else { field.to_string() }
}

/// The name of the cell for what the office counted itself.
pub fn name_of_count(place: Place) -> String {
    format!("stated.{place}")
}

impl Questionnaire {
    /// What is still to be asked for a form, with what the form has.
    pub fn new(form: &Form) -> Self {
        let (edition, year) = (form.edition, form.year());
        let asking = Builder { form, edition };
        let figures = tally(form);
        let remarks = form.comments.head.iter().map(|remark| format!("※ {remark}"));
        Self {
            title: format!(
                "{}政府信息公开工作年度报告填报表",
                year.map(|year| format!("{year}年")).unwrap_or_default()
            ),
            agency: form.text(&fields::NAME).unwrap_or_default().to_owned(),
            year: form.year_of_hints(),
            guidance: GUIDANCE.iter().map(|line| (*line).to_owned()).chain(remarks).collect(),
            groups: asking.groups(),
            tables: edition.tables.iter().map(|table| asking.inquiry(table)).collect(),
            // What is shown of a side is the sum so far; it counts once every figure behind it is there.
            relations: required(edition, &figures, |places| {
                let behind: HashSet<Place> = places.iter().flat_map(|place| place.given_terms()).collect();
                edition.places().filter(|place| behind.contains(place)).collect()
            }),
            texts: asking.texts(),
            explanations: asking.explanations(),
        }
    }

    /// The cells that the form has a key for: the name of each, and the part it belongs to as staff call it.
    pub fn cells(&self) -> Vec<(String, String)> {
        let question = |part: &str, question: &Question| (question.name.clone(), format!("{part}“{}”", question.label));
        let is_kept = |q: &&Question| !SIGNATURES.iter().any(|(name, _)| *name == q.name);
        let questions = self.groups.iter().flat_map(|group| &group.questions).filter(is_kept);
        let cover = questions.map(|q| question("封面", q));
        let texts = self.texts.iter().map(|q| question("文字", q));
        let figures = self.tables.iter().flat_map(|table| {
            let title = table.exhibit.sheet.to_owned();
            let given = table.hints.iter().flat_map(|(places, _)| places).map(Place::to_string);
            let counted = table.ledger.iter().flat_map(|line| &line.counts).map(|(place, _)| name_of_count(*place));
            given.chain(counted).map(move |name| (name, title.clone())).collect::<Vec<_>>()
        });
        cover.chain(figures).chain(texts).collect()
    }
}

struct Builder<'a> {
    form: &'a Form,
    edition: &'static Edition,
}

impl Builder<'_> {
    fn groups(&self) -> Vec<Group> {
        // What most forms leave out at the head and foot of a form is asked only where something is written.
        let is_asked = |field: &&Field| match field.table {
            "" => [&fields::YEAR, &fields::EDITION].contains(field) || self.form.answer(field).is_some(),
            "agency" if *field == &fields::CODE => self.form.has(field),
            table => !["layout", "rollup"].contains(&table) || self.form.has_any(table),
        };
        let group = |table: &str, title: &str| Group {
            title: title.to_owned(),
            questions: FIELDS
                .iter()
                .copied()
                .filter(|field| field.table == table)
                .filter(is_asked)
                .map(|field| self.question(field))
                .collect(),
        };
        let mut groups: Vec<Group> =
            ["", "agency", "publication"].into_iter().map(|table| group(table, title_of(table))).collect();
        if self.edition.information_fee || self.form.has_any(fields::FEE_CASES.table) {
            groups.push(group(fields::FEE_CASES.table, title_of(fields::FEE_CASES.table)));
        }
        groups.extend(["layout", "rollup"].map(|table| group(table, title_of(table))));
        groups.retain(|group| !group.questions.is_empty());
        groups.push(signatures());
        groups
    }

    fn texts(&self) -> Vec<Question> {
        let of = |table: &'static str| FIELDS.iter().filter(move |field| field.table == table);
        of(fields::OVERVIEW.table).chain(of(fields::NOTE_REVIEWS.table)).map(|field| self.question(field)).collect()
    }

    fn explanations(&self) -> Explanations {
        let cell = |written: &Answers, field: &Field| {
            let answer = |field: &Field| written.get(&(field.table, field.key)).map(|typed| &typed.value);
            let or_quote = || answer(&fields::EXPLAINED_QUOTE).filter(|_| *field == fields::EXPLAINED_FIGURES);
            answer(field).or_else(or_quote).and_then(value)
        };
        let row = |written: &Answers| fields::EXPLANATION.iter().map(|(field, _)| cell(written, field)).collect();
        Explanations {
            guide: EXPLAINING,
            columns: fields::EXPLANATION.iter().map(|(field, column)| (name_of(field), *column)).collect(),
            rows: self.form.explained.iter().map(row).collect(),
        }
    }

    fn question(&self, field: &'static Field) -> Question {
        let value = self.form.answer(field).and_then(value);
        let year = self.form.year().map(|year| Value::Number(Figure::count(year.number().into())));
        let version = Figure::read(&self.edition.version.to_string(), Kind::Count).ok().map(Value::Number);
        let (room, value) = match field.takes {
            Takes::Year => (Room::Fixed, year),
            Takes::Version => (Room::Fixed, version),
            Takes::Line | Takes::Font | Takes::Code | Takes::Lines | Takes::Numbers => (Room::Line, value),
            Takes::Text => (Room::Text, value),
            Takes::Choice(words) => (Room::Choice(words), value),
            Takes::Date => (Room::Date, value),
            Takes::Count => (Room::Number(Kind::Count), value),
            Takes::Amount => (Room::Number(Kind::Amount), value),
        };
        let hint = match field.takes {
            Takes::Lines => format!("{}；有几个的，用“、”隔开", field.hint_in(self.form.year_of_hints())),
            Takes::Date => format!("定稿时填，如 {}-1-20", self.form.year_of_hints().next()),
            Takes::Version => String::new(),
            _ => field.hint_in(self.form.year_of_hints()),
        };
        let earlier = self.form.comments.earlier.texts.get(&(field.table, field.key)).cloned();
        Question { name: name_of(field), label: field.label, hint, room, value, earlier }
    }

    fn inquiry(&self, table: &'static Table) -> Inquiry {
        let exhibit = Exhibit::with(table, self.edition, |place| self.so_far(place));
        // Messages speak of 表三: whoever reads one finds the sheet.
        let mut exhibit = Exhibit { sheet: table.name, ..exhibit };
        for cell in exhibit.cells_mut() {
            // What is written and no figure stays as it is written.
            if let Some(entry) = cell.entry.as_ref().filter(|entry| entry.figure.is_none() && entry.formula.is_empty())
            {
                cell.text = self.form.typed(entry.place).unwrap_or_default();
            }
        }
        let matrices = || self.edition.matrices_of(table.key);
        let rows = || matrices().flat_map(|matrix| matrix.form_rows().map(move |line| (matrix, line)));
        Inquiry {
            exhibit,
            guide: table.guide,
            hints: rows().filter(|(_, line)| line.is_given()).map(|(m, line)| self.hint(m, line)).collect(),
            ledger: rows().filter_map(|(matrix, line)| self.tallied(matrix, line)).collect(),
        }
    }

    /// A row's places, and what belongs there.
    fn hint(&self, matrix: &Matrix, line: &Line) -> (Vec<Place>, String) {
        let row = line;
        let places = matrix.given_columns().map(|column| matrix.place(row, column)).collect();
        let means = if row.means.is_empty() { String::new() } else { format!("：{}", row.means) };
        let earlier = self.form.comments.earlier.rows.get(&(matrix.table.key, row.key));
        let earlier = earlier.map(|figures| format!("（上年{figures}）")).unwrap_or_default();
        (places, format!("{}{means}{earlier}", line.full_name()))
    }

    /// The figures of a row that follow and that the office counts as well, or has counted.
    fn tallied(&self, matrix: &Matrix, line: &Line) -> Option<Tallied> {
        let row = line;
        let is_asked = |column: &Line| row.counted && column.is_given();
        let columns = matrix.columns.iter().filter(|column| !column.is_group());
        let places = columns.map(|column| (column, matrix.place(row, column)));
        let follows = places.filter(|(_, place)| !place.formula().is_empty());
        let counts: Vec<_> = follows
            .map(|(column, place)| (column, place, self.form.typed(place)))
            .filter(|(column, _, typed)| is_asked(column) || typed.is_some())
            .map(|(_, place, typed)| (place, typed.map(|typed| number(&typed, place.kind()))))
            .collect();
        let means = if row.counted { format!("（{}；最好填，不填也行）", row.means) } else { String::new() };
        (!counts.is_empty()).then(|| Tallied { label: format!("{}{means}", row.label), counts })
    }

    /// A figure as far as it is known: of a sum, what its terms come to that are there.
    fn so_far(&self, place: Place) -> Option<Figure> {
        let terms = place.formula();
        if terms.is_empty() {
            return self.form.given.get(&place).map(|typed| typed.value);
        }
        terms.value_so_far(|term| self.so_far(*term))
    }
}

fn signatures() -> Group {
    let questions = SIGNATURES.iter().map(|(name, label)| Question {
        name: (*name).to_owned(),
        label,
        hint: String::new(),
        room: Room::Line,
        value: None,
        earlier: None,
    });
    Group { title: "填表（留在纸上，不读入）".to_owned(), questions: questions.collect() }
}

/// An answer as its cell holds it.
fn value(answer: &Answer) -> Option<Value> {
    Some(match answer {
        Answer::Unreadable | Answer::Year(_) => return None,
        Answer::Figures(figures) => Value::Text(figures.iter().map(Figure::to_string).collect::<Vec<_>>().join(", ")),
        Answer::Text(text) if text.is_empty() => return None,
        Answer::Text(text) => Value::Text(text.clone()),
        Answer::Choice(word) => Value::Text((*word).to_owned()),
        Answer::Date(date) => Value::Date(*date),
        Answer::Figure(figure) => Value::Number(*figure),
        Answer::Texts(texts) => Value::Text(texts.join("、")),
    })
}

/// What is typed for a figure as its cell holds it.
fn number(typed: &str, kind: Kind) -> Value {
    Figure::read(typed, kind).map_or_else(|_| Value::Text(typed.to_owned()), Value::Number)
}
