//! Which format a file is in: its content decides, its name only between formats that look alike.

use std::io::Cursor;

use crate::{Format, Refused, charset};

/// A PDF may carry a little junk before its header; readers accept it within this distance.
const PDF_HEADER_WITHIN: usize = 1024;

/// Tells the format of a file. A name that promises another kind of content is an error of its own:
/// the owner most likely chose the wrong file or renamed it.
pub fn sniff(name: &str, bytes: &[u8]) -> Result<Format, Refused> {
    let declared = declared_format(name)?;
    match content(bytes)? {
        Content::Pdf => agree(declared, &[Format::Pdf], Format::Pdf),
        Content::Docx => agree(declared, &[Format::Docx], Format::Docx),
        Content::EncryptedOffice => match declared {
            Some(Format::Docx | Format::Xlsx) | None => Err(Refused::Encrypted),
            Some(other) => Err(mislabelled(other, "application/x-ole-storage")),
        },
        Content::OldOffice => match declared {
            Some(other) => Err(mislabelled(other, "application/x-ole-storage")),
            None => Err(Refused::Unsupported),
        },
        Content::Xlsx => agree(declared, &[Format::Xlsx], Format::Xlsx),
        Content::Zip => agree(declared, &[Format::Zip], Format::Zip),
        Content::Other(media_type) => match declared {
            Some(format) => Err(mislabelled(format, media_type)),
            None => Err(Refused::Unsupported),
        },
        Content::Html => {
            // Markdown and plain text may begin with a tag and still be what they say.
            let like = [Format::Html, Format::Markdown, Format::Text];
            agree(declared, &like, Format::Html)
        }
        Content::Text => {
            agree(declared, &[Format::Text, Format::Markdown, Format::Html, Format::Csv], Format::Text)
        }
        Content::Empty => Err(Refused::Empty),
    }
}

enum Content {
    Pdf,
    Docx,
    Xlsx,
    Zip,
    EncryptedOffice,
    OldOffice,
    Html,
    Text,
    Empty,
    Other(&'static str),
}

/// The format that a name promises; `None` where it promises nothing.
///
/// # Errors
/// [`Refused::Unsupported`] for names of formats that are not read.
pub fn declared_format(name: &str) -> Result<Option<Format>, Refused> {
    let Some((_, extension)) = name.rsplit_once('.') else { return Ok(None) };
    Ok(Some(match extension.to_ascii_lowercase().as_str() {
        "pdf" => Format::Pdf,
        "docx" | "docm" | "dotx" => Format::Docx,
        "html" | "htm" | "xhtml" => Format::Html,
        "md" | "markdown" | "mdown" => Format::Markdown,
        "txt" | "text" => Format::Text,
        "csv" | "tsv" => Format::Csv,
        "xlsx" | "xlsm" | "xltx" => Format::Xlsx,
        "zip" => Format::Zip,
        "doc" | "rtf" | "odt" | "ods" | "xls" | "xlsb" | "ppt" | "pptx" | "json" | "xml" | "png" | "jpg"
        | "jpeg" | "gif" | "webp" | "svg" | "mp3" | "mp4" | "epub" | "pages" | "numbers" | "7z" | "rar"
        | "gz" | "tgz" | "tar" | "exe" => return Err(Refused::Unsupported),
        _ => return Ok(None),
    }))
}

fn agree(declared: Option<Format>, alike: &[Format], found: Format) -> Result<Format, Refused> {
    match declared {
        None => Ok(found),
        Some(format) if alike.contains(&format) => Ok(format),
        Some(format) => Err(mislabelled(format, found.media_type())),
    }
}

fn mislabelled(declared: Format, found: &str) -> Refused {
    Refused::Mislabelled { declared, found: found.to_owned() }
}

fn content(bytes: &[u8]) -> Result<Content, Refused> {
    let head = bytes.get(..PDF_HEADER_WITHIN.min(bytes.len())).unwrap_or_default();
    if bytes.is_empty() {
        return Ok(Content::Empty);
    }
    if head.windows(5).any(|window| window == b"%PDF-") && !charset::looks_like_html(head) {
        return Ok(Content::Pdf);
    }
    if head.starts_with(b"PK\x03\x04") || head.starts_with(b"PK\x05\x06") {
        return zip_content(bytes);
    }
    if head.starts_with(&[0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1]) {
        // A protected .docx is an OLE container with a stream of this name, in UTF-16.
        let name: Vec<u8> = "EncryptedPackage".encode_utf16().flat_map(u16::to_le_bytes).collect();
        let protected = bytes.windows(name.len()).any(|window| window == name);
        return Ok(if protected { Content::EncryptedOffice } else { Content::OldOffice });
    }
    for (magic, media_type) in MAGIC {
        if head.starts_with(magic) {
            return Ok(Content::Other(media_type));
        }
    }
    if charset::is_binary(bytes) {
        return Ok(Content::Other("application/octet-stream"));
    }
    Ok(if charset::looks_like_html(head) { Content::Html } else { Content::Text })
}

const MAGIC: &[(&[u8], &str)] = &[
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"\xFF\xD8\xFF", "image/jpeg"),
    (b"GIF8", "image/gif"),
    (b"II*\0", "image/tiff"),
    (b"MM\0*", "image/tiff"),
    (b"{\\rtf", "application/rtf"),
    (b"\x1F\x8B", "application/gzip"),
    (b"7z\xBC\xAF\x27\x1C", "application/x-7z-compressed"),
    (b"Rar!", "application/vnd.rar"),
    (b"\x7FELF", "application/x-executable"),
    (b"MZ\x90", "application/x-msdownload"),
];

fn zip_content(bytes: &[u8]) -> Result<Content, Refused> {
    let archive = zip::ZipArchive::new(Cursor::new(bytes)).map_err(Refused::broken)?;
    let has = |name: &str| archive.index_for_name(name).is_some();
    Ok(
        if has("word/document.xml") || (archive.file_names().flatten().any(|name| name.starts_with("word/")))
        {
            Content::Docx
        } else if has("xl/workbook.xml") {
            Content::Xlsx
        } else if has("ppt/presentation.xml") {
            Content::Other("application/vnd.openxmlformats-officedocument.presentationml.presentation")
        } else if has("mimetype") && has("content.xml") {
            Content::Other("application/vnd.oasis.opendocument")
        } else {
            Content::Zip
        },
    )
}
