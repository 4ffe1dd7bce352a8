//! The 2019 edition: 国办公开办函〔2019〕60号《政府信息公开工作年度报告格式（试行）》, report years 2019 and 2020.

use super::Operand::{Last, This};
use super::Term::Plus;
use super::expected::{Expectation, at_least, comes_to};
use super::shared::{
    APPLICANTS, BALANCE, CARRIED_IN, CARRIED_OUT, COMPULSION, DISCLOSED, DOCUMENTS, HANDLED, ISSUING, LICENSING,
    NOT_PROCESSED, PARTLY_DISCLOSED, PENALTY, RECEIVED, REFUSED, REVIEWS, RULES, SECTIONS, UNAVAILABLE, applications,
    disclosure,
};
use super::{Block, Edition, Heading, given, over};
use crate::rule;
use crate::year::Year;

/// The trial format.
pub(super) static Y2019: Edition = Edition {
    version: 2019,
    title: "国务院办公厅政府信息与政务公开办公室《政府信息公开工作年度报告格式（试行）》",
    notice: "国办公开办函〔2019〕60号",
    years: (Year::of::<2019>(), Year::of::<2020>()),
    sections: SECTIONS,
    tables: &[disclosure(DISCLOSURE), applications(APPLICATIONS), REVIEWS],
    documents: "本年新制作规范性文件{{disclosure.normative_documents.created}}件，\
        新公开{{disclosure.normative_documents.newly_disclosed}}件，\
        对外公开总数{{disclosure.normative_documents.total_disclosed}}件。",
    information_fee: false,
};

const _: () = assert!(Y2019.is_sound());

#[rustfmt::skip]
const DISCLOSURE: &[Block] = &[
    Block { band: Some("第二十条第（一）项"), corner: "信息内容", columns: &[
        given("created",         "本年新制作数量").keywords(ISSUING),
        given("newly_disclosed", "本年新公开数量").keywords(&["新公开"]),
        given("total_disclosed", "对外公开总数量").keywords(&["对外公开总数", "对外公开总数量", "公开总数", "公开总数量"]),
    ], expected: &[
        at_least(&rule::L03, "total_disclosed", &[This(Plus("newly_disclosed"))]),
    ], rows: &[
        given("regulations",         "规章").means("有规章制定权的才填，县级、乡级和一般部门是0").by_rule_makers().keywords(RULES),
        given("normative_documents", "规范性文件").means("对外公开总数量截至12月31日").keywords(DOCUMENTS),
    ] },
    Block { band: Some("第二十条第（五）项"), corner: "信息内容", columns: ITEMS_AND_DECISIONS, expected: ITEMS, rows: &[
        given("licensing",      "行政许可").means("处理决定是全年的，公开不公开的都算").keywords(LICENSING),
        given("other_services", "其他对外管理服务事项").means("处理决定是全年的，公开不公开的都算").keywords(&["其他对外管理服务事项", "其他对外管理服务"]),
    ] },
    Block { band: Some("第二十条第（六）项"), corner: "信息内容", columns: ITEMS_AND_DECISIONS, expected: ITEMS, rows: &[
        given("penalty",    "行政处罚").means("处理决定是全年的，公开不公开的都算").keywords(PENALTY),
        given("compulsion", "行政强制").means("处理决定是全年的，公开不公开的都算").keywords(COMPULSION),
    ] },
    Block { band: Some("第二十条第（八）项"), corner: "信息内容", columns: &[
        given("prior_items", "上一年项目数量").short_name("项目数量").keywords(&["项目", "事项"]),
        given("change",      "本年增/减").short_name("增减").change(),
    ], expected: ITEMS, rows: &[
        given("fees", "行政事业性收费").means("收费项目的数量；减少的写负数").keywords(&["行政事业性收费"]),
    ] },
    Block { band: Some("第二十条第（九）项"), corner: "信息内容", columns: &[
        given("projects", "采购项目数量").keywords(&["采购项目", "项目"]),
        given("amount",   "采购总金额").keywords(&["采购总金额", "采购金额", "总金额"]).amount(),
    ], expected: &[], rows: &[
        given("procurement", "政府集中采购").means("总金额单位万元，最多六位小数").keywords(&["政府集中采购", "集中采购"]),
    ] },
];

#[rustfmt::skip]
const ITEMS_AND_DECISIONS: &[Heading] = &[
    given("prior_items", "上一年项目数量").short_name("项目数量").keywords(&["项目", "事项"]),
    given("change",      "本年增/减").short_name("增减").change(),
    given("decisions",   "处理决定数量").keywords(&["处理决定", "决定"]),
];

/// What there was at the end of last year is what there was before it, and the change.
const ITEMS: &[Expectation] =
    &[comes_to(&rule::Y02, "prior_items", &[Last(Plus("prior_items")), Last(Plus("change"))])];

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
        given("other_handling", "（六）其他处理").short_name("其他处理").means("如申请人撤回").keywords(&["其他处理"]),
        HANDLED,
    ]).means("只计本年作出答复的；一件申请只计一处"),
    CARRIED_OUT,
] }];
