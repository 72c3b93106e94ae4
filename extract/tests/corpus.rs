//! The made documents in `corpus/files`: whatever program wrote them, the same text, in the same order, in the same
//! headings, items and rows.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test may panic")]

#[path = "../examples/score/words.rs"]
mod words;

use std::path::{Path, PathBuf};

use extract::{BlockKind, Limits, extract};
use words::{score, words};

fn corpus() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("corpus")
}

fn limits() -> Limits {
    let default = Path::new(env!("CARGO_MANIFEST_DIR")).join("../target/tools/pdfium/libpdfium.so");
    Limits::with_pdfium(std::env::var_os("DIWAN_PDFIUM").map_or(default, PathBuf::from))
}

/// The kinds of blocks in the source: headings, paragraphs, items, rows.
fn shape(source: &str) -> Vec<char> {
    let lines =
        source.lines().filter(|line| !line.is_empty() && !line.starts_with(":::") && !line.starts_with("|-"));
    lines.map(|line| line.chars().next().filter(|mark| "#-|".contains(*mark)).unwrap_or('p')).collect()
}

#[test]
fn every_program_s_document_is_read_alike() {
    let mut read = 0;
    let mut missed = Vec::new();
    for lang in ["ar", "fa", "tr", "it", "en"] {
        let reference = words(&std::fs::read_to_string(corpus().join(format!("files/{lang}.txt"))).unwrap());
        let wanted = shape(&std::fs::read_to_string(corpus().join(format!("text/{lang}.md"))).unwrap());
        for program in
            ["chromium.pdf", "weasy.pdf", "latex.pdf", "reportlab.pdf", "lo.pdf", "lo.docx", "word.docx"]
        {
            let name = format!("{lang}-{program}");
            let bytes = std::fs::read(corpus().join("files").join(&name)).unwrap();
            let document = extract(&name, &bytes, &limits()).unwrap();
            let text: Vec<String> =
                document.blocks.iter().map(|block| block.text.replace(" | ", " ")).collect();
            let found = score(&reference, &words(&text.join("\n")));
            if found.f1 < 0.98 || found.pairs < 0.95 {
                missed.push(format!("{name}: F1 {:.3}, pairs {:.3}", found.f1, found.pairs));
            }
            let mut kinds: Vec<char> = document
                .blocks
                .iter()
                .map(|block| match block.kind {
                    BlockKind::Heading(_) => '#',
                    BlockKind::ListItem => '-',
                    BlockKind::Row => '|',
                    BlockKind::Paragraph => 'p',
                })
                .collect();
            // Where a sentence ends with its line, a paragraph's end can't be told from it.
            kinds.dedup_by(|a, b| *a == 'p' && *b == 'p');
            if kinds != wanted {
                missed.push(format!(
                    "{name}: {} for {}",
                    String::from_iter(kinds),
                    String::from_iter(&wanted)
                ));
            }
            read += 1;
        }
    }
    assert_eq!(read, 35);
    assert!(missed.is_empty(), "{missed:#?}");
}
