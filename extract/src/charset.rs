//! Bytes to text: byte order marks, stated charsets, and a guess for what states none.

use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1254, WINDOWS_1256};

/// Above this share of control characters nobody wrote it as text.
const MAX_CONTROLS_PERCENT: usize = 2;

/// Decodes text. `stated` is what the document says of itself (an HTML meta element), believed only
/// where the bytes do not prove otherwise.
pub(crate) fn decode(bytes: &[u8], stated: Option<&'static Encoding>) -> String {
    if let Some((encoding, mark)) = Encoding::for_bom(bytes) {
        let body = bytes.get(mark..).unwrap_or_default();
        return encoding.decode_without_bom_handling(body).0.into_owned();
    }
    // Zero bytes are valid UTF-8, so this comes first.
    if let Some(encoding) = utf16_without_mark(bytes) {
        return encoding.decode_without_bom_handling(bytes).0.into_owned();
    }
    if let Ok(text) = std::str::from_utf8(bytes) {
        return text.to_owned();
    }
    let encoding = match stated {
        Some(stated) if stated != UTF_8 => stated,
        _ => guess(bytes),
    };
    encoding.decode_without_bom_handling(bytes).0.into_owned()
}

/// Guesses among what our languages were written in before UTF-8. A few bad bytes in UTF-8 text stay
/// UTF-8; where most high bytes stand three and more together it is Arabic or Persian, also among much Latin text
/// (a table of addresses); windows-1254 also fits Italian and English.
fn guess(bytes: &[u8]) -> &'static Encoding {
    let (text, _) = UTF_8.decode_without_bom_handling(bytes);
    let bad = text.chars().filter(|&c| c == char::REPLACEMENT_CHARACTER).count();
    let good = text.chars().filter(|&c| !c.is_ascii() && c != char::REPLACEMENT_CHARACTER).count();
    if good > bad * 10 {
        return UTF_8;
    }
    let high = bytes.iter().filter(|&&byte| byte >= 0x80).count();
    let together: usize = bytes.split(u8::is_ascii).map(<[u8]>::len).filter(|&length| length >= 3).sum();
    if together * 2 > high { WINDOWS_1256 } else { WINDOWS_1254 }
}

/// UTF-16 that lacks its mark shows in zero bytes on one side of nearly every pair (Latin text, or the
/// spaces and line ends of any other: those alone are too few to be sure, so the mark is needed there).
fn utf16_without_mark(bytes: &[u8]) -> Option<&'static Encoding> {
    let sample = bytes.get(..bytes.len().min(4096))?;
    let (pairs, _) = sample.as_chunks::<2>();
    let low = pairs.iter().filter(|[first, second]| *first != 0 && *second == 0).count();
    let high = pairs.iter().filter(|[first, second]| *first == 0 && *second != 0).count();
    let most = pairs.len() * 7 / 10;
    if pairs.len() < 8 {
        None
    } else if low > most {
        Some(UTF_16LE)
    } else if high > most {
        Some(UTF_16BE)
    } else {
        None
    }
}

/// Whether the bytes are no text in any encoding that we read.
pub(crate) fn is_binary(bytes: &[u8]) -> bool {
    if Encoding::for_bom(bytes).is_some() || utf16_without_mark(bytes).is_some() {
        return false;
    }
    let controls = bytes
        .iter()
        .filter(|&&byte| byte < 0x20 && !matches!(byte, b'\t' | b'\n' | b'\r' | 0x0C | 0x1B))
        .count();
    bytes.contains(&0) || controls * 100 > bytes.len() * MAX_CONTROLS_PERCENT
}

/// Whether a file's beginning is that of an HTML page (in an encoding that extends ASCII, or UTF-16).
pub(crate) fn looks_like_html(head: &[u8]) -> bool {
    let text = decode(head, Some(WINDOWS_1254)).to_ascii_lowercase();
    let mut text = text.trim_start_matches('\u{FEFF}').trim_start();
    if let Some((_, rest)) = text.strip_prefix("<?xml").and_then(|rest| rest.split_once("?>")) {
        text = rest.trim_start();
    }
    while let Some((_, rest)) = text.strip_prefix("<!--").and_then(|rest| rest.split_once("-->")) {
        text = rest.trim_start();
    }
    ["<!doctype html", "<html", "<head", "<body", "<meta", "<title"].iter().any(|tag| text.starts_with(tag))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn arabic_of_windows_is_recognised() {
        let (bytes, ..) = WINDOWS_1256.encode("سياسة الإرجاع: خلال 14 يومًا");
        assert_eq!(decode(&bytes, None), "سياسة الإرجاع: خلال 14 يومًا");
    }

    #[test]
    fn arabic_among_much_latin_is_recognised() {
        let text = "https://nabta.test/returns/policy,returns-and-refunds,سياسة الإرجاع,Returns policy";
        assert_eq!(decode(&WINDOWS_1256.encode(text).0, None), text);
    }

    #[test]
    fn turkish_of_windows_is_recognised() {
        let (bytes, ..) = WINDOWS_1254.encode("İade koşulları ve kargo ücreti ığş");
        assert_eq!(decode(&bytes, None), "İade koşulları ve kargo ücreti ığş");
    }

    #[test]
    fn utf16_is_read_with_and_without_a_mark() {
        let plain: Vec<u8> = "Returns within 14 days".encode_utf16().flat_map(u16::to_le_bytes).collect();
        assert_eq!(decode(&plain, None), "Returns within 14 days");
        assert!(!is_binary(&plain));
        let marked: Vec<u8> = "\u{FEFF}مرحبا".encode_utf16().flat_map(u16::to_be_bytes).collect();
        assert_eq!(decode(&marked, None), "مرحبا");
        assert!(!is_binary(&marked));
    }

    #[test]
    fn one_bad_byte_does_not_turn_utf8_into_something_else() {
        let mut bytes = "نقبل الإرجاع خلال أسبوعين".as_bytes().to_vec();
        bytes.push(0xFF);
        assert!(decode(&bytes, None).starts_with("نقبل الإرجاع"));
    }

    #[test]
    fn zero_bytes_are_binary() {
        assert!(is_binary(b"abc\0def\0\0\0\x01\x02 and more of it"));
        assert!(!is_binary(b"plain\r\ntext\t"));
    }
}
