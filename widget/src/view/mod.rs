//! What the visitor sees. Drawn from the model, and only from there; what stands on the screen already
//! is left alone.

mod bubble;
mod dom;
mod log;
mod panel;
mod passage;
mod rating;

use wasm_bindgen::{JsCast, JsValue};
use web_sys::{CssStyleDeclaration, CustomEvent, Element, ShadowRoot};

use self::dom::{add, focus, hide, say, set, value};
pub use self::dom::{document, element, retext, window};
use self::log::{Log, NEAR_END_PX};
use self::panel::text_box;
use self::passage::Passage;
use crate::color;
use crate::json;
use crate::model::Model;
use crate::text::{Texts, cat, digits};
use crate::timeline::Source;

/// The panel and the button that the loader drew.
pub struct View {
    host: Element,
    launcher: Element,
    panel: Element,
    log: Log,
    passage: Passage,
}

impl View {
    pub fn build(root: &ShadowRoot, texts: &Texts) -> Self {
        let launcher: Element = json::get(root, "firstElementChild").unchecked_into();
        set(&launcher, "aria-controls", "panel");
        set(&say(&launcher, "span", "badge", ""), "aria-hidden", "true");
        let panel = panel::build(texts);
        add(root, &panel);
        let host = json::get(root, "host").unchecked_into();
        Self { host, launcher, log: Log::of(&panel), panel, passage: Passage::default() }
    }

    /// Brings the screen to what the model says.
    pub fn draw(&self, model: &Model, texts: &Texts) {
        // Before anything is drawn: whatever comes below pushes the end away.
        let below = self.log.below();
        panel::draw(&self.panel, model, texts);
        rating::draw(&self.panel, model.rating, texts);
        self.log.draw(model, texts);
        self.passage.check(&self.panel);
        if below < NEAR_END_PX {
            self.to_end();
        }
        let label = match (model.open, model.unread) {
            (true, _) => texts.get("close"),
            (false, 0) => texts.get("open"),
            (false, unread) => texts.count("open_unread", unread),
        };
        set(&self.launcher, "aria-label", &label);
        set(&self.launcher, "aria-expanded", if model.open { "true" } else { "false" });
        hide(&self.launcher, ".badge", model.unread == 0);
        retext(&self.launcher, ".badge", &texts.digits(model.unread));
    }

    /// The tenant's colour and side, unless the page has set its own.
    pub fn theme(&self, config: &JsValue) {
        if let Some(primary) = json::text(&json::get(config, "colors"), "primary")
            && let Some(text) = color::readable_on(&primary)
        {
            style(&self.host, "--diwan-accent", &primary);
            style(&self.host, "--diwan-on-accent", text);
        }
        if let (Some(position), None) = (json::text(config, "position"), self.host.get_attribute("position"))
        {
            set(&self.host, "position", &position);
        }
    }

    pub fn panel(&self) -> &Element {
        &self.panel
    }

    pub fn written(&self) -> String {
        value(&text_box(&self.panel))
    }

    /// Whether the text in the box is too long to be sent; says it if so.
    pub fn warn(&self, model: &Model, texts: &Texts) -> bool {
        panel::warn(&self.panel, model, texts)
    }

    pub fn empty_box(&self) {
        json::set(&text_box(&self.panel), "value", &"".into());
        self.grow_box();
    }

    /// Makes the box as high as what is written in it; the style sheet holds the limit.
    pub fn grow_box(&self) {
        let text_box = text_box(&self.panel);
        style(&text_box, "block-size", "auto");
        let height = digits(json::number(&text_box, "scrollHeight").unwrap_or(0), "");
        style(&text_box, "block-size", &cat(&[&height, "px"]));
    }

    pub fn focus_box(&self) {
        focus(&text_box(&self.panel));
        self.log.to_end();
    }

    pub fn focus_launcher(&self) {
        self.passage.hide(&self.panel);
        focus(&self.launcher);
    }

    pub fn to_end(&self) {
        self.log.to_end();
    }

    pub fn clear(&self) {
        self.log.clear();
        self.passage.hide(&self.panel);
    }

    /// The stars and the comment, when there are stars.
    pub fn rating(&self) -> Option<(u32, String)> {
        rating::given(&self.panel)
    }

    pub fn show_passage(&self, source: &Source, opener: Element, texts: &Texts) {
        self.passage.show(&self.panel, source, opener, texts);
    }

    /// Whether there was one to hide.
    pub fn hide_passage(&self) -> bool {
        self.passage.hide(&self.panel)
    }

    pub fn visible(&self) -> bool {
        json::text(&document(), "visibilityState").as_deref() == Some("visible")
    }

    /// Tells the page what happened, as an event of the element (`Diwan.on` listens there).
    pub fn emit(&self, name: &str, detail: &JsValue) {
        let init = json::object(&[("detail", detail)]);
        if let Ok(event) = CustomEvent::new_with_event_init_dict(name, init.unchecked_ref()) {
            json::call_with(&self.host, "dispatchEvent", &event);
        }
    }
}

/// Sets a style property through the object model, which content policies allow.
#[inline(never)]
fn style(element: &Element, property: &str, value: &str) {
    let style: CssStyleDeclaration = json::get(element, "style").unchecked_into();
    let _ = style.set_property(property, value);
}
