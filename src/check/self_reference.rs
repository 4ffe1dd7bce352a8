//! P06: what the agency calls itself, and which of its like it names, against what it is.

use std::collections::HashSet;

use super::passage::Passage;
use crate::agency::{may_call_itself, own_name, peers};
use crate::fields::{self, Field};
use crate::finding::Finding;
use crate::form::Form;
use crate::rule;

/// The texts an agency writes of itself.
const TEXTS: [&Field; 4] = [&fields::PREFACE, &fields::OVERVIEW, &fields::PROBLEMS, &fields::OTHERS];

/// What an office may be called after 我.
const SELF_NAMES: &[&str] =
    &["街道", "中心", "省", "市", "州", "县", "区", "旗", "盟", "镇", "乡", "局", "委", "厅", "署"];

/// What it may be called after 本; 本市, 本区 are mostly other things.
const OFFICES: &[&str] = &["街道", "镇", "乡", "局", "委", "厅"];

/// Words that begin like one of these and are another.
const OTHERS: &[&str] = &[
    "我区域",
    "我市场",
    "我局限",
    "我局面",
    "我委托",
    "我省去",
    "我中心城",
    "我乡愁",
    "本乡镇",
    "本乡村",
    "本乡土",
    "本局部",
    "本局限",
    "本局面",
    "本委托",
];

/// Before 我 or 本: another word.
const NOT_SELF_NAMES: [char; 18] =
    ['自', '忘', '大', '小', '基', '根', '样', '文', '版', '成', '资', '标', '原', '日', '课', '剧', '书', '脚'];

/// Each way of speaking of itself that does not fit, once.
pub(super) fn check(form: &Form) -> Vec<Finding> {
    let Some(agency) = form.text(&fields::NAME) else { return Vec::new() };
    let (mut findings, mut known) = (Vec::new(), HashSet::new());
    for passage in TEXTS.iter().filter_map(|field| Passage::of(form, field)) {
        for (at, own) in passage.text.match_indices(['我', '本']) {
            let rest = &passage.text[at..];
            let is_other =
                passage.text[..at].ends_with(NOT_SELF_NAMES) || OTHERS.iter().any(|word| rest.starts_with(word));
            let words = if own == "我" { SELF_NAMES } else { OFFICES };
            let named = words.iter().find(|name| rest[own.len()..].starts_with(**name)).filter(|_| !is_other);
            let Some(named) = named.filter(|named| !may_call_itself(agency, named)) else {
                continue;
            };
            let said = format!("{own}{named}");
            let own_name = own_name(agency);
            // Each way once.
            if known.contains(&said) {
                continue;
            }
            let message = format!(
                "{}里自称“{said}”，本表的机关是{agency}。请改为“{own_name}”；整段抄自别处的，请一并核对内容。",
                passage.field.label
            );
            let part = at..at + said.len();
            let finding = Finding::new(&rule::P06, passage.subject(part.clone()), passage.locate(&part), message);
            findings.push(Finding { quote: passage.clause_around(&part), ..finding });
            known.insert(said);
        }
    }
    findings.extend(of_others(form, agency));
    findings
}

/// Governments of the same level that the text names, each once: a text taken from elsewhere names its own.
fn of_others(form: &Form, agency: &str) -> Vec<Finding> {
    let (mut findings, mut known) = (Vec::new(), HashSet::new());
    let is_former = |name: &str| form.texts(&fields::FORMER_NAMES).iter().any(|former| former.ends_with(name));
    for passage in TEXTS.iter().filter_map(|field| Passage::of(form, field)) {
        for (at, name) in peers(agency, passage.text) {
            if is_former(name) || !known.insert(name.to_owned()) {
                continue;
            }
            let message = format!(
                "{}里写的是“{name}”，本表的机关是{agency}。抄自别处的，请改正，并核对这一段的内容。",
                passage.field.label
            );
            let part = at..at + name.len();
            let finding = Finding::new(&rule::P06, passage.subject(part.clone()), passage.locate(&part), message);
            findings.push(Finding { quote: passage.clause_around(&part), ..finding });
        }
    }
    findings
}
