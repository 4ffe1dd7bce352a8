//! `nianbao man`: the whole program, command by command, as one page for `man`.

use std::io;

use clap::{Command, CommandFactory as _};
use clap_mangen::Man;

use super::{Cli, Outcome, print_stderr, print_stdout};
use crate::io_error;

pub(super) fn run() -> Outcome {
    let mut program = Cli::command();
    program.build();
    match page(&program) {
        Ok(page) => print_stdout(&page),
        Err(error) => {
            print_stderr(&format!("生成不了手册：{}。", io_error::reason(&error)));
            Outcome::Failed
        }
    }
}

fn page(program: &Command) -> io::Result<String> {
    // An empty date would be left out, and what follows take its place.
    let whole = Man::new(program.clone()).date(" ").manual("nianbao 手册");
    let mut page = part(|page| whole.render_title(page))? + PLAIN;
    page += &titled(".SH 名称", &part(|page| whole.render_name_section(page))?);
    page += &titled(".SH 用法", &part(|page| whole.render_synopsis_section(page))?);
    page += &part(|page| whole.render_options_section(page))?;
    page += &as_typed(&part(|page| whole.render_extra_section(page))?);
    for command in program.get_subcommands() {
        page += &chapter(command)?;
    }
    Ok(page)
}

/// Neither words divided nor lines spread to the margin: Chinese has no blanks to spread.
const PLAIN: &str = ".nh\n.ad l\n";

/// A command: what it does, its usage, arguments and options, examples.
fn chapter(command: &Command) -> io::Result<String> {
    let man = Man::new(command.clone());
    let heading = format!(".SH nianbao {}", command.get_name());
    let mut chapter = titled(&heading, &part(|chapter| man.render_description_section(chapter))?);
    chapter += &titled(".SS 用法", &part(|chapter| man.render_synopsis_section(chapter))?);
    chapter += &part(|chapter| man.render_options_section(chapter))?.replace(".SH ", ".SS ");
    chapter += &as_typed(&part(|chapter| man.render_extra_section(chapter))?);
    Ok(chapter)
}

/// What is rendered, without the definition of quotation marks that stands before each part; none is used.
fn part(render: impl FnOnce(&mut dyn io::Write) -> io::Result<()>) -> io::Result<String> {
    let mut bytes = Vec::new();
    render(&mut bytes)?;
    let text = String::from_utf8_lossy(&bytes);
    Ok(text.lines().filter(|line| !line.contains(".ds Aq ")).flat_map(|line| [line, "\n"]).collect())
}

/// A section under another title than the English one it is rendered with.
fn titled(title: &str, section: &str) -> String {
    format!("{title}\n{}", section.split_once('\n').map_or("", |(_, text)| text))
}

/// A section without title, its lines as they are.
fn as_typed(section: &str) -> String {
    let text = titled("", section);
    format!(".PP\n.nf\n{}.fi\n", text.trim_start())
}
