/// How many of the first bytes [`media_type`] looks at.
pub(super) const HEAD: usize = 512;

/// What begins with what. The first that fits counts.
const MAGIC: &[(&[u8], usize, &str)] = &[
    (b"\x89PNG\r\n\x1a\n", 0, "image/png"),
    (b"\xFF\xD8\xFF", 0, "image/jpeg"),
    (b"GIF87a", 0, "image/gif"),
    (b"GIF89a", 0, "image/gif"),
    (b"WEBP", 8, "image/webp"),
    (b"WAVE", 8, "audio/wav"),
    (b"ftypavif", 4, "image/avif"),
    (b"ftypheic", 4, "image/heic"),
    (b"ftypM4A", 4, "audio/mp4"),
    (b"ftyp", 4, "video/mp4"),
    (b"\x1A\x45\xDF\xA3", 0, "video/webm"),
    (b"OggS", 0, "audio/ogg"),
    (b"ID3", 0, "audio/mpeg"),
    (b"%PDF-", 0, "application/pdf"),
    (b"\x1F\x8B", 0, "application/gzip"),
    (b"7z\xBC\xAF\x27\x1C", 0, "application/x-7z-compressed"),
];

/// Office files are archives; the name tells them apart, and nothing depends on it.
const ARCHIVES: &[(&str, &str)] = &[
    ("docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
    ("xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    ("pptx", "application/vnd.openxmlformats-officedocument.presentationml.presentation"),
    ("odt", "application/vnd.oasis.opendocument.text"),
];

/// The media type of a file by its first bytes. Whatever the sender claims is not asked; text is
/// `text/plain` even where it is HTML, so that no browser runs it.
pub(super) fn media_type(name: &str, head: &[u8]) -> &'static str {
    for (magic, at, media_type) in MAGIC {
        if head.get(*at..).is_some_and(|rest| rest.starts_with(magic)) {
            return media_type;
        }
    }
    if head.starts_with(b"PK\x03\x04") {
        let extension = name.rsplit('.').next().unwrap_or_default().to_ascii_lowercase();
        return ARCHIVES
            .iter()
            .find(|(e, _)| *e == extension)
            .map_or("application/zip", |(_, media_type)| media_type);
    }
    // The head may end inside a character.
    let text = match std::str::from_utf8(head) {
        Ok(_) => true,
        Err(error) => error.error_len().is_none(),
    };
    if text && !head.contains(&0) { "text/plain" } else { "application/octet-stream" }
}

#[cfg(test)]
mod tests {
    use super::media_type;

    #[test]
    fn content_decides_and_markup_is_text() {
        assert_eq!(media_type("photo.txt", b"\x89PNG\r\n\x1a\n...."), "image/png");
        assert_eq!(media_type("x.png", b"<html><script>"), "text/plain");
        assert_eq!(media_type("x.docx", b"PK\x03\x04...."), super::ARCHIVES[0].1);
        assert_eq!(media_type("x.png", b"PK\x03\x04...."), "application/zip");
        assert_eq!(media_type("voice", b"RIFF....WAVEfmt "), "audio/wav");
        assert_eq!(media_type("note", &"مرحبا".as_bytes()[..9]), "text/plain");
        assert_eq!(media_type("x", b"\0\x01\x02"), "application/octet-stream");
        assert_eq!(media_type("x", b""), "text/plain");
    }
}
