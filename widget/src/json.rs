//! JSON through the browser's own parser, and properties by their names.
//!
//! Each typed binding of a property weighs some eighty bytes in the module and its glue; one `get` and
//! one `set` for all of them weigh nothing, so rarely read properties go this way, and so do methods
//! of one argument at most.

use js_sys::{Array, Function, JSON, Object, Reflect};
use wasm_bindgen::{JsCast, JsValue};

/// The property `key`; `undefined` when `value` has none or is no object.
#[inline(never)]
pub fn get(value: &JsValue, key: &str) -> JsValue {
    Reflect::get(value, &key.into()).unwrap_or(JsValue::UNDEFINED)
}

/// The property `key` if it is a string that says something.
#[inline(never)]
pub fn text(value: &JsValue, key: &str) -> Option<String> {
    get(value, key).as_string().filter(|text| !text.is_empty())
}

/// The property `key` if it is a number that fits.
#[inline(never)]
pub fn number(value: &JsValue, key: &str) -> Option<u32> {
    let number = get(value, key).as_f64()?;
    // `as` saturates, so a hostile number is merely a wrong one.
    (number >= 0.0).then_some(number as u32)
}

/// Whether the property `key` is `true`.
#[inline(never)]
pub fn is(value: &JsValue, key: &str) -> bool {
    get(value, key).as_bool() == Some(true)
}

/// The entries of the list `key`; none when it is no list.
pub fn list(value: &JsValue, key: &str) -> Array {
    get(value, key).dyn_into().unwrap_or_default()
}

/// An object of these properties.
#[inline(never)]
pub fn object(properties: &[(&str, &JsValue)]) -> JsValue {
    let object = Object::new().into();
    for (key, value) in properties {
        set(&object, key, value);
    }
    object
}

/// Sets a property of an object of ours, which cannot fail, or an entry of a storage, which may be full.
#[inline(never)]
pub fn set(object: &JsValue, key: &str, value: &JsValue) {
    let _ = Reflect::set(object, &key.into(), value);
}

/// Calls a method with an argument, `undefined` for none; `undefined` where it throws.
#[inline(never)]
pub fn call_with(object: &JsValue, method: &str, argument: &JsValue) -> JsValue {
    get(object, method).unchecked_into::<Function>().call1(object, argument).unwrap_or(JsValue::UNDEFINED)
}

/// Calls a method that takes nothing.
#[inline(never)]
pub fn call(object: &JsValue, method: &str) -> JsValue {
    call_with(object, method, &JsValue::UNDEFINED)
}

pub fn parse(text: &str) -> JsValue {
    JSON::parse(text).unwrap_or(JsValue::UNDEFINED)
}

#[inline(never)]
pub fn print(properties: &[(&str, &JsValue)]) -> String {
    JSON::stringify(&object(properties)).map(String::from).unwrap_or_default()
}
