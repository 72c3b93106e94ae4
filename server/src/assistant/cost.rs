//! What calls cost: tokens, counted or estimated, times the provider's prices.

use super::prompt::Message;
use api::ModelProvider;

/// Tokens of a text, roughly: four Latin letters make one, two of other scripts. For where nobody counts them.
pub(super) fn estimated(text: &str) -> u32 {
    let ascii = text.bytes().filter(u8::is_ascii).count();
    let other = text.chars().filter(|letter| !letter.is_ascii()).count();
    u32::try_from(ascii.div_ceil(4) + other.div_ceil(2)).unwrap_or(u32::MAX)
}

/// As [`estimated`], of a whole prompt: each message has a few of its own.
pub(super) fn estimated_prompt(messages: &[Message]) -> u32 {
    messages.iter().fold(3, |sum: u32, message| sum.saturating_add(4 + estimated(&message.content)))
}

/// The cost of so many tokens, in millionths of the currency's unit, rounded up.
pub(super) fn cost(provider: &ModelProvider, tokens_in: u32, tokens_out: u32) -> u64 {
    let of = |tokens: u32, price: u64| u128::from(tokens) * u128::from(price);
    let sum = of(tokens_in, provider.price_in) + of(tokens_out, provider.price_out);
    u64::try_from(sum.div_ceil(1_000_000)).unwrap_or(u64::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;
    use api::ProviderId;

    #[test]
    fn tokens_cost_what_the_prices_say() {
        let mut one = ModelProvider::new(ProviderId(uuid::Uuid::nil()));
        assert_eq!(cost(&one, 1_000, 1_000), 0);
        // 0.15 and 0.60 for a million.
        (one.price_in, one.price_out) = (150_000, 600_000);
        assert_eq!(cost(&one, 300, 21), 45 + 13);
        assert_eq!(cost(&one, 1, 0), 1, "a part of a millionth is one");
        one.price_in = u64::MAX;
        assert_eq!(cost(&one, u32::MAX, 0), u64::MAX);
    }

    #[test]
    fn letters_of_other_scripts_are_more_tokens() {
        assert_eq!(estimated(""), 0);
        assert_eq!(estimated("delivery"), 2);
        assert_eq!(estimated("التوصيل"), 4);
    }
}
