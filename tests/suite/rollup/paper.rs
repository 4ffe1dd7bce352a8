//! What goes back to a unit that sent a report, and no form: said in the words of the paper, with no key and no command.

use std::fs;

use crate::official::root;

use super::{Office, written};

const UNIT: &str = "云溪县人民政府";

/// The slip of a unit that sent the report of a case.
fn slip(case: &str) -> String {
    let office = Office::new(&written(&[("某市人民政府", ""), (UNIT, "某市人民政府")]));
    let report = fs::read(root().join(format!("tests/cases/{case}/report.txt"))).unwrap();
    office.put("forms/云溪县.txt", &report);
    office.add_up(&["--year", "2022"]);
    office.text(&format!("out/退回修改单/{UNIT}.txt"))
}

#[test]
fn a_unit_that_sent_a_report_is_told_in_the_words_of_the_paper() {
    for (case, names) in [
        ("i04-blank-cells", "表三“一、本年新收”法律服务机构"),
        ("i04-blank-row", "表三"),
        ("i06-words", "表二"),
        ("i03-short-row", "表三“（五）2.重复申请”"),
        ("i02-row-absent", "表三"),
    ] {
        let slip = slip(case);
        assert!(slip.contains(names) && slip.contains("位置"), "{case}: {slip}");
        for word in
            ["[[", "[notes]", "[narrative]", "nianbao", "applications", "disclosure", "year", ".toml", "{{", "行号"]
        {
            assert!(!slip.contains(word), "{case} says {word}: {slip}");
        }
        assert!(slip.contains("请在原件里改正，重新报送"), "{case}: {slip}");
    }
}

/// A unit that sent a form is told its lines and how to check it.
#[test]
fn a_unit_that_sent_a_form_is_told_its_lines() {
    let office = Office::complete();
    office.put("forms/gongan.toml", super::wrong(super::POLICE, 5).as_bytes());
    office.add_up(&[]);
    let slip = office.text(&format!("out/退回修改单/{}.txt", super::POLICE));
    assert!(slip.contains("行号") && slip.contains("nianbao check 填报表"), "{slip}");
}
