//! Keys of the fixed part that have to be filled in and are not (F04, F08).

use super::{Answer, Answers, Medium};
use crate::fields::{self, FIELDS, Field, Takes};
use crate::finding::Finding;
use crate::origin::Origin;
use crate::rule;
use crate::standard::Edition;
use crate::subject::Subject;

/// The headers of the tables of the fixed part.
pub(super) struct Headers<'a> {
    /// Where the header of a table stands.
    pub(super) of: &'a dyn Fn(&str) -> Option<Origin>,
    /// Whether every key has its line, as in a form that is printed.
    pub(super) is_written: bool,
    /// What the form is filled in.
    pub(super) medium: Medium,
}

/// Required keys that are not there (F04); those of one missing table together.
pub(super) fn answers(answers: &Answers, headers: &Headers<'_>) -> Vec<Finding> {
    let is_blank = |field: &&&'static Field| match answers.get(&(field.table, field.key)).map(|typed| &typed.value) {
        None => true,
        Some(Answer::Text(text)) => text.is_empty(),
        Some(_) => false,
    };
    let missing: Vec<&'static Field> = FIELDS.iter().filter(|field| field.required).filter(is_blank).copied().collect();
    let mut findings = Vec::new();
    for of_table in missing.chunk_by(|one, other| one.table == other.table) {
        let table = of_table[0].table;
        let required = FIELDS.iter().filter(|field| field.table == table && field.required).count();
        if table.is_empty() {
            findings.extend(of_table.iter().map(|field| at_the_head(field, headers.medium)));
        } else if of_table.len() == required {
            let labels: Vec<_> = of_table.iter().map(|field| field.label).collect();
            let message = format!("{}没有填：要填{}。", headers.medium.part(table), labels.join("、"));
            findings.push(Finding::new(&rule::F04, Subject::Part(table), (headers.of)(table), message));
        } else {
            findings.extend(of_table.iter().map(|field| in_its_table(field, answers, headers)));
        }
    }
    findings
}

fn at_the_head(field: &'static Field, medium: Medium) -> Finding {
    let message = if medium.is_text() {
        format!("没有填{}：在文件开头写 {} = 2026 这样的一行（数据所属的年份）。", field.label, field.key)
    } else {
        format!("没有填{}（数据所属的年份）。", field.label)
    };
    Finding::new(&rule::F04, field, None, message)
}

fn in_its_table(field: &'static Field, answers: &Answers, headers: &Headers<'_>) -> Finding {
    let written = answers.get(&(field.table, field.key));
    let (label, what) = (field.label, choices(field));
    let message = if !headers.medium.is_text() {
        let advice = if what == label { String::new() } else { format!("：填{what}") };
        format!("没有填{label}{advice}。")
    } else if written.is_some() || headers.is_written {
        format!("没有填{label}：在这一行的引号里填{what}。")
    } else {
        format!("没有填{label}：在[{}]里写 {} = \"…\"，引号里填{what}。", field.table, field.key)
    };
    let origin = written.map_or_else(|| (headers.of)(field.table), |typed| typed.origin.clone());
    Finding::new(&rule::F04, field, origin, message)
}

/// What a key takes, in words.
fn choices(field: &Field) -> String {
    match field.takes {
        Takes::Choice(words) => format!("{}中的一个", words.join("、")),
        _ => field.label.to_owned(),
    }
}

/// The two numbers of the information fee, once it is reported at all (F08); of no case there is no amount.
pub(super) fn fee(answers: &Answers, header: Option<Origin>) -> Option<Finding> {
    let filled = |field: &Field| answers.get(&(field.table, field.key)).map(|typed| (&typed.value, &typed.origin));
    let (field, origin, advice) = match (filled(&fields::FEE_CASES), filled(&fields::FEE_AMOUNT)) {
        (None, _) => (&fields::FEE_CASES, header, "没有填：没有收取的填0".to_owned()),
        (Some((Answer::Figure(cases), _)), None) if !cases.is_zero() => {
            (&fields::FEE_AMOUNT, header, "没有填：填全年收取的总金额（元）".to_owned())
        }
        (Some((Answer::Figure(cases), origin)), Some((Answer::Figure(amount), _)))
            if cases.is_zero() && !amount.is_zero() =>
        {
            let advice = format!("填0，金额却填{amount}：有收取的填件数；没有收取的，金额也填0");
            (&fields::FEE_CASES, origin.clone(), advice)
        }
        _ => return None,
    };
    Some(Finding::new(&rule::F08, field, origin, format!("{}{advice}。", field.label)))
}

/// The information fee in a form of an edition that does not report it (F10).
pub(super) fn fee_of_other_edition(edition: &Edition, medium: Medium, header: Option<Origin>) -> Finding {
    let (table, version) = (fields::FEE_CASES.table, edition.version);
    let part = if medium.is_text() { medium.part(table) } else { "这一项的数".to_owned() };
    let message = format!("{version}版格式不报告收取信息处理费情况：请删去{part}；确有收取的，写在第六部分的文字里。");
    Finding::new(&rule::F10, Subject::Part(table), header, message)
}
