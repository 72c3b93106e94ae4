use api::{
    Assistant, AssistantPatch, Budget, FieldError, HandoffRules, Provider, ProviderKind, ProviderPatch, Tone,
};
use reqwest::Url;
use zeroize::Zeroizing;

pub(super) const LANGUAGES: [&str; 5] = ["ar", "fa", "tr", "it", "en"];
const NAME_CHARS: usize = 60;
const INSTRUCTIONS_CHARS: usize = 8_000;
const MODEL_CHARS: usize = 200;
const KEY_CHARS: usize = 500;

/// A tenant's settings with the provider's key, for answering.
pub(super) struct Configured {
    pub settings: Assistant,
    pub key: Option<Zeroizing<String>>,
}

/// What a change does to the stored key.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum KeyChange {
    Keep,
    Remove,
    Set(Zeroizing<String>),
}

/// What a tenant starts with: quotes its documents, in all five languages.
pub(super) fn defaults() -> Assistant {
    Assistant {
        enabled: true,
        name: "Diwan".into(),
        instructions: String::new(),
        tone: Tone::default(),
        languages: LANGUAGES.map(str::to_owned).to_vec(),
        provider: Provider::default(),
        handoff: HandoffRules::default(),
        budget: Budget::default(),
    }
}

/// Reads stored settings; what an older version did not store has its default.
pub(super) fn from_stored(stored: &serde_json::Value) -> serde_json::Result<Assistant> {
    let mut whole = serde_json::to_value(defaults())?;
    overlay(&mut whole, stored);
    serde_json::from_value(whole)
}

fn overlay(below: &mut serde_json::Value, above: &serde_json::Value) {
    match (below, above) {
        (serde_json::Value::Object(below), serde_json::Value::Object(above)) => {
            for (name, value) in above {
                overlay(below.entry(name.clone()).or_insert(serde_json::Value::Null), value);
            }
        }
        (below, above) => *below = above.clone(),
    }
}

/// Changes the settings; what the patch leaves out stays. Says what becomes of the stored key.
pub(super) fn apply(settings: &mut Assistant, patch: AssistantPatch) -> KeyChange {
    let AssistantPatch { enabled, name, instructions, tone, languages, provider, handoff, budget } = patch;
    set(&mut settings.enabled, enabled);
    set(&mut settings.name, name.map(|name| name.trim().to_owned()));
    set(&mut settings.instructions, instructions.map(|text| text.trim().to_owned()));
    set(&mut settings.tone, tone);
    set(&mut settings.languages, languages);
    set(&mut settings.handoff, handoff);
    set(&mut settings.budget, budget);
    provider.map_or(KeyChange::Keep, |patch| apply_provider(&mut settings.provider, patch))
}

fn apply_provider(provider: &mut Provider, patch: ProviderPatch) -> KeyChange {
    let before = provider.base_url.as_deref().and_then(origin);
    set(&mut provider.kind, patch.kind);
    if let Some(url) = patch.base_url {
        let url = url.trim().trim_end_matches('/');
        let url = url.strip_suffix("/chat/completions").unwrap_or(url).trim_end_matches('/');
        provider.base_url = (!url.is_empty()).then(|| url.to_owned());
    }
    if let Some(model) = patch.model {
        provider.model = Some(model.trim().to_owned()).filter(|model| !model.is_empty());
    }
    match patch.key.map(|key| Zeroizing::new(key.trim().to_owned())) {
        Some(key) if key.is_empty() => KeyChange::Remove,
        Some(key) => KeyChange::Set(key),
        // A key belongs to the server it was given for: pointing it elsewhere would hand it out.
        None if before.is_some() && before != provider.base_url.as_deref().and_then(origin) => {
            KeyChange::Remove
        }
        None => KeyChange::Keep,
    }
}

fn origin(url: &str) -> Option<String> {
    Some(url.parse::<Url>().ok()?.origin().ascii_serialization())
}

fn set<T>(field: &mut T, value: Option<T>) {
    if let Some(value) = value {
        *field = value;
    }
}

/// Everything that is wrong with the settings, by field.
pub(super) fn wrong(settings: &Assistant, key: &KeyChange) -> Vec<FieldError> {
    let mut wrong = Wrong(Vec::new());
    wrong.length("name", &settings.name, 1, NAME_CHARS);
    if settings.name.chars().any(char::is_control) {
        wrong.add("name", "invalid", "no control characters");
    }
    wrong.length("instructions", &settings.instructions, 0, INSTRUCTIONS_CHARS);
    if settings.languages.is_empty() {
        wrong.add("languages", "required", "at least one language");
    }
    for (at, lang) in settings.languages.iter().enumerate() {
        if !LANGUAGES.contains(&lang.as_str())
            || settings.languages.iter().take(at).any(|before| before == lang)
        {
            wrong.add("languages", "invalid", &format!("each once, of {}", LANGUAGES.join(", ")));
            break;
        }
    }
    wrong.range("handoff.after_unanswered", settings.handoff.after_unanswered.into(), 1, 5);
    wrong.range("budget.visitor_answers_per_hour", settings.budget.visitor_answers_per_hour, 1, 1_000);
    wrong.range("budget.tenant_answers_per_day", settings.budget.tenant_answers_per_day, 1, 1_000_000);
    wrong.range("budget.answer_tokens", settings.budget.answer_tokens, 50, 4_000);
    if let KeyChange::Set(key) = key {
        wrong.length("provider.key", key, 1, KEY_CHARS);
        if !key.chars().all(|c| c.is_ascii_graphic()) {
            wrong.add("provider.key", "invalid", "printable ASCII characters without spaces");
        }
    }
    if let Some(url) = &settings.provider.base_url
        && let Err(detail) = base_url(url)
    {
        wrong.add("provider.base_url", "invalid", detail);
    }
    if let Some(model) = &settings.provider.model {
        wrong.length("provider.model", model, 1, MODEL_CHARS);
    }
    if settings.provider.kind == ProviderKind::Openai {
        if settings.provider.base_url.is_none() {
            wrong.add(
                "provider.base_url",
                "required",
                "the endpoint's address, for instance https://api.openai.com/v1",
            );
        }
        if settings.provider.model.is_none() {
            wrong.add("provider.model", "required", "the model's name, as the endpoint calls it");
        }
    }
    wrong.0
}

/// An endpoint's address, which paths are appended to.
///
/// # Errors
/// What is wrong with it.
pub(super) fn base_url(text: &str) -> Result<Url, &'static str> {
    let url: Url =
        text.parse().map_err(|_| "not an address; write for instance https://api.openai.com/v1")?;
    match url.scheme() {
        "http" | "https" if url.query().is_some() || url.fragment().is_some() => Err("without a ? or # part"),
        "http" | "https" => Ok(url),
        _ => Err("it must begin with https:// or http://"),
    }
}

struct Wrong(Vec<FieldError>);

impl Wrong {
    fn add(&mut self, field: &str, code: &str, detail: &str) {
        self.0.push(FieldError { field: field.into(), code: code.into(), detail: detail.into() });
    }

    fn length(&mut self, field: &str, value: &str, least: usize, most: usize) {
        let chars = value.chars().count();
        if chars < least {
            self.add(field, "required", "write something");
        } else if chars > most {
            self.add(field, "too_long", &format!("{chars} characters; at most {most} are possible"));
        }
    }

    fn range(&mut self, field: &str, value: u32, least: u32, most: u32) {
        if !(least..=most).contains(&value) {
            self.add(field, "out_of_range", &format!("{least} to {most}"));
        }
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    fn openai(base_url: &str) -> Assistant {
        let provider = Provider {
            kind: ProviderKind::Openai,
            base_url: Some(base_url.into()),
            model: Some("m".into()),
            key_set: true,
        };
        Assistant { provider, ..defaults() }
    }

    fn change(settings: &mut Assistant, patch: ProviderPatch) -> KeyChange {
        apply(settings, AssistantPatch { provider: Some(patch), ..AssistantPatch::default() })
    }

    #[test]
    fn the_defaults_are_acceptable_and_old_rows_are_filled_from_them() {
        assert_eq!(wrong(&defaults(), &KeyChange::Keep), []);
        assert_eq!(from_stored(&serde_json::json!({})).unwrap(), defaults());
        let partly =
            from_stored(&serde_json::json!({"name": "نور", "handoff": {"on_request": false}})).unwrap();
        assert_eq!(partly.name, "نور");
        assert!(!partly.handoff.on_request && partly.handoff.on_complaint);
    }

    #[test]
    fn what_is_absent_stays() {
        let mut settings = openai("https://a.example/v1");
        let before = settings.clone();
        assert_eq!(apply(&mut settings, AssistantPatch::default()), KeyChange::Keep);
        assert_eq!(settings, before);
    }

    #[test]
    fn a_key_does_not_follow_the_address_to_another_server() {
        let to = |url: &str| ProviderPatch { base_url: Some(url.into()), ..ProviderPatch::default() };
        let mut settings = openai("https://a.example/v1");
        assert_eq!(change(&mut settings, to("https://a.example/v2/chat/completions/")), KeyChange::Keep);
        assert_eq!(settings.provider.base_url.as_deref(), Some("https://a.example/v2"));
        assert_eq!(change(&mut settings, to("https://b.example/v1")), KeyChange::Remove);
        assert_eq!(change(&mut settings, to("http://b.example/v1")), KeyChange::Remove);
        let with_key = ProviderPatch { key: Some(" sk-1 ".into()), ..to("https://c.example") };
        assert_eq!(change(&mut settings, with_key), KeyChange::Set(Zeroizing::new("sk-1".into())));
        let without = ProviderPatch { key: Some(String::new()), ..ProviderPatch::default() };
        assert_eq!(change(&mut settings, without), KeyChange::Remove);
    }

    #[test]
    fn every_wrong_field_is_named() {
        let mut settings = defaults();
        settings.name = " ".trim().into();
        settings.instructions = "x".repeat(INSTRUCTIONS_CHARS + 1);
        settings.languages = vec!["ar".into(), "de".into()];
        settings.provider.kind = ProviderKind::Openai;
        settings.handoff.after_unanswered = 0;
        settings.budget.answer_tokens = 0;
        settings.budget.visitor_answers_per_hour = 0;
        settings.budget.tenant_answers_per_day = u32::MAX;
        let fields: Vec<String> = wrong(&settings, &KeyChange::Set(Zeroizing::new("a\nb".into())))
            .into_iter()
            .map(|error| format!("{} {}", error.field, error.code))
            .collect();
        assert_eq!(
            fields,
            [
                "name required",
                "instructions too_long",
                "languages invalid",
                "handoff.after_unanswered out_of_range",
                "budget.visitor_answers_per_hour out_of_range",
                "budget.tenant_answers_per_day out_of_range",
                "budget.answer_tokens out_of_range",
                "provider.key invalid",
                "provider.base_url required",
                "provider.model required",
            ]
        );
    }

    #[test]
    fn an_endpoint_is_a_plain_web_address() {
        for url in [
            "ftp://a.example",
            "a.example/v1",
            "https://a.example/v1?key=1",
            "https://a.example/#x",
            "javascript:1",
        ] {
            assert!(base_url(url).is_err(), "{url}");
        }
        assert!(base_url("http://127.0.0.1:11434/v1").is_ok());
    }
}
