//! What the messages of one conversation add up to.

use super::{Label, probabilities};

/// How far the best region must lead the next before it is named (natural logarithm of the odds).
const NAMED: f32 = 1.0;

/// How far another region must lead the named one before it takes its place.
const CHANGED: f32 = 2.0;

/// How far a region can fall behind: someone else at the same keyboard is heard within a few messages.
const BEHIND: f32 = -6.0;

/// Most that one message says, so that a long one does not settle the matter alone.
const MESSAGE: f32 = 3.0;

/// The written Arabic of one person, from all that they wrote: adds up log-odds, message by message.
///
/// The standard language is no evidence against a region: who writes one sentence of it and one of Jordan's is from
/// Jordan. So each message counts for the regions only, as far as it is not in the standard language.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Dialect {
    /// Log-odds of the regions after [`Label::Msa`], the best at 0.
    odds: [f32; 5],
}

impl Dialect {
    /// Takes in one more message.
    pub fn add(&mut self, text: &str) {
        self.weigh(probabilities(text));
    }

    /// Takes in a message of which the [`probabilities`] are known.
    pub fn weigh(&mut self, probabilities: Option<[f32; 6]>) {
        let Some([standard, regions @ ..]) = probabilities else { return };
        // A message that is rather standard says nothing: a little of every such one would add up to a region.
        let spoken = (1.0 - 2.0 * standard).clamp(0.0, 1.0);
        let most = regions.iter().copied().fold(f32::MIN_POSITIVE, f32::max);
        for (odds, region) in self.odds.iter_mut().zip(regions) {
            *odds += spoken * (region / most).max(f32::MIN_POSITIVE).ln().max(-MESSAGE);
        }
        let best = self.odds.iter().copied().fold(f32::MIN, f32::max);
        self.odds = self.odds.map(|odds| (odds - best).max(BEHIND));
    }

    /// The region, where the evidence is clear. `named` is what was said before: it stays until another is clearer.
    pub fn label(&self, named: Option<Label>) -> Option<Label> {
        let mut regions: Vec<(Label, f32)> = Label::ALL.into_iter().skip(1).zip(self.odds).collect();
        regions.sort_by(|(_, a), (_, b)| b.total_cmp(a));
        let [(best, _), (_, next), ..] = regions[..] else { return named };
        let behind = regions.iter().find(|(label, _)| Some(*label) == named).map(|(_, odds)| -odds);
        let clear = -next >= NAMED && behind.is_none_or(|behind| behind >= CHANGED);
        if clear { Some(best) } else { named }
    }

    /// The written form: five signed bytes, in steps of a twentieth.
    pub fn write(&self) -> Vec<u8> {
        self.odds.iter().map(|odds| (odds * STEPS).round() as i8).map(i8::cast_unsigned).collect()
    }

    /// Reads the written form; what is none says nothing.
    pub fn read(bytes: &[u8]) -> Self {
        let Ok(odds) = <[u8; 5]>::try_from(bytes) else { return Self::default() };
        Self { odds: odds.map(|byte| f32::from(byte.cast_signed()) / STEPS) }
    }
}

/// Steps of the written form within one unit of the odds: [`BEHIND`] fits a signed byte.
const STEPS: f32 = 20.0;

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn after(messages: &[&str], named: Option<Label>) -> Option<Label> {
        let mut dialect = Dialect::default();
        messages.iter().fold(named, |named, message| {
            dialect.add(message);
            dialect.label(named)
        })
    }

    #[test]
    fn a_conversation_is_of_the_region_that_its_messages_add_up_to() {
        assert_eq!(after(&["مرحبا", "شكرا", "الطلب رقم 15"], None), None);
        assert_eq!(after(&["مرحبا", "قديش بياخد التوصيل؟", "شكرا"], None), Some(Label::Levantine));
        assert_eq!(after(&["What is the price?", "thanks"], None), None);
    }

    #[test]
    fn the_standard_language_takes_nothing_back() {
        let messages =
            ["ازاي أرجع المنتج ده؟", "متى سيتم إرسال المبلغ إلى حسابي؟", "أود معرفة شروط الضمان من فضلكم"];
        assert_eq!(after(&messages, None), Some(Label::Egyptian));
    }

    #[test]
    fn a_name_changes_only_on_clear_evidence() {
        let mut dialect = Dialect::default();
        for message in ["قديش بياخد التوصيل؟", "بدي أعرف وين طلبي هلأ"] {
            dialect.add(message);
        }
        dialect.add("شلونك");
        assert_eq!(dialect.label(Some(Label::Levantine)), Some(Label::Levantine));
        for message in ["شكد سعر التوصيل هسه؟", "اكو خصم لو ماكو؟", "آني اريد احجي ويا موظف", "شسوي هسه؟"]
        {
            dialect.add(message);
        }
        assert_eq!(dialect.label(Some(Label::Levantine)), Some(Label::Iraqi));
    }

    proptest! {
        #[test]
        fn what_is_written_is_read_again(messages in proptest::collection::vec("[ء-ي ]{0,40}", 0..8)) {
            let mut dialect = Dialect::default();
            for message in &messages {
                dialect.add(message);
            }
            let read = Dialect::read(&dialect.write());
            for (a, b) in dialect.odds.iter().zip(read.odds) {
                prop_assert!((a - b).abs() <= 0.5 / STEPS + 1e-4);
            }
        }

        #[test]
        fn nothing_else_is_read(bytes in proptest::collection::vec(any::<u8>(), 0..9)) {
            let _ = Dialect::read(&bytes).label(None);
        }
    }
}
