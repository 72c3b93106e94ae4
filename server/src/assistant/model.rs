use super::{
    guard,
    provider::{self, KeyChange, Keys},
};
use crate::line::one_line;
use api::{
    Assistant, AssistantPatch, Budget, Fallback, FieldError, Guards, HandoffRules, LabGate, ModelProvider,
    Modes, Provider, ProviderId, ProviderKind, Spending, TenantId, Tone,
};

pub(super) const LANGUAGES: [&str; 5] = ["ar", "fa", "tr", "it", "en"];
/// Channels that a mode can be set for.
const CHANNELS: [&str; 1] = ["widget"];
const NAME_CHARS: usize = 60;
/// Millionths of a currency's unit that a limit may be.
const MOST_SPENT: u64 = 1_000_000_000_000_000;
const INSTRUCTIONS_CHARS: usize = 8_000;

/// A tenant's settings with the providers' keys, for answering.
pub(super) struct Configured {
    pub settings: Assistant,
    pub keys: Keys,
}

/// What a tenant starts with: quotes its documents, in all five languages.
pub(super) fn defaults() -> Assistant {
    Assistant {
        enabled: true,
        modes: Modes::default(),
        name: "Diwan".into(),
        instructions: String::new(),
        tone: Tone::default(),
        languages: LANGUAGES.map(str::to_owned).to_vec(),
        provider: Provider::default(),
        providers: Vec::new(),
        fallback: Fallback::default(),
        handoff: HandoffRules::default(),
        guards: Guards::default(),
        budget: Budget::default(),
        spending: Spending::default(),
        lab_gate: LabGate::default(),
    }
}

/// Reads stored settings; what an older version did not store has its default.
///
/// Where only one provider could be set it had no id: it has the tenant's.
pub(super) fn from_stored(stored: &serde_json::Value, tenant: TenantId) -> serde_json::Result<Assistant> {
    let mut whole = serde_json::to_value(defaults())?;
    overlay(&mut whole, stored);
    let mut settings: Assistant = serde_json::from_value(whole)?;
    let Provider { base_url, model, .. } = &settings.provider;
    if stored.get("providers").is_none() && (base_url.is_some() || model.is_some()) {
        settings.providers.push(ModelProvider {
            base_url: base_url.clone().unwrap_or_default(),
            model: model.clone().unwrap_or_default(),
            ..ModelProvider::new(ProviderId(tenant.0))
        });
    }
    Ok(settings)
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

/// Changes the settings; what the patch leaves out stays. Says what becomes of the stored keys. `new_id` names new
/// providers.
pub(super) fn apply(
    settings: &mut Assistant,
    patch: AssistantPatch,
    mut new_id: impl FnMut() -> ProviderId,
) -> Vec<(ProviderId, KeyChange)> {
    let AssistantPatch {
        enabled,
        modes,
        name,
        instructions,
        tone,
        languages,
        provider,
        providers,
        fallback,
        handoff,
        guards,
        budget,
        spending,
        lab_gate,
    } = patch;
    set(&mut settings.enabled, enabled);
    set(&mut settings.modes, modes);
    set(&mut settings.name, name.map(|name| one_line(&name).unwrap_or_default()));
    set(&mut settings.instructions, instructions.map(|text| text.trim().to_owned()));
    set(&mut settings.tone, tone);
    set(&mut settings.languages, languages);
    set(&mut settings.fallback, fallback);
    set(&mut settings.handoff, handoff);
    set(&mut settings.guards, guards.map(tidied));
    set(&mut settings.budget, budget);
    set(&mut settings.spending, spending);
    set(&mut settings.lab_gate, lab_gate);
    let mut keys = Vec::new();
    if let Some(drafts) = providers {
        keys.extend(provider::replace(&mut settings.providers, drafts, &mut new_id));
    }
    if let Some(patch) = provider {
        set(&mut settings.provider.kind, patch.kind);
        keys.extend(provider::patch_first(&mut settings.providers, patch, &mut new_id));
    }
    settings.provider = provider::first(settings.provider.kind, &settings.providers);
    keys
}

/// The lists without blank lines and repetitions.
fn tidied(mut guards: Guards) -> Guards {
    for list in [&mut guards.blocked_words, &mut guards.blocked_in_answers] {
        let mut had = std::collections::HashSet::new();
        let lines = list.iter().map(|line| line.trim().to_owned());
        *list = lines.filter(|line| !line.is_empty() && had.insert(line.clone())).collect();
    }
    guards
}

pub(super) fn set<T>(field: &mut T, value: Option<T>) {
    if let Some(value) = value {
        *field = value;
    }
}

/// Everything that is wrong with the settings, by field. `old_form`: the first provider was set as the only one.
pub(super) fn wrong(
    settings: &Assistant,
    keys: &[(ProviderId, KeyChange)],
    old_form: bool,
) -> Vec<FieldError> {
    let mut wrong = Wrong(Vec::new());
    wrong.length("name", &settings.name, 1, NAME_CHARS);
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
    if let Some(unknown) =
        settings.modes.channels.keys().find(|channel| !CHANNELS.contains(&channel.as_str()))
    {
        wrong.add("modes.channels", "invalid", &format!("{unknown:?} is none of {}", CHANNELS.join(", ")));
    }
    for (field, code, detail) in guard::wrong(&settings.guards) {
        wrong.add(field, code, &detail);
    }
    wrong.range("handoff.after_unanswered", settings.handoff.after_unanswered.into(), 1, 5);
    wrong.range("budget.visitor_answers_per_hour", settings.budget.visitor_answers_per_hour, 1, 1_000);
    wrong.range("budget.tenant_answers_per_day", settings.budget.tenant_answers_per_day, 1, 1_000_000);
    wrong.range("budget.answer_tokens", settings.budget.answer_tokens, 50, 4_000);
    let spending = &settings.spending;
    if spending.currency.len() != 3 || !spending.currency.bytes().all(|b| b.is_ascii_uppercase()) {
        wrong.add("spending.currency", "invalid", "three capital letters as in ISO 4217, for instance USD");
    }
    for (field, limit) in [
        ("spending.tenant_per_day", spending.tenant_per_day),
        ("spending.visitor_per_day", spending.visitor_per_day),
    ] {
        if limit.is_some_and(|limit| limit > MOST_SPENT) {
            wrong.add(field, "out_of_range", &format!("0 to {MOST_SPENT}"));
        }
    }
    wrong.range("lab_gate.new_refusals_percent", settings.lab_gate.new_refusals_percent.into(), 0, 100);
    if settings.providers.len() > provider::MOST {
        wrong.add("providers", "too_long", &format!("at most {} are possible", provider::MOST));
    }
    if settings.provider.kind == ProviderKind::Openai && settings.providers.is_empty() {
        wrong.add("provider.base_url", "required", provider::ADDRESS);
        wrong.add("provider.model", "required", provider::MODEL);
    }
    for (at, one) in settings.providers.iter().enumerate() {
        let key = keys.iter().rev().find(|(id, _)| *id == one.id).map(|(_, change)| change);
        // Of what nobody asks, only what is there has to be right.
        let asked = settings.provider.kind == ProviderKind::Openai;
        provider::wrong(one, key, &path(at, old_form), asked, &mut wrong);
    }
    wrong.0
}

/// Where in a request the provider stands that its errors are about.
pub(super) fn path(at: usize, old_form: bool) -> String {
    if at == 0 && old_form { "provider".into() } else { format!("providers.{at}") }
}

/// What is wrong, as it is found.
pub(super) struct Wrong(Vec<FieldError>);

impl Wrong {
    pub fn add(&mut self, field: &str, code: &str, detail: &str) {
        self.0.push(FieldError { field: field.into(), code: code.into(), detail: detail.into() });
    }

    pub fn length(&mut self, field: &str, value: &str, least: usize, most: usize) {
        let chars = value.chars().count();
        if chars < least {
            self.add(field, "required", "write something");
        } else if chars > most {
            self.add(field, "too_long", &format!("{chars} characters; at most {most} are possible"));
        }
    }

    pub fn range(&mut self, field: &str, value: u32, least: u32, most: u32) {
        if !(least..=most).contains(&value) {
            self.add(field, "out_of_range", &format!("{least} to {most}"));
        }
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use serde_json::json;

    fn tenant() -> TenantId {
        TenantId(uuid::Uuid::from_u128(7))
    }

    fn changed(settings: &mut Assistant, patch: serde_json::Value) -> Vec<(ProviderId, KeyChange)> {
        let mut next = 100;
        apply(settings, serde_json::from_value(patch).unwrap(), || {
            next += 1;
            ProviderId(uuid::Uuid::from_u128(next))
        })
    }

    fn fields(settings: &Assistant, keys: &[(ProviderId, KeyChange)], old_form: bool) -> Vec<String> {
        let named = |error: FieldError| format!("{} {}", error.field, error.code);
        wrong(settings, keys, old_form).into_iter().map(named).collect()
    }

    #[test]
    fn the_defaults_are_acceptable_and_old_rows_are_filled_from_them() {
        assert_eq!(wrong(&defaults(), &[], false), []);
        assert_eq!(from_stored(&json!({}), tenant()).unwrap(), defaults());
        let stored = json!({"name": "نور", "handoff": {"on_request": false}});
        let partly = from_stored(&stored, tenant()).unwrap();
        assert_eq!(partly.name, "نور");
        assert!(!partly.handoff.on_request && partly.handoff.on_complaint);
    }

    #[test]
    fn the_only_provider_of_an_older_version_is_the_first_of_several() {
        let stored = json!({"provider": {"kind": "openai", "base_url": "https://a.example/v1", "model": "m", "key_set": true}});
        let settings = from_stored(&stored, tenant()).unwrap();
        let [first] = settings.providers.as_slice() else { panic!("{settings:?}") };
        assert_eq!((first.id.0, first.model.as_str()), (tenant().0, "m"));
        assert_eq!(first.tasks, [api::Task::Answer]);
        // Once there is a list, it is what stands: also when it is empty.
        let stored = json!({"provider": {"base_url": "https://a.example/v1"}, "providers": []});
        assert!(from_stored(&stored, tenant()).unwrap().providers.is_empty());
    }

    #[test]
    fn what_is_absent_stays() {
        let mut settings = defaults();
        changed(&mut settings, json!({"provider": {"base_url": "https://a.example/v1", "model": "m"}}));
        let before = settings.clone();
        assert_eq!(changed(&mut settings, json!({})), []);
        assert_eq!(settings, before);
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
        let keys = changed(&mut settings, json!({"provider": {"key": "a\nb"}}));
        assert_eq!(
            fields(&settings, &keys, true),
            [
                "name required",
                "instructions too_long",
                "languages invalid",
                "handoff.after_unanswered out_of_range",
                "budget.visitor_answers_per_hour out_of_range",
                "budget.tenant_answers_per_day out_of_range",
                "budget.answer_tokens out_of_range",
                "provider.base_url required",
                "provider.model required",
                "provider.key invalid",
            ]
        );
        settings = defaults();
        settings.provider.kind = ProviderKind::Openai;
        assert_eq!(fields(&settings, &[], true), ["provider.base_url required", "provider.model required"]);
        let second =
            json!({"base_url": "ftp://a", "model": "", "timeout_s": 1, "extra_body": {"model": "x"}});
        let first = json!({"base_url": "https://a.example/v1", "model": "m"});
        changed(&mut settings, json!({"providers": [first, second]}));
        assert_eq!(
            fields(&settings, &[], false),
            [
                "providers.1.base_url invalid",
                "providers.1.model required",
                "providers.1.timeout_s out_of_range",
                "providers.1.extra_body invalid",
            ]
        );
    }
}
