//! U15: a form that is a sum, and of which units are missing or still in error.

use crate::fields;
use crate::figure::Figure;
use crate::finding::Finding;
use crate::form::Form;
use crate::rule;
use crate::subject::Subject;

/// How many units are named one by one.
const MOST_NAMED: usize = 30;

/// Which units a form is the sum of, as the roll-up that made it wrote down.
#[derive(Debug)]
pub struct RolledUp<'a> {
    expected: Option<Figure>,
    received: Option<Figure>,
    missing: &'a [String],
    in_error: &'a [String],
}

/// What a form says of the units it is the sum of; none of a form of one unit.
pub fn rolled_up(form: &Form) -> Option<RolledUp<'_>> {
    form.has_any(fields::ROLLUP_EXPECTED.table).then(|| RolledUp {
        expected: form.number(&fields::ROLLUP_EXPECTED),
        received: form.number(&fields::ROLLUP_RECEIVED),
        missing: form.texts(&fields::ROLLUP_MISSING),
        in_error: form.texts(&fields::ROLLUP_IN_ERROR),
    })
}

/// The finding on a sum that is not whole.
pub(super) fn check(form: &Form) -> Option<Finding> {
    let sum = rolled_up(form)?;
    let (missing, in_error) = (sum.lacking(), Figure::number_of(sum.in_error.len()));
    if missing.is_zero() && in_error.is_zero() {
        return None;
    }
    let message = format!("这是一份汇总的表：{}。请催齐、改正，重新汇总；确定不再等的，请写明说明。", sum.words());
    let origin = [&fields::ROLLUP_MISSING, &fields::ROLLUP_RECEIVED, &fields::ROLLUP_IN_ERROR];
    let origin = origin.into_iter().find_map(|field| form.origin(field));
    let finding = Finding::new(&rule::U15, Subject::Part(fields::ROLLUP_MISSING.table), origin, message);
    let counts = sum.expected.into_iter().chain(sum.received);
    Some(Finding { figures: counts.chain([missing, in_error]).collect(), ..finding })
}

impl RolledUp<'_> {
    /// How many units it lacks: those that are named, or more where the two numbers say so.
    fn lacking(&self) -> Figure {
        let named = Figure::number_of(self.missing.len());
        let counted = self.expected.zip(self.received).map(|(expected, received)| expected.minus(received));
        counted.filter(|counted| !counted.minus(named).is_negative()).unwrap_or(named)
    }

    /// `应报14个单位，实报10个，缺4个（…）；已计入、待更正的1个（…）`.
    fn words(&self) -> String {
        let count = |figure: Option<Figure>| figure.map(|figure| figure.to_string()).unwrap_or_default();
        let lacking = match self.lacking() {
            none if none.is_zero() => String::new(),
            some => format!("，缺{some}个{}", named(self.missing)),
        };
        let in_error = match self.in_error.len() {
            0 => String::new(),
            some => format!("；已计入、待更正的{some}个{}", named(self.in_error)),
        };
        format!("应报{}个单位，实报{}个{lacking}{in_error}", count(self.expected), count(self.received))
    }

    /// The sentence at the head of 核对情况表.
    pub fn opening(&self) -> String {
        format!("本表由各单位的报表汇总：{}。", self.words())
    }
}

/// The names of units in brackets; of very many the first.
fn named(units: &[String]) -> String {
    let more = if units.len() > MOST_NAMED { "等" } else { "" };
    let first: Vec<&str> = units.iter().take(MOST_NAMED).map(String::as_str).collect();
    if first.is_empty() { String::new() } else { format!("（{}{more}）", first.join("、")) }
}
