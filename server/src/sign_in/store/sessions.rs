use crate::db::Db;
use api::TenantId;
use async_trait::async_trait;
use tower_sessions::{
    SessionStore,
    session::{Id, Record},
    session_store::{Error, Result},
};
use uuid::Uuid;

/// A refresh family.
pub(in crate::sign_in) const SESSION_KIND_FAMILY: &str = "family";
/// A visitor of a widget.
pub const SESSION_KIND_VISITOR: &str = "visitor";

/// tower-sessions' store over one tenant's `sessions`; the id is kept as a keyed hash.
#[derive(Clone, Debug)]
pub struct TenantSessions {
    pub db: Db,
    pub tenant: TenantId,
    pub kind: &'static str,
    /// Whose sessions they are: the user or the contact.
    pub subject: Uuid,
}

/// Reads a session id as clients carry it (22 characters of base64url).
pub fn parse_id(text: &str) -> Option<Id> {
    text.parse().ok()
}

impl TenantSessions {
    pub(in crate::sign_in) fn hash(db: &Db, id: &Id) -> Vec<u8> {
        db.vault.master.session_ids().index("session", &id.to_string())
    }
}

fn backend(error: impl std::fmt::Display) -> Error {
    Error::Backend(error.to_string())
}

#[async_trait]
impl SessionStore for TenantSessions {
    async fn create(&self, record: &mut Record) -> Result<()> {
        self.save(record).await
    }

    async fn save(&self, record: &Record) -> Result<()> {
        let data = serde_json::to_value(&record.data).map_err(|e| Error::Encode(e.to_string()))?;
        let mut tx = self.db.tenant(self.tenant).begin().await.map_err(backend)?;
        sqlx::query!(
            "insert into sessions (tenant_id, id_hash, kind, subject_id, data, expires_at) values ($1, $2, $3, $4, $5, $6)
             on conflict (tenant_id, id_hash) do update set data = excluded.data, expires_at = excluded.expires_at",
            self.tenant.0,
            Self::hash(&self.db, &record.id),
            self.kind,
            self.subject,
            data,
            record.expiry_date,
        )
        .execute(tx.conn())
        .await
        .map_err(backend)?;
        tx.commit().await.map_err(backend)
    }

    async fn load(&self, id: &Id) -> Result<Option<Record>> {
        let mut tx = self.db.tenant(self.tenant).begin().await.map_err(backend)?;
        let row = sqlx::query!(
            "select data, expires_at from sessions
              where tenant_id = $1 and id_hash = $2 and kind = $3 and expires_at > now()",
            self.tenant.0,
            Self::hash(&self.db, id),
            self.kind,
        )
        .fetch_optional(tx.conn())
        .await
        .map_err(backend)?;
        let Some(row) = row else { return Ok(None) };
        Ok(Some(Record {
            id: *id,
            data: serde_json::from_value(row.data).map_err(|e| Error::Decode(e.to_string()))?,
            expiry_date: row.expires_at,
        }))
    }

    async fn delete(&self, id: &Id) -> Result<()> {
        let mut tx = self.db.tenant(self.tenant).begin().await.map_err(backend)?;
        sqlx::query!(
            "delete from sessions where tenant_id = $1 and id_hash = $2",
            self.tenant.0,
            Self::hash(&self.db, id),
        )
        .execute(tx.conn())
        .await
        .map_err(backend)?;
        tx.commit().await.map_err(backend)
    }
}
