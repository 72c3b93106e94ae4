//! Personal data that a question hides behind tokens: `[ORDER]`, `[PHONE]`.

use crate::i18n::*;
use leptos::prelude::*;
use leptos_i18n::{I18nContext, t_string};

/// The text with a word for each token, in the reader's language.
pub fn masked(i18n: I18nContext<Locale>, text: &str) -> AnyView {
    pieces(text)
        .into_iter()
        .map(|piece| match piece {
            Piece::Text(text) => text.into_any(),
            Piece::Token(token) => {
                view! { <span class="hidden-word">{move || word(i18n, &token)}</span> }.into_any()
            }
        })
        .collect_view()
        .into_any()
}

/// The text without its tokens: for a title.
pub fn without(text: &str) -> String {
    let lines = text.lines().map(|line| {
        let kept = pieces(line).into_iter().filter_map(|piece| match piece {
            Piece::Text(text) => Some(text),
            Piece::Token(_) => None,
        });
        kept.collect::<String>().split_whitespace().collect::<Vec<_>>().join(" ")
    });
    lines.collect::<Vec<_>>().join("\n")
}

#[derive(Debug, PartialEq, Eq)]
enum Piece {
    Text(String),
    Token(String),
}

fn pieces(text: &str) -> Vec<Piece> {
    let mut pieces = Vec::new();
    let mut rest = text;
    let mut plain = String::new();
    while let Some((before, after)) = rest.split_once('[') {
        plain.push_str(before);
        match after.split_once(']').filter(|(token, _)| is_token(token)) {
            Some((token, behind)) => {
                if !plain.is_empty() {
                    pieces.push(Piece::Text(std::mem::take(&mut plain)));
                }
                pieces.push(Piece::Token(token.to_owned()));
                rest = behind;
            }
            None => {
                plain.push('[');
                rest = after;
            }
        }
    }
    plain.push_str(rest);
    if !plain.is_empty() {
        pieces.push(Piece::Text(plain));
    }
    pieces
}

fn is_token(token: &str) -> bool {
    KINDS.contains(&token)
}

const KINDS: [&str; 16] = [
    "NAME", "ADDRESS", "HANDLE", "ORDER", "NUMBER", "ACCOUNT", "CODE", "PHONE", "BIRTH", "PASSPORT", "ID",
    "IP", "CARD", "IBAN", "EMAIL", "SECRET",
];

fn word(i18n: I18nContext<Locale>, token: &str) -> &'static str {
    match token {
        "NAME" => t_string!(i18n, knowledge.hidden_name),
        "ADDRESS" => t_string!(i18n, knowledge.hidden_address),
        "HANDLE" => t_string!(i18n, knowledge.hidden_handle),
        "ORDER" => t_string!(i18n, knowledge.hidden_order),
        "ACCOUNT" | "IBAN" => t_string!(i18n, knowledge.hidden_account),
        "CODE" | "SECRET" => t_string!(i18n, knowledge.hidden_secret),
        "PHONE" => t_string!(i18n, knowledge.hidden_phone),
        "BIRTH" => t_string!(i18n, knowledge.hidden_birth),
        "PASSPORT" | "ID" => t_string!(i18n, knowledge.hidden_id),
        "CARD" => t_string!(i18n, knowledge.hidden_card),
        "EMAIL" => t_string!(i18n, knowledge.hidden_email),
        _ => t_string!(i18n, knowledge.hidden_number),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_the_server_writes_is_a_token() {
        let text = |text: &str| Piece::Text(text.to_owned());
        let token = |token: &str| Piece::Token(token.to_owned());
        assert_eq!(
            pieces("طلبي [ORDER]؟ [a] [[PHONE] ]["),
            [text("طلبي "), token("ORDER"), text("؟ [a] ["), token("PHONE"), text(" ][")],
        );
        assert_eq!(pieces("[NAME][EMAIL]"), [token("NAME"), token("EMAIL")]);
    }

    #[test]
    fn a_title_has_no_tokens() {
        assert_eq!(without("My order [ORDER] is late.\nCall [PHONE]"), "My order is late.\nCall");
    }
}
