//! `nianbao rollup` as it is called: exit codes, what is written, what is read back.

use std::fs;
use std::process::Command;

use crate::reading::examine;
use nianbao::internals::source::Source;

use super::{COUNTY, Office, POLICE, SCHOOLS, between, form, roster, told, wrong};
use crate::read_back;

#[test]
fn a_complete_rollup_is_written_and_its_form_is_right_but_for_the_text() {
    let office = Office::complete();
    for name in ["forms/jiaoyu.toml", "forms/gongan.toml"] {
        office.put(name, (office.text(name) + "[information_fee]\ncases = 0\namount = 0\n").as_bytes());
    }
    let output = office.add_up(&[]);
    assert_eq!((output.code, output.stderr.as_str()), (0, ""), "{}", output.stdout);
    assert!(output.stdout.starts_with("√ 某县人民政府2023年汇总：应报2、实报2，齐。\n"), "{}", output.stdout);
    let written: Vec<_> = office.listing().into_iter().filter(|name| name.starts_with("out")).collect();
    assert_eq!(written, ["out", "out/汇总.toml", "out/汇总.xlsx"]);
    let source = Source::new("汇总.toml", office.text("out/汇总.toml"));
    let read = nianbao::internals::form::read(source.clone());
    let slips = &read.problems;
    assert!(slips.is_empty(), "{slips:?}");
    let digits = |name: &str| {
        let figure = read.given.get(&read.edition.place(name).unwrap()).unwrap();
        figure.value.to_string()
    };
    assert_eq!(digits("applications.received.natural_person"), "9");
    assert_eq!(digits("applications.received.business"), "0");
    let examined = examine(&source);
    assert!(examined.has_errors(), "the text is still to be written");
    for finding in &examined.findings {
        assert!(finding.rule.is_of('P'), "{}", finding.sentence());
    }
    assert!(source.text().contains("应报2、实报2，齐"), "{}", source.text());
    // A fee that one unit has not told is left to be filled.
    office.put("forms/gongan.toml", form(POLICE, 5).as_bytes());
    assert_eq!(office.add_up(&[]).code, 0);
    let found = examine(&Source::new("汇总.toml", office.text("out/汇总.toml"))).findings;
    let others: Vec<_> = found.iter().filter(|finding| !finding.rule.is_of('P')).collect();
    assert!(others.iter().all(|finding| finding.subject.to_string().starts_with("information_fee")), "{others:?}");
}

#[test]
fn json_is_of_the_shape_that_is_promised() {
    let office = Office::complete();
    office.put("forms/jiaoyu.toml", wrong(SCHOOLS, 4).as_bytes());
    let (code, answer) = office.json();
    assert_eq!(code, 1);
    let mut keys: Vec<_> = answer.as_object().unwrap().keys().map(String::as_str).collect();
    keys.sort_unstable();
    assert_eq!(keys, ["findings", "nodes", "units"]);
    assert_eq!(answer["units"], serde_json::json!({ "expected": 2, "received": 2 }));
    let nodes = answer["nodes"].as_object().unwrap();
    assert_eq!(nodes.keys().collect::<Vec<_>>(), [COUNTY]);
    assert_eq!(nodes[COUNTY]["applications"]["received"]["natural_person"], 9);
    assert_eq!(nodes[COUNTY]["applications"]["carried_out"]["total"], 0);
    assert_eq!(nodes[COUNTY]["disclosure"]["fees"]["amount"], "0");
    assert_eq!(told(&answer), [("S01".to_owned(), SCHOOLS.to_owned())]);
    let finding = &answer["findings"][0];
    assert_eq!(
        (&finding["severity"], &finding["stated"], &finding["derived"]),
        (&"error".into(), &5.into(), &4.into())
    );
    assert_eq!((&finding["place"], &finding["line"]), (&"applications.received.total".into(), &14.into()));
    assert!(finding["file"].as_str().unwrap().ends_with("jiaoyu.toml"), "{finding}");
}

#[test]
fn exit_codes_say_what_came_of_it() {
    let office = Office::complete();
    fs::remove_file(office.path("forms/gongan.toml")).unwrap();
    let output = office.add_up(&[]);
    assert_eq!(output.code, 1);
    assert!(output.stderr.contains("没有收到某县公安局的报表"), "{}", output.stderr);
    assert!(output.stdout.starts_with("※ 某县人民政府2023年汇总：应报2、实报1，缺1。\n"), "{}", output.stdout);
    assert!(office.text("out/汇总.toml").contains("没有计入的：某县公安局"));
    office.put("forms/gongan.toml", form(POLICE, 5).replace("year = 2023", "year = 2022").as_bytes());
    fs::remove_dir_all(office.path("out")).unwrap();
    let before = office.listing();
    for (args, says) in [
        (&["rollup", "forms", "--roster", "roster.toml", "-o", "out"][..], "年度不一致（2022、2023），请用 --year"),
        (&["rollup", "forms", "--roster", "roster.toml", "-o", "out", "--year", "20x3"], "不能是“20x3”"),
        (&["rollup", "forms", "--roster", "roster.toml", "-o", "out", "--year", "2018"], "--year应是2019到2099的年份"),
        (&["rollup", "none", "--roster", "roster.toml", "-o", "out"], "读不了none"),
        (&["rollup", "forms", "--roster", "none.toml", "-o", "out"], "读不了none.toml"),
        (&["rollup", "forms", "--roster", "forms/gongan.toml", "-o", "out"], "单位名录有错误"),
        (&["rollup", "forms", "--roster", "roster.toml", "-o", "out", "--previous", "none"], "读不了none"),
        (&["rollup", "forms", "-o", "out"], "没有写"),
        (&["rollup", "forms", "--roster", "roster.toml"], "没有写"),
        (&["rollup"], "没有写"),
    ] {
        let output = office.call(args);
        assert_eq!(output.code, 2, "{args:?}: {}", output.stderr);
        assert!(output.stderr.contains(says), "{args:?}: {}", output.stderr);
    }
    assert_eq!(office.listing(), before);
    let output = office.add_up(&["--year", "2023年"]);
    assert!(output.code == 1 && output.stderr.contains("2022年度的，本次汇总2023年度"), "{}", output.stderr);
    let output = office.add_up(&["--year", "2024"]);
    assert!(output.code == 1 && output.stderr.contains("没有可以相加的数"), "{}", output.stderr);
}

/// Of no case the amount is nothing, whether a unit writes it or not.
#[test]
fn a_fee_of_no_case_adds_up() {
    let office = Office::complete();
    let with_fee = |name, received, fee: &str| format!("{}\n[information_fee]\n{fee}\n", form(name, received));
    office.put("forms/jiaoyu.toml", with_fee(SCHOOLS, 4, "cases = 0").as_bytes());
    office.put("forms/gongan.toml", with_fee(POLICE, 5, "cases = 2\namount = 380.50").as_bytes());
    let output = office.add_up(&[]);
    assert_eq!(output.code, 0, "{}", output.stderr);
    let sum = office.text("out/汇总.toml");
    let fee: Vec<&str> = sum.lines().skip_while(|line| *line != "[information_fee]").skip(1).take(2).collect();
    assert!(fee[0].starts_with("cases") && fee[0].contains("= 2"), "{fee:?}");
    assert!(fee[1].starts_with("amount") && fee[1].contains("= 380.50"), "{fee:?}");
}

#[test]
fn a_year_without_a_format_is_told() {
    let office = Office::new(&roster(&[SCHOOLS]));
    office.put("forms/jiaoyu.toml", form(SCHOOLS, 4).replace("year = 2023", "year = 2008").as_bytes());
    let output = office.add_up(&[]);
    assert!(output.code == 1 && output.stderr.contains("没有一份读得出报告年度"), "{}", output.stderr);
}

/// The slips hold every message of their unit, and those who have nothing to put right get none.
#[test]
fn slips_go_to_those_with_errors_and_to_nobody_else() {
    let office = Office::complete();
    let two = wrong(SCHOOLS, 4).replace("carried_in = 0", "carried_in = 0\ncarried_out = [0, 1, 0, 0, 0, 0]");
    office.put("forms/jiaoyu.toml", two.as_bytes());
    let (code, answer) = office.json();
    assert_eq!(code, 1);
    let slips = ["out/退回修改单", "out/退回修改单/某县教育局.docx", "out/退回修改单/某县教育局.txt"];
    let written = |office: &Office| {
        office.listing().into_iter().filter(|name| name.starts_with("out/退回修改单")).collect::<Vec<_>>()
    };
    assert_eq!(written(&office), slips);
    let text = office.text(slips[2]);
    let docx = fs::read(office.path(slips[1])).unwrap();
    let messages: Vec<&str> =
        answer["findings"].as_array().unwrap().iter().map(|finding| finding["message"].as_str().unwrap()).collect();
    assert_eq!(messages.len(), 2, "{messages:?}");
    let cells = |tables: Vec<crate::official::Cells>| -> Vec<String> {
        tables.into_iter().flatten().map(|(_, (.., text))| text).collect()
    };
    let (of_text, of_docx) = (cells(read_back::text(&text)), cells(read_back::docx(&docx)));
    for message in messages {
        assert!(of_text.iter().any(|cell| cell == message), "{message} in {text}");
        assert!(of_docx.iter().any(|cell| cell == message), "{message} in {of_docx:?}");
    }
    assert!(text.contains("某县教育局2023年") || text.contains("某县教育局"), "{text}");
    assert!(text.contains("错误2处"), "{text}");
    // What has been put right needs no slip; one that somebody has written on stays.
    office.put("forms/jiaoyu.toml", form(SCHOOLS, 4).as_bytes());
    office.put("forms/gongan.toml", wrong(POLICE, 5).as_bytes());
    office.put(slips[2], "已电话告知".as_bytes());
    assert_eq!(office.add_up(&[]).code, 1);
    let folder = "out/退回修改单";
    let now = [folder, "out/退回修改单/某县公安局.docx", "out/退回修改单/某县公安局.txt", slips[2]];
    assert_eq!(written(&office), now);
    assert_eq!(office.text(slips[2]), "已电话告知");
}

/// Reports that were built from a form are no second form of the unit; alone they are counted.
#[test]
fn reports_stand_in_for_a_form_and_are_silent_beside_it() {
    let office = Office::complete();
    let built = office.call(&["build", "forms/jiaoyu.toml"]);
    assert_eq!(built.code, 0, "{}", built.stderr);
    let (code, answer) = office.json();
    assert_eq!((code, told(&answer)), (0, Vec::new()));
    assert_eq!(answer["units"]["received"], 2);
    let nodes = answer["nodes"].clone();
    let reports: Vec<_> = office.listing().into_iter().filter(|name| name.contains("年度报告")).collect();
    assert_eq!(reports.len(), 4, "{reports:?}");
    for report in &reports {
        let alone = Office::new(&office.text("roster.toml"));
        alone.put("forms/gongan.toml", form(POLICE, 5).as_bytes());
        alone.put(report, &fs::read(office.path(report)).unwrap());
        // A workbook holds no text; that is a doubt, and no error of the unit.
        let errors = |answer: &serde_json::Value| {
            let findings = answer["findings"].as_array().unwrap().iter();
            findings.filter(|finding| finding["severity"] == "error").count()
        };
        let (code, answer) = alone.json();
        assert_eq!((code, errors(&answer), between(&answer)), (0, 0, Vec::new()), "{report}: {answer}");
        assert_eq!((&answer["units"]["received"], &answer["nodes"]), (&2.into(), &nodes), "{report}");
        // Level and kind are the roster's to tell; then nothing is in doubt.
        let described = roster(&[SCHOOLS, POLICE]).replace("局\"\n", "局\"\nlevel = \"县级\"\n");
        alone.put("roster.toml", described.as_bytes());
        let (code, answer) = alone.json();
        let is_doubt = |(rule, _): &(String, String)| rule == "I09";
        assert!(code == 0 && !told(&answer).iter().any(is_doubt), "{report}: {answer}");
    }
    // A report that says something else is another report.
    office.put("forms/jiaoyu.toml", form(SCHOOLS, 3).as_bytes());
    let (code, answer) = office.json();
    assert_eq!((code, between(&answer)), (1, vec!["U03".to_owned()]));
    assert_eq!(answer["units"], serde_json::json!({ "expected": 2, "received": 1 }));
    assert_eq!(answer["nodes"][COUNTY]["applications"]["received"]["natural_person"], 5);
    assert!(office.path("out/退回修改单/某县教育局.docx").exists());
}

#[test]
fn the_same_files_give_the_same_bytes_on_any_number_of_threads() {
    let names: Vec<String> = (1..30).map(|at| format!("某县第{at}局")).collect();
    let office = Office::new(&roster(&names.iter().map(String::as_str).collect::<Vec<_>>()));
    for (at, name) in names.iter().enumerate() {
        let text = if at % 5 == 0 { wrong(name, 7) } else { form(name, 4) };
        office.put(&format!("forms/{}.toml", 97 * at % 31), text.as_bytes());
    }
    let run = |threads: &str, out: &str| {
        let program = Command::new(env!("CARGO_BIN_EXE_nianbao"))
            .current_dir(office.0.path())
            .args(["rollup", "forms", "--roster", "roster.toml", "--json", "-o", out])
            .env("RAYON_NUM_THREADS", threads)
            .output();
        program.unwrap().stdout
    };
    assert_eq!(run("1", "one"), run("4", "four"));
    for name in office.listing().iter().filter_map(|name| name.strip_prefix("one/")) {
        let of = |out: &str| fs::read(office.path(out).join(name)).ok();
        assert!(of("one") == of("four"), "{name}");
    }
}

#[test]
fn a_unit_with_others_below_it_is_compared_and_not_counted() {
    let office = Office::complete();
    office.put("forms/zhengfu.toml", wrong(COUNTY, 12).as_bytes());
    let output = office.add_up(&[]);
    assert_eq!(output.code, 1);
    assert!(
        output.stderr.contains("某县人民政府（forms/zhengfu.toml）：错误1处，合计用下级相加的数"),
        "{}",
        output.stderr
    );
    let (_, answer) = office.json();
    assert_eq!(between(&answer), ["U06", "U06"]);
    assert_eq!(answer["units"], serde_json::json!({ "expected": 2, "received": 2 }));
    assert_eq!(answer["nodes"][COUNTY]["applications"]["received"]["natural_person"], 9);
    assert!(office.path("out/退回修改单/某县人民政府.txt").exists());
}

#[test]
fn a_root_without_others_below_it_is_its_own_sum() {
    let office = Office::new(&super::written(&[(SCHOOLS, "")]));
    office.put("forms/a.toml", form(SCHOOLS, 4).as_bytes());
    let (code, answer) = office.json();
    assert_eq!((code, &answer["units"]), (0, &serde_json::json!({ "expected": 1, "received": 1 })));
    assert_eq!(answer["nodes"][SCHOOLS]["applications"]["received"]["total"], 4);
}

#[test]
fn each_unit_is_compared_with_its_year_before() {
    let office = Office::complete();
    let last = |name, carried: &str| {
        let last = form(name, 4).replace("year = 2023", "year = 2022");
        last.replace("disclosed = [4, 0", &format!("disclosed = [{carried}, 0"))
    };
    // This year's own files among last year's do not hide them.
    office.put("last/gongan-2023.toml", form(POLICE, 5).as_bytes());
    office.put("last/gongan.toml", last(POLICE, "3").as_bytes());
    office.put("last/jiaoyu.toml", last("某县旧教育局", "3").as_bytes());
    let renamed = form(SCHOOLS, 4).replace("level =", "former_names = [\"某县旧教育局\"]\nlevel =");
    office.put("forms/jiaoyu.toml", renamed.as_bytes());
    office.put("last/没有年度.toml", last(POLICE, "4").replace("year = 2022\n", "").as_bytes());
    let output = office.add_up(&["--previous", "last"]);
    assert_eq!(output.code, 1, "{}", output.stderr);
    assert!(output.stderr.contains("last里有2个文件没有用来与上年比较"), "{}", output.stderr);
    let told = || {
        let output = office.add_up(&["--json", "--previous", "last"]);
        let mut told = told(&serde_json::from_str(&output.stdout).unwrap());
        // Their texts are last year's, too.
        told.retain(|(rule, _)| rule != "Y03");
        told
    };
    assert_eq!(told(), [("Y01".to_owned(), POLICE.to_owned())]);
    // Its aliases tell whose last year's is; of two that differ neither is taken.
    let aliased = office.text("roster.toml").replacen(
        &format!("name = \"{SCHOOLS}\""),
        &format!("name = \"{SCHOOLS}\"\naliases = [\"某县旧教育局\"]"),
        1,
    );
    office.put("roster.toml", aliased.as_bytes());
    office.put("last/gongan-2.toml", last(POLICE, "2").as_bytes());
    assert_eq!(told(), [("Y01".to_owned(), SCHOOLS.to_owned())]);
    let output = office.add_up(&["--previous", "last"]);
    assert!(output.stderr.contains("某县公安局2022年度的表不止一份，数不同"), "{}", output.stderr);
}

/// A draft is added up, and is not taken for what was handed in for good.
#[test]
fn a_draft_is_counted_and_to_be_put_right() {
    let office = Office::new(&roster(&[SCHOOLS, POLICE]));
    office.put("forms/a.toml", form(SCHOOLS, 4).as_bytes());
    office.put("b.toml", form(POLICE, 5).as_bytes());
    let built = office.call(&["build", "b.toml", "-o", "forms", "--draft", "--format", "docx"]);
    assert_eq!(built.code, 0, "{}", built.stderr);
    let output = office.add_up(&[]);
    assert_eq!(output.code, 1, "{}", output.stderr);
    assert!(output.stderr.contains(&format!("× {POLICE}")) && output.stderr.contains("是草稿"), "{}", output.stderr);
    assert!(output.stdout.contains("应报2、实报2，齐；1家待更正"), "{}", output.stdout);
}

#[test]
fn a_year_that_has_not_ended_is_told_once() {
    let office = Office::complete();
    let early = office.add_up(&["--today", "2023-12-31"]);
    assert_eq!(early.stderr.matches("2023年还没有过完").count(), 1, "{}", early.stderr);
    assert!(!office.add_up(&["--today", "2024-01-01"]).stderr.contains("过完"));
}
