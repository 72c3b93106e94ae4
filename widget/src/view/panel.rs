//! The frame: header with name and state, the banner of the connection, the way to a person, the
//! message box.

use web_sys::Element;

use super::dom::{flag_part, grow, hide, part, retext, set, window};
use super::{passage, rating};
use crate::api::Reason;
use crate::json;
use crate::model::{Model, Phase, Wish};
use crate::text::{Texts, cat};
use crate::wire::State;

/// Below this width the panel covers the page (the style sheet says the same).
const PHONE: &str = "(max-width: 30rem)";
/// The longest message.
const MOST_LETTERS: u32 = 8_000;
/// The banner is there from the start, so that a screen reader knows it as a live region before it speaks.
const HEAD: &str = "- div.header
-- span.mark aria-hidden=true
-- div.names
--- h2. id=title
--- p.status
-- button.icon type=button data-act=close aria-label=@close icon=M6,6l12,12M18,6L6,18
- p.banner role=status
- div.log role=log aria-live=polite aria-label=@conversation tabindex=0
-- p.line text=@disclosure
-- div.row+rows data-by=us
--- div.bubble+greeting dir=auto
-- div.tail aria-live=off
--- div.drafts aria-busy=true
--- p.typing hidden";
const FOOT: &str = "
- div.foot
-- p.alert+unasked role=alert
-- button.person type=button data-act=person
-- form.composer
--- textarea.box id=box rows=1 dir=auto enterkeyhint=send aria-label=@message
--- button.send+flip type=submit aria-label=@send icon=M4,12l16-8-5,16-3.5-6.5zM11.500,13.500L20,4";

pub fn build(texts: &Texts) -> Element {
    let panel = grow(&cat(&[HEAD, rating::PLAN, FOOT, passage::PLAN]), texts);
    set(&panel, "id", "panel");
    set(&panel, "aria-labelledby", "title");
    rating::add_stars(&panel, texts);
    panel
}

pub fn draw(panel: &Element, model: &Model, texts: &Texts) {
    if model.open != json::is(panel, "open") {
        show(panel, model.open);
    }
    let title = texts.get("title");
    retext(panel, "h2", &title);
    let mark = title.char_indices().nth(1).and_then(|(end, _)| title.get(..end));
    retext(panel, ".mark", mark.unwrap_or(&title));
    match &model.agent {
        Some(name) if model.state == State::Agent => retext(panel, ".status", name),
        Some(_) | None => texts.put(panel, ".status", status(model)),
    }
    set(&text_box(panel), "placeholder", &texts.get("placeholder"));

    let banner = match model.phase {
        Phase::Live => "",
        Phase::Connecting => "connecting",
        Phase::CatchingUp => "catching_up",
        Phase::Offline => "offline",
        Phase::Refused(Reason::Identity) => "sign_in",
        Phase::Refused(Reason::Other) => "unavailable",
    };
    texts.put(panel, ".banner", banner);
    set(&part(panel, ".banner"), "data-phase", banner);

    hide(panel, ".person", matches!(model.state, State::Queued | State::Agent));
    texts.put(panel, ".person", if model.wish == Wish::Sending { "person_asking" } else { "person" });
    warn(panel, model, texts);
    flag_part(panel, ".send", "disabled", model.locked());
}

/// Says what keeps the visitor's message or wish from going out. Whether the text in the box is more than the
/// server takes: cut it would be another text, so it stays.
#[inline(never)]
pub fn warn(panel: &Element, model: &Model, texts: &Texts) -> bool {
    let too_long = json::number(&text_box(panel), "textLength") > Some(MOST_LETTERS);
    let what = match model.wish {
        _ if too_long => "too_long",
        Wish::Failed => "person_failed",
        Wish::None | Wish::Sending => "",
    };
    texts.put(panel, ".unasked", what);
    too_long
}

pub fn text_box(panel: &Element) -> Element {
    part(panel, ".box")
}

/// What covers the page keeps the focus; what stands beside it lets it go.
fn show(panel: &Element, open: bool) {
    let phone = json::is(&json::call_with(&window(), "matchMedia", &PHONE.into()), "matches");
    let way = match (open, phone) {
        (true, true) => "showModal",
        (true, false) => "show",
        (false, _) => "close",
    };
    json::call(panel, way);
}

/// Who has the conversation, as the key of a text.
fn status(model: &Model) -> &'static str {
    match model.state {
        State::Assistant if model.disclosure => "assistant",
        State::Assistant => "assistant_name",
        State::Agent => "support",
        State::Queued => "waiting",
        State::Resolved => "resolved",
    }
}
