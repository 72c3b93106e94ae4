//! Which Arabic a text is written in: the standard language or one of five regions' everyday ones.
//!
//! A linear classifier over hashed words, word pairs and pieces of words. Its weights are learnt by
//! `examples/dialect`, which also measures it; docs/models/dialect.md says what it is good for and where it errs.
//! Everything is a pure function of the text; what a conversation adds up to is [`Dialect`].
//!
//! Regions shade into each other and half of what people write could come from anywhere. So the answer is a
//! probability, and below [`SURE`] there is none: a wrong region in an agent's inbox is worse than no region.

mod evidence;
mod features;
mod weights;

pub use self::{
    evidence::Dialect,
    features::{features, kind},
    weights::Weights,
};

use std::sync::LazyLock;

/// From which probability on a text's variety is named.
pub const SURE: f32 = 0.5;

/// The standard language is what is left when nothing local is said, which takes some words to notice.
const STANDARD_WORDS: usize = 4;

/// The weights that are shipped.
static SHIPPED: LazyLock<Weights> =
    LazyLock::new(|| Weights::read(include_bytes!("dialect/weights.bin")).unwrap_or_default());

/// A variety of Arabic.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Label {
    /// The standard language of schools and news.
    Msa,
    /// Egypt and Sudan.
    Egyptian,
    /// Jordan, Palestine, Syria, Lebanon.
    Levantine,
    /// The Arabian peninsula.
    Gulf,
    /// Iraq.
    Iraqi,
    /// From Morocco to Libya.
    Maghrebi,
}

/// What a text is most probably written in.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Guess {
    /// The variety.
    pub label: Label,
    /// How probable it is, from [`SURE`] to 1.
    pub probability: f32,
}

impl Label {
    /// All, in the order of [`probabilities`].
    pub const ALL: [Self; 6] =
        [Self::Msa, Self::Egyptian, Self::Levantine, Self::Gulf, Self::Iraqi, Self::Maghrebi];

    /// The name that the training data and the weights have for it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Msa => "msa",
            Self::Egyptian => "egyptian",
            Self::Levantine => "levantine",
            Self::Gulf => "gulf",
            Self::Iraqi => "iraqi",
            Self::Maghrebi => "maghrebi",
        }
    }

    /// The BCP 47 tag of its largest market here, which stands for the region; none for the standard language.
    pub fn tag(self) -> Option<&'static str> {
        match self {
            Self::Msa => None,
            Self::Egyptian => Some("ar-EG"),
            Self::Levantine => Some("ar-JO"),
            Self::Gulf => Some("ar-SA"),
            Self::Iraqi => Some("ar-IQ"),
            Self::Maghrebi => Some("ar-MA"),
        }
    }

    /// The variety that `tag` stands for: see [`Label::tag`].
    pub fn of_tag(tag: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|label| label.tag() == Some(tag))
    }
}

/// What `text` is written in; `None` where it is too short, mixed or neutral to tell, or holds no Arabic word.
///
/// It tells Arabic from Arabic, not from Persian or Urdu: [`language::detect`](crate::language::detect) first.
pub fn dialect(text: &str) -> Option<Guess> {
    let features = features(text);
    Guess::of(&features, &SHIPPED.probabilities(&features)?)
}

/// The probability of each of [`Label::ALL`]; they sum to 1. `None` without an Arabic word.
pub fn probabilities(text: &str) -> Option<[f32; 6]> {
    SHIPPED.probabilities(&features(text))
}

impl Guess {
    /// The most probable label of a text with these features, where it is probable enough.
    pub fn of(features: &[u32], probabilities: &[f32; 6]) -> Option<Self> {
        let (label, probability) =
            Label::ALL.into_iter().zip(*probabilities).max_by(|(_, a), (_, b)| a.total_cmp(b))?;
        let words = || features.iter().filter(|feature| kind(**feature) == 0).count();
        let sure = probability >= SURE && (label != Label::Msa || words() >= STANDARD_WORDS);
        sure.then_some(Self { label, probability })
    }
}

#[cfg(test)]
mod tests;
