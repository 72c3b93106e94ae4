//! Scores extraction: `score DIR` reads `<lang>-<producer>.pdf` beside `<lang>.txt` and prints the word F1
//! and the share of the reference's word pairs that the extracted text has too, in order.

use std::collections::HashMap;
use std::path::Path;

use extract::{BlockKind, Limits, extract};
use unicode_normalization::UnicodeNormalization;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let dir = std::env::args().nth(1).ok_or("usage: score DIR [file to print]")?;
    let print = std::env::args().nth(2);
    let library = std::env::var_os("DIWAN_PDFIUM").unwrap_or_else(|| "target/tools/pdfium".into());
    let limits = Limits::with_pdfium(library);
    let mut files: Vec<_> = std::fs::read_dir(&dir)?.flatten().map(|entry| entry.path()).collect();
    files.sort();
    let mut failed = 0;
    println!("{:<18} {:>7} {:>7} {:>6} {:>7}", "file", "F1", "pairs", "blocks", "ms");
    for file in files.iter().filter(|file| file.extension().is_some_and(|end| end == "pdf")) {
        let name = file.file_name().and_then(|name| name.to_str()).unwrap_or_default();
        let (lang, _) = name.split_once('-').unwrap_or((name, ""));
        let reference = words(&std::fs::read_to_string(Path::new(&dir).join(format!("{lang}.txt")))?);
        let bytes = std::fs::read(file)?;
        let start = std::time::Instant::now();
        let document = extract(name, &bytes, &limits)?;
        let ms = start.elapsed().as_secs_f64() * 1000.0;
        let mut text = String::new();
        for block in &document.blocks {
            let row = block.kind == BlockKind::Row;
            text.push_str(&if row { block.text.replace(" | ", " ") } else { block.text.clone() });
            text.push('\n');
        }
        if print.as_deref() == Some(name) {
            for block in &document.blocks {
                println!("{:?} p{:?}: {}", block.kind, block.page, block.text);
            }
        }
        let found = words(&text);
        let (f1, pairs) = (f1(&reference, &found), pairs(&reference, &found));
        failed += i32::from(f1 < 0.98 || pairs < 0.95);
        println!("{name:<18} {f1:>7.4} {pairs:>7.4} {:>6} {ms:>7.1}", document.blocks.len());
    }
    if failed > 0 {
        return Err(format!("{failed} files below F1 0.98 or pairs 0.95").into());
    }
    Ok(())
}

fn words(text: &str) -> Vec<String> {
    let text: String = text
        .nfkc()
        .filter(|&c| {
            !matches!(c, '\u{200C}' | '\u{200E}' | '\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}')
                && !matches!(c, '\u{640}' | '\u{64B}'..='\u{65F}' | '\u{670}')
        })
        .collect();
    text.split_whitespace().map(str::to_owned).collect()
}

fn counts<T: std::hash::Hash + Eq>(items: impl Iterator<Item = T>) -> HashMap<T, usize> {
    let mut counts = HashMap::new();
    for item in items {
        *counts.entry(item).or_insert(0) += 1;
    }
    counts
}

fn common<T: std::hash::Hash + Eq>(a: &HashMap<T, usize>, b: &HashMap<T, usize>) -> usize {
    a.iter().map(|(item, count)| count.min(b.get(item).unwrap_or(&0))).sum()
}

fn f1(reference: &[String], found: &[String]) -> f64 {
    let common = common(&counts(reference.iter()), &counts(found.iter())) as f64;
    2.0 * common / (reference.len() + found.len()) as f64
}

fn pairs(reference: &[String], found: &[String]) -> f64 {
    let of = |words: &[String]| counts(words.windows(2).map(<[String]>::to_vec));
    let (reference, found) = (of(reference), of(found));
    let total: usize = reference.values().sum();
    common(&reference, &found) as f64 / total as f64
}
