//! A crate to WebAssembly and its JavaScript.

use super::{Mode, minify::Minifier, names};
use crate::{
    files::{self, Note},
    place::Place,
    process,
};
use anyhow::{Context, Result};
use std::path::{Path, PathBuf};
use wasm_bindgen_cli_support::Bindgen;

const TARGET: &str = "wasm32-unknown-unknown";

/// Packages with parts that a release loads when they are first needed.
const SPLIT: &[&str] = &["frontend"];

/// Compiles `package` and returns the folder that holds `<package>.js` and `<package>_bg.wasm`.
pub fn bundle(place: &Place, package: &str, mode: Mode, minifier: &Minifier) -> Result<PathBuf> {
    // The same `dev` profile as the server's: one of its own would compile every macro once more.
    let mut cargo = process::cargo(place);
    cargo.args(["rustc", "--package", package, "--lib", "--target", TARGET]);
    let splits = mode.is_release() && SPLIT.contains(&package);
    if mode.is_release() {
        cargo.args(["--profile", "wasm-release"]);
    }
    if splits {
        // Relocations tell the splitter who needs whom.
        cargo.args(["--features", "split", "--", "-Clink-args=--emit-relocs"]);
    }
    process::run(&mut cargo)?;
    let profile = if mode.is_release() { "wasm-release" } else { "debug" };
    let module = place.target.join(TARGET).join(profile).join(format!("{package}.wasm"));

    let folder = place.work().join(mode.name()).join(package);
    let note = Note::of(
        &place.work(),
        &format!("{}-{package}", mode.name()),
        &files::sha256(&files::bytes(&module)?),
    )?;
    if note.holds() && folder.is_dir() {
        return Ok(folder);
    }
    let beside = folder.with_extension("new");
    files::fresh_folder(&beside)?;
    let whole = if splits { split(&module, package, &beside)? } else { module };
    Bindgen::new()
        .input_path(&whole)
        // What the parts import from the main module, under the names that the linker gave.
        .keep_lld_exports(splits)
        .demangle(!splits)
        .web(true)?
        .typescript(false)
        .keep_debug(!mode.is_release())
        .remove_name_section(mode.is_release())
        .remove_producers_section(true)
        .omit_default_module_path(true)
        .generate(&beside)
        .with_context(|| format!("cannot make JavaScript for {}", whole.display()))?;
    if mode.is_release() {
        names::number(&beside, &beside.join(format!("{package}_bg.wasm")))?;
    }
    for part in
        files::below(&beside)?.iter().filter(|path| path.extension().is_some_and(|kind| kind == "wasm"))
    {
        minifier.module(part)?;
    }
    for script in
        files::below(&beside)?.iter().filter(|path| path.extension().is_some_and(|kind| kind == "js"))
    {
        files::write(script, &minifier.script(files::bytes(script)?)?)?;
    }
    files::replace_folder(&beside, &folder)?;
    note.write()?;
    Ok(folder)
}

#[cfg(feature = "split")]
fn split(module: &Path, package: &str, folder: &Path) -> Result<PathBuf> {
    super::split::parts(module, package, folder)
}

#[cfg(not(feature = "split"))]
fn split(_: &Path, _: &str, _: &Path) -> Result<PathBuf> {
    anyhow::bail!("a release needs the feature `split` of xtask; `cargo xtask` turns it on by itself")
}
