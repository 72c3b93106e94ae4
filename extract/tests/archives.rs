//! Archives of documents: what may be read of them, and what they can't do.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test may panic")]

use std::io::{Cursor, Write};

use extract::{Archive, ArchiveLimits, Entry, Format, Limits, Refused, extract, sniff};
use zip::{ZipWriter, write::SimpleFileOptions};

fn archive(files: &[(&str, &[u8])]) -> Vec<u8> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, content) in files {
        writer.start_file(*name, SimpleFileOptions::default()).unwrap();
        writer.write_all(content).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

fn open(bytes: &[u8]) -> Result<Archive<&[u8]>, Refused> {
    Archive::open(bytes, ArchiveLimits::default())
}

fn paths(archive: &Archive<&[u8]>) -> Vec<String> {
    archive.entries().iter().map(|entry| entry.path.clone()).collect()
}

#[test]
fn documents_are_listed_and_read_and_the_rest_says_why() {
    let inner = archive(&[("a.md", b"# A")]);
    let bytes = archive(&[
        ("سياسات/الإرجاع.md", "# الإرجاع\n\nخلال 14 يومًا.".as_bytes()),
        ("faq.csv", b"Q,A\nWhen?,Now.\n"),
        ("photo.png", b"\x89PNG\r\n\x1a\n"),
        ("more.zip", &inner),
        ("more.7z", b"7z"),
        ("__MACOSX/._faq.csv", b"\0\x05"),
        (".DS_Store", b"\0"),
        ("~$draft.docx", b"\0"),
    ]);
    assert_eq!(sniff("upload.zip", &bytes), Ok(Format::Zip));
    assert_eq!(extract("upload.zip", &bytes, &Limits::default()), Err(Refused::Archive));
    let mut archive = open(&bytes).unwrap();
    assert_eq!(paths(&archive), ["سياسات/الإرجاع.md", "faq.csv"]);
    let left: Vec<(&str, &str)> =
        archive.left_out().iter().map(|left| (left.path.as_str(), left.why.code())).collect();
    assert_eq!(
        left,
        [
            ("photo.png", "document_unsupported"),
            ("more.zip", "document_archive"),
            ("more.7z", "document_archive")
        ]
    );
    let entries: Vec<Entry> = archive.entries().to_vec();
    assert_eq!(entries[0].name(), "الإرجاع.md");
    for entry in &entries {
        let bytes = archive.read(entry).unwrap();
        assert_eq!(bytes.len() as u64, entry.size);
        assert!(extract(entry.name(), &bytes, &Limits::default()).is_ok());
    }
}

#[test]
fn an_archive_under_another_name_is_not_opened() {
    let inner = archive(&[("a.md", b"# A")]);
    let bytes = archive(&[("notes", &inner), ("a.txt", b"text")]);
    let mut archive = open(&bytes).unwrap();
    let entries = archive.entries().to_vec();
    assert_eq!(archive.read(&entries[0]), Err(Refused::Archive));
    assert_eq!(archive.read(&entries[1]), Ok(b"text".to_vec()));
}

#[test]
fn bombs_do_not_go_off() {
    let zeros = vec![b' '; 12 * 1024 * 1024];
    assert_eq!(open(&archive(&[("a.txt", &zeros)])).err(), Some(Refused::TooLarge));

    let limits = ArchiveLimits { max_file_bytes: 1000, max_total_bytes: 1500, ..ArchiveLimits::default() };
    let noise: Vec<u8> = (0..900_u32).map(|at| (at.wrapping_mul(2_654_435_761) >> 24) as u8).collect();
    let bytes = archive(&[("a.txt", &noise), ("b.txt", &noise)]);
    assert_eq!(Archive::open(bytes.as_slice(), limits).err(), Some(Refused::TooLarge));

    // The same with small sizes declared: only unpacking tells.
    let mut lying = bytes;
    let heads: Vec<usize> =
        lying.windows(4).enumerate().filter(|(_, four)| *four == b"PK\x01\x02").map(|(at, _)| at).collect();
    for at in heads {
        lying[at + 24..at + 28].copy_from_slice(&10_u32.to_le_bytes());
    }
    let mut archive = Archive::open(lying.as_slice(), limits).unwrap();
    let entries = archive.entries().to_vec();
    let read: Vec<_> = entries.iter().map(|entry| archive.read(entry)).collect();
    assert!(read.iter().any(Result::is_err), "{read:?}");
    assert!(read.iter().flatten().map(Vec::len).sum::<usize>() <= 1500);
}

#[test]
fn entries_over_each_other_are_a_bomb() {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    writer.start_file("a.txt", SimpleFileOptions::default()).unwrap();
    writer.write_all(b"the same kilobytes, again and again").unwrap();
    writer.shallow_copy_file("a.txt", "b.txt").unwrap();
    let bytes = writer.finish().unwrap().into_inner();
    assert_eq!(open(&bytes).err(), Some(Refused::TooLarge));
}

#[test]
fn too_many_files_are_refused() {
    let names: Vec<String> = (0..501).map(|at| format!("{at}.txt")).collect();
    let files: Vec<(&str, &[u8])> = names.iter().map(|name| (name.as_str(), b"x".as_slice())).collect();
    assert_eq!(open(&archive(&files)).err(), Some(Refused::TooManyFiles(501)));
    assert_eq!(open(&archive(&files[..500])).unwrap().entries().len(), 500);
}

#[test]
fn archives_without_anything_to_read_say_why() {
    assert_eq!(open(&archive(&[])).err(), Some(Refused::Empty));
    assert_eq!(open(&archive(&[("a.png", b"x"), ("b.png", b"x")])).err(), Some(Refused::Unsupported));
    assert!(matches!(open(b"PK\x03\x04 and nothing").err(), Some(Refused::Broken(_))));
    let whole = archive(&[("a.txt", b"text")]);
    assert!(matches!(open(&whole[..whole.len() / 2]).err(), Some(Refused::Broken(_))));
}

#[test]
fn locked_files_are_left_out() {
    let mut bytes = archive(&[("a.txt", b"text"), ("b.txt", b"text")]);
    // The bit that says "encrypted", of the first file's two headers.
    let local = bytes.windows(4).position(|four| four == b"PK\x03\x04").unwrap();
    let central = bytes.windows(4).position(|four| four == b"PK\x01\x02").unwrap();
    bytes[local + 6] |= 1;
    bytes[central + 8] |= 1;
    let archive = open(&bytes).unwrap();
    assert_eq!(paths(&archive), ["b.txt"]);
    assert_eq!(
        (archive.left_out()[0].path.as_str(), &archive.left_out()[0].why),
        ("a.txt", &Refused::Encrypted)
    );
}

#[test]
fn paths_stay_inside() {
    let bytes = archive(&[("../../up.txt", b"a"), ("/etc/root.txt", b"b"), ("C:/x/drive.txt", b"c")]);
    assert_eq!(paths(&open(&bytes).unwrap()), ["up.txt", "etc/root.txt", "x/drive.txt"]);
}

proptest::proptest! {
    #![proptest_config(proptest::prelude::ProptestConfig::with_cases(300))]

    /// A spoilt byte may cost the files, never the process.
    #[test]
    fn spoilt_archives_do_not_panic(at in 0..400_usize, byte in 0..=255_u8) {
        let mut bytes = archive(&[("a.txt", b"some text"), ("b/c.md", b"# more"), ("d.csv", b"Q,A\na,b\n")]);
        let at = at % bytes.len();
        bytes[at] = byte;
        if let Ok(mut archive) = open(&bytes) {
            for entry in archive.entries().to_vec() {
                let _ = archive.read(&entry);
            }
        }
    }
}
