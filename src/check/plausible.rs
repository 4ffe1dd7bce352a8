//! L01, L04 and L06: figures that can hardly be right.

use crate::agency::{largest_amount, may_make_rules};
use crate::fields;
use crate::figure::{Figure, Kind};
use crate::finding::Finding;
use crate::form::{Form, Typed};
use crate::lenient_number::{IN_TEN_THOUSANDS, converted};
use crate::rule;
use crate::standard::{Place, Row};
use crate::tally::Figures;

/// An amount without a digit below this is seldom a sum of fees in 万元.
const ROUND: i128 = 10_000;

/// Fewer applicants may well all be of one kind.
const FEW: u32 = 3;

/// L01, L04 and L06.
pub(super) fn check(form: &Form, figures: &Figures) -> Vec<Finding> {
    let mut findings = rules(form, figures);
    findings.extend(amounts(form));
    findings.extend(applicants(form, figures));
    findings
}

/// 规章 of an agency that cannot make any (L01).
fn rules(form: &Form, figures: &Figures) -> Vec<Finding> {
    let (level, kind) = (form.text(&fields::LEVEL), form.text(&fields::KIND));
    if may_make_rules(level, kind) != Some(false) {
        return Vec::new();
    }
    let mut findings = Vec::new();
    for matrix in form.edition.matrices() {
        for row in matrix.rows.iter().filter(|row| row.by_rule_makers) {
            let places = || matrix.given_columns().map(|column| matrix.place(row, column));
            let filled: Vec<Figure> = places().filter_map(|place| figures.get(place)).collect();
            if filled.iter().all(|figure| figure.is_zero()) {
                continue;
            }
            let listed: Vec<String> = filled.iter().map(Figure::to_string).collect();
            let message = format!(
                "{}“{}”填{}：{}{}无规章制定权，应为0。是否误填了规范性文件？",
                matrix.table.name,
                row.name,
                listed.join("、"),
                level.unwrap_or_default(),
                kind.unwrap_or_default()
            );
            let span = places().find_map(|place| form.given.get(&place)).and_then(|typed| typed.origin.clone());
            findings.push(Finding {
                figures: filled,
                ..Finding::new(&rule::L01, Row { matrix, line: row }, span, message)
            });
        }
    }
    findings
}

/// Amounts that look like 元 where 万元 are asked for (L04).
fn amounts(form: &Form) -> Vec<Finding> {
    let level = form.text(&fields::LEVEL);
    let amounts = form.given.iter().filter(|(place, _)| place.kind() == Kind::Amount);
    let suspect = amounts.filter(|(_, typed)| {
        typed.value.is_multiple_of(ROUND) && !typed.value.is_zero()
            || typed.value >= Figure::count(largest_amount(level))
    });
    let finding = |(place, typed): (&Place, &Typed<Figure>)| {
        let filled = typed.value;
        let meant = converted(&format!("{filled}元"), IN_TEN_THOUSANDS);
        let meant = meant.filter(|meant| Figure::read(meant, Kind::Amount).is_ok());
        let meant = meant.map(|meant| format!("如果填的是元，应改为{meant}；")).unwrap_or_default();
        let message = format!(
            "{}填{filled}，单位是万元，像是按元填的。{meant}确是{filled}万元的，请写明说明。",
            place.full_name()
        );
        Finding { figures: vec![filled], ..Finding::new(&rule::L04, *place, typed.origin.clone(), message) }
    };
    suspect.map(finding).collect()
}

/// Every applicant in the column for what fits no other (L06).
fn applicants(form: &Form, figures: &Figures) -> Option<Finding> {
    let edition = form.edition;
    let (all, rest) = (edition.place("applications.received.total")?, edition.place("applications.received.other")?);
    let (total, other) = (figures.get(all)?, figures.get(rest)?);
    if total != other || total < Figure::count(FEW) {
        return None;
    }
    let message = format!(
        "表三“一、本年新收”{total}件的申请人全部列在“其他”。请核对：个人计入自然人，企业计入商业企业，“其他”只放别处放不下的。"
    );
    let span = form.given.get(&rest).and_then(|typed| typed.origin.clone());
    Some(Finding { figures: vec![other], ..Finding::new(&rule::L06, rest, span, message) })
}
