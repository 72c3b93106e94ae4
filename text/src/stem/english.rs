//! English: plurals, -ed, -ing, -ly and a silent e; the first step of Porter's stemmer, roughly.

use super::cut;

/// The light stem of a folded English word.
pub(super) fn stem(word: &str) -> String {
    if word.chars().count() < 4 {
        return word.to_owned();
    }
    let singular = if let Some(head) = cut(word, &["ies"], 2) {
        return format!("{head}i");
    } else if word.ends_with("ss") || word.ends_with("us") || word.ends_with("is") {
        word
    } else if let Some(head) = word
        .strip_suffix("es")
        .filter(|head| ["x", "z", "ss", "sh", "ch"].iter().any(|end| head.ends_with(end)))
    {
        head
    } else {
        cut(word, &["s"], 3).unwrap_or(word)
    };
    let rest = match cut(singular, &["ingly", "edly", "ing", "ed"], 3)
        .filter(|head| head.contains(['a', 'e', 'i', 'o', 'u', 'y']))
    {
        Some(head) => undouble(head),
        None => cut(singular, &["ly"], 3).unwrap_or(singular),
    };
    let rest = cut(rest, &["e"], 3).unwrap_or(rest);
    match cut(rest, &["y"], 3) {
        Some(head) => format!("{head}i"),
        None => rest.to_owned(),
    }
}

/// shipp(ed) is ship; but sell(ing), pass(ed), buzz(ed) keep theirs.
fn undouble(head: &str) -> &str {
    let mut back = head.chars().rev();
    match (back.next(), back.next()) {
        (Some(last), Some(before)) if last == before && !matches!(last, 'l' | 's' | 'z') => {
            head.strip_suffix(last).unwrap_or(head)
        }
        _ => head,
    }
}
