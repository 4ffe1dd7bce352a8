//! A sum that is handed on: of which units it is stays with it, in its form and in its workbook (U15).

use std::fs;

use nianbao::internals::form;
use nianbao::internals::import::import;
use nianbao::internals::source::Source;

use super::{COUNTY, Office, POLICE, SCHOOLS, form, roster, told, written, wrong};

const WATER: &str = "某县水利局";
const CITY: &str = "某市人民政府";

/// A county of which one unit is missing and one in error, added up.
fn county() -> Office {
    let office = Office::new(&roster(&[SCHOOLS, POLICE, WATER]));
    office.put("forms/jiaoyu.toml", form(SCHOOLS, 4).as_bytes());
    office.put("forms/gongan.toml", wrong(POLICE, 5).as_bytes());
    assert_eq!(office.add_up(&[]).code, 1);
    office
}

/// The form of the sum with its text written.
fn with_text(office: &Office) -> String {
    let sum = office.text("out/汇总.toml").replace("\r\n", "\n");
    let text = |key: &str| (format!("{key} = '''\n"), format!("{key} = '''\n略。\n"));
    let (sections, fee) = (["overview", "problems", "others"].map(text), "[information_fee]\ncases = []");
    let sum = sections.iter().fold(sum, |sum, (from, to)| sum.replace(from, to));
    assert!(!sum.contains(fee) || sum.contains("amount"));
    sum
}

#[test]
fn an_incomplete_sum_is_no_finished_report() {
    let office = county();
    office.put("sum.toml", with_text(&office).as_bytes());
    let output = office.call(&["check", "sum.toml", "--json"]);
    let answer: serde_json::Value = serde_json::from_str(&output.stdout).unwrap();
    let found = answer["findings"].as_array().unwrap().iter().find(|finding| finding["rule"] == "U15").unwrap();
    assert_eq!((&found["severity"], &found["place"]), (&"error".into(), &"rollup".into()));
    let message = found["message"].as_str().unwrap();
    assert!(
        message.contains("应报3个单位，实报2个，缺1个（某县水利局）；已计入、待更正的1个（某县公安局）"),
        "{message}"
    );
    let refused = office.call(&["build", "sum.toml", "-o", "made"]);
    assert!(refused.code == 1 && !office.path("made").exists(), "{}", refused.stderr);
    let draft = office.call(&["build", "sum.toml", "-o", "draft", "--draft", "--format", "txt"]);
    assert!(draft.code == 1 && office.path("draft").exists(), "{}", draft.stderr);
    // Explained, it is a warning, as long as the numbers stay; 核对情况表 says both.
    let block =
        "\n[[explained]]\nrule = \"U15\"\nplace = \"rollup\"\nfigures = [3, 2, 1, 1]\nreason = \"水利局已撤并\"\n";
    office.put("sum.toml", (with_text(&office) + block).as_bytes());
    let output = office.call(&["check", "sum.toml", "--json", "--record", "record.docx"]);
    let answer: serde_json::Value = serde_json::from_str(&output.stdout).unwrap();
    let found = answer["findings"].as_array().unwrap().iter().find(|finding| finding["rule"] == "U15").unwrap();
    assert_eq!((&found["severity"], &found["explained"]), (&"warning".into(), &"水利局已撤并".into()));
    office.put("sum.toml", (with_text(&office) + &block.replace("[3, 2, 1, 1]", "[3, 2, 1, 0]")).as_bytes());
    let output = office.call(&["check", "sum.toml"]);
    assert!(output.stderr.contains("对U15的说明已经过时"), "{}", output.stderr);
}

#[test]
fn a_complete_sum_is_no_finding() {
    let office = Office::complete();
    office.add_up(&[]);
    let sum = office.text("out/汇总.toml");
    assert!(sum.contains("missing  = []") && sum.contains("roster   = \"roster.toml\""), "{sum}");
    assert!(!office.call(&["check", "out/汇总.toml"]).stderr.contains("U15"));
}

/// The workbook of the sum is read as its form is: the same figures, the same units, and nothing of its other sheets.
#[test]
fn the_workbook_says_what_the_form_says() {
    let office = county();
    let read = import(&fs::read(office.path("out/汇总.xlsx")).unwrap()).unwrap().form;
    let sum = form::read(Source::new("汇总.toml", office.text("out/汇总.toml")));
    let figures = |form: &form::Form| {
        let places = form.edition.places().filter_map(|place| Some((place, form.given.get(&place)?.value)));
        places.map(|(place, value)| format!("{place} {value}")).collect::<Vec<_>>()
    };
    assert_eq!(figures(&read), figures(&sum));
    let fields = nianbao::internals::fields::FIELDS;
    let alike = |table: &str| fields.iter().filter(|field| field.table == table).collect::<Vec<_>>();
    for field in alike("agency").into_iter().chain(alike("rollup")).chain(alike("notes")) {
        if field.key != "roster" {
            assert_eq!(read.text(field), sum.text(field), "{field}");
            assert_eq!(read.texts(field), sum.texts(field), "{field}");
            assert_eq!(read.number(field), sum.number(field), "{field}");
        }
    }
    assert!(fields.iter().filter(|field| field.table == "narrative").all(|field| read.text(field).is_none()));
}

#[test]
fn a_city_is_told_that_a_county_is_not_complete() {
    for (name, from) in [("county.xlsx", "out/汇总.xlsx"), ("county.toml", "out/汇总.toml")] {
        let county = county();
        let bytes =
            if from.ends_with("toml") { with_text(&county).into_bytes() } else { fs::read(county.path(from)).unwrap() };
        let city = Office::new(&written(&[(CITY, ""), (COUNTY, CITY)]));
        city.put(&format!("forms/{name}"), &bytes);
        let (code, answer) = city.json();
        assert_eq!((code, &answer["units"]["received"]), (1, &1.into()), "{name}");
        assert!(told(&answer).contains(&("U15".to_owned(), COUNTY.to_owned())), "{name} {answer}");
        assert_eq!(answer["nodes"][CITY]["applications"]["received"]["natural_person"], 9, "{name}");
        assert!(city.text("out/汇总.toml").contains("in_error = [\"某县人民政府\"]"), "{name}");
    }
}
