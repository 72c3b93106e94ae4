//! The sheet over the conversation that shows the passage an answer rests on.

use std::cell::RefCell;

use web_sys::Element;

use super::bubble;
use super::dom::{find, flag_part, focus, hide, part, retext};
use crate::json;
use crate::text::Texts;
use crate::timeline::Source;

/// The sheet's part of the panel's plan.
pub const PLAN: &str = "
- div.passage role=dialog aria-label=@passage hidden
-- div.top
--- button.icon+flip type=button data-act=back aria-label=@back icon=M15,5l-7,7,7,7
--- p.label text=@passage
-- div.reading tabindex=0 role=document
--- h3. dir=auto
--- p.label+page
--- blockquote.";

/// Whether it is shown, as the button that opened it: the focus goes back there.
#[derive(Default)]
pub struct Passage {
    opener: RefCell<Option<Element>>,
}

impl Passage {
    pub fn show(&self, panel: &Element, source: &Source, opener: Element, texts: &Texts) {
        retext(panel, "h3", &source.title);
        retext(panel, ".page", &source.page.map(|page| texts.count("page", page)).unwrap_or_default());
        bubble::fill(&part(panel, "blockquote"), &source.quote);
        cover(panel, true);
        self.opener.replace(Some(opener));
        focus(&part(panel, ".passage button"));
    }

    /// Hides what no message rests on any more: a deleted document took the opener away.
    pub fn check(&self, panel: &Element) {
        let gone = self.opener.borrow().as_ref().is_some_and(|opener| !json::is(opener, "isConnected"));
        if gone {
            self.hide(panel);
        }
    }

    /// Whether it was shown.
    pub fn hide(&self, panel: &Element) -> bool {
        let held = find(panel, ".passage:focus-within").is_some();
        cover(panel, false);
        if held {
            // Where the focus stays when the opener is gone.
            focus(&part(panel, ".log"));
        }
        let opener = self.opener.take();
        if let Some(opener) = &opener {
            focus(opener);
        }
        opener.is_some()
    }
}

/// Puts what is below the sheet out of reach while it is shown.
fn cover(panel: &Element, shown: bool) {
    hide(panel, ".passage", !shown);
    for below in [".header", ".log", ".foot"] {
        flag_part(panel, below, "inert", shown);
    }
}
