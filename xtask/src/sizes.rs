//! What a visitor and an agent download, against what we promise.

use crate::{
    build::{self, Mode},
    files,
    place::Place,
    progress::Steps,
};
use anyhow::{Context, Result, bail};
use std::path::{Path, PathBuf};

/// Bytes of one file: as it is, gzip, brotli.
#[derive(Clone, Copy, Default)]
struct Size([u64; 3]);

impl std::iter::Sum for Size {
    fn sum<I: Iterator<Item = Self>>(sizes: I) -> Self {
        sizes.fold(Self::default(), |a, b| Self(std::array::from_fn(|i| a.0[i] + b.0[i])))
    }
}

/// Makes a release of the site and prints the table; fails where a budget is exceeded.
pub fn run(place: &Place) -> Result<()> {
    build::site(place, Mode::Release, &mut Steps::of(build::SITE_STEPS))?;
    let site = place.site();
    let current = site.join(files::text(&site.join("current"))?.trim());
    let mut over = Vec::new();
    println!("{:<34}{:>10}{:>10}{:>10}   budget", "bytes", "raw", "gzip", "brotli");
    let mut row = |name: &str, size: Size, budget: Option<(usize, u64)>| {
        let Size([raw, gzip, brotli]) = size;
        let mut line = format!("{name:<34}{raw:>10}{gzip:>10}{brotli:>10}");
        if let Some((kind, most)) = budget {
            let kept = size.0.get(kind).is_some_and(|bytes| *bytes <= most);
            line.push_str(&format!(
                "   {most} {}{}",
                ["raw", "gzip", "brotli"][kind],
                if kept { "" } else { "  EXCEEDED" }
            ));
            if !kept {
                over.push(name.to_owned());
            }
        }
        println!("{line}");
    };

    for name in ["frontend.js", "diwan.css"] {
        row(&format!("dashboard {name}"), measure(&current.join(name))?, None);
    }
    row("dashboard frontend_bg.wasm", measure(&current.join("frontend_bg.wasm"))?, Some((2, 350 * 1024)));
    let mut shared = Vec::new();
    for path in files::below(&current)? {
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        if let Some(page) = name.strip_prefix("split_").and_then(|name| name.strip_suffix(".wasm")) {
            row(&format!("dashboard {page}"), measure(&path)?, None);
        } else if name.starts_with("chunk_") && name.ends_with(".wasm") {
            shared.push(measure(&path)?);
        }
    }
    row(&format!("dashboard {} shared parts", shared.len()), shared.into_iter().sum(), None);

    let loader = site.join("widget.js");
    let mut parts = Vec::new();
    if loader.is_file() {
        let size = measure(&loader)?;
        row("widget loader", size, Some((0, 2048)));
        parts.push(size);
    }
    let mut texts = Vec::new();
    for path in widget_files(place)? {
        let size = measure(&path)?;
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        row(&format!("widget {name}"), size, None);
        // A visitor loads the texts of one language.
        if path.extension().is_some_and(|kind| kind == "json") { texts.push(size) } else { parts.push(size) }
    }
    parts.extend(texts.into_iter().max_by_key(|size| size.0[2]));
    row("widget, all together", parts.into_iter().sum(), Some((2, 35 * 1024)));
    if !over.is_empty() {
        bail!("over budget: {}", over.join(", "));
    }
    Ok(())
}

/// The files of the widget's present version, without their compressed copies.
fn widget_files(place: &Place) -> Result<Vec<PathBuf>> {
    let version = files::text(&place.work().join("widget-folder"))?;
    let mut found = files::below(&place.site().join("w").join(version))?;
    found.retain(|path| path.extension().is_some_and(|kind| kind != "br" && kind != "gz"));
    Ok(found)
}

/// The sizes as published: each copy where there is one, else what would be sent in its place.
fn measure(path: &Path) -> Result<Size> {
    let length =
        |suffix: &str| std::fs::metadata(format!("{}{suffix}", path.display())).map(|data| data.len());
    let raw = length("").with_context(|| format!("{} is missing", path.display()))?;
    Ok(Size([raw, length(".gz").unwrap_or(raw), length(".br").unwrap_or(raw)]))
}
