use crate::world;
use serde_json::json;

#[test]
fn many_at_once_are_stored_once_each_in_a_row_without_a_gap() {
    world::with(|world| async move {
        let visitor = world.visitor("en").await;
        visitor.writes("first").await;
        visitor.asks_for_a_person().await;
        // Each of forty messages three times at once.
        let sends = (0..40).flat_map(|n| std::iter::repeat_n(n, 3)).map(|n| {
            let visitor = visitor.clone();
            async move {
                visitor.sends(&format!("m-{n}"), &format!("message number {n}")).await.created()["seq"]
                    .clone()
            }
        });
        let seqs = futures::future::join_all(sends).await;
        for three in seqs.chunks(3) {
            assert!(three.iter().all(|s| s == &three[0]), "{three:?}");
        }
        let said = visitor.messages().await;
        let seqs: Vec<i64> = said.iter().map(|m| m.seq).collect();
        assert_eq!(seqs, (1..=i64::try_from(said.len()).unwrap()).collect::<Vec<_>>());
        assert_eq!(said.iter().filter(|m| m.body.starts_with("message number")).count(), 40);
    });
}

#[test]
fn visitors_of_a_tenant_at_once_do_not_mix() {
    world::with(|world| async move {
        let visitors = futures::future::join_all((0..12).map(|_| world.visitor("tr"))).await;
        futures::future::join_all(visitors.iter().enumerate().map(|(n, v)| async move {
            for m in 0..5 {
                v.writes(&format!("ziyaretci {n} mesaj {m}")).await;
            }
        }))
        .await;
        for (n, visitor) in visitors.iter().enumerate() {
            let own: Vec<String> = visitor
                .messages()
                .await
                .into_iter()
                .filter(|m| m.author.kind == api::AuthorKind::Contact)
                .map(|m| m.body)
                .collect();
            let expected: Vec<String> = (0..5).map(|m| format!("ziyaretci {n} mesaj {m}")).collect();
            assert_eq!(own, expected);
        }
    });
}

#[test]
fn a_page_of_a_queue_follows_the_one_before() {
    world::with(|world| async move {
        let lina = world.agent("lina").await;
        for n in 0..7 {
            let visitor = world.visitor("en").await;
            visitor.writes(&format!("question {n}")).await;
            visitor.asks_for_a_person().await;
        }
        let mut seen = Vec::new();
        let mut cursor = String::new();
        loop {
            let page = lina.get(&format!("conversations?queue=unassigned&limit=3{cursor}")).await.ok();
            seen.extend(
                page["items"]
                    .as_array()
                    .unwrap()
                    .iter()
                    .map(|c| c["waiting_since"].as_str().unwrap().to_owned()),
            );
            match page["next"].as_str() {
                Some(next) => cursor = format!("&cursor={next}"),
                None => break,
            }
        }
        assert_eq!(seen.len(), 7);
        assert!(seen.is_sorted(), "oldest waiting first: {seen:?}");
        let counts = lina.get("conversations/counts").await.ok();
        assert_eq!(counts, json!({ "mine": 0, "unassigned": 7, "all": 7, "resolved": 0, "unread": 7 }));
        lina.get("conversations?cursor=nonsense").await.refused(api::Code::InvalidCursor);
    });
}
