//! Questions that ask the same: groups of near vectors.

/// The cosine from which two questions are taken for one; see `docs/models/gaps.md` for what it was chosen on.
pub const NEAR: f32 = 0.38;

/// How often each question is looked at; more changes little.
const PASSES: usize = 3;

/// Groups vectors of length one, largest group first, each by its members' places with the most typical first.
///
/// A vector joins the group whose members it is nearest to on average, if that is at least `near`, and is looked at
/// again once all groups are there: what came first must not decide. Zero vectors are in no group.
pub fn cluster(vectors: &[Vec<f32>], near: f32) -> Vec<Vec<usize>> {
    let mut groups: Vec<Group> = Vec::new();
    let mut of: Vec<Option<usize>> = vec![None; vectors.len()];
    for _ in 0..PASSES {
        for (at, vector) in vectors.iter().enumerate() {
            if vector.iter().all(|value| *value == 0.0) {
                continue;
            }
            let was = of.get(at).copied().flatten();
            if let Some(group) = was.and_then(|was| groups.get_mut(was)) {
                group.remove(vector);
            }
            let best = groups
                .iter()
                .enumerate()
                .filter(|(_, group)| group.size > 0)
                .map(|(number, group)| (number, group.nearness(vector)))
                .max_by(|a, b| a.1.total_cmp(&b.1).then(b.0.cmp(&a.0)));
            let number = match best {
                Some((number, nearness)) if nearness >= near => number,
                // Alone again where it was alone: a new group only where there is none to go back to.
                _ => match was.filter(|was| groups.get(*was).is_some_and(|group| group.size == 0)) {
                    Some(was) => was,
                    None => {
                        groups.push(Group::empty(vector.len()));
                        groups.len() - 1
                    }
                },
            };
            if let (Some(group), Some(of)) = (groups.get_mut(number), of.get_mut(at)) {
                group.add(vector);
                *of = Some(number);
            }
        }
    }
    let mut members: Vec<Vec<usize>> = vec![Vec::new(); groups.len()];
    for (at, number) in of.iter().enumerate() {
        if let Some(group) = number.and_then(|number| members.get_mut(number)) {
            group.push(at);
        }
    }
    for (group, members) in groups.iter().zip(&mut members) {
        let typical = |at: &usize| vectors.get(*at).map_or(0.0, |vector| dot(&group.sum, vector));
        members.sort_by(|a, b| typical(b).total_cmp(&typical(a)).then(a.cmp(b)));
    }
    members.retain(|members| !members.is_empty());
    members.sort_by_key(|members| (std::cmp::Reverse(members.len()), members.first().copied()));
    members
}

struct Group {
    sum: Vec<f32>,
    size: usize,
}

impl Group {
    fn empty(length: usize) -> Self {
        Self { sum: vec![0.0; length], size: 0 }
    }

    fn add(&mut self, vector: &[f32]) {
        self.sum.iter_mut().zip(vector).for_each(|(sum, value)| *sum += value);
        self.size += 1;
    }

    fn remove(&mut self, vector: &[f32]) {
        self.sum.iter_mut().zip(vector).for_each(|(sum, value)| *sum -= value);
        self.size = self.size.saturating_sub(1);
    }

    /// The mean of the cosines with its members.
    #[expect(clippy::cast_precision_loss, reason = "a count of questions")]
    fn nearness(&self, vector: &[f32]) -> f32 {
        dot(&self.sum, vector) / self.size.max(1) as f32
    }
}

fn dot(a: &[f32], b: &[f32]) -> f32 {
    a.iter().zip(b).map(|(a, b)| a * b).sum()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::embed::embed;
    use proptest::prelude::*;

    #[test]
    fn questions_that_ask_the_same_are_together_the_largest_group_first() {
        let asked = [
            "Do you sell gift cards?",
            "Can I rent a wheelbarrow?",
            "can i buy a gift card",
            "Gift cards?",
            "renting a wheelbarrow for a day",
            "",
        ];
        let vectors: Vec<_> = asked.iter().map(|text| embed(text)).collect();
        let groups = cluster(&vectors, NEAR);
        let mut sets: Vec<Vec<usize>> = groups.clone();
        sets.iter_mut().for_each(|set| set.sort_unstable());
        assert_eq!(sets, [vec![0, 2, 3], vec![1, 4]]);
    }

    proptest! {
        #[test]
        fn each_question_with_words_is_in_one_group(texts in proptest::collection::vec("[a-e ]{0,12}", 0..30)) {
            let vectors: Vec<_> = texts.iter().map(|text| embed(text)).collect();
            let groups = cluster(&vectors, 0.5);
            let mut all: Vec<usize> = groups.concat();
            all.sort_unstable();
            let worded: Vec<usize> =
                (0..texts.len()).filter(|at| vectors[*at].iter().any(|value| *value != 0.0)).collect();
            prop_assert_eq!(all, worded);
            prop_assert!(groups.windows(2).all(|pair| pair[0].len() >= pair[1].len()));
        }
    }
}
