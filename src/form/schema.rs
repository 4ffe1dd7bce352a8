//! The form for editors: a JSON Schema (draft 4, without `$ref`), with Chinese titles and hover texts.

use serde_json::{Map, Value, json};

use crate::fields::{FIELDS, Field, REPEATED, Takes, title_of};
use crate::figure::Kind;
use crate::standard::{EDITIONS, Edition, Line, Matrix, Table};
use crate::year::Year;

/// The name of the schema's file beside the forms of a year.
pub fn file_name(year: Year) -> String {
    format!("nianbao-{year}.schema.json")
}

/// The schema of the forms of an edition and year.
pub fn print(edition: &'static Edition, year: Year) -> String {
    let mut properties: Map<String, Value> = FIELDS
        .iter()
        .filter(|field| field.table.is_empty())
        .map(|field| (field.key.to_owned(), answer(field, year)))
        .collect();
    properties.insert("year".to_owned(), year_of(edition, year));
    for name in FIELDS.iter().map(|field| field.table).filter(|name| !name.is_empty()) {
        properties.entry(name).or_insert_with(|| answers(name, year));
    }
    for table in edition.tables {
        properties.insert(table.key.to_owned(), rows(edition, table));
    }
    if !edition.information_fee {
        properties.remove("information_fee");
    }
    let mut schema =
        object(&format!("政府信息公开工作年度报告填报表（{year}年度，{}版格式）", edition.version), &properties);
    let required: Vec<&str> = ["year", "agency"].into_iter().chain(edition.tables.iter().map(|t| t.key)).collect();
    schema["$schema"] = json!("http://json-schema.org/draft-04/schema#");
    schema["required"] = json!(required);
    // A plain map always becomes text.
    serde_json::to_string_pretty(&schema).unwrap_or_default() + "\n"
}

fn object(title: &str, properties: &Map<String, Value>) -> Value {
    json!({ "title": title, "type": "object", "properties": properties, "additionalProperties": false })
}

/// The year, with those of its edition as the limits.
fn year_of(edition: &Edition, year: Year) -> Value {
    json!({
        "title": "报告年度",
        "description": format!("报告年度：数据所属的年份，这张表是{year}年的。"),
        "type": "integer",
        "minimum": edition.years.0.number(),
        "maximum": edition.years.1.number(),
    })
}

/// One table of the fixed part; of `[[explained]]` there may be several.
fn answers(table: &'static str, year: Year) -> Value {
    let fields = FIELDS.iter().filter(|field| field.table == table);
    let required: Vec<&str> = fields.clone().filter(|field| field.required).map(|field| field.key).collect();
    let mut schema =
        object(title_of(table), &fields.map(|field| (field.key.to_owned(), answer(field, year))).collect());
    if !required.is_empty() {
        schema["required"] = json!(required);
    }
    if table == REPEATED { json!({ "title": title_of(table), "type": "array", "items": schema }) } else { schema }
}

fn answer(field: &Field, year: Year) -> Value {
    let mut schema = match field.takes {
        Takes::Year => json!({ "type": "integer" }),
        Takes::Version => json!({ "enum": EDITIONS.iter().map(|edition| edition.version).collect::<Vec<_>>() }),
        Takes::Choice(words) => json!({ "enum": words.iter().copied().chain([""]).collect::<Vec<_>>() }),
        Takes::Line | Takes::Font | Takes::Code | Takes::Text | Takes::Date => json!({ "type": "string" }),
        Takes::Count => or_not_filled(&number(Kind::Count)),
        Takes::Amount => or_not_filled(&number(Kind::Amount)),
        Takes::Lines => json!({ "type": "array", "items": { "type": "string" } }),
        Takes::Numbers => json!({ "type": "array", "items": { "type": "number" } }),
    };
    let choices = match field.takes {
        Takes::Choice(words) => format!("填{}中的一个。", words.join("、")),
        _ => String::new(),
    };
    let hint = if field.hint.is_empty() { String::new() } else { format!("{}。", field.hint_in(year)) };
    schema["title"] = json!(field.label);
    schema["description"] = json!(format!("{}。{choices}{hint}", field.label));
    schema
}

fn number(kind: Kind) -> Value {
    let type_of = if kind.is_amount() { "number" } else { "integer" };
    match kind {
        Kind::Change => json!({ "type": type_of }),
        Kind::Count | Kind::Amount => json!({ "type": type_of, "minimum": 0 }),
    }
}

/// `[]` stands where nothing is filled in yet.
fn or_not_filled(schema: &Value) -> Value {
    json!({ "anyOf": [schema, { "type": "array", "maxItems": 0 }] })
}

fn rows(edition: &'static Edition, table: &'static Table) -> Value {
    let rows = edition
        .matrices_of(table.key)
        .flat_map(|matrix| matrix.form_rows().map(move |line| (line.key.to_owned(), row(matrix, line))));
    object(&format!("{}　{}", table.name, table.title), &rows.collect())
}

/// A row: a list of its figures, 0 for all of them, or a single figure; those that follow may be left out.
fn row(matrix: &'static Matrix, line: &Line) -> Value {
    let columns: Vec<&Line> = matrix.given_columns().collect();
    let mut schema = match columns.as_slice() {
        [only] => {
            let one = json!({ "type": "array", "items": [number(only.kind)], "minItems": 1, "maxItems": 1, "additionalItems": false });
            json!({ "anyOf": [number(only.kind), one, { "type": "array", "maxItems": 0 }] })
        }
        several => {
            let total = matrix.total_column();
            let items: Vec<Value> = several.iter().copied().chain(total).map(column).collect();
            let most = items.len();
            let list = json!({ "type": "array", "items": items, "minItems": several.len(), "maxItems": most, "additionalItems": false });
            json!({ "anyOf": [list, { "type": "array", "maxItems": 0 }, { "enum": [0] }] })
        }
    };
    let labels: Vec<&str> = columns.iter().map(|column| column.label).collect();
    let means = if line.means.is_empty() { String::new() } else { format!("（{}）", line.means) };
    let follows = if line.is_given() { "" } else { "由程序计算，不用填；填了只作核对。" };
    schema["title"] = json!(line.full_name());
    schema["description"] = json!(format!("{}{means}。{follows}依次填：{}。", line.label, labels.join("、")));
    schema
}

fn column(heading: &Line) -> Value {
    let mut schema = number(heading.kind);
    let stated = if heading.is_derived() { "（由程序计算，不用填；填了只作核对）" } else { "" };
    schema["title"] = json!(heading.label);
    schema["description"] = json!(format!("{}{stated}", heading.label));
    schema
}
