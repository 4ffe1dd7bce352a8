//! The name somebody meant.

/// The candidate most like a name, if one is like enough.
pub fn nearest<'a>(name: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let length = name.chars().count();
    let distance = |candidate: &'a str| {
        let letters = candidate.chars().count();
        // A third of the letters wrong is still a slip; more is another word. The lengths alone rule most out.
        let slips = (letters / 3).max(1);
        let is_possible = letters.abs_diff(length) <= slips;
        let distance = is_possible.then(|| strsim::damerau_levenshtein(name, candidate))?;
        (distance <= slips).then_some((distance, candidate))
    };
    candidates.into_iter().filter_map(distance).min_by_key(|(distance, _)| *distance).map(|(_, candidate)| candidate)
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
