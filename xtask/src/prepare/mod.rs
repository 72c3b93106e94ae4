//! The offline data of the checked queries, `server/.sqlx`: with it a build needs no database.
//!
//! A scratch PostgreSQL takes the migrations of both kinds of databases, in two schemas on one search path, and the
//! `sqlx::query!` macros ask it what each statement takes and gives. They write a file a statement, named by the
//! statement's hash. Checked queries stand in the server's library only: tests look at the tables from outside.

mod database;

use crate::{files, place::Place, process, progress::Steps, tools};
use anyhow::{Result, bail};
use database::Scratch;
use std::{collections::BTreeMap, path::Path};

/// A statement's file name and content.
type Statements = BTreeMap<String, Vec<u8>>;

/// Brings `server/.sqlx` to what the source and the migrations say now.
pub fn write(place: &Place) -> Result<()> {
    let made = make(place, &mut Steps::of(tools::STEPS + STEPS))?;
    let folder = place.root.join(FOLDER);
    let there = read(&folder)?;
    for (name, content) in made.iter().filter(|(name, content)| there.get(*name) != Some(*content)) {
        files::write(&folder.join(name), content)?;
    }
    for name in there.keys().filter(|name| !made.contains_key(*name)) {
        files::remove(&folder.join(name))?;
    }
    println!("{} statements in {FOLDER}; {} files changed", made.len(), differences(&there, &made).len());
    Ok(())
}

/// Fails unless `server/.sqlx` is what [`write()`] would make of it.
pub fn check(place: &Place) -> Result<()> {
    let made = make(place, &mut Steps::of(tools::STEPS + STEPS))?;
    let differences = differences(&read(&place.root.join(FOLDER))?, &made);
    if !differences.is_empty() {
        bail!(
            "{FOLDER} is not what the source says; run `cargo xtask prepare`:\n  {}",
            differences.join("\n  ")
        );
    }
    println!("{FOLDER}: {} statements, as the source and the migrations say", made.len());
    Ok(())
}

const FOLDER: &str = "server/.sqlx";
const STEPS: usize = 2;

/// Compiles the server's library against a scratch database and gives back what the macros wrote.
fn make(place: &Place, steps: &mut Steps) -> Result<Statements> {
    tools::fetch(place, steps)?;
    let database = steps.step("scratch database", || Scratch::start(place))?;
    let folder = place.work().join("sqlx");
    files::fresh_folder(&folder)?;
    steps.step("statements", || {
        let mut cargo = process::cargo(place);
        // `check` compiles no code, and the argument, new each time, makes it expand all macros again without making
        // the user's next build begin anew.
        cargo.args(["rustc", "--quiet", "--package", "server", "--lib", "--profile", "check", "--"]);
        cargo.arg(format!("--cfg=prepared_by=\"{}\"", database.name()));
        cargo.env("SQLX_OFFLINE", "false").env("SQLX_OFFLINE_DIR", &folder);
        cargo.env("DIWAN_SQL_DATABASE_URL", database.url());
        process::run(&mut cargo)
    })?;
    read(&folder)
}

fn read(folder: &Path) -> Result<Statements> {
    let mut statements = Statements::new();
    for path in files::below(folder)? {
        let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        statements.insert(name, files::bytes(&path)?);
    }
    Ok(statements)
}

/// What is missing, left over or otherwise in `there`, compared with `made`: the beginning of each statement.
fn differences(there: &Statements, made: &Statements) -> Vec<String> {
    let missing_or_other = made.iter().filter_map(|(name, content)| match there.get(name) {
        None => Some(format!("missing: {}", beginning(content))),
        Some(before) if before != content => Some(format!("changed: {}", beginning(content))),
        Some(_) => None,
    });
    let stale = there.iter().filter(|(name, _)| !made.contains_key(*name));
    missing_or_other.chain(stale.map(|(_, content)| format!("stale: {}", beginning(content)))).collect()
}

fn beginning(content: &[u8]) -> String {
    let data: serde_json::Value = serde_json::from_slice(content).unwrap_or_default();
    let statement = data.get("query").and_then(|query| query.as_str()).unwrap_or("not a statement");
    statement.split_whitespace().take(10).collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn statements(pairs: &[(&str, &str)]) -> Statements {
        let file = |query: &str| serde_json::json!({ "query": query }).to_string().into_bytes();
        pairs.iter().map(|(name, query)| ((*name).to_owned(), file(query))).collect()
    }

    #[test]
    fn says_what_is_missing_changed_and_left_over() {
        let there = statements(&[("a", "select 1"), ("b", "select  2"), ("c", "select 3")]);
        let made = statements(&[("a", "select 1"), ("b", "select 2"), ("d", "select\n 4")]);
        let found = differences(&there, &made);
        assert_eq!(found, ["changed: select 2", "missing: select 4", "stale: select 3"]);
        assert!(differences(&made, &made).is_empty());
    }
}
