use crate::{
    App,
    refusal::Refusal,
    sign_in::{self, SessionRef},
};
use api::{Code, Permission, Role, TenantId, User, UserId};
use axum::{
    extract::FromRequestParts,
    http::{HeaderMap, header, request::Parts},
};
use std::marker::PhantomData;

/// Rights that a handler can name in its signature.
pub mod can {
    use super::{Permission, Right};

    macro_rules! rights { ($($(#[$doc:meta])* $name:ident = $permission:expr;)*) => { $(
        $(#[$doc])* #[derive(Clone, Copy, Debug)] pub struct $name;
        impl Right for $name { const PERMISSION: Option<Permission> = $permission; }
    )* } }

    rights! {
        /// Any member of the team.
        SignedIn = None;
        Read = Some(Permission::ConversationsRead);
        Reply = Some(Permission::ConversationsReply);
        ReadKnowledge = Some(Permission::KnowledgeRead);
        WriteKnowledge = Some(Permission::KnowledgeWrite);
        ManageAssistant = Some(Permission::AssistantManage);
        ManageWidget = Some(Permission::WidgetManage);
    }
}

/// What the `Authorization` header carries under `scheme`, in whatever case that is written (RFC 9110 §11.1).
pub fn credentials<'h>(headers: &'h HeaderMap, scheme: &str) -> Option<&'h str> {
    let (given, carried) = headers.get(header::AUTHORIZATION)?.to_str().ok()?.trim().split_once(' ')?;
    given.eq_ignore_ascii_case(scheme).then(|| carried.trim())
}

/// What a [`Caller`] was checked for.
pub trait Right: Send + Sync + 'static {
    /// `None`: being signed in is enough.
    const PERMISSION: Option<Permission>;
}

/// A member of a team who may do `R`. Only the extractor makes one.
#[derive(Clone, Debug)]
pub struct Caller<R> {
    pub tenant: TenantId,
    pub id: UserId,
    pub name: String,
    pub role: Role,
    pub user: User,
    pub session: SessionRef,
    right: PhantomData<R>,
}

impl<R: Right> FromRequestParts<App> for Caller<R> {
    type Rejection = Refusal;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Refusal> {
        let token = credentials(&parts.headers, "Bearer").ok_or_else(|| {
            Refusal::new(Code::Unauthenticated, "Send `Authorization: Bearer <access token>`.")
        })?;
        let (tenant, user, session) = sign_in::who_is(app, token).await?;
        if let Some(permission) = R::PERMISSION
            && !user.role.may(permission)
        {
            let needed = serde_json::to_string(&permission).unwrap_or_default();
            return Err(Refusal::new(Code::Forbidden, format!("Your role lacks the permission {needed}.")));
        }
        Ok(Self {
            tenant,
            id: user.id,
            name: user.name.clone(),
            role: user.role,
            user,
            session,
            right: PhantomData,
        })
    }
}
