//! nianbao
pub mod check;
pub mod cli;
pub mod date;
pub mod fault;
pub mod figure;
pub mod finding;
pub mod form;
pub mod place;
pub mod prose;
pub mod report;
pub mod rule;
pub mod save;
pub mod source;
pub mod standard;
pub mod tally;
pub mod toml_text;
pub mod write;
