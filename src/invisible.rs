//! Characters that no eye sees and that pasting brings along: marks of no width, of direction, of the order of bytes.

/// Whether a character shows nothing and takes no room.
pub(crate) const fn is_invisible(c: char) -> bool {
    matches!(
        c,
        '\u{AD}' | '\u{61C}' | '\u{180E}' | '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{206F}'
            | '\u{FEFF}' | '\u{FFF9}'..='\u{FFFB}' | '\u{E0000}'..='\u{E007F}'
    )
}

/// A text as the eye sees it.
pub(crate) fn visible(text: &str) -> String {
    text.replace(is_invisible, "")
}

#[cfg(test)]
mod tests {
    use super::visible;

    #[test]
    fn what_nobody_sees_is_left_out() {
        assert_eq!(visible("\u{FEFF}柳\u{200B}河\u{202E}镇\u{2060}人民\u{AD}政府"), "柳河镇人民政府");
        assert_eq!(visible("柳河镇　人民政府"), "柳河镇　人民政府");
    }
}
