//! What README and docs name exists.

use super::{Finding, at};
use crate::{files, place::Place};
use anyhow::Result;
use std::path::Path;

/// Looks for every path named in `README.md`, `CHANGELOG.md` and `docs/`.
pub fn check(place: &Place) -> Result<Vec<Finding>> {
    let mut documents: Vec<_> =
        ["README.md", "CHANGELOG.md"].iter().map(|name| place.root.join(name)).collect();
    documents.retain(|path| path.is_file());
    documents.extend(
        files::below(&place.root.join("docs"))?
            .into_iter()
            .filter(|path| path.extension().is_some_and(|kind| kind == "md")),
    );
    let mut findings = Vec::new();
    for document in documents {
        let text = files::text(&document)?;
        let folder = document.parent().unwrap_or(&place.root);
        for (offset, name) in links(&text).chain(code(&text).filter(|(_, name)| is_path(&place.root, name))) {
            let name_only = name.split('#').next().unwrap_or(name);
            if !name_only.is_empty()
                && !folder.join(name_only).exists()
                && !place.root.join(name_only).exists()
            {
                findings.push(format!("{}: {name} does not exist", at(place, &document, &text, offset)));
            }
        }
    }
    Ok(findings)
}

/// Whether a word in code style is a path of this repository: it begins with one of our folders, or ends like a
/// source and lies in a folder. Made folders (`target/`, `data/`) are not ours.
fn is_path(root: &Path, word: &str) -> bool {
    let plain = word.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"_-./".contains(&byte));
    let Some((first, rest)) = word.split_once('/') else { return false };
    if !plain
        || first.is_empty()
        || first.starts_with('.')
        || rest.contains("//")
        || ["target", "data"].contains(&first)
    {
        return false;
    }
    let kinds = [".rs", ".css", ".sql", ".md", ".toml", ".ts", ".js"];
    root.join(first).is_dir() || kinds.iter().any(|kind| word.ends_with(kind))
}

/// Targets of links and pictures that lie in the repository.
fn links(text: &str) -> impl Iterator<Item = (usize, &str)> {
    text.match_indices("](").filter_map(|(offset, _)| {
        let target = text.get(offset + 2..)?.split([')', ' ']).next()?;
        let elsewhere = target.contains("://") || target.starts_with('#') || target.starts_with("mailto:");
        (!elsewhere && !target.starts_with('/')).then_some((offset, target))
    })
}

/// Words between single backticks, on one line.
fn code(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let mut offset = 0;
    text.split_inclusive('\n').flat_map(move |line| {
        let begin = offset;
        offset += line.len();
        let mut within = begin;
        line.split('`')
            .enumerate()
            .filter_map(move |(index, part)| {
                let at = within;
                within += part.len() + 1;
                (index % 2 == 1 && !part.is_empty()).then_some((at, part))
            })
            .collect::<Vec<_>>()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_links_and_paths_and_leaves_the_rest() {
        let text = "See [this](docs/a.md#b), [that](https://example.org/x) and `server/src/lib.rs`, `GET /x/y`, `a/b`.";
        assert_eq!(links(text).map(|(_, name)| name).collect::<Vec<_>>(), ["docs/a.md#b"]);
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap_or(Path::new("."));
        let paths: Vec<_> = code(text).map(|(_, name)| name).filter(|name| is_path(root, name)).collect();
        assert_eq!(paths, ["server/src/lib.rs"]);
    }
}
