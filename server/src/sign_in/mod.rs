//! Sign-in: passwords, access tokens, refresh families, and who a token belongs to.
//!
//! The access token is a JWT of a day; the refresh token is a position in a *family*, which is a
//! session kept by [`sessions::TenantSessions`] (tower-sessions' store over PostgreSQL, its id
//! carried in the token and never in a cookie). A position that was used before ends the family.

mod login;
mod passwords;
pub mod privacy;
mod refresh;
mod routes;

mod store;
mod tokens;
mod who;

pub use passwords::hash as hash_password;
pub use routes::routes;
pub use store::sessions::{SESSION_KIND_VISITOR, TenantSessions, parse_id};
pub use store::{NewUser, add_user, ids_by_email, list_in_directory, people};
pub use who::{SessionRef, still_valid, who_is};
