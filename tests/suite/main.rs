//! The tests: what the program prints, read back by other libraries and held against the official formats.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, missing_docs, unreachable_pub)]
// Tests say things plainly; speed is not their business.
#![allow(clippy::format_push_string, clippy::format_collect)]

mod bad_input;
mod boundaries;
mod cases;
mod command;
mod corpus;
mod delivery;
mod documents;
mod earlier;
mod editions;
mod examples;
mod explain;
mod face;
mod fences;
mod filled;
mod forms;
mod fuzz;
mod golden;
mod imports;
mod laws;
mod official;
mod pages;
mod papers;
mod read_back;
mod reading;
mod rollup;
mod sample;
mod slips;
mod workbook;
mod xml;
mod years;
