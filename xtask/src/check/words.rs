//! Words that must not stand in the sources.

use super::{Finding, at};
use crate::{files, place::Place};
use anyhow::Result;
use std::path::Path;

/// Words, the folders where they are refused (all of them when none is named), and why.
const REFUSED: [(&[&str], &[&str], &str); 3] = [
    (
        &["document.cookie", "set-cookie", "set_cookie", "CookieJar"],
        &["server/src", "app/src", "frontend/src", "widget"],
        "no cookies anywhere: tokens travel in headers",
    ),
    (&[concat!("TO", "DO"), concat!("FIX", "ME")], &[], "do it, or open an issue"),
    (
        &[" style=\"", " style={", " style=move"],
        &["app/src"],
        "the policy of the pages refuses inline styles",
    ),
];

const SOURCES: [&str; 13] = [
    "api",
    "text",
    "extract",
    "app",
    "frontend",
    "widget",
    "server",
    "migrations",
    "style",
    "xtask",
    "benches",
    "end2end",
    "docs",
];
const KINDS: [&str; 9] = ["rs", "css", "js", "mjs", "ts", "sql", "md", "html", "toml"];

/// Looks through all sources.
pub fn check(place: &Place) -> Result<Vec<Finding>> {
    let mut findings = Vec::new();
    for folder in SOURCES {
        for path in files::below(&place.root.join(folder))? {
            let is_source = path.extension().is_some_and(|kind| KINDS.iter().any(|known| kind == *known));
            if !is_source || path.components().any(|part| part.as_os_str() == "node_modules") {
                continue;
            }
            // This file has to name what it refuses.
            if path.ends_with(file!()) {
                continue;
            }
            let text = files::text(&path)?;
            for (offset, reason) in refused(path.strip_prefix(&place.root)?, &text) {
                findings.push(format!("{}: {reason}", at(place, &path, &text, offset)));
            }
        }
    }
    Ok(findings)
}

fn refused<'a>(path: &'a Path, text: &'a str) -> impl Iterator<Item = (usize, String)> + 'a {
    let rules = REFUSED.iter().filter(|(_, folders, _)| {
        folders.is_empty() || folders.iter().any(|folder| path.starts_with(folder))
    });
    rules.flat_map(move |(words, _, reason)| {
        words.iter().flat_map(move |word| {
            text.match_indices(word).map(move |(offset, _)| (offset, format!("`{}`: {reason}", word.trim())))
        })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cookie_is_refused_where_the_product_is_and_may_be_named_in_tests() {
        let found = |path: &str| refused(Path::new(path), "headers.get(\"set-cookie\")").count();
        assert_eq!((found("server/src/http/mod.rs"), found("server/tests/it/cookies.rs")), (1, 0));
    }
}
