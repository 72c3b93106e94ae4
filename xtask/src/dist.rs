//! A folder to copy to a machine that has neither sources nor compilers.

use crate::{
    build::{self, Mode},
    files,
    place::Place,
    progress::Steps,
    tools,
};
use anyhow::{Context, Result};
use std::{fs, path::Path};

/// Makes `target/dist/diwan-<version>` with `bin/diwan`, `site` and `tools` as the server looks for them.
pub fn run(place: &Place) -> Result<()> {
    let mut steps = Steps::of(tools::STEPS + build::STEPS + 1);
    tools::fetch(place, &mut steps)?;
    build::all(place, Mode::Release, &mut steps)?;
    let folder = place.target.join("dist").join(concat!("diwan-", env!("CARGO_PKG_VERSION")));
    steps.step("gathering", || {
        let beside = folder.with_extension("new");
        files::fresh_folder(&beside.join("bin"))?;
        copy(&place.server(true), &beside.join("bin/diwan"))?;
        for paper in ["LICENSE", "NOTICE"] {
            copy(&place.root.join(paper), &beside.join(paper))?;
        }
        for (from, name) in [
            (place.site(), "site"),
            (place.tools().join("pg"), "tools/pg"),
            (place.tools().join("pdfium"), "tools/pdfium"),
        ] {
            for path in files::below(&from)? {
                copy(&path, &beside.join(name).join(path.strip_prefix(&from)?))?;
            }
        }
        files::replace_folder(&beside, &folder)
    })?;
    println!("{}", place.show(&folder));
    Ok(())
}

/// Copies with the mode, making folders.
fn copy(from: &Path, to: &Path) -> Result<()> {
    fs::create_dir_all(to.parent().context("a file has a folder")?)?;
    fs::copy(from, to).with_context(|| format!("cannot copy {}", from.display()))?;
    Ok(())
}
