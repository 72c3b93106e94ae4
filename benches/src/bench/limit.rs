//! What PostgreSQL alone can take: the intake's statements, driven straight at it.

use super::{figures::Load, sql};
use crate::{database, visitor::REGION};
use anyhow::{Context, Result, ensure};
use sqlx::{AssertSqlSafe, Connection as _, PgConnection, Row as _};
use std::{
    path::{Path, PathBuf},
    time::{Duration, Instant},
};
use time::OffsetDateTime;
use uuid::Uuid;

/// A stored message of the demo shop: the limit writes rows of the same size.
#[derive(Clone)]
struct Sample {
    body: Vec<u8>,
    preview: Option<Vec<u8>>,
    words: serde_json::Value,
}

/// A tenant of its own in the demo shop's region.
pub struct Limit {
    data: PathBuf,
    tenant: Uuid,
    sample: Sample,
}

/// A customer with a conversation that waits for a person.
#[derive(Clone, Copy)]
struct Place {
    contact: Uuid,
    channel: Uuid,
    conversation: Uuid,
}

impl Limit {
    /// Takes `message`, which the server stored, as the sample.
    pub async fn like(data: &Path, message: Uuid) -> Result<Self> {
        let mut conn = database::connect(data, "postgres", REGION).await?;
        let row = sqlx::query(
            "select m.body_sealed, c.preview_sealed, to_jsonb(m.words) from messages m
               join conversations c on c.tenant_id = m.tenant_id and c.id = m.conversation_id where m.id = $1",
        )
        .bind(message)
        .fetch_one(&mut conn)
        .await
        .context("the sample message")?;
        let sample = Sample { body: row.try_get(0)?, preview: row.try_get(1)?, words: row.try_get(2)? };
        conn.close().await?;
        Ok(Self { data: data.to_owned(), tenant: Uuid::now_v7(), sample })
    }

    /// One transaction a message, by `clients` connections at once.
    pub async fn one_by_one(&self, clients: usize, warm: Duration, lasting: Duration) -> Result<Load> {
        let mut writers = Vec::new();
        for _ in 0..clients {
            writers.push(self.writer(1).await?);
        }
        let start = Instant::now() + warm;
        let end = start + lasting;
        let writing = writers.into_iter().map(|mut writer| {
            tokio::spawn(async move {
                let mut took = Vec::new();
                while Instant::now() < end {
                    let began = Instant::now();
                    writer.store().await?;
                    if began >= start {
                        took.push(began.elapsed());
                    }
                }
                writer.conn.close().await?;
                anyhow::Ok(took)
            })
        });
        let mut took = Vec::new();
        for result in futures::future::join_all(writing).await {
            took.extend(result??);
        }
        Ok(Load::of(took, lasting))
    }

    /// `clients` messages a transaction, by one connection: all that wait share a commit, as in the server.
    pub async fn together(&self, clients: usize, warm: Duration, lasting: Duration) -> Result<Load> {
        let mut writer = self.writer(clients).await?;
        let start = Instant::now() + warm;
        let end = start + lasting;
        let mut took = Vec::new();
        while Instant::now() < end {
            let began = Instant::now();
            writer.store().await?;
            if began >= start {
                took.extend(std::iter::repeat_n(began.elapsed(), clients));
            }
        }
        writer.conn.close().await?;
        Ok(Load::of(took, lasting))
    }

    async fn writer(&self, conversations: usize) -> Result<Writer> {
        let mut conn = database::connect(&self.data, "postgres", REGION).await?;
        sqlx::query("set role diwan_serving").execute(&mut conn).await?;
        let mut places = Vec::new();
        begin(&mut conn, self.tenant).await?;
        for _ in 0..conversations {
            let place =
                Place { contact: Uuid::now_v7(), channel: Uuid::now_v7(), conversation: Uuid::now_v7() };
            let now = OffsetDateTime::now_utc();
            sqlx::query("insert into contacts (tenant_id, id, locale, created_at) values ($1, $2, 'ar', $3)")
                .bind(self.tenant)
                .bind(place.contact)
                .bind(now)
                .execute(&mut conn)
                .await?;
            sqlx::query(
                "insert into conversations (tenant_id, id, contact_id, channel, channel_id, state, locale,
                                            waiting_since, last_message_at, created_at)
                 values ($1, $2, $3, 'widget', $4, 'queued', 'ar', $5, $5, $5)",
            )
            .bind(self.tenant)
            .bind(place.conversation)
            .bind(place.contact)
            .bind(place.channel)
            .bind(now)
            .execute(&mut conn)
            .await?;
            places.push(place);
        }
        sqlx::raw_sql("commit").execute(&mut conn).await?;
        Ok(Writer { conn, tenant: self.tenant, sample: self.sample.clone(), places })
    }
}

async fn begin(conn: &mut PgConnection, tenant: Uuid) -> Result<()> {
    let begin = format!("BEGIN; SELECT set_config('app.tenant_id', '{tenant}', true)");
    sqlx::raw_sql(AssertSqlSafe(begin)).execute(conn).await?;
    Ok(())
}

/// A connection that stores one message of each of its customers at a time.
struct Writer {
    conn: PgConnection,
    tenant: Uuid,
    sample: Sample,
    places: Vec<Place>,
}

impl Writer {
    async fn store(&mut self) -> Result<()> {
        let Self { conn, tenant, sample, places } = self;
        let (tenant, count) = (*tenant, places.len());
        let contacts: Vec<Uuid> = places.iter().map(|place| place.contact).collect();
        let channels: Vec<Uuid> = places.iter().map(|place| place.channel).collect();
        let messages: Vec<Uuid> = places.iter().map(|_| Uuid::now_v7()).collect();
        let client_ids: Vec<String> = messages.iter().map(Uuid::to_string).collect();
        begin(conn, tenant).await?;
        sqlx::query(sql::LOCK_CONTACTS).bind(tenant).bind(&contacts).execute(&mut *conn).await?;
        let locked = sqlx::query(sql::LOCK_OF_CONTACTS)
            .bind(tenant)
            .bind(&contacts)
            .bind(&channels)
            .fetch_all(&mut *conn)
            .await?;
        ensure!(locked.len() == count, "a conversation is not there");
        // In the order of the locked rows from here on.
        let conversations: Vec<Uuid> = column(&locked, "id")?;
        let senders: Vec<Uuid> = column(&locked, "contact_id")?;
        let numbers: Vec<i64> = column::<i64>(&locked, "last_seq")?.iter().map(|seq| seq + 1).collect();
        let seen: Vec<i64> = column(&locked, "visitor_events")?;
        let unread: Vec<i32> = column::<i32>(&locked, "unread")?.iter().map(|unread| unread + 1).collect();
        let claimed = sqlx::query(sql::CLAIM)
            .bind(tenant)
            .bind(&senders)
            .bind(&client_ids)
            .bind(&conversations)
            .bind(&messages)
            .fetch_all(&mut *conn)
            .await?;
        ensure!(claimed.len() == count, "a new message was taken for a repetition");
        let now = OffsetDateTime::now_utc();
        sqlx::query(sql::SAVE_ALL)
            .bind(tenant)
            .bind(&conversations)
            .bind(vec!["queued"; count])
            .bind(vec![None::<Uuid>; count])
            .bind(&numbers)
            .bind(vec![0_i64; count])
            .bind(vec![0_i16; count])
            .bind(&unread)
            .bind(column::<Option<OffsetDateTime>>(&locked, "waiting_since")?)
            .bind(vec![Some("asked_for_person"); count])
            .bind(vec![None::<OffsetDateTime>; count])
            .bind(vec![now; count])
            .bind(vec!["ar"; count])
            .bind(vec![None::<String>; count])
            .bind(vec![None::<Vec<u8>>; count])
            .bind(vec![sample.preview.clone(); count])
            .bind(seen.iter().map(|seen| seen + 2).collect::<Vec<_>>())
            .bind(vec![None::<String>; count])
            .execute(&mut *conn)
            .await?;
        sqlx::query(sql::ADD_MESSAGES)
            .bind(tenant)
            .bind(&conversations)
            .bind(&messages)
            .bind(&numbers)
            .bind(vec!["contact"; count])
            .bind(senders.iter().copied().map(Some).collect::<Vec<_>>())
            .bind(vec!["reply"; count])
            .bind(vec![sample.body.clone(); count])
            .bind(vec![None::<String>; count])
            .bind(vec![serde_json::json!([]); count])
            .bind(vec![serde_json::json!([]); count])
            .bind(client_ids.iter().map(Some).collect::<Vec<_>>())
            .bind(vec!["sent"; count])
            .bind(vec![sample.words.clone(); count])
            .bind(vec![now; count])
            .execute(&mut *conn)
            .await?;
        let stored = sqlx::query(sql::MESSAGES_BY_ID)
            .bind(tenant)
            .bind(&conversations)
            .bind(&messages)
            .fetch_all(&mut *conn)
            .await?;
        ensure!(stored.len() == count, "a stored message is not there");
        // Two events a message: it, and its conversation's new preview.
        let twice = |ids: &[Uuid]| ids.iter().chain(&conversations).copied().collect::<Vec<_>>();
        let kinds = [vec!["message.created"; count], vec!["conversation.updated"; count]].concat();
        sqlx::query(sql::NUMBER_EVENTS)
            .bind(tenant)
            .bind(i64::try_from(kinds.len())?)
            .bind(&kinds)
            .bind(twice(&conversations).into_iter().map(Some).collect::<Vec<_>>())
            .bind(twice(&messages))
            .bind([1, 2].iter().flat_map(|n| seen.iter().map(move |seen| seen + n)).collect::<Vec<i64>>())
            .execute(&mut *conn)
            .await?;
        sqlx::raw_sql("commit").execute(conn).await?;
        Ok(())
    }
}

fn column<'r, T>(rows: &'r [sqlx::postgres::PgRow], name: &str) -> Result<Vec<T>>
where
    T: sqlx::Decode<'r, sqlx::Postgres> + sqlx::Type<sqlx::Postgres>,
{
    Ok(rows.iter().map(|row| row.try_get(name)).collect::<sqlx::Result<_>>()?)
}
