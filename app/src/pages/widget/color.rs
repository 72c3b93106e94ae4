//! The brand's colour and how well it can be seen, as WCAG 2 measures it.

/// A colour as `#rrggbb`, in small letters; `None` for anything else.
pub fn parse(typed: &str) -> Option<String> {
    let digits = typed.trim().trim_start_matches('#');
    let good = digits.len() == 6 && digits.bytes().all(|byte| byte.is_ascii_hexdigit());
    good.then(|| format!("#{}", digits.to_ascii_lowercase()))
}

/// White or black, whichever can be read better on `background`.
pub fn readable_on(background: &str) -> &'static str {
    let (white, black) = (contrast(background, "#ffffff"), contrast(background, "#000000"));
    if white >= black { "#ffffff" } else { "#000000" }
}

/// The contrast of two colours, 1 to 21; 1 where one is no colour.
pub fn contrast(one: &str, other: &str) -> f64 {
    let (Some(one), Some(other)) = (luminance(one), luminance(other)) else { return 1.0 };
    (one.max(other) + 0.05) / (one.min(other) + 0.05)
}

fn luminance(color: &str) -> Option<f64> {
    let color = parse(color)?;
    let value = u32::from_str_radix(color.trim_start_matches('#'), 16).ok()?;
    let linear = |shift: u32| {
        let part = f64::from((value >> shift) & 0xff) / 255.0;
        if part <= 0.040_45 { part / 12.92 } else { ((part + 0.055) / 1.055).powf(2.4) }
    };
    Some(0.2126 * linear(16) + 0.7152 * linear(8) + 0.0722 * linear(0))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn contrasts_are_those_of_the_standard() {
        assert!((contrast("#ffffff", "#000000") - 21.0).abs() < 1e-9);
        assert!((contrast("#767676", "#ffffff") - 4.54).abs() < 0.01);
        assert!((contrast("no colour", "#ffffff") - 1.0).abs() < 1e-9);
    }

    #[test]
    fn the_chosen_text_colour_can_always_be_read() {
        for step in 0..=0xff_u32 {
            let color = format!("#{step:02x}{:02x}{:02x}", (step * 7) & 0xff, (step * 13) & 0xff);
            assert!(contrast(&color, readable_on(&color)) >= 4.5, "{color}");
        }
    }

    #[test]
    fn a_colour_is_six_hexadecimal_digits() {
        assert_eq!(parse(" 1F6F54 ").as_deref(), Some("#1f6f54"));
        for bad in ["", "#fff", "#1f6f5", "#1f6f5g", "red", "#1f6f54aa"] {
            assert_eq!(parse(bad), None, "{bad}");
        }
    }
}
