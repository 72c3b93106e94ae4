//! Ids made in the browser.

/// A random id for a message that is being sent, so that a repetition is known.
///
/// `crypto.randomUUID` exists only on secure origins; a plain `http` address in an office network
/// is not one, but has `getRandomValues`.
pub fn client_id() -> String {
    let mut bytes = [0_u8; 16];
    let filled = leptos::prelude::window()
        .crypto()
        .is_ok_and(|crypto| crypto.get_random_values_with_u8_array(&mut bytes).is_ok());
    if !filled {
        for byte in &mut bytes {
            #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "0 to 255")]
            {
                *byte = (js_sys::Math::random() * 256.0) as u8;
            }
        }
    }
    uuid::Builder::from_random_bytes(bytes).into_uuid().to_string()
}
