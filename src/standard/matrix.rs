//! The blocks of an edition worked out: every heading that bears figures, with its formula. Once a process.

use std::sync::LazyLock;

use super::{Block, EDITIONS, Edition, Expectation, Formula, Heading, Role, Sign, Table, Term};
use crate::figure::Kind;
use crate::place::Place;

/// A block with its rows and columns worked out.
#[derive(Debug)]
pub struct Matrix {
    /// The table it stands in.
    pub table: &'static Table,
    /// What is expected of its columns beyond their sums.
    pub expected: &'static [Expectation],
    /// The rows that bear figures, groups before what they hold.
    pub rows: Vec<Line>,
    /// The columns that bear figures, groups before what they hold.
    pub columns: Vec<Line>,
}

/// A heading that bears figures, with what stands above it and the formula it follows from.
#[derive(Debug)]
pub struct Line {
    /// The heading.
    pub heading: &'static Heading,
    /// The groups it stands in, outermost first.
    pub above: Vec<&'static Heading>,
    /// The terms it is the sum of: given headings, keyed groups, named ones. Empty for a given heading.
    pub terms: Vec<(Sign, &'static Heading)>,
}

/// By edition, in the order of [`EDITIONS`].
static WORKED_OUT: LazyLock<Vec<Vec<Matrix>>> = LazyLock::new(|| EDITIONS.iter().copied().map(work_out).collect());

fn work_out(edition: &'static Edition) -> Vec<Matrix> {
    let blocks = edition.tables.iter().flat_map(|table| table.blocks.iter().map(move |block| (table, block)));
    blocks
        .map(|(table, Block { rows, columns, expected, .. })| Matrix {
            table,
            expected,
            rows: lines(rows),
            columns: lines(columns),
        })
        .collect()
}

impl Edition {
    /// Its blocks worked out, in the order of the paper.
    pub fn matrices(&self) -> &'static [Matrix] {
        self.index().map_or(&[], |at| &WORKED_OUT[at])
    }

    /// Where it stands among the editions.
    pub(super) fn index(&self) -> Option<usize> {
        EDITIONS.iter().position(|edition| edition.version == self.version)
    }

    /// The blocks of one table.
    pub fn matrices_of(&self, table: &str) -> impl Iterator<Item = &'static Matrix> {
        self.matrices().iter().filter(move |matrix| matrix.table.key == table)
    }

    /// The block a row stands in. Row keys are unique within a table.
    pub fn matrix_of(&self, table: &str, row: &str) -> Option<&'static Matrix> {
        self.matrices_of(table).find(|matrix| matrix.row(row).is_some())
    }

    /// Whether a table has a row of that key, groups included.
    pub fn has_row(&self, table: &str, row: &str) -> bool {
        self.matrix_of(table, row).is_some()
    }

    /// The place a written name like `applications.received.total` stands for.
    pub fn place(&self, name: &str) -> Option<Place> {
        let plan = self.plan();
        plan.named(name).map(|number| plan.places[number])
    }

    /// Every place in reading order, groups included.
    pub fn places(&self) -> impl Iterator<Item = Place> {
        self.matrices().iter().flat_map(|matrix| {
            let columns = &matrix.columns;
            matrix
                .rows
                .iter()
                .flat_map(move |row| columns.iter().map(move |column| matrix.place(row.heading, column.heading)))
        })
    }

    /// Whether the figure at a place can be compared with that of a report of another edition: of the table in which
    /// something is carried over from year to year, that the row has the same label in both.
    pub fn shares(&self, other: &Self, place: Place) -> bool {
        if self.version == other.version {
            return true;
        }
        let label = |edition: &Self| {
            let matrix = edition.matrix_of(place.table, place.row)?;
            matrix.rows.iter().find(|row| !row.heading.continues.is_empty())?;
            Some(matrix.row(place.row)?.heading.label)
        };
        label(self).is_some() && label(self) == label(other)
    }

    /// The place as staff would name it: 表三“一、本年新收”自然人.
    pub fn say(&self, place: Place) -> String {
        let matrix = self.matrix_of(place.table, place.row);
        let said = matrix.and_then(|matrix| {
            let (row, column) = (matrix.row(place.row)?, matrix.column(place.column)?);
            Some(format!("{}“{}”{}", matrix.table.name, row.say(), column.heading.said))
        });
        said.unwrap_or_else(|| place.to_string())
    }

    /// What the figure at a place counts; its column decides.
    pub fn kind(&self, place: Place) -> Kind {
        let plan = self.plan();
        plan.number(place).map_or(Kind::Count, |number| plan.kinds[number])
    }

    /// The printed places a derived place is the sum of, all in its row or all in its column: what a live formula
    /// adds up. Where a derived row crosses a derived column, the row's formula counts.
    pub fn formula(&self, place: Place) -> Vec<(Sign, Place)> {
        let Some(matrix) = self.matrix_of(place.table, place.row) else { return Vec::new() };
        let (Some(row), Some(column)) = (matrix.row(place.row), matrix.column(place.column)) else { return Vec::new() };
        let is_sum_of_row = row.heading.is_given();
        let terms = if is_sum_of_row { &column.terms } else { &row.terms };
        let printed = terms.iter().flat_map(|(sign, term)| term.parts().into_iter().map(|part| (*sign, part)));
        let at =
            |part| if is_sum_of_row { matrix.place(row.heading, part) } else { matrix.place(part, column.heading) };
        printed.map(|(sign, part)| (sign, at(part))).collect()
    }

    /// The given places that a place follows from in the end: itself, if it is given.
    pub fn behind(&self, place: Place) -> Vec<Place> {
        let terms = self.formula(place);
        if terms.is_empty() {
            return vec![place];
        }
        terms.into_iter().flat_map(|(_, term)| self.behind(term)).collect()
    }
}

impl Matrix {
    /// The row of that key.
    pub fn row(&self, key: &str) -> Option<&Line> {
        self.rows.iter().find(|line| line.heading.key == key)
    }

    /// The column of that key.
    pub fn column(&self, key: &str) -> Option<&Line> {
        self.columns.iter().find(|line| line.heading.key == key)
    }

    /// The place where two headings cross.
    pub const fn place(&self, row: &Heading, column: &Heading) -> Place {
        Place { table: self.table.key, row: row.key, column: column.key }
    }

    /// The rows that the form may fill or state, in the order of the paper.
    pub fn form_rows(&self) -> impl Iterator<Item = &Line> {
        self.rows.iter().filter(|line| !line.heading.is_group())
    }

    /// The columns that are filled in, in order.
    pub fn given_columns(&self) -> impl Iterator<Item = &'static Heading> {
        self.columns.iter().map(|line| line.heading).filter(|heading| heading.is_given())
    }

    /// Whether something of it is carried over from year to year: 表三.
    pub fn carries_over(&self) -> bool {
        self.rows.iter().any(|row| row.heading.is_difference())
    }

    /// Whether it counts cases by their outcome: 表四.
    pub fn counts_outcomes(&self) -> bool {
        self.total_column().is_some() && !self.carries_over()
    }

    /// The column that follows from the given ones and may be stated after them: 总计, where there is one.
    pub fn total_column(&self) -> Option<&'static Heading> {
        self.columns.iter().map(|line| line.heading).find(|heading| heading.is_derived())
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
            Role::Derived(Formula::Sum, _) => summands(&siblings[..at]),
            Role::Derived(Formula::Terms(terms), _) => named(axis, terms),
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
            Role::Derived(..) => {}
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

/// The heading with that key, at any depth.
fn find(headings: &'static [Heading], key: &str) -> Option<&'static Heading> {
    headings.iter().find_map(|heading| match heading.role {
        _ if heading.key == key && !key.is_empty() => Some(heading),
        Role::Group(children) => find(children, key),
        Role::Given | Role::Derived(..) => None,
    })
}
