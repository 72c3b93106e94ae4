use super::content::{Files, read};
use crate::refusal::{Outcome, Refusal};
use axum::{
    extract::Query,
    http::{HeaderValue, header},
    response::{Html, IntoResponse, Response},
};
use serde::Deserialize;
use std::collections::BTreeMap;

#[derive(Deserialize)]
pub struct Asked {
    lang: Option<String>,
}

/// The shop's page, with the widget embedded as a customer would: one script tag.
pub async fn page(Query(asked): Query<Asked>) -> Outcome<Response> {
    let language = asked.lang.as_deref().filter(|l| api::LANGUAGES.contains(l)).unwrap_or("ar");
    let template = Files::get("shop.html").ok_or_else(Refusal::not_found)?;
    let mut html = String::from_utf8(template.data.into_owned()).map_err(Refusal::internal)?;
    let mut words: BTreeMap<String, String> = read(&format!("shop.{language}.json"))?;
    words.insert("LANG".into(), language.to_owned());
    words.insert("DIR".into(), api::direction(language).to_owned());
    words.insert("KEY".into(), "wk_demo_nabta".into());
    // Our own address in whatever form it was asked for: http://127.0.0.1:3000 is another origin than localhost.
    words.insert("HOST".into(), String::new());
    for (name, value) in &words {
        html = html.replace(&format!("{{{{{name}}}}}"), &escaped(value));
    }
    let mut response = Html(html).into_response();
    response.headers_mut().insert(
        header::CONTENT_SECURITY_POLICY,
        HeaderValue::from_static(
            "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; img-src 'self' data:; \
             font-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'",
        ),
    );
    Ok(response)
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
        .replace('"', "&quot;")
        .replace('\'', "&#39;")
}
