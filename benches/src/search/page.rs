//! The figures' place in `docs/benchmarks.md`.

use anyhow::{Context, Result};
use std::{fs, path::Path};

/// Puts a section between its markers, at the end of a page that has none yet.
pub fn write(name: &str, section: &str) -> Result<()> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs/benchmarks.md");
    let page = fs::read_to_string(&path).with_context(|| format!("reading {}", path.display()))?;
    fs::write(&path, with(&page, name, section))?;
    eprintln!("  · written to docs/benchmarks.md");
    Ok(())
}

fn with(page: &str, name: &str, section: &str) -> String {
    let (begin, end) = (format!("<!-- bench: {name} -->"), format!("<!-- end: {name} -->"));
    let section = format!("{begin}\n\n{}\n\n{end}", section.trim());
    let parts = page
        .split_once(&begin)
        .and_then(|(head, rest)| rest.split_once(&end).map(|(_, tail)| format!("{head}{section}{tail}")));
    parts.unwrap_or_else(|| format!("{}\n\n{section}\n", page.trim_end()))
}

#[cfg(test)]
mod tests {
    use super::with;

    #[test]
    fn a_section_takes_the_place_of_the_one_before() {
        let page = with("# Page\n", "speed", "one\n");
        assert_eq!(page, "# Page\n\n<!-- bench: speed -->\n\none\n\n<!-- end: speed -->\n");
        let page = with(&with(&page, "other", "two"), "speed", "three");
        assert!(!page.contains("one") && page.contains("three") && page.contains("two"), "{page}");
    }
}
