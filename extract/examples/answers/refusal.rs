//! Who has no answer is told so: questions with an answer and without one, asked of collections that are right or wrong.

use std::{collections::BTreeSet, fs, path::Path};

use serde_json::Value;
use text::language;

use super::{PASSAGES, collection::Collection, expected, plain, report};

/// Whose questions are asked of whose passages.
pub(super) struct Asked {
    pub group: String,
    pub answerable: bool,
    /// Whether it is of the half that nothing may be learnt from.
    pub held_out: bool,
    /// Whether what is answered holds what the answer must hold; none where nothing is answered.
    pub right: Option<bool>,
}

/// One in so many of the articles' questions is asked where it has no answer, two in so many of them where it has.
const SOME: usize = 4;

const LANGS: [&str; 5] = ["ar", "en", "fa", "it", "tr"];

/// Prints how many questions are answered, by group and half.
pub(super) fn run(shop: &Path, sets: &Path) {
    let sets = Sets { shop, sets };
    let mut asked = Vec::new();
    for (headings, name) in [(true, "shop"), (false, "shop without headings")] {
        sets.shop(&Collection::read(shop, headings), name, &mut asked);
    }
    LANGS.iter().for_each(|lang| sets.articles(lang, &mut asked));
    report::print(&asked);
}

struct Sets<'a> {
    shop: &'a Path,
    sets: &'a Path,
}

impl Sets<'_> {
    fn lines(&self, name: &str) -> Vec<Value> {
        let text = fs::read_to_string(self.sets.join(name)).unwrap();
        text.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
    }

    /// The demo shop's questions, each with whether it is held out.
    fn golden(&self) -> Vec<(bool, Value)> {
        let mut files: Vec<_> =
            fs::read_dir(self.shop).unwrap().flatten().map(|entry| entry.path()).collect();
        files.sort();
        let mut all = Vec::new();
        for file in files {
            let name = file.file_name().unwrap().to_string_lossy().into_owned();
            if name.starts_with("golden") {
                let rows: Vec<Value> = serde_json::from_str(&fs::read_to_string(&file).unwrap()).unwrap();
                all.extend(rows.into_iter().map(|row| (name.contains("held_out"), row)));
            }
        }
        all
    }

    /// Asks a help centre what it answers, what it does not, what only an article answers that it lacks, and what
    /// banks and encyclopaedias are asked.
    fn shop(&self, shop: &Collection, name: &str, asked: &mut Vec<Asked>) {
        for (held_out, row) in self.golden() {
            let (question, must) = (text_of(&row, "question"), expected(&row));
            let group = if must.is_empty() { "has no answer" } else { "its own" };
            let ask = Ask { collection: shop, held_out, question, must: &must };
            asked.push(ask.of(&format!("{name}: {group}"), !must.is_empty(), &[]));
            if !must.is_empty() {
                // In no language is it left; what other articles say of the matter is no false answer.
                let own = article(text_of(&row, "file"));
                let files: BTreeSet<&str> = (0..shop.len()).map(|at| shop.file(at)).collect();
                let gone: Vec<String> =
                    files.into_iter().filter(|file| article(file) == own).map(str::to_owned).collect();
                let one = ask.of(&format!("{name}: its article taken away"), false, &gone);
                if !one.right.unwrap_or_default() {
                    asked.push(one);
                }
            }
        }
        for (set, step) in
            [("bankfaq_en", 2), ("bankfaq_ar", 2)].into_iter().chain(LANGS.map(|lang| (lang, SOME)))
        {
            let kind = if set.starts_with("bank") { set } else { "articles'" };
            for row in self.lines(&format!("retrieval_{set}_queries.jsonl")).iter().step_by(step) {
                let held_out = half(row["relevant_passage_ids"][0].as_str().unwrap_or_default());
                let ask = Ask { collection: shop, held_out, question: text_of(row, "text"), must: &[] };
                asked.push(ask.of(&format!("{name}: asked {kind} questions"), false, &[]));
            }
        }
    }

    /// Asks the articles of an encyclopaedia what they answer, what only the passage answers that is taken away, and
    /// what the shop is asked.
    fn articles(&self, lang: &'static str, asked: &mut Vec<Asked>) {
        let collection =
            Collection::of_passages(&self.lines(&format!("retrieval_{lang}_passages.jsonl")), lang);
        let own = self.lines(&format!("retrieval_{lang}_queries.jsonl"));
        for (at, row) in own.iter().enumerate() {
            let (relevant, answers) = (texts(row, "relevant_passage_ids"), texts(row, "answers"));
            let held_out = half(relevant.first().map_or("", String::as_str));
            let must: Vec<&str> = answers.iter().map(String::as_str).collect();
            let ask = Ask { collection: &collection, held_out, question: text_of(row, "text"), must: &must };
            if !must.is_empty() && (lang == "fa" || at % SOME < 2) {
                asked.push(ask.of(&format!("{lang}: its own"), true, &[]));
            }
            if at % SOME == 0 {
                let group = format!("{lang}: its passage taken away");
                asked.push(Ask { must: &[], ..ask }.of(&group, false, &relevant));
            }
        }
        for (held_out, row) in self.golden().iter().filter(|(_, row)| row["lang"] == lang) {
            let ask = Ask {
                collection: &collection,
                held_out: *held_out,
                question: text_of(row, "question"),
                must: &[],
            };
            asked.push(ask.of("articles: asked the shop's questions", false, &[]));
        }
        if lang == "fa" {
            for row in self.lines("unanswerable_fa.jsonl") {
                let held_out = half(text_of(&row, "nearest_passage_id"));
                let ask =
                    Ask { collection: &collection, held_out, question: text_of(&row, "text"), must: &[] };
                asked.push(ask.of("unanswerable_fa", false, &[]));
            }
        }
    }
}

/// One question.
#[derive(Clone, Copy)]
struct Ask<'a> {
    collection: &'a Collection,
    held_out: bool,
    question: &'a str,
    must: &'a [&'a str],
}

impl Ask<'_> {
    /// Asks it of the collection without some files.
    fn of(&self, group: &str, answerable: bool, without: &[String]) -> Asked {
        let lang = language::detect(self.question, None).unwrap_or("en");
        let limit = if without.is_empty() { PASSAGES } else { 2 * PASSAGES };
        let mut found = self.collection.find(self.question, limit);
        found.retain(|(at, _)| !without.iter().any(|id| id == self.collection.file(*at)));
        found.truncate(PASSAGES);
        let right = |text: &str| {
            let said = plain(text);
            self.must.iter().any(|must| said.contains(&plain(must)))
        };
        let answer = self.collection.answer(self.question, &found, lang);
        Asked {
            group: group.to_owned(),
            answerable,
            held_out: self.held_out,
            right: answer.map(|quoted| right(&quoted.text)),
        }
    }
}

/// Halves by what a question is about, so that no passage is in both.
fn half(about: &str) -> bool {
    about
        .bytes()
        .fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3))
        >> 40
        & 1
        == 1
}

/// An article's name, the same in all languages.
fn article(file: &str) -> &str {
    let name = file.rsplit('/').next().unwrap_or(file);
    name.split('.').next().unwrap_or(name)
}

fn text_of<'v>(row: &'v Value, key: &str) -> &'v str {
    row[key].as_str().unwrap_or_default()
}

fn texts(row: &Value, key: &str) -> Vec<String> {
    row[key].as_array().into_iter().flatten().filter_map(Value::as_str).map(str::to_owned).collect()
}
