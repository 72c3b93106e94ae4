use crate::{
    crypto::Sealed,
    db::TenantTx,
    refusal::{Outcome, Refusal},
};
use api::{ContactId, ConversationId, LabCase, LabSet, LabSetId, Stamp};
use time::OffsetDateTime;
use uuid::Uuid;

pub(super) const NAME: &str = "lab_sets.name";
const CASE: &str = "lab_cases.case";

/// A question at its place in a set, from 1.
#[derive(Clone, Debug)]
pub(in super::super) struct Case {
    pub id: Uuid,
    pub place: i32,
    pub lang: Option<String>,
    /// The tag of the Arabic that it is written in, where that can be told.
    pub dialect: Option<String>,
    pub case: LabCase,
}

/// A decision on something that a customer asked.
pub(in super::super) struct Decided {
    pub conversation: ConversationId,
    pub contact: ContactId,
    pub locale: String,
    pub trigger_seq: i64,
}

/// Adds a set with its questions; `false` when it was added before by the same request.
pub(in super::super) async fn add_set(
    tx: &mut TenantTx,
    id: LabSetId,
    name: &str,
    cases: &[Case],
    now: OffsetDateTime,
) -> Outcome<bool> {
    let key = tx.tenant_key().await?;
    let name = key.seal(NAME, id.0, name.as_bytes())?;
    let added = sqlx::query!(
        "insert into lab_sets (tenant_id, id, name_sealed, cases, created_at) values ($1, $2, $3, $4, $5)
         on conflict do nothing",
        tx.tenant().0,
        id.0,
        name as Sealed,
        i32::try_from(cases.len()).unwrap_or(i32::MAX),
        now,
    )
    .execute(tx.conn())
    .await?;
    if added.rows_affected() == 0 {
        return Ok(false);
    }
    let (mut places, mut ids, mut sealed) = (vec![], vec![], vec![]);
    let (mut langs, mut dialects) = (vec![], vec![]);
    for case in cases {
        let plain = serde_json::to_vec(&case.case).map_err(Refusal::internal)?;
        places.push(case.place);
        ids.push(case.id);
        sealed.push(key.seal(CASE, case.id, &plain)?.0);
        langs.push(case.lang.clone());
        dialects.push(case.dialect.clone());
    }
    sqlx::query!(
        "insert into lab_cases (tenant_id, set_id, place, id, case_sealed, lang, dialect)
         select $1, $2, c.* from unnest($3::int[], $4::uuid[], $5::bytea[], $6::text[], $7::text[]) as c",
        tx.tenant().0,
        id.0,
        &places,
        &ids,
        &sealed,
        langs as Vec<Option<String>>,
        dialects as Vec<Option<String>>,
    )
    .execute(tx.conn())
    .await?;
    Ok(true)
}

struct Row {
    id: LabSetId,
    name_sealed: Sealed,
    cases: i32,
    created_at: OffsetDateTime,
}

async fn open(tx: &mut TenantTx, rows: Vec<Row>) -> Outcome<Vec<LabSet>> {
    let key = tx.tenant_key().await?;
    let opened = rows.into_iter().map(|row| {
        Ok(LabSet {
            name: key.open_text(NAME, row.id.0, &row.name_sealed.0)?,
            id: row.id,
            cases: u32::try_from(row.cases).unwrap_or_default(),
            created_at: Stamp(row.created_at),
        })
    });
    opened.collect()
}

/// All sets, newest first.
pub(in super::super) async fn sets(tx: &mut TenantTx) -> Outcome<Vec<LabSet>> {
    let rows = sqlx::query_as!(
        Row,
        "select id, name_sealed, cases, created_at from lab_sets where tenant_id = $1 order by created_at desc, id desc",
        tx.tenant().0,
    )
    .fetch_all(tx.conn())
    .await?;
    open(tx, rows).await
}

/// One set.
pub(in super::super) async fn set(tx: &mut TenantTx, id: LabSetId) -> Outcome<Option<LabSet>> {
    let rows = sqlx::query_as!(
        Row,
        "select id, name_sealed, cases, created_at from lab_sets where tenant_id = $1 and id = $2",
        tx.tenant().0,
        id.0,
    )
    .fetch_all(tx.conn())
    .await?;
    Ok(open(tx, rows).await?.pop())
}

/// How many sets there are.
pub(in super::super) async fn sets_count(tx: &mut TenantTx) -> sqlx::Result<i64> {
    sqlx::query_scalar!(r#"select count(*) as "count!" from lab_sets where tenant_id = $1"#, tx.tenant().0)
        .fetch_one(tx.conn())
        .await
}

/// Deletes a set with all that hangs on it; whether it was there.
pub(in super::super) async fn delete_set(tx: &mut TenantTx, id: LabSetId) -> sqlx::Result<bool> {
    sqlx::query!("delete from lab_sets where tenant_id = $1 and id = $2", tx.tenant().0, id.0)
        .execute(tx.conn())
        .await
        .map(|done| done.rows_affected() == 1)
}

/// A set's questions behind a place, in their order.
pub(in super::super) async fn cases(
    tx: &mut TenantTx,
    set: LabSetId,
    after: i32,
    most: usize,
) -> Outcome<Vec<Case>> {
    let rows = sqlx::query!(
        "select place, id, case_sealed, lang, dialect from lab_cases
          where tenant_id = $1 and set_id = $2 and place > $3 order by place limit $4",
        tx.tenant().0,
        set.0,
        after,
        i64::try_from(most).unwrap_or(i64::MAX),
    )
    .fetch_all(tx.conn())
    .await?;
    let key = tx.tenant_key().await?;
    let opened = rows.into_iter().map(|row| {
        let plain = key.open(CASE, row.id, &row.case_sealed.0)?;
        Ok(Case {
            id: row.id,
            place: row.place,
            lang: row.lang,
            dialect: row.dialect,
            case: serde_json::from_slice(&plain).map_err(Refusal::internal)?,
        })
    });
    opened.collect()
}

/// What customers asked since `from`, newest first: greetings and thanks are not among it.
pub(in super::super) async fn decided(
    tx: &mut TenantTx,
    from: OffsetDateTime,
    most: usize,
) -> sqlx::Result<Vec<Decided>> {
    sqlx::query_as!(
        Decided,
        "select d.conversation_id as conversation, c.contact_id as contact, c.locale, d.trigger_seq
           from decisions d join conversations c on c.tenant_id = d.tenant_id and c.id = d.conversation_id
          where d.tenant_id = $1 and d.at >= $2 and d.outcome <> 'courtesy'
            and split_part(coalesce(d.reason, ''), '/', 1) not in ('asked_for_person', 'complaint', 'guard')
          order by d.at desc, d.id desc limit $3",
        tx.tenant().0,
        from,
        i64::try_from(most).unwrap_or(i64::MAX),
    )
    .fetch_all(tx.conn())
    .await
}
