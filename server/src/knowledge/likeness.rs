//! Which documents say the same: MinHash over word shingles (Broder 1997).

use std::collections::HashSet;

/// How many smallest values are kept: the estimate's standard error is at most 1/(2·√128), some 4 %.
const VALUES: usize = 128;
/// Words of a shingle: short enough for a notice of three lines, long enough that common phrases do not meet.
const SHINGLE: usize = 4;
/// From this share on two documents are told to be alike.
pub(super) const ALIKE: f32 = 0.7;

/// The signature of a text: for each of 128 orders of all shingles, which comes first in it. `None` for a text
/// of too few words to be like another by more than chance.
pub(super) fn signature<'a>(texts: impl Iterator<Item = &'a str>) -> Option<Vec<u8>> {
    let words: Vec<String> = texts.flat_map(text::tokens::words).map(|word| word.text).collect();
    let shingles: HashSet<u64> = words.windows(SHINGLE).map(hash).collect();
    if shingles.len() < 2 * SHINGLE {
        return None;
    }
    let mut least = [u32::MAX; VALUES];
    for shingle in shingles {
        let mut state = shingle;
        for value in &mut least {
            state = mix(state.wrapping_add(0x9e37_79b9_7f4a_7c15));
            *value = (*value).min((state >> 32) as u32);
        }
    }
    Some(least.iter().flat_map(|value| value.to_le_bytes()).collect())
}

/// The share of shingles that two signatures' texts have in common, 0 to 1; 0 where they can't be compared.
pub(super) fn share(a: &[u8], b: &[u8]) -> f32 {
    if a.len() != VALUES * 4 || b.len() != a.len() {
        return 0.0;
    }
    let same = a.chunks_exact(4).zip(b.chunks_exact(4)).filter(|(a, b)| a == b).count();
    same as f32 / VALUES as f32
}

fn hash(words: &[String]) -> u64 {
    let bytes = words.iter().flat_map(|word| word.bytes().chain([b' ']));
    mix(bytes
        .fold(0xcbf2_9ce4_8422_2325, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)))
}

/// The finish of splitmix64.
fn mix(mut hash: u64) -> u64 {
    hash = (hash ^ (hash >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    hash = (hash ^ (hash >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    hash ^ (hash >> 31)
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    fn words(from: usize, to: usize) -> String {
        (from..to).map(|n| format!("word{n} ")).collect()
    }

    #[test]
    fn the_share_is_about_what_two_texts_have_in_common() {
        let one = |text: &str| signature(std::iter::once(text)).unwrap();
        let base = one(&words(0, 400));
        assert_eq!(share(&base, &base), 1.0);
        assert_eq!(share(&base, &one(&words(500, 900))), 0.0);
        // Of 397 shingles each, 357 in common: 357 / 437 of both together.
        let near = share(&base, &one(&words(40, 440)));
        assert!((near - 0.82).abs() < 0.13, "{near}");
        // Letter variants and line ends are no difference.
        let spelled = "أهلاً بكم في متجرنا، نوصل الطلبات إلى جميع المحافظات خلال يومين أو ثلاثة أيام عمل";
        let other = "اهلا بكم في متجرنا\nنوصل الطلبات الى جميع المحافظات خلال يومين او ثلاثة ايام عمل";
        assert_eq!(share(&one(spelled), &one(other)), 1.0);
        assert_eq!(signature(std::iter::once("too short to tell")), None);
        assert_eq!(share(&base, &[1, 2, 3]), 0.0);
    }
}
