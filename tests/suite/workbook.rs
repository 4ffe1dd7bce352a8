//! The workbook that is filled in: what it asks, what is locked, and that what is filled in comes back as it was.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;

use nianbao::internals::fields::FIELDS;
use nianbao::internals::figure::Figure;
use nianbao::internals::form::{self, Answer, Answers, Form, Medium};
use nianbao::internals::import::{self, Refusal};
use nianbao::internals::report::Questionnaire;
use nianbao::internals::source::Source;
use nianbao::internals::standard::{EDITIONS, Edition};
use nianbao::internals::write;
use nianbao::internals::year::Year;
use proptest::prelude::*;

use crate::command::{listing, nianbao};
use crate::official::{root, tables};
use crate::read_back::sheets;
use crate::sample::{Stating, samples};
use crate::xml::{Element, part, tree, with_part};

fn read(text: &str) -> Form {
    form::read(Source::new("form.toml", text.to_owned()))
}

fn book(form: &Form) -> Vec<u8> {
    write::questionnaire(&Questionnaire::new(form)).unwrap()
}

/// What a form says: figures by place, answers by key.
type Said = (BTreeMap<String, Figure>, BTreeMap<String, Figure>, BTreeMap<String, Answer>);

fn said(form: &Form) -> Said {
    let answers = FIELDS.iter().filter_map(|field| {
        let answer = form.answer(field).filter(|answer| **answer != Answer::Text(String::new()))?;
        Some((field.to_string(), answer.clone()))
    });
    let given = form.given.iter().map(|(place, typed)| (place.to_string(), typed.value)).collect();
    let stated = form.stated.iter().map(|(place, typed)| (place.to_string(), typed.value)).collect();
    (given, stated, answers.collect())
}

/// The form that a workbook gives.
fn imported(book: &[u8]) -> String {
    let imported = import::import(book).unwrap();
    assert!(imported.form.medium == Medium::Workbook && imported.findings.is_empty(), "{:?}", imported.findings);
    form::print(&imported.form, None)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn what_is_filled_in_comes_back(sample in samples(), everything in any::<bool>()) {
        let stating = if everything { Stating::Everything } else { Stating::Nothing };
        let form = read(&sample.form(stating, &BTreeMap::new()));
        let again = read(&imported(&book(&form.clone())));
        prop_assert_eq!(said(&form), said(&again));
    }
}

#[test]
fn every_text_and_answer_comes_back() {
    let full = fs::read_to_string(root().join("tests/golden/full/form.toml")).unwrap();
    let explained = "\n[[explained]]\nrule = \"Y02\"\nplace = \"disclosure.normative_documents.in_force\"\n\
                     figures = [66, -3, 0.5]\nreason = \"清理\"\n\n[[explained]]\nrule = \"P02\"\nplace = \"narrative.overview\"\n\
                     quote = \"收到申请38件\"\nreason = \"含并案办理的2件\"\n";
    let form = read(&(full + explained));
    let again = read(&imported(&book(&form.clone())));
    assert_eq!(said(&form), said(&again));
    let explained = |form: &Form| {
        let of = |answers: &Answers| answers.iter().map(|(key, typed)| (*key, typed.value.clone())).collect();
        form.explained.iter().map(of).collect::<Vec<BTreeMap<_, _>>>()
    };
    assert_eq!(explained(&form), explained(&again));
    assert_eq!(form.explained.len(), 2);
    assert!(said(&form).2.len() > 15, "{}", said(&form).2.len());
}

/// A blank form of each edition, its workbook and what that gives: the same but for the words around it.
#[test]
fn a_blank_workbook_is_the_blank_form() {
    for (year, zero) in [("2020", false), ("2026", false), ("2020", true), ("2026", true)] {
        let folder = tempfile::tempdir().unwrap();
        let zero = if zero { &["--zero"][..] } else { &[] };
        let new = ["new", "--year", year, "--agency", "某县某镇人民政府", "--format", "toml,xlsx", "-o", "a.toml"];
        assert_eq!(nianbao(folder.path(), &[&new, zero].concat()).code, 0);
        assert_eq!(nianbao(folder.path(), &["import", "a.xlsx", "-o", "b.toml"]).code, 0);
        let text = |name: &str| fs::read_to_string(folder.path().join(name)).unwrap();
        assert_eq!(text("a.toml"), text("b.toml"));
    }
}

/// The cell and sheet of each defined name.
fn names(book: &[u8]) -> BTreeMap<String, (String, String)> {
    let workbook = tree(book, "xl/workbook.xml");
    let of = |defined: &Element| {
        let name = defined.attribute("name").filter(|name| !name.starts_with("_xlnm"))?;
        let (sheet, cell) = defined.text().split_once('!').map(|(a, b)| (a.to_owned(), b.to_owned())).unwrap();
        Some((name.to_owned(), (sheet.trim_matches('\'').to_owned(), cell.replace('$', ""))))
    };
    workbook.all("definedName").into_iter().filter_map(of).collect()
}

/// The styles of cells that are not locked.
fn unlocked(book: &[u8]) -> BTreeSet<String> {
    let styles = tree(book, "xl/styles.xml");
    let formats = styles.child("cellXfs").unwrap().children().enumerate();
    let is_open = |format: &Element| {
        let protection = format.child("protection");
        assert!(protection.is_none_or(|protection| protection.attribute("locked") == Some("0")));
        protection.is_some()
    };
    formats.filter(|(_, format)| is_open(format)).map(|(at, _)| at.to_string()).collect()
}

#[test]
fn what_is_asked_is_named_and_open_and_all_else_is_locked() {
    for edition in EDITIONS {
        let form = Form::empty(edition, Some(edition.years.0));
        let book = book(&form);
        let (names, unlocked) = (names(&book), unlocked(&book));
        let mut asked = BTreeSet::new();
        for table in tables(edition.version) {
            for (name, at) in table.places() {
                assert!(names.contains_key(&name), "{name}");
                if !table.formulas.contains_key(&at) {
                    asked.insert(name);
                }
            }
        }
        let is_heading = |name: &str| ["form.year", "form.edition"].contains(&name);
        asked.extend(names.keys().filter(|name| name.matches('.').count() != 2 && !is_heading(name)).cloned());
        assert!(asked.contains("narrative.overview") && asked.contains("stated.applications.carried_out.other"));
        assert_eq!(asked.contains("information_fee.cases"), edition.information_fee);
        // A name on 说明 is that of all open cells of a column.
        let each = |(sheet, area): &(String, String)| {
            let Some((first, last)) = area.split_once(':') else { return vec![(sheet.clone(), area.clone())] };
            let [first, last] = [first, last].map(|cell| cell[1..].parse::<u32>().unwrap());
            (first..=last).map(|row| (sheet.clone(), format!("{}{row}", &area[..1]))).collect()
        };
        let open: BTreeSet<_> = asked.iter().flat_map(|name| each(&names[name])).collect();
        for (at, (sheet, _, _)) in sheets(&book).into_iter().enumerate() {
            let xml = tree(&book, &format!("xl/worksheets/sheet{}.xml", at + 1));
            let protection = xml.child("sheetProtection").expect(&sheet);
            assert!(protection.attribute("password").is_none() && protection.attribute("hashValue").is_none());
            let values = |name: &str, of: &str| {
                let elements = xml.all(name).into_iter();
                elements.map(|element| element.attribute(of).unwrap().to_owned()).collect::<BTreeSet<_>>()
            };
            let merged = values("mergeCell", "ref");
            for prompt in values("dataValidation", "prompt") {
                assert!(prompt.chars().any(|c| c >= '一') && prompt.chars().count() <= 255, "{prompt}");
            }
            let prompted = values("dataValidation", "sqref").into_iter().collect::<Vec<_>>().join(" ");
            let is_open = |cell: &&Element| cell.attribute("s").is_some_and(|style| unlocked.contains(style));
            let cells = xml.all("c").into_iter().filter(is_open);
            let mut found: BTreeSet<_> = cells.map(|cell| cell.attribute("r").unwrap().to_owned()).collect();
            let own: BTreeSet<_> = open.iter().filter(|(on, _)| *on == sheet).map(|(_, cell)| cell.clone()).collect();
            let covered =
                |cell: &String| merged.iter().any(|area| covers(area, cell) && !area.starts_with(&format!("{cell}:")));
            found.retain(|cell| !covered(cell));
            assert_eq!(found, own, "{sheet}");
            for cell in own {
                assert!(prompted.split(' ').any(|area| covers(area, &cell)), "{cell} of {sheet}");
            }
        }
    }
}

/// Whether an area like `B2:D4` or `B2` covers a cell.
fn covers(area: &str, cell: &str) -> bool {
    let at = |name: &str| {
        let (letters, digits) = name.split_at(name.find(|c: char| c.is_ascii_digit()).unwrap());
        (digits.parse::<u32>().unwrap(), letters.bytes().fold(0, |n, b| n * 26 + u32::from(b - b'A') + 1))
    };
    if area.is_empty() {
        return false;
    }
    let (first, last) = area.split_once(':').unwrap_or((area, area));
    let ((top, left), (bottom, right), (row, column)) = (at(first), at(last), at(cell));
    (top..=bottom).contains(&row) && (left..=right).contains(&column)
}

fn form(figures: &[(&str, &str)]) -> Form {
    let edition = Edition::of_year(Year::of::<2026>()).unwrap();
    let mut form = Form::empty(edition, Year::new(2026));
    for (name, typed) in figures {
        form.fill(edition.place(name).unwrap(), typed, None);
    }
    form
}

#[test]
fn totals_run_and_say_nothing_of_nothing() {
    let book = book(&form(&[
        ("applications.received.natural_person", "5"),
        ("applications.received.other", "2"),
        ("applications.disclosed.other", "3"),
        ("applications.carried_out.other", "0"),
    ]));
    let (names, sheets) = (names(&book), sheets(&book));
    let value = |name: &str| {
        let (sheet, cell) = &names[name];
        let (row, column) = crate::official::address(cell);
        let (_, cells, live) = sheets.iter().find(|(title, ..)| title == sheet).unwrap();
        let at = (row - 2, column);
        (cells[&at].2.clone(), live.get(&at).map(|formula| formula.2.clone()).unwrap_or_default())
    };
    assert_eq!(value("applications.received.total"), ("7".into(), "IF(COUNT(D6:I6)=0,\"\",SUM(D6:I6))".into()));
    assert_eq!(value("applications.carried_in.total").0, "");
    assert_eq!(value("applications.handled.total").0, "3");
    assert_eq!(value("applications.carried_out.natural_person").0, "5");
    assert_eq!(value("applications.carried_out.research").0, "");
    let formula = "IF(COUNT(I6:I7,I29)=0,\"\",SUM(I6:I7)-SUM(I29))";
    assert_eq!(value("applications.carried_out.other"), ("-1".into(), formula.into()));
    let checks = &sheets.iter().find(|(title, ..)| title == "校核").unwrap().1;
    let verdicts: BTreeSet<&str> =
        checks.iter().filter(|(at, _)| at.1 == 6 && at.0 > 0).map(|(_, c)| c.2.as_str()).collect();
    assert_eq!(verdicts, BTreeSet::from(["平衡", "未填全"]));
}

#[test]
fn cells_are_taken_as_they_are() {
    let filled = [
        ("applications.received.natural_person", "3个"),
        ("applications.received.business", "1"),
        ("disclosure.fees.amount", "0.1"),
        ("reviews.litigation_direct.upheld", "4"),
    ];
    let book = book(&form(&filled));
    let form = imported(&book);
    let received = form.lines().find(|line| line.starts_with("received")).unwrap();
    let squeezed: String = received.split_whitespace().collect();
    assert!(squeezed.contains("=[\"3个\",1,\"\",\"\",\"\",\"\"]#"), "{received}");
    let again = read(&form);
    assert_eq!(again.given.len(), 3, "{form}");
    // What other programs may leave in a cell.
    for (held, printed) in [
        ("<c r=\"B16\"><v>0.30000000000000004</v></c>", "= 0.30000000000000004"),
        ("<c r=\"B16\"><f>0.1+0.4</f><v>0.5</v></c>", "= 0.5 "),
        ("<c r=\"B16\" t=\"b\"><v>1</v></c>", "= \"TRUE\""),
        ("<c r=\"B16\" t=\"e\"><v>#DIV/0!</v></c>", "= \"#DIV/0!\""),
        ("<c r=\"B16\" t=\"inlineStr\"><is><t>一\r\n二</t></is></c>", "一\\n二"),
        ("<c r=\"B16\"/>", "= []"),
        ("<c r=\"B16\"><v>-7</v></c>", "= -7"),
        ("<c r=\"B16\"><v>1E+15</v></c>", "= 1000000000000000"),
    ] {
        let changed = with_part(&book, "xl/worksheets/sheet2.xml", |xml| {
            let start = xml.find("<c r=\"B16\"").unwrap();
            let end = start + xml[start..].find("</c>").unwrap() + "</c>".len();
            xml[..start].to_owned() + held + &xml[end..]
        });
        let form = imported(&changed);
        let line = form.lines().find(|line| line.starts_with("fees")).unwrap();
        assert!(line.contains(printed), "{held}: {line}");
    }
}

#[test]
fn what_is_lost_is_said() {
    let book = book(&form(&[("disclosure.fees.amount", "1")]));
    let changed = with_part(&book, "xl/workbook.xml", |xml| {
        let name = "name=\"disclosure.fees.amount\">";
        let at = xml.find(name).unwrap() + name.len();
        let end = at + xml[at..].find('<').unwrap();
        xml[..at].to_owned() + "#REF!" + &xml[end..]
    });
    let imported = import::import(&changed).unwrap();
    let [found] = imported.findings.as_slice() else { panic!("{:?}", imported.findings) };
    assert!(found.rule.code == "I02" && found.message().contains("找不到表二的1格"), "{found:?}");
    assert!(form::print(&imported.form, None).contains(&found.message()));
}

/// A sheet that was copied has the names of its cells a second time; the sheet further to the left counts.
#[test]
fn names_that_stand_twice_are_said() {
    let book = book(&form(&[("disclosure.fees.amount", "1"), ("applications.received.other", "2")]));
    let (sheet, cell) = names(&book)["applications.received.other"].clone();
    let changed = with_part(&book, "xl/workbook.xml", |xml| {
        let second = format!(
            "<definedName name=\"disclosure.fees.amount\" localSheetId=\"2\">'{sheet}'!${}${}</definedName>",
            &cell[..1],
            &cell[1..]
        );
        xml.replace("<definedNames>", &format!("<definedNames>{second}"))
    });
    let imported = import::import(&changed).unwrap();
    let [found] = imported.findings.as_slice() else { panic!("{:?}", imported.findings) };
    assert!(found.rule.code == "I12" && found.message().contains("1格不止一处"), "{found:?}");
    let place = Edition::of_year(Year::of::<2026>()).unwrap().place("disclosure.fees.amount").unwrap();
    assert_eq!(imported.form.typed(place).as_deref(), Some("1"));
}

#[test]
fn what_is_no_workbook_of_ours_is_refused() {
    let refusal = |bytes: &[u8]| import::import(bytes).map(|imported| imported.findings).unwrap_err();
    assert_eq!(refusal(b""), Refusal::NoTables);
    assert_eq!(refusal(b"year = 2026"), Refusal::NoTables);
    assert_eq!(refusal(&[0xD0, 0xCF, 0x11, 0xE0, 0xA1]), Refusal::OldFormat);
    let book = book(&form(&[]));
    for at in (0..book.len()).step_by(book.len() / 40) {
        _ = import::import(&book[..at]);
        let mut damaged = book.clone();
        damaged[at] ^= 0x55;
        _ = import::import(&damaged);
    }
    let far = with_part(&book, "xl/worksheets/sheet1.xml", |xml| {
        xml.replace("</sheetData>", "<row r=\"1048576\"><c r=\"XFD1048576\"><v>1</v></c></row></sheetData>")
    });
    assert!(import::import(&far).is_ok());
    let large = with_part(&book, "docProps/app.xml", |_| " ".repeat(257 << 20));
    assert!(large.len() < 1 << 20);
    assert_eq!(refusal(&large), Refusal::TooLarge);
    for count in ["99999999999999", "99999999999999999999999", "2000000"] {
        let claims = with_part(&book, "xl/sharedStrings.xml", |xml| {
            xml.replacen("uniqueCount=\"", &format!("uniqueCount=\"{count}"), 1)
        });
        assert_eq!(refusal(&claims), Refusal::Damaged, "{count}");
    }
    let other = with_part(&book, "xl/workbook.xml", |xml| xml.replace("form.year", "form.yeer"));
    let other = import::import(&other).unwrap();
    assert!(
        other.form.medium == Medium::Report && other.findings.iter().any(|finding| finding.rule.code == "I04"),
        "{:?}",
        other.findings
    );
}

/// Whatever stands in its parts, a workbook is read or refused.
#[test]
fn a_damaged_workbook_never_panics() {
    let book = book(&form(&[("disclosure.fees.amount", "1"), ("applications.received.other", "3个")]));
    for name in [
        "xl/workbook.xml",
        "xl/styles.xml",
        "xl/sharedStrings.xml",
        "xl/worksheets/sheet1.xml",
        "xl/worksheets/sheet2.xml",
    ] {
        let length = part(&book, name).len();
        for case in 0..40 {
            let at = (case * 7919 + 13) % length;
            let put = ["9", "<", "\"", "-", "999999999999", "A", "/", "="][case % 8];
            let damaged = with_part(&book, name, |xml| {
                let at = (0..=at).rev().find(|at| xml.is_char_boundary(*at)).unwrap();
                let end = (at + 1..=xml.len()).find(|end| xml.is_char_boundary(*end)).unwrap();
                xml[..at].to_owned() + put + &xml[end..]
            });
            _ = import::import(&damaged);
        }
    }
}

#[test]
fn import_writes_a_form_and_never_over_one() {
    let folder = tempfile::tempdir().unwrap();
    let run = |args: &[&str]| nianbao(folder.path(), args);
    let form = |name: &str| fs::read_to_string(folder.path().join(name)).unwrap();
    assert_eq!(run(&["new", "--year", "2026", "--agency", "甲镇人民政府", "--format", "xlsx"]).code, 0);
    assert_eq!(run(&["new", "--year", "2026", "--agency", "乙镇人民政府", "--format", "xlsx"]).code, 0);
    let output = run(&["import", "甲镇人民政府-2026.xlsx", "-o", "填报表.toml"]);
    assert_eq!((output.code, output.stderr.as_str()), (0, ""));
    assert!(output.stdout.contains("√") && output.stdout.contains("nianbao check 填报表.toml"), "{}", output.stdout);
    let schema = "nianbao-2026.schema.json";
    assert_eq!(listing(folder.path()), [schema, "乙镇人民政府-2026.xlsx", "填报表.toml", "甲镇人民政府-2026.xlsx"]);
    assert!(form("填报表.toml").starts_with("#:schema ./nianbao-2026.schema.json\n"));
    let output = run(&["import", "乙镇人民政府-2026.xlsx", "-o", "填报表.toml"]);
    assert!(output.code == 2 && output.stderr.contains("没有覆盖"), "{}", output.stderr);
    assert!(form("填报表.toml").contains("甲镇人民政府"));
    assert_eq!(run(&["import", "乙镇人民政府-2026.xlsx", "-o", "填报表.toml", "--force"]).code, 0);
    assert!(form("填报表.toml").contains("乙镇人民政府"));
    let both = ["import", "甲镇人民政府-2026.xlsx", "乙镇人民政府-2026.xlsx", "-o", "各镇"];
    assert_eq!(run(&both).code, 0);
    assert_eq!(listing(&folder.path().join("各镇")), [schema, "乙镇人民政府-2026.toml", "甲镇人民政府-2026.toml"]);
    let twice = run(&["import", "甲镇人民政府-2026.xlsx", "甲镇人民政府-2026.xlsx", "-o", "二"]);
    assert!(twice.code == 2 && twice.stderr.contains("同一个文件"), "{}", twice.stderr);
    assert!(!folder.path().join("二").exists());
}

#[test]
fn wrong_files_are_told_in_chinese() {
    let folder = tempfile::tempdir().unwrap();
    fs::copy(root().join("examples/jinhu-2023/form.toml"), folder.path().join("表.toml")).unwrap();
    fs::write(folder.path().join("通知.txt"), "关于开会的通知\n请准时参加。\n").unwrap();
    fs::write(folder.path().join("坏.xlsx"), "PK\u{3}\u{4}").unwrap();
    for (args, code, says) in [
        (&["import", "通知.txt", "-o", "a.toml"][..], 1, "没有找到年度报告的任何一张表"),
        (&["import", "坏.xlsx", "-o", "a.toml"], 1, "文件已损坏"),
        (&["import", "表.toml", "-o", "a.toml"], 1, "已经是填报表"),
        (&["import", "没有.xlsx", "-o", "a.toml"], 2, "读不了没有.xlsx"),
        (&["import", "-o", "a.toml"], 2, "没有写要读入的文件名"),
    ] {
        let output = nianbao(folder.path(), args);
        assert_eq!(output.code, code, "{args:?}: {}", output.stderr);
        assert!(output.stderr.contains(says), "{args:?}: {}", output.stderr);
    }
    assert!(!folder.path().join("a.toml").exists());
}
