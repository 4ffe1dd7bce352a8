//! The door: arguments in, exit code out.

use std::process::ExitCode;

fn main() -> ExitCode {
    nianbao::cli::main()
}
