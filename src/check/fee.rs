//! L05: whether section six reports the information fee, and as the form counts it (国办函〔2020〕109号).

use super::passage::Passage;
use crate::claims::{Unit, fee_sentences, numbers};
use crate::fields;
use crate::figure::Figure;
use crate::finding::Finding;
use crate::form::{Form, Medium};
use crate::prose::is_blank;
use crate::rule;

/// Words that deny it: 未收取信息处理费.
const NONE: &[&str] = &[
    "未收取",
    "没有收取",
    "未发生收费",
    "没有发生收费",
    "未收费",
    "没有收费",
    "无收费",
    "未产生",
    "免收",
    "不收取",
    "零收费",
    "未向申请人收取",
];

/// What section six leaves out about the fee, or states otherwise than the form.
pub(super) fn check(form: &Form) -> Option<Finding> {
    if !form.edition.information_fee {
        return None;
    }
    let [cases, amount] = form.fee();
    if let (Some(cases), Some(amount)) = (cases, amount)
        && !cases.is_zero()
        && amount.is_zero()
    {
        return Some(without_amount(form, cases, amount));
    }
    let is_asked = [&fields::FEE_CASES, &fields::FEE_AMOUNT].iter().any(|field| form.has(field));
    let passage = Passage::of(form, &fields::OTHERS);
    let sentences = passage.as_ref().map(|passage| fee_sentences(passage.text)).unwrap_or_default();
    if sentences.is_empty() {
        // Section six that is not written at all has a finding of its own.
        let is_written = passage.is_some_and(|passage| passage.text.chars().any(|c| !is_blank(c)));
        return (!is_asked && is_written).then(|| not_mentioned(form));
    }
    let passage = passage?;
    let text: String = sentences.iter().map(|span| &passage.text[span.clone()]).collect();
    let found = numbers(&text, form.edition);
    let is_none = found.is_empty() && !text.contains("{{") && NONE.iter().any(|word| text.contains(word));
    // The form counts in 元, the numbers of texts come in 万元.
    let of = |unit: Unit| found.iter().filter(move |numeral| numeral.unit == unit).map(|numeral| numeral.value);
    let written_cases: Vec<Figure> = of(Unit::Counted).chain(is_none.then(|| Figure::count(0))).collect();
    let written_amounts: Vec<Figure> =
        of(Unit::Money).map(Figure::in_yuan).chain(is_none.then(|| Figure::count(0))).collect();
    let (written, filled, unit) = differs(&written_cases, cases, "件").or(differs(&written_amounts, amount, "元"))?;
    let written_in_words = if is_none { "没有收取".to_owned() } else { format!("{written}{unit}") };
    let part = form.medium.part(fields::FEE_CASES.table);
    let message =
        format!("其他需要报告的事项写信息处理费{written_in_words}，{part}填{filled}{unit}。请核对，改正一处。");
    let span = passage.locate(&sentences[0]);
    let finding = Finding::new(&rule::L05, passage.subject(sentences[0].clone()), span, message);
    Some(Finding { compared: Some((written, filled)), figures: vec![written, filled], ..finding })
}

/// The first number that the text states, if the one filled in is not among them.
fn differs(stated: &[Figure], filled: Option<Figure>, unit: &'static str) -> Option<(Figure, Figure, &'static str)> {
    let filled = filled?;
    // An amount written in 元 without its 角 is the same.
    let is_same = |written: &Figure| written.minus(filled).abs() < Figure::count(1);
    let written = *stated.first().filter(|_| !stated.iter().any(is_same))?;
    Some((written, filled, unit))
}

/// The finding on cases of which no money came in.
fn without_amount(form: &Form, cases: Figure, amount: Figure) -> Finding {
    let message = format!(
        "收取信息处理费填{cases}件、{amount}元：收取了的，金额不会是0。请核对件数和金额（单位元）；没有收取的，件数也填0。"
    );
    let finding = Finding::new(&rule::L05, &fields::FEE_AMOUNT, form.origin(&fields::FEE_AMOUNT), message);
    Finding { figures: vec![cases, amount], ..finding }
}

/// The finding that section six does not mention the fee.
fn not_mentioned(form: &Form) -> Finding {
    let unpaid = form.edition.place("applications.fee_not_paid.total");
    let unpaid = unpaid.and_then(|place| {
        form.given.iter().find(|(own, typed)| {
            own.row().key == place.row().key && own.table().key == place.table().key && !typed.value.is_zero()
        })
    });
    let why = if unpaid.is_some() { "表三又有逾期未缴费的申请，" } else { "" };
    let advice = match form.medium {
        Medium::Text => "请在[information_fee]填 cases = 0、amount = 0（没有收取），或填件数和金额。",
        Medium::Workbook => "请在封面的“收取信息处理费情况”填件数和金额，没有收取的都填0。",
        Medium::Page => "请填收取信息处理费的件数和金额，没有收取的都填0。",
        Medium::Report => "请补写件数和金额，没有收取的写明没有收取。",
    };
    let message = format!("其他需要报告的事项没有报告收取信息处理费的情况，{why}没有收取也要写。{advice}");
    Finding::new(&rule::L05, &fields::OTHERS, form.origin(&fields::OTHERS), message)
}
