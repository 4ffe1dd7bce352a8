//! Slips of the hand as a Chinese keyboard makes them: each gives one message, on its own line; and what `fix` makes of
//! them.

use std::collections::BTreeMap;

use crate::reading::examine;
use nianbao::internals::form::repair;
use nianbao::internals::source::Source;
use proptest::prelude::*;
use proptest::sample::Index;

use crate::official::root;
use crate::sample::{Stating, samples};

/// A right form, each key on its own line.
fn right_form() -> String {
    let form = std::fs::read_to_string(root().join("tests/cases/b01-carried-out/form.toml")).unwrap();
    form.replace("\r\n", "\n").replace("carried_out = [0, 1, 0, 0, 0, 0]\n", "")
}

/// What is `fix` to make of a slip: the line as it was before, another one, or nothing.
enum Mended<'a> {
    Whole,
    As(&'a str),
    Left,
}
use Mended::{As, Left, Whole};

/// The line of section six in the form that slips are made in.
const OTHERS: &str = "others = '本年度未收取信息处理费。无其他需要报告的事项。'";

/// A line of the form, what was typed for it, the rule that tells, and what `fix` does.
#[rustfmt::skip]
const SLIPS: &[(&str, &str, &str, Mended)] = &[
    // Signs left by the input method.
    ("year = 2023", "year ＝ 2023", "F09", Whole),
    ("year = 2023", "year＝2023", "F09", As("year=2023")),
    ("year = 2023", "ｙｅａｒ = 2023", "F09", Whole),
    ("year = 2023", "year = ２０２３", "F09", Whole),
    ("[agency]", "【agency】", "F09", Whole),
    ("[agency]", "［agency］", "F09", Whole),
    ("[agency]", "〔agency〕", "F09", Whole),
    ("[agency]", "　[agency]", "F09", Whole),
    ("[agency]", "[agency]　", "F09", Whole),
    ("name = \"云溪县人民政府\"", "name = “云溪县人民政府”", "F09", Whole),
    ("name = \"云溪县人民政府\"", "name = ”云溪县人民政府“", "F09", Whole),
    ("name = \"云溪县人民政府\"", "name = ‘云溪县人民政府’", "F09", Whole),
    ("name = \"云溪县人民政府\"", "name = ＂云溪县人民政府＂", "F09", Whole),
    ("name = \"云溪县人民政府\"", "name＝“云溪县人民政府”", "F09", As("name=\"云溪县人民政府\"")),
    ("name = \"云溪县人民政府\"", "name：“云溪县人民政府”", "F09", As("name=\"云溪县人民政府\"")),
    ("name = \"云溪县人民政府\"", "name = 　\"云溪县人民政府\"", "F09", As("name =  \"云溪县人民政府\"")),
    ("name = \"云溪县人民政府\"", "name = \"云溪县人民政府\"　　", "F09", Whole),
    ("name = \"云溪县人民政府\"", "　　name = \"云溪县人民政府\"", "F09", Whole),
    ("name = \"云溪县人民政府\"", "name = \"云溪县人民政府\" ＃全称", "F09", As("name = \"云溪县人民政府\" #全称")),
    ("level = \"县级\"", "level = “县级”", "F09", Whole),
    ("level = \"县级\"", "level ： \"县级\"", "F09", Whole),
    ("received = [33, 3, 0, 0, 0, 0]", "received = [33，3，0，0，0，0]", "F09", Whole),
    ("received = [33, 3, 0, 0, 0, 0]", "received = [33、3、0、0、0、0]", "F09", Whole),
    ("received = [33, 3, 0, 0, 0, 0]", "received = [33；3；0；0；0；0]", "F09", Whole),
    ("received = [33, 3, 0, 0, 0, 0]", "received = 【33, 3, 0, 0, 0, 0】", "F09", Whole),
    ("received = [33, 3, 0, 0, 0, 0]", "received = （33, 3, 0, 0, 0, 0）", "F09", Whole),
    ("received = [33, 3, 0, 0, 0, 0]", "received = [33, 3, 0, 0, 0, 0］", "F09", Whole),
    ("received = [33, 3, 0, 0, 0, 0]", "received = [３３, ３, ０, ０, ０, ０]", "F09", Whole),
    ("received = [33, 3, 0, 0, 0, 0]", "received = [33,　3, 0, 0, 0, 0]", "F09", Whole),
    ("received = [33, 3, 0, 0, 0, 0]", "received ＝【３３，３，０，０，０，０】", "F09", As("received =[33, 3, 0, 0, 0, 0]")),
    ("received = [33, 3, 0, 0, 0, 0]", "received = 33，3，0，0，0，0", "F09", Whole),
    ("fees = 722.49", "fees = 722。49", "F09", Whole),
    ("fees = 722.49", "fees = 722．49", "F09", Whole),
    ("fees = 722.49", "fees = ７２２.４９", "F09", Whole),
    (OTHERS, "others = “未收取信息处理费。”", "F09", As("others = \"未收取信息处理费。\"")),
    (OTHERS, "others = “落实“十四五”规划，未收取信息处理费。”", "F09", As("others = \"落实“十四五”规划，未收取信息处理费。\"")),
    ("penalty = 86", "penalty = 86　# 处罚", "F09", As("penalty = 86 # 处罚")),
    ("penalty = 86", "　", "F09", Left),
    ("received = [33, 3, 0, 0, 0, 0]", "received = [\"33\"，\"3\"，0，0，0，0]", "F09", Whole),
    ("not_held = [7, 1, 0, 0, 0, 0]", "ｎｏｔ＿ｈｅｌｄ = [7, 1, 0, 0, 0, 0]", "F09", Whole),
    (OTHERS, "others = ‘‘‘‘‘‘", "F09", As("others = ''''''")),
    // Other slips of writing.
    ("year = 2023", "year : 2023", "F01", Whole),
    ("year = 2023", "year 2023", "F01", Whole),
    ("[agency]", "[agency", "F01", Whole),
    ("[agency]", "agency]", "F01", Whole),
    ("[agency]", "[agency]]", "F01", Whole),
    ("name = \"云溪县人民政府\"", "name = 云溪县人民政府", "F01", Whole),
    ("name = \"云溪县人民政府\"", "name = \"云溪县人民政府", "F01", Whole),
    ("name = \"云溪县人民政府\"", "name = 云溪县人民政府\"", "F01", Whole),
    ("penalty = 86", "penalty = 86个", "F01", Whole),
    ("penalty = 86", "penalty = 86件  # 处罚", "F01", As("penalty = 86  # 处罚")),
    ("penalty = 86", "penalty = 86,", "F01", Whole),
    ("penalty = 86", "penalty = /", "F01", As("penalty = 0")),
    ("penalty = 86", "penalty = 无", "F01", As("penalty = 0")),
    ("penalty = 86", "penalty = 1,086", "F01", As("penalty = 1086")),
    ("penalty = 86", "penalty = 086", "F01", Left),
    ("penalty = 86", "penalty = 约86", "F01", Left),
    ("penalty = 86", "penalty = 1.2万", "F01", Left),
    ("penalty = 86", "penalty = \"增86\"", "F05", Left),
    ("penalty = 86", "penalty = 1、234", "F09", Left),
    ("penalty = 86", "penalty = （86）", "F09", Left),
    ("penalty = 86", "penalty = 86 # 上年\u{b}compulsion = 99", "F15", As("penalty = 86 # 上年 compulsion = 99")),
    (OTHERS, "others = ‘‘‘无其他需要报告的事项。’’’", "F09", Left),
    ("normative_documents = [3, 6, 14]", "normative_documents = 1，234，14", "F09", Left),
    ("received = [33, 3, 0, 0, 0, 0]", "received = [33, （3）, 0, 0, 0, 0]", "F09", Left),
    ("received = [33, 3, 0, 0, 0, 0]", "received = [33；100；0；0；0；0]", "F09", As("received = [33, 100, 0, 0, 0, 0]")),
    ("received = [33, 3, 0, 0, 0, 0]", "received = [\"1、234\", 3, 0, 0, 0, 0]", "F05", Left),
    ("[agency]", "【agency】 # 见＃1", "F09", As("[agency] # 见＃1")),
    ("penalty = 86", "penalty = 1.000", "F05", Left),
    ("fees = 722.49", "fees = 7224900元", "F01", Left),
    ("issuer = \"云溪县人民政府办公室\"", "issuer = 云溪县#1办公室", "F01", Left),
    ("phone = \"0536-6222338\"", "phone = 无", "F01", Left),
    ("phone = \"0536-6222338\"", "phone = “6222338”、“6222339”", "F09", Left),
    ("received = [33, 3, 0, 0, 0, 0]", "received = [33, 3, 0, 0, 0, 0", "F01", Whole),
    ("received = [33, 3, 0, 0, 0, 0]", "received = 33, 3, 0, 0, 0, 0]", "F01", Whole),
    ("received = [33, 3, 0, 0, 0, 0]", "received = 33, 3, 0, 0, 0, 0", "F01", Whole),
    ("received = [33, 3, 0, 0, 0, 0]", "received = [33 3 0 0 0 0]", "F01", Whole),
    ("received = [33, 3, 0, 0, 0, 0]", "received = [33\t3\t0\t0\t0\t0]", "F01", Whole),
    ("received = [33, 3, 0, 0, 0, 0]", "received = [33.3.0.0.0.0]", "F01", Whole),
    ("received = [33, 3, 0, 0, 0, 0]", "received = [1 234 3 0 0 0]", "F01", Left),
    ("penalty = 86", "penalty = 86  二、行政处罚", "F01", As("penalty = 86  # 二、行政处罚")),
    ("received = [33, 3, 0, 0, 0, 0]", "received = [33, 3, , 0, 0, 0]", "F01", Left),
    ("received = [33, 3, 0, 0, 0, 0]", "received = [33, 3个, 0, 0, 0, 0]", "F01", Whole),
    ("postcode = \"262400\"", "postcode = 026240", "F01", As("postcode = \"026240\"")),
    ("phone = \"0536-6222338\"", "phone = 0536-6222338", "F01", Whole),
    ("date = 2024-01-23", "date = 2024-1-23", "F01", Whole),
    ("date = 2024-01-23", "date = 2024年1月23日", "F01", Whole),
    ("date = 2024-01-23", "date = 2024.1.23", "F01", Whole),
    ("date = 2024-01-23", "date = 2024-02-30", "F01", Left),
    // Names.
    ("received = [33, 3, 0, 0, 0, 0]", "rec eived = [33, 3, 0, 0, 0, 0]", "F01", Whole),
    ("received = [33, 3, 0, 0, 0, 0]", "Received = [33, 3, 0, 0, 0, 0]", "F03", Whole),
    ("received = [33, 3, 0, 0, 0, 0]", "recieved = [33, 3, 0, 0, 0, 0]", "F03", Left),
    ("penalty = 86", "行政处罚 = 86", "F01", Whole),
    ("level = \"县级\"", "level = \"区级\"", "F13", Left),
    // Figures.
    ("penalty = 86", "penalty = \"86\"", "F05", Whole),
    ("penalty = 86", "penalty = \"８６件\"", "F05", Whole),
    ("penalty = 86", "penalty = 86.0", "F05", Whole),
    ("penalty = 86", "penalty = \"3万\"", "F05", Left),
    ("fees = 722.49", "fees = \"722.49万元\"", "F05", Whole),
    ("fees = 722.49", "fees = \"7224900元\"", "F05", Left),
    ("received = [33, 3, 0, 0, 0, 0]", "received = [33, 3, \"/\", 0, 0, 0]", "F05", Whole),
    ("received = [33, 3, 0, 0, 0, 0]", "received = [\"33\", 3, 0, 0, 0, 0]", "F05", Whole),
    ("received = [33, 3, 0, 0, 0, 0]", "received = [33, 3, 0, 0, 0]", "F07", Left),
    ("received = [33, 3, 0, 0, 0, 0]", "received = [1,234, 3, 0, 0, 0, 0]", "F07", Left),
    ("received = [33, 3, 0, 0, 0, 0]", "received = [33, -3, 0, 0, 0, 0]", "F06", Left),
    ("received = [33, 3, 0, 0, 0, 0]", "received = []", "F08", Left),
    ("received = [33, 3, 0, 0, 0, 0]", "received =", "F08", Left),
    ("received = [33, 3, 0, 0, 0, 0]", "received = [33, \"\", 0, 0, 0, 0]", "F08", Left),
    ("postcode = \"262400\"", "postcode = 262400", "F05", Whole),
    ("year = 2023", "year = \"2023年\"", "F05", Whole),
];

#[test]
fn each_slip_gives_one_message_on_its_line() {
    assert!(SLIPS.len() >= 60);
    let right = right_form();
    assert!(examine(&Source::new("", right.clone())).findings.is_empty());
    let wrong: Vec<String> = SLIPS.iter().filter_map(|slip| told_and_mended(&right, slip).err()).collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// What is otherwise than the slip says, if anything is.
fn told_and_mended(right: &str, (line, typed, rule, mended): &(&str, &str, &str, Mended)) -> Result<(), String> {
    assert_eq!(right.matches(&format!("\n{line}\n")).count() + usize::from(right.starts_with(line)), 1, "{line}");
    // A line of nothing but blanks stands beside the line, any other in its place.
    let is_blank = typed.trim().is_empty();
    let put = |text: &str| right.replacen(&format!("{line}\n"), &format!("{text}\n"), 1);
    let slipped = if is_blank { put(&format!("{line}\n{typed}")) } else { put(typed) };
    let source = Source::new("form.toml", slipped.clone());
    let findings = examine(&source).findings;
    let [finding] = findings.as_slice() else {
        let found: Vec<String> = findings.iter().map(nianbao::internals::finding::Finding::sentence).collect();
        return Err(format!("{typed}: {found:?}"));
    };
    let at = finding.span().map(|span| source.position(span.start).0);
    let expected = slipped.lines().position(|own| own == *typed).map(|at| at + 1);
    if finding.rule.code != *rule || at != expected {
        return Err(format!("{typed}: {} in {at:?}", finding.sentence()));
    }
    let expected = match mended {
        Whole => right.to_owned(),
        As(other) => put(other),
        Left if is_blank => put(&format!("{line}\n")),
        Left => slipped.clone(),
    };
    let repaired = repair(&slipped);
    let differs = || {
        let lines = repaired.lines().zip(expected.lines()).filter(|(a, b)| a != b);
        format!("{typed}: mended to {:?}", lines.collect::<Vec<_>>())
    };
    if repaired == expected { Ok(()) } else { Err(differs()) }
}

/// Texts of several lines between other quotes than three single ones.
#[test]
fn texts_between_wrong_quotes_are_told_once_and_mended() {
    let right = right_form();
    let (before, rest) = right.split_once("overview = '''\n").unwrap();
    let (text, after) = rest.split_once("\n'''\n").unwrap();
    for (open, close, rule) in [
        ("‘’‘", "’‘’", "F09"),
        ("’’’", "’’’", "F09"),
        ("“", "”", "F09"),
        ("“”“", "”", "F09"),
        ("''", "''", "F01"),
        ("''", "'''", "F01"),
        ("\"", "\"", "F01"),
        ("'", "'", "F01"),
    ] {
        let slipped = format!("{before}overview = {open}\n{text}\n{close}\n{after}");
        let source = Source::new("", slipped.clone());
        let findings = examine(&source).findings;
        let codes: Vec<_> = findings.iter().map(|finding| finding.rule.code).collect();
        assert_eq!(codes, [rule], "{open}: {findings:#?}");
        assert_eq!(source.position(findings[0].span().unwrap().start).0, 42, "{open}");
        assert_eq!(repair(&slipped), right, "{open}");
    }
}

/// How many findings `fix` could leave or take away: all of reading the form.
fn findings(form: &str) -> usize {
    let found = examine(&Source::new("", form.to_owned())).findings;
    found.iter().filter(|finding| ['F', 'S', 'B'].iter().any(|family| finding.rule.is_of(*family))).count()
}

/// A line mutated as one of the slips that `fix` is sure of.
fn mutated(line: &str, kind: u8) -> Option<String> {
    let (key, value) = line.split_once(" = ")?;
    Some(match kind {
        0 => format!("{key} ＝ {value}"),
        1 => format!("{key}： {value}"),
        2 => format!("　{line}"),
        3 if value.contains(',') => format!("{key} = {}", value.replace(',', "，")),
        4 if value.starts_with('[') => format!("{key} = {}", value.replace('[', "【").replace(']', "】")),
        5 if !value.contains('"') => {
            let wide = |c: char| char::from_u32(u32::from(c) + 0xFEE0).filter(|_| c.is_ascii_digit()).unwrap_or(c);
            format!("{key} = {}", value.chars().map(wide).collect::<String>())
        }
        6 if value.starts_with('"') => format!("{key} = “{}”", value.trim_matches('"')),
        7 if value.parse::<u32>().is_ok() && !["year", "fees"].contains(&key) => format!("{key} = \"{value}件\""),
        8 if value.starts_with('"') => format!("{key} = {}", value.trim_matches('"')),
        _ => return None,
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn fix_never_touches_a_right_form(sample in samples()) {
        for stating in [Stating::Nothing, Stating::Everything] {
            let form = sample.form(stating, &BTreeMap::new());
            prop_assert_eq!(&repair(&form), &form);
        }
    }

    /// Whatever is mutated: what comes out has fewer findings, and a second run changes nothing.
    #[test]
    fn fix_leaves_fewer_findings_and_is_done_at_once(
        sample in samples(),
        slips in proptest::collection::vec((any::<Index>(), 0..9_u8), 1..6),
    ) {
        let form = sample.form(Stating::Nothing, &BTreeMap::new());
        let mut lines: Vec<String> = form.lines().map(str::to_owned).collect();
        let mut spoilt = 0;
        for (which, kind) in slips {
            let at = which.index(lines.len());
            if let Some(slipped) = mutated(&lines[at], kind).filter(|_| form.lines().nth(at) == Some(lines[at].as_str())) {
                lines[at] = slipped;
                spoilt += 1;
            }
        }
        let slipped = lines.join("\n") + "\n";
        let repaired = repair(&slipped);
        prop_assert_eq!(&repair(&repaired), &repaired);
        if spoilt > 0 {
            let (before, after) = (findings(&slipped), findings(&repaired));
            prop_assert!(after < before || before == 0, "{before} → {after}\n{slipped}\n{repaired}");
            prop_assert_eq!(after, 0, "{}\n{}", slipped, repaired);
        }
    }

    /// Of a form damaged anywhere nothing is made that has more findings, nor is it ever not done.
    #[test]
    fn fix_makes_nothing_worse(
        sample in samples(),
        cuts in proptest::collection::vec((any::<Index>(), "[\\[\\]'\"=,，：“”（）0-9a-z#\n 　【】.\\-个件]{0,4}"), 1..4),
    ) {
        let mut form: Vec<char> = sample.form(Stating::Everything, &BTreeMap::new()).chars().collect();
        for (at, text) in &cuts {
            let at = at.index(form.len());
            form.splice(at..(at + text.chars().count() % 3).min(form.len()), text.chars());
        }
        let form: String = form.into_iter().collect();
        let repaired = repair(&form);
        prop_assert_eq!(repaired.lines().count(), form.lines().count());
        prop_assert_eq!(&repair(&repaired), &repaired);
        // What can be read again may be seen to be wrong: only reading itself finds no more than before.
        let misread = |form: &str| nianbao::internals::form::read(Source::new("", form.to_owned())).problems.len();
        prop_assert!(misread(&repaired) <= misread(&form), "{form}\n→\n{repaired}");
    }
}
