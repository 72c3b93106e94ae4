//! Real files of each kind that can't be read, or only in part: a clear reason each, and soon.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test may panic")]

use std::fmt::Write;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use extract::{Document, Extra, Limits, Refused, extract};

fn limits() -> Limits {
    let default = Path::new(env!("CARGO_MANIFEST_DIR")).join("../target/tools/pdfium/libpdfium.so");
    Limits::with_pdfium(std::env::var_os("DIWAN_PDFIUM").map_or(default, PathBuf::from))
}

fn file(name: &str) -> Vec<u8> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/files").join(name);
    std::fs::read(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

fn read(name: &str) -> Result<Document, Refused> {
    extract(name, &file(name), &limits())
}

#[test]
fn office_files_with_a_password_are_encrypted() {
    for name in ["hostile/locked.docx", "hostile/locked.xlsx"] {
        assert_eq!(read(name), Err(Refused::Encrypted), "{name}");
    }
}

#[test]
fn packages_that_unpack_without_end_are_too_large() {
    for name in ["hostile/bomb.docx", "hostile/bomb.xlsx"] {
        assert!(file(name).len() < 256 * 1024);
        assert_eq!(read(name), Err(Refused::TooLarge), "{name}");
    }
    assert!(matches!(read("hostile/laughs.docx"), Err(Refused::Broken(_))));
}

#[test]
fn fonts_without_codes_are_garbled_and_not_indexed() {
    for name in ["hostile/codeless-en.pdf", "hostile/codeless-ar.pdf"] {
        assert_eq!(read(name), Err(Refused::Garbled), "{name}");
    }
}

#[test]
fn a_damaged_directory_is_mended_and_the_text_is_whole() {
    let whole = read("it.pdf").unwrap();
    assert_eq!(read("hostile/damaged-xref.pdf").unwrap().blocks, whole.blocks);
    // Where objects are gone, what is left may be read; none of it is invented.
    if let Ok(rest) = read("hostile/damaged-middle.pdf") {
        let known: String = whole.blocks.iter().map(|block| format!("{} ", block.text)).collect();
        let words: Vec<&str> = rest.blocks.iter().flat_map(|block| block.text.split_whitespace()).collect();
        let same = words.iter().filter(|word| known.contains(**word)).count();
        assert!(same * 10 >= words.len() * 8, "{same} of {}", words.len());
    }
}

#[test]
fn what_is_left_out_is_said() {
    for (name, like, extra) in [
        ("hostile/attached.pdf", "it.pdf", Extra::EmbeddedFiles),
        ("hostile/embedded.docx", "it.docx", Extra::EmbeddedFiles),
        ("hostile/mixed.pdf", "it.pdf", Extra::PicturePages),
    ] {
        let document = read(name).unwrap();
        assert_eq!(document.left_out, [extra], "{name}");
        assert_eq!(document.blocks, read(like).unwrap().blocks, "{name}");
        assert!(read(like).unwrap().left_out.is_empty(), "{like}");
    }
}

/// A PDF of that many pages with a line on each.
fn pages(count: usize) -> Vec<u8> {
    let mut pdf = b"%PDF-1.4\n".to_vec();
    let mut places = Vec::new();
    let mut add = |object: String| {
        places.push(pdf.len());
        let number = places.len();
        pdf.extend(format!("{number} 0 obj\n{object}\nendobj\n").bytes());
    };
    add("<</Type/Catalog/Pages 2 0 R>>".into());
    let kids: String = (0..count).map(|at| format!("{} 0 R ", 4 + 2 * at)).collect();
    add(format!("<</Type/Pages/Count {count}/Kids[{kids}]>>"));
    add("<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>".into());
    for at in 0..count {
        let content = 5 + 2 * at;
        add(format!(
            "<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Resources<</Font<</F 3 0 R>>>>/Contents {content} 0 R>>"
        ));
        let text = format!("BT /F 12 Tf 72 400 Td (Line of leaf {at}, about watering.) Tj ET");
        add(format!("<</Length {}>>\nstream\n{text}\nendstream", text.len()));
    }
    let start = pdf.len();
    let mut end = format!("xref\n0 {}\n0000000000 65535 f \n", places.len() + 1);
    for place in &places {
        let _ = writeln!(end, "{place:010} 00000 n ");
    }
    let _ = write!(end, "trailer\n<</Size {}/Root 1 0 R>>\nstartxref\n{start}\n%%EOF\n", places.len() + 1);
    pdf.extend(end.bytes());
    pdf
}

#[test]
fn two_thousand_pages_are_read_and_one_more_is_not() {
    let started = Instant::now();
    let document = extract("book.pdf", &pages(2_000), &limits()).unwrap();
    assert_eq!(document.pages, Some(2_000));
    assert_eq!(document.blocks.len(), 2_000);
    assert!(started.elapsed() < Duration::from_secs(60), "{:?}", started.elapsed());
    assert_eq!(extract("book.pdf", &pages(2_001), &limits()), Err(Refused::TooManyPages(2_001)));
}

#[test]
fn refusals_give_a_reason_and_advice() {
    for refused in [
        Refused::Archive,
        Refused::Garbled,
        Refused::TooManyFiles(501),
        Refused::Unsupported,
        Refused::Encrypted,
    ] {
        let said = refused.to_string();
        assert!(said.ends_with('.') && said.matches(". ").count() == 1, "{said}");
        assert!(refused.code().starts_with("document_"));
    }
}
