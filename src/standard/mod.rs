//! The official formats as data: each edition is declared once, and everything else walks the declaration.
//!
//! Basis: 国办公开办函〔2019〕60号 (report years 2019 and 2020) and 国办公开办函〔2021〕30号 (2021 to date).
//! Both axes of a table are trees of [`Heading`]s; where a row crosses a column stands a figure, and its
//! [`Place`] is `table.row.column`.

mod layout;
mod shared;
mod sound;
mod y2019;
mod y2021;

pub use layout::{Content, Grid, Slot};
pub use y2019::Y2019;
pub use y2021::Y2021;

use crate::figure::Kind;
use crate::place::Place;

/// Every edition, oldest first.
pub static EDITIONS: [&Edition; 2] = [&Y2019, &Y2021];

/// The first year that has an official format, and the last this program answers for.
pub const YEARS: std::ops::RangeInclusive<i128> = 2019..=2099;

/// Width of the type area in twips: 156 mm (GB/T 9704—2012, 5.2).
pub const TYPE_AREA: u16 = 8844;

/// 格式版本: one official format.
#[derive(Debug)]
pub struct Edition {
    /// The year of its notice, which names it: 2019 or 2021.
    pub version: u16,
    /// 文号 of the notice.
    pub notice: &'static str,
    /// First and last report year it governs.
    pub years: (u16, u16),
    /// The six sections, in order.
    pub sections: &'static [Section],
    /// Tables two, three and four.
    pub tables: &'static [Table],
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
    /// How blocks become a grid.
    pub layout: Layout,
    /// Its blocks, top to bottom.
    pub blocks: &'static [Block],
    /// Widths of the grid columns in twips; together [`TYPE_AREA`].
    pub widths: &'static [u16],
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
}

/// 栏目: a heading of either axis.
#[derive(Debug, Clone, Copy)]
pub struct Heading {
    /// Its name in the form and in places; empty for a group that is only printed.
    pub key: &'static str,
    /// The official label, verbatim.
    pub label: &'static str,
    /// The label as messages say it (the paper's name, shortened where it is long).
    pub said: &'static str,
    /// The word for it in a sum (`新收140＋上年结转0`); empty: a group is then quoted by its parts.
    pub short: &'static str,
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
    /// It follows; printed, never asked for.
    Derived(Formula),
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

/// A heading that bears figures, with what stands above it and the formula it follows from.
#[derive(Debug, Clone)]
pub struct Line {
    /// The heading.
    pub heading: &'static Heading,
    /// The groups it stands in, outermost first.
    pub above: Vec<&'static Heading>,
    /// The terms it is the sum of: given headings, keyed groups, named ones. Empty for a given heading.
    pub terms: Vec<(Sign, &'static Heading)>,
}

impl Edition {
    /// The edition that governs a report year.
    pub fn of_year(year: u16) -> Option<&'static Self> {
        EDITIONS.into_iter().find(|e| (e.years.0..=e.years.1).contains(&year))
    }

    /// The edition by the year of its notice.
    pub fn of_version(version: u16) -> Option<&'static Self> {
        EDITIONS.into_iter().find(|e| e.version == version)
    }

    /// The other edition.
    pub fn other(&self) -> &'static Self {
        if self.version == Y2019.version { &Y2021 } else { &Y2019 }
    }

    /// The table of that key.
    pub fn table(&'static self, key: &str) -> Option<&'static Table> {
        self.tables.iter().find(|t| t.key == key)
    }

    /// The place a written name like `applications.received.total` stands for.
    pub fn place(&'static self, name: &str) -> Option<Place> {
        let mut parts = name.split('.');
        let (table, row, column) = (parts.next()?, parts.next()?, parts.next()?);
        if parts.next().is_some() {
            return None;
        }
        let table = self.table(table)?;
        let block = table.block_of(row)?;
        Some(table.place(find(block.rows, row)?, find(block.columns, column)?))
    }

    /// Every place in reading order, groups included.
    pub fn places(&'static self) -> impl Iterator<Item = Place> {
        self.tables.iter().flat_map(Table::places)
    }

    /// The place as staff would name it: 表三“一、本年新收”自然人.
    pub fn say(&'static self, place: Place) -> String {
        let Some(table) = self.table(place.table) else { return place.to_string() };
        let column = table.block_of(place.row).and_then(|b| find(b.columns, place.column));
        format!("{}“{}”{}", table.name, table.say_row(place.row), column.map_or("", |c| c.said))
    }
}

impl Table {
    /// The block a row stands in.
    pub fn block_of(&'static self, row: &str) -> Option<&'static Block> {
        self.blocks.iter().find(|b| find(b.rows, row).is_some())
    }

    /// The place where two headings cross.
    pub const fn place(&self, row: &'static Heading, column: &'static Heading) -> Place {
        Place { table: self.key, row: row.key, column: column.key }
    }

    /// Every place of the table in reading order, groups included.
    pub fn places(&'static self) -> impl Iterator<Item = Place> {
        self.blocks.iter().flat_map(move |block| {
            let columns = block.column_lines();
            block.row_lines().into_iter().flat_map(move |row| {
                columns.iter().map(|column| self.place(row.heading, column.heading)).collect::<Vec<_>>()
            })
        })
    }

    /// Rows that the form may fill or state, with their blocks, in the order of the paper.
    pub fn form_rows(&'static self) -> impl Iterator<Item = (&'static Block, Line)> {
        self.blocks
            .iter()
            .flat_map(|block| block.row_lines().into_iter().map(move |line| (block, line)))
            .filter(|(_, line)| !line.heading.is_group())
    }

    /// A row as messages name it: `（三）8.属于行政查询事项`.
    pub fn say_row(&'static self, row: &str) -> String {
        let lines = self.blocks.iter().flat_map(Block::row_lines);
        lines.into_iter().find(|l| l.heading.key == row).map_or_else(String::new, |l| l.say())
    }
}

impl Block {
    /// The rows that bear figures, groups before what they hold.
    pub fn row_lines(&'static self) -> Vec<Line> {
        lines(self.rows)
    }

    /// The columns that bear figures, groups before what they hold.
    pub fn column_lines(&'static self) -> Vec<Line> {
        lines(self.columns)
    }

    /// The columns that are filled in, in order.
    pub fn given_columns(&'static self) -> Vec<&'static Heading> {
        leaves(self.columns).into_iter().filter(|h| h.is_given()).collect()
    }

    /// The column that follows from the given ones and may be stated after them: 总计, where there is one.
    pub fn total_column(&'static self) -> Option<&'static Heading> {
        leaves(self.columns).into_iter().find(|h| h.is_derived())
    }
}

impl Heading {
    /// Whether staff fill it in.
    pub const fn is_given(&self) -> bool {
        matches!(self.role, Role::Given)
    }

    /// Whether it is printed and follows from others.
    pub const fn is_derived(&self) -> bool {
        matches!(self.role, Role::Derived(_))
    }

    /// Whether it holds others.
    pub const fn is_group(&self) -> bool {
        matches!(self.role, Role::Group(_))
    }

    /// The given headings it stands for: itself, or those of a group.
    pub fn parts(&'static self) -> Vec<&'static Self> {
        match self.role {
            Role::Group(children) => leaves(children).into_iter().filter(|h| h.is_given()).collect(),
            Role::Given | Role::Derived(_) => vec![self],
        }
    }
}

impl Line {
    /// The heading as messages name it, an item of a group with the group's number: `（三）8.属于行政查询事项`.
    pub fn say(&self) -> String {
        let numbered = self.heading.label.starts_with(|c: char| c.is_ascii_digit());
        let number = self.above.last().filter(|_| numbered).and_then(|g| g.label.split_inclusive('）').next());
        format!("{}{}", number.unwrap_or_default(), self.heading.said)
    }
}

/// The printed headings of an axis: those that hold no others, in order.
pub fn leaves(headings: &'static [Heading]) -> Vec<&'static Heading> {
    let mut found = Vec::new();
    for heading in headings {
        match heading.role {
            Role::Group(children) => found.extend(leaves(children)),
            Role::Given | Role::Derived(_) => found.push(heading),
        }
    }
    found
}

/// The heading with that key, at any depth.
pub fn find(headings: &'static [Heading], key: &str) -> Option<&'static Heading> {
    headings.iter().find_map(|heading| match heading.role {
        _ if heading.key == key && !key.is_empty() => Some(heading),
        Role::Group(children) => find(children, key),
        Role::Given | Role::Derived(_) => None,
    })
}

fn lines(axis: &'static [Heading]) -> Vec<Line> {
    let mut found = Vec::new();
    collect(axis, axis, &[], &mut found);
    found
}

fn collect(axis: &'static [Heading], siblings: &'static [Heading], above: &[&'static Heading], found: &mut Vec<Line>) {
    for (at, heading) in siblings.iter().enumerate() {
        let terms = match heading.role {
            Role::Given => Vec::new(),
            Role::Group(children) => summands(children),
            Role::Derived(Formula::Sum) => summands(&siblings[..at]),
            Role::Derived(Formula::Terms(terms)) => named(axis, terms),
        };
        if !heading.key.is_empty() {
            found.push(Line { heading, above: above.to_vec(), terms });
        }
        if let Role::Group(children) = heading.role {
            let mut above = above.to_vec();
            above.push(heading);
            collect(axis, children, &above, found);
        }
    }
}

fn summands(headings: &'static [Heading]) -> Vec<(Sign, &'static Heading)> {
    let mut terms = Vec::new();
    for heading in headings {
        match heading.role {
            Role::Group(children) if heading.key.is_empty() => terms.extend(summands(children)),
            Role::Given | Role::Group(_) => terms.push((Sign::Plus, heading)),
            Role::Derived(_) => {}
        }
    }
    terms
}

fn named(axis: &'static [Heading], terms: &'static [Term]) -> Vec<(Sign, &'static Heading)> {
    let of = |term: &Term| match *term {
        Term::Plus(key) => find(axis, key).map(|h| (Sign::Plus, h)),
        Term::Minus(key) => find(axis, key).map(|h| (Sign::Minus, h)),
    };
    terms.iter().filter_map(of).collect()
}

/// A heading staff fill in.
const fn given(key: &'static str, label: &'static str) -> Heading {
    Heading { key, label, said: label, short: label, kind: Kind::Count, role: Role::Given }
}

/// A heading whose figures follow from a formula.
const fn derived(key: &'static str, label: &'static str, formula: Formula) -> Heading {
    Heading { role: Role::Derived(formula), ..given(key, label) }
}

/// A total of the given headings before it in its group.
const fn total(key: &'static str, label: &'static str) -> Heading {
    derived(key, label, Formula::Sum)
}

/// A group whose sum can be quoted.
const fn group(key: &'static str, label: &'static str, children: &'static [Heading]) -> Heading {
    Heading { role: Role::Group(children), short: "", ..given(key, label) }
}

/// A group that is only printed.
const fn over(label: &'static str, children: &'static [Heading]) -> Heading {
    group("", label, children)
}

impl Heading {
    /// Names it for messages.
    const fn said(self, said: &'static str) -> Self {
        Self { said, ..self }
    }

    /// Names it for sums.
    const fn short(self, short: &'static str) -> Self {
        Self { short, ..self }
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
