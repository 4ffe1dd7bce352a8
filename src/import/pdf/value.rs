//! Values as a PDF writes them: numbers, names, strings, lists, dictionaries; and the words between them.

/// A value, or a word that is none.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) enum Value {
    /// `null`, and whatever cannot be read.
    #[default]
    Nothing,
    /// A number of either kind.
    Number(f64),
    /// A name, without its slash.
    Name(Vec<u8>),
    /// A string of bytes.
    Bytes(Vec<u8>),
    /// A list in brackets.
    List(Vec<Value>),
    /// A dictionary.
    Dict(Dict),
    /// A reference to another object, by its number.
    Reference(u32),
    /// An operator, or a word of the file such as `obj`.
    Word(Vec<u8>),
}

/// A dictionary: few entries, so they are looked through in order.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct Dict(Vec<(Vec<u8>, Value)>);

impl Dict {
    /// The value of a key; of one that is written twice, the last.
    pub(super) fn get(&self, key: &str) -> &Value {
        self.0.iter().rev().find(|(name, _)| name == key.as_bytes()).map_or(&Value::Nothing, |(_, value)| value)
    }

    /// Whether a key has this name as its value.
    pub(super) fn is(&self, key: &str, name: &str) -> bool {
        self.get(key).name() == Some(name.as_bytes())
    }
}

impl Value {
    pub(super) fn number(&self) -> Option<f64> {
        if let Self::Number(number) = self { Some(*number) } else { None }
    }

    /// A number without its fraction, where it is not negative.
    pub(super) fn count(&self) -> Option<usize> {
        self.number().and_then(whole)
    }

    pub(super) fn name(&self) -> Option<&[u8]> {
        if let Self::Name(name) = self { Some(name) } else { None }
    }

    pub(super) fn list(&self) -> &[Value] {
        if let Self::List(list) = self { list } else { &[] }
    }

    pub(super) fn dict(&self) -> Option<&Dict> {
        if let Self::Dict(dict) = self { Some(dict) } else { None }
    }

    pub(super) fn is_nothing(&self) -> bool {
        *self == Self::Nothing
    }
}

/// A number as a count, unless it is negative or far too large for one.
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "checked to be in range just before")]
fn whole(number: f64) -> Option<usize> {
    (0.0..=f64::from(u32::MAX)).contains(&number).then_some(number as usize)
}

/// Lists and dictionaries within each other deeper than this are no report.
const DEEPEST: usize = 24;
/// An object has no more values than this; the widths of a large font are some ten thousand.
const MOST_VALUES: usize = 400_000;

/// Reads values from bytes, one after another.
#[derive(Debug, Clone)]
pub(super) struct Lexer<'a> {
    bytes: &'a [u8],
    /// Where it is.
    pub(super) at: usize,
    depth: usize,
    spare: usize,
    has_references: bool,
}

impl<'a> Lexer<'a> {
    /// A reader of the objects of a file, where two numbers and `R` are a reference.
    pub(super) fn of_file(bytes: &'a [u8], at: usize) -> Self {
        Self { bytes, at, depth: 0, spare: MOST_VALUES, has_references: true }
    }

    /// A reader of what a page draws, which holds no references.
    pub(super) fn of_content(bytes: &'a [u8]) -> Self {
        Self { bytes, at: 0, depth: 0, spare: MOST_VALUES, has_references: false }
    }

    /// How many values were read since the last time this was asked.
    pub(super) fn effort(&mut self) -> usize {
        let used = MOST_VALUES.saturating_sub(self.spare);
        self.spare = MOST_VALUES;
        used
    }

    fn peek(&self, ahead: usize) -> Option<u8> {
        self.bytes.get(self.at.saturating_add(ahead)).copied()
    }

    /// Goes past white space and comments.
    pub(super) fn skip_blank(&mut self) {
        while let Some(byte) = self.peek(0) {
            if byte == b'%' {
                while self.peek(0).is_some_and(|byte| byte != b'\n' && byte != b'\r') {
                    self.at += 1;
                }
            } else if is_white(byte) {
                self.at += 1;
            } else {
                return;
            }
        }
    }

    /// The next value or word; nothing at the end, or where an object has too many.
    pub(super) fn next(&mut self) -> Option<Value> {
        self.skip_blank();
        self.spare = self.spare.checked_sub(1)?;
        match self.peek(0)? {
            b'/' => Some(Value::Name(self.name())),
            b'(' => Some(Value::Bytes(self.literal())),
            b'<' if self.peek(1) == Some(b'<') => self.dictionary(),
            b'<' => Some(Value::Bytes(self.hexadecimal())),
            b'[' => self.list(),
            byte @ (b')' | b'>' | b']' | b'{' | b'}') => {
                let length = if byte == b'>' && self.peek(1) == Some(b'>') { 2 } else { 1 };
                self.at += length;
                Some(Value::Word(vec![byte; length]))
            }
            b'+' | b'-' | b'.' | b'0'..=b'9' => Some(self.number_or_reference()),
            _ => Some(self.word()),
        }
    }

    /// Goes past a picture that stands within the content, behind its first word.
    pub(super) fn skip_picture(&mut self) {
        while let Some(value) = self.next() {
            if value == Value::Word(b"ID".to_vec()) {
                break;
            }
        }
        while self.at < self.bytes.len() {
            let is_apart = |at: usize| self.peek(at).is_none_or(is_white);
            if is_apart(0) && self.peek(1) == Some(b'E') && self.peek(2) == Some(b'I') && is_apart(3) {
                self.at += 3;
                return;
            }
            self.at += 1;
        }
    }

    fn regular(&mut self) -> &'a [u8] {
        let from = self.at;
        while self.peek(0).is_some_and(is_regular) {
            self.at += 1;
        }
        self.bytes.get(from..self.at).unwrap_or_default()
    }

    fn word(&mut self) -> Value {
        match self.regular() {
            b"null" => Value::Nothing,
            word => Value::Word(word.to_vec()),
        }
    }

    fn name(&mut self) -> Vec<u8> {
        self.at += 1;
        let written = self.regular();
        let mut name = Vec::with_capacity(written.len());
        let mut rest = written.iter().copied();
        while let Some(byte) = rest.next() {
            let mut ahead = rest.clone();
            let escaped = || Some(digit(ahead.next()?)? << 4 | digit(ahead.next()?)?);
            match (byte == b'#').then(escaped).flatten() {
                Some(escaped) => {
                    name.push(escaped);
                    rest.nth(1);
                }
                None => name.push(byte),
            }
        }
        name
    }

    fn literal(&mut self) -> Vec<u8> {
        self.at += 1;
        let mut bytes = Vec::new();
        let mut open = 0_usize;
        while let Some(byte) = self.peek(0) {
            self.at += 1;
            match byte {
                b'\\' => self.escape(&mut bytes),
                b')' if open == 0 => break,
                b'(' | b')' => {
                    open = if byte == b'(' { open + 1 } else { open - 1 };
                    bytes.push(byte);
                }
                _ => bytes.push(byte),
            }
        }
        bytes
    }

    fn escape(&mut self, bytes: &mut Vec<u8>) {
        let Some(byte) = self.peek(0) else { return };
        self.at += 1;
        match byte {
            b'n' => bytes.push(b'\n'),
            b'r' => bytes.push(b'\r'),
            b't' => bytes.push(b'\t'),
            b'b' => bytes.push(8),
            b'f' => bytes.push(12),
            b'\r' if self.peek(0) == Some(b'\n') => self.at += 1,
            b'\r' | b'\n' => {}
            b'0'..=b'7' => {
                let mut code = byte - b'0';
                for _ in 0..2 {
                    let Some(next @ b'0'..=b'7') = self.peek(0) else { break };
                    code = code.wrapping_mul(8).wrapping_add(next - b'0');
                    self.at += 1;
                }
                bytes.push(code);
            }
            other => bytes.push(other),
        }
    }

    fn hexadecimal(&mut self) -> Vec<u8> {
        self.at += 1;
        let mut bytes = Vec::new();
        let mut half = None;
        while let Some(byte) = self.peek(0) {
            self.at += 1;
            if byte == b'>' {
                break;
            }
            match (digit(byte), half) {
                (Some(low), Some(high)) => {
                    bytes.push(high << 4 | low);
                    half = None;
                }
                (Some(high), None) => half = Some(high),
                (None, _) => {}
            }
        }
        bytes.extend(half.map(|high| high << 4));
        bytes
    }

    fn list(&mut self) -> Option<Value> {
        self.at += 1;
        self.within(|lexer| {
            let mut list = Vec::new();
            loop {
                match lexer.next()? {
                    Value::Word(word) if word == b"]" => return Some(Value::List(list)),
                    // Words that end what is around: the list was not closed.
                    Value::Word(word) if word == b"endobj" || word == b">>" => return Some(Value::List(list)),
                    value => list.push(value),
                }
            }
        })
    }

    fn dictionary(&mut self) -> Option<Value> {
        self.at += 2;
        self.within(|lexer| {
            let mut entries = Vec::new();
            loop {
                match lexer.next()? {
                    Value::Word(word) if word == b">>" || word == b"endobj" => return Some(Value::Dict(Dict(entries))),
                    Value::Name(key) => match lexer.next()? {
                        Value::Word(word) if word == b">>" => return Some(Value::Dict(Dict(entries))),
                        value => entries.push((key, value)),
                    },
                    _ => {}
                }
            }
        })
    }

    fn within(&mut self, read: impl FnOnce(&mut Self) -> Option<Value>) -> Option<Value> {
        if self.depth >= DEEPEST {
            return None;
        }
        self.depth += 1;
        let value = read(self);
        self.depth -= 1;
        value
    }

    fn number_or_reference(&mut self) -> Value {
        let written = self.regular();
        let number = number(written);
        if self.has_references
            && written.iter().all(u8::is_ascii_digit)
            && let Some(to) = self.rest_of_reference(written)
        {
            return Value::Reference(to);
        }
        number
    }

    /// The generation and the `R` after the number of an object.
    fn rest_of_reference(&mut self, written: &[u8]) -> Option<u32> {
        let mut ahead = self.clone();
        ahead.skip_blank();
        let generation = ahead.regular();
        if generation.is_empty() || generation.len() > 5 || !generation.iter().all(u8::is_ascii_digit) {
            return None;
        }
        ahead.skip_blank();
        if ahead.regular() != b"R" {
            return None;
        }
        let to = str::from_utf8(written).ok()?.parse().ok()?;
        self.at = ahead.at;
        Some(to)
    }
}

/// A number as it is written, however carelessly: `--5` and `1.-2` are met with.
fn number(written: &[u8]) -> Value {
    let text = str::from_utf8(written).unwrap_or_default();
    let parsed = text.parse().ok().filter(|number: &f64| number.is_finite() && !text.contains(['e', 'E']));
    if let Some(number) = parsed {
        return Value::Number(number);
    }
    let (sign, digits) = match text.trim_start_matches(['+', '-']) {
        digits if text.starts_with('-') => ("-", digits),
        digits => ("", digits),
    };
    let digits = digits.split(|c: char| !c.is_ascii_digit() && c != '.').next().unwrap_or_default();
    match format!("{sign}{digits}").parse() {
        Ok(number) => Value::Number(number),
        Err(_) if digits.is_empty() && text.len() > 1 => Value::Word(written.to_vec()),
        Err(_) => Value::Number(0.0),
    }
}

fn digit(byte: u8) -> Option<u8> {
    match byte {
        b'0'..=b'9' => Some(byte - b'0'),
        b'a'..=b'f' => Some(byte - b'a' + 10),
        b'A'..=b'F' => Some(byte - b'A' + 10),
        _ => None,
    }
}

/// Whether a byte is white space in a PDF.
pub(super) fn is_white(byte: u8) -> bool {
    matches!(byte, 0 | b'\t' | b'\n' | 12 | b'\r' | b' ')
}

fn is_regular(byte: u8) -> bool {
    !is_white(byte) && !matches!(byte, b'(' | b')' | b'<' | b'>' | b'[' | b']' | b'{' | b'}' | b'/' | b'%')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_are_read_however_they_are_written() {
        let text = br"<</A#42[1 -.5 --3 (a\(b\)\101(c)) <4 1 4>]/R 12 0 R/N null>> BT";
        let mut lexer = Lexer::of_file(text, 0);
        let value = lexer.next().unwrap();
        let dict = value.dict().unwrap();
        let list = [Value::Number(1.0), Value::Number(-0.5), Value::Number(-3.0)].into_iter();
        let bytes = [Value::Bytes(b"a(b)A(c)".to_vec()), Value::Bytes(b"A@".to_vec())];
        assert_eq!(dict.get("AB").list(), list.chain(bytes).collect::<Vec<_>>());
        assert_eq!((dict.get("R"), dict.get("N")), (&Value::Reference(12), &Value::Nothing));
        assert_eq!(lexer.next(), Some(Value::Word(b"BT".to_vec())));
        assert_eq!(lexer.next(), None);
    }

    #[test]
    fn what_is_nested_without_end_is_not_followed() {
        assert_eq!(Lexer::of_content(&[b'['; 100_000]).next(), None);
        assert_eq!(Lexer::of_content(&b"<</A".repeat(100_000)).next(), None);
    }
}
