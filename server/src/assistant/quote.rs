//! The extractive answerer: the passages' own sentences, or nothing.

use super::texts::Texts;
use crate::knowledge::Found;
use text::{
    extractive::{self, Candidate},
    language,
};

/// Quotations of one answer at most: a burst may hold several questions.
const QUOTES: usize = 3;

/// A quoted answer, with the places of its passages among those found.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Answer {
    pub body: String,
    pub passages: Vec<usize>,
}

/// Answers with quotations, or `None` where no passage surely says what was asked.
///
/// A question may be spread over the lines of a burst, and a burst may hold several questions: where several lines ask,
/// each is answered by itself, and if one of them stays without an answer, that is said.
pub(super) fn answer(lines: &[String], found: &[Found], lang: &str, say: &Texts) -> Option<Answer> {
    let each: Vec<Option<(usize, String)>> = lines.iter().map(|line| quote(line, found, lang)).collect();
    let several = lines.iter().filter(|line| asks(line)).count() > 1 && each.iter().any(Option::is_some);
    let whole = if several || lines.len() == 1 { None } else { quote(&lines.join(" "), found, lang) };
    let open =
        whole.is_none() && lines.iter().zip(&each).any(|(line, quoted)| asks(line) && quoted.is_none());
    let mut quotes: Vec<(usize, String)> = Vec::new();
    for quoted in whole.map_or(each, |whole| vec![Some(whole)]).into_iter().flatten() {
        if !quotes.contains(&quoted) && quotes.len() < QUOTES {
            quotes.push(quoted);
        }
    }
    if quotes.is_empty() {
        return None;
    }
    let mut body = say.quoted.clone();
    let mut passages = Vec::new();
    for (passage, text) in quotes {
        body.push_str("\n\n");
        body.push_str(&text);
        if !passages.contains(&passage) {
            passages.push(passage);
        }
    }
    if open {
        body.push_str("\n\n");
        body.push_str(&say.partly);
    }
    Some(Answer { body, passages })
}

fn asks(line: &str) -> bool {
    line.contains(['?', '؟'])
}

/// The best quotation: from passages in the customer's language where one of them answers, else from all.
fn quote(question: &str, found: &[Found], lang: &str) -> Option<(usize, String)> {
    let own = |passage: &Found| passage.lang.as_deref().and_then(language::known) == Some(lang);
    let (theirs, others): (Vec<usize>, Vec<usize>) =
        (0..found.len()).partition(|&at| found.get(at).is_some_and(own));
    let all: Vec<usize> = theirs.iter().chain(&others).copied().collect();
    [theirs, all].into_iter().find_map(|places| {
        let texts: Vec<(usize, String, f32)> = places
            .into_iter()
            .filter_map(|at| found.get(at).map(|passage| (at, shown(passage), passage.score)))
            .collect();
        let candidates: Vec<Candidate> =
            texts.iter().map(|(_, text, score)| Candidate { text, score: *score }).collect();
        let quoted = extractive::answer(question, &candidates, lang)?;
        texts.get(quoted.passage).map(|(at, ..)| (*at, quoted.text))
    })
}

/// A passage under its heading, as it is judged and as a model is shown it.
pub(super) fn shown(passage: &Found) -> String {
    format!("{}\n{}", passage.heading.as_ref().unwrap_or(&passage.title), passage.text)
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
pub(super) mod tests {
    use super::*;
    use crate::assistant::texts;
    use api::{ChunkId, DocumentId};

    pub fn found(heading: &str, lang: &str, text: &str) -> Found {
        Found {
            chunk: ChunkId(uuid::Uuid::nil()),
            document: DocumentId(uuid::Uuid::nil()),
            title: heading.into(),
            page: None,
            heading: Some(heading.into()),
            lang: Some(lang.into()),
            text: text.into(),
            score: 0.5,
            lexical: 0.5,
            cosine: 0.5,
        }
    }

    fn shop() -> Vec<Found> {
        vec![
            found(
                "Shipping",
                "en",
                "Delivery inside Amman takes 1 to 2 working days. Delivery to Aqaba costs 6 JD.",
            ),
            found("التوصيل", "ar", "مدة التوصيل داخل عمان من يوم إلى يومين. رسوم التوصيل ديناران ونصف."),
            found("Returns", "en", "You can return plants within 14 days of receiving them."),
        ]
    }

    fn lines(lines: &[&str]) -> Vec<String> {
        lines.iter().map(|line| (*line).to_owned()).collect()
    }

    #[test]
    fn a_quotation_stands_as_it_is_after_saying_that_it_is_one() {
        let say = texts::of("ar");
        let answer = answer(&lines(&["كم مدة التوصيل داخل عمان؟"]), &shop(), "ar", say).unwrap();
        assert!(
            answer.body.starts_with(&say.quoted) && answer.body.contains("من يوم إلى يومين"),
            "{}",
            answer.body
        );
        assert_eq!(answer.passages, [1]);
    }

    #[test]
    fn each_question_of_a_burst_is_answered_and_the_rest_is_not_passed_over() {
        let say = texts::of("en");
        let burst = ["how long does delivery to Amman take?", "within how many days can I return plants?"];
        let answer = answer(&lines(&burst), &shop(), "en", say).unwrap();
        assert!(answer.body.contains("working days") && answer.body.contains("14 days"), "{}", answer.body);
        assert!(!answer.body.contains(&say.partly));
        let burst = ["within how many days can I return plants?", "do you sell used motorcycles?"];
        let partly = super::answer(&lines(&burst), &shop(), "en", say).unwrap();
        assert!(partly.body.contains("14 days") && partly.body.ends_with(&say.partly), "{}", partly.body);
    }

    #[test]
    fn what_no_passage_says_is_not_answered() {
        assert_eq!(answer(&lines(&["do you sell used motorcycles?"]), &shop(), "en", texts::of("en")), None);
    }
}
