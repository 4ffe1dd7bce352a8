//! What units write of their year: sentences put together from short pieces, so that no two units say the same by chance.

use super::chance::Chance;
use super::figures::Year;
use super::land::place;

/// Who writes, and whose draft is written down: of most units their own.
pub(crate) struct Writer<'a> {
    /// The unit whose draft it is.
    pub(crate) draft: usize,
    /// Its name, as the draft has it.
    pub(crate) name: &'a str,
    /// How the unit speaks of itself.
    pub(crate) own: &'a str,
    pub(crate) is_government: bool,
    pub(crate) year: u16,
}

/// The texts of the three sections.
pub(crate) struct Texts {
    pub(crate) overview: String,
    pub(crate) problems: String,
    pub(crate) others: String,
}

impl Writer<'_> {
    pub(crate) fn texts(&self, year: &Year) -> Texts {
        let mut chance = Chance::of(self.draft, u64::from(self.year));
        let (opening, documents) = (self.sentences(OPENING, 1, &mut chance), documents(year, &mut chance));
        let mut topics = vec![
            format!("主动公开。{}{documents}", self.sentences(PUBLISHED, 3, &mut chance)),
            format!("依申请公开。{}{}", applications(year, &mut chance), self.sentences(APPLIED, 2, &mut chance)),
            format!("政府信息管理。{}", self.sentences(MANAGED, 3, &mut chance)),
            format!("政府信息公开平台建设。{}", self.sentences(PLATFORMS, 3, &mut chance)),
            format!("监督保障。{}", self.sentences(WATCHED, 3, &mut chance)),
        ];
        if self.is_government {
            topics[4] += &self.sentences(GOVERNED, 2, &mut chance);
            topics[4] += "社会评议结果为满意，年内没有因政府信息公开工作被追究责任的情形，工作考核结果为良好。";
        }
        let overview = format!("{}年，{opening}\n{}", self.year, numbered(&topics));
        let problems = numbered(&[
            format!("存在的主要问题。{}", self.sentences(PROBLEMS, 3, &mut chance)),
            format!("改进情况。{}", self.sentences(REMEDIES, 3, &mut chance)),
        ]);
        let others = if chance.hits(700) {
            "无其他需要报告的事项。".to_owned()
        } else {
            self.sentences(OTHERS, 2, &mut chance)
        };
        Texts { overview, problems, others }
    }

    /// So many of several sentences, none twice, each filled in.
    fn sentences(&self, stock: &[&str], count: usize, chance: &mut Chance) -> String {
        let mut left = stock.to_vec();
        let mut text = String::new();
        for _ in 0..count {
            let at = usize::try_from(chance.below(left.len() as u64)).unwrap_or_default();
            self.fill(left.swap_remove(at), chance, &mut text);
        }
        text
    }

    /// A sentence with its capital letters replaced by what each stands for.
    fn fill(&self, sentence: &str, chance: &mut Chance, text: &mut String) {
        for letter in sentence.chars() {
            match letter {
                'M' => text.push_str(chance.pick(MATTERS)),
                'W' => text.push_str(chance.pick(WAYS)),
                'B' => text.push_str(chance.pick(BODIES)),
                'A' => text.push_str(chance.pick(ACTIONS)),
                'N' => text.push_str(&chance.between(2, 68).to_string()),
                'V' => {
                    text.push_str(&place(usize::try_from(chance.below(3600)).unwrap_or_default()));
                    text.push_str(chance.pick(&["村", "社区", "片区", "路", "小区"]));
                }
                'O' => text.push_str(self.own),
                'U' => text.push_str(self.name),
                other => text.push(other),
            }
        }
    }
}

/// Paragraphs numbered in Chinese.
fn numbered(paragraphs: &[String]) -> String {
    let numbered = "一二三四五六".chars().zip(paragraphs).map(|(number, text)| format!("（{number}）{text}"));
    numbered.collect::<Vec<_>>().join("\n")
}

/// The documents of the year, quoted from the table or written out.
fn documents(year: &Year, chance: &mut Chance) -> String {
    match (chance.below(3), year.row("normative_documents")) {
        (0, _) => "本年制发行政规范性文件{{disclosure.normative_documents.issued}}件，现行有效{{disclosure.normative_documents.in_force}}件。".to_owned(),
        (1, [issued, repealed, in_force]) => format!("全年制发行政规范性文件{issued}件，废止{repealed}件，现行有效{in_force}件。"),
        _ => String::new(),
    }
}

/// The applications of the year, quoted from the table or written out.
fn applications(year: &Year, chance: &mut Chance) -> String {
    if chance.hits(600) {
        return "全年新收政府信息公开申请{{applications.received.total}}件，上年结转{{applications.carried_in.total}}件；本年办结{{applications.handled.total}}件，结转下年度继续办理{{applications.carried_out.total}}件。因政府信息公开工作引起的行政复议{{reviews.reconsideration.total}}件、行政诉讼{{reviews.litigation.total}}件。".to_owned();
    }
    let total = |row: &str| (0..6).map(|column| year.application(row, column)).sum::<u64>();
    let (received, carried_in, carried_out) =
        (total("received"), total("carried_in"), year.carried_out.iter().sum::<u64>());
    let handled = received + carried_in - carried_out;
    format!(
        "全年新收政府信息公开申请{received}件，上年结转{carried_in}件，办结{handled}件，结转下年度{carried_out}件。"
    )
}

#[rustfmt::skip]
const MATTERS: &[&str] = &[
    "财政预决算", "农村危房改造", "义务教育招生", "征地补偿", "食品安全抽检", "环境整治", "就业创业扶持", "养老服务", "医疗救助", "临时救助", "残疾人补贴",
    "公共文化活动", "道路养护", "饮水安全", "安全生产检查", "防汛抗旱", "惠农补贴", "高标准农田", "村庄规划", "垃圾分类", "燃气安全", "老旧小区改造",
    "公租房分配", "城乡居民医保", "疫苗接种", "退役军人优抚", "家庭农场培育", "电商助农", "文明创建", "护林防火", "河湖巡查", "物业管理", "职业技能补贴",
    "学前教育资助", "校园周边治理", "殡葬改革", "便民停车", "公共厕所", "路灯维护", "公交线路", "宅基地管理", "粮食收购", "畜禽防疫", "农机购置补贴",
    "森林管护", "小微企业帮扶", "旅游民宿", "非遗保护", "志愿活动", "法治宣传", "矛盾调解", "反诈宣传",
];

#[rustfmt::skip]
const WAYS: &[&str] = &[
    "通过门户专页", "借助广播喇叭", "利用宣传长廊", "结合赶集日", "依托便民大厅", "进村入户时", "在院坝会上", "用短视频", "用图表", "以问答形式",
    "以方言播报", "编印明白纸", "张贴告知单", "通过微信推文", "在电子屏滚动", "组织专题宣讲", "配合主题党日", "借力网格群", "随同走访活动", "制作口袋书",
    "开设专题页面", "邀请群众代表", "联合高校学生", "发动志愿者", "以案例讲解", "对照清单",
];

#[rustfmt::skip]
const BODIES: &[&str] = &[
    "分管负责同志", "信息员", "值班人员", "综合岗", "包片干部", "驻点同志", "法律顾问", "业务骨干", "群众代表", "老党员", "网格员", "编辑小组",
    "校对人员", "保密员", "档案员", "承办人", "联络员", "宣讲员", "新进人员", "返乡青年", "楼栋长", "热心居民",
];

#[rustfmt::skip]
const ACTIONS: &[&str] = &[
    "逐条校对", "集中会商", "定期回访", "分类归档", "限期补正", "交叉复核", "动态调整", "及时更换", "反复斟酌", "专人跟进", "列表推进", "滚动排查",
    "按月通报", "随机抽检", "现场示范", "结对帮带", "细化分工", "简化步骤", "统一口径", "规范用语", "补齐短板", "压实责任", "留痕备查", "梳理归并",
    "建立台账", "明确时限", "优化版面", "完善目录", "征求建议", "反馈结果", "强化衔接", "细读条文",
];

#[rustfmt::skip]
const OPENING: &[&str] = &[
    "O把M、M等事项作为公开重点，B与BA，在V先行试点，政府信息公开工作稳步推进。",
    "O从V群众关心的M入手，WA，政府信息公开的针对性有所增强。",
    "O以M为切口，BA，V一带的经验在更大范围运用，政府信息公开更加贴近群众。",
    "U立足实际，围绕M与M，组织BA，政府信息公开各项任务有序落实。",
    "O坚持群众需要什么就公开什么，V的M、M等内容W逐步铺开。",
];

#[rustfmt::skip]
const PUBLISHED: &[&str] = &[
    "围绕M、M，W向V一带群众讲清来龙去脉，BA。", "针对V居民多次问起的M，W作出说明，并由BA。",
    "把M的标准、流程和结果一并公开，W方便V群众对照。", "M方面的动态由B撰写，BA，V等地反响较好。",
    "对M与M两类内容，BA后对外发布，W覆盖到V。", "重点公开M、M、M，其中V的做法W作了推广。",
    "W讲解M政策N场次，V、V的群众参加。", "会同BA，把M的依据与办法放到V的醒目位置。",
    "公开内容突出M，兼顾M，由BA，W送到V。", "年内制作M图解N幅，W在V播放，BA。",
    "对M涉及的补助名单，BA，在V张贴不少于N天。", "M推进到哪里，消息就公开到哪里，V、V都由BA。",
];

#[rustfmt::skip]
const APPLIED: &[&str] = &[
    "收到来件后由B登记，BA，涉及M的先与V核实。", "对表述不清的，BA，帮助申请人说清所需的M材料。",
    "答复文本由BA，引用M条款务求准确，并送B过目。", "来自V的申请人多问M，B当面讲解，BA。",
    "把M方面常被问到的内容整理成册，W供V群众取阅。", "与V方面建立沟通渠道，涉M的难点由BA。",
    "编写M类答复样稿N份，BA，减少V来人往返。", "接待场所设在V附近，B轮值，BA。",
];

#[rustfmt::skip]
const MANAGED: &[&str] = &[
    "文件起草时即标明公开属性，涉M的由BA，V不例外。", "对M历史信息，BA，过时的予以标注，V的另册保存。",
    "发布前坚持三级审看，B先看、B再看，M内容还要A。", "更新M目录，由BA，V新增条目N个。",
    "规范M文稿格式，WA，V的旧稿同步替换。", "对涉及V个人信息的M材料，BA，隐去姓名和证号。",
    "建立M信息底册，BA，做到V的每一条都有来源。", "每季由B查阅M栏目，A，V的错字当日改正。",
    "把M资料移交档案室，BA，V的卷宗同步数字化。", "重要M信息请BA，避免V与别处说法不一。",
];

#[rustfmt::skip]
const PLATFORMS: &[&str] = &[
    "门户网站增设M专题，BA，V图片由B提供。", "政务新媒体以M短文为主，WA，V粉丝增加较快。",
    "在V新立公开栏N块，M、M分区张贴，BA。", "查阅点设在V，备有M手册，由BA。",
    "把M、M两个旧栏目合并，BA，V的链接逐一测试。", "网站检索按M归类，WA，V老人也能找到。",
    "公开栏以大字印M，B每旬更换，V的版式A。", "新媒体留言由BA，关于V的M诉求转给B。",
    "对V的触摸屏加以维护，M页面A，B每周检查。", "平台改版听取V群众看法，M入口前移，BA。",
];

#[rustfmt::skip]
const WATCHED: &[&str] = &[
    "由B牵头，BA，M公开情况列入V的月度调度。", "年内组织培训N次，讲授M写作，V的B交流体会。",
    "对V的M公开情况开展检查，B现场指出不足并A。", "落实经费与人员，B专职，B兼职，M任务A。",
    "请V的B担任监督员，就M提出建议，BA。", "把M公开纳入年终考核，BA，V得分靠前。",
    "举办M业务比武，V的B胜出，WA。", "领导小组两次听取M汇报，要求BA，V限期整改。",
    "跟班学习M业务N人次，回到V后BA。", "制定M公开工作提示，BA，发到V的每名B。",
];

#[rustfmt::skip]
const GOVERNED: &[&str] = &[
    "对所属各方的M公开按季A，V的做法得到肯定。", "考核由B与BA，M占较大分量，V列为观察点。",
    "评议请V群众代表参加，就M打分，BA。", "把M列入绩效，BA，V落后的约请谈心。",
];

#[rustfmt::skip]
const PROBLEMS: &[&str] = &[
    "一些M内容写得生涩，V群众不易看懂，B还不够熟练。", "M与M更新快慢不一，V有时滞后，A不够。",
    "B更替较频，M业务接续有缝隙，V尤为明显。", "M解读形式偏少，W用得不多，V老年人了解有限。",
    "V的公开栏位置偏僻，M张贴后看的人少，A有欠缺。", "与V群众互动偏弱，M留言回应慢，B力量单薄。",
    "对M边界把握不准，BA不到位，V曾返工。", "M素材零散，V报来的多，B筛选的少。",
];

#[rustfmt::skip]
const REMEDIES: &[&str] = &[
    "针对上年M公开偏慢，B在V试行A，现已见效。", "请BA，把M文稿改写成家常话，先从V做起。",
    "安排B到V跟学M，随后A，弥补经验短缺。", "增加M图解，W投放V，BA。",
    "将V公开栏迁到路口，M用大字，BA。", "围绕M开设答疑时段，B坐班，V来人A。",
    "下一步细化M范围，由BA，V率先执行。", "继续充实M栏目，BA，向V延伸。",
    "把M与V的中心任务结合，WA，B参与。",
];

#[rustfmt::skip]
const OTHERS: &[&str] = &[
    "O在V试行M公开新办法，BA，成效有待观察。", "M公开与V的基层治理结合，WA，得到B认可。",
    "年内就M开放日邀请V群众N人参观，B讲解。",
];
