//! What a roster says of a unit: each column declared once, its key in TOML, its label, the heads it has in a sheet.

/// What is said of a unit under one key.
#[derive(Debug, PartialEq, Eq)]
pub struct Column {
    /// Its key in TOML.
    pub key: &'static str,
    /// What staff call it.
    pub label: &'static str,
    /// The heads it may have in a sheet; the first is the one that is printed.
    pub heads: &'static [&'static str],
    /// What to write there, for whoever fills a roster in.
    pub hint: &'static str,
}

macro_rules! columns {
    ($($name:ident $key:literal $label:literal [$($head:literal),*] $hint:literal;)*) => {
        $(
            #[doc = $label]
            pub static $name: Column = Column { key: $key, label: $label, heads: &[$($head),*], hint: $hint };
        )*
        /// Every column, in the order of a printed roster.
        pub static COLUMNS: &[&Column] = &[$(&$name),*];
    };
}

#[rustfmt::skip]
columns! {
    NAME      "name"      "单位名称"         ["单位", "单位名称", "机关名称", "机关", "名称"]     "全称，与公章一致";
    LEVEL     "level"     "行政层级"         ["层级", "行政层级", "级别"]                         "国家级 省级 市级 县级 乡级";
    KIND      "kind"      "机关类别"         ["类别", "机关类别", "类型"]                         "政府 部门";
    PARENT    "parent"    "上级单位"         ["上级", "上级单位", "上级机关", "归口单位"]         "照抄上级的名称；只有汇总单位不写";
    ALIASES   "aliases"   "别称"             ["别称", "别名", "简称", "曾用名"]                   "表里可能写的别的名称，有几个的用“、”隔开";
    CODE      "code"      "统一社会信用代码" ["统一社会信用代码", "信用代码", "社会信用代码"]     "同名的单位靠它分清，可以不写";
    DEADLINE  "deadline"  "截止日期"         ["截止日期", "报送期限", "截止"]                     "哪天以前报来，可以不写";
    RETURN_BY "return_by" "重报期限"         ["重报期限", "改正期限"]                             "退回的哪天以前重报，可以不写";
    CONTACT   "contact"   "联系人"           ["联系人", "经办人"]                                 "可以不写";
    PHONE     "phone"     "电话"             ["电话", "联系电话", "手机"]                         "可以不写";
}

/// The column of a key.
pub fn of_key(key: &str) -> Option<&'static Column> {
    COLUMNS.iter().find(|column| column.key == key).copied()
}

/// The column that a head of a sheet stands for, whatever blanks and brackets it has.
pub fn of_head(head: &str) -> Option<&'static Column> {
    let head: String = head.chars().filter(|c| !c.is_whitespace()).collect();
    let head = head.split(['（', '(', '：', ':']).next().unwrap_or_default();
    COLUMNS.iter().find(|column| column.heads.contains(&head)).copied()
}
