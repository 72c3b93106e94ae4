use crate::{
    client::{ApiError, Client, use_client},
    timer,
};
use api::{LabRun, LabRunId, LabSet};
use leptos::{prelude::*, task::spawn_local};

/// How often a run that goes on is looked at.
const LOOK_MS: u32 = 1_000;

/// What the server has of the lab.
#[derive(Clone, Copy)]
pub struct Lab {
    pub sets: RwSignal<Option<Result<Vec<LabSet>, ApiError>>>,
    pub runs: RwSignal<Option<Result<Vec<LabRun>, ApiError>>>,
    /// The run that is looked at.
    pub shown: RwSignal<Option<LabRunId>>,
    client: Client,
}

impl Lab {
    /// Reads it, and runs again as long as one goes on.
    pub fn follow() -> Self {
        let lab = Self {
            sets: RwSignal::new(None),
            runs: RwSignal::new(None),
            shown: RwSignal::new(None),
            client: use_client(),
        };
        Effect::new(move |_| {
            lab.read_sets();
            lab.read_runs();
        });
        Effect::new(move |_| {
            let open = lab.runs.with(|runs| {
                let runs = runs.as_ref().and_then(|runs| runs.as_ref().ok());
                runs.is_some_and(|runs| runs.iter().any(|run| run.state.is_open()))
            });
            if open {
                spawn_local(async move {
                    timer::sleep(LOOK_MS).await;
                    lab.read_runs();
                });
            }
        });
        lab
    }

    pub fn read_sets(self) {
        spawn_local(async move {
            let sets = self.client.get("lab-sets").await;
            self.sets.try_set(Some(sets));
        });
    }

    /// A reading that fails leaves what is shown, if something is.
    pub fn read_runs(self) {
        spawn_local(async move {
            let read = self.client.get("lab-runs").await;
            let known = self.runs.try_with_untracked(|runs| matches!(runs, Some(Ok(_)))).unwrap_or(true);
            if read.is_ok() || !known {
                self.runs.try_set(Some(read));
            }
        });
    }

    /// The run that is looked at, as it is now.
    pub fn run(self) -> Option<LabRun> {
        let shown = self.shown.get()?;
        self.runs.with(|runs| {
            let runs = runs.as_ref().and_then(|runs| runs.as_ref().ok());
            runs.and_then(|runs| runs.iter().find(|run| run.id == shown).cloned())
        })
    }
}
