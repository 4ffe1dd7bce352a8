//! The workbook for superiors, read back by a library that did not write it.

use std::fs;

use calamine::{Data, Range, Reader as _, Xlsx, open_workbook};

use super::{COUNTY, Office, POLICE, SCHOOLS, form, written, wrong};

const WATER: &str = "某县水利局";
const CITY: &str = "某市人民政府";
const LISTS: [&str; 5] = ["主要指标", "表二明细", "表三明细", "表三分申请人", "表四明细"];

/// The sheets of the workbook: names, and cells with results.
fn sheets(office: &Office) -> Vec<(String, Range<Data>)> {
    let mut workbook: Xlsx<_> = open_workbook(office.path("out/汇总.xlsx")).unwrap();
    let names = workbook.sheet_names();
    names.iter().map(|name| (name.clone(), workbook.worksheet_range(name).unwrap())).collect()
}

fn sheet(office: &Office, name: &str) -> Range<Data> {
    sheets(office).into_iter().find(|(own, _)| own == name).unwrap().1
}

fn text(cells: &Range<Data>, at: (u32, u32)) -> String {
    cells.get_value(at).map(ToString::to_string).unwrap_or_default()
}

/// A city with a county of two offices, one in error, and an office that is missing.
fn city() -> Office {
    let office =
        Office::new(&written(&[(CITY, ""), (COUNTY, CITY), (SCHOOLS, COUNTY), (POLICE, COUNTY), (WATER, CITY)]));
    office.put("forms/jiaoyu.toml", form(SCHOOLS, 4).as_bytes());
    office.put("forms/gongan.toml", wrong(POLICE, 5).as_bytes());
    office
}

#[test]
fn sheets_stand_in_their_order_and_units_that_have_figures_follow() {
    let office = city();
    assert_eq!(office.add_up(&[]).code, 1);
    let names: Vec<String> = sheets(&office).into_iter().map(|(name, _)| name).collect();
    let expected = [
        ["报送情况", "汇总表"].as_slice(),
        &LISTS,
        &["审核结果", "同比", "文字雷同", "图"],
        &[COUNTY, SCHOOLS, POLICE],
    ];
    assert_eq!(names, expected.concat());
}

#[test]
fn a_list_adds_the_units_up_and_leaves_out_who_is_missing() {
    let office = city();
    office.add_up(&[]);
    for name in LISTS {
        let cells = sheet(&office, name);
        let column = |at: u32| (4..9).map(|row| text(&cells, (row, at))).collect::<Vec<_>>();
        assert_eq!(column(0), ["合计", COUNTY, SCHOOLS, POLICE, WATER], "{name}");
        assert_eq!(column(1), ["", "应2实2", "", "错1", "缺报"], "{name}");
        assert_eq!(column(2), ["合计", "小计", "计", "计", "缺报"], "{name}");
        for at in 5..u32::try_from(cells.width()).unwrap() {
            let figures = column(at);
            assert_eq!(figures[4], "", "{name}: never nought");
            let number = |at: usize| figures[at].parse::<f64>().unwrap();
            assert!((number(0) - number(2) - number(3)).abs() < 1e-9 && figures[0] == figures[1], "{name} {figures:?}");
        }
    }
    let cells = sheet(&office, LISTS[0]);
    assert_eq!(text(&cells, (3, 5)), "新收");
    assert_eq!((4..9).map(|row| text(&cells, (row, 5))).collect::<Vec<_>>(), ["9", "9", "4", "5", ""]);
}

#[test]
fn totals_are_formulas_over_the_rows_that_count() {
    let office = city();
    office.add_up(&[]);
    let mut workbook: Xlsx<_> = open_workbook(office.path("out/汇总.xlsx")).unwrap();
    let main = workbook.worksheet_formula(LISTS[0]).unwrap();
    assert_eq!(main.get_value((4, 5)).unwrap(), "SUMIF($C$6:$C$9,\"计\",F$6:F$9)");
    assert_eq!(main.get_value((5, 5)).unwrap(), "SUMIF($C$7:$C$8,\"计\",F$7:F$8)", "of the county");
    let applicants = workbook.worksheet_formula("表三分申请人").unwrap();
    assert_eq!(applicants.get_value((4, 11)).unwrap(), "SUM(F5:K5)", "a total follows from its row");
    let tables = workbook.worksheet_formula("汇总表").unwrap();
    let formulas: Vec<&String> = tables.used_cells().map(|(_, _, formula)| formula).collect();
    let over_rows = formulas.iter().filter(|formula| formula.contains("SUMIF('")).count();
    // Every figure that is filled in: 10 of table two, 24 rows of 6 applicants, 3 kinds of 4 results.
    assert_eq!(over_rows, 10 + 23 * 6 + 3 * 4);
    assert!(formulas.iter().any(|formula| formula.starts_with("SUMIF('表三分申请人'!$C$6:$C$9,\"计\",")));
}

#[test]
fn who_reported_is_told_in_the_order_of_the_roster() {
    let office = city();
    office.add_up(&[]);
    let cells = sheet(&office, "报送情况");
    assert!(text(&cells, (1, 0)).starts_with("应报3、实报2，缺1；1家待更正。"));
    let row = |row: u32| [0, 4, 5, 6, 7, 8, 9].map(|at| text(&cells, (row, at)));
    assert_eq!(row(3), [CITY, "汇总", "3", "2", "1", "1", ""]);
    assert_eq!(row(4), [COUNTY, "汇总", "2", "2", "0", "1", ""]);
    assert_eq!(row(5), [SCHOOLS, "已报", "", "", "", "", "0"]);
    assert_eq!(row(6), [POLICE, "待更正", "", "", "", "", "1"]);
    assert_eq!(row(7), [WATER, "缺报", "", "", "", "", ""]);
    assert_eq!(text(&cells, (7, 15)), "没有报表");
    let said = text(&sheet(&office, "汇总表"), (1, 0));
    assert!(said.contains("应报3、实报2，缺1；1家待更正"), "{said}");
}

#[test]
fn findings_stand_there_by_rule_and_by_unit_with_their_figures() {
    let office = city();
    office.add_up(&[]);
    let cells = sheet(&office, "审核结果");
    let rows: Vec<Vec<String>> = cells.rows().map(|row| row.iter().map(ToString::to_string).collect()).collect();
    let of = |first: &str, rule: &str| rows.iter().find(|row| row[0] == first && row[2] == rule).unwrap();
    let sums = of(POLICE, "S01");
    assert_eq!([sums[1].as_str(), &sums[3]], ["错误", "表三“一、本年新收”总计"]);
    assert!(sums[5].starts_with("填报6，算得5") && sums[7].ends_with("gongan.toml"), "{sums:?}");
    assert!(of(WATER, "U01")[4].contains(WATER));
    let by_rule = rows.iter().find(|row| row[2] == "S01").unwrap();
    assert_eq!(by_rule[3..5], ["1", "1"]);
}

#[test]
fn last_year_stands_beside_this_one() {
    let office = city();
    let last = |name, received| form(name, received).replace("year = 2023", "year = 2022");
    office.put("last/a.toml", last(SCHOOLS, 2).as_bytes());
    let output = office.add_up(&["--previous", "last"]);
    let cells = sheet(&office, "同比");
    let row = |row: u32| (0..6).map(|at| text(&cells, (row, at))).collect::<Vec<_>>();
    assert_eq!(row(4), ["合计", "", "4", "2", "2", "100"], "{}", output.stderr);
    assert_eq!(row(5), [COUNTY, "", "4", "2", "2", "100"]);
    assert_eq!(row(6), [SCHOOLS, "比", "4", "2", "2", "100"]);
    assert_eq!(row(7)[1], "无上年数");
    assert_eq!(row(8)[1], "缺报");
    office.add_up(&[]);
    assert!(text(&sheet(&office, "同比"), (3, 0)).contains("--previous"));
}

#[test]
fn a_figure_that_is_not_filled_in_is_told_and_the_total_says_so() {
    let office = Office::complete();
    let lacking: String = form(POLICE, 5)
        .lines()
        .filter(|line| !line.starts_with("disclosed "))
        .map(|line| line.to_owned() + "\n")
        .collect();
    assert_ne!(lacking, form(POLICE, 5));
    office.put("forms/gongan.toml", lacking.as_bytes());
    office.add_up(&[]);
    let cells = sheet(&office, LISTS[0]);
    let disclosed = (5..28).find(|at| text(&cells, (3, *at)) == "予以公开").unwrap();
    assert_eq!((4..7).map(|row| text(&cells, (row, disclosed))).collect::<Vec<_>>(), ["4", "4", "缺"]);
    let form = office.text("out/汇总.toml");
    assert!(form.contains("有1家没有填，合计不含它们"), "{form}");
}

#[test]
fn a_unit_has_its_own_sheet_with_its_figures() {
    let office = city();
    office.add_up(&[]);
    let cells = sheet(&office, POLICE);
    assert!(text(&cells, (0, 0)).starts_with(POLICE) && text(&cells, (1, 0)).starts_with("待更正：错误1处"));
    let row = cells.rows().find(|row| row[0] == "一、本年新收政府信息公开申请数量").unwrap();
    let figures: Vec<String> = row.iter().skip(1).map(ToString::to_string).filter(|cell| !cell.is_empty()).collect();
    assert_eq!(figures, ["5", "0", "0", "0", "0", "0", "5"]);
    assert!(fs::metadata(office.path("out/汇总.xlsx")).unwrap().len() > 10_000);
}
