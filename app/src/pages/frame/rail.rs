use super::account::Account;
use crate::{
    components::{
        button::IconButton,
        icon::{Glyph, Icon},
        mark::Mark,
    },
    i18n::*,
    session::use_session,
    storage,
};
use api::Permission;
use leptos::prelude::*;
use leptos_i18n::t_string;
use leptos_router::{components::A, hooks::use_location};

/// The navigation: a column at the start of the line, on a phone a bar below.
#[component]
pub fn Rail() -> impl IntoView {
    let i18n = use_i18n();
    let session = use_session();
    let location = use_location();
    // Whoever is on a page sees its name until it is known that they may not be.
    let shown = move |to: &'static str, permission: Permission| {
        let here = location.pathname.with(|path| path.starts_with(to));
        session.may_go(permission) || (here && session.me().with(Option::is_none))
    };
    let folded = RwSignal::new(match storage::get(storage::RAIL).as_deref() {
        Some(kept) => kept == "folded",
        // As in the page's first picture: until somebody chooses, the names give way to three panes.
        None => {
            window().match_media("(max-width: 90rem)").ok().flatten().is_some_and(|query| query.matches())
        }
    });
    let fold = move || {
        folded.update(|folded| *folded = !*folded);
        storage::set(storage::RAIL, if folded.get_untracked() { "folded" } else { "open" });
    };
    let fold_label = Signal::derive(move || {
        if folded.get() { t_string!(i18n, nav.unfold) } else { t_string!(i18n, nav.fold) }.to_string()
    });
    view! {
        <div class="rail" class:rail--folded=move || folded.get()>
            <nav class="rail__nav" aria-label=move || t_string!(i18n, nav.label)>
                <div class="rail__head">
                    <Mark />
                    <span class="rail__name">
                        <bdi>{move || session.me().get().map(|me| me.tenant.name)}</bdi>
                    </span>
                </div>
                <RailLink
                    to="/inbox"
                    icon=Glyph::Inbox
                    word=Signal::derive(move || t_string!(i18n, nav.inbox).to_string())
                />
                <Show when=move || shown("/knowledge", Permission::KnowledgeRead)>
                    <RailLink
                        to="/knowledge"
                        icon=Glyph::Book
                        word=Signal::derive(move || t_string!(i18n, nav.knowledge).to_string())
                    />
                </Show>
                <Show when=move || shown("/assistant", Permission::AssistantManage)>
                    <RailLink
                        to="/assistant"
                        icon=Glyph::Assistant
                        word=Signal::derive(move || t_string!(i18n, nav.assistant).to_string())
                    />
                </Show>
                <Show when=move || shown("/widget", Permission::WidgetManage)>
                    <RailLink
                        to="/widget"
                        icon=Glyph::Widget
                        word=Signal::derive(move || t_string!(i18n, nav.widget).to_string())
                    />
                </Show>
            </nav>
            <div class="rail__foot">
                <Account />
                <span class="rail__fold">
                    <IconButton icon=Glyph::Fold label=fold_label on_press=fold />
                </span>
            </div>
        </div>
    }
    .into_any()
}

#[component]
fn RailLink(to: &'static str, icon: Glyph, #[prop(into)] word: Signal<String>) -> impl IntoView {
    view! {
        <A href=to attr:class="rail__link" attr:title=move || word.get()>
            <Icon of=icon />
            <span class="rail__word">{move || word.get()}</span>
        </A>
    }
    .into_any()
}
