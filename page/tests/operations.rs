//! What the page asks, over the envelope, as its script does.

#![allow(clippy::unwrap_used, clippy::panic)]

use std::fs;
use std::path::{Path, PathBuf};

use nianbao::{Input, RULES, check, read};
use nianbao_page::answer;
use proptest::prelude::*;
use serde_json::{Value, json};

/// Asks, and gives the JSON of the answer.
fn ask(request: &Value) -> Value {
    json_of(&answer(&envelope(request)))
}

fn envelope(request: &Value) -> Vec<u8> {
    let text = request.to_string();
    let length = u32::try_from(text.len()).unwrap().to_le_bytes();
    [length.as_slice(), text.as_bytes()].concat()
}

fn json_of(envelope: &[u8]) -> Value {
    let (length, rest) = envelope.split_first_chunk().unwrap();
    let length = usize::try_from(u32::from_le_bytes(*length)).unwrap();
    serde_json::from_slice(&rest[..length]).unwrap()
}

/// Asks something about a form.
fn about(toml: &str, mut request: Value) -> Value {
    for (key, value) in [("toml", json!(toml)), ("name", json!("某镇.toml")), ("last", Value::Null)] {
        request[key] = value;
    }
    ask(&request)
}

fn set(toml: &str, place: &str, typed: &str) -> Value {
    let answer = about(toml, json!({ "op": "set", "place": place, "typed": typed }));
    assert!(answer["refused"].is_null(), "{place} = {typed}: {answer}");
    answer
}

fn toml(answer: &Value) -> String {
    answer["toml"].as_str().unwrap_or_else(|| panic!("{answer}")).to_owned()
}

fn blank(year: u16) -> String {
    let new =
        json!({ "op": "new", "year": year, "agency": "某县某镇人民政府", "level": null, "kind": null, "last": null });
    toml(&ask(&new))
}

fn examples() -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../examples");
    let all = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path().join("form.toml"));
    all.filter(|path| path.exists()).collect()
}

fn given(description: &Value) -> Vec<String> {
    let order = description["tables"].as_array().unwrap().iter().flat_map(|table| table["order"].as_array().unwrap());
    order.flat_map(|row| row.as_array().unwrap()).map(|key| key.as_str().unwrap().to_owned()).collect()
}

#[test]
fn every_cell_is_described_once() {
    for year in [2019, 2020, 2021, 2026] {
        let description = ask(&json!({ "op": "describe", "year": year }));
        assert_eq!(description["year"], year);
        for table in description["tables"].as_array().unwrap() {
            let cells = || table["rows"].as_array().unwrap().iter().flat_map(|row| row.as_array().unwrap());
            let places = |is_given: bool| -> Vec<&str> {
                cells().filter(|cell| cell["given"] == is_given).filter_map(|cell| cell["place"].as_str()).collect()
            };
            let mut order: Vec<&str> = table["order"]
                .as_array()
                .unwrap()
                .iter()
                .flat_map(|row| row.as_array().unwrap())
                .filter_map(Value::as_str)
                .collect();
            let mut drawn = places(true);
            assert!(!drawn.is_empty());
            order.sort_unstable();
            drawn.sort_unstable();
            assert_eq!(order, drawn, "{year}: {}", table["key"]);
            drawn.dedup();
            assert_eq!(order.len(), drawn.len(), "{year}: {} has a cell twice", table["key"]);
            // What spans is counted once, and all of it tiles the grid.
            let columns = table["widths"].as_array().unwrap().len();
            let area: u64 =
                cells().map(|cell| cell["rowspan"].as_u64().unwrap() * cell["colspan"].as_u64().unwrap()).sum();
            assert_eq!(usize::try_from(area).unwrap(), columns * table["rows"].as_array().unwrap().len());
            assert!(cells().filter(|cell| cell["place"].is_string()).all(|cell| cell["label"].is_string()));
        }
        let tables: Vec<&Value> = description["steps"]
            .as_array()
            .unwrap()
            .iter()
            .flat_map(|step| step["tables"].as_array().unwrap())
            .collect();
        assert_eq!(tables.len(), 3, "each table belongs to one step");
        let asked: Vec<&Value> = description["steps"]
            .as_array()
            .unwrap()
            .iter()
            .flat_map(|step| step["fields"].as_array().unwrap())
            .collect();
        let fields: Vec<&Value> =
            description["fields"].as_array().unwrap().iter().map(|field| &field["place"]).collect();
        assert!(asked.iter().all(|field| fields.contains(field)), "{asked:?}");
    }
    assert!(ask(&json!({ "op": "describe", "year": 1999 }))["refused"].is_string());
    assert!(!ask(&json!({ "op": "describe", "year": null }))["edition"].is_null());
}

#[test]
fn an_example_typed_cell_by_cell_comes_to_the_same() {
    for path in examples() {
        let bytes = fs::read(&path).unwrap();
        let example = check(read(Input { name: "form.toml", bytes: &bytes }).unwrap(), None);
        let year = example.form.year().unwrap().number();
        let description = ask(&json!({ "op": "describe", "year": year }));
        let own = about(&String::from_utf8(bytes).unwrap(), json!({ "op": "view" }));
        let mut form = blank(year);
        for place in given(&description) {
            if let Some(typed) = own["view"]["cells"][&place]["text"].as_str() {
                form = toml(&set(&form, &place, typed));
            }
        }
        let typed = about(&form, json!({ "op": "view" }));
        assert_eq!(typed["view"]["cells"], own["view"]["cells"], "{}", path.display());
        assert_eq!(typed["view"]["balances"], own["view"]["balances"], "{}", path.display());
        // The figures are those that the command line derives.
        let derived = serde_json::to_value(&example).unwrap();
        for (place, cell) in own["view"]["cells"].as_object().unwrap().iter().filter(|(_, cell)| cell["known"] == true)
        {
            let mut figure = &derived["derived"];
            for key in place.split('.') {
                figure = &figure[key];
            }
            let figure = figure.as_str().map_or_else(|| figure.to_string(), str::to_owned);
            assert_eq!(cell["text"].as_str().unwrap(), figure, "{}: {place}", path.display());
        }
    }
}

const CELL: &str = "applications.received.natural_person";

#[test]
fn what_is_typed_wrong_stays_as_it_was_typed() {
    let form = blank(2026);
    for wrong in ["12x", "-5", "1.5", "007", "99999999999999999999999999", "约12", "<b>", "'''", "\"", "1e3"] {
        let answer = set(&form, CELL, wrong);
        let cell = &answer["view"]["cells"][CELL];
        assert_eq!((&cell["text"], &cell["known"]), (&json!(wrong), &json!(false)), "{answer}");
        assert!(cell["tip"].is_string(), "{wrong}: {cell}");
        assert!(answer["view"]["findings"].as_array().unwrap().iter().any(|f| f["target"] == CELL), "{wrong}");
        // It is still there when something else is typed, and gone when it is emptied.
        let after = set(&toml(&answer), "applications.received.business", "3");
        assert_eq!(after["view"]["cells"][CELL]["text"], wrong);
        let after = set(&toml(&after), CELL, "");
        assert!(after["view"]["cells"][CELL].is_null());
        assert_eq!(after["view"]["cells"]["applications.received.business"]["text"], "3");
    }
}

#[test]
fn figures_are_read_as_people_write_them() {
    let form = blank(2026);
    for (typed, plain) in [("１２", "12"), ("12件", "12"), ("1,234", "1234"), ("1，234件", "1234"), ("无", "0")] {
        let answer = set(&form, CELL, typed);
        assert_eq!(answer["view"]["cells"][CELL]["text"], plain, "{typed}");
        assert!(answer["said"].as_str().unwrap().contains(&format!("“{typed}”读作{plain}")), "{answer}");
    }
    assert!(set(&form, CELL, "12")["said"].is_null());
}

#[test]
fn blanks_stay_blank_in_totals_and_zeros_fill_only_blanks() {
    let form = toml(&set(&blank(2026), CELL, "7"));
    let view = about(&form, json!({ "op": "view" }));
    let total = &view["view"]["cells"]["applications.received.total"];
    assert_eq!((&total["text"], &total["known"]), (&json!("—"), &json!(false)));
    assert!(total["tip"].as_str().unwrap().contains("还有5格没有填"), "{total}");
    let filled = about(&form, json!({ "op": "zero-rest", "table": "applications" }));
    assert_eq!(filled["view"]["cells"][CELL]["text"], "7");
    assert_eq!(filled["view"]["cells"]["applications.received.total"]["text"], "7");
    assert!(filled["said"].is_string());
    let balances = filled["view"]["balances"].as_array().unwrap();
    assert_eq!(balances[0]["text"], "7＋0＝0＋7");
    assert!(about(&form, json!({ "op": "zero-rest", "table": "agency" }))["refused"].is_string());
}

fn paste(form: &str, place: &str, text: &str) -> Value {
    about(form, json!({ "op": "paste", "place": place, "text": text }))
}

#[test]
fn a_block_is_taken_whole_or_not_at_all() {
    let form = blank(2026);
    let cell =
        |answer: &Value, place: &str| answer["view"]["cells"][place]["text"].as_str().unwrap_or_default().to_owned();
    let taken = paste(&form, CELL, "1\t2\t3\t4\t5\t6\r\n\"1,000\"\t\t0\t0\t0\t0\r\n");
    assert_eq!(cell(&taken, "applications.received.other"), "6", "{taken}");
    assert_eq!(cell(&taken, "applications.carried_in.natural_person"), "1000");
    assert_eq!(cell(&taken, "applications.carried_in.business"), "", "a blank cell stays blank");
    let totals = paste(&form, CELL, "1\t2\t3\t4\t5\t6\t22");
    assert_eq!(cell(&totals, "applications.received.total"), "21", "{totals}");
    assert!(totals["said"].as_str().unwrap().contains("22"), "a difference is told: {totals}");
    assert!(!paste(&form, CELL, "1\t2\t3\t4\t5\t6\t21")["said"].as_str().unwrap_or_default().contains('差'));
    for (place, block) in [
        ("applications.received.other", "1\t2\t3"),
        (CELL, "1\t2\tx\t4\t5\t6"),
        (CELL, "一、本年新收\t1\t2\t3\t4\t5\t6"),
        ("applications.received.total", "1"),
        ("agency.nothing", "1\t2"),
    ] {
        assert!(paste(&form, place, block)["refused"].is_string(), "{place}: {block}");
    }
    assert_eq!(cell(&paste(&form, CELL, "12件\n"), CELL), "12", "one value is as if it were typed");
}

#[test]
fn a_finding_is_explained_and_its_explanation_taken_back() {
    let text =
        fs::read_to_string(examples().into_iter().find(|path| path.to_str().unwrap().contains("jinhu")).unwrap())
            .unwrap();
    let text = text.replacen("'''\n", "'''\n全年收到申请7777件。\n全年收到申请8888件。\n", 1);
    let mut form = text.clone();
    let open = |form: &str| -> Vec<Value> {
        let view = about(form, json!({ "op": "view" }));
        let all = view["view"]["findings"].as_array().unwrap().clone();
        all.into_iter().filter(|f| f["can_accept"] == true && f["reason"].is_null()).collect()
    };
    let accept = |form: &str, finding: &Value, reason: &str| {
        let request = json!({ "op": "accept", "rule": finding["rule"], "place": finding["place"], "reason": reason });
        toml(&about(form, request))
    };
    let all = open(&form);
    assert!(all.len() > 1, "{all:?}");
    for count in (0..all.len()).rev() {
        let first = open(&form)[0].clone();
        form = accept(&form, &first, "台账如此，\"已核\"");
        assert_eq!(open(&form).len(), count, "{first}\n{form}");
    }
    for finding in &all {
        form = accept(&form, finding, "");
    }
    assert_eq!(open(&form).len(), all.len());
    assert!(!form.contains("台账如此"));
    let gone =
        about(&form, json!({ "op": "accept", "rule": "B01", "place": "applications.handled.total", "reason": "无" }));
    assert!(gone["refused"].is_string());
}

#[test]
fn every_rule_is_explained() {
    for rule in RULES {
        let explanation = ask(&json!({ "op": "explain", "rule": rule.code }));
        for part in ["word", "title", "why", "basis", "example", "remedy"] {
            assert!(explanation[part].as_str().is_some_and(|text| !text.is_empty()), "{}: {part}", rule.code);
        }
    }
    assert!(ask(&json!({ "op": "explain", "rule": "Z99" }))["refused"].is_string());
}

#[test]
fn what_fix_changes_is_shown_before_it_is_done() {
    let text = "year ＝ 2026\n[agency]\nname = \"某县\"\n";
    let shown = about(text, json!({ "op": "fix", "apply": false }));
    assert_eq!(shown["changes"], json!([{ "line": 1, "old": "year ＝ 2026", "new": "year = 2026" }]));
    assert_eq!(toml(&shown), text);
    assert_eq!(toml(&about(text, json!({ "op": "fix", "apply": true }))), text.replace('＝', "="));
}

#[test]
fn chips_stand_where_the_script_counts() {
    let text = "𠀀收到{{applications.received.total}}件";
    let form = toml(&set(&blank(2026), "narrative.overview", text));
    let view = about(&form, json!({ "op": "view" }));
    let answer = &view["view"]["answers"]["narrative.overview"];
    assert_eq!(answer["text"], text);
    let chip = &answer["chips"][0];
    let units: Vec<u16> = text.encode_utf16().collect();
    let at = |key: &str| usize::try_from(chip[key].as_u64().unwrap()).unwrap();
    assert_eq!(String::from_utf16(&units[at("from")..at("to")]).unwrap(), "{{applications.received.total}}");
    assert!(chip["shown"].is_null(), "nothing is filled in yet");
}

/// Words of the form's text and of the command line, which nobody sees on a page.
const NOT_ON_A_PAGE: &[&str] = &["TOML", "[[", "nianbao", "--", "英文引号", "方括号", "[agency]", "[narrative]", " = "];

#[test]
fn findings_speak_in_the_terms_of_the_page() {
    let mut form = blank(2026);
    for (place, typed) in [
        (CELL, "12x"),
        ("agency.level", "乡"),
        ("publication.date", "2026-02-30"),
        ("information_fee.cases", "x"),
        ("publication.phone", "1\u{7}2"),
        ("narrative.others", ""),
        ("agency.name", ""),
    ] {
        form = toml(&set(&form, place, typed));
    }
    for form in [form, "year = 2026\n".to_owned(), blank(2019), blank(2026)] {
        let view = about(&form, json!({ "op": "view" }));
        for finding in view["view"]["findings"].as_array().unwrap() {
            let sentence = finding["sentence"].as_str().unwrap();
            assert!(NOT_ON_A_PAGE.iter().all(|word| !sentence.contains(word)), "{finding}");
            assert!(view["view"]["steps"][finding["step"].as_str().unwrap()].is_object(), "{finding}");
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn whatever_is_no_request_is_refused(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
        prop_assert!(json_of(&answer(&bytes))["refused"].is_string());
        let json = [&u32::try_from(bytes.len()).unwrap().to_le_bytes(), bytes.as_slice()].concat();
        prop_assert!(json_of(&answer(&json))["refused"].is_string());
        let too_long = [&u32::MAX.to_le_bytes(), bytes.as_slice()].concat();
        prop_assert!(json_of(&answer(&too_long))["refused"].is_string());
    }

    #[test]
    fn whatever_is_typed_or_pasted_is_answered(typed in "\\PC{0,40}", block in "[0-9x\t\n\r\", ]{0,60}") {
        let form = "year = 2026\n[applications]\nreceived = [1, 2, 3, 4, 5, 6] # 新收\n";
        for place in [CELL, "agency.name", "narrative.overview", "publication.date", "", "..", &typed] {
            for request in [json!({ "op": "set", "place": place, "typed": typed }), json!({ "op": "paste", "place": place, "text": block })] {
                let answer = about(form, request);
                prop_assert!(answer["refused"].is_string() || answer["view"].is_object());
            }
        }
        let kept = set(form, CELL, &typed);
        prop_assert!(toml(&kept).contains("] # 新收"), "{}", kept);
    }
}
