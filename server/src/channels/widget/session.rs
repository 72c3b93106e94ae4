use super::{identity, origins, origins::Allowed};
use crate::{
    App, contacts, conversations,
    refusal::{Outcome, Refusal},
    sign_in::{SESSION_KIND_VISITOR, TenantSessions, parse_id},
    tenants,
};
use api::{Code, ContactId, ConversationId, NewSession, Session as Answer, TenantId, WidgetConfig};
use std::sync::Arc;
use time::Duration;
use tower_sessions::{Expiry, Session, SessionStore, session::Id};
use uuid::Uuid;

/// How long a visitor may stay away and still find the conversation.
const LIFE: Duration = Duration::days(180);

/// A visitor whose session was checked.
#[derive(Clone, Debug)]
pub struct Visitor {
    pub tenant: TenantId,
    pub channel: Uuid,
    pub contact: ContactId,
    pub locale: String,
    pub conversation: Option<ConversationId>,
    pub(super) session: Id,
}

fn store(app: &App, tenant: TenantId, contact: ContactId) -> TenantSessions {
    TenantSessions { db: app.db.clone(), tenant, kind: SESSION_KIND_VISITOR, subject: contact.0 }
}

fn over() -> Refusal {
    Refusal::new(Code::SessionExpired, "The chat session is unknown or over; start a new one.")
}

/// The visitor behind a session id, for the widget of `key`.
pub async fn visitor(app: &App, key: &str, token: &str) -> Outcome<Visitor> {
    let widget = origins::widget(app, key).await?;
    let id = parse_id(token).ok_or_else(over)?;
    let mut visitor = load(app, &widget, id).await?;
    let mut tx = app.db.tenant(widget.tenant).begin().await?;
    visitor.conversation = conversations::of_contact(&mut tx, visitor.contact, visitor.channel).await?;
    Ok(visitor)
}

/// As [`visitor`], without looking for the conversation: kept for a few seconds for bursts of messages.
pub(super) async fn quick(app: &App, widget: &Allowed, token: &str) -> Outcome<Visitor> {
    let id = parse_id(token).ok_or_else(over)?;
    if let Some(known) = app.visitors.get(&(widget.tenant, id)).await {
        return Ok(known);
    }
    let visitor = load(app, widget, id).await?;
    app.visitors.insert((widget.tenant, id), visitor.clone()).await;
    Ok(visitor)
}

/// Whose request it is that carries `token` to an address of a widget, if anybody's.
pub async fn who_writes(app: &App, path: &str, token: &str) -> Option<(TenantId, ContactId)> {
    let widget = origins::widget(app, origins::key_of(path)?).await.ok()?;
    let visitor = quick(app, &widget, token).await.ok()?;
    Some((visitor.tenant, visitor.contact))
}

async fn load(app: &App, widget: &Allowed, id: Id) -> Outcome<Visitor> {
    let record = store(app, widget.tenant, ContactId(Uuid::nil()))
        .load(&id)
        .await
        .map_err(Refusal::internal)?
        .ok_or_else(over)?;
    let read = |name: &str| record.data.get(name).cloned().unwrap_or_default();
    let contact = serde_json::from_value(read("contact")).map_err(|_| over())?;
    let channel: Uuid = serde_json::from_value(read("channel")).map_err(|_| over())?;
    if channel != widget.channel {
        return Err(over());
    }
    let locale = serde_json::from_value(read("locale")).unwrap_or_else(|_| "en".to_owned());
    Ok(Visitor { tenant: widget.tenant, channel, contact, locale, conversation: None, session: id })
}

/// Whether a visitor's session still holds.
pub async fn still_valid(app: &App, visitor: &Visitor) -> Outcome<()> {
    match store(app, visitor.tenant, visitor.contact).load(&visitor.session).await {
        Ok(Some(_)) => Ok(()),
        Ok(None) => Err(over()),
        Err(error) => Err(Refusal::internal(error)),
    }
}

/// Opens a session, or goes on with the one that the visitor carries.
///
/// A signed identity decides whose conversation it is; a session of somebody else is left behind.
pub(super) async fn open(app: &App, key: &str, carried: Option<&str>, new: NewSession) -> Outcome<Answer> {
    let widget = origins::widget(app, key).await?;
    let locale = text::language::known(&new.locale)
        .filter(|_| text::language::is_tag(&new.locale))
        .ok_or_else(|| {
            Refusal::field("locale", "invalid", "one of ar, fa, tr, it, en, with or without a region: ar-JO")
        })?;
    let details = match &new.identity {
        Some(token) => Some(identity::verify(app, &widget, token).await?),
        None if widget.settings.identity_required => {
            return Err(Refusal::new(Code::IdentityInvalid, "This widget needs a signed identity."));
        }
        None => None,
    };
    let carried = match carried.and_then(parse_id) {
        Some(id) => load(app, &widget, id).await.ok(),
        None => None,
    };
    let mut tx = app.db.tenant(widget.tenant).begin().await?;
    let verified = match details.as_ref().and_then(|d| d.external.as_deref()) {
        Some(external) => contacts::by_external(&mut tx, external).await?,
        None => None,
    };
    // Whoever signs in keeps what they wrote before doing so, unless they were known already.
    let contact = match (&details, verified, &carried) {
        (Some(_), Some(known), _) => known,
        (_, None, Some(visitor))
            if details.is_none() || !contacts::is_verified(&mut tx, visitor.contact).await? =>
        {
            visitor.contact
        }
        (None, _, Some(visitor)) => visitor.contact,
        _ => {
            let contact = ContactId(app.new_id());
            contacts::add(&mut tx, contact, locale, &contacts::Details::default(), app.now()).await?;
            contact
        }
    };
    if let Some(details) = &details {
        contacts::set_details(&mut tx, contact, details).await?;
    }
    let conversation = conversations::of_contact(&mut tx, contact, widget.channel).await?;
    let config = config(app, &mut tx, &widget, locale).await?;
    tx.commit().await?;

    let session_id = match carried.filter(|v| v.contact == contact) {
        Some(visitor) => visitor.session,
        None => {
            let until = Expiry::AtDateTime(app.now() + LIFE);
            let session = Session::new(None, Arc::new(store(app, widget.tenant, contact)), Some(until));
            session.insert("contact", contact).await.map_err(Refusal::internal)?;
            session.insert("channel", widget.channel).await.map_err(Refusal::internal)?;
            session.insert("locale", locale).await.map_err(Refusal::internal)?;
            session.save().await.map_err(Refusal::internal)?;
            session.id().ok_or_else(|| Refusal::internal(anyhow::anyhow!("a saved session has no id")))?
        }
    };
    Ok(Answer { session_id: session_id.to_string(), config, conversation_id: conversation })
}

async fn config(
    app: &App,
    tx: &mut crate::db::TenantTx,
    widget: &Allowed,
    locale: &str,
) -> Outcome<WidgetConfig> {
    let assistant = crate::assistant::settings(tx).await?;
    Ok(WidgetConfig {
        name: tenants::name(&app.db, widget.tenant).await?,
        assistant_name: assistant.name,
        disclosure: assistant.enabled,
        position: widget.settings.position,
        colors: widget.settings.colors.clone(),
        texts: widget.settings.texts.get(locale).cloned().unwrap_or_default(),
    })
}
