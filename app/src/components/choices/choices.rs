use crate::{
    components::{
        icon::{Glyph, Icon},
        menu::Menu,
    },
    i18n::*,
    language,
    theme::Theme,
};
use leptos::prelude::*;
use leptos_i18n::t_string;

/// Chooses the language of the screens; `link` makes the entries addresses, for public pages.
#[component]
pub fn LanguageChoice(
    #[prop(optional)] link: bool,
    #[prop(optional)] above: bool,
    #[prop(optional)] at_end: bool,
) -> impl IntoView {
    let i18n = use_i18n();
    let trigger = move || {
        view! {
            <Icon of=Glyph::Globe />
            <span class="choices__word">{move || language::own_name(i18n.get_locale())}</span>
        }
    };
    view! {
        <Menu
            trigger=trigger.into()
            label=Signal::derive(move || t_string!(i18n, common.language).to_string())
            above
            at_end=link || at_end
        >
            {language::ALL
                .into_iter()
                .map(|locale| {
                    let current = move || (i18n.get_locale() == locale).then_some("true");
                    let tag = language::tag(locale);
                    let name = language::own_name(locale);
                    if link {
                        view! {
                            <a
                                class="menu__item"
                                href=format!("/{tag}")
                                rel="external"
                                hreflang=tag
                                lang=tag
                                aria-current=current
                            >
                                {name}
                            </a>
                        }
                            .into_any()
                    } else {
                        view! {
                            <button
                                type="button"
                                class="menu__item"
                                lang=tag
                                aria-current=current
                                on:click=move |_| language::choose(i18n, locale)
                            >
                                {name}
                            </button>
                        }
                            .into_any()
                    }
                })
                .collect_view()}
        </Menu>
    }
    .into_any()
}

/// Chooses light, dark or what the system says.
#[component]
pub fn ThemeChoice(#[prop(optional)] above: bool, #[prop(optional)] at_end: bool) -> impl IntoView {
    let i18n = use_i18n();
    let theme = RwSignal::new(Theme::System);
    Effect::new(move |_| theme.set(Theme::kept()));
    let picture = |theme| match theme {
        Theme::System => Glyph::Palette,
        Theme::Light => Glyph::Sun,
        Theme::Dark => Glyph::Moon,
    };
    let word = move |theme| match theme {
        Theme::System => t_string!(i18n, common.theme_system),
        Theme::Light => t_string!(i18n, common.theme_light),
        Theme::Dark => t_string!(i18n, common.theme_dark),
    };
    let trigger = move || view! { <Icon of=Signal::derive(move || picture(theme.get())) /> };
    view! {
        <Menu
            trigger=trigger.into()
            label=Signal::derive(move || t_string!(i18n, common.theme).to_string())
            above
            at_end
        >
            {Theme::ALL
                .into_iter()
                .map(|choice| {
                    view! {
                        <button
                            type="button"
                            class="menu__item"
                            aria-current=move || (theme.get() == choice).then_some("true")
                            on:click=move |_| {
                                choice.choose();
                                theme.set(choice);
                            }
                        >
                            <Icon of=picture(choice) />
                            {move || word(choice)}
                        </button>
                    }
                })
                .collect_view()}
        </Menu>
    }
    .into_any()
}
