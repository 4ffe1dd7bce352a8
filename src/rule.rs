//! The rules: every code a finding can bear, with its severity, what it says, on what basis, and how it is explained.
//!
//! Codes are public and never used again for something else. Families: F 表单 (reading the form), S 合计
//! (stated sums), B 勾稽 (the balance), Y 年度衔接 (against last year's), L 合理性 (plausibility), P 文字 (the
//! narrative), U 汇总 (the units of a roll-up), I 导入 (what was read with doubt).

mod catalogue;

pub use catalogue::*;

use crate::lenient_number::half_width;

/// How much a finding weighs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Severity {
    /// 错误: nothing is built while it stands.
    Error,
    /// 警告: to be checked; may still be right.
    Warning,
    /// 提示: worth knowing.
    Note,
}

impl Severity {
    /// Each of them, the gravest first.
    pub const ALL: [Self; 3] = [Self::Error, Self::Warning, Self::Note];

    /// The word staff see.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Error => "错误",
            Self::Warning => "警告",
            Self::Note => "提示",
        }
    }

    /// The word in `--json`.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Error => "error",
            Self::Warning => "warning",
            Self::Note => "note",
        }
    }
}

/// Families of rules in the order they are listed: the letter that codes begin with, and what it stands for.
#[rustfmt::skip]
pub static FAMILIES: &[(char, &str)] = &[
    ('F', "表单"), ('S', "合计"), ('B', "勾稽"), ('Y', "年度衔接"), ('L', "合理性"), ('P', "文字"), ('U', "汇总"),
    ('I', "导入"),
];

/// The families that speak of more than one form, but for [`SUM_RULES`]: of a roll-up, and of the report that a form was
/// read from.
const BEYOND_A_FORM: [char; 2] = ['U', 'I'];

/// The rules of a roll-up that speak of a form by itself, one that is a sum.
static SUM_RULES: &[&Rule] = &[&U15];

/// A rule a report must keep.
#[derive(Debug, PartialEq, Eq)]
pub struct Rule {
    /// A letter and two digits.
    pub code: &'static str,
    /// What a finding of it weighs.
    pub severity: Severity,
    /// What it says, in a few words.
    pub says: &'static str,
    /// What it rests on: the notice, the printed balance, or how the form is defined.
    pub basis: &'static str,
    /// Why it matters: to the report, to whoever fills in the form, to the reviewer.
    pub why: &'static str,
    /// A message of it, as one of its cases prints it.
    pub example: &'static str,
    /// What to do: where in the form, what to type.
    pub remedy: &'static str,
    /// Where figures are compared: what to do when one is too large, and when it is too small; or what to do in either
    /// case.
    pub advice: &'static [&'static str],
}

impl Rule {
    /// The rule of a code, whatever the capitals, full-width letters and digits included.
    pub fn named(code: &str) -> Option<&'static Self> {
        let code: String = code.trim().chars().map(half_width).collect();
        RULES.iter().find(|rule| rule.code.eq_ignore_ascii_case(&code)).copied()
    }

    /// Whether a finding of it is an error that the office may explain, and then only a warning (机构改革, or last
    /// year's report was wrong and has been corrected; a sum for which nobody waits any longer).
    pub fn may_be_explained(&self) -> bool {
        [Y01.code, U15.code].contains(&self.code)
    }

    /// Whether it is checked of every form, and not only between several.
    pub fn is_of_a_form(&self) -> bool {
        !BEYOND_A_FORM.iter().any(|family| self.is_of(*family)) || SUM_RULES.iter().any(|rule| rule.code == self.code)
    }

    /// Whether it speaks of several units, or of one among others.
    pub fn is_between_units(&self) -> bool {
        self.is_of('U') && !self.is_of_a_form()
    }

    /// Whether it tells something of the day of today rather than of the form: nothing that is written holds that.
    pub fn is_of_today(&self) -> bool {
        self.code == F17.code
    }

    /// Whether it needs last year's report.
    pub fn needs_last_year(&self) -> bool {
        self.is_of('Y')
    }

    /// What to do about a figure that is too large, or too small.
    pub fn advice(&self, is_more: bool) -> &'static str {
        self.advice.get(usize::from(!is_more)).or(self.advice.first()).copied().unwrap_or_default()
    }

    /// Whether its code begins with the letter of a family.
    pub fn is_of(&self, family: char) -> bool {
        self.code.starts_with(family)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_ordered_by_family_and_never_doubled() {
        let rank = |r: &&Rule| (FAMILIES.iter().position(|(letter, _)| r.is_of(*letter)).unwrap(), r.code);
        assert!(RULES.windows(2).all(|w| rank(&w[0]) < rank(&w[1])));
        assert!(RULES.iter().all(|r| r.code.len() == 3 && r.code[1..].bytes().all(|b| b.is_ascii_digit())));
        assert!(FAMILIES.iter().all(|(letter, _)| RULES.iter().any(|r| r.is_of(*letter))));
    }

    #[test]
    fn a_code_is_found_however_it_is_typed() {
        for typed in ["B01", "b01", " Ｂ０１ "] {
            assert_eq!(Rule::named(typed).map(|rule| rule.code), Some("B01"));
        }
        assert_eq!(Rule::named("B1"), None);
    }
}
