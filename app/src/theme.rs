//! Light or dark: the system's wish, unless the person chose.

use crate::storage;
use leptos::prelude::*;

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Theme {
    #[default]
    System,
    Light,
    Dark,
}

impl Theme {
    pub const ALL: [Self; 3] = [Self::System, Self::Light, Self::Dark];

    const fn name(self) -> Option<&'static str> {
        match self {
            Self::System => None,
            Self::Light => Some("light"),
            Self::Dark => Some("dark"),
        }
    }

    /// Shows it and keeps it.
    pub fn choose(self) {
        let Some(root) = document().document_element() else { return };
        if let Some(name) = self.name() {
            let _ = root.set_attribute("data-theme", name);
            storage::set(storage::THEME, name);
        } else {
            let _ = root.remove_attribute("data-theme");
            storage::remove(storage::THEME);
        }
    }

    /// What was kept. Only in the browser, and after the first render.
    pub fn kept() -> Self {
        match storage::get(storage::THEME).as_deref() {
            Some("light") => Self::Light,
            Some("dark") => Self::Dark,
            _ => Self::System,
        }
    }
}
