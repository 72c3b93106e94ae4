use super::form::Form;
use crate::{
    components::{
        copy_button::CopyButton,
        icon::{Glyph, Icon},
        language_select::LanguageSelect,
        panel::Panel,
    },
    i18n::*,
    language,
};
use api::Position;
use leptos::prelude::*;
use leptos_i18n::{t, t_string};

/// The one line for the tenant's pages.
#[component]
pub fn EmbedCode(form: Form) -> impl IntoView {
    let i18n = use_i18n();
    let locale = RwSignal::new(language::tag(i18n.get_locale_untracked()).to_owned());
    let host = window().location().origin().unwrap_or_default();
    let code = Signal::derive(move || code(&host, &form.key(), &locale.read(), form.position.get()));
    view! {
        <Panel
            id="widget-embed"
            title=Signal::derive(move || t_string!(i18n, widget.embed).to_string())
            lead=Signal::derive(move || Some(t_string!(i18n, widget.embed_hint).to_string()))
        >
            <pre class="embed" dir="ltr" tabindex="0" aria-labelledby="widget-embed">
                <code>{code}</code>
            </pre>
            <div class="embed__row">
                <LanguageSelect
                    name="embed-lang"
                    label=Signal::derive(move || t_string!(i18n, widget.embed_lang).to_string())
                    value=locale
                    none=Signal::derive(move || t_string!(i18n, widget.embed_page_lang).to_string())
                />
                <CopyButton text=code />
                <a class="button button--small" href="/demo" rel="external">
                    <Icon of=Glyph::ArrowOut />
                    {t!(i18n, widget.demo)}
                </a>
            </div>
        </Panel>
    }
    .into_any()
}

/// The script tag. The loader draws the button before it asks for the settings, so the corner is in it;
/// without a language it takes the page's own.
fn code(host: &str, key: &str, locale: &str, position: Position) -> String {
    let locale = if locale.is_empty() { String::new() } else { format!(" data-locale=\"{locale}\"") };
    let corner = match position {
        Position::Start => " data-position=\"start\"",
        Position::End => "",
    };
    format!("<script src=\"{host}/widget.js\" data-key=\"{key}\"{locale}{corner} async></script>")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_line_is_the_documented_one() {
        assert_eq!(
            code("https://desk.example", "wk_1", "ar", Position::End),
            r#"<script src="https://desk.example/widget.js" data-key="wk_1" data-locale="ar" async></script>"#,
        );
        assert_eq!(
            code("https://desk.example", "wk_1", "", Position::Start),
            r#"<script src="https://desk.example/widget.js" data-key="wk_1" data-position="start" async></script>"#,
        );
    }
}
