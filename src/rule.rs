//! The rules: every code a finding can bear, with its severity, what it says and on what basis.
//!
//! Codes are public and never used again for something else. Families: F 表单 (reading the form), S 合计
//! (stated sums), B 勾稽 (the balance), P 文字 (the narrative).

/// How much a finding weighs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Severity {
    /// 错误: nothing is built while it stands.
    Error,
    /// 警告: to be looked at; may be right all the same.
    Warning,
    /// 提示: worth knowing.
    Note,
}

impl Severity {
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
    /// Where a stated figure is compared: what to do when it is too large, and when it is too small.
    pub mend: &'static [&'static str],
}

macro_rules! rules {
    ($($code:ident $severity:ident $says:literal $basis:literal $(more $more:literal less $less:literal)?;)*) => {
        $(
            #[doc = $says]
            pub const $code: Rule = Rule {
                code: stringify!($code),
                severity: Severity::$severity,
                says: $says,
                basis: $basis,
                mend: &[$($more, $less)?],
            };
        )*
        /// Every rule, in the order of the codes.
        pub static RULES: &[&Rule] = &[$(&$code),*];
    };
}

#[rustfmt::skip]
rules! {
    F01 Error "这里不符合TOML写法，读不出来"                       "填报表的写法";
    F02 Note  "文件不是UTF-8编码，已按实际编码读入"                 "填报表的文件格式";
    F03 Error "不认识的栏目名"                                     "填报表的栏目";
    F04 Error "必填项没有填"                                       "条例第五十条；填报表的必填项";
    F05 Error "不是数，或类型不对"                                 "年度报告格式：数字格里只能是数";
    F06 Error "不可能为负的数填成了负数"                           "年度报告格式：件数、金额不小于0";
    F07 Error "一行里数的个数不对"                                 "年度报告格式的表列";
    F08 Error "没有填；空白不等于0"                                "年度报告格式：没有的填0";
    F09 Error "填报表的写法里用了中文（全角）符号"                 "填报表的写法：逗号、引号、括号、等号、空格、数字用英文半角";
    F10 Error "该年度没有统一格式，或填了另一版格式的栏目"         "国办公开办函〔2019〕60号、〔2021〕30号";
    F11 Error "同一栏目写了两次"                                   "填报表的写法";
    F12 Error "数太大，或小数超过四位"                             "件数小于一万亿；金额小于一千亿万元，最多四位小数";
    F13 Error "不在可选的词里"                                     "填报表的选项";
    F15 Error "文字里有不可见的控制字符，太长，或不能作文件名、字体名" "成文和文件命名的要求";
    S01 Error "填写的总计与各申请人之和不符"                       "年度报告格式表三：各列之和等于总计"
        more "请核对这一行：最后一个数不是总计的删去，数里有千分位逗号的删去逗号。"
        less "请核对这一行：最后一个数不是总计的删去，数里有千分位逗号的删去逗号。";
    S02 Error "填写的（七）总计与各项办理结果之和不符"             "年度报告格式表三：（一）至（六）之和等于（七）总计"
        more "请查漏填、少填的办理结果。"
        less "请查多填、填错列的办理结果。";
    S03 Error "填写的复议、诉讼总计与各项结果之和不符"             "年度报告格式表四：四种结果之和等于总计"
        more "请核对这一行的各种结果。"
        less "请核对这一行的各种结果。";
    B01 Error "填写的结转下年度与勾稽关系不符"                     "年度报告格式表三勾稽关系：第一项加第二项之和，等于第三项加第四项之和"
        more "请对台账：办结多计，或结转多计。"
        less "请对台账：办结少计，或结转漏计。";
    B02 Error "办结的比可办理的多"                                 "年度报告格式表三勾稽关系：第一项加第二项之和，不小于第三项之和（结转不能为负）";
    P01 Error "应有文字的部分没有写"                               "条例第五十条；年度报告格式的六个部分";
    P08 Error "{{ }}里的名称在表里找不到"                          "填报表的引用写法";
    P10 Error "【　】处还没有补写"                                 "填报表的待补标记";
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_ordered_by_family_and_never_doubled() {
        let families = "FSBP";
        let rank = |r: &&Rule| (families.find(&r.code[..1]), r.code);
        assert!(RULES.windows(2).all(|w| rank(&w[0]) < rank(&w[1])));
        assert!(RULES.iter().all(|r| r.code.len() == 3 && r.code[1..].bytes().all(|b| b.is_ascii_digit())));
    }
}
