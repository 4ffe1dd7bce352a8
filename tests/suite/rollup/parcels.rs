//! What came packed: ZIP files with names of Chinese Windows, letters with attachments, one level deep.

use std::io::Write as _;

use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use super::{Office, SCHOOLS, between, form};

/// A package of files by their names.
fn packed(files: &[(&str, &[u8])]) -> Vec<u8> {
    let mut package = ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for (name, bytes) in files {
        package.start_file(*name, SimpleFileOptions::default()).unwrap();
        package.write_all(bytes).unwrap();
    }
    package.finish().unwrap().into_inner()
}

/// The same with a name as Chinese Windows packs it: 教育局.toml in GBK, which no flag tells.
fn in_gbk(content: &[u8]) -> Vec<u8> {
    const NAME: &[u8] = b"\xbd\xcc\xd3\xfd\xbe\xd6.toml";
    const STAND_IN: &[u8] = b"QQQQQQ.toml";
    let mut package = packed(&[("QQQQQQ.toml", content)]);
    for at in 0..package.len() - STAND_IN.len() {
        if package[at..].starts_with(STAND_IN) {
            package[at..at + NAME.len()].copy_from_slice(NAME);
        }
    }
    package
}

/// A letter with a form attached, its name in GBK.
fn letter(content: &str) -> String {
    format!(
        "From: a@example.cn\r\nTo: b@example.cn\r\nSubject: =?GBK?B?xOqxqA==?=\r\nMIME-Version: 1.0\r\n\
         Content-Type: multipart/mixed; boundary=\"XX\"\r\n\r\n--XX\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n请查收。\r\n\
         --XX\r\nContent-Type: application/octet-stream; name=\"=?GBK?B?vczT/b7WLnRvbWw=?=\"\r\n\
         Content-Disposition: attachment; filename=\"=?GBK?B?vczT/b7WLnRvbWw=?=\"\r\nContent-Transfer-Encoding: 8bit\r\n\r\n\
         {content}\r\n--XX--\r\n"
    )
}

#[test]
fn packed_and_attached_forms_are_added_up() {
    let schools = form(SCHOOLS, 4);
    for (name, bytes) in [
        ("forms/a.zip", in_gbk(schools.as_bytes())),
        (
            "forms/A.ZIP",
            packed(&[("各局/教育局.toml", schools.as_bytes()), ("__MACOSX/._x.toml", b"x"), ("说明.jpg", b"")]),
        ),
        ("forms/教育局.eml", letter(&schools).into_bytes()),
    ] {
        let office = Office::complete();
        std::fs::remove_file(office.path("forms/jiaoyu.toml")).unwrap();
        office.put(name, &bytes);
        let (code, answer) = office.json();
        assert_eq!((code, &answer["units"]["received"]), (0, &2.into()), "{name} {answer}");
        let file = answer["findings"].as_array().unwrap().iter().find_map(|finding| finding["file"].as_str());
        assert!(file.is_none_or(|file| !file.contains("MACOSX")), "{file:?}");
    }
}

#[test]
fn what_is_wrong_with_a_packed_file_names_it() {
    let office = Office::complete();
    std::fs::remove_file(office.path("forms/gongan.toml")).unwrap();
    office.put("forms/b.zip", &packed(&[("公安局.toml", b"year = = 2023\n"), ("内.zip", &packed(&[("x.toml", b"")]))]));
    office.put("forms/c.rar", b"Rar!");
    office.put("forms/d.zip", b"PK\x03\x04");
    office.put("forms/e.eml", b"From: a@example.cn\r\nSubject: x\r\n\r\nnothing\r\n");
    let output = office.add_up(&[]);
    let slashed = output.stderr.replace('\\', "/");
    for says in [
        "forms/b.zip/公安局.toml",
        "forms/b.zip/内.zip读不出来，没有计入合计：压缩包、邮件里又有压缩包",
        "forms/c.rar读不出来，没有计入合计：这种压缩包、邮件不能直接读",
        "forms/d.zip读不出来，没有计入合计：压缩包已损坏",
        "forms/e.eml读不出来，没有计入合计：这封邮件里没有附件",
    ] {
        assert!(slashed.contains(says), "{says}: {}", output.stderr);
    }
    assert!(between(&office.json().1).contains(&"U05".to_owned()));
    assert!(output.stdout.contains("应报2、实报1"), "{}", output.stdout);
}

#[test]
fn a_package_that_unpacks_to_too_much_is_refused() {
    let office = Office::complete();
    let vast = vec![0; (64 << 20) + 1];
    office.put("forms/vast.zip", &packed(&[("a.toml", &vast)]));
    let output = office.add_up(&[]);
    assert!(output.stderr.contains("压缩包里的文件太多或太大"), "{}", output.stderr);
    assert!(output.stdout.contains("应报2、实报2，齐"), "{}", output.stdout);
}
