#![expect(clippy::disallowed_methods, reason = "what makes the schema can't be checked against it")]

use super::{
    check,
    connect::{Connections, Door},
};
use crate::crypto::Master;
use anyhow::{Context, bail};
use sha2::{Digest, Sha256};
use sqlx::{AssertSqlSafe, Connection, Executor, PgConnection, migrate::Migrator};

static CONTROL: Migrator = sqlx::migrate!("../migrations/control");
static REGION: Migrator = sqlx::migrate!("../migrations/region");

/// Scripts that run again whenever they change.
const CONTROL_ALWAYS: &[(&str, &str)] =
    &[("grants", include_str!("../../../migrations/control/always/grants.sql"))];
const REGION_ALWAYS: &[(&str, &str)] = &[
    ("policies", include_str!("../../../migrations/region/always/policies.sql")),
    ("jobs", include_str!("../../../migrations/region/always/jobs.sql")),
];

/// The name under which `applied_scripts` keeps the master key's fingerprint.
const MASTER_KEY: &str = "master key";

/// The values in a database are sealed with another master key than the one at hand.
#[derive(Debug, thiserror::Error)]
#[error("the database of {0} is sealed with another master key")]
pub struct WrongKey(String);

/// Brings every database to this version: roles, extension, schema, tables, queue, policies.
///
/// Runs under PostgreSQL's advisory locks, so that several nodes may start at once.
///
/// # Errors
/// What is missing (server version, pgvector, rights), with the statement that mends it; [`WrongKey`], before the
/// database was changed.
pub async fn migrate(connections: &Connections, master: &Master) -> anyhow::Result<()> {
    one(&connections.control, "control", &CONTROL, CONTROL_ALWAYS, master).await?;
    for door in connections.regions.values() {
        one(door, "region", &REGION, REGION_ALWAYS, master).await?;
    }
    Ok(())
}

/// Whether the master key is the one that the database is sealed with; an empty database takes any.
///
/// # Errors
/// [`WrongKey`], and those of connecting.
pub async fn known(door: &Door, master: &Master) -> anyhow::Result<()> {
    let mut conn = door.owner().await?;
    fits(&mut conn, &door.name, master).await?;
    Ok(conn.close().await?)
}

async fn fits(conn: &mut PgConnection, name: &str, master: &Master) -> anyhow::Result<()> {
    let there: bool =
        sqlx::query_scalar("select to_regclass('applied_scripts') is not null").fetch_one(&mut *conn).await?;
    if !there {
        return Ok(());
    }
    let kept: Option<Vec<u8>> = sqlx::query_scalar("select hash from applied_scripts where name = $1")
        .bind(MASTER_KEY)
        .fetch_optional(conn)
        .await?;
    match kept {
        Some(kept) if kept != master.fingerprint() => Err(WrongKey(name.to_owned()).into()),
        _ => Ok(()),
    }
}

async fn one(
    door: &Door,
    schema: &'static str,
    migrator: &Migrator,
    always: &[(&'static str, &'static str)],
    master: &Master,
) -> anyhow::Result<()> {
    let name = &door.name;
    let mut conn = door.owner().await?;
    let missing = check::missing(&mut conn, name, door.serving.get_username()).await?;
    if !missing.is_empty() {
        bail!("{}", missing.join("\n"));
    }
    conn.execute("set lock_timeout = '30s'").await?;
    // Several nodes may start at once; the number is arbitrary and ours.
    conn.execute("select pg_advisory_lock(770917001)").await?;
    // Before the roles: they get a password that comes from the key.
    fits(&mut conn, name, master).await?;
    roles(&mut conn, master).await.with_context(|| check::advice(name, "CREATE ROLE"))?;
    conn.execute("create extension if not exists vector with schema public").await.with_context(|| {
        format!("the database of {name} lacks pgvector: as a superuser run  CREATE EXTENSION vector SCHEMA public;")
    })?;
    conn.execute(AssertSqlSafe(format!("create schema if not exists {schema}")))
        .await
        .with_context(|| check::advice(name, "CREATE SCHEMA"))?;
    migrator.run(&mut conn).await.with_context(|| format!("migrating the database of {name}"))?;
    if schema == "region" {
        let pool =
            sqlx::postgres::PgPoolOptions::new().max_connections(2).connect_with(door.owner.clone()).await?;
        let migrated = graphile_worker::WorkerUtils::new(pool.clone(), "jobs").migrate().await;
        pool.close().await;
        migrated.map_err(|e| anyhow::anyhow!("migrating the queue of {name}: {e}"))?;
    }
    conn.execute("create table if not exists applied_scripts (name text primary key, hash bytea not null)")
        .await?;
    for (script, sql) in always {
        apply(&mut conn, script, sql).await.with_context(|| format!("applying {script}.sql to {name}"))?;
    }
    sqlx::query("insert into applied_scripts values ($1, $2) on conflict do nothing")
        .bind(MASTER_KEY)
        .bind(master.fingerprint())
        .execute(&mut conn)
        .await?;
    conn.close().await?;
    Ok(())
}

/// Runs a script in one transaction unless the same text ran last.
async fn apply(conn: &mut PgConnection, script: &str, sql: &'static str) -> anyhow::Result<()> {
    let hash = Sha256::digest(sql.as_bytes()).to_vec();
    let last: Option<Vec<u8>> = sqlx::query_scalar("select hash from applied_scripts where name = $1")
        .bind(script)
        .fetch_optional(&mut *conn)
        .await?;
    if last.as_ref() == Some(&hash) {
        return Ok(());
    }
    let mut tx = conn.begin().await?;
    tx.execute(sql).await?;
    sqlx::query(
        "insert into applied_scripts values ($1, $2) on conflict (name) do update set hash = excluded.hash",
    )
    .bind(script)
    .bind(hash)
    .execute(&mut *tx)
    .await?;
    tx.commit().await?;
    Ok(())
}

/// The roles that rights are given to, and the one of this installation that has those of serving.
async fn roles(conn: &mut PgConnection, master: &Master) -> anyhow::Result<()> {
    // Name and password are hexadecimal digits of our own making.
    let (serving, password) = (master.serving_role(), master.serving_password());
    for role in ["diwan_serving", "diwan_search", &serving] {
        let there = sqlx::query_scalar!(
            r#"select exists (select 1 from pg_roles where rolname = $1) as "there!""#,
            role,
        )
        .fetch_one(&mut *conn)
        .await?;
        if !there {
            of_the_server(conn, format!("create role {role} nologin")).await?;
        }
        // Since PostgreSQL 16 whoever makes a role may administer it but not yet act as it.
        of_the_server(conn, format!("grant {role} to current_user")).await?;
    }
    of_the_server(conn, format!("grant diwan_serving to {serving}")).await?;
    of_the_server(conn, format!("alter role {serving} login inherit password '{password}'")).await
}

/// Runs a statement on roles. They belong to the whole server, where another installation may start at the same
/// moment; the lock that keeps nodes apart is one database's.
async fn of_the_server(conn: &mut PgConnection, statement: String) -> anyhow::Result<()> {
    let mut attempt = 0;
    loop {
        match conn.execute(AssertSqlSafe(statement.clone())).await {
            Ok(_) => return Ok(()),
            Err(error) => match error.as_database_error().and_then(|said| said.code()).as_deref() {
                // The other made the role first: `duplicate_object`, or `unique_violation` in the same instant.
                Some("42710" | "23505") if statement.starts_with("create role") => return Ok(()),
                // "tuple concurrently updated".
                Some("XX000" | "40001") if attempt < 10 => {
                    attempt += 1;
                    tokio::time::sleep(std::time::Duration::from_millis(50 * attempt)).await;
                }
                _ => return Err(error.into()),
            },
        }
    }
}
