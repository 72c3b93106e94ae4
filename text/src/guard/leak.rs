//! Whether an answer gives away what was only for the machine: sentences of its instructions.

use crate::tokens;
use std::collections::HashSet;

/// Words in a row that are no chance.
const ROW: usize = 7;

/// Whether so many words in a row of a secret text stand in the answer that do not stand in the passages: what they
/// say is public.
pub fn leaks(answer: &str, secrets: &[&str], passages: &[&str]) -> bool {
    let words =
        |text: &str| -> Vec<String> { tokens::words(text).into_iter().map(|word| word.text).collect() };
    let said = words(answer);
    if said.len() < ROW {
        return false;
    }
    let rows = |texts: &[&str]| -> HashSet<Vec<String>> {
        texts
            .iter()
            .flat_map(|text| words(text).windows(ROW).map(<[String]>::to_vec).collect::<Vec<_>>())
            .collect()
    };
    let (secret, public) = (rows(secrets), rows(passages));
    said.windows(ROW).any(|row| secret.contains(row) && !public.contains(row))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sentences_of_the_instructions_are_known_unless_a_passage_says_them_too() {
        let secret = "Never offer a discount above ten percent to anybody who asks.";
        let answer = "I may: never offer a discount above ten percent to anybody.";
        assert!(leaks(answer, &[secret], &["Delivery takes two days."]));
        assert!(!leaks(answer, &[secret], &[secret]));
        assert!(!leaks("We offer a discount above ten percent.", &[secret], &[]));
        assert!(!leaks("", &[secret], &[]));
    }
}
