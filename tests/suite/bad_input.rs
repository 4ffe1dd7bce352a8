//! Input made wrong on purpose: a clear Chinese message, an exit code, nothing written, no panic.

use std::fs;

use crate::command::nianbao;
use crate::official::root;

fn jinhu() -> String {
    fs::read_to_string(root().join("examples/jinhu-2023/form.toml")).unwrap()
}

/// Builds from these bytes: the exit code, and what was said.
fn build(bytes: &[u8]) -> (i32, String) {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("form.toml"), bytes).unwrap();
    let output = nianbao(folder.path(), &["build", "form.toml", "-o", "out"]);
    let written = fs::read_dir(folder.path()).unwrap().count() - 1;
    assert_eq!(written == 0, output.code != 0, "{}", output.stderr);
    assert!(!output.stderr.contains("panicked"), "{}", output.stderr);
    (output.code, output.stderr)
}

#[track_caller]
fn assert_refused(bytes: &[u8], says: &[&str]) {
    let (code, stderr) = build(bytes);
    assert_eq!(code, 1, "{stderr}");
    for words in says {
        assert!(stderr.contains(words), "{words} in: {}", stderr.chars().take(2000).collect::<String>());
    }
}

#[test]
fn nothing_and_no_text() {
    assert_refused(b"", &["F04", "文件是空的", "错误1处"]);
    assert_refused(b"\n\n# \xE6\xB3\xA8\n", &["F04"]);
    assert_refused(b"PK\x03\x04\x14\x00\x06\x00\x08\x00\x00\x00!\x00", &["F01", "文件已损坏"]);
    assert_refused(&[0x89, b'P', b'N', b'G', 0, 0, 0, 13], &["F01", "这是图片"]);
    assert_refused(jinhu().replacen('\n', "\n\0", 1).as_bytes(), &["第2行有看不见的空字符"]);
    let wide: Vec<u8> = "\u{feff}year = 2023".encode_utf16().flat_map(u16::to_le_bytes).collect();
    assert_refused(&wide[..wide.len() - 1], &["UTF-16", "最后半个字被截断"]);
    assert_refused(b"year = 2023\nname = \"\xFF\xF0\"\n", &["读不出来的字", "第2行"]);
}

#[test]
fn no_file_and_a_folder() {
    let folder = tempfile::tempdir().unwrap();
    fs::create_dir(folder.path().join("form.toml")).unwrap();
    for (name, says) in [("form.toml", "这是文件夹"), ("没有.toml", "没有这个文件")] {
        let output = nianbao(folder.path(), &["build", name, "-o", "out"]);
        assert_eq!(output.code, 2);
        assert!(output.stderr.contains(says) && output.stderr.contains(name), "{}", output.stderr);
    }
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
}

#[test]
#[ignore = "slow; CI runs it"]
fn a_hundred_thousand_rows_of_nonsense() {
    assert_refused("随便写的一行，不是填报表\n".repeat(100_000).as_bytes(), &["F01", "这不像填报表"]);
    let broken: String = (0..100_000).map(|n| format!("x{n} = = 3\n")).collect();
    assert_refused(broken.as_bytes(), &["F01", "这不像填报表"]);
    assert_refused(("year = 2023\n".to_owned() + &broken).as_bytes(), &["F01", "还有"]);
    let unknown: String = (0..100_000).map(|n| format!("x{n} = 3\n")).collect();
    assert_refused(unknown.as_bytes(), &["这不像填报表"]);
    let unknown = "year = 2023\n".to_owned() + &unknown;
    assert_refused(unknown.as_bytes(), &["F03", "还有"]);
}

#[test]
fn texts_of_ten_megabytes() {
    let long = "长".repeat(3_500_000);
    let (code, stderr) = build(jinhu().replace("无其他需要报告的事项。\n'''", &format!("{long}\n'''")).as_bytes());
    assert_eq!(code, 0, "{}", stderr.chars().take(500).collect::<String>());
    assert_refused(jinhu().replace("level = \"县级\"", &format!("level = \"{long}\"")).as_bytes(), &["F13"]);
    assert_refused(
        jinhu().replace("licensing           = 54408", &format!("licensing = \"{long}\"")).as_bytes(),
        &["F05"],
    );
    let (code, stderr) = build(jinhu().replace("\"金湖县人民政府\"", &format!("\"{long}\"")).as_bytes());
    assert_ne!(code, 0, "a name no file can have");
    assert!(stderr.contains("太长"), "{}", stderr.chars().take(500).collect::<String>());
}

#[test]
fn numbers_without_end() {
    for digits in ["1234567890123456789012345678901234567890".to_owned(), "9".repeat(1_000_000)] {
        for number in [digits.clone(), format!("-{digits}"), format!("{digits}.5"), format!("0.{digits}")] {
            let form = jinhu().replace("= 14722.49", &format!("= {number}"));
            let (code, stderr) = build(form.as_bytes());
            assert_eq!(code, 1);
            assert_eq!(stderr.matches("错误 F").count(), 1, "{}", stderr.chars().take(500).collect::<String>());
        }
    }
}

#[test]
fn depths_without_end() {
    for (open, close) in [("[", "]"), ("{a = ", "}"), ("[[", "]]")] {
        let deep = format!("{}{}", open.repeat(100_000), close.repeat(100_000));
        assert_refused(jinhu().replace("= 14722.49", &format!("= {deep}")).as_bytes(), &["F01", "fees"]);
    }
    assert_refused(format!("[{}]", "a.".repeat(100_000)).as_bytes(), &["F01"]);
}

#[test]
fn line_ends_marks_and_last_lines_do_not_matter() {
    let form = jinhu();
    for same in [form.replace('\n', "\r\n"), format!("\u{feff}{form}"), form.trim_end().to_owned()] {
        let (code, stderr) = build(same.as_bytes());
        assert_eq!((code, stderr.as_str()), (0, ""));
    }
}

#[test]
fn line_ends_change_no_byte_of_the_report() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("a.toml"), jinhu()).unwrap();
    fs::write(folder.path().join("b.toml"), jinhu().replace('\n', "\r\n")).unwrap();
    assert_eq!(nianbao(folder.path(), &["build", "a.toml", "-o", "a"]).code, 0);
    assert_eq!(nianbao(folder.path(), &["build", "b.toml", "-o", "b"]).code, 0);
    for entry in fs::read_dir(folder.path().join("a")).unwrap().map(Result::unwrap) {
        let other = fs::read(folder.path().join("b").join(entry.file_name())).unwrap();
        assert!(fs::read(entry.path()).unwrap() == other, "{:?}", entry.file_name());
    }
}
