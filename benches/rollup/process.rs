//! The command itself as a process of its own: how long it takes and how much memory it needs at most.

use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

/// How often the memory of a running process is looked at.
const PAUSE: Duration = Duration::from_millis(2);

/// What a run cost.
pub(crate) struct Cost {
    pub(crate) time: Duration,
    /// The most memory it held, where the system tells.
    pub(crate) kilobytes: Option<u64>,
}

impl Cost {
    /// In megabytes, or nothing.
    pub(crate) fn megabytes(&self) -> String {
        self.kilobytes.map_or_else(String::new, |kilobytes| (kilobytes / 1024).to_string())
    }
}

/// Runs `nianbao rollup` on what was generated, and beside last year's forms if they are named.
pub(crate) fn run(folder: &Path, previous: Option<&str>) -> Cost {
    let output = folder.join("sum");
    let mut command = Command::new(env!("CARGO_BIN_EXE_nianbao"));
    command.arg("rollup").arg(folder.join("forms")).arg("--roster").arg(folder.join("roster.toml"));
    command.arg("-o").arg(&output).stdout(Stdio::null()).stderr(Stdio::null());
    if let Some(previous) = previous {
        command.arg("--previous").arg(folder.join(previous));
    }
    let start = Instant::now();
    let mut child = command.spawn().unwrap();
    let mut kilobytes = None;
    let status = loop {
        kilobytes = kilobytes.max(most_memory(child.id()));
        match child.try_wait().unwrap() {
            Some(status) => break status,
            None => thread::sleep(PAUSE),
        }
    };
    let time = start.elapsed();
    // Some forms have errors: 1 is what is to be expected.
    assert!(matches!(status.code(), Some(0 | 1)), "{status}");
    fs::remove_dir_all(output).unwrap();
    Cost { time, kilobytes }
}

/// The most memory a process has held so far, on Linux.
fn most_memory(process: u32) -> Option<u64> {
    let status = fs::read_to_string(format!("/proc/{process}/status")).ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    line.trim().trim_end_matches("kB").trim().parse().ok()
}
