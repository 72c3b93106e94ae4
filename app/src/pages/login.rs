use crate::{
    client::{self, ApiError},
    components::{
        button::{Button, Look},
        choices::{LanguageChoice, ThemeChoice},
        field::Field,
        icon::{Glyph, Icon},
        mark::Mark,
    },
    i18n::*,
    language,
    pages::parts,
    session::{Ended, use_session},
};
use api::{Code, SignedIn};
use leptos::{ev::SubmitEvent, prelude::*, task::spawn_local};
use leptos_i18n::{t, t_string};
use leptos_meta::Title;
use leptos_router::{
    NavigateOptions,
    hooks::{use_navigate, use_query_map},
};

/// Signs a member of a team in.
#[component]
pub fn Login() -> impl IntoView {
    let i18n = use_i18n();
    let session = use_session();
    let navigate = use_navigate();
    let query = use_query_map();
    language::follow_person(i18n);

    let email = RwSignal::new(String::new());
    let password = RwSignal::new(String::new());
    let tried = RwSignal::new(false);
    let busy = RwSignal::new(false);
    let refused = RwSignal::new(None::<ApiError>);
    // Without the code that sends it, the form would put the password into the address.
    let ready = RwSignal::new(false);
    Effect::new(move |_| ready.set(true));

    let onward = move || {
        query
            .with_untracked(|query| query.get("next"))
            .filter(|next| is_inside(next))
            .unwrap_or("/inbox".into())
    };
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        tried.set(true);
        if email.with_untracked(|email| email.trim().is_empty())
            || password.with_untracked(String::is_empty)
            || busy.get_untracked()
        {
            return;
        }
        busy.set(true);
        refused.set(None);
        // What comes next is fetched while the password is looked at; if it can't be, the page itself says so.
        spawn_local(async { drop(parts::inbox().await) });
        let login = api::Login {
            email: email.get_untracked().trim().to_owned(),
            password: password.get_untracked(),
            code: None,
        };
        let (navigate, to) = (navigate.clone(), onward());
        spawn_local(async move {
            match client::exchange::<SignedIn>("auth/login", &login).await {
                Ok(signed_in) => {
                    session.begin(&signed_in);
                    navigate(&to, NavigateOptions { replace: true, ..Default::default() });
                }
                Err(refusal) => {
                    busy.set(false);
                    refused.set(Some(refusal));
                }
            }
        });
    };

    let missing = move |empty: bool, text: &'static str| (tried.get() && empty).then(|| text.to_string());
    let email_error = Signal::derive(move || {
        missing(email.with(|email| email.trim().is_empty()), t_string!(i18n, login.need_email))
    });
    let password_error = Signal::derive(move || {
        missing(password.with(String::is_empty), t_string!(i18n, login.need_password))
    });
    let reason = move || {
        Some(match session.ended().get()? {
            Ended::SignedOut => t_string!(i18n, login.signed_out),
            Ended::Refused(Code::TokenReused) => t_string!(i18n, login.reused),
            Ended::Refused(_) => t_string!(i18n, login.ended),
        })
    };

    view! {
        <Title text=move || t_string!(i18n, login.page_title) />
        <div class="login">
            <header class="login__head">
                <a class="wordmark" href="/" rel="external">
                    <Mark />
                    <span>{t!(i18n, landing.name)}</span>
                </a>
                <div class="login__choices">
                    <LanguageChoice />
                    <ThemeChoice at_end=true />
                </div>
            </header>
            <main class="login__box">
                <h1 class="login__title">{t!(i18n, login.title)}</h1>
                <p class="login__lead">{t!(i18n, login.lead)}</p>
                {move || {
                    reason()
                        .filter(|_| refused.with(Option::is_none))
                        .map(|text| {
                            view! {
                                <p class="login__notice" role="status">
                                    <Icon of=Glyph::Info />
                                    {text}
                                </p>
                            }
                        })
                }}
                {move || {
                    refused
                        .get()
                        .map(|refusal| {
                            let code = refusal.code().map(Code::as_str);
                            view! {
                                <p
                                    class="login__notice login__notice--bad"
                                    role="alert"
                                    data-code=code
                                >
                                    <Icon of=Glyph::Alert />
                                    {move || refusal.say(i18n)}
                                </p>
                            }
                        })
                }}
                // Its text is no part of the page where scripts run, so nothing looks for it there.
                <noscript
                    class="login__notice login__notice--bad"
                    inner_html=move || t_string!(i18n, login.no_script)
                ></noscript>
                <form class="login__form" method="post" novalidate on:submit=submit>
                    <Field
                        name="email"
                        kind="email"
                        autocomplete="username"
                        technical=true
                        required=true
                        label=Signal::derive(move || t_string!(i18n, login.email).to_string())
                        value=email
                        error=email_error
                    />
                    <Field
                        name="password"
                        kind="password"
                        autocomplete="current-password"
                        technical=true
                        required=true
                        label=Signal::derive(move || t_string!(i18n, login.password).to_string())
                        value=password
                        error=password_error
                    />
                    <Button
                        look=Look::Primary
                        submit=true
                        busy
                        disabled=Signal::derive(move || !ready.get())
                    >
                        {t!(i18n, login.submit)}
                    </Button>
                </form>
                <p class="login__foot">
                    <Icon of=Glyph::Shield />
                    {t!(i18n, login.no_cookie)}
                </p>
            </main>
        </div>
    }
    .into_any()
}

/// Whether `next` stays on this site: an address of another one could imitate ours.
fn is_inside(next: &str) -> bool {
    let mut letters = next.chars();
    letters.next() == Some('/') && !matches!(letters.next(), Some('/' | '\\')) && !next.starts_with("/login")
}

#[cfg(test)]
mod tests {
    use super::is_inside;

    #[test]
    fn only_addresses_of_this_site_are_gone_to() {
        assert!(is_inside("/inbox/0190?x=1"));
        for outside in ["//evil.example", "/\\evil.example", "https://evil.example", "", "/login?next=/login"]
        {
            assert!(!is_inside(outside), "{outside}");
        }
    }
}
