//! A country that is not there: governments, departments and townships in a tree, as many as are wanted.

/// From so many on the units are townships of a whole country; fewer are a province's, a city's or a county's agencies.
const COUNTRY: usize = 5000;

/// Fewer than these are a city's; than these, a county's.
const CITY: usize = 1000;
const COUNTY: usize = 101;

/// How many units an area of each size has below it.
const IN_PROVINCE: usize = 1300;
const IN_CITY: usize = 120;
const IN_COUNTY: usize = 15;
const AGENCIES_IN_COUNTY: usize = 30;

/// What a unit is, which decides how much it has to report.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Size {
    /// A government that has others below it.
    Node,
    /// A government's own part: 本级.
    Government,
    /// A bureau of a government.
    Department,
    /// A township or a street office.
    Township,
}

/// A unit of the roster.
#[derive(Debug, Clone)]
pub(crate) struct Unit {
    pub(crate) name: String,
    pub(crate) alias: Option<String>,
    pub(crate) level: &'static str,
    pub(crate) kind: &'static str,
    pub(crate) size: Size,
    pub(crate) parent: Option<usize>,
    /// The folder its form lies in.
    pub(crate) folder: String,
}

/// The units of a roster, each after the one above it and before whatever comes next to that one; `count` of them have
/// nobody below.
pub(crate) fn units(count: usize) -> Vec<Unit> {
    let mut land = Land { units: Vec::new(), named: 0 };
    match count {
        ..COUNTY => land.county(None, count, true),
        COUNTY..CITY => land.city(None, count, true),
        CITY..COUNTRY => land.province(None, count, true),
        _ => land.country(count),
    }
    land.units
}

#[rustfmt::skip]
const FIRST: &[char] = &[
    '青', '云', '临', '安', '永', '新', '广', '长', '丰', '和', '宁', '平', '清', '石', '金', '银', '龙', '凤', '鹤', '松', '柏', '梅', '兰', '竹',
    '桂', '桃', '柳', '枫', '荷', '莲', '沧', '澄', '淳', '德', '敦', '福', '富', '高', '古', '海', '河', '洪', '湖', '怀', '惠', '嘉', '建', '江',
    '景', '开', '昆', '乐', '灵', '隆', '鹿', '洛', '茂', '明', '南', '盘',
];

#[rustfmt::skip]
const SECOND: &[char] = &[
    '源', '川', '溪', '岭', '阳', '山', '泉', '陵', '原', '峰', '浦', '湾', '桥', '塘', '坪', '坡', '沟', '洲', '岗', '台', '关', '营', '堡', '寨',
    '屯', '集', '店', '铺', '庄', '渡', '津', '沙', '水', '波', '涧', '潭', '池', '井', '滩', '岩', '峡', '谷', '林', '野', '田', '埠', '圩', '畈',
    '垭', '坝', '碑', '塔', '亭', '阁', '楼', '城', '郊', '丘', '崖', '渚',
];

#[rustfmt::skip]
const BUREAUS: &[&str] = &[
    "发展和改革局", "教育局", "科学技术局", "工业和信息化局", "公安局", "民政局", "司法局", "财政局", "人力资源和社会保障局", "自然资源局", "生态环境局",
    "住房和城乡建设局", "交通运输局", "水利局", "农业农村局", "商务局", "文化和旅游局", "卫生健康委员会", "退役军人事务局", "应急管理局", "审计局",
    "市场监督管理局", "统计局", "医疗保障局", "林业局", "城市管理局", "信访局", "政务服务管理局", "体育局", "乡村振兴局", "粮食和物资储备局", "地方金融监督管理局",
    "民族宗教事务局", "国防动员办公室", "大数据管理局", "机关事务服务中心",
];

struct Land {
    units: Vec<Unit>,
    /// How many areas have a name.
    named: usize,
}

impl Land {
    fn country(&mut self, count: usize) {
        let own = self.add("国家政务公开办公室", "国家级", "部门", Size::Node, None);
        for count in shares(count, IN_PROVINCE) {
            self.province(Some(own), count, false);
        }
    }

    /// A province; `is_whole` with its agencies, otherwise its townships alone.
    fn province(&mut self, parent: Option<usize>, count: usize, is_whole: bool) {
        let name = self.area() + "省";
        let own = self.add(&format!("{name}人民政府"), "省级", "政府", Size::Node, parent);
        let agencies = if is_whole { self.agencies(own, &name, BUREAUS.len()) } else { 0 };
        for count in shares(count - agencies, if is_whole { 2 * IN_CITY } else { IN_CITY }) {
            self.city(Some(own), count, is_whole);
        }
    }

    fn city(&mut self, parent: Option<usize>, count: usize, is_whole: bool) {
        let name = self.area() + "市";
        let own = self.add(&format!("{name}人民政府"), "市级", "政府", Size::Node, parent);
        let agencies = if is_whole { self.agencies(own, &name, BUREAUS.len().min(count / 4)) } else { 0 };
        for count in shares(count - agencies, if is_whole { AGENCIES_IN_COUNTY } else { IN_COUNTY }) {
            self.county(Some(own), count, is_whole);
        }
    }

    fn county(&mut self, parent: Option<usize>, count: usize, is_whole: bool) {
        let name = format!("{}{}", self.area(), if self.named.is_multiple_of(4) { "区" } else { "县" });
        let own = self.add(&format!("{name}人民政府"), "县级", "政府", Size::Node, parent);
        let agencies = if is_whole { self.agencies(own, &name, BUREAUS.len().min(count.div_ceil(2))) } else { 0 };
        // What is left are townships, each named after the county.
        let first = self.units.len();
        for at in 0..count - agencies {
            let place = place(first * 7 + at * 17 + self.named);
            let ending = ["镇人民政府", "乡人民政府", "镇人民政府", "街道办事处"][at % 4];
            let kind = if ending.ends_with("府") { "政府" } else { "部门" };
            let unit = self.add(&format!("{name}{place}{ending}"), "乡级", kind, Size::Township, Some(own));
            if ending.starts_with('镇') && at % 24 == 2 {
                self.units[unit].alias = Some(format!("{name}{place}镇政府"));
            }
        }
    }

    /// A government's own part and its bureaus, `count` in all.
    fn agencies(&mut self, own: usize, name: &str, count: usize) -> usize {
        let level = self.units[own].level;
        let whole = format!("{}（本级）", self.units[own].name);
        if count > 0 {
            self.add(&whole, level, "政府", Size::Government, Some(own));
        }
        for bureau in BUREAUS.iter().take(count.saturating_sub(1)) {
            self.add(&format!("{name}{bureau}"), level, "部门", Size::Department, Some(own));
        }
        count
    }

    fn add(&mut self, name: &str, level: &'static str, kind: &'static str, size: Size, parent: Option<usize>) -> usize {
        let above = parent.map_or("", |parent| self.units[parent].folder.as_str());
        let folder = match (size, above) {
            (Size::Node, "") => name.to_owned(),
            (Size::Node, above) => format!("{above}/{name}"),
            _ => above.to_owned(),
        };
        self.units.push(Unit { name: name.to_owned(), alias: None, level, kind, size, parent, folder });
        self.units.len() - 1
    }

    /// A name that no other area has.
    fn area(&mut self) -> String {
        self.named += 1;
        place(self.named * 1009)
    }
}

/// One of 3,600 names of places; neighbours in number are none in name.
pub(crate) fn place(at: usize) -> String {
    let all = FIRST.len() * SECOND.len();
    let at = at % all;
    [FIRST[at / SECOND.len()], SECOND[at % SECOND.len()]].iter().collect()
}

/// A count in shares of about one size, all of them alike but for one.
fn shares(count: usize, size: usize) -> impl Iterator<Item = usize> {
    let parts = (count / size).max(1);
    (0..parts).map(move |part| count / parts + usize::from(part < count % parts))
}
