use super::{
    MAX_BYTES, Written, clean_name,
    media::{self, HEAD},
    store,
};
use crate::{
    App,
    crypto::Key,
    refusal::{Outcome, Refusal},
};
use api::{Attachment, AttachmentId, AttachmentLink, Stamp, TenantId};
use axum::body::Bytes;
use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use futures::{Stream, StreamExt, stream};
use time::Duration;

/// How long a link may wait for its one use.
const LINK: Duration = Duration::minutes(5);

/// A file on disk that has no row yet, and does not appear before it has.
pub(super) struct Fresh {
    attachment: Attachment,
    key: Key,
    written: Written,
}

/// Writes a file that a message will carry, under a key of its own.
pub(super) async fn write(
    app: &App,
    tenant: TenantId,
    id: AttachmentId,
    name: &str,
    stream: impl Stream<Item = Outcome<Bytes>>,
) -> Outcome<Fresh> {
    let region = app.db.region_of(tenant).await?;
    let key = Key::random();
    let name = clean_name(name);
    let mut stream = std::pin::pin!(stream);
    let mut head = Vec::with_capacity(HEAD);
    while head.len() < HEAD {
        let Some(piece) = stream.next().await else { break };
        head.extend_from_slice(&piece?);
    }
    let media_type = media::media_type(&name, head.get(..HEAD).unwrap_or(&head));
    let whole = stream::once(async { Ok(Bytes::from(head)) }).chain(stream);
    let written = app.files.write(&region, tenant, id.0, &key, whole, MAX_BYTES).await?;

    let attachment = Attachment { id, name, media_type: media_type.into(), size: written.stored.size };
    Ok(Fresh { attachment, key, written })
}

/// Adds the row, with the file's key, which the tenant's seals. Until a message claims it, it lives a day.
pub(super) async fn keep(app: &App, tenant: TenantId, fresh: Fresh) -> Outcome<Attachment> {
    let Fresh { attachment, key, written } = fresh;
    let mut tx = app.db.tenant(tenant).begin().await?;
    if !store::add(&mut tx, &attachment, &key, app.now()).await? {
        // The request came twice and its twin was first: that one's file stands, under that one's key.
        let (there, _) = store::attachment(&mut tx, attachment.id).await?.ok_or_else(Refusal::not_found)?;
        return Ok(there);
    }
    // Inside the transaction that made the row: of two twins only the one whose key the row holds gets
    // here. A crash before the commit leaves a file that nobody names, for the sweep.
    written.appear().await?;
    tx.commit().await?;
    Ok(attachment)
}

/// Makes a link that gives the file to whoever uses it first. The table keeps only its hash.
pub(super) async fn link(app: &App, tenant: TenantId, id: AttachmentId) -> Outcome<AttachmentLink> {
    let token = Token { tenant, secret: rand::random() };
    let expires_at = app.now() + LINK;
    let mut tx = app.db.tenant(tenant).begin().await?;
    if !store::add_link(&mut tx, &token.hash(), id, expires_at).await? {
        return Err(Refusal::not_found());
    }
    tx.commit().await?;
    let url = format!("/api/v1/attachments/download/{}", token.encode());
    Ok(AttachmentLink { url, expires_at: Stamp(expires_at) })
}

/// What a link carries: whose it is, and a secret.
pub(super) struct Token {
    pub tenant: TenantId,
    secret: [u8; 32],
}

impl Token {
    fn bytes(&self) -> Vec<u8> {
        [self.tenant.0.as_bytes().as_slice(), &self.secret].concat()
    }

    fn encode(&self) -> String {
        URL_SAFE_NO_PAD.encode(self.bytes())
    }

    pub(super) fn parse(text: &str) -> Option<Self> {
        let bytes = URL_SAFE_NO_PAD.decode(text).ok()?;
        let (tenant, secret) = bytes.split_first_chunk::<16>()?;
        Some(Self { tenant: TenantId(uuid::Uuid::from_bytes(*tenant)), secret: secret.try_into().ok()? })
    }

    pub(super) fn hash(&self) -> Vec<u8> {
        use sha2::{Digest, Sha256};
        Sha256::digest(self.bytes()).to_vec()
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn a_token_comes_back_from_its_text_and_from_nothing_else() {
        let token = Token { tenant: TenantId(uuid::Uuid::now_v7()), secret: rand::random() };
        let again = Token::parse(&token.encode()).unwrap();
        assert_eq!((again.tenant, again.hash()), (token.tenant, token.hash()));
        for wrong in ["", "x", "%%%", &token.encode().repeat(2), &format!("{}AAAA", token.encode())] {
            assert!(Token::parse(wrong).is_none(), "{wrong}");
        }
    }
}
