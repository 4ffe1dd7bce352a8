//! What a reviewer expects of the columns of a row beyond its sums, this year and from one year to the next: declared
//! beside the block, one line a rule.

use super::{Comparator, Sign, Term};
use crate::rule::Rule;

/// What a column must come to, in every row of its block.
#[derive(Debug, Clone, Copy)]
pub struct Expectation {
    /// The rule a row breaks that does not hold to it.
    pub rule: &'static Rule,
    /// The key of the column.
    pub column: &'static str,
    /// How it stands to the sum.
    pub comparator: Comparator,
    /// The terms of the sum.
    pub terms: &'static [Operand],
}

/// A term of an expectation: a column of the same row, in one of two reports.
#[derive(Debug, Clone, Copy)]
pub enum Operand {
    /// In this year's.
    This(Term),
    /// In last year's.
    Last(Term),
}

impl Operand {
    /// The column, its sign, and whether it stands in last year's report.
    pub const fn parts(self) -> (Sign, &'static str, bool) {
        match self {
            Self::This(Term::Plus(key)) => (Sign::Plus, key, false),
            Self::This(Term::Minus(key)) => (Sign::Minus, key, false),
            Self::Last(Term::Plus(key)) => (Sign::Plus, key, true),
            Self::Last(Term::Minus(key)) => (Sign::Minus, key, true),
        }
    }
}

impl Expectation {
    /// Whether it needs last year's report.
    pub fn is_between_years(&self) -> bool {
        self.terms.iter().any(|term| matches!(term, Operand::Last(_)))
    }
}

/// The column is not less than the sum.
pub(super) const fn at_least(rule: &'static Rule, column: &'static str, terms: &'static [Operand]) -> Expectation {
    Expectation { rule, column, comparator: Comparator::AtLeast, terms }
}

/// The column is the sum.
pub(super) const fn comes_to(rule: &'static Rule, column: &'static str, terms: &'static [Operand]) -> Expectation {
    Expectation { rule, column, comparator: Comparator::Equal, terms }
}
