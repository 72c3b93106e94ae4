use crate::{crypto::Sealed, db::TenantTx, refusal::Outcome};
use api::ContactId;
use std::sync::Arc;
use time::OffsetDateTime;

/// What is known of a contact; each part is sealed with the contact's key.
#[derive(Clone, Debug, Default)]
pub struct Details {
    pub name: Option<String>,
    pub email: Option<String>,
    pub phone: Option<String>,
    /// The id that the tenant's own system knows the person by; makes the contact verified.
    pub external: Option<String>,
}

impl Details {
    /// Everything that names the person or reaches them.
    pub fn all(&self) -> Vec<&str> {
        [&self.name, &self.email, &self.phone].into_iter().filter_map(Option::as_deref).collect()
    }
}

/// Adds a contact with a new key.
pub async fn add(
    tx: &mut TenantTx,
    id: ContactId,
    locale: &str,
    details: &Details,
    at: OffsetDateTime,
) -> Outcome<()> {
    tx.make_key(id.0, "contact").await?;
    sqlx::query!(
        "insert into contacts (tenant_id, id, locale, created_at) values ($1, $2, $3, $4)",
        tx.tenant().0,
        id.0,
        locale,
        at,
    )
    .execute(tx.conn())
    .await?;
    set_details(tx, id, details).await
}

/// Writes what is known of a contact; parts that are `None` stay.
pub async fn set_details(tx: &mut TenantTx, id: ContactId, details: &Details) -> Outcome<()> {
    let key = tx.key(id.0).await?;
    let blind = Arc::new(tx.tenant_key().await?.blind());
    let seal = |column: &str, value: &Option<String>| -> Outcome<Option<Sealed>> {
        Ok(value.as_ref().map(|v| key.seal(column, id.0, v.as_bytes())).transpose()?)
    };
    sqlx::query!(
        "update contacts set name_sealed = coalesce($3, name_sealed), email_sealed = coalesce($4, email_sealed),
                email_index = coalesce($5, email_index), phone_sealed = coalesce($6, phone_sealed),
                phone_index = coalesce($7, phone_index), external_index = coalesce($8, external_index),
                verified = verified or $8 is not null
          where tenant_id = $1 and id = $2",
        tx.tenant().0,
        id.0,
        seal("contacts.name", &details.name)? as Option<Sealed>,
        seal("contacts.email", &details.email)? as Option<Sealed>,
        details.email.as_ref().map(|e| blind.index("email", &e.trim().to_lowercase())),
        seal("contacts.phone", &details.phone)? as Option<Sealed>,
        details.phone.as_ref().map(|p| blind.index("phone", &digits(p))),
        details.external.as_ref().map(|e| blind.index("external", e)),
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

/// What is known of a contact, opened; the id of the tenant's own system is kept as an index only.
pub async fn details(tx: &mut TenantTx, id: ContactId) -> Outcome<Details> {
    let row = sqlx::query!(
        r#"select name_sealed as "name: Sealed", email_sealed as "email: Sealed", phone_sealed as "phone: Sealed"
             from contacts where tenant_id = $1 and id = $2"#,
        tx.tenant().0,
        id.0,
    )
    .fetch_optional(tx.conn())
    .await?;
    let Some(row) = row else { return Ok(Details::default()) };
    let key = tx.key(id.0).await?;
    let open = |sealed: Option<Sealed>, column: &str| -> Outcome<Option<String>> {
        Ok(sealed.map(|sealed| key.open_text(column, id.0, &sealed.0)).transpose()?)
    };
    Ok(Details {
        name: open(row.name, "contacts.name")?,
        email: open(row.email, "contacts.email")?,
        phone: open(row.phone, "contacts.phone")?,
        external: None,
    })
}

/// A phone number's digits, whatever script they are in.
fn digits(phone: &str) -> String {
    text::normalize::fold(phone).chars().filter(char::is_ascii_digit).collect()
}

/// The contact that the tenant's own system knows under this id.
pub async fn by_external(tx: &mut TenantTx, external: &str) -> Outcome<Option<ContactId>> {
    let index = tx.tenant_key().await?.blind().index("external", external);
    let found = sqlx::query_scalar!(
        "select id from contacts where tenant_id = $1 and external_index = $2",
        tx.tenant().0,
        index,
    )
    .fetch_optional(tx.conn())
    .await?;
    Ok(found)
}

/// Whether the tenant's own system vouched for this contact.
pub async fn is_verified(tx: &mut TenantTx, id: ContactId) -> Outcome<bool> {
    let verified = sqlx::query_scalar!(
        "select verified from contacts where tenant_id = $1 and id = $2",
        tx.tenant().0,
        id.0,
    )
    .fetch_optional(tx.conn())
    .await?;
    Ok(verified.unwrap_or(false))
}
