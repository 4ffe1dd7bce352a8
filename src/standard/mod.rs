//! The official formats as data: each edition is declared once, and everything else walks the declaration.
//!
//! Basis: 国办公开办函〔2019〕60号 (report years 2019 and 2020) and 国办公开办函〔2021〕30号 (2021 to date).
//! Both axes of a table are trees of [`Heading`]s; where a row crosses a column stands a figure, and its
//! [`Place`] is `table.row.column`.

mod evaluation;
mod expected;
mod indicator;
mod layout;
mod matrix;
mod place;
mod relation;
mod shared;
mod signed_sum;
mod validate;
mod y2019;
mod y2021;

pub use expected::{Expectation, Operand};
pub use indicator::Indicator;
pub use layout::Content;
pub use matrix::{Axis, Line, Matrix};
pub use place::{ByPlace, Place, Row};
pub use relation::{Bond, Relation};
pub use signed_sum::SignedSum;

use crate::figure::Kind;
use crate::rule::Rule;
use crate::year::Year;

/// Every edition, oldest first; each begins where the one before it ends.
pub static EDITIONS: &[&Edition] = &[&y2019::Y2019, &y2021::Y2021];

/// Width of the type area in twips: 156 mm (GB/T 9704—2012, 5.2).
pub const TYPE_AREA: u16 = 8844;

/// 格式版本: one official format.
#[derive(Debug)]
pub struct Edition {
    /// The year of its notice, which names it: 2019 or 2021.
    pub version: u16,
    /// What the format is called, with 《》 and the office that issued it where the name needs it.
    pub title: &'static str,
    /// 文号 of the notice.
    pub notice: &'static str,
    /// First and last report year it governs.
    pub years: (Year, Year),
    /// The six sections, in order.
    pub sections: &'static [Section],
    /// Tables two, three and four.
    pub tables: &'static [Table],
    /// The sentence about 规范性文件 in a new form's text, with the figures it quotes.
    pub documents: &'static str,
    /// Whether section six reports 收取信息处理费情况 (国办函〔2020〕109号, from 2021 on).
    pub information_fee: bool,
}

/// One of the six sections.
#[derive(Debug)]
pub struct Section {
    /// The exact heading, with its number.
    pub heading: &'static str,
    /// What stands below the heading.
    pub body: Body,
    /// Whether it opens a page: split over two, table three loses the labels of its groups.
    pub new_page: bool,
}

impl Section {
    /// The heading without its number.
    pub fn title(&self) -> &'static str {
        self.heading.split_once('、').map_or(self.heading, |(_, title)| title)
    }
}

/// What a section holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Body {
    /// Text, by its key in `[narrative]`.
    Narrative(&'static str),
    /// A table, by its key.
    Table(&'static str),
}

/// 表: blocks of headings in one grid.
#[derive(Debug)]
pub struct Table {
    /// Its name in the form: `disclosure`, `applications`, `reviews`.
    pub key: &'static str,
    /// What offices call it: 表二, 表三, 表四 (after the section it stands in).
    pub name: &'static str,
    /// What it shows, in the words of its section heading.
    pub title: &'static str,
    /// What to mind in all of it, for whoever fills the form; empty where the rows say it all.
    pub guide: &'static str,
    /// How blocks become a grid.
    pub layout: Layout,
    /// Its blocks, top to bottom.
    pub blocks: &'static [Block],
    /// Widths of the grid columns in twips; together [`TYPE_AREA`].
    pub widths: &'static [u16],
    /// The derived row whose parts are worth a chart: 办理结果.
    pub charted: Option<&'static str>,
}

/// How a table's headings are laid out on paper.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Layout {
    /// Rows down the side, columns across the top; several blocks are stacked.
    Crossed,
    /// The rows side by side across the top, each over its own columns; one line of figures.
    SideBySide,
}

/// A stretch of a table with columns of its own.
#[derive(Debug)]
pub struct Block {
    /// The full-width band that opens it: `第二十条第（一）项`.
    pub band: Option<&'static str>,
    /// The cell where the headings meet; empty where there is none.
    pub corner: &'static str,
    /// What is counted.
    pub rows: &'static [Heading],
    /// Under which heads it is counted.
    pub columns: &'static [Heading],
    /// What is expected of its columns beyond their sums.
    pub expected: &'static [Expectation],
}

/// 栏目: a heading of either axis.
#[derive(Debug, Clone, Copy)]
pub struct Heading {
    /// Its name in the form and in places; empty for a group that is only printed.
    pub key: &'static str,
    /// The official label, verbatim.
    pub label: &'static str,
    /// The label as messages give it, shortened where it is long.
    pub name: &'static str,
    /// The word for it in a sum (`新收140＋上年结转0`); empty: a group is then quoted by its parts.
    pub short_name: &'static str,
    /// What belongs under it, in a few words for whoever fills the form; empty where the label says it all.
    pub means: &'static str,
    /// The words by which texts name it.
    pub keywords: &'static [&'static str],
    /// Whether it follows, yet the office counts it as well: the form asks for that count, to compare the two.
    pub counted: bool,
    /// Whether only who can make 规章 has anything to fill in; for anybody else it is zero.
    pub by_rule_makers: bool,
    /// The row of last year's report whose figures it repeats; empty where there is none.
    pub continues: &'static str,
    /// What figures under it count. Columns decide; rows keep the default.
    pub kind: Kind,
    /// Whether it is filled in, follows, or holds others.
    pub role: Role,
}

/// Where the figures of a heading come from.
#[derive(Debug, Clone, Copy)]
pub enum Role {
    /// Staff fill it in.
    Given,
    /// It follows; printed, never asked for. A figure stated for it is held against the rule.
    Derived(Formula, &'static Rule),
    /// It holds other headings. With a key its sum can be quoted and checked; it is never printed.
    Group(&'static [Heading]),
}

/// A linear formula over headings of the same axis.
#[derive(Debug, Clone, Copy)]
pub enum Formula {
    /// The given headings before it within its own group.
    Sum,
    /// The terms named.
    Terms(&'static [Term]),
}

/// A term of a formula: the key of an earlier heading.
#[derive(Debug, Clone, Copy)]
pub enum Term {
    /// Added.
    Plus(&'static str),
    /// Taken away.
    Minus(&'static str),
}

/// A sign in a formula.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Sign {
    /// Added.
    Plus,
    /// Taken away.
    Minus,
}

impl Edition {
    /// The edition that governs a report year.
    pub fn of_year(year: Year) -> Option<&'static Self> {
        EDITIONS.iter().copied().find(|e| (e.years.0..=e.years.1).contains(&year))
    }

    /// The first and the last report year that any edition governs.
    pub fn years() -> (Year, Year) {
        (EDITIONS[0].years.0, EDITIONS[EDITIONS.len() - 1].years.1)
    }

    /// The edition by the year of its notice.
    pub fn of_version(version: u16) -> Option<&'static Self> {
        EDITIONS.iter().copied().find(|e| e.version == version)
    }

    /// The other editions.
    pub fn others(&self) -> impl Iterator<Item = &'static Self> {
        EDITIONS.iter().copied().filter(|edition| edition.version != self.version)
    }

    /// Another edition that has a row which this one may not have.
    pub fn elsewhere(&self, table: &str, row: &str) -> Option<&'static Self> {
        self.others().find(|edition| edition.has_row(table, row))
    }

    /// The table of that key.
    pub fn table(&self, key: &str) -> Option<&'static Table> {
        self.tables.iter().find(|t| t.key == key)
    }
}

impl Heading {
    /// Whether staff fill it in.
    pub const fn is_given(&self) -> bool {
        matches!(self.role, Role::Given)
    }

    /// Whether it is printed and follows from others.
    pub const fn is_derived(&self) -> bool {
        matches!(self.role, Role::Derived(..))
    }

    /// Whether it is what others leave, and may come out below zero: 结转下年度.
    pub const fn is_difference(&self) -> bool {
        matches!(self.role, Role::Derived(Formula::Terms(_), _))
    }

    /// Whether it holds others.
    pub const fn is_group(&self) -> bool {
        matches!(self.role, Role::Group(_))
    }
}

/// A heading staff fill in.
const fn given(key: &'static str, label: &'static str) -> Heading {
    Heading {
        key,
        label,
        name: label,
        short_name: label,
        means: "",
        keywords: &[],
        counted: false,
        by_rule_makers: false,
        continues: "",
        kind: Kind::Count,
        role: Role::Given,
    }
}

/// A heading whose figures follow from a formula.
const fn derived(key: &'static str, label: &'static str, formula: Formula, rule: &'static Rule) -> Heading {
    Heading { role: Role::Derived(formula, rule), ..given(key, label) }
}

/// A total of the given headings before it in its group.
const fn total(key: &'static str, label: &'static str, rule: &'static Rule) -> Heading {
    derived(key, label, Formula::Sum, rule)
}

/// A group whose sum can be quoted.
const fn group(key: &'static str, label: &'static str, children: &'static [Heading]) -> Heading {
    Heading { role: Role::Group(children), short_name: "", ..given(key, label) }
}

/// A group that is only printed.
const fn over(label: &'static str, children: &'static [Heading]) -> Heading {
    group("", label, children)
}

impl Heading {
    /// Names it for messages.
    const fn name(self, name: &'static str) -> Self {
        Self { name, ..self }
    }

    /// Names it for sums.
    const fn short_name(self, short_name: &'static str) -> Self {
        Self { short_name, ..self }
    }

    /// Says what belongs under it.
    const fn means(self, means: &'static str) -> Self {
        Self { means, ..self }
    }

    /// Says by which words texts name it.
    const fn keywords(self, keywords: &'static [&'static str]) -> Self {
        Self { keywords, ..self }
    }

    /// Asks for the office's own count of what follows, and says which.
    const fn counted(self, means: &'static str) -> Self {
        Self { means, counted: true, ..self }
    }

    /// Leaves it to who can make 规章.
    const fn by_rule_makers(self) -> Self {
        Self { by_rule_makers: true, ..self }
    }

    /// Repeats what last year's report says in another row.
    const fn continues(self, row: &'static str) -> Self {
        Self { continues: row, ..self }
    }

    /// Makes its figures changes, of either sign.
    const fn change(self) -> Self {
        Self { kind: Kind::Change, ..self }
    }

    /// Makes its figures amounts in 万元.
    const fn amount(self) -> Self {
        Self { kind: Kind::Amount, ..self }
    }
}
