//! Which language a page is in. A public page: that of its address, or of `Accept-Language`; the
//! dashboard, and an address without a page: what the person chose here, else what their account says.

use crate::{i18n::*, session::use_session, storage};
use leptos::prelude::*;
use leptos_i18n::I18nContext;
use leptos_router::location::RequestUrl;

/// A language's name in itself.
pub const fn own_name(locale: Locale) -> &'static str {
    match locale {
        Locale::ar => "العربية",
        Locale::fa => "فارسی",
        Locale::tr => "Türkçe",
        Locale::it => "Italiano",
        Locale::en => "English",
    }
}

/// The tag on the wire.
pub const fn tag(locale: Locale) -> &'static str {
    match locale {
        Locale::ar => "ar",
        Locale::fa => "fa",
        Locale::tr => "tr",
        Locale::it => "it",
        Locale::en => "en",
    }
}

/// The languages, in the order in which they are offered.
pub const ALL: [Locale; 5] = [Locale::en, Locale::ar, Locale::fa, Locale::tr, Locale::it];

/// The language of `tag` (`ar-JO` is Arabic), where the screens have it.
pub fn of_tag(tag: &str) -> Option<Locale> {
    let primary = tag.split(['-', '_']).next().unwrap_or_default();
    ALL.into_iter().find(|locale| self::tag(*locale) == primary)
}

/// The language that an address names: `/fa`, with or without a host before it.
pub fn of_address(address: &str) -> Option<Locale> {
    let path = match address.split_once("://") {
        Some((_, rest)) => rest.split_once('/').map_or("", |(_, path)| path),
        None => address,
    };
    let first = path.trim_start_matches('/').split(['/', '?', '#']).next().unwrap_or_default();
    ALL.into_iter().find(|locale| tag(*locale) == first)
}

/// On the server, before anything is rendered: the address decides over the header.
pub fn follow_address(i18n: I18nContext<Locale>) {
    if let Some(locale) = use_context::<RequestUrl>().and_then(|url| of_address(url.as_ref())) {
        i18n.set_locale_untracked(locale);
    }
}

/// In the browser: what was chosen, else the account's language, once it is known.
pub fn follow_person(i18n: I18nContext<Locale>) {
    let me = use_session().me();
    Effect::new(move |_| {
        let account = me.with(|me| me.as_ref().and_then(|me| of_tag(&me.user.locale)));
        let chosen = storage::get(storage::LANGUAGE).and_then(|tag| of_tag(&tag));
        if let Some(locale) = chosen.or(account)
            && locale != i18n.get_locale_untracked()
        {
            i18n.set_locale(locale);
        }
    });
}

/// The person's choice: shown at once and kept.
pub fn choose(i18n: I18nContext<Locale>, locale: Locale) {
    storage::set(storage::LANGUAGE, tag(locale));
    i18n.set_locale(locale);
}

/// Puts `value` where `text` says `{name}`, kept apart from the direction of the words around it.
///
/// `t_string!` takes no values of its own; plurals, which need them, stand in views.
pub fn fill(text: &str, name: &str, value: &str) -> String {
    text.replace(&format!("{{{name}}}"), &format!("\u{2068}{value}\u{2069}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_names_a_language_only_with_its_whole_first_part() {
        assert_eq!(of_address("/fa"), Some(Locale::fa));
        assert_eq!(of_address("/ar?x=1"), Some(Locale::ar));
        // As the renderer on the server gives it.
        assert_eq!(of_address("http://host.test/tr#top"), Some(Locale::tr));
        for other in ["/article", "/", "", "http://it", "http://it/", "http://host.test/login?next=/ar"] {
            assert_eq!(of_address(other), None, "{other}");
        }
    }

    #[test]
    fn a_name_of_the_other_direction_stays_together() {
        assert_eq!(fill("{who} took it", "who", "لينا"), "\u{2068}لينا\u{2069} took it");
    }

    #[test]
    fn regions_of_a_language_are_that_language() {
        assert_eq!(of_tag("ar-JO"), Some(Locale::ar));
        assert_eq!(of_tag("de"), None);
    }
}
