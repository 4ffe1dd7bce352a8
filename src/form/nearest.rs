//! The name somebody meant.

/// The candidate most like a name, if one is like enough.
pub fn nearest<'a>(name: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let near = |candidate: &&str| strsim::damerau_levenshtein(name, candidate);
    // A third of the letters wrong is still a slip; more is another word. A very long name is none.
    let slips = |candidate: &str| (candidate.chars().count() / 3).max(1);
    if name.chars().count() > 64 {
        return None;
    }
    candidates.into_iter().filter(|c| near(c) <= slips(c)).min_by_key(near)
}

#[cfg(test)]
mod tests {
    use super::nearest;

    #[test]
    fn a_slip_is_told_from_another_word() {
        let keys = ["received", "carried_in", "carried_out"];
        assert_eq!(nearest("recieved", keys), Some("received"));
        assert_eq!(nearest("carriedin", keys), Some("carried_in"));
        assert_eq!(nearest("petition", keys), None);
        assert_eq!(nearest("县极", ["县级", "乡级"]), Some("县级"));
        assert_eq!(nearest(&"x".repeat(1_000_000), keys), None);
    }
}
