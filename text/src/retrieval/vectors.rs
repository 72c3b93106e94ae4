//! Vectors in eight bits a number: what fits in memory by the hundred thousand and is compared exactly.

/// A vector with its largest number as 127. Angles between such are those of the originals to some thousandths;
/// a vector of zeros stays one.
pub fn quantize(vector: &[f32]) -> Vec<i8> {
    let most = vector.iter().fold(0.0_f32, |most, value| most.max(value.abs()));
    if most <= 0.0 || !most.is_finite() {
        return vec![0; vector.len()];
    }
    vector.iter().map(|value| (value / most * 127.0).round() as i8).collect()
}

/// A question's vector as it is compared with many: widened once instead of each time.
pub(super) fn widen(vector: &[i8]) -> Vec<i16> {
    vector.iter().copied().map(i16::from).collect()
}

/// The inner product. A function of its own, so that its loop is compiled as one that adds up products: processors
/// have an instruction for those.
#[inline(never)]
pub(super) fn dot(own: &[i8], asked: &[i16]) -> i32 {
    own.iter().zip(asked).map(|(own, asked)| i32::from(*own) * i32::from(*asked)).sum()
}

/// The length.
pub(super) fn norm(vector: &[i8]) -> f32 {
    (dot(vector, &widen(vector)) as f32).sqrt()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn angles_are_kept(a in proptest::collection::vec(-1.0_f32..1.0, 64), b in proptest::collection::vec(-1.0_f32..1.0, 64)) {
            let exact = |a: &[f32], b: &[f32]| a.iter().zip(b).map(|(a, b)| a * b).sum::<f32>();
            let cosine_exact = exact(&a, &b) / (exact(&a, &a) * exact(&b, &b)).sqrt();
            let (a, b) = (quantize(&a), quantize(&b));
            prop_assert!((dot(&a, &widen(&b)) as f32 / (norm(&a) * norm(&b)) - cosine_exact).abs() < 0.01);
        }
    }

    #[test]
    fn nothing_is_at_no_angle_to_anything() {
        assert_eq!(norm(&quantize(&[0.0; 8])), 0.0);
        assert_eq!(quantize(&[f32::NAN, 0.0]), [0, 0]);
    }
}
