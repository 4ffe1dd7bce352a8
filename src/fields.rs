//! The fixed part of the form, declared once: which keys there are, what each is called and what it takes.
//!
//! The figures are not here: their keys are those of the standard.

use std::fmt;

use crate::year::Year;

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
    /// What to write there, in a few words for whoever fills the form.
    pub hint: &'static str,
    /// For what most forms leave out: an example, as it would be typed. A blank form shows it as a comment.
    pub sample: &'static str,
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
    /// A 统一社会信用代码.
    Code,
    /// Text of any number of paragraphs.
    Text,
    /// One of these words.
    Choice(&'static [&'static str]),
    /// A day.
    Date,
    /// A whole number, not negative.
    Count,
    /// An amount of money, in 元.
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
pub const SYNONYMS: &[(&str, &str)] = &[
    ("中央", "国家级"), ("部级", "国家级"), ("自治区", "省级"), ("直辖市", "省级"), ("地级市", "市级"), ("州级", "市级"),
    ("设区的市", "市级"), ("区级", "县级"), ("市辖区", "县级"), ("县级市", "县级"), ("旗", "县级"), ("镇级", "乡级"),
    ("乡镇", "乡级"), ("乡镇级", "乡级"), ("街道", "乡级"), ("人民政府", "政府"), ("机关", "部门"), ("街道办事处", "部门"),
    ("单位", "部门"), ("事业单位", "部门"),
];

macro_rules! fields {
    ($($name:ident $table:literal $key:literal $label:literal $takes:expr, $required:literal $hint:literal $($sample:literal)?;)*) => {
        $(
            #[doc = $label]
            pub static $name: Field = Field {
                table: $table,
                key: $key,
                label: $label,
                takes: $takes,
                required: $required,
                hint: $hint,
                sample: concat!($($sample)?),
            };
        )*
        /// Every key of the fixed part, in the order of the form.
        pub static FIELDS: &[&Field] = &[$(&$name),*];
    };
}

#[rustfmt::skip]
fields! {
    YEAR              ""                "year"         "报告年度"           Takes::Year,           true  "数据所属的年份：{next}年1月编写的，填{year}";
    EDITION           ""                "edition"      "格式版本"           Takes::Version,        false "由年度决定，与年度不一致时才写" "2021";
    PREVIOUS          ""                "previous"     "上一年的填报表"     Takes::Line,           false "上年填报表的文件名，相对本文件" "\"上年填报表.toml\"";
    NAME              "agency"          "name"         "机关名称"           Takes::Line,           true  "全称，与公章一致；标题、导语、落款都用它";
    LEVEL             "agency"          "level"        "行政层级"           Takes::Choice(LEVELS), true  "县级市、市辖区填县级；乡、镇、街道填乡级";
    KIND              "agency"          "kind"         "机关类别"           Takes::Choice(KINDS),  true  "各级人民政府填政府；局、委、街道办事处、管委会等填部门";
    TITLE_NAME        "agency"          "title_name"   "标题用名"           Takes::Line,           false "标题不用全称时才写" "\"某县\"";
    FORMER_NAMES      "agency"          "former_names" "曾用名、简称"       Takes::Lines,          false "改过名的才写" "[\"原来的名称\"]";
    CODE              "agency"          "code"         "统一社会信用代码"   Takes::Code,           false "汇总时分清同名的单位，一般不用写" "\"11330000000000001F\"";
    DATE              "publication"     "date"         "成文日期"           Takes::Date,           false "定稿时填，月、日都写两位" "{next}-01-20";
    ISSUER            "publication"     "issuer"       "落款单位"           Takes::Line,           false "与日期都不写，则不印落款；只写日期，用机关全称";
    WEBSITE           "publication"     "website"      "网站"               Takes::Line,           false "报告电子版所在的网站";
    OFFICE            "publication"     "office"       "联系单位"           Takes::Line,           false "对报告有疑问的找谁";
    ADDRESS           "publication"     "address"      "地址"               Takes::Line,           false "";
    POSTCODE          "publication"     "postcode"     "邮政编码"           Takes::Line,           false "";
    PHONE             "publication"     "phone"        "电话"               Takes::Line,           false "连区号";
    FAX               "publication"     "fax"          "传真"               Takes::Line,           false "";
    EMAIL             "publication"     "email"        "电子邮箱"           Takes::Line,           false "";
    PREFACE           "narrative"       "preface"      "导语"               Takes::Text,           false "不写，则按标准措辞生成：依据、六个部分、统计期限、联系方式";
    OVERVIEW          "narrative"       "overview"     "一、总体情况"       Takes::Text,           false "主动公开、依申请公开、政府信息管理、平台建设、监督保障；政府还有考核、评议、责任追究";
    PROBLEMS          "narrative"       "problems"     "五、存在的主要问题及改进情况" Takes::Text, false "本年的问题、对上年问题的改进、下一步打算；不要照抄上年";
    OTHERS            "narrative"       "others"       "六、其他需要报告的事项" Takes::Text,       false "没有的也要写明";
    FEE_CASES         "information_fee" "cases"        "收取信息处理费件数" Takes::Count,          false "全年收费的申请件数；没有收取的填0";
    FEE_AMOUNT        "information_fee" "amount"       "收取信息处理费金额" Takes::Amount,         false "总金额，单位是元，不是万元";
    NOTE_DISCLOSURE   "notes"           "disclosure"   "表二注释"           Takes::Text,           false "如：注：本年制发件数含修订16件。";
    NOTE_APPLICATIONS "notes"           "applications" "表三注释"           Takes::Text,           false "";
    NOTE_REVIEWS      "notes"           "reviews"      "表四注释"           Takes::Text,           false "";
    FONT_TITLE        "layout"          "title"        "标题字体"           Takes::Font,           false "不写用方正小标宋简体" "\"方正小标宋_GBK\"";
    FONT_HEADING1     "layout"          "heading1"     "一级标题字体"       Takes::Font,           false "不写用黑体" "\"方正黑体_GBK\"";
    FONT_HEADING2     "layout"          "heading2"     "二级标题字体"       Takes::Font,           false "不写用楷体_GB2312" "\"方正楷体_GBK\"";
    FONT_BODY         "layout"          "body"         "正文字体"           Takes::Font,           false "不写用仿宋_GB2312" "\"方正仿宋_GBK\"";
    FONT_TABLE        "layout"          "table"        "表格字体"           Takes::Font,           false "不写用宋体" "\"宋体\"";
    ROLLUP_EXPECTED   "rollup"          "expected"     "应报单位数"         Takes::Count,          false "由汇总写出，不用填、不要改";
    ROLLUP_RECEIVED   "rollup"          "received"     "实报单位数"         Takes::Count,          false "计入合计的";
    ROLLUP_MISSING    "rollup"          "missing"      "没有计入的单位"     Takes::Lines,          false "缺报的、退回的；齐了是空的";
    ROLLUP_IN_ERROR   "rollup"          "in_error"     "待更正的单位"       Takes::Lines,          false "已计入，报表还有错误";
    ROLLUP_ROSTER     "rollup"          "roster"       "单位名录"           Takes::Line,           false "汇总时用的名录";
    EXPLAINED_RULE    "explained"       "rule"         "说明的规则"         Takes::Line,           false "如Y02";
    EXPLAINED_PLACE   "explained"       "place"        "说明的位置"         Takes::Line,           false "照核对信息所印";
    EXPLAINED_FIGURES "explained"       "figures"      "说明时的各个数"     Takes::Numbers,        false "照核对信息所印；数变了，说明就要重写";
    EXPLAINED_QUOTE   "explained"       "quote"        "说明的原句"         Takes::Line,           false "照核对信息所印";
    EXPLAINED_REASON  "explained"       "reason"       "说明的理由"         Takes::Line,           false "给审核人看";
}

impl fmt::Display for Field {
    /// As the form, `--json` and `[[explained]]` write it: `agency.name`, `year`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let dot = if self.table.is_empty() { "" } else { "." };
        write!(f, "{}{dot}{}", self.table, self.key)
    }
}

impl Field {
    /// What to write there, in a form of that year.
    pub fn hint_in(&self, year: Year) -> String {
        self.hint.replace("{year}", &year.to_string()).replace("{next}", &year.next().to_string())
    }

    /// The example of what most forms leave out, in a form of that year.
    pub fn sample_in(&self, year: Year) -> String {
        self.sample.replace("{next}", &year.next().to_string())
    }
}

/// The texts of the three sections that the office writes itself.
pub static SECTIONS: [&Field; 3] = [&OVERVIEW, &PROBLEMS, &OTHERS];

/// The table that may be written several times, `[[explained]]`.
pub const REPEATED: &str = "explained";

/// What heads the columns of explanations where each is a row of a sheet. The figures are followed by the quote, where
/// there are none, in the same column.
pub static EXPLANATION: [(&Field, &str); 4] = [
    (&EXPLAINED_RULE, "规则"),
    (&EXPLAINED_PLACE, "位置"),
    (&EXPLAINED_FIGURES, "数或原句"),
    (&EXPLAINED_REASON, "理由"),
];

/// The field of that key in that table.
pub fn field(table: &str, key: &str) -> Option<&'static Field> {
    FIELDS.iter().find(|f| f.table == table && f.key == key).copied()
}

/// What a table of the fixed part is about.
pub fn title_of(table: &str) -> &'static str {
    match table {
        "" => "报告年度",
        "agency" => "填报机关",
        "publication" => "联系方式和落款",
        "narrative" => "文字部分",
        "information_fee" => "收取信息处理费情况",
        "notes" => "表下的注释",
        "layout" => "字体",
        "rollup" => "汇总的单位",
        _ => "对警告的说明",
    }
}
