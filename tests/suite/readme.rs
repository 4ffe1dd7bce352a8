//! The README: every block in it is run or compared.

use std::fs;

use crate::official::root;

/// The fenced blocks of the README: language and text.
fn blocks() -> Vec<(String, String)> {
    let readme = fs::read_to_string(root().join("README.md")).unwrap().replace("\r\n", "\n");
    let mut blocks = Vec::new();
    let mut parts = readme.split("\n```");
    parts.next();
    while let (Some(block), Some(_)) = (parts.next(), parts.next()) {
        let (language, text) = block.split_once('\n').unwrap();
        blocks.push((language.to_owned(), text.to_owned()));
    }
    blocks
}
