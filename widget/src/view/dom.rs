//! Making and changing elements. Text goes in as text, always: nothing of a message is parsed as HTML.
//!
//! Elements are named by selectors instead of being held, and nothing here fails: names and places are
//! ours, and a page that takes our elements apart gets what is left. Holding every element and passing
//! the browser's exceptions up made the whole widget twice as heavy.

use wasm_bindgen::{JsCast, JsValue, UnwrapThrowExt};
use web_sys::{Document, Element, Window};

use crate::json;
use crate::text::{Texts, is};

const SVG: &str = "http://www.w3.org/2000/svg";

/// The page's window: a loader that found a document runs in one.
pub fn window() -> Window {
    js_sys::global().unchecked_into()
}

pub fn document() -> Document {
    json::get(&window(), "document").unchecked_into()
}

/// The element that `value` is, where it is one and not nothing.
#[inline(never)]
pub fn element(value: JsValue) -> Option<Element> {
    value.is_object().then(|| value.unchecked_into())
}

/// An element with a class.
#[inline(never)]
pub fn make(tag: &str, class: &str) -> Element {
    let element: Element = json::call_with(&document(), "createElement", &tag.into()).unchecked_into();
    if !class.is_empty() {
        set(&element, "class", class);
    }
    element
}

/// An element with a class and a text, at the end of `parent`.
#[inline(never)]
pub fn say(parent: &Element, tag: &str, class: &str, text: &str) -> Element {
    let element = make(tag, class);
    write(&element, text);
    add(parent, &element);
    element
}

/// A button at the end of `parent` that does `act` to `of` when it is pressed.
#[inline(never)]
pub fn button(parent: &Element, class: &str, act: &str, of: &str, text: &str) -> Element {
    let button = say(parent, "button", class, text);
    set(&button, "type", "button");
    set(&button, "data-act", act);
    set(&button, "data-of", of);
    button
}

/// Adds a drawing of 24 by 24; `drawing` is the data of its one path.
#[inline(never)]
pub fn icon(parent: &Element, drawing: &str) {
    let make = |tag| document().create_element_ns(Some(SVG), tag).unwrap_throw();
    let (svg, path) = (make("svg"), make("path"));
    set(&svg, "viewBox", "0 0 24 24");
    set(&svg, "aria-hidden", "true");
    set(&path, "d", drawing);
    add(&svg, &path);
    add(parent, &svg);
}

#[inline(never)]
pub fn set(element: &Element, name: &str, value: &str) {
    let _ = element.set_attribute(name, value);
}

/// Sets or takes away an attribute without a value.
#[inline(never)]
pub fn flag(element: &Element, name: &str, on: bool) {
    let _ = element.toggle_attribute_with_force(name, on);
}

#[inline(never)]
pub fn add(parent: &JsValue, child: &JsValue) {
    json::call_with(parent, "appendChild", child);
}

/// The first element within `parent` that `selector` names.
#[inline(never)]
pub fn find(parent: &Element, selector: &str) -> Option<Element> {
    element(json::call_with(parent, "querySelector", &selector.into()))
}

/// An element of the panel's plan.
#[inline(never)]
pub fn part(panel: &Element, selector: &str) -> Element {
    find(panel, selector).unwrap_throw()
}

/// Sets or takes away a part's attribute without a value.
#[inline(never)]
pub fn flag_part(panel: &Element, selector: &str, name: &str, on: bool) {
    flag(&part(panel, selector), name, on);
}

#[inline(never)]
pub fn hide(panel: &Element, selector: &str, hidden: bool) {
    flag_part(panel, selector, "hidden", hidden);
}

/// Changes a part's text only when it differs, so that a live region does not say it again.
#[inline(never)]
pub fn retext(panel: &Element, selector: &str, text: &str) {
    let element = part(panel, selector);
    if json::text(&element, "textContent").unwrap_or_default() != text {
        write(&element, text);
    }
}

/// What stands after an element.
#[inline(never)]
pub fn after(element: &Element) -> Option<Element> {
    self::element(json::get(element, "nextElementSibling"))
}

/// Takes an element away.
#[inline(never)]
pub fn remove(element: &Element) {
    json::call(element, "remove");
}

/// Makes `text` all that is in an element.
#[inline(never)]
pub fn write(element: &Element, text: &str) {
    json::set(element, "textContent", &text.into());
}

#[inline(never)]
pub fn focus(element: &Element) {
    json::call(element, "focus");
}

/// What a text field holds.
pub fn value(element: &Element) -> String {
    json::text(element, "value").unwrap_or_default()
}

/// Makes the elements of a plan; its first one.
///
/// One line is one element: its depth, its tag and classes (`div.row+wide`), then attributes
/// `name=value`. `@key` as a value is that text of the language, `text=` the content, `icon=` a drawing.
/// A plan weighs a fraction of the calls that it stands for.
pub fn grow(plan: &str, texts: &Texts) -> Element {
    let root = make("dialog", "panel");
    let mut branch = vec![root.clone()];
    for line in plan.split(is('\n')) {
        let mut words = line.split(is(' '));
        let depth = words.next().map_or(0, str::len);
        let (tag, class) = words.next().and_then(|name| name.split_once(is('.'))).unwrap_or_default();
        branch.truncate(depth);
        let Some(parent) = branch.last() else { continue };
        let element =
            say(parent, tag, &class.chars().map(|c| if c == '+' { ' ' } else { c }).collect::<String>(), "");
        for word in words {
            let (name, value) = word.split_once(is('=')).unwrap_or((word, ""));
            let value = value.strip_prefix('@').map_or_else(|| value.to_owned(), |key| texts.get(key));
            match name {
                "text" => write(&element, &value),
                "icon" => icon(&element, &value),
                _ => set(&element, name, &value),
            }
        }
        branch.push(element);
    }
    root
}
