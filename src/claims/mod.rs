//! 说法: what the narrative says of the figures of the tables, sentence by sentence.
//!
//! A text is reduced to plain characters (`normalize`) and cut into tokens (`tokenize`, `numeral`) by the words of the
//! standard and of the language (`lexicon`). Each number is given to what it is said of (`extract`, with `clause`,
//! `scope`, `subjects`, `percentages`, `negation`), and that to the sums it may mean (`interpretations`). What is not
//! certain is left alone: a mistake that is missed does less harm than a right sentence that is questioned.

mod clause;
mod extract;
mod fee;
mod interpretations;
mod lexicon;
mod negation;
mod normalize;
mod numeral;
mod percentages;
mod period;
mod scope;
mod subjects;
mod tokenize;

use std::ops::Range;

use crate::figure::Figure;
use crate::year::Year;

pub use extract::{Setting, numbers, printed, read};
pub use fee::fee_sentences;
pub use interpretations::Reading;
pub use numeral::{Numeral, Unit};
pub use period::{years_of_report, years_of_title};

/// 说法: that something is said of one or more figures.
#[derive(Debug)]
pub struct Claim {
    /// The clause, in bytes of the text.
    pub span: Range<usize>,
    /// Where its sentence begins among those of the text: claims with the same are of one.
    pub sentence: usize,
    /// What is said.
    pub assertion: Assertion,
    /// What it is said of: the sums that may be meant, any of which may hold. Of several things, one list each.
    pub of: Vec<Vec<Reading>>,
    /// The year it is said of, if it is not the report's.
    pub year: Option<Year>,
    /// Whether the sentence names the report's own year as well.
    pub has_own_year: bool,
    /// The unit it is said of, where that is not the whole agency.
    pub unit: Option<String>,
}

/// What is said of figures.
#[derive(Debug, Clone)]
pub enum Assertion {
    /// They come to a number.
    Number(Numeral),
    /// Each of them comes to a number.
    Each(Numeral),
    /// They are a share of other figures.
    Share {
        /// The share, in hundredths.
        share: Numeral,
        /// The sums it may be a share of.
        of: Vec<Reading>,
        /// The number the text itself gives for them, if it does.
        part: Option<Figure>,
    },
    /// There are none.
    Nothing,
    /// All that came in is done.
    AllDone,
}
