//! `nianbao completions`: scripts by which a shell completes the names of commands and options.

use clap::{Args, CommandFactory as _};
use clap_complete::{Shell, generate};

use super::{Cli, Outcome, print_stdout};

#[derive(Args)]
pub(super) struct Completions {
    /// 所用的Shell：bash、zsh、fish、powershell、elvish
    #[arg(value_name = "Shell", ignore_case = true, hide_possible_values = true, help_heading = "参数")]
    shell: Shell,
}

impl Completions {
    pub(super) fn run(&self) -> Outcome {
        let mut script = Vec::new();
        generate(self.shell, &mut Cli::command(), "nianbao", &mut script);
        print_stdout(&String::from_utf8_lossy(&script))
    }
}
