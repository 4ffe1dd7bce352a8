//! A form's text as plain ASCII. What is not printable ASCII or the end of a line, and `<`, `>`, `&` and `\`, is written
//! `\uXXXX`, one for each unit of its UTF-16, as in JSON: 金 is `\u91D1`, a carriage return `\u000D`.

/// A text as it stands in an element.
pub(super) fn text(text: &str) -> String {
    written(text, |c| matches!(c, '\n' | ' '..='~') && !"<>&\\".contains(c))
}

/// A text as it stands in an attribute, in quotes.
pub(super) fn value(text: &str) -> String {
    written(text, |c| matches!(c, ' '..='~') && !"<>&\\\"'`".contains(c))
}

fn written(text: &str, is_plain: impl Fn(char) -> bool) -> String {
    let mut written = String::with_capacity(text.len() * 2);
    for c in text.chars() {
        if is_plain(c) {
            written.push(c);
        } else {
            let units = c.encode_utf16(&mut [0; 2]).to_vec();
            units.iter().for_each(|unit| written += &format!("\\u{unit:04X}"));
        }
    }
    written
}

/// What was written so; none of anything else. Lines may have got other ends, which are no part of the text.
pub(super) fn read(written: &[u8]) -> Option<String> {
    let mut units: Vec<u16> = Vec::with_capacity(written.len());
    let mut rest = written;
    while let Some((first, others)) = rest.split_first() {
        rest = others;
        match first {
            b'\\' => {
                let (unit, others) = rest.strip_prefix(b"u")?.split_at_checked(4)?;
                let digits =
                    std::str::from_utf8(unit).ok().filter(|unit| unit.bytes().all(|c| c.is_ascii_hexdigit()))?;
                units.push(u16::from_str_radix(digits, 16).ok()?);
                rest = others;
            }
            b'\r' => {
                units.push(u16::from(b'\n'));
                rest = rest.strip_prefix(b"\n").unwrap_or(rest);
            }
            b'\n' | b' '..=b'~' => units.push(u16::from(*first)),
            _ => return None,
        }
    }
    String::from_utf16(&units).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_written_reads_the_same() {
        for typed in ["", "a = '</script><!-- ]]> & \\'\r\n金湖😀\u{FEFF}\u{2028}\0\r", "\n\n x\t"] {
            for written in [text(typed), value(typed)] {
                assert!(written.is_ascii() && !written.contains(['<', '>', '&', '\r']), "{written}");
                assert_eq!(read(written.as_bytes()).as_deref(), Some(typed));
                assert_eq!(read(written.replace('\n', "\r\n").as_bytes()).as_deref(), Some(typed));
            }
        }
        assert_eq!(text("金\r"), "\\u91D1\\u000D");
    }

    #[test]
    fn anything_else_is_not_read() {
        for wrong in ["\\", "\\u", "\\u12", "\\u+123", "\\n", "\\uD83D", "\\uDE00x", "金", "\t", "\u{7F}"] {
            assert_eq!(read(wrong.as_bytes()), None, "{wrong}");
        }
    }
}
