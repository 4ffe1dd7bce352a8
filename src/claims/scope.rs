//! The scope of a clause: the whole agency, or a unit that it names.

use super::lexicon::Meaning;
use super::tokenize::{Kind, Token};
use crate::agency::GOVERNMENT;

/// What ends the words before a unit's name.
const BEFORE_NAMES: &[char] = &['由', '向', '经', '对', '将', '以', '和', '与', '及', '、', '在'];

/// Before a unit these say that it is none in particular.
const NO_NAMES: &[&str] = &["各", "有关", "相关", "上级", "主管", "责任", "承办", "该", "等", "每", "所属"];

/// A name is not longer, in characters.
const LONGEST: usize = 14;

/// What a clause says of its scope.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Scope {
    /// Of the whole agency, by name.
    Whole,
    /// Of a unit; whether it begins the clause, and so may be the subject of the next.
    Unit { name: String, is_first: bool },
}

/// The scope of a clause; none where it names nobody. `agency` is the name of the agency.
pub(super) fn scope(text: &str, clause: &[Token], agency: &str) -> Option<Scope> {
    let mut found = None;
    for (at, token) in clause.iter().enumerate() {
        match token.kind {
            Kind::Word(Meaning::Whole) => {
                found = found.or(Some(Scope::Whole));
            }
            Kind::Word(Meaning::Unit) => {
                let Some((name, from)) = name(text, clause, at) else { continue };
                if is_own(&name, agency) {
                    found = Some(Scope::Whole);
                    continue;
                }
                let is_first = clause[..from].iter().all(|token| {
                    matches!(token.kind, Kind::Year(_) | Kind::Word(Meaning::Filler | Meaning::Part | Meaning::This))
                });
                return Some(Scope::Unit { name, is_first });
            }
            _ => {}
        }
    }
    found
}

/// The name that ends in the unit at a position, and the token it begins with.
fn name(text: &str, clause: &[Token], at: usize) -> Option<(String, usize)> {
    let mut from = at;
    let is_part = |token: &Token| {
        matches!(
            token.kind,
            Kind::Opaque
                | Kind::Word(Meaning::Whole | Meaning::Unit | Meaning::Unrelated | Meaning::Publish | Meaning::From)
        )
    };
    while from > 0 && is_part(&clause[from - 1]) && clause[from - 1].span.end == clause[from].span.start {
        from -= 1;
    }
    let whole = &text[clause[from].span.start..clause[at].span.end];
    let own = whole.rsplit(BEFORE_NAMES).next().unwrap_or(whole);
    let ending = &text[clause[at].span.clone()];
    let count = own.chars().count();
    let start = own.char_indices().nth(count.saturating_sub(LONGEST)).map_or(0, |(start, _)| start);
    let own = &own[start..];
    let before = own.strip_suffix(ending)?;
    let is_none = NO_NAMES.iter().any(|word| before.ends_with(word));
    // 局 and 镇 alone end other words as well; 办公室 alone is one.
    let is_name = !before.is_empty() || ending.chars().count() > 2;
    (is_name && !is_none).then(|| (own.to_owned(), from))
}

/// Whether a name is that of the agency, or the end of it.
fn is_own(name: &str, agency: &str) -> bool {
    let core = agency.strip_suffix(GOVERNMENT).unwrap_or(agency);
    let same = name.chars().rev().zip(core.chars().rev()).take_while(|(a, b)| a == b).count();
    let (length, own) = (name.chars().count(), core.chars().count());
    same > 0 && (same == length || same == own || same > 2)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::claims::lexicon::Words;
    use crate::claims::tokenize::tokens;
    use crate::standard::EDITIONS;

    fn of(text: &str, agency: &str) -> Option<String> {
        let found = tokens(text, Words::of(EDITIONS[1]).unwrap());
        scope(text, &found, agency).map(|scope| match scope {
            Scope::Whole => "全".to_owned(),
            Scope::Unit { name, .. } => name,
        })
    }

    #[test]
    fn a_clause_speaks_of_somebody() {
        let county = "临江县人民政府";
        assert_eq!(of("县政府办公室收到政府信息公开申请37件", county).as_deref(), Some("县政府办公室"));
        assert_eq!(of("区政府办代表区政府受理17件", county).as_deref(), Some("区政府办"));
        assert_eq!(of("其中，县公安局5件", county).as_deref(), Some("县公安局"));
        assert_eq!(of("柳河镇收到3件", county).as_deref(), Some("柳河镇"));
        assert_eq!(of("全县共收到142件", county).as_deref(), Some("全"));
        assert_eq!(of("各镇、各部门共收到142件", county).as_deref(), Some("全"));
        assert_eq!(of("新格局、新局面下收到142件", county), None);
        assert_eq!(of("市教育局收到25件", "临江市教育局").as_deref(), Some("全"));
        assert_eq!(of("青石镇收到3件", "青石镇人民政府").as_deref(), Some("全"));
        assert_eq!(of("镇便民服务中心办理28件", "青石镇人民政府").as_deref(), Some("镇便民服务中心"));
    }
}
