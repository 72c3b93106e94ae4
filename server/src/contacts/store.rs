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

/// Adds a contact with a new key.
pub async fn add(
    tx: &mut TenantTx,
    id: ContactId,
    locale: &str,
    details: &Details,
    at: OffsetDateTime,
) -> Outcome<()> {
    let tenant = tx.tenant();
    tx.make_key(id.0, "contact").await?;
    sqlx::query("insert into contacts (tenant_id, id, locale, created_at) values ($1, $2, $3, $4)")
        .bind(tenant)
        .bind(id)
        .bind(locale)
        .bind(at)
        .execute(tx.conn())
        .await?;
    set_details(tx, id, details).await
}

/// Writes what is known of a contact; parts that are `None` stay.
pub async fn set_details(tx: &mut TenantTx, id: ContactId, details: &Details) -> Outcome<()> {
    let tenant = tx.tenant();
    let key = tx.key(id.0).await?;
    let blind = Arc::new(tx.tenant_key().await?.blind());
    let seal = |column: &str, value: &Option<String>| -> Outcome<Option<Sealed>> {
        Ok(value.as_ref().map(|v| key.seal(column, id.0, v.as_bytes())).transpose()?)
    };
    sqlx::query(
        "update contacts set name_sealed = coalesce($3, name_sealed), email_sealed = coalesce($4, email_sealed),
                email_index = coalesce($5, email_index), phone_sealed = coalesce($6, phone_sealed),
                phone_index = coalesce($7, phone_index), external_index = coalesce($8, external_index),
                verified = verified or $8 is not null
          where tenant_id = $1 and id = $2",
    )
    .bind(tenant)
    .bind(id)
    .bind(seal("contacts.name", &details.name)?)
    .bind(seal("contacts.email", &details.email)?)
    .bind(details.email.as_ref().map(|e| blind.index("email", &e.trim().to_lowercase())))
    .bind(seal("contacts.phone", &details.phone)?)
    .bind(details.phone.as_ref().map(|p| blind.index("phone", &digits(p))))
    .bind(details.external.as_ref().map(|e| blind.index("external", e)))
    .execute(tx.conn())
    .await?;
    Ok(())
}

/// A phone number's digits, whatever script they are in.
fn digits(phone: &str) -> String {
    text::normalize::fold(phone).chars().filter(char::is_ascii_digit).collect()
}

/// The contact that the tenant's own system knows under this id.
pub async fn by_external(tx: &mut TenantTx, external: &str) -> Outcome<Option<ContactId>> {
    let tenant = tx.tenant();
    let index = tx.tenant_key().await?.blind().index("external", external);
    Ok(sqlx::query_scalar("select id from contacts where tenant_id = $1 and external_index = $2")
        .bind(tenant)
        .bind(index)
        .fetch_optional(tx.conn())
        .await?)
}

/// Whether the tenant's own system vouched for this contact.
pub async fn is_verified(tx: &mut TenantTx, id: ContactId) -> Outcome<bool> {
    let tenant = tx.tenant();
    let verified: Option<bool> =
        sqlx::query_scalar("select verified from contacts where tenant_id = $1 and id = $2")
            .bind(tenant)
            .bind(id)
            .fetch_optional(tx.conn())
            .await?;
    Ok(verified.unwrap_or(false))
}
