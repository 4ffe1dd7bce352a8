//! Whatever may be wrong with files and folders: it is told, the rest is counted, and nothing is half written.

use std::fs;

use super::{COUNTY, Office, POLICE, SCHOOLS, between, form, roster, told, written, wrong};

#[test]
fn files_that_cannot_be_read_are_told_and_the_rest_is_counted() {
    let garbage: Vec<u8> = (0..4000_u32).map(|at| (at * 7919 % 251) as u8).collect();
    let docx = [b"PK\x03\x04".as_slice(), &garbage].concat();
    for (name, bytes) in [
        ("某县公安局.toml", garbage.as_slice()),
        ("某县公安局.toml", &[]),
        ("某县公安局.toml", b"\0\0\0\0"),
        ("某县公安局.toml", b"a = 1\n"),
        ("某县公安局.docx", &docx),
        ("某县公安局.xlsx", &docx),
        ("某县公安局.docx", &[]),
        ("某县公安局.pdf", b"%PDF-1.7 and no more"),
        ("某县公安局/年报.doc", &garbage),
    ] {
        let office = Office::new(&roster(&[SCHOOLS, POLICE]));
        office.put("forms/jiaoyu.toml", form(SCHOOLS, 4).as_bytes());
        office.put(&format!("forms/{name}"), bytes);
        let (code, answer) = office.json();
        assert_eq!(code, 1, "{name}");
        assert_eq!(told(&answer), [("U05".to_owned(), POLICE.to_owned())], "{name}: {answer}");
        assert_eq!(answer["nodes"][COUNTY]["applications"]["received"]["natural_person"], 4);
        assert!(office.path("out/退回修改单/某县公安局.docx").exists(), "{name}");
    }
}

/// The folders above those that were given, and the name of the whole, tell nothing of whose a file is.
#[test]
fn a_file_is_nobodys_by_the_folders_above() {
    let office = Office::new(&roster(&[SCHOOLS, POLICE]));
    office.put("某县教育局/收到/坏.toml", b"");
    office.put("某县教育局/收到/某县人民政府各单位/坏.docx", b"PK");
    office.put("某县教育局/收到/a.toml", form(SCHOOLS, 4).as_bytes());
    office.put("某县教育局/收到/b.toml", form(POLICE, 5).as_bytes());
    let args = ["rollup", "某县教育局/收到", "--roster", "roster.toml", "-o", "out", "--json"];
    let answer: serde_json::Value = serde_json::from_str(&office.call(&args).stdout).unwrap();
    assert_eq!(told(&answer), [("U05".to_owned(), String::new()), ("U05".to_owned(), String::new())]);
    assert!(!office.path("out/退回修改单").exists());
}

#[test]
fn a_letter_among_the_reports_is_no_error() {
    let office = Office::complete();
    office.put("forms/说明.txt", "各单位：请按时报送。".as_bytes());
    office.put("forms/照片.jpg", b"\xff\xd8\xff");
    let output = office.add_up(&[]);
    assert_eq!(output.code, 0, "{}", output.stderr);
    assert!(output.stderr.contains("警告 U05｜forms/说明.txt：里面没有年度报告的表"), "{}", output.stderr);
    assert!(output.stdout.contains("另有1个文件"), "{}", output.stdout);
}

#[test]
fn ten_thousand_empty_files_are_told() {
    let office = Office::new(&roster(&[SCHOOLS]));
    for at in 0..10_000 {
        let ending = ["toml", "docx", "xlsx", "txt"][at % 4];
        fs::write(office.path("forms").join(format!("{at}.{ending}")), "").unwrap();
    }
    let output = office.add_up(&[]);
    assert_eq!(output.code, 1);
    assert_eq!(output.stderr.matches(" U05｜").count(), 100);
    assert!(output.stderr.contains("还有9900处问题没有列出"), "{}", output.stderr);
    assert!(output.stderr.contains("没有汇总，没有写文件"), "{}", output.stderr);
    assert!(!office.path("out").exists());
    let (code, answer) = office.json();
    assert_eq!((code, answer["findings"].as_array().unwrap().len()), (1, 10_000));
    assert_eq!(answer["units"], serde_json::json!({ "expected": 1, "received": 0 }));
}

#[test]
fn a_folder_with_nothing_in_it_is_told() {
    let office = Office::new(&roster(&[SCHOOLS]));
    let output = office.add_up(&[]);
    assert_eq!(output.code, 1);
    assert!(output.stderr.contains("没有一份读得出报告年度的填报表或报告"), "{}", output.stderr);
    assert!(!office.path("out").exists());
}

#[cfg(unix)]
#[test]
fn links_in_a_circle_end() {
    let office = Office::complete();
    fs::create_dir(office.path("forms/镇")).unwrap();
    std::os::unix::fs::symlink(office.path("forms"), office.path("forms/镇/又是")).unwrap();
    std::os::unix::fs::symlink(office.path("nowhere"), office.path("forms/没有.toml")).unwrap();
    std::os::unix::fs::symlink(office.path("forms/jiaoyu.toml"), office.path("forms/同一份.toml")).unwrap();
    let output = office.add_up(&[]);
    assert!(output.stderr.contains("绕成了一圈，没有再往里读"), "{}", output.stderr);
    assert!(output.stderr.contains("没有.toml读不出来，没有计入合计：没有这个文件"), "{}", output.stderr);
    assert!(output.stdout.contains("应报2、实报2，齐"), "{}", output.stdout);
    assert_eq!(between(&office.json().1), ["U05", "U05"], "one file met twice is one file");
}

#[cfg(unix)]
#[test]
fn what_one_may_not_read_is_told_and_what_one_may_not_write_is_left() {
    use std::os::unix::fs::PermissionsExt as _;
    let office = Office::complete();
    let locked = office.path("forms/某县公安局.toml");
    fs::rename(office.path("forms/gongan.toml"), &locked).unwrap();
    fs::set_permissions(&locked, fs::Permissions::from_mode(0o000)).unwrap();
    // Nothing is forbidden to root.
    if fs::read(&locked).is_ok() {
        return;
    }
    let (code, answer) = office.json();
    assert_eq!((code, told(&answer)), (1, vec![("U05".to_owned(), POLICE.to_owned())]));
    fs::remove_dir_all(office.path("out")).unwrap();
    fs::create_dir(office.path("out")).unwrap();
    fs::set_permissions(office.path("out"), fs::Permissions::from_mode(0o500)).unwrap();
    let output = office.add_up(&[]);
    assert!(output.code == 2 && output.stderr.contains("写不了out"), "{}", output.stderr);
    assert_eq!(fs::read_dir(office.path("out")).unwrap().count(), 0);
}

#[cfg(unix)]
#[test]
fn what_is_no_file_is_passed_over() {
    let office = Office::complete();
    let made = std::process::Command::new("mkfifo").arg(office.path("forms/管道.toml")).status();
    if made.is_ok_and(|status| status.success()) {
        let output = office.add_up(&[]);
        assert_eq!(output.code, 0, "{}", output.stderr);
    }
}

#[test]
fn a_roster_that_is_wrong_adds_nothing_up() {
    for (units, says) in [
        (vec![(COUNTY, ""), (SCHOOLS, COUNTY), (SCHOOLS, COUNTY)], "在名录里写了两次"),
        (vec![(COUNTY, POLICE), (POLICE, SCHOOLS), (SCHOOLS, COUNTY)], "绕成了一圈"),
        (vec![(COUNTY, ""), (SCHOOLS, SCHOOLS)], "上级写的是它自己"),
        (vec![(COUNTY, ""), (SCHOOLS, "")], "有2个单位没有写上级"),
        (vec![(COUNTY, ""), (SCHOOLS, "某县政府")], "的上级单位“某县政府”不在名录里"),
        (vec![], "名录里没有单位"),
    ] {
        let office = Office::complete();
        office.put("roster.toml", written(&units).as_bytes());
        let before = office.listing();
        for more in [&[][..], &["--json"]] {
            let output = office.add_up(more);
            assert_eq!((output.code, output.stdout.as_str()), (2, ""), "{says}");
            assert!(output.stderr.contains("错误 U10｜") && output.stderr.contains(says), "{}", output.stderr);
        }
        assert_eq!(office.listing(), before);
    }
    let office = Office::complete();
    office.put("roster.toml", &[0xff, 0xfe, 0x00, 0xd8, 0x00]);
    assert_eq!(office.add_up(&[]).code, 2);
}

#[test]
fn nothing_is_half_written() {
    let office = Office::complete();
    office.put("forms/jiaoyu.toml", wrong(SCHOOLS, 4).as_bytes());
    for block in ["out", "out/退回修改单"] {
        office.put(block, "别的文件".as_bytes());
        let before = office.listing();
        let output = office.add_up(&[]);
        assert_eq!(output.code, 2);
        assert!(output.stderr.contains("写不了"), "{}", output.stderr);
        assert_eq!((office.listing(), office.text(block)), (before, "别的文件".to_owned()));
        fs::remove_file(office.path(block)).unwrap();
    }
    for block in ["out/汇总.toml", "out/汇总.xlsx", "out/退回修改单/某县教育局.txt"] {
        fs::create_dir_all(office.path(block)).unwrap();
        let before = office.listing();
        let output = office.add_up(&["--json"]);
        assert_eq!((output.code, output.stdout.as_str()), (2, ""), "{block}");
        assert!(output.stderr.contains(&format!("写不了{block}：这是文件夹")), "{}", output.stderr);
        let mut after = office.listing();
        // Folders that were made stay, empty.
        after.retain(|name| before.contains(name) || name != "out/退回修改单");
        assert_eq!(after, before);
        fs::remove_dir(office.path(block)).unwrap();
    }
    assert_eq!(office.add_up(&[]).code, 1);
}

/// Roster, last year's folder and what is written lie among the forms, and none of them is anybody's form.
#[test]
fn what_is_written_is_never_read_as_a_units() {
    let office = Office::complete();
    office.put("forms/单位名录.toml", office.text("roster.toml").as_bytes());
    office.put("forms/上年/jiaoyu.toml", form(SCHOOLS, 9).replace("year = 2023", "year = 2022").as_bytes());
    office.put("forms/上年/gongan.toml", form(POLICE, 9).replace("year = 2023", "year = 2022").as_bytes());
    for out in ["forms/汇总", "forms"] {
        let args = ["rollup", "forms", "--roster", "forms/单位名录.toml", "--previous", "forms/上年", "-o", out];
        for turn in 0..3 {
            let output = office.call(&args);
            assert_eq!((output.code, output.stderr.as_str()), (0, ""), "{out} {turn}");
            assert!(output.stdout.contains("应报2、实报2，齐"), "{}", output.stdout);
            // Somebody writes the text, and the next run keeps it aside.
            let form = format!("{out}/汇总.toml");
            office.put(&form, office.text(&form).replace("= [9, ", "= [8, ").as_bytes());
        }
        let aside = office.listing().into_iter().filter(|name| name.contains("留存")).count();
        assert_eq!(aside, 2, "{:?}", office.listing());
        fs::remove_dir_all(office.path("forms/汇总")).unwrap_or_default();
    }
}

#[test]
fn last_years_folder_without_last_years_forms_is_told() {
    let office = Office::complete();
    office.put("last/jiaoyu.toml", form(SCHOOLS, 9).as_bytes());
    let output = office.add_up(&["--previous", "last"]);
    assert_eq!(output.stderr, "※ last里没有2家的2022年度的表，没有与上年比较。\n");
}

#[test]
fn why_a_name_or_a_year_could_not_be_read_is_told() {
    let office = Office::complete();
    let name = format!("name = \"{POLICE}\"");
    assert!(form(POLICE, 5).contains(&name));
    office.put("forms/gongan.toml", form(POLICE, 5).replace(&name, &format!("name = “{POLICE}”")).as_bytes());
    let output = office.add_up(&[]);
    assert!(
        output.code == 1 && output.stderr.contains("没有计入合计（第") && output.stderr.contains("引号"),
        "{}",
        output.stderr
    );
    office.put("forms/gongan.toml", form(POLICE, 5).replace("year = 2023", "year = 2023年").as_bytes());
    let output = office.add_up(&[]);
    assert!(output.stderr.contains("读不出报告年度，没有计入合计（第"), "{}", output.stderr);
}

#[test]
fn a_document_with_its_text_goes_before_a_workbook_of_the_tables() {
    let office = Office::complete();
    let built = office.call(&["build", "forms/gongan.toml", "-o", "forms/公安局"]);
    assert_eq!(built.code, 0, "{}", built.stderr);
    fs::remove_file(office.path("forms/gongan.toml")).unwrap();
    let (code, answer) = office.json();
    assert_eq!((code, &answer["units"]["received"]), (0, &2.into()), "{answer}");
    assert!(told(&answer).iter().all(|(rule, _)| rule != "I10"), "{answer}");
}

#[test]
fn what_somebody_wrote_on_a_slip_stays_and_is_told() {
    let office = Office::complete();
    office.put("forms/gongan.toml", wrong(POLICE, 5).as_bytes());
    assert_eq!(office.add_up(&[]).code, 1);
    let slip = format!("out/退回修改单/{POLICE}.txt");
    office.put(&slip, (office.text(&slip) + "已电话催办\n").as_bytes());
    office.put("forms/gongan.toml", form(POLICE, 5).as_bytes());
    let output = office.add_up(&[]);
    assert!(output.code == 0 && output.stderr.contains("有人改过") && office.path(&slip).exists(), "{}", output.stderr);
    assert!(!office.path(&format!("out/退回修改单/{POLICE}.docx")).exists());
}
