//! Answers as they would be with other settings or another knowledge: for the lab, which sends them to nobody.

use super::{
    answer::{self, Answer, Asked},
    model::{self, Configured},
    settings,
};
use crate::{
    App,
    contacts::Details,
    conversations::Said,
    db::TenantTx,
    knowledge::{Changed, Reader},
    refusal::{Outcome, Refusal},
};
use api::{Assistant, AssistantPatch, Code, DocumentId, ProviderId, Purpose, TenantId};
use serde_json::{Value, json};
use sha2::{Digest, Sha256};

/// Whose customers a trial answers as.
const WIDGET: &str = "widget";
/// Parts of a provider that change no answer.
const NO_MATTER: [&str; 6] = ["id", "name", "key_set", "price_in", "price_out", "timeout_s"];

/// The assistant as it is, or would be.
pub struct Trial {
    configured: Configured,
}

/// An answer that nobody got.
pub struct Trialled {
    pub body: Option<String>,
    pub outcome: api::Outcome,
    pub reason: Option<String>,
    /// What it stands on, each once.
    pub documents: Vec<DocumentId>,
}

impl Trial {
    /// With the settings as they are.
    ///
    /// # Errors
    /// Those of the database.
    pub async fn now(tx: &mut TenantTx) -> Outcome<Self> {
        Ok(Self { configured: settings::configured(tx).await? })
    }

    /// With the settings as a patch would make them.
    ///
    /// # Errors
    /// `invalid_input` with every wrong field; an address or a key is one: what is tried may call nobody new.
    pub async fn with(app: &App, tx: &mut TenantTx, patch: AssistantPatch) -> Outcome<Self> {
        if let Some(first) = &patch.provider
            && (first.key.is_some() || first.base_url.is_some())
        {
            return Err(elsewhere("change.settings.provider"));
        }
        if patch.providers.is_some() {
            return Err(elsewhere("change.settings.providers"));
        }
        let mut configured = settings::configured(tx).await?;
        let keys = model::apply(&mut configured.settings, patch, || ProviderId(app.new_id()));
        let wrong = model::wrong(&configured.settings, &keys, true);
        if let Some(first) = wrong.first() {
            let detail = format!("{}: {}", first.field, first.detail);
            let errors = wrong.into_iter().map(|mut error| {
                error.field = format!("change.settings.{}", error.field);
                error
            });
            return Err(Refusal { errors: errors.collect(), ..Refusal::new(Code::InvalidInput, detail) });
        }
        Ok(Self { configured })
    }

    /// What these settings are recognised by.
    pub fn fingerprint(&self) -> [u8; 32] {
        fingerprint(&self.configured.settings)
    }

    /// Answers a question, as the first of a conversation.
    ///
    /// # Errors
    /// Those of the database.
    pub async fn ask(
        &self,
        app: &App,
        tenant: TenantId,
        question: &str,
        locale: &str,
        changed: Option<&Changed>,
    ) -> Outcome<Trialled> {
        let asked = Asked {
            tenant,
            reader: Reader::Customer(WIDGET),
            text: question,
            locale,
            dialect: text::dialect::dialect(question).and_then(|guess| guess.label.tag()),
            unanswered: 0,
            history: &[],
            within_budget: true,
            purpose: Purpose::Try,
            contact: None,
            person: &Details::default(),
            notes: None,
            changed,
        };
        let Answer { said, decision } =
            Box::pin(answer::answer(app, &self.configured, &asked, &mut |_| {})).await?;
        let (body, sources) = match said {
            Said::Reply { body, sources, .. } => (Some(body), sources),
            Said::Handoff { body, .. } => (body, vec![]),
        };
        let mut documents: Vec<DocumentId> = sources.into_iter().map(|(_, document)| document).collect();
        documents.sort_unstable();
        documents.dedup();
        Ok(Trialled { body, outcome: decision.outcome, reason: decision.reason, documents })
    }
}

fn elsewhere(field: &str) -> Refusal {
    Refusal::field(field, "invalid", "addresses and keys are set in the settings before they can be tried")
}

/// What settings are recognised by: all of them that an answer may depend on.
pub(super) fn fingerprint(settings: &Assistant) -> [u8; 32] {
    let mut providers = json!(settings.providers);
    for one in providers.as_array_mut().into_iter().flatten().filter_map(Value::as_object_mut) {
        for part in NO_MATTER {
            one.remove(part);
        }
    }
    let whole = json!({
        "name": settings.name,
        "instructions": settings.instructions,
        "tone": settings.tone,
        "languages": settings.languages,
        "kind": settings.provider.kind,
        "providers": providers,
        "fallback": settings.fallback,
        "handoff": settings.handoff,
        "guards": settings.guards,
        "answer_tokens": settings.budget.answer_tokens,
    });
    Sha256::digest(whole.to_string()).into()
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn what_changes_no_answer_is_no_other_setting() {
        let before = model::defaults();
        let changed = |patch: Value| {
            let mut settings = before.clone();
            model::apply(&mut settings, serde_json::from_value(patch).unwrap(), || {
                ProviderId(uuid::Uuid::nil())
            });
            fingerprint(&settings) != fingerprint(&before)
        };
        assert!(changed(json!({ "instructions": "Be kind." })) && changed(json!({ "tone": "brief" })));
        assert!(!changed(json!({})) && !changed(json!({ "enabled": false })));
        assert!(!changed(json!({ "spending": { "currency": "EUR" } })));
    }
}
