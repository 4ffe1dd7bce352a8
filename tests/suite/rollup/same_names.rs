//! Units of one name under two parents: told apart by the folder, by the area in front, by the code, or told to be alike.

use super::{COUNTY, Office, SCHOOLS, between, form, written};

const CITY: &str = "某市人民政府";
const OTHER: &str = "乙县人民政府";
const TOWN: &str = "城关镇人民政府";

/// A city with two counties that both have a town of one name; of the first county an office as well.
fn city(names: [&str; 2]) -> Office {
    Office::new(&written(&[
        (CITY, ""),
        (COUNTY, CITY),
        (OTHER, CITY),
        (names[0], COUNTY),
        (names[1], OTHER),
        (SCHOOLS, COUNTY),
    ]))
}

fn received(office: &Office, node: &str) -> serde_json::Value {
    office.json().1["nodes"][node]["applications"]["received"]["natural_person"].clone()
}

/// Whether the roster writes the names short or whole.
const BOTH: [[&str; 2]; 2] = [[TOWN, TOWN], ["某县城关镇人民政府", "乙县城关镇人民政府"]];

#[test]
fn the_folder_tells() {
    for names in BOTH {
        let office = city(names);
        office.put("forms/某县/a.toml", form(TOWN, 4).as_bytes());
        office.put("forms/乙县报来/内/b.toml", form(TOWN, 5).as_bytes());
        office.put("forms/jiaoyu.toml", form(SCHOOLS, 1).as_bytes());
        assert_eq!((received(&office, COUNTY), received(&office, OTHER)), (5.into(), 5.into()), "{names:?}");
    }
}

#[test]
fn the_file_tells_and_the_area_in_front_of_the_name() {
    for names in BOTH {
        let office = city(names);
        office.put("forms/某县城关镇.toml", form(TOWN, 4).as_bytes());
        office.put("forms/b.toml", form("乙县城关镇人民政府", 5).as_bytes());
        office.put("forms/jiaoyu.toml", form("某市某县教育局", 1).as_bytes());
        assert_eq!((received(&office, COUNTY), received(&office, OTHER)), (5.into(), 5.into()), "{names:?}");
    }
}

#[test]
fn the_code_tells() {
    let codes = ["11330000000000001F", "11330000000000002J"];
    let office = city([TOWN, TOWN]);
    let roster = office.text("roster.toml");
    let (first, second) = roster.split_at(roster.rfind(TOWN).unwrap());
    let with_code =
        |text: &str, code: &str| text.replacen(&format!("{TOWN}\"\n"), &format!("{TOWN}\"\ncode = \"{code}\"\n"), 1);
    office.put("roster.toml", (with_code(first, codes[0]) + &with_code(second, codes[1])).as_bytes());
    for (file, code, number) in [("forms/a.toml", codes[0], 4), ("forms/b.toml", codes[1], 5)] {
        let form = form(TOWN, number).replace("kind = ", &format!("code = \"{code}\"\nkind = "));
        office.put(file, form.as_bytes());
    }
    office.put("forms/jiaoyu.toml", form(SCHOOLS, 1).as_bytes());
    assert_eq!((received(&office, COUNTY), received(&office, OTHER)), (5.into(), 5.into()));
}

/// Nothing tells them apart: the three ways are told, and the others are added up all the same.
#[test]
fn what_nothing_tells_apart_is_told() {
    let office = city([TOWN, TOWN]);
    office.put("forms/a.toml", form(TOWN, 4).as_bytes());
    office.put("forms/b.toml", form(TOWN, 5).as_bytes());
    office.put("forms/jiaoyu.toml", form(SCHOOLS, 1).as_bytes());
    let output = office.add_up(&[]);
    for way in ["以上级命名的文件夹（如“某县”）", "上级写在前面（如“某县城关镇人民政府”）", "统一社会信用代码"]
    {
        assert!(output.stderr.contains(way), "{}", output.stderr);
    }
    assert_eq!(between(&office.json().1), ["U01", "U01", "U02", "U02"]);
    assert_eq!(received(&office, CITY), 1);
    assert!(office.text("out/汇总.toml").contains("missing  = [\"某县城关镇人民政府\", \"乙县城关镇人民政府\"]"));
}

/// What cannot be counted is told with the unit that the name of its file says, long or short.
#[test]
fn files_tell_whose_they_are() {
    let office = city(BOTH[1]);
    office.put("forms/城关镇/乙县/城关镇.docx", b"PK\x03\x04nothing");
    office.put("forms/教育局年报.toml", form(SCHOOLS, 1).replace(&format!("name = \"{SCHOOLS}\""), "").as_bytes());
    office.put("forms/某县城关镇.toml", form("某县城关镇人民政府", 4).as_bytes());
    let output = office.add_up(&[]);
    assert!(output.stderr.contains("城关镇.docx（看文件名是乙县城关镇人民政府的）读不出来"), "{}", output.stderr);
    assert!(
        output.stderr.contains("教育局年报.toml里读不出机关名称，看文件名是某县教育局的，没有计入合计"),
        "{}",
        output.stderr
    );
    assert_eq!(between(&office.json().1), ["U09", "U05", "U02"], "and a town is of the level of its name");
    assert!(office.path("out/退回修改单/某县教育局.docx").exists());
}
