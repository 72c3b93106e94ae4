//! Which passages a model's answer stands on, if any.

use super::quote::shown;
use crate::knowledge::Found;
use std::collections::HashSet;
use text::{evidence, language, tokens};

/// Passages that may be added to those the model names, where they hold what those lack.
const MOST_ADDED: usize = 2;
/// Least share of the answer's words in a passage that the model did not name.
const LEAST_SHARED: f32 = 0.35;

/// The places of the passages that the answer stands on, those it names first. `None`: it says something that they
/// don't, or stands on nothing.
///
/// `claims` is the answer without what the customer's own words put into it; `cited` counts from 1.
pub(super) fn standing(claims: &str, cited: &[usize], found: &[Found]) -> Option<Vec<usize>> {
    let texts: Vec<String> = found.iter().map(shown).collect();
    let mut used: Vec<usize> =
        cited.iter().filter_map(|number| number.checked_sub(1)).filter(|at| *at < found.len()).collect();
    if used.is_empty() {
        used.push(most_shared(claims, &texts)?);
    }
    let missing = |used: &[usize]| {
        let passages: Vec<&str> = used.iter().filter_map(|at| texts.get(*at)).map(String::as_str).collect();
        evidence::supported(claims, &passages).err().map_or(0, |missing| missing.len())
    };
    let mut lacks = missing(&used);
    for _ in 0..MOST_ADDED {
        if lacks == 0 {
            break;
        }
        let better = (0..found.len()).filter(|at| !used.contains(at)).find_map(|at| {
            let more: Vec<usize> = used.iter().copied().chain([at]).collect();
            let left = missing(&more);
            (left < lacks).then_some((more, left))
        });
        (used, lacks) = better?;
    }
    (lacks == 0).then_some(used)
}

/// The passage that shares most with the answer, where it shares enough. Small models often name none.
fn most_shared(answer: &str, texts: &[String]) -> Option<usize> {
    let words = |text: &str| -> HashSet<String> {
        let lang = language::detect(text, None);
        let content = |word: &tokens::Word| !text::stopwords::is_stop(&word.text, lang);
        tokens::words(text)
            .into_iter()
            .filter(content)
            .map(|word| text::stem::stem(&word.text, lang))
            .collect()
    };
    let said = words(answer);
    let shares = |text: &String| said.intersection(&words(text)).count() as f32 / said.len().max(1) as f32;
    texts
        .iter()
        .map(shares)
        .enumerate()
        .filter(|(_, share)| *share >= LEAST_SHARED)
        .max_by(|(_, a), (_, b)| a.total_cmp(b))
        .map(|(at, _)| at)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::assistant::quote::tests::found;

    fn shop() -> Vec<Found> {
        vec![
            found("Shipping", "en", "Delivery inside Amman takes 1 to 2 working days and costs 3 JD."),
            found("Returns", "en", "You can return plants within 14 days. Write to help@nabta.example."),
        ]
    }

    #[test]
    fn an_answer_stands_on_what_it_names() {
        assert_eq!(standing("Delivery takes 1 to 2 days.", &[1], &shop()), Some(vec![0]));
        assert_eq!(standing("توصيل خلال يومين مقابل 3 دنانير", &[1, 9], &shop()), Some(vec![0]));
    }

    #[test]
    fn a_wrong_number_link_or_address_stands_on_nothing() {
        for claim in ["Delivery takes 5 days.", "Write to sales@nabta.example.", "See https://evil.example/x"]
        {
            assert_eq!(standing(claim, &[1, 2], &shop()), None, "{claim}");
        }
    }

    #[test]
    fn a_passage_that_was_used_and_not_named_is_added() {
        assert_eq!(standing("It costs 3 JD, and returns within 14 days.", &[1], &shop()), Some(vec![0, 1]));
        assert_eq!(standing("You can return plants within 14 days.", &[], &shop()), Some(vec![1]));
        assert_eq!(standing("The moon is made of cheese.", &[], &shop()), None);
        assert_eq!(standing("anything", &[], &[]), None);
    }
}
