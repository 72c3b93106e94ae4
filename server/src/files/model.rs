/// The largest document or attachment.
pub const MAX_BYTES: u64 = 25 * 1024 * 1024;

/// How many characters of a name are kept.
const NAME_CHARS: usize = 200;

/// A file's name as people may see it: without folders, control characters and marks that turn the
/// direction of what follows (which make `exe.fdp` look like `pdf.exe`'s opposite). Never empty.
pub fn clean_name(name: &str) -> String {
    let last = name.rsplit(['/', '\\']).next().unwrap_or_default();
    let kept: String = last.chars().filter(|c| !c.is_control() && !turns_direction(*c)).collect();
    let kept = kept.trim().trim_start_matches('.');
    if kept.is_empty() {
        return "file".into();
    }
    if kept.chars().count() <= NAME_CHARS {
        return kept.into();
    }
    // The extension says what it is; the middle can go.
    let (stem, extension) = match kept.rsplit_once('.') {
        Some((stem, extension)) if extension.chars().count() <= 10 => (stem, format!(".{extension}")),
        _ => (kept, String::new()),
    };
    let room = NAME_CHARS - extension.chars().count();
    stem.chars().take(room).collect::<String>() + &extension
}

fn turns_direction(c: char) -> bool {
    matches!(c, '\u{200E}' | '\u{200F}' | '\u{061C}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}')
}

#[cfg(test)]
mod tests {
    use super::clean_name;

    #[test]
    fn names_lose_folders_and_tricks_and_keep_their_script() {
        assert_eq!(clean_name("../../etc/passwd"), "passwd");
        assert_eq!(clean_name("C:\\Users\\Lina\\دليل العناية.pdf"), "دليل العناية.pdf");
        assert_eq!(clean_name("a\u{202E}fdp.exe\r\n"), "afdp.exe");
        assert_eq!(clean_name(" .. "), "file");
        let long = clean_name(&format!("{}.docx", "س".repeat(400)));
        assert!(long.ends_with(".docx") && long.chars().count() == 200);
    }
}
