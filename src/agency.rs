//! What follows from the name of an agency: level, kind, own name; nothing where the name does not decide it.

mod area;
mod cities;

use area::{NO_DISTRICTS, areas};

use crate::date::Date;
use crate::year::Year;

/// An ending of the names of offices.
struct Ending {
    /// The ending.
    word: &'static str,
    /// What an office so named calls itself; none where the ending alone does not tell that it reports for itself.
    own_name: Option<&'static str>,
    /// Whether it names an office in a text as well, where 部 and 行 are mostly parts of other words.
    is_word: bool,
}

/// How the names of offices end.
#[rustfmt::skip]
const OFFICES: &[Ending] = &[
    Ending { word: "街道办事处", own_name: Some("我街道"), is_word: true },
    Ending { word: "管理委员会", own_name: Some("我委"), is_word: false },
    Ending { word: "管委会", own_name: Some("我委"), is_word: true },
    Ending { word: "委员会", own_name: Some("我委"), is_word: false },
    Ending { word: "办公室", own_name: Some("我办"), is_word: true },
    Ending { word: "办公厅", own_name: None, is_word: true },
    Ending { word: "办事处", own_name: None, is_word: true },
    Ending { word: "中心", own_name: Some("我中心"), is_word: true },
    Ending { word: "局", own_name: Some("我局"), is_word: true },
    Ending { word: "厅", own_name: Some("我厅"), is_word: true },
    Ending { word: "部", own_name: Some("我部"), is_word: false },
    Ending { word: "院", own_name: Some("我院"), is_word: false },
    Ending { word: "行", own_name: Some("我行"), is_word: false },
    Ending { word: "署", own_name: Some("我署"), is_word: false },
    Ending { word: "委", own_name: None, is_word: true },
    Ending { word: "司", own_name: None, is_word: false },
    Ending { word: "处", own_name: None, is_word: false },
    Ending { word: "站", own_name: None, is_word: false },
    Ending { word: "队", own_name: None, is_word: false },
];

/// Signs that Windows does not allow in the name of a file, which reports and forms take from the agency's.
pub const NOT_IN_FILE_NAMES: &[char] = &['\\', '/', ':', '*', '?', '"', '<', '>', '|'];

/// A name without the signs that no file name can hold.
pub fn as_file_name(name: &str) -> String {
    name.chars().filter(|c| !c.is_control() && !NOT_IN_FILE_NAMES.contains(c)).collect()
}

/// The longest name that still makes a title, and a file name on every system, in characters.
pub const LONGEST_NAME: usize = 60;

/// How the names of governments end.
pub const GOVERNMENT: &str = "人民政府";
const STREET_OFFICE: &str = "街道办事处";

/// The area that an agency stands for, as names of those below it begin: 苍岭县 of 苍岭县人民政府; of an office its name.
pub fn area(name: &str) -> &str {
    name.strip_suffix(GOVERNMENT).unwrap_or(name)
}

/// A name without its ending: 城关镇 of 城关镇人民政府, 河东街道 of 河东街道办事处.
pub fn stem(name: &str) -> &str {
    name.strip_suffix(STREET_OFFICE).map_or_else(|| area(name), |area| &name[..area.len() + "街道".len()])
}

/// 政府 or 部门.
pub fn kind(name: &str) -> Option<&'static str> {
    if name.ends_with(GOVERNMENT) {
        return Some("政府");
    }
    own_name_of_office(name).map(|_| "部门").or_else(|| match areas(name) {
        // A title may leave out 人民政府; a street has an office, no government.
        (areas, "") => areas.last().map(|area| if area.name.ends_with("街道") { "部门" } else { "政府" }),
        _ => None,
    })
}

/// 行政层级: that of the area a government or an office is of. A city's is told by the list of cities, or by what
/// stands before it; of districts of development, and of an area that the name does not tell, there is none.
pub fn level(name: &str) -> Option<&'static str> {
    if name.ends_with(STREET_OFFICE) {
        return Some("乡级");
    }
    let own = area(name);
    if NO_DISTRICTS.iter().any(|district| own.contains(district)) {
        return None;
    }
    let (areas, rest) = areas(own);
    (rest.is_empty() || is_office(name)).then(|| areas.last()?.level).flatten()
}

/// Words before the ending of an area that name none: 所在镇, 上级.
const NOBODY: &[&str] = &[
    "所在", "有关", "相关", "其他", "上级", "下级", "本级", "周边", "兄弟", "部分", "当地", "基层", "各级", "两个",
    "多个",
];

/// Words that may touch the name behind them.
const PARTICLES: &[char] = &[
    '由', '向', '与', '和', '对', '经', '报', '在', '到', '从', '及', '同', '被', '请', '将', '以', '为', '按', '照',
    '根', '据', '依', '是',
];

/// The governments and street offices that a text names and that are of the level of this one, others than it: where
/// each begins, and its name. Those above it, and areas without a name of their own, are not among them.
pub fn peers<'a>(own: &str, text: &'a str) -> Vec<(usize, &'a str)> {
    let (own_areas, _) = areas(stem(own));
    let Some(own) = own_areas.last().filter(|area| matches!(area.level, Some("县级" | "乡级"))) else {
        return Vec::new();
    };
    let ends = text.match_indices(GOVERNMENT).map(|(at, word)| (at, at + word.len()));
    let streets = text.match_indices(STREET_OFFICE).map(|(at, word)| (at + "街道".len(), at + word.len()));
    let named = ends.chain(streets).filter_map(|(at, end)| {
        let han = |c: char| matches!(c, '\u{4E00}'..='\u{9FFF}');
        let start = text[..at]
            .rfind(|c| !han(c))
            .map_or(0, |before| before + text[before..].chars().next().map_or(0, char::len_utf8));
        // Behind another that is named, the next begins.
        let behind =
            [GOVERNMENT, STREET_OFFICE].iter().filter_map(|word| Some(text[start..at].rfind(word)? + word.len()));
        let start = start + behind.max().unwrap_or(0);
        let (found, rest) = areas(&text[start..at]);
        let peer = found.last().filter(|area| rest.is_empty() && area.level == own.level)?;
        let name = peer.name.trim_start_matches(PARTICLES);
        let is_own = name.ends_with(own.name) || own.name.ends_with(name);
        let is_named = (3..=6).contains(&name.chars().count()) && !NOBODY.iter().any(|word| name.starts_with(word));
        (is_named && !is_own).then(|| (at - name.len(), &text[at - name.len()..end]))
    });
    named.collect()
}

/// What it calls itself in its report: 我县, 我镇, 我局; otherwise 本机关, as the law does.
pub fn own_name(name: &str) -> String {
    let area = name.strip_suffix(GOVERNMENT).and_then(|area| area.chars().last());
    match area {
        Some(area) if "省市州县区旗镇乡".contains(area) => format!("我{area}"),
        _ => own_name_of_office(name).unwrap_or("本机关").to_owned(),
    }
}

fn own_name_of_office(name: &str) -> Option<&'static str> {
    OFFICES.iter().filter(|ending| name.ends_with(ending.word)).find_map(|ending| ending.own_name)
}

/// Whether a name ends as those of governments and offices do.
pub fn is_office(name: &str) -> bool {
    name.ends_with(GOVERNMENT) || OFFICES.iter().any(|ending| name.ends_with(ending.word))
}

/// The endings that name an office in a text, too.
pub fn office_words() -> impl Iterator<Item = &'static str> {
    OFFICES.iter().filter(|ending| ending.is_word).map(|ending| ending.word)
}

/// Areas by which an agency may speak of itself, and their rank from the top.
const AREAS: &[(&str, u8)] =
    &[("省", 0), ("州", 1), ("盟", 1), ("市", 1), ("区", 2), ("县", 2), ("旗", 2), ("镇", 3), ("乡", 3), ("街道", 3)];

/// Whether an agency may call itself 我 with that word: of an area that its name tells or that stands above it
/// (自治区 above any), of an office by what it is.
pub fn may_call_itself(name: &str, word: &str) -> bool {
    let rank = |word: &str| AREAS.iter().find(|(area, _)| *area == word).map(|(_, rank)| *rank);
    let area = name.strip_suffix(GOVERNMENT).unwrap_or(name);
    let own = AREAS.iter().filter_map(|(word, rank)| Some((area.rfind(word)?, *rank))).max();
    match (rank(word), own) {
        (_, None) if rank(word).is_some() => true,
        (Some(rank), Some((_, own))) => area.contains(word) || rank < own || word == "区" && own < 3,
        _ => !name.ends_with(GOVERNMENT) && name.contains(word),
    }
}

/// Whether it can make 规章 (立法法第九十一条、第九十三条); none while level or kind is not known.
pub fn may_make_rules(level: Option<&str>, kind: Option<&str>) -> Option<bool> {
    match (level?, kind) {
        ("县级" | "乡级", _) => Some(false),
        ("国家级", _) => Some(true),
        (_, Some(kind)) => Some(kind == "政府"),
        (_, None) => None,
    }
}

/// The first amount, in 万元, that no office of a level takes or spends in a year: what is as large was counted in 元.
pub fn largest_amount(level: Option<&str>) -> u32 {
    match level {
        Some("乡级") => 10_000,
        Some("县级") => 1_000_000,
        Some("省级" | "国家级") => 100_000_000,
        _ => 10_000_000,
    }
}

/// The day by which the report of a year must be published (条例第四十九条; townships hand theirs in with the
/// departments); none while level or kind is not known.
pub fn deadline(year: Year, level: Option<&str>, kind: Option<&str>) -> Option<Date> {
    match (level?, kind?) {
        ("乡级", _) | (_, "部门") => Date::new(year.next().number(), 1, 31),
        _ => Date::new(year.next().number(), 3, 31),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_tell_what_is_certain() {
        for (name, is_level, is_kind, own) in [
            ("金湖县人民政府", Some("县级"), Some("政府"), "我县"),
            ("化隆回族自治县人民政府", Some("县级"), Some("政府"), "我县"),
            ("偃师市府店镇人民政府", Some("乡级"), Some("政府"), "我镇"),
            ("淮安市洪泽区人民政府", Some("县级"), Some("政府"), "我区"),
            ("广西壮族自治区人民政府", Some("省级"), Some("政府"), "我区"),
            ("上海市人民政府", Some("省级"), Some("政府"), "我市"),
            ("昆山市人民政府", Some("县级"), Some("政府"), "我市"),
            ("淮安市人民政府", Some("市级"), Some("政府"), "我市"),
            ("青川市人民政府", None, Some("政府"), "我市"),
            ("白水藏族自治州青川市人民政府", Some("县级"), Some("政府"), "我市"),
            ("锡林郭勒盟行政公署", Some("市级"), Some("部门"), "我署"),
            ("青山县柳河镇", Some("乡级"), Some("政府"), "本机关"),
            ("青川省", Some("省级"), Some("政府"), "本机关"),
            ("白水藏族自治州", Some("市级"), Some("政府"), "本机关"),
            ("城关区某街道", Some("乡级"), Some("部门"), "本机关"),
            ("江苏省教育厅", Some("省级"), Some("部门"), "我厅"),
            ("北京市市场监督管理局", Some("省级"), Some("部门"), "我局"),
            ("淮安市洪泽区市场监督管理局", Some("县级"), Some("部门"), "我局"),
            ("国家税务总局青山县税务局", Some("县级"), Some("部门"), "我局"),
            ("青山县人民政府办公室", Some("县级"), Some("部门"), "我办"),
            ("淮安经济技术开发区管理委员会", None, Some("部门"), "我委"),
            ("某某新区人民政府", None, Some("政府"), "我区"),
            ("某区某街道办事处", Some("乡级"), Some("部门"), "我街道"),
            ("某县教育局", Some("县级"), Some("部门"), "我局"),
            ("教育局", None, Some("部门"), "我局"),
            ("某经济开发区管理委员会", None, Some("部门"), "我委"),
            ("某某公司", None, None, "本机关"),
            ("", None, None, "本机关"),
        ] {
            assert_eq!((level(name), kind(name), own_name(name).as_str()), (is_level, is_kind, own), "{name}");
        }
    }

    #[test]
    fn peers_are_told_from_others() {
        let named = |text| peers("青山县柳河镇人民政府", text).into_iter().map(|(_, name)| name).collect::<Vec<_>>();
        assert_eq!(
            named("经青山县清水镇人民政府批准，清水镇人民政府和大王庄乡人民政府"),
            ["清水镇人民政府", "清水镇人民政府", "大王庄乡人民政府"]
        );
        assert_eq!(named("河东街道办事处"), ["河东街道办事处"]);
        for text in [
            "柳河镇人民政府",
            "经柳河镇人民政府",
            "青山县人民政府",
            "各乡镇人民政府",
            "所在镇人民政府",
            "镇人民政府",
            "全镇人民",
        ] {
            assert!(named(text).is_empty(), "{text}");
        }
        assert!(peers("青山县水务局", "清水镇人民政府").is_empty());
    }

    #[test]
    fn an_agency_speaks_of_itself_by_what_it_is() {
        for (name, right, wrong) in [
            ("临江县人民政府", &["县", "市", "省", "区"][..], &["镇", "乡", "局", "委", "街道", "旗"][..]),
            ("淮安市洪泽区人民政府", &["区", "市"], &["县", "镇", "局"]),
            ("青石镇人民政府", &["镇", "县", "区", "市"], &["乡", "街道", "局"]),
            ("某区某街道办事处", &["街道", "区", "市"], &["镇", "乡", "局"]),
            ("临江市教育局", &["局", "市"], &["委", "厅", "县", "镇"]),
            ("某经济开发区管理委员会", &["委", "区"], &["局", "镇"]),
            ("某某局", &["局", "县"], &["委"]),
        ] {
            assert!(right.iter().all(|word| may_call_itself(name, word)), "{name}");
            assert!(!wrong.iter().any(|word| may_call_itself(name, word)), "{name}");
        }
    }

    #[test]
    fn endings_tell_offices() {
        for name in ["某县人民政府", "某县教育局", "某县执法大队", "某街道办事处", "某省办公厅", "某县卫健委"]
        {
            assert!(is_office(name), "{name}");
        }
        assert!(!is_office("张三") && !is_office("某某学校"));
        assert_eq!((kind("某县执法大队"), kind("某县卫健委")), (None, None));
        assert!(office_words().any(|word| word == "局") && office_words().all(|word| word != "部"));
    }

    #[test]
    fn who_makes_rules_follows_from_level_and_kind() {
        assert_eq!(may_make_rules(Some("县级"), None), Some(false));
        assert_eq!(may_make_rules(Some("市级"), Some("政府")), Some(true));
        assert_eq!(may_make_rules(Some("市级"), Some("部门")), Some(false));
        assert_eq!(may_make_rules(Some("国家级"), Some("部门")), Some(true));
        assert_eq!(may_make_rules(None, Some("政府")), None);
        assert_eq!(may_make_rules(Some("省级"), None), None);
    }
}
