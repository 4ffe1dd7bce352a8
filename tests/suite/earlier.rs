//! What earlier versions wrote (`tests/fixtures`) is read, checked, imported and kept as it was then.

use std::fs;
use std::path::{Path, PathBuf};

use serde_json::Value;
use tempfile::TempDir;

use crate::command::{Output, copy, listing, nianbao};
use crate::golden::{assert_unchanged, chosen, each, each_folder};
use crate::official::root;

const STEM: &str = "云溪县青石镇人民政府2024年政府信息公开工作年度报告";
const WATER: &str = "云溪县水利局";

fn fixtures() -> PathBuf {
    root().join("tests/fixtures/0.1.0")
}

/// A folder of the fixtures, or several, to be worked in.
fn copied(folders: &[&str]) -> TempDir {
    let copies = tempfile::tempdir().unwrap();
    for folder in folders {
        copy(&fixtures().join(folder), &copies.path().join(folder));
    }
    copies
}

fn json(output: &Output) -> Value {
    serde_json::from_str(&output.stdout).unwrap_or_else(|_| panic!("{}", output.stderr))
}

/// What is found in a form and what follows from it. The words of the findings may be put better; what they are about
/// may not change.
fn checked(folder: &Path, form: &str) -> String {
    let answer = json(&nianbao(folder, &["check", "--json", form]));
    findings(&answer) + &figures("", &answer["derived"])
}

fn findings(answer: &Value) -> String {
    let text = |finding: &Value, key: &str| finding[key].as_str().unwrap_or_default().to_owned();
    let line = |finding: &Value| {
        let said = ["unit", "rule", "severity", "place"].map(|key| text(finding, key)).join(" ");
        format!("finding {}\n", said.trim())
    };
    answer["findings"].as_array().unwrap().iter().map(line).collect()
}

/// A line a row: `applications.received  business 2  legal_service 1 …`.
fn figures(of: &str, tables: &Value) -> String {
    let mut lines = String::new();
    for (table, rows) in tables.as_object().unwrap() {
        for (row, columns) in rows.as_object().unwrap() {
            lines += &format!("{of}{table}.{row}");
            for (column, figure) in columns.as_object().unwrap() {
                lines += &format!("  {column} {}", figure.to_string().trim_matches('"'));
            }
            lines.push('\n');
        }
    }
    lines
}

#[test]
fn forms_are_checked_as_they_were() {
    each_folder(chosen("tests/fixtures/0.1.0/forms"), |folder| {
        assert_unchanged(&folder.join("checked.txt"), &checked(&folder, "form.toml"));
    });
}

#[test]
fn a_filled_workbook_is_imported_as_it_was() {
    let copy = copied(&["workbook"]);
    let folder = copy.path().join("workbook");
    let output = nianbao(&folder, &["import", "filled.xlsx", "-o", "form.toml"]);
    assert_eq!(output.code, 0, "{}", output.stderr);
    assert_unchanged(&fixtures().join("workbook/checked.txt"), &checked(&folder, "form.toml"));
    let form = fs::read_to_string(folder.join("form.toml")).unwrap();
    for words in
        ["云溪县青石镇人民政府", "2025-01-16", "0517-80000001", "主动公开不够及时。下一步按时更新。", "\"0件\""]
    {
        assert!(form.contains(words), "{words} in\n{form}");
    }
}

#[test]
fn reports_are_imported_with_the_figures_they_were_built_of() {
    let copy = copied(&["generated", "forms"]);
    let built = checked(&copy.path().join("forms/filled-2024"), "form.toml");
    let of_figures = |checked: &str| {
        checked
            .lines()
            .filter(|line| !line.starts_with("finding"))
            .map(|line| line.to_owned() + "\n")
            .collect::<String>()
    };
    let folder = copy.path().join("generated");
    each(
        ["docx", "xlsx", "txt", "html"],
        |ending| (*ending).to_owned(),
        |ending| {
            let output = nianbao(&folder, &["import", &format!("{STEM}.{ending}"), "-o", &format!("{ending}.toml")]);
            assert_eq!(output.code, 0, "{}", output.stderr);
            let read = checked(&folder, &format!("{ending}.toml"));
            assert_eq!(of_figures(&read), of_figures(&built));
        },
    );
}

#[test]
fn reports_that_nobody_edited_are_overwritten_silently() {
    let copy = copied(&["generated", "forms/filled-2024"]);
    let form = copy.path().join("forms/filled-2024/form.toml");
    let typed = fs::read_to_string(&form).unwrap();
    assert!(typed.contains("= 1204 "), "{typed}");
    fs::write(&form, typed.replace("= 1204 ", "= 1205 ")).unwrap();
    let before = listing(&copy.path().join("generated"));
    let output = nianbao(copy.path(), &["build", "forms/filled-2024/form.toml", "-o", "generated"]);
    assert_eq!(output.code, 0, "{}", output.stderr);
    assert!(!output.stdout.contains("留存") && !output.stdout.contains("没有覆盖"), "{}", output.stdout);
    assert_eq!(listing(&copy.path().join("generated")), before);
    let text = fs::read_to_string(copy.path().join(format!("generated/{STEM}.txt"))).unwrap();
    assert!(text.contains("1205") && !text.contains("1204"), "{text}");
}

#[test]
fn reports_that_a_person_edited_since_are_kept_aside() {
    let copy = copied(&["generated", "forms/filled-2024"]);
    let folder = copy.path().join("generated");
    let edited =
        |ending: &str| [fs::read(fixtures().join(format!("generated/{STEM}.{ending}"))).unwrap(), b" ".into()].concat();
    for ending in ["docx", "txt"] {
        fs::write(folder.join(format!("{STEM}.{ending}")), edited(ending)).unwrap();
    }
    let output = nianbao(copy.path(), &["build", "forms/filled-2024/form.toml", "-o", "generated"]);
    assert_eq!(output.code, 0, "{}", output.stderr);
    let aside: Vec<_> = listing(&folder).into_iter().filter(|name| name.contains("留存")).collect();
    assert_eq!(aside.len(), 2, "{aside:?}");
    for name in aside {
        let ending = name.rsplit('.').next().unwrap();
        assert!(fs::read(folder.join(&name)).unwrap() == edited(ending), "{name} is what the person left");
    }
}

fn add_up(folder: &Path, more: &[&str]) -> Output {
    nianbao(folder, &[&["rollup", "forms", "--roster", "roster.toml", "-o", "out"], more].concat())
}

#[test]
fn units_are_added_up_as_they_were() {
    let copy = copied(&["rollup"]);
    let folder = copy.path().join("rollup");
    assert_unchanged(&fixtures().join("rollup/sum.checked.txt"), &checked(&folder, "out/汇总.toml"));
    let output = add_up(&folder, &["--json"]);
    assert_eq!(output.code, 1, "{}", output.stderr);
    let answer = json(&output);
    let nodes = answer["nodes"].as_object().unwrap().iter();
    let sums: String = nodes.map(|(node, tables)| figures(&format!("{node} "), tables)).collect();
    let units = format!("units {}\n", answer["units"]);
    assert_unchanged(&fixtures().join("rollup/checked.txt"), &(units + &findings(&answer) + &sums));
}

/// Of what was written, what nobody edited is overwritten or, where a unit has put its form right, taken away.
#[test]
fn a_rollup_that_nobody_edited_is_written_anew_silently() {
    let copy = copied(&["rollup"]);
    let folder = copy.path().join("rollup");
    let form = folder.join("forms/水利局.toml");
    let typed = fs::read_to_string(&form).unwrap();
    assert!(typed.contains("[3, 0, 0, 0, 0, 0, 4]"), "{typed}");
    fs::write(&form, typed.replace("[3, 0, 0, 0, 0, 0, 4]", "[3, 0, 0, 0, 0, 0, 3]")).unwrap();
    let before = listing(&folder.join("out"));
    let output = add_up(&folder, &[]);
    assert_eq!(output.code, 1, "{}", output.stderr);
    assert!(!(output.stdout + &output.stderr).contains("留存"));
    assert_eq!(listing(&folder.join("out")), before);
    let slips = listing(&folder.join("out/退回修改单"));
    assert!(slips.iter().all(|name| !name.starts_with(WATER)), "{slips:?}");
}

#[test]
fn of_a_rollup_what_a_person_edited_since_is_kept() {
    let copy = copied(&["rollup"]);
    let folder = copy.path().join("rollup");
    let slip = format!("退回修改单/{WATER}.txt");
    for name in ["汇总.toml", "汇总.xlsx", &slip] {
        let file = folder.join("out").join(name);
        fs::write(&file, [fs::read(&file).unwrap(), b"\n".into()].concat()).unwrap();
    }
    let output = add_up(&folder, &[]);
    assert_eq!(output.code, 1, "{}", output.stderr);
    let kept = |folder: &Path| listing(folder).into_iter().filter(|name| name.contains("留存")).count();
    let kept = [kept(&folder.join("out")), kept(&folder.join("out/退回修改单"))];
    assert_eq!(kept, [2, 1], "{} {}", output.stdout, output.stderr);
}
