//! The program as people get it: the same files on every system, what it says of itself.

use std::fs;
use std::io::Cursor;

use zip::{HasZipMetadata as _, System, ZipArchive};

use crate::command::{copy, listing, nianbao};
use crate::official::root;

/// A ZIP package tells what kind of system it was made on: Word, Excel, what is filled in and what is added up say the
/// same of each part, wherever they are made.
#[test]
fn packages_name_the_same_system_everywhere() {
    let folder = tempfile::tempdir().unwrap();
    copy(&root().join("examples"), &folder.path().join("examples"));
    for args in [
        "build examples/jinhu-2023/form.toml --format docx,xlsx -o 报告",
        "new --from examples/jinhu-2023/form.toml --format xlsx -o 报告/",
        "rollup examples/changle-2020 examples/qinghe-2020 --roster examples/roster-2020.toml -o 报告",
    ] {
        let output = nianbao(folder.path(), &args.split(' ').collect::<Vec<_>>());
        assert!(output.code < 2, "{args}: {}", output.stderr);
    }
    let reports = folder.path().join("报告");
    let packages: Vec<_> = listing(&reports).into_iter().filter(|name| name.ends_with('x')).collect();
    assert_eq!(packages.len(), 4, "{packages:?}");
    for name in packages {
        let mut zip = ZipArchive::new(Cursor::new(fs::read(reports.join(&name)).unwrap())).unwrap();
        assert!(zip.len() > 5, "{name}");
        for at in 0..zip.len() {
            assert_eq!(zip.by_index(at).unwrap().get_metadata().system, System::Unix, "{name}, part {at}");
        }
    }
}

/// One line: the version, of which commit, for which system.
#[test]
fn the_version_says_what_was_built() {
    let output = nianbao(root(), &["--version"]);
    let version = env!("CARGO_PKG_VERSION");
    assert!(
        output.stdout.starts_with(&format!("nianbao {version}（")) && output.stdout.ends_with("）\n"),
        "{}",
        output.stdout
    );
    assert!(output.stdout.contains(std::env::consts::ARCH) && output.stdout.contains(std::env::consts::OS));
    assert_eq!(output.stdout, nianbao(root(), &["-V"]).stdout);
}

/// Started without a word by somebody who sits before it, it offers what can be done, does it, and waits; the answers
/// are typed on a terminal.
#[test]
#[cfg(target_os = "linux")]
fn without_arguments_it_offers_what_can_be_done() {
    use std::io::{Read as _, Write as _};
    use std::process::Command;

    use rustix::pty::{OpenptFlags, grantpt, openpt, ptsname, unlockpt};

    let folder = tempfile::tempdir().unwrap();
    copy(&root().join("examples/jinhu-2023"), folder.path());
    // On no terminal nobody could answer.
    let output = nianbao(folder.path(), &[]);
    assert!(output.code == 2 && output.stderr.starts_with("没有写命令。"), "{}", output.stderr);
    // A terminal of its own, as a person would have.
    let terminal = openpt(OpenptFlags::RDWR | OpenptFlags::NOCTTY).unwrap();
    grantpt(&terminal).unwrap();
    unlockpt(&terminal).unwrap();
    let screen = ptsname(&terminal, Vec::new()).unwrap().into_string().unwrap();
    let screen = fs::File::options().read(true).write(true).open(screen).unwrap();
    // Check the form, start a workbook for the next year from it, build the form, leave; whoever asks for more is left
    // alone.
    let mut terminal = fs::File::from(terminal);
    terminal.write_all("2\n\n1\n2\n1\n\n3\n1\n\n0\n\u{4}\u{4}\u{4}".as_bytes()).unwrap();
    let mut program = Command::new(env!("CARGO_BIN_EXE_nianbao"))
        .current_dir(folder.path())
        .stdin(screen.try_clone().unwrap())
        .stdout(screen.try_clone().unwrap())
        .stderr(screen)
        .spawn()
        .unwrap();
    // Nobody writes to it once the program has ended, which reading takes for a fault.
    let mut shown = Vec::new();
    _ = terminal.read_to_end(&mut shown);
    let shown = String::from_utf8(shown).unwrap();
    assert!(program.wait().unwrap().success(), "{shown}");
    for line in ["  1  新建  ", "填报表：form.toml", "√ form.toml：", "√ 已写出 金湖县人民政府-2024.xlsx", "已生成"]
    {
        assert!(shown.contains(line), "{line}: {shown}");
    }
    assert_eq!(shown.matches("按回车键（Enter）继续").count(), 3, "{shown}");
    assert!(folder.path().join("金湖县人民政府2023年政府信息公开工作年度报告.docx").is_file());
}

/// What people download is made by one script, here and on the public CI, and it says what it does not make.
#[test]
#[cfg(target_os = "linux")]
fn one_script_makes_what_people_download() {
    use std::process::Command;

    let mut refused = vec![("macos", "there is no macos; there are windows, linux")];
    if !root().join("page").exists() {
        refused.push(("page", "there is no page/ yet"));
    }
    for (what, said) in refused {
        let output = Command::new("dist/build").arg(what).current_dir(root()).output().unwrap();
        let stderr = String::from_utf8(output.stderr).unwrap();
        assert!(!output.status.success() && stderr.contains(said) && stderr.lines().count() == 1, "{stderr}");
    }
    for (file, line) in [(".github/workflows/release.yml", "dist/build all"), (".ci/run", "dist/try.py")] {
        assert!(fs::read_to_string(root().join(file)).unwrap().contains(line), "{file}");
    }
    // The switch that is not stable is known to the script alone.
    assert!(fs::read_to_string(root().join("dist/build")).unwrap().contains("RUSTC_BOOTSTRAP"));
    for file in [".ci/run", "justfile", ".github/workflows/release.yml", "Cargo.toml"] {
        assert!(!fs::read_to_string(root().join(file)).unwrap().contains("RUSTC_BOOTSTRAP"), "{file}");
    }
}
