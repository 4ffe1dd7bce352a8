//! The 2021 edition: 国办公开办函〔2021〕30号《中华人民共和国政府信息公开工作年度报告格式》, report years 2021 to date.

use super::Operand::{Last, This};
use super::Term::{Minus, Plus};
use super::expected::{at_least, comes_to};
use super::shared::{
    APPLICANTS, BALANCE, CARRIED_IN, CARRIED_OUT, COMPULSION, DISCLOSED, DOCUMENTS, HANDLED, ISSUING, LICENSING,
    NOT_PROCESSED, PARTLY_DISCLOSED, PENALTY, RECEIVED, REFUSED, REVIEWS, RULES, SECTIONS, UNAVAILABLE, applications,
    disclosure,
};
use super::{Block, Edition, given, group, over};
use crate::rule;
use crate::year::Year;

/// The format in force.
pub(super) static Y2021: Edition = Edition {
    version: 2021,
    title: "《中华人民共和国政府信息公开工作年度报告格式》",
    notice: "国办公开办函〔2021〕30号",
    years: (Year::of::<2021>(), Year::of::<2099>()),
    sections: SECTIONS,
    tables: &[disclosure(DISCLOSURE), applications(APPLICATIONS), REVIEWS],
    documents: "本年制发行政规范性文件{{disclosure.normative_documents.issued}}件，\
        废止{{disclosure.normative_documents.repealed}}件，现行有效{{disclosure.normative_documents.in_force}}件。",
    information_fee: true,
};

const _: () = assert!(Y2021.is_sound());

#[rustfmt::skip]
const DISCLOSURE: &[Block] = &[
    Block { band: Some("第二十条第（一）项"), corner: "信息内容", columns: &[
        given("issued",   "本年制发件数").short_name("制发").keywords(ISSUING),
        given("repealed", "本年废止件数").short_name("废止").keywords(&["废止"]),
        given("in_force", "现行有效件数").short_name("现行有效").means("12月31日仍有效的").keywords(&["现行有效", "继续有效", "保留有效"]),
    ], expected: &[
        at_least(&rule::L02, "in_force", &[This(Plus("issued")), This(Minus("repealed"))]),
        comes_to(&rule::Y02, "in_force", &[Last(Plus("in_force")), This(Plus("issued")), This(Minus("repealed"))]),
    ], rows: &[
        given("regulations",         "规章").means("有规章制定权的才填，县级、乡级和一般部门是0").by_rule_makers().keywords(RULES),
        given("normative_documents", "行政规范性文件").means("本机关制发的；现行有效的截至12月31日").keywords(DOCUMENTS),
    ] },
    Block { band: Some("第二十条第（五）项"), corner: "信息内容", columns: &[
        given("decisions", "本年处理决定数量"),
    ], expected: &[], rows: &[
        given("licensing", "行政许可").means("全年作出的决定，公开不公开的都算").keywords(LICENSING),
    ] },
    Block { band: Some("第二十条第（六）项"), corner: "信息内容", columns: &[
        given("decisions", "本年处理决定数量"),
    ], expected: &[], rows: &[
        given("penalty",    "行政处罚").means("全年作出的决定，公开不公开的都算").keywords(PENALTY),
        given("compulsion", "行政强制").means("全年作出的决定，公开不公开的都算").keywords(COMPULSION),
    ] },
    Block { band: Some("第二十条第（八）项"), corner: "信息内容", columns: &[
        given("amount", "本年收费金额（单位：万元）").name("本年收费金额").keywords(&["收费", "收费金额", "收费总额", "总金额", "金额", "总额", "收入"]).amount(),
    ], expected: &[], rows: &[
        given("fees", "行政事业性收费").means("全年收取的，单位万元，最多六位小数").keywords(&["行政事业性收费"]),
    ] },
];

#[rustfmt::skip]
const APPLICATIONS: &[Block] = &[Block { band: None, corner: BALANCE, columns: APPLICANTS, expected: &[], rows: &[
    RECEIVED,
    CARRIED_IN,
    over("三、本年度办理结果", &[
        DISCLOSED,
        PARTLY_DISCLOSED,
        REFUSED,
        UNAVAILABLE,
        NOT_PROCESSED,
        group("otherwise_handled", "（六）其他处理", &[
            given("not_corrected",  "1.申请人无正当理由逾期不补正、行政机关不再处理其政府信息公开申请").name("1.逾期不补正").means("条例第三十条").keywords(&["逾期不补正"]),
            given("fee_not_paid",   "2.申请人逾期未按收费通知要求缴纳费用、行政机关不再处理其政府信息公开申请").name("2.逾期未缴费").means("国办函〔2020〕109号").keywords(&["逾期未缴费", "逾期未按收费通知要求缴纳费用", "逾期未缴纳费用"]),
            given("other_handling", "3.其他").short_name("其他处理").means("如申请人撤回"),
        ]).short_name("其他处理").keywords(&["其他处理"]),
        HANDLED,
    ]).means("只计本年作出答复的；一件申请只计一处"),
    CARRIED_OUT,
] }];
