use crate::components::icon::{Glyph, Icon};
use leptos::prelude::*;

/// The first letters of a name, on a colour of its own.
#[component]
pub fn Avatar(
    /// `None` for somebody whose name is not known.
    #[prop(into)]
    name: Signal<Option<String>>,
) -> impl IntoView {
    view! {
        <span
            class="avatar"
            data-hue=move || hue(name.get().as_deref().unwrap_or_default()).to_string()
            aria-hidden="true"
        >
            {move || match name.get().as_deref().map(initials).filter(|letters| !letters.is_empty()) {
                Some(letters) => letters.into_any(),
                None => view! { <Icon of=Glyph::Person /> }.into_any(),
            }}
        </span>
    }
    .into_any()
}

/// The first letter of the first and of the last word; nothing for nobody.
fn initials(name: &str) -> String {
    let mut words = name.split_whitespace();
    let first = words.next().and_then(|word| word.chars().next());
    let last = words.next_back().and_then(|word| word.chars().next());
    match (first, last) {
        // Arabic letters would join into a ligature without a break between them.
        (Some(first), Some(last)) if first.is_alphabetic() && last.is_alphabetic() => {
            format!("{}\u{200C}{}", first.to_uppercase(), last.to_uppercase())
        }
        (Some(first), _) => first.to_uppercase().to_string(),
        (None, _) => String::new(),
    }
}

/// One of six colours, always the same for a name.
fn hue(name: &str) -> u32 {
    name.chars().fold(7_u32, |sum, letter| sum.wrapping_mul(31).wrapping_add(letter as u32)) % 6
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn initials_are_of_the_first_and_the_last_word() {
        assert_eq!(initials("Lina Al Masri"), "L\u{200C}M");
        assert_eq!(initials("لينا المصري"), "ل\u{200C}ا");
        assert_eq!(initials("Omar"), "O");
        assert_eq!(initials("  "), "");
    }
}
