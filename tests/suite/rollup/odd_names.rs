//! Names as people write them, rosters as editors save them, trees as deep as they come.

use nianbao::internals::roster;
use nianbao::internals::source::Source;

use super::{COUNTY, Office, POLICE, SCHOOLS, between, form, roster as of_county, told, written, wrong};

#[test]
fn names_that_no_file_can_have_still_give_a_file_each() {
    let names = ["某县甲/乙局", "某县甲:乙局", "某县甲？乙局", "某县“甲”<乙>局", ".某县局.", "某县\\局", "../某县局"];
    // In a form such a name is an error; the roster has another one for it.
    let own = |at: usize| format!("某县第{at}局");
    let unit = |(at, name): (usize, &&str)| {
        format!("[[unit]]\nname = '{name}'\naliases = [\"{}\"]\nparent = \"{COUNTY}\"\n\n", own(at))
    };
    let office = Office::new(&(of_county(&[]) + &names.iter().enumerate().map(unit).collect::<String>()));
    for at in 0..names.len() {
        office.put(&format!("forms/{at}.toml"), wrong(&own(at), 4).as_bytes());
    }
    let (code, answer) = office.json();
    assert_eq!(code, 1);
    assert_eq!(answer["units"]["received"], names.len());
    let slips: Vec<_> =
        office.listing().into_iter().filter_map(|n| n.strip_prefix("out/退回修改单/").map(str::to_owned)).collect();
    assert_eq!(slips.len(), 2 * names.len(), "{slips:?}");
    for slip in [
        "某县甲乙局.txt",
        "某县甲乙局（2）.txt",
        "某县甲？乙局.docx",
        "某县“甲”乙局.docx",
        "某县局.txt",
        "某县局（2）.txt",
    ] {
        assert!(slips.iter().any(|name| name == slip), "{slip} in {slips:?}");
    }
    // Whose slip a name is stays the same, whoever else has one.
    office.put("forms/0.toml", form(&own(0), 4).as_bytes());
    office.json();
    assert!(office.text("out/退回修改单/某县甲乙局（2）.txt").contains("某县甲:乙局"));
    assert!(!office.path("out/退回修改单/某县甲乙局.txt").exists());
}

#[test]
fn a_name_is_found_whatever_its_brackets_and_blanks() {
    let roster = "[[unit]]\nname = \"某县人民政府\"\n\n\
        [[unit]]\nname = \"某县人民政府（本级）\"\nparent = \" 某县 人民政府\"\n\n\
        [[unit]]\nname = \"某县教育局\"\naliases = [\"县教体局\", \"某县教育和体育局（县委教育工委）\"]\nparent = \"某县人民政府\"\n";
    for (own, schools) in [
        ("某县人民政府（本级）", "某县教育局"),
        ("某县人民政府(本级)", "某县教育和体育局(县委教育工委)"),
        ("某县人民政府　（本级）", " 县教体局　"),
        ("某县人民政府（ 本级 ）", "某县 教育局"),
    ] {
        let office = Office::new(roster);
        office.put("forms/a.toml", form(own, 3).as_bytes());
        office.put("forms/b.toml", form(schools, 4).as_bytes());
        let (code, answer) = office.json();
        assert_eq!((code, between(&answer)), (0, Vec::new()), "{own} {schools}: {answer}");
        assert_eq!(answer["nodes"][COUNTY]["applications"]["received"]["total"], 7);
    }
    let office = Office::new(&of_county(&[SCHOOLS]));
    let renamed =
        form("某县教育体育局", 4).replace("level =", "former_names = [\"某县文教局\", \"某县教育局\"]\nlevel =");
    office.put("forms/a.toml", renamed.as_bytes());
    assert_eq!(office.json().0, 0);
}

#[test]
fn only_a_unit_still_open_is_taken_for_what_was_meant() {
    let hint = |listed: &[&str], agency: &str| {
        let office = Office::new(&of_county(listed));
        office.put("forms/jiaoyu.toml", form(SCHOOLS, 4).as_bytes());
        office.put("forms/x.toml", form(agency, 4).as_bytes());
        let (_, answer) = office.json();
        let stray = answer["findings"].as_array().unwrap().iter().find(|finding| finding["rule"] == "U02").unwrap();
        let message = stray["message"].as_str().unwrap().to_owned();
        message.split_once("是不是“").map(|(_, rest)| rest.split('”').next().unwrap().to_owned())
    };
    for (listed, agency, meant) in [
        (&[SCHOOLS, "修武县人民政府"][..], "昌乐县人民政府", None),
        (&[SCHOOLS, POLICE], "某县公按局", Some(POLICE)),
        (&[SCHOOLS, POLICE], "公安局", Some(POLICE)),
        (&[SCHOOLS, POLICE], "某县公安局交警大队", Some(POLICE)),
        (&[SCHOOLS, POLICE], "某县教肓局", None),
        (&[SCHOOLS, "某县公安局", "某县公安处"], "某县公安厅", None),
        (&[SCHOOLS, POLICE], "局", None),
    ] {
        assert_eq!(hint(listed, agency).as_deref(), meant, "{agency}");
    }
}

#[test]
fn a_roster_is_read_as_editors_save_it() {
    let plain = of_county(&[SCHOOLS, POLICE]);
    let (gbk, ..) = encoding_rs::GBK.encode(&plain);
    let utf16: Vec<u8> = [0xfeff].into_iter().chain(plain.encode_utf16()).flat_map(u16::to_le_bytes).collect();
    for bytes in [
        [b"\xef\xbb\xbf", plain.as_bytes()].concat(),
        plain.replace('\n', "\r\n").into_bytes(),
        plain.trim_end().as_bytes().to_vec(),
        gbk.to_vec(),
        utf16,
    ] {
        let office = Office::complete();
        office.put("roster.toml", &bytes);
        let output = office.add_up(&[]);
        assert_eq!(output.code, 0, "{}", output.stderr);
        assert!(output.stdout.contains("应报2、实报2，齐"), "{}", output.stdout);
    }
}

#[test]
#[ignore = "slow; CI runs it"]
fn a_chain_of_two_thousand_units_is_added_up() {
    let names: Vec<String> = (0..2000).map(|at| format!("某县第{at}层")).collect();
    let above = |at: usize| if at == 0 { "" } else { names[at - 1].as_str() };
    let units: Vec<_> = (0..names.len()).map(|at| (names[at].as_str(), above(at))).collect();
    let read = roster::read(&Source::new("roster.toml", written(&units))).unwrap();
    assert_eq!((read.above(1999).count(), read.leaves().count()), (1999, 1));
    let office = Office::new(&written(&units));
    office.put("forms/a.toml", form("某县第1999层", 4).as_bytes());
    let (code, answer) = office.json();
    assert_eq!((code, told(&answer)), (0, Vec::new()), "{answer}");
    assert_eq!(answer["nodes"].as_object().unwrap().len(), 1999);
    for node in ["某县第0层", "某县第1000层", "某县第1998层"] {
        assert_eq!(answer["nodes"][node]["applications"]["received"]["total"], 4, "{node}");
    }
}
