use crate::{
    crypto::Sealed,
    db::TenantTx,
    refusal::{Outcome, Refusal},
};
use api::{Colors, Position, WidgetTexts};
use serde::{Deserialize, Serialize};
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
    /// Which secret signs identities now: another one with each that is made.
    pub secret_id: Uuid,
}

/// A widget's row.
#[derive(Clone, Debug)]
pub(super) struct Stored {
    pub id: Uuid,
    pub key: String,
    pub settings: Settings,
    pub secret: Option<Sealed>,
}

/// A widget's columns as they are in the table.
struct Row {
    id: Uuid,
    key: String,
    settings: serde_json::Value,
    secret_sealed: Option<Sealed>,
}

fn stored(row: Row) -> Outcome<Stored> {
    Ok(Stored {
        id: row.id,
        key: row.key,
        settings: serde_json::from_value(row.settings).map_err(Refusal::internal)?,
        secret: row.secret_sealed,
    })
}

pub(super) async fn by_id(tx: &mut TenantTx, id: Uuid) -> Outcome<Option<Stored>> {
    sqlx::query_as!(
        Row,
        "select id, key, settings, secret_sealed from widgets where tenant_id = $1 and id = $2",
        tx.tenant().0,
        id,
    )
    .fetch_optional(tx.conn())
    .await?
    .map(stored)
    .transpose()
}

/// The tenant's widget under a lock.
pub(super) async fn locked(tx: &mut TenantTx) -> Outcome<Stored> {
    let row = sqlx::query_as!(
        Row,
        "select id, key, settings, secret_sealed from widgets where tenant_id = $1 order by id limit 1 for update",
        tx.tenant().0,
    )
    .fetch_one(tx.conn())
    .await?;
    stored(row)
}

/// The tenant's widget's id.
pub async fn only(tx: &mut TenantTx) -> Outcome<Option<Uuid>> {
    let id = sqlx::query_scalar!(
        "select id from widgets where tenant_id = $1 order by id limit 1",
        tx.tenant().0,
    )
    .fetch_optional(tx.conn())
    .await?;
    Ok(id)
}

/// Adds a widget with the defaults.
pub async fn add(tx: &mut TenantTx, id: Uuid, key: &str) -> Outcome<()> {
    let settings = serde_json::to_value(Settings::default()).map_err(Refusal::internal)?;
    sqlx::query!(
        "insert into widgets (tenant_id, id, key, settings) values ($1, $2, $3, $4)",
        tx.tenant().0,
        id,
        key,
        settings,
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

pub(super) async fn save(tx: &mut TenantTx, id: Uuid, settings: &Settings) -> Outcome<()> {
    let settings = serde_json::to_value(settings).map_err(Refusal::internal)?;
    sqlx::query!(
        "update widgets set settings = $3 where tenant_id = $1 and id = $2",
        tx.tenant().0,
        id,
        settings,
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

pub(super) async fn set_secret(tx: &mut TenantTx, id: Uuid, secret: &Sealed) -> Outcome<()> {
    sqlx::query!(
        "update widgets set secret_sealed = $3 where tenant_id = $1 and id = $2",
        tx.tenant().0,
        id,
        secret as &Sealed,
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}
