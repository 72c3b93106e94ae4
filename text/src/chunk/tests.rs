use super::*;
use crate::sentence;
use proptest::prelude::*;

fn block(kind: BlockKind, text: &str) -> Block {
    Block { kind, text: text.to_owned(), page: Some(1) }
}

#[test]
fn headings_start_passages_and_are_carried() {
    let chunks = chunk(
        &[
            block(BlockKind::Heading(1), "Help"),
            block(BlockKind::Heading(2), "Returns"),
            block(BlockKind::Paragraph, "You have 14 days."),
            block(BlockKind::ListItem, "Keep the pot."),
            block(BlockKind::Heading(2), "Delivery"),
            block(BlockKind::Row, "Amman | 2 JOD"),
            block(BlockKind::Heading(2), "Contact"),
        ],
        LIMIT_CHARS,
    );
    let seen: Vec<(&str, &str)> =
        chunks.iter().map(|chunk| (chunk.heading.as_deref().unwrap(), chunk.text.as_str())).collect();
    assert_eq!(
        seen,
        [
            ("Help › Returns", "You have 14 days.\n• Keep the pot."),
            ("Help › Delivery", "Amman | 2 JOD"),
            ("Help › Contact", "Contact"),
        ]
    );
}

#[test]
fn long_sections_overlap_by_a_sentence_and_sections_never() {
    let long = (0..40).map(|n| format!("Sentence number {n} is here.")).collect::<Vec<_>>().join(" ");
    let chunks = chunk(
        &[
            block(BlockKind::Heading(1), "A"),
            block(BlockKind::Paragraph, &long),
            block(BlockKind::Heading(1), "B"),
            block(BlockKind::Paragraph, "Other."),
        ],
        300,
    );
    let a: Vec<&Chunk> = chunks.iter().filter(|chunk| chunk.heading.as_deref() == Some("A")).collect();
    assert!(a.len() > 2);
    for pair in a.windows(2) {
        let last = pair[0].text.rsplit_once(". ").unwrap().1;
        assert!(pair[1].text.starts_with(last), "{last} / {}", pair[1].text);
    }
    assert_eq!(chunks.last().unwrap().text, "Other.");
}

fn blocks() -> impl Strategy<Value = Vec<Block>> {
    let kind = prop_oneof![
        (1..4_u8).prop_map(BlockKind::Heading),
        Just(BlockKind::Paragraph),
        Just(BlockKind::Paragraph),
        Just(BlockKind::ListItem),
        Just(BlockKind::Row)
    ];
    let text = "([a-zء-ي]{1,12}[ .؟!]{1,2}){0,40}|[a-z]{90,200}";
    proptest::collection::vec((kind, text, proptest::option::of(1..9_u32)), 0..12)
        .prop_map(|all| all.into_iter().map(|(kind, text, page)| Block { kind, text, page }).collect())
}

#[test]
fn headings_without_text_are_lines_of_the_next_passage() {
    let seen = |blocks: &[(u8, &str)]| -> Vec<(String, String)> {
        let blocks: Vec<Block> = blocks
            .iter()
            .map(|(level, text)| {
                let kind = if *level == 0 { BlockKind::Paragraph } else { BlockKind::Heading(*level) };
                block(kind, text)
            })
            .collect();
        chunk(&blocks, LIMIT_CHARS).into_iter().map(|chunk| (chunk.heading.unwrap(), chunk.text)).collect()
    };
    let pair = |heading: &str, text: &str| (heading.to_owned(), text.to_owned());
    assert_eq!(
        seen(&[
            (1, "Help"),
            (2, "Call 0771"),
            (2, "Write"),
            (3, "Post box 9"),
            (2, "Visit"),
            (0, "Rainbow Street.")
        ]),
        [pair("Help › Visit", "Call 0771\nWrite › Post box 9\nRainbow Street.")]
    );
    assert_eq!(seen(&[(1, "Help"), (2, "Call"), (2, "Write")]), [pair("Help", "Call\nWrite")]);
    assert_eq!(seen(&[(1, "Help")]), [pair("Help", "Help")]);
    let many: Vec<(u8, &str)> = vec![(1, "h"); 100_000];
    assert_eq!(seen(&many), [pair("h", "h")]);
    let names: Vec<String> = (0..1000).map(|n| format!("Heading {n}")).collect();
    let blocks: Vec<Block> = names.iter().map(|name| block(BlockKind::Heading(1), name)).collect();
    let passages = chunk(&blocks, 900);
    assert!(passages.len() < 25, "{}", passages.len());
}

#[test]
fn a_heading_as_long_as_a_text_is_one() {
    let long = "Words that go on. ".repeat(100);
    let chunks = chunk(&[block(BlockKind::Heading(1), &long), block(BlockKind::Paragraph, "End.")], 300);
    assert!(chunks.len() > 5 && chunks.iter().all(|chunk| chunk.heading.is_none()));
}

#[test]
fn more_passages_than_allowed_are_none() {
    let blocks: Vec<Block> = (0..50)
        .flat_map(|n| [block(BlockKind::Heading(1), &format!("h{n}")), block(BlockKind::Paragraph, "x")])
        .collect();
    assert_eq!(chunk_at_most(&blocks, 100, 50).unwrap().len(), 50);
    assert!(chunk_at_most(&blocks, 100, 49).is_none());
}

/// Ten times the text takes some ten times as long: a hundred times, if every passage looked at all that follow.
#[test]
fn the_work_grows_with_the_text() {
    let took = |lines: usize| {
        let text: String = (0..lines).map(|n| format!("Line {n} of a long list.\n")).collect();
        let blocks = [block(BlockKind::Paragraph, &text)];
        let best = (0..3).map(|_| {
            let start = std::time::Instant::now();
            assert!(chunk(&blocks, 900).len() > lines / 60);
            start.elapsed()
        });
        best.min().unwrap()
    };
    let (short, long) = (took(5_000), took(50_000));
    assert!(long < short * 40, "{short:?} {long:?}");
}

proptest! {
    #[test]
    fn nothing_is_lost_and_nothing_too_long(blocks in blocks(), limit in 80..400_usize) {
        let chunks = chunk(&blocks, limit);
        // Without white space, since a word longer than the limit is cut.
        let squeeze = |text: &str| text.split_whitespace().collect::<String>();
        let everything: String = chunks.iter()
            .map(|chunk| squeeze(&chunk.heading.clone().unwrap_or_default()) + "\n" + &squeeze(&chunk.text)).collect::<Vec<_>>().join("\n");
        for block in &blocks {
            for sentence in sentence::sentences(&block.text) {
                for word in block.text[sentence].split_whitespace().filter(|word| word.chars().count() <= 80) {
                    prop_assert!(everything.contains(word), "{word}");
                }
            }
        }
        let letters = |text: &str| text.chars().filter(|c| c.is_alphanumeric()).count();
        let body: usize = blocks.iter().filter(|b| !matches!(b.kind, BlockKind::Heading(_))).map(|b| letters(&b.text)).sum();
        prop_assert!(chunks.iter().map(|chunk| letters(&chunk.text)).sum::<usize>() >= body);
        for (at, chunk) in chunks.iter().enumerate() {
            prop_assert_eq!(chunk.ordinal as usize, at);
            let own_heading = chunk.heading.as_deref().is_some_and(|heading| heading.ends_with(&chunk.text));
            prop_assert!(own_heading || chunk.text.chars().count() <= limit);
            prop_assert!(!chunk.text.trim().is_empty());
        }
    }
}
