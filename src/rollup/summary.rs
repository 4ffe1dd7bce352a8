//! The form of the root with the figures of its units, its text still to be written.

use super::{Inclusion, Rollup};
use crate::fields;
use crate::figure::Figure;
use crate::form::{Answer, Form};

/// How many units are named at the head of the form.
const MOST_NAMED: usize = 30;

/// The summed form: given figures added up, what follows left to be derived; at its head how many units it holds.
pub fn summed(rollup: &Rollup) -> Form {
    let root = &rollup.roster.units[rollup.roster.root];
    let mut form = Form::empty(rollup.edition, Some(rollup.year));
    form.write(&fields::NAME, Answer::Text(root.name.clone()));
    for (field, word) in [(&fields::LEVEL, root.level), (&fields::KIND, root.kind)] {
        if let Some(word) = word {
            form.write(field, Answer::Choice(word));
        }
    }
    form.prepare();
    form.comments.head.push(format!("表里的数由各单位的填报表相加：{}。", rollup.summary_line()));
    let (absent, pending) = (absent(rollup), pending(rollup));
    name_units(&mut form, "没有计入的：", &absent);
    name_units(&mut form, "已计入、待更正的：", &pending);
    say_of_which(&mut form, rollup, absent, pending);
    for (place, figure, lacking) in rollup.total().iter().flat_map(|sum| sum.iter()) {
        if let Some(figure) = figure {
            form.put(place, figure, None);
        }
        if lacking > 0 {
            form.comments.remark(&place.into(), format!("{}：有{lacking}家没有填，合计不含它们。", place.full_name()));
        }
    }
    add_fee(&mut form, rollup);
    form
}

/// Units that are expected and not counted.
fn absent(rollup: &Rollup) -> Vec<&str> {
    let leaves = rollup.roster.leaves().filter(|at| rollup.units[*at].inclusion != Inclusion::Counted);
    leaves.map(|at| rollup.roster.units[at].name.as_str()).collect()
}

/// Units that are counted and have errors.
fn pending(rollup: &Rollup) -> Vec<&str> {
    let pending = rollup.counted().filter(|(_, unit)| unit.has_errors());
    pending.map(|(at, _)| rollup.roster.units[at].name.as_str()).collect()
}

/// `[rollup]`: of which units it is the sum, so that it is known wherever the form goes (U15).
fn say_of_which(form: &mut Form, rollup: &Rollup, absent: Vec<&str>, pending: Vec<&str>) {
    let texts = |names: Vec<&str>| Answer::Texts(names.into_iter().map(str::to_owned).collect());
    let [expected, received] = rollup.total().map_or([0, 0], |sum| [sum.expected, sum.received]);
    form.write(&fields::ROLLUP_EXPECTED, Answer::Figure(Figure::number_of(expected)));
    form.write(&fields::ROLLUP_RECEIVED, Answer::Figure(Figure::number_of(received)));
    form.write(&fields::ROLLUP_MISSING, texts(absent));
    form.write(&fields::ROLLUP_IN_ERROR, texts(pending));
    form.write(&fields::ROLLUP_ROSTER, Answer::Text(rollup.roster.file.clone()));
}

fn name_units(form: &mut Form, what: &str, names: &[&str]) {
    if names.is_empty() {
        return;
    }
    let more = if names.len() > MOST_NAMED { format!("等{}家", names.len()) } else { String::new() };
    let first: Vec<&str> = names.iter().take(MOST_NAMED).copied().collect();
    form.comments.head.push(format!("{what}{}{more}。", first.join("、")));
}

/// The information fee: the sum of the units that tell it, and of how many it is not known.
fn add_fee(form: &mut Form, rollup: &Rollup) {
    if !rollup.edition.information_fee {
        return;
    }
    let fees: Vec<[Option<Figure>; 2]> = rollup.counted().map(|(_, unit)| unit.fee).collect();
    for (index, field) in [&fields::FEE_CASES, &fields::FEE_AMOUNT].into_iter().enumerate() {
        let known: Vec<Figure> = fees.iter().filter_map(|fee| fee[index]).collect();
        let lacking = fees.len() - known.len();
        if let Some(sum) = known.into_iter().reduce(Figure::plus) {
            form.write(field, Answer::Figure(sum));
            if lacking > 0 {
                let remark =
                    format!("收取信息处理费{}：有{lacking}家的表里没有，合计不含它们，请核实后改。", field.label);
                form.comments.remark(&field.into(), remark);
            }
        }
    }
}
