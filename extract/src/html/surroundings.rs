//! What stands on every page of a site and says nothing of its own, known by its name where the element's kind does
//! not tell: notices about cookies, paths to the page, links to skip them, bars and side bars.

use scraper::node::Element;

/// Programs that ask for consent, by what they call their box.
const CONSENT: &[&str] = &[
    "onetrust-",
    "cybotcookiebot",
    "cc-window",
    "cc-banner",
    "cky-",
    "cmplz-",
    "didomi-",
    "iubenda-cs-",
    "osano-cm-",
    "qc-cmp2-",
    "sp-message-container",
    "truste",
    "usercentrics-",
];
/// What others call it: one word of each kind.
const ABOUT: &[&str] = &["cookie", "gdpr", "consent"];
const BOX: &[&str] = &[
    "alert",
    "banner",
    "bar",
    "box",
    "dialog",
    "disclaimer",
    "message",
    "modal",
    "notice",
    "notification",
    "overlay",
    "popup",
    "toast",
    "wrapper",
];
const PATHS: &[&str] = &["breadcrumb", "skip-link", "skip-to-", "skip-nav", "skiplink"];
/// Whole names; inside an article they may be parts of it.
const BARS: &[&str] = &[
    "footer",
    "main-menu",
    "main-nav",
    "main-navigation",
    "menu",
    "mobile-menu",
    "nav",
    "navbar",
    "navigation",
    "page-footer",
    "sidebar",
    "site-footer",
    "site-header",
    "site-nav",
    "top-bar",
    "topbar",
];

/// Whether an element is part of what surrounds the content; `inside` an article or a section less is.
pub(super) fn is(element: &Element, inside: bool) -> bool {
    // Sites write their settings' names on the page itself, too.
    if !matches!(element.name(), "div" | "section" | "form" | "ul" | "ol" | "p" | "span") {
        return false;
    }
    if element.attr("aria-modal") == Some("true")
        || matches!(element.attr("role"), Some("dialog" | "alertdialog"))
    {
        return true;
    }
    let names = [element.attr("id"), element.attr("class")].into_iter().flatten();
    names.flat_map(str::split_whitespace).any(|name| {
        let name = name.to_ascii_lowercase().replace('_', "-");
        is_consent(&name)
            || PATHS.iter().any(|path| name.starts_with(path))
            || (!inside && BARS.contains(&name.as_str()))
    })
}

fn is_consent(name: &str) -> bool {
    CONSENT.iter().any(|start| name.starts_with(start))
        || (ABOUT.iter().any(|about| name.contains(about)) && BOX.iter().any(|kind| name.contains(kind)))
}
