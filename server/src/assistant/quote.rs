//! The extractive answerer: the passages' own sentences, or nothing.

use super::texts::Texts;
use crate::knowledge::{Found, Rarity};
use text::{
    extractive::{self, Candidate, Frequencies},
    guard::injection,
    language,
};

/// Quotations of one answer at most: a burst may hold several questions.
const QUOTES: usize = 3;

/// Characters of a question that is named in the answer.
const NAMED_CHARS: usize = 120;

/// A quoted answer, with the places of its passages among those found.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Answer {
    pub body: String,
    pub passages: Vec<usize>,
    /// The quotations that it is made of.
    pub quotes: Vec<Quote>,
}

/// Answers with quotations, or `None` where no passage surely says what was asked.
///
/// A question may be spread over the lines of a burst, and a burst or a line may hold several: where several are asked,
/// each is answered by itself, and the one that stays without an answer is named.
pub(super) fn answer(
    questions: &[String],
    found: &[Found],
    rarity: &Rarity,
    lang: &str,
    say: &Texts,
) -> Option<Answer> {
    let each: Vec<Option<Quote>> =
        questions.iter().map(|question| quote(question, found, rarity, lang)).collect();
    let asked = questions.iter().filter(|question| asks(question)).count();
    let several = each.iter().any(Option::is_some) && asked > 1;
    let whole =
        if several || questions.len() == 1 { None } else { quote(&questions.join(" "), found, rarity, lang) };
    let open =
        questions.iter().zip(&each).filter(|_| whole.is_none() && questions.len() > 1).find_map(
            |(question, quoted)| (quoted.is_none() && (several || asks(question))).then_some(question),
        );
    let mut quotes: Vec<Quote> = Vec::new();
    for quoted in whole.map_or(each, |whole| vec![Some(whole)]).into_iter().flatten() {
        if !quotes.iter().any(|have| have.text.contains(&quoted.text)) && quotes.len() < QUOTES {
            quotes.retain(|have| !quoted.text.contains(&have.text));
            quotes.push(quoted);
        }
    }
    if quotes.is_empty() {
        return None;
    }
    let mut body = say.quoted.clone();
    let mut passages = Vec::new();
    for quoted in &quotes {
        body.push_str("\n\n");
        body.push_str(&quoted.text);
        let more: Vec<usize> = quoted.passages.iter().copied().filter(|at| !passages.contains(at)).collect();
        passages.extend(more);
    }
    if let Some(question) = open {
        body.push_str("\n\n");
        body.push_str(&say.partly(&short(question)));
    }
    Some(Answer { body, passages, quotes })
}

/// One quotation, with the places of its passages.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Quote {
    pub passages: Vec<usize>,
    pub text: String,
}

fn asks(line: &str) -> bool {
    line.contains(['?', '؟'])
}

/// A question as it is named: without its mark, and not all of a long one.
fn short(question: &str) -> String {
    let bare = question.trim().trim_end_matches(['?', '؟', '!', '.', ' ']);
    if bare.chars().count() <= NAMED_CHARS {
        return bare.to_owned();
    }
    let cut: String = bare.chars().take(NAMED_CHARS).collect();
    format!("{}…", cut.trim_end())
}

/// The best quotation: from passages in the customer's language where one of them answers, else from all.
fn quote(question: &str, found: &[Found], rarity: &Rarity, lang: &str) -> Option<Quote> {
    let own = |passage: &Found| passage.lang.as_deref().and_then(language::known) == Some(lang);
    let (theirs, others): (Vec<usize>, Vec<usize>) =
        (0..found.len()).partition(|&at| found.get(at).is_some_and(own));
    let all: Vec<usize> = theirs.iter().chain(&others).copied().collect();
    let of = |term: &str| rarity.of(term);
    let frequencies = Frequencies { passages: rarity.passages(), of: &of };
    [theirs, all].into_iter().find_map(|places| {
        let texts: Vec<(usize, String, f32)> = places
            .into_iter()
            .filter_map(|at| found.get(at).map(|passage| (at, shown(passage), passage.score)))
            .collect();
        let candidates: Vec<Candidate> =
            texts.iter().map(|(_, text, score)| Candidate { text, score: *score }).collect();
        let quoted = extractive::answer_with(question, &candidates, lang, &frequencies)?;
        let places = std::iter::once(quoted.passage).chain(quoted.also);
        let passages = places.filter_map(|place| texts.get(place).map(|(at, ..)| *at)).collect();
        Some(Quote { passages, text: quoted.text })
    })
}

/// A passage under its heading, as it is judged, quoted and shown to a model: without what speaks to the machine.
pub(super) fn shown(passage: &Found) -> String {
    injection::trusted(&extractive::with_heading(&passage.title, passage.heading.as_deref(), &passage.text))
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
        let answer =
            answer(&lines(&["كم مدة التوصيل داخل عمان؟"]), &shop(), &Rarity::default(), "ar", say).unwrap();
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
        let answer = answer(&lines(&burst), &shop(), &Rarity::default(), "en", say).unwrap();
        assert!(answer.body.contains("working days") && answer.body.contains("14 days"), "{}", answer.body);
        assert_eq!(answer.passages, [0, 2]);
        assert!(!texts::offers_person(&answer.body));
        let burst = ["within how many days can I return plants?", "do you sell used motorcycles?"];
        let partly = super::answer(&lines(&burst), &shop(), &Rarity::default(), "en", say).unwrap();
        let open = say.partly("do you sell used motorcycles");
        assert!(partly.body.contains("14 days") && partly.body.ends_with(&open), "{}", partly.body);
    }

    #[test]
    fn what_no_passage_says_is_not_answered() {
        assert_eq!(
            answer(
                &lines(&["do you sell used motorcycles?"]),
                &shop(),
                &Rarity::default(),
                "en",
                texts::of("en")
            ),
            None
        );
    }
}
