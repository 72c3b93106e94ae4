//! One listener for everything that happens in the panel and to the page: what an element does stands
//! in its `data-act`, so that rows come and go without closures of their own.

use std::cell::RefCell;
use std::rc::Rc;

use wasm_bindgen::prelude::Closure;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{AbortController, Event, EventTarget};

use crate::json;
use crate::text::is;
use crate::view::{document, element, window};
use crate::widget::Widget;

/// The method that keeps an event from the page.
const STOP: &str = "stopPropagation";

type Listener = Closure<dyn FnMut(Event)>;

/// The listener, and how it ends.
pub struct Listeners {
    controller: AbortController,
    closure: RefCell<Option<Listener>>,
}

impl Listeners {
    pub fn new() -> Result<Self, JsValue> {
        Ok(Self { controller: AbortController::new()?, closure: RefCell::default() })
    }

    pub fn start(&self, widget: &Rc<Widget>) -> Result<(), JsValue> {
        let heard = Rc::clone(widget);
        let closure = Closure::new(move |event: Event| happened(&heard, &event));
        let options = json::object(&[("signal", &json::get(&self.controller, "signal"))]);
        let (window, document) = (window(), document());
        let targets: [(&EventTarget, &str); 3] = [
            (widget.view.panel(), "click submit keydown keypress keyup input change close"),
            (&window, "online offline"),
            (&document, "visibilitychange"),
        ];
        for (target, names) in targets {
            for name in names.split(is(' ')) {
                target.add_event_listener_with_callback_and_add_event_listener_options(
                    name,
                    closure.as_ref().unchecked_ref(),
                    options.unchecked_ref(),
                )?;
            }
        }
        self.closure.replace(Some(closure));
        Ok(())
    }

    pub fn stop(&self) {
        json::call(&self.controller, "abort");
        drop(self.closure.take());
    }
}

fn happened(widget: &Rc<Widget>, event: &Event) {
    let target = json::get(event, "target");
    let id = json::text(&target, "id").unwrap_or_default();
    match json::text(event, "type").unwrap_or_default().as_str() {
        "click" => clicked(widget, &target),
        "submit" => {
            json::call(event, "preventDefault");
            if id == "rate" { widget.rate() } else { widget.send() }
        }
        "keydown" => {
            pressed(widget, event, id == "box");
            json::call(event, STOP);
        }
        // The shop's shortcuts ("/" for search) must not take what is written in here.
        "keypress" | "keyup" => drop(json::call(event, STOP)),
        "input" if id == "box" => widget.writing(),
        "input" => {}
        "change" => widget.draw(),
        // A phone's way back closes what covers the page.
        "close" if !json::is(&target, "open") => widget.close(),
        "close" => {}
        name => widget.page_changed(name),
    }
}

fn clicked(widget: &Rc<Widget>, target: &JsValue) {
    let Some(actor) = element(json::call_with(target, "closest", &"[data-act]".into())) else { return };
    let of = actor.get_attribute("data-of").unwrap_or_default();
    match actor.get_attribute("data-act").unwrap_or_default().as_str() {
        "close" => widget.close(),
        "person" => widget.hand_off("handoff", &[]),
        "review" => widget.hand_off("review", &[("message_id", &of.into())]),
        "retry" => widget.retry(&of),
        "discard" => widget.discard(&of),
        "source" => {
            let model = widget.see();
            let (id, index) = of.split_once(is(' ')).unwrap_or_default();
            let message = model.timeline.rows().find(|message| message.id == id);
            let source = message.and_then(|message| message.sources.get(number(index)));
            if let Some(source) = source {
                widget.view.show_passage(source, actor, &widget.say);
            }
        }
        _ => drop(widget.view.hide_passage()),
    }
}

fn pressed(widget: &Rc<Widget>, event: &Event, in_box: bool) {
    // Return also ends the composition of a word in some keyboards; that is not sending.
    if json::is(event, "isComposing") {
        return;
    }
    match json::text(event, "key").as_deref() {
        Some("Enter") if in_box && !json::is(event, "shiftKey") => {
            json::call(event, "preventDefault");
            widget.send();
        }
        Some("Escape") => {
            json::call(event, "preventDefault");
            if !widget.view.hide_passage() {
                widget.close();
            }
        }
        Some(_) | None => {}
    }
}

/// The digits of an index of ours. The library's reading of numbers is as long as this file.
fn number(digits: &str) -> usize {
    digits.bytes().fold(0, |number, digit| number * 10 + usize::from(digit.wrapping_sub(b'0')))
}
