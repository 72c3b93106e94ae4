use super::{finds, rows, settled, uploads};
use crate::world::{self, World};

/// The tables as an older Diwan left them: vectors of its model, terms in its form.
async fn grows_old(world: &World) {
    let mut tx = world.app.db.tenant(world.tenant).begin().await.unwrap();
    for sql in [
        "update chunk_vectors set model = 'builtin-ngram-2'",
        // One term, as it was written then: the stem of "delivery", eight bytes, once.
        "update chunks set terms = '\\x01'::bytea || $1 || '\\x01'::bytea",
        "update knowledge_versions set version = version + 1",
    ] {
        let query = sqlx::query(sqlx::AssertSqlSafe(sql.to_owned()));
        let query = if sql.contains("$1") { query.bind(old_term()) } else { query };
        query.execute(tx.conn()).await.unwrap();
    }
    tx.commit().await.unwrap();
}

/// The low half of a term's eight bytes is what it is now.
fn old_term() -> Vec<u8> {
    let stem = text::stem::stem("delivery", text::language::detect("delivery", None));
    let mut bytes = text::retrieval::terms::term(&format!("w:{stem}")).to_le_bytes().to_vec();
    bytes.extend([7, 7, 7, 7]);
    bytes
}

async fn vectors_of(world: &World, model: &str) -> i64 {
    let mut tx = world.app.db.tenant(world.tenant).begin().await.unwrap();
    let sql = "select count(*) from chunk_vectors where model = $1";
    sqlx::query_scalar(sql).bind(model).fetch_one(tx.conn()).await.unwrap()
}

#[test]
fn after_an_upgrade_the_index_is_made_anew_while_the_old_words_serve() {
    world::with(|world| async move {
        let dana = world.admin("dana").await;
        let id = uploads(&dana, "delivery.txt", b"Delivery to Aqaba takes three days.").await;
        assert_eq!(settled(&dana, &id).await["state"], "ready");
        grows_old(&world).await;

        // Found by the word of before, at once.
        assert_eq!(finds(&dana, "delivery").await[0]["document_id"], id.as_str());
        world
            .eventually("the vectors to be made", || async {
                (vectors_of(&world, text::embed::EMBED_MODEL).await == 1).then_some(())
            })
            .await;
        world
            .eventually("the old ones to go", || async {
                (vectors_of(&world, "builtin-ngram-2").await == 0).then_some(())
            })
            .await;
        assert_eq!(rows(&world, "chunk_vectors").await, 1);
        // And by the words that the old row did not have.
        assert_eq!(finds(&dana, "how many days to Aqaba").await[0]["document_id"], id.as_str());
    });
}
