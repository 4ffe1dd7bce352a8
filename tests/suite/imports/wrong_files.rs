//! Files that are no reports, damaged ones, bombs: a clear sentence, never a panic.

use std::fs;
use std::io::{Cursor, Write as _};

use nianbao::internals::form::print;
use nianbao::internals::import::{Refusal, import};

use super::imported;
use crate::cases::assert_within_gbk;
use crate::command::nianbao;
use crate::golden::{chosen, each_folder};
use crate::official::root;

fn refusal(bytes: &[u8]) -> Refusal {
    import(bytes).map(|imported| imported.findings).unwrap_err()
}

/// A package of parts, deflated.
fn package(parts: &[(&str, &[u8])]) -> Vec<u8> {
    let mut package = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, content) in parts {
        package.start_file(*name, zip::write::SimpleFileOptions::default()).unwrap();
        package.write_all(content).unwrap();
    }
    package.finish().unwrap().into_inner()
}

#[test]
fn what_is_no_report_is_told_apart() {
    let utf16: Vec<u8> = "\u{feff}通知".encode_utf16().flat_map(u16::to_le_bytes).collect();
    for (bytes, expected) in [
        (&b""[..], Refusal::NoTables),
        ("关于开会的通知".as_bytes(), Refusal::NoTables),
        (&utf16, Refusal::NoTables),
        (b"\x89PNG\r\n\x1a\n", Refusal::Picture),
        (b"%PDF-1.7\nnothing", Refusal::Damaged),
        (b"\0\0\0\x18ftypheic", Refusal::Picture),
        (b"{\\rtf1 text}", Refusal::RichText),
        (b"Rar!\x1A\x07\x01\0", Refusal::Archive),
        (b"PK\x05\x06\0\0", Refusal::Archive),
        (&package(&[("a.docx", b"PK")]), Refusal::Archive),
        (&package(&[("OFD.xml", b"<ofd:OFD/>")]), Refusal::FixedLayout),
        (b"MIME-Version: 1.0\nContent-Type: multipart/related", Refusal::WebArchive),
        (b"PK\x03\x04", Refusal::Damaged),
        (&package(&[("mimetype", b"application/vnd.oasis.opendocument.text")]), Refusal::OpenDocument),
        (b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", Refusal::OldFormat),
        (b"text \0\x01\x02 binary", Refusal::NotText),
        (format!("{}甲\0", "通知\n".repeat(20)).as_bytes(), Refusal::Nul(21)),
        (&utf16[..utf16.len() - 1], Refusal::CutShort),
        (b"line\nline \xE4\xB8\xFF\xFF\x81", Refusal::Garbled(2)),
        (b"<html><body><p>no table</p></body></html>", Refusal::NoTables),
        (&vec![b' '; (64 << 20) + 1], Refusal::TooLarge),
    ] {
        let found = refusal(bytes);
        assert_eq!(found, expected, "{:?}", &bytes[..bytes.len().min(20)]);
        assert_within_gbk(&found.to_string());
    }
}

#[test]
fn bombs_are_refused() {
    let zeros = vec![b' '; 150 << 20];
    let document = package(&[("word/document.xml", &zeros)]);
    assert!(document.len() < 1 << 20);
    assert_eq!(refusal(&document), Refusal::TooLarge);
    let workbook = package(&[("xl/workbook.xml", b"<workbook/>"), ("xl/worksheets/sheet1.xml", &zeros)]);
    assert_eq!(refusal(&workbook), Refusal::TooLarge);
    let entities: String =
        (1..10).map(|at| format!("<!ENTITY a{at} \"{}\">", format!("&a{};", at - 1).repeat(10))).collect();
    let laughs = format!(
        "<!DOCTYPE d [<!ENTITY a0 \"ha\">{entities}]><w:document><w:body><w:p><w:r><w:t>&a9;</w:t></w:r></w:p></w:body></w:document>"
    );
    assert_eq!(refusal(&package(&[("word/document.xml", laughs.as_bytes())])), Refusal::NoTables);
    // What a document names outside of itself is never read.
    let outside = "<!DOCTYPE d [<!ENTITY f SYSTEM \"file:///etc/hostname\">]><w:document><w:p><w:r><w:t>&f;</w:t></w:r></w:p></w:document>";
    assert_eq!(refusal(&package(&[("word/document.xml", outside.as_bytes())])), Refusal::NoTables);
    for deep in ["<div>", "<table><tr><td>", "<b>"] {
        assert_eq!(refusal(format!("<html>{}", deep.repeat(60_000)).as_bytes()), Refusal::TooLarge);
        assert_eq!(refusal(format!("<html>{}", deep.repeat(900)).as_bytes()), Refusal::NoTables);
    }
    let nested = format!("<w:document>{}</w:document>", "<w:tbl><w:tr><w:tc>".repeat(100_000));
    assert_eq!(refusal(&package(&[("word/document.xml", nested.as_bytes())])), Refusal::NoTables);
    let spans = "<table><tr><td rowspan=999999999 colspan=999999999>规章<td>0<td>0<td>0</table>";
    assert!(import(spans.as_bytes()).is_ok() || refusal(spans.as_bytes()) == Refusal::NoTables);
}

/// Whatever is cut off, changed or repeated, a file is read or refused, and what was read is a form.
#[test]
#[ignore = "slow; CI runs it"]
fn damaged_files_never_panic() {
    let mut tried = 0;
    each_folder(chosen("tests/import"), |entry| {
        let report = ["txt", "html", "docx", "xlsx", "xls", "ods"]
            .iter()
            .map(|ending| entry.join(format!("report.{ending}")))
            .find(|path| path.exists());
        let bytes = fs::read(report.unwrap()).unwrap();
        for case in 0..40_usize {
            let at = (case * 7919 + 13) % bytes.len();
            let mut damaged = bytes.clone();
            match case % 4 {
                0 => damaged.truncate(at),
                1 => damaged[at] ^= 0x55,
                2 => drop(damaged.drain(at..(at + 97).min(bytes.len()))),
                _ => drop(damaged.splice(at..at, bytes[at / 2..at].iter().copied())),
            }
            if let Ok(imported) = import(&damaged) {
                let form = print(&imported.form, None);
                let findings =
                    crate::reading::examine(&nianbao::internals::source::Source::new("form.toml", form)).findings;
                let broken = findings.iter().find(|finding| ["F01", "F03", "F09", "F11"].contains(&finding.rule.code));
                assert!(broken.is_none(), "{broken:?}");
                tried += 1;
            }
        }
    });
    assert!(tried > 300 || std::env::var_os("CASE").is_some(), "{tried}");
}

#[test]
fn a_report_becomes_a_form_on_the_command_line() {
    let folder = tempfile::tempdir().unwrap();
    let run = |args: &[&str]| nianbao(folder.path(), args);
    let copy = |from: &str, to: &str| fs::copy(root().join("tests/import").join(from), folder.path().join(to)).unwrap();
    copy("tabs-shifted/report.txt", "青石镇.txt");
    copy("html-gbk/report.html", "网页.html");
    let output = run(&["import", "青石镇.txt", "-o", "青石镇.toml"]);
    assert_eq!(output.code, 0, "{}", output.stderr);
    assert!(output.stderr.contains("警告 I03｜") && output.stderr.contains("提示 I05｜"), "{}", output.stderr);
    assert!(output.stdout.contains("疑点") && output.stdout.contains("nianbao check 青石镇.toml"), "{}", output.stdout);
    let form = fs::read_to_string(folder.path().join("青石镇.toml")).unwrap();
    assert!(form.contains("# ※ I03 表三“（五）3.要求提供公开出版物”") || form.contains("# ※ I03 表三"), "{form}");
    let check = run(&["check", "青石镇.toml"]);
    assert!(check.code == 1 && check.stderr.contains("S01"), "{}", check.stderr);
    let output = run(&["import", "--json", "青石镇.txt", "网页.html", "-o", "各单位"]);
    assert_eq!((output.code, output.stdout.lines().count()), (0, 2), "{}", output.stderr);
    let line: serde_json::Value = serde_json::from_str(output.stdout.lines().next().unwrap()).unwrap();
    assert_eq!(line["file"], "青石镇.txt");
    assert!(line["findings"][0]["rule"].as_str().unwrap().starts_with('I'));
    assert!(folder.path().join(line["form"].as_str().unwrap()).exists());
    // One that gives no form is told of; the others are written.
    fs::write(folder.path().join("通知.txt"), "通知").unwrap();
    let output = run(&["import", "通知.txt", "网页.html", "-o", "又"]);
    assert!(output.code == 1 && output.stderr.contains("没有找到年度报告的任何一张表"), "{}", output.stderr);
    assert_eq!(fs::read_dir(folder.path().join("又")).unwrap().count(), 2);
}

/// A published report that is dropped on the program is read and checked; another is built of it only when asked for.
#[test]
fn a_dropped_report_is_read_and_checked() {
    let folder = tempfile::tempdir().unwrap();
    fs::copy(root().join("tests/import/pipes-whole/report.txt"), folder.path().join("报告.txt")).unwrap();
    let output = nianbao(folder.path(), &["报告.txt"]);
    assert!(output.code == 1 && output.stderr.contains("S0"), "{}", output.stderr);
    let mut names: Vec<_> =
        fs::read_dir(folder.path()).unwrap().map(|e| e.unwrap().file_name().into_string().unwrap()).collect();
    names.sort();
    let made: Vec<_> = names.iter().filter(|name| !name.starts_with("nianbao-") && !name.starts_with('.')).collect();
    assert_eq!(made, ["报告.toml", "报告.txt"]);
}

/// What was printed compliant or not comes out compliant: the tables of the report built of the form are the official ones.
#[test]
fn an_imported_report_is_built_anew() {
    let folder = tempfile::tempdir().unwrap();
    fs::copy(root().join("tests/import/label-variants/report.txt"), folder.path().join("旧.txt")).unwrap();
    assert_eq!(nianbao(folder.path(), &["import", "旧.txt", "-o", "新.toml"]).code, 0);
    let form = fs::read_to_string(folder.path().join("新.toml")).unwrap();
    let filled =
        form.replace("level          = \"\"", "level = \"县级\"").replace("kind           = \"\"", "kind = \"部门\"");
    fs::write(folder.path().join("新.toml"), filled).unwrap();
    let output = nianbao(folder.path(), &["build", "新.toml", "-o", "out", "--format", "txt"]);
    assert_eq!(output.code, 0, "{}", output.stderr);
    let built = fs::read_dir(folder.path().join("out"))
        .unwrap()
        .map(|e| e.unwrap().path())
        .find(|p| p.extension().is_some_and(|e| e == "txt"));
    let text = fs::read_to_string(built.unwrap()).unwrap();
    for label in [
        "行政规范性文件",
        "现行有效件数",
        "2.其他法律行政法规禁止公开",
        "（二）部分公开（区分处理的，只计这一情形，不计其他情形）",
    ] {
        assert!(text.contains(label), "{label}");
    }
    let again = imported(text.as_bytes());
    assert!(again.findings.iter().all(|finding| finding.rule.code == "I09"), "{:?}", again.findings);
}
