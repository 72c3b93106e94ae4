//! How often the right passage is found: by what the server does, and by plain BM25.

use super::{
    baseline::Bm25,
    sets::{Passage, Set},
};
use std::{collections::BTreeMap, fmt::Write as _};
use text::{embed, language, retrieval};

/// How far down a list the right passage counts for the mean reciprocal rank.
const DEEPEST: usize = 10;

/// Of one list of questions.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Score {
    pub asked: usize,
    first: usize,
    among_five: usize,
    reciprocal: f64,
}

impl Score {
    /// Counts a question whose right passage stood at `place`, from 0.
    fn count(&mut self, place: Option<usize>) {
        self.asked += 1;
        self.first += usize::from(place == Some(0));
        self.among_five += usize::from(place.is_some_and(|place| place < 5));
        self.reciprocal +=
            place.filter(|place| *place < DEEPEST).map_or(0.0, |place| 1.0 / (place as f64 + 1.0));
    }

    /// Percent of the questions whose right passage came first.
    pub fn recall_1(&self) -> f64 {
        100.0 * self.first as f64 / self.asked.max(1) as f64
    }

    fn recall_5(&self) -> f64 {
        100.0 * self.among_five as f64 / self.asked.max(1) as f64
    }

    fn mrr(&self) -> f64 {
        self.reciprocal / self.asked.max(1) as f64
    }
}

/// One row of the table.
pub struct Row {
    pub name: String,
    /// Whether it is a whole set, not a dialect of one.
    pub whole: bool,
    pub plain: Score,
    pub ours: Score,
}

/// Measures a set, and each of its dialects.
pub fn measure(set: &Set) -> Vec<Row> {
    let indexed = |p: &Passage| format!("{}\n{}", p.title, p.text);
    let plain = Bm25::new(set.passages.iter().map(|p| (indexed(p), p.lang.as_str())));
    let ours = Ours::new(&set.passages);
    let mut whole =
        Row { name: set.name.to_owned(), whole: true, plain: Score::default(), ours: Score::default() };
    let mut dialects: BTreeMap<&str, (Score, Score)> = BTreeMap::new();
    for question in &set.questions {
        let right = |at: &usize| set.passages.get(*at).is_some_and(|p| question.relevant.contains(&p.id));
        let by_plain = plain.rank(&question.text, DEEPEST).iter().position(right);
        let by_ours = ours.rank(&question.text).iter().position(right);
        whole.plain.count(by_plain);
        whole.ours.count(by_ours);
        if let Some(dialect) = &question.dialect {
            let scores = dialects.entry(dialect).or_default();
            scores.0.count(by_plain);
            scores.1.count(by_ours);
        }
    }
    let dialects = dialects.into_iter().map(|(name, (plain, ours))| Row {
        name: format!("{}: {name}", set.name),
        whole: false,
        plain,
        ours,
    });
    std::iter::once(whole).chain(dialects).collect()
}

/// A collection as the server indexes it.
struct Ours<'a> {
    passages: &'a [Passage],
    index: retrieval::Index,
}

impl<'a> Ours<'a> {
    fn new(passages: &'a [Passage]) -> Self {
        let entry = |(at, p): (usize, &Passage)| {
            let indexed = format!("{}\n\n{}", p.title, p.text);
            retrieval::Entry {
                chunk: at as u128,
                document: at as u128,
                terms: retrieval::terms::pack(&retrieval::passage_terms(
                    &p.title,
                    None,
                    &p.text,
                    Some(&p.lang),
                )),
                vector: retrieval::quantize(&embed::embed(&indexed)),
            }
        };
        Self { passages, index: retrieval::Index::build(passages.iter().enumerate().map(entry)) }
    }

    /// As `knowledge::retrieve` does it in the server, without a database.
    fn rank(&self, query: &str) -> Vec<usize> {
        let asked_in = language::detect(query, None);
        let question = retrieval::ask(query, asked_in);
        let vector = retrieval::quantize(&embed::embed(query));
        let mut found: Vec<(usize, f32)> = retrieval::search(&self.index, &question, &vector, &|_| false)
            .into_iter()
            .filter_map(|ranked| {
                let at = usize::try_from(ranked.chunk).ok()?;
                let theirs = language::known(&self.passages.get(at)?.lang);
                Some((at, retrieval::in_language(ranked.score, asked_in.is_none() || theirs == asked_in)))
            })
            .collect();
        found.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
        found.into_iter().take(DEEPEST).map(|(at, _)| at).collect()
    }
}

/// The table, for the terminal and the document.
pub fn table(rows: &[Row]) -> String {
    let mut text = String::from(
        "| set | questions | recall@1 | recall@5 | MRR@10 | BM25 recall@1 | recall@5 | MRR@10 | gain@1 |\n\
         |---|---:|---:|---:|---:|---:|---:|---:|---:|\n",
    );
    for row in rows {
        let (ours, plain) = (&row.ours, &row.plain);
        let _ = writeln!(
            text,
            "| {} | {} | {:.1} | {:.1} | {:.3} | {:.1} | {:.1} | {:.3} | {:+.1} |",
            row.name,
            ours.asked,
            ours.recall_1(),
            ours.recall_5(),
            ours.mrr(),
            plain.recall_1(),
            plain.recall_5(),
            plain.mrr(),
            ours.recall_1() - plain.recall_1()
        );
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_are_counted_as_recall_and_reciprocal_rank() {
        let mut score = Score::default();
        for place in [Some(0), Some(4), Some(9), None] {
            score.count(place);
        }
        assert_eq!((score.recall_1(), score.recall_5()), (25.0, 50.0));
        assert!((score.mrr() - (1.0 + 0.2 + 0.1) / 4.0).abs() < 1e-9);
    }
}
