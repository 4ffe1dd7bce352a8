//! Rosters in a workbook, rosters made from a folder, and the long table of what came of one.

use std::fs;

use nianbao::{Input, read, rollup};
use rust_xlsxwriter::{Format, Workbook};

use super::{COUNTY, Office, POLICE, SCHOOLS, form, roster, wrong};

const WATER: &str = "某县水利局";

/// A workbook of rows of cells, as somebody may have made it.
fn sheet(rows: &[&[&str]]) -> Vec<u8> {
    let mut workbook = Workbook::new();
    let sheet = workbook.add_worksheet().set_name("名单").unwrap();
    for (row, cells) in (0..).zip(rows) {
        for (column, cell) in (0..).zip(cells.iter()) {
            if !cell.is_empty() {
                sheet.write_string(row, column, *cell).unwrap();
            }
        }
    }
    workbook.save_to_buffer().unwrap()
}

/// The list of the county, its heads in no order, with a title, a number in front and blank rows.
fn listed() -> Vec<u8> {
    sheet(&[
        &["某县政府信息公开年度报告单位名单"],
        &[],
        &["序号", "上级单位", "单 位", "备注", "别称（可不填）", "机关类别", "层级", "统一社会信用代码", "截止日期"],
        &["1", "", COUNTY, "", "", "政府", "县级"],
        &["2", COUNTY, SCHOOLS, "新", "县教育局、县教体局", "部门", "县级", "11330000000000001F", "2027年1月20日"],
        &[],
        &["3", COUNTY, POLICE, "", "", "部门", "县级", "", "2027-01-20"],
    ])
}

fn add_up(office: &Office, roster: &str) -> (i32, String) {
    let output = office.call(&["rollup", "forms", "--roster", roster, "-o", "out", "--json"]);
    (output.code, if output.stdout.is_empty() { output.stderr } else { output.stdout })
}

#[test]
fn a_workbook_is_a_roster_as_toml_is() {
    let office = Office::complete();
    office.put("list.xlsx", &listed());
    assert_eq!(add_up(&office, "list.xlsx"), add_up(&office, "roster.toml"));
    office.put("forms/jiaoyu.toml", form("县教体局", 4).as_bytes());
    assert_eq!(add_up(&office, "list.xlsx").0, 0, "by another name");
    assert!(office.text("out/汇总.toml").contains("roster   = \"list.xlsx\""));
    let mut units = rollup(Input { name: "list.xlsx", bytes: &listed() }, None).unwrap();
    units.add(read(Input { name: "a.toml", bytes: form(SCHOOLS, 4).as_bytes() }).unwrap());
    assert_eq!(units.finish().unwrap().total().map(|sum| sum.received), Some(1), "and in the library");
}

/// What is merged downwards, as one parent of many units, is said of each.
#[test]
fn a_parent_that_is_merged_is_that_of_every_unit() {
    let mut workbook = Workbook::new();
    let sheet = workbook.add_worksheet();
    for (row, cells) in (0..).zip([["单位", "上级"], [COUNTY, ""], [SCHOOLS, ""], [POLICE, ""]]) {
        sheet.write_string(row, 0, cells[0]).unwrap();
        sheet.write_string(row, 1, cells[1]).unwrap();
    }
    sheet.merge_range(2, 1, 3, 1, COUNTY, &Format::new()).unwrap();
    let office = Office::complete();
    office.put("list.xlsx", &workbook.save_to_buffer().unwrap());
    assert_eq!(add_up(&office, "list.xlsx").0, 0);
}

#[test]
fn faults_of_a_workbook_name_its_cells() {
    let office = Office::complete();
    for (rows, says) in [
        (&[&["单位", "上级"][..], &[COUNTY], &[SCHOOLS, "某县人民政俯"]][..], "list.xlsx 名单!B3"),
        (&[&["单位", "上级"], &[COUNTY], &[SCHOOLS, COUNTY], &[SCHOOLS, COUNTY]], "写了两次（名单!A3已有）"),
        (&[&["单位", "上级"], &[COUNTY], &[SCHOOLS], &[SCHOOLS]], "不同上级的单位可以同名，请写上各自的上级"),
        (&[&["单位", "层级"], &[COUNTY, "县"]], "行政层级填“县”，只能是国家级、省级、市级、县级、乡级中的一个"),
        (
            &[&["单位", "代码", "信用代码"], &[COUNTY, "", "1133000000"]],
            "应是18位，现填10位。Excel里先把这一列设成文本再填",
        ),
        (&[&["单位", "截止日期"], &[COUNTY, "一月底"]], "截止日期应写作2027-01-20"),
        (&[&["上级", "单位"], &[COUNTY, ""]], "这个单位没有写名称"),
        (&[&["名单"], &[COUNTY]], "这个工作簿里没有单位名录：要有一行表头"),
        (&[&["单位", "上级"]], "名录里没有单位"),
    ] {
        office.put("list.xlsx", &sheet(rows));
        let (code, said) = add_up(&office, "list.xlsx");
        assert!(code == 2 && said.contains(says), "{rows:?} {said}");
    }
    office.put("list.xlsx", b"PK\x03\x04nothing");
    assert!(add_up(&office, "list.xlsx").1.contains("单位名录读不出来"));
}

#[test]
fn a_roster_is_made_of_a_folder_and_says_what_is_to_be_filled() {
    let office = Office::complete();
    office.put("forms/last/jiaoyu-2022.toml", form(SCHOOLS, 4).replace("year = 2023", "year = 2022").as_bytes());
    office.put("forms/x.toml", form("", 4).as_bytes());
    for name in ["made.toml", "made.xlsx"] {
        let output = office.call(&["rollup", "forms", "--new-roster", name]);
        assert_eq!(output.code, 0, "{}", output.stderr);
        assert!(output.stdout.starts_with(&format!("√ 已写出 {name}：2个单位\n")), "{}", output.stdout);
        assert!(output.stdout.contains("照抄上级单位的名称") && output.stderr.contains("有1个文件读不出机关名称"));
        assert_eq!(add_up(&office, name).0, 2, "the parents are still to be filled");
        let made = fs::read(office.path(name)).unwrap();
        let again = office.call(&["rollup", "forms", "--new-roster", name]);
        assert!(again.code == 2 && again.stderr.contains("没有覆盖它"), "{}", again.stderr);
        assert_eq!(fs::read(office.path(name)).unwrap(), made);
    }
    fs::remove_file(office.path("forms/x.toml")).unwrap();
    let text = office.text("made.toml").replacen("name   = \"\"", &format!("name   = \"{COUNTY}\""), 1);
    office.put("made.toml", text.replace("parent = \"\"", &format!("parent = \"{COUNTY}\"")).as_bytes());
    let output = office.call(&["rollup", "forms", "--roster", "made.toml", "-o", "out", "--year", "2023"]);
    assert!(output.stdout.contains("应报2、实报2，齐"), "{} {}", output.stdout, output.stderr);
}

#[test]
fn the_long_table_has_a_line_a_figure_and_no_stale_one_stays() {
    let office = Office::complete();
    office.put("roster.toml", roster(&[SCHOOLS, POLICE, WATER]).as_bytes());
    office.put("forms/gongan.toml", wrong(POLICE, 5).as_bytes());
    let output = office.add_up(&["--csv"]);
    assert!(output.stdout.contains("已写出 out/汇总.csv") || cfg!(windows), "{}", output.stdout);
    let table = office.text("out/汇总.csv");
    let lines: Vec<&str> = table.split("\r\n").collect();
    assert_eq!(lines[0], "\u{FEFF}单位,层级,年度,表,行,列,数,状态");
    for line in [
        "某县人民政府,县级,2023,表三,一、本年新收,自然人,9,汇总",
        "某县教育局,县级,2023,表三,一、本年新收,自然人,4,已报",
        "某县公安局,县级,2023,表三,一、本年新收,总计,5,待更正",
        "某县公安局,县级,2023,表二,行政事业性收费,本年收费金额,0,待更正",
        "某县水利局,县级,2023,,,,,缺报",
    ] {
        assert!(lines.contains(&line), "{line}");
    }
    let mut keys: Vec<String> = lines[1..]
        .iter()
        .map(|line| line.rsplitn(3, ',').last().unwrap().to_owned())
        .filter(|key| !key.is_empty())
        .collect();
    let count = keys.len();
    keys.sort();
    keys.dedup();
    assert_eq!(keys.len(), count, "unit, year, table, row and column name one figure");
    office.add_up(&[]);
    assert!(!office.path("out/汇总.csv").exists());
    office.add_up(&["--csv"]);
    office.put("out/汇总.csv", b"edited");
    let output = office.add_up(&[]);
    assert!(
        office.path("out/汇总.csv").exists() && output.stderr.contains("汇总.csv是以前汇总的"),
        "{}",
        output.stderr
    );
}
