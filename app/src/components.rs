//! The parts that pages are made of: one folder each, the drawing beside its style sheet.
//!
//! A component draws and reports; it fetches nothing. Every one ends in `.into_any()`: the nested
//! types of views would otherwise fill the binary.

pub mod avatar {
    mod avatar;
    pub use self::avatar::*;
}
pub mod badge {
    mod badge;
    pub use self::badge::*;
}
pub mod button {
    mod button;
    pub use self::button::*;
}
pub mod choices {
    mod choices;
    pub use self::choices::*;
}
pub mod copy_button {
    mod copy_button;
    pub use self::copy_button::*;
}
pub mod dialog {
    mod dialog;
    pub use self::dialog::*;
}
pub mod empty_state {
    mod empty_state;
    pub use self::empty_state::*;
}
pub mod error_state {
    mod error_state;
    pub use self::error_state::*;
}
pub mod field {
    mod field;
    pub use self::field::*;
}
pub mod icon {
    mod icon;
    pub use self::icon::*;
}
pub mod kbd {
    mod kbd;
    pub use self::kbd::*;
}
pub mod language_select {
    mod language_select;
    pub use self::language_select::*;
}
pub mod leave_question {
    mod leave_question;
    pub use self::leave_question::*;
}
pub mod line {
    mod line;
    pub use self::line::*;
}
pub mod mark {
    mod mark;
    pub use self::mark::*;
}
pub mod marked {
    mod marked;
    pub use self::marked::*;
}
pub mod menu {
    mod menu;
    pub use self::menu::*;
}
pub mod page {
    mod page;
    pub use self::page::*;
}
pub mod panel {
    mod panel;
    pub use self::panel::*;
}
pub mod progress {
    mod progress;
    pub use self::progress::*;
}
pub mod prose {
    mod prose;
    pub use self::prose::*;
}
pub mod save_bar {
    mod save_bar;
    pub use self::save_bar::*;
}
pub mod select {
    mod select;
    pub use self::select::*;
}
pub mod skeleton {
    mod skeleton;
    pub use self::skeleton::*;
}
pub mod spinner {
    mod spinner;
    pub use self::spinner::*;
}
pub mod switch {
    mod switch;
    pub use self::switch::*;
}
pub mod tabs {
    mod tabs;
    pub use self::tabs::*;
}
pub mod toast {
    mod toast;
    pub use self::toast::*;
}
