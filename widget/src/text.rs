//! The texts of the visitor's language, and its digits.

use wasm_bindgen::JsValue;
use web_sys::Element;

use crate::json;
use crate::view::retext;

/// One language's texts, as `texts/<lang>.json` holds them.
pub struct Texts {
    entries: JsValue,
    lang: String,
}

impl Texts {
    pub fn new(entries: JsValue, lang: &str) -> Self {
        Self { entries, lang: lang.to_owned() }
    }

    /// The text `key`; the key itself when a file lacks it, so that the gap shows.
    pub fn get(&self, key: &str) -> String {
        json::text(&self.entries, key).unwrap_or_else(|| key.to_owned())
    }

    /// Shows the text `key` in a part of the panel; no text for no key.
    #[inline(never)]
    pub fn put(&self, panel: &Element, selector: &str, key: &str) {
        retext(panel, selector, &if key.is_empty() { String::new() } else { self.get(key) });
    }

    /// Takes the tenant's own words in the place of ours.
    pub fn learn(&self, config: &JsValue) {
        let own = json::get(config, "texts");
        for (from, name, key) in [
            (config, "name", "title"),
            (config, "assistant_name", "assistant_name"),
            (&own, "title", "title"),
            (&own, "greeting", "greeting"),
            (&own, "placeholder", "placeholder"),
        ] {
            if let Some(text) = json::text(from, name) {
                json::set(&self.entries, key, &text.into());
            }
        }
    }

    /// The text `key` with `value` in the place of its `{}`.
    pub fn with(&self, key: &str, value: &str) -> String {
        let text = self.get(key);
        let mut parts = text.split(is('{'));
        let before = parts.next().unwrap_or_default();
        let after = parts.next().and_then(|rest| rest.strip_prefix('}')).unwrap_or_default();
        cat(&[before, value, after])
    }

    /// The text `key` with a number, in the language's digits.
    pub fn count(&self, key: &str, count: u32) -> String {
        self.with(key, &self.digits(count))
    }

    /// A number as the language writes it.
    pub fn digits(&self, number: u32) -> String {
        digits(number, &self.lang)
    }

    /// The hour and minute of an RFC 3339 time at the visitor's place.
    pub fn clock(&self, at: &str) -> String {
        let date = js_sys::Date::new(&at.into());
        let options = json::object(&[("timeStyle", &"short".into())]);
        let locale = match self.lang.as_str() {
            "ar" => "ar-u-nu-arab",
            other => other,
        };
        date.to_locale_string(locale, &options).into()
    }
}

/// The parts as one text. The library's `concat` checks lengths that cannot differ here, at the price
/// of a formatter for numbers.
#[inline(never)]
pub fn cat(parts: &[&str]) -> String {
    let mut whole = String::new();
    for part in parts {
        whole.push_str(part);
    }
    whole
}

/// The pattern of one character, as a question. The library's search for a plain character is built
/// for long texts and weighs three kilobytes; in ours this finds it as fast.
pub fn is(wanted: char) -> impl Fn(char) -> bool + Copy {
    move |character| character == wanted
}

/// `number` in the digits of `lang`: `٣` in Arabic, `۳` in Persian, `3` elsewhere.
pub fn digits(number: u32, lang: &str) -> String {
    let zero = match lang {
        "ar" => 0x0660,
        "fa" => 0x06F0,
        _ => 0x30,
    };
    let (higher, digit) = (number / 10, char::from_u32(zero + number % 10));
    let mut text = if higher == 0 { String::new() } else { digits(higher, lang) };
    text.extend(digit);
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_language_counts_in_its_own_digits() {
        assert_eq!(digits(1_390, "ar"), "١٣٩٠");
        assert_eq!(digits(4_560, "fa"), "۴۵۶۰");
        assert_eq!(digits(42, "tr"), "42");
    }

    /// Every text file has the same keys, and the same places for values.
    #[test]
    fn the_five_languages_say_the_same_things() {
        let files = [
            include_str!("../texts/en.json"),
            include_str!("../texts/ar.json"),
            include_str!("../texts/fa.json"),
            include_str!("../texts/tr.json"),
            include_str!("../texts/it.json"),
        ];
        // One `"key": "text",` a line: the files are ours, so a line is enough of a parser.
        let shape = |file: &str| -> Vec<(String, usize)> {
            file.lines()
                .filter_map(|line| line.trim().trim_end_matches(',').split_once(": "))
                .map(|(key, text)| {
                    assert!(text.len() > 2, "{key} is empty");
                    (key.to_owned(), text.matches("{}").count())
                })
                .collect()
        };
        let english = shape(files[0]);
        assert!(english.len() > 30);
        for file in files {
            assert_eq!(shape(file), english);
        }
    }

    /// Every key that the code asks for by name stands in the files.
    #[test]
    fn no_text_is_missing() {
        let english = include_str!("../texts/en.json");
        let sources = [
            include_str!("view/mod.rs"),
            include_str!("view/panel.rs"),
            include_str!("view/log.rs"),
            include_str!("view/bubble.rs"),
            include_str!("view/passage.rs"),
            include_str!("view/rating.rs"),
        ];
        let mut asked = 0;
        for source in sources {
            for call in ["texts.get(\"", "texts.with(\"", "texts.count(\"", "=@"] {
                for rest in source.split(call).skip(1) {
                    let key = rest.split(['"', ' ', '\n']).next().unwrap_or_default();
                    assert!(english.contains(&format!("\"{key}\": ")), "{key} has no text");
                    asked += 1;
                }
            }
        }
        assert!(asked > 20);
    }
}
