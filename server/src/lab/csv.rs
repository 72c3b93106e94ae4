//! A sheet of questions.

use crate::refusal::{Outcome, Refusal};
use api::LabCase;
use csv::{ReaderBuilder, StringRecord, Trim};

/// The columns by their names, and their order in a sheet without a head.
const COLUMNS: [&str; 4] = ["question", "answer", "document", "lang"];

/// The questions of a CSV text, in order; lines without one are passed over.
///
/// The first line names the columns if one of its cells is `question`; else they stand in the order of [`COLUMNS`].
/// What separates cells is found out: a comma, a semicolon (as spreadsheets write where the comma is decimal) or a tab.
///
/// # Errors
/// `invalid_input` with the line that can't be read.
pub(super) fn read(text: &str) -> Outcome<Vec<LabCase>> {
    let text = text.trim_start_matches('\u{feff}');
    let mut reader = ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .trim(Trim::All)
        .delimiter(separator(text))
        .from_reader(text.as_bytes());
    let mut places: [Option<usize>; 4] = [Some(0), Some(1), Some(2), Some(3)];
    let mut cases = Vec::new();
    for (at, record) in reader.records().enumerate() {
        let record = record.map_err(|error| Refusal::field("csv", "invalid", error.to_string()))?;
        if at == 0 && record.iter().any(|cell| cell.eq_ignore_ascii_case("question")) {
            places = COLUMNS.map(|column| record.iter().position(|cell| cell.eq_ignore_ascii_case(column)));
            continue;
        }
        let cell = |place: Option<usize>| place.and_then(|at| given(&record, at));
        let [question, answer, document, lang] = places;
        if let Some(question) = cell(question) {
            let (answer, document, lang) = (cell(answer), cell(document), cell(lang));
            cases.push(LabCase { question, answer, document, lang });
        }
    }
    Ok(cases)
}

fn given(record: &StringRecord, at: usize) -> Option<String> {
    record.get(at).filter(|cell| !cell.is_empty()).map(str::to_owned)
}

/// What the first line has most of.
fn separator(text: &str) -> u8 {
    let first = text.lines().next().unwrap_or_default();
    let count = |separator: u8| first.bytes().filter(|byte| *byte == separator).count();
    // Of two that come as often, the last of these counts.
    [b'\t', b';', b','].into_iter().max_by_key(|separator| count(*separator)).unwrap_or(b',')
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn columns_are_found_by_name_or_by_place() {
        let named = read("\u{feff}Lang;Question;note\nar;\"كم سعر\nالتوصيل؟\";x\n;;\nfa;هزینه؟;").unwrap();
        let questions: Vec<_> =
            named.iter().map(|one| (one.question.as_str(), one.lang.as_deref())).collect();
        assert_eq!(questions, [("كم سعر\nالتوصيل؟", Some("ar")), ("هزینه؟", Some("fa"))]);
        let placed = read("How long?,\"Two, three days\",Shipping\nAnd to Aqaba?").unwrap();
        assert_eq!(placed[0].answer.as_deref(), Some("Two, three days"));
        assert_eq!((placed[0].document.as_deref(), placed[1].answer.as_deref()), (Some("Shipping"), None));
        assert_eq!(read("").unwrap(), []);
    }

    proptest! {
        #[test]
        fn every_question_comes_back_as_it_was_written(questions in proptest::collection::vec("[^\\p{C}\\s\"](?:\\PC{0,20}[^\\p{C}\\s\"])?", 1..8)) {
            prop_assume!(questions.iter().all(|one| !one.eq_ignore_ascii_case("question") && one.trim() == one));
            let mut sheet = String::from("question,answer\n");
            for question in &questions {
                sheet.push_str(&format!("\"{}\",x\n", question.replace('"', "\"\"")));
            }
            let read: Vec<String> = read(&sheet).unwrap().into_iter().map(|one| one.question).collect();
            prop_assert_eq!(read, questions);
        }
    }
}
