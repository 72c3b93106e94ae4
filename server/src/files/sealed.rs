//! The form of a sealed file, after the STREAM construction (Hoang, Reyhanitabar, Rogaway, Vizár 2015).
//!
//! ```text
//! magic (4) · file key, sealed by its owner's key (61) · nonce prefix (7) · segments
//! segment = 65 536 bytes, sealed (the last one may be shorter) + tag (16)
//! nonce   = prefix (7) · segment number (4, big endian) · last (1)
//! ```
//! Each file has a key of its own, so segment numbers never meet under one key. The associated data
//! names tenant and file: a file that is moved, cut, or put together from two does not open.

use crate::crypto::{CryptoError, Key};
use aes_gcm::{
    Aes256Gcm, KeyInit, Nonce,
    aead::{Aead, Payload},
};
use api::TenantId;
use uuid::Uuid;
use zeroize::Zeroizing;

const MAGIC: &[u8; 4] = b"DWF1";
const PREFIX: usize = 7;
const TAG: usize = 16;
/// A sealed value's format byte, nonce, 32 bytes of key, tag.
const WRAPPED: usize = 1 + 12 + 32 + TAG;

/// Plain bytes of a segment.
pub(super) const SEGMENT: usize = 64 * 1024;
/// Bytes of a segment on disk.
pub(super) const SEALED_SEGMENT: usize = SEGMENT + TAG;
/// Bytes before the first segment.
pub(super) const HEADER: usize = MAGIC.len() + WRAPPED + PREFIX;

/// Seals or opens one file's segments, in order.
pub(super) struct Segments {
    cipher: Aes256Gcm,
    prefix: [u8; PREFIX],
    aad: [u8; 32],
    next: u32,
}

impl Segments {
    /// A new file: its segments, and the header that stands before them.
    pub(super) fn seal(owner: &Key, tenant: TenantId, file: Uuid) -> Result<(Self, Vec<u8>), CryptoError> {
        let key: Zeroizing<[u8; 32]> = Zeroizing::new(rand::random());
        let prefix: [u8; PREFIX] = rand::random();
        let mut header = Vec::with_capacity(HEADER);
        header.extend_from_slice(MAGIC);
        header.extend_from_slice(&owner.seal("files.key", file, key.as_slice())?.0);
        header.extend_from_slice(&prefix);
        Ok((Self::new(&key, prefix, tenant, file), header))
    }

    /// A file that is there, from its header.
    pub(super) fn open(
        owner: &Key,
        tenant: TenantId,
        file: Uuid,
        header: &[u8],
    ) -> Result<Self, CryptoError> {
        let rest = header.strip_prefix(MAGIC).ok_or(CryptoError::Opening)?;
        let (wrapped, prefix) = rest.split_at_checked(WRAPPED).ok_or(CryptoError::Opening)?;
        let prefix: [u8; PREFIX] = prefix.try_into().map_err(|_| CryptoError::Opening)?;
        let plain = owner.open("files.key", file, wrapped)?;
        let mut key = Zeroizing::new([0; 32]);
        if plain.len() != key.len() {
            return Err(CryptoError::Length);
        }
        key.copy_from_slice(&plain);
        Ok(Self::new(&key, prefix, tenant, file))
    }

    fn new(key: &[u8; 32], prefix: [u8; PREFIX], tenant: TenantId, file: Uuid) -> Self {
        let mut aad = [0; 32];
        let (left, right) = aad.split_at_mut(16);
        left.copy_from_slice(tenant.0.as_bytes());
        right.copy_from_slice(file.as_bytes());
        Self { cipher: Aes256Gcm::new(&(*key).into()), prefix, aad, next: 0 }
    }

    /// Seals the next segment.
    pub(super) fn seal_next(&mut self, plain: &[u8], last: bool) -> Result<Vec<u8>, CryptoError> {
        let nonce = self.nonce(last)?;
        let payload = Payload { msg: plain, aad: &self.aad };
        self.cipher.encrypt(&Nonce::from(nonce), payload).map_err(|_| CryptoError::Sealing)
    }

    /// Opens the next segment.
    pub(super) fn open_next(&mut self, sealed: &[u8], last: bool) -> Result<Vec<u8>, CryptoError> {
        let nonce = self.nonce(last)?;
        let payload = Payload { msg: sealed, aad: &self.aad };
        self.cipher.decrypt(&Nonce::from(nonce), payload).map_err(|_| CryptoError::Opening)
    }

    fn nonce(&mut self, last: bool) -> Result<[u8; 12], CryptoError> {
        let mut nonce = [0; 12];
        let (prefix, rest) = nonce.split_at_mut(PREFIX);
        prefix.copy_from_slice(&self.prefix);
        let (number, flag) = rest.split_at_mut(4);
        number.copy_from_slice(&self.next.to_be_bytes());
        flag.copy_from_slice(&[u8::from(last)]);
        self.next = self.next.checked_add(1).ok_or(CryptoError::Sealing)?;
        Ok(nonce)
    }
}
