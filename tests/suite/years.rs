//! This year beside last year: on the screen, as JSON, as a sheet; and the record of what was checked.

use std::fs;
use std::io::Cursor;
use std::path::Path;

use calamine::{Data, Reader as _, Xlsx};
use nianbao::internals::figure::{Figure, Kind};
use nianbao::internals::report::record;
use nianbao::internals::source::Source;
use nianbao::internals::write::WRITERS;

use crate::cases::examine_in;
use crate::command::nianbao;
use crate::golden::assert_golden;
use crate::official::root;

/// The report of 洪泽 2024 with that of 2023 beside it.
fn hongze(folder: &Path) {
    for file in ["form.toml", "last.toml"] {
        fs::copy(root().join("tests/cases/report-hongze-2024").join(file), folder.join(file)).unwrap();
    }
}

#[test]
fn every_column_is_compared() {
    let folder = tempfile::tempdir().unwrap();
    hongze(folder.path());
    let output = nianbao(folder.path(), &["compare", "last.toml", "form.toml"]);
    assert_eq!(output.code, 0, "{}", output.stderr);
    for line in [
        "行政许可　本年处理决定数量      9487      550     8937  1624.9",
        "行政事业性收费　本年收费金额    7545  7730.28  -185.28    -2.4",
        "一、本年新收　总计                                      95      21    74   352.4",
        "（一）予以公开　总计                                    50       0    50       —",
    ] {
        assert!(output.stdout.contains(line), "{line}\n{}", output.stdout);
    }
    assert!(output.stderr.contains("Y05") && output.stderr.contains("Y04"), "{}", output.stderr);
    let output = nianbao(folder.path(), &["compare", "--json", "last.toml", "form.toml"]);
    let json: serde_json::Value = serde_json::from_str(&output.stdout).unwrap();
    let figures = json["figures"].as_array().unwrap();
    assert_eq!((figures.len(), &json["years"]["last"]), (10 + 25 * 7 + 3 * 5, &2023.into()));
    let of = |place: &str| figures.iter().find(|figure| figure["place"] == place).unwrap();
    assert_eq!(
        (&of("disclosure.fees.amount")["change"], &of("disclosure.fees.amount")["this"]),
        (&"-185.28".into(), &"7545".into())
    );
    assert_eq!(of("applications.received.natural_person")["percentage"], "352.4");
    assert!(of("applications.disclosed.total")["percentage"].is_null());
}

/// Rows of two editions are the same where their labels are: last year's group （六）其他处理 is not this year's 3.其他.
#[test]
fn last_years_figures_stand_beside_rows_of_the_same_label() {
    let folder = tempfile::tempdir().unwrap();
    let last = root().join("examples/changle-2020/form.toml");
    let output = nianbao(folder.path(), &["new", "--year", "2021", "--from", last.to_str().unwrap(), "-o", "f.toml"]);
    assert_eq!(output.code, 0, "{}", output.stderr);
    let form = fs::read_to_string(folder.path().join("f.toml")).unwrap();
    let line = |key: &str| form.lines().find(|line| line.starts_with(key)).unwrap();
    assert!(line("disclosed ").contains("上年：总计27"), "{}", line("disclosed "));
    assert!(line("reconsideration").contains("上年：总计"), "{}", line("reconsideration"));
    for row in ["other_handling", "not_corrected", "fee_not_paid", "licensing", "normative_documents"] {
        assert!(!line(row).contains("上年："), "{}", line(row));
    }
}

/// A report that names no year is read into a form that has none, and nothing around it pretends one.
#[test]
fn a_report_without_a_year_has_none() {
    let folder = tempfile::tempdir().unwrap();
    let report = fs::read_to_string(root().join("examples/jinhu-2023/report.txt")).unwrap();
    fs::write(folder.path().join("报告.txt"), report.replace("2023年", "").replace("2024年", "")).unwrap();
    let output = nianbao(folder.path(), &["import", "报告.txt", "-o", "./"]);
    assert_eq!(output.code, 0, "{}", output.stderr);
    let names = crate::command::listing(folder.path());
    let forms: Vec<&String> = names.iter().filter(|name| name.ends_with("toml")).collect();
    let [name] = forms.as_slice() else { panic!("{names:?}") };
    assert!(!name.contains("-0") && names.iter().all(|name| !name.contains("schema")), "{names:?}");
    let form = fs::read_to_string(folder.path().join(name)).unwrap();
    assert!(!form.contains("0年度") && !form.contains("schema.json"), "{form}");
    assert!(form.lines().any(|line| line.starts_with("year ") && line.contains("= []")), "{form}");
    let checked = nianbao(folder.path(), &["check", "--json", name]);
    let json: serde_json::Value = serde_json::from_str(&checked.stdout).unwrap();
    let of_year: Vec<&serde_json::Value> =
        json["findings"].as_array().unwrap().iter().filter(|finding| finding["place"] == "year").collect();
    assert_eq!(of_year.iter().map(|finding| finding["rule"].as_str().unwrap()).collect::<Vec<_>>(), ["F04"]);
}

#[test]
fn what_is_not_the_year_before_is_not_compared() {
    let folder = tempfile::tempdir().unwrap();
    hongze(folder.path());
    let output = nianbao(folder.path(), &["compare", "form.toml", "last.toml"]);
    assert_eq!((output.code, output.stdout.as_str()), (1, ""));
    assert!(output.stderr.contains("应是2022年度的") && output.stderr.contains("不能比较"), "{}", output.stderr);
    let output = nianbao(folder.path(), &["compare", "form.toml"]);
    assert!(output.code == 2 && output.stderr.contains("用法见"), "{}", output.stderr);
    let output = nianbao(folder.path(), &["compare", "没有.toml", "form.toml"]);
    assert!(output.code == 2 && output.stderr.contains("没有.toml"), "{}", output.stderr);
}

/// Only table three is there in both editions, and of it the rows with the same label.
#[test]
fn across_editions_only_applications_are_compared() {
    let folder = root().join("tests/cases/y05-across-editions");
    let output = nianbao(&folder, &["compare", "--json", "last.toml", "form.toml"]);
    let json: serde_json::Value = serde_json::from_str(&output.stdout).unwrap();
    let places: Vec<_> = json["figures"].as_array().unwrap().iter().map(|f| f["place"].as_str().unwrap()).collect();
    assert!(places.iter().all(|place| place.starts_with("applications.")) && !places.is_empty());
    assert!(!places.iter().any(|place| place.contains("other_handling") || place.contains("not_corrected")));
}

#[test]
fn the_workbook_has_a_sheet_beside_last_year() {
    let folder = tempfile::tempdir().unwrap();
    hongze(folder.path());
    assert_eq!(nianbao(folder.path(), &["build", "form.toml", "--format", "xlsx"]).code, 0);
    let file = fs::read(folder.path().join("淮安市洪泽区人民政府2024年政府信息公开工作年度报告.xlsx")).unwrap();
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(file)).unwrap();
    let sheet = book.worksheet_range("同比").unwrap();
    let text = |row: usize, column: usize| sheet.get((row, column)).map(Data::to_string).unwrap_or_default();
    assert_eq!((3..7).map(|column| text(2, column)).collect::<Vec<_>>(), ["2024年", "2023年", "增减", "增减（%）"]);
    let rows: Vec<usize> = (3..sheet.height()).collect();
    assert_eq!(rows.len(), 10 + 25 * 7 + 3 * 5);
    let read = |text: String| Figure::read(&text, Kind::Change).ok();
    let whole: Vec<usize> = rows.into_iter().filter(|&row| !text(row, 1).contains("收费")).collect();
    for row in whole {
        let (own, last, change) = (read(text(row, 3)), read(text(row, 4)), read(text(row, 5)));
        assert_eq!(own.unwrap().minus(last.unwrap()), change.unwrap(), "{}", text(row, 1));
    }
    let licensing = (3..20).find(|&row| text(row, 1) == "行政许可").unwrap();
    assert_eq!((text(licensing, 3).as_str(), text(licensing, 6).as_str()), ("9487", "1624.9"));
    // Without last year's report there is none.
    let form = fs::read_to_string(folder.path().join("form.toml")).unwrap().replace("previous", "# previous");
    fs::write(folder.path().join("form.toml"), form).unwrap();
    nianbao(folder.path(), &["build", "form.toml", "--format", "xlsx"]);
    let file = fs::read(folder.path().join("淮安市洪泽区人民政府2024年政府信息公开工作年度报告.xlsx")).unwrap();
    let book: Xlsx<_> = Xlsx::new(Cursor::new(file)).unwrap();
    assert!(!book.sheet_names().contains(&"同比".to_owned()));
}

/// The record as text; an explanation stands beside what it explains.
#[test]
fn the_record_tells_what_was_checked_and_found() {
    let folder = root().join("tests/cases/report-hongze-2024");
    let form = fs::read_to_string(folder.join("form.toml")).unwrap()
        + "[[explained]]\nrule = \"Y05\"\nplace = \"disclosure.licensing.decisions\"\nfigures = [9487, 550]\nreason = \"2024年起计入即办件\"\n";
    let source = Source::new("表/form.toml", form);
    let record = record(&examine_in(&folder, &source)).unwrap();
    let text = WRITERS.iter().find(|writer| writer.extension() == "txt").unwrap();
    let text = String::from_utf8(text.write_document(&record).unwrap()).unwrap();
    assert_golden(&root().join("tests/golden/record.txt"), &text);
}

#[test]
fn the_record_is_written_whatever_was_found() {
    let folder = tempfile::tempdir().unwrap();
    fs::copy(root().join("tests/cases/report-hongze-2023/form.toml"), folder.path().join("form.toml")).unwrap();
    let output = nianbao(folder.path(), &["check", "--record", "核对.docx", "form.toml"]);
    assert_eq!(output.code, 1, "S03 is an error");
    assert!(output.stdout.contains("核对情况表已写到 核对.docx"), "{}", output.stdout);
    let document = crate::xml::part(&fs::read(folder.path().join("核对.docx")).unwrap(), "word/document.xml");
    assert!(document.contains("核对情况表") && document.contains("错误 S03") && document.contains("审核人"));
    // What a person has edited is kept.
    fs::write(folder.path().join("核对.docx"), "改过").unwrap();
    let output = nianbao(folder.path(), &["check", "--record", "核对.docx", "form.toml"]);
    assert!(output.stdout.contains("改名留存"), "{}", output.stdout);
    for wrong in ["核对.xlsx", "核对"] {
        let output = nianbao(folder.path(), &["check", "--record", wrong, "form.toml"]);
        assert!(output.code == 2 && output.stderr.contains(".docx"), "{}", output.stderr);
    }
    let output = nianbao(folder.path(), &["check", "--record", "a.docx", "form.toml", "form.toml"]);
    assert!(output.code == 2 && output.stderr.contains("一份"), "{}", output.stderr);
}

/// What the program offers to be pasted explains what it is printed with.
#[test]
fn every_explanation_offered_is_accepted() {
    for case in crate::cases::cases() {
        let folder = root().join("tests/cases").join(&case.name);
        let Ok(form) = fs::read_to_string(folder.join("form.toml")) else { continue };
        let offered: String = case
            .findings
            .iter()
            .filter(|finding| finding.can_be_explained() && finding.explained.is_none())
            .map(|finding| {
                let (code, place, fits) = (finding.rule.code, &finding.subject, finding.explainable());
                format!("[[explained]]\nrule = \"{code}\"\nplace = \"{place}\"\n{fits}\nreason = \"属实\"\n")
            })
            .collect();
        if offered.is_empty() {
            continue;
        }
        let source = Source::new("form.toml", format!("{form}\n{offered}"));
        for finding in examine_in(&folder, &source).findings {
            let is_told = finding.can_be_explained();
            assert!(!is_told || finding.explained.is_some(), "{}: {}", case.name, finding.sentence());
            assert!(finding.rule.code != "F16" || case.name.starts_with("f16"), "{}: {}", case.name, finding.message());
        }
    }
}

#[test]
fn folders_are_compared_unit_by_unit() {
    let folder = tempfile::tempdir().unwrap();
    hongze(folder.path());
    for (year, file) in [("2024", "form.toml"), ("2023", "last.toml")] {
        fs::create_dir(folder.path().join(year)).unwrap();
        let form = fs::read_to_string(folder.path().join(file)).unwrap();
        // Last year's form names the district without its city.
        let form = form.replace("\"洪泽区人民政府\"", "\"淮安市洪泽区人民政府\"");
        fs::write(folder.path().join(year).join("洪泽.toml"), form).unwrap();
    }
    let jinhu = root().join("examples/jinhu-2023/form.toml");
    fs::copy(jinhu, folder.path().join("2023/金湖.toml")).unwrap();
    fs::write(folder.path().join("2024/坏.toml"), "").unwrap();
    let output = nianbao(folder.path(), &["compare", "2023", "2024"]);
    assert_eq!(output.code, 0, "{}", output.stderr);
    for line in [
        "新收                      95       21       74   352.4",
        "许可                    9487      550     8937  1624.9",
    ] {
        assert!(output.stdout.contains(line), "{line}\n{}", output.stdout);
    }
    for told in ["没有本年的表，没有比较：金湖县人民政府。", "有1个文件读不出来", "Y05"] {
        assert!(output.stderr.contains(told), "{told}\n{}", output.stderr);
    }
    let output = nianbao(folder.path(), &["compare", "--json", "2023", "2024"]);
    let unit: serde_json::Value = serde_json::from_str(output.stdout.lines().next().unwrap()).unwrap();
    assert_eq!((output.stdout.lines().count(), &unit["years"]["this"]), (1, &2024.into()));
    assert_eq!(unit["figures"].as_array().unwrap().len(), 10 + 25 * 7 + 3 * 5);
    assert!(unit["findings"].as_array().unwrap().iter().any(|finding| finding["rule"] == "Y05"));
    let output = nianbao(folder.path(), &["compare", "2024", "2023"]);
    assert!(output.code == 1 && output.stdout.is_empty() && output.stderr.contains("次序反了"), "{}", output.stderr);
    let output = nianbao(folder.path(), &["compare", "2023", "2024/洪泽.toml"]);
    assert!(output.code == 2 && output.stderr.contains("两个文件夹"), "{}", output.stderr);
}
