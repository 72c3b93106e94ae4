//! Dates, times and numbers as the reader's language writes them, by the browser's own `Intl`.
//! Only in the browser, after the first render: the server has no `Intl`.

use crate::i18n::Locale;
use api::Stamp;
use js_sys::{Array, Date, Intl, Object, Reflect};
use wasm_bindgen::{JsCast as _, JsValue};

/// The language with the digits and the calendar that its readers expect.
const fn convention(locale: Locale) -> &'static str {
    match locale {
        Locale::ar => "ar-JO-u-nu-arab",
        Locale::fa => "fa-IR",
        Locale::tr => "tr-TR",
        Locale::it => "it-IT",
        Locale::en => "en-GB",
    }
}

fn locales(locale: Locale) -> Array {
    Array::of1(&convention(locale).into())
}

fn options(pairs: &[(&str, &str)]) -> Object {
    let options = Object::new();
    for (key, value) in pairs {
        // Setting a property of a plain object cannot fail.
        let _ = Reflect::set(&options, &(*key).into(), &(*value).into());
    }
    options
}

fn date(locale: Locale, ms: f64, pairs: &[(&str, &str)]) -> String {
    let format = Intl::DateTimeFormat::new(&locales(locale), &options(pairs)).format();
    let date = Date::new(&JsValue::from_f64(ms));
    format.call1(&JsValue::UNDEFINED, &date).ok().and_then(|text| text.as_string()).unwrap_or_default()
}

#[expect(clippy::cast_precision_loss, reason = "milliseconds fit a double until the year 287396")]
fn ms(stamp: Stamp) -> f64 {
    stamp.unix_ms() as f64
}

/// A number: `1,204`, `١٬٢٠٤`.
pub fn number(locale: Locale, value: f64) -> String {
    let format = Intl::NumberFormat::new(&locales(locale), &Object::new()).format();
    format
        .call1(&JsValue::UNDEFINED, &JsValue::from_f64(value))
        .ok()
        .and_then(|text| text.as_string())
        .unwrap_or_default()
}

/// A text with its digits, of whatever script, in those of the language: what stands in a field for a number.
pub fn in_digits(locale: Locale, text: &str) -> String {
    let zero = match locale {
        Locale::ar => 0x0660,
        Locale::fa => 0x06F0,
        Locale::tr | Locale::it | Locale::en => 0x30,
    };
    text.chars()
        .map(|letter| {
            let digit = match u32::from(letter) {
                code @ 0x30..=0x39 => code - 0x30,
                code @ 0x0660..=0x0669 => code - 0x0660,
                code @ 0x06F0..=0x06F9 => code - 0x06F0,
                _ => return letter,
            };
            char::from_u32(zero + digit).unwrap_or(letter)
        })
        .collect()
}

/// A count of things.
#[expect(clippy::cast_precision_loss, reason = "counts shown on a screen")]
pub fn count(locale: Locale, value: i64) -> String {
    number(locale, value as f64)
}

/// A part as per cent, without decimals.
pub fn percent(locale: Locale, part: f64) -> String {
    let options = options(&[("style", "percent"), ("maximumFractionDigits", "0")]);
    let format = Intl::NumberFormat::new(&locales(locale), &options).format();
    format
        .call1(&JsValue::UNDEFINED, &JsValue::from_f64(part))
        .ok()
        .and_then(|text| text.as_string())
        .unwrap_or_default()
}

/// An amount of money, given in millionths of the currency's unit; small ones with the digits that they need.
#[expect(clippy::cast_precision_loss, reason = "shown, and added up nowhere")]
pub fn money(locale: Locale, millionths: u64, currency: &str) -> String {
    let mut wanted = vec![("style", "currency"), ("currency", currency)];
    if millionths > 0 && millionths < 1_000_000 {
        wanted.push(("maximumFractionDigits", "6"));
    }
    let options = options(&wanted);
    let format = Intl::NumberFormat::new(&locales(locale), &options).format();
    format
        .call1(&JsValue::UNDEFINED, &JsValue::from_f64(millionths as f64 / 1e6))
        .ok()
        .and_then(|text| text.as_string())
        .unwrap_or_default()
}

/// A day of the calendar, `2026-03-01`, as the language writes it.
pub fn calendar_day(locale: Locale, day: &str) -> String {
    let noon = Date::parse(&format!("{day}T12:00:00Z"));
    date(locale, noon, &[("dateStyle", "medium"), ("timeZone", "UTC")])
}

/// A size in bytes, in the largest unit that keeps it above one.
#[expect(clippy::cast_precision_loss, reason = "file sizes shown with one decimal")]
pub fn size(locale: Locale, bytes: u64) -> String {
    let (value, unit) = match bytes {
        0..1_000 => (bytes as f64, "byte"),
        1_000..1_000_000 => (bytes as f64 / 1e3, "kilobyte"),
        _ => (bytes as f64 / 1e6, "megabyte"),
    };
    // "byte" has no short form that is a plural; in Arabic and Persian the short forms are strange signs, or Latin.
    let in_full = unit == "byte" || matches!(locale, Locale::ar | Locale::fa);
    let display = if in_full { "long" } else { "short" };
    let options = options(&[
        ("style", "unit"),
        ("unit", unit),
        ("unitDisplay", display),
        ("maximumFractionDigits", "1"),
    ]);
    let format = Intl::NumberFormat::new(&locales(locale), &options).format();
    format
        .call1(&JsValue::UNDEFINED, &JsValue::from_f64(value))
        .ok()
        .and_then(|text| text.as_string())
        .unwrap_or_default()
}

/// The time of day: `14:05`.
pub fn time(locale: Locale, stamp: Stamp) -> String {
    date(locale, ms(stamp), &[("timeStyle", "short")])
}

/// The day with its name, for separators: `Sunday, 1 March`.
pub fn day(locale: Locale, stamp: Stamp) -> String {
    date(locale, ms(stamp), &[("weekday", "long"), ("day", "numeric"), ("month", "long")])
}

/// Day and time in full, for tooltips and details.
pub fn moment(locale: Locale, stamp: Stamp) -> String {
    date(locale, ms(stamp), &[("dateStyle", "medium"), ("timeStyle", "short")])
}

/// The local day of a moment as date fields write it: `2026-03-01`.
pub fn local_date(stamp: Stamp) -> String {
    let date = Date::new(&JsValue::from_f64(ms(stamp)));
    format!("{:04}-{:02}-{:02}", date.get_full_year(), date.get_month() + 1, date.get_date())
}

/// The moment at which a local day begins; none where no day is written.
pub fn of_local_date(day: &str) -> Option<Stamp> {
    let mut parts = day.splitn(3, '-').map(str::parse::<u32>);
    let (Some(Ok(year)), Some(Ok(month)), Some(Ok(day))) = (parts.next(), parts.next(), parts.next()) else {
        return None;
    };
    let date = Date::new_with_year_month_day(year, i32::try_from(month).ok()? - 1, i32::try_from(day).ok()?);
    let iso = String::from(date.to_iso_string());
    serde_json::from_value(serde_json::Value::String(iso)).ok()
}

/// A number that is the same for moments of one local day, and different for others.
pub fn day_key(stamp: Stamp) -> u32 {
    let date = Date::new(&JsValue::from_f64(ms(stamp)));
    date.get_full_year() * 400 + date.get_month() * 32 + date.get_date()
}

/// How long ago, in the short form of lists: `now`, `5 min. ago`, `yesterday`; older than a week the date.
pub fn ago(locale: Locale, stamp: Stamp, now_ms: f64) -> String {
    let seconds = ((now_ms - ms(stamp)) / 1000.0).max(0.0);
    if seconds >= 7.0 * 86_400.0 {
        return date(locale, ms(stamp), &[("day", "numeric"), ("month", "short")]);
    }
    let (value, unit) = largest_unit(seconds);
    if unit == "second" {
        return just_now(locale);
    }
    let options = options(&[("numeric", "auto"), ("style", "narrow")]);
    Intl::RelativeTimeFormat::new(&locales(locale), &options).format(-value, unit).into()
}

/// "Now", as the language says it of a time.
pub fn just_now(locale: Locale) -> String {
    let options = options(&[("numeric", "auto"), ("style", "narrow")]);
    Intl::RelativeTimeFormat::new(&locales(locale), &options).format(0.0, "second").into()
}

/// A span of time in its largest unit, with the words of [`ago`]: `5 min`, `2 hr`. None before a minute is full:
/// it is told as now.
pub fn span(locale: Locale, since: Stamp, now_ms: f64) -> Option<String> {
    let (value, unit) = largest_unit(((now_ms - ms(since)) / 1000.0).max(0.0));
    if unit == "second" {
        return None;
    }
    // British short units differ from those of "5 min ago"; the Arabic ones are single letters.
    let (tag, display) = match locale {
        Locale::en => ("en-US", "short"),
        Locale::ar => (convention(locale), "long"),
        Locale::fa | Locale::tr | Locale::it => (convention(locale), "short"),
    };
    let options = options(&[("style", "unit"), ("unit", unit), ("unitDisplay", display)]);
    let format = Intl::NumberFormat::new(&Array::of1(&tag.into()), &options).format();
    format.call1(&JsValue::UNDEFINED, &JsValue::from_f64(value)).ok().and_then(|text| text.as_string())
}

/// A language's name in the reader's language: `ar-JO` is "Arabic (Jordan)".
pub fn language_name(locale: Locale, tag: &str) -> String {
    let name = || -> Option<String> {
        let intl = Reflect::get(&js_sys::global(), &"Intl".into()).ok()?;
        let maker: js_sys::Function = Reflect::get(&intl, &"DisplayNames".into()).ok()?.dyn_into().ok()?;
        let arguments = Array::of2(&locales(locale), &options(&[("type", "language")]));
        let names = Reflect::construct(&maker, &arguments).ok()?;
        let of: js_sys::Function = Reflect::get(&names, &"of".into()).ok()?.dyn_into().ok()?;
        of.call1(&names, &tag.into()).ok()?.as_string()
    };
    name().unwrap_or_else(|| tag.to_string())
}

fn largest_unit(seconds: f64) -> (f64, &'static str) {
    match seconds {
        s if s < 60.0 => (s.floor(), "second"),
        s if s < 3_600.0 => ((s / 60.0).floor(), "minute"),
        s if s < 86_400.0 => ((s / 3_600.0).floor(), "hour"),
        s => ((s / 86_400.0).floor(), "day"),
    }
}

#[cfg(test)]
mod tests {
    use super::{in_digits, largest_unit};
    use crate::i18n::Locale;

    #[test]
    fn digits_of_any_script_become_those_of_the_language() {
        assert_eq!(in_digits(Locale::ar, " 40 "), " ٤٠ ");
        assert_eq!(in_digits(Locale::fa, "٤00"), "۴۰۰");
        assert_eq!(in_digits(Locale::it, "۴٠0x"), "400x");
    }

    #[test]
    fn a_span_is_told_in_its_largest_whole_unit() {
        assert_eq!(largest_unit(59.9), (59.0, "second"));
        assert_eq!(largest_unit(60.0), (1.0, "minute"));
        assert_eq!(largest_unit(7_199.0), (1.0, "hour"));
        assert_eq!(largest_unit(200_000.0), (2.0, "day"));
    }
}
