//! What of a model's answer is said: its own sentences where the passages say the same, else the passages' own.
//!
//! Sentence by sentence, and independent of the model that wrote it. Two opinions are asked for each. The first: most
//! of its words stand in the passages, each number, price, date, time, link and telephone number does *where those
//! words are*, it promises nothing that they do not promise and denies nothing that they allow. The second, stricter:
//! part by part it says no more and no less than its counterpart: as much denied, no condition left out, nothing
//! widened, each number nearer to its own place than to another's. How something is written does not matter (digits,
//! separators, number words, language, as far as the bridges reach); what a number measures does.
//!
//! What is not confirmed may be false or only freely worded: which of the two cannot be told without understanding.
//! A customer is helped by what the passage says either way, so it is quoted in that sentence's place; where no
//! passage speaks of the matter the sentence is left out. Courtesies need no evidence. Nothing is said from the first
//! sentence on that tells of deeds, asks for secrets or holds markup ([`crate::guard::outgoing`]).

mod address;
mod beside;
mod claim;
mod clock;
mod courtesy;
mod cue;
mod facts;
mod heard;
mod lexicon;
mod likeness;
mod limits;
mod mirror;
mod number;
mod quoting;
mod segment;
mod stand;
mod words;

pub(crate) use self::number::{is_money, number_word};

use self::{
    beside::Beside,
    courtesy::{affirms, is_courtesy},
    facts::Facts,
    segment::Sentence,
};
use crate::{
    guard::outgoing::{self, Seen},
    language, sentence,
};
use std::ops::Range;

/// The passages, read once for all sentences of an answer.
#[derive(Debug)]
pub struct Evidence {
    facts: Facts,
}

/// What became of one sentence.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// It claims nothing.
    Courtesy,
    /// The passages that say the same.
    Supported(Vec<usize>),
    /// The passages that were quoted in its place.
    Quoted(Vec<usize>, Why),
    LeftOut(Why),
    /// Not confirmed, and said only with what it announces.
    Announced(Why),
}

/// Why a sentence is not believed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Why {
    /// A number, date or time that stands nowhere, or belongs to something else.
    Number,
    /// A link, mail address or telephone number.
    Address,
    /// Something that a customer would hold us to.
    Promise,
    /// It allows what is denied, or the other way round.
    Negation,
    /// A condition that was left out, or "all" where it is "some".
    Condition,
    /// Words and names of which the passages do not speak.
    Words,
    Markup,
    /// It talks of its own instructions.
    Instructions,
    /// A placeholder that stands for nothing.
    Token,
    /// It tells of deeds.
    Deed,
    /// It asks for secrets.
    Secret,
}

impl Why {
    /// The word for decision records.
    pub fn word(self) -> &'static str {
        match self {
            Self::Number => "number",
            Self::Address => "address",
            Self::Promise => "promise",
            Self::Negation => "negation",
            Self::Condition => "condition",
            Self::Words => "words",
            Self::Markup => "markup",
            Self::Instructions => "instructions",
            Self::Token => "token",
            Self::Deed => "deed",
            Self::Secret => "secret",
        }
    }
}

impl From<Seen> for Why {
    fn from(seen: Seen) -> Self {
        match seen {
            Seen::Markup => Self::Markup,
            Seen::Instructions => Self::Instructions,
            Seen::Deed => Self::Deed,
            Seen::Secret => Self::Secret,
        }
    }
}

/// One sentence of an answer and what became of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mark {
    /// Where it stands in the answer, in bytes.
    pub range: Range<usize>,
    pub verdict: Verdict,
}

/// What of an answer is said.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Admitted {
    /// Grows with the answer: what is said of a beginning is the beginning of what is said.
    text: String,
    /// The passages on which it stands, each once, in the order of the sentences.
    pub used: Vec<usize>,
    pub marks: Vec<Mark>,
    /// Why the first sentence that is not said as it was written is not.
    pub why: Option<Why>,
    /// Whether nothing that follows can be said.
    pub ended: bool,
}

impl Admitted {
    /// An answer that is believed as it is.
    pub fn whole(answer: &str) -> Self {
        Self { text: answer.to_owned(), ..Self::default() }
    }

    /// What may be said so far.
    pub fn so_far(&self) -> &str {
        &self.text
    }

    /// What may be said in the end; `None` where it answers nothing.
    pub fn said(&self) -> Option<&str> {
        let broken = self.ended && self.text.trim_end().ends_with([':', '،', ',']);
        (!self.used.is_empty() && !broken).then(|| self.text.trim_end())
    }
}

/// What is known while an answer is read.
#[derive(Debug, Default)]
struct Reading {
    admitted: Admitted,
    asked: Option<Sentence>,
    /// The sentence before, which bears on this one.
    before: Option<Sentence>,
    lead: Option<Lead>,
    /// "Yes." waits for what it affirms, and what announces for what it announces.
    waiting: String,
    quoted: Vec<usize>,
    /// Whether what was said last is a list: the next sentence begins a line.
    listed: bool,
    end: usize,
}

impl Evidence {
    /// Reads passages: the heading of each is its first line ([`crate::extractive::with_heading`]).
    pub fn of(passages: &[&str]) -> Self {
        Self { facts: Facts::of(passages) }
    }

    /// What of an answer may be said.
    ///
    /// `question` is what is answered: "it takes 3 days" is about what was asked. `plain` takes out what the customer's own words put into a sentence; `None` where it holds a placeholder that
    /// stands for nothing. `lang` is the language that was asked for; the text itself decides first.
    pub fn admit(
        &self,
        answer: &str,
        question: &str,
        lang: Option<&str>,
        plain: &dyn Fn(&str) -> Option<String>,
    ) -> Admitted {
        let asked = Sentence::read(question, language::detect(question, lang));
        let mut reading = Reading { asked: Some(asked), ..Reading::default() };
        for range in sentence::sentences(answer) {
            let gap = answer.get(reading.end..range.start).unwrap_or_default();
            let line_start = reading.end == 0 || gap.contains('\n');
            let written = answer.get(range.clone()).unwrap_or_default();
            reading.end = range.end;
            let plain = plain(written);
            let verdict = match &plain {
                None => {
                    reading.waiting.clear();
                    Verdict::LeftOut(Why::Token)
                }
                Some(plain) => self.sentence(&mut reading, Written { written, plain, gap, line_start }, lang),
            };
            reading.mark(range, verdict);
            if reading.admitted.ended {
                break;
            }
        }
        reading.admitted
    }

    /// Judges one sentence and adds what is said of it.
    fn sentence(&self, reading: &mut Reading, sentence: Written, lang: Option<&str>) -> Verdict {
        if let Some(seen) = outgoing::seen(sentence.plain) {
            reading.admitted.ended = true;
            return Verdict::LeftOut(seen.into());
        }
        let (bare, mark) = without_marks(sentence.plain);
        let piece = format!("{}{}", sentence.gap, sentence.written);
        if !bare.chars().any(char::is_alphanumeric) {
            reading.say(&piece);
            return Verdict::Courtesy;
        }
        let read = Sentence::read(&bare, language::detect(&bare, lang));
        let words: Vec<_> = read.words.iter().collect();
        let binds = read.cues.iter().any(|cue| cue.binds());
        if read.claims.is_empty() && !binds && is_courtesy(&words, read.lang) {
            if affirms(&words) {
                reading.waiting.push_str(&piece)
            } else {
                reading.say(&piece)
            }
            return Verdict::Courtesy;
        }
        let item = !mark.is_empty() && sentence.line_start;
        let lead = if item {
            reading.lead.clone()
        } else {
            reading.lead = None;
            None
        };
        let denies = lead.as_ref().is_some_and(|lead| lead.denies);
        // What a line announces that is not confirmed alone, may be with what it announces.
        let judged = match &lead {
            Some(lead) if !lead.confirmed => {
                let whole = format!("{} {bare}", lead.bare);
                (Sentence::read(&whole, read.lang), whole)
            }
            _ => (read, bare),
        };
        let opinion = self.opinion(&judged.0, &judged.1, reading, denies, item);
        let announces = judged.1.trim_end().ends_with(':');
        if announces {
            reading.lead = Some(Lead {
                denies: judged.0.cues.iter().any(|cue| cue.denies()),
                bare: judged.1,
                confirmed: opinion.is_ok(),
            });
        }
        reading.before = Some(judged.0);
        match opinion {
            Ok(used) if announces => {
                reading.waiting.push_str(&piece);
                Verdict::Supported(used)
            }
            Ok(used) => {
                let piece = std::mem::take(&mut reading.waiting) + &piece;
                reading.say(&piece);
                reading.stand_on(&used);
                Verdict::Supported(used)
            }
            Err((why, _)) if announces => {
                reading.waiting.push_str(&piece);
                Verdict::Announced(why)
            }
            Err((why, quotes)) => {
                reading.waiting.clear();
                self.quote(reading, &sentence, &mark, &quotes, why)
            }
        }
    }

    /// The passages that say the same, or why none does and what they say of the matter.
    fn opinion(
        &self,
        read: &Sentence,
        text: &str,
        reading: &Reading,
        lead_denies: bool,
        item: bool,
    ) -> Result<Vec<usize>, (Why, Vec<usize>)> {
        let before: Vec<&Sentence> = reading.asked.iter().chain(&reading.before).collect();
        let beside = Beside::new(&self.facts, read, &before);
        let judged = beside.judge(text, lead_denies, item);
        judged
            .and_then(|used| beside.mirrors(lead_denies).map(|()| used))
            .map_err(|why| (why, beside.quotes(&reading.quoted)))
    }

    /// Says the passages' own sentences instead, each once.
    fn quote(
        &self,
        reading: &mut Reading,
        sentence: &Written,
        mark: &str,
        quotes: &[usize],
        why: Why,
    ) -> Verdict {
        if quotes.is_empty() {
            return Verdict::LeftOut(why);
        }
        let mut passages = Vec::new();
        for at in quotes {
            let Some(quote) = self.facts.quotes.get(*at) else { continue };
            if !passages.contains(&quote.passage) {
                passages.push(quote.passage);
            }
            let text = quote.said();
            if reading.quoted.contains(at) || reading.admitted.text.contains(text.trim_end_matches('.')) {
                continue;
            }
            reading.quoted.push(*at);
            let listed = text.contains('\n');
            let gap = if listed || sentence.line_start { "\n" } else { " " };
            let mark = if listed { "" } else { mark };
            reading.say(&format!("{gap}{mark}{text}"));
            reading.listed = listed;
        }
        reading.stand_on(&passages);
        Verdict::Quoted(passages, why)
    }
}

/// A line that announces what follows.
#[derive(Clone, Debug)]
struct Lead {
    bare: String,
    /// "These can't be returned:" denies each of the items that follow.
    denies: bool,
    /// Whether it is confirmed by itself.
    confirmed: bool,
}

/// A sentence as it was written and as it is judged.
struct Written<'a> {
    written: &'a str,
    plain: &'a str,
    /// What stands between it and the sentence before.
    gap: &'a str,
    line_start: bool,
}

impl Reading {
    fn mark(&mut self, range: Range<usize>, verdict: Verdict) {
        let why = match &verdict {
            Verdict::Quoted(_, why) | Verdict::LeftOut(why) => Some(*why),
            Verdict::Courtesy | Verdict::Supported(_) | Verdict::Announced(_) => None,
        };
        self.admitted.why = self.admitted.why.or(why);
        self.admitted.marks.push(Mark { range, verdict });
    }

    fn say(&mut self, piece: &str) {
        let listed = std::mem::take(&mut self.listed) && !piece.starts_with('\n');
        let piece = if self.admitted.text.is_empty() || listed { piece.trim_start() } else { piece };
        if listed {
            self.admitted.text.push('\n');
        }
        self.admitted.text.push_str(piece);
    }

    fn stand_on(&mut self, passages: &[usize]) {
        for passage in passages {
            if !self.admitted.used.contains(passage) {
                self.admitted.used.push(*passage);
            }
        }
    }
}

/// A sentence without source marks like `[2]`, and the list mark that stood at its beginning.
fn without_marks(text: &str) -> (String, String) {
    let body = text.trim_start();
    let unmarked = body.trim_start_matches(['-', '•', '*', '–']).trim_start();
    let digits = unmarked.trim_start_matches(|c: char| c.is_numeric());
    let numbered = digits.len() < unmarked.len() && unmarked.len() - digits.len() <= 4;
    let rest = if numbered {
        digits.strip_prefix(['.', ')', '-']).filter(|rest| rest.starts_with(' ')).unwrap_or(unmarked)
    } else {
        unmarked
    };
    let mark = body.strip_suffix(rest).unwrap_or_default().trim_end();
    let mark = if mark.is_empty() { String::new() } else { format!("{mark} ") };
    let mut clean = String::with_capacity(rest.len());
    let mut left = rest;
    while let Some((before, after)) = left.split_once('[') {
        clean.push_str(before);
        match after.split_once(']') {
            Some((mark, rest))
                if !mark.is_empty()
                    && mark.chars().all(|c| c.is_numeric() || matches!(c, ',' | ' ' | '،')) =>
            {
                left = rest;
            }
            _ => {
                clean.push('[');
                left = after;
            }
        }
    }
    clean.push_str(left);
    (clean.replace("**", "").trim_start().to_owned(), mark)
}

/// The end of the last whole sentence of a text that is still being written.
pub fn whole(text: &str) -> Range<usize> {
    let mut sentences = sentence::sentences(text);
    sentences.pop();
    0..sentences.last().map_or(0, |range| range.end)
}

#[cfg(test)]
mod tests;
