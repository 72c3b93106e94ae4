use super::{BlindKey, Key};
use crate::data_folder::advice;
use anyhow::{Context, bail};
use std::{
    io::Write,
    os::unix::fs::{OpenOptionsExt, PermissionsExt},
    path::Path,
};

/// The key at the root of the tree, and what is derived from it.
pub struct Master {
    key: Key,
}

impl std::fmt::Debug for Master {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Master(…)")
    }
}

impl Master {
    pub fn new(key: Key) -> Self {
        Self { key }
    }

    pub fn random() -> Self {
        Self::new(Key::random())
    }

    /// Wraps and unwraps tenants' keys.
    pub fn key(&self) -> &Key {
        &self.key
    }

    /// Indexes the addresses that people sign in with, in the control database.
    pub fn directory(&self) -> BlindKey {
        BlindKey::new(self.key.derive("login-directory/1"))
    }

    /// Signs access tokens (HS256).
    pub fn access_tokens(&self) -> [u8; 32] {
        self.key.derive("access-token/1")
    }

    /// Authenticates refresh tokens.
    pub fn refresh_tokens(&self) -> BlindKey {
        BlindKey::new(self.key.derive("refresh-token/1"))
    }

    /// Hashes the ids of sessions before they are stored.
    pub fn session_ids(&self) -> BlindKey {
        BlindKey::new(self.key.derive("session-id/1"))
    }

    /// What databases keep to know the key again that their values are sealed with. It tells nothing of the key.
    pub fn fingerprint(&self) -> [u8; 32] {
        self.key.derive("fingerprint/1")
    }

    /// The role that this installation serves as. Roles belong to a whole database server, and another installation
    /// there, with another key, has its own.
    pub fn serving_role(&self) -> String {
        format!("diwan_serving_{}", hex(&self.key.derive("serving-role-name/1")[..6]))
    }

    /// That role's password on database servers that ask for one.
    pub fn serving_password(&self) -> String {
        hex(&self.key.derive("serving-role/1"))
    }
}

/// Reads the master key: 32 raw bytes, or 64 hexadecimal digits.
///
/// # Errors
/// A file that is absent, unreadable, or not a key.
pub fn load(path: &Path) -> anyhow::Result<Master> {
    let bytes = std::fs::read(path).with_context(|| {
        format!(
            "cannot read the master key {}: put the key there; a new installation makes one where DIWAN_MASTER_KEY_FILE is unset",
            path.display()
        )
    })?;
    parse(&bytes).map(Master::new).with_context(|| format!("{} does not hold a master key", path.display()))
}

/// The same, but with `may_make` a missing file is made, readable by its owner only, and reaches the disk before
/// anything is sealed with it.
///
/// # Errors
/// Those of [`load`] and of writing.
pub fn load_or_make(path: &Path, may_make: bool) -> anyhow::Result<Master> {
    if !may_make || path.exists() {
        return load(path);
    }
    let bytes: [u8; 32] = rand::random();
    let written = write_new(path, &bytes);
    written.map_err(|error| {
        anyhow::anyhow!("cannot make the master key {}: {error}{}", path.display(), advice(&error))
    })?;
    Ok(Master::new(Key::from_bytes(bytes)))
}

fn write_new(path: &Path, bytes: &[u8; 32]) -> std::io::Result<()> {
    if let Some(folder) = path.parent() {
        std::fs::create_dir_all(folder)?;
    }
    let temporary = path.with_extension("tmp");
    let _ = std::fs::remove_file(&temporary);
    let mut file = std::fs::OpenOptions::new().write(true).create_new(true).mode(0o600).open(&temporary)?;
    writeln!(file, "{}", hex(bytes))?;
    file.sync_all()?;
    std::fs::rename(&temporary, path)?;
    if let Some(folder) = path.parent() {
        std::fs::File::open(folder)?.sync_all()?;
    }
    Ok(())
}

/// What to do about a key file that others than its owner can read; nothing where they can't.
pub fn open_to_others(path: &Path) -> Option<String> {
    let mode = std::fs::metadata(path).ok()?.permissions().mode() & 0o777;
    (mode & 0o077 != 0).then(|| {
        format!(
            "others than its owner can read the master key {0} (mode {mode:o}): chmod 600 {0}",
            path.display()
        )
    })
}

fn parse(bytes: &[u8]) -> anyhow::Result<Key> {
    if bytes.len() == 32 {
        return Ok(Key::from_slice(bytes)?);
    }
    let text = std::str::from_utf8(bytes).map(str::trim).unwrap_or_default().as_bytes();
    if text.len() != 64 {
        bail!("expected 32 bytes or 64 hexadecimal digits");
    }
    let mut key = [0u8; 32];
    for (out, pair) in key.iter_mut().zip(text.chunks(2)) {
        let pair = std::str::from_utf8(pair)?;
        *out = u8::from_str_radix(pair, 16).context("expected hexadecimal digits")?;
    }
    Ok(Key::from_bytes(key))
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|b| format!("{b:02x}")).collect()
}
