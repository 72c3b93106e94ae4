use crate::refusal::{Outcome, Refusal};
use std::sync::OnceLock;

/// AUTH-1.
const COST: u32 = 12;

/// Hashes a password with bcrypt, off the async threads.
pub async fn hash(password: String) -> Outcome<String> {
    tokio::task::spawn_blocking(move || bcrypt::hash(prepared(&password), COST))
        .await
        .map_err(Refusal::internal)?
        .map_err(Refusal::internal)
}

/// Whether `password` is the one behind `hash`. With no hash the same work is done for nothing, so
/// that the time does not tell whether the address exists.
pub(super) async fn verify(password: String, hash: Option<String>) -> Outcome<bool> {
    static NOBODY: OnceLock<String> = OnceLock::new();
    tokio::task::spawn_blocking(move || {
        let known = hash.is_some();
        let hash = match &hash {
            Some(hash) => hash,
            None => NOBODY.get_or_init(|| bcrypt::hash("nobody", COST).unwrap_or_default()),
        };
        bcrypt::verify(prepared(&password), hash).unwrap_or(false) && known
    })
    .await
    .map_err(Refusal::internal)
}

/// bcrypt reads 72 bytes and stops at a zero byte: longer passwords are hashed to 64 digits before.
fn prepared(password: &str) -> String {
    use sha2::{Digest, Sha256};
    if password.len() <= 72 && !password.contains('\0') {
        return password.to_owned();
    }
    Sha256::digest(password.as_bytes()).iter().map(|b| format!("{b:02x}")).collect()
}
