use super::{money, row::Row};
use crate::{client::ApiError, pages::settings::SettingsForm};
use api::{
    Assistant, AssistantPatch, Budget, Fallback, FieldError, GuardAction, Guards, HandoffRules, Mode, Modes,
    Permission, ProviderKind, ProviderPatch, Spending, Tone,
};
use leptos::prelude::*;
use std::collections::BTreeMap;

/// How long the instructions may be, as the server counts.
pub const INSTRUCTIONS_CHARS: usize = 8_000;
const NAME_CHARS: usize = 60;
/// The channel that there is.
const WIDGET: &str = "widget";

/// The assistant's settings while they are being changed. What is typed is text until it is saved.
#[derive(Clone, Copy)]
pub struct Form {
    saved: RwSignal<Assistant>,
    errors: RwSignal<Vec<FieldError>>,
    pub enabled: RwSignal<bool>,
    pub mode: RwSignal<Mode>,
    /// `None` is the default.
    pub widget_mode: RwSignal<Option<Mode>>,
    pub name: RwSignal<String>,
    pub instructions: RwSignal<String>,
    pub tone: RwSignal<Tone>,
    pub languages: RwSignal<Vec<String>>,
    pub kind: RwSignal<ProviderKind>,
    /// In the order in which they are asked.
    pub rows: RwSignal<Vec<Row>>,
    next_slot: StoredValue<usize>,
    pub fallback: RwSignal<Fallback>,
    pub currency: RwSignal<String>,
    /// Money a day; empty is no limit.
    pub tenant_money: RwSignal<String>,
    pub visitor_money: RwSignal<String>,
    pub guard_injection: RwSignal<GuardAction>,
    pub guard_topic: RwSignal<GuardAction>,
    pub guard_toxicity: RwSignal<GuardAction>,
    pub guard_words: RwSignal<GuardAction>,
    pub guard_answers: RwSignal<GuardAction>,
    /// One a line.
    pub blocked_words: RwSignal<String>,
    pub blocked_in_answers: RwSignal<String>,
    pub on_request: RwSignal<bool>,
    pub on_complaint: RwSignal<bool>,
    pub after_unanswered: RwSignal<String>,
    pub visitor_answers: RwSignal<String>,
    pub tenant_answers: RwSignal<String>,
    pub answer_tokens: RwSignal<String>,
}

impl SettingsForm for Form {
    type Stored = Assistant;
    type Patch = AssistantPatch;
    const PATH: &'static str = "assistant";
    const RIGHT: Permission = Permission::AssistantManage;

    fn new(saved: Assistant) -> Self {
        let text = || RwSignal::new(String::new());
        let form = Self {
            errors: RwSignal::new(Vec::new()),
            enabled: RwSignal::new(false),
            mode: RwSignal::new(Mode::default()),
            widget_mode: RwSignal::new(None),
            name: text(),
            instructions: text(),
            tone: RwSignal::new(Tone::default()),
            languages: RwSignal::new(Vec::new()),
            kind: RwSignal::new(ProviderKind::default()),
            rows: RwSignal::new(Vec::new()),
            next_slot: StoredValue::new(0),
            fallback: RwSignal::new(Fallback::default()),
            currency: text(),
            tenant_money: text(),
            visitor_money: text(),
            guard_injection: RwSignal::new(GuardAction::Off),
            guard_topic: RwSignal::new(GuardAction::Off),
            guard_toxicity: RwSignal::new(GuardAction::Off),
            guard_words: RwSignal::new(GuardAction::Off),
            guard_answers: RwSignal::new(GuardAction::Off),
            blocked_words: text(),
            blocked_in_answers: text(),
            on_request: RwSignal::new(false),
            on_complaint: RwSignal::new(false),
            after_unanswered: text(),
            visitor_answers: text(),
            tenant_answers: text(),
            answer_tokens: text(),
            saved: RwSignal::new(saved),
        };
        form.discard();
        form
    }

    fn changed(self) -> Signal<bool> {
        let memo = Memo::new(move |_| {
            let saved = self.saved.get();
            let differs = |typed: RwSignal<String>, stored: u32| number(&typed.read()) != Some(stored);
            self.enabled.get() != saved.enabled
                || self.mode.get() != saved.modes.default
                || self.widget_mode.get() != saved.modes.channels.get(WIDGET).copied()
                || *self.name.read() != saved.name
                || *self.instructions.read() != saved.instructions
                || self.tone.get() != saved.tone
                || *self.languages.read() != saved.languages
                || self.kind.get() != saved.provider.kind
                || self.rows_differ(&saved)
                || self.fallback.get() != saved.fallback
                || *self.currency.read() != saved.spending.currency
                || limit(&self.tenant_money.read()) != Some(saved.spending.tenant_per_day)
                || limit(&self.visitor_money.read()) != Some(saved.spending.visitor_per_day)
                || self.guards() != saved.guards
                || self.on_request.get() != saved.handoff.on_request
                || self.on_complaint.get() != saved.handoff.on_complaint
                || differs(self.after_unanswered, saved.handoff.after_unanswered.into())
                || differs(self.visitor_answers, saved.budget.visitor_answers_per_hour)
                || differs(self.tenant_answers, saved.budget.tenant_answers_per_day)
                || differs(self.answer_tokens, saved.budget.answer_tokens)
        });
        memo.into()
    }

    fn check(self) -> bool {
        let mut wrong = Vec::new();
        let mut add = |field: &str, code: &str| {
            wrong.push(FieldError { field: field.into(), code: code.into(), detail: String::new() });
        };
        let name = self.name.read_untracked().trim().chars().count();
        if name == 0 {
            add("name", "required");
        } else if name > NAME_CHARS {
            add("name", "too_long");
        }
        if self.instructions.read_untracked().chars().count() > INSTRUCTIONS_CHARS {
            add("instructions", "too_long");
        }
        if self.languages.read_untracked().is_empty() {
            add("languages", "required");
        }
        if self.kind.get_untracked() == ProviderKind::Openai {
            for (at, row) in self.rows.get_untracked().into_iter().enumerate() {
                for (field, code) in row.wrong() {
                    add(&format!("providers.{at}.{field}"), code);
                }
            }
        }
        let currency = self.currency.read_untracked().trim().to_owned();
        if currency.len() != 3 || !currency.bytes().all(|letter| letter.is_ascii_alphabetic()) {
            add("spending.currency", "invalid");
        }
        for (field, typed) in
            [("spending.tenant_per_day", self.tenant_money), ("spending.visitor_per_day", self.visitor_money)]
        {
            if limit(&typed.read_untracked()).is_none() {
                add(field, "invalid");
            }
        }
        for (field, typed, least, most) in [
            ("handoff.after_unanswered", self.after_unanswered, 1, 5),
            ("budget.visitor_answers_per_hour", self.visitor_answers, 1, 1_000),
            ("budget.tenant_answers_per_day", self.tenant_answers, 1, 1_000_000),
            ("budget.answer_tokens", self.answer_tokens, 50, 4_000),
        ] {
            if !number(&typed.read_untracked()).is_some_and(|value| (least..=most).contains(&value)) {
                add(field, "out_of_range");
            }
        }
        let good = wrong.is_empty();
        self.errors.set(wrong);
        good
    }

    fn patch(self) -> AssistantPatch {
        let stored = self.saved.get_untracked();
        let typed = |field: RwSignal<String>, stored: u32| number(&field.read_untracked()).unwrap_or(stored);
        // The endpoints are hidden without a model: an objection to them would be seen by nobody.
        let kind = self.kind.get_untracked();
        let modelled = kind == ProviderKind::Openai;
        let after = typed(self.after_unanswered, stored.handoff.after_unanswered.into());
        AssistantPatch {
            enabled: Some(self.enabled.get_untracked()),
            modes: Some(Modes {
                default: self.mode.get_untracked(),
                channels: self.channels(stored.modes.channels.clone()),
            }),
            name: Some(self.name.get_untracked()),
            instructions: Some(self.instructions.get_untracked()),
            tone: Some(self.tone.get_untracked()),
            languages: Some(self.languages.get_untracked()),
            provider: Some(ProviderPatch { kind: Some(kind), ..ProviderPatch::default() }),
            providers: modelled.then(|| self.rows.get_untracked().into_iter().map(Row::draft).collect()),
            fallback: Some(self.fallback.get_untracked()),
            spending: Some(Spending {
                currency: self.currency.read_untracked().trim().to_ascii_uppercase(),
                tenant_per_day: limit(&self.tenant_money.read_untracked()).flatten(),
                visitor_per_day: limit(&self.visitor_money.read_untracked()).flatten(),
            }),
            guards: Some(untrack(|| self.guards())),
            handoff: Some(HandoffRules {
                on_request: self.on_request.get_untracked(),
                after_unanswered: u8::try_from(after).unwrap_or(stored.handoff.after_unanswered),
                on_complaint: self.on_complaint.get_untracked(),
            }),
            budget: Some(Budget {
                visitor_answers_per_hour: typed(self.visitor_answers, stored.budget.visitor_answers_per_hour),
                tenant_answers_per_day: typed(self.tenant_answers, stored.budget.tenant_answers_per_day),
                answer_tokens: typed(self.answer_tokens, stored.budget.answer_tokens),
            }),
            // Set in the lab.
            lab_gate: None,
        }
    }

    fn saved(self, saved: Assistant) {
        if self.saved.try_set(saved).is_none() {
            self.discard();
        }
    }

    fn refused(self, refusal: &ApiError) {
        self.errors.try_set(refusal.errors().to_vec());
    }

    fn discard(self) {
        let saved = self.saved.get_untracked();
        self.errors.set(Vec::new());
        self.enabled.set(saved.enabled);
        self.mode.set(saved.modes.default);
        self.widget_mode.set(saved.modes.channels.get(WIDGET).copied());
        self.name.set(saved.name);
        self.instructions.set(saved.instructions);
        self.tone.set(saved.tone);
        self.languages.set(saved.languages);
        self.kind.set(saved.provider.kind);
        let rows = saved.providers.into_iter().map(|one| Row::new(self.slot(), Some(one))).collect();
        self.rows.set(rows);
        self.fallback.set(saved.fallback);
        self.currency.set(saved.spending.currency);
        let money = |amount: Option<u64>| amount.map(money::write).unwrap_or_default();
        self.tenant_money.set(money(saved.spending.tenant_per_day));
        self.visitor_money.set(money(saved.spending.visitor_per_day));
        self.guard_injection.set(saved.guards.injection);
        self.guard_topic.set(saved.guards.topic);
        self.guard_toxicity.set(saved.guards.toxicity);
        self.guard_words.set(saved.guards.words);
        self.guard_answers.set(saved.guards.answers);
        self.blocked_words.set(saved.guards.blocked_words.join("\n"));
        self.blocked_in_answers.set(saved.guards.blocked_in_answers.join("\n"));
        self.on_request.set(saved.handoff.on_request);
        self.on_complaint.set(saved.handoff.on_complaint);
        self.after_unanswered.set(saved.handoff.after_unanswered.to_string());
        self.visitor_answers.set(saved.budget.visitor_answers_per_hour.to_string());
        self.tenant_answers.set(saved.budget.tenant_answers_per_day.to_string());
        self.answer_tokens.set(saved.budget.answer_tokens.to_string());
    }
}

impl Form {
    /// The guards as they are chosen.
    fn guards(self) -> Guards {
        Guards {
            injection: self.guard_injection.get(),
            topic: self.guard_topic.get(),
            toxicity: self.guard_toxicity.get(),
            words: self.guard_words.get(),
            answers: self.guard_answers.get(),
            blocked_words: lines(&self.blocked_words.read()),
            blocked_in_answers: lines(&self.blocked_in_answers.read()),
        }
    }

    /// The channels' modes as they are chosen; those of channels that this page does not know stay.
    fn channels(self, mut channels: BTreeMap<String, Mode>) -> BTreeMap<String, Mode> {
        match self.widget_mode.get_untracked() {
            Some(mode) => drop(channels.insert(WIDGET.to_owned(), mode)),
            None => drop(channels.remove(WIDGET)),
        }
        channels
    }

    /// Adds an endpoint, to be asked last.
    pub fn add_row(self) {
        let row = Row::new(self.slot(), None);
        self.rows.update(|rows| rows.push(row));
    }

    /// Takes an endpoint away; the server forgets its key when this is saved.
    pub fn remove_row(self, slot: usize) {
        self.rows.update(|rows| rows.retain(|row| row.slot != slot));
    }

    /// Has an endpoint asked one place earlier.
    pub fn raise_row(self, slot: usize) {
        self.rows.update(|rows| {
            if let Some(at) = rows.iter().position(|row| row.slot == slot).filter(|at| *at > 0) {
                rows.swap(at, at - 1);
            }
        });
    }

    /// What the server has; tells when it has been saved.
    pub fn stored(self) -> Signal<Assistant> {
        self.saved.into()
    }

    /// A place on the page that no row has had.
    fn slot(self) -> usize {
        self.next_slot.update_value(|next| *next += 1);
        self.next_slot.get_value()
    }

    fn rows_differ(self, saved: &Assistant) -> bool {
        let rows = self.rows.read();
        rows.len() != saved.providers.len()
            || rows.iter().zip(&saved.providers).any(|(row, one)| row.id() != Some(one.id) || row.differs())
    }

    /// What is wrong with a field, by the code that the server uses for it.
    pub fn error(self, field: &str) -> Option<String> {
        self.errors.with(|all| all.iter().find(|error| error.field == field).map(|error| error.code.clone()))
    }
}

/// The lines of a list that say something, each once.
pub fn lines(typed: &str) -> Vec<String> {
    let mut all: Vec<String> = Vec::new();
    for line in typed.lines().map(str::trim).filter(|line| !line.is_empty()) {
        if !all.iter().any(|had| had == line) {
            all.push(line.to_owned());
        }
    }
    all
}

/// A whole number, in whichever digits it was typed, its thousands apart or not.
pub fn number(typed: &str) -> Option<u32> {
    let digits: Option<String> = typed.trim().chars().filter(|letter| *letter != '٬').map(western).collect();
    digits?.parse().ok()
}

/// A limit in money: nothing typed is none.
#[expect(clippy::option_option, reason = "what can't be read, no limit, a limit")]
fn limit(typed: &str) -> Option<Option<u64>> {
    if typed.trim().is_empty() { Some(None) } else { money::parse(typed).map(Some) }
}

fn western(digit: char) -> Option<char> {
    let value = match digit {
        '0'..='9' => return Some(digit),
        '٠'..='٩' => u32::from(digit) - u32::from('٠'),
        '۰'..='۹' => u32::from(digit) - u32::from('۰'),
        _ => return None,
    };
    char::from_digit(value, 10)
}

/// Scheme and host of a web address, in the form in which two are compared.
pub fn origin(url: &str) -> Option<String> {
    let (scheme, rest) = url.split_once("://")?;
    let scheme = scheme.to_ascii_lowercase();
    let host = rest.split(['/', '?', '#']).next().unwrap_or_default().to_ascii_lowercase();
    let web = scheme == "http" || scheme == "https";
    let default = if scheme == "https" { ":443" } else { ":80" };
    let host = host.strip_suffix(default).unwrap_or(&host);
    (web && !host.is_empty() && !host.contains(char::is_whitespace)).then(|| format!("{scheme}://{host}"))
}

#[cfg(test)]
mod tests {
    use super::{number, origin};

    #[test]
    fn numbers_are_read_in_the_digits_of_every_language() {
        assert_eq!(number(" 40 "), Some(40));
        assert_eq!(number("٤٠"), Some(40));
        assert_eq!(number("۴۰۰"), Some(400));
        assert_eq!(number("۱٬۰۰۰"), Some(1000));
        for bad in ["", "-1", "4.5", "four", "99999999999"] {
            assert_eq!(number(bad), None, "{bad}");
        }
    }

    #[test]
    fn only_web_addresses_have_an_origin_and_its_spelling_does_not_matter() {
        assert_eq!(origin("https://API.example:443/v1"), origin("HTTPS://api.example/v2"));
        assert_ne!(origin("http://a.example"), origin("https://a.example"));
        for bad in ["api.example/v1", "ftp://a.example", "https://", "https://a b/"] {
            assert_eq!(origin(bad), None, "{bad}");
        }
    }
}
