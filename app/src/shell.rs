use crate::App;
use leptos::{nonce::use_nonce, prelude::*};
use leptos_meta::MetaTags;

/// Runs before the first paint; inline with the nonce, since a request for it would delay the paint.
const BOOT: &str = include_str!("boot.js");

/// The document that the server sends around every page.
pub fn shell(options: LeptosOptions) -> impl IntoView {
    let style = format!("/{}/diwan.css", options.site_pkg_dir);
    view! {
        <!DOCTYPE html>
        <html>
            <head>
                <meta charset="utf-8" />
                <meta
                    name="viewport"
                    content="width=device-width, initial-scale=1, viewport-fit=cover, interactive-widget=resizes-content"
                />
                <meta name="color-scheme" content="light dark" />
                <script nonce=use_nonce() inner_html=BOOT></script>
                <link rel="stylesheet" href=style />
                <link rel="icon" href="/icon.svg" type="image/svg+xml" />
                <HydrationScripts options />
                <MetaTags />
            </head>
            <body>
                <App />
            </body>
        </html>
    }
    .into_any()
}
