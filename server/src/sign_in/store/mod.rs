pub mod sessions;

use crate::{
    crypto::Sealed,
    db::{Db, TenantTx},
    refusal::Outcome,
};
use api::{Person, Role, TenantId, User, UserId};
use sessions::TenantSessions;
use sqlx::Row;
use std::collections::HashMap;
use time::OffsetDateTime;
use tower_sessions::session::Id;
use uuid::Uuid;

/// The tenants that an address may sign in to.
pub(super) async fn tenants_of(db: &Db, email: &str) -> sqlx::Result<Vec<TenantId>> {
    sqlx::query_scalar("select tenant_id from login_directory where email_index = $1 order by tenant_id")
        .bind(db.vault.master.directory().index("email", email))
        .fetch_all(&db.control)
        .await
}

/// Lets `email` be found at sign-in.
pub async fn list_in_directory(db: &Db, tenant: TenantId, email: &str) -> sqlx::Result<()> {
    sqlx::query("insert into login_directory (email_index, tenant_id) values ($1, $2) on conflict do nothing")
        .bind(db.vault.master.directory().index("email", email))
        .bind(tenant)
        .execute(&db.control)
        .await
        .map(drop)
}

/// A person of the team to be added.
pub struct NewUser<'a> {
    pub id: UserId,
    pub email: &'a str,
    pub name: &'a str,
    pub role: Role,
    pub locale: &'a str,
    pub password_hash: &'a str,
    pub at: OffsetDateTime,
}

/// Adds a member; `false` when the address is taken in this tenant.
pub async fn add_user(tx: &mut TenantTx, new: NewUser<'_>) -> Outcome<bool> {
    let tenant = tx.tenant();
    let index = tx.tenant_key().await?.blind().index("email", &new.email.to_lowercase());
    let taken: bool =
        sqlx::query_scalar("select exists (select 1 from users where tenant_id = $1 and email_index = $2)")
            .bind(tenant)
            .bind(&index)
            .fetch_one(tx.conn())
            .await?;
    if taken {
        return Ok(false);
    }
    let key = tx.make_key(new.id.0, "user").await?;
    sqlx::query(
        "insert into users (tenant_id, id, email_sealed, email_index, name_sealed, role, locale, password_hash, created_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
    )
    .bind(tenant)
    .bind(new.id)
    .bind(key.seal("users.email", new.id.0, new.email.as_bytes())?)
    .bind(index)
    .bind(key.seal("users.name", new.id.0, new.name.as_bytes())?)
    .bind(new.role.as_str())
    .bind(new.locale)
    .bind(new.password_hash)
    .bind(new.at)
    .execute(tx.conn())
    .await?;
    Ok(true)
}

/// The active member behind an address, with the password's hash.
pub(super) async fn by_email(tx: &mut TenantTx, email: &str) -> Outcome<Option<(UserId, String)>> {
    let tenant = tx.tenant();
    let index = tx.tenant_key().await?.blind().index("email", email);
    let row = sqlx::query(
        "select id, password_hash from users where tenant_id = $1 and email_index = $2 and state = 'active'",
    )
    .bind(tenant)
    .bind(index)
    .fetch_optional(tx.conn())
    .await?;
    Ok(match row {
        Some(row) => Some((row.try_get(0)?, row.try_get(1)?)),
        None => None,
    })
}

/// An active member.
pub(super) async fn user(tx: &mut TenantTx, id: UserId) -> Outcome<Option<User>> {
    let tenant = tx.tenant();
    let row = sqlx::query(
        "select email_sealed, name_sealed, role, locale from users where tenant_id = $1 and id = $2 and state = 'active'",
    )
    .bind(tenant)
    .bind(id)
    .fetch_optional(tx.conn())
    .await?;
    let Some(row) = row else { return Ok(None) };
    let key = tx.key(id.0).await?;
    let (email, name): (Sealed, Sealed) = (row.try_get(0)?, row.try_get(1)?);
    Ok(Some(User {
        id,
        email: key.open_text("users.email", id.0, &email.0)?,
        name: key.open_text("users.name", id.0, &name.0)?,
        role: role(row.try_get::<&str, _>(2)?),
        locale: row.try_get(3)?,
    }))
}

/// Unknown names fall to the role with the fewest rights.
fn role(text: &str) -> Role {
    match text {
        "owner" => Role::Owner,
        "admin" => Role::Admin,
        _ => Role::Agent,
    }
}

/// Names of members, active or not, for showing who did something.
pub async fn people(tx: &mut TenantTx, ids: &[Uuid]) -> Outcome<HashMap<Uuid, Person>> {
    if ids.is_empty() {
        return Ok(HashMap::new());
    }
    let tenant = tx.tenant();
    let rows = sqlx::query("select id, name_sealed from users where tenant_id = $1 and id = any($2)")
        .bind(tenant)
        .bind(ids)
        .fetch_all(tx.conn())
        .await?;
    open_names(tx, &rows).await
}

/// Every active member.
pub(super) async fn members(tx: &mut TenantTx) -> Outcome<Vec<(Person, Role)>> {
    let tenant = tx.tenant();
    let rows = sqlx::query(
        "select id, name_sealed, role from users where tenant_id = $1 and state = 'active' order by id",
    )
    .bind(tenant)
    .fetch_all(tx.conn())
    .await?;
    let mut names = open_names(tx, &rows).await?;
    rows.iter()
        .filter_map(|row| {
            let id: Uuid = match row.try_get(0) {
                Ok(id) => id,
                Err(error) => return Some(Err(error.into())),
            };
            names.remove(&id).map(|person| Ok((person, role(row.try_get(2)?))))
        })
        .collect()
}

async fn open_names(tx: &mut TenantTx, rows: &[sqlx::postgres::PgRow]) -> Outcome<HashMap<Uuid, Person>> {
    let ids: Vec<Uuid> = rows.iter().map(|r| r.try_get(0)).collect::<sqlx::Result<_>>()?;
    tx.load_keys(&ids).await?;
    let mut people = HashMap::new();
    for (row, id) in rows.iter().zip(ids) {
        let Some(key) = tx.loaded_key(id) else { continue };
        let sealed: Sealed = row.try_get(1)?;
        let name = key.open_text("users.name", id, &sealed.0)?;
        people.insert(id, Person { id: UserId(id), name });
    }
    Ok(people)
}

/// Moves a family on by one, if it stands at `generation`. The row decides between two at once.
pub(super) async fn advance(
    tx: &mut TenantTx,
    db: &Db,
    id: &Id,
    generation: i32,
    until: OffsetDateTime,
) -> sqlx::Result<bool> {
    let tenant = tx.tenant();
    let moved = sqlx::query(
        "update sessions set generation = generation + 1, expires_at = $4
          where tenant_id = $1 and id_hash = $2 and generation = $3 and kind = 'family'",
    )
    .bind(tenant)
    .bind(TenantSessions::hash(db, id))
    .bind(generation)
    .bind(until)
    .execute(tx.conn())
    .await?;
    Ok(moved.rows_affected() == 1)
}

/// The tenant as its people see it.
pub(super) async fn tenant(db: &Db, id: TenantId) -> sqlx::Result<api::Tenant> {
    let row = sqlx::query("select slug, name, region, plan from tenants where id = $1")
        .bind(id)
        .fetch_one(&db.control)
        .await?;
    Ok(api::Tenant {
        id,
        slug: row.try_get(0)?,
        name: row.try_get(1)?,
        region: row.try_get(2)?,
        plan: row.try_get(3)?,
    })
}

/// The members behind some addresses.
pub async fn ids_by_email<'a>(
    tx: &mut TenantTx,
    emails: impl Iterator<Item = &'a str>,
) -> Outcome<HashMap<String, UserId>> {
    let mut ids = HashMap::new();
    for email in emails {
        if let Some((id, _)) = by_email(tx, &email.to_lowercase()).await? {
            ids.insert(email.to_owned(), id);
        }
    }
    Ok(ids)
}
