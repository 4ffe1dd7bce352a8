//! The fixed part of the form, declared once: which keys there are, what each is called and what it takes.
//!
//! The figures are not here: their keys are those of the standard.

/// A key of the fixed part.
#[derive(Debug, PartialEq, Eq)]
pub struct Field {
    /// The table it stands in; empty at the top of the file.
    pub table: &'static str,
    /// Its key.
    pub key: &'static str,
    /// What staff call it.
    pub label: &'static str,
    /// What it takes.
    pub takes: Takes,
    /// Whether a form without it is incomplete (F04).
    pub required: bool,
}

/// What a key takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Takes {
    /// A year.
    Year,
    /// The year of a notice: 2019 or 2021.
    Version,
    /// One line of text.
    Line,
    /// The name of a font.
    Font,
    /// Text of any number of paragraphs.
    Text,
    /// One of these words.
    Choice(&'static [&'static str]),
    /// A day.
    Date,
    /// A whole number, not negative.
    Count,
    /// An amount of money.
    Amount,
    /// Several lines of text, in a list.
    Lines,
    /// Several numbers, in a list.
    Numbers,
}

/// 行政层级, from the top.
pub const LEVELS: &[&str] = &["国家级", "省级", "市级", "县级", "乡级"];

/// 政府 or 部门.
pub const KINDS: &[&str] = &["政府", "部门"];

/// Other words for a level or kind, and the one the form takes.
#[rustfmt::skip]
pub(super) const SYNONYMS: &[(&str, &str)] = &[
    ("中央", "国家级"), ("部级", "国家级"), ("自治区", "省级"), ("直辖市", "省级"), ("地级市", "市级"), ("州级", "市级"),
    ("设区的市", "市级"), ("区级", "县级"), ("市辖区", "县级"), ("县级市", "县级"), ("旗", "县级"), ("镇级", "乡级"),
    ("乡镇", "乡级"), ("乡镇级", "乡级"), ("街道", "乡级"), ("人民政府", "政府"), ("机关", "部门"), ("街道办事处", "部门"),
    ("单位", "部门"), ("事业单位", "部门"),
];

macro_rules! fields {
    ($($name:ident $table:literal $key:literal $label:literal $takes:expr, $required:literal;)*) => {
        $(
            #[doc = $label]
            pub static $name: Field =
                Field { table: $table, key: $key, label: $label, takes: $takes, required: $required };
        )*
        /// Every key of the fixed part, in the order of the form.
        pub static FIELDS: &[&Field] = &[$(&$name),*];
    };
}

#[rustfmt::skip]
fields! {
    YEAR             ""                "year"         "报告年度"           Takes::Year,            true;
    EDITION          ""                "edition"      "格式版本"           Takes::Version,         false;
    PREVIOUS         ""                "previous"     "上一年的填报表"     Takes::Line,            false;
    NAME             "agency"          "name"         "机关名称"           Takes::Line,            true;
    LEVEL            "agency"          "level"        "行政层级"           Takes::Choice(LEVELS),  true;
    KIND             "agency"          "kind"         "机关类别"           Takes::Choice(KINDS),   true;
    TITLE_NAME       "agency"          "title_name"   "标题用名"           Takes::Line,            false;
    FORMER_NAMES     "agency"          "former_names" "曾用名、简称"       Takes::Lines,           false;
    DATE             "publication"     "date"         "成文日期"           Takes::Date,            false;
    ISSUER           "publication"     "issuer"       "落款单位"           Takes::Line,            false;
    WEBSITE          "publication"     "website"      "网站"               Takes::Line,            false;
    OFFICE           "publication"     "office"       "联系单位"           Takes::Line,            false;
    ADDRESS          "publication"     "address"      "地址"               Takes::Line,            false;
    POSTCODE         "publication"     "postcode"     "邮政编码"           Takes::Line,            false;
    PHONE            "publication"     "phone"        "电话"               Takes::Line,            false;
    FAX              "publication"     "fax"          "传真"               Takes::Line,            false;
    EMAIL            "publication"     "email"        "电子邮箱"           Takes::Line,            false;
    PREFACE          "narrative"       "preface"      "导语"               Takes::Text,            false;
    OVERVIEW         "narrative"       "overview"     "一、总体情况"       Takes::Text,            false;
    PROBLEMS         "narrative"       "problems"     "五、存在的主要问题及改进情况" Takes::Text,  false;
    OTHERS           "narrative"       "others"       "六、其他需要报告的事项" Takes::Text,        false;
    FEE_CASES        "information_fee" "cases"        "收取信息处理费件数" Takes::Count,           false;
    FEE_AMOUNT       "information_fee" "amount"       "收取信息处理费金额" Takes::Amount,          false;
    NOTE_DISCLOSURE  "notes"           "disclosure"   "表二注释"           Takes::Text,            false;
    NOTE_APPLICATIONS "notes"          "applications" "表三注释"           Takes::Text,            false;
    NOTE_REVIEWS     "notes"           "reviews"      "表四注释"           Takes::Text,            false;
    FONT_TITLE       "layout"          "title"        "标题字体"           Takes::Font,            false;
    FONT_HEADING1    "layout"          "heading1"     "一级标题字体"       Takes::Font,            false;
    FONT_HEADING2    "layout"          "heading2"     "二级标题字体"       Takes::Font,            false;
    FONT_BODY        "layout"          "body"         "正文字体"           Takes::Font,            false;
    FONT_TABLE       "layout"          "table"        "表格字体"           Takes::Font,            false;
    EXPLAINED_RULE    "explained"      "rule"         "说明的规则"         Takes::Line,            false;
    EXPLAINED_PLACE   "explained"      "place"        "说明的位置"         Takes::Line,            false;
    EXPLAINED_FIGURES "explained"      "figures"      "说明时的各个数"     Takes::Numbers,         false;
    EXPLAINED_QUOTE   "explained"      "quote"        "说明的原句"         Takes::Line,            false;
    EXPLAINED_REASON  "explained"      "reason"       "说明的理由"         Takes::Line,            false;
}

/// The table that may be written several times, `[[explained]]`.
pub const REPEATED: &str = "explained";

/// The field of that key in that table.
pub fn field(table: &str, key: &str) -> Option<&'static Field> {
    FIELDS.iter().find(|f| f.table == table && f.key == key).copied()
}
