use super::{identity, identity::Vouched, origins, origins::Allowed};
use crate::{
    App, contacts, conversations, http,
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
    /// The widget's key, under which the session was found.
    key: Arc<str>,
    /// The secret that the tenant's site vouched for them with, if it did.
    vouched_by: Option<Uuid>,
}

impl Visitor {
    /// Whether the widget's settings let them go on: those whom a former secret vouched for may be anybody, and
    /// those whom nobody vouched for are not wanted where an identity is required.
    fn may_stay(&self, widget: &Allowed) -> Outcome<()> {
        let may = match self.vouched_by {
            Some(secret) => secret == widget.settings.secret_id,
            None => !widget.settings.identity_required,
        };
        if may { Ok(()) } else { Err(over()) }
    }
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
        known.may_stay(widget)?;
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
    let visitor = stored(app, widget, id).await?;
    visitor.may_stay(widget)?;
    Ok(visitor)
}

/// The session as it is stored, whether or not it still holds.
async fn stored(app: &App, widget: &Allowed, id: Id) -> Outcome<Visitor> {
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
    Ok(Visitor {
        tenant: widget.tenant,
        channel,
        contact,
        locale,
        conversation: None,
        session: id,
        key: widget.key.clone(),
        vouched_by: serde_json::from_value(read("vouched_by")).map_err(|_| over())?,
    })
}

/// Whether a visitor's session still holds.
pub async fn still_valid(app: &App, visitor: &Visitor) -> Outcome<()> {
    let widget = origins::widget(app, &visitor.key).await?;
    load(app, &widget, visitor.session).await.map(drop)
}

/// Opens a session, or goes on with the one that the visitor carries.
///
/// A signed identity decides whose conversation it is; a session of somebody else is left behind.
pub(super) async fn open(app: &App, key: &str, carried: Option<&str>, new: NewSession) -> Outcome<Answer> {
    let widget = origins::widget(app, key).await?;
    let locale = http::language("locale", &new.locale)?;
    let vouched = match &new.identity {
        Some(token) => Some(identity::verify(app, &widget, token).await?),
        None if widget.settings.identity_required => {
            return Err(Refusal::new(Code::IdentityInvalid, "This widget needs a signed identity."));
        }
        None => None,
    };
    // Vouched for now, they take along what they wrote in a session that does not hold any more by itself.
    let carried = match (carried.and_then(parse_id), &vouched) {
        (Some(id), Some(_)) => stored(app, &widget, id).await.ok(),
        (Some(id), None) => load(app, &widget, id).await.ok(),
        (None, _) => None,
    };
    let mut tx = app.db.tenant(widget.tenant).begin().await?;
    let verified = match &vouched {
        Some(vouched) => contacts::by_external(&mut tx, &vouched.external).await?,
        None => None,
    };
    // Whoever signs in keeps what they wrote before doing so, unless they were known already.
    let contact = match (&vouched, verified, &carried) {
        (Some(_), Some(known), _) => known,
        (_, None, Some(visitor))
            if vouched.is_none() || !contacts::is_verified(&mut tx, visitor.contact).await? =>
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
    if let Some(Vouched { details, .. }) = &vouched {
        contacts::set_details(&mut tx, contact, details).await?;
    }
    let conversation = conversations::of_contact(&mut tx, contact, widget.channel).await?;
    let config = config(app, &mut tx, &widget, locale).await?;
    tx.commit().await?;

    let secret = vouched.map(|vouched| vouched.by);
    let session_id = match carried.filter(|v| v.contact == contact) {
        Some(visitor) if secret.is_none() || visitor.vouched_by == secret => visitor.session,
        // The session itself is vouched for from now on: left as it is, it would outlive the secret.
        Some(visitor) => save(app, &widget, Some(visitor.session), contact, locale, secret).await?,
        None => save(app, &widget, None, contact, locale, secret).await?,
    };
    Ok(Answer { session_id: session_id.to_string(), config, conversation_id: conversation })
}

/// Writes the session `id`, or a new one, and answers which it is.
async fn save(
    app: &App,
    widget: &Allowed,
    id: Option<Id>,
    contact: ContactId,
    locale: &str,
    vouched_by: Option<Uuid>,
) -> Outcome<Id> {
    let until = Expiry::AtDateTime(app.now() + LIFE);
    let session = Session::new(id, Arc::new(store(app, widget.tenant, contact)), Some(until));
    session.insert("contact", contact).await.map_err(Refusal::internal)?;
    session.insert("channel", widget.channel).await.map_err(Refusal::internal)?;
    session.insert("locale", locale).await.map_err(Refusal::internal)?;
    session.insert("vouched_by", vouched_by).await.map_err(Refusal::internal)?;
    session.save().await.map_err(Refusal::internal)?;
    let id = session.id().ok_or_else(|| Refusal::internal(anyhow::anyhow!("a saved session has no id")))?;
    app.visitors.invalidate(&(widget.tenant, id)).await;
    Ok(id)
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
