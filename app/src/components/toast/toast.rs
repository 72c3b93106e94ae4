use crate::{
    components::{
        button::IconButton,
        icon::{Glyph, Icon},
    },
    i18n::*,
};
use leptos::{prelude::*, text_prop::TextProp};
use leptos_i18n::t_string;
use std::time::Duration;

/// Whether something went well.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mood {
    Good,
    Bad,
}

#[derive(Clone, Debug)]
struct Toast {
    key: u32,
    mood: Mood,
    text: TextProp,
}

/// Says short things about what just happened.
#[derive(Clone, Copy)]
pub struct Toaster {
    all: RwSignal<Vec<Toast>>,
    next: StoredValue<u32>,
}

/// The toaster of this app.
pub fn use_toaster() -> Toaster {
    expect_context()
}

impl Toaster {
    /// Something was done. Goes away by itself. The text is best a closure: it then follows the language.
    pub fn good(self, text: impl Into<TextProp>) {
        let key = self.add(Mood::Good, text.into());
        set_timeout(move || self.remove(key), Duration::from_secs(4));
    }

    /// Something failed. Stays until it is closed, or for a quarter of a minute.
    pub fn bad(self, text: impl Into<TextProp>) {
        let key = self.add(Mood::Bad, text.into());
        set_timeout(move || self.remove(key), Duration::from_secs(15));
    }

    fn add(self, mood: Mood, text: TextProp) -> u32 {
        let key = self.next.try_get_value().unwrap_or_default();
        self.next.try_set_value(key.wrapping_add(1));
        self.all.try_update(|all| {
            // The same words once: a lost line would otherwise fill the screen.
            let words = untrack(|| text.get());
            all.retain(|toast| untrack(|| toast.text.get()) != words);
            all.push(Toast { key, mood, text });
            if all.len() > 3 {
                all.remove(0);
            }
        });
        key
    }

    fn remove(self, key: u32) {
        self.all.try_update(|all| all.retain(|toast| toast.key != key));
    }
}

/// Gives everything inside a [`Toaster`] and shows what it says.
#[component]
pub fn Toasts(children: Children) -> impl IntoView {
    let toaster = Toaster { all: RwSignal::new(Vec::new()), next: StoredValue::new(0) };
    provide_context(toaster);
    view! {
        {children()}
        <div class="toasts" role="status" aria-live="polite">
            <For each=move || toaster.all.get() key=|toast| toast.key let:toast>
                <ToastCard
                    mood=toast.mood
                    text=Signal::derive(move || toast.text.get().to_string())
                    on_close=move || toaster.remove(toast.key)
                />
            </For>
        </div>
    }
    .into_any()
}

/// One thing that was said.
#[component]
pub fn ToastCard(
    mood: Mood,
    #[prop(into)] text: Signal<String>,
    on_close: impl Fn() + Send + Sync + 'static,
) -> impl IntoView {
    let i18n = use_i18n();
    view! {
        <div class="toast" class:toast--bad=mood == Mood::Bad>
            <Icon of=if mood == Mood::Bad { Glyph::Alert } else { Glyph::Check } />
            <p class="toast__text">{move || text.get()}</p>
            <IconButton
                icon=Glyph::Close
                label=Signal::derive(move || t_string!(i18n, common.close).to_string())
                on_press=on_close
            />
        </div>
    }
    .into_any()
}
