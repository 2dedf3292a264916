//! Labels without their case, for searching and comparing.

/// The text in small letters, one by one. The small sigma is the same everywhere in a word, which `str::to_lowercase` is
/// careful not to do; whoever searches wants it so.
pub(crate) fn folded(text: &str) -> String {
    text.chars().flat_map(char::to_lowercase).collect()
}

#[cfg(test)]
mod tests {
    use super::folded;

    #[test]
    fn capitals_and_small_letters_are_one() {
        for (one, other) in [("Studio Admin", "sTUDIO aDMIN"), ("ÉLODIE", "élodie"), ("ΣΑΣ", "σασ"), ("ЖЕНЯ", "женя")]
        {
            assert_eq!(folded(one), folded(other));
        }
    }
}
