//! The answer lab as admins meet it.

mod gate;
mod runs;
mod sets;

use crate::world::{Person, World};
use api::{LabChange, LabResult, LabRun, LabState};
use serde_json::{Value, json};

/// Adds a set of these questions.
pub async fn set(dana: &Person, questions: &[&str]) -> String {
    let cases: Vec<Value> = questions.iter().map(|question| json!({ "question": question })).collect();
    let set = dana.post("lab-sets", &json!({ "name": "Weekly", "cases": cases })).await.created();
    set["id"].as_str().unwrap().to_owned()
}

/// Begins a run of a set.
pub async fn begins(dana: &Person, set: &str, change: &Value) -> LabRun {
    let answer = dana.post("lab-runs", &json!({ "set_id": set, "change": change })).await;
    assert_eq!(answer.status, 202, "{}", answer.json());
    serde_json::from_value(answer.json()).unwrap()
}

/// Waits until a run is over.
pub async fn over(world: &World, dana: &Person, run: &LabRun) -> LabRun {
    world
        .eventually("a run to end", || async {
            let now: LabRun =
                serde_json::from_value(dana.get(&format!("lab-runs/{}", run.id)).await.ok()).unwrap();
            (!now.state.is_open()).then_some(now)
        })
        .await
}

/// Runs a set against a change, to its end.
pub async fn tries(world: &World, dana: &Person, set: &str, change: &Value) -> (LabRun, Vec<LabResult>) {
    let begun = begins(dana, set, change).await;
    let run = over(world, dana, &begun).await;
    assert_eq!((run.state, run.done), (LabState::Done, run.cases));
    let asked: LabChange = serde_json::from_value(change.clone()).unwrap();
    assert_eq!(run.change, asked);
    (run.clone(), results(dana, &run, "").await)
}

/// What came of a run's questions; `query` chooses among them.
pub async fn results(dana: &Person, run: &LabRun, query: &str) -> Vec<LabResult> {
    let page = dana.get(&format!("lab-runs/{}/results?limit=100{query}", run.id)).await.ok();
    serde_json::from_value(page["items"].clone()).unwrap()
}
