use super::{color, form::Form};
use crate::{
    components::{
        field::Field,
        icon::{Glyph, Icon},
        panel::Panel,
    },
    format,
    i18n::*,
    language::fill,
};
use api::Position;
use leptos::prelude::*;
use leptos_i18n::{t, t_string};

/// The colour, checked for contrast, and the corner.
#[component]
pub fn Look(form: Form) -> impl IntoView {
    let i18n = use_i18n();
    let error = Signal::derive(move || {
        let typed_wrong = color::parse(&form.primary.read()).is_none();
        (typed_wrong || form.error("colors.primary").is_some())
            .then(|| t_string!(i18n, widget.color_wrong).to_string())
    });
    let corner = move |position: Position, name: fn(I18n) -> &'static str| {
        view! {
            <label class="option">
                <input
                    type="radio"
                    name="widget-position"
                    prop:checked=move || form.position.get() == position
                    on:change=move |_| form.position.set(position)
                />
                <span class="option__name">{move || name(i18n)}</span>
            </label>
        }
    };
    view! {
        <Panel id="widget-look" title=Signal::derive(move || t_string!(i18n, widget.look).to_string())>
            <div class="swatch">
                <input
                    class="swatch__picker"
                    type="color"
                    aria-label=move || t_string!(i18n, widget.color)
                    prop:value=move || form.color()
                    on:input=move |event| form.primary.set(event_target_value(&event))
                />
                <Field
                    name="widget-color"
                    technical=true
                    label=Signal::derive(move || t_string!(i18n, widget.color).to_string())
                    hint=Signal::derive(move || Some(t_string!(i18n, widget.color_hint).to_string()))
                    value=form.primary
                    error
                />
            </div>
            <Contrast form />
            <fieldset class="options">
                <legend class="field__label">{t!(i18n, widget.position)}</legend>
                <div class="options__row">
                    {corner(Position::End, |i18n| t_string!(i18n, widget.position_end))}
                    {corner(Position::Start, |i18n| t_string!(i18n, widget.position_start))}
                </div>
                <p class="panel__note">{t!(i18n, widget.position_hint)}</p>
            </fieldset>
        </Panel>
    }
    .into_any()
}

type I18n = leptos_i18n::I18nContext<Locale>;

/// Whether the words on the colour can be read, and the button be found on a white page.
#[component]
fn Contrast(form: Form) -> impl IntoView {
    let i18n = use_i18n();
    let ratio = move |value: f64| format::number(i18n.get_locale(), (value * 10.0).round() / 10.0);
    let lines = move || {
        let color = form.color();
        let words = color::contrast(&color, color::readable_on(&color));
        let page = color::contrast(&color, "#ffffff");
        let say = if page >= 3.0 {
            t_string!(i18n, widget.contrast_page)
        } else {
            t_string!(i18n, widget.contrast_page_low)
        };
        [
            (true, fill(t_string!(i18n, widget.contrast_words), "ratio", &ratio(words))),
            (page >= 3.0, fill(say, "ratio", &ratio(page))),
        ]
    };
    view! {
        <ul class="contrast" role="list" aria-live="polite">
            {move || {
                lines()
                    .into_iter()
                    .map(|(good, text)| {
                        view! {
                            <li class="contrast__line" class:contrast__line--low=!good>
                                <Icon of=if good { Glyph::Check } else { Glyph::Alert } />
                                {text}
                            </li>
                        }
                    })
                    .collect_view()
            }}
        </ul>
    }
    .into_any()
}
