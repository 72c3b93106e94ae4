use crate::db::Db;
use api::TenantId;
use uuid::Uuid;

/// The tenant with this short name.
pub async fn by_slug(db: &Db, slug: &str) -> sqlx::Result<Option<TenantId>> {
    sqlx::query_scalar!("select id from tenants where slug = $1", slug).fetch_optional(&db.control).await
}

pub(super) async fn add(db: &Db, new: &super::NewTenant<'_>) -> sqlx::Result<()> {
    sqlx::query!(
        "insert into tenants (id, slug, name, region, plan, created_at) values ($1, $2, $3, $4, $5, $6) on conflict do nothing",
        new.id.0,
        new.slug,
        new.name,
        new.region,
        new.plan,
        new.at,
    )
    .execute(&db.control)
    .await
    .map(drop)
}

/// Lets a platform's account be found: to which tenant and channel it belongs.
pub async fn list_channel(
    db: &Db,
    platform: &str,
    account: &str,
    tenant: TenantId,
    channel: Uuid,
) -> sqlx::Result<()> {
    sqlx::query!(
        "insert into channel_directory (platform, account, tenant_id, channel_id) values ($1, $2, $3, $4) on conflict do nothing",
        platform,
        account,
        tenant.0,
        channel,
    )
    .execute(&db.control)
    .await
    .map(drop)
}

/// The tenant and channel behind a platform's account.
pub async fn channel(db: &Db, platform: &str, account: &str) -> sqlx::Result<Option<(TenantId, Uuid)>> {
    let row = sqlx::query!(
        "select d.tenant_id, d.channel_id from channel_directory d join tenants t on t.id = d.tenant_id and t.state = 'active'
          where d.platform = $1 and d.account = $2",
        platform,
        account,
    )
    .fetch_optional(&db.control)
    .await?;
    Ok(row.map(|row| (row.tenant_id, row.channel_id)))
}

/// The tenant's name, as its customers see it.
pub async fn name(db: &Db, tenant: TenantId) -> sqlx::Result<String> {
    sqlx::query_scalar!("select name from tenants where id = $1", tenant.0).fetch_one(&db.control).await
}
