use leptos::prelude::*;

/// A text whose highlights (`[start, end)` in characters) are marked.
pub fn marked(text: &str, highlights: &[(u32, u32)]) -> AnyView {
    parts(text, highlights)
        .into_iter()
        .map(|(found, text)| if found { view! { <mark>{text}</mark> }.into_any() } else { text.into_any() })
        .collect_view()
        .into_any()
}

/// Cuts a text at its highlights (`[start, end)` in characters): each part, and whether it is one.
fn parts(text: &str, highlights: &[(u32, u32)]) -> Vec<(bool, String)> {
    let mut sorted: Vec<_> = highlights.iter().filter(|(start, end)| start < end).collect();
    sorted.sort_unstable();
    let inside = |at: u32| sorted.iter().any(|(start, end)| (*start..*end).contains(&at));
    let mut parts: Vec<(bool, String)> = Vec::new();
    for (at, letter) in (0_u32..).zip(text.chars()) {
        let found = inside(at);
        match parts.last_mut().filter(|(last, _)| *last == found) {
            Some((_, part)) => part.push(letter),
            None => parts.push((found, letter.into())),
        }
    }
    parts
}

#[cfg(test)]
mod tests {
    use super::parts;

    fn shown(text: &str, highlights: &[(u32, u32)]) -> String {
        parts(text, highlights)
            .into_iter()
            .map(|(found, part)| if found { format!("[{part}]") } else { part })
            .collect()
    }

    #[test]
    fn highlights_are_counted_in_letters_and_may_touch_or_overlap() {
        assert_eq!(shown("مدة التوصيل يومان", &[(4, 11)]), "مدة [التوصيل] يومان");
        assert_eq!(shown("abcdef", &[(3, 5), (1, 4)]), "a[bcde]f");
        assert_eq!(shown("😀 ok", &[(2, 4)]), "😀 [ok]");
    }

    #[test]
    fn highlights_outside_of_the_text_change_nothing() {
        assert_eq!(shown("abc", &[(5, 9), (2, 1)]), "abc");
        assert_eq!(shown("", &[(0, 3)]), "");
    }
}
