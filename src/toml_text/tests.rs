//! Slips of the hand and what is left of the file around them.

use super::*;

const TABLES: &[&str] = &["disclosure", "applications", "reviews"];

fn of(text: &str) -> (Tree, Source) {
    let source = Source::new("f", text.to_owned());
    (read(&source, TABLES, &|_, _| None), source)
}

/// Slips that are nothing but Chinese signs.
const SIGNS_ALONE: &[&str] = &[
    "licensing ＝ 3",
    "\u{3000}licensing = 3",
    "licensing =\u{a0}3",
    "licensing = 3\u{3000}",
    "licensing = 3\u{3000}# 行政许可",
    "licensing = \"三\"\u{3000}",
    "\u{feff}licensing = 3",
    "licensing = １2",
    "licensing = 14722。49",
    "licensing = “金湖”",
];

/// Lines with a mistake, and a word of the message.
const MISTAKES: &[(&str, &str)] = &[
    ("licensing = 1,234", "千分位"),
    ("licensing = 33，3", "逗号应为英文"),
    ("licensing ＝ 3", "等号"),
    ("licensing: 3", "等号"),
    ("licensing 3", "缺英文等号"),
    ("licensing", "缺英文等号"),
    ("\u{3000}licensing = 3", "中文空格"),
    ("licensing =\u{a0}3", "中文空格"),
    ("licensing = 3\u{3000}", "中文空格"),
    ("licensing = 3\u{3000}# 行政许可", "中文空格"),
    ("licensing = \"三\"\u{3000}", "中文空格"),
    ("\u{feff}licensing = 3", "中文空格"),
    ("licensing = １2", "数字是全角的"),
    ("licensing = 3个  # 行政许可", "应为3"),
    ("licensing = 减8", "应为-8"),
    ("licensing = /", "没有的填0"),
    ("licensing = 54408,", "多了“,”"),
    ("licensing = 14722。49", "小数点应为英文"),
    ("licensing = .5", "应为0.5"),
    ("licensing = [1, , 2]", "没有的填0"),
    ("licensing = [1 2]", "逗号隔开"),
    ("licensing = [1, 2", "缺右方括号"),
    ("licensing = 1, 2]", "缺左方括号"),
    ("licensing = [1, 2]]", "多了右方括号"),
    ("licensing = [3个, 2]", "应为3"),
    ("licensing = [7, 减 8, 2]", "应为-8"),
    ("licensing = [1,014, 2]", "应写1014"),
    ("licensing = [1,  # 甲\n  3个]  # 乙", "应为3"),
    ("licensing = “金湖”", "引号应为英文"),
    ("licensing = 金湖", "英文引号"),
    ("licensing = \"金湖", "缺右引号"),
    ("licensing = \"金\"湖\"", "还有别的内容"),
    ("licensing = \"C:\\金湖\"", "“\\”"),
    ("licensing = 030000", "应为30000"),
    ("postcode = 030000", "加英文引号：postcode = \"030000\""),
    ("phone = 0517-86812345", "加英文引号：phone = \"0517-86812345\""),
    ("date = 2024-1-23", "2024-01-23"),
    ("date = 2024年1月23日", "2024-01-23"),
    ("date = 2024-02-30", "没有这一天"),
    ("date = 2024-01", "写到日"),
    ("licensing = 1, 2, 3", "方括号"),
    ("licensing = 3 4", "读不出来"),
    ("licensing = '''没有结束\n第二段", "没有结束"),
    ("行政许可 = 3", "不要改动等号左边"),
];

/// The message is exact, and the keys around the mistake stay known.
#[test]
fn a_mistake_spoils_its_own_line_only() {
    for (typed, says) in MISTAKES {
        let key = typed.trim_start_matches(['\u{3000}', '\u{feff}']).split([' ', ':']).next().unwrap();
        let text =
            format!("[disclosure]\nbefore = 1\n{typed}\nafter = [1,\n 2]\n\n[reviews]\nlast = '''\na = b\n'''\n");
        let (tree, source) = of(&text);
        let [found] = tree.syntax_errors.as_slice() else { panic!("{typed}: {:#?}", tree.syntax_errors) };
        let is_sign_alone = SIGNS_ALONE.contains(typed);
        // Brackets are missing here as well.
        let rule = if is_sign_alone || *typed == "licensing = 33，3" { "F09" } else { "F01" };
        assert_eq!(found.rule.code, rule, "{typed}");
        assert_eq!(found.message.contains("nianbao fix"), is_sign_alone, "{typed}: {}", found.message);
        assert!(found.message.contains(says), "{typed}: {}", found.message);
        assert_eq!((found.table.as_str(), found.key.trim_matches('\u{feff}')), ("disclosure", key), "{typed}");
        let line = source.position(found.span.start).0;
        assert!((3..3 + typed.lines().count()).contains(&line), "{typed}: {line}");
        let [disclosure, reviews] = tree.entries.as_slice() else { panic!("{typed}: {:#?}", tree.entries) };
        let Value::Table(rows) = &disclosure.node.value else { panic!("{typed}") };
        let keys: Vec<_> = rows.iter().map(|row| row.key.as_str()).collect();
        assert_eq!(keys, ["before", key, "after"], "{typed}");
        assert!(matches!(rows[1].node.value, Value::Unknown), "{typed}");
        assert!(matches!(&rows[2].node.value, Value::List(items) if items.len() == 2), "{typed}");
        assert_eq!(&source.text()[rows[2].node.span.clone()], "[1,\n 2]", "{typed}");
        assert_eq!(reviews.key, "reviews");
    }
}

#[test]
fn nothing_after_the_sign_is_not_a_mistake() {
    let (tree, _) = of("a =\nb = # 注\nc = 1\nd =");
    assert!(tree.syntax_errors.is_empty(), "{:?}", tree.syntax_errors);
    let empty: Vec<_> = tree.entries.iter().filter(|e| matches!(e.node.value, Value::Empty)).map(|e| &e.key).collect();
    assert_eq!(empty, ["a", "b", "d"]);
}

#[test]
fn a_key_given_twice_is_unknown() {
    let (tree, source) = of("[t]\na = 1\nb = 2\na = 3\n[u]\na = 4\n[t]\nc = 1\n");
    let found: Vec<_> = tree.syntax_errors.iter().map(|f| (f.rule.code, source.position(f.span.start).0)).collect();
    assert_eq!(found, [("F11", 4), ("F11", 7)]);
    let (tree, _) = of("[t]\na = 1\nb = 2\n[t]\na = 1\nb = 3\nc = 4\n");
    assert_eq!(tree.syntax_errors.len(), 1, "a table given twice is one mistake: {:?}", tree.syntax_errors);
    let (tree, _) = of("");
    assert!(tree.entries.is_empty() && tree.syntax_errors.is_empty());
    let (tree, _) = of("[t]\na = 1\nb = 2\na = 3\n[u]\na = 4\n[t]\nc = 1\n");
    let t = tree.entries.iter().find(|entry| entry.key == "t").unwrap();
    let Value::Table(rows) = &t.node.value else { panic!() };
    assert!(matches!(rows[0].node.value, Value::Unknown));
    assert!(matches!(&rows[1].node.value, Value::Number(n) if n == "2"));
}

#[test]
fn broken_headers_keep_their_rows() {
    for header in [
        "[applications",
        "applications]",
        "【applications】",
        "[applications]]",
        "［applications］",
        "(applications)",
        "[applications] 三、申请",
        "[applications],",
        "[applications.]",
        "[[applications]",
        "\u{feff}[applications]",
    ] {
        let (tree, _) = of(&format!("[disclosure]\na = 1\n{header}\nb = 2\n"));
        assert_eq!(tree.syntax_errors.len(), 1, "{header}: {:?}", tree.syntax_errors);
        assert_eq!(
            tree.entries.iter().map(|e| e.key.as_str()).collect::<Vec<_>>(),
            ["disclosure", "applications"],
            "{header}"
        );
    }
}

/// A line inserted anywhere spoils nothing but itself; and a slip elsewhere does not tear a text apart.
#[test]
fn an_inserted_line_spoils_only_itself() {
    let form = "year = 1\n[disclosure]\na = [1,\n 2]\nb = 3\n\n[reviews]\nc = '''\n（APP）情况\na=1\n[APP]\n(see x)\n'''\nd = 4\n";
    for inserted in [
        "\u{3000}",
        "\u{a0}\u{a0}",
        "\u{3000}# 注",
        "\u{feff}",
        "\u{b}",
        "说明",
        "(a) abc",
        "e = 2,086",
        "= 3",
        "]",
        "\u{85}",
    ] {
        for at in 0..=form.lines().count() {
            let mut lines: Vec<&str> = form.lines().collect();
            lines.insert(at, inserted);
            let (tree, _) = of(&lines.join("\n"));
            let is_within = at == 3 || (8..=12).contains(&at);
            assert!(tree.syntax_errors.len() <= 1, "{inserted:?} at {at}: {:#?}", tree.syntax_errors);
            if is_within {
                continue;
            }
            let keys =
                |entries: &[Entry]| entries.iter().filter(|e| e.key != "e").map(|e| e.key.clone()).collect::<Vec<_>>();
            assert_eq!(keys(&tree.entries), ["year", "disclosure", "reviews"], "{inserted:?} at {at}");
            for (entry, expected) in tree.entries[tree.entries.len() - 2..].iter().zip([["a", "b"], ["c", "d"]]) {
                let Value::Table(rows) = &entry.node.value else { panic!() };
                assert_eq!(keys(rows), expected, "{inserted:?} at {at}");
                assert!(rows.iter().all(|row| row.key == "e" || !matches!(row.node.value, Value::Unknown)));
            }
        }
    }
}

/// Where recovery gives up, nothing is trusted.
#[test]
fn of_a_file_too_broken_nothing_is_known() {
    let lines = (0..100).map(|n| format!("a{n}..b = [1,\n2]\nc{n} = 3\n")).collect::<Vec<_>>().concat();
    let (tree, _) = of(&lines);
    assert!(tree.syntax_errors.len() >= 64);
    assert!(tree.entries.iter().all(|entry| matches!(entry.node.value, Value::Unknown | Value::Table(_))));
    let (tree, _) = of("a..b = [1,\n2]\nc = 3\n");
    assert!(
        matches!(tree.entries.as_slice(), [c] if c.key == "c" && matches!(c.node.value, Value::Number(_))),
        "{tree:?}"
    );
}

#[test]
fn a_control_character_is_told_where_it_is() {
    let (tree, source) = of("[t]\na = '''\n第一段\n第二\u{b}段\n'''\nb = 1\n");
    let [found] = tree.syntax_errors.as_slice() else { panic!("{:?}", tree.syntax_errors) };
    assert_eq!((found.rule.code, source.position(found.span.start)), ("F15", (4, 3)));
}

#[test]
fn nonsense_is_one_stretch() {
    let (tree, _) = of(&"这不是填报表\nhello world\n".repeat(50_000));
    assert_eq!(tree.syntax_errors.len(), 1);
    let (tree, _) = of(&format!("a = {}1{}", "[".repeat(100_000), "]".repeat(100_000)));
    assert_eq!(tree.syntax_errors.len(), 1);
}

#[test]
fn line_ends_and_last_lines_do_not_matter() {
    for text in ["a = 1\r\nb = 1,234\r\nc = 3\r\n", "a = 1\nb = 1,234\nc = 3", "\u{feff}a = 1\nb = 1,234\nc = 3"] {
        let source = Source::decode("f", text.as_bytes()).unwrap();
        let tree = read(&source, TABLES, &|_, _| None);
        assert_eq!(tree.syntax_errors.len(), 1, "{text:?}");
        let known = tree.entries.iter().filter(|e| matches!(e.node.value, Value::Number(_))).count();
        assert_eq!((tree.entries.len(), known), (3, 2), "{text:?}");
    }
}
