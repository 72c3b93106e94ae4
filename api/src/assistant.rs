use crate::{Decision, Guards, ModelProvider, ModelProviderDraft, Modes, Source};
use serde::{Deserialize, Serialize};

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Tone {
    #[default]
    Friendly,
    Formal,
    Brief,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum ProviderKind {
    /// Quotes the best passages; no model, no call outside.
    #[default]
    Extractive,
    /// Any endpoint that speaks OpenAI's chat completions.
    Openai,
}

#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
pub struct Provider {
    pub kind: ProviderKind,
    /// Ends before `/chat/completions`: `https://api.openai.com/v1`.
    pub base_url: Option<String>,
    pub model: Option<String>,
    /// Whether a key is stored. The key itself is never sent back.
    pub key_set: bool,
}

/// What follows where no model can answer: all have failed, or may not be asked.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Fallback {
    /// A person takes over.
    #[default]
    HandOver,
    /// The documents are quoted where they fit; else a person takes over.
    Quote,
}

/// When the assistant passes a conversation on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
pub struct HandoffRules {
    /// As soon as the customer asks for a person.
    pub on_request: bool,
    /// After this many questions without an answer in a row (1 to 5).
    pub after_unanswered: u8,
    /// When the customer complains.
    pub on_complaint: bool,
}

impl Default for HandoffRules {
    fn default() -> Self {
        Self { on_request: true, after_unanswered: 2, on_complaint: true }
    }
}

/// What may be spent on answers.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
pub struct Budget {
    /// Answers a visitor may get in an hour.
    pub visitor_answers_per_hour: u32,
    /// Answers of the whole tenant in a day (UTC).
    pub tenant_answers_per_day: u32,
    /// Tokens of one answer at most.
    pub answer_tokens: u32,
}

impl Default for Budget {
    fn default() -> Self {
        Self { visitor_answers_per_hour: 40, tenant_answers_per_day: 5_000, answer_tokens: 600 }
    }
}

/// What may be spent on models. Amounts are in millionths of the currency's unit (5.00 is `5000000`); `null` is no limit.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
pub struct Spending {
    /// ISO 4217: the currency of all prices and limits.
    pub currency: String,
    /// By the whole tenant in a day (UTC).
    pub tenant_per_day: Option<u64>,
    /// On one visitor in a day (UTC).
    pub visitor_per_day: Option<u64>,
}

impl Default for Spending {
    fn default() -> Self {
        Self { currency: "USD".into(), tenant_per_day: None, visitor_per_day: None }
    }
}

/// Whether what changes answers has to be tried in the lab before it is in force.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
pub struct LabGate {
    /// Settings and articles are refused with `lab_run_required` unless a run of the last 7 days tried just them.
    pub required: bool,
    /// Of a hundred questions of that run, those that may be answered no more, or that could not be tried (0 to 100).
    pub new_refusals_percent: u8,
}

/// `GET assistant`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
pub struct Assistant {
    /// Switched off, it is off everywhere, whatever `modes` say.
    pub enabled: bool,
    #[serde(default)]
    pub modes: Modes,
    pub name: String,
    pub instructions: String,
    pub tone: Tone,
    /// Languages it may answer in; the first is used where the customer's is not among them.
    pub languages: Vec<String>,
    /// What writes the answers, and the first of `providers` as it was set before there could be several.
    pub provider: Provider,
    /// Models' endpoints, in the order in which they are asked: the next one where one before it fails.
    pub providers: Vec<ModelProvider>,
    pub fallback: Fallback,
    pub handoff: HandoffRules,
    #[serde(default)]
    pub guards: Guards,
    pub budget: Budget,
    pub spending: Spending,
    #[serde(default)]
    pub lab_gate: LabGate,
}

/// The first provider's part of `PATCH assistant`. `key`: absent keeps the stored one, `""` removes it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
pub struct ProviderPatch {
    #[serde(default)]
    pub kind: Option<ProviderKind>,
    #[serde(default)]
    pub base_url: Option<String>,
    #[serde(default)]
    pub model: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub key: Option<String>,
}

/// `PATCH assistant`: what is absent stays.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
pub struct AssistantPatch {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub enabled: Option<bool>,
    /// All of them: a channel that is left out has the default.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub modes: Option<Modes>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub instructions: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub tone: Option<Tone>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub languages: Option<Vec<String>>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub provider: Option<ProviderPatch>,
    /// All of them, in order; one that is left out is forgotten with its key.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub providers: Option<Vec<ModelProviderDraft>>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub fallback: Option<Fallback>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub handoff: Option<HandoffRules>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub guards: Option<Guards>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub budget: Option<Budget>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub spending: Option<Spending>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub lab_gate: Option<LabGate>,
}

/// The answer of `POST conversations/{id}/draft`; nothing is stored, and the customer sees none of it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
pub struct Drafted {
    /// `null` where the documents hold no answer, or no model gave one: `decision.reason` says why.
    pub body: Option<String>,
    pub sources: Vec<Source>,
    pub decision: Decision,
}
