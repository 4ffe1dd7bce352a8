//! `nianbao --version`: what was built of which sources, for which system.

use std::env::consts;

/// What `dist/build` makes says its commit and its target; who builds it alone knows what they have built.
const COMMIT: Option<&str> = option_env!("NIANBAO_COMMIT");
const TARGET: Option<&str> = option_env!("NIANBAO_TARGET");

/// The line: `nianbao 0.2.0（提交1a2b3c4d5e6f，x86_64-win7-windows-gnu）`.
pub(super) fn version() -> String {
    let commit = COMMIT.map_or_else(|| "自行编译".to_owned(), |commit| format!("提交{commit}"));
    let target = TARGET.map_or_else(|| format!("{}-{}", consts::ARCH, consts::OS), str::to_owned);
    format!("nianbao {}（{commit}，{target}）\n", env!("CARGO_PKG_VERSION"))
}
