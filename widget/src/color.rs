//! The brand's colour, and a text colour that can be read on it.

/// The text colour (`#ffffff` or `#000000`) with the higher contrast on `background`; `None` when that
/// is not `#rrggbb`: anything else of a configuration never reaches a style.
///
/// One of the two always reaches the 4.5 of WCAG AA.
pub fn readable_on(background: &str) -> Option<&'static str> {
    // Where the contrasts with white and with black are equal: 1.05 / (l + 0.05) = (l + 0.05) / 0.05.
    Some(if luminance(background)? <= 0.179 { "#ffffff" } else { "#000000" })
}

/// Relative luminance as WCAG 2 defines it.
fn luminance(color: &str) -> Option<f64> {
    let digits = color.strip_prefix('#').filter(|digits| digits.len() == 6)?;
    let mut rgb = 0;
    for digit in digits.chars() {
        rgb = rgb * 16 + digit.to_digit(16)?;
    }
    let linear = |shift: u32| {
        let part = f64::from((rgb >> shift) & 0xFF) / 255.0;
        // WCAG's curve without powf, which would add a kilobyte: at most 0.002 off.
        part * (part * (part * 0.305_306 + 0.682_171) + 0.012_523)
    };
    Some(0.2126 * linear(16) + 0.7152 * linear(8) + 0.0722 * linear(0))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// WCAG's own curve, to check the approximation against.
    fn exact(r: u32, g: u32, b: u32) -> f64 {
        let linear = |value: u32| {
            let part = f64::from(value) / 255.0;
            if part <= 0.04045 { part / 12.92 } else { ((part + 0.055) / 1.055).powf(2.4) }
        };
        0.2126 * linear(r) + 0.7152 * linear(g) + 0.0722 * linear(b)
    }

    #[test]
    fn the_chosen_text_colour_is_readable_on_every_colour() {
        let ink: f64 = 0.0;
        for r in (0..=255).step_by(15) {
            for g in (0..=255).step_by(15) {
                for b in (0..=255).step_by(15) {
                    let on = readable_on(&format!("#{r:02x}{g:02x}{b:02x}")).unwrap_or_default();
                    let text: f64 = if on == "#ffffff" { 1.0 } else { ink };
                    let back = exact(r, g, b);
                    let contrast = (text.max(back) + 0.05) / (text.min(back) + 0.05);
                    assert!(contrast >= 4.5, "#{r:02x}{g:02x}{b:02x}: {contrast}");
                }
            }
        }
    }

    #[test]
    fn what_is_no_colour_is_refused() {
        for bad in ["", "red", "#12", "#fff", "#12345", "#gggggg", "#fff;}", "url(x)", "#ــ"] {
            assert_eq!(readable_on(bad), None, "{bad}");
        }
        assert_eq!(readable_on("#FFFFFF"), Some("#000000"));
        assert_eq!(readable_on("#1f6f5c"), Some("#ffffff"));
    }
}
