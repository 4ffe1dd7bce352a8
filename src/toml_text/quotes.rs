//! Quotes, right and wrong ones.

/// Quotes of an input method.
pub(super) const CHINESE_QUOTES: [char; 8] = ['‘', '’', '“', '”', '＇', '＂', '「', '」'];

/// Whether a text is nothing but quotes, right or wrong ones.
pub(super) fn is_quotes(text: &str) -> bool {
    !text.is_empty() && text.chars().all(|c| matches!(c, '\'' | '"') || CHINESE_QUOTES.contains(&c))
}

/// Whether a text of several lines begins with a line of quotes that are not those of one.
pub(super) fn is_misquoted(value: &str) -> bool {
    let first = value.lines().next().unwrap_or_default().trim();
    value.contains('\n') && !first.is_empty() && is_quotes(first) && !["'''", "\"\"\""].contains(&first)
}
