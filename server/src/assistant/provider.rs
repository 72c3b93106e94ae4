//! A model's endpoint as a tenant sets it: how it changes, what is wrong with it, and which key belongs to it.

use super::model::{Wrong, set};
use crate::line::one_line;
use api::{ModelProvider, ModelProviderDraft, Provider, ProviderId, ProviderKind, ProviderPatch};
use reqwest::Url;
use serde_json::{Map, Value};
use std::collections::HashMap;
use zeroize::Zeroizing;

/// Providers that a tenant may set.
pub(super) const MOST: usize = 8;
const NAME_CHARS: usize = 60;
const MODEL_CHARS: usize = 200;
const KEY_CHARS: usize = 500;
const EXTRA_BYTES: usize = 4_096;
/// Millionths of a currency's unit for a million tokens: more than any model costs, in any currency.
const MOST_PRICE: u64 = 1_000_000_000_000;
/// What a request is, and no setting of an endpoint.
const OURS: [&str; 3] = ["model", "messages", "stream"];

pub(super) const ADDRESS: &str = "the endpoint's address, for instance https://api.openai.com/v1";
pub(super) const MODEL: &str = "the model's name, as the endpoint calls it";

/// The opened keys of a tenant's providers.
pub(super) type Keys = HashMap<ProviderId, Zeroizing<String>>;

/// What a change does to a stored key.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum KeyChange {
    Keep,
    Remove,
    Set(Zeroizing<String>),
}

/// The providers as the list says; whoever is not on it is gone.
pub(super) fn replace(
    providers: &mut Vec<ModelProvider>,
    drafts: Vec<ModelProviderDraft>,
    new_id: &mut impl FnMut() -> ProviderId,
) -> Vec<(ProviderId, KeyChange)> {
    let mut before = std::mem::take(providers);
    let mut keys = Vec::new();
    for draft in drafts {
        // An id that is not there, or comes twice, is nobody's: what it names is new.
        let known = before.iter().position(|one| Some(one.id) == draft.id);
        let mut one = known.map_or_else(|| ModelProvider::new(new_id()), |at| before.remove(at));
        keys.push((one.id, apply(&mut one, draft)));
        providers.push(one);
    }
    keys.extend(before.into_iter().map(|gone| (gone.id, KeyChange::Remove)));
    keys
}

/// The first provider as the form says that knows of one only; makes it where there is none.
pub(super) fn patch_first(
    providers: &mut Vec<ModelProvider>,
    patch: ProviderPatch,
    new_id: &mut impl FnMut() -> ProviderId,
) -> Option<(ProviderId, KeyChange)> {
    let ProviderPatch { kind: _, base_url, model, key } = patch;
    let said = |text: &Option<String>| text.as_ref().is_some_and(|text| !text.trim().is_empty());
    if providers.is_empty() {
        if !said(&base_url) && !said(&model) && !said(&key) {
            return None;
        }
        providers.push(ModelProvider::new(new_id()));
    }
    let first = providers.first_mut()?;
    let change = apply(first, ModelProviderDraft { base_url, model, key, ..ModelProviderDraft::default() });
    Some((first.id, change))
}

/// The first provider as the form shows it that knows of one only.
pub(super) fn first(kind: ProviderKind, providers: &[ModelProvider]) -> Provider {
    let text = |text: &String| Some(text.clone()).filter(|text| !text.is_empty());
    let first = providers.first();
    Provider {
        kind,
        base_url: first.and_then(|one| text(&one.base_url)),
        model: first.and_then(|one| text(&one.model)),
        key_set: first.is_some_and(|one| one.key_set),
    }
}

fn apply(one: &mut ModelProvider, draft: ModelProviderDraft) -> KeyChange {
    let before = origin(&one.base_url);
    let ModelProviderDraft {
        id: _,
        name,
        base_url,
        model,
        key,
        tasks,
        timeout_s,
        price_in,
        price_out,
        no_training,
        extra_body,
    } = draft;
    set(&mut one.name, name.map(|name| one_line(&name).unwrap_or_default()));
    set(&mut one.base_url, base_url.map(|url| plain_address(&url)));
    set(&mut one.model, model.map(|model| model.trim().to_owned()));
    set(&mut one.timeout_s, timeout_s);
    set(&mut one.price_in, price_in);
    set(&mut one.price_out, price_out);
    set(&mut one.no_training, no_training);
    if let Some(mut tasks) = tasks {
        tasks.dedup();
        one.tasks = tasks;
    }
    if let Some(extra) = extra_body {
        one.extra_body = Some(extra).filter(|extra| !extra.is_empty());
    }
    match key.map(|key| Zeroizing::new(key.trim().to_owned())) {
        Some(key) if key.is_empty() => KeyChange::Remove,
        Some(key) => KeyChange::Set(key),
        // A key belongs to the server it was given for: pointing it elsewhere would hand it out.
        None if before.is_some() && before != origin(&one.base_url) => KeyChange::Remove,
        None => KeyChange::Keep,
    }
}

/// An address without what is appended to it anyway.
pub(super) fn plain_address(url: &str) -> String {
    let url = url.trim().trim_end_matches('/');
    url.strip_suffix("/chat/completions").unwrap_or(url).trim_end_matches('/').to_owned()
}

/// The server that an address names, in the form in which two are compared.
pub(super) fn origin(url: &str) -> Option<String> {
    Some(url.parse::<Url>().ok()?.origin().ascii_serialization())
}

/// What is wrong with a provider; `path` is where its fields are in the request.
pub(super) fn wrong(
    one: &ModelProvider,
    key: Option<&KeyChange>,
    path: &str,
    asked: bool,
    wrong: &mut Wrong,
) {
    let at = |field: &str| format!("{path}.{field}");
    wrong.length(&at("name"), &one.name, 0, NAME_CHARS);
    if one.base_url.is_empty() {
        if asked {
            wrong.add(&at("base_url"), "required", ADDRESS);
        }
    } else if let Err(detail) = base_url(&one.base_url) {
        wrong.add(&at("base_url"), "invalid", detail);
    }
    if one.model.is_empty() {
        if asked {
            wrong.add(&at("model"), "required", MODEL);
        }
    } else {
        wrong.length(&at("model"), &one.model, 1, MODEL_CHARS);
    }
    if let Some(KeyChange::Set(key)) = key {
        wrong.length(&at("key"), key, 1, KEY_CHARS);
        if !key.chars().all(|c| c.is_ascii_graphic()) {
            wrong.add(&at("key"), "invalid", "printable ASCII characters without spaces");
        }
    }
    wrong.range(&at("timeout_s"), one.timeout_s.into(), 5, 300);
    for (field, price) in [("price_in", one.price_in), ("price_out", one.price_out)] {
        if price > MOST_PRICE {
            wrong.add(&at(field), "out_of_range", &format!("0 to {MOST_PRICE}"));
        }
    }
    if let Some(detail) = one.extra_body.as_ref().and_then(wrong_extra) {
        wrong.add(&at("extra_body"), "invalid", &detail);
    }
}

fn wrong_extra(extra: &Map<String, Value>) -> Option<String> {
    if let Some(ours) = OURS.iter().find(|ours| extra.contains_key(**ours)) {
        return Some(format!("without `{ours}`, which each request has of its own"));
    }
    let bytes = serde_json::to_string(extra).map_or(usize::MAX, |text| text.len());
    (bytes > EXTRA_BYTES).then(|| format!("at most {EXTRA_BYTES} bytes are possible"))
}

/// An endpoint's address, which paths are appended to.
///
/// # Errors
/// What is wrong with it.
pub(super) fn base_url(text: &str) -> Result<Url, &'static str> {
    let url: Url =
        text.parse().map_err(|_| "not an address; write for instance https://api.openai.com/v1")?;
    match url.scheme() {
        "http" | "https" if url.query().is_some() || url.fragment().is_some() => Err("without a ? or # part"),
        "http" | "https" => Ok(url),
        _ => Err("it must begin with https:// or http://"),
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::indexing_slicing)]
mod tests {
    use super::*;
    use serde_json::json;
    use uuid::Uuid;

    fn id(n: u128) -> ProviderId {
        ProviderId(Uuid::from_u128(n))
    }

    fn at(n: u128, url: &str) -> ModelProvider {
        ModelProvider { base_url: url.into(), model: "m".into(), ..ModelProvider::new(id(n)) }
    }

    fn patched(one: &mut ModelProvider, patch: Value) -> KeyChange {
        apply(one, serde_json::from_value(patch).unwrap())
    }

    #[test]
    fn a_key_does_not_follow_the_address_to_another_server() {
        let mut one = at(1, "https://a.example/v1");
        let to = |url: &str| json!({ "base_url": url });
        assert_eq!(patched(&mut one, to("https://a.example/v2/chat/completions/")), KeyChange::Keep);
        assert_eq!(one.base_url, "https://a.example/v2");
        assert_eq!(patched(&mut one, to("https://b.example/v1")), KeyChange::Remove);
        assert_eq!(patched(&mut one, to("http://b.example/v1")), KeyChange::Remove);
        let with_key = json!({ "base_url": "https://c.example", "key": " sk-1 " });
        assert_eq!(patched(&mut one, with_key), KeyChange::Set(Zeroizing::new("sk-1".into())));
        assert_eq!(patched(&mut one, json!({ "key": "" })), KeyChange::Remove);
    }

    #[test]
    fn the_list_says_who_is_there_and_in_which_order() {
        let mut all =
            vec![at(1, "https://a.example"), at(2, "https://b.example"), at(3, "https://c.example")];
        let drafts = json!([
            { "id": id(3) },
            { "id": id(9), "base_url": "https://d.example", "model": "n", "key": "k" },
            { "id": id(1), "name": " One " },
            { "id": id(1), "base_url": "https://a.example" },
        ]);
        let mut fresh = [id(11), id(12)].into_iter();
        let keys = replace(&mut all, serde_json::from_value(drafts).unwrap(), &mut || fresh.next().unwrap());
        let order: Vec<ProviderId> = all.iter().map(|one| one.id).collect();
        assert_eq!(order, [id(3), id(11), id(1), id(12)]);
        assert_eq!((all[0].base_url.as_str(), all[2].name.as_str()), ("https://c.example", "One"));
        // Naming an id twice does not copy its key.
        assert_eq!(keys[3], (id(12), KeyChange::Keep));
        assert_eq!(keys[4], (id(2), KeyChange::Remove));
    }

    #[test]
    fn the_form_of_one_changes_the_first() {
        let mut all = Vec::new();
        let nothing = ProviderPatch { kind: Some(ProviderKind::Openai), ..ProviderPatch::default() };
        assert_eq!(patch_first(&mut all, nothing, &mut || id(1)), None);
        let some = ProviderPatch { model: Some("m".into()), ..ProviderPatch::default() };
        assert_eq!(patch_first(&mut all, some, &mut || id(1)), Some((id(1), KeyChange::Keep)));
        let shown = first(ProviderKind::Openai, &all);
        assert_eq!((shown.base_url, shown.model.as_deref()), (None, Some("m")));
    }

    #[test]
    fn an_endpoint_is_a_plain_web_address() {
        for url in [
            "ftp://a.example",
            "a.example/v1",
            "https://a.example/v1?key=1",
            "https://a.example/#x",
            "javascript:1",
        ] {
            assert!(base_url(url).is_err(), "{url}");
        }
        assert!(base_url("http://127.0.0.1:11434/v1").is_ok());
    }
}
