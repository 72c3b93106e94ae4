use super::{results::Results, state::Lab, words};
use crate::{
    client::use_client,
    components::{button::Button, panel::Panel, toast::use_toaster},
    format,
    i18n::*,
    language::fill,
};
use api::{Assistant, LabChange, LabRun, LabState, LabTotals};
use leptos::{prelude::*, task::spawn_local};
use leptos_i18n::{t, t_string};

/// The run that is looked at: its totals and results.
#[component]
pub fn OneRun(lab: Lab) -> impl IntoView {
    // Anew when it goes on, and not with every look.
    let run = Memo::new(move |_| lab.run());
    move || run.get().map(|run| view! { <Found run /> })
}

#[component]
fn Found(run: LabRun) -> impl IntoView {
    let i18n = use_i18n();
    let title = Signal::stored(run.set_name.clone());
    let put = match (run.state, run.change.clone()) {
        (LabState::Done, LabChange::Settings { settings }) => {
            Some(view! { <PutInForce settings=*settings /> })
        }
        _ => None,
    };
    let change = run.change.clone();
    view! {
        <Panel
            id="lab-run"
            title
            lead=Signal::derive(move || Some(words::change(i18n, &change).to_string()))
        >
            <Totals totals=run.totals.clone() />
            {put}
            <Results run />
        </Panel>
    }
    .into_any()
}

/// By language and dialect.
#[component]
fn Totals(totals: Vec<LabTotals>) -> impl IntoView {
    let i18n = use_i18n();
    if totals.is_empty() {
        return ().into_any();
    }
    let number = move |of: u32| format::count(i18n.get_locale(), i64::from(of));
    let row = move |one: LabTotals| {
        let (lang, dialect) = (one.lang.clone(), one.dialect.clone());
        let right = move || match one.expected {
            0 => "–".to_owned(),
            of => {
                let text = fill(t_string!(i18n, lab.right_of), "before", &number(one.right_before));
                fill(&fill(&text, "after", &number(one.right_after)), "of", &number(of))
            }
        };
        view! {
            <tr>
                <th scope="row">
                    {move || words::tongue(i18n, lang.as_deref(), dialect.as_deref())}
                </th>
                <td>{move || number(one.cases)}</td>
                <td>{move || number(one.new_refusals)}</td>
                <td>{move || number(one.newly_answered)}</td>
                <td>{move || number(one.lost_sources)}</td>
                <td>{move || number(one.changed)}</td>
                <td>{right}</td>
            </tr>
        }
    };
    view! {
        <div class="ledger" tabindex="0" role="region" aria-labelledby="lab-run">
            <table class="ledger__table">
                <thead>
                    <tr>
                        <th scope="col">{t!(i18n, lab.col_lang)}</th>
                        <th scope="col">{t!(i18n, lab.col_cases)}</th>
                        <th scope="col">{t!(i18n, lab.kind_new_refusal)}</th>
                        <th scope="col">{t!(i18n, lab.kind_newly_answered)}</th>
                        <th scope="col">{t!(i18n, lab.kind_lost_source)}</th>
                        <th scope="col">{t!(i18n, lab.kind_changed)}</th>
                        <th scope="col">{t!(i18n, lab.col_right)}</th>
                    </tr>
                </thead>
                <tbody>{totals.into_iter().map(row).collect_view()}</tbody>
            </table>
        </div>
    }
    .into_any()
}

/// Makes what was tried the assistant's settings.
#[component]
fn PutInForce(settings: api::AssistantPatch) -> impl IntoView {
    let i18n = use_i18n();
    let client = use_client();
    let toaster = use_toaster();
    let busy = RwSignal::new(false);
    let put = move |()| {
        let settings = settings.clone();
        busy.set(true);
        spawn_local(async move {
            match client.patch::<Assistant>("assistant", &settings).await {
                Ok(_) => toaster.good(move || t_string!(i18n, lab.in_force)),
                Err(fault) => toaster.bad(move || fault.say(i18n)),
            }
            busy.try_set(false);
        });
    };
    view! {
        <div>
            <Button busy on_press=put>
                {t!(i18n, lab.put_in_force)}
            </Button>
        </div>
    }
    .into_any()
}
