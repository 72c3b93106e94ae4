use crate::{
    crypto::Sealed,
    db::TenantTx,
    refusal::{Outcome, Refusal},
};
use api::{Colors, Position, WidgetTexts};
use serde::{Deserialize, Serialize};
use sqlx::Row;
use std::collections::BTreeMap;
use uuid::Uuid;

/// What a tenant set for its widget, as stored.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub(super) struct Settings {
    pub allowed_origins: Vec<String>,
    pub position: Position,
    pub colors: Colors,
    pub texts: BTreeMap<String, WidgetTexts>,
    pub identity_required: bool,
}

/// A widget's row.
#[derive(Clone, Debug)]
pub(super) struct Stored {
    pub id: Uuid,
    pub key: String,
    pub settings: Settings,
    pub secret: Option<Sealed>,
}

fn stored(row: &sqlx::postgres::PgRow) -> Outcome<Stored> {
    Ok(Stored {
        id: row.try_get(0)?,
        key: row.try_get(1)?,
        settings: serde_json::from_value(row.try_get(2)?).map_err(Refusal::internal)?,
        secret: row.try_get(3)?,
    })
}

pub(super) async fn by_id(tx: &mut TenantTx, id: Uuid) -> Outcome<Option<Stored>> {
    let tenant = tx.tenant();
    let row =
        sqlx::query("select id, key, settings, secret_sealed from widgets where tenant_id = $1 and id = $2")
            .bind(tenant)
            .bind(id)
            .fetch_optional(tx.conn())
            .await?;
    row.as_ref().map(stored).transpose()
}

/// The tenant's widget under a lock.
pub(super) async fn locked(tx: &mut TenantTx) -> Outcome<Stored> {
    let tenant = tx.tenant();
    let row = sqlx::query(
        "select id, key, settings, secret_sealed from widgets where tenant_id = $1 order by id limit 1 for update",
    )
    .bind(tenant)
    .fetch_one(tx.conn())
    .await?;
    stored(&row)
}

/// The tenant's widget's id.
pub async fn only(tx: &mut TenantTx) -> Outcome<Option<Uuid>> {
    let tenant = tx.tenant();
    Ok(sqlx::query_scalar("select id from widgets where tenant_id = $1 order by id limit 1")
        .bind(tenant)
        .fetch_optional(tx.conn())
        .await?)
}

/// Adds a widget with the defaults.
pub async fn add(tx: &mut TenantTx, id: Uuid, key: &str) -> Outcome<()> {
    let tenant = tx.tenant();
    let settings = serde_json::to_value(Settings::default()).map_err(Refusal::internal)?;
    sqlx::query("insert into widgets (tenant_id, id, key, settings) values ($1, $2, $3, $4)")
        .bind(tenant)
        .bind(id)
        .bind(key)
        .bind(settings)
        .execute(tx.conn())
        .await?;
    Ok(())
}

pub(super) async fn save(tx: &mut TenantTx, id: Uuid, settings: &Settings) -> Outcome<()> {
    let tenant = tx.tenant();
    sqlx::query("update widgets set settings = $3 where tenant_id = $1 and id = $2")
        .bind(tenant)
        .bind(id)
        .bind(serde_json::to_value(settings).map_err(Refusal::internal)?)
        .execute(tx.conn())
        .await?;
    Ok(())
}

pub(super) async fn set_secret(tx: &mut TenantTx, id: Uuid, secret: &Sealed) -> Outcome<()> {
    let tenant = tx.tenant();
    sqlx::query("update widgets set secret_sealed = $3 where tenant_id = $1 and id = $2")
        .bind(tenant)
        .bind(id)
        .bind(secret)
        .execute(tx.conn())
        .await?;
    Ok(())
}
