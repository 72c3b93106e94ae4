//! Words that narrow a sentence or widen it: "only", "except", "every", "even".

use super::cue::{Cue, Phrase, phrases};
use crate::tokens::Word;
use std::sync::LazyLock;

/// What such a word does.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Limit {
    Only,
    Except,
    /// Holds only under a condition.
    If,
    /// Turns against what was said, or demands something for it.
    But,
    /// Holds for more than one would think.
    All,
    Also,
    /// Sides of a moment or of a measure.
    Before,
    After,
    Above,
    Below,
}

impl Limit {
    /// Whether it leaves something out.
    pub(super) fn narrows(self) -> bool {
        matches!(self, Self::Only | Self::Except | Self::If)
    }

    /// The other side.
    pub(super) fn opposite(self) -> Option<Self> {
        match self {
            Self::Before => Some(Self::After),
            Self::After => Some(Self::Before),
            Self::Above => Some(Self::Below),
            Self::Below => Some(Self::Above),
            Self::Only | Self::Except | Self::If | Self::But | Self::All | Self::Also => None,
        }
    }
}

const ONLY: &str = "only; solely; exclusively; فقط; الا; حصرا; حصريا; تنها; صرفا; yalniz*; sadece; solo; soltanto; solamente; esclusivamente; unicamente";

const EXCEPT: &str = "except; excluding; apart from; unless; other than; ما عدا; باستثناء; سوي; مستثن*; مگر; جز; به جز; غير از; \
    haric; disinda; olmadikca; tranne; eccetto; salvo; a meno che; eccezione; esclus*";

const BUT: &str = "but; however; provided; must; required; has to; have to; لكن; ولكن; لكنها; بشرط; يجب; شرط; لازم; ولي; اما; بايد; به شرط; مشروط; \
    ancak; ama; fakat; sartiyla; kosuluyla; gerek*; olmali*; zorunda*; ma; pero; tuttavia; deve; devono; va; vanno; purche; a condizione";

const ALL: &str = "all; every; everyone; everybody; everything; everywhere; any; anyone; both; entire; entirely; always; whenever; anything; \
    كل; كافه; جميع; الجميع; اي; كلها; دائما; دايما; مهما; همه; همهي; هر; تمام; كليه; هميشه; هميشه; tum; butun; her; herkes*; hepsi; daima; \
    tutti; tutte; tutto; tutta; ogni; qualsiasi; chiunque; qualunque; sempre; ovunque";

const ALSO: &str = "also; too; even; as well; likewise; ايضا; كمان; برضه; كذلك; هم; نيز; حتي اگر; همچنين; da; de; bile; ayrica; dahi; \
    anche; pure; perfino; persino; altresi";

const BEFORE: &str = "before; prior; until; till; by; within; قبل; حتي; خلال; پيش; تا; once; oncesi*; oncesine; kadar; icinde; prima; entro; fino";

const AFTER: &str = "after; afterwards; later; since; بعد; بعدها; پس از; sonra*; itibaren; dopo; successiv*";

const BELOW: &str = "less than; under; below; at most; no more than; maximum; max; up to; اقل من; تحت; لا يزيد; كحد اقصي; كمتر; زير; حداكثر; \
    en cok; en fazla; alti; altinda*; altindaki; meno di; sotto; inferior*; al massimo; massimo; fino a";

const ABOVE: &str = "more than; over; above; at least; no less than; minimum; اكثر من; فوق; يزيد; علي الاقل; فاكثر; فما فوق; بيش از; بيش; بالاي; حداقل; \
    en az; uzeri*; ustu*; fazla; piu di; oltre; almeno; superior*; sopra";

static LISTS: LazyLock<Vec<Phrase<Limit>>> = LazyLock::new(|| {
    [
        (Limit::Only, ONLY),
        (Limit::Except, EXCEPT),
        (Limit::But, BUT),
        (Limit::All, ALL),
        (Limit::Also, ALSO),
        (Limit::Before, BEFORE),
        (Limit::After, AFTER),
        (Limit::Below, BELOW),
        (Limit::Above, ABOVE),
    ]
    .into_iter()
    .flat_map(|(limit, list)| phrases(limit, list))
    .collect()
});

/// The limits of a row of words with their places; the cues that were found there say where something is supposed.
pub(super) fn limits(
    words: &[Word],
    cues: &[(Cue, usize, usize)],
    lang: Option<&str>,
) -> Vec<(Limit, usize)> {
    let supposed = cues.iter().filter(|(cue, ..)| *cue == Cue::If).map(|(_, at, _)| (Limit::If, *at));
    let own = |text: &str| match text {
        "once" | "kadar" | "fazla" | "alti" | "ama" | "da" | "de" | "her" | "tum" => lang == Some("tr"),
        "prima" | "sotto" | "sopra" | "oltre" | "ma" | "va" | "deve" | "pero" | "solo" | "salvo" | "pure"
        | "esclusivamente" => lang == Some("it"),
        "by" | "over" | "under" | "max" | "but" | "must" | "all" | "any" | "too" | "even" | "only" => {
            lang == Some("en")
        }
        "تا" | "زير" | "پيش" | "ولي" | "هم" | "هر" | "همه" | "تمام" | "جز" | "مگر" => {
            lang == Some("fa")
        }
        "تحت" | "فوق" | "خلال" | "اي" | "كل" | "الا" => lang == Some("ar"),
        _ => true,
    };
    let mut found: Vec<(Limit, usize)> = supposed.collect();
    let mut sides = vec![false; words.len()];
    for phrase in LISTS.iter() {
        for (at, window) in words.windows(phrase.len().max(1)).enumerate() {
            // "En fazla", at most, holds the word for "more".
            let side = phrase.cue.opposite().is_some();
            let taken = side && sides.iter().skip(at).take(window.len()).any(|taken| *taken);
            if !taken && phrase.is(window, &own) {
                found.push((phrase.cue, at));
                if side && window.len() > 1 {
                    sides.iter_mut().skip(at).take(window.len()).for_each(|taken| *taken = true);
                }
            }
        }
    }
    found
}
