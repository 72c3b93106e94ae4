//! Who is signed in. The tokens live in `localStorage`, never in a cookie; every tab reads them there.

use crate::{
    client::{self, ApiError},
    lock, storage,
};
use api::{Code, Me, Permission, Refresh, SignedIn};
use leptos::{ev, prelude::*};

/// The signed-in person, as all screens see them.
#[derive(Clone, Copy)]
pub struct Session {
    me: RwSignal<Option<Me>>,
    ended: RwSignal<Option<Ended>>,
}

/// Why a session is over.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ended {
    /// The person signed out, here or in another tab.
    SignedOut,
    /// The server refused the tokens.
    Refused(Code),
}

/// Makes the session known to everything below and follows what other tabs do with it.
pub fn provide_session() -> Session {
    let session = Session { me: RwSignal::new(None), ended: RwSignal::new(None) };
    provide_context(session);
    Effect::new(move |_| {
        let handle = window_event_listener(ev::storage, move |event| {
            // `key` is null when the whole store was emptied.
            let tokens = event.key().is_none_or(|key| key == storage::REFRESH);
            if tokens && refresh_token().is_none() {
                session.end(Ended::SignedOut);
            }
        });
        on_cleanup(move || handle.remove());
    });
    session
}

/// The session of this app.
pub fn use_session() -> Session {
    expect_context()
}

/// The access token to send.
pub fn access_token() -> Option<String> {
    storage::get(storage::ACCESS)
}

fn refresh_token() -> Option<String> {
    storage::get(storage::REFRESH)
}

impl Session {
    /// Whether there is anything to be signed in with.
    pub fn has_tokens(self) -> bool {
        refresh_token().is_some()
    }

    /// The person, once known.
    pub fn me(self) -> Signal<Option<Me>> {
        self.me.into()
    }

    /// Whether the person may do `permission`; `false` until it is known.
    pub fn may(self, permission: Permission) -> bool {
        self.me.with(|me| me.as_ref().is_some_and(|me| me.permissions.contains(&permission)))
    }

    /// Whether a way to what `permission` allows is shown: as far as is known, else as it was last time, so that the
    /// navigation does not change under the person's hands. The server decides.
    pub fn may_go(self, permission: Permission) -> bool {
        self.me.with(|me| match me {
            Some(me) => me.permissions.contains(&permission),
            None => storage::get(storage::RIGHTS)
                .and_then(|kept| serde_json::from_str::<Vec<Permission>>(&kept).ok())
                .is_some_and(|kept| kept.contains(&permission)),
        })
    }

    /// Why the session is over, when it is.
    pub fn ended(self) -> Signal<Option<Ended>> {
        self.ended.into()
    }

    /// Keeps what a sign-in answered.
    pub fn begin(self, signed_in: &SignedIn) {
        keep(signed_in);
        self.ended.set(None);
        self.know(Me {
            permissions: signed_in.user.role.permissions().to_vec(),
            user: signed_in.user.clone(),
            tenant: signed_in.tenant.clone(),
        });
    }

    /// Takes over what `GET me` answered.
    pub fn know(self, me: Me) {
        if let Ok(rights) = serde_json::to_string(&me.permissions) {
            storage::set(storage::RIGHTS, &rights);
        }
        self.me.set(Some(me));
    }

    /// Forgets the tokens. Screens that need a person leave for the sign-in page.
    pub fn end(self, why: Ended) {
        storage::remove(storage::ACCESS);
        storage::remove(storage::REFRESH);
        storage::remove(storage::RIGHTS);
        self.me.set(None);
        // What follows from an end is not its reason.
        if self.ended.with_untracked(Option::is_none) {
            self.ended.set(Some(why));
        }
    }

    /// Signs the person out: here and in the other tabs at once, and on the server when it can be reached.
    ///
    /// The tabs hear of it first. Their connections are closed by the server next, which without the tokens' absence
    /// would look like a session that broke.
    pub async fn sign_out(self) {
        let (access, refresh_token) = (access_token(), refresh_token());
        self.end(Ended::SignedOut);
        let Err(refusal) = client::leave(access.as_deref()).await else { return };
        if refusal.code() == Some(Code::TokenExpired)
            && let Some(refresh_token) = refresh_token
            && let Ok(renewed) =
                client::exchange::<SignedIn>("auth/refresh", &Refresh { refresh_token }).await
        {
            let _ = client::leave(Some(&renewed.access_token)).await;
        }
    }

    /// Exchanges the refresh token, once for all callers and all tabs.
    ///
    /// `used` is the access token that was refused: when another caller has replaced it in the
    /// meantime there is nothing to do. A refresh token that is used twice ends the whole session,
    /// so two tabs must never do this at the same time.
    ///
    /// # Errors
    /// The server's refusal, which ends the session, or a network fault, which does not.
    pub async fn refresh(self, used: Option<&str>) -> Result<(), ApiError> {
        let _held = lock::hold(storage::REFRESH).await;
        let Some(refresh_token) = refresh_token() else {
            self.end(Ended::SignedOut);
            return Err(ApiError::SignedOut);
        };
        if access_token().as_deref() != used {
            return Ok(());
        }
        match client::exchange::<SignedIn>("auth/refresh", &Refresh { refresh_token }).await {
            Ok(signed_in) => {
                keep(&signed_in);
                Ok(())
            }
            Err(refusal) => {
                if let Some(code) = refusal.code().filter(|code| code.status() == 401) {
                    self.end(Ended::Refused(code));
                }
                Err(refusal)
            }
        }
    }
}

fn keep(signed_in: &SignedIn) {
    storage::set(storage::ACCESS, &signed_in.access_token);
    storage::set(storage::REFRESH, &signed_in.refresh_token);
}
