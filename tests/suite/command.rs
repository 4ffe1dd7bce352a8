//! The program as it is called: exit codes, files, standard output and error.

use std::fs;
use std::path::Path;
use std::process::Command;

use crate::golden::{chosen, each_folder};
use crate::official::root;
use crate::read_back;

/// What a call came to.
pub struct Output {
    pub code: i32,
    pub stdout: String,
    pub stderr: String,
}

/// Calls the program in a folder.
pub fn nianbao(folder: &Path, args: &[&str]) -> Output {
    run(Command::new(env!("CARGO_BIN_EXE_nianbao")).current_dir(folder).args(args))
}

fn run(command: &mut Command) -> Output {
    // Of forms of a year that has not ended there is a remark: the day is given, so that no test knows today's.
    let output = command.env("NIANBAO_TODAY", "2027-01-15").output().unwrap();
    Output {
        code: output.status.code().expect("the program ends by itself"),
        stdout: String::from_utf8(output.stdout).unwrap(),
        stderr: String::from_utf8(output.stderr).unwrap(),
    }
}

/// The files of a folder, without the digests that lie beside reports.
pub fn listing(folder: &Path) -> Vec<String> {
    let names = fs::read_dir(folder).unwrap().map(|e| e.unwrap().file_name().into_string().unwrap());
    let mut names: Vec<_> = names.filter(|name| name != ".nianbao-digests").collect();
    names.sort();
    names
}

/// Copies a folder with all that is in it.
pub fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap().map(Result::unwrap) {
        if entry.path().is_dir() {
            copy(&entry.path(), &to.join(entry.file_name()));
        } else {
            fs::copy(entry.path(), to.join(entry.file_name())).unwrap();
        }
    }
}

fn jinhu() -> String {
    fs::read_to_string(root().join("examples/jinhu-2023/form.toml")).unwrap()
}

const STEM: &str = "金湖县人民政府2023年政府信息公开工作年度报告";

#[test]
fn check_says_whether_a_form_is_right() {
    each_folder(chosen("examples"), |folder| {
        let output = nianbao(&folder, &["check", "form.toml"]);
        let found = fs::read_to_string(folder.join("findings.txt")).unwrap();
        assert!(output.code == 0 && output.stderr.starts_with(&found), "{}", output.stderr);
        assert_eq!(output.stderr.is_empty(), found.is_empty());
        assert!(output.stdout.starts_with('√'), "{}", output.stdout);
    });
}

#[test]
fn build_writes_four_files_beside_the_form_or_where_told() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("表.toml"), jinhu()).unwrap();
    assert_eq!(nianbao(folder.path(), &["build", "表.toml"]).code, 0);
    let four = ["docx", "html", "txt", "xlsx"].map(|ending| format!("{STEM}.{ending}"));
    assert_eq!(listing(folder.path()), [vec!["表.toml".to_owned()], four.to_vec()].concat().sorted());
    let output = nianbao(folder.path(), &["build", "表.toml", "-o", "新/报告", "--format", "html, docx"]);
    assert_eq!(output.code, 0, "{}", output.stderr);
    assert_eq!(listing(&folder.path().join("新/报告")), four[..2]);
    assert!(output.stdout.contains(&four[0]) && !output.stdout.contains("xlsx"), "{}", output.stdout);
}

trait Sorted {
    fn sorted(self) -> Self;
}

impl Sorted for Vec<String> {
    fn sorted(mut self) -> Self {
        self.sort();
        self
    }
}

#[test]
fn the_same_form_gives_the_same_bytes() {
    let (first, second) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    fs::write(first.path().join("a.toml"), jinhu()).unwrap();
    fs::write(second.path().join("b.toml"), jinhu()).unwrap();
    let program = || Command::new(env!("CARGO_BIN_EXE_nianbao"));
    let shanghai = run(program().current_dir(first.path()).args(["build", "a.toml"]).env("TZ", "Asia/Shanghai"));
    std::thread::sleep(std::time::Duration::from_millis(2100));
    let new_york = run(program().current_dir(second.path()).args(["build", "b.toml"]).env("TZ", "America/New_York"));
    assert_eq!((shanghai.code, new_york.code), (0, 0));
    for ending in ["docx", "xlsx", "txt", "html"] {
        let name = format!("{STEM}.{ending}");
        let (a, b) = (fs::read(first.path().join(&name)).unwrap(), fs::read(second.path().join(&name)).unwrap());
        assert!(a == b, "{ending}");
    }
}

#[test]
fn several_forms_at_once() {
    let folder = tempfile::tempdir().unwrap();
    let wrong = jinhu().replace("[140, 1, 0, 0, 0, 2]", "[140, 1, 0, 0, 0, 2, 144]");
    fs::write(folder.path().join("good.toml"), jinhu().replace("2023 ", "2022 ").replace("year = 2023", "year = 2022"))
        .unwrap();
    fs::write(folder.path().join("wrong.toml"), wrong).unwrap();
    let output = nianbao(folder.path(), &["build", "good.toml", "wrong.toml", "-o", "out"]);
    assert_eq!(output.code, 1);
    assert!(output.stderr.contains("S01") && output.stderr.contains("wrong.toml"), "{}", output.stderr);
    assert_eq!(listing(&folder.path().join("out")).len(), 4);
    let output = nianbao(folder.path(), &["check", "good.toml", "wrong.toml", "none.toml"]);
    assert_eq!(output.code, 2);
    assert!(output.stderr.contains("none.toml") && output.stdout.contains("good.toml"));
}

#[test]
fn two_forms_with_one_output_write_nothing() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("a.toml"), jinhu()).unwrap();
    fs::write(folder.path().join("b.toml"), jinhu()).unwrap();
    for (second, says) in [("b.toml", "同一个文件"), ("a.toml", "写了两次"), ("./a.toml", "写了两次")] {
        let output = nianbao(folder.path(), &["build", "a.toml", second, "-o", "out"]);
        assert_eq!(output.code, 2);
        assert!(output.stderr.contains(says), "{}", output.stderr);
    }
    assert_eq!(listing(folder.path()), ["a.toml", "b.toml"]);
}

#[test]
fn a_form_is_never_written_over() {
    let folder = tempfile::tempdir().unwrap();
    let form = format!("{STEM}.txt");
    fs::write(folder.path().join(&form), jinhu()).unwrap();
    let here = folder.path().to_str().unwrap();
    for args in [&["build", &form][..], &["build", &form, "-o", "."], &["build", &form, "-o", here]] {
        let output = nianbao(folder.path(), args);
        assert_eq!(output.code, 2);
        assert!(output.stderr.contains("覆盖"), "{}", output.stderr);
    }
    assert_eq!(fs::read_to_string(folder.path().join(&form)).unwrap(), jinhu());
    assert_eq!(listing(folder.path()), [form]);
}

#[test]
fn what_stood_there_stays_when_not_all_can_be_written() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("a.toml"), jinhu()).unwrap();
    fs::write(folder.path().join(format!("{STEM}.docx")), "旧").unwrap();
    fs::create_dir(folder.path().join(format!("{STEM}.xlsx"))).unwrap();
    let before = listing(folder.path());
    let output = nianbao(folder.path(), &["build", "a.toml"]);
    assert_eq!(output.code, 2);
    assert!(output.stderr.contains("一份也没有写出"), "{}", output.stderr);
    assert_eq!(listing(folder.path()), before);
    assert_eq!(fs::read_to_string(folder.path().join(format!("{STEM}.docx"))).unwrap(), "旧");
    let output = nianbao(folder.path(), &["build", "a.toml", "-o", "a.toml"]);
    assert_eq!((output.code, listing(folder.path())), (2, before));
}

#[test]
fn json_is_one_object_a_form() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("a.toml"), jinhu()).unwrap();
    let wrong = jinhu().replace("carried_in           = 0", "carried_out = [0, 1, 0, 0, 0, 0]\ncarried_in = 0");
    fs::write(folder.path().join("b.toml"), wrong).unwrap();
    let output = nianbao(folder.path(), &["check", "--json", "a.toml", "b.toml"]);
    assert_eq!((output.code, output.stderr.as_str()), (1, ""));
    let lines: Vec<serde_json::Value> = output.stdout.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_eq!(lines.len(), 2);
    assert_eq!((lines[0]["file"].as_str(), lines[0]["findings"].as_array().map(Vec::len)), (Some("a.toml"), Some(0)));
    let derived = &lines[0]["derived"];
    assert_eq!(derived["applications"]["received"]["total"], 143);
    assert_eq!(derived["applications"]["received"]["organizations"], 3);
    assert_eq!(derived["applications"]["unavailable"]["total"], 48);
    assert_eq!(derived["reviews"]["litigation"]["total"], 13);
    assert_eq!(derived["disclosure"]["fees"]["amount"], "14722.49");
    let finding = &lines[1]["findings"][0];
    assert_eq!(finding["rule"], "B01");
    assert_eq!(finding["severity"], "error");
    assert_eq!(finding["place"], "applications.carried_out.business");
    assert_eq!((&finding["stated"], &finding["derived"]), (&1.into(), &0.into()));
    assert_eq!(finding["column"], 19);
    let line = usize::try_from(finding["line"].as_u64().unwrap()).unwrap();
    let text = fs::read_to_string(folder.path().join("b.toml")).unwrap();
    assert!(text.lines().nth(line - 1).unwrap().starts_with("carried_out"));
}

#[test]
fn calls_that_are_wrong_are_told_in_chinese() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("a.toml"), jinhu()).unwrap();
    for (args, says) in [
        (&["biuld", "a.toml"][..], "没有“biuld”这个命令"),
        (&[], "没有写命令"),
        (&["build"], "没有写填报表的文件名"),
        (&["build", "a.toml", "--fromat", "txt"], "没有“--fromat”这个选项"),
        (&["build", "a.toml", "--format", "pdf"], "没有“pdf”这种格式，只有docx、xlsx、txt、html"),
        (&["build", "a.toml", "-o"], "--output后面没有写内容"),
        (&["explain"], "没有写规则编号"),
        (&["explain", "B09"], "没有“B09”这条规则，是不是“B01”？"),
        (&["explain", "第一条"], "没有“第一条”这条规则。全部规则见 nianbao rules"),
        (&["rules", "B"], "没有“B”这个选项"),
        (&["completions"], "没有写Shell"),
        (&["completions", "cmd"], "Shell不能是“cmd”，只有bash、elvish、fish、powershell、zsh"),
    ] {
        let output = nianbao(folder.path(), args);
        assert_eq!(output.code, 2, "{args:?}");
        assert!(output.stderr.contains(says), "{args:?}: {}", output.stderr);
    }
    assert_eq!(listing(folder.path()), ["a.toml"]);
}

#[test]
fn help_is_chinese_and_shows_an_example() {
    let commands = ["check", "build", "explain", "rules", "completions", "man"];
    let help = nianbao(root(), &["--help"]).stdout;
    assert!(commands.iter().all(|command| help.contains(&format!("\n  {command} "))), "{help}");
    let each = commands.iter().flat_map(|command| [vec![*command, "--help"], vec![*command, "-h"]]);
    for args in each.chain([vec!["--help"]]) {
        let output = nianbao(root(), &args);
        assert_eq!(output.code, 0);
        for english in ["Usage", "Options", "Commands", "Arguments", "Print", "default:", "possible"] {
            assert!(!output.stdout.contains(english), "{args:?}: {}", output.stdout);
        }
        assert!(args.len() == 1 || output.stdout.contains("例子"), "{}", output.stdout);
    }
    assert!(nianbao(root(), &["--version"]).stdout.starts_with("nianbao "));
}

#[test]
fn what_a_person_edited_is_kept() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("a.toml"), jinhu()).unwrap();
    assert_eq!(nianbao(folder.path(), &["build", "a.toml", "-o", "out"]).code, 0);
    let again = nianbao(folder.path(), &["build", "a.toml", "-o", "out"]);
    assert!(!again.stdout.contains("留存"), "{}", again.stdout);
    // The form changes, and so does what is generated; nobody edited the files.
    fs::write(folder.path().join("a.toml"), jinhu().replace("380", "390")).unwrap();
    let again = nianbao(folder.path(), &["build", "a.toml", "-o", "out"]);
    assert!(!again.stdout.contains("留存"), "{}", again.stdout);
    assert_eq!(listing(&folder.path().join("out")).len(), 4);
    for ending in ["docx", "txt"] {
        let file = folder.path().join(format!("out/{STEM}.{ending}"));
        let mut edited = fs::read(&file).unwrap();
        edited.push(b' ');
        fs::write(&file, edited).unwrap();
    }
    let output = nianbao(folder.path(), &["build", "a.toml", "-o", "out"]);
    assert_eq!((output.code, output.stdout.matches("没有覆盖").count()), (0, 2), "{}", output.stdout);
    let files = listing(&folder.path().join("out"));
    assert_eq!(files.len(), 6, "{files:?}");
    assert_eq!(files.iter().filter(|name| name.starts_with(STEM) && name.contains("留存）.")).count(), 2, "{files:?}");
}

#[test]
fn only_the_tables() {
    let folder = tempfile::tempdir().unwrap();
    let (head, tail) = jinhu().split_once("[narrative]").map(|(a, b)| (a.to_owned(), b.to_owned())).unwrap();
    let unwritten = format!(
        "{head}[narrative]\noverview = '【写】{{{{a.b.c}}}}'\n{}",
        tail.split_once("[information_fee]").map_or("", |(_, fee)| fee)
    );
    fs::write(folder.path().join("a.toml"), unwritten).unwrap();
    assert_eq!(nianbao(folder.path(), &["build", "a.toml", "-o", "out"]).code, 1);
    let output = nianbao(folder.path(), &["build", "a.toml", "--tables-only", "-o", "out"]);
    assert_eq!((output.code, output.stderr.as_str()), (0, ""));
    let file = |ending: &str| folder.path().join(format!("out/{STEM}.{ending}"));
    let text = fs::read_to_string(file("txt")).unwrap();
    let outside: Vec<&str> = text.lines().filter(|line| !line.starts_with(['+', '|']) && !line.is_empty()).collect();
    assert_eq!(
        outside,
        ["二、主动公开政府信息情况", "三、收到和处理政府信息公开申请情况", "四、政府信息公开行政复议、行政诉讼情况"]
    );
    assert_eq!(read_back::docx(&fs::read(file("docx")).unwrap()), read_back::text(&text));
    let html = fs::read_to_string(file("html")).unwrap();
    assert_eq!(read_back::html(&html), read_back::text(&text));
    assert!(html.contains("<h1"), "a page has a title, if only for those who hear it");
    assert_eq!(read_back::sheets(&fs::read(file("xlsx")).unwrap()).len(), 3);
}

#[test]
fn a_draft_is_built_in_spite_of_errors() {
    let folder = tempfile::tempdir().unwrap();
    let wrong = jinhu().replace("[140, 1, 0, 0, 0, 2]", "[140, 1, 0, 0, 0, 2, 144]");
    fs::write(folder.path().join("a.toml"), &wrong).unwrap();
    assert_eq!(nianbao(folder.path(), &["build", "a.toml"]).code, 1);
    assert_eq!(listing(folder.path()), ["a.toml"]);
    let output = nianbao(folder.path(), &["build", "a.toml", "--draft"]);
    assert_eq!(output.code, 1);
    assert!(output.stdout.contains("草稿") && output.stderr.contains("S01"), "{}", output.stdout);
    assert_eq!(listing(folder.path()).len(), 5);
    // Without errors it is a draft all the same.
    fs::write(folder.path().join("b.toml"), jinhu()).unwrap();
    assert_eq!(nianbao(folder.path(), &["build", "b.toml", "--draft", "-o", "b"]).code, 0);
    let text = fs::read_to_string(folder.path().join(format!("b/{STEM}.txt"))).unwrap();
    assert!(text.starts_with("【草稿"), "{text}");
    // Without a year there is no format to print it in.
    fs::write(folder.path().join("c.toml"), jinhu().replace("year = 2023", "")).unwrap();
    let output = nianbao(folder.path(), &["build", "c.toml", "--draft", "-o", "c"]);
    assert!(output.code == 1 && output.stderr.contains("草稿也没有生成"), "{}", output.stderr);
    // A name that no file can have does not lead out of the folder.
    fs::write(folder.path().join("d.toml"), jinhu().replacen("\"金湖县人民政府\"", "\"../../金/湖\"", 1)).unwrap();
    assert_eq!(nianbao(folder.path(), &["build", "d.toml", "--draft", "-o", "d"]).code, 1);
    assert_eq!(listing(&folder.path().join("d")).len(), 4);
}

#[test]
fn texts_in_both_table_styles_and_bare_html() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("a.toml"), jinhu()).unwrap();
    let build = |args: &[&str]| {
        let output = nianbao(folder.path(), &[&["build", "a.toml"], args].concat());
        assert_eq!(output.code, 0, "{}", output.stderr);
        output
    };
    let file = |name: &str| fs::read_to_string(folder.path().join(name)).unwrap();
    build(&["--format", "txt", "--text-tables", "tsv", "-o", "tsv"]);
    assert!(file(&format!("tsv/{STEM}.txt")).contains("自然人\t法人或其他组织"));
    build(&["--format", "txt", "--text-tables", "grid,tsv", "-o", "both"]);
    assert_eq!(file(&format!("both/{STEM}.tsv.txt")), file(&format!("tsv/{STEM}.txt")));
    assert!(file(&format!("both/{STEM}.txt")).contains("+----"));
    build(&["--format", "html", "--fragment", "-o", "html"]);
    let fragment = file(&format!("html/{STEM}.html"));
    assert!(fragment.starts_with("<article") && !fragment.contains("class=") && !fragment.contains("<style"));
    for (args, says) in [
        (["--fragment", "--format", "docx"], "--fragment只用于网页"),
        (["--text-tables", "tsv", "--format=docx"], "--text-tables只用于文本"),
        (["--text-tables", "csv", "--draft"], "没有“csv”这种表格样式，只有grid、tsv"),
    ] {
        let output = nianbao(folder.path(), &[&["build", "a.toml"], &args[..]].concat());
        assert!(output.code == 2 && output.stderr.contains(says), "{}", output.stderr);
    }
}

#[test]
fn runs_at_the_same_time_do_not_forget_what_the_others_made() {
    let folder = tempfile::tempdir().unwrap();
    let names: Vec<String> = (0..8).map(|at| format!("{at}.toml")).collect();
    for (at, name) in names.iter().enumerate() {
        let form = jinhu().replacen("\"金湖县人民政府\"", &format!("\"金湖县第{at}局\""), 1);
        fs::write(folder.path().join(name), form).unwrap();
    }
    std::thread::scope(|scope| {
        for name in &names {
            scope.spawn(|| assert_eq!(nianbao(folder.path(), &["build", name, "-o", "out"]).code, 0));
        }
    });
    for name in &names {
        let output = nianbao(folder.path(), &["build", name, "-o", "out", "--draft"]);
        assert!(!output.stdout.contains("留存"), "{}", output.stdout);
    }
    assert_eq!(listing(&folder.path().join("out")).len(), 8 * 4);
}

/// A run that fails and one that does not, into a folder that is not there yet.
#[test]
fn a_failing_run_does_not_take_the_digests_of_another() {
    for _ in 0..10 {
        let folder = tempfile::tempdir().unwrap();
        let out = folder.path().join("out");
        fs::write(folder.path().join("good.toml"), jinhu()).unwrap();
        fs::write(folder.path().join("bad.toml"), jinhu().replacen("\"金湖县人民政府\"", "\"甲局\"", 1)).unwrap();
        fs::create_dir_all(out.join("甲局2023年政府信息公开工作年度报告.txt")).unwrap();
        std::thread::scope(|scope| {
            scope.spawn(|| assert_eq!(nianbao(folder.path(), &["build", "bad.toml", "-o", "out"]).code, 2));
            scope.spawn(|| assert_eq!(nianbao(folder.path(), &["build", "good.toml", "-o", "out"]).code, 0));
        });
        let digests = fs::read_to_string(out.join(".nianbao-digests")).unwrap();
        assert_eq!(digests.matches(STEM).count(), 4, "{digests}");
    }
}

/// The day of today is told to whoever calls, and is no part of what is written.
#[test]
fn a_year_that_has_not_ended_is_told() {
    let folder = tempfile::tempdir().unwrap();
    let run = |args: &[&str]| nianbao(folder.path(), args);
    let new = run(&["new", "--year", "2027", "--agency", "某县人民政府", "--today", "2026-11-30"]);
    assert!(new.code == 0 && new.stdout.contains("2027年还没有过完"), "{}", new.stdout);
    assert!(!run(&["new", "--year", "2026", "-o", "b.toml"]).stdout.contains("过完"));
    fs::write(folder.path().join("表.toml"), jinhu()).unwrap();
    let check = |today: &str| run(&["check", "表.toml", "--today", today, "--record", "情况.txt"]);
    let on = |today: &str| (check(today), fs::read_to_string(folder.path().join("情况.txt")).unwrap());
    let ((early, record), (late, other)) = (on("2023年12月31日"), on("2024-01-01"));
    assert!(early.code == 0 && early.stderr.contains("提示 F17｜2023年还没有过完"), "{}", early.stderr);
    assert!(early.stdout.contains("没有错误，有提示1处，可以生成"), "{}", early.stdout);
    assert!(!late.stderr.contains("F17") && record == other && !record.contains("F17"), "{}", late.stderr);
    let wrong = run(&["check", "表.toml", "--today", "明天"]);
    assert!(wrong.code == 2 && wrong.stderr.contains("--today不能是“明天”"), "{}", wrong.stderr);
}

/// What a leader changes in the report comes back, and nothing of the form is lost.
#[test]
fn an_edited_report_is_taken_back_into_the_form() {
    let folder = tempfile::tempdir().unwrap();
    let run = |args: &[&str]| nianbao(folder.path(), args);
    fs::write(folder.path().join("表.toml"), jinhu()).unwrap();
    assert_eq!(run(&["build", "表.toml", "--format", "txt,docx"]).code, 0);
    let path = folder.path().join(format!("{STEM}.txt"));
    let text = fs::read_to_string(&path).unwrap();
    let edited = text.replace("废止的多于新制发的。", "废止的多于新制发的。今年加强了清理。");
    assert_ne!(text, edited);
    fs::write(&path, edited).unwrap();
    let back = run(&["import", &format!("{STEM}.txt"), "--form", "表.toml", "-o", "改后.toml"]);
    assert!(back.code == 0 && back.stderr.is_empty(), "{}", back.stderr);
    let [own, back] = ["表.toml", "改后.toml"].map(|name| fs::read_to_string(folder.path().join(name)).unwrap());
    let line = |text: &str, start: &str| {
        text.lines().find(|line| line.starts_with(start)).map(str::to_owned).unwrap_or_default()
    };
    for start in ["（一）主动", "（二）依申请", "（五）监督", "（一）存在"] {
        assert_eq!(line(&own, start), line(&back, start));
    }
    assert!(line(&back, "（三）").contains("今年加强了清理。对不宜公开的内容"));
    assert_eq!(quoted(&line(&own, "（三）")), quoted(&line(&back, "（三）")));
    // What was not touched is as it was: the fee in its fields, no text frozen, no total stated.
    for start in ["cases", "amount", "received", "issuer"] {
        assert_eq!(bare(&line(&own, start)), bare(&line(&back, start)), "{start}");
    }
    assert!(!line(&back, "preface").contains("根据") && line(&back, "handled").is_empty());
    assert!(line(&back, "level").contains("县级") && run(&["check", "改后.toml"]).code == 0);
    // What was edited in Word is kept aside, with how to take it over.
    let path = folder.path().join(format!("{STEM}.docx"));
    fs::write(&path, [fs::read(&path).unwrap(), vec![0]].concat()).unwrap();
    let again = run(&["build", "表.toml", "--format", "docx"]);
    assert!(again.stdout.contains("里面的改动都在") && again.stdout.contains("--form 表.toml"), "{}", again.stdout);
}

/// A line without its comment and blanks.
fn bare(line: &str) -> String {
    line.split('#').next().unwrap_or_default().split_whitespace().collect()
}

fn quoted(line: &str) -> usize {
    line.matches("{{").count()
}

#[test]
fn what_office_programs_make_of_a_command_is_told() {
    let folder = tempfile::tempdir().unwrap();
    for (args, due) in [
        (["new", "—year", "2026", "-o"], "两个英文减号：--year"),
        (["new", "–year=2026", "-o", "a"], "两个英文减号：--year"),
        (["new", "--agency", "青山县", "柳河镇"], "多了“柳河镇”"),
        (["—version", "", "", ""], "两个英文减号：--version"),
    ] {
        let output = nianbao(folder.path(), &args);
        assert!(output.code == 2 && output.stderr.contains(due), "{}", output.stderr);
    }
    assert!(nianbao(folder.path(), &["new", "--year", "2026", "--agency", "“甲县人民政府”"]).code == 0);
    assert!(listing(folder.path()).contains(&"甲县人民政府-2026.toml".to_owned()));
}
