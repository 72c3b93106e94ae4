use crate::{
    components::{
        avatar::Avatar,
        icon::{Glyph, Icon},
        menu::Menu,
    },
    i18n::*,
    language,
    leaving::use_leaving,
    session::use_session,
    theme::Theme,
};
use leptos::{prelude::*, task::spawn_local};
use leptos_i18n::{I18nContext, t, t_string};

/// Who is signed in; language, appearance and the way out.
#[component]
pub fn Account() -> impl IntoView {
    let i18n = use_i18n();
    let session = use_session();
    let name = Signal::derive(move || session.me().get().map(|me| me.user.name));
    let leaving = use_leaving();
    let sign_out = Callback::new(move |()| {
        spawn_local(session.sign_out());
    });
    let trigger = move || {
        view! {
            <Avatar name />
            <span class="rail__word account__name">
                <bdi>{move || name.get()}</bdi>
            </span>
        }
    };
    view! {
        <Menu
            trigger=trigger.into()
            label=Signal::derive(move || t_string!(i18n, nav.account).to_string())
            above=true
        >
            <p class="menu__note" dir="auto">
                {move || session.me().get().map(|me| me.user.email)}
            </p>
            <div class="account__row" role="group" aria-label=move || t_string!(i18n, common.language)>
                {language::ALL
                    .into_iter()
                    .map(|locale| {
                        view! {
                            <button
                                type="button"
                                class="menu__item account__choice"
                                lang=language::tag(locale)
                                title=language::own_name(locale)
                                aria-current=move || (i18n.get_locale() == locale).then_some("true")
                                on:click=move |_| language::choose(i18n, locale)
                            >
                                {language::own_name(locale)}
                            </button>
                        }
                    })
                    .collect_view()}
            </div>
            <div class="account__row" role="group" aria-label=move || t_string!(i18n, common.theme)>
                {Theme::ALL
                    .into_iter()
                    .map(|theme| {
                        let (icon, word) = (picture(theme), move || theme_word(i18n, theme));
                        view! {
                            <button
                                type="button"
                                class="menu__item account__choice"
                                aria-current=(Theme::kept() == theme).then_some("true")
                                on:click=move |_| theme.choose()
                            >
                                <Icon of=icon />
                                {word}
                            </button>
                        }
                    })
                    .collect_view()}
            </div>
            <button type="button" class="menu__item" on:click=move |_| leaving.then(sign_out)>
                <Icon of=Glyph::SignOut />
                {t!(i18n, nav.sign_out)}
            </button>
        </Menu>
    }
    .into_any()
}

fn picture(theme: Theme) -> Glyph {
    match theme {
        Theme::System => Glyph::Palette,
        Theme::Light => Glyph::Sun,
        Theme::Dark => Glyph::Moon,
    }
}

fn theme_word(i18n: I18nContext<Locale>, theme: Theme) -> &'static str {
    match theme {
        Theme::System => t_string!(i18n, common.theme_system),
        Theme::Light => t_string!(i18n, common.theme_light),
        Theme::Dark => t_string!(i18n, common.theme_dark),
    }
}
