//! The command line: one file a command. Names are English, help and messages Chinese.

mod beginning;
mod build;
mod check;
mod compare;
mod completions;
mod drop;
mod explain;
mod fix;
mod folder;
mod forms;
mod import;
mod last_year;
mod man;
mod matching;
mod menu;
mod new;
mod new_pages;
mod new_roster;
mod panic_hook;
mod preview;
mod rollup;
mod rules;
mod saving;
mod schema;
mod text_table;
mod today;
mod version;
mod watch;

use std::env;
use std::io::{IsTerminal as _, Write as _, stdin, stdout};
use std::process::ExitCode;

use clap::error::{ContextKind, ContextValue, ErrorKind};
use clap::{ArgAction, Args, Parser, Subcommand};

use crate::io_error;
use crate::lenient_number::half_width;
use crate::year::Year;

/// What a command came to; the exit code of the process. Of several the highest counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Outcome {
    /// 0: nothing of severity 错误.
    Clean,
    /// 1: findings of severity 错误.
    Errors,
    /// 2: the command itself failed.
    Failed,
}

/// What Word and WPS make of `--`.
const LONG_DASHES: [char; 5] = ['—', '–', '―', '－', '─'];

/// The order of a help text.
const HELP: &str = "{about}\n\n用法：{usage}\n\n{all-args}{after-help}";

#[derive(Parser)]
#[command(
    name = "nianbao",
    version,
    about = "政府信息公开工作年度报告：填一张表，生成规范的Word、Excel、文本和网页",
    override_usage = "nianbao 命令 [选项] [填报表…]",
    help_template = HELP,
    subcommand_help_heading = "命令",
    subcommand_value_name = "命令",
    disable_help_flag = true,
    disable_version_flag = true,
    disable_help_subcommand = true,
    after_help = "\n从头做起：\n  nianbao new --year 2026 --agency 金湖县人民政府   新建填报表\n  （用记事本打开，照里面的说明填好，保存；加 --format xlsx 就是在WPS表格里填的工作簿，以下一样用）\n  nianbao check 金湖县人民政府-2026.toml            核对\n  nianbao build 金湖县人民政府-2026.toml            生成报告\n双击程序图标，照屏幕上的数字选；把填报表（或填好的工作簿）拖到程序图标上，就是核对并生成；把已发布的报告拖上去，就是读成填报表并核对。\n\n每个命令的用法和例子：nianbao 命令 --help"
)]
struct Cli {
    #[command(subcommand)]
    command: Command,
    #[command(flatten)]
    common: Common,
    /// 显示版本
    #[arg(short = 'V', long, action = ArgAction::Version, help_heading = "选项")]
    version: Option<bool>,
}

#[derive(Args)]
struct Common {
    /// 显示帮助
    #[arg(short = 'h', long, action = ArgAction::Help, global = true, help_heading = "选项")]
    help: Option<bool>,
}

#[derive(Subcommand)]
enum Command {
    /// 新建填报表：某一年度的空白表，或由上年的表带入
    #[command(
        override_usage = "nianbao new --year 年份 [选项]",
        help_template = HELP,
        after_help = "\n例子：\n  nianbao new --year 2026 --agency 金湖县人民政府\n  nianbao new --year 2026 --from 金湖县人民政府-2025.toml\n  nianbao new --year 2026 --from 去年发布的报告.pdf\n  nianbao new --year 2026 --agency 某县某镇人民政府 --format xlsx\n  nianbao new --year 2026 --agency 某县某镇人民政府 --format html --page nianbao.html\n  nianbao new --year 2026 --format html --page nianbao.html --roster 单位名录.xlsx --previous 上年各单位 -o 各单位\n\n--from 读得出的与 nianbao import 相同；要改正、留底去年的表，用import读成填报表。\n工作簿填好以后直接核对、生成：nianbao check 工作簿.xlsx、nianbao build 工作簿.xlsx。\n同时写出编辑器用的 nianbao-年份.schema.json。已有的填报表不会被覆盖。"
    )]
    New(new::New),
    /// 读入已发布的报告（Word、Excel、网页、文本、PDF）或填好的填报工作簿、填报网页，写成填报表
    #[command(
        override_usage = "nianbao import 报告… [-o 填报表]",
        help_template = HELP,
        after_help = "\n例子：\n  nianbao import 某县2023年年度报告.docx -o 某县-2023.toml\n  nianbao import 甲镇.html 乙镇.pdf 丙镇.xlsx -o 各镇填报表\n  nianbao import 金湖县人民政府-2026.xlsx -o 金湖县人民政府-2026.toml\n\n填好的工作簿、填报网页不必读入，check、build、compare、rollup 直接用它；要改成文本的填报表，才用import。\n只为做下一年的填报表的，一步就行：nianbao new --from 去年的报告。\n照原件读入：印的总计作为填报的总计，由 check 核对；空白的格是没有填，不是0；看不准的不读，或注明疑点。\n已有的填报表不会被覆盖。一张表也没有找到，不写填报表，返回1；文件读不了、写不了，返回2。"
    )]
    Import(import::Import),
    /// 核对填报表：读入、计算、核对，列出问题，不生成文件
    #[command(
        override_usage = "nianbao check [选项] 填报表…",
        help_template = HELP,
        after_help = "\n例子：\n  nianbao check 金湖县.toml\n  nianbao check 金湖县-2026.xlsx\n  nianbao check --watch 金湖县.toml\n  nianbao check --json 金湖县.toml > 结果.json\n\n每条规则的说明：nianbao explain 规则编号\n没有错误返回0，有错误返回1，命令本身没有执行成功返回2。"
    )]
    Check(check::Check),
    /// 代改填报表里的笔误：中文符号、带单位的数等；只改有把握的，其余照列
    #[command(
        override_usage = "nianbao fix [选项] 填报表…",
        help_template = HELP,
        after_help = "\n例子：\n  nianbao fix --diff 金湖县.toml\n  nianbao fix 金湖县.toml\n\n只改文本的填报表（toml），工作簿请在WPS里改。只改看得准的；文字部分、注释、空行、次序都不动。改完还有错误返回1。"
    )]
    Fix(fix::Fix),
    /// 核对后生成报告：Word（docx）、Excel（xlsx）、文本（txt）、网页（html）；有错误则不生成
    #[command(
        override_usage = "nianbao build [选项] 填报表…",
        help_template = HELP,
        after_help = "\n例子：\n  nianbao build 金湖县.toml\n  nianbao build 金湖县-2026.xlsx\n  nianbao build 金湖县.toml -o 报告 --format docx,txt\n  nianbao build 金湖县.toml -o 表格 --tables-only --format docx\n  nianbao build 金湖县.toml --draft\n\n生成以后有人改过的文件不会被覆盖，改名留存。\n没有错误返回0，有错误返回1，命令本身没有执行成功返回2。"
    )]
    Build(build::Build),
    /// 与上年比较：本年、上年、增减和百分比，并核对年度衔接
    #[command(
        override_usage = "nianbao compare 上年填报表 本年填报表\n      nianbao compare 上年文件夹 本年文件夹",
        help_template = HELP,
        after_help = "\n例子：\n  nianbao compare 金湖县-2022.toml 金湖县-2023.toml\n  nianbao compare 金湖县2022年的报告.pdf 金湖县-2023.xlsx\n  nianbao compare --json 金湖县-2022.toml 金湖县-2023.toml > 比较.json\n  nianbao compare 上年各单位 本年各单位\n\n比较文件夹时，按机关名称（改过名的按former_names）配对，列出每家的主要指标和年度衔接的问题。\n填报表里写了previous的，check、build 也核对年度衔接，Excel里多一张“同比”表。\n没有错误返回0，有错误返回1，命令本身没有执行成功返回2。"
    )]
    Compare(compare::Compare),
    /// 汇总：各单位的填报表和报告相加，写出汇总的填报表、汇总表（Excel）和退回修改单
    #[command(
        override_usage = "nianbao rollup 文件夹… --roster 单位名录 -o 文件夹 [选项]\n      nianbao rollup 文件夹… --new-roster 单位名录",
        help_template = HELP,
        after_help = "\n例子：\n  nianbao rollup 各单位 --roster 单位名录.toml -o 汇总\n  nianbao rollup 各局 各镇 --roster 单位名录.toml -o 汇总 --year 2026 --previous 上年各单位\n  nianbao rollup 各单位 --new-roster 单位名录.xlsx\n\n单位名录可以是Excel（xlsx）：一行表头（单位、层级、类别、上级、别称、统一社会信用代码……，次序随意），一个单位一行；也可以是toml，每个单位一段：\n  [[unit]]\n  name    = \"某县教育局\"\n  aliases = [\"县教育局\"]\n  level   = \"县级\"\n  kind    = \"部门\"\n  parent  = \"某县人民政府\"\n只有汇总单位不写parent。次序就是汇总表的次序。\n\n缺报的、读不出的不计入合计，也不当作0；有下级的单位，自报的表只用来与下级的合计核对。\n没有缺报和错误返回0，有缺报或错误返回1（合计照样写出），命令本身没有执行成功返回2。"
    )]
    Rollup(rollup::Rollup),
    /// 写出编辑器用的填报表说明（JSON Schema）
    #[command(
        override_usage = "nianbao schema --year 年份",
        help_template = HELP,
        after_help = "\n例子：\n  nianbao schema --year 2026 > nianbao-2026.schema.json\n\n填报表第一行写 #:schema ./nianbao-2026.schema.json，编辑器就会在填写时提示、核对。nianbao new 已一并写好。"
    )]
    Schema(schema::Schema),
    /// 说明规则：为什么、依据、例子、怎么改
    #[command(
        override_usage = "nianbao explain 规则编号…",
        help_template = HELP,
        after_help = "\n例子：\n  nianbao explain B01\n  nianbao explain s01 s02\n\n全部规则：nianbao rules\n没有这条规则返回2。"
    )]
    Explain(explain::Explain),
    /// 列出全部规则：编号、级别、内容
    #[command(
        override_usage = "nianbao rules",
        help_template = HELP,
        after_help = "\n例子：\n  nianbao rules\n\n每条规则的说明：nianbao explain 规则编号"
    )]
    Rules(rules::Rules),
    /// 输出命令补全脚本：装好以后，按Tab键补全命令和选项
    #[command(
        override_usage = "nianbao completions Shell",
        help_template = HELP,
        after_help = "\n例子：\n  nianbao completions bash > ~/.local/share/bash-completion/completions/nianbao\n  nianbao completions fish > ~/.config/fish/completions/nianbao.fish\n  nianbao completions powershell >> $PROFILE  # PowerShell 7"
    )]
    Completions(completions::Completions),
    /// 输出手册（man格式）：全部命令的用法
    #[command(
        override_usage = "nianbao man",
        help_template = HELP,
        after_help = "\n例子：\n  nianbao man > nianbao.1\n  man ./nianbao.1"
    )]
    Man,
}

/// Runs the program on the arguments of the process.
pub fn main() -> ExitCode {
    panic_hook::install();
    let outcome = match drop::dropped() {
        Some(files) => {
            let outcome = drop::build(&files);
            drop::wait_for_key();
            outcome
        }
        None if env::args_os().len() < 2 && is_attended() => menu::run(),
        None => Cli::try_parse().map_or_else(|error| usage(&error), |cli| cli.command.run()),
    };
    outcome.into()
}

impl From<Outcome> for ExitCode {
    fn from(outcome: Outcome) -> Self {
        Self::from(match outcome {
            Outcome::Clean => 0,
            Outcome::Errors => 1,
            Outcome::Failed => 2,
        })
    }
}

impl Command {
    fn run(&self) -> Outcome {
        match self {
            Self::New(new) => new.run(),
            Self::Import(import) => import.run(),
            Self::Check(check) => check.run(),
            Self::Fix(fix) => fix.run(),
            Self::Build(build) => build.run(),
            Self::Compare(compare) => compare.run(),
            Self::Rollup(rollup) => rollup.run(),
            Self::Schema(schema) => schema.run(),
            Self::Explain(explain) => explain.run(),
            Self::Rules(rules) => rules.run(),
            Self::Completions(completions) => completions.run(),
            Self::Man => man::run(),
        }
    }
}

/// Help and version on standard output; a wrong call in one Chinese sentence on standard error.
fn usage(error: &clap::Error) -> Outcome {
    match error.kind() {
        ErrorKind::DisplayHelp => return print_stdout(&error.render().to_string()),
        ErrorKind::DisplayVersion => return print_stdout(&version::version()),
        _ => {}
    }
    let of = |kind| match error.get(kind) {
        Some(ContextValue::String(text)) => text.clone(),
        Some(ContextValue::Strings(texts)) => texts.join("、"),
        _ => String::new(),
    };
    // `--output <文件夹>` is the option, `<填报表>...` the argument.
    let bare = |text: String| {
        let named = text.split_once(" <").map_or(text.as_str(), |(option, _)| option);
        named.trim_start_matches('<').replace(">...", "").replace('>', "")
    };
    let (arg, value) = (bare(of(ContextKind::InvalidArg)), of(ContextKind::InvalidValue));
    let choices = of(ContextKind::ValidValue);
    let sentence = match error.kind() {
        ErrorKind::InvalidSubcommand => {
            let typed = of(ContextKind::InvalidSubcommand);
            let meant = of(ContextKind::SuggestedSubcommand);
            let hint =
                if meant.is_empty() { String::new() } else { format!("，是不是{}？", meant.replace(' ', "、")) };
            long_dash(&typed).unwrap_or_else(|| format!("没有“{typed}”这个命令{hint}"))
        }
        ErrorKind::MissingSubcommand | ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand => "没有写命令".to_owned(),
        ErrorKind::UnknownArgument => {
            let meant = of(ContextKind::SuggestedArg);
            let hint = if meant.is_empty() { String::new() } else { format!("，是不是{meant}？") };
            let slip = long_dash(&arg).or_else(|| second_word(&arg));
            slip.unwrap_or_else(|| format!("没有“{arg}”这个选项{hint}"))
        }
        ErrorKind::MissingRequiredArgument if arg == "报告" => "没有写要读入的文件名".to_owned(),
        ErrorKind::MissingRequiredArgument if arg.contains("填报表") => "没有写填报表的文件名".to_owned(),
        ErrorKind::MissingRequiredArgument => format!("没有写{arg}"),
        ErrorKind::InvalidValue | ErrorKind::ValueValidation if value.is_empty() => format!("{arg}后面没有写内容"),
        ErrorKind::InvalidValue if !choices.is_empty() => format!("{arg}不能是“{value}”，只有{choices}"),
        ErrorKind::InvalidValue | ErrorKind::ValueValidation => format!("{arg}不能是“{value}”"),
        ErrorKind::ArgumentConflict => format!("{arg}写了不止一次，或与别的选项不能同时用"),
        _ => "命令写得不对".to_owned(),
    };
    let stop = if sentence.ends_with('？') { "" } else { "。" };
    print_stderr(&format!("{sentence}{stop}用法见 nianbao --help，或 nianbao 命令 --help。"));
    Outcome::Failed
}

/// What to say of an option before which an office program has put one long dash.
fn long_dash(typed: &str) -> Option<String> {
    let name = typed.strip_prefix(LONG_DASHES)?.trim_start_matches(LONG_DASHES).split('=').next()?;
    Some(format!(
        "“{typed}”前面是一个长横，应是两个英文减号：--{name}。Word、WPS会把两个减号连成长横，请在这里重新键入"
    ))
}

/// What to say of the second word of a name that was typed without quotes.
fn second_word(typed: &str) -> Option<String> {
    let has_name = env::args_os().any(|arg| arg == "--agency");
    (has_name && !typed.starts_with('-'))
        .then(|| format!("多了“{typed}”：机关名称里没有空格，把空格删去；真有空格的，名称两边加英文引号"))
}

/// Whether somebody sits before it, and sees what is printed and can answer.
fn is_attended() -> bool {
    stdin().is_terminal() && stdout().is_terminal()
}

/// Prints to standard output.
fn write_stdout(text: &str) -> std::io::Result<()> {
    let mut stdout = stdout().lock();
    stdout.write_all(text.as_bytes()).and_then(|()| stdout.flush())
}

/// Prints to standard output. Whoever closed a pipe does not want more; any other failure is one.
fn print_stdout(text: &str) -> Outcome {
    match write_stdout(text) {
        Err(error) if error.kind() != std::io::ErrorKind::BrokenPipe => {
            print_stderr(&format!("结果写不出来：{}。", io_error::reason(&error)));
            Outcome::Failed
        }
        _ => Outcome::Clean,
    }
}

/// Prints a line to standard error, in colour where a terminal shows it (`NO_COLOR` is honoured).
fn print_stderr(text: &str) {
    _ = writeln!(anstream::stderr().lock(), "{text}");
}

/// A report year as it is typed: `2026`, `2026年`, `２０２６`.
fn year(typed: &str) -> Option<Year> {
    let narrow: String = typed.trim().trim_end_matches('年').chars().map(half_width).collect();
    Year::new(narrow.parse().ok()?)
}

/// Prints what is wrong with a call of a command.
fn refuse(sentence: &str, command: &str) -> Outcome {
    print_stderr(&format!("{sentence}用法见 nianbao {command} --help。"));
    Outcome::Failed
}

/// The words chosen from those there are, or a sentence about the first that is not one of them.
fn chosen<'a>(what: &str, typed: &'a [String], known: &[&str]) -> Result<Vec<&'a str>, String> {
    let parts = typed.iter().flat_map(|word| word.split([',', '，', '、']));
    let words: Vec<&str> = parts.map(str::trim).filter(|word| !word.is_empty()).collect();
    match words.iter().find(|word| !known.contains(word)) {
        None if words.is_empty() && !typed.is_empty() => Err(format!("没有写哪种{what}，有{}。", known.join("、"))),
        Some(unknown) => Err(format!("没有“{unknown}”这种{what}，只有{}。", known.join("、"))),
        None => Ok(words),
    }
}
