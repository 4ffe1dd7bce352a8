//! Headings and sections that stand in both editions, word for word.

use crate::rule;

use super::{Block, Body, Formula, Heading, Layout, Section, Table, Term, derived, given, group, over, total};

#[rustfmt::skip]
pub(super) const SECTIONS: &[Section] = &[
    section("一、总体情况",                           Body::Narrative("overview")),
    section("二、主动公开政府信息情况",               Body::Table("disclosure")),
    section("三、收到和处理政府信息公开申请情况",     Body::Table("applications")).on_new_page(),
    section("四、政府信息公开行政复议、行政诉讼情况", Body::Table("reviews")),
    section("五、存在的主要问题及改进情况",           Body::Narrative("problems")),
    section("六、其他需要报告的事项",                 Body::Narrative("others")),
];

const fn section(heading: &'static str, body: Body) -> Section {
    Section { heading, body, new_page: false }
}

impl Section {
    const fn on_new_page(self) -> Self {
        Self { new_page: true, ..self }
    }
}

/// 表二, whose blocks differ between the editions: four equal columns.
pub(super) const fn disclosure(blocks: &'static [Block]) -> Table {
    Table {
        key: "disclosure",
        name: "表二",
        title: "主动公开政府信息情况",
        guide: "",
        layout: Layout::Crossed,
        blocks,
        widths: &[2211, 2211, 2211, 2211],
        charted: None,
    }
}

/// The words by which texts name rows and columns of 表二 that both editions have.
pub(super) const RULES: &[&str] = &["规章"];
pub(super) const DOCUMENTS: &[&str] = &["行政规范性文件", "规范性文件"];
pub(super) const ISSUING: &[&str] =
    &["制发", "新制发", "制定", "新制定", "制订", "制定出台", "出台", "新出台", "印发", "制定印发", "新制作", "制作"];
pub(super) const LICENSING: &[&str] = &["行政许可", "许可决定"];
pub(super) const PENALTY: &[&str] = &["行政处罚", "处罚决定"];
pub(super) const COMPULSION: &[&str] = &["行政强制", "行政强制措施"];

/// 表三, whose rows alone differ between the editions.
pub(super) const fn applications(blocks: &'static [Block]) -> Table {
    Table {
        key: "applications",
        name: "表三",
        title: "收到和处理政府信息公开申请情况",
        guide: "勾稽关系：一、新收＋二、上年结转＝（七）总计＋四、结转下年度，每一列都要成立",
        layout: Layout::Crossed,
        blocks,
        widths: &[480, 870, 2711, 690, 640, 640, 690, 690, 650, 783],
        charted: Some("handled"),
    }
}

/// The corner of 表三: what must hold in each of its columns.
pub(super) const BALANCE: &str = "（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）";

#[rustfmt::skip]
pub(super) const APPLICANTS: &[Heading] = &[
    over("申请人情况", &[
        given("natural_person", "自然人").keywords(&["自然人", "公民个人"]),
        group("organizations", "法人或其他组织", &[
            given("business",      "商业企业").keywords(&["商业企业"]),
            given("research",      "科研机构").keywords(&["科研机构"]),
            given("welfare",       "社会公益组织").keywords(&["社会公益组织", "公益组织"]),
            given("legal_service", "法律服务机构").keywords(&["法律服务机构"]),
            given("other",         "其他"),
        ]).keywords(&["法人或其他组织", "法人和其他组织", "法人或者其他组织", "法人及其他组织", "法人、其他组织", "法人和组织"]),
        total("total", "总计", &rule::S01),
    ]),
];

pub(super) const RECEIVED: Heading = given("received", "一、本年新收政府信息公开申请数量")
    .name("一、本年新收")
    .short_name("新收")
    .means("1月1日至12月31日收到的");

pub(super) const CARRIED_IN: Heading = given("carried_in", "二、上年结转政府信息公开申请数量")
    .name("二、上年结转")
    .short_name("上年结转")
    .continues("carried_out")
    .means("等于上年报告的“结转下年度”")
    .keywords(&[
        "上年结转",
        "上年度结转",
        "上一年结转",
        "上一年度结转",
        "去年结转",
        "往年结转",
        "以前年度结转",
        "上年转入",
        "上年度转入",
        "上年结转过来",
        "上年末结转",
        "结转自上年",
        "结转自上年度",
    ]);

pub(super) const DISCLOSED: Heading = given("disclosed", "（一）予以公开")
    .short_name("公开")
    .means("含已主动公开、告知查阅方式和途径的")
    .keywords(&["予以公开", "同意公开"]);

pub(super) const PARTLY_DISCLOSED: Heading =
    given("partly_disclosed", "（二）部分公开（区分处理的，只计这一情形，不计其他情形）")
        .name("（二）部分公开")
        .short_name("部分公开")
        .keywords(&["部分公开"]);

#[rustfmt::skip]
pub(super) const REFUSED: Heading = group("refused", "（三）不予公开", &[
    given("state_secret",         "1.属于国家秘密").means("依法定密的，条例第十四条").keywords(&["国家秘密"]),
    given("prohibited_by_law",    "2.其他法律行政法规禁止公开").means("条例第十四条").keywords(&["法律行政法规禁止公开", "法律、行政法规禁止公开", "法律法规禁止公开", "法律、法规禁止公开"]),
    given("safety_and_stability", "3.危及“三安全一稳定”").name("3.危及三安全一稳定").means("国家安全、公共安全、经济安全、社会稳定").keywords(&["三安全一稳定"]),
    given("third_party_rights",   "4.保护第三方合法权益").means("商业秘密、个人隐私等，条例第十五条").keywords(&["第三方合法权益", "第三方权益"]),
    given("internal_affairs",     "5.属于三类内部事务信息").means("人事管理、后勤管理、内部工作流程").keywords(&["三类内部事务信息", "内部事务信息", "三类内部事务"]),
    given("process_records",      "6.属于四类过程性信息").means("讨论记录、过程稿、磋商信函、请示报告").keywords(&["四类过程性信息", "过程性信息"]),
    given("enforcement_files",    "7.属于行政执法案卷").means("条例第十六条").keywords(&["行政执法案卷", "执法案卷"]),
    given("administrative_query", "8.属于行政查询事项").means("另有查询办法的，如工商、不动产登记").keywords(&["行政查询事项"]),
]).short_name("不予公开").keywords(&["不予公开"]);

#[rustfmt::skip]
pub(super) const UNAVAILABLE: Heading = group("unavailable", "（四）无法提供", &[
    given("not_held",       "1.本机关不掌握相关政府信息").means("查不到的，或不归本机关公开的").keywords(&["本机关不掌握", "不掌握相关政府信息", "本机关不掌握相关政府信息", "不掌握相关信息", "不掌握"]),
    given("needs_creation", "2.没有现成信息需要另行制作").means("要加工、分析才有的，条例第三十八条").keywords(&["没有现成信息需要另行制作", "没有现成信息需另行制作", "没有现成信息", "需要另行制作", "需另行制作"]),
    given("still_unclear",  "3.补正后申请内容仍不明确").means("已按条例第三十条要求补正的").keywords(&["补正后申请内容仍不明确", "补正后仍不明确", "补正后内容仍不明确"]),
]).short_name("无法提供").keywords(&["无法提供"]);

#[rustfmt::skip]
pub(super) const NOT_PROCESSED: Heading = group("not_processed", "（五）不予处理", &[
    given("petition",           "1.信访举报投诉类申请").means("告知走相应渠道的，条例第三十九条").keywords(&["信访举报投诉类申请", "信访举报投诉类", "信访举报投诉"]),
    given("duplicate",          "2.重复申请").means("已答复过的同样申请，条例第三十六条").keywords(&["重复申请"]),
    given("published_material", "3.要求提供公开出版物").means("政府公报、报刊、书籍等").keywords(&["公开出版物"]),
    given("excessive",          "4.无正当理由大量反复申请").means("条例第三十五条").keywords(&["大量反复申请", "反复、大量申请", "反复大量申请"]),
    given("reconfirmation",     "5.要求行政机关确认或重新出具已获取信息").keywords(&["确认或重新出具已获取信息", "重新出具已获取信息"]),
]).short_name("不予处理").keywords(&["不予处理"]);

pub(super) const HANDLED: Heading = total("handled", "（七）总计", &rule::S02).short_name("办结").keywords(&[
    "办结",
    "办理完毕",
    "办理完结",
    "办毕",
    "办复",
    "答复",
]);

pub(super) const CARRIED_OUT: Heading = derived(
    "carried_out",
    "四、结转下年度继续办理",
    Formula::Terms(&[Term::Plus("received"), Term::Plus("carried_in"), Term::Minus("handled")]),
    &rule::B01,
)
.name("四、结转下年度")
.short_name("结转下年度")
.counted("12月31日还没有答复的，照台账另数一遍")
.keywords(&[
    "结转下年",
    "结转下年度",
    "结转下一年",
    "结转下一年度",
    "结转至下年",
    "结转至下年度",
    "结转至下一年",
    "结转至下一年度",
    "结转到下年",
    "结转到下年度",
    "结转到下一年度",
    "结转次年",
    "结转至次年",
    "结转明年",
    "转入下年",
    "转入下年度",
    "转入下一年度",
    "转下年度",
    "转至下年度",
    "结转下年度继续办理",
    "结转下年度办理",
    "结转到明年",
    "结转至明年",
]);

/// 表四, the same in both editions.
pub(super) const REVIEWS: Table = Table {
    key: "reviews",
    name: "表四",
    title: "政府信息公开行政复议、行政诉讼情况",
    guide: "只计因政府信息公开引起的案件",
    layout: Layout::SideBySide,
    blocks: &[Block {
        band: None,
        corner: "",
        rows: &[
            given("reconsideration", "行政复议").means("因政府信息公开引起的").keywords(&["行政复议", "复议"]),
            group(
                "litigation",
                "行政诉讼",
                &[
                    given("litigation_direct", "未经复议直接起诉").means("因政府信息公开引起的").keywords(&[
                        "未经复议直接起诉",
                        "未经行政复议直接起诉",
                        "未经复议直接提起行政诉讼",
                        "未经复议直接提起诉讼",
                        "未经复议直接诉讼",
                        "直接起诉",
                        "直接提起行政诉讼",
                        "直接提起诉讼",
                    ]),
                    given("litigation_after_review", "复议后起诉").means("先复议、不服再起诉的").keywords(&[
                        "复议后起诉",
                        "经复议后起诉",
                        "行政复议后起诉",
                        "复议后提起诉讼",
                        "复议后提起行政诉讼",
                        "经复议后提起行政诉讼",
                        "复议后又起诉",
                        "复议后又提起诉讼",
                        "复议后又提起行政诉讼",
                        "复议后再起诉",
                        "复议后又向人民法院起诉",
                    ]),
                ],
            )
            .keywords(&["行政诉讼", "诉讼", "被诉", "被起诉"]),
        ],
        columns: &[
            given("upheld", "结果维持").keywords(&["维持", "结果维持"]),
            given("corrected", "结果纠正").keywords(&["纠正", "结果纠正", "纠错", "被纠正"]),
            given("other_result", "其他结果").keywords(&["其他结果"]),
            given("pending", "尚未审结").keywords(&[
                "尚未审结",
                "未审结",
                "正在审理",
                "尚在审理",
                "在审",
                "未结",
                "尚待审结",
                "审理之中",
                "仍在审理",
            ]),
            total("total", "总计", &rule::S03),
        ],
        expected: &[],
    }],
    widths: &[590, 590, 590, 590, 590, 590, 590, 590, 590, 589, 589, 589, 589, 589, 589],
    charted: None,
};
