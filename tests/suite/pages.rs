//! 填报网页: the form that a page carries, whatever stands in it and whatever programs do to the page.

use std::fs;
use std::path::Path;

use encoding_rs::GBK;
use nianbao::internals::form::{self, Form};
use nianbao::internals::page::{Carried, Text, Unreadable, form_of, is_page};
use nianbao::internals::source::Source;
use nianbao::{Input, check, hand_out, read};
use proptest::prelude::*;
use scraper::Html;
use serde_json::Value;

use crate::command::{Output, listing, nianbao};
use crate::official::root;

/// Texts that would end an element, or another text, or turn into others.
const HOSTILE: &str =
    "</script><img src=x onerror=alert(1)><!-- <script> ]]> \"'`\\u0041&lt;\r\n金湖縣😀𠮷\u{FEFF}\u{2028}\u{85}\r";

/// The page as it is built.
fn blank() -> String {
    fs::read_to_string(root().join("tests/fixtures/page/nianbao.html")).unwrap()
}

fn of(name: &str, toml: &str) -> Form {
    form::read(Source::new(name, toml.to_owned()))
}

fn jinhu() -> String {
    fs::read_to_string(root().join("examples/jinhu-2023/form.toml")).unwrap()
}

/// Last year's form, which this year's goes on from.
fn year_before() -> String {
    jinhu().replace("year = 2023", "year = 2022").replace("year    = 2023", "year    = 2022")
}

fn text(name: &str, toml: &str) -> Text {
    Text { name: name.to_owned(), toml: toml.to_owned() }
}

/// All that programs do to a page that is opened and saved.
fn saved(page: &str) -> Vec<(&'static str, Vec<u8>)> {
    let wide = |order: fn(u16) -> [u8; 2]| page.encode_utf16().flat_map(order).collect::<Vec<u8>>();
    let utf8 = |text: String| text.into_bytes();
    vec![
        ("as it is", utf8(page.to_owned())),
        ("by a browser", utf8(Html::parse_document(page).html())),
        ("with a mark", [b"\xEF\xBB\xBF", page.as_bytes()].concat()),
        ("with a comment", utf8(page.replacen("<html", "<!-- saved from url=(0014)about:internet -->\n<html", 1))),
        ("with other line ends", utf8(page.replace('\n', "\r\n"))),
        ("in GBK", GBK.encode(page).0.into_owned()),
        ("in UTF-16", [b"\xFF\xFE", wide(u16::to_le_bytes).as_slice()].concat()),
        ("in UTF-16, high byte first", [b"\xFE\xFF", wide(u16::to_be_bytes).as_slice()].concat()),
        ("with its attributes in another order", utf8(reordered(page))),
    ]
}

/// The page with each element's attributes the other way round, in capitals and without needless quotes.
fn reordered(page: &str) -> String {
    page.replace("<script type=\"application/toml\" id=\"form\"", "<SCRIPT ID=form  TYPE='Application/TOML'\n")
}

#[test]
fn the_page_is_the_same_but_for_its_forms() {
    let page = hand_out(&blank(), &of("柳河镇-2026.toml", HOSTILE), Some(&of("x/柳河镇-2025.toml", "a = 1"))).unwrap();
    let own = page.lines().filter(|line| !line.starts_with("<script type=\"application/toml\" id="));
    let kept: Vec<&str> =
        blank().leak().lines().filter(|line| !line.starts_with("<script type=\"application/toml\"")).collect();
    let own: Vec<&str> = own.filter(|line| !line.contains("</script>") || kept.contains(line)).collect();
    assert!(kept.iter().all(|line| own.contains(line)), "{page}");
    let carried = form_of(page.as_bytes()).unwrap();
    assert_eq!(carried.form, text("柳河镇-2026.toml", HOSTILE));
    assert_eq!(carried.last, Some(text("柳河镇-2025.toml", "a = 1")));
    // Handed out again, it carries the other form and no more of the first.
    let again = hand_out(&page, &of("b.toml", "b = 2"), None).unwrap();
    assert_eq!(form_of(again.as_bytes()).unwrap(), Carried { form: text("b.toml", "b = 2"), last: None });
    assert!(!again.contains("onerror"));
    assert_eq!(hand_out(&again, &of("b.toml", "b = 2"), None).unwrap(), again);
    // A page may have no place for last year's.
    let page = blank().replace("<script type=\"application/toml\" id=\"last\"></script>\n", "");
    let page = hand_out(&page, &of("b.toml", "b = 2"), Some(&of("a.toml", "a = 1"))).unwrap();
    assert_eq!(form_of(page.as_bytes()).unwrap().last, Some(text("a.toml", "a = 1")));
}

/// What a browser makes of the page: the elements that are there, and the text of the form's.
#[test]
fn a_browser_sees_no_more_elements_than_before() {
    let page = hand_out(&blank(), &of(HOSTILE, HOSTILE), Some(&of("a.toml", HOSTILE))).unwrap();
    let count = |page: &str| Html::parse_document(page).tree.nodes().count();
    // A form is a text within its element.
    assert_eq!(count(&page), count(&blank()) + 2);
    assert!(page.is_ascii() || page.chars().filter(|c| !c.is_ascii()).eq(blank().chars().filter(|c| !c.is_ascii())));
}

#[test]
fn a_page_reads_the_same_however_it_was_saved() {
    let page = hand_out(&blank(), &of("柳河镇-2026.toml", HOSTILE), Some(&of("a.toml", &jinhu()))).unwrap();
    let wanted = Carried { form: text("柳河镇-2026.toml", HOSTILE), last: Some(text("a.toml", &jinhu())) };
    for (how, bytes) in saved(&page) {
        assert!(is_page(&bytes), "{how}");
        assert_eq!(form_of(&bytes).as_ref(), Ok(&wanted), "{how}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn any_text_comes_back_as_it_was(
        parts in prop::collection::vec(prop_oneof![
            any::<char>().prop_map(String::from),
            "[\\x00-\\x7f]{1,8}",
            Just("</script".to_owned()), Just("<!--".to_owned()), Just("-->".to_owned()), Just("]]>".to_owned()),
            Just("\\u003C".to_owned()), Just("\r\n".to_owned()), Just("'''".to_owned()), Just("&amp;".to_owned()),
        ], 1..40),
        name in "[^/\\\\]{0,12}",
    ) {
        let (toml, name) = (parts.concat(), format!("{name}.toml"));
        let page = hand_out(&blank(), &of(&name, &toml), Some(&of("last.toml", &toml))).unwrap();
        let wanted = Carried { form: text(&name, &toml), last: Some(text("last.toml", &toml)) };
        for (how, bytes) in saved(&page) {
            prop_assert_eq!(form_of(&bytes), Ok(wanted.clone()), "{}", how);
        }
    }

    #[test]
    fn any_bytes_are_read_or_refused(page in prop::collection::vec(prop_oneof![
        Just("<script type='application/toml' id='form'".to_owned()), Just(">".to_owned()), Just("</script>".to_owned()),
        Just("<".to_owned()), Just("<!--".to_owned()), Just("-->".to_owned()), Just("\"".to_owned()),
        Just(" data-length=3".to_owned()), "[\\x00-\\x7f]{0,4}", any::<char>().prop_map(String::from),
    ], 0..30)) {
        let page = page.concat();
        _ = (is_page(page.as_bytes()), form_of(page.as_bytes()), hand_out(&page, &of("a.toml", "a = 1"), None));
    }
}

#[test]
fn what_is_no_whole_form_is_refused_in_words() {
    let page = hand_out(&blank(), &of("a.toml", &jinhu()), None).unwrap();
    let element = |page: &str| {
        let start = page.find("<script type=\"application/toml\" id=\"form\" data").unwrap();
        page[start..start + page[start..].find("</script>").unwrap() + "</script>".len()].to_owned()
    };
    let own = element(&page);
    let newer = own.replacen(&format!("data-version=\"{}\"", env!("CARGO_PKG_VERSION")), "data-version=\"99.0.1\"", 1);
    assert_ne!(own, newer);
    for (what, page, why, words) in [
        ("blank", blank(), Unreadable::Blank, "空白的填报网页"),
        ("cut", page[..page.find(&own).unwrap() + 500].to_owned(), Unreadable::Damaged, "不完整"),
        ("shortened", page.replace(&own, &own.replace("140", "14")), Unreadable::Damaged, "不完整"),
        ("another sign", page.replace(&own, &own.replacen("\\u", "金", 1)), Unreadable::Damaged, "不完整"),
        ("two forms", page.replace(&own, &own.repeat(2)), Unreadable::Several, "不止一份"),
        (
            "of another manner",
            page.replace(&own, &newer.replacen("\\u", "\\x", 1)),
            Unreadable::Newer([99, 0, 1]),
            "新版（99.0.1）",
        ),
    ] {
        assert_eq!(form_of(page.as_bytes()), Err(why), "{what}");
        let refused = read(Input { name: "a.html", bytes: page.as_bytes() }).unwrap_err().to_string();
        assert!(refused.contains(words) && !refused.ends_with('。'), "{what}: {refused}");
    }
    // A newer one is read as long as it can be.
    assert_eq!(form_of(page.replace(&own, &newer).as_bytes()).unwrap().form.toml, jinhu());
    for page in ["", "<p>", "<script id=form></script>", "<script type='application/toml' id='last'></script>"] {
        assert!(!is_page(page.as_bytes()) && hand_out(page, &of("a.toml", "a = 1"), None).is_err(), "{page}");
    }
    assert!(hand_out(&blank().repeat(2), &of("a.toml", "a = 1"), None).is_err(), "which of two places is not certain");
}

/// A form, as text and in a page, in a folder of its own.
struct Both(tempfile::TempDir);

impl Both {
    fn new(toml: &str, last: Option<&str>) -> Self {
        let both = Self(tempfile::tempdir().unwrap());
        fs::create_dir_all(both.0.path().join("t")).unwrap();
        fs::create_dir_all(both.0.path().join("p")).unwrap();
        let toml = toml.to_owned();
        let form = of("f.toml", &toml);
        let page = hand_out(&blank(), &form, last.map(|last| of("last.toml", last)).as_ref()).unwrap();
        both.put("t/f.toml", &last.map_or(toml.clone(), |_| format!("previous = \"../last.toml\"\n{toml}")));
        if let Some(last) = &last {
            both.put("last.toml", last);
        }
        both.put("p/f.html", &page);
        both
    }

    fn put(&self, name: &str, text: &str) {
        fs::write(self.0.path().join(name), text).unwrap();
    }

    fn path(&self) -> &Path {
        self.0.path()
    }

    fn call(&self, args: &[&str]) -> Output {
        nianbao(self.path(), args)
    }

    /// What `check --json` says of both: rules, places, figures.
    fn checked(&self) -> [(i32, Vec<Value>, Value); 2] {
        ["t/f.toml", "p/f.html"].map(|file| {
            let output = self.call(&["check", "--json", file]);
            let answer: Value = serde_json::from_str(&output.stdout).unwrap_or_else(|_| panic!("{}", output.stderr));
            let findings = answer["findings"].as_array().unwrap().iter();
            let mut said: Vec<Value> =
                findings.map(|found| serde_json::json!([found["rule"], found["severity"], found["place"]])).collect();
            said.sort_by_key(Value::to_string);
            (output.code, said, answer["derived"].clone())
        })
    }
}

#[test]
fn a_page_is_checked_as_its_form_is() {
    let cases = fs::read_dir(root().join("tests/cases")).unwrap().map(|entry| entry.unwrap().path().join("form.toml"));
    let mut forms: Vec<_> = cases.filter(|path| path.is_file()).collect();
    forms.sort();
    assert!(forms.len() > 40);
    for path in forms.iter().step_by(4) {
        let Ok(toml) = fs::read_to_string(path) else { continue };
        if toml.contains("\nprevious") || toml.starts_with("previous") {
            continue;
        }
        let [own, page] = Both::new(&toml, None).checked();
        assert_eq!(own, page, "{}", path.display());
    }
    // Beside last year's form, which came along.
    let wrong = jinhu().replace("carried_in           = 0", "carried_in           = [0, 0, 0, 0, 0, 3]");
    let [own, page] = Both::new(&wrong, Some(&year_before())).checked();
    assert_eq!(own, page);
    assert!(own.1.iter().any(|found| found[0].as_str().unwrap().starts_with('Y')), "{:?}", own.1);
}

#[test]
fn findings_of_a_page_are_told_by_cells() {
    let wrong = jinhu().replace("[140, 1, 0, 0, 0, 2]", "[140, 1, 0, 0, 0, 2, 144]");
    let both = Both::new(&wrong, None);
    let output = both.call(&["check", "p/f.html"]);
    assert_eq!(output.code, 1);
    assert!(
        output.stderr.contains("S01") && !output.stderr.contains('│') && !output.stderr.contains("[["),
        "{}",
        output.stderr
    );
    let output = both.call(&["check", "--json", "p/f.html"]);
    let answer: Value = serde_json::from_str(&output.stdout).unwrap();
    assert!(answer["findings"].as_array().unwrap().iter().all(|found| found["line"].is_null()), "{}", output.stdout);
    let output = both.call(&["fix", "p/f.html"]);
    assert!(output.code == 1 && output.stdout.contains("fix只改文本的填报表"), "{}", output.stdout);
}

#[test]
fn a_page_is_built_compared_and_begun_from_as_its_form_is() {
    let both = Both::new(&jinhu(), Some(&year_before()));
    for file in ["t/f.toml", "p/f.html"] {
        let output = both.call(&["build", file]);
        assert_eq!(output.code, 0, "{}", output.stderr);
    }
    let names = listing(&both.path().join("t"));
    assert_eq!(names.len(), 5);
    for name in names.iter().filter(|name| *name != "f.toml") {
        let read = |folder: &str| fs::read(both.path().join(folder).join(name)).unwrap();
        assert!(read("t") == read("p"), "{name}");
    }
    let compared = ["t/f.toml", "p/f.html"].map(|file| both.call(&["compare", "last.toml", file]).stdout);
    assert_eq!(compared[0], compared[1]);
    for (file, out) in [("t/f.toml", "n/a.toml"), ("p/f.html", "n/b.toml")] {
        assert_eq!(both.call(&["new", "--from", file, "-o", out]).code, 0);
    }
    let read = |name: &str| fs::read_to_string(both.path().join(name)).unwrap();
    assert_eq!(read("n/a.toml").replace("t/f.toml", "p/f.html"), read("n/b.toml"));
}

#[test]
fn importing_a_page_gives_back_its_form() {
    let toml = jinhu().replace('\n', "\r\n");
    let both = Both::new(&toml, None);
    let output = both.call(&["import", "p/f.html", "-o", "own.toml"]);
    assert_eq!(output.code, 0, "{}", output.stderr);
    assert_eq!(fs::read_to_string(both.path().join("own.toml")).unwrap(), toml);
    let both = Both::new(&jinhu(), Some(&year_before()));
    let output = both.call(&["import", "p/f.html", "-o", "out/"]);
    assert!(output.code == 0 && output.stdout.contains("上年的表也在里面"), "{}{}", output.stdout, output.stderr);
    assert_eq!(listing(&both.path().join("out")), ["金湖县人民政府-2022.toml", "金湖县人民政府-2023.toml"]);
    let read = |name: &str| fs::read_to_string(both.path().join("out").join(name)).unwrap();
    assert_eq!(read("金湖县人民政府-2022.toml"), year_before());
    let own = read("金湖县人民政府-2023.toml");
    assert!(own.contains("previous = \"金湖县人民政府-2022.toml\""), "{own}");
    assert_eq!(
        own.lines().filter(|line| !line.starts_with("previous")).collect::<Vec<_>>(),
        jinhu().lines().collect::<Vec<_>>()
    );
    assert_eq!(both.call(&["import", "p/f.html", "-o", "out/"]).code, 2, "nothing is written over");
    assert_eq!(both.call(&["import", "t/f.toml"]).code, 1);
}

const UNITS: [&str; 3] = ["某县教育局", "某县公安局", "某县城关镇人民政府"];

fn roster() -> String {
    let unit = |name: &&str| format!("[[unit]]\nname = \"{name}\"\nparent = \"某县人民政府\"\n");
    format!("[[unit]]\nname = \"某县人民政府\"\n{}", UNITS.iter().map(unit).collect::<String>())
}

/// An office with a roster of three units, last year's forms of two of them, and the page.
fn office() -> tempfile::TempDir {
    let office = tempfile::tempdir().unwrap();
    let put = |name: &str, text: &str| {
        let path = office.path().join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    };
    put("nianbao.html", &blank());
    put("名录.toml", &roster());
    let school = fs::read_to_string(root().join("tests/cases/u01-missing/forms/jiaoyu.toml")).unwrap();
    put("上年/教育局.toml", &school);
    put("上年/公安局.toml", &school.replace(UNITS[0], UNITS[1]).replace("= [4, ", "= [6, "));
    office
}

const NEW: [&str; 9] =
    ["new", "--format", "html", "--page", "nianbao.html", "--roster", "名录.toml", "--previous", "上年"];

#[test]
fn every_unit_of_a_roster_gets_its_page() {
    let office = office();
    let last = of("", &fs::read_to_string(office.path().join("上年/教育局.toml")).unwrap());
    let year = last.year().unwrap().next();
    let output = nianbao(office.path(), &[&NEW[..], &["-o", "各单位"]].concat());
    assert_eq!(output.code, 0, "{}", output.stderr);
    assert!(output.stdout.contains("√ 已写出3份填报网页，在 各单位"), "{}", output.stdout);
    assert!(
        output.stdout.contains("的1家，上年结转请它们照上年的报告自己填：某县城关镇人民政府。"),
        "{}",
        output.stdout
    );
    let mut names: Vec<String> = UNITS.iter().map(|name| format!("{name}-{year}.html")).collect();
    names.sort();
    assert_eq!(listing(&office.path().join("各单位")), names);
    for (at, name) in UNITS.iter().enumerate() {
        let page = fs::read(office.path().join(format!("各单位/{name}-{year}.html"))).unwrap();
        let form = read(Input { name: "p.html", bytes: &page }).unwrap();
        let said = |table, key| form.text(nianbao::internals::fields::field(table, key).unwrap());
        assert_eq!((form.year(), said("agency", "name")), (Some(year), Some(*name)));
        let [level, kind] = if at == 2 { ["乡级", "政府"] } else { ["县级", "部门"] };
        assert_eq!((said("agency", "level"), said("agency", "kind")), (Some(level), Some(kind)));
        assert_eq!(said("", "previous"), None);
        let carried = form.edition.place("applications.carried_in.natural_person").unwrap();
        assert_eq!((form.last.is_some(), form.given.contains_key(&carried)), (at < 2, at < 2), "{name}");
        // What is carried on agrees with the form that came along.
        let checked = check(form, None);
        assert!(checked.last.is_some() == (at < 2) && checked.findings.iter().all(|found| found.rule.code != "Y01"));
    }
    // All or none, and none over another.
    fs::remove_file(office.path().join("各单位").join(&names[2])).unwrap();
    let output = nianbao(office.path(), &[&NEW[..], &["-o", "各单位"]].concat());
    assert!(output.code == 2 && output.stderr.contains("没有覆盖"), "{}", output.stderr);
    assert_eq!(listing(&office.path().join("各单位")), names[..2]);
    assert_eq!(nianbao(office.path(), &[&NEW[..], &["-o", "各单位", "--force"]].concat()).code, 0);
    // Sent back, they are added up like any other form.
    let answer = |folder: &str| {
        let args = ["rollup", folder, "--roster", "名录.toml", "-o", "汇总", "--json"];
        let output = nianbao(office.path(), &args);
        serde_json::from_str::<Value>(&output.stdout).unwrap_or_else(|_| panic!("{}", output.stderr))
    };
    assert_eq!(answer("各单位")["units"]["received"], 3);
}

#[test]
fn units_that_send_pages_are_added_up_as_those_that_send_forms() {
    let office = office();
    let answers = ["toml", "html"].map(|ending| {
        for name in UNITS {
            let school = fs::read_to_string(root().join("tests/cases/u01-missing/forms/jiaoyu.toml")).unwrap();
            let form = school.replace(UNITS[0], name).replace("carried_in = 0", "carried_in = [0, 0, 0, 0, 0, 1, 2]");
            let text = if ending == "toml" { form } else { hand_out(&blank(), &of("f.toml", &form), None).unwrap() };
            fs::create_dir_all(office.path().join(ending)).unwrap();
            fs::write(office.path().join(format!("{ending}/{name}.{ending}")), text).unwrap();
        }
        let args = ["rollup", ending, "--roster", "名录.toml", "-o", &format!("out-{ending}"), "--json"];
        let output = nianbao(office.path(), &args);
        let mut answer: Value = serde_json::from_str(&output.stdout).unwrap_or_else(|_| panic!("{}", output.stderr));
        let findings = answer["findings"].as_array_mut().unwrap();
        for found in findings.iter_mut() {
            _ = ["file", "line", "column", "message"].map(|key| found[key].take());
        }
        (output.code, answer)
    });
    assert_eq!(answers[0], answers[1]);
    let sum = |ending: &str| fs::read_to_string(office.path().join(format!("out-{ending}/汇总.toml"))).unwrap();
    assert_eq!(sum("toml"), sum("html"));
}

#[test]
fn what_is_missing_for_pages_is_said() {
    let office = office();
    let told = |args: &[&str], words: &str| {
        let output = nianbao(office.path(), args);
        assert!(output.code == 2 && output.stderr.contains(words), "{args:?}: {}", output.stderr);
    };
    told(&["new", "--year", "2026", "--format", "html"], "与程序一起发布");
    told(&["new", "--year", "2026", "--format", "html", "--page", "没有.html"], "没有.html");
    told(&["new", "--year", "2026", "--format", "html", "--page", "名录.toml"], "不是填报网页");
    told(&["new", "--year", "2026", "--format", "toml", "--page", "nianbao.html"], "--format里要有html");
    told(&NEW, "放到哪个文件夹");
    told(&["new", "--page", "nianbao.html", "--roster", "名录.toml", "-o", "x"], "没有写报告年度");
    told(&["new", "--roster", "名录.toml", "--format", "xlsx", "-o", "x"], "只写网页");
    told(&["new", "--year", "2026", "--previous", "上年"], "没有写--roster");
    told(&[&NEW[..], &["--year", "2017", "-o", "x"]].concat(), "报告年度“2017”不对");
    assert!(!office.path().join("x").exists());
    // Of another year there is nothing to carry.
    let output = nianbao(office.path(), &[&NEW[..], &["--year", "2030", "-o", "x"]].concat());
    assert!(output.code == 0 && output.stdout.contains("没有2029年度的表（里面是"), "{}", output.stdout);
    // One page, alone.
    let output = nianbao(office.path(), &["new", "--year", "2026", "--agency", "某县水利局", "--page", "nianbao.html"]);
    assert!(output.code == 0 && output.stdout.contains("另存为网页"), "{}{}", output.stdout, output.stderr);
    assert!(is_page(&fs::read(office.path().join("某县水利局-2026.html")).unwrap()));
    let output = nianbao(office.path(), &["check", "nianbao.html"]);
    assert!(output.code == 1 && output.stderr.contains("空白的填报网页"), "{}", output.stderr);
}
