//! The name somebody meant.

/// The candidate most like a name, if one is like enough: whatever the capitals, with a few letters wrong, or the
/// only one that the name is a part of.
pub(crate) fn nearest<'a>(name: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let length = name.chars().count();
    if length > LONGEST {
        return None;
    }
    let name = name.to_lowercase();
    let mut best: Option<(usize, &str)> = None;
    let mut holders = Vec::new();
    for candidate in candidates {
        let letters = candidate.chars().count();
        // A third of the letters wrong is still a misspelling; more is another word. The lengths alone rule most out.
        let slips = (letters / 3).max(1);
        if letters.abs_diff(length) <= slips {
            let distance = strsim::damerau_levenshtein(&name, candidate);
            if distance <= slips && best.is_none_or(|(least, _)| distance < least) {
                best = Some((distance, candidate));
            }
        }
        if length >= SHORTEST_PART && candidate.contains(&name) {
            holders.push(candidate);
        }
    }
    match (best, holders.as_slice()) {
        (Some((_, candidate)), _) => Some(candidate),
        (None, [only]) => Some(only),
        _ => None,
    }
}

/// How many letters must be put in, left out, changed, or changed over to make one text of the other.
pub(crate) fn distance(one: &str, other: &str) -> usize {
    strsim::damerau_levenshtein(one, other)
}

/// Names longer than this are no misspelt key.
const LONGEST: usize = 64;
/// Parts shorter than this are in too many names.
const SHORTEST_PART: usize = 4;

#[cfg(test)]
mod tests {
    use super::nearest;

    #[test]
    fn a_slip_is_told_from_another_word() {
        let keys = ["received", "carried_in", "carried_out"];
        assert_eq!(nearest("recieved", keys), Some("received"));
        assert_eq!(nearest("carriedin", keys), Some("carried_in"));
        assert_eq!(nearest("CARRIED_IN", keys), Some("carried_in"));
        assert_eq!(nearest("third_party", ["third_party_rights", "petition"]), Some("third_party_rights"));
        assert_eq!(nearest("litigation", ["litigation_direct", "litigation_after_review"]), None, "a part of two");
        assert_eq!(nearest("petition", keys), None);
        assert_eq!(nearest("县极", ["县级", "乡级"]), Some("县级"));
        assert_eq!(nearest(&"x".repeat(1_000_000), keys), None);
    }
}
