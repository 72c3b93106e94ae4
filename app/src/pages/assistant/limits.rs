use super::{form::Form, words};
use crate::{
    components::{field::Field, panel::Panel, switch::Switch},
    format,
    i18n::*,
};
use leptos::prelude::*;
use leptos_i18n::t_string;

type Say = fn(leptos_i18n::I18nContext<Locale>) -> &'static str;

/// When a person takes over.
#[component]
pub fn HandoverRules(form: Form) -> impl IntoView {
    let i18n = use_i18n();
    view! {
        <Panel
            id="assistant-handover"
            title=Signal::derive(move || t_string!(i18n, assistant.handover).to_string())
            lead=Signal::derive(move || Some(t_string!(i18n, assistant.handover_hint).to_string()))
        >
            <Switch
                label=Signal::derive(move || t_string!(i18n, assistant.on_request).to_string())
                hint=Signal::derive(move || Some(t_string!(i18n, assistant.on_request_hint).to_string()))
                on=form.on_request
                on_change=move |on| form.on_request.set(on)
            />
            <Switch
                label=Signal::derive(move || t_string!(i18n, assistant.on_complaint).to_string())
                hint=Signal::derive(move || Some(t_string!(i18n, assistant.on_complaint_hint).to_string()))
                on=form.on_complaint
                on_change=move |on| form.on_complaint.set(on)
            />
            <NumberField
                form
                name="assistant-after-unanswered"
                field="handoff.after_unanswered"
                value=form.after_unanswered
                label=|i18n| t_string!(i18n, assistant.after_unanswered)
                hint=|i18n| t_string!(i18n, assistant.after_unanswered_hint)
            />
        </Panel>
    }
    .into_any()
}

/// How much may be spent on answers.
#[component]
pub fn BudgetLimits(form: Form) -> impl IntoView {
    let i18n = use_i18n();
    let wrong = move |field: &'static str| {
        Signal::derive(move || form.error(field).map(|code| words::objection(i18n, &code)))
    };
    show_in_digits("assistant-tenant-money".to_owned(), form.tenant_money);
    show_in_digits("assistant-visitor-money".to_owned(), form.visitor_money);
    view! {
        <Panel
            id="assistant-budget"
            title=Signal::derive(move || t_string!(i18n, assistant.budget).to_string())
            lead=Signal::derive(move || Some(t_string!(i18n, assistant.budget_hint).to_string()))
        >
            <div class="panel__pair">
                <NumberField
                    form
                    name="assistant-visitor-answers"
                    field="budget.visitor_answers_per_hour"
                    value=form.visitor_answers
                    label=|i18n| t_string!(i18n, assistant.visitor_answers)
                    hint=|i18n| t_string!(i18n, assistant.visitor_answers_hint)
                />
                <NumberField
                    form
                    name="assistant-tenant-answers"
                    field="budget.tenant_answers_per_day"
                    value=form.tenant_answers
                    label=|i18n| t_string!(i18n, assistant.tenant_answers)
                    hint=|i18n| t_string!(i18n, assistant.tenant_answers_hint)
                />
                <NumberField
                    form
                    name="assistant-answer-tokens"
                    field="budget.answer_tokens"
                    value=form.answer_tokens
                    label=|i18n| t_string!(i18n, assistant.answer_tokens)
                    hint=|i18n| t_string!(i18n, assistant.answer_tokens_hint)
                />
                <Field
                    name="assistant-currency"
                    technical=true
                    label=Signal::derive(move || t_string!(i18n, assistant.currency).to_string())
                    hint=Signal::derive(move || Some(t_string!(i18n, assistant.currency_hint).to_string()))
                    value=form.currency
                    error=wrong("spending.currency")
                />
                <Field
                    name="assistant-tenant-money"
                    label=Signal::derive(move || t_string!(i18n, assistant.tenant_money).to_string())
                    hint=Signal::derive(move || Some(t_string!(i18n, assistant.money_hint).to_string()))
                    value=form.tenant_money
                    error=wrong("spending.tenant_per_day")
                />
                <Field
                    name="assistant-visitor-money"
                    label=Signal::derive(move || t_string!(i18n, assistant.visitor_money).to_string())
                    hint=Signal::derive(move || Some(t_string!(i18n, assistant.money_hint).to_string()))
                    value=form.visitor_money
                    error=wrong("spending.visitor_per_day")
                />
            </div>
        </Panel>
    }
    .into_any()
}

/// Keeps what stands in the field of this name in the digits of the page, as its hint is.
pub fn show_in_digits(name: String, value: RwSignal<String>) {
    let i18n = use_i18n();
    // The person's own typing stays as it is while it goes on.
    Effect::new(move |_| {
        let (locale, now) = (i18n.get_locale(), value.get());
        let typing = document()
            .active_element()
            .is_some_and(|at| at.get_attribute("name").as_deref() == Some(name.as_str()));
        let shown = format::in_digits(locale, &now);
        if !typing && shown != now {
            value.set(shown);
        }
    });
}

/// A number whose hint says between what and what. Not of kind `number`: browsers refuse the digits of
/// Arabic and Persian there.
#[component]
fn NumberField(
    form: Form,
    name: &'static str,
    field: &'static str,
    value: RwSignal<String>,
    label: Say,
    hint: Say,
) -> impl IntoView {
    let i18n = use_i18n();
    let error = Signal::derive(move || {
        let code = form.error(field)?;
        Some(format!("{} {}", words::objection(i18n, &code), hint(i18n)))
    });
    show_in_digits(name.to_owned(), value);
    view! {
        <Field
            name
            label=Signal::derive(move || label(i18n).to_string())
            hint=Signal::derive(move || Some(hint(i18n).to_string()))
            value
            error
        />
    }
    .into_any()
}
