use crate::{
    components::{
        badge::{Badge, Tint},
        icon::{Glyph, Icon},
    },
    i18n::*,
};
use leptos::prelude::*;
use leptos_i18n::{t, t_string};

/// A conversation as it goes: question, answer with its source, a person taking over.
#[component]
pub fn Scene() -> impl IntoView {
    let i18n = use_i18n();
    view! {
        <div class="scene" role="img" aria-label=move || t_string!(i18n, landing.scene_label)>
            <p class="scene__customer">{t!(i18n, landing.scene_question)}</p>
            <div class="scene__answer">
                <Badge tint=Tint::Violet>
                    <Icon of=Glyph::Assistant />
                    {t!(i18n, landing.assistant)}
                </Badge>
                <p>{t!(i18n, landing.scene_answer)}</p>
                <p class="scene__source">
                    <Icon of=Glyph::File />
                    {t!(i18n, landing.scene_source)}
                </p>
            </div>
            <p class="scene__customer">{t!(i18n, landing.scene_person)}</p>
            <p class="scene__event">{t!(i18n, landing.scene_handover)}</p>
            <p class="scene__agent">{t!(i18n, landing.scene_agent)}</p>
        </div>
    }
    .into_any()
}
