//! The blocks of an edition worked out: every heading that bears figures, with its formula. Once a process.

use std::ops::Deref;
use std::sync::LazyLock;

use super::{Block, EDITIONS, Edition, Expectation, Formula, Heading, Place, Role, Row, Sign, SignedSum, Table, Term};

/// A block with its rows and columns worked out.
#[derive(Debug)]
pub struct Matrix {
    /// The edition it belongs to.
    pub edition: &'static Edition,
    /// The table it stands in.
    pub table: &'static Table,
    /// What is expected of its columns beyond their sums.
    pub expected: &'static [Expectation],
    /// The rows that bear figures, groups before what they hold.
    pub rows: Axis,
    /// The columns that bear figures, groups before what they hold.
    pub columns: Axis,
    /// The number of its first place.
    pub(super) first: u16,
}

/// One axis of a block: its headings that bear figures, in order.
#[derive(Debug)]
pub struct Axis(Vec<Line>);

/// A heading that bears figures, with what stands above it and the formula it follows from.
#[derive(Debug)]
pub struct Line {
    /// The heading.
    pub heading: &'static Heading,
    /// The groups it stands in, outermost first.
    pub above: Vec<&'static Heading>,
    /// Where it stands on its axis.
    at: usize,
    /// The lines it is the sum of: given headings, keyed groups, named ones. None of a given heading.
    terms: Vec<(Sign, usize)>,
    /// The given lines it stands for: itself, or those of a group.
    parts: Vec<usize>,
}

/// By edition, in the order of [`EDITIONS`].
static WORKED_OUT: LazyLock<Vec<Vec<Matrix>>> = LazyLock::new(|| EDITIONS.iter().copied().map(work_out).collect());

fn work_out(edition: &'static Edition) -> Vec<Matrix> {
    let blocks = edition.tables.iter().flat_map(|table| table.blocks.iter().map(move |block| (table, block)));
    let mut first = 0;
    blocks
        .map(|(table, Block { rows, columns, expected, .. })| {
            let (rows, columns) = (Axis::of(rows), Axis::of(columns));
            let count = u16::try_from(rows.len() * columns.len()).unwrap_or_default();
            let matrix = Matrix { edition, table, expected, rows, columns, first };
            first += count;
            matrix
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

    /// The row of that key in a table, groups included.
    pub fn row(&self, table: &str, key: &str) -> Option<Row> {
        self.matrices_of(table).find_map(|matrix| Some(Row { matrix, line: matrix.row(key)? }))
    }

    /// Whether a table has a row of that key, groups included.
    pub fn has_row(&self, table: &str, row: &str) -> bool {
        self.row(table, row).is_some()
    }

    /// The rows that a form may fill or state, in the order of the paper.
    pub fn form_rows(&self, table: &str) -> impl Iterator<Item = Row> {
        self.matrices_of(table).flat_map(|matrix| matrix.form_rows().map(move |line| Row { matrix, line }))
    }

    /// The place a written name like `applications.received.total` stands for.
    pub fn place(&self, name: &str) -> Option<Place> {
        let evaluation = self.evaluation();
        evaluation.named(name).map(|number| evaluation.places[number])
    }

    /// Every place in reading order, groups included.
    pub fn places(&self) -> impl Iterator<Item = Place> {
        self.matrices().iter().flat_map(|matrix| {
            matrix.rows.iter().flat_map(move |row| matrix.columns.iter().map(move |column| matrix.place(row, column)))
        })
    }
}

impl Place {
    /// The printed places it is the sum of, all in its row or all in its column: what a live formula adds up. Where a
    /// derived row crosses a derived column, the row's formula counts. None of a given place.
    pub fn formula(self) -> SignedSum<Self> {
        let (matrix, row, column) = (self.matrix(), self.row(), self.column());
        if row.is_given() {
            let printed = matrix.columns.printed_terms(column);
            return printed.map(|(sign, term)| (sign, matrix.place(row, term))).collect();
        }
        matrix.rows.printed_terms(row).map(|(sign, term)| (sign, matrix.place(term, column))).collect()
    }

    /// The given places that it follows from in the end: itself, if it is given.
    pub fn given_terms(self) -> Vec<Self> {
        let terms = self.formula();
        if terms.is_empty() {
            return vec![self];
        }
        terms.into_iter().flat_map(|(_, term)| term.given_terms()).collect()
    }

    /// Whether its figure can be compared with that of a report of another edition: of the table in which something is
    /// carried over from year to year, that the row has the same label in both.
    pub fn is_shared_with(self, other: &'static Edition) -> bool {
        self.edition().version == other.version
            || self
                .in_edition(other)
                .is_some_and(|place| place.matrix().rows.iter().any(|row| !row.continues.is_empty()))
    }
}

impl Matrix {
    /// The row of that key.
    pub fn row(&self, key: &str) -> Option<&Line> {
        self.rows.get(key)
    }

    /// The column of that key.
    pub fn column(&self, key: &str) -> Option<&Line> {
        self.columns.get(key)
    }

    /// The place where two of its own lines cross.
    pub fn place(&self, row: &Line, column: &Line) -> Place {
        debug_assert!(self.rows.holds(row) && self.columns.holds(column), "{} and {}", row.key, column.key);
        let number = row.at * self.columns.len() + column.at;
        Place::numbered(self.edition, self.first + u16::try_from(number).unwrap_or_default())
    }

    /// The rows that the form may fill or state, in the order of the paper.
    pub fn form_rows(&self) -> impl Iterator<Item = &Line> {
        self.rows.printed()
    }

    /// The columns that are filled in, in order.
    pub fn given_columns(&self) -> impl Iterator<Item = &Line> {
        self.columns.iter().filter(|column| column.is_given())
    }

    /// Whether something of it is carried over from year to year: 表三.
    pub fn carries_over(&self) -> bool {
        self.rows.iter().any(|row| row.is_difference())
    }

    /// Whether it counts cases by their outcome: 表四.
    pub fn counts_outcomes(&self) -> bool {
        self.total_column().is_some() && !self.carries_over()
    }

    /// The column that follows from the given ones and may be stated after them: 总计, where there is one.
    pub fn total_column(&self) -> Option<&Line> {
        self.columns.iter().find(|column| column.is_derived())
    }
}

impl Deref for Axis {
    type Target = [Line];

    fn deref(&self) -> &[Line] {
        &self.0
    }
}

impl Axis {
    fn of(headings: &'static [Heading]) -> Self {
        let mut axis = Self(Vec::new());
        axis.collect(headings, &[]);
        for at in 0..axis.0.len() {
            axis.0[at].terms = axis.terms_of(headings, &axis.0[at]);
            axis.0[at].parts = axis.parts_of(&axis.0[at]);
        }
        axis
    }

    fn collect(&mut self, headings: &'static [Heading], above: &[&'static Heading]) {
        for heading in headings {
            if !heading.key.is_empty() {
                let (at, terms, parts) = (self.0.len(), Vec::new(), Vec::new());
                self.0.push(Line { heading, above: above.to_vec(), at, terms, parts });
            }
            if let Role::Group(children) = heading.role {
                self.collect(children, &[above, &[heading]].concat());
            }
        }
    }

    fn terms_of(&self, headings: &'static [Heading], line: &Line) -> Vec<(Sign, usize)> {
        let siblings = match line.above.last().map(|above| above.role) {
            Some(Role::Group(children)) => children,
            _ => headings,
        };
        match line.role {
            Role::Given => Vec::new(),
            Role::Group(children) => self.summands(children),
            Role::Derived(Formula::Sum, _) => {
                let own = siblings.iter().position(|sibling| sibling.key == line.key).unwrap_or_default();
                self.summands(&siblings[..own])
            }
            Role::Derived(Formula::Terms(terms), _) => {
                let of = |term: &Term| match *term {
                    Term::Plus(key) => Some((Sign::Plus, self.get(key)?.at)),
                    Term::Minus(key) => Some((Sign::Minus, self.get(key)?.at)),
                };
                terms.iter().filter_map(of).collect()
            }
        }
    }

    /// The lines that a sum over headings adds up: of a group without a key, what it holds.
    fn summands(&self, headings: &'static [Heading]) -> Vec<(Sign, usize)> {
        let of = |heading: &'static Heading| match heading.role {
            Role::Group(children) if heading.key.is_empty() => self.summands(children),
            Role::Given | Role::Group(_) => {
                self.get(heading.key).map(|line| (Sign::Plus, line.at)).into_iter().collect()
            }
            Role::Derived(..) => Vec::new(),
        };
        headings.iter().flat_map(of).collect()
    }

    fn parts_of(&self, line: &Line) -> Vec<usize> {
        if !line.is_group() {
            return vec![line.at];
        }
        let is_within = |other: &&Line| other.above.iter().any(|above| above.key == line.key);
        self.iter().filter(is_within).filter(|other| other.is_given()).map(|other| other.at).collect()
    }

    /// The line of that key.
    pub fn get(&self, key: &str) -> Option<&Line> {
        self.iter().find(|line| line.key == key)
    }

    /// The lines that are printed: all but the groups.
    pub fn printed(&self) -> impl Iterator<Item = &Line> {
        self.iter().filter(|line| !line.is_group())
    }

    /// The lines that a line is the sum of; none of a given one.
    pub fn terms(&self, line: &Line) -> impl Iterator<Item = (Sign, &Line)> {
        line.terms.iter().map(|(sign, at)| (*sign, &self.0[*at]))
    }

    /// The given lines that a line stands for: itself, or those of a group.
    pub fn parts(&self, line: &Line) -> impl Iterator<Item = &Line> {
        line.parts.iter().map(|at| &self.0[*at])
    }

    /// The printed lines that a line is the sum of, a group by its parts.
    pub fn printed_terms(&self, line: &Line) -> impl Iterator<Item = (Sign, &Line)> {
        line.terms.iter().flat_map(|(sign, at)| self.parts(&self.0[*at]).map(|part| (*sign, part)))
    }

    fn holds(&self, line: &Line) -> bool {
        self.0.get(line.at).is_some_and(|own| std::ptr::eq(own, line))
    }
}

impl Deref for Line {
    type Target = Heading;

    fn deref(&self) -> &Heading {
        self.heading
    }
}

impl Line {
    /// The heading as messages name it, an item of a group with the group's number: `（三）8.属于行政查询事项`.
    pub fn full_name(&self) -> String {
        let numbered = self.label.starts_with(|c: char| c.is_ascii_digit());
        let number = self.above.last().filter(|_| numbered).and_then(|g| g.label.split_inclusive('）').next());
        format!("{}{}", number.unwrap_or_default(), self.name)
    }

    /// Whether it is a sum or difference of others.
    pub const fn follows(&self) -> bool {
        !self.terms.is_empty()
    }
}
