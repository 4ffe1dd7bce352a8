//! The areas that a name begins with, from the largest: 江苏省, 淮安市, 洪泽区.

use super::cities::{MUNICIPALITIES, OF_COUNTY_RANK, OF_PREFECTURE_RANK};

/// How the names of areas end, and the level of each; none where the name has to tell it.
const ENDINGS: &[(&str, Option<&str>)] = &[
    ("自治区", Some("省级")),
    ("自治州", Some("市级")),
    ("自治县", Some("县级")),
    ("自治旗", Some("县级")),
    ("街道", Some("乡级")),
    ("苏木", Some("乡级")),
    ("省", Some("省级")),
    ("市", None),
    ("盟", Some("市级")),
    ("县", Some("县级")),
    ("旗", Some("县级")),
    ("区", Some("县级")),
    ("镇", Some("乡级")),
    ("乡", Some("乡级")),
];

/// Words with such an ending in them that name no area, of offices mostly: 城市管理局, 社区, 乡村振兴局.
const NO_AREAS: &[&str] = &[
    "城市", "市场", "市政", "都市", "城乡", "乡村", "乡镇", "城镇", "村镇", "社区", "园区", "景区", "库区", "林区",
    "牧区", "灾区", "校区", "防区", "军区", "辖区", "区划", "区域", "县域", "市域", "省域", "市民", "区块", "联盟",
    "同盟", "加盟",
];

/// Districts that are no level of government of their own, or of more than one.
pub(super) const NO_DISTRICTS: &[&str] = &[
    "新区",
    "开发区",
    "管理区",
    "地区",
    "园区",
    "度假区",
    "保税区",
    "试验区",
    "示范区",
    "合作区",
    "风景区",
    "名胜区",
    "保护区",
    "工业区",
    "产业区",
    "集中区",
    "集聚区",
    "港区",
];

/// An area in a name.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Area<'a> {
    /// Its name: 洪泽区.
    pub(super) name: &'a str,
    /// Its level, where its name or those before it tell.
    pub(super) level: Option<&'static str>,
}

/// The areas that a name begins with, and what follows them.
pub(super) fn areas(name: &str) -> (Vec<Area<'_>>, &str) {
    let (mut found, mut rest): (Vec<Area>, &str) = (Vec::new(), name);
    while let Some((area, level)) = first(rest) {
        let level = level.or_else(|| city(area, &found));
        found.push(Area { name: area, level });
        rest = &rest[area.len()..];
    }
    (found, rest)
}

/// The area that a text begins with: the shortest that no further ending follows, since 津市 goes on in 津市市.
fn first(text: &str) -> Option<(&str, Option<&'static str>)> {
    let starts = text.char_indices().map(|(at, _)| at).skip(1);
    let ends = starts.filter_map(|at| {
        let (ending, level) = ENDINGS.iter().find(|(ending, _)| text[at..].starts_with(ending))?;
        Some((at, ending, *level))
    });
    let is_word = |at: usize| NO_AREAS.iter().any(|word| text[at..].starts_with(word));
    for (at, ending, level) in ends {
        let end = at + ending.len();
        let is_ending = ENDINGS.iter().any(|(ending, _)| text[end..].starts_with(ending)) && !is_word(end);
        let goes_on = is_ending || text[end..].starts_with('族');
        let before = text[..at].char_indices().next_back().map_or(at, |(before, _)| before);
        if !goes_on && !is_word(before) && !is_word(at) {
            let area = &text[..end];
            return (!NO_DISTRICTS.iter().any(|district| area.ends_with(district))).then_some((area, level));
        }
    }
    None
}

/// The level of a city: by the list, or by the city or prefecture that stands before it.
fn city(name: &str, above: &[Area]) -> Option<&'static str> {
    let bare = name.strip_suffix('市')?;
    let is_among = |list: &str| list.split(' ').any(|city| city == bare);
    match (is_among(MUNICIPALITIES), is_among(OF_PREFECTURE_RANK), is_among(OF_COUNTY_RANK)) {
        (true, ..) => Some("省级"),
        (_, true, false) => Some("市级"),
        (_, false, true) => Some("县级"),
        // Of a name that both have, and of one that neither has, what stands before it tells.
        _ => above.iter().any(|area| area.level == Some("市级")).then_some("县级"),
    }
}

#[cfg(test)]
mod tests {
    use super::areas;

    fn read(name: &str) -> (Vec<(&str, Option<&str>)>, &str) {
        let (areas, rest) = areas(name);
        (areas.into_iter().map(|area| (area.name, area.level)).collect(), rest)
    }

    #[test]
    fn a_name_is_parted_into_its_areas() {
        assert_eq!(
            read("江苏省淮安市洪泽区教育局"),
            (vec![("江苏省", Some("省级")), ("淮安市", Some("市级")), ("洪泽区", Some("县级"))], "教育局")
        );
        assert_eq!(read("津市市城市管理局"), (vec![("津市市", Some("县级"))], "城市管理局"));
        assert_eq!(read("景德镇市"), (vec![("景德镇市", Some("市级"))], ""));
        assert_eq!(read("东乡族自治县水务局"), (vec![("东乡族自治县", Some("县级"))], "水务局"));
        assert_eq!(read("青山县乡村振兴局"), (vec![("青山县", Some("县级"))], "乡村振兴局"));
        assert_eq!(read("青山县住房和城乡建设局"), (vec![("青山县", Some("县级"))], "住房和城乡建设局"));
        assert_eq!(read("青川市教育局"), (vec![("青川市", None)], "教育局"));
        assert_eq!(read("白水自治州青川市"), (vec![("白水自治州", Some("市级")), ("青川市", Some("县级"))], ""));
        assert_eq!(read("某经济开发区管理委员会"), (vec![], "某经济开发区管理委员会"));
        assert_eq!(read("教育局"), (vec![], "教育局"));
        assert_eq!(read(""), (vec![], ""));
    }
}
