use super::store;
use crate::{App, channels::widget, refusal::Outcome};
use api::TenantId;
use time::OffsetDateTime;
use uuid::Uuid;

/// A company that begins.
#[derive(Clone, Debug)]
pub struct NewTenant<'a> {
    pub id: TenantId,
    pub slug: &'a str,
    pub name: &'a str,
    pub region: &'a str,
    pub plan: &'a str,
    pub widget_key: &'a str,
    pub at: OffsetDateTime,
}

/// Makes a tenant with its key, its assistant's defaults and a widget.
///
/// The control row comes first: until the region's rows are there the tenant can't be signed in to,
/// and running this again completes what a crash left.
pub async fn create(app: &App, new: &NewTenant<'_>) -> Outcome<Uuid> {
    store::add(&app.db, new).await?;
    let mut tx = app.db.tenant(new.id).begin().await?;
    let channel = match widget::only(&mut tx).await? {
        Some(channel) => channel,
        None => {
            tx.make_key(new.id.0, "tenant").await?;
            let channel = app.new_id();
            widget::add(&mut tx, channel, new.widget_key).await?;
            tx.commit().await?;
            channel
        }
    };
    store::list_channel(&app.db, "widget", new.widget_key, new.id, channel).await?;
    Ok(channel)
}
