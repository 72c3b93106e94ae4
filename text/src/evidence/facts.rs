//! What the passages say, part by part.

use super::{claim::Claim, cue::Cue, likeness::Known, limits::Limit, quoting::Quote, segment::Sentence};
use crate::{extractive, language, sentence, stopwords::is_stop};
use std::collections::{BTreeSet, HashMap, HashSet};

/// One part of a passage: a segment of a sentence or a cell of a row, with what stands around it.
#[derive(Debug)]
pub(super) struct Fact {
    pub passage: usize,
    /// Its sentence, by number over all passages.
    pub sentence: usize,
    pub own: BTreeSet<usize>,
    pub clause: BTreeSet<usize>,
    pub claims: Vec<Claim>,
    pub cues: HashSet<Cue>,
    pub denies: bool,
    /// How often it is denied.
    pub denials: usize,
    /// Neither yes nor no can be held against it.
    pub neutral: bool,
    /// Its place in the sentence, ...
    pub part: usize,
    /// ... and its clause's.
    pub clause_at: usize,
    pub supposes: bool,
    pub limits: HashSet<Limit>,
}

/// What the facts of one sentence share.
#[derive(Debug, Default)]
pub(super) struct Around {
    pub passage: usize,
    pub words: BTreeSet<usize>,
    pub heading: BTreeSet<usize>,
    pub claims: Vec<Claim>,
    pub cues: HashSet<Cue>,
    pub conditional: bool,
    pub limits: HashSet<Limit>,
    /// Words of the line that announces it.
    pub lead: BTreeSet<usize>,
    /// What is quoted of it, by its place in [`Facts::quotes`].
    pub quote: Option<usize>,
    pub row: bool,
    /// The keys of tables that it names, as (table, key).
    pub keys: BTreeSet<(usize, usize)>,
}

/// What stands over all of a passage.
struct Over {
    passage: usize,
    heading: BTreeSet<usize>,
}

/// What announces a list: "These can't be returned:".
#[derive(Clone, Default)]
struct Lead<'t> {
    denies: bool,
    words: BTreeSet<usize>,
    text: &'t str,
}

/// Characters of a list that is quoted whole.
const LIST: usize = 420;

/// All facts of some passages and the words of which they are made.
#[derive(Debug, Default)]
pub(super) struct Facts {
    pub words: Vec<Known>,
    places: HashMap<(String, Option<&'static str>), usize>,
    pub facts: Vec<Fact>,
    pub sentences: Vec<Around>,
    pub quotes: Vec<Quote>,
    pub langs: Vec<Option<&'static str>>,
    /// What stands first in the rows of each table: cities, plans. Who asks about one is not told of another.
    pub keys: Vec<Vec<BTreeSet<usize>>>,
}

impl Facts {
    pub(super) fn of(passages: &[&str]) -> Self {
        let mut facts = Self::default();
        for (at, passage) in passages.iter().enumerate() {
            let lang = language::detect(passage, None);
            facts.langs.push(lang);
            facts.read(at, passage, lang);
        }
        for at in 0..facts.sentences.len() {
            let Some(around) = facts.sentences.get(at) else { continue };
            let words: BTreeSet<usize> = around.words.union(&around.heading).copied().collect();
            let keys = facts.named(&words);
            if let Some(around) = facts.sentences.get_mut(at) {
                around.keys = keys;
            }
        }
        facts
    }

    fn read(&mut self, passage: usize, text: &str, lang: Option<&'static str>) {
        let (first, rest) = text.split_once('\n').unwrap_or(("", text));
        let title = Sentence::read(first, lang);
        let heading = self.all(&title);
        // What stands last in the heading is the section's own.
        let section = first.rsplit('›').next().unwrap_or_default().trim();
        let own = Sentence::read(section, lang);
        let denied = !first.is_empty() && own.cues.iter().any(|cue| cue.denies());
        let over = Over { passage, heading };
        if !first.is_empty() {
            self.add(&over, &title, &Lead::default(), None);
        }
        let mut header: Vec<&str> = Vec::new();
        let section = Lead {
            denies: denied,
            words: if denied { self.all(&own) } else { BTreeSet::new() },
            text: section,
        };
        let mut lead: Option<Lead> = None;
        let mut list: Option<usize> = None;
        for line in rest.lines().map(str::trim).filter(|line| !line.is_empty()) {
            if line.contains(" | ") {
                let cells: Vec<&str> = line.split(" | ").collect();
                self.row(&over, &cells, &header, lang);
                if header.is_empty() {
                    header = cells;
                }
                (lead, list) = (None, None);
                continue;
            }
            header.clear();
            if !line.ends_with(['.', '!', '؟', '?', '۔', ':']) {
                let under = lead.as_ref().unwrap_or(&section);
                let quote = self.listed(passage, list, under.text, line);
                list = Some(quote);
                let under = under.clone();
                for range in sentence::sentences(line) {
                    let read = Sentence::read(line.get(range).unwrap_or_default(), lang);
                    self.add(&over, &read, &under, Some(quote));
                }
                continue;
            }
            (lead, list) = (None, None);
            for range in sentence::sentences(line) {
                let text = line.get(range).unwrap_or_default();
                let read = Sentence::read(text, lang);
                let quote = self.quoted(passage, text.to_owned());
                self.add(&over, &read, &Lead::default(), Some(quote));
                if text.ends_with(':') {
                    let denies = read.cues.iter().any(|cue| cue.denies());
                    lead = Some(Lead { denies, words: self.all(&read), text });
                    list = Some(quote);
                }
            }
        }
    }

    fn quoted(&mut self, passage: usize, text: String) -> usize {
        self.quotes.push(Quote { passage, text });
        self.quotes.len() - 1
    }

    /// An item is quoted with its list, under the line that announces it: alone it might say the opposite.
    fn listed(&mut self, passage: usize, list: Option<usize>, lead: &str, item: &str) -> usize {
        if let Some(at) = list
            && let Some(quote) = self.quotes.get_mut(at)
            && quote.text.chars().count() + item.chars().count() <= LIST
        {
            quote.text.push('\n');
            quote.text.push_str(item);
            return at;
        }
        let lead = lead.trim_end_matches([':', ' ']);
        let text = if lead.is_empty() { item.to_owned() } else { format!("{lead}:\n{item}") };
        self.quoted(passage, text)
    }

    /// The keys that some of the passages' words name.
    pub(super) fn named(&self, words: &BTreeSet<usize>) -> BTreeSet<(usize, usize)> {
        let named = |key: &BTreeSet<usize>| {
            let held = key.iter().filter(|word| words.contains(word)).count();
            held > 0 && held * 2 >= key.len()
        };
        let of = |(table, keys): (usize, &Vec<BTreeSet<usize>>)| {
            keys.iter()
                .enumerate()
                .filter(|(_, key)| named(key))
                .map(move |(key, _)| (table, key))
                .collect::<Vec<_>>()
        };
        self.keys.iter().enumerate().flat_map(of).collect()
    }

    /// Words that may tell rows apart: no numbers, no particles.
    fn key(&mut self, cell: &Sentence) -> BTreeSet<usize> {
        let tells = |word: &&crate::tokens::Word| {
            !is_stop(&word.text, cell.lang)
                && !word.text.chars().any(|c| c.is_ascii_digit())
                && word.text.chars().count() > 1
        };
        let words: Vec<String> = cell.words.iter().filter(tells).map(|word| word.text.clone()).collect();
        words.iter().map(|word| self.place(word, cell.lang)).collect()
    }

    fn row(&mut self, over: &Over, texts: &[&str], header: &[&str], lang: Option<&'static str>) {
        let cells: Vec<Sentence> = texts.iter().map(|cell| Sentence::read(cell, lang)).collect();
        let above: Vec<Sentence> = header.iter().map(|cell| Sentence::read(cell, lang)).collect();
        if header.is_empty() {
            self.keys.push(Vec::new());
        } else if let Some(first) = cells.first() {
            let key = self.key(first);
            if let Some(keys) = self.keys.last_mut().filter(|_| !key.is_empty()) {
                keys.push(key);
            }
        }
        let quote = (!header.is_empty())
            .then(|| self.quoted(over.passage, extractive::row(header, texts, lang, |_, _| true)));
        let mut around = Around {
            passage: over.passage,
            heading: over.heading.clone(),
            row: true,
            quote,
            ..Around::default()
        };
        let number = self.sentences.len();
        for (at, cell) in cells.iter().enumerate() {
            let above = above.get(at).map(|above| (self.all(above), above));
            let own: BTreeSet<usize> = self
                .all(cell)
                .into_iter()
                .chain(above.iter().flat_map(|(words, _)| words.iter().copied()))
                .collect();
            let (claims, cues) = above.as_ref().map_or_else(Default::default, |(_, above)| {
                let claims: Vec<Claim> = above.claims.iter().map(|(claim, _)| claim.clone()).collect();
                let cues: HashSet<Cue> = above.cues.iter().copied().filter(|cue| !cue.denies()).collect();
                (claims, cues)
            });
            around.words.extend(own.iter().copied());
            around.claims.extend(claims.iter().chain(cell.claims.iter().map(|(claim, _)| claim)).cloned());
            around.cues.extend(cues.iter().chain(&cell.cues).copied());
            around.limits.extend(cell.limits.iter().map(|(limit, _)| *limit));
            let header: BTreeSet<usize> = above.into_iter().flat_map(|(words, _)| words).collect();
            // "2 adults and up to 3 children" in one cell: each number has its own words.
            for segment in &cell.segments {
                let places = segment.words.iter().filter_map(|at| cell.words.get(*at));
                let words: Vec<String> = places.map(|word| word.text.clone()).collect();
                let part: BTreeSet<usize> = words.iter().map(|word| self.place(word, cell.lang)).collect();
                let cues: HashSet<Cue> = cues.iter().chain(&segment.cues).copied().collect();
                let mut claims = claims.clone();
                claims.extend(segment.claims.iter().map(|(claim, _)| claim.clone()));
                self.facts.push(Fact {
                    passage: over.passage,
                    sentence: number,
                    own: part.union(&header).copied().collect(),
                    clause: own.clone(),
                    claims,
                    denies: cues.iter().any(|cue| cue.denies()),
                    denials: cues.iter().filter(|cue| matches!(cue, Cue::Not | Cue::Never)).count(),
                    cues,
                    neutral: false,
                    part: 0,
                    clause_at: at,
                    supposes: false,
                    limits: segment.limits.clone(),
                });
            }
        }
        around.conditional = around.claims.iter().any(|claim| matches!(claim, Claim::Number { .. }));
        self.sentences.push(around);
    }

    fn add(&mut self, over: &Over, read: &Sentence, lead: &Lead, quote: Option<usize>) {
        let number = self.sentences.len();
        let words: Vec<usize> = read.words.iter().map(|word| self.place(&word.text, read.lang)).collect();
        let only = read.cues.contains(&Cue::Only);
        for (part, segment) in read.segments.iter().enumerate() {
            let of = |places: &mut dyn Iterator<Item = usize>| {
                places.filter_map(|at| words.get(at).copied()).collect::<BTreeSet<usize>>()
            };
            let own = of(&mut segment.words.iter().copied());
            let siblings = read.segments.iter().filter(|other| other.clause == segment.clause);
            let mut clause = of(&mut siblings.flat_map(|other| other.words.iter().copied()));
            clause.extend(lead.words.iter().copied());
            self.facts.push(Fact {
                passage: over.passage,
                sentence: number,
                own,
                clause,
                claims: segment.claims.iter().map(|(claim, _)| claim.clone()).collect(),
                cues: segment.cues.clone(),
                denies: segment.denies || lead.denies,
                denials: segment.denials + usize::from(lead.denies),
                // "If it does not appear": what is denied there is supposed.
                neutral: only || (segment.supposes && segment.denies),
                part,
                clause_at: segment.clause,
                supposes: segment.supposes,
                limits: segment.limits.clone(),
            });
        }
        self.sentences.push(Around {
            passage: over.passage,
            words: words.into_iter().collect(),
            heading: over.heading.clone(),
            claims: read.claims.iter().map(|(claim, _)| claim.clone()).collect(),
            cues: read.cues.clone(),
            conditional: read.cues.contains(&Cue::If),
            limits: read.limits.iter().map(|(limit, _)| *limit).collect(),
            lead: lead.words.clone(),
            quote,
            row: false,
            keys: BTreeSet::new(),
        });
    }

    fn all(&mut self, read: &Sentence) -> BTreeSet<usize> {
        read.words.iter().map(|word| self.place(&word.text, read.lang)).collect()
    }

    fn place(&mut self, word: &str, lang: Option<&'static str>) -> usize {
        let key = (word.to_owned(), lang);
        if let Some(place) = self.places.get(&key) {
            return *place;
        }
        self.words.push(Known::new(word, lang));
        self.places.insert(key, self.words.len() - 1);
        self.words.len() - 1
    }
}
