//! 格式 and 规则 as pages of Markdown: what a form asks, key by key, and every rule with its reasons, each printed from
//! the one declaration it has.

use askama::Template;

use crate::fields::{self, FIELDS, Field, REPEATED, Takes, title_of};
use crate::figure::Kind;
use crate::finding::Finding;
use crate::rule::{self, FAMILIES, RULES, Rule, Severity};
use crate::standard::{Axis, Block, EDITIONS, Edition, Heading, Line, Matrix, Role, SignedSum, Table};
use crate::subject::Subject;
use crate::year::Year;

/// The year of which the page of the form gives its examples.
const SAMPLE_YEAR: Year = Year::of::<2026>();

/// The explanation of a group that has a name.
const PARTS: &str = "不填，表上也不印：下面各项之和，文字里可以引用";

/// 填报表的格式: every key of the form, of every edition.
pub fn form() -> String {
    rendered(&FormPage {})
}

/// 规则: every rule with what it weighs, why it is there, its basis, an example, and what to do.
pub fn rules() -> String {
    rendered(&RulesPage {})
}

/// A rule's message as it is printed, in the words of its example.
pub fn example(rule: &'static Rule) -> String {
    Finding::new(rule, Subject::File, None, rule.example).sentence()
}

/// The templates only place texts, so that rendering cannot fail.
fn rendered(page: &impl Template) -> String {
    page.render().unwrap_or_default().trim().to_owned() + "\n"
}

#[derive(Template)]
#[template(path = "reference/form.md", escape = "none")]
struct FormPage {}

/// A row as the page lists it.
struct Row {
    key: &'static str,
    label: String,
    fill: String,
}

impl FormPage {
    /// The editions, that in force first.
    #[allow(clippy::unused_self)]
    fn editions(&self) -> impl Iterator<Item = &'static Edition> {
        EDITIONS.iter().rev().copied()
    }

    /// 2021年起.
    fn years(edition: &Edition) -> String {
        let (first, last) = edition.years;
        match EDITIONS.last() {
            Some(newest) if newest.version == edition.version => format!("{first}年起"),
            _ => (first.number()..=last.number()).map(|year| format!("{year}年")).collect::<Vec<_>>().join("、"),
        }
    }

    /// The tables of the fixed part, in the order of the form.
    fn tables() -> Vec<&'static str> {
        let mut tables: Vec<&str> = FIELDS.iter().map(|field| field.table).collect();
        tables.dedup();
        tables
    }

    /// A table's heading: its name in the form, and what it is about.
    fn head(table: &str) -> String {
        match table {
            "" => "文件开头".to_owned(),
            REPEATED => format!("`[[{table}]]`　{}", title_of(table)),
            _ => format!("`[{table}]`　{}", title_of(table)),
        }
    }

    fn fields(table: &str) -> impl Iterator<Item = &'static Field> {
        FIELDS.iter().copied().filter(move |field| field.table == table)
    }

    /// What a key takes, as it is typed.
    fn takes(field: &Field) -> String {
        match field.takes {
            Takes::Year => format!("年份，如 `{SAMPLE_YEAR}`"),
            Takes::Version => {
                let versions: Vec<_> = EDITIONS.iter().map(|edition| format!("`{}`", edition.version)).collect();
                versions.join("、")
            }
            Takes::Line => "一行文字，两边加引号".to_owned(),
            Takes::Code => "18位的代码，两边加引号".to_owned(),
            Takes::Font => "字体的名称，两边加引号".to_owned(),
            Takes::Text => "文字，写在两行 `'''` 之间".to_owned(),
            Takes::Choice(words) => words.iter().map(|word| format!("`\"{word}\"`")).collect::<Vec<_>>().join("、"),
            Takes::Date => {
                let next = SAMPLE_YEAR.next();
                format!("日期，如 `{next}-01-20`、`\"{next}年1月20日\"`")
            }
            Takes::Count => Kind::Count.takes().to_owned(),
            Takes::Amount => "金额，单位元".to_owned(),
            Takes::Lines => "几个名称，写在 `[ ]` 里，各加引号".to_owned(),
            Takes::Numbers => "几个数，写在 `[ ]` 里".to_owned(),
        }
    }

    fn hint(field: &Field) -> String {
        let (hint, sample) = (field.hint_in(SAMPLE_YEAR), field.sample_in(SAMPLE_YEAR));
        let sample = if sample.is_empty() { sample } else { format!("如 `{sample}`") };
        [hint, sample].into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join("；")
    }

    /// The blocks of a table, each with what is worked out of it.
    fn blocks(
        edition: &'static Edition,
        table: &'static Table,
    ) -> impl Iterator<Item = (&'static Block, &'static Matrix)> {
        table.blocks.iter().zip(edition.matrices_of(table.key))
    }

    /// What is filled in under a column.
    fn column(axis: &Axis, line: &Line) -> String {
        match line.role {
            Role::Given => {
                let means = line.means;
                let means = if means.is_empty() { String::new() } else { format!("；{means}") };
                line.kind.takes().to_owned() + &means
            }
            Role::Derived(..) => format!("不用填：{}；自己数了的，可以写在最后，只作核对", follows(axis, line)),
            Role::Group(_) => PARTS.to_owned(),
        }
    }

    /// The rows of a block in the order of the paper, groups above what they hold.
    fn rows(block: &'static Block, matrix: &'static Matrix) -> Vec<Row> {
        let mut found = Vec::new();
        list(block.rows, 0, matrix, &mut found);
        found
    }
}

fn list(headings: &'static [Heading], depth: usize, matrix: &'static Matrix, found: &mut Vec<Row>) {
    for heading in headings {
        let label = "　".repeat(depth) + heading.label;
        let line = matrix.row(heading.key).filter(|_| !heading.key.is_empty());
        found.push(Row { key: heading.key, label, fill: fill(heading, line, matrix) });
        if let Role::Group(children) = heading.role {
            list(children, depth + 1, matrix, found);
        }
    }
}

/// How a row is filled in.
fn fill(heading: &Heading, line: Option<&Line>, matrix: &Matrix) -> String {
    let follows = line.map(|line| follows(&matrix.rows, line)).unwrap_or_default();
    let (does, means) = match heading.role {
        Role::Given => (String::new(), heading.means),
        Role::Derived(..) if heading.counted => (format!("不用填：{follows}；最好另填一遍，只作核对"), heading.means),
        Role::Derived(..) => (format!("不用填：{follows}；填了只作核对"), heading.means),
        Role::Group(_) if heading.key.is_empty() => (String::new(), heading.means),
        Role::Group(_) => (PARTS.to_owned(), heading.means),
    };
    [does.as_str(), means].into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join("。")
}

/// 新收＋上年结转－办结.
fn follows(axis: &Axis, line: &Line) -> String {
    let terms: SignedSum<&Line> = axis.terms(line).collect();
    terms.worded(|term| if term.short_name.is_empty() { term.name } else { term.short_name }.to_owned())
}

#[derive(Template)]
#[template(path = "reference/rules.md", escape = "none")]
struct RulesPage {}

/// A family of rules.
struct Family {
    letter: char,
    name: &'static str,
    /// The only command whose findings it has; empty where every command that reads a form has them.
    command: &'static str,
    rules: Vec<&'static Rule>,
}

impl RulesPage {
    /// What each severity comes to.
    const fn severities() -> [(Severity, &'static str); 3] {
        [
            (Severity::Error, "有一处就不生成报告（草稿除外），返回值是1"),
            (Severity::Warning, "请看一看：可能是对的，属实的写明说明，不妨碍生成"),
            (Severity::Note, "供参考"),
        ]
    }

    /// The errors that an office may explain.
    fn explainable() -> impl Iterator<Item = &'static Rule> {
        RULES.iter().copied().filter(|rule| rule.may_be_explained())
    }

    fn families() -> impl Iterator<Item = Family> {
        FAMILIES.iter().map(|&(letter, name)| Family {
            letter,
            name,
            command: match letter {
                'U' => "nianbao rollup",
                'I' => "nianbao import",
                _ => "",
            },
            rules: RULES.iter().copied().filter(|rule| rule.is_of(letter)).collect(),
        })
    }
}

/// A text in which no sign is taken for Markdown's own.
fn escaped(text: impl AsRef<str>) -> String {
    let mut escaped = String::new();
    for sign in text.as_ref().chars() {
        if matches!(sign, '*' | '<' | '`' | '\\' | '|') {
            escaped.push('\\');
        }
        escaped.push(sign);
    }
    escaped
}
