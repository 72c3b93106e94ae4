//! What a database must have, said with the statement that mends it.

use sqlx::PgConnection;

/// The oldest server and the oldest pgvector that the schema works with.
const SERVER: i32 = 150_000;
const VECTOR: (u32, u32) = (0, 8);
/// From here on a role is given away by whoever administers it.
const ROLES_HAVE_ADMINS: i32 = 160_000;

/// What is missing for Diwan to run here; empty when nothing is.
/// `serving` is the role that it serves as.
pub async fn missing(conn: &mut PgConnection, name: &str, serving: &str) -> sqlx::Result<Vec<String>> {
    let mut missing = Vec::new();
    let version = sqlx::query_scalar!(r#"select current_setting('server_version_num')::int as "version!""#)
        .fetch_one(&mut *conn)
        .await?;
    if version < SERVER {
        missing.push(format!(
            "{name}: PostgreSQL {}.{} is too old; version 15 or newer is needed",
            version / 10_000,
            version % 10_000
        ));
    }
    let encoding = sqlx::query_scalar!(r#"select current_setting('server_encoding') as "encoding!""#)
        .fetch_one(&mut *conn)
        .await?;
    if encoding != "UTF8" {
        missing.push(format!(
            "{name}: the database's encoding is {encoding}; create it with ENCODING 'UTF8' TEMPLATE template0"
        ));
    }
    let here = sqlx::query!(
        r#"select (select default_version from pg_available_extensions where name = 'vector') as available,
                  (select extversion from pg_extension where extname = 'vector') as installed,
                  (select rolsuper from pg_roles where rolname = current_user) as "superuser!",
                  (select rolcreaterole or rolsuper from pg_roles where rolname = current_user) as "creates_roles!",
                  has_database_privilege(current_database(), 'create') as "creates!",
                  (select count(*) = 3 from pg_roles
                    where rolname in ('diwan_serving', 'diwan_search', $1)) as "roles_there!",
                  (select coalesce(bool_and(pg_has_role(current_user, oid, 'member with admin option')), true) from pg_roles
                    where rolname in ('diwan_serving', 'diwan_search', $1)) as "gives_roles!",
                  current_user::text as "user!", current_database()::text as "database!""#,
        serving,
    )
    .fetch_one(conn)
    .await?;
    let user = here.user;
    match (&here.available, &here.installed) {
        (None, None) => missing.push(format!(
            "{name}: pgvector is not installed on this server; install it (Debian: apt install postgresql-{}-pgvector)",
            version / 10_000
        )),
        (_, Some(version)) | (Some(version), None) if parse(version) < VECTOR => missing.push(format!(
            "{name}: pgvector {version} is too old; 0.8 or newer is needed (then run  ALTER EXTENSION vector UPDATE;)"
        )),
        (Some(_), None) if !here.superuser => missing.push(format!(
            "{name}: pgvector is there but not created, and {user} may not: as a superuser run  CREATE EXTENSION vector SCHEMA public;"
        )),
        _ => {}
    }
    if !here.creates {
        missing.push(format!(
            "{name}: {user} may not make schemas here: run  GRANT CREATE ON DATABASE \"{}\" TO \"{user}\";",
            here.database
        ));
    }
    if !here.roles_there && !here.creates_roles {
        missing.push(format!("{name}: {user} may not make roles: run  ALTER ROLE \"{user}\" CREATEROLE;"));
    }
    // Before PostgreSQL 16 CREATEROLE was enough for all roles.
    if !here.gives_roles && version >= ROLES_HAVE_ADMINS {
        missing.push(format!(
            "{name}: the roles of Diwan belong to another installation's owner, and {user} may not give them: as the one who owns them or a superuser run  GRANT diwan_serving, diwan_search TO \"{user}\" WITH ADMIN OPTION;"
        ));
    }
    Ok(missing)
}

fn parse(version: &str) -> (u32, u32) {
    let mut parts = version.split('.').map(|p| p.parse().unwrap_or(0));
    (parts.next().unwrap_or(0), parts.next().unwrap_or(0))
}

/// For a statement that failed for want of rights.
pub fn advice(name: &str, statement: &str) -> String {
    format!(
        "the role of the {name} database's URL may not run {statement}; give it CREATEROLE and ownership of the database"
    )
}
