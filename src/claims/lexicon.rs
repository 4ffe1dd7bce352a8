//! The words by which texts name figures: the standard's own for each edition, and those of the language.

use std::sync::OnceLock;

use aho_corasick::{AhoCorasick, AhoCorasickKind, MatchKind};

use crate::agency::office_words;
use crate::standard::{EDITIONS, Edition, Line, Matrix};

/// What a word means.
#[derive(Debug, Clone, Copy)]
pub(super) enum Meaning {
    /// A row of a table.
    Row(&'static Matrix, &'static Line),
    /// A column of a table.
    Column(&'static Matrix, &'static Line),
    /// That something came in.
    Receive,
    /// That something was dealt with, whatever the result.
    Process,
    /// An application for information, by its full name or shortly.
    Application { is_full: bool },
    /// Applications that are not done yet.
    Open,
    /// That something is carried over, in or out.
    Carried,
    /// Who decides cases of a row; not a case.
    Court(&'static str),
    /// That something is not there.
    Negation,
    /// All of it.
    All,
    /// The share that is done.
    DoneRate,
    /// In time, which is another thing than done.
    OnTime,
    /// This year.
    This,
    /// Another year than this.
    Other,
    /// What is intended.
    Plan,
    /// From some year on.
    Since,
    /// The whole agency.
    Whole,
    /// A unit, at the end of its name; most endings are those of [`office_words`].
    Unit,
    /// A part of the year.
    PartOfYear,
    /// The whole year.
    WholeYear,
    /// One sort of decisions, or what is done to them.
    Sort,
    /// One year beside another.
    Compare,
    /// One year beside another, said after it.
    Beside,
    /// A difference.
    Delta,
    /// What a change begins at.
    From,
    /// About.
    About,
    /// A part of what was said before.
    Part,
    /// One number each, in their order.
    Respectively,
    /// The same number each.
    Each,
    /// All together.
    Together,
    /// A share of.
    Share,
    /// A way of applying, or a subject of applications: a part that no table counts.
    Kind,
    /// What is made public, a count of its own.
    Publish,
    /// Two things together.
    And,
    /// Says nothing to the number.
    Filler,
    /// Looks like a word above, and is another.
    Unrelated,
}

/// The words of an edition.
pub(super) struct Words {
    automaton: Option<AhoCorasick>,
    meanings: Vec<Meaning>,
}

/// By edition, in the order of [`EDITIONS`]; each built when a text of it is read.
static WORDS: [OnceLock<Words>; EDITIONS.len()] = [const { OnceLock::new() }; EDITIONS.len()];

#[rustfmt::skip]
const LANGUAGE: &[(Meaning, &[&str])] = &[
    (Meaning::Receive, &["收到", "新收", "受理", "接收", "接到", "收悉", "新受理", "新接收", "收取申请", "共收", "提出", "登记"]),
    (Meaning::Process, &["办理", "处理", "处置", "回复", "应办", "应办理", "承办"]),
    (Meaning::Application { is_full: true }, &[
        "政府信息公开申请", "信息公开申请", "依申请公开政府信息申请", "依申请公开申请", "依申请公开", "依申请公开件", "依申请公开事项",
        "公开申请", "申请公开政府信息", "依申请公开政府信息", "政府信息申请", "依申请公开信息", "政府信息公开申请件", "依申请公开办件",
        "信息公开申请件", "申请数量", "申请量", "申请总量", "申请总数",
    ]),
    (Meaning::Application { is_full: false }, &["申请", "申请件", "申请书", "申请表"]),
    (Meaning::Open, &[
        "尚未办结", "未办结", "尚在办理", "正在办理", "仍在办理", "未到答复期限", "未到办理期限", "尚未到期", "尚在法定办理期限", "尚在法定期限", "尚在法定答复期限",
        "尚在办理期限", "留待下年", "待续办", "尚未答复", "尚未办理完毕",
    ]),
    (Meaning::Carried, &["结转", "结转过来", "转来", "转入", "遗留"]),
    (Meaning::Court("reconsideration"), &["复议机关", "行政复议机关", "复议机构", "行政复议机构"]),
    (Meaning::Court("litigation"), &["人民法院", "法院", "应诉"]),
    (Meaning::Negation, &["未", "没有", "无", "不存在", "未有", "没", "均无", "从未", "零发生", "尚无", "并无", "暂无", "未曾", "没有一件", "无一", "无一件", "没有一例", "无一例", "没有一起", "无一起", "没有任何", "无任何"]),
    (Meaning::All, &["均", "全部", "都", "全", "皆", "已全部", "一律", "全数", "所有"]),
    (Meaning::DoneRate, &["办结率", "办理率", "答复率", "办复率"]),
    (Meaning::OnTime, &["按时", "按期", "及时", "如期", "依法按时", "限时"]),
    (Meaning::This, &["本年", "本年度", "今年", "今年以来", "本年内", "本报告期", "报告期内", "今年内"]),
    (Meaning::Other, &["上年", "去年", "上一年", "上年度", "上一年度", "往年", "历年", "前年", "去年同期", "上年同期", "前一年", "往年同期", "近三年", "近两年", "近几年", "近五年", "近年"]),
    (Meaning::Plan, &["下一步", "明年", "来年", "今后", "计划", "拟", "力争", "争取", "目标", "预计", "将进一步", "将继续", "将力争", "将对", "下一年", "下年", "下年度", "下一年度", "下一阶段"]),
    (Meaning::Since, &["以来", "至今", "迄今"]),
    (Meaning::Whole, &[
        "全国", "全省", "全市", "全州", "全县", "全区", "全旗", "全镇", "全乡", "全街道", "全局", "全系统", "我省", "我市", "我州", "我县", "我区", "我旗",
        "我镇", "我乡", "我街道", "我局", "我委", "我办", "我厅", "我院", "我中心", "本省", "本市", "本州", "本县", "本区", "本旗", "本镇", "本乡", "本街道",
        "本局", "本委", "本机关", "本厅", "各级", "各乡镇", "各镇", "各部门", "各单位", "各街道", "各级各部门", "镇政府", "乡政府", "县政府", "区政府", "市政府",
        "省政府", "镇人民政府", "县人民政府", "区人民政府", "市人民政府", "全委", "我单位", "本单位", "我盟", "全盟",
    ]),
    (Meaning::Unit, &[
        "镇", "乡", "街道", "街道办", "大队", "支队", "政府办", "政府办公室", "府办", "公开办", "党政办",
        "村委会", "居委会", "村民委员会", "分局", "本级", "机关本级", "医院", "学校", "大厅", "卫健委", "发改委", "政府办公厅",
        "政务公开办", "信息公开办", "省政府办", "省政府办公室", "省人民政府办公室", "省人民政府办", "市政府办", "市政府办公室", "市人民政府办公室", "市人民政府办", "州政府办", "州政府办公室", "州人民政府办公室", "州人民政府办", "县政府办", "县政府办公室", "县人民政府办公室", "县人民政府办", "区政府办", "区政府办公室", "区人民政府办公室", "区人民政府办", "旗政府办", "旗政府办公室", "旗人民政府办公室", "旗人民政府办", "镇政府办", "镇政府办公室", "镇人民政府办公室", "镇人民政府办", "乡政府办", "乡政府办公室", "乡人民政府办公室", "乡人民政府办", "科室", "公司", "监狱", "税务所", "派出所", "司法所", "管理处", "管理所", "服务站", "领域", "系统", "局机关", "委机关", "厅机关", "直属单位", "下属单位", "二级单位", "考试院", "教育科", "审批科", "自然资源所", "资源所", "规划所", "林业站", "农业站", "文化站", "卫生院", "中学", "小学", "幼儿园", "执法队", "中队", "工作站",
    ]),
    (Meaning::Compare, &["比", "较", "同比", "环比"]),
    (Meaning::Beside, &["相比", "相比于", "之后", "对比", "比较"]),
    (Meaning::PartOfYear, &["上半年", "下半年", "季度", "一季度", "二季度", "三季度", "四季度", "第一季度", "第四季度", "月份", "前三季度"]),
    (Meaning::WholeYear, &["全年", "全年度"]),
    (Meaning::Sort, &[
        "不予", "撤销", "下放", "免收", "退还", "取消", "减免", "涉企", "转发", "转载", "修改", "修订", "失效", "停征", "注销", "重大", "当场", "上级", "起草", "审查", "拟制", "备案",
        "证明", "非税", "清退", "减征", "缓缴", "吊销", "变更", "延续",
    ]),
    (Meaning::Delta, &["增加", "减少", "增长", "下降", "上升", "降低", "提高", "回落", "增幅", "降幅", "多出", "少了", "多了", "新增", "翻番", "递增", "净增", "增", "减", "下降了", "增加了", "减少了", "增长了", "上升了", "增减", "提升", "增多", "上涨"]),
    (Meaning::From, &["由", "从", "自"]),
    (Meaning::About, &["约", "近", "逾", "超", "超过", "大约", "将近", "接近", "至少", "不少于", "不足", "不到", "大概", "突破", "约有", "约为", "高达近", "左右"]),
    (Meaning::Part, &["其中", "当中", "中", "里", "包括", "其中有", "分别是", "含", "分别为："]),
    (Meaning::Respectively, &["分别", "依次"]),
    (Meaning::Each, &["各", "各有", "各为", "各占", "各计"]),
    (Meaning::Together, &["合计", "共计", "总计", "累计", "总共", "两类", "合共", "两者", "两项合计"]),
    (Meaning::Share, &["占", "占比", "比例", "比重", "占到", "占总数", "所占比例"]),
    (Meaning::Kind, &[
        "网络", "网上", "在线", "线上", "信函", "邮寄", "邮件", "来信", "当面", "现场", "窗口", "传真", "渠道", "途径", "方式", "电子邮箱", "平台提交",
        "涉及", "关于", "有关", "集中在", "内容为", "主要为", "主要是", "挂号信", "快递", "邮政", "来函", "纸质", "平台",
    ]),
    (Meaning::Publish, &["公开", "主动公开", "公示", "公布", "发布", "归集", "推送", "上报", "报送", "解读", "上传", "录入", "双公示", "公开了", "更新", "审核", "清理", "梳理", "评估", "受理行政许可", "抽查", "评查"]),
    (Meaning::And, &["、", "和", "及", "与", "以及", "或", "或者", "暨", "并"]),
    (Meaning::Filler, &[
        "案件", "案", "数量", "总数", "总量", "件数", "共", "共有", "计", "为", "是", "有", "达", "达到", "的", "了", "到", "决定", "处理决定", "：", "也", "仅", "只",
        "已", "已经", "结果", "情形", "类", "类型", "情况", "完成", "作出", "提交", "提起", "提交的", "提起的", "提出的", "其", "其余", "另有", "尚有", "还有", "项下", "属", "任何", "总金额", "属于", "因",
        "引起", "引发", "发生", "产生", "政府信息公开", "信息公开", "政府信息公开工作", "信息公开工作", "被", "而", "予以", "系", "一共", "总计为", "合计为", "获", "得到",
        "降为", "降至", "增至", "升至", "增加到", "减少到", "减至", "上升到", "调整为", "下降到", "变为", "办理量", "总额", "金额", "收入", "收费金额", "数", "量",
        "措施", "不再处理", "行政机关不再处理", "目前", "年末", "年底", "截至年底", "截至目前", "则", "主要", "继续办理", "办理的", "继续", "下来", "需", "的有", "且", "书面", "各类", "有效", "群众", "实际",
        "来自", "年内", "当年", "一年来", "年度内", "公民、法人和其他组织", "公民、法人或其他组织", "公民、法人或者其他组织", "公民、法人及其他组织", "行为", "信息的", "事由", "原因", "理由", "向", "对", "新", "尚", "仍", "在", "就", "又", "后", "时", "要求", "相关", "政府信息", "申请人无正当理由", "申请获", "整体",
    ]),
    (Meaning::Unrelated, &[
        // They hold a word above.
        "申请人", "申请表格", "复议诉讼总量", "行政许可申请", "行政许可信息", "行政处罚信息", "许可申请", "救助申请", "规章制度", "格局", "布局", "大局", "结局", "开局", "破局",
        "当局", "时局", "局面", "局限", "局长", "委托", "委员", "委派", "县委", "市委", "区委", "省委", "党委", "常委", "纪委", "工委", "党工委", "乡镇", "城镇", "乡村", "村镇", "镇长", "乡长",
        "中心工作", "无法", "无正当理由", "无障碍", "无关", "无需", "无偿", "无条件", "未来", "未成年", "未按", "未能", "未及时", "未经", "无误", "无锡", "未尽", "未达", "未满", "未涉密",
        "比如", "比较好", "较好", "较为", "较大", "较多", "较高", "较少", "比对", "近期", "近日", "超期", "超时", "约谈", "约定", "上网", "以上", "上述", "上门", "上线", "向上", "会上",
        "全面", "全程", "全力", "全过程", "全文", "全覆盖", "安全", "健全", "完全", "全方位", "全流程", "全力以赴", "都市", "都江堰", "平均", "均衡", "人均",
        "增强", "增进", "增效", "增设", "减负", "减税", "减轻", "提升能力", "自觉", "自身", "自查", "自主", "自由", "由此", "由于", "从而", "从严", "从事", "从速", "自上而下",
        "中国", "中央", "中心城", "集中", "心中", "其中之一", "中华", "中小", "含义", "包含", "有序", "有力", "有效性", "有限", "有关部门", "相关部门", "主管部门", "上级部门",
        "类似", "分类", "占用", "抢占", "各界", "各项", "各地", "各环节", "各方面", "各领域", "全体", "并且", "及格", "普及", "涉及面", "和谐", "与时俱进", "与会", "参与", "平台建设", "信息平台",
        "公开条例", "信息公开条例", "信息公开指南", "公开指南", "公开目录", "信息公开目录", "公开平台", "信息公开平台", "政府信息公开平台", "信息公开专栏", "公开专栏", "公开栏", "公开工作", "政务公开",
        "拟定", "拟办", "模拟", "虚拟", "计划生育", "行动计划", "规划", "工作计划", "五年计划", "目标管理", "工作目标", "临近", "拟订", "草拟", "应诉能力", "民事诉讼", "刑事诉讼", "诉讼服务", "公益诉讼", "行政公益诉讼", "民事行政诉讼", "延期答复", "延期办理", "延期", "模拟办理", "模拟申请", "按信访处理", "意见", "复议工作", 
        "接收登记", "登记台账", "不动产登记", "登记制度", "登记表", "受理渠道", "受理点", "受理机构", "受理窗口", "信息处理费", "处理费", "处理能力", "办理程序", "办理流程", "办理情况", "办理工作", "办理规程", "答复质量", "答复文书", "答复书",
        "结转结余", "维持秩序", "纠正措施", "最大", "全年度工作", "被申请人", "县政府网站", "县政府门户网站", "政府门户网站", "市政府网站", "镇政府网站", "区政府网站", "中国政府网",
        "县政府办公会", "政府办公会", "窗口期", "现场会", "方式方法", "网络安全", "网络平台", "有关规定", "有关要求", "关于印发", "新时代", "创新", "重新", "新闻", "新媒体", "新修订", "在线访谈",
    ]),
];

impl Words {
    pub(super) fn of(edition: &'static Edition) -> Option<&'static Self> {
        let at = EDITIONS.iter().position(|other| other.version == edition.version)?;
        Some(WORDS.get(at)?.get_or_init(|| Self::build(edition)))
    }

    fn build(edition: &'static Edition) -> Self {
        let mut known: Vec<(&'static str, Meaning)> = Vec::new();
        // What the standard says goes before what the language does.
        for matrix in edition.matrices() {
            for row in matrix.rows.iter() {
                known.extend(row.keywords.iter().map(|word| (*word, Meaning::Row(matrix, row))));
            }
            for column in matrix.columns.iter() {
                known.extend(column.keywords.iter().map(|word| (*word, Meaning::Column(matrix, column))));
            }
        }
        for (meaning, words) in LANGUAGE {
            known.extend(words.iter().map(|word| (*word, *meaning)));
        }
        known.extend(office_words().map(|word| (word, Meaning::Unit)));
        let automaton = AhoCorasick::builder()
            .match_kind(MatchKind::LeftmostLongest)
            .kind(Some(AhoCorasickKind::ContiguousNFA))
            .build(known.iter().map(|(word, _)| *word))
            .ok();
        Self { automaton, meanings: known.into_iter().map(|(_, meaning)| meaning).collect() }
    }

    /// The words of a text, the longest that begins first, with their meanings.
    pub(super) fn find<'t>(
        &'static self,
        text: &'t str,
    ) -> impl Iterator<Item = (std::ops::Range<usize>, Meaning)> + use<'t> {
        let found = self.automaton.iter().flat_map(move |automaton| automaton.find_iter(text));
        found.map(|word| (word.range(), self.meanings[word.pattern().as_usize()]))
    }
}
