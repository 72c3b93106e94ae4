//! What is to be different, as it is chosen.

use api::{Assistant, AssistantPatch, GuardAction, LabChange, ProviderKind, ProviderPatch, Tone};
use leptos::prelude::*;

/// The change that is being put together.
#[derive(Clone, Copy)]
pub struct Draft {
    /// `nothing`, `settings`, `publish`, `leave_out`.
    pub kind: RwSignal<String>,
    pub document: RwSignal<String>,
    pub stored: RwSignal<Option<Assistant>>,
    pub instructions: RwSignal<String>,
    pub tone: RwSignal<Tone>,
    pub answers: RwSignal<ProviderKind>,
    pub model: RwSignal<String>,
    /// In the order of [`actions`].
    pub guards: RwSignal<[GuardAction; 5]>,
    pub words: RwSignal<String>,
}

impl Draft {
    pub fn new() -> Self {
        Self {
            kind: RwSignal::new("settings".into()),
            document: RwSignal::default(),
            stored: RwSignal::new(None),
            instructions: RwSignal::default(),
            tone: RwSignal::default(),
            answers: RwSignal::default(),
            model: RwSignal::default(),
            guards: RwSignal::new([GuardAction::Off; 5]),
            words: RwSignal::default(),
        }
    }

    /// Begins with the settings as they are.
    pub fn begin(self, stored: Assistant) {
        self.instructions.set(stored.instructions.clone());
        self.tone.set(stored.tone);
        self.answers.set(stored.provider.kind);
        self.model.set(stored.provider.model.clone().unwrap_or_default());
        self.guards.set(actions(&stored));
        self.words.set(stored.guards.blocked_words.join("\n"));
        self.stored.set(Some(stored));
    }

    /// The change; `None` while it lacks its document or the settings.
    pub fn change(self) -> Option<LabChange> {
        let document = || self.document.get_untracked().parse().ok();
        match self.kind.get_untracked().as_str() {
            "nothing" => Some(LabChange::Nothing),
            "publish" => Some(LabChange::Publish { document_id: document()? }),
            "leave_out" => Some(LabChange::LeaveOut { document_id: document()? }),
            _ => Some(LabChange::Settings { settings: Box::new(self.patch()?) }),
        }
    }

    /// What differs from the settings as they are.
    fn patch(self) -> Option<AssistantPatch> {
        let stored = self.stored.get_untracked()?;
        let instructions = self.instructions.get_untracked();
        let (tone, answers) = (self.tone.get_untracked(), self.answers.get_untracked());
        let model = Some(self.model.get_untracked()).filter(|model| !model.is_empty());
        let model = model.filter(|model| stored.provider.model.as_ref() != Some(model));
        let kind = (answers != stored.provider.kind).then_some(answers);
        let mut guards = stored.guards.clone();
        let [injection, topic, toxicity, words, said] = self.guards.get_untracked();
        guards.injection = injection;
        guards.topic = topic;
        guards.toxicity = toxicity;
        guards.words = words;
        guards.answers = said;
        guards.blocked_words = self.words.read_untracked().lines().map(str::to_owned).collect();
        Some(AssistantPatch {
            instructions: (instructions != stored.instructions).then_some(instructions),
            tone: (tone != stored.tone).then_some(tone),
            provider: (kind.is_some() || model.is_some()).then(|| ProviderPatch {
                kind,
                model,
                ..ProviderPatch::default()
            }),
            guards: (guards != stored.guards).then_some(guards),
            ..AssistantPatch::default()
        })
    }
}

/// What each guard does.
fn actions(stored: &Assistant) -> [GuardAction; 5] {
    let guards = &stored.guards;
    [guards.injection, guards.topic, guards.toxicity, guards.words, guards.answers]
}
