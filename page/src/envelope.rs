//! Envelopes: JSON, and the bytes of the files that it names.

use nianbao::{File, Refused};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

/// A file of an envelope: its name, and how many of the bytes that follow are its own.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct FileName {
    /// Its name.
    pub(crate) name: String,
    size: u64,
}

/// What a request is answered.
#[derive(Debug)]
pub(crate) struct Reply {
    json: Value,
    files: Vec<File>,
}

/// The JSON of an envelope and the bytes of its files; none where it is cut short.
pub(crate) fn decode(envelope: &[u8]) -> Option<(&[u8], &[u8])> {
    let (length, rest) = envelope.split_first_chunk()?;
    rest.split_at_checked(usize::try_from(u32::from_le_bytes(*length)).ok()?)
}

/// The files that a request names, with the bytes of each.
///
/// # Errors
///
/// The bytes are fewer or more than it says.
pub(crate) fn files<'a>(names: &'a [FileName], bytes: &'a [u8]) -> Result<Vec<(&'a str, &'a [u8])>, Refused> {
    let mut rest = bytes;
    let mut files = Vec::new();
    for FileName { name, size } in names {
        let split = usize::try_from(*size).ok().and_then(|size| rest.split_at_checked(size));
        let Some((own, behind)) = split else { return Err(cut_short()) };
        files.push((name.as_str(), own));
        rest = behind;
    }
    if rest.is_empty() { Ok(files) } else { Err(cut_short()) }
}

fn cut_short() -> Refused {
    Refused::because("页面送来的文件不完整")
}

impl Reply {
    /// An answer of values alone.
    ///
    /// # Errors
    ///
    /// What cannot be written as JSON.
    pub(crate) fn of(answer: &impl Serialize) -> Result<Self, Refused> {
        Self::with_files(answer, None)
    }

    /// An answer that brings files; its JSON names them.
    ///
    /// # Errors
    ///
    /// What cannot be written as JSON.
    pub(crate) fn bringing(answer: &impl Serialize, files: Vec<File>) -> Result<Self, Refused> {
        Self::with_files(answer, Some(files))
    }

    fn with_files(answer: &impl Serialize, files: Option<Vec<File>>) -> Result<Self, Refused> {
        let wrong = |error| Refused::because(format!("程序出错（{error}）"));
        let mut json = serde_json::to_value(answer).map_err(wrong)?;
        if let (Some(files), Value::Object(object)) = (&files, &mut json) {
            let name = |file: &File| json!({ "name": file.name, "size": file.bytes.len() });
            object.insert("files".to_owned(), files.iter().map(name).collect());
        }
        Ok(Self { json, files: files.unwrap_or_default() })
    }

    /// Why nothing was done.
    pub(crate) fn refusal(refused: &Refused) -> Self {
        Self { json: json!({ "refused": refused.to_string() }), files: Vec::new() }
    }

    /// It as an envelope.
    pub(crate) fn encode(self) -> Vec<u8> {
        let json = self.json.to_string();
        let mut envelope = u32::try_from(json.len()).unwrap_or(u32::MAX).to_le_bytes().to_vec();
        envelope.extend_from_slice(json.as_bytes());
        for file in self.files {
            envelope.extend_from_slice(&file.bytes);
        }
        envelope
    }
}
