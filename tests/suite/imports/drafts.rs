//! A draft is read like any other file, and that it is one is told; of a final report nothing is.

use std::fs;
use std::path::Path;

use super::{codes, imported, typed};
use crate::command::nianbao;
use crate::official::root;
use nianbao::internals::import::Imported;

/// A report with a total that it does not come to, in every format, as drafts; or without the total, final.
fn built(folder: &Path, is_draft: bool) -> Vec<(String, Imported)> {
    let form = fs::read_to_string(root().join("examples/jinhu-2023/form.toml")).unwrap();
    let (row, slip) =
        ("received             = [140, 1, 0, 0, 0, 2]", "received             = [140, 1, 0, 0, 0, 2, 150]");
    assert!(form.contains(row));
    fs::write(folder.join("表.toml"), if is_draft { form.replace(row, slip) } else { form }).unwrap();
    let args: &[&str] = if is_draft { &["build", "表.toml", "--draft"] } else { &["build", "表.toml"] };
    assert_eq!(nianbao(folder, args).code, i32::from(is_draft));
    let files = ["docx", "xlsx", "txt", "html"].map(|ending| {
        let name = format!("金湖县人民政府2023年政府信息公开工作年度报告.{ending}");
        (ending.to_owned(), imported(&fs::read(folder.join(name)).unwrap()))
    });
    files.into()
}

#[test]
fn a_draft_says_so_and_keeps_what_it_noted() {
    let folders = [true, false].map(|is_draft| (is_draft, tempfile::tempdir().unwrap()));
    let [drafts, finals] = folders.each_ref().map(|(is_draft, folder)| built(folder.path(), *is_draft));
    for ((ending, draft), (_, report)) in drafts.iter().zip(&finals) {
        assert!(codes(draft).contains(&"U14") && !codes(report).contains(&"U14"), "{ending}");
        let told = draft.findings.iter().find(|finding| finding.rule.code == "U14").unwrap().message();
        assert!(told.contains("有1处错误未改") && told.contains("总计填150，应为143"), "{ending}: {told}");
        // The rest is what the final report gives.
        assert_eq!(typed(&draft.form), typed(&report.form), "{ending}");
        let others = |one: &Imported| codes(one).into_iter().filter(|code| *code != "U14").collect::<Vec<_>>();
        assert_eq!(others(draft), others(report), "{ending}");
        for field in nianbao::internals::fields::SECTIONS {
            assert_eq!(draft.form.text(field), report.form.text(field), "{ending}");
        }
    }
}

#[test]
fn what_others_write_on_drafts_is_known() {
    let folder = tempfile::tempdir().unwrap();
    let (_, report) = built(folder.path(), false).remove(2);
    assert!(report.findings.is_empty());
    let text = fs::read_to_string(folder.path().join("金湖县人民政府2023年政府信息公开工作年度报告.txt")).unwrap();
    let title = text.lines().next().unwrap();
    let end = "年度报告\n";
    assert!(title.starts_with("金湖县") && text.matches(end).count() == 1);
    for (typed, is_draft) in [
        (format!("（征求意见稿）\n{text}"), true),
        (text.replacen(end, "年度报告（送审稿）\n", 1), true),
        (format!("【初稿，请提意见】\n{text}"), true),
        (text.replacen("无其他需要报告的事项。", "起草了《某办法（送审稿）》。", 1), false),
        (text.replacen("无其他需要报告的事项。", "征求意见稿已公开征求意见。", 1), false),
    ] {
        let codes = codes(&imported(typed.as_bytes()));
        assert_eq!(codes.contains(&"U14"), is_draft, "{}", &typed[..200]);
    }
}
