use super::{state::Lab, words};
use crate::{
    client::use_client,
    components::{
        badge::Badge,
        button::{Button, Look},
        error_state::ErrorState,
        panel::Panel,
        progress::Progress,
        skeleton::SkeletonRows,
        toast::use_toaster,
    },
    format,
    i18n::*,
};
use api::{LabRun, LabTotals};
use leptos::{prelude::*, task::spawn_local};
use leptos_i18n::{t, t_string};

/// The runs, newest first.
#[component]
pub fn Runs(lab: Lab) -> impl IntoView {
    let i18n = use_i18n();
    let shown = move || match lab.runs.get() {
        None => view! { <SkeletonRows /> }.into_any(),
        Some(Err(fault)) => {
            let retry = Callback::new(move |()| lab.read_runs());
            view! { <ErrorState error=Signal::stored(fault) on_retry=retry /> }.into_any()
        }
        Some(Ok(runs)) if runs.is_empty() => {
            view! { <p class="panel__note">{t!(i18n, lab.runs_none)}</p> }.into_any()
        }
        Some(Ok(runs)) => view! {
            <ul class="lab-list" role="list">
                {runs.into_iter().map(|run| view! { <Row lab run /> }).collect_view()}
            </ul>
        }
        .into_any(),
    };
    view! {
        <Panel id="lab-runs" title=Signal::derive(move || t_string!(i18n, lab.runs).to_string())>
            <div aria-live="polite">{shown}</div>
        </Panel>
    }
    .into_any()
}

/// All languages together.
pub fn sum(totals: &[LabTotals], of: impl Fn(&LabTotals) -> u32) -> u32 {
    totals.iter().map(of).sum()
}

#[component]
fn Row(lab: Lab, run: LabRun) -> impl IntoView {
    let i18n = use_i18n();
    let client = use_client();
    let toaster = use_toaster();
    let (id, state, at) = (run.id, run.state, run.created_at);
    let (done, cases) = (run.done, run.cases);
    let lost = sum(&run.totals, |one| one.new_refusals);
    let won = sum(&run.totals, |one| one.newly_answered);
    let change = run.change;
    let number = move |of: u32| format::count(i18n.get_locale(), i64::from(of));
    let share = f64::from(done) * 100.0 / f64::from(cases.max(1));
    let label = Signal::derive(move || words::state(i18n, state).to_string());
    let cancel = move |()| {
        spawn_local(async move {
            if let Err(fault) = client.post::<LabRun>(&format!("lab-runs/{id}/cancel"), &()).await {
                toaster.bad(move || fault.say(i18n));
            }
            lab.read_runs();
        });
    };
    view! {
        <li class="lab-list__row">
            <div class="lab-list__words">
                <button
                    type="button"
                    class="lab-list__open"
                    aria-pressed=move || (lab.shown.get() == Some(id)).to_string()
                    on:click=move |_| lab.shown.set(Some(id))
                >
                    <bdi>{run.set_name}</bdi>
                    " · "
                    {move || words::change(i18n, &change)}
                </button>
                <ul class="facts" role="list">
                    <li>{move || format::moment(i18n.get_locale(), at)}</li>
                    <li>{move || number(done)} " / " {move || number(cases)}</li>
                    <li>{t!(i18n, lab.kind_new_refusal)} ": " {move || number(lost)}</li>
                    <li>{t!(i18n, lab.kind_newly_answered)} ": " {move || number(won)}</li>
                </ul>
                {state.is_open().then(|| view! { <Progress value=Signal::stored(share) label /> })}
            </div>
            <div class="gap__actions">
                <Badge tint=Signal::stored(
                    words::state_tint(state),
                )>{move || words::state(i18n, state)}</Badge>
                {state
                    .is_open()
                    .then(|| {
                        view! {
                            <Button small=true look=Look::Quiet on_press=cancel>
                                {t!(i18n, lab.cancel)}
                            </Button>
                        }
                    })}
            </div>
        </li>
    }
    .into_any()
}
