use aes_gcm::{
    Aes256Gcm, KeyInit, Nonce,
    aead::{Aead, Payload},
};
use hkdf::Hkdf;
use hmac::{Hmac, Mac};
use sha2::Sha256;
use uuid::Uuid;
use zeroize::{Zeroize, Zeroizing};

/// The first byte of every sealed value: how the rest is laid out (nonce of 12 bytes, ciphertext, tag of 16).
const FORMAT: u8 = 1;

#[derive(Debug, thiserror::Error)]
pub enum CryptoError {
    #[error("a sealed value could not be opened: wrong key, wrong place, or changed")]
    Opening,
    #[error("a value could not be sealed")]
    Sealing,
    #[error("the data key of {0} is gone")]
    NoKey(Uuid),
    #[error("a key must be 32 bytes")]
    Length,
}

/// A sealed value, as a `bytea` column takes it.
#[derive(Clone, Debug, PartialEq, Eq, sqlx::Type)]
#[sqlx(transparent)]
pub struct Sealed(pub Vec<u8>);

/// A data key of 256 bits; wiped when dropped.
pub struct Key {
    bytes: Zeroizing<[u8; 32]>,
    cipher: Aes256Gcm,
}

impl std::fmt::Debug for Key {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Key(…)")
    }
}

impl Key {
    /// A new key from the system's random numbers.
    pub fn random() -> Self {
        Self::from_bytes(rand::random())
    }

    pub fn from_bytes(mut bytes: [u8; 32]) -> Self {
        let key = Self { cipher: Aes256Gcm::new(&bytes.into()), bytes: Zeroizing::new(bytes) };
        bytes.zeroize();
        key
    }

    /// # Errors
    /// [`CryptoError::Length`] unless there are 32 bytes.
    pub fn from_slice(bytes: &[u8]) -> Result<Self, CryptoError> {
        bytes.try_into().map(Self::from_bytes).map_err(|_| CryptoError::Length)
    }

    /// Seals `plain` for one place: `column` is `table.column`, `row` the row's id.
    pub fn seal(&self, column: &str, row: Uuid, plain: &[u8]) -> Result<Sealed, CryptoError> {
        let nonce: [u8; 12] = rand::random();
        let aad = aad(column, row);
        let sealed = self
            .cipher
            .encrypt(&Nonce::from(nonce), Payload { msg: plain, aad: &aad })
            .map_err(|_| CryptoError::Sealing)?;
        let mut out = Vec::with_capacity(1 + 12 + sealed.len());
        out.push(FORMAT);
        out.extend_from_slice(&nonce);
        out.extend_from_slice(&sealed);
        Ok(Sealed(out))
    }

    /// Opens what [`Key::seal`] sealed for the same place.
    pub fn open(&self, column: &str, row: Uuid, sealed: &[u8]) -> Result<Zeroizing<Vec<u8>>, CryptoError> {
        let (format, rest) = sealed.split_first().ok_or(CryptoError::Opening)?;
        let (nonce, text) = rest.split_first_chunk::<12>().ok_or(CryptoError::Opening)?;
        if *format != FORMAT {
            return Err(CryptoError::Opening);
        }
        let aad = aad(column, row);
        self.cipher
            .decrypt(&Nonce::from(*nonce), Payload { msg: text, aad: &aad })
            .map(Zeroizing::new)
            .map_err(|_| CryptoError::Opening)
    }

    /// As [`Key::open`], for text.
    pub fn open_text(&self, column: &str, row: Uuid, sealed: &[u8]) -> Result<String, CryptoError> {
        let plain = self.open(column, row, sealed)?;
        String::from_utf8(plain.to_vec()).map_err(|_| CryptoError::Opening)
    }

    /// Seals `child` under this key.
    pub fn wrap(&self, owner: Uuid, child: &Key) -> Result<Sealed, CryptoError> {
        self.seal("data_keys.wrapped", owner, child.bytes.as_slice())
    }

    /// Opens a key that [`Key::wrap`] sealed.
    pub fn unwrap_key(&self, owner: Uuid, wrapped: &[u8]) -> Result<Key, CryptoError> {
        Key::from_slice(&self.open("data_keys.wrapped", owner, wrapped)?)
    }

    /// A key for another purpose, derived by HKDF-SHA-256 (RFC 5869).
    pub fn derive(&self, purpose: &str) -> [u8; 32] {
        let mut out = [0; 32];
        // Expanding to 32 bytes can't fail: the limit is 255 times the hash's length.
        let _ = Hkdf::<Sha256>::new(None, self.bytes.as_slice()).expand(purpose.as_bytes(), &mut out);
        out
    }

    /// The key of this tenant's blind indexes.
    pub fn blind(&self) -> BlindKey {
        BlindKey(Zeroizing::new(self.derive("blind-index/1")))
    }
}

fn aad(column: &str, row: Uuid) -> Vec<u8> {
    let mut aad = Vec::with_capacity(column.len() + 17);
    aad.extend_from_slice(column.as_bytes());
    aad.push(0);
    aad.extend_from_slice(row.as_bytes());
    aad
}

/// Makes keyed hashes by which equal values can be found without being readable.
pub struct BlindKey(Zeroizing<[u8; 32]>);

impl BlindKey {
    /// For keys of other purposes (the directory of sign-in addresses).
    pub fn new(key: [u8; 32]) -> Self {
        Self(Zeroizing::new(key))
    }

    /// 128 bits of HMAC-SHA-256 over a field's name and a normalised value.
    pub fn index(&self, field: &str, value: &str) -> Vec<u8> {
        self.mac(field, value)[..16].to_vec()
    }

    /// 64 bits, for words of messages.
    pub fn word(&self, word: &str) -> i64 {
        let mac = self.mac("word", word);
        i64::from_be_bytes([mac[0], mac[1], mac[2], mac[3], mac[4], mac[5], mac[6], mac[7]])
    }

    fn mac(&self, field: &str, value: &str) -> [u8; 32] {
        // HMAC pads a short key with zeros to its block (RFC 2104), so this is the key itself.
        let mut block = Zeroizing::new([0u8; 64]);
        block[..32].copy_from_slice(self.0.as_slice());
        let mut mac = <Hmac<Sha256> as hmac::KeyInit>::new(&(*block).into());
        mac.update(field.as_bytes());
        mac.update(&[0]);
        mac.update(value.as_bytes());
        mac.finalize().into_bytes().into()
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn a_sealed_value_opens_in_its_place_with_its_key_only() {
        let (key, other, row) = (Key::random(), Key::random(), Uuid::now_v7());
        let sealed = key.seal("messages.body", row, "وين طلبي؟".as_bytes()).unwrap();
        assert_eq!(key.open_text("messages.body", row, &sealed.0).unwrap(), "وين طلبي؟");
        assert!(other.open("messages.body", row, &sealed.0).is_err());
        assert!(key.open("messages.body", Uuid::now_v7(), &sealed.0).is_err());
        assert!(key.open("contacts.name", row, &sealed.0).is_err());
        for at in 0..sealed.0.len() {
            let mut changed = sealed.0.clone();
            changed[at] ^= 1;
            assert!(key.open("messages.body", row, &changed).is_err(), "byte {at}");
        }
        assert!(key.open("messages.body", row, &[]).is_err());
    }

    #[test]
    fn equal_values_seal_differently_and_index_equally() {
        let key = Key::random();
        let row = Uuid::now_v7();
        assert_ne!(key.seal("a.b", row, b"x").unwrap(), key.seal("a.b", row, b"x").unwrap());
        assert_eq!(key.blind().index("email", "a@b.test"), key.blind().index("email", "a@b.test"));
        assert_ne!(key.blind().index("email", "a@b.test"), key.blind().index("phone", "a@b.test"));
        assert_ne!(key.blind().word("طلب"), Key::random().blind().word("طلب"));
    }

    #[test]
    fn a_child_key_comes_back_from_its_parent() {
        let (parent, child, owner, row) = (Key::random(), Key::random(), Uuid::now_v7(), Uuid::now_v7());
        let again = parent.unwrap_key(owner, &parent.wrap(owner, &child).unwrap().0).unwrap();
        let sealed = child.seal("t.c", row, b"plain").unwrap();
        assert_eq!(again.open("t.c", row, &sealed.0).unwrap().as_slice(), b"plain");
        assert!(parent.unwrap_key(row, &parent.wrap(owner, &child).unwrap().0).is_err());
    }
}
