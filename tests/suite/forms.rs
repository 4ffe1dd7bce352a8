//! Forms that the program writes: blank ones, last year's carried on, and any form read back as it was written.

use std::fs;
use std::io::{BufRead as _, BufReader};
use std::path::Path;
use std::process::{Command, Stdio};

use crate::reading::examine;
use nianbao::internals::date::Date;
use nianbao::internals::fields::{FIELDS, Field, Takes};
use nianbao::internals::form::{Answer, Form, print};
use nianbao::internals::source::Source;
use nianbao::internals::standard::Edition;
use proptest::prelude::*;
use serde_json::Value;

use crate::command::nianbao;
use crate::golden::{chosen, each_folder};
use crate::official::root;
use crate::sample::{Stating, samples};
use nianbao::internals::year::Year;

fn form_of(text: &str) -> Form {
    nianbao::internals::form::read(Source::new("", text.to_owned()))
}

/// All that a form says, without where it says it.
pub fn contents(form: &Form) -> String {
    let mut lines = vec![format!("{} {}", form.edition.version, form.year().map(Year::number).unwrap_or_default())];
    for place in form.edition.places() {
        let [given, stated] = [&form.given, &form.stated].map(|of| of.get(&place).map(|typed| typed.value.to_string()));
        lines.extend((given.is_some() || stated.is_some()).then(|| format!("{place} {given:?} {stated:?}")));
    }
    let is_said = |answer: &&Answer| **answer != Answer::Text(String::new());
    let said =
        |field: &&Field| Some(format!("{}.{} {:?}", field.table, field.key, form.answer(field).filter(is_said)?));
    lines.extend(FIELDS.iter().filter_map(said));
    for explained in &form.explained {
        let mut answers: Vec<_> = explained.iter().map(|(name, typed)| format!("{name:?} {:?}", typed.value)).collect();
        answers.sort();
        lines.push(answers.join("；"));
    }
    lines.join("\n")
}

fn assert_comes_back(text: &str) {
    let form = form_of(text);
    let printed = print(&form.clone(), None);
    assert_eq!(contents(&form_of(&printed)), contents(&form), "{printed}");
    let again = print(&form_of(&printed).clone(), None);
    assert_eq!(again, printed, "printed again, it is the same");
}

#[test]
fn examples_come_back_as_they_were() {
    each_folder(chosen("examples"), |folder| {
        assert_comes_back(&fs::read_to_string(folder.join("form.toml")).unwrap());
    });
    assert_comes_back(&fs::read_to_string(root().join("tests/golden/full/form.toml")).unwrap());
    assert_comes_back(&fs::read_to_string(root().join("tests/cases/f14-explained/form.toml")).unwrap());
}

/// Texts as people paste them, and as nobody would.
fn texts() -> impl Strategy<Value = String> {
    prop_oneof!["[一二（）。，“”‘’0-9a-z \\-#=]{0,30}", "['\"\\\\\\[\\]{}#=甲乙\n ]{0,20}", "(第[一二]段。\n){1,3}",]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, failure_persistence: None, ..ProptestConfig::default() })]

    /// What is written into a form is read back from it: figures, stated totals, texts of any signs.
    #[test]
    fn a_form_that_is_written_is_read_back(
        sample in samples(),
        stated in any::<bool>(),
        texts in proptest::collection::vec(texts(), FIELDS.len()),
    ) {
        let stating = if stated { Stating::Everything } else { Stating::Nothing };
        let form = form_of(&sample.form(stating, &std::collections::BTreeMap::new()));
        let mut form = form.clone();
        for (field, text) in FIELDS.iter().zip(&texts) {
            let answer = match field.takes {
                Takes::Text => Answer::Text(text.trim().to_owned()),
                Takes::Line => Answer::Text(text.replace('\n', "").trim().to_owned()),
                Takes::Lines => Answer::Texts(vec![text.replace('\n', "").trim().to_owned(), "乙".to_owned()]),
                Takes::Date => Answer::Date(Date::new(2025, 1, 9).unwrap()),
                _ => continue,
            };
            if field.table != "explained" && field.key != "name" {
                form.write(field, answer);
            }
        }
        let printed = print(&form, Some("x.schema.json"));
        let back = form_of(&printed);
        for field in FIELDS.iter().filter(|field| field.table != "explained") {
            let written = back.clone();
            prop_assert_eq!(written.text(field), form.text(field), "{}\n{}", field.key, printed);
        }
        let figures = |form: &Form| contents(form).lines().filter(|l| l.contains("Some(\"")).map(str::to_owned).collect::<Vec<_>>();
        prop_assert_eq!(figures(&back), figures(&form));
    }
}

/// The codes of what `check` finds.
fn codes(folder: &Path, name: &str) -> Vec<String> {
    let output = nianbao(folder, &["check", "--json", name]);
    let line: Value = serde_json::from_str(output.stdout.lines().next().unwrap()).unwrap();
    line["findings"].as_array().unwrap().iter().map(|finding| finding["rule"].as_str().unwrap().to_owned()).collect()
}

/// A form with every mark written, in a word that says nothing.
fn written(form: &str) -> String {
    let mut text = String::new();
    let mut rest = form;
    while let Some((before, after)) = rest.split_once('【') {
        text += before;
        // The head of the form speaks of 【　】 itself, in comments.
        text += "甲";
        rest = after.split_once('】').unwrap().1;
    }
    text + rest
}

#[test]
fn a_new_form_lacks_only_what_is_to_be_filled() {
    for year in ["2019", "2020", "2021", "2026"] {
        for agency in [None, Some("某县人民政府"), Some("某县某镇人民政府"), Some("某某市教育局")] {
            let folder = tempfile::tempdir().unwrap();
            let mut call = vec!["new", "--year", year, "-o", "表.toml"];
            call.extend(agency.iter().flat_map(|name| ["--agency", name]));
            assert_eq!(nianbao(folder.path(), &call).code, 0);
            let found = codes(folder.path(), "表.toml");
            assert!(found.iter().all(|code| ["F04", "F08", "P10"].contains(&code.as_str())), "{found:?}");
            assert!(found.contains(&"F08".to_owned()) && found.contains(&"P10".to_owned()), "{found:?}");
            assert!(found.len() < 20, "blocks are told at once: {found:?}");
            call.extend(["--zero", "--force"]);
            assert_eq!(nianbao(folder.path(), &call).code, 0);
            let form = written(&fs::read_to_string(folder.path().join("表.toml")).unwrap());
            let form = form
                .replace("level          = \"\"", "level = \"市级\"")
                .replace("kind           = \"\"", "kind = \"部门\"");
            fs::write(folder.path().join("表.toml"), form).unwrap();
            assert_eq!(codes(folder.path(), "表.toml"), Vec::<String>::new(), "{year} {agency:?}");
            assert_eq!(nianbao(folder.path(), &["build", "表.toml", "-o", "报告"]).code, 0);
        }
    }
}

#[test]
fn a_new_form_has_every_row_with_its_label() {
    for year in [2019, 2020, 2021, 2099] {
        let edition = Edition::of_year(Year::new(year).unwrap()).unwrap();
        let mut form = Form::empty(edition, Year::new(year));
        form.prepare();
        let printed = print(&form, None);
        for line in edition.matrices().iter().flat_map(nianbao::internals::standard::Matrix::form_rows) {
            assert!(printed.contains(line.heading.label), "{}", line.heading.label);
            let asked = line.heading.is_given() || line.heading.counted;
            let is_there = printed.lines().any(|row| row.starts_with(&format!("{} ", line.heading.key)));
            assert_eq!(is_there, asked, "{}", line.heading.key);
        }
        assert!(printed.lines().all(|line| line.trim_end() == line), "no blank at the end of a line");
    }
}

#[test]
fn a_form_is_not_written_over() {
    let folder = tempfile::tempdir().unwrap();
    let call = ["new", "--year", "2026", "--agency", "某县人民政府"];
    assert_eq!(nianbao(folder.path(), &call).code, 0);
    let form = folder.path().join("某县人民政府-2026.toml");
    assert!(fs::read_to_string(&form).unwrap().starts_with("#:schema ./nianbao-2026.schema.json\n"));
    assert!(folder.path().join("nianbao-2026.schema.json").is_file());
    fs::write(&form, "填了一半").unwrap();
    let again = nianbao(folder.path(), &call);
    assert_eq!(again.code, 2);
    assert!(again.stderr.contains("没有覆盖"), "{}", again.stderr);
    assert_eq!(fs::read_to_string(&form).unwrap(), "填了一半");
    assert_eq!(nianbao(folder.path(), &[&call[..], &["--force"]].concat()).code, 0);
    assert_ne!(fs::read_to_string(&form).unwrap(), "填了一半");
    for (args, says) in [
        (&["new"][..], "没有写报告年度"),
        (&["new", "--year", "2018"], "2019"),
        (&["new", "--year", "今年"], "报告年度“今年”不对"),
        (&["new", "--year", "2026", "--format", "doc"], "只有toml、xlsx"),
        (&["new", "--from", "没有.toml"], "没有这个文件"),
    ] {
        let output = nianbao(folder.path(), args);
        assert!(output.code == 2 && output.stderr.contains(says), "{args:?}: {}", output.stderr);
    }
}

#[test]
fn last_years_form_is_carried_on() {
    let folder = tempfile::tempdir().unwrap();
    let form = fs::read_to_string(root().join("examples/jinhu-2023/form.toml")).unwrap();
    let last = form.replace("disclosed            = [ 61, 1", "disclosed            = [ 60, 1");
    fs::create_dir(folder.path().join("去年")).unwrap();
    fs::write(folder.path().join("去年/表.toml"), &last).unwrap();
    let output = nianbao(folder.path(), &["new", "--from", "去年/表.toml", "-o", "今年/表.toml"]);
    assert_eq!(output.code, 0, "{}", output.stderr);
    let new = fs::read_to_string(folder.path().join("今年/表.toml")).unwrap();
    for line in [
        "year      = 2024 ",
        "previous  = \"../去年/表.toml\"",
        "name           = \"金湖县人民政府\"",
        "level          = \"县级\"",
    ] {
        assert!(new.lines().any(|own| own.starts_with(line)), "{line}\n{new}");
    }
    assert!(new.contains("carried_in           = [1, 0, 0, 0, 0, 0]"), "{new}");
    assert!(new.contains("上年：3、6、14") && new.contains("# ｜") && new.contains("全年新收政府信息公开申请143件"));
    assert!(!new.contains("# ｜（二）依申请公开。全年新收政府信息公开申请{{"), "{new}");
    let found = codes(&folder.path().join("今年"), "表.toml");
    assert!(found.iter().all(|code| ["F08", "P10"].contains(&code.as_str())), "{found:?}");
    // A form with an error in table three, one of another year, another name.
    fs::write(folder.path().join("错.toml"), form.replace("received             = [140", "received             = [14"))
        .unwrap();
    let output = nianbao(folder.path(), &["new", "--from", "错.toml", "-o", "a.toml"]);
    assert!(output.code == 0 && output.stdout.contains("没有带入"), "{}", output.stdout);
    assert!(fs::read_to_string(folder.path().join("a.toml")).unwrap().contains("carried_in           = []"));
    let output = nianbao(folder.path(), &["new", "--year", "2026", "--from", "去年/表.toml", "-o", "b.toml"]);
    assert!(output.stdout.contains("2023年的，不是2025年的"), "{}", output.stdout);
    let b = fs::read_to_string(folder.path().join("b.toml")).unwrap();
    assert!(b.contains("# previous") && b.contains("carried_in           = []"));
    nianbao(folder.path(), &["new", "--from", "去年/表.toml", "--agency", "金湖市人民政府", "-o", "c.toml"]);
    let c = fs::read_to_string(folder.path().join("c.toml")).unwrap();
    assert!(c.contains("former_names = [\"金湖县人民政府\"]") && c.contains("level        = \"\""), "{c}");
}

#[test]
fn a_form_of_2019_is_carried_into_2021() {
    let folder = tempfile::tempdir().unwrap();
    let form = root().join("examples/changle-2020/form.toml");
    let output = nianbao(folder.path(), &["new", "--from", form.to_str().unwrap(), "-o", "a.toml"]);
    assert!(output.code == 0 && output.stdout.contains("表二的栏目不同"), "{}{}", output.stdout, output.stderr);
    let new = fs::read_to_string(folder.path().join("a.toml")).unwrap();
    assert!(new.contains("2021年度（2021版格式") && new.contains("carried_in           = 0"), "{new}");
    assert!(new.contains("name           = \"昌乐县人民政府\""));
    let found = codes(folder.path(), "a.toml");
    assert!(found.iter().all(|code| ["F08", "P10"].contains(&code.as_str())), "{found:?}");
}

#[test]
fn files_in_every_encoding_give_the_same_figures() {
    let text = fs::read_to_string(root().join("examples/jinhu-2023/form.toml")).unwrap();
    let wide = |order: fn(u16) -> [u8; 2]| text.encode_utf16().flat_map(order).collect::<Vec<u8>>();
    // 云溪县人, written by hand: the test must not lean on the library it tries.
    let gbk = fs::read(root().join("tests/cases/f02-gbk/form.toml")).unwrap();
    assert!(gbk.windows(8).any(|w| w == b"\xD4\xC6\xCF\xAA\xCF\xD8\xC8\xCB"), "云溪县人 in GBK");
    let folder = tempfile::tempdir().unwrap();
    let derived = |bytes: &[u8]| {
        fs::write(folder.path().join("a.toml"), bytes).unwrap();
        let output = nianbao(folder.path(), &["check", "--json", "a.toml"]);
        let line: Value = serde_json::from_str(&output.stdout).unwrap();
        (output.code, line["derived"].clone(), line["findings"].as_array().unwrap().len())
    };
    let (code, figures, found) = derived(text.as_bytes());
    assert_eq!((code, found), (0, 0));
    for (bytes, notes) in [
        ([b"\xEF\xBB\xBF", text.as_bytes()].concat(), 0),
        (text.replace('\n', "\r\n").into_bytes(), 0),
        ([b"\xFF\xFE", wide(u16::to_le_bytes).as_slice()].concat(), 1),
        ([b"\xFE\xFF", wide(u16::to_be_bytes).as_slice()].concat(), 1),
        (wide(u16::to_le_bytes), 1),
        (wide(u16::to_be_bytes), 1),
    ] {
        assert_eq!(derived(&bytes), (0, figures.clone(), notes));
    }
    let right = fs::read_to_string(root().join("tests/cases/b01-carried-out/form.toml")).unwrap();
    let right = right.replace("\r\n", "\n").replace("carried_out = [0, 1, 0, 0, 0, 0]\n", "");
    assert!(!gbk.contains(&b'\r'));
    assert_eq!(derived(&gbk).1, derived(right.as_bytes()).1);
    // fix saves it as UTF-8, and otherwise as it was.
    fs::write(folder.path().join("b.toml"), &gbk).unwrap();
    assert_eq!(nianbao(folder.path(), &["fix", "--diff", "b.toml"]).code, 0);
    assert_eq!(fs::read(folder.path().join("b.toml")).unwrap(), gbk);
    assert_eq!(nianbao(folder.path(), &["fix", "b.toml"]).code, 0);
    assert_eq!(fs::read_to_string(folder.path().join("b.toml")).unwrap(), right);
}

#[test]
fn fix_changes_what_is_certain_and_says_the_rest() {
    let folder = tempfile::tempdir().unwrap();
    let right = fs::read_to_string(root().join("examples/jinhu-2023/form.toml")).unwrap().replace("\r\n", "\n");
    let path = folder.path().join("a.toml");
    let windows = format!("\u{feff}{}", right.replace('\n', "\r\n"));
    fs::write(&path, &windows).unwrap();
    let untouched = nianbao(folder.path(), &["fix", "a.toml"]);
    assert!(untouched.code == 0 && untouched.stdout.contains("没有可以代改的"), "{}", untouched.stdout);
    assert_eq!(fs::read_to_string(&path).unwrap(), windows);
    let slipped =
        windows.replace("carried_in           = 0", "carried_in           ＝ ０").replace("= 2086", "= \"2,086件\"");
    fs::write(&path, &slipped).unwrap();
    let shown = nianbao(folder.path(), &["fix", "--diff", "a.toml"]);
    assert!(
        shown.code == 0
            && shown.stdout.contains("＋ penalty             = 2086")
            && shown.stdout.contains("还没有写入"),
        "{}",
        shown.stdout
    );
    assert_eq!(fs::read_to_string(&path).unwrap(), slipped);
    assert_eq!(nianbao(folder.path(), &["fix", "a.toml"]).code, 0);
    assert_eq!(fs::read_to_string(&path).unwrap(), windows, "byte order mark and line ends stay");
    fs::write(&path, slipped.replace("[140, 1, 0, 0, 0, 2]", "[140, 1, 0, 0, 2]")).unwrap();
    let lines = slipped.replace("[ 61, 1", "[ 61，1").replace("[  4, 0", "[  4，0");
    fs::write(folder.path().join("b.toml"), &lines).unwrap();
    let shown = nianbao(folder.path(), &["fix", "--diff", "b.toml"]).stdout;
    let order: Vec<&str> =
        shown.lines().filter_map(|line| line.trim_start().split(' ').next()).filter(|s| "－＋".contains(s)).collect();
    assert_eq!(order, ["－", "＋"].repeat(4), "{shown}");
    let rest = nianbao(folder.path(), &["fix", "a.toml"]);
    assert!(rest.code == 1 && rest.stderr.contains("F07") && !rest.stderr.contains("F09"), "{}", rest.stderr);
}

#[test]
fn a_dropped_form_is_checked_and_built() {
    let folder = tempfile::tempdir().unwrap();
    let form = fs::read_to_string(root().join("examples/jinhu-2023/form.toml")).unwrap();
    fs::write(folder.path().join("一.toml"), &form).unwrap();
    fs::write(folder.path().join("二"), form.replace("2023 ", "2022 ").replace("year = 2023", "year = 2022")).unwrap();
    let output = nianbao(folder.path(), &["一.toml", "二"]);
    assert_eq!(output.code, 0, "{}", output.stderr);
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 2 + 8 + 1);
    fs::write(folder.path().join("一.toml"), form.replace("= 2086", "=")).unwrap();
    assert_eq!(nianbao(folder.path(), &["一.toml"]).code, 1);
    assert_eq!(nianbao(folder.path(), &["没有.toml"]).code, 2);
    // A folder that is called like a command is none of the files.
    fs::create_dir(folder.path().join("check")).unwrap();
    let before = fs::read_dir(folder.path()).unwrap().count();
    assert!(nianbao(folder.path(), &["check", "二"]).stdout.starts_with("√ 二"));
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), before);
    // A filled workbook is a form itself: no other is written beside it.
    assert_eq!(nianbao(folder.path(), &["new", "--year", "2026", "--zero", "-o", "册.xlsx"]).code, 0);
    let output = nianbao(folder.path(), &["册.xlsx"]);
    assert!(output.code == 1 && output.stderr.contains("册.xlsx 封面!B"), "{}", output.stderr);
    assert!(!folder.path().join("册.toml").exists());
}

#[test]
fn a_watched_form_is_checked_whenever_it_is_saved() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.toml");
    let form = fs::read_to_string(root().join("examples/jinhu-2023/form.toml")).unwrap();
    fs::write(&path, &form).unwrap();
    let mut child = Command::new(env!("CARGO_BIN_EXE_nianbao"))
        .current_dir(folder.path())
        .args(["check", "--watch", "a.toml"])
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let mut lines = BufReader::new(child.stdout.take().unwrap()).lines().map(Result::unwrap);
    let mut until = |end: &str| lines.by_ref().take_while(|line| !line.starts_with(end)).collect::<Vec<_>>();
    let row = |lines: &[String], label: &str| {
        let row = lines.iter().find(|line| line.starts_with(label)).unwrap();
        row.split_whitespace().map(str::to_owned).collect::<Vec<_>>()
    };
    let first = until("√ a.toml");
    assert_eq!(row(&first, "一、本年新收"), ["一、本年新收", "140", "1", "0", "0", "0", "2", "143"]);
    assert_eq!(row(&first, "勾稽关系")[1..], ["√"; 7]);
    fs::write(&path, form.replace("[140, 1, 0, 0, 0, 2]", "[130, 1, 0, 0, 0, 2]")).unwrap();
    let second = until("× a.toml");
    assert_eq!(row(&second, "四、结转下年度")[1], "-10");
    assert_eq!(row(&second, "勾稽关系")[1..], ["×", "√", "√", "√", "√", "√", "×"]);
    fs::write(&path, form.replace("[140, 1, 0, 0, 0, 2]", "[]")).unwrap();
    assert_eq!(row(&until("× a.toml"), "勾稽关系")[1..], ["未填全"; 7]);
    child.kill().unwrap();
    child.wait().unwrap();
    let output = nianbao(folder.path(), &["check", "--watch", "没有.toml"]);
    assert!(output.code == 2 && output.stderr.contains("没有这个文件"), "{}", output.stderr);
}

#[test]
fn colour_is_for_terminals() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("a.toml"), "year = 2023\n").unwrap();
    let coloured = |variables: &[(&str, &str)]| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_nianbao"));
        command
            .current_dir(folder.path())
            .args(["check", "a.toml"])
            .env_remove("NO_COLOR")
            .env_remove("CLICOLOR_FORCE");
        String::from_utf8(command.envs(variables.iter().copied()).output().unwrap().stderr).unwrap().contains('\x1b')
    };
    assert!(!coloured(&[]), "this is no terminal");
    assert!(coloured(&[("CLICOLOR_FORCE", "1")]));
    assert!(!coloured(&[("NO_COLOR", "1")]));
}

#[test]
fn an_explained_warning_says_so_and_stops_nothing() {
    let folder = root().join("tests/cases/f14-explained");
    let output = nianbao(&folder, &["check", "--json", "form.toml"]);
    let line: Value = serde_json::from_str(&output.stdout).unwrap();
    assert_eq!((output.code, line["findings"][0]["severity"].as_str()), (0, Some("warning")));
    assert!(line["findings"][0]["explained"].as_str().unwrap().contains("推迟公布"));
    // The block a warning prints is what explains it.
    let late = fs::read_to_string(root().join("tests/cases/f14-after-the-deadline/form.toml")).unwrap();
    let source = Source::new("", late.clone());
    let printed = examine(&source).findings[0].print(&source, &nianbao::internals::finding::Palette::default());
    let block: Vec<&str> =
        printed.lines().filter_map(|line| line.strip_prefix("    ")).filter(|l| !l.contains('│')).collect();
    let pasted = late + "\n" + &block.join("\n").replace("reason = \"\"", "reason = \"上级统一安排\"");
    let findings = examine(&Source::new("", pasted)).findings;
    assert_eq!(findings.len(), 1);
    assert_eq!(findings[0].explained.as_deref(), Some("上级统一安排"));
}

/// The schema is draft 4 without references, and knows every key of the form with its Chinese name.
#[test]
fn the_schema_knows_every_key() {
    for year in ["2020", "2026"] {
        let output = nianbao(root(), &["schema", "--year", year]);
        assert!(output.code == 0 && !output.stdout.contains("$ref"));
        let schema: Value = serde_json::from_str(&output.stdout).unwrap();
        assert_eq!(schema["$schema"], "http://json-schema.org/draft-04/schema#");
        let edition = Edition::of_year(Year::new(year.parse().unwrap()).unwrap()).unwrap();
        for matrix in edition.matrices() {
            for line in matrix.form_rows() {
                let row = &schema["properties"][matrix.table.key]["properties"][line.heading.key];
                assert!(row["description"].as_str().unwrap().contains(line.heading.label), "{row}");
            }
        }
        for field in FIELDS.iter().filter(|field| field.table != "information_fee" && field.table != "explained") {
            let table = if field.table.is_empty() { &schema } else { &schema["properties"][field.table] };
            assert!(table["properties"][field.key]["title"].is_string(), "{}", field.key);
        }
        assert_eq!(schema["properties"]["information_fee"].is_object(), year == "2026");
    }
    assert_eq!(nianbao(root(), &["schema", "--year", "1999"]).code, 2);
}

/// A count that the office made of some columns only is not stated at all for the others.
#[test]
fn what_follows_may_be_stated_in_part() {
    let right = fs::read_to_string(root().join("examples/jinhu-2023/form.toml")).unwrap();
    let stated = right.replace("[reviews]", "carried_out = [0, \"\", \"\", 0, \"\", \"\"]\n[reviews]");
    assert_eq!(examine(&Source::new("", stated.clone())).findings.len(), 0);
    let wrong = stated.replace("carried_out = [0,", "carried_out = [2,");
    let findings = examine(&Source::new("", wrong)).findings;
    assert_eq!(findings.iter().map(|finding| finding.rule.code).collect::<Vec<_>>(), ["B01"]);
}

/// What a hostile tester found.
#[test]
fn new_names_its_files_as_asked_and_writes_all_or_none() {
    let folder = tempfile::tempdir().unwrap();
    let new = |more: &[&str]| nianbao(folder.path(), &[&["new", "--year", "2026"], more].concat());
    let is_there = |name: &str| folder.path().join(name).is_file();
    fs::create_dir(folder.path().join("夹")).unwrap();
    for (output, name) in
        [("甲县.2026", "甲县.2026.toml"), ("乙.xlsx", "乙.xlsx"), ("夹", "夹/填报表-2026.toml"), ("丙.TOML", "丙.toml")]
    {
        assert_eq!(new(&["-o", output]).code, 0, "{output}");
        assert!(is_there(name), "{output}");
    }
    assert_eq!(new(&["-o", "丁.xlsx", "--format", "toml，xlsx"]).code, 0);
    assert!(is_there("丁.toml") && is_there("丁.xlsx"));
    for (args, says) in [
        (&["--format", ""][..], "没有写哪种样式"),
        (&["--agency", "a/b县人民政府"], "机关名称里有“/”"),
        (&["--agency", &"长".repeat(61)], "太长"),
        (&["--agency", "{{a}}"], "不能用{{ }}"),
    ] {
        let output = new(args);
        assert!(output.code == 2 && output.stderr.contains(says), "{args:?}: {}", output.stderr);
    }
    let blocked = tempfile::tempdir().unwrap();
    fs::create_dir(blocked.path().join("nianbao-2026.schema.json")).unwrap();
    assert_eq!(nianbao(blocked.path(), &["new", "--year", "2026", "-o", "a.toml"]).code, 2);
    assert!(!blocked.path().join("a.toml").exists());
}

#[cfg(unix)]
#[test]
fn fix_writes_where_a_link_leads_and_keeps_permissions() {
    use std::os::unix::fs::{PermissionsExt as _, symlink};
    let folder = tempfile::tempdir().unwrap();
    let (form, link) = (folder.path().join("真.toml"), folder.path().join("链.toml"));
    let right = fs::read_to_string(root().join("examples/jinhu-2023/form.toml")).unwrap();
    fs::write(&form, right.replace("= 2086", "＝ 2086")).unwrap();
    fs::set_permissions(&form, fs::Permissions::from_mode(0o600)).unwrap();
    symlink(&form, &link).unwrap();
    assert_eq!(nianbao(folder.path(), &["fix", "链.toml"]).code, 0);
    assert!(link.symlink_metadata().unwrap().is_symlink());
    assert_eq!(fs::read_to_string(&form).unwrap(), right);
    assert_eq!(form.metadata().unwrap().permissions().mode() & 0o777, 0o600);
    fs::write(&form, right.replace("= 2086", "＝ 2086")).unwrap();
    fs::set_permissions(&form, fs::Permissions::from_mode(0o444)).unwrap();
    assert_eq!(nianbao(folder.path(), &["fix", "真.toml"]).code, 2);
    assert!(fs::read_to_string(&form).unwrap().contains('＝'));
}
