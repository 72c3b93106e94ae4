use crate::{ProviderId, RegionRule, Stamp};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

/// What a provider is asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Task {
    /// Writing answers to customers.
    Answer,
    /// Writing drafts for the team. Where no provider is set for these, those for answers write them.
    Draft,
}

/// A model's endpoint that speaks OpenAI's chat completions. Its key is never sent.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
pub struct ModelProvider {
    pub id: ProviderId,
    /// As the team calls it.
    pub name: String,
    /// Ends before `/chat/completions`: `https://api.openai.com/v1`.
    pub base_url: String,
    pub model: String,
    /// Whether a key is stored.
    #[serde(default)]
    pub key_set: bool,
    /// What it is asked for; with none of them it is kept and not asked.
    #[serde(default = "all_tasks")]
    pub tasks: Vec<Task>,
    /// Seconds that one answer may take, tries included.
    #[serde(default = "timeout_s")]
    pub timeout_s: u16,
    /// What a million tokens of the question cost, in millionths of the currency's unit (0.15 is `150000`).
    #[serde(default)]
    pub price_in: u64,
    /// What a million tokens of the answer cost, in millionths of the currency's unit.
    #[serde(default)]
    pub price_out: u64,
    /// Calls carry the provider's setting against keeping and training, where one is known.
    #[serde(default = "yes")]
    pub no_training: bool,
    /// Merged into each request, over what it holds: what this endpoint needs and no other.
    #[serde(default)]
    #[cfg_attr(feature = "server", schema(value_type = Option<Object>))]
    pub extra_body: Option<Map<String, Value>>,
}

/// A provider in `PATCH assistant`. With an `id` it is the one that is there, and what is absent stays as that has it;
/// without, a new one. `key`: absent keeps the stored one, `""` removes it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
pub struct ModelProviderDraft {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub id: Option<ProviderId>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub base_url: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub model: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub key: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub tasks: Option<Vec<Task>>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub timeout_s: Option<u16>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub price_in: Option<u64>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub price_out: Option<u64>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub no_training: Option<bool>,
    /// `{}` removes it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "server", schema(value_type = Option<Object>))]
    pub extra_body: Option<Map<String, Value>>,
}

impl ModelProvider {
    /// One that nothing is known of yet.
    pub fn new(id: ProviderId) -> Self {
        Self {
            id,
            name: String::new(),
            base_url: String::new(),
            model: String::new(),
            key_set: false,
            tasks: all_tasks(),
            timeout_s: timeout_s(),
            price_in: 0,
            price_out: 0,
            no_training: true,
            extra_body: None,
        }
    }
}

fn all_tasks() -> Vec<Task> {
    vec![Task::Answer]
}

fn timeout_s() -> u16 {
    60
}

fn yes() -> bool {
    true
}

/// Whether a provider is asked at present.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Circuit {
    /// It is asked.
    Closed,
    /// It failed too often in a row and is left alone for a while.
    Open,
    /// The next question tries it.
    HalfOpen,
}

/// How a provider has done lately, on the server that answers.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
pub struct ProviderState {
    pub id: ProviderId,
    pub circuit: Circuit,
    /// Failures in a row.
    pub failures: u32,
    /// Why it failed the last time: `401`, `model_not_found`, `quota`, `timed_out`, `unreachable`, `garbled`, …;
    /// `null` when the last call went well, or none was made.
    pub last_error: Option<String>,
    pub last_error_at: Option<Stamp>,
    /// Whether the region's rule allows it; one that it doesn't is never asked.
    pub allowed: bool,
    /// Whether calls carry a setting against keeping and training: it is wanted, and known for this provider.
    pub no_training: bool,
}

/// `GET assistant/providers`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
pub struct ProviderStates {
    pub rule: RegionRule,
    /// In the order in which they are asked.
    pub items: Vec<ProviderState>,
}

/// `POST assistant/providers/test`: what is absent is as the provider `id` has it stored.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
pub struct ProviderTest {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub id: Option<ProviderId>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub base_url: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub model: Option<String>,
    /// Absent: the stored one, if the address is still the server that it was given for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub key: Option<String>,
}

/// What came of one request of a test.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
pub struct TestStep {
    pub ok: bool,
    /// Why not, as in [`ProviderState::last_error`].
    pub error: Option<String>,
    pub latency_ms: u32,
}

/// The answer of `POST assistant/providers/test`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
pub struct ProviderTested {
    /// The model answered.
    pub ok: bool,
    /// Asking which models there are. Some endpoints can't say, and answer all the same.
    pub list: TestStep,
    /// The models that it has, at most 500.
    pub models: Vec<String>,
    /// Whether the model is among them; `null` where they are not known.
    pub listed: Option<bool>,
    /// Asking the model for one word.
    pub chat: TestStep,
}
