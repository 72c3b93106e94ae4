use super::{color, form::Form};
use crate::{
    components::{
        icon::{Glyph, Icon},
        panel::Panel,
    },
    i18n::*,
    language,
    session::use_session,
};
use api::Position;
use leptos::prelude::*;
use leptos_i18n::{t_string, td_string};

/// The widget as visitors will see it, while it is being changed. A picture: nothing in it can be used.
#[component]
pub fn Preview(
    form: Form,
    /// The language it is shown in.
    #[prop(into)]
    shown: Signal<Locale>,
) -> impl IntoView {
    let i18n = use_i18n();
    let session = use_session();
    let direction = move || api::direction(language::tag(shown.get()));
    let company =
        move || session.me().with(|me| me.as_ref().map(|me| me.tenant.name.clone())).unwrap_or_default();
    let or = |typed: RwSignal<String>, own: String| {
        let typed = typed.get();
        if typed.trim().is_empty() { own } else { typed }
    };
    let words = move || form.words(shown.get());
    let title = move || or(words().title, company());
    let letter = move || title().chars().next().map(String::from);
    let greeting = move || or(words().greeting, td_string!(shown.get(), widget.default_greeting).to_owned());
    let placeholder =
        move || or(words().placeholder, td_string!(shown.get(), widget.default_placeholder).to_owned());
    view! {
        <Panel
            id="widget-preview"
            title=Signal::derive(move || t_string!(i18n, widget.preview).to_string())
            lead=Signal::derive(move || Some(t_string!(i18n, widget.preview_hint).to_string()))
        >
            <div
                class="preview"
                class:preview--start=move || form.position.get() == Position::Start
                role="img"
                aria-label=move || format!("{}: {}", t_string!(i18n, widget.preview), title())
                lang=move || language::tag(shown.get())
                dir=direction
                style:--brand=move || form.color()
                style:--on-brand=move || color::readable_on(&form.color())
            >
                <div class="preview__panel" aria-hidden="true">
                    <div class="preview__head">
                        <span class="preview__mark">{letter}</span>
                        <span class="preview__names">
                            <span class="preview__title">{title}</span>
                            <span class="preview__status">
                                {move || td_string!(shown.get(), widget.sample_status)}
                            </span>
                        </span>
                        <Icon of=Glyph::Close />
                    </div>
                    <div class="preview__log">
                        <p class="preview__line">
                            {move || td_string!(shown.get(), widget.sample_disclosure)}
                        </p>
                        <p class="preview__bubble" dir="auto">
                            {greeting}
                        </p>
                        <p class="preview__bubble preview__bubble--visitor" dir="auto">
                            {move || td_string!(shown.get(), widget.sample_question)}
                        </p>
                        <p class="preview__who">
                            {move || td_string!(shown.get(), widget.sample_status)}
                        </p>
                        <p class="preview__bubble" dir="auto">
                            {move || td_string!(shown.get(), widget.sample_answer)}
                        </p>
                        <span class="preview__source">
                            {move || td_string!(shown.get(), widget.sample_source)}
                        </span>
                    </div>
                    <div class="preview__foot">
                        <p class="preview__person">
                            {move || td_string!(shown.get(), widget.sample_person)}
                        </p>
                        <div class="preview__composer">
                            <span class="preview__box">{placeholder}</span>
                            <span class="preview__send">
                                <Icon of=Glyph::Send />
                            </span>
                        </div>
                    </div>
                </div>
                // A cross, as on the page: the panel is open.
                <span class="preview__button" aria-hidden="true">
                    <Icon of=Glyph::Close />
                </span>
            </div>
        </Panel>
    }
    .into_any()
}
