//! What shapes the words of an article: the browser's own editing, shown as it is where the caret stands.

use super::rich;
use crate::{
    components::{
        button::{Button, Look},
        dialog::Dialog,
        field::Field,
        icon::{Glyph, Icon},
    },
    i18n::*,
    language,
};
use leptos::{ev::SubmitEvent, html, prelude::*};
use leptos_i18n::{t, t_string};
use wasm_bindgen::JsCast as _;
use web_sys::{Element, HtmlElement, Range};

/// Runs one of the browser's own editing commands on what is selected.
pub fn command(name: &str, value: &str) {
    let _ = edited().exec_command_with_show_ui_and_value(name, false, value);
}

fn edited() -> web_sys::HtmlDocument {
    document().unchecked_into()
}

/// What the words at the caret are.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Place {
    bold: bool,
    heading: bool,
    bullets: bool,
    numbers: bool,
    link: bool,
}

impl Place {
    /// As the browser sees it now.
    pub fn now() -> Self {
        let edited = edited();
        let is = |name: &str| edited.query_command_state(name).unwrap_or(false);
        let block = edited.query_command_value("formatBlock").unwrap_or_default();
        let heading = matches!(block.as_str(), "h1" | "h2" | "h3");
        let (bullets, numbers) = (is("insertUnorderedList"), is("insertOrderedList"));
        // Headings are bold by themselves.
        Self { bold: is("bold") && !heading, heading, bullets, numbers, link: link_at_caret().is_some() }
    }

    fn is_text(self) -> bool {
        !(self.heading || self.bullets || self.numbers)
    }
}

fn selected() -> Option<Range> {
    let selection = window().get_selection().ok().flatten()?;
    (selection.range_count() > 0).then(|| selection.get_range_at(0).ok()).flatten()
}

fn select(range: &Range) {
    if let Ok(Some(selection)) = window().get_selection() {
        let _ = selection.remove_all_ranges();
        let _ = selection.add_range(range);
    }
}

fn link_at_caret() -> Option<Element> {
    link_at(&selected()?)
}

fn link_at(range: &Range) -> Option<Element> {
    let at = range.start_container().ok()?;
    let element = at.dyn_ref::<Element>().cloned().or_else(|| at.parent_element())?;
    element.closest(".writing__text a").ok().flatten()
}

/// The tools above an article's text.
#[component]
pub fn Toolbar(
    editor: NodeRef<html::Div>,
    place: RwSignal<Place>,
    /// Hears of changes that the browser does not tell of.
    on_change: Callback<()>,
) -> impl IntoView {
    let i18n = use_i18n();
    let asked = RwSignal::new(false);
    let kept = StoredValue::new_local(None::<Range>);
    let run = move |name: &'static str, value: &'static str| {
        command(name, value);
        place.set(Place::now());
    };
    let block = move |tag: &'static str| run("formatBlock", tag);
    let heading = move || block(if place.get_untracked().heading { "p" } else { "h2" });
    // A list's line is no paragraph until it has left the list.
    let text = move || {
        let now = place.get_untracked();
        if now.bullets {
            run("insertUnorderedList", "");
        }
        if now.numbers {
            run("insertOrderedList", "");
        }
        block("p");
    };
    let link = move || {
        kept.set_value(selected());
        asked.set(true);
    };
    let rightward = move || api::direction(language::tag(i18n.get_locale())) == "rtl";
    let numbers = Signal::derive(move || if rightward() { Glyph::NumbersRtl } else { Glyph::Numbers });
    let name = move |say: fn(I18n) -> &'static str| Signal::derive(move || say(i18n).to_owned());
    let on = move |is: fn(Place) -> bool| Signal::derive(move || is(place.get()));
    view! {
        <div
            class="writing__tools"
            role="toolbar"
            aria-label=move || t_string!(i18n, knowledge.tools).to_string()
        >
            <Tool
                icon=Signal::stored(Glyph::Bold)
                name=name(|i18n| t_string!(i18n, knowledge.tool_bold))
                on=on(|place| place.bold)
                on_press=move || run("bold", "")
            />
            <Tool
                icon=Signal::stored(Glyph::Heading)
                name=name(|i18n| t_string!(i18n, knowledge.tool_heading))
                on=on(|place| place.heading)
                on_press=heading
            />
            <Tool
                icon=Signal::stored(Glyph::Lines)
                name=name(|i18n| t_string!(i18n, knowledge.tool_text))
                on=on(Place::is_text)
                on_press=text
            />
            <Tool
                icon=Signal::stored(Glyph::Bullets)
                name=name(|i18n| t_string!(i18n, knowledge.tool_list))
                on=on(|place| place.bullets)
                on_press=move || run("insertUnorderedList", "")
            />
            <Tool
                icon=numbers
                name=name(|i18n| t_string!(i18n, knowledge.tool_numbers))
                on=on(|place| place.numbers)
                on_press=move || run("insertOrderedList", "")
            />
            <Tool
                icon=Signal::stored(Glyph::Link)
                name=name(|i18n| t_string!(i18n, knowledge.tool_link))
                on=on(|place| place.link)
                on_press=link
            />
        </div>
        <LinkDialog open=asked kept editor on_change />
    }
    .into_any()
}

type I18n = leptos_i18n::I18nContext<Locale>;

#[component]
fn Tool(
    icon: Signal<Glyph>,
    name: Signal<String>,
    on: Signal<bool>,
    on_press: impl Fn() + Send + Sync + 'static,
) -> impl IntoView {
    view! {
        <button
            class="icon-button writing__tool"
            type="button"
            title=move || name.get()
            aria-label=move || name.get()
            aria-pressed=move || on.get().to_string()
            // What is selected in the text stays selected.
            on:mousedown=|event| event.prevent_default()
            on:click=move |_| on_press()
        >
            <Icon of=icon />
        </button>
    }
    .into_any()
}

/// Asks where the selected words lead.
#[component]
fn LinkDialog(
    open: RwSignal<bool>,
    kept: StoredValue<Option<Range>, LocalStorage>,
    editor: NodeRef<html::Div>,
    on_change: Callback<()>,
) -> impl IntoView {
    let i18n = use_i18n();
    let address = RwSignal::new(String::new());
    let wrong = RwSignal::new(false);
    let linked = RwSignal::new(false);
    Effect::new(move |_| {
        if open.get() {
            let now = kept
                .with_value(|range| range.as_ref().and_then(link_at))
                .and_then(|link| link.get_attribute("href"));
            linked.set(now.is_some());
            address.set(now.unwrap_or_default());
            wrong.set(false);
        }
    });
    // The dialog took the focus and with it the selection.
    let back = move || {
        open.set(false);
        request_animation_frame(move || {
            let Some(editor) = editor.get_untracked() else { return };
            let _ = editor.unchecked_ref::<HtmlElement>().focus();
            if let Some(range) = kept.get_value() {
                select(&range);
            }
        });
    };
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        let Some(href) = complete(&address.get_untracked()) else { return wrong.set(true) };
        back();
        request_animation_frame(move || {
            put(&href);
            on_change.run(());
        });
    };
    let remove = move |()| {
        back();
        request_animation_frame(move || {
            if let Some(link) = link_at_caret()
                && let Ok(range) = Range::new()
                && range.select_node_contents(&link).is_ok()
            {
                select(&range);
                command("unlink", "");
                on_change.run(());
            }
        });
    };
    let error =
        Signal::derive(move || wrong.get().then(|| t_string!(i18n, knowledge.link_wrong).to_string()));
    view! {
        <Dialog open title=Signal::derive(move || t_string!(i18n, knowledge.tool_link).to_string())>
            <form class="link-form" on:submit=submit>
                <Field
                    name="article-link"
                    technical=true
                    label=Signal::derive(move || t_string!(i18n, knowledge.link_address).to_string())
                    placeholder=Signal::stored(Some("https://…".to_owned()))
                    value=address
                    error
                />
                <div class="dialog__actions">
                    <Show when=move || linked.get()>
                        <Button look=Look::Quiet on_press=remove>
                            {t!(i18n, knowledge.link_remove)}
                        </Button>
                    </Show>
                    <Button look=Look::Primary submit=true>
                        {t!(i18n, knowledge.link_set)}
                    </Button>
                </div>
            </form>
        </Dialog>
    }
    .into_any()
}

/// Makes the selection a link; where nothing is selected, the address is the text.
fn put(href: &str) {
    match selected() {
        Some(range) if range.collapsed() => {
            if let Some(link) = link_at_caret() {
                let _ = link.set_attribute("href", href);
                return;
            }
            command("insertText", href);
            // Back over what was just written.
            if let (Ok(Some(selection)), Some(end)) = (window().get_selection(), selected()) {
                let length = u32::try_from(href.encode_utf16().count()).unwrap_or_default();
                if let (Ok(node), Ok(at)) = (end.end_container(), end.end_offset())
                    && let Some(from) = at.checked_sub(length)
                {
                    let _ = selection.set_base_and_extent(&node, from, &node, at);
                }
            }
            command("createLink", href);
        }
        _ => command("createLink", href),
    }
}

/// The address as a link needs it: who types a site's name means its page.
fn complete(typed: &str) -> Option<String> {
    let typed = typed.trim();
    let as_is = rich::is_safe(typed).then(|| typed.to_owned());
    as_is.or_else(|| {
        let guessed =
            if typed.contains('@') { format!("mailto:{typed}") } else { format!("https://{typed}") };
        (typed.contains('.') && !typed.contains(':') && rich::is_safe(&guessed)).then_some(guessed)
    })
}

#[cfg(test)]
mod tests {
    use super::complete;

    #[test]
    fn a_sites_name_becomes_its_address_and_no_script_does() {
        let found = |typed: &str| complete(typed);
        assert_eq!(found(" https://nabta.example/a "), Some("https://nabta.example/a".into()));
        assert_eq!(found("nabta.example/help"), Some("https://nabta.example/help".into()));
        assert_eq!(found("help@nabta.example"), Some("mailto:help@nabta.example".into()));
        assert_eq!(found("tel:+96265550100"), Some("tel:+96265550100".into()));
        for typed in ["", "javascript:alert(1)", "data:text/html,x.y", "two words.example", "nothing"] {
            assert_eq!(found(typed), None, "{typed}");
        }
    }
}
