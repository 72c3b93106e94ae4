pub mod sessions;

use crate::{
    crypto::Sealed,
    db::{Db, TenantTx},
    refusal::Outcome,
};
use api::{Person, Role, TenantId, User, UserId};
use sessions::TenantSessions;
use std::collections::HashMap;
use time::OffsetDateTime;
use tower_sessions::session::Id;
use uuid::Uuid;

/// The tenants that an address may sign in to.
pub(super) async fn tenants_of(db: &Db, email: &str) -> sqlx::Result<Vec<TenantId>> {
    sqlx::query_scalar!(
        "select tenant_id from login_directory where email_index = $1 order by tenant_id",
        db.vault.master.directory().index("email", email),
    )
    .fetch_all(&db.control)
    .await
}

/// Lets `email` be found at sign-in.
pub async fn list_in_directory(db: &Db, tenant: TenantId, email: &str) -> sqlx::Result<()> {
    sqlx::query!(
        "insert into login_directory (email_index, tenant_id) values ($1, $2) on conflict do nothing",
        db.vault.master.directory().index("email", email),
        tenant.0,
    )
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
    let index = tx.tenant_key().await?.blind().index("email", &new.email.to_lowercase());
    let taken = sqlx::query_scalar!(
        r#"select exists (select 1 from users where tenant_id = $1 and email_index = $2) as "taken!""#,
        tx.tenant().0,
        index,
    )
    .fetch_one(tx.conn())
    .await?;
    if taken {
        return Ok(false);
    }
    let key = tx.make_key(new.id.0, "user").await?;
    sqlx::query!(
        "insert into users (tenant_id, id, email_sealed, email_index, name_sealed, role, locale, password_hash, created_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
        tx.tenant().0,
        new.id.0,
        key.seal("users.email", new.id.0, new.email.as_bytes())? as Sealed,
        index,
        key.seal("users.name", new.id.0, new.name.as_bytes())? as Sealed,
        new.role.as_str(),
        new.locale,
        new.password_hash,
        new.at,
    )
    .execute(tx.conn())
    .await?;
    Ok(true)
}

/// The active member behind an address, with the password's hash.
pub(super) async fn by_email(tx: &mut TenantTx, email: &str) -> Outcome<Option<(UserId, String)>> {
    let index = tx.tenant_key().await?.blind().index("email", email);
    let row = sqlx::query!(
        "select id, password_hash from users where tenant_id = $1 and email_index = $2 and state = 'active'",
        tx.tenant().0,
        index,
    )
    .fetch_optional(tx.conn())
    .await?;
    Ok(row.map(|row| (row.id, row.password_hash)))
}

/// An active member.
pub(super) async fn user(tx: &mut TenantTx, id: UserId) -> Outcome<Option<User>> {
    let row = sqlx::query!(
        "select email_sealed, name_sealed, role, locale from users where tenant_id = $1 and id = $2 and state = 'active'",
        tx.tenant().0,
        id.0,
    )
    .fetch_optional(tx.conn())
    .await?;
    let Some(row) = row else { return Ok(None) };
    let key = tx.key(id.0).await?;
    Ok(Some(User {
        id,
        email: key.open_text("users.email", id.0, &row.email_sealed.0)?,
        name: key.open_text("users.name", id.0, &row.name_sealed.0)?,
        role: role(&row.role),
        locale: row.locale,
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
pub async fn people(tx: &mut TenantTx, ids: &[UserId]) -> Outcome<HashMap<UserId, Person>> {
    if ids.is_empty() {
        return Ok(HashMap::new());
    }
    let rows = sqlx::query!(
        "select id, name_sealed from users where tenant_id = $1 and id = any($2)",
        tx.tenant().0,
        ids as &[UserId],
    )
    .fetch_all(tx.conn())
    .await?;
    open_names(tx, rows.into_iter().map(|row| (row.id, row.name_sealed)).collect()).await
}

/// Every active member.
pub(super) async fn members(tx: &mut TenantTx) -> Outcome<Vec<(Person, Role)>> {
    let rows = sqlx::query!(
        "select id, name_sealed, role from users where tenant_id = $1 and state = 'active' order by id",
        tx.tenant().0,
    )
    .fetch_all(tx.conn())
    .await?;
    let roles: Vec<(UserId, Role)> = rows.iter().map(|row| (row.id, role(&row.role))).collect();
    let mut names = open_names(tx, rows.into_iter().map(|row| (row.id, row.name_sealed)).collect()).await?;
    Ok(roles.into_iter().filter_map(|(id, role)| Some((names.remove(&id)?, role))).collect())
}

async fn open_names(tx: &mut TenantTx, sealed: Vec<(UserId, Sealed)>) -> Outcome<HashMap<UserId, Person>> {
    let ids: Vec<Uuid> = sealed.iter().map(|(id, _)| id.0).collect();
    tx.load_keys(&ids).await?;
    let mut people = HashMap::new();
    for (id, name) in sealed {
        let Some(key) = tx.loaded_key(id.0) else { continue };
        let name = key.open_text("users.name", id.0, &name.0)?;
        people.insert(id, Person { id, name });
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
    let moved = sqlx::query!(
        "update sessions set generation = generation + 1, expires_at = $4
          where tenant_id = $1 and id_hash = $2 and generation = $3 and kind = 'family'",
        tx.tenant().0,
        TenantSessions::hash(db, id),
        generation,
        until,
    )
    .execute(tx.conn())
    .await?;
    Ok(moved.rows_affected() == 1)
}

/// The tenant as its people see it.
pub(super) async fn tenant(db: &Db, id: TenantId) -> sqlx::Result<api::Tenant> {
    sqlx::query_as!(api::Tenant, "select id, slug, name, region, plan from tenants where id = $1", id.0)
        .fetch_one(&db.control)
        .await
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
