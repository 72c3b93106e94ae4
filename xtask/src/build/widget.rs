//! The chat widget: a loader with a fixed name, everything else under the hash of its contents.

use super::{
    Mode,
    compress::{self, Effort},
    minify::Minifier,
    publish,
};
use crate::{
    files::{self, Note},
    place::Place,
};
use anyhow::{Context, Result};
use std::path::Path;

/// The word in the loader that stands for the folder of everything else.
const PLACEHOLDER: &str = "__WIDGET__";

/// Publishes `site/w/<hash>/` and the loader `site/widget.js` that points there.
pub fn publish(place: &Place, mode: Mode, minifier: &Minifier, bundle: &Path) -> Result<()> {
    let effort = if mode.is_release() { Effort::Full } else { Effort::Quick };
    let loader = place.root.join("widget/loader.js");
    let style = place.root.join("widget/widget.css");
    let texts = place.root.join("widget/texts");
    let mut sources = vec![files::folder_hash(bundle, mode.name())?, files::folder_hash(&texts, "")?];
    for source in [&loader, &style] {
        sources.push(if source.is_file() { files::sha256(&files::bytes(source)?) } else { String::new() });
    }
    let note = Note::of(&place.work(), "widget", &sources.join("\n"))?;
    let folder_name = place.work().join("widget-folder");
    let published = std::fs::read_to_string(&folder_name).is_ok_and(|name| {
        place.site().join("w").join(name).is_dir()
            && loader.is_file() == place.site().join("widget.js").is_file()
    });
    if note.holds() && published {
        return Ok(());
    }

    let gathered = place.work().join(mode.name()).join("widget-files");
    files::fresh_folder(&gathered)?;
    for path in files::below(bundle)? {
        files::write(&gathered.join(path.strip_prefix(bundle)?), &files::bytes(&path)?)?;
    }
    if style.is_file() {
        files::write(&gathered.join("widget.css"), &minifier.style(files::bytes(&style)?)?)?;
    }
    for path in files::below(&texts)? {
        let text: serde_json::Value = serde_json::from_slice(&files::bytes(&path)?)
            .with_context(|| format!("{} is no JSON", place.show(&path)))?;
        let name = path.strip_prefix(&texts)?;
        files::write(&gathered.join("texts").join(name), text.to_string().as_bytes())?;
    }
    let name = publish::versioned(&gathered, &place.site().join("w"), effort)?;

    files::write(&folder_name, name.as_bytes())?;
    if loader.is_file() {
        let source = files::text(&loader)?;
        let filled = source.replace(PLACEHOLDER, &format!("w/{name}"));
        anyhow::ensure!(filled != source, "widget/loader.js lacks {PLACEHOLDER}, so it would load nothing");
        compress::write(&place.site().join("widget.js"), &minifier.script(filled.into_bytes())?, effort)?;
    } else {
        eprintln!("      widget/loader.js is missing: the site has no widget.js");
    }
    note.write()
}
