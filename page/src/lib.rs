//! The library as WebAssembly: what the page asks, answered. It adds nothing up and keeps nothing between calls; every
//! request carries the form's text, and all that people read is made by the library.
//!
//! A request and its answer are envelopes: the length of the JSON in four bytes, little-endian, the JSON, then the bytes
//! of the files that it names, one after another.

mod accept;
mod changed;
mod describe;
mod envelope;
mod explain;
pub mod exports;
mod fix;
mod form_part;
mod making;
mod opening;
mod request;
mod typing;
mod view;

use envelope::{Reply, decode};
use nianbao::Refused;
use request::Request;

/// Answers a request. Whatever is not one is refused, in a Chinese sentence.
pub fn answer(request: &[u8]) -> Vec<u8> {
    answered(request).unwrap_or_else(|refused| Reply::refusal(&refused)).encode()
}

fn answered(request: &[u8]) -> Result<Reply, Refused> {
    let (json, files) = decode(request).ok_or_else(|| Refused::because("页面的请求不完整"))?;
    let request: Request =
        serde_json::from_slice(json).map_err(|error| Refused::because(format!("页面的请求读不懂（{error}）")))?;
    request.answer(files)
}
