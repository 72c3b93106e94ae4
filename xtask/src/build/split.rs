//! One module into several: what every page needs, and parts that come when they are first called.
//!
//! The parts are the functions marked with `wasm_split` and what only they need; what several of them need and the
//! main module does not becomes a part too.

use super::snip;
use crate::files;
use anyhow::{Result, anyhow};
use std::path::{Path, PathBuf};
use wasm_split_cli_support::{Options, transform};

/// The name by which Leptos knows the script that loads parts.
const LOADER: &str = "./__wasm_split.______________________.js";

/// In the names of the functions that hydrate while waiting, for `hydrate_lazy`; ours is `hydrate_body`, in one go.
///
/// Leptos keeps them in the table of each kind of view (`tachys::view::any_view`), so that the compiler cannot see that
/// they are never run. Only the table's entries are taken: LLVM merges functions of one body under any of their names,
/// and what an entry calls may be such a one.
const HYDRATE_WAITING: &str = "into_any13hydrate_async17h";
/// In the names of the entries that hydrate in one go. A part comes when that is over: it builds, it never hydrates.
const HYDRATE: &str = "into_any19hydrate_from_server17h";

/// Writes the parts of `module` and their loader into `folder`; returns the main module, for bindgen.
pub fn parts(module: &Path, package: &str, folder: &Path) -> Result<PathBuf> {
    let whole = snip::empty(&files::bytes(module)?, |name| name.contains(HYDRATE_WAITING))?;
    // Once to see what is in the parts, and again without what never runs there.
    let scratch = folder.with_extension("parts");
    let main = write(&whole, package, &scratch)?;
    let main_names = snip::names(&files::bytes(&main)?)?;
    let whole = snip::empty(&whole, |name| name.contains(HYDRATE) && !main_names.contains(name))?;
    files::fresh_folder(&scratch)?;
    let main = write(&whole, package, &scratch)?;
    for path in files::below(&scratch)?.into_iter().filter(|path| *path != main) {
        if let Some(name) = path.file_name() {
            std::fs::copy(&path, folder.join(name))?;
        }
    }
    Ok(main)
}

fn write(whole: &[u8], package: &str, folder: &Path) -> Result<PathBuf> {
    files::fresh_folder(folder)?;
    let main = folder.join(format!("{package}.wasm"));
    let script = format!("./{package}.js");
    let mut options = Options::new(whole);
    options.output_dir = folder;
    options.main_out_path = &main;
    options.link_name = LOADER;
    options.main_module = &script;
    transform(options).map_err(|error| anyhow!("cannot split {package}: {error:?}"))?;
    Ok(main)
}
