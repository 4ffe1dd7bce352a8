//! The compile-time proof that an edition hangs together.

use super::{Block, Body, Edition, Expectation, Formula, Heading, Role, TYPE_AREA, Table, Term};

impl Edition {
    /// Whether every key is there once, every section has its table, every term names an earlier heading and every
    /// width adds up.
    pub(super) const fn is_sound(&self) -> bool {
        let mut i = 0;
        while i < self.tables.len() {
            if !self.tables[i].is_sound() {
                return false;
            }
            i += 1;
        }
        self.years.0.number() <= self.years.1.number() && self.sections.len() == 6 && self.sections_have_tables()
    }

    const fn sections_have_tables(&self) -> bool {
        let mut placed = 0;
        let mut s = 0;
        while s < self.sections.len() {
            if let Body::Table(key) = self.sections[s].body {
                if placed >= self.tables.len() || !same(self.tables[placed].key, key) {
                    return false;
                }
                placed += 1;
            }
            s += 1;
        }
        placed == self.tables.len()
    }
}

impl Table {
    const fn is_sound(&self) -> bool {
        let mut width = 0;
        let mut i = 0;
        while i < self.widths.len() {
            width += self.widths[i];
            i += 1;
        }
        let mut b = 0;
        while b < self.blocks.len() {
            let Block { rows, columns, expected, .. } = self.blocks[b];
            if derived_leaves(columns) > 1
                || !axis_is_sound(columns, columns)
                || !axis_is_sound(rows, rows)
                || !self.rows_are_unique(rows)
                || !expectations_name_columns(columns, expected)
            {
                return false;
            }
            b += 1;
        }
        width == TYPE_AREA && self.charted_is_derived()
    }

    const fn charted_is_derived(&self) -> bool {
        let Some(key) = self.charted else { return true };
        let mut b = 0;
        while b < self.blocks.len() {
            if derives(self.blocks[b].rows, key) {
                return true;
            }
            b += 1;
        }
        false
    }

    /// Row keys stand once in the whole table, so that a row needs no block to be named.
    const fn rows_are_unique(&self, headings: &[Heading]) -> bool {
        let mut i = 0;
        while i < headings.len() {
            let mut times = 0;
            let mut b = 0;
            while b < self.blocks.len() {
                times += count(self.blocks[b].rows, headings[i].key);
                b += 1;
            }
            if times != 1 && !headings[i].key.is_empty() {
                return false;
            }
            if let Role::Group(children) = headings[i].role
                && !self.rows_are_unique(children)
            {
                return false;
            }
            i += 1;
        }
        true
    }
}

/// Whether every expectation is of columns that are there.
const fn expectations_name_columns(columns: &[Heading], expected: &[Expectation]) -> bool {
    let mut i = 0;
    while i < expected.len() {
        let mut found = count(columns, expected[i].column) == 1 && !expected[i].terms.is_empty();
        let mut t = 0;
        while t < expected[i].terms.len() {
            let (_, key, _) = expected[i].terms[t].parts();
            found = found && count(columns, key) == 1;
            t += 1;
        }
        if !found {
            return false;
        }
        i += 1;
    }
    true
}

const fn axis_is_sound(axis: &[Heading], headings: &[Heading]) -> bool {
    let mut i = 0;
    while i < headings.len() {
        let heading = &headings[i];
        if heading.label.is_empty() || (!heading.key.is_empty() && count(axis, heading.key) != 1) {
            return false;
        }
        let sound = match heading.role {
            Role::Group(children) => !children.is_empty() && axis_is_sound(axis, children),
            Role::Given => !heading.key.is_empty(),
            Role::Derived(Formula::Sum, _) => !heading.key.is_empty() && i > 0,
            Role::Derived(Formula::Terms(terms), _) => {
                !heading.key.is_empty() && terms_come_before(axis, heading.key, terms)
            }
        };
        if !sound {
            return false;
        }
        i += 1;
    }
    !headings.is_empty()
}

const fn terms_come_before(axis: &[Heading], key: &str, terms: &[Term]) -> bool {
    let mut i = 0;
    while i < terms.len() {
        let (Term::Plus(name) | Term::Minus(name)) = terms[i];
        match (position(axis, name), position(axis, key)) {
            (Ok(term), Ok(own)) if term < own => {}
            _ => return false,
        }
        i += 1;
    }
    !terms.is_empty()
}

/// How many headings follow from others. A row takes one stated total at most, so its columns have one at most.
const fn derived_leaves(headings: &[Heading]) -> usize {
    let mut found = 0;
    let mut i = 0;
    while i < headings.len() {
        match headings[i].role {
            Role::Derived(..) => found += 1,
            Role::Group(children) => found += derived_leaves(children),
            Role::Given => {}
        }
        i += 1;
    }
    found
}

/// Whether the heading of that key follows from others.
const fn derives(headings: &[Heading], key: &str) -> bool {
    let mut i = 0;
    while i < headings.len() {
        let found = match headings[i].role {
            Role::Derived(..) => same(headings[i].key, key),
            Role::Group(children) => derives(children, key),
            Role::Given => false,
        };
        if found {
            return true;
        }
        i += 1;
    }
    false
}

/// How many headings have the key.
const fn count(headings: &[Heading], key: &str) -> usize {
    let mut times = 0;
    let mut i = 0;
    while i < headings.len() {
        times += same(headings[i].key, key) as usize;
        if let Role::Group(children) = headings[i].role {
            times += count(children, key);
        }
        i += 1;
    }
    times
}

/// Where a key stands in reading order; or how many headings there are, if nowhere.
const fn position(headings: &[Heading], key: &str) -> Result<usize, usize> {
    let mut before = 0;
    let mut i = 0;
    while i < headings.len() {
        if same(headings[i].key, key) {
            return Ok(before);
        }
        before += 1;
        if let Role::Group(children) = headings[i].role {
            match position(children, key) {
                Ok(at) => return Ok(before + at),
                Err(passed) => before += passed,
            }
        }
        i += 1;
    }
    Err(before)
}

const fn same(a: &str, b: &str) -> bool {
    let (a, b) = (a.as_bytes(), b.as_bytes());
    let mut i = 0;
    while i < a.len() && i < b.len() && a[i] == b[i] {
        i += 1;
    }
    i == a.len() && i == b.len()
}

#[cfg(test)]
mod tests {
    use super::super::expected::at_least;
    use super::super::{Expectation, Heading, Operand, Term, derived, given, group, total};
    use super::{Formula, axis_is_sound, expectations_name_columns};
    use crate::rule::S01;

    #[test]
    fn an_expectation_names_columns() {
        const AXIS: &[Heading] = &[given("a", "甲"), given("b", "乙")];
        const RIGHT: &[Expectation] = &[at_least(&S01, "b", &[Operand::This(Term::Plus("a"))])];
        const WRONG: &[Expectation] = &[at_least(&S01, "b", &[Operand::Last(Term::Plus("c"))])];
        assert!(expectations_name_columns(AXIS, RIGHT) && !expectations_name_columns(AXIS, WRONG));
    }

    const fn sound(axis: &[Heading]) -> bool {
        axis_is_sound(axis, axis)
    }

    #[test]
    fn mistakes_in_a_declaration_are_found() {
        const MINUS_B: Formula = Formula::Terms(&[Term::Plus("a"), Term::Minus("b")]);
        const DUPLICATE_KEY: &[Heading] = &[given("a", "乙")];
        assert!(sound(&[given("a", "甲"), given("b", "乙"), derived("c", "丙", MINUS_B, &S01)]));
        assert!(!sound(&[given("a", "甲"), given("a", "乙")]), "doubled key");
        assert!(!sound(&[given("a", "甲"), group("g", "组", DUPLICATE_KEY)]), "doubled below");
        assert!(!sound(&[given("a", "甲"), derived("c", "丙", MINUS_B, &S01)]), "term names nothing");
        assert!(!sound(&[given("a", "甲"), derived("c", "丙", MINUS_B, &S01), given("b", "乙")]), "term comes after");
        assert!(!sound(&[given("", "甲")]), "no key");
        assert!(!sound(&[given("a", "")]), "no label");
        assert!(!sound(&[total("a", "甲", &S01)]), "sum of nothing");
        assert!(!sound(&[group("g", "组", &[])]), "empty group");
    }
}
