//! The face of the library: bytes in, values out, the same as the command line's.

use std::fs;

use nianbao::{
    Format, Input, Options, Origin, Output, Severity, Subject, Year, blank, build, check, compare, fix, read,
};

use crate::command::nianbao;
use crate::official::{example_folders, root};
use crate::xml::with_part;

fn form(text: &str) -> nianbao::Form {
    read(Input { name: "form.toml", bytes: text.as_bytes() }).unwrap()
}

fn jinhu() -> String {
    fs::read_to_string(root().join("examples/jinhu-2023/form.toml")).unwrap()
}

#[test]
fn the_files_are_those_of_the_command_line() {
    for folder in example_folders() {
        let out = tempfile::tempdir().unwrap();
        let path = folder.join("form.toml");
        let built = nianbao(out.path(), &["build", path.to_str().unwrap(), "-o", "."]);
        assert_eq!(built.code, 0, "{}", built.stderr);
        let checked = check(form(&fs::read_to_string(&path).unwrap()), None);
        for format in [Format::Docx, Format::Xlsx, Format::Text, Format::Html] {
            let file = build(&checked, Output::Report(format), Options::default()).unwrap();
            assert!(file.bytes == fs::read(out.path().join(&file.name)).unwrap(), "{}", file.name);
        }
    }
}

#[test]
fn what_was_made_is_read_again_whatever_its_kind() {
    let checked = check(form(&jinhu()), None);
    let wanted = checked.figures.get(checked.form.edition.place("applications.received.total").unwrap());
    let outputs = [
        Output::Report(Format::Docx),
        Output::Report(Format::Xlsx),
        Output::Report(Format::Html),
        Output::Report(Format::Text),
        Output::Workbook,
        Output::Form,
    ];
    for output in outputs {
        let file = build(&checked, output, Options::default()).unwrap();
        let again = check(read(Input { name: &file.name, bytes: &file.bytes }).unwrap(), None);
        let place = again.form.edition.place("applications.received.total").unwrap();
        assert_eq!((again.figures.get(place), again.form.year()), (wanted, Some(Year::of::<2023>())), "{output:?}");
    }
    assert!(build(&checked, Output::Record(Format::Docx), Options::default()).unwrap().bytes.starts_with(b"PK"));
    assert!(build(&checked, Output::Record(Format::Xlsx), Options::default()).is_err());
}

#[test]
fn a_finding_about_a_workbook_names_its_cell() {
    let file = build(&check(form(&jinhu()), None), Output::Workbook, Options::default()).unwrap();
    let wrong = with_part(&file.bytes, "xl/worksheets/sheet3.xml", |xml| {
        let at = xml.find("<v>140</v>").unwrap();
        xml[..at].to_owned() + "<v>-140</v>" + &xml[at + "<v>140</v>".len()..]
    });
    let checked = check(read(Input { name: "金湖县.xlsx", bytes: &wrong }).unwrap(), None);
    let found = checked.findings.iter().find(|finding| finding.rule.code == "F06").unwrap();
    let Some(Origin::Cell { sheet, .. }) = &found.origin else { panic!("{found:?}") };
    let json: serde_json::Value = serde_json::to_value(&checked).unwrap();
    let line = json["findings"].as_array().unwrap().iter().find(|finding| finding["rule"] == "F06").unwrap();
    assert_eq!(line["place"], "applications.received.natural_person");
    assert_eq!(line["origin"]["sheet"], sheet.as_str());
    let cell = line["origin"]["cell"].as_str().unwrap();
    assert!(
        cell.starts_with(|c: char| c.is_ascii_uppercase()) && cell.ends_with(|c: char| c.is_ascii_digit()),
        "{cell}"
    );
    assert!(line["line"].is_null());
    assert!(
        found
            .print(&checked.form.source, &nianbao::internals::finding::Palette::default())
            .contains(&format!("{sheet}!{cell}"))
    );
}

#[test]
fn one_value_is_set_and_everything_else_stays() {
    let text = jinhu();
    let before = form(&text);
    for place in before.edition.places().filter(|place| before.given.contains_key(place)) {
        let after = before.set(&Subject::Cell(place), "７个").unwrap();
        assert_eq!(after.typed(place).as_deref(), Some("７个"), "what is no number is kept as typed: {place}");
        assert!(!after.given.contains_key(&place), "and is no figure: {place}");
        let after = before.set(&Subject::Cell(place), "7").unwrap();
        assert_eq!(after.typed(place).as_deref(), Some("7"), "{place}");
        let others = before.given.iter().filter(|(own, _)| **own != place);
        assert!(others.clone().all(|(own, typed)| after.given[own].value == typed.value), "{place}");
        let changed = text.lines().zip(after.to_toml().lines()).filter(|(one, other)| one != other).count();
        assert!(
            changed <= 1 && text.lines().count() == after.to_toml().lines().count(),
            "{place}: {}",
            after.to_toml()
        );
        assert_eq!(after.set(&Subject::Cell(place), "").unwrap().typed(place), None, "a blank cell is not filled");
    }
    let field = nianbao::internals::fields::field("publication", "phone").unwrap();
    let after = before.set(&Subject::Field(field), "0517-\"86801234\"").unwrap();
    assert_eq!(after.text(field), Some("0517-\"86801234\""));
    assert!(before.set(&Subject::Table("applications"), "1").is_err());
    // Where there is no line yet, one is added in its table; where there is no text, the form is printed first.
    let blank = blank(Year::of::<2026>(), "某县某镇人民政府", None).unwrap();
    let place = blank.edition.place("applications.received.business").unwrap();
    let once = blank.set(&Subject::Cell(place), "3").unwrap();
    assert_eq!(once.typed(place).as_deref(), Some("3"));
    let bare = form("year = 2026\n[applications]\n# 申请\ncarried_in = 0\n");
    assert!(bare.set(&Subject::Cell(place), "3").unwrap().to_toml().contains("# 申请\ncarried_in = 0\nreceived = ["));
}

#[test]
fn what_is_typed_wrong_stays_while_others_are_typed() {
    use nianbao::internals::fields::field;
    let text = "year = 2026\nagency.name = '某县'\n[publication]\ndate = \"2026-02-30\" # 定稿时填\n[applications]\n\
                received = [1, 2, 3, 4, 5, 6]   # 一、新收（含#号的话）\ncarried_in = [\n  1, 2, # 一行\n  3, 4, 5, 6]\n\
                disclosed = # 还没有填\n";
    let form = form(text);
    let at = |name: &str| form.edition.place(name).unwrap();
    let [one, two] = ["natural_person", "business"].map(|column| at(&format!("applications.received.{column}")));
    for wrong in ["12x", "-5", "1.5", "007", "99999999999999999999999999", "1_000", "a\"'#b", "１２"] {
        let first = form.set(&Subject::Cell(one), wrong).unwrap();
        let twice = first.set(&Subject::Cell(two), "8").unwrap();
        assert_eq!(twice.typed(one).as_deref(), Some(wrong), "{}", twice.to_toml());
        assert_eq!(twice.typed(two).as_deref(), Some("8"));
        assert!(!twice.given.contains_key(&one), "{wrong} is no figure");
        assert!(twice.problems.iter().any(|finding| finding.subject == Subject::Cell(one)), "{wrong} has its finding");
        assert!(twice.to_toml().contains("]   # 一、新收（含#号的话）\n"), "{}", twice.to_toml());
    }
    let day = field("publication", "date").unwrap();
    assert_eq!(form.typed_for(day).as_deref(), Some("2026-02-30"), "no such day, and yet as it was typed");
    let after = form.set(&Subject::Field(day), "2026-02-28").unwrap();
    assert!(after.to_toml().contains("date = \"2026-02-28\" # 定稿时填\n"), "{}", after.to_toml());
    let after = after.set(&Subject::Field(field("agency", "name").unwrap()), "某市").unwrap();
    assert!(after.to_toml().contains("agency.name = \"某市\"\n"), "{}", after.to_toml());
    let places = ["applications.carried_in.other", "applications.disclosed.other", "applications.received.other"];
    let after = after.set_figures(&places.map(|name| (at(name), "9".to_owned())));
    assert!(places.iter().all(|name| after.typed(at(name)).as_deref() == Some("9")), "{}", after.to_toml());
    assert!(
        after.to_toml().contains("disclosed = [\"\", \"\", \"\", \"\", \"\", 9] # 还没有填"),
        "{}",
        after.to_toml()
    );
}

#[test]
fn last_year_is_carried_and_compared() {
    let last = check(form(&jinhu()), None);
    let this = blank(Year::of::<2024>(), "", Some(&last.form)).unwrap();
    assert_eq!(this.text(nianbao::internals::fields::field("agency", "name").unwrap()), Some("金湖县人民政府"));
    let this = check(this, Some(&last.form));
    let comparison = compare(&last, &this).unwrap();
    assert_eq!(comparison.years, [Year::of::<2024>(), Year::of::<2023>()]);
    assert!(compare(&this, &last).is_none());
}

#[test]
fn what_is_certain_is_mended() {
    let (mended, left) = fix(&form("year ＝ 2023\n[agency]\nname = “金湖县”\n"));
    assert!(mended.to_toml().starts_with("year = 2023\n[agency]\nname = \"金湖县\"\n"), "{}", mended.to_toml());
    assert!(
        left.iter().all(|finding| finding.rule.code != "F09") && left.iter().any(|f| f.severity == Severity::Error)
    );
}
