//! Starting other programs.

use crate::place::Place;
use anyhow::{Context, Result, bail};
use std::{
    env,
    ffi::OsString,
    path::{Path, PathBuf},
    process::{Command, Stdio},
};

/// Cargo, in the workspace, with the environment of a cargo that the user starts.
///
/// `cargo run` leaves its own variables to us; passed on, they would make some build scripts think that something
/// changed, and compile again what the user's plain `cargo build` had.
pub fn cargo(place: &Place) -> Command {
    let mut command = Command::new(env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    command.current_dir(&place.root);
    for (name, _) in env::vars_os() {
        let name_text = name.to_string_lossy();
        let of_run = ["CARGO_PKG_", "CARGO_MANIFEST_", "CARGO_BIN_", "CARGO_CRATE_", "CARGO_PRIMARY_"];
        // Leptos drops `_bg` from the address of the WASM when this is set while compiling.
        if of_run.iter().any(|prefix| name_text.starts_with(prefix)) || name_text == "LEPTOS_OUTPUT_NAME" {
            command.env_remove(name);
        }
    }
    without_cargo_libraries(place, &mut command);
    command
}

/// Takes the folders that `cargo run` adds out of the library path: the server and PostgreSQL need none of them.
pub fn without_cargo_libraries(place: &Place, command: &mut Command) {
    let Some(paths) = env::var_os("LD_LIBRARY_PATH") else { return };
    let of_rust = |path: &PathBuf| {
        path.components().any(|part| part.as_os_str() == "toolchains" || part.as_os_str() == "rustlib")
    };
    let kept = env::split_paths(&paths).filter(|path| !path.starts_with(&place.target) && !of_rust(path));
    match env::join_paths(kept) {
        Ok(kept) if !kept.is_empty() => command.env("LD_LIBRARY_PATH", kept),
        _ => command.env_remove("LD_LIBRARY_PATH"),
    };
}

/// Runs to the end, with the output for the user to see.
pub fn run(command: &mut Command) -> Result<()> {
    let status = command.status().with_context(|| format!("cannot start {}", shown(command)))?;
    if !status.success() {
        bail!("failed ({status}): {}", shown(command));
    }
    Ok(())
}

/// Runs to the end and returns what it printed; its complaints only where it fails.
pub fn read(command: &mut Command) -> Result<String> {
    let output =
        command.stdin(Stdio::null()).output().with_context(|| format!("cannot start {}", shown(command)))?;
    if !output.status.success() {
        bail!(
            "failed ({}): {}\n{}",
            output.status,
            shown(command),
            String::from_utf8_lossy(&output.stderr).trim_end()
        );
    }
    Ok(String::from_utf8_lossy(&output.stdout).into_owned())
}

/// The command as one would type it.
pub fn shown(command: &Command) -> String {
    let program = Path::new(command.get_program());
    let program = program.file_name().unwrap_or(program.as_os_str());
    let words = std::iter::once(program).chain(command.get_args()).map(|word| word.to_string_lossy());
    words.collect::<Vec<_>>().join(" ")
}

/// The program's place on the PATH.
pub fn on_path(program: &str) -> Option<PathBuf> {
    let paths: OsString = env::var_os("PATH")?;
    env::split_paths(&paths).map(|folder| folder.join(program)).find(|file| file.is_file())
}

/// Whether the process may do everything.
pub fn is_root() -> bool {
    read(Command::new("id").arg("-u")).is_ok_and(|id| id.trim() == "0")
}
