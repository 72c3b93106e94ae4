//! One stylesheet of many: the foundations in `style/`, then each component's own file.

use super::{Mode, minify::Minifier};
use crate::{files, place::Place};
use anyhow::Result;
use std::path::{Path, PathBuf};

/// The stylesheets of the dashboard and the public pages, in the order in which they count.
pub fn sources(place: &Place) -> Result<Vec<PathBuf>> {
    let is_css = |path: &PathBuf| path.extension().is_some_and(|kind| kind == "css");
    let mut sources = files::below(&place.root.join("style"))?;
    sources.extend(files::below(&place.root.join("app/src"))?);
    sources.retain(is_css);
    Ok(sources)
}

/// Writes `diwan.css` into `folder`.
pub fn bundle(place: &Place, mode: Mode, minifier: &Minifier, folder: &Path) -> Result<()> {
    let mut all = String::new();
    // The components' own page is compiled into debug builds alone.
    let gallery = place.root.join("app/src/pages/gallery");
    for path in sources(place)? {
        if mode.is_release() && path.starts_with(&gallery) {
            continue;
        }
        if !mode.is_release() {
            // So that a browser's inspector tells where a rule stands.
            all.push_str(&format!("/* {} */\n", place.show(&path)));
        }
        all.push_str(&files::text(&path)?);
        all.push('\n');
    }
    let target = folder.join("diwan.css");
    let noted = folder.with_extension("css-source");
    if target.is_file() && std::fs::read_to_string(&noted).is_ok_and(|made_from| made_from == all) {
        return Ok(());
    }
    files::write(&target, &minifier.style(all.clone().into_bytes())?)?;
    files::write(&noted, all.as_bytes())
}
