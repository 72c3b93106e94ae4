//! Files dropped anywhere on the inbox go with the next message of the open conversation.

use super::{attach_list::attach, thread::Thread};
use crate::{components::toast::use_toaster, file_drop, i18n::*};
use leptos::prelude::*;

/// Listens until the inbox is left.
pub fn listen(thread: Thread) {
    let i18n = use_i18n();
    let toaster = use_toaster();
    let over = move |now: bool| {
        let over = now && thread.inbox.open.get_untracked().is_some();
        if thread.dropping.get_untracked() != over {
            thread.dropping.set(over);
        }
    };
    file_drop::listen(over, move |files| attach(thread, toaster, i18n, files));
}
