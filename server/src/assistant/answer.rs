//! Deciding what to say: the same way for a customer and for the playground.

use super::{
    clean::{self, NO_ANSWER},
    evidence,
    gate::Gate,
    guard,
    intent::{self, Intent},
    model::Configured,
    notes::Notes,
    openai::{Completion, Fault},
    prompt::{self, Prompt},
    providers, quote,
    redact::Redactor,
    texts::{self, Texts},
};
use crate::{
    App,
    contacts::Details,
    conversations::{NewDecision, Said},
    knowledge::{self, Changed, Found, Rarity, Reader},
    refusal::Outcome,
    tenants,
};
use api::{
    AnswerStage, Assistant, AuthorKind, ContactId, Fallback, GuardAction, GuardedAt, Guards, HandoffReason,
    ProviderKind, Purpose, Task, TenantId,
};
use std::time::Instant;
use text::{
    evidence::{Admitted, Evidence},
    language, tokens,
};

/// Passages looked for, and questions of a burst looked for apart from the whole.
const PASSAGES: usize = 20;
const QUESTIONS: usize = 3;
/// Passages that a model is shown.
const SHOWN: usize = 6;

/// Passages that a decision's record names beside those used.
const RECORDED: usize = 8;

/// What stands to be answered.
pub(super) struct Asked<'a> {
    pub tenant: TenantId,
    /// Whom the answer is for: it is made of what they may read.
    pub reader: Reader<'a>,
    pub text: &'a str,
    /// What is known of the customer's language; the text itself decides first.
    pub locale: &'a str,
    /// The tag of the Arabic that they write, where it is known.
    pub dialect: Option<&'a str>,
    /// Refusals in a row before this.
    pub unanswered: u8,
    pub history: &'a [(AuthorKind, String)],
    pub within_budget: bool,
    /// What the answer is for.
    pub purpose: Purpose,
    /// Whose message it is about.
    pub contact: Option<ContactId>,
    /// What is known of who asks; no model is shown it.
    pub person: &'a Details,
    /// Where each step is written down, if somebody wants to see them.
    pub notes: Option<&'a Notes>,
    /// The knowledge as it would be, where that is tried.
    pub changed: Option<&'a Changed>,
}

impl Asked<'_> {
    fn note(&self, take: impl FnOnce(&Notes)) {
        if let Some(notes) = self.notes {
            take(notes);
        }
    }
}

/// What is said, and why.
pub(super) struct Answer {
    pub said: Said,
    pub decision: NewDecision,
}

/// Decides. `show` gets the pieces of a model's answer that may be shown while it is written.
///
/// # Errors
/// Those of the database; a provider's failure is a hand-over and no error.
pub(super) async fn answer(
    app: &App,
    configured: &Configured,
    asked: &Asked<'_>,
    show: &mut (dyn FnMut(String) + Send),
) -> Outcome<Answer> {
    let (settings, started) = (&configured.settings, Instant::now());
    let lang = reply_language(asked.text, asked.locale, &settings.languages);
    let seen = incoming(&settings.guards, asked);
    asked.note(|notes| {
        notes.guarded(GuardedAt::Message, &seen);
        notes.took(AnswerStage::Understand, started);
    });
    let (say, record) = (texts::of(lang), Record::new(settings.provider.kind, &seen.factors));
    match intent::read(asked.text, asked.unanswered > 0 || offered(asked.history)) {
        Intent::Person if settings.handoff.on_request => {
            return Ok(record.hand_over(HandoffReason::AskedForPerson, None, Some(&say.asked_for_person)));
        }
        Intent::Complaint if settings.handoff.on_complaint => {
            return Ok(record.hand_over(HandoffReason::Complaint, None, Some(&say.complaint)));
        }
        _ if !asked.within_budget => {
            return Ok(record.hand_over(HandoffReason::Budget, None, Some(&say.busy)));
        }
        _ if seen.stops.is_some() => return Ok(record.stopped(&seen, say)),
        Intent::Greeting => return Ok(record.courtesy("greeting", say.greeting(&settings.name))),
        Intent::Thanks => return Ok(record.courtesy("thanks", say.thanks.clone())),
        Intent::Person | Intent::Complaint | Intent::Question => {}
    }
    let questions = intent::questions(&intent::matters(asked.text), lang);
    let started = Instant::now();
    let found = find(app, asked, &questions, lang).await?;
    let rarity = knowledge::rarity(app, asked.tenant, asked.changed).await?;
    let record = Record { found: &found, ..record };
    let texts = shown(&found);
    let off = off_topic(settings, asked, &questions, &texts, lang);
    asked.note(|notes| {
        notes.took(AnswerStage::Retrieve, started);
        notes.found(&found);
        notes.guarded(GuardedAt::Topic, &off);
    });
    let factors: Vec<String> = [seen.factors.as_slice(), &off.factors].concat();
    let record = Record { factors: &factors, ..record };
    if off.stops.is_some() {
        return Ok(record.stopped(&off, say));
    }
    let unanswered = Unanswered { record: &record, say, asked, settings };
    if found.is_empty() {
        return Ok(unanswered.refuse("no_passages", HandoffReason::NoAnswer));
    }
    match settings.provider.kind {
        ProviderKind::Extractive => Ok(match unanswered.quote(&questions, &rarity, lang) {
            Some(quoted) => unanswered.quoted("quoted", quoted),
            None => unanswered.refuse("not_in_passages", HandoffReason::NoAnswer),
        }),
        ProviderKind::Openai => {
            let written = ask_model(app, configured, asked, &found, lang, show).await?;
            Ok(judge(written, &questions, &rarity, lang, &unanswered))
        }
    }
}

/// A model's answer with what its words are to be judged by.
struct Written {
    completion: Completion,
    model: String,
    redactor: Redactor,
    secrets: Secrets,
}

/// Texts for the machine alone: what we ask of it and what the tenant does.
struct Secrets {
    system: String,
    instructions: String,
}

impl Secrets {
    fn each(&self) -> [&str; 2] {
        [&self.system, &self.instructions]
    }
}

/// Believes a model's answer only where the passages say the same.
fn judge(
    written: Result<Written, Fault>,
    questions: &[String],
    rarity: &Rarity,
    lang: &str,
    unanswered: &Unanswered,
) -> Answer {
    let (record, say) = (unanswered.record, unanswered.say);
    let quotes = unanswered.settings.fallback == Fallback::Quote;
    let Written { completion, model, redactor, secrets } = match written {
        Ok(written) => written,
        Err(fault) => {
            let why = fault.to_string();
            // Where the region allows no model at all, the assistant is one that quotes.
            let local = fault == Fault::NotAllowed;
            if (quotes || local)
                && let Some(quoted) = unanswered.quote(questions, rarity, lang)
            {
                let reason = format!("quoted_without_model/{why}");
                return unanswered.quoted(&reason, quoted);
            }
            if local {
                return unanswered.refuse("not_in_passages/region", HandoffReason::NoAnswer);
            }
            if fault == Fault::Spent {
                return record.hand_over(HandoffReason::Budget, Some(&why), Some(&say.busy));
            }
            tracing::warn!(tenant = %unanswered.asked.tenant, %fault, "no model gave an answer; handing over");
            return record.hand_over(HandoffReason::ProviderError, Some(&why), Some(&say.trouble));
        }
    };
    let record = &Record { tokens: completion.usage.total, model: Some(model), ..*record };
    let unanswered = Unanswered { record, ..*unanswered };
    let clean = clean::clean(&completion.raw);
    if clean.text.contains(NO_ANSWER) {
        return unanswered.refuse("not_in_passages", HandoffReason::NoAnswer);
    }
    let passages = shown(record.found);
    let texts: Vec<&str> = passages.iter().map(String::as_str).collect();
    let started = Instant::now();
    let admitted =
        evidence::admit(&Evidence::of(&texts), &clean.text, unanswered.asked.text, lang, &redactor);
    unanswered.asked.note(|notes| notes.judged(&clean.text, &admitted, &redactor));
    if let Some(said) = admitted.said() {
        let said = redactor.restore(said);
        let seen = guard::answer(&unanswered.settings.guards, &said, &secrets.each(), &texts);
        unanswered.asked.note(|notes| notes.took(AnswerStage::Check, started));
        return unanswered
            .guarded(seen, |record| record.answered(&evidence::reason(&admitted), said, &admitted.used));
    }
    unanswered.asked.note(|notes| notes.took(AnswerStage::Check, started));
    match unanswered.quote(questions, rarity, lang) {
        Some(quoted) => unanswered.quoted(&evidence::because("quoted_instead", &admitted), quoted),
        None => unanswered.refuse(&evidence::because("unsupported", &admitted), HandoffReason::Unsupported),
    }
}

/// The passages that a model is shown, and by which its answer is judged.
fn shown(found: &[Found]) -> Vec<String> {
    found.iter().take(SHOWN).map(quote::shown).collect()
}

async fn ask_model(
    app: &App,
    configured: &Configured,
    asked: &Asked<'_>,
    found: &[Found],
    lang: &str,
    show: &mut (dyn FnMut(String) + Send),
) -> Outcome<Result<Written, Fault>> {
    let (settings, started) = (&configured.settings, Instant::now());
    let passages = shown(found);
    let company = tenants::name(&app.db, asked.tenant).await?;
    let mut redactor = Redactor::knowing(&asked.person.all(), &[&company, &settings.name]);
    let prompt = Prompt {
        tenant: &company,
        assistant: &settings.name,
        instructions: &settings.instructions,
        tone: settings.tone,
        lang,
        dialect: asked.dialect,
        passages: &passages,
        history: asked.history,
        question: asked.text,
    };
    let messages = prompt::messages(&prompt, &mut redactor);
    let hidden = redactor.kinds();
    tracing::debug!(tenant = %asked.tenant, ?hidden, "asking the model");
    asked.note(|notes| {
        notes.took(AnswerStage::Redact, started);
        notes.prompt(&messages, &hidden);
    });
    let texts: Vec<&str> = passages.iter().map(String::as_str).collect();
    let by = Evidence::of(&texts);
    let secrets = Secrets {
        system: messages.first().map(|system| system.content.clone()).unwrap_or_default(),
        instructions: settings.instructions.clone(),
    };
    let judge = |text: &str| {
        let admitted = evidence::admit(&by, text, asked.text, lang, &redactor);
        let said = redactor.restore(admitted.so_far());
        // What will be stopped in the end is not shown before.
        match guard::answer(&settings.guards, &said, &secrets.each(), &texts).stops {
            Some(_) => {
                let mut nothing = Admitted::whole("");
                nothing.ended = true;
                nothing
            }
            None => admitted,
        }
    };
    let mut gate = Gate::new(&judge, &redactor);
    let mut so_far = |raw: &str| match gate.next(raw, Instant::now()) {
        Some(piece) => {
            show(piece);
            true
        }
        None => false,
    };
    let request = providers::Request {
        tenant: asked.tenant,
        task: if asked.purpose == Purpose::Draft { Task::Draft } else { Task::Answer },
        purpose: asked.purpose,
        contact: asked.contact,
        messages: &messages,
        classes: &prompt.classes(),
        hidden: &hidden,
    };
    let started = Instant::now();
    let written = providers::ask(app, configured, &request, &mut so_far).await?;
    asked.note(|notes| {
        notes.took(AnswerStage::Model, started);
        notes.left(!written.as_ref().is_err_and(|fault| fault.kept_here()));
    });
    Ok(written.map(|providers::Written { completion, model }| Written {
        completion,
        model,
        redactor,
        secrets,
    }))
}

/// Whether the last thing that the assistant said was the offer of a person.
fn offered(history: &[(AuthorKind, String)]) -> bool {
    let last = history.iter().rev().find(|(author, _)| *author != AuthorKind::System);
    last.is_some_and(|(author, body)| *author == AuthorKind::Assistant && texts::offers_person(body))
}

/// Passages for the whole message and for each of its questions, best first, each once.
async fn find(app: &App, asked: &Asked<'_>, questions: &[String], lang: &str) -> Outcome<Vec<Found>> {
    let whole = with_what_came_before(&questions.join("\n"), asked.history);
    let look = async |query: &str, most: usize| {
        let Asked { tenant, reader, changed, .. } = *asked;
        knowledge::retrieve_changed(app, tenant, reader, changed, query, Some(lang), most).await
    };
    let mut found = look(&whole, PASSAGES).await?;
    let apart = if questions.len() > 1 { questions } else { &[] };
    for line in apart.iter().rev().take(QUESTIONS) {
        for passage in look(line, PASSAGES / 2).await? {
            if !found.iter().any(|have| have.chunk == passage.chunk) {
                found.push(passage);
            }
        }
    }
    found.sort_by(|a, b| b.score.total_cmp(&a.score));
    Ok(found)
}

/// A short question ("and to Aqaba?") is about what was spoken of before.
fn with_what_came_before(question: &str, history: &[(AuthorKind, String)]) -> String {
    let lang = language::detect(question, None);
    let content =
        tokens::words(question).iter().filter(|word| !text::stopwords::is_stop(&word.text, lang)).count();
    let before = history.iter().rev().find(|(author, _)| *author == AuthorKind::Contact);
    match before {
        Some((_, before)) if content <= 2 => {
            format!("{question}\n{}", before.chars().take(300).collect::<String>())
        }
        _ => question.to_owned(),
    }
}

/// The language to answer in: the customer's, if the assistant may speak it, else the assistant's first.
fn reply_language<'a>(text: &str, locale: &str, allowed: &'a [String]) -> &'a str {
    let theirs = language::detect(text, Some(locale));
    let own = allowed.iter().find(|lang| theirs == Some(lang.as_str()));
    own.or_else(|| allowed.first()).map_or("en", String::as_str)
}

/// What the guards see in what a customer asks. For a draft only orders to the machine count: a person is there.
fn incoming(guards: &Guards, asked: &Asked<'_>) -> guard::Seen {
    if asked.purpose == Purpose::Draft {
        let only = Guards { toxicity: GuardAction::Off, words: GuardAction::Off, ..guards.clone() };
        return guard::message(&only, asked.text);
    }
    guard::message(guards, asked.text)
}

/// Whether what is asked is none of the business. A colleague who wants a draft knows that.
fn off_topic(
    settings: &Assistant,
    asked: &Asked<'_>,
    questions: &[String],
    passages: &[String],
    lang: &str,
) -> guard::Seen {
    if asked.purpose == Purpose::Draft {
        return guard::Seen::default();
    }
    let passages: Vec<&str> = passages.iter().map(String::as_str).collect();
    guard::off_topic(&settings.guards, questions, &passages, lang)
}

/// What a decision's record is made of.
#[derive(Clone)]
struct Record<'a> {
    started: Instant,
    provider: ProviderKind,
    model: Option<String>,
    tokens: Option<u32>,
    found: &'a [Found],
    /// What the guards saw.
    factors: &'a [String],
}

impl<'a> Record<'a> {
    fn new(provider: ProviderKind, factors: &'a [String]) -> Self {
        Self { started: Instant::now(), provider, model: None, tokens: None, found: &[], factors }
    }

    /// What follows where a guard stops a message: a person, or a refusal that is no unanswered question.
    fn stopped(&self, seen: &guard::Seen, say: &Texts) -> Answer {
        match seen.stops {
            Some(stop) if stop.hands_over => {
                self.hand_over(HandoffReason::Guard, Some(stop.guard), Some(&say.calm))
            }
            stop => {
                let reason = format!("guard/{}", stop.map_or("", |stop| stop.guard));
                let said = Said::Reply { body: say.out_of_scope.clone(), sources: vec![], refused: false };
                self.answer(said, api::Outcome::Refused, reason, &[])
            }
        }
    }

    fn answered(&self, reason: &str, body: String, used: &[usize]) -> Answer {
        let source = |at: &usize| self.found.get(*at).map(|passage| (passage.chunk, passage.document));
        let sources = used.iter().filter_map(source).collect();
        let said = Said::Reply { body, sources, refused: false };
        self.answer(said, api::Outcome::Answered, reason.to_owned(), used)
    }

    fn courtesy(&self, reason: &str, body: String) -> Answer {
        let said = Said::Reply { body, sources: vec![], refused: false };
        self.answer(said, api::Outcome::Courtesy, reason.to_owned(), &[])
    }

    /// `detail` says more than the reason does: `provider_error/429`.
    fn hand_over(&self, reason: HandoffReason, detail: Option<&str>, body: Option<&str>) -> Answer {
        let mut word = word(reason);
        if let Some(detail) = detail {
            word.push('/');
            word.push_str(detail);
        }
        let said = Said::Handoff { reason, body: body.map(str::to_owned) };
        self.answer(said, api::Outcome::HandedOff, word, &[])
    }

    fn answer(&self, said: Said, outcome: api::Outcome, reason: String, used: &[usize]) -> Answer {
        let kept = |at: usize| at < RECORDED || used.contains(&at);
        let passages = self.found.iter().enumerate().filter(|(at, _)| kept(*at));
        let decision = NewDecision {
            outcome,
            reason: Some(reason),
            factors: self.factors.to_vec(),
            provider: word(self.provider),
            model: self.model.clone(),
            latency_ms: u32::try_from(self.started.elapsed().as_millis()).unwrap_or(u32::MAX),
            tokens: self.tokens,
            passages: passages.map(|(_, found)| (found.chunk, found.document, found.score)).collect(),
        };
        Answer { said, decision }
    }
}

/// Hands over at once, without looking at what was asked.
pub(super) fn hand_over_now(configured: &Configured, asked: &Asked<'_>, reason: HandoffReason) -> Answer {
    let settings = &configured.settings;
    let say = texts::of(reply_language(asked.text, asked.locale, &settings.languages));
    // To the customer it is the same whether a person answers with drafts or without.
    let people = matches!(reason, HandoffReason::AssistantOff | HandoffReason::DraftMode);
    let body = if people { &say.off } else { &say.trouble };
    Record::new(settings.provider.kind, &[]).hand_over(reason, None, Some(body))
}

/// The word of an enum on the wire.
fn word(value: impl serde::Serialize) -> String {
    serde_json::to_value(value).ok().and_then(|word| word.as_str().map(str::to_owned)).unwrap_or_default()
}

/// A question that stays without an answer: said honestly, and the last time in a row with a person.
#[derive(Clone, Copy)]
struct Unanswered<'a> {
    record: &'a Record<'a>,
    say: &'static Texts,
    asked: &'a Asked<'a>,
    settings: &'a Assistant,
}

impl Unanswered<'_> {
    /// What of the passages answers, in their own words.
    fn quote(&self, questions: &[String], rarity: &Rarity, lang: &str) -> Option<quote::Answer> {
        let started = Instant::now();
        let quoted = quote::answer(questions, self.record.found, rarity, lang, self.say);
        self.asked.note(|notes| notes.took(AnswerStage::Quote, started));
        quoted
    }

    /// Says a quotation, unless it holds what the tenant does not want to be said.
    fn quoted(&self, reason: &str, quoted: quote::Answer) -> Answer {
        let seen = guard::quotation(&self.settings.guards, &quoted.body);
        self.asked.note(|notes| notes.quoted(&quoted.quotes));
        self.guarded(seen, |record| record.answered(reason, quoted.body, &quoted.passages))
    }

    /// Says an answer, unless a guard stops it; what was seen is recorded either way.
    fn guarded(&self, seen: guard::Seen, say: impl FnOnce(&Record) -> Answer) -> Answer {
        self.asked.note(|notes| notes.guarded(GuardedAt::Answer, &seen));
        let factors = [self.record.factors, &seen.factors].concat();
        let record = &Record { factors: &factors, ..self.record.clone() };
        match seen.stops {
            None => say(record),
            Some(stop) if stop.hands_over => {
                record.hand_over(HandoffReason::Guard, Some(stop.guard), Some(&self.say.no_answer))
            }
            Some(stop) => {
                let unanswered = Unanswered { record, ..*self };
                unanswered.refuse(&format!("guard/{}", stop.guard), HandoffReason::Guard)
            }
        }
    }

    fn refuse(&self, why: &str, reason: HandoffReason) -> Answer {
        if self.asked.unanswered.saturating_add(1) >= self.settings.handoff.after_unanswered {
            return self.record.hand_over(reason, None, Some(&self.say.no_answer));
        }
        let said = Said::Reply { body: self.say.dont_know.clone(), sources: vec![], refused: true };
        self.record.answer(said, api::Outcome::Refused, why.to_owned(), &[])
    }
}
