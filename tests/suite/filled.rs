//! The filled workbook as a form: every command takes it as it takes a text, and every finding names its cell.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;

use nianbao::internals::fields::field;
use nianbao::internals::form::{self, Answer, Form};
use nianbao::internals::report::Questionnaire;
use nianbao::internals::source::Source;
use nianbao::internals::standard::EDITIONS;
use nianbao::internals::write;

use crate::command::{Output, listing, nianbao};
use crate::official::root;
use crate::xml::{tree, with_part};

fn jinhu() -> String {
    fs::read_to_string(root().join("examples/jinhu-2023/form.toml")).unwrap()
}

fn read(text: &str) -> Form {
    form::read(Source::new("form.toml", text.to_owned()))
}

/// The workbook of a form, filled in with what is in it.
fn book(text: &str) -> Vec<u8> {
    write::questionnaire(&Questionnaire::new(&read(text))).unwrap()
}

/// Sheet and first cell of each name.
fn cells(book: &[u8]) -> BTreeMap<String, (String, String)> {
    let workbook = tree(book, "xl/workbook.xml");
    let names =
        workbook.all("definedName").into_iter().filter(|name| !name.attribute("name").unwrap().starts_with('_'));
    let cell = |target: &str| {
        let (sheet, area) = target.split_once('!').unwrap();
        let first = area.split(':').next().unwrap().replace('$', "");
        (sheet.trim_matches('\'').to_owned(), first)
    };
    names.map(|name| (name.attribute("name").unwrap().to_owned(), cell(&name.text()))).collect()
}

/// A form with a slip of every kind, by the name of the cell that shows it.
fn slips() -> (Vec<u8>, Vec<(&'static str, &'static str)>) {
    let slips = [
        ("year = 2023", "previous = \"没有.toml\"\nyear = 2023"),
        ("kind  = \"政府\"", "kind = \"\""),
        ("= 54408", "= []"),
        ("[  4, 0, 0, 0, 0, 0]", "[4, 0, 0, 0, 0, 0, 5]"),
        ("duplicate            = [  2, 0, 0, 0, 0, 0]", "duplicate = []"),
        ("[0, 0,  1, 0]", "[0, 0, 1, \"\"]"),
        ("（三）政府信息管理。", "【还没有写】"),
    ];
    let explained = "\n[[explained]]\nrule = \"P02\"\nplace = \"narrative.overview\"\nquote = '全年新收9件'\nreason = \"只指本级\"\n";
    let text = slips.iter().fold(jinhu() + explained, |text, (from, to)| put(&text, from, to));
    let mut form = read(&text);
    form.fill(form.edition.place("disclosure.licensing.decisions").unwrap(), "54408件", None);
    form.write(field("agency", "name").unwrap(), Answer::Text("金湖县/人民政府".to_owned()));
    let found = vec![
        ("Y04", "form.previous"),
        ("F15", "agency.name"),
        ("F04", "agency.kind"),
        ("F05", "disclosure.licensing.decisions"),
        ("S01", "stated.applications.partly_disclosed.total"),
        ("F08", "applications.duplicate.natural_person"),
        ("F08", "reviews.litigation_after_review.pending"),
        ("P10", "narrative.overview"),
        ("F16", "explained.rule"),
    ];
    (write::questionnaire(&Questionnaire::new(&form)).unwrap(), found)
}

fn put(text: &str, from: &str, to: &str) -> String {
    assert!(text.contains(from), "{from}");
    text.replacen(from, to, 1)
}

/// Rule, sheet and cell of each finding of `check --json`, and its object.
fn found(output: &Output) -> Vec<(String, String, String)> {
    let line: serde_json::Value = serde_json::from_str(&output.stdout).unwrap();
    let text = |value: &serde_json::Value| value.as_str().unwrap_or_default().to_owned();
    let of = |finding: &serde_json::Value| {
        assert!(finding["line"].is_null(), "{finding}");
        (text(&finding["rule"]), text(&finding["origin"]["sheet"]), text(&finding["origin"]["cell"]))
    };
    line["findings"].as_array().unwrap().iter().map(of).collect()
}

#[test]
fn every_finding_names_its_cell() {
    let folder = tempfile::tempdir().unwrap();
    let (book, expected) = slips();
    let cells = cells(&book);
    fs::write(folder.path().join("表.xlsx"), &book).unwrap();
    let output = nianbao(folder.path(), &["check", "--json", "表.xlsx"]);
    assert_eq!(output.code, 1, "{}", output.stderr);
    let expected = expected.into_iter().map(|(rule, name)| {
        let (sheet, cell) = cells[name].clone();
        (rule.to_owned(), sheet, cell)
    });
    let expected: Vec<_> = expected.collect();
    assert_eq!(found(&output), expected);
    let printed = nianbao(folder.path(), &["check", "表.xlsx"]).stderr;
    for (_, sheet, cell) in &expected {
        assert!(printed.contains(&format!("\n  表.xlsx {sheet}!{cell}\n")), "{sheet}!{cell}: {printed}");
    }
    assert!(expected.iter().any(|(_, sheet, _)| sheet == "表三"), "{expected:?}");
    for word in ["[[", "引号", "previous", "toml"] {
        assert!(!printed.replace("没有.toml", "").contains(word), "{word}: {printed}");
    }
}

/// The same workbook as LibreOffice saves it: names lose their dots in `.xls`, sums share their formulas.
#[test]
fn other_formats_are_the_same_form() {
    let folder = root().join("tests/fixtures/workbook");
    let check = |file: &str| nianbao(&folder, &["check", "--json", file]);
    let own = check("slips.xlsx");
    assert!(found(&own).len() == 9 && own.code == 1, "{}", own.stdout);
    for file in ["slips.xls", "slips.ods"] {
        let other = check(file);
        assert_eq!(other.stdout.replace(file, "slips.xlsx"), own.stdout);
        assert_eq!(other.code, 1);
    }
    // Whatever a program does to the names of its own format.
    let (book, _) = slips();
    let underscored = with_part(&book, "xl/workbook.xml", |xml| {
        let parts: Vec<&str> = xml.split("<definedName name=\"").collect();
        let names = parts[1..].iter().map(|part| {
            let (name, rest) = part.split_once('"').unwrap();
            format!(
                "<definedName name=\"{}\"{rest}",
                if name.starts_with('_') { name.to_owned() } else { name.replace('.', "_") }
            )
        });
        parts[0].to_owned() + &names.collect::<String>()
    });
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("表.xlsx"), underscored).unwrap();
    assert_eq!(found(&nianbao(folder.path(), &["check", "--json", "表.xlsx"])), found(&own));
}

#[test]
fn names_stay_apart_without_their_dots() {
    for edition in EDITIONS {
        let form = Form::empty(edition, Some(edition.years.0));
        let names = Questionnaire::new(&form).cells().into_iter().map(|(name, _)| name.replace('.', "_"));
        let names: Vec<String> = names.collect();
        assert_eq!(names.iter().collect::<BTreeSet<_>>().len(), names.len());
    }
}

#[test]
fn every_command_takes_a_workbook() {
    let folder = tempfile::tempdir().unwrap();
    let run = |args: &[&str]| nianbao(folder.path(), args);
    let text = jinhu();
    fs::write(folder.path().join("今年.xlsx"), book(&text)).unwrap();
    let last = text.replace("2023", "2022");
    fs::write(folder.path().join("去年.xlsx"), book(&last)).unwrap();
    let output = run(&["check", "今年.xlsx"]);
    assert_eq!((output.code, output.stderr.as_str()), (0, ""), "{}", output.stdout);
    assert!(output.stdout.starts_with("√ 今年.xlsx：金湖县人民政府2023年，核对无误"), "{}", output.stdout);
    assert_eq!(run(&["build", "今年.xlsx", "-o", "甲", "--format", "txt"]).code, 0);
    fs::write(folder.path().join("今年.toml"), &text).unwrap();
    assert_eq!(run(&["build", "今年.toml", "-o", "乙", "--format", "txt"]).code, 0);
    let report = |folder_name: &str| {
        let name = listing(&folder.path().join(folder_name)).remove(0);
        fs::read_to_string(folder.path().join(folder_name).join(name)).unwrap()
    };
    assert_eq!(report("甲"), report("乙"));
    let compared = run(&["compare", "去年.xlsx", "今年.xlsx"]);
    fs::write(folder.path().join("去年.toml"), &last).unwrap();
    assert_eq!(compared.stdout, run(&["compare", "去年.toml", "今年.toml"]).stdout);
    assert!(compared.stdout.contains("143"), "{}", compared.stdout);
    let fixed = run(&["fix", "今年.xlsx"]);
    assert!(fixed.code == 0 && fixed.stdout.contains("fix只改文本的填报表"), "{}", fixed.stdout);
    assert_eq!(fs::read(folder.path().join("今年.xlsx")).unwrap(), book(&text));
    assert_eq!(run(&["check", "今年.xlsx", "--record", "记录.txt"]).code, 0);
    // Dropped, it is checked and built; nothing else is written beside it.
    let before = listing(folder.path());
    assert_eq!(run(&["今年.xlsx"]).code, 0);
    let made: Vec<_> = listing(folder.path()).into_iter().filter(|name| !before.contains(name)).collect();
    assert!(made.len() == 4 && made.iter().all(|name| name.starts_with("金湖县人民政府2023年")), "{made:?}");
    assert!(run(&["import", "今年.xlsx", "-o", "又.toml"]).code == 0);
}

/// What is right as it stands is explained on a sheet of the workbook, as the finding says.
#[test]
fn an_explanation_has_its_place() {
    let folder = tempfile::tempdir().unwrap();
    let case = root().join("tests/cases/y01-carried-in");
    let text = |name: &str| {
        fs::read_to_string(case.join(name)).unwrap().replace("last.toml", "去年.xlsx")
            + "\n[information_fee]\ncases = 0\namount = 0\n"
    };
    fs::write(folder.path().join("去年.xlsx"), book(&text("last.toml"))).unwrap();
    let check = |text: &str| {
        fs::write(folder.path().join("今年.xlsx"), book(text)).unwrap();
        nianbao(folder.path(), &["check", "今年.xlsx"])
    };
    let output = check(&text("form.toml"));
    assert!(output.code == 1 && output.stderr.contains("请在“说明”页说明"), "{}", output.stderr);
    let said: Vec<&str> = output.stderr.lines().skip_while(|line| !line.contains("“说明”页的一行")).take(4).collect();
    let [head, rule, place, figures] = said.as_slice() else { panic!("{}", output.stderr) };
    assert!(head.contains("照填，写明理由"), "{head}");
    let value = |line: &str| line.split_once('：').unwrap().1.to_owned();
    let explained = format!(
        "\n[[explained]]\nrule = \"{}\"\nplace = \"{}\"\nfigures = [{}]\nreason = \"上年误报\"\n",
        value(rule),
        value(place),
        value(figures)
    );
    let output = check(&(text("form.toml") + &explained));
    assert!(output.code == 0 && output.stderr.contains("已说明：上年误报"), "{}", output.stderr);
    // Somebody adds the sheet to a workbook that has none.
    let (sheet, _) = cells(&fs::read(folder.path().join("今年.xlsx")).unwrap())["explained.rule"].clone();
    assert_eq!(sheet, "说明");
    let bare = with_part(&fs::read(folder.path().join("今年.xlsx")).unwrap(), "xl/workbook.xml", |xml| {
        xml.replace("name=\"explained.", "name=\"other.")
    });
    fs::write(folder.path().join("今年.xlsx"), bare).unwrap();
    let output = nianbao(folder.path(), &["check", "今年.xlsx"]);
    assert!(output.code == 0 && output.stderr.contains("已说明：上年误报"), "{}", output.stderr);
}

/// Last year's published report, of any kind, becomes this year's form in one step.
#[test]
fn a_published_report_is_carried_on() {
    let folder = tempfile::tempdir().unwrap();
    let run = |args: &[&str]| nianbao(folder.path(), args);
    let text = jinhu();
    fs::write(folder.path().join("去年.toml"), &text).unwrap();
    assert_eq!(run(&["build", "去年.toml"]).code, 0);
    fs::write(folder.path().join("去年.xlsx"), book(&text)).unwrap();
    let of = |from: &str, output: &str| {
        let new = run(&["new", "--from", from, "-o", output, "--today", "2025-01-05"]);
        assert_eq!(new.code, 0, "{from}: {}", new.stderr);
        (fs::read_to_string(folder.path().join(output)).unwrap(), new)
    };
    let row = |form: &str, key: &str| {
        let line = form.lines().find(|line| line.starts_with(key))?;
        Some(line.split('#').next()?.split_whitespace().collect::<String>())
    };
    let (own, _) = of("去年.toml", "a.toml");
    let (filled, _) = of("去年.xlsx", "b.toml");
    assert_eq!(own.replace("去年.toml", "去年.xlsx"), filled);
    for ending in ["docx", "html", "txt", "xlsx"] {
        let report = format!("金湖县人民政府2023年政府信息公开工作年度报告.{ending}");
        let (form, new) = of(&report, &format!("{ending}.toml"));
        for key in ["year ", "name ", "carried_in "] {
            assert_eq!(row(&form, key), row(&own, key), "{ending}");
        }
        assert_eq!(row(&form, "previous"), Some(format!("previous=\"{report}\"")), "{form}");
        assert!(new.stdout.contains(&format!("nianbao import {report}")), "{}", new.stdout);
        let checked = run(&["check", &format!("{ending}.toml"), "--today", "2025-01-05"]);
        assert!(!checked.stderr.contains("Y0"), "{ending}: {}", checked.stderr);
    }
    // （六） printed as one row of noughts is three of them: what was left over is known.
    fs::copy(root().join("tests/cases/i08-noughts-in-row-six/report.txt"), folder.path().join("报告.txt")).unwrap();
    let (form, new) = of("报告.txt", "c.toml");
    assert!(new.stderr.contains("I08") && new.stderr.contains("各项都读作0"), "{}", new.stderr);
    assert_eq!(row(&form, "carried_in").unwrap(), "carried_in=[0,0,0,0,0,1]");
    // A text that is neither.
    fs::write(folder.path().join("通知.txt"), "关于开会的通知").unwrap();
    let refused = run(&["new", "--from", "通知.txt"]);
    assert!(refused.code == 2 && refused.stderr.contains("没有找到年度报告的任何一张表"), "{}", refused.stderr);
}

/// Windows hides known endings: what looks like a form there may be called `.toml.txt`.
#[test]
fn a_form_may_end_in_two_endings() {
    let folder = tempfile::tempdir().unwrap();
    let run = |args: &[&str]| nianbao(folder.path(), args);
    let name = "柳河镇.toml.txt";
    let put = |text: &str| fs::write(folder.path().join(name), text).unwrap();
    put(&jinhu());
    assert_eq!(run(&["check", name]).code, 0);
    assert!(run(&["import", name]).stderr.contains("已经是填报表"));
    assert_eq!(run(&["compare", name, name]).code, 1);
    let before = listing(folder.path());
    assert_eq!(run(&[name]).code, 0);
    assert_eq!(listing(folder.path()).len(), before.len() + 4);
    put(&jinhu().replace("year = 2023", "year ＝ 2023"));
    assert_eq!(run(&["fix", name]).code, 0);
    // It is a form however little of it can be read.
    put("随便写的");
    assert!(run(&["check", name]).stderr.contains("这不像填报表"));
    assert!(run(&[name]).stderr.contains("这不像填报表"));
}

/// What cannot be read is told in one sentence, the same by every command, with what to do.
#[test]
fn what_cannot_be_read_is_told_by_every_command() {
    let folder = tempfile::tempdir().unwrap();
    let run = |args: &[&str]| nianbao(folder.path(), args);
    let compound = |stream: &str| {
        let mut file = cfb::CompoundFile::create(std::io::Cursor::new(Vec::new())).unwrap();
        std::io::Write::write_all(&mut file.create_stream(stream).unwrap(), b"content").unwrap();
        file.flush().unwrap();
        file.into_inner().into_inner()
    };
    for (name, bytes, what, advice) in [
        ("甲镇.doc", compound("/WordDocument"), "旧版的Word文件", "另存为docx"),
        ("甲镇.docx", compound("/EncryptedPackage"), "加了密码", "去掉密码"),
        ("甲镇.rtf", b"{\\rtf1 a}".to_vec(), "RTF", "另存为docx"),
        ("甲镇.jpg", b"\xFF\xD8\xFF\xE0".to_vec(), "图片", "要Word"),
        ("甲镇.rar", b"Rar!\x1A\x07\x01\0".to_vec(), "压缩包", "解压"),
    ] {
        fs::write(folder.path().join(name), bytes).unwrap();
        for (args, code) in [
            (vec!["check", name], 1),
            (vec!["build", name], 1),
            (vec!["import", name], 1),
            (vec![name], 1),
            (vec!["new", "--from", name], 2),
        ] {
            let output = run(&args);
            assert_eq!(output.code, code, "{args:?}: {}", output.stderr);
            assert!(output.stderr.contains(what) && output.stderr.contains(advice), "{args:?}: {}", output.stderr);
        }
        fs::remove_file(folder.path().join(name)).unwrap();
    }
    // A published report is one thing, a form another.
    fs::copy(root().join("tests/import/pipes-whole/report.txt"), folder.path().join("报告.txt")).unwrap();
    let output = run(&["build", "报告.txt"]);
    assert!(output.code == 1 && output.stderr.contains("nianbao import 报告.txt"), "{}", output.stderr);
    assert_eq!(listing(folder.path()), ["报告.txt"]);
}

/// Files that cannot be read are told as everywhere, each with its unit where its name tells one.
#[test]
fn files_that_cannot_be_read_are_named_with_their_units() {
    let folder = tempfile::tempdir().unwrap();
    let forms = folder.path().join("forms");
    fs::create_dir(&forms).unwrap();
    let roster = "[[unit]]\nname = \"某县人民政府\"\n\n[[unit]]\nname = \"某县教育局\"\nparent = \"某县人民政府\"\n\n\
                  [[unit]]\nname = \"某县财政局\"\nparent = \"某县人民政府\"\n\n[[unit]]\nname = \"某县公安局\"\nparent = \"某县人民政府\"\n";
    fs::write(folder.path().join("名录.toml"), roster).unwrap();
    let form = fs::read_to_string(root().join("examples/jinhu-2023/form.toml")).unwrap();
    let form = form.replace("金湖县人民政府", "某县教育局").replace("kind  = \"政府\"", "kind  = \"部门\"");
    fs::write(forms.join("某县教育局.toml.txt"), form).unwrap();
    fs::write(forms.join("某县财政局.rtf"), "{\\rtf1 a}").unwrap();
    fs::write(forms.join("某县公安局年报.jpg"), b"\xFF\xD8\xFF\xE0").unwrap();
    fs::write(forms.join("合影.jpg"), b"\xFF\xD8\xFF\xE0").unwrap();
    let output = nianbao(folder.path(), &["rollup", "forms", "--roster", "名录.toml", "-o", "out", "--json"]);
    let json: serde_json::Value = serde_json::from_str(&output.stdout).unwrap();
    let of = |file: &str| {
        let findings = json["findings"].as_array().unwrap();
        let found = findings.iter().find(|f| f["rule"] == "U05" && f["file"].as_str().unwrap().contains(file)).unwrap();
        (
            found["unit"].clone(),
            found["severity"].as_str().unwrap().to_owned(),
            found["message"].as_str().unwrap().to_owned(),
        )
    };
    let (unit, severity, message) = of("某县财政局.rtf");
    assert!(unit == "某县财政局" && severity == "error" && message.contains("另存为docx"), "{message}");
    let (unit, severity, message) = of("某县公安局年报.jpg");
    assert!(unit == "某县公安局" && severity == "error" && message.contains("图片"), "{message}");
    assert!(!output.stdout.contains("合影"), "{}", output.stdout);
    assert_eq!(json["units"], serde_json::json!({"expected": 3, "received": 1}));
}
