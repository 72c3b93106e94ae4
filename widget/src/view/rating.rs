//! Five stars and a word, once a conversation is resolved.

use wasm_bindgen::JsValue;
use web_sys::Element;

use super::dom::{find, flag_part, hide, icon, part, say, set, value};
use crate::json;
use crate::model::Rating;
use crate::text::{Texts, cat, digits};

const STAR: &str = "M12 3.5l2.6 5.4 5.9.8-4.3 4.1 1 5.9-5.2-2.8-5.2 2.8 1-5.9-4.3-4.1 5.9-.8z";

/// The card's part of the panel's plan.
pub const PLAN: &str = "
-- div.rating hidden
--- form.rate id=rate
---- fieldset.
----- legend. text=@rate
---- label.label for=comment text=@comment
---- textarea. id=comment rows=2 dir=auto maxlength=2000
---- p.alert+unrated role=alert
---- button.main text=@rate_send disabled
--- p.line+thanks text=@thanks";

/// Adds the stars: radio buttons, so that the arrow keys choose.
pub fn add_stars(panel: &Element, texts: &Texts) {
    let stars = part(panel, "fieldset");
    for score in 1..=5 {
        let label = say(&stars, "label", "star", "");
        let input = say(&label, "input", "", "");
        let number = digits(score, "");
        let word = texts.get(&cat(&["star_", &number]));
        set(&input, "type", "radio");
        set(&input, "name", "score");
        set(&input, "value", &number);
        set(&input, "aria-label", &cat(&[&texts.digits(score), " · ", &word]));
        set(&label, "title", &word);
        icon(&label, STAR);
    }
}

pub fn draw(panel: &Element, rating: Rating, texts: &Texts) {
    let asked = !matches!(rating, Rating::Unasked | Rating::Thanked);
    let checked = checked(panel);
    if let (true, Some(checked)) = (rating == Rating::Unasked, &checked) {
        // Another conversation, another rating.
        json::set(checked, "checked", &JsValue::FALSE);
        json::set(&part(panel, "#comment"), "value", &"".into());
    }
    hide(panel, ".rating", rating == Rating::Unasked);
    hide(panel, ".rate", !asked);
    hide(panel, ".thanks", rating != Rating::Thanked);
    texts.put(panel, ".unrated", if rating == Rating::Failed { "rate_failed" } else { "" });
    flag_part(panel, ".main", "disabled", rating == Rating::Sending || checked.is_none());
}

/// The score and the comment, when there is a score.
pub fn given(panel: &Element) -> Option<(u32, String)> {
    let score = value(&checked(panel)?).bytes().next()?;
    Some((u32::from(score.wrapping_sub(b'0')), value(&part(panel, "#comment"))))
}

fn checked(panel: &Element) -> Option<Element> {
    find(panel, "input:checked")
}
