//! Names in archives: written by any system in any charset, and not to be trusted with a path.

use crate::charset;

/// The upper half of code page 857 as far as it holds letters; 437 and 850, which Western systems wrote, have
/// the same letters in these places but for the six Turkish ones.
const OEM: &str = "ÇüéâäàåçêëèïîıÄÅÉæÆôöòûùİÖÜø£ØŞşáíóúñÑĞğ";

/// A path as people read it; `None` where nothing of it is left.
pub(super) fn path(raw: &[u8]) -> Option<String> {
    let decoded = decode(raw);
    // What stands before a zero byte is what other programs would see; a name with one is a trick.
    let decoded: String = decoded.chars().filter(|c| !c.is_control()).collect();
    let parts: Vec<&str> = decoded
        .split(['/', '\\'])
        .map(str::trim)
        .filter(|part| !part.is_empty() && !part.chars().all(|c| c == '.') && !is_drive(part))
        .collect();
    (!parts.is_empty()).then(|| parts.join("/"))
}

/// UTF-8 where it is; else what was usual before: the machine's own charset for Arabic, the DOS one elsewhere.
fn decode(raw: &[u8]) -> String {
    if let Ok(text) = std::str::from_utf8(raw) {
        return text.to_owned();
    }
    let is_oem = raw.iter().all(|&byte| byte < 0xA8);
    if is_oem {
        let letter = |byte: u8| match byte.checked_sub(0x80) {
            Some(at) => OEM.chars().nth(at.into()).unwrap_or(char::REPLACEMENT_CHARACTER),
            None => char::from(byte),
        };
        return raw.iter().map(|&byte| letter(byte)).collect();
    }
    charset::decode(raw, None)
}

fn is_drive(part: &str) -> bool {
    part.len() == 2 && part.ends_with(':') && part.starts_with(|c: char| c.is_ascii_alphabetic())
}

/// Files that an operating system or an Office program put there for itself.
pub(super) fn is_of_the_system(path: &str) -> bool {
    let name = path.rsplit('/').next().unwrap_or(path);
    path.starts_with("__MACOSX/")
        || name.starts_with('.')
        || name.starts_with("~$")
        || ["thumbs.db", "desktop.ini"].contains(&name.to_ascii_lowercase().as_str())
}

/// Whether a name is that of another archive.
pub(super) fn is_archive(path: &str) -> bool {
    let extension = path.rsplit_once('.').map(|(_, extension)| extension.to_ascii_lowercase());
    extension.is_some_and(|extension| {
        ["zip", "7z", "rar", "gz", "tgz", "tar", "bz2", "xz", "zst"].contains(&extension.as_str())
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use encoding_rs::WINDOWS_1256;

    #[test]
    fn names_are_read_in_the_charsets_that_archives_have() {
        assert_eq!(path("أسئلة/شائعة.csv".as_bytes()).as_deref(), Some("أسئلة/شائعة.csv"));
        assert_eq!(path(&WINDOWS_1256.encode("سياسة الإرجاع.txt").0).as_deref(), Some("سياسة الإرجاع.txt"));
        // "İade koşulları.txt" of a Turkish DOS, "qualità.md" of an Italian one.
        assert_eq!(path(b"\x98ade ko\x9fullar\x8d.txt").as_deref(), Some("İade koşulları.txt"));
        assert_eq!(path(b"qualit\x85.md").as_deref(), Some("qualità.md"));
    }

    #[test]
    fn no_name_leaves_the_archive() {
        for (raw, seen) in [
            ("../../etc/passwd.txt", "etc/passwd.txt"),
            ("/etc/hosts.txt", "etc/hosts.txt"),
            ("C:\\Users\\a\\faq.md", "Users/a/faq.md"),
            ("a/./b/../c.txt", "a/b/c.txt"),
            ("a\0b.txt", "ab.txt"),
        ] {
            assert_eq!(path(raw.as_bytes()).as_deref(), Some(seen));
        }
        assert_eq!(path(b"../.."), None);
    }
}
