use super::{attaches, id, on_disk};
use crate::{knowledge::uploads, world};
use api::Code;
use diwan::{contacts, files, refusal::Outcome};
use std::{
    fs::File,
    path::Path,
    time::{Duration, SystemTime},
};

fn make_old(path: &Path) {
    let two_days_ago = SystemTime::now() - Duration::from_secs(48 * 60 * 60);
    File::options().write(true).open(path).unwrap().set_modified(two_days_ago).unwrap();
}

#[test]
fn what_nobody_names_goes_after_a_day_and_nothing_else() {
    world::with(|world| async move {
        let (app, tenant) = (&world.app, world.tenant);
        let dana = world.admin("dana").await;
        let document = uploads(&dana, "kept.txt", b"Our shop opens at nine.").await;
        let sent = id(&attaches(&dana, "kept.bin", b"1").await.created());
        let unsent = id(&attaches(&dana, "unsent.bin", b"2").await.created());
        let mut tx = app.db.tenant(tenant).begin().await.unwrap();
        let message = api::MessageId(app.new_id());
        let contact = api::ContactId(app.new_id());
        contacts::add(&mut tx, contact, "en", &contacts::Details::default(), app.now()).await.unwrap();
        files::claim_attachments(&mut tx, &[sent.parse().unwrap()], message, contact).await.unwrap();
        sqlx::query("update attachments set created_at = created_at - interval '25 hours'")
            .execute(tx.conn())
            .await
            .unwrap();
        let key = tx.tenant_key().await.unwrap();
        tx.commit().await.unwrap();
        let stray = app.new_id();
        let bytes = futures::stream::iter([Outcome::Ok("stray".into())]);
        app.files.put("global", tenant, stray, &key, bytes, 100).await.unwrap();
        let half = on_disk(&world)[0].with_extension("0000.part");
        std::fs::write(&half, b"half").unwrap();
        let writer = File::open(&half).unwrap();
        writer.lock().unwrap();
        let abandoned = half.with_extension("").with_extension("0001.part");
        std::fs::write(&abandoned, b"half").unwrap();

        // Nothing is a day old on disk: only the unsent attachment's row is.
        files::sweep(app).await.unwrap();
        let names = |id: &str| on_disk(&world).iter().any(|path| path.ends_with(id));
        assert!(names(&document) && names(&sent) && names(&stray.to_string()) && half.exists());
        assert!(!names(&unsent) && !abandoned.exists(), "its writer is gone");
        on_disk(&world).iter().for_each(|path| make_old(path));
        files::sweep(app).await.unwrap();
        assert!(names(&document) && names(&sent), "what a row names stays");
        assert!(!names(&stray.to_string()) && half.exists(), "a slow upload is never too old");
        drop(writer);
        files::sweep(app).await.unwrap();
        assert!(!half.exists());
        dana.get(&format!("attachments/{unsent}/link")).await.refused(Code::NotFound);
        dana.get(&format!("attachments/{sent}/link")).await.ok();
    });
}
