//! The Persian help centre's PDF files, word by word against the text that they were made of.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test may panic")]

use std::collections::HashMap;
use std::path::{Path, PathBuf};

use extract::{Limits, extract};

const JOINER: char = '\u{200C}';

fn words(text: &str) -> HashMap<String, usize> {
    let mut counts = HashMap::new();
    for word in text.split(|c: char| !c.is_alphanumeric() && c != JOINER).filter(|word| !word.is_empty()) {
        *counts.entry(word.to_owned()).or_insert(0) += 1;
    }
    counts
}

/// Words of `a` that `b` has too.
fn common(a: &HashMap<String, usize>, b: &HashMap<String, usize>) -> usize {
    a.iter().map(|(word, count)| count.min(b.get(word).unwrap_or(&0))).sum()
}

#[test]
fn persian_pdf_files_read_as_they_were_written() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let library = std::env::var_os("DIWAN_PDFIUM")
        .map_or_else(|| root.join("target/tools/pdfium/libpdfium.so"), PathBuf::from);
    let limits = Limits::with_pdfium(library);
    let (mut right, mut wrong, mut lost) = (0, Vec::new(), Vec::new());
    for name in ["changes", "delivery", "gifts", "refunds", "workshops"] {
        let written = std::fs::read_to_string(root.join(format!("demo/source/nabta/fa/{name}.md"))).unwrap();
        let file = std::fs::read(root.join(format!("demo/nabta/fa/{name}.pdf"))).unwrap();
        let document = extract(&format!("{name}.pdf"), &file, &limits).unwrap();
        let text: Vec<&str> = document.blocks.iter().map(|block| block.text.as_str()).collect();
        let (written, read) = (words(&written), words(&text.join("\n")));
        let whole = |words: &HashMap<String, usize>| -> HashMap<String, usize> {
            words.iter().filter(|(word, _)| word.contains(JOINER)).map(|(w, n)| (w.clone(), *n)).collect()
        };
        right += common(&whole(&written), &read);
        wrong.extend(whole(&read).into_keys().filter(|word| !written.contains_key(word)));
        lost.extend(whole(&written).into_keys().filter(|word| !read.contains_key(word)));
        println!(
            "{name}: {} of {} words as written",
            common(&written, &read),
            written.values().sum::<usize>()
        );
    }
    println!("{right} joined words right; lost {lost:?}");
    assert!(wrong.is_empty(), "joined and never written so: {wrong:?}");
    assert!(right >= 10 * lost.len(), "{right} right, lost {lost:?}");
}
