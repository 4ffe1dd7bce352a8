//! P09: what 总体情况 must cover.

use crate::fields;
use crate::finding::Finding;
use crate::form::Form;
use crate::prose::is_blank;
use crate::rule;

/// What it must cover, and the words that show that it does.
type Topic = (&'static str, &'static [&'static str]);

/// The five topics of every report (国办公开办函〔2021〕30号).
const OF_ALL: &[Topic] = &[
    ("主动公开", &["主动公开", "主动发布", "政务公开", "公开信息", "发布信息", "公开政府信息", "重点领域"]),
    ("依申请公开", &["依申请", "公开申请", "申请公开"]),
    (
        "政府信息管理",
        &[
            "信息管理",
            "信息资源",
            "规范性文件",
            "审核",
            "审查",
            "公开属性",
            "动态调整",
            "三审",
            "保密",
            "清理",
            "公开质量",
        ],
    ),
    ("政府信息公开平台建设", &["平台", "网站", "新媒体", "公众号", "公开栏", "专栏", "查阅", "载体"]),
    ("监督保障", &["监督", "保障", "培训", "考核", "领导小组", "督导", "督查", "组织领导", "工作机制"]),
];

/// What a government reports besides (条例第五十条).
const OF_GOVERNMENTS: &[Topic] = &[
    ("工作考核结果", &["考核", "绩效评估", "考评"]),
    ("社会评议结果", &["评议", "满意度", "测评", "第三方评估", "民意调查"]),
    ("责任追究结果", &["责任追究", "追责", "问责", "追究责任", "追究"]),
];

/// The topics that 总体情况 leaves out.
pub(super) fn check(form: &Form) -> Option<Finding> {
    let text: String = form.text(&fields::OVERVIEW)?.chars().filter(|c| !is_blank(*c)).collect();
    let is_government = form.text(&fields::KIND) == Some("政府");
    let topics = OF_ALL.iter().chain(OF_GOVERNMENTS.iter().filter(|_| is_government));
    let left_out: Vec<&str> =
        topics.filter(|(_, words)| !words.iter().any(|word| text.contains(word))).map(|(topic, _)| *topic).collect();
    if left_out.is_empty() || text.is_empty() {
        return None;
    }
    let message = format!("总体情况没有写到：{}。没有的，也写一句。", left_out.join("、"));
    let span = form.origin(&fields::OVERVIEW);
    Some(Finding::new(&rule::P09, &fields::OVERVIEW, span, message))
}
